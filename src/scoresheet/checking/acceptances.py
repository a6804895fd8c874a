"""Findings that the office looked into and lets stand (已核实): told as notices, with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from scoresheet.checking.running import Finding, Severity, all_checks
from scoresheet.decision import Acceptance, Decisions, Effect
from scoresheet.language import NOTHING, Text
from scoresheet.quoting import stripped

Findings = Mapping[int, tuple[Finding, ...]]


def accept(
    checked: Findings, decisions: Decisions
) -> tuple[dict[int, tuple[Finding, ...]], tuple[Effect, ...]]:
    """Give the findings of each return with the accepted ones as notices, and what came of each acceptance.

    A finding keeps its code and its place. One that is worse than a warning is accepted only where its check says
    that the score can be used as it is.
    """
    offers = {_key(one): _Offer(one) for one in decisions.acceptances}
    if not offers:
        return dict(checked), ()
    acceptable = {one.code: one.accepts for one in all_checks()}
    made = {
        returned: tuple(
            _looked_up(finding, offers, acceptable[finding.code](finding.severity)) for finding in found
        )
        for returned, found in checked.items()
    }
    return made, tuple(
        offer.effect() for offer in sorted(offers.values(), key=lambda one: _order(one.decision))
    )


def _key(one: Acceptance) -> tuple[str, str, str | None]:
    return one.unit, one.code, one.item


def _order(one: Acceptance) -> tuple[str, str, str]:
    return one.unit, one.code, one.item or ""


@dataclass(slots=True)
class _Offer:
    """An acceptance while the findings pass by: those that it let stand, and those that it can't."""

    decision: Acceptance
    accepted: list[Finding] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)

    def effect(self) -> Effect:
        if self.accepted:
            return self._effect(self.accepted, _let_stand(len(self.accepted)), done=True)
        if self.refused:
            return self._effect(self.refused, _refused(self.refused[0].severity), done=False)
        return Effect(self.decision, done=False, words=_NO_SUCH)

    def _effect(self, findings: Iterable[Finding], words: Text, *, done: bool) -> Effect:
        listed = list(findings)
        first = listed[0]
        here = [one for one in listed if (one.file, one.sheet) == (first.file, first.sheet)]
        cells = tuple(dict.fromkeys(cell for one in here for cell in one.cells))
        return Effect(self.decision, done, words, file=first.file, sheet=first.sheet, cells=cells)


def _looked_up(
    finding: Finding, offers: Mapping[tuple[str, str, str | None], _Offer], may_stand: bool
) -> Finding:
    unit = finding.unit or ""
    offer = offers.get((unit, finding.code, finding.item)) or offers.get((unit, finding.code, None))
    if offer is None:
        return finding
    if not may_stand:
        offer.refused.append(finding)
        return finding
    offer.accepted.append(finding)
    said, basis = finding.pattern, stripped(offer.decision.basis)
    return replace(
        finding,
        severity=Severity.NOTICE,
        pattern=Text(f"{said.zh}已核实：{basis.zh}。", f"{said.en} Verified: {basis.en}."),
        remedy=NOTHING,
        accepted=offer.decision,
    )


def _let_stand(count: int) -> Text:
    return Text(f"{count}处按核实结果保留", f"{count} of them let stand")


def _refused(severity: Severity) -> Text:
    if severity is Severity.NOTICE:
        return Text("这里只是提示，不需要核实", "it is a note, which needs no verifying")
    return Text(
        f"这里是“{severity.word.zh}”，要更正后才能计分，不能只作核实",
        f"here it is one that {severity.word.en}, so that verifying isn't enough",
    )


_NO_SUCH = Text("没有发现这样的问题，可能已经改好", "there is no such finding; it may have been mended")

"""One run over an inbox: every file's status, every unit's return and scores, and all findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import Catalog, Unit
from scoresheet.checking.acceptances import accept
from scoresheet.checking.running import Finding, Severity, run, run_round
from scoresheet.decision import NO_DECISIONS, Decisions, Effect, Kind
from scoresheet.language import Text
from scoresheet.places import by_place
from scoresheet.returns.corrections import correct
from scoresheet.returns.differences import Difference, differences
from scoresheet.returns.settling import Aside, Placed, Returns, Standing, UnitReturn, settle
from scoresheet.scoring import Scores, score, unscored
from scoresheet.submission import Submission


class UnitStatus(StrEnum):
    """Where a unit stands."""

    ACCEPTED = "accepted"
    NEEDS_FIX = "needs_fix"
    CONFLICT = "conflict"
    MISSING = "missing"

    @property
    def word(self) -> Text:
        """The word that people read."""
        return _UNIT_WORDS[self]


class FileStatus(StrEnum):
    """What became of a file."""

    ACCEPTED = "accepted"
    NEEDS_FIX = "needs_fix"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    UNIDENTIFIED = "unidentified"
    UNREADABLE = "unreadable"
    ATTACHMENT = "attachment"
    IGNORED = "ignored"

    @property
    def word(self) -> Text:
        """The word that people read."""
        return _FILE_WORDS[self]


_UNIT_WORDS = {
    UnitStatus.ACCEPTED: Text("校验通过", "accepted"),
    UnitStatus.NEEDS_FIX: Text("待更正", "needs correction"),
    UnitStatus.CONFLICT: Text("版本待确认", "versions differ"),
    UnitStatus.MISSING: Text("未报送", "not returned"),
}
_FILE_WORDS = {
    FileStatus.ACCEPTED: Text("校验通过", "accepted"),
    FileStatus.NEEDS_FIX: Text("待更正", "needs correction"),
    FileStatus.DUPLICATE: Text("重复", "duplicate"),
    FileStatus.SUPERSEDED: Text("已被新版替代", "superseded"),
    FileStatus.UNIDENTIFIED: Text("无法识别单位", "unit unknown"),
    FileStatus.UNREADABLE: Text("无法读取", "unreadable"),
    FileStatus.ATTACHMENT: Text("附件材料", "attachment"),
    FileStatus.IGNORED: Text("未参与汇总", "ignored"),
}
_OF_STANDING = {
    Standing.DUPLICATE: FileStatus.DUPLICATE,
    Standing.SUPERSEDED: FileStatus.SUPERSEDED,
    Standing.BLANK: FileStatus.IGNORED,
    Standing.UNIDENTIFIED: FileStatus.UNIDENTIFIED,
    Standing.UNREADABLE: FileStatus.UNREADABLE,
}


@dataclass(frozen=True, slots=True)
class FileResult:
    """A file with its status and, where that isn't plain, the reason."""

    path: str
    sha256: str
    format: str
    unit: str | None
    status: FileStatus
    reason: Text


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A unit with its status, the submission that speaks for it and its scores (blank ones without a submission).

    `versions` are the returns that contradict each other, empty where there is no conflict.
    """

    unit: Unit
    status: UnitStatus
    submission: Submission | None
    scores: Scores
    versions: tuple[Submission, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What its returns say differently where they are in conflict."""
        return differences(self.versions)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that the reports tell; units in the catalog's order, files by path, findings by unit and place.

    `effects` is what came of the office's decisions, by unit, kind and item.
    """

    catalog: Catalog
    units: tuple[UnitResult, ...]
    files: tuple[FileResult, ...]
    findings: tuple[Finding, ...]
    effects: tuple[Effect, ...] = ()

    def count(self, severity: Severity) -> int:
        """Count the findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def units_with(self, status: UnitStatus) -> tuple[UnitResult, ...]:
        """Give the units of one status."""
        return tuple(unit for unit in self.units if unit.status is status)

    def findings_of(self, unit_id: str | None) -> tuple[Finding, ...]:
        """Give the findings of one unit, or of files whose unit is unknown."""
        return tuple(finding for finding in self.findings if finding.unit == unit_id)

    def clean(self, *, strict: bool = False) -> bool:
        """Tell whether nothing is to be mended: every unit accepted, every file read; `strict` counts warnings."""
        units = all(unit.status is UnitStatus.ACCEPTED for unit in self.units)
        unread = {FileStatus.UNIDENTIFIED, FileStatus.UNREADABLE, FileStatus.NEEDS_FIX}
        files = not any(file.status in unread for file in self.files)
        return units and files and not (strict and self.count(Severity.WARNING))


Checked = Mapping[int, tuple[Finding, ...]]
"""The findings of each submission, by the identity of its object."""
NOTHING_CHECKED: Checked = {}


def assess(
    catalog: Catalog,
    submissions: Iterable[Submission],
    *,
    set_aside: Iterable[FileResult] = (),
    aside: Iterable[Aside] = (),
    decisions: Decisions = NO_DECISIONS,
    prefer_newest: bool = False,
    as_of: date | None = None,
    found: Checked = NOTHING_CHECKED,
) -> Assessment:
    """Settle who sent what, lay the corrections on, run all checks, let stand what was accepted, and score.

    `found` are the findings of submissions that have been checked before, as their files have them.

    `set_aside` are files that are no returns (attachments, lock files): they are only listed. `aside` says whose they
    are and what, as far as that can be told. `as_of` is the day by which lateness is told.
    """
    beside = tuple(aside)
    returns = settle(
        catalog, submissions, prefer_newest=prefer_newest, decisions=decisions, aside=beside, as_of=as_of
    )
    returns = correct(returns, decisions)
    checked, accepted = accept(_checked(returns, found), decisions)
    returns = replace(returns, effects=(*returns.effects, *accepted))
    findings = [*(finding for found in checked.values() for finding in found), *run_round(returns)]
    order = _Order.of(catalog)
    return Assessment(
        catalog,
        _with_places(catalog, [_unit_result(catalog, unit, checked) for unit in returns.units]),
        _files(returns, checked, set_aside),
        tuple(sorted(findings, key=order.of_finding)),
        tuple(sorted(returns.effects, key=order.of_effect)),
    )


def _checked(returns: Returns, found: Checked) -> Checked:
    """Check every return whose content may count; one that a correction was laid on is another one than was read."""
    counting = (
        placed.submission
        for placed in returns.placed()
        if placed.standing not in {Standing.DUPLICATE, Standing.SUPERSEDED, Standing.BLANK}
    )
    return {id(one): found[id(one)] if id(one) in found else run(one) for one in counting}


def _files(returns: Returns, checked: Checked, set_aside: Iterable[FileResult]) -> tuple[FileResult, ...]:
    read = [_file_result(placed, checked.get(id(placed.submission), ())) for placed in returns.placed()]
    whose = {one.path: one.unit for one in returns.aside}
    beside = [replace(one, unit=one.unit or whose.get(one.path)) for one in set_aside]
    return tuple(sorted([*read, *beside], key=lambda file: file.path))


def _file_result(placed: Placed, findings: Iterable[Finding]) -> FileResult:
    source = placed.submission.source
    blocked = any(finding.severity.blocks for finding in findings)
    plain = FileStatus.NEEDS_FIX if blocked else FileStatus.ACCEPTED
    status = _OF_STANDING.get(placed.standing, plain)
    unit = placed.submission.unit_id
    return FileResult(source.path, source.sha256, source.format, unit, status, placed.reason)


def _unit_result(catalog: Catalog, one: UnitReturn, checked: Checked) -> UnitResult:
    if one.conflicting:
        blank = unscored(form_for(catalog, one.unit))
        return UnitResult(one.unit, UnitStatus.CONFLICT, None, blank, one.conflicting)
    if one.chosen is None:
        return UnitResult(one.unit, UnitStatus.MISSING, None, unscored(form_for(catalog, one.unit)))
    blocked = any(finding.severity.blocks for finding in checked[id(one.chosen)])
    status = UnitStatus.NEEDS_FIX if blocked else UnitStatus.ACCEPTED
    scores = score(one.chosen) or unscored(form_for(catalog, one.unit))
    return UnitResult(one.unit, status, one.chosen, scores)


def _with_places(catalog: Catalog, units: Iterable[UnitResult]) -> tuple[UnitResult, ...]:
    """Add the scores that go by place among all units, as far as they are known."""
    results = tuple(units)
    accepted = {
        one.unit.id: one.submission
        for one in results
        if one.submission is not None and one.status is UnitStatus.ACCEPTED
    }
    scores = by_place(catalog, accepted)
    return tuple(_rescored(one, scores.get(one.unit.id)) for one in results)


def _rescored(result: UnitResult, scores: Mapping[str, Decimal] | None) -> UnitResult:
    if not scores or result.submission is None:
        return result
    return replace(result, scores=score(result.submission, scores) or result.scores)


@dataclass(frozen=True, slots=True)
class _Order:
    """The order of the catalog, in which findings and effects are listed."""

    units: Mapping[str, int]
    items: Mapping[str, int]

    @classmethod
    def of(cls, catalog: Catalog) -> _Order:
        units = {unit.id: number for number, unit in enumerate(catalog.units)}
        return cls(units, {item.id: number for number, item in enumerate(catalog.items)})

    def of_finding(self, finding: Finding) -> tuple[object, ...]:
        cell = _place(finding.cells[0]) if finding.cells else (0, 0, "")
        unit, item = self._of(finding.unit), self.items.get(finding.item or "", -1)
        return unit, finding.file or "", item, cell, finding.code, finding.pattern

    def of_effect(self, effect: Effect) -> tuple[object, ...]:
        decision, kind = effect.decision, list(Kind).index(effect.kind)
        unit, item = self._of(decision.unit), self.items.get(effect.item or "", -1)
        return unit, kind, item, effect.cells, decision.day, effect.words, decision.place

    def _of(self, unit: str | None) -> int:
        return self.units.get(unit or "", len(self.units))


def _place(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), len(letters), letters

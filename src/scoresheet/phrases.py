"""What several reports say in the same words: places, items, scores; and the findings of each unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from scoresheet.assessment import Assessment, UnitResult
from scoresheet.checking.running import ITEMS, Finding, Severity, sentence
from scoresheet.decision import Acceptance, Effect
from scoresheet.inbox.detect import FileType
from scoresheet.language import Locale, Text, joined, same
from scoresheet.returns.differences import Said
from scoresheet.returns.settling import RECEIVED_NOTHING


def items(ids: Iterable[str], locale: Locale) -> str:
    """Name items as messages do: 第3、5项 / items 3, 5; "" for none."""
    listed = list(ids)
    return sentence(same(ITEMS), listed, locale) if listed else ""


def place(sheet: str | None, cells: Iterable[str], locale: Locale) -> str:
    """Name cells with their sheet: 自查评分表 D8、D10; "" for none."""
    return " ".join(part for part in (sheet or "", joined(cells).of(locale)) if part)


def points(score: Decimal | None, decimals: int) -> str | None:
    """Write a score with the catalog's decimals; None stays None."""
    # Adding 0 takes the sign from a negative zero.
    return None if score is None else f"{score + 0:.{decimals}f}"


def total(result: UnitResult, decimals: int) -> str | None:
    """Write a unit's self-assessed total; None where no file speaks for it or a required score is missing."""
    return points(result.scores.total, decimals) if result.submission else None


def by_unit(assessment: Assessment) -> dict[str | None, list[Finding]]:
    """Gather the findings of each unit in one pass, None for files whose unit is unknown."""
    gathered: dict[str | None, list[Finding]] = {}
    for finding in assessment.findings:
        gathered.setdefault(finding.unit, []).append(finding)
    return gathered


_NOT_RETURNED = "X102"
"""The check that finds the units without a return."""


def sent_nothing(finding: Finding) -> bool:
    """Tell whether all that a finding says is that nothing at all came from a unit: lists tell that by name."""
    return finding.code == _NOT_RETURNED and finding.found == RECEIVED_NOTHING


def is_missing(finding: Finding) -> bool:
    """Tell whether a finding says that no form of use came from a unit."""
    return finding.code == _NOT_RETURNED


def worst_first(findings: Iterable[Finding]) -> tuple[int, ...]:
    """Give what units are sorted by, worst first: the gravest finding, then how many there are of each kind."""
    told = list(findings)
    numbers = counts(told)
    gravest = min((one.severity.rank for one in told), default=len(Severity))
    return gravest, -numbers.errors, -numbers.warnings, -numbers.notices


def unit_names(assessment: Assessment) -> dict[str | None, str]:
    """Give the name of every unit by its id, "" for an unknown one."""
    return {None: "", **{result.unit.id: result.unit.name for result in assessment.units}}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings there are; `errors` are all that must be mended, the fatal ones included."""

    errors: int
    warnings: int
    notices: int


def counts(findings: Iterable[Finding]) -> Counts:
    """Count findings by what they ask for."""
    numbers = Counter(finding.severity for finding in findings)
    errors = sum(number for severity, number in numbers.items() if severity.blocks)
    return Counts(errors, numbers[Severity.WARNING], numbers[Severity.NOTICE])


def kind(format_: str, locale: Locale) -> str:
    """Give the kind of a file in words."""
    return FileType(format_).word.of(locale)


DECISIONS = Text("办公室认定", "Decisions of the office")
"""What the decisions of the office are called together."""

DIFFERENCES = Text("版本差异", "Differences")
"""What the differences between the returns of one unit are called together."""

_CAME = Text("{0}；{1}", "{0}; {1}")


def decided(effect: Effect, locale: Locale) -> str:
    """Say what came of a decision, for which item, and on what it rests."""
    return _CAME.of(locale).format(came(effect, locale), effect.decision.basis.of(locale))


def came(effect: Effect, locale: Locale) -> str:
    """Say what came of a decision: 第2项自查得分由3改为2.5."""
    code = f"{effect.decision.code} " if isinstance(effect.decision, Acceptance) else ""
    named = items([effect.item] if effect.item else [], locale)
    said = effect.words.of(locale)
    if not named:
        return f"{code}{said}"
    words = Text("{0}{1}{2}", "{0}{1}: {2}") if not code else Text("{0}{1}：{2}", "{0}{1}: {2}")
    return words.of(locale).format(code, named, said)


def stands_at(said: Said, locale: Locale) -> str:
    """Name the place of what a file says; "" where it has none."""
    return place(said.sheet, said.cells, locale)

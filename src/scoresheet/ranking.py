"""From the scores of all units to their places; pure and exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from scoresheet.assessment import Assessment, UnitResult, UnitStatus
from scoresheet.catalog.model import Catalog, Ties
from scoresheet.language import Text


class Stage(StrEnum):
    """Whose scores are ranked."""

    SELF = "self"

    @property
    def word(self) -> Text:
        """The words that people read, with what the scores are not."""
        return Text("自查得分，未经审核", "Self-assessed scores, not reviewed")


@dataclass(frozen=True, slots=True)
class Place:
    """A place and whether another unit shares it."""

    number: int
    tied: bool


@dataclass(frozen=True, slots=True)
class PlacedUnit:
    """A unit with its place among all, and among the units of its group (None where it has no group)."""

    result: UnitResult
    place: Place
    place_in_group: Place | None


@dataclass(frozen=True, slots=True)
class UnplacedUnit:
    """A unit that isn't ranked, and why."""

    result: UnitResult
    reason: Text


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranked units from first to last, then those not ranked in the catalog's order.

    `by_percent` tells that the units were compared by percent of what each could reach, not by total.
    """

    stage: Stage
    by_percent: bool
    placed: tuple[PlacedUnit, ...]
    unplaced: tuple[UnplacedUnit, ...]


def rank(assessment: Assessment) -> Ranking:
    """Place the accepted units by total, highest first; equal ones share a place, in the catalog's order.

    As soon as one of them can't reach the catalog's total, all are compared by percent of what each could reach.
    """
    catalog = assessment.catalog
    to_correct = Counter(finding.file for finding in assessment.findings if finding.severity.blocks)
    ranked, unplaced = [], []
    for unit in assessment.units:
        reason = _reason(unit, catalog, to_correct)
        if reason is None:
            ranked.append(unit)
        else:
            unplaced.append(UnplacedUnit(unit, reason))
    by_percent = any(unit.scores.max_score != catalog.total for unit in ranked)
    ordered = _ordered(ranked, by_percent=by_percent)
    return Ranking(Stage.SELF, by_percent, _placed(ordered, catalog.ties), tuple(unplaced))


_Key = tuple[UnitResult, Fraction]


def _reason(unit: UnitResult, catalog: Catalog, to_correct: Mapping[str | None, int]) -> Text | None:
    if unit.status is UnitStatus.NEEDS_FIX:
        count = to_correct.get(unit.submission.source.path if unit.submission else None, 0)
        return Text(f"待更正：有{count}处须更正", f"needs correction: {count} to be corrected")
    if unit.status is not UnitStatus.ACCEPTED:
        return unit.status.word
    if not unit.scores.max_score or _nothing_applies(unit, catalog):
        return Text("没有适用的考核项", "no item applies")
    if unit.scores.total is None:
        return Text("得分不完整", "scores incomplete")
    return None


def _nothing_applies(unit: UnitResult, catalog: Catalog) -> bool:
    scores = unit.scores
    return len(scores.not_applicable) == len(catalog.items) and not any(scores.items.values())


def _ordered(units: Iterable[UnitResult], *, by_percent: bool) -> list[_Key]:
    keyed = [(unit, _compared(unit, by_percent=by_percent)) for unit in units]
    # The sort is stable: equal units stay in the catalog's order.
    return sorted(keyed, key=lambda entry: entry[1], reverse=True)


def _compared(unit: UnitResult, *, by_percent: bool) -> Fraction:
    total = Fraction(unit.scores.total or 0)
    return total / Fraction(unit.scores.max_score) if by_percent else total


def _placed(ordered: Sequence[_Key], ties: Ties) -> tuple[PlacedUnit, ...]:
    places = _places([key for _, key in ordered], ties)
    in_group = _places_in_groups(ordered, ties)
    return tuple(
        PlacedUnit(unit, place, in_group.get(unit.unit.id))
        for (unit, _), place in zip(ordered, places, strict=True)
    )


def _places_in_groups(ordered: Sequence[_Key], ties: Ties) -> dict[str, Place]:
    groups: dict[str, list[_Key]] = {}
    for unit, key in ordered:
        if unit.unit.group is not None:
            groups.setdefault(unit.unit.group, []).append((unit, key))
    return {
        unit.unit.id: place
        for members in groups.values()
        for (unit, _), place in zip(members, _places([key for _, key in members], ties), strict=True)
    }


def _places(keys: Sequence[Fraction], ties: Ties) -> list[Place]:
    shared = Counter(keys)
    numbers = _NUMBERING[ties](keys)
    return [Place(numbers[key], shared[key] > 1) for key in keys]


def _competition(keys: Sequence[Fraction]) -> dict[Fraction, int]:
    numbers: dict[Fraction, int] = {}
    for number, key in enumerate(keys, start=1):
        numbers.setdefault(key, number)
    return numbers


def _dense(keys: Sequence[Fraction]) -> dict[Fraction, int]:
    return {key: number for number, key in enumerate(dict.fromkeys(keys), start=1)}


_NUMBERING: dict[Ties, Callable[[Sequence[Fraction]], dict[Fraction, int]]] = {
    Ties.COMPETITION: _competition,
    Ties.DENSE: _dense,
}

"""From the scores of all units to their places; pure and exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from scoresheet.assessment import Assessment, UnitResult, UnitStatus
from scoresheet.catalog.model import Catalog, Ties
from scoresheet.language import Text
from scoresheet.places import pending
from scoresheet.ranking.grades import NO_VETO, Undecided, Vetoes, boundaries, grade_between, vetoes
from scoresheet.scoring import Scores


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
    """A unit with its place among all, and among the units of its group (None where it has no group).

    `separated` tells that a unit with the same total has another place by the catalog's tie-breaks. `grade` is None
    where the catalog has no grades, the unit fulfils none, or it is `undecided` which one it gets.
    """

    result: UnitResult
    place: Place
    place_in_group: Place | None
    separated: bool = False
    grade: str | None = None
    undecided: Undecided | None = None
    vetoes: Vetoes = NO_VETO


@dataclass(frozen=True, slots=True)
class UnplacedUnit:
    """A unit that isn't ranked, and why."""

    result: UnitResult
    reason: Text


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranked units from first to last, then those not ranked in the catalog's order.

    `by_percent` tells that the units were compared by percent of what each could reach, not by total. A catalog that
    ranks within groups has its units group by group. `pending` are the items whose scores by place are still open:
    the totals are without them, and no grades are given.
    """

    stage: Stage
    by_percent: bool
    placed: tuple[PlacedUnit, ...]
    unplaced: tuple[UnplacedUnit, ...]
    pending: tuple[str, ...] = ()


def rank(assessment: Assessment) -> Ranking:
    """Place the accepted units by total, highest first; equal ones share a place, in the catalog's order.

    As soon as one of them can't reach the catalog's total, all are compared by percent of what each could reach. A
    converted total is compared in place of the total, being one out of the same for all.
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
    by_percent = catalog.scale is None and any(unit.scores.max_score != catalog.total for unit in ranked)
    ordered = _ordered(ranked, catalog, by_percent=by_percent)
    open_items = pending(catalog, {unit.unit.id: unit.scores for unit in assessment.units})
    placed = _graded(_placed(ordered, catalog), catalog, open_items)
    return Ranking(Stage.SELF, by_percent, placed, tuple(unplaced), open_items)


Key = tuple[Fraction, tuple[tuple[bool, Fraction], ...]]
"""What a unit is compared by: its total, then the scores that break ties; one that doesn't apply comes last."""

_Keyed = tuple[UnitResult, Key]


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
    worth = [item.id for item in catalog.items if item.points]
    left_out = set(worth) <= set(unit.scores.not_applicable)
    return left_out and not any(unit.scores.items.get(item) for item in worth)


def _ordered(units: Iterable[UnitResult], catalog: Catalog, *, by_percent: bool) -> list[_Keyed]:
    keyed = [(unit, key(unit.scores, catalog, by_percent=by_percent)) for unit in units]
    # The sort is stable: equal units stay in the catalog's order.
    return sorted(keyed, key=lambda entry: entry[1], reverse=True)


def key(scores: Scores, catalog: Catalog, *, by_percent: bool) -> Key:
    """Give what scores are compared by, `by_percent` of what the unit could reach or by total; the greater is first."""
    compared = Fraction(scores.compared or 0)
    breaks = (tie_break(scores, one) for one in catalog.break_ties)
    return (
        compared / Fraction(scores.max_score) if by_percent else compared,
        tuple((one is not None, Fraction(one or 0)) for one in breaks),
    )


def tie_break(scores: Scores, criterion: str) -> Decimal | None:
    """Give the score by which ties are broken, of a category or an item; None where it doesn't apply to the unit."""
    return scores.categories[criterion] if criterion in scores.categories else scores.items.get(criterion)


def _placed(ordered: Sequence[_Keyed], catalog: Catalog) -> tuple[PlacedUnit, ...]:
    places = _places([key for _, key in ordered], catalog.ties)
    in_group = _places_in_groups(ordered, catalog.ties)
    apart = _separated(ordered, catalog)
    placed = [
        PlacedUnit(unit, place, in_group.get(unit.unit.id), unit.unit.id in apart)
        for (unit, _), place in zip(ordered, places, strict=True)
    ]
    if not catalog.within_groups:
        return tuple(placed)
    groups = {group: at for at, group in enumerate(dict.fromkeys(unit.group for unit in catalog.units))}
    # Within a group the order stays as it is.
    return tuple(sorted(placed, key=lambda one: groups[one.result.unit.group]))


def _separated(ordered: Sequence[_Keyed], catalog: Catalog) -> set[str]:
    """Give the units that compete with one of the same total and yet don't share its place."""
    contests = [(unit.unit.group if catalog.within_groups else None, key) for unit, key in ordered]
    equal = Counter((group, compared) for group, (compared, _) in contests)
    alike = Counter(contests)
    return {
        unit.unit.id
        for (unit, (compared, _)), contest in zip(ordered, contests, strict=True)
        if equal[contest[0], compared] > alike[contest]
    }


def _graded(
    placed: Sequence[PlacedUnit], catalog: Catalog, open_items: tuple[str, ...]
) -> tuple[PlacedUnit, ...]:
    contests: dict[str | None, list[PlacedUnit]] = {}
    for one in placed:
        contests.setdefault(one.result.unit.group if catalog.within_groups else None, []).append(one)
    graded = []
    for contest in contests.values():
        bounds = boundaries(catalog.grades, [share(one.result.scores, catalog) for one in contest])
        graded += [_with_grade(one, span, bounds, catalog, open_items) for one, span in _spans(contest)]
    return tuple(graded)


def share(scores: Scores, catalog: Catalog) -> Fraction:
    """Give what part of the full mark a ranked unit has reached; more than 1 with bonuses."""
    full = scores.max_score if catalog.scale is None else catalog.scale
    return Fraction(scores.compared or 0) / Fraction(full)


def _spans(contest: Sequence[PlacedUnit]) -> Iterator[tuple[PlacedUnit, tuple[int, int]]]:
    """Walk units that compete, each with the first and last position that it shares with equal ones."""
    position = 0
    for _, tied in groupby(contest, key=lambda one: one.place):
        equal = list(tied)
        yield from ((one, (position + 1, position + len(equal))) for one in equal)
        position += len(equal)


def _with_grade(
    one: PlacedUnit,
    span: tuple[int, int],
    bounds: Sequence[int],
    catalog: Catalog,
    open_items: tuple[str, ...],
) -> PlacedUnit:
    vetoed = vetoes(catalog, one.result.submission)
    if not catalog.grades:
        return replace(one, vetoes=vetoed)
    if open_items:
        return replace(one, vetoes=vetoed, undecided=Undecided.PENDING)
    grade, undecided = grade_between(catalog.grades, bounds, span, vetoed)
    return replace(one, grade=grade, undecided=undecided, vetoes=vetoed)


def _places_in_groups(ordered: Sequence[_Keyed], ties: Ties) -> dict[str, Place]:
    groups: dict[str, list[_Keyed]] = {}
    for unit, key in ordered:
        if unit.unit.group is not None:
            groups.setdefault(unit.unit.group, []).append((unit, key))
    return {
        unit.unit.id: place
        for members in groups.values()
        for (unit, _), place in zip(members, _places([key for _, key in members], ties), strict=True)
    }


def _places(keys: Sequence[Key], ties: Ties) -> list[Place]:
    shared = Counter(keys)
    numbers = _NUMBERING[ties](keys)
    return [Place(numbers[key], shared[key] > 1) for key in keys]


def _competition(keys: Sequence[Key]) -> dict[Key, int]:
    numbers: dict[Key, int] = {}
    for number, key in enumerate(keys, start=1):
        numbers.setdefault(key, number)
    return numbers


def _dense(keys: Sequence[Key]) -> dict[Key, int]:
    return {key: number for number, key in enumerate(dict.fromkeys(keys), start=1)}


_NUMBERING: dict[Ties, Callable[[Sequence[Key]], dict[Key, int]]] = {
    Ties.COMPETITION: _competition,
    Ties.DENSE: _dense,
}

"""How sure a ranking is: the places that each unit could take, however the open findings are settled; pure and exact."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoresheet.assessment import Assessment, UnitResult, UnitStatus
from scoresheet.catalog.form import Form, FormItem, form_for
from scoresheet.catalog.model import Catalog, Ties
from scoresheet.checking.running import Finding
from scoresheet.ranking.ordering import Key, key
from scoresheet.scoring import Scores, scores_of, stated_scores
from scoresheet.submission import Submission

RIVALS_NAMED = 5
"""So many of the units that may change another one's place are named; the others are counted."""

_BEYOND = Decimal(10**9)
"""Stands for the highest score of an item that has none: more than all other items together are worth."""


@dataclass(frozen=True, slots=True)
class Open:
    """An item whose score is still open, between `low` and `high`, and the finding that has to be settled.

    `finding` is None where it isn't a finding that keeps the score open: one that goes by the places of all units.
    One that is about no item may stand behind many.
    """

    item: str
    low: Decimal
    high: Decimal
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class PlaceRange:
    """The best and the worst place that a unit could take."""

    best: int
    worst: int

    @property
    def is_sure(self) -> bool:
        """Whether the place is the same however the open findings are settled."""
        return self.best == self.worst


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is still open about one unit's place.

    `places` is among all units, `in_group` among those of its group (None where it has none). `low` and `high` are
    the totals between which its own open items leave it, on the catalog's scale where it converts; `open_items` are
    those items. `rivals` are some of the units whose own open items, or whose missing return, can change its place,
    `rival_count` is how many there are.
    """

    unit: str
    places: PlaceRange
    in_group: PlaceRange | None
    low: Decimal | None
    high: Decimal | None
    open_items: tuple[Open, ...]
    rivals: tuple[str, ...]
    rival_count: int


@dataclass(frozen=True, slots=True)
class _Standing:
    """Between which keys a unit ends up; `may_be_absent` where it may not be ranked at all."""

    unit: str
    group: str | None
    low: Key
    high: Key
    totals: tuple[Decimal | None, Decimal | None]
    open_items: tuple[Open, ...]
    may_be_absent: bool


@dataclass(frozen=True, slots=True)
class _Bounds:
    """A unit's keys as their numbers among the keys of all, the least first: numbers are compared much faster."""

    low: int
    high: int
    of: _Standing

    @property
    def unit(self) -> str:
        return self.of.unit

    @property
    def may_be_absent(self) -> bool:
        return self.of.may_be_absent

    @property
    def is_open(self) -> bool:
        return self.low != self.high or self.of.may_be_absent


def outlooks(assessment: Assessment) -> dict[str, Outlook]:
    """Give the places that each unit could take, by unit; a unit to which no item applies is left out.

    Each open finding may be settled on its own: the score of its item stays, or becomes whatever the finding leaves
    open; an error about no item leaves open all that it casts doubt on. A unit that sent nothing may still send
    anything. Who isn't ranked now may stay out, so that the place that a unit has is among those that it could take.
    """
    by_file: dict[str | None, list[Finding]] = {}
    for finding in assessment.findings:
        by_file.setdefault(finding.file, []).append(finding)
    standings = [
        standing
        for result in assessment.units
        if (standing := _standing(assessment.catalog, result, by_file)) is not None
    ]
    return {one.unit: one for one in _outlooks(_bounded(standings), assessment.catalog)}


def _bounded(standings: Sequence[_Standing]) -> list[_Bounds]:
    keys = {one.low for one in standings} | {one.high for one in standings}
    numbers = {each: number for number, each in enumerate(sorted(keys))}
    return [_Bounds(numbers[one.low], numbers[one.high], one) for one in standings]


def _outlooks(standings: Sequence[_Bounds], catalog: Catalog) -> Iterator[Outlook]:
    overall = _ranges(standings, catalog.ties)
    groups: dict[str | None, list[_Bounds]] = {}
    for one in standings:
        groups.setdefault(one.of.group, []).append(one)
    within = {
        unit: found
        for group, members in groups.items()
        if group is not None
        for unit, found in _ranges(members, catalog.ties).items()
    }
    rivals = {group: _Rivals(members) for group, members in groups.items()} if catalog.within_groups else {}
    everyone = _Rivals([] if catalog.within_groups else standings)
    for one in standings:
        named, count = (rivals[one.of.group] if catalog.within_groups else everyone).of(one)
        yield Outlook(
            one.unit,
            overall[one.unit],
            within.get(one.unit),
            *one.of.totals,
            one.of.open_items,
            named,
            count,
        )


def _standing(
    catalog: Catalog, result: UnitResult, findings: Mapping[str | None, Sequence[Finding]]
) -> _Standing | None:
    versions = [result.submission] if result.submission else list(result.versions)
    spans = [_span(catalog, result, one, findings.get(one.source.path, ())) for one in versions]
    if not spans:
        form = form_for(catalog, result.unit)
        spans = [_extremes(form, {entry.item.id: _permitted(entry, None) for entry in form.items})]
    if not spans[0].low.max_score:
        return None
    # Among units that can reach the same, the order by percent is that by total.
    by_percent = catalog.scale is None
    keyed = [
        (key(one.low, catalog, by_percent=by_percent), key(one.high, catalog, by_percent=by_percent), one)
        for one in spans
    ]
    low, high = min(keyed, key=lambda each: each[0]), max(keyed, key=lambda each: each[1])
    open_items = tuple(found for one in spans for found in one.open_items)
    return _Standing(
        unit=result.unit.id,
        group=result.unit.group,
        low=low[0],
        high=high[1],
        totals=(low[2].low.compared, high[2].high.compared),
        open_items=() if result.status is UnitStatus.MISSING else open_items,
        may_be_absent=result.status is not UnitStatus.ACCEPTED,
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """The lowest and the highest scores that one return leaves open."""

    low: Scores
    high: Scores
    open_items: tuple[Open, ...]


def _span(catalog: Catalog, result: UnitResult, submission: Submission, findings: Iterable[Finding]) -> _Span:
    form = submission.form or form_for(catalog, result.unit)
    doubted: dict[str, list[Finding]] = {}
    for finding in findings:
        for item in _doubted(finding, form):
            doubted.setdefault(item, []).append(finding)
    stated = stated_scores(submission)
    found = {
        item: _permitted(entry, result.scores.items.get(item))
        if entry.item.rule.ranks_units
        else _open(entry, stated.get(item), doubted.get(item, ()))
        for item, entry in form.by_id.items()
    }
    return _extremes(form, found)


def _doubted(finding: Finding, form: Form) -> Iterable[str]:
    """Give the items whose scores a finding is about."""
    if finding.item is not None:
        return (finding.item,)
    return (finding.doubts or form.by_id) if finding.severity.blocks else ()


def _open(entry: FormItem, stated: Decimal | None, findings: Iterable[Finding]) -> Open:
    """Give between which scores the findings leave an item; what has to be corrected may become anything."""
    doubts = [one for one in findings if one.score_between is not None or one.severity.blocks]
    if not doubts:
        return _permitted(entry, stated)
    worst = min(doubts, key=lambda finding: finding.severity.rank)
    spans = [one.score_between or _range(entry) for one in doubts]
    if stated is not None and all(one.score_between for one in doubts):
        spans.append((stated, stated))
    return Open(
        entry.item.id, min(low for low, _ in spans), min(max(high for _, high in spans), _BEYOND), worst
    )


def _permitted(entry: FormItem, stated: Decimal | None) -> Open:
    low, high = (stated, stated) if stated is not None else _range(entry)
    return Open(entry.item.id, low, high, None)


def _range(entry: FormItem) -> tuple[Decimal, Decimal]:
    rule = entry.item.rule
    return rule.lowest, min(rule.highest, _BEYOND)


def _extremes(form: Form, found: Mapping[str, Open]) -> _Span:
    lowest = {item: one.low for item, one in found.items()}
    highest = {item: one.high for item, one in found.items()}
    open_items = tuple(
        one
        for item, one in found.items()
        if one.low != one.high and form.by_id[item].not_applicable is None and _is_scored(form.by_id[item])
    )
    low = scores_of(form, lowest, lowest)
    return _Span(low, low if lowest == highest else scores_of(form, highest, highest), open_items)


def _is_scored(entry: FormItem) -> bool:
    return entry.item.rule.cell_reads is None or entry.item.rule.ranks_units


def _ranges(standings: Sequence[_Bounds], ties: Ties) -> dict[str, PlaceRange]:
    if ties is Ties.DENSE:
        return _dense(standings)
    sure_lows = sorted(one.low for one in standings if not one.may_be_absent)
    highs = sorted(one.high for one in standings)
    return {one.unit: _competition(one, sure_lows, highs) for one in standings}


def _competition(one: _Bounds, sure_lows: Sequence[int], highs: Sequence[int]) -> PlaceRange:
    """Count who is before a unit in any case, and who can be; it never stands before itself."""
    surely = len(sure_lows) - bisect_right(sure_lows, one.high)
    possibly = len(highs) - bisect_right(highs, one.low) - (one.high > one.low)
    return PlaceRange(1 + surely, 1 + possibly)


def _dense(standings: Sequence[_Bounds]) -> dict[str, PlaceRange]:
    """Count the different keys before a unit: as few as the others can share, as many as they can differ in."""
    fixed = sorted({one.low for one in standings if one.low == one.high})
    wide = sorted(one.high for one in standings if one.low != one.high)
    shared = _fewest(standings)
    lows = sorted(shared)
    found = {}
    for one in standings:
        own = one.low != one.high
        most = len(fixed) - bisect_right(fixed, one.low) + len(wide) - bisect_right(wide, one.low) - own
        at = bisect_right(lows, one.high)
        found[one.unit] = PlaceRange(1 + (shared[lows[at]] if at < len(lows) else 0), 1 + most)
    return found


def _fewest(standings: Sequence[_Bounds]) -> dict[int, int]:
    """Give, for each lowest key of a unit that is ranked in any case, on how few keys it and all above it can meet.

    From the top down, units meet on the highest key that is the lowest of one of them (the classic way to pierce
    intervals with the fewest points).
    """
    shared: dict[int, int] = {}
    met: int | None = None
    count = 0
    for one in sorted(
        (one for one in standings if not one.may_be_absent), key=lambda one: one.low, reverse=True
    ):
        if met is None or one.high < met:
            met, count = one.low, count + 1
        shared[one.low] = count
    return shared


class _Rivals:
    """The units that compete, and those of them that are still open."""

    def __init__(self, members: Sequence[_Bounds]) -> None:
        self._units = [one.unit for one in members]
        still_open = [one for one in members if one.is_open]
        self._highs = sorted(one.high for one in still_open)
        self._sure_lows = sorted(one.low for one in still_open if not one.may_be_absent)
        self._nearest = dict(_nearest(members))

    def of(self, unit: _Bounds) -> tuple[tuple[str, ...], int]:
        """Give the nearest of the units that may stand before or behind this one, and how many there are.

        Those that are given stand in the order in which the units came.
        """
        above = bisect_right(self._highs, unit.low)
        surely = len(self._sure_lows) - bisect_right(self._sure_lows, unit.high)
        itself = unit.is_open and unit.high > unit.low
        count = len(self._highs) - above - surely - itself
        return tuple(self._units[number] for number in sorted(self._nearest[unit.unit])), count


_Numbered = tuple[int, int]
"""The highest key of a unit, and the unit's number."""


def _nearest(members: Sequence[_Bounds]) -> Iterator[tuple[str, list[int]]]:
    """Walk the units, each with the numbers of the open ones that may change its place and end up nearest above it.

    They go by what each can reach at most. Units are looked at in the order of what they can reach, so that those
    that can be before or behind the next one only grow in number.
    """
    numbered = list(enumerate(members))
    absent = sorted((one.high, number) for number, one in numbered if one.may_be_absent)
    waiting = sorted(
        ((one.low, one.high, number) for number, one in numbered if one.is_open and not one.may_be_absent),
        reverse=True,
    )
    reached: list[_Numbered] = []
    for number, one in sorted(numbered, key=lambda each: each[1].high):
        while waiting and waiting[-1][0] <= one.high:
            insort(reached, waiting.pop()[1:])
        near = sorted([*_first_above(absent, one.low), *_first_above(reached, one.low)])
        yield one.unit, [other for _, other in near if other != number][:RIVALS_NAMED]


def _first_above(highs: Sequence[_Numbered], low: int) -> Sequence[_Numbered]:
    # One more than are named: the unit itself may be among them.
    first = bisect_left(highs, (low + 1, 0))
    return highs[first : first + RIVALS_NAMED + 1]

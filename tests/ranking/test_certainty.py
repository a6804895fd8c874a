"""The places that each unit could take are exactly those that some settlement of the open findings gives."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from random import Random

import pytest

import rankings
from rankings import Entered
from scoresheet.assessment import Assessment, UnitStatus
from scoresheet.catalog.model import Catalog, Category, Item, NotApplicable, Ties
from scoresheet.checking.running import Finding, Severity
from scoresheet.language import NOTHING
from scoresheet.ranking.certainty import RIVALS_NAMED, Outlook, PlaceRange, outlooks
from scoresheet.ranking.ordering import rank
from scoresheet.rules.judged import Judged

D = Decimal
Spans = Mapping[str, tuple[int, int]]
"""By item, between which whole scores a finding leaves it."""
Doubts = tuple[str, ...] | None
"""The items that an error without an item casts doubt on, all of them where it names none; None without an error."""
ITEMS = {"1": D(10), "2": D(6)}


def made(count: int, *, ties: Ties = Ties.COMPETITION, breaks: Sequence[str] = (), drops: int = 0) -> Catalog:
    """Give a catalog of two stated items; the last `drops` units leave out the second one."""
    units = [
        rankings.unit(
            f"u{number}",
            "县" if number % 2 else "区",
            **({"i2": NotApplicable.DROP} if number >= count - drops else {}),
        )
        for number in range(count)
    ]
    items = tuple(Item(key, "A", points, f"第{key}项。", Judged(points)) for key, points in ITEMS.items())
    category = Category("A", "发展", items)
    return rankings.catalog(units, categories=(category,), ties=ties, break_ties=tuple(breaks))


def finding(unit: str, item: str, span: tuple[int, int] | None, severity: Severity) -> Finding:
    """Give a finding that leaves an item's score open."""
    between = None if span is None else (D(span[0]), D(span[1]))
    place = (NOTHING, NOTHING, NOTHING, NOTHING)
    return Finding("R103", severity, unit, f"{unit}.xlsx", None, (), item, *place, score_between=between)


def faulty(unit: str, doubts: tuple[str, ...]) -> Finding:
    """Give an error that is about no item."""
    return replace(finding(unit, "", None, Severity.ERROR), code="S101", item=None, doubts=doubts)


def settled(catalog: Catalog, scores: Sequence[Mapping[str, int] | None]) -> Assessment:
    """Give the round in which these scores are accepted; a unit without any sent nothing."""
    entered = [
        Entered(
            {item: str(score) for item, score in (one or {}).items()},
            {},
            UnitStatus.ACCEPTED if one is not None else UnitStatus.MISSING,
        )
        for one in scores
    ]
    found = rankings.round_of(catalog, entered)
    units = tuple(
        result if one is not None else replace(result, submission=None)
        for result, one in zip(found.units, scores, strict=True)
    )
    return replace(found, units=units)


def every_way(
    stated: Sequence[Mapping[str, int] | None], spans: Sequence[Spans], errors: Sequence[Doubts]
) -> Iterator[list[Mapping[str, int] | None]]:
    """Walk all settlements: each open score may be any whole number of its span; who sent nothing may send anything.

    A score that an error without an item casts doubt on may be any; whose return has such an error may stay out.
    """
    ways: list[list[Mapping[str, int] | None]] = []
    for scores, open_items, error in zip(stated, spans, errors, strict=True):
        if scores is None or error == ():
            extremes = product((0, int(ITEMS["1"])), (0, int(ITEMS["2"])))
            ways.append([None, *({"1": one, "2": two} for one, two in extremes)])
            continue
        choices = []
        for item, score in scores.items():
            low, high = open_items.get(item, (score, score))
            spanned = range(min(low, score), max(high, score) + 1)
            # What lies between the extremes gives no place that they don't give.
            choices.append([0, int(ITEMS[item])] if item in (error or ()) else list(spanned))
        settled_ways = [dict(zip(scores, chosen, strict=True)) for chosen in product(*choices)]
        ways.append([*settled_ways, *([] if error is None else [None])])
    yield from (list(one) for one in product(*ways))


def brute(
    catalog: Catalog,
    stated: Sequence[Mapping[str, int] | None],
    spans: Sequence[Spans],
    errors: Sequence[Doubts] = (None,) * 4,
) -> dict[str, PlaceRange]:
    """Give the best and the worst place of each unit over all settlements."""
    places: dict[str, list[int]] = {}
    for scores in every_way(stated, spans, errors):
        for one in rank(settled(catalog, scores)).placed:
            places.setdefault(one.result.unit.id, []).append(one.place.number)
    return {unit: PlaceRange(min(found), max(found)) for unit, found in places.items()}


def round_with(
    catalog: Catalog,
    stated: Sequence[Mapping[str, int] | None],
    spans: Sequence[Spans],
    errors: Sequence[Doubts] = (None,) * 4,
) -> Assessment:
    """Give a round with these findings; whose return has an error must correct it."""
    doubts = [
        finding(unit.id, item, span, Severity.WARNING)
        for unit, open_items in zip(catalog.units, spans, strict=True)
        for item, span in open_items.items()
    ]
    wrong = {unit.id: error for unit, error in zip(catalog.units, errors, strict=False) if error is not None}
    found = settled(catalog, stated)
    units = tuple(
        replace(one, status=UnitStatus.NEEDS_FIX) if one.unit.id in wrong else one for one in found.units
    )
    faults = [faulty(unit, error) for unit, error in wrong.items()]
    return replace(found, units=units, findings=(*doubts, *faults))


def told(
    catalog: Catalog,
    stated: Sequence[Mapping[str, int] | None],
    spans: Sequence[Spans],
    errors: Sequence[Doubts] = (None,) * 4,
) -> dict[str, Outlook]:
    """Give what is told of a round with these findings."""
    return outlooks(round_with(catalog, stated, spans, errors))


def drawn(chance: Random) -> tuple[list[Mapping[str, int] | None], list[Spans]]:
    """Draw a small round with few open scores, so that all settlements can be tried."""
    stated: list[Mapping[str, int] | None] = []
    spans: list[Spans] = []
    for _ in range(4):
        stated.append({"1": chance.randrange(6, 11), "2": chance.randrange(3, 7)})
        item = chance.choice("12")
        low = chance.randrange(4, 6)
        open_items: dict[str, tuple[int, int]] = (
            {item: (low, low + chance.randrange(3))} if chance.random() < 0.6 else {}
        )
        spans.append(open_items)
    if chance.random() < 0.3:
        stated[0], spans[0] = None, {}
    return stated, spans


@pytest.mark.parametrize("seed", range(40))
def test_competition_places_agree_with_every_settlement(seed: int) -> None:
    """With shared places skipped, best and worst place are those of trying all settlements, tie-breaks included."""
    chance = Random(seed)  # noqa: S311 - drawn, not secret
    catalog = made(4, breaks=("1",) if seed % 3 == 0 else (), drops=seed % 4 == 1)
    stated, spans = drawn(chance)

    found = told(catalog, stated, spans)

    assert {unit: one.places for unit, one in found.items()} == brute(catalog, stated, spans)


@pytest.mark.parametrize("seed", range(40))
def test_dense_places_are_never_too_narrow(seed: int) -> None:
    """With shared places not skipped the best place is exact, and no settlement gives a worse one than is told."""
    catalog = made(4, ties=Ties.DENSE)
    stated, spans = drawn(Random(seed))  # noqa: S311 - drawn, not secret

    found, tried = told(catalog, stated, spans), brute(catalog, stated, spans)

    assert {unit: one.places.best for unit, one in found.items()} == {
        unit: one.best for unit, one in tried.items()
    }
    assert all(found[unit].places.worst >= one.worst for unit, one in tried.items())


def drawn_errors(chance: Random, stated: Sequence[Mapping[str, int] | None]) -> list[Doubts]:
    """Draw which returns have an error about no item: it leaves one item open, or all."""
    kinds: list[Doubts] = [None, None, ("1",), ("2",), ()]
    drawn_ones = [chance.choice(kinds) if one is not None else None for one in stated]
    return [*drawn_ones[:2], None, None]


@pytest.mark.parametrize("seed", range(40))
def test_errors_about_no_item_leave_open_what_they_cast_doubt_on(seed: int) -> None:
    """Best and worst place are those of trying every score that a missing sheet leaves open, or that of staying out."""
    chance = Random(seed)  # noqa: S311 - drawn, not secret
    catalog = made(4, breaks=("1",) if seed % 3 == 0 else (), drops=seed % 4 == 1)
    stated, spans = drawn(chance)
    errors = drawn_errors(chance, stated)

    found = told(catalog, stated, spans, errors)

    assert {unit: one.places for unit, one in found.items()} == brute(catalog, stated, spans, errors)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("ties", list(Ties))
def test_the_place_that_a_unit_has_is_one_that_it_could_take(ties: Ties, seed: int) -> None:
    """Whoever else may still join the ranking, the place of now lies between the best and the worst."""
    chance = Random(seed)  # noqa: S311 - drawn, not secret
    stated, spans = drawn(chance)
    round_ = round_with(made(4, ties=ties), stated, spans, drawn_errors(chance, stated))

    found = outlooks(round_)

    placed = rank(round_).placed
    assert placed or all(one.status is not UnitStatus.ACCEPTED for one in round_.units)
    for one in placed:
        places = found[one.result.unit.id].places
        assert places.best <= one.place.number <= places.worst


def test_an_error_about_no_item_stands_behind_every_open_item() -> None:
    """A return that is wrong as a whole may end up with any total, and the error is what decides."""
    catalog = made(2)
    found = told(catalog, [{"1": 9, "2": 6}, {"1": 1, "2": 6}], [{}, {}], [(), None])

    assert (found["u0"].low, found["u0"].high) == (D(0), D(16))
    assert [(one.item, one.finding) for one in found["u0"].open_items] == [
        ("1", faulty("u0", ())),
        ("2", faulty("u0", ())),
    ]


def test_without_findings_every_place_is_sure() -> None:
    """Where nothing is open each unit's place is the one that it has."""
    catalog = made(3)
    found = told(catalog, [{"1": 10, "2": 6}, {"1": 9, "2": 6}, {"1": 9, "2": 6}], [{}, {}, {}])

    assert {unit: (one.places.best, one.places.worst) for unit, one in found.items()} == {
        "u0": (1, 1),
        "u1": (2, 2),
        "u2": (2, 2),
    }
    assert all(not one.open_items and not one.rivals for one in found.values())


def test_what_must_be_corrected_may_become_anything() -> None:
    """An error that doesn't say what else the score may be leaves open all that the item permits."""
    catalog = made(2)
    assessment = settled(catalog, [{"1": 10, "2": 6}, {"1": 9, "2": 6}])
    wrong = finding("u0", "1", None, Severity.ERROR)

    found = outlooks(replace(assessment, findings=(wrong,)))

    assert found["u0"].places == PlaceRange(1, 2)
    assert (found["u0"].low, found["u0"].high) == (D(6), D(16))
    assert [(one.item, one.finding) for one in found["u0"].open_items] == [("1", wrong)]
    assert found["u1"].rivals == ("u0",)


@pytest.mark.parametrize("severity", [Severity.NOTICE, Severity.WARNING])
def test_what_leaves_the_score_alone_opens_nothing(severity: Severity) -> None:
    """A notice, or a warning that doubts no score, changes no place."""
    catalog = made(2)
    assessment = settled(catalog, [{"1": 10, "2": 6}, {"1": 9, "2": 6}])

    found = outlooks(replace(assessment, findings=(finding("u0", "1", None, severity),)))

    assert found["u0"].places == PlaceRange(1, 1)


def test_a_unit_that_sent_nothing_may_take_any_place_or_none() -> None:
    """It can come first with full marks; the others can't rely on its taking a place behind them."""
    catalog = made(3)
    found = told(catalog, [None, {"1": 9, "2": 6}, {"1": 8, "2": 6}], [{}, {}, {}])

    assert found["u0"].places == PlaceRange(1, 3)
    assert found["u1"].places == PlaceRange(1, 2)
    assert found["u2"].places == PlaceRange(2, 3)
    assert found["u1"].rivals == ("u0",)


def test_versions_that_differ_leave_open_either() -> None:
    """A unit in conflict may end up with what either of its files says."""
    catalog = made(2)
    high, low = (
        settled(catalog, [scores, {"1": 9, "2": 6}]) for scores in ({"1": 10, "2": 6}, {"1": 5, "2": 6})
    )
    versions = tuple(one for round_ in (high, low) if (one := round_.units[0].submission) is not None)
    unit = replace(high.units[0], status=UnitStatus.CONFLICT, submission=None, versions=versions)

    found = outlooks(replace(high, units=(unit, high.units[1])))

    assert (found["u0"].low, found["u0"].high) == (D(11), D(16))
    assert found["u0"].places == PlaceRange(1, 2)


def test_places_in_groups_are_told_beside_those_among_all() -> None:
    """A unit competes with those of its group too, and only their findings matter there."""
    catalog = made(4)
    stated: list[Mapping[str, int] | None] = [{"1": number, "2": 6} for number in (7, 8, 9, 9)]
    found = told(catalog, stated, [{}, {"1": (0, 10)}, {}, {}])

    assert found["u3"].in_group == PlaceRange(1, 2)
    assert found["u2"].in_group == PlaceRange(1, 1)
    assert found["u2"].places == PlaceRange(1, 2)


@pytest.mark.parametrize("seed", range(20))
def test_the_rivals_named_are_the_nearest_that_can_change_the_place(seed: int) -> None:
    """Of the open units that may end up before or behind, those are named that can reach the least; all are counted."""
    chance = Random(seed)  # noqa: S311 - drawn, not secret
    catalog = made(30)
    stated: list[Mapping[str, int] | None] = [
        {"1": chance.randrange(11), "2": 3} if chance.random() < 0.9 else None for _ in catalog.units
    ]
    spans: list[Spans] = [
        {"2": (chance.randrange(3), chance.randrange(3, 7))} if one and chance.random() < 0.7 else {}
        for one in stated
    ]
    found = told(catalog, stated, spans)

    for unit, one in found.items():
        near = _rivals(catalog, found, [scores is None for scores in stated], unit)
        assert set(one.rivals) == set(near[:RIVALS_NAMED])
        assert list(one.rivals) == sorted(one.rivals, key=lambda name: int(name[1:]))
        assert one.rival_count == len(near)


def _rivals(catalog: Catalog, found: Mapping[str, Outlook], absent: Sequence[bool], unit: str) -> list[str]:
    """Give the open units that may be before and may be behind another one, those that reach least first."""
    low, high = reach(found[unit])
    near = []
    for number, (other, may_be_absent) in enumerate(zip(catalog.units, absent, strict=True)):
        least, most = reach(found[other.id])
        is_open = least != most or may_be_absent
        if other.id != unit and is_open and most > low and (may_be_absent or least <= high):
            near.append((most, number, other.id))
    return [name for _, _, name in sorted(near)]


def reach(outlook: Outlook) -> tuple[Decimal, Decimal]:
    """Give the totals between which a unit ends up."""
    assert outlook.low is not None
    assert outlook.high is not None
    return outlook.low, outlook.high


def test_many_open_units_above_take_no_time_for_each_below() -> None:
    """Twice as many units take about twice the steps, also where all above are open and none of them is a rival."""
    fewer, more = (_calls(count) for count in (100, 200))
    assert more < 2.2 * fewer


def _calls(count: int) -> int:
    catalog = made(count)
    stated = [{"1": 9 if number % 2 else 3, "2": 4} for number in range(count)]
    spans: list[Spans] = [{"2": (4, 5)} if number % 2 else {} for number in range(count)]
    round_ = round_with(catalog, stated, spans)
    calls = 0

    def count_one(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count_one)
    try:
        outlooks(round_)
    finally:
        sys.setprofile(None)
    return calls

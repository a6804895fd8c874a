"""Scores by place among all units: known once everyone gave a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

import rankings
import samples
from scoresheet.assessment import UnitStatus, _with_places
from scoresheet.catalog.model import Catalog, NotApplicable
from scoresheet.places import by_place, pending
from scoresheet.submission import Submission
from scoresheet.titles import DEDUCTIONS

UNITS = [rankings.unit("a"), rankings.unit("b"), rankings.unit("c")]
SCORES = {"1": "10", "2": "6.5", "3": "1.5"}


def returns(catalog: Catalog, numbers: Mapping[str, str | None]) -> dict[str, Submission]:
    """Give returns in which the units gave these numbers."""
    given = {}
    for unit in catalog.units:
        if unit.id in numbers:
            made = rankings.returned(catalog, unit, rankings.Entered(SCORES, {}))
            cell = samples.cell(DEDUCTIONS.zh, "D9", numbers[unit.id])
            given[unit.id] = samples.with_answer(made, "4", events={"number": cell})
    return given


def test_no_item_by_place_gives_no_scores() -> None:
    """A catalog without such an item has nothing open."""
    assert by_place(samples.catalog(), {}) == {}
    assert pending(samples.catalog(), {}) == ()


@pytest.mark.parametrize("numbers", [{}, {"a": "3", "b": "2"}, {"a": "3", "b": "2", "c": None}])
def test_one_number_that_is_missing_keeps_all_open(numbers: Mapping[str, str | None]) -> None:
    """A unit that sent nothing, or whose number is blank, could still take any place."""
    catalog = rankings.catalog(UNITS)
    assert by_place(catalog, returns(catalog, numbers)) == {}


def test_all_numbers_give_all_scores() -> None:
    """The greatest has all 5 points, the next ones a third less each, rounded half up once."""
    catalog = rankings.catalog(UNITS)
    scores = by_place(catalog, returns(catalog, {"a": "2", "b": "3", "c": "1"}))
    assert {unit: {item: str(points) for item, points in of.items()} for unit, of in scores.items()} == {
        "b": {"4": "5.00"},
        "a": {"4": "3.33"},
        "c": {"4": "1.67"},
    }


@pytest.mark.parametrize("treatment", list(NotApplicable))
def test_a_unit_to_which_it_does_not_apply_is_not_waited_for(treatment: NotApplicable) -> None:
    """It takes no place and keeps none open."""
    catalog = rankings.catalog([*UNITS[:2], rankings.unit("c", i4=treatment)])
    assert set(by_place(catalog, returns(catalog, {"a": "2", "b": "3"}))) == {"a", "b"}


def test_only_accepted_returns_are_compared() -> None:
    """A number that has still to be corrected moves nobody, and the item stays pending."""
    catalog = rankings.catalog(UNITS)
    given = returns(catalog, {"a": "2", "b": "3", "c": "1"})
    results = [rankings.result(catalog, unit, rankings.Entered(SCORES, {})) for unit in catalog.units]
    results = [replace(one, submission=given[one.unit.id]) for one in results]
    waiting = _with_places(catalog, [*results[:2], replace(results[2], status=UnitStatus.NEEDS_FIX)])
    assert [one.scores.total for one in waiting] == [18, 18, 18]
    assert pending(catalog, {one.unit.id: one.scores for one in waiting}) == ("4",)
    placed = _with_places(catalog, results)
    assert [one.scores.total for one in placed] == [Decimal("21.33"), Decimal(23), Decimal("19.67")]
    assert pending(catalog, {one.unit.id: one.scores for one in placed}) == ()

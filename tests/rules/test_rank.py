"""Points by place: the table, then the step, never below 0; ties share a place or take the mean."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from scoresheet.rule.model import Asked, Comparison, Entries, Goal, MeasureEntry
from scoresheet.rules import kinds
from scoresheet.rules.rank import Rank, RankParameters

REPORTS = Asked("reports", "采用信息", "篇", Comparison.AT_LEAST)
CASES = Asked("cases", "案件", "起", Comparison.AT_MOST)


def rule(points: str = "6", measures: tuple[Asked, ...] = (REPORTS,), **parameters: Any) -> Rank:
    """Make a rule from parameters as they stand in a catalog."""
    return Rank.build(Decimal(points), RankParameters.model_validate(parameters), measures)


def reported(number: str | None, comparison: Comparison = Comparison.AT_LEAST) -> Entries:
    """Give what a unit reports for either measure."""
    entry = MeasureEntry(Goal(comparison, None), None if number is None else Fraction(number))
    return Entries({"reports": entry, "cases": entry})


def compared(*numbers: str) -> dict[str, Fraction]:
    """Give the numbers of the units a, b, c and so on."""
    return {chr(ord("a") + place): Fraction(number) for place, number in enumerate(numbers)}


TABLE = rule(table=["6", "5", "4"])
STEPPED = rule(step="2.5")
BOTH = rule(table=["6", "5", "5"], step="2")
MEAN = rule(table=["6", "5", "4"], ties="average")


def test_it_is_the_kind_that_its_file_is_named_for() -> None:
    """The catalog finds it under the name of its file."""
    assert kinds()["rank"] is Rank


def test_its_score_is_pending_until_all_have_reported() -> None:
    """A unit states no score and explains none; alone it computes nothing, and needs no target."""
    assert TABLE.cell_reads == ("待定", "pending")
    assert (TABLE.ranks_units, TABLE.computes, TABLE.is_explained, bool(TABLE.targeted)) == (
        True,
        False,
        False,
        False,
    )
    assert (TABLE.formula({}), TABLE.arithmetic(reported("1"))) == (None, None)
    assert (TABLE.lowest, TABLE.highest, TABLE.worth) == (Decimal(0), Decimal(6), Decimal(6))
    assert TABLE.limit(reported(None)) == 6


@pytest.mark.parametrize("comparison", list(Comparison))
def test_a_unit_without_a_number_is_not_compared(comparison: Comparison) -> None:
    """A blank is not 0."""
    assert TABLE.compared(reported(None, comparison)) is None
    assert TABLE.compared(Entries()) is None


@pytest.mark.parametrize(
    ("comparison", "number"),
    [
        (Comparison.AT_LEAST, "2.5"),
        (Comparison.AT_MOST, "-2.5"),
        (Comparison.BELOW, "-2.5"),
    ],
)
def test_fewer_comes_first_where_the_measure_says_so(comparison: Comparison, number: str) -> None:
    """What is to stay small is compared the other way round."""
    made = rule(measures=(Asked("cases", "案件", "起", comparison),), step="1")
    assert made.compared(reported("2.5", comparison)) == Fraction(number)


@pytest.mark.parametrize(
    ("made", "numbers", "scores"),
    [
        (TABLE, (), ()),
        (TABLE, ("0",), ("6",)),
        (TABLE, ("7", "9", "8", "1"), ("4", "6", "5", "0")),
        (TABLE, ("9", "9", "8", "1"), ("6", "6", "4", "0")),
        (TABLE, ("9", "8", "8", "8"), ("6", "5", "5", "5")),
        (TABLE, ("9", "8", "7", "1", "1"), ("6", "5", "4", "0", "0")),
        (TABLE, ("1/3", "-1", "33/100"), ("6", "4", "5")),
        (STEPPED, ("4", "3", "2", "1"), ("6", "3.5", "1", "0")),
        (BOTH, ("6", "5", "4", "3", "2", "1"), ("6", "5", "5", "3", "1", "0")),
        (BOTH, ("6", "5", "4", "3", "3", "1"), ("6", "5", "5", "3", "3", "0")),
        (MEAN, ("9", "8", "7", "1"), ("6", "5", "4", "0")),
        (MEAN, ("9", "9", "8", "1"), ("5.5", "5.5", "4", "0")),
        (MEAN, ("9", "9", "9", "9"), ("15/4", "15/4", "15/4", "15/4")),
        (MEAN, ("9", "8", "7", "7", "7"), ("6", "5", "4/3", "4/3", "4/3")),
        (rule(step="2.5", ties="average"), ("3", "3", "3", "3"), ("21/8",) * 4),
    ],
)
def test_places_give_their_points(made: Rank, numbers: tuple[str, ...], scores: tuple[str, ...]) -> None:
    """Table first, then the step, 0 beyond; tied units share their place or the mean of those they take up."""
    assert made.by_place(compared(*numbers)) == compared(*scores)


many = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=4), st.fractions(0, 5, max_denominator=3))


@given(numbers=many, ties=st.sampled_from(["share", "average"]), step=st.sampled_from([None, "0.3", "6"]))
def test_a_better_number_never_gives_less(numbers: dict[str, Fraction], ties: str, step: str | None) -> None:
    """Scores stay in the range, follow the numbers, and don't depend on the order of the units."""
    made = rule(table=["6", "5", "5", "1.5"], step=step, ties=ties)
    scores = made.by_place(numbers)
    backwards = made.by_place(dict(reversed(numbers.items())))
    assert scores == backwards
    assert list(scores) == list(numbers)
    assert all(made.lowest <= score <= made.highest for score in scores.values())
    for one, other in ((one, other) for one in numbers for other in numbers):
        assert (numbers[one] >= numbers[other]) <= (scores[one] >= scores[other])
        assert (numbers[one] == numbers[other]) <= (scores[one] == scores[other])


@given(numbers=many)
def test_shared_places_count_the_better_ones(numbers: dict[str, Fraction]) -> None:
    """A unit's place is one more than the number of units with a better number."""
    scores = rule(step="0.5").by_place(numbers)
    for unit, score in scores.items():
        better = sum(other > numbers[unit] for other in numbers.values())
        assert score == max(Fraction(6) - Fraction(better) / 2, 0)


@given(numbers=many)
def test_means_give_away_what_the_places_hold(numbers: dict[str, Fraction]) -> None:
    """However many are tied, all units together get the points of all places together."""
    scores = rule(table=["6", "5", "2"], step="0.5", ties="average").by_place(numbers)
    places = [Fraction(6), Fraction(5), *(max(Fraction(2) - Fraction(n, 2), Fraction(0)) for n in range(900))]
    assert sum(scores.values()) == sum(places[: len(numbers)])


ORDERED = [
    (
        TABLE,
        "满分6分，按各单位“采用信息”的名次计分（数大的在前）：",
        "第1名6分、第2名5分、第3名4分、其余0分；数相同的同得这一名次的分。",
        "6 points by place among all units, “采用信息”, the greatest number first: ",
        "place 1: 6, place 2: 5, place 3: 4, all others: 0; equal numbers get the points of the place they share.",
    ),
    (
        rule(measures=(CASES,), table=["6", "6", "6"], step="0.2", ties="average"),
        "满分6分，按各单位“案件”的名次计分（数小的在前）：",
        "第1至3名6分、以后每名少0.2分，最低0分；数相同的平分所占名次的分。",
        "6 points by place among all units, “案件”, the smallest number first: ",
        "places 1 to 3: 6, then 0.2 less for each place, never below 0; equal numbers get the mean of the places they take up.",
    ),
]


@pytest.mark.parametrize(("made", "zh", "zh_places", "en", "en_places"), ORDERED)
def test_the_sentence_says_what_each_place_gives(
    made: Rank, zh: str, zh_places: str, en: str, en_places: str
) -> None:
    """A county officer reads what is compared, which way round, and what ties get."""
    assert made.sentence() == (zh + zh_places, en + en_places)


@pytest.mark.parametrize(
    "other",
    [
        rule(table=["6", "5", "3"]),
        rule(table=["6", "5"]),
        rule(table=["6", "5", "4"], step="1"),
        rule(table=["6", "5", "4"], ties="average"),
        rule(measures=(CASES,), table=["6", "5", "4"]),
        rule(measures=(Asked("reports", "采用信息", "篇", Comparison.AT_MOST),), table=["6", "5", "4"]),
    ],
)
def test_the_signature_changes_with_every_parameter(other: Rank) -> None:
    """Table, step, ties and what is compared are in it; the measure's words are not."""
    renamed = (Asked("reports", "信息", "条", Comparison.AT_LEAST),)
    same = rule("6.0", measures=renamed, table=["6", "5.0", "4"], by="reports", ties="share")
    assert TABLE.signature() == same.signature() != other.signature()


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"table": []},
        {"table": ["6", "x"]},
        {"table": ["6", "-1"]},
        {"table": ["6", "5", "5.5"]},
        {"table": ["6"] * 101},
        {"step": "0"},
        {"step": "1", "ties": "lottery"},
        {"step": "1", "combine": "min"},
    ],
)
def test_parameters_that_make_no_rule_are_refused(written: dict[str, Any]) -> None:
    """The points of some place are given, none below 0, none above the place before."""
    with pytest.raises(ValidationError):
        rule(**written)


@pytest.mark.parametrize(
    ("measures", "written", "says"),
    [
        ((), {"step": "1"}, "本项却没有写 measures"),
        ((REPORTS, CASES), {"step": "1", "by": "reports"}, "本项却有2个"),
        (
            (REPORTS,),
            {"step": "1", "by": "cases"},
            "by 写的是“cases”，本项 measures 里没有这个指标。请改为“reports”",
        ),
        (
            (Asked("reports", "采用信息", "篇", Comparison.AT_LEAST, Decimal(6)),),
            {"step": "1"},
            "指标“采用信息”写了分值 points",
        ),
        (
            (Asked("reports", "采用信息", "篇", Comparison.EQUALS),),
            {"step": "1"},
            "指标“采用信息”用的是 equals",
        ),
        ((REPORTS,), {"table": ["5", "4"]}, "第1名得5分，本项分值是6"),
        ((REPORTS,), {"table": ["7", "4"]}, "第1名得7分，本项分值是6"),
        ((REPORTS,), {"step": "6.1"}, "每名少6.1分，超过本项分值6"),
    ],
)
def test_what_makes_no_order_is_refused(
    measures: tuple[Asked, ...], written: dict[str, Any], says: str
) -> None:
    """One measure that has an order is compared, and the first place gets all the points."""
    with pytest.raises(PydanticCustomError) as refused:
        rule(measures=measures, **written)
    assert says in (refused.value.context or {})["zh"]

"""Deductions for what is missing to the target: by the unit, in part or started, or by bands of the gap."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from drawn import Drawn, Entered, amount, combined, measures, reported
from measuring import ONE, SPLIT, TWO, Item, Measures, item, refused
from scoresheet.rules import kinds
from scoresheet.rules.shortfall import Shortfall, ShortfallParameters

AT_MOST: Measures = {"a": {"at_most": "10", "unit": "起"}}
RATE: Measures = {"a": {"at_least": "90", "unit": "%"}}
BANDS = [
    {"missing_up_to": "10%", "deduct": "1"},
    {"missing_up_to": "20%", "deduct": "2"},
    {"deduct": "2.5"},
]
NUMBERED = [{"missing_up_to": "1", "deduct": "1"}, {"missing_up_to": "2.5", "deduct": "2"}]
NUMBERS = st.fractions(min_value=0, max_value=40, max_denominator=20)


def each(**parameters: Any) -> Item:
    """Make an item that is worth 3 points with a target of 10, with half a point off for each one missing."""
    return item("shortfall", **{"per_missing": "0.5", **parameters})


def banded(bands: list[dict[str, str]], measures: Measures = ONE) -> Item:
    """Make an item that is worth 3 points with a target of 10, with deductions by bands."""
    return item("shortfall", measures=measures, bands=bands)


def test_it_is_the_kind_that_its_file_is_named_for() -> None:
    """The catalog finds it under the name of its file."""
    assert kinds()["shortfall"] is Shortfall
    assert (each().rule.computes, bool(each().rule.targeted)) == (True, True)


@pytest.mark.parametrize("made", [each(), banded(BANDS)])
def test_nothing_follows_while_a_number_is_missing(made: Item) -> None:
    """A blank is not 0, and without a target there is no gap."""
    assert (made.limit(), made.arithmetic()) == (None, None)
    assert each(measures={"a": {"at_least": None}}).limit(a="3") is None


@pytest.mark.parametrize(
    ("made", "actual", "limit"),
    [
        (each(), "11", "3"),
        (each(), "10", "3"),
        (each(), "9.99", "2.5"),
        (each(), "9", "2.5"),
        (each(), "8.99", "2"),
        (each(), "4", "0"),
        (each(), "3", "0"),
        (each(partial="exact"), "9.99", "2.995"),
        (each(partial="exact"), "29/3", "17/6"),
        (each(partial="exact"), "0", "0"),
        (each(each="2"), "8.01", "2.5"),
        (each(each="2"), "8", "2.5"),
        (each(each="2"), "7.99", "2"),
        (each(each="2", partial="exact"), "7", "2.25"),
        (each(each="0.1"), "9.9", "2.5"),
        (each(measures=AT_MOST), "0", "3"),
        (each(measures=AT_MOST), "10", "3"),
        (each(measures=AT_MOST), "10.01", "2.5"),
        (each(measures=AT_MOST), "12", "2"),
        (each(measures=RATE, per_missing="0.25", partial="exact"), "87.5", "2.375"),
        (each(per_missing="7", each="10", partial="exact"), "9", "2.3"),
    ],
)
def test_each_one_that_is_missing_costs(made: Item, actual: str, limit: str) -> None:
    """A started one counts as a whole, or in part where the catalog says so; beyond a permitted number is a gap too."""
    assert made.limit(a=actual) == Fraction(limit)


@pytest.mark.parametrize(
    ("made", "actual", "limit"),
    [
        (banded(BANDS), "10", "3"),
        (banded(BANDS), "9.99", "2"),
        (banded(BANDS), "9", "2"),
        (banded(BANDS), "8.99", "1"),
        (banded(BANDS), "8", "1"),
        (banded(BANDS), "7.99", "0.5"),
        (banded(BANDS), "0", "0.5"),
        (banded(BANDS[:2]), "8", "1"),
        (banded(BANDS[:2]), "7.99", "0"),
        (banded(BANDS[2:]), "10", "3"),
        (banded(BANDS[2:]), "9.99", "0.5"),
        (banded(NUMBERED), "9", "2"),
        (banded(NUMBERED), "8.99", "1"),
        (banded(NUMBERED), "7.5", "1"),
        (banded(NUMBERED), "7.49", "0"),
        (banded(NUMBERED, AT_MOST), "10", "3"),
        (banded(NUMBERED, AT_MOST), "11", "2"),
        (banded(NUMBERED, AT_MOST), "13", "0"),
        (banded(BANDS, AT_MOST), "12", "1"),
        (banded(BANDS, {"a": {"at_least": "0"}}), "0", "3"),
        (banded(BANDS, {"a": {"at_most": "0"}}), "0", "3"),
        (banded(BANDS, {"a": {"at_most": "0"}}), "0.01", "0.5"),
        (banded(BANDS[:2], {"a": {"at_most": "0"}}), "1", "0"),
        (banded([{"missing_up_to": "10%", "deduct": "0"}, {"deduct": "1"}]), "9", "3"),
    ],
)
def test_a_gap_costs_what_its_band_says(made: Item, actual: str, limit: str) -> None:
    """Bounds belong to the band below them; beyond the last, and against a target of 0 in percent, all is lost."""
    assert made.limit(a=actual) == Fraction(limit)


@given(
    points=st.decimals("0.1", 50, places=1),
    per_missing=st.decimals("0.01", "0.1", places=2),
    size=st.decimals("0.1", 5, places=1),
    actual=NUMBERS,
    more=NUMBERS,
)
def test_the_limit_falls_with_the_gap_and_never_below_0(
    points: Decimal, per_missing: Decimal, size: Decimal, actual: Fraction, more: Fraction
) -> None:
    """Computed a second time: every started unit costs, and a part of one costs no more than that."""
    numbers = {"per_missing": f"{per_missing:f}", "each": f"{size:f}"}
    whole = item("shortfall", f"{points:f}", ONE, **numbers)
    exact = item("shortfall", f"{points:f}", ONE, partial="exact", **numbers)
    gap = max(10 - actual, Fraction(0)) / Fraction(size)
    limit, in_part, greater = whole.limit(a=actual), exact.limit(a=actual), whole.limit(a=actual + more)
    assert limit is not None
    assert in_part is not None
    assert greater is not None
    assert limit == max(Fraction(points) - ceil(gap) * Fraction(per_missing), 0)
    assert in_part == max(Fraction(points) - gap * Fraction(per_missing), 0)
    assert whole.rule.lowest <= limit <= greater <= whole.rule.highest
    assert limit <= in_part


@given(actual=NUMBERS, more=NUMBERS)
def test_a_greater_gap_never_costs_less(actual: Fraction, more: Fraction) -> None:
    """With bands too, and in both directions."""
    for bands in (BANDS, NUMBERED):
        short, over = banded(bands), banded(bands, AT_MOST)
        limit, greater = short.limit(a=actual), short.limit(a=actual + more)
        assert limit is not None
        assert greater is not None
        assert 0 <= limit <= greater <= 3
        limit, greater = over.limit(a=actual), over.limit(a=actual + more)
        assert limit is not None
        assert greater is not None
        assert 0 <= greater <= limit <= 3


@pytest.mark.parametrize(
    ("made", "actual", "zh", "en"),
    [
        (
            each(),
            "12",
            "完成12次，目标不少于10次，达标，3 − 0 = 3分",
            "12 次, the target is at least 10 次, met, 3 − 0 = 3",
        ),
        (
            each(),
            "8",
            "完成8次，目标不少于10次，少2次，3 − 2×0.5 = 2分",
            "8 次, the target is at least 10 次, 2 次 short, 3 − 2×0.5 = 2",
        ),
        (
            each(),
            "1",
            "完成1次，目标不少于10次，少9次，3 − 9×0.5，扣完为止 = 0分",
            "1 次, the target is at least 10 次, 9 次 short, 3 − 9×0.5, not below 0 = 0",
        ),
        (
            each(measures=RATE),
            "87.5",
            "完成87.5%，目标不少于90%，少2.5个百分点（按3个百分点计），3 − 3×0.5 = 1.5分",
            "87.5%, the target is at least 90%, 2.5 percentage points short (counted as 3), 3 − 3×0.5 = 1.5",
        ),
        (
            each(each="3"),
            "6",
            "完成6次，目标不少于10次，少4次（每3次计1份，计2份），3 − 2×0.5 = 2分",
            "6 次, the target is at least 10 次, 4 次 short (3 a time, 2 times), 3 − 2×0.5 = 2",
        ),
        (
            each(measures=AT_MOST, each="4", partial="exact"),
            "11",
            "完成11起，目标不超过10起，超1起，3 − 1/4×0.5 = 2.875分",
            "11 起, the target is at most 10 起, 1 起 over, 3 − 1/4×0.5 = 2.875",
        ),
        (
            banded(BANDS),
            "8.5",
            "完成8.5次，目标不少于10次，少1.5次（15%），3 − 2 = 1分",
            "8.5 次, the target is at least 10 次, 1.5 次 short (15%), 3 − 2 = 1",
        ),
        (
            banded(NUMBERED),
            "3",
            "完成3次，目标不少于10次，少7次，3 − 3 = 0分",
            "3 次, the target is at least 10 次, 7 次 short, 3 − 3 = 0",
        ),
    ],
)
def test_the_arithmetic_is_told_and_adds_up(made: Item, actual: str, zh: str, en: str) -> None:
    """What is missing and what it costs is one line that a clerk can check in his head."""
    assert made.arithmetic(a=actual) == (zh, en)


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        (
            each(),
            "满分3分，比目标每少1次扣0.5分，不足1次的按1次计，扣完为止。",
            "3 points, 0.5 off for each 1 short, a part of it as a whole, down to 0.",
        ),
        (
            each(measures=RATE, partial="exact"),
            "满分3分，比目标每少1个百分点扣0.5分，不足的按比例扣，扣完为止。",
            "3 points, 0.5 off for each 1 percentage point short, a part of it in proportion, down to 0.",
        ),
        (
            each(measures=AT_MOST, each="5"),
            "满分3分，比目标每超5起扣0.5分，不足5起的按5起计，扣完为止。",
            "3 points, 0.5 off for each 5 over, a part of it as a whole, down to 0.",
        ),
        (
            banded(BANDS),
            "满分3分，达到目标得满分，少目标的10%以内（含）扣1分、目标的20%以内（含）扣2分、更多的扣2.5分。",
            (
                "3 points, all of them where the target is met, short by up to 10% of the target: 1 off, "
                "up to 20% of the target: 2 off, more: 2.5 off."
            ),
        ),
        (
            banded(NUMBERED),
            "满分3分，达到目标得满分，少1次以内（含）扣1分、2.5次以内（含）扣2分、更多的不得分。",
            (
                "3 points, all of them where the target is met, short by up to 1: 1 off, up to 2.5: 2 off, "
                "more: no points."
            ),
        ),
        (
            banded(BANDS[2:]),
            "满分3分，达到目标得满分，没达到的扣2.5分。",
            "3 points, all of them where the target is met, 2.5 off where it is missed.",
        ),
    ],
)
def test_the_sentence_says_what_a_gap_costs(made: Item, zh: str, en: str) -> None:
    """A county officer reads what each one that is missing costs, and where all is lost."""
    assert made.rule.sentence() == (zh, en)


def test_measures_of_several_units_and_directions_are_told_together() -> None:
    """Where a unit would be wrong for one of them, none is named."""
    mixed = {"a": {"at_least": "10"}, "b": {"at_most": "4", "unit": "起"}}
    assert (
        each(measures=mixed)
        .rule.sentence()
        .zh.startswith("满分3分，比目标每少或超1扣0.5分，不足1的按1计，扣完为止；")
    )


@pytest.mark.parametrize(
    ("made", "formula"),
    [
        (each(), "MEDIAN(0,3,3-0.5*ROUNDUP(ROUND(t_a-a,9),0))"),
        (each(each="2"), "MEDIAN(0,3,3-0.5*ROUNDUP(ROUND(t_a/2-a/2,9),0))"),
        (each(measures=AT_MOST, partial="exact"), "MEDIAN(0,3,3-0.5*(a-t_a))"),
        (each(each="2", partial="exact"), "MEDIAN(0,3,3-0.5*(t_a-a)/2)"),
        (
            banded(BANDS),
            "LOOKUP(ROUND(IF(t_a=0,1E+12*a,a/t_a-1),9),{-1E+300,-0.2,-0.1,0},{0.5,1,2,3})",
        ),
        (banded(NUMBERED, AT_MOST), "LOOKUP(ROUND(t_a-a,9),{-1E+300,-2.5,-1,0},{0,1,2,3})"),
        (
            item("shortfall", measures=SPLIT, bands=[{"missing_up_to": "1", "deduct": "1.5"}]),
            "LOOKUP(ROUND(a-t_a,9),{-1E+300,-1,0},{0,0.5,2})+LOOKUP(ROUND(b-t_b,9),{-1E+300,-1,0},{0,0,1})",
        ),
    ],
)
def test_the_formula_is_the_limit_in_excel(made: Item, formula: str) -> None:
    """Differences are rounded before they are counted or looked up, and bounds rise."""
    assert made.formula == formula


def test_measures_with_points_of_their_own_lose_no_more_than_those() -> None:
    """What one measure is short of costs the other nothing."""
    made = each(measures=SPLIT)
    assert [made.limit(a="0", b="4"), made.limit(a="10", b="3"), made.limit(a="9", b="0")] == [1, 2.5, 1.5]


@pytest.mark.parametrize(
    "other",
    [
        each(per_missing="1"),
        each(each="2"),
        each(partial="exact"),
        each(measures=AT_MOST),
        each(measures=TWO),
        item("shortfall", "4", per_missing="0.5"),
        banded(BANDS),
        banded(BANDS[:2]),
        banded([{"missing_up_to": "0.1", "deduct": "1"}, *NUMBERED[1:]]),
        banded(NUMBERED),
    ],
)
def test_the_signature_changes_with_every_number(other: Item) -> None:
    """Every parameter is in it; what is written out or left to its default is the same."""
    assert each().rule.signature() == each(per_missing="0.50", each="1", partial="whole").rule.signature()
    assert each().rule.signature() != other.rule.signature()


def test_a_percentage_is_another_rule_than_the_same_number() -> None:
    """0.1 of a unit is not a tenth of the target."""
    share, number = ([{"missing_up_to": bound, "deduct": "1"}] for bound in ("10%", "0.1"))
    assert banded(share).rule.signature() != banded(number).rule.signature()


@pytest.mark.parametrize(
    "parameters",
    [
        {"per_missing": "0"},
        {"per_missing": "一"},
        {"per_missing": "1", "each": "0"},
        {"per_missing": "1", "partial": "half"},
        {"bands": []},
        {"bands": [{"deduct": "很多"}]},
        {"bands": [{"missing_up_to": "10%"}]},
        {"bands": [{"missing_up_to": "十", "deduct": "1"}]},
        {"bands": [{"up_to": "1", "deduct": "1"}]},
    ],
)
def test_parameters_that_make_no_rule_are_refused(parameters: dict[str, Any]) -> None:
    """Numbers above 0, and nothing that isn't known."""
    with pytest.raises(ValidationError):
        ShortfallParameters.model_validate(parameters)


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({}, "只写一种"),
        ({"per_missing": "1", "bands": NUMBERED}, "只写一种"),
        ({"bands": NUMBERED, "each": "2"}, "请删去 each 和 partial"),
        ({"bands": NUMBERED, "partial": "whole"}, "请删去 each 和 partial"),
        ({"per_missing": "3.01"}, "可扣的只有3分"),
        ({"per_missing": "1", "measures": {"a": {"equals": "3"}}}, "只能用：at_least、at_most"),
        ({"per_missing": "1", "measures": {"a": {"below": "3"}}}, "只能用：at_least、at_most"),
        ({"bands": BANDS, "measures": RATE}, "单位就是%"),
        ({"bands": [{"missing_up_to": "101%", "deduct": "1"}]}, "100%"),
        ({"bands": [{"missing_up_to": "1", "deduct": "3.5"}]}, "可扣的只有3分"),
        ({"bands": [{"missing_up_to": "1", "deduct": "2.5"}], "measures": SPLIT}, "可扣的只有2分"),
    ],
)
def test_what_does_not_fit_together_is_refused(parameters: dict[str, Any], says: str) -> None:
    """One way of deducting, no more than there is, and a gap that can be told."""
    assert says in refused("shortfall", **parameters)


def drawn(random: Random) -> Drawn:
    """Draw an item with so much off for each one that is missing, or with bands."""
    points = amount(random, "0.5", "20")
    asked = measures(random, points, random.choice([("at_least",), ("at_least", "at_most")]))
    rule = combined(random, asked, {"kind": "shortfall"})
    least = min(Decimal(measure.get("points", points)) for measure in asked.values())
    bounds: list[str] = []
    if random.random() < 0.5:
        rule["per_missing"] = amount(random, "0.01", f"{least}")
        if random.random() < 0.5:
            rule["each"] = random.choice(["0.1", "0.3", "2", "5", "10"])
        if random.random() < 0.5:
            rule["partial"] = random.choice(["whole", "exact"])
    else:
        is_share = random.random() < 0.5 and not any(measure["unit"] == "%" for measure in asked.values())
        bounds = sorted({amount(random, "0.5", "60") for _ in range(random.randint(1, 3))}, key=Decimal)
        costs = sorted({amount(random, "0.01", f"{least}") for _ in bounds}, key=Decimal)
        rule["bands"] = [
            {"missing_up_to": f"{bound}%" if is_share else bound, "deduct": cost}
            for bound, cost in zip(bounds, costs, strict=False)
        ]
        if random.random() < 0.5:
            del rule["bands"][-1]["missing_up_to"]

    def enter(again: Random) -> Entered:
        return reported(asked, again, *bounds)

    return Drawn({"points": points, "measures": asked, "rule": rule}, enter)

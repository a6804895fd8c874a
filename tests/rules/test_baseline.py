"""Points less what a number is worse than a reference, which is given or the measure's own target."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from drawn import Drawn, Entered, amount, combined, measures, reported
from measuring import Item, Measures, item, refused
from scoresheet.rules import kinds
from scoresheet.rules.baseline import Baseline, BaselineParameters

OPEN: Measures = {"a": {"at_most": None, "unit": "%"}}
OWN: Measures = {"a": {"at_most": "10", "unit": "起"}}
MORE: Measures = {"a": {"at_least": "10", "unit": "家"}}
TWO: Measures = {"a": {"at_most": "10", "unit": "起"}, "b": {"at_most": "4", "unit": "起"}}
BANDS = [{"missing_up_to": "5", "deduct": "1"}, {"deduct": "2"}]
SHARES = [{"missing_up_to": "10%", "deduct": "1"}, {"missing_up_to": "50%", "deduct": "2"}]
NUMBERS = st.fractions(min_value=0, max_value=30, max_denominator=20)


def rate(**parameters: Any) -> Item:
    """Make an item that is worth 3 points for a rate of at most 2.4, with a point off for each point above."""
    return item(
        "baseline", measures=OPEN, **{"better": "lower", "reference": "2.4", "per_point": "1", **parameters}
    )


def banded(bands: list[dict[str, str]] = BANDS, measures: Measures = OWN, **parameters: Any) -> Item:
    """Make an item that is worth 3 points whose reference is its target, 10, with bands."""
    return item("baseline", measures=measures, **{"better": "lower", "bands": bands, **parameters})


def higher(**parameters: Any) -> Item:
    """Make the same for a number of which more is better, with a point off for each one below."""
    return item("baseline", measures=MORE, **{"better": "higher", "per_point": "1", **parameters})


def test_it_is_the_kind_that_its_file_is_named_for() -> None:
    """The catalog finds it under the name of its file; a given reference needs no target."""
    assert kinds()["baseline"] is Baseline
    assert [bool(made.rule.targeted) for made in (rate(), banded())] == [False, True]


@pytest.mark.parametrize(
    ("made", "actual"),
    [(rate(), {}), (banded(), {}), (banded(measures={"a": {"at_most": None}}), {"a": "3"})],
)
def test_nothing_follows_while_a_number_is_missing(made: Item, actual: dict[str, str]) -> None:
    """A blank is not 0, and without a reference nothing is better or worse."""
    assert (made.limit(**actual), made.arithmetic(**actual)) == (None, None)


@pytest.mark.parametrize(
    ("made", "actual", "limit"),
    [
        (rate(), "0", "3"),
        (rate(), "2.4", "3"),
        (rate(), "2.41", "2.99"),
        (rate(), "5.4", "0"),
        (rate(), "9", "0"),
        (rate(), "8/3", "41/15"),
        (higher(), "11", "3"),
        (higher(), "10", "3"),
        (higher(), "9.5", "2.5"),
        (higher(), "0", "0"),
        (higher(reference="8"), "8", "3"),
        (higher(reference="8"), "7", "2"),
        (banded(), "10", "3"),
        (banded(), "10.01", "2"),
        (banded(), "15", "2"),
        (banded(), "15.01", "1"),
        (banded(equal="missed"), "9.99", "3"),
        (banded(equal="missed"), "10", "2"),
        (banded(equal="missed"), "15.01", "1"),
        (banded([{"deduct": "2"}], equal="missed"), "10", "1"),
        (banded(SHARES), "11", "2"),
        (banded(SHARES), "11.01", "1"),
        (banded(SHARES), "15", "1"),
        (banded(SHARES), "15.01", "0"),
        (banded(SHARES, {"a": {"at_most": "0"}}), "0", "3"),
        (banded(SHARES, {"a": {"at_most": "0"}}), "0.01", "0"),
        (banded(SHARES, {"a": {"at_most": "0"}}, equal="missed"), "0", "2"),
        (banded(SHARES, MORE, better="higher"), "9", "2"),
        (banded(SHARES, MORE, better="higher"), "8.99", "1"),
        (banded(SHARES, MORE, better="higher"), "4.99", "0"),
        (banded(measures={"a": {"below": "10"}}), "10", "3"),
        (banded(measures={"a": {"equals": "10"}}), "9", "3"),
    ],
)
def test_only_what_is_worse_costs(made: Item, actual: str, limit: str) -> None:
    """Better and equal give all of the points, unless equal is missed; bounds belong to the band below them."""
    assert made.limit(a=actual) == Fraction(limit)


@given(
    points=st.decimals("0.1", 50, places=1),
    per_point=st.decimals("0.01", 5, places=2),
    reference=st.decimals("0.1", 20, places=1),
    actual=NUMBERS,
    more=NUMBERS,
)
def test_the_limit_falls_with_the_difference(
    points: Decimal, per_point: Decimal, reference: Decimal, actual: Fraction, more: Fraction
) -> None:
    """Computed a second time, in both directions; the limit never leaves the range."""
    numbers = {"per_point": f"{per_point:f}", "reference": f"{reference:f}"}
    low = item("baseline", f"{points:f}", OPEN, better="lower", **numbers)
    high = item("baseline", f"{points:f}", MORE, better="higher", **numbers)
    for made, sign in ((low, 1), (high, -1)):
        limit, other = made.limit(a=actual), made.limit(a=actual + more)
        assert limit is not None
        assert other is not None
        gap = max(sign * (actual - Fraction(reference)), Fraction(0))
        assert limit == max(Fraction(points) - gap * Fraction(per_point), 0)
        assert 0 <= min(limit, other) <= max(limit, other) <= points
        assert (other <= limit) if sign > 0 else (limit <= other)


@given(actual=NUMBERS, more=NUMBERS)
def test_a_greater_difference_never_costs_less(actual: Fraction, more: Fraction) -> None:
    """With bands too, whatever equal counts as."""
    for made in (banded(), banded(SHARES), banded(equal="missed"), banded(SHARES, equal="missed")):
        limit, worse = made.limit(a=actual), made.limit(a=actual + more)
        assert limit is not None
        assert worse is not None
        assert 0 <= worse <= limit <= 3


@pytest.mark.parametrize(
    ("made", "actual", "zh", "en"),
    [
        (
            rate(),
            "2.9",
            "完成2.9%，参照数2.4%，高0.5个百分点，3 − 0.5×1 = 2.5分",
            "2.9%, the reference is 2.4%, 0.5 percentage points above, 3 − 0.5×1 = 2.5",
        ),
        (
            rate(),
            "2",
            "完成2%，参照数2.4%，低，3 − 0 = 3分",
            "2%, the reference is 2.4%, below, 3 − 0 = 3",
        ),
        (
            rate(),
            "2.4",
            "完成2.4%，参照数2.4%，持平，3 − 0 = 3分",
            "2.4%, the reference is 2.4%, equal, 3 − 0 = 3",
        ),
        (
            higher(),
            "5",
            "完成5家，参照数10家，低5家，3 − 5×1，扣完为止 = 0分",
            "5 家, the reference is 10 家, 5 家 below, 3 − 5×1, not below 0 = 0",
        ),
        (
            higher(),
            "12",
            "完成12家，参照数10家，高，3 − 0 = 3分",
            "12 家, the reference is 10 家, above, 3 − 0 = 3",
        ),
        (
            banded(equal="missed"),
            "10",
            "完成10起，参照数10起，持平，3 − 1 = 2分",
            "10 起, the reference is 10 起, equal, 3 − 1 = 2",
        ),
        (
            banded(SHARES),
            "12",
            "完成12起，参照数10起，高2起（20%），3 − 2 = 1分",
            "12 起, the reference is 10 起, 2 起 above (20%), 3 − 2 = 1",
        ),
    ],
)
def test_the_arithmetic_is_told_and_adds_up(made: Item, actual: str, zh: str, en: str) -> None:
    """The number, the reference and what the difference costs are one line that a clerk can check in his head."""
    assert made.arithmetic(a=actual) == (zh, en)


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        (
            rate(),
            "满分3分，不高于参照数2.4%得满分，每高1个百分点扣1分，不足的按比例扣，扣完为止。",
            (
                "3 points, all of them up to the reference of 2.4%, 1 off for each 1 percentage point above, "
                "a part of it in proportion, down to 0."
            ),
        ),
        (
            higher(),
            "满分3分，不低于目标数得满分，每低1家扣1分，不足的按比例扣，扣完为止。",
            "3 points, all of them from the target, 1 off for each 1 below, a part of it in proportion, down to 0.",
        ),
        (
            banded(),
            "满分3分，不高于目标数得满分，高出5起以内（含）扣1分、更多的扣2分。",
            "3 points, all of them up to the target, above by up to 5: 1 off, more: 2 off.",
        ),
        (
            banded(SHARES, reference="8", equal="missed"),
            (
                "满分3分，低于参照数8起得满分，持平或高出参照数的10%以内（含）扣1分、参照数的50%以内（含）扣2分、"
                "更多的不得分。"
            ),
            (
                "3 points, all of them below the reference of 8, above by up to 10% of the reference: 1 off, "
                "up to 50% of the reference: 2 off, more: no points."
            ),
        ),
        (
            banded([{"deduct": "2"}], MORE, better="higher"),
            "满分3分，不低于目标数得满分，低的扣2分。",
            "3 points, all of them from the target, 2 off otherwise.",
        ),
        (
            banded(BANDS, MORE, better="higher", equal="missed"),
            "满分3分，高于目标数得满分，持平或低5家以内（含）扣1分、更多的扣2分。",
            "3 points, all of them above the target, below by up to 5: 1 off, more: 2 off.",
        ),
    ],
)
def test_the_sentence_says_up_to_where_there_are_full_points(made: Item, zh: str, en: str) -> None:
    """A county officer reads which side is better, and what the other costs."""
    assert made.rule.sentence() == (zh, en)


@pytest.mark.parametrize(
    ("made", "formula"),
    [
        (rate(), "MEDIAN(0,3,3-1*(a-2.4))"),
        (higher(), "MEDIAN(0,3,3-1*(t_a-a))"),
        (banded(), "LOOKUP(ROUND(t_a-a,9),{-1E+300,-5,0},{1,2,3})"),
        (banded(equal="missed"), "LOOKUP(ROUND(t_a-a,9),{-1E+300,-5,5E-10},{1,2,3})"),
        (
            banded(SHARES),
            "LOOKUP(ROUND(IF(t_a=0,-1E+12*a,1-a/t_a),9),{-1E+300,-0.5,-0.1,0},{0,1,2,3})",
        ),
    ],
)
def test_the_formula_is_the_limit_in_excel(made: Item, formula: str) -> None:
    """The cell of a target, which may hold a dash, isn't used where the reference is given."""
    assert made.formula == formula


def test_several_measures_have_each_their_own_reference() -> None:
    """Where the target is the reference, each is held against its own."""
    made = banded(measures=TWO, combine="min")
    assert [made.limit(a="10", b="4"), made.limit(a="11", b="4"), made.limit(a="10", b="11")] == [3, 2, 1]


@pytest.mark.parametrize(
    "other",
    [
        rate(reference="2.5"),
        rate(per_point="2"),
        item("baseline", "4", OPEN, better="lower", reference="2.4", per_point="1"),
        rate(per_point=None, bands=BANDS),
        rate(per_point=None, bands=BANDS, equal="missed"),
        rate(per_point=None, bands=[{"deduct": "2"}]),
        item("baseline", measures=TWO, better="lower", reference="2.4", per_point="1"),
        item("baseline", measures=MORE, better="higher", reference="2.4", per_point="1"),
        item("baseline", measures=OPEN, better="lower", per_point="1"),
    ],
)
def test_the_signature_changes_with_every_parameter(other: Item) -> None:
    """Every parameter is in it; what is written out or left to its default is the same."""
    assert rate().rule.signature() == rate(reference="2.40", equal="met").rule.signature()
    assert rate().rule.signature() != other.rule.signature()


def test_an_equal_that_is_missed_is_another_rule() -> None:
    """The same bands with another treatment of 持平 differ."""
    assert banded().rule.signature() != banded(equal="missed").rule.signature()


@pytest.mark.parametrize(
    "parameters",
    [
        {"per_point": "1"},
        {"better": "less", "per_point": "1"},
        {"better": "lower", "per_point": "0"},
        {"better": "lower", "per_point": "1", "reference": "-1"},
        {"better": "lower", "per_point": "1", "equal": "maybe"},
        {"better": "lower", "bands": []},
    ],
)
def test_parameters_that_make_no_rule_are_refused(parameters: dict[str, Any]) -> None:
    """Which side is better has to be written."""
    with pytest.raises(ValidationError):
        BaselineParameters.model_validate(parameters)


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({}, "只写一种"),
        ({"per_point": "1", "bands": BANDS}, "只写一种"),
        ({"bands": [{"missing_up_to": "1", "deduct": "0"}, {"deduct": "1"}], "equal": "missed"}, "一分也不扣"),
        ({"per_point": "1", "measures": MORE}, "方向相反"),
        ({"per_point": "1", "better": "higher"}, "方向相反"),
        ({"per_point": "1", "better": "higher", "measures": {"a": {"below": "3"}}}, "方向相反"),
        ({"per_point": "1", "better": "higher", "measures": MORE, "reference": "0"}, "没有可扣的分"),
        ({"bands": SHARES, "reference": "0"}, "参照数是0"),
        ({"bands": SHARES, "measures": OPEN}, "单位就是%"),
        (
            {"bands": [{"missing_up_to": "120%", "deduct": "1"}], "better": "higher", "measures": MORE},
            "100%",
        ),
        ({"bands": [{"deduct": "4"}]}, "可扣的只有3分"),
        ({"per_point": "1", "measures": {}}, "没有写 measures"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused(parameters: dict[str, Any], says: str) -> None:
    """One way of deducting, one direction, and something that can be deducted at all."""
    assert says in refused("baseline", **{"better": "lower", "measures": OWN, **parameters})


def drawn(random: Random) -> Drawn:
    """Draw an item with a given reference or with targets, in both directions."""
    points = amount(random, "0.5", "20")
    better = random.choice(["lower", "higher"])
    comparisons = ("at_most", "below", "equals") if better == "lower" else ("at_least", "equals")
    asked = measures(random, points, comparisons)
    rule = combined(random, asked, {"kind": "baseline", "better": better})
    least = min(Decimal(measure.get("points", points)) for measure in asked.values())
    bounds: list[str] = []
    if random.random() < 0.5:
        rule["reference"] = amount(random, "0.01", "100")
        bounds.append(rule["reference"])
    if random.random() < 0.5:
        rule["per_point"] = amount(random, "0.01", "2")
    else:
        is_share = random.random() < 0.5 and not any(measure["unit"] == "%" for measure in asked.values())
        limits = sorted({amount(random, "0.5", "60") for _ in range(random.randint(1, 3))}, key=Decimal)
        costs = sorted({amount(random, "0.01", f"{least}") for _ in limits}, key=Decimal)
        rule["bands"] = [
            {"missing_up_to": f"{bound}%" if is_share else bound, "deduct": cost}
            for bound, cost in zip(limits, costs, strict=False)
        ]
        rule["equal"] = random.choice(["met", "missed"])
        if random.random() < 0.5:
            del rule["bands"][-1]["missing_up_to"]

    def enter(again: Random) -> Entered:
        return reported(asked, again, *bounds)

    return Drawn({"points": points, "measures": asked, "rule": rule}, enter)

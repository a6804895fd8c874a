"""Points for each unit that was achieved: exact, up to a cap, told in words."""

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
from measuring import SPLIT, TWO, Item, Measures, item, refused
from scoresheet.rules import kinds
from scoresheet.rules.earn import Earn, EarnParameters

OPEN: Measures = {"a": {"at_least": None, "unit": "篇"}}
NUMBERS = st.fractions(min_value=0, max_value=100, max_denominator=20)


def earn(points: str = "3", measures: Measures = OPEN, **parameters: Any) -> Item:
    """Make an item with half a point for each article."""
    return item("earn", points, measures, **{"per_unit": "0.5", **parameters})


def test_it_is_the_kind_that_its_file_is_named_for() -> None:
    """The catalog finds it under the name of its file; no target is needed."""
    assert kinds()["earn"] is Earn
    assert (earn().rule.computes, bool(earn().rule.targeted)) == (True, False)


def test_nothing_follows_from_a_blank() -> None:
    """A blank is not 0."""
    assert (earn().limit(), earn().arithmetic()) == (None, None)
    assert earn(measures=TWO).limit(a="3") is None


@pytest.mark.parametrize(
    ("made", "actual", "limit"),
    [
        (earn(), "0", "0"),
        (earn(), "1", "0.5"),
        (earn(), "5", "2.5"),
        (earn(), "6", "3"),
        (earn(), "7", "3"),
        (earn(), "1/3", "1/6"),
        (earn(at_most="2"), "3", "1.5"),
        (earn(at_most="2"), "4", "2"),
        (earn(at_most="2"), "5", "2"),
        (earn(measures={"a": {"at_least": "100"}}), "5", "2.5"),
        (earn(per_unit="5"), "1", "3"),
    ],
)
def test_each_one_earns_up_to_the_cap(made: Item, actual: str, limit: str) -> None:
    """Below, at and above the cap; a target that is printed doesn't matter."""
    assert made.limit(a=actual) == Fraction(limit)


@pytest.mark.parametrize(
    ("made", "limit"),
    [
        (earn(measures=TWO), "1.75"),
        (earn(measures=TWO, at_most="2"), "1.25"),
        (earn(measures=TWO, combine="min"), "0.5"),
        (earn(measures=SPLIT), "2.5"),
    ],
)
def test_several_measures_earn_up_to_their_own_points(made: Item, limit: str) -> None:
    """6 of one and 1 of the other: each for the whole, or up to its own points."""
    assert made.limit(a="6", b="1") == Fraction(limit)


@pytest.mark.parametrize(
    ("made", "highest"),
    [(earn(), "3"), (earn(at_most="2"), "2"), (earn(measures=SPLIT), "3"), (earn(measures=TWO, at_most="1"), "1")],
)  # fmt: skip
def test_the_range_ends_at_the_cap(made: Item, highest: str) -> None:
    """A cap below the points is as far as a score can go."""
    assert (made.rule.lowest, made.rule.highest) == (Decimal(0), Decimal(highest))


@given(
    points=st.decimals("0.1", 50, places=1),
    per_unit=st.decimals("0.01", 5, places=2),
    actual=NUMBERS,
    more=NUMBERS,
)
def test_more_never_earns_less(points: Decimal, per_unit: Decimal, actual: Fraction, more: Fraction) -> None:
    """The limit is the smaller of the cap and what the number earns."""
    made = item("earn", f"{points:f}", OPEN, per_unit=f"{per_unit:f}")
    limit, greater = made.limit(a=actual), made.limit(a=actual + more)
    assert limit is not None
    assert greater is not None
    assert limit == min(Fraction(points), Fraction(per_unit) * actual)
    assert made.rule.lowest <= limit <= greater <= made.rule.highest


@pytest.mark.parametrize(
    ("actual", "zh", "en"),
    [
        ("0", "0篇×0.5 = 0分", "0×0.5 = 0"),
        ("6", "6篇×0.5 = 3分", "6×0.5 = 3"),
        ("7", "7篇×0.5，最多按3分计 = 3分", "7×0.5, at most 3 = 3"),
    ],
)
def test_the_arithmetic_is_told(actual: str, zh: str, en: str) -> None:
    """The number and what each earns is one line that a clerk can check in his head."""
    assert earn().arithmetic(a=actual) == (zh, en)


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        (earn(), "满分3分，每完成1篇得0.5分，最多得3分。", "3 points, 0.5 for each one, 3 at most."),
        (
            earn(at_most="2"),
            "满分3分，每完成1篇得0.5分，最多得2分。",
            "3 points, 0.5 for each one, 2 at most.",
        ),
        (
            earn(measures=SPLIT),
            "满分3分，每完成1次得0.5分，得满为止；各指标分值：“a”2分、“b”1分。",
            "3 points, 0.5 for each one, up to the points; points of the measures: “a” 2, “b” 1.",
        ),
    ],
)
def test_the_sentence_says_what_each_one_earns(made: Item, zh: str, en: str) -> None:
    """A county officer reads where more work earns no more."""
    assert made.rule.sentence() == (zh, en)


def test_measures_of_several_units_are_told_together() -> None:
    """Where a unit would be wrong for one of them, none is named."""
    mixed = {**OPEN, "b": {"at_least": None, "unit": "次"}}
    assert "每完成1（按各指标的单位）得0.5分" in earn(measures=mixed).rule.sentence().zh


@pytest.mark.parametrize(
    ("made", "formula"),
    [
        (earn(), "MIN(3,0.5*a)"),
        (earn(at_most="2"), "MIN(2,0.5*a)"),
        (earn(measures=SPLIT), "MIN(2,0.5*a)+MIN(1,0.5*b)"),
    ],
)
def test_the_formula_is_the_limit_in_excel(made: Item, formula: str) -> None:
    """The cell of a target, which may hold a dash, isn't used."""
    assert made.formula == formula


@pytest.mark.parametrize(
    "other",
    [earn("4"), earn(per_unit="0.6"), earn(at_most="2"), earn(measures=TWO), earn(measures={"b": OPEN["a"]})],
)
def test_the_signature_changes_with_every_number(other: Item) -> None:
    """A cap that is written out but is the points anyway is no other rule."""
    assert earn().rule.signature() == earn(per_unit="0.50", at_most="3.0").rule.signature()
    assert earn().rule.signature() != other.rule.signature()


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"per_unit": "0"},
        {"per_unit": "1", "at_most": "0"},
        {"per_unit": "1分"},
        {"per_unit": "1", "lowest": "0"},
    ],
)
def test_parameters_that_make_no_rule_are_refused(parameters: dict[str, Any]) -> None:
    """What each one earns has to be written, and numbers are above 0."""
    with pytest.raises(ValidationError):
        EarnParameters.model_validate(parameters)


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"at_most": "3.01"}, "不大于3"),
        ({"measures": SPLIT, "at_most": "2"}, "at_most 用不上"),
        ({"measures": TWO, "combine": "all"}, "combine 不能写 all"),
        ({"measures": {"a": {"at_most": "3"}}}, "只能用：at_least"),
    ],
)
def test_what_does_not_fit_together_is_refused(parameters: dict[str, Any], says: str) -> None:
    """A cap within the points, and numbers of which more is better."""
    assert says in refused("earn", per_unit="1", **parameters)


def drawn(random: Random) -> Drawn:
    """Draw an item with a cap of its own or without, with targets and without."""
    points = amount(random, "0.5", "20")
    asked = measures(random, points)
    rule = combined(random, asked, {"kind": "earn", "per_unit": amount(random, "0.01", "2")})
    if rule.get("combine") == "all":
        rule["combine"] = "min"
    is_split = any("points" in measure for measure in asked.values())
    if not is_split and random.random() < 0.5:
        rule["at_most"] = amount(random, "0.1", points)
    if random.random() < 0.5:
        asked = {name: {**measure, "at_least": None} for name, measure in asked.items()}
    full = f"{Decimal(points) / Decimal(rule['per_unit']):.2f}"

    def enter(again: Random) -> Entered:
        return reported(asked, again, full)

    return Drawn({"points": points, "measures": asked, "rule": rule}, enter)

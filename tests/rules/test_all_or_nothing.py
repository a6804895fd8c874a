"""All of the points where the target is met, else none."""

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
from measuring import SPLIT, TWO, Item, item, refused
from scoresheet.rules import kinds
from scoresheet.rules.all_or_nothing import AllOrNothing, AllOrNothingParameters


def one(comparison: str, target: str | None = "10") -> Item:
    """Make an item with one measure."""
    return item("all_or_nothing", measures={"a": {comparison: target}})


def test_it_is_the_kind_that_its_file_is_named_for() -> None:
    """The catalog finds it under the name of its file."""
    assert kinds()["all_or_nothing"] is AllOrNothing


@pytest.mark.parametrize(
    ("made", "actual"),
    [
        (one("at_least"), {}),
        (one("below", None), {"a": "3"}),
        (item("all_or_nothing", measures=TWO), {"a": "1"}),
    ],
)
def test_nothing_follows_while_a_number_is_missing(made: Item, actual: dict[str, str]) -> None:
    """A blank is not 0, even where another measure has failed already."""
    assert (made.limit(**actual), made.arithmetic(**actual)) == (None, None)


@pytest.mark.parametrize(
    ("comparison", "below", "at", "above"),
    [("at_least", 0, 3, 3), ("at_most", 3, 3, 0), ("below", 3, 0, 0), ("equals", 0, 3, 0)],
)
def test_each_comparison_has_its_own_side(comparison: str, below: int, at: int, above: int) -> None:
    """Just below, at and just above the target."""
    made = one(comparison)
    assert [made.limit(a=actual) for actual in ("9.99", "10", "10.01")] == [below, at, above]


def test_a_rate_is_compared_exactly() -> None:
    """Two thirds are not 66.67 percent."""
    made = item("all_or_nothing", measures={"a": {"at_least": "66.67", "unit": "%"}})
    assert [made.limit(a="200/3"), made.limit(a="66.67")] == [0, 3]


@pytest.mark.parametrize(
    ("made", "scores"),
    [
        (item("all_or_nothing", measures=TWO), ["3", "0", "0", "0"]),
        (item("all_or_nothing", measures=TWO, combine="all"), ["3", "0", "0", "0"]),
        (item("all_or_nothing", measures=TWO, combine="min"), ["3", "0", "0", "0"]),
        (item("all_or_nothing", measures=TWO, combine="mean"), ["3", "1.5", "1.5", "0"]),
        (item("all_or_nothing", measures=SPLIT), ["3", "2", "1", "0"]),
    ],
)
def test_several_measures_must_all_be_met_unless_the_catalog_says_otherwise(
    made: Item, scores: list[str]
) -> None:
    """Both met, only the first, only the second, neither; nothing about it is presumed."""
    numbers = [("10", "4"), ("10", "3"), ("9", "4"), ("9", "3")]
    assert [made.limit(a=a, b=b) for a, b in numbers] == [Fraction(score) for score in scores]
    assert (made.rule.lowest, made.rule.highest) == (Decimal(0), Decimal(3))
    assert "推定" not in made.rule.sentence().zh


@given(
    points=st.decimals("0.01", 100, places=2),
    target=st.decimals(0, 1000, places=2),
    actual=st.decimals(0, 1000, places=2),
)
def test_there_is_nothing_between_all_and_nothing(points: Decimal, target: Decimal, actual: Decimal) -> None:
    """The limit is the points where the number reaches the target, else 0."""
    made = item("all_or_nothing", f"{points:f}", {"a": {"at_least": f"{target:f}"}})
    assert made.limit(a=f"{actual:f}") == (points if actual >= target else 0)


@pytest.mark.parametrize(
    ("comparison", "actual", "zh", "en"),
    [
        (
            "at_least",
            "9",
            "完成9次，目标不少于10次，未达标 = 0分",
            "9 次, the target is at least 10 次, missed = 0",
        ),
        (
            "at_most",
            "9",
            "完成9次，目标不超过10次，达标 = 3分",
            "9 次, the target is at most 10 次, met = 3",
        ),
        (
            "below",
            "10",
            "完成10次，目标低于10次，未达标 = 0分",
            "10 次, the target is below 10 次, missed = 0",
        ),
        ("equals", "10", "完成10次，目标等于10次，达标 = 3分", "10 次, the target is exactly 10 次, met = 3"),
    ],
)
def test_the_arithmetic_says_whether_the_target_is_met(
    comparison: str, actual: str, zh: str, en: str
) -> None:
    """The number stands beside its target."""
    assert one(comparison).arithmetic(a=actual) == (zh, en)


def test_the_sentence_says_that_there_is_no_middle() -> None:
    """A county officer reads that nearly is not enough."""
    assert one("at_least").rule.sentence() == (
        "满分3分，达到目标得满分，达不到不得分。",
        "3 points, all of them where the target is met, else none.",
    )
    assert item("all_or_nothing", measures=TWO).rule.sentence().zh.endswith("；2个指标全部达标才得分。")


@pytest.mark.parametrize(
    ("made", "formula"),
    [
        (one("at_least"), "IF(ROUND(a,9)>=t_a,3,0)"),
        (one("below"), "IF(ROUND(a,9)<t_a,3,0)"),
        (
            item("all_or_nothing", measures=TWO),
            "3*AND(IF(ROUND(a,9)>=t_a,3,0)+1E-9>=3,IF(ROUND(b,9)>=t_b,3,0)+1E-9>=3)",
        ),
        (item("all_or_nothing", measures=SPLIT), "IF(ROUND(a,9)>=t_a,2,0)+IF(ROUND(b,9)>=t_b,1,0)"),
    ],
)
def test_the_formula_is_the_limit_in_excel(made: Item, formula: str) -> None:
    """The sheet compares with the operator of the measure."""
    assert made.formula == formula


@pytest.mark.parametrize(
    "other",
    [
        item("all_or_nothing", "4"),
        one("equals"),
        item("all_or_nothing", measures=TWO),
        item("all_or_nothing", measures={"b": {"at_least": "10"}}),
    ],
)
def test_the_signature_changes_with_the_rule(other: Item) -> None:
    """The target is the form's, not the rule's."""
    assert one("at_least").rule.signature() == one("at_least", "11").rule.signature()
    assert one("at_least").rule.signature() != other.rule.signature()


@pytest.mark.parametrize("parameters", [{"combine": "any"}, {"points": "3"}, {"partial": "exact"}])
def test_there_is_nothing_else_to_write(parameters: dict[str, Any]) -> None:
    """How measures are combined is all that can be said."""
    with pytest.raises(ValidationError):
        AllOrNothingParameters.model_validate(parameters)


def test_a_single_measure_is_not_combined() -> None:
    """A word that changes nothing is a slip of the pen."""
    assert "combine" in refused("all_or_nothing", combine="all")


def drawn(random: Random) -> Drawn:
    """Draw an item whose measures are compared in every way."""
    points = amount(random, "0.5", "20")
    asked = measures(random, points, ("at_least", "at_most", "below", "equals"))
    rule = combined(random, asked, {"kind": "all_or_nothing"})

    def enter(again: Random) -> Entered:
        return reported(asked, again)

    return Drawn({"points": points, "measures": asked, "rule": rule}, enter)

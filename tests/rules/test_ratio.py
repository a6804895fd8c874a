"""Points in proportion to the share of the target: exact, capped, in steps, told in words."""

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
from measuring import ONE, SPLIT, TWO, Item, item, refused
from scoresheet.rules import kinds
from scoresheet.rules.ratio import Ratio, RatioParameters
from scoresheet.scoring import rounded

NUMBERS = st.fractions(min_value=0, max_value=1000, max_denominator=100)


def test_it_is_the_kind_that_its_file_is_named_for() -> None:
    """The catalog finds it under the name of its file."""
    assert kinds()["ratio"] is Ratio
    assert (item("ratio").rule.computes, bool(item("ratio").rule.targeted)) == (True, True)


@pytest.mark.parametrize(
    ("made", "actual"),
    [
        (item("ratio"), {}),
        (item("ratio", measures={"a": {"at_least": None}}), {"a": "3"}),
        (item("ratio", measures=TWO), {"a": "10"}),
        (item("ratio", measures=TWO), {"b": "4"}),
    ],
)
def test_nothing_follows_while_a_number_is_missing(made: Item, actual: dict[str, str]) -> None:
    """A blank is not 0, and without a target there is no share."""
    assert (made.limit(**actual), made.arithmetic(**actual)) == (None, None)


STEPS = item("ratio", "10", step="10%", cutoff="50%")


@pytest.mark.parametrize(
    ("made", "actual", "limit"),
    [
        (item("ratio"), "0", "0"),
        (item("ratio"), "9.99", "2.997"),
        (item("ratio"), "10", "3"),
        (item("ratio"), "10.01", "3"),
        (item("ratio"), "1/3", "0.1"),
        (item("ratio", max_ratio="120%"), "11.99", "3.597"),
        (item("ratio", max_ratio="120%"), "12", "3.6"),
        (item("ratio", max_ratio="1.2"), "13", "3.6"),
        (item("ratio", max_ratio=None), "1000", "300"),
        (STEPS, "4.99", "0"),
        (STEPS, "5", "5"),
        (STEPS, "8.5", "8"),
        (STEPS, "8.99", "8"),
        (STEPS, "9", "9"),
        (STEPS, "9.99", "9"),
        (STEPS, "25", "10"),
        (item("ratio", "10", cutoff="50%"), "4.99", "0"),
        (item("ratio", "10", cutoff="50%"), "5", "5"),
        (item("ratio", "10", step="25%", max_ratio="1.5"), "14.9", "12.5"),
        (item("ratio", measures={"a": {"at_least": "0"}}), "0", "3"),
        (item("ratio", measures={"a": {"at_least": "0"}}, max_ratio=None), "7", "3"),
    ],
)
def test_the_limit_follows_the_share(made: Item, actual: str, limit: str) -> None:
    """Below, at and above every bound; where nothing was asked for, nothing is missing."""
    assert made.limit(a=actual) == Fraction(limit)


def test_a_published_result_comes_out() -> None:
    """An item of 0.5 points that is not capped gives 0.6 for 120% of its target."""
    made = item("ratio", "0.5", measures={"a": {"at_least": "100"}}, max_ratio=None)
    limit = made.limit(a="120")
    assert limit is not None
    assert rounded(limit, 2) == Decimal("0.60")
    assert made.rule.highest.is_infinite()


@pytest.mark.parametrize(
    ("made", "highest"),
    [
        (item("ratio"), "3"),
        (item("ratio", max_ratio="150%"), "4.5"),
        (item("ratio", max_ratio=None), "Infinity"),
        (item("ratio", measures=SPLIT, max_ratio="150%"), "4.5"),
        (item("ratio", measures=SPLIT, max_ratio=None), "Infinity"),
        (item("ratio", measures=TWO, combine="min", max_ratio="2"), "6"),
        (item("ratio", measures=TWO, combine="all"), "3"),
    ],
)
def test_the_range_ends_where_shares_are_cut_off(made: Item, highest: str) -> None:
    """What can be reached is a property of the rule, not of the points."""
    assert (made.rule.lowest, made.rule.highest) == (Decimal(0), Decimal(highest))


@given(
    points=st.decimals("0.01", 100, places=2),
    target=st.decimals(0, 1000, places=2),
    actual=NUMBERS,
    more=NUMBERS,
)
def test_more_never_earns_less(points: Decimal, target: Decimal, actual: Fraction, more: Fraction) -> None:
    """The limit is points × share, at most the points, and grows with the number."""
    made, exact = item("ratio", f"{points:f}", {"a": {"at_least": f"{target:f}"}}), Fraction(target)
    limit, greater = made.limit(a=actual), made.limit(a=actual + more)
    assert limit is not None
    assert greater is not None
    assert limit == Fraction(points) * (min(actual / exact, Fraction(1)) if exact else 1)
    assert made.rule.lowest <= limit <= greater <= made.rule.highest


@given(actual=NUMBERS, step=st.sampled_from(["0.01", "0.05", "0.1", "0.125", "0.2", "0.25", "0.5", "1"]))
def test_steps_only_take_away(actual: Fraction, step: str) -> None:
    """With steps the limit is the greatest multiple of a step's points that the share reaches, and the points at 100%."""
    limit, exact = item("ratio", step=step).limit(a=actual), item("ratio").limit(a=actual)
    assert limit is not None
    assert exact is not None
    assert (limit / 3 / Fraction(step)).denominator == 1
    assert 0 <= exact - limit < 3 * Fraction(step)
    assert limit == 3 or actual < 10


@pytest.mark.parametrize(
    ("made", "actual", "zh", "en"),
    [
        (item("ratio"), "2", "3×2/10 = 0.6分", "3×2/10 = 0.6"),
        (item("ratio"), "12", "完成率12/10，按100%计，3×100% = 3分", "12/10 counts as 100%, 3×100% = 3"),
        (STEPS, "8.5", "完成率8.5/10，按80%计，10×80% = 8分", "8.5/10 counts as 80%, 10×80% = 8"),
        (STEPS, "4", "完成率4/10，按0%计，10×0% = 0分", "4/10 counts as 0%, 10×0% = 0"),
        (item("ratio", measures={"a": {"at_least": "0"}}), "1", "目标为0，3 = 3分", "the target is 0, 3 = 3"),
    ],
)
def test_the_arithmetic_is_told(made: Item, actual: str, zh: str, en: str) -> None:
    """Achieved and target are one line that a clerk can check in his head."""
    assert made.arithmetic(a=actual) == (zh, en)


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({}, "满分3分，按完成率计分，完成目标得满分。"),
        ({"max_ratio": "120%"}, "满分3分，按完成率计分，完成率最高按120%计。"),
        ({"max_ratio": None}, "满分3分，按完成率计分，得分不封顶。"),
        (
            {"step": "10%", "cutoff": "0.5"},
            "满分3分，按完成率计分（每10%为一档，不足一档不计），完成率低于50%不得分，完成目标得满分。",
        ),
    ],
)
def test_the_sentence_says_where_it_ends(parameters: dict[str, Any], says: str) -> None:
    """A county officer reads what more work earns."""
    assert item("ratio", **parameters).rule.sentence().zh == says


@pytest.mark.parametrize(
    ("parameters", "formula"),
    [
        ({}, "IF(t_a=0,3,3*MIN(a/t_a,1))"),
        ({"max_ratio": None}, "IF(t_a=0,3,3*a/t_a)"),
        ({"step": "0.1"}, "IF(t_a=0,3,3*MIN(INT(a/t_a/0.1+5E-10)*0.1,1))"),
        ({"cutoff": "0.5"}, "IF(t_a=0,3,3*(a/t_a+5E-10>=0.5)*MIN(a/t_a,1))"),
    ],
)
def test_the_formula_is_the_limit_in_excel(parameters: dict[str, Any], formula: str) -> None:
    """Quotients are made up for what doubles fall short by before they are compared or cut."""
    assert item("ratio", **parameters).formula == formula


@pytest.mark.parametrize(
    "other",
    [
        item("ratio", "4"),
        item("ratio", max_ratio="2"),
        item("ratio", max_ratio=None),
        item("ratio", step="0.1"),
        item("ratio", cutoff="0.1"),
        item("ratio", measures=TWO),
        item("ratio", measures={"b": ONE["a"]}),
    ],
)
def test_the_signature_changes_with_every_number(other: Item) -> None:
    """Spelling a share otherwise is no change, nor is another name."""
    same = item("ratio", "3.0", {"a": {"at_least": "10", "name": "走访", "unit": "家"}}, max_ratio="100%")
    assert item("ratio").rule.signature() == same.rule.signature() != other.rule.signature()


@pytest.mark.parametrize(
    "parameters",
    [
        {"max_ratio": "0.99"},
        {"max_ratio": "120"},
        {"step": "0"},
        {"step": "10"},
        {"step": "30%"},
        {"step": "10%", "max_ratio": "1.25"},
        {"cutoff": "0%"},
        {"cutoff": "50"},
        {"combine": "sum"},
        {"per_unit": "1"},
    ],
)
def test_parameters_that_make_no_rule_are_refused(parameters: dict[str, Any]) -> None:
    """A percentage without its sign, and steps that never get to the whole, are slips of the pen."""
    with pytest.raises(ValidationError):
        RatioParameters.model_validate(parameters)


def test_what_is_permitted_at_most_has_no_share() -> None:
    """Fewer accidents are no greater share of a target."""
    assert "at_most" in refused("ratio", measures={"a": {"at_most": "3"}})


def test_all_or_nothing_leaves_no_room_for_more() -> None:
    """A greatest share has no use where the whole of the points is all there is."""
    assert "max_ratio" in refused("ratio", measures=TWO, combine="all", max_ratio="120%")


def drawn(random: Random) -> Drawn:
    """Draw an item with shares cut off, in steps, or unbounded."""
    points = amount(random, "0.5", "20", 1)
    asked = measures(random, points)
    rule = combined(random, asked, {"kind": "ratio"})
    most = random.choice(["1", "1", "120%", "1.5", None]) if rule.get("combine") != "all" else "1"
    rule["max_ratio"] = most
    if random.random() < 0.5:
        rule["step"] = random.choice(["10%", "5%", "0.1", "2%"])
    if random.random() < 0.5:
        rule["cutoff"] = random.choice(["50%", "60%", "0.333", "1"])

    def enter(again: Random) -> Entered:
        return reported(asked, again)

    return Drawn({"points": points, "measures": asked, "rule": rule}, enter)

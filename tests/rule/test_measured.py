"""How several measures make one score: the same for every kind of rule that computes from achieved numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measuring import ONE, SPLIT, TWO, Item, Measures, item, refused
from scoresheet.rule.measured import amount, apart

NUMBERS = st.fractions(min_value=0, max_value=20, max_denominator=50)


def ratio(measures: Measures = TWO, **parameters: str) -> Item:
    """Make an item that is worth 3 points in proportion to its targets, 10 and 4."""
    return item("ratio", measures=measures, **parameters)


@given(a=NUMBERS, b=NUMBERS)
def test_the_parts_are_joined_as_the_catalog_says(a: Fraction, b: Fraction) -> None:
    """Mean, lowest, all or nothing, or each its own points, computed here a second time."""
    one, other = min(a / 10, Fraction(1)), min(b / 4, Fraction(1))
    joined = {
        "mean": (one + other) / 2 * 3,
        "min": min(one, other) * 3,
        "all": Fraction(3 if one + other == 2 else 0),
    }
    for combine, score in joined.items():
        assert ratio(combine=combine).limit(a=a, b=b) == score
    assert ratio().limit(a=a, b=b) == joined["mean"]
    assert ratio(SPLIT).limit(a=a, b=b) == 2 * one + other


@pytest.mark.parametrize("made", [ratio(), ratio(combine="min"), ratio(combine="all"), ratio(SPLIT)])
@pytest.mark.parametrize("actual", [{}, {"a": "10"}, {"b": "0"}])
def test_one_missing_number_leaves_everything_open(made: Item, actual: dict[str, str]) -> None:
    """Even where the others decide already, a blank is an error and not a 0."""
    assert (made.limit(**actual), made.arithmetic(**actual)) == (None, None)


@pytest.mark.parametrize(
    ("made", "presumed"),
    [
        (ratio(), True),
        (ratio(combine="mean"), False),
        (ratio(combine="min"), False),
        (ratio(SPLIT), False),
        (ratio(ONE), False),
    ],
)
def test_a_split_that_nobody_wrote_is_marked(made: Item, *, presumed: bool) -> None:
    """Where the catalog leaves open how measures share the points, the sentence says that it is presumed."""
    assert ("推定" in made.rule.sentence().zh) == presumed
    assert ("presumed" in made.rule.sentence().en) == presumed


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        (ratio(combine="mean"), "；2个指标取平均。", "; the mean of 2 measures counts."),
        (ratio(combine="min"), "；2个指标取得分最低的。", "; the lowest of 2 measures counts."),
        (ratio(combine="all"), "；2个指标全部达标才得分。", "; nothing unless all 2 measures are met."),
        (ratio(SPLIT), "；各指标分值：“a”2分、“b”1分。", "; points of the measures: “a” 2, “b” 1."),
    ],
)
def test_the_sentence_says_how_measures_are_joined(made: Item, zh: str, en: str) -> None:
    """A county officer reads what each number is worth."""
    said = made.rule.sentence()
    assert said.zh.endswith(zh)
    assert said.en.endswith(en)


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        (ratio(), "“a”3×5/10 = 1.5分；“b”3×4/4 = 3分；平均得2.25分", "“a” 3×5/10 = 1.5; “b” 3×4/4 = 3; their mean is 2.25"),
        (
            ratio(combine="min"),
            "“a”3×5/10 = 1.5分；“b”3×4/4 = 3分；取最低的一个，得1.5分",
            "“a” 3×5/10 = 1.5; “b” 3×4/4 = 3; the lowest counts: 1.5",
        ),
        (
            ratio(combine="all"),
            "“a”3×5/10 = 1.5分；“b”3×4/4 = 3分；全部达标才得分，得0分",
            "“a” 3×5/10 = 1.5; “b” 3×4/4 = 3; all or nothing: 0",
        ),
        (ratio(SPLIT), "“a”2×5/10 = 1分；“b”1×4/4 = 1分；合计得2分", "“a” 2×5/10 = 1; “b” 1×4/4 = 1; in all 2"),
    ],
)  # fmt: skip
def test_the_arithmetic_names_each_part(made: Item, zh: str, en: str) -> None:
    """Each measure's part is told before what they make together."""
    assert made.arithmetic(a="5", b="4") == (zh, en)


def test_a_number_that_does_not_come_out_even_is_told_so() -> None:
    """Only what is exact stands without a sign of doubt."""
    assert ratio(ONE).arithmetic(a="10/3") == ("3×≈3.3333/10 = 1分", "3×≈3.3333/10 = 1")
    assert ratio({"a": {"at_least": "7"}}).arithmetic(a="3") == ("3×3/7 ≈ 1.2857分", "3×3/7 ≈ 1.2857")


@pytest.mark.parametrize(
    ("made", "formula"),
    [
        (ratio(combine="mean"), "({a}+{b})/2"),
        (ratio(combine="min"), "MIN({a},{b})"),
        (ratio(combine="all"), "3*AND({a}+1E-9>=3,{b}+1E-9>=3)"),
    ],
)
def test_the_formula_joins_the_parts(made: Item, formula: str) -> None:
    """No part is written in another way because there are several."""
    parts = {name: f"IF(t_{name}=0,3,3*MIN({name}/t_{name},1))" for name in "ab"}
    assert made.formula == formula.format(**parts)


def test_measures_with_points_of_their_own_are_added() -> None:
    """Each formula holds the points of its measure."""
    assert ratio(SPLIT).formula == "IF(t_a=0,2,2*MIN(a/t_a,1))+IF(t_b=0,1,1*MIN(b/t_b,1))"


@pytest.mark.parametrize(
    ("measures", "parameters", "says"),
    [
        ({}, {}, "没有写 measures"),
        ({"a": {"below": "3"}}, {}, "只能用：at_least"),
        ({**ONE, "b": {"at_least": "4", "points": "3"}}, {}, "都写，或都不写"),
        ({"a": {"at_least": "1", "points": "2"}}, {}, "相加是2，本项分值是3"),
        (SPLIT, {"combine": "mean"}, "combine 用不上"),
        (ONE, {"combine": "mean"}, "只有一个"),
        ({f"m{n}": {"at_least": "1"} for n in range(21)}, {}, "最多由20个指标"),
    ],
)
def test_measures_that_make_no_score_are_refused(
    measures: Measures, parameters: dict[str, str], says: str
) -> None:
    """The sentence says what to change."""
    assert says in refused("ratio", "3", measures, **parameters)


def test_twenty_measures_are_fine() -> None:
    """The longest formula stays within what a cell holds."""
    made = ratio({f"m{n}": {"at_least": "1"} for n in range(20)}, step="0.125", cutoff="0.5")
    assert len(made.formula) < 8192


@pytest.mark.parametrize(
    ("number", "unit", "amounts", "differences"),
    [
        ("3", "次", ("3次", "3 次"), ("3次", "3 次")),
        ("1", "%", ("1%", "1%"), ("1个百分点", "1 percentage point")),
        ("2.5", "%", ("2.5%", "2.5%"), ("2.5个百分点", "2.5 percentage points")),
        ("2", "‰", ("2‰", "2‰"), ("2个千分点", "2 per-mille points")),
    ],
)
def test_a_difference_of_percentages_is_in_points(
    number: str, unit: str, amounts: tuple[str, str], differences: tuple[str, str]
) -> None:
    """5% more and 5 percentage points more are not the same."""
    assert amount(Decimal(number), unit) == amounts
    assert apart(Decimal(number), unit) == differences

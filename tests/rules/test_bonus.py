"""Awards add points up to a cap: the highest level once, or every award."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from drawn import Drawn, Entered, amount
from scoresheet.rule.model import Asked, Comparison, Entries, Goal, MeasureEntry, Reply
from scoresheet.rules import kinds
from scoresheet.rules.bonus import Bonus, BonusParameters

LEVELS = {"state": {"name": "国家级", "points": "5"}, "city": {"name": "市级", "points": "1.5"}}
MEASURES = (Asked("activities", "活动", "次", Comparison.AT_LEAST),)


def rule(points: str = "0", measures: tuple[Asked, ...] = (), **parameters: Any) -> Bonus:
    """Make a rule from parameters as they stand in a catalog, by default with two levels."""
    written = {"levels": LEVELS} | parameters
    return Bonus.build(Decimal(points), BonusParameters.model_validate(written), measures)


def awards(state: int | None, city: int | None) -> Entries:
    """Give the numbers of awards, None for a blank."""
    goal = Goal(Comparison.AT_LEAST, None)
    numbers = {"state": state, "city": city}
    exact = {key: None if number is None else Fraction(number) for key, number in numbers.items()}
    return Entries({key: MeasureEntry(goal, number) for key, number in exact.items()})


HIGHEST = rule()
CUT = rule(at_most="4")
SUMMED = rule(once="sum", at_most="8")


def test_it_is_the_kind_that_its_file_is_named_for() -> None:
    """The catalog finds it under the name of its file."""
    assert kinds()["bonus"] is Bonus


def test_it_comes_on_top_of_the_total() -> None:
    """A bonus is worth nothing in the total that can be reached, and needs no reason where it isn't earned."""
    assert (HIGHEST.is_bonus, HIGHEST.is_explained, HIGHEST.computes) == (True, False, True)
    assert HIGHEST.worth == rule("8", once="sum").worth == 0


@pytest.mark.parametrize("made", [HIGHEST, SUMMED])
@pytest.mark.parametrize("entries", [Entries(), awards(None, None), awards(1, None), awards(None, 0)])
def test_a_blank_is_not_zero(made: Bonus, entries: Entries) -> None:
    """While a number is missing there is neither a limit nor an arithmetic."""
    assert (made.limit(entries), made.arithmetic(entries)) == (None, None)


@pytest.mark.parametrize(
    ("made", "entries", "limit"),
    [
        (HIGHEST, awards(0, 0), "0"),
        (HIGHEST, awards(0, 1), "1.5"),
        (HIGHEST, awards(0, 9), "1.5"),
        (HIGHEST, awards(1, 9), "5"),
        (CUT, awards(0, 1), "1.5"),
        (CUT, awards(1, 0), "4"),
        (SUMMED, awards(0, 0), "0"),
        (SUMMED, awards(1, 1), "6.5"),
        (SUMMED, awards(1, 2), "8"),
        (SUMMED, awards(1, 3), "8"),
        (SUMMED, awards(0, 5), "7.5"),
        (SUMMED, awards(0, 6), "8"),
        (rule("8", once="sum"), awards(9, 9), "8"),
        (rule("4"), awards(1, 0), "4"),
    ],
)
def test_the_limit_is_what_the_awards_add(made: Bonus, entries: Entries, limit: str) -> None:
    """One matter counts at its highest level or every award counts; below, at and above the cap it is exact."""
    assert made.limit(entries) == Fraction(limit)


@pytest.mark.parametrize(
    ("made", "highest"),
    [(HIGHEST, "5"), (CUT, "4"), (SUMMED, "8"), (rule("4"), "4"), (rule("8", once="sum", at_most="8"), "8")],
)
def test_the_range_goes_from_0_to_the_cap(made: Bonus, highest: str) -> None:
    """Without a cap the highest level is the most."""
    assert (made.lowest, made.highest) == (Decimal(0), Decimal(highest))


worths = st.decimals("0.01", 10, places=2)
numbers = st.integers(0, 1000)


@given(state=worths, city=worths, cap=worths, given_numbers=st.tuples(numbers, numbers))
def test_a_sum_is_cut_at_the_cap(
    state: Decimal, city: Decimal, cap: Decimal, given_numbers: tuple[int, int]
) -> None:
    """The limit is what one multiplication gives, stays in the range, and one more award never makes it less."""
    levels = {"state": {"name": "甲", "points": f"{state:f}"}, "city": {"name": "乙", "points": f"{city:f}"}}
    made = rule(levels=levels, once="sum", at_most=f"{cap:f}")
    first, second = given_numbers
    limit, more = made.limit(awards(first, second)), made.limit(awards(first, second + 1))
    assert limit is not None
    assert more is not None
    assert limit == min(first * state + second * city, cap)
    assert made.lowest <= limit <= more <= made.highest


@given(state=worths, city=worths, given_numbers=st.tuples(numbers, numbers))
def test_the_highest_level_counts_once(state: Decimal, city: Decimal, given_numbers: tuple[int, int]) -> None:
    """Without a cap the limit is the highest level that was reached, however often."""
    levels = {"state": {"name": "甲", "points": f"{state:f}"}, "city": {"name": "乙", "points": f"{city:f}"}}
    reached = [worth for worth, number in zip((state, city), given_numbers, strict=True) if number]
    made = rule(levels=levels)
    assert made.limit(awards(*given_numbers)) == max(reached, default=0) <= made.highest


@pytest.mark.parametrize(
    ("made", "entries", "zh", "en"),
    [
        (HIGHEST, awards(0, 0), "没有可加分的 = 0分", "no award = 0"),
        (SUMMED, awards(0, 0), "没有可加分的 = 0分", "no award = 0"),
        (HIGHEST, awards(1, 9), "最高一级“国家级” = 5分", "the highest level is “国家级” = 5"),
        (
            CUT,
            awards(1, 9),
            "最高一级“国家级” = 5分，最多加4分，加分 = 4分",
            "the highest level is “国家级” = 5, at most 4, so the bonus = 4",
        ),
        (
            SUMMED,
            awards(1, 2),
            "1次“国家级”×5 + 2次“市级”×1.5 = 8分",
            "1 × 5 (“国家级”) + 2 × 1.5 (“市级”) = 8",
        ),
        (
            SUMMED,
            awards(2, 0),
            "2次“国家级”×5 = 10分，最多加8分，加分 = 8分",
            "2 × 5 (“国家级”) = 10, at most 8, so the bonus = 8",
        ),
    ],
)
def test_the_arithmetic_is_told_and_adds_up(made: Bonus, entries: Entries, zh: str, en: str) -> None:
    """Which awards count, what they add and where it is cut off is one line."""
    assert made.arithmetic(entries) == (zh, en)


def test_the_sentence_names_levels_and_cap() -> None:
    """A county officer reads what each level adds and how far it goes."""
    assert HIGHEST.sentence() == (
        "加分项：“国家级”加5分、“市级”加1.5分，同一事项按最高的一级计一次，最多加5分。",
        "Bonus: 5 for “国家级”, 1.5 for “市级”; a matter counts once, at its highest level, at most 5.",
    )
    assert SUMMED.sentence() == (
        "加分项：“国家级”每次加5分、“市级”每次加1.5分，累计最多加8分。",
        "Bonus: 5 for each “国家级”, 1.5 for each “市级”, at most 8 in all.",
    )


def test_each_level_is_a_question_for_a_number_of_times() -> None:
    """The form asks how many awards there are, without a target."""
    question = HIGHEST.questions["city"]
    assert (question.name.en, question.unit, question.reply) == ("市级", ("次", "times"), Reply.COUNT)
    assert question.goal == Goal(Comparison.AT_LEAST, None)
    assert list(HIGHEST.questions) == ["state", "city"]


def test_the_formula_is_the_limit_in_excel() -> None:
    """The sheet takes the highest level or adds all up, and cuts at the cap."""
    cells = {"measures.state": "J4", "measures.city": "J5"}
    assert SUMMED.formula(cells) == "MIN(5*J4+1.5*J5,8)"
    assert CUT.formula(cells) == "MIN(MAX(IF(J4>=1,5,0),IF(J5>=1,1.5,0)),4)"
    assert rule(levels={"city": LEVELS["city"]}).formula(cells) == "MIN(IF(J5>=1,1.5,0),1.5)"


@pytest.mark.parametrize(
    "other",
    [
        rule(once="sum", at_most="7"),
        rule(at_most="4"),
        rule(levels={"state": LEVELS["state"]}, once="sum", at_most="8"),
        rule(levels=LEVELS | {"city": {"name": "市级", "points": "1"}}, once="sum", at_most="8"),
        rule(levels={"country": LEVELS["state"], "city": LEVELS["city"]}, once="sum", at_most="8"),
    ],
)
def test_the_signature_changes_with_every_number(other: Bonus) -> None:
    """Levels, cap and way of counting are in it; a name and the place where the cap is written are not."""
    renamed = {"state": {"name": "全国表彰", "points": "5.0"}, "city": LEVELS["city"]}
    same = rule("8", levels=renamed, once="sum")
    assert SUMMED.signature() == same.signature() != other.signature()
    assert HIGHEST.signature() == rule(at_most="5").signature()


@pytest.mark.parametrize(
    "written",
    [
        {"levels": {}},
        {"levels": {"a": {"name": "x", "points": "0"}}},
        {"levels": {"a": {"name": "", "points": "1"}}},
        {"levels": {"a": {"points": "1"}}},
        {"levels": {"a b": {"name": "x", "points": "1"}}},
        {"at_most": "0"},
        {"once": "twice"},
        {"cap": "3"},
    ],
)
def test_parameters_that_make_no_rule_are_refused(written: dict[str, Any]) -> None:
    """At least one level, each with a name and points above 0, and a known way of counting."""
    with pytest.raises(ValidationError):
        rule(**written)


@pytest.mark.parametrize(
    ("points", "measures", "written", "says"),
    [
        ("8", (), {"once": "sum", "at_most": "7"}, "本项分值写的是8，at_most 写的是7"),
        ("0", (), {"once": "sum"}, "请补上 at_most"),
        ("0", (), {"levels": LEVELS | {"city": LEVELS["state"]}}, "有两条都叫“国家级”"),
        (
            "0",
            (),
            {"levels": {f"l{n}": {"name": f"{n}", "points": "1"} for n in range(31)}},
            "这里列了31条，最多30条",
        ),
        ("0", MEASURES, {}, "measures 里的“活动”用不上"),
    ],
)
def test_a_cap_that_cannot_be_meant_is_refused(
    points: str, measures: tuple[Asked, ...], written: dict[str, Any], says: str
) -> None:
    """Two different caps, none for a sum, and measures without use are slips of the pen."""
    with pytest.raises(PydanticCustomError) as refused:
        rule(points, measures, **written)
    assert says in (refused.value.context or {})["zh"]


@pytest.mark.parametrize(("points", "written"), [("0", {"at_most": "5.5"}), ("5.5", {}), ("0", {})])
def test_a_cap_beyond_the_highest_level_binds_nobody(points: str, written: dict[str, Any]) -> None:
    """Where a matter counts once, the highest level is the most whatever the cap says."""
    assert rule(points, **written).highest == Decimal(5)


def drawn(random: Random) -> Drawn:
    """Draw a bonus of one to four levels, with and without a cap, counted once or summed."""
    levels = {
        f"l{number}": {"name": f"级别{number}", "points": amount(random, "0.01", "5")}
        for number in range(random.randint(1, 4))
    }
    written: dict[str, Any] = {"kind": "bonus", "levels": levels, "once": random.choice(["max", "sum"])}
    highest = max(Decimal(level["points"]) for level in levels.values())
    cap = amount(random, "0.01", f"{highest}" if written["once"] == "max" else "12")
    points = "0"
    if written["once"] == "sum" or random.choice([True, False]):
        points = random.choice(["0", cap])
        written |= {"at_most": cap} if points == "0" or random.choice([True, False]) else {}

    def enter(chance: Random) -> Entered:
        return {key: f"{chance.choice([0, 0, 1, 2, 30])}" for key in levels}

    return Drawn({"points": points, "rule": written}, enter)

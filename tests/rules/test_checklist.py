"""Conditions cost their points where they aren't fulfilled; an unanswered one leaves the score open."""

from __future__ import annotations

from collections.abc import Mapping
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
from scoresheet.rules.checklist import Checklist, ChecklistParameters

MEASURES = (Asked("activities", "活动", "次", Comparison.AT_LEAST),)


def rule(points: str, measures: tuple[Asked, ...] = (), **conditions: dict[str, str]) -> Checklist:
    """Make a rule from conditions as they stand in a catalog, each named for its id."""
    named = {key: {"name": key} | written for key, written in conditions.items()}
    return Checklist.build(
        Decimal(points), ChecklistParameters.model_validate({"conditions": named}), measures
    )


def replies(**answers: bool | None) -> Entries:
    """Give the answers of a unit, None for a blank."""
    goal = Goal(Comparison.EQUALS, Decimal(1))
    numbers = {key: None if said is None else Fraction(said) for key, said in answers.items()}
    return Entries({key: MeasureEntry(goal, number) for key, number in numbers.items()})


EARNED = rule("3", a={"points": "2"}, b={"points": "1"})
LOST = rule("3", a={"deduct": "0.5"}, b={"deduct": "1"})
MIXED = rule("3", a={"points": "2"}, b={"deduct": "3"})


def test_it_is_the_kind_that_its_file_is_named_for() -> None:
    """The catalog finds it under the name of its file."""
    assert kinds()["checklist"] is Checklist
    assert EARNED.computes
    assert EARNED.is_explained


@pytest.mark.parametrize("entries", [Entries(), replies(a=True), replies(a=False, b=None)])
def test_an_unanswered_condition_is_not_a_no(entries: Entries) -> None:
    """While an answer is missing there is neither a limit nor an arithmetic."""
    assert (MIXED.limit(entries), MIXED.arithmetic(entries)) == (None, None)


@pytest.mark.parametrize(
    ("made", "entries", "limit"),
    [
        (EARNED, replies(a=True, b=True), "3"),
        (EARNED, replies(a=False, b=True), "1"),
        (EARNED, replies(a=False, b=False), "0"),
        (LOST, replies(a=True, b=True), "3"),
        (LOST, replies(a=False, b=True), "2.5"),
        (LOST, replies(a=False, b=False), "1.5"),
        (MIXED, replies(a=False, b=True), "1"),
        (MIXED, replies(a=True, b=False), "0"),
        (MIXED, replies(a=False, b=False), "0"),
    ],
)
def test_the_limit_is_the_points_less_what_is_missing(made: Checklist, entries: Entries, limit: str) -> None:
    """Each condition that isn't fulfilled costs its own number, and nothing falls below 0."""
    assert made.limit(entries) == Fraction(limit)


@pytest.mark.parametrize(("made", "lowest"), [(EARNED, "0"), (LOST, "1.5"), (MIXED, "0")])
def test_the_range_ends_where_nothing_more_can_be_lost(made: Checklist, lowest: str) -> None:
    """Deductions that don't use up the points leave the rest."""
    assert (made.lowest, made.highest) == (Decimal(lowest), Decimal(3))


costs = st.decimals("0.01", 5, places=2)


@given(points=st.decimals(5, 20, places=2), first=costs, second=costs, done=st.tuples(*[st.booleans()] * 2))
def test_the_limit_falls_with_every_no(
    points: Decimal, first: Decimal, second: Decimal, done: tuple[bool, bool]
) -> None:
    """The limit stays in the range, is what one subtraction gives, and a yes never makes it less."""
    made = rule(f"{points:f}", a={"deduct": f"{first:f}"}, b={"deduct": f"{second:f}"})
    limit, better = made.limit(replies(a=done[0], b=done[1])), made.limit(replies(a=True, b=done[1]))
    assert limit is not None
    assert better is not None
    assert limit == max(Decimal(0), points - (not done[0]) * first - (not done[1]) * second)
    assert made.lowest <= limit <= better <= made.highest


@pytest.mark.parametrize(
    ("made", "entries", "zh", "en"),
    [
        (
            EARNED,
            replies(a=True, b=True),
            "条件都已做到，得 3 − 0 = 3分",
            "every condition is fulfilled, so 3 − 0 = 3",
        ),
        (
            EARNED,
            replies(a=False, b=True),
            "没有做到“a”，扣 2分，得 3 − 2 = 1分",
            "not fulfilled: “a”, 2 off, so 3 − 2 = 1",
        ),
        (
            MIXED,
            replies(a=False, b=False),
            "没有做到“a”、“b”，扣 2 + 3 = 5分，扣完3分为止，得 3 − 3 = 0分",
            "not fulfilled: “a”, “b”, 2 + 3 = 5 off, of which 3 can be lost, so 3 − 3 = 0",
        ),
    ],
)
def test_the_arithmetic_is_told_and_adds_up(made: Checklist, entries: Entries, zh: str, en: str) -> None:
    """What is missing, what it costs and what is left is one line."""
    assert made.arithmetic(entries) == (zh, en)


def test_the_sentence_names_every_condition() -> None:
    """A county officer reads what each condition is worth."""
    assert EARNED.sentence() == (
        "满分3分，按条件计分：“a”2分、“b”1分。",
        "3 points, by condition: “a” 2, “b” 1.",
    )
    assert LOST.sentence() == (
        "满分3分，没有做到的扣分：“a”0.5分、“b”1分；最低1.5分。",
        "3 points, less what isn't fulfilled: “a” 0.5, “b” 1; never below 1.5.",
    )


def test_each_condition_is_a_question_to_be_answered_with_yes() -> None:
    """The form asks for yes or no; yes is hoped for."""
    question = EARNED.questions["b"]
    assert (question.name.zh, question.unit.zh, question.reply) == ("b", "是/否", Reply.YES_NO)
    assert [question.goal.met_by(Fraction(reply)) for reply in (0, 1)] == [False, True]
    assert list(EARNED.questions) == ["a", "b"]


def test_the_formula_is_the_limit_in_excel() -> None:
    """The sheet subtracts for each answer that is 0."""
    cells = {"measures.a": "J4", "measures.b": "J5"}
    assert MIXED.formula(cells) == "MAX(3-2*(1-J4)-3*(1-J5),0)"


@pytest.mark.parametrize(
    "other",
    [
        rule("4", a={"deduct": "0.5"}, b={"deduct": "1"}),
        rule("3", a={"deduct": "0.6"}, b={"deduct": "1"}),
        rule("3", a={"deduct": "0.5"}),
        rule("3", a={"deduct": "0.5"}, c={"deduct": "1"}),
    ],
)
def test_the_signature_changes_with_every_number(other: Checklist) -> None:
    """Points, conditions and what they cost are in it; a name or another spelling of a number is no change."""
    renamed = rule("3.0", a={"name": "另一种说法", "deduct": "0.50"}, b={"deduct": "1"})
    assert LOST.signature() == renamed.signature() != other.signature()


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"conditions": {}},
        {"conditions": {"a": {"name": "x"}}},
        {"conditions": {"a": {"name": "x", "points": "1", "deduct": "1"}}},
        {"conditions": {"a": {"name": "x", "points": "0"}}},
        {"conditions": {"a": {"name": "x", "deduct": "-1"}}},
        {"conditions": {"a": {"name": "", "deduct": "1"}}},
        {"conditions": {"a": {"deduct": "1"}}},
        {"conditions": {"a/b": {"name": "x", "deduct": "1"}}},
        {"conditions": {"a": {"name": "x", "deduct": "1"}}, "combine": "min"},
    ],
)
def test_parameters_that_make_no_rule_are_refused(written: dict[str, Any]) -> None:
    """At least one condition, each with a name and one number above 0."""
    with pytest.raises(ValidationError):
        ChecklistParameters.model_validate(written)


@pytest.mark.parametrize(
    ("points", "measures", "conditions", "says"),
    [
        ("3", (), {"a": {"points": "2"}}, "各条件的分值相加是2，本项分值是3"),
        ("3", (), {"a": {"points": "2"}, "b": {"points": "2"}}, "各条件的分值相加是4，本项分值是3"),
        ("3", (), {"a": {"points": "4"}, "b": {"deduct": "1"}}, "相加是4，超过本项分值3"),
        ("3", (), {"a": {"deduct": "3.1"}}, "“a”扣3.1分，超过本项分值3"),
        ("3", (), {"a": {"name": "b", "deduct": "1"}, "b": {"deduct": "1"}}, "有两条都叫“b”"),
        ("3", (), {f"c{number}": {"deduct": "1"} for number in range(51)}, "这里列了51条，最多50条"),
        ("3", MEASURES, {"a": {"points": "3"}}, "measures 里的“活动”用不上"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(
    points: str, measures: tuple[Asked, ...], conditions: dict[str, dict[str, str]], says: str
) -> None:
    """Points have to add up, nothing may cost more than the item, and nothing may be asked in vain."""
    with pytest.raises(PydanticCustomError) as refused:
        rule(points, measures, **conditions)
    assert says in (refused.value.context or {})["zh"]


def test_numbers_that_just_fit_are_taken() -> None:
    """A deduction of all the points, points that leave nothing for the rest, and fifty conditions are fine."""
    assert rule("3", a={"deduct": "3"}).lowest == 0
    assert rule("3", a={"points": "3"}, b={"deduct": "1"}).lowest == 0
    assert rule("3", (), **{f"c{number}": {"deduct": "0.01"} for number in range(50)}).lowest == Decimal(
        "2.5"
    )


def drawn(random: Random) -> Drawn:
    """Draw an item whose conditions are all worth points, or cost some, or both."""
    ids = [f"c{number}" for number in range(random.randint(1, 6))]
    worth = {key: amount(random, "0.01", "2") for key in ids}
    points = sum(map(Decimal, worth.values()))
    extra = {f"d{number}": amount(random, "0.01", f"{points}") for number in range(random.randint(0, 2))}
    named: dict[str, Any] = {
        key: {"name": key, "deduct" if random.choice([True, False]) else "points": number}
        for key, number in worth.items()
    }
    if not any("deduct" in condition for condition in named.values()) or random.choice([True, False]):
        named |= {key: {"name": key, "deduct": number} for key, number in extra.items()}

    def enter(chance: Random) -> Entered:
        said: Mapping[str, str] = {key: chance.choice(["0", "1", "1"]) for key in named}
        return said

    return Drawn({"points": f"{points}", "rule": {"kind": "checklist", "conditions": named}}, enter)

"""A veto has no score: it asks one question, and its answer changes the grade."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from scoresheet.rule.model import Asked, Comparison, Effect, Entries, Goal, MeasureEntry, Reply, Veto
from scoresheet.rules import kinds
from scoresheet.rules.veto import VetoParameters, VetoRule

MEASURES = (Asked("cases", "案件", "起", Comparison.AT_MOST),)


def rule(points: str = "0", measures: tuple[Asked, ...] = (), **parameters: Any) -> VetoRule:
    """Make a rule from parameters as they stand in a catalog."""
    return VetoRule.build(Decimal(points), VetoParameters.model_validate(parameters), measures)


def said(answer: int | None) -> Entries:
    """Give the answer to the question: 1 yes, 0 no, None a blank."""
    goal = Goal(Comparison.EQUALS, Decimal(0))
    return Entries({"triggered": MeasureEntry(goal, None if answer is None else Fraction(answer))})


NO_AWARD = rule(effect="no_award")


def test_it_is_the_kind_that_its_file_is_named_for() -> None:
    """The catalog finds it under the name of its file."""
    assert kinds()["veto"] is VetoRule


@pytest.mark.parametrize(
    ("entries", "triggered"), [(Entries(), None), (said(None), None), (said(0), False), (said(1), True)]
)
def test_it_applies_where_the_answer_is_yes(entries: Entries, triggered: bool | None) -> None:
    """A unit that hasn't answered has neither triggered it nor not."""
    assert NO_AWARD.is_triggered(entries) is triggered


def test_it_has_no_score() -> None:
    """The cell of the score says so; nothing is computed, explained or added to the total."""
    assert NO_AWARD.cell_reads == ("不计分", "not scored")
    assert NO_AWARD.lowest == NO_AWARD.highest == NO_AWARD.worth == 0
    assert NO_AWARD.limit(said(1)) == 0
    assert (NO_AWARD.computes, NO_AWARD.is_explained, NO_AWARD.is_bonus) == (False, False, False)
    assert (NO_AWARD.formula({}), NO_AWARD.arithmetic(said(1))) == (None, None)


def test_it_asks_one_question_to_be_answered_with_no() -> None:
    """The form asks whether it happened; no is hoped for."""
    (question,) = NO_AWARD.questions.values()
    assert list(NO_AWARD.questions) == ["triggered"]
    assert question.name == ("是否发生本项所列情形", "Did this occur")
    assert question.reply is Reply.YES_NO
    assert [question.goal.met_by(Fraction(reply)) for reply in (0, 1)] == [True, False]


EFFECTS = [
    (NO_AWARD, Veto(Effect.NO_AWARD), "取消评优资格", "the unit is excluded from awards"),
    (
        rule(effect="fixed_grade", grade="不合格"),
        Veto(Effect.FIXED_GRADE, "不合格"),
        "等次定为“不合格”",
        "the grade is “不合格”",
    ),
    (
        rule(effect="grade_at_most", grade="良好"),
        Veto(Effect.GRADE_AT_MOST, "良好"),
        "等次不高于“良好”",
        "the grade is “良好” at best",
    ),
    (
        rule(effect="one_grade_down"),
        Veto(Effect.ONE_GRADE_DOWN),
        "等次降一级",
        "the grade is lowered by one",
    ),
]


@pytest.mark.parametrize(("made", "veto", "zh", "en"), EFFECTS)
def test_the_effect_is_given_and_told(made: VetoRule, veto: Veto, zh: str, en: str) -> None:
    """What becomes of the grade stands in the rule and in its sentence."""
    assert made.veto == veto
    assert made.sentence() == (
        f"否决项，不计分；发生本项所列情形的，{zh}。",
        f"A veto, not scored; where this has occurred, {en}.",
    )


def test_the_signature_changes_with_effect_and_grade() -> None:
    """Every effect and every grade is another rule."""
    rules = [made for made, *_ in EFFECTS] + [rule(effect="fixed_grade", grade="良好")]
    assert len({made.signature() for made in rules}) == len(rules)
    assert NO_AWARD.signature() == rule("0.0", effect="no_award").signature()


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"effect": "shame"},
        {"effect": "fixed_grade"},
        {"effect": "grade_at_most"},
        {"effect": "grade_at_most", "grade": " "},
        {"effect": "grade_at_most", "grade": "很" * 21},
        {"effect": "no_award", "grade": "良好"},
        {"effect": "one_grade_down", "grade": "良好"},
        {"effect": "no_award", "deduct": "1"},
    ],
)
def test_parameters_that_make_no_rule_are_refused(written: dict[str, Any]) -> None:
    """The effect is known, and a grade stands there exactly where the effect names one."""
    with pytest.raises(ValidationError):
        rule(**written)


@pytest.mark.parametrize(
    ("points", "measures", "says"),
    [("1", (), "本项分值却是1。请改为0"), ("0", MEASURES, "measures 里的“案件”用不上")],
)
def test_an_item_that_gives_points_or_takes_numbers_is_no_veto(
    points: str, measures: tuple[Asked, ...], says: str
) -> None:
    """Points that nobody can get and numbers that nothing follows from are refused."""
    with pytest.raises(PydanticCustomError) as refused:
        rule(points, measures, effect="no_award")
    assert says in (refused.value.context or {})["zh"]

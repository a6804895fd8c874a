"""Something that must not happen: it gives no points, but it changes the grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from pydantic import BaseModel, Field, model_validator

from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.rule.asking import check_questions
from scoresheet.rule.model import (
    Asked,
    Comparison,
    Effect,
    Entries,
    Example,
    Goal,
    Question,
    Reply,
    Rule,
    Veto,
)
from scoresheet.rule.parameters import Strict, refusal

_NAMES_A_GRADE = frozenset({Effect.FIXED_GRADE, Effect.GRADE_AT_MOST})


class VetoParameters(Strict):
    """The effect, and the grade where the effect names one."""

    effect: Effect
    """no_award 取消评优，fixed_grade 定为某等次，grade_at_most 不高于某等次，one_grade_down 降一等 / no_award: excluded from awards; fixed_grade: this grade; grade_at_most: this grade at best; one_grade_down: a grade lower"""
    grade: str | None = Field(default=None, min_length=1, max_length=20)
    """等次名称，与 ranking 的 grades 一致 / the grade that the effect names, one of those of ranking"""

    @model_validator(mode="after")
    def _grade_where_named(self) -> Self:
        if self.effect in _NAMES_A_GRADE and self.grade is None:
            raise refusal(_GRADE_MISSING)
        if self.effect not in _NAMES_A_GRADE and self.grade is not None:
            raise refusal(_grade_unused(self.effect, self.grade), at="grade")
        return self


_GRADE_MISSING = Text(
    "这种否决要写明是哪个等次。请补上一行“grade: …”，等次名称与 ranking 的 grades 一致。",
    "This effect names a grade. Add a line “grade: …” with the name of one of the grades of ranking.",
)


def _grade_unused(effect: Effect, grade: str) -> Text:
    return Text(
        f"{effect.value} 不涉及某个等次，“{grade}”用不上。请删去 grade，或把 effect 改为 fixed_grade 或 grade_at_most。",
        f"{effect.value} names no grade, so “{grade}” has no use. Remove grade, or make the effect fixed_grade or grade_at_most.",
    )


@dataclass(frozen=True, slots=True)
class VetoRule(Rule):
    """A question whose answer yes changes the unit's grade and leaves its score alone."""

    kind: ClassVar[str] = "veto"
    Parameters: ClassVar[type[BaseModel]] = VetoParameters
    worth_points: ClassVar[bool] = False
    wording: ClassVar[Text] = Text(
        "发生重大责任事故的，取消评优资格；弄虚作假的，考核等次定为不合格",
        "a serious accident excludes from awards; false figures make the grade “failed”",
    )
    example: ClassVar[Example] = Example(
        "points: 0\nrule: {kind: veto, effect: no_award}",
        {"triggered": "0"},
        None,
    )

    effect: Effect = Effect.NO_AWARD
    grade: str | None = None

    @classmethod
    def build(cls, points: Decimal, parameters: VetoParameters, measures: tuple[Asked, ...] = ()) -> Self:
        """Make the rule; raises the `refusal` of an item that is worth something, or that has measures."""
        if points:
            raise refusal(_worth_something(points))
        check_questions((), measures, 1)
        return cls(points, parameters.effect, parameters.grade)

    @property
    def cell_reads(self) -> Text | None:
        """There is no score to state."""
        return Text("不计分", "not scored")

    @property
    def questions(self) -> Mapping[str, Question]:
        """Whether what the item names has happened."""
        return {"triggered": Question(_HAPPENED, _YES_OR_NO, Reply.YES_NO, _HOPED_FOR)}

    @property
    def veto(self) -> Veto | None:
        """The effect on the grade."""
        return Veto(self.effect, self.grade)

    def is_triggered(self, entries: Entries) -> bool | None:
        """Tell whether the unit answered yes; None while it hasn't answered."""
        answer = entries.actual("triggered")
        return None if answer is None else bool(answer)

    def sentence(self) -> Text:
        """Say what becomes of the grade."""
        effect = self._effect()
        return Text(
            f"否决项，不计分；发生本项所列情形的，{effect.zh}。",
            f"A veto, not scored; where this has occurred, {effect.en}.",
        )

    def _effect(self) -> Text:
        match self.effect:
            case Effect.NO_AWARD:
                return Text("取消评优资格", "the unit is excluded from awards")
            case Effect.FIXED_GRADE:
                return Text(f"等次定为“{self.grade}”", f"the grade is “{self.grade}”")
            case Effect.GRADE_AT_MOST:
                return Text(f"等次不高于“{self.grade}”", f"the grade is “{self.grade}” at best")
            case Effect.ONE_GRADE_DOWN:
                return Text("等次降一级", "the grade is lowered by one")


_HAPPENED = Text("是否发生本项所列情形", "Did this occur")
_YES_OR_NO = Text("是/否", "yes/no")
_HOPED_FOR = Goal(Comparison.EQUALS, Decimal(0))


def _worth_something(points: Decimal) -> Text:
    return Text(
        f"否决项不计分，本项分值却是{plain(points)}。请改为0；要扣分的，请改用 events 等计分规则。",
        f"A veto gives no points, but the item is worth {plain(points)}. Write 0; to take points off, use a rule such as events.",
    )

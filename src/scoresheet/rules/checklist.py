"""Conditions that are fulfilled or not: each one that isn't costs its points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from pydantic import BaseModel, Field, model_validator

from scoresheet.figures import plain, told
from scoresheet.language import Text, same
from scoresheet.rule.asking import check_questions
from scoresheet.rule.model import WORDS, Asked, Comparison, Entries, Example, Goal, Question, Reply, Rule
from scoresheet.rule.parameters import Id, Number, Strict, refusal

_MOST = 50


class ConditionParameters(Strict):
    """A condition: `points` that it is worth, or what is to `deduct` where it isn't fulfilled."""

    name: str = Field(min_length=1, max_length=100)
    """条件 / the condition"""
    points: Number | None = Field(default=None, gt=0)
    """做到得几分 / what it is worth"""
    deduct: Number | None = Field(default=None, gt=0)
    """没做到扣几分 / what is taken off without it"""

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        if (self.points is None) == (self.deduct is None):
            raise refusal(_ONE_NUMBER)
        return self

    @property
    def cost(self) -> Decimal:
        """What is lost where the condition isn't fulfilled."""
        return next(each for each in (self.points, self.deduct) if each is not None)


_ONE_NUMBER = Text(
    "每个条件要写做到得几分（points）或没做到扣几分（deduct），两种里写一种，并且只写一种。",
    "A condition says what it is worth (points) or what is taken off without it (deduct): one of the two and only one.",
)


class ChecklistParameters(Strict):
    """The conditions, each with a name and a number."""

    conditions: dict[Id, ConditionParameters] = Field(min_length=1)
    """各条件：编号: {name, points 或 deduct} / the conditions: id: {name, points or deduct}"""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is fulfilled or not; `cost` is what is lost where it isn't."""

    name: str = field(metadata=WORDS)
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Checklist(Rule):
    """Points minus what the conditions cost that aren't fulfilled, never below 0."""

    kind: ClassVar[str] = "checklist"
    Parameters: ClassVar[type[BaseModel]] = ChecklistParameters
    wording: ClassVar[Text] = Text(
        "有方案、有台账、有总结，每缺一项扣0.5分；制度健全得2分，专人负责得1分",
        "0.5 off for each of plan, records and summary that is missing; 2 points for rules, 1 for a person in charge",
    )
    example: ClassVar[Example] = Example(
        "points: 3\n"
        "rule:\n"
        "  kind: checklist\n"
        "  conditions:\n"
        "    rules: {name: 制度健全, points: 2}\n"
        "    person: {name: 有专人负责, points: 1}",
        {"rules": "1", "person": "0"},
        "2",
    )

    conditions: Mapping[str, Condition] = field(default_factory=dict)

    @classmethod
    def build(
        cls, points: Decimal, parameters: ChecklistParameters, measures: tuple[Asked, ...] = ()
    ) -> Self:
        """Make the rule; raises the `refusal` of conditions whose points don't fit the item's."""
        asked = parameters.conditions
        check_questions([one.name for one in asked.values()], measures, _MOST)
        _check_points(points, list(asked.values()))
        costs = {key: Condition(one.name, one.cost) for key, one in asked.items()}
        return cls(points, costs)

    @property
    def lowest(self) -> Decimal:
        """The points without those of any condition, 0 where nothing would be left."""
        return max(self.points - self._whole, Decimal(0))

    @property
    def computes(self) -> bool:
        """The score follows from the answers."""
        return True

    @property
    def questions(self) -> Mapping[str, Question]:
        """Whether each condition is fulfilled."""
        goal = Goal(Comparison.EQUALS, Decimal(1))
        return {
            key: Question(same(one.name), _YES_OR_NO, Reply.YES_NO, goal)
            for key, one in self.conditions.items()
        }

    def limit(self, entries: Entries) -> Fraction | None:
        """Give the points that are left, None while a condition is unanswered."""
        missed = self._missed(entries)
        return None if missed is None else Fraction(max(self.points - _sum(missed), Decimal(0)))

    def formula(self, cells: Mapping[str, str]) -> str | None:
        """Give the same in Excel, where yes is 1 and no is 0."""
        lost = (f"-{plain(one.cost)}*(1-{cells[f'measures.{key}']})" for key, one in self.conditions.items())
        return f"MAX({plain(self.points)}{''.join(lost)},0)"

    def arithmetic(self, entries: Entries) -> Text | None:
        """Say which conditions aren't fulfilled and what is left; None while one is unanswered."""
        missed, limit = self._missed(entries), self.limit(entries)
        if missed is None or limit is None:
            return None
        zh, en = _said(missed)
        lost, points = _sum(missed), self.points
        if lost > points:
            zh, en = f"{zh}，扣完{plain(points)}分为止", f"{en}, of which {plain(points)} can be lost"
        result = f"{plain(points)} − {plain(min(lost, points))} = {told(limit)}"
        return Text(f"{zh}，得 {result}分", f"{en}, so {result}")

    def sentence(self) -> Text:
        """Say what each condition is worth."""
        zh = "、".join(f"“{one.name}”{plain(one.cost)}分" for one in self.conditions.values())
        en = ", ".join(f"“{one.name}” {plain(one.cost)}" for one in self.conditions.values())
        points, lowest = plain(self.points), plain(self.lowest)
        if self._whole == self.points:
            return Text(f"满分{points}分，按条件计分：{zh}。", f"{points} points, by condition: {en}.")
        return Text(
            f"满分{points}分，没有做到的扣分：{zh}；最低{lowest}分。",
            f"{points} points, less what isn't fulfilled: {en}; never below {lowest}.",
        )

    @property
    def _whole(self) -> Decimal:
        return _sum(list(self.conditions.values()))

    def _missed(self, entries: Entries) -> list[Condition] | None:
        missed = []
        for key, one in self.conditions.items():
            answer = entries.actual(key)
            if answer is None:
                return None
            if not answer:
                missed.append(one)
        return missed


_YES_OR_NO = Text("是/否", "yes/no")


def _sum(conditions: list[Condition]) -> Decimal:
    return sum((one.cost for one in conditions), Decimal(0))


def _said(missed: list[Condition]) -> tuple[str, str]:
    if not missed:
        return "条件都已做到", "every condition is fulfilled"
    zh, en = "、".join(f"“{one.name}”" for one in missed), ", ".join(f"“{one.name}”" for one in missed)
    costs, total = " + ".join(plain(one.cost) for one in missed), plain(_sum(missed))
    lost = f"{costs} = {total}" if len(missed) > 1 else total
    return f"没有做到{zh}，扣 {lost}分", f"not fulfilled: {en}, {lost} off"


def _check_points(points: Decimal, conditions: list[ConditionParameters]) -> None:
    earned = [one.points for one in conditions if one.points is not None]
    total = sum(earned, Decimal(0))
    if len(earned) == len(conditions) and total != points:
        raise refusal(_other_sum(total, points), at="conditions")
    if total > points:
        raise refusal(_above(total, points), at="conditions")
    for one in conditions:
        if one.deduct is not None and one.deduct > points:
            raise refusal(_costly(one.name, one.deduct, points), at="conditions")


def _other_sum(found: Decimal, points: Decimal) -> Text:
    return Text(
        f"各条件的分值相加是{plain(found)}，本项分值是{plain(points)}。请改成一致。",
        f"The points of the conditions add up to {plain(found)}, the item is worth {plain(points)}. Make them agree.",
    )


def _above(found: Decimal, points: Decimal) -> Text:
    return Text(
        f"写了分值的条件相加是{plain(found)}，超过本项分值{plain(points)}。请核对。",
        f"The conditions with points add up to {plain(found)}, more than the {plain(points)} of the item. Check them.",
    )


def _costly(name: str, deduct: Decimal, points: Decimal) -> Text:
    return Text(
        f"“{name}”扣{plain(deduct)}分，超过本项分值{plain(points)}，扣不了这么多。请改为不大于{plain(points)}的数。",
        f"“{name}” takes {plain(deduct)} off, but the item is worth {plain(points)}. Write {plain(points)} or less.",
    )

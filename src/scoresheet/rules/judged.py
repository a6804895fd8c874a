"""The unit states its own score between 0 and the points; the notice prints no rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from pydantic import BaseModel

from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.rule.model import Asked, Example, Rule
from scoresheet.rule.parameters import Strict


class JudgedParameters(Strict):
    """None: nothing is known beyond the points."""


@dataclass(frozen=True, slots=True)
class Judged(Rule):
    """The rule of an item whose notice prints no rule: any score from 0 to the points."""

    kind: ClassVar[str] = "judged"
    Parameters: ClassVar[type[BaseModel]] = JudgedParameters
    wording: ClassVar[Text] = Text(
        "工作有安排、有落实、有成效；按要求完成各项任务（没有写明怎样计分）",
        "work is planned, done and shows results; all tasks are carried out as asked (no rule is printed)",
    )
    example: ClassVar[Example] = Example("points: 3\nrule: {kind: judged}", {}, None)

    @classmethod
    def build(
        cls,
        points: Decimal,
        parameters: JudgedParameters,
        measures: tuple[Asked, ...] = (),
    ) -> Self:
        """Make the rule of an item that is worth `points`."""
        return cls(points)

    def sentence(self) -> Text:
        """Say the rule."""
        points = plain(self.points)
        return Text(f"由填报单位自评，0至{points}分。", f"Self-rated, from 0 to {points} points.")

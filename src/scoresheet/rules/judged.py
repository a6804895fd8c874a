"""The unit states its own score between 0 and the points; the notice prints no rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from pydantic import BaseModel

from scoresheet.language import Text
from scoresheet.rule import Rule, Strict, plain


class JudgedParameters(Strict):
    """None: nothing is known beyond the points."""


@dataclass(frozen=True, slots=True)
class Judged(Rule):
    """The rule of an item whose notice prints no rule: any score from 0 to the points."""

    kind: ClassVar[str] = "judged"
    Parameters: ClassVar[type[BaseModel]] = JudgedParameters

    @classmethod
    def build(cls, points: Decimal, parameters: JudgedParameters) -> Self:  # noqa: ARG003 - it has none
        """Make the rule of an item that is worth `points`."""
        return cls(points)

    def sentence(self) -> Text:
        """Say the rule."""
        points = plain(self.points)
        return Text(f"由填报单位自评，0至{points}分。", f"Self-rated, from 0 to {points} points.")

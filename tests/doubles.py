"""Scoring rules that stand in for a bonus, a veto and a score by place, as simple as can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from pydantic import BaseModel

from scoresheet.language import Text, same
from scoresheet.rule.model import Asked, Effect, Entries, Rule, Veto
from scoresheet.rule.parameters import Strict


class Nothing(Strict):
    """No parameters."""


@dataclass(frozen=True, slots=True)
class Bonus(Rule):
    """Up to `most` points on top of the total."""

    kind: ClassVar[str] = "bonus double"
    Parameters: ClassVar[type[BaseModel]] = Nothing
    worth_points: ClassVar[bool] = False

    most: Decimal = Decimal(5)

    @classmethod
    def build(cls, points: Decimal, parameters: Any, measures: tuple[Asked, ...] = ()) -> Self:  # noqa: ARG003 - it has none
        """Make the rule."""
        return cls(points)

    @property
    def highest(self) -> Decimal:
        """The most."""
        return self.most

    @property
    def is_bonus(self) -> bool:
        """It is one."""
        return True

    def sentence(self) -> Text:
        """Say it."""
        return same("加分")


@dataclass(frozen=True, slots=True)
class VetoDouble(Rule):
    """A veto that applies where the unit reports any event `happened`."""

    kind: ClassVar[str] = "veto double"
    Parameters: ClassVar[type[BaseModel]] = Nothing
    worth_points: ClassVar[bool] = False

    effect: Effect = Effect.NO_AWARD
    grade: str | None = None

    @classmethod
    def build(cls, points: Decimal, parameters: Any, measures: tuple[Asked, ...] = ()) -> Self:  # noqa: ARG003 - it has none
        """Make the rule."""
        return cls(points)

    @property
    def cell_reads(self) -> Text | None:
        """There is no score."""
        return Text("否决项", "veto")

    @property
    def veto(self) -> Veto | None:
        """Give the effect."""
        return Veto(self.effect, self.grade)

    def is_triggered(self, entries: Entries) -> bool | None:
        """Tell whether anything happened."""
        count = entries.events.get("happened")
        return None if count is None else count > 0

    def sentence(self) -> Text:
        """Say it."""
        return same("否决")


@dataclass(frozen=True, slots=True)
class ByPlace(Rule):
    """All points for the greatest `number`, a third less for each place after it; equal numbers score alike."""

    kind: ClassVar[str] = "rank double"
    Parameters: ClassVar[type[BaseModel]] = Nothing

    @classmethod
    def build(cls, points: Decimal, parameters: Any, measures: tuple[Asked, ...] = ()) -> Self:  # noqa: ARG003 - it has none
        """Make the rule."""
        return cls(points)

    @property
    def cell_reads(self) -> Text | None:
        """The score comes later."""
        return Text("待定", "pending")

    @property
    def ranks_units(self) -> bool:
        """It does."""
        return True

    def compared(self, entries: Entries) -> Fraction | None:
        """Give the number."""
        count = entries.events.get("number")
        return None if count is None else Fraction(count)

    def by_place(self, compared: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """Give the scores."""
        better = {
            unit: sum(other > number for other in compared.values()) for unit, number in compared.items()
        }
        return {unit: Fraction(self.points) * (1 - Fraction(places, 3)) for unit, places in better.items()}

    def sentence(self) -> Text:
        """Say it."""
        return same("按名次计分")

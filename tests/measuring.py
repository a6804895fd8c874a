"""Items whose score follows from achieved numbers, as the tests of the rules write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from scoresheet.language import Text
from scoresheet.rule.model import Asked, Comparison, Entries, Goal, MeasureEntry, Rule
from scoresheet.rules import kinds

Measures = Mapping[str, Mapping[str, str | None]]
"""Measures by id: one comparison each, as in a catalog; unit 次 and the id as its name where nothing else is said."""

ONE: Measures = {"a": {"at_least": "10"}}
TWO: Measures = {"a": {"at_least": "10"}, "b": {"at_least": "4"}}
SPLIT: Measures = {"a": {"at_least": "10", "points": "2"}, "b": {"at_least": "4", "points": "1"}}


@dataclass(frozen=True, slots=True)
class Item:
    """A rule with the goals of its measures."""

    rule: Rule
    goals: Mapping[str, Goal]

    def entries(self, **actual: str | Fraction | None) -> Entries:
        """Give what a unit entered; a measure that isn't named is blank."""
        given = {name: Fraction(value) for name, value in actual.items() if value is not None}
        return Entries({name: MeasureEntry(goal, given.get(name)) for name, goal in self.goals.items()})

    def limit(self, **actual: str | Fraction | None) -> Fraction | None:
        """Give the score that numbers make."""
        return self.rule.limit(self.entries(**actual))

    def arithmetic(self, **actual: str | Fraction | None) -> Text | None:
        """Give the computation in words."""
        return self.rule.arithmetic(self.entries(**actual))

    @property
    def formula(self) -> str:
        """Give the formula, in which the cell of a measure is called like it and that of its target t_ before it."""
        cells = {f"measures.{name}": name for name in self.goals} | {
            f"targets.{name}": f"t_{name}" for name in self.goals
        }
        formula = self.rule.formula(cells)
        assert formula is not None
        return formula


def item(kind: str, points: str = "3", measures: Measures = ONE, **parameters: Any) -> Item:
    """Make an item from what stands in a catalog."""
    goals = {name: _goal(measure) for name, measure in measures.items()}
    asked = tuple(
        Asked(
            name,
            str(measure.get("name", name)),
            str(measure.get("unit", "次")),
            goals[name].comparison,
            None if measure.get("points") is None else Decimal(str(measure["points"])),
        )
        for name, measure in measures.items()
    )
    rule = kinds()[kind]
    return Item(rule.build(Decimal(points), rule.Parameters.model_validate(parameters), asked), goals)


def refused(kind: str, points: str = "3", measures: Measures = ONE, **parameters: Any) -> str:
    """Give the sentence with which an item is refused."""
    with pytest.raises(PydanticCustomError) as caught:
        item(kind, points, measures, **parameters)
    context = caught.value.context or {}
    assert context["en"]
    return str(context["zh"])


def _goal(measure: Mapping[str, str | None]) -> Goal:
    (comparison,) = (one for one in Comparison if one.value in measure)
    target = measure[comparison.value]
    return Goal(comparison, None if target is None else Decimal(target))

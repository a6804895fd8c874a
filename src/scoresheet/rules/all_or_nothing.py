"""All of the points where the target is met, else none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from pydantic import BaseModel

from scoresheet.language import Text
from scoresheet.rule.measured import Combine, MeasuredParameters, MeasuredRule, amount, check_measures
from scoresheet.rule.model import OPERATORS, Asked, Comparison, Example, MeasureEntry

_ASKS = {
    Comparison.AT_LEAST: Text("不少于", "at least"),
    Comparison.AT_MOST: Text("不超过", "at most"),
    Comparison.BELOW: Text("低于", "below"),
    Comparison.EQUALS: Text("等于", "exactly"),
}


class AllOrNothingParameters(MeasuredParameters):
    """Nothing beyond how several measures are combined: without it, every one of them must be met."""


@dataclass(frozen=True, slots=True)
class AllOrNothing(MeasuredRule):
    """The points of each measure whose target is met; measures without points of their own must all be met."""

    kind: ClassVar[str] = "all_or_nothing"
    Parameters: ClassVar[type[BaseModel]] = AllOrNothingParameters
    wording: ClassVar[Text] = Text(
        "完成得满分，未完成不得分；实际数不超过控制数的得标准分，超过的不得分",
        "full points where it is done, else none; full points up to the permitted number, none beyond",
    )
    example: ClassVar[Example] = Example(
        "points: 2\nmeasures: {accidents: {name: 事故, unit: 起, at_most: 1}}\nrule: {kind: all_or_nothing}",
        {"accidents": "2"},
        "0",
    )

    @classmethod
    def build(
        cls, points: Decimal, parameters: AllOrNothingParameters, measures: tuple[Asked, ...] = ()
    ) -> Self:
        """Make the rule; raises the `refusal` of measures that can't be scored."""
        check_measures(points, parameters.combine, measures)
        is_split = any(asked.points is not None for asked in measures)
        return cls(points, measures, None if is_split else parameters.combine or Combine.ALL)

    def part(self, points: Fraction, entry: MeasureEntry) -> Fraction | None:
        """Give the points where the target is met, else 0."""
        met = entry.met
        return None if met is None else points if met else Fraction(0)

    def part_formula(self, points: str, value: str, target: str, comparison: Comparison) -> str:
        """Give the same in Excel; a rate is rounded first, as doubles fall short."""
        return f"IF(ROUND({value},9){OPERATORS[comparison]}{target},{points},0)"

    def part_words(self, points: Fraction, asked: Asked, entry: MeasureEntry) -> Text:
        """Say achieved and target."""
        actual = amount(entry.actual or Fraction(0), asked.unit)
        target = amount(entry.goal.target or Fraction(0), asked.unit)
        asks = _ASKS[asked.comparison]
        met = Text("达标", "met") if entry.met else Text("未达标", "missed")
        return Text(
            f"完成{actual.zh}，目标{asks.zh}{target.zh}，{met.zh}",
            f"{actual.en}, the target is {asks.en} {target.en}, {met.en}",
        )

    def way(self) -> Text:
        """Say that the points are given as a whole or not at all."""
        return Text("达到目标得满分，达不到不得分", "all of them where the target is met, else none")

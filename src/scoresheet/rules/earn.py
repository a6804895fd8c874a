"""Points are earned for each unit that was achieved, up to a cap."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from pydantic import BaseModel, Field

from scoresheet.figures import plain, told
from scoresheet.language import Text
from scoresheet.rule.measured import Combine, MeasuredParameters, MeasuredRule, check_measures
from scoresheet.rule.model import Asked, Comparison, Example, MeasureEntry
from scoresheet.rule.parameters import Number, refusal


class EarnParameters(MeasuredParameters):
    """`per_unit` are points for each unit; `at_most` is the cap, the points of the item where it is left out."""

    per_unit: Number = Field(gt=0)
    """每完成一个得几分 / points for each one"""
    at_most: Number | None = Field(default=None, gt=0)
    """最多得几分；不写则到本项分值为止 / the cap; the item's points where left out"""


@dataclass(frozen=True, slots=True)
class Earn(MeasuredRule):
    """So many points for each unit, up to `cap`; a measure with points of its own earns up to those."""

    kind: ClassVar[str] = "earn"
    Parameters: ClassVar[type[BaseModel]] = EarnParameters
    wording: ClassVar[Text] = Text(
        "每开展一次得1分，最多得6分；每采用一篇得0.5分，得满为止",
        "1 point for each activity, 6 at most; 0.5 for each article, up to the points",
    )
    example: ClassVar[Example] = Example(
        "points: 6\nmeasures: {articles: {name: 采用稿件, unit: 篇, at_least: null}}\nrule: {kind: earn, per_unit: 0.5}",
        {"articles": "7"},
        "3.5",
    )

    per_unit: Decimal = Decimal(0)
    cap: Decimal = Decimal(0)

    @classmethod
    def build(cls, points: Decimal, parameters: EarnParameters, measures: tuple[Asked, ...] = ()) -> Self:
        """Make the rule; raises the `refusal` of a cap that can't be meant and of measures that earn nothing."""
        check_measures(points, parameters.combine, measures, {Comparison.AT_LEAST})
        if parameters.combine is Combine.ALL:
            raise refusal(_NOTHING_TO_MEET, at="combine")
        at_most = parameters.at_most
        if at_most is not None and at_most > points:
            raise refusal(_above_points(at_most, points), at="at_most")
        if at_most is not None and len(measures) > 1 and measures[0].points is not None:
            raise refusal(_CAPPED_ALREADY)
        return cls(points, measures, parameters.combine, parameters.per_unit, at_most or points)

    @property
    def needs_targets(self) -> bool:
        """What is earned doesn't depend on a target."""
        return False

    def part_range(self, points: Decimal) -> tuple[Decimal, Decimal]:
        """From 0 to the cap."""
        return Decimal(0), min(points, self.cap)

    def part(self, points: Fraction, entry: MeasureEntry) -> Fraction | None:
        """Give what the number earns, None while it is unknown."""
        if entry.actual is None:
            return None
        return min(points, Fraction(self.cap), Fraction(self.per_unit) * entry.actual)

    def part_formula(self, points: str, value: str, target: str, comparison: Comparison) -> str:
        """Give the same in Excel."""
        return f"MIN({plain(min(Decimal(points), self.cap))},{plain(self.per_unit)}*{value})"

    def part_words(self, points: Fraction, asked: Asked, entry: MeasureEntry) -> Text:
        """Say the number and what each of it earns."""
        actual = entry.actual or Fraction(0)
        cap = min(points, Fraction(self.cap))
        zh, en = (
            f"{told(actual)}{asked.unit}×{plain(self.per_unit)}",
            f"{told(actual)}×{plain(self.per_unit)}",
        )
        if Fraction(self.per_unit) * actual > cap:
            zh, en = f"{zh}，最多按{told(cap)}分计", f"{en}, at most {told(cap)}"
        return Text(zh, en)

    def way(self) -> Text:
        """Say what each unit earns and where that ends."""
        units = {asked.unit for asked in self.counted}
        unit = f"1{units.pop()}" if len(units) == 1 else "1（按各指标的单位）"
        per, cap = plain(self.per_unit), plain(self.cap)
        zh, en = f"每完成{unit}得{per}分", f"{per} for each one"
        if self.is_split and len(self.counted) > 1:
            return Text(f"{zh}，得满为止", f"{en}, up to the points")
        return Text(f"{zh}，最多得{cap}分", f"{en}, {cap} at most")


_NOTHING_TO_MEET = Text(
    "按数量得分没有“达标”可言，combine 不能写 all。请写 mean（平均）或 min（取最低）。",
    "Where points are earned by number no target is met, so combine can't be all. Write mean or min.",
)
_CAPPED_ALREADY = Text(
    "各指标已有自己的分值，得满为止，at_most 用不上。请删去其中一种。",
    "The measures have points of their own, which are their caps; at_most has no use. Leave out one of the two.",
)


def _above_points(at_most: Decimal, points: Decimal) -> Text:
    return Text(
        f"最多得分 at_most 写的是{plain(at_most)}，本项分值是{plain(points)}。请改为不大于{plain(points)}的数。",
        f"The cap at_most is {plain(at_most)}, but the item is worth {plain(points)}. Write {plain(points)} at most.",
    )

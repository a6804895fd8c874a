"""Points in proportion to the share of the target that was achieved: capped, up to a maximum, or in steps."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from pydantic import BaseModel, Field, model_validator

from scoresheet.figures import plain, told
from scoresheet.language import Text
from scoresheet.rule.measured import Combine, MeasuredParameters, MeasuredRule, check_measures
from scoresheet.rule.model import Asked, Comparison, Example, MeasureEntry
from scoresheet.rule.parameters import Proportion, refusal


class RatioParameters(MeasuredParameters):
    """Shares of the target, as numbers (0.1) or percentages (10%); without `max_ratio` there is no upper bound."""

    # The upper limits catch a percentage without its sign: 50 would be 5000%.
    max_ratio: Proportion | None = Field(default=Decimal(1), ge=1, le=10)
    """完成率最高按多少计，1 即100%；留空则不封顶 / the greatest share that counts, 1 for 100%; blank for no cap"""
    step: Proportion | None = Field(default=None, gt=0, le=1)
    """分档计分的档距，如 10%，不足一档不计 / only full steps count, such as 10%"""
    cutoff: Proportion | None = Field(default=None, gt=0, le=1)
    """完成率低于多少不得分，如 50% / below this share nothing is earned, such as 50%"""

    @model_validator(mode="after")
    def _full_steps(self) -> Self:
        for whole in (Decimal(1), self.max_ratio):
            if self.step is not None and whole is not None and whole % self.step:
                raise refusal(_uneven(self.step, whole), at="step")
        return self


@dataclass(frozen=True, slots=True)
class Ratio(MeasuredRule):
    """Points × achieved ÷ target.

    `most` is the greatest share that counts (infinite where nothing is cut off); with a `step` only full steps count,
    and below the `cutoff` nothing is earned. Sources print the steps (90% gives 9 of 10) and leave open what lies
    between: the lower step is counted.
    """

    kind: ClassVar[str] = "ratio"
    Parameters: ClassVar[type[BaseModel]] = RatioParameters
    wording: ClassVar[Text] = Text(
        "得分＝完成率×分值；按完成率计分，得分不封顶；完成90%得9分，80%得8分，低于50%不得分",
        "points in proportion to the target achieved; 90% gives 9 points of 10, nothing below 50%",
    )
    example: ClassVar[Example] = Example(
        "points: 10\nmeasures: {visits: {name: 走访企业, unit: 家, at_least: 40}}\n"
        "rule: {kind: ratio, step: 10%, cutoff: 50%}",
        {"visits": "34"},
        "8",
    )

    most: Decimal = Decimal(1)
    step: Decimal | None = None
    cutoff: Decimal | None = None

    @classmethod
    def build(cls, points: Decimal, parameters: RatioParameters, measures: tuple[Asked, ...] = ()) -> Self:
        """Make the rule; raises the `refusal` of measures that have no share of a target."""
        check_measures(points, parameters.combine, measures, {Comparison.AT_LEAST})
        if parameters.combine is Combine.ALL and parameters.max_ratio != 1:
            raise refusal(_ALL_AND_MORE, at="combine")
        most = Decimal("Infinity") if parameters.max_ratio is None else parameters.max_ratio
        return cls(points, measures, parameters.combine, most, parameters.step, parameters.cutoff)

    def part_range(self, points: Decimal) -> tuple[Decimal, Decimal]:
        """From 0 to the points, or as often the points as the greatest share allows."""
        return Decimal(0), points * self.most

    def part(self, points: Fraction, entry: MeasureEntry) -> Fraction | None:
        """Give points × share; where nothing was asked for, nothing is missing."""
        if entry.actual is None or entry.goal.target is None:
            return None
        if not entry.goal.target:
            return points
        return points * self._counted(entry.actual / Fraction(entry.goal.target))

    def part_formula(self, points: str, value: str, target: str, comparison: Comparison) -> str:
        """Give the same in Excel; what doubles fall short by is made up for before a share is compared or cut."""
        share = f"{value}/{target}"
        if self.step is not None:
            # INT of a sum, because ROUND inside it would nest deeper than a workbook saved as .xls allows.
            share = f"INT({share}/{plain(self.step)}+{_CLEARED})*{plain(self.step)}"
        if self.most.is_finite():
            share = f"MIN({share},{plain(self.most)})"
        if self.cutoff is not None:
            share = f"({value}/{target}+{_CLEARED}>={plain(self.cutoff)})*{share}"
        return f"IF({target}=0,{points},{points}*{share})"

    def part_words(self, points: Fraction, asked: Asked, entry: MeasureEntry) -> Text:
        """Say achieved and target, and what share of them counts."""
        actual, target = entry.actual or Fraction(0), Fraction(entry.goal.target or 0)
        if not target:
            return Text(f"目标为0，{told(points)}", f"the target is 0, {told(points)}")
        share = self._counted(actual / target)
        if share == actual / target:
            counted = f"{told(points)}×{told(actual)}/{told(target)}"
            return Text(counted, counted)
        done = f"{told(actual)}/{told(target)}"
        said = f"{told(points)}×{_percent(share)}"
        return Text(
            f"完成率{done}，按{_percent(share)}计，{said}", f"{done} counts as {_percent(share)}, {said}"
        )

    def way(self) -> Text:
        """Say that points follow the share, and where that ends."""
        zh, en = "按完成率计分", "in proportion to the target achieved"
        if self.step is not None:
            zh, en = (
                f"{zh}（每{_percent(self.step)}为一档，不足一档不计）",
                f"{en}, in full steps of {_percent(self.step)}",
            )
        if self.cutoff is not None:
            below = _percent(self.cutoff)
            zh, en = f"{zh}，完成率低于{below}不得分", f"{en}, nothing below {below}"
        if self.most.is_infinite():
            return Text(f"{zh}，得分不封顶", f"{en}, without a cap")
        if self.most > 1:
            return Text(
                f"{zh}，完成率最高按{_percent(self.most)}计", f"{en}, up to {_percent(self.most)} of it"
            )
        return Text(f"{zh}，完成目标得满分", f"{en}, all of them where it is met")

    def _counted(self, share: Fraction) -> Fraction:
        if self.cutoff is not None and share < Fraction(self.cutoff):
            return Fraction(0)
        kept = share if self.most.is_infinite() else min(share, Fraction(self.most))
        return kept if self.step is None else kept // Fraction(self.step) * Fraction(self.step)


_CLEARED = "5E-10"
_ALL_AND_MORE = Text(
    "combine 写 all 时，全部达标得满分，超额的用不上 max_ratio。请删去其中一种。",
    "With combine: all there are the points or none, so max_ratio has no use. Leave out one of the two.",
)


def _uneven(step: Decimal, whole: Decimal) -> Text:
    return Text(
        f"step 写的是{_percent(step)}，按这样的档到不了{_percent(whole)}。请写能除尽{_percent(whole)}的比例，如10%。",
        f"In steps of {_percent(step)} nobody gets to {_percent(whole)}. Write a step that divides it, as 10% does.",
    )


def _percent(share: Decimal | Fraction) -> str:
    return f"{told(Fraction(share) * 100)}%"

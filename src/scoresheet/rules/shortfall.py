"""Points are deducted for what is missing to the target: so much a unit, or by bands of the gap."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import ClassVar, Self

from pydantic import BaseModel, Field

from scoresheet.figures import plain, told
from scoresheet.language import NOTHING, Text
from scoresheet.rule.gaps import GapBands, GapPart, alone, costs_too_much, gap_bands
from scoresheet.rule.measured import MeasuredParameters, MeasuredRule, amount, apart, check_measures
from scoresheet.rule.model import Asked, Comparison, Example, MeasureEntry
from scoresheet.rule.parameters import Number, refusal

_TAKES = frozenset({Comparison.AT_LEAST, Comparison.AT_MOST})
_TARGET = Text("目标", "the target")
_MISSED = Text("没达到的", "where it is missed")
_SHORT = Text("少", "short")
_OVER = Text("超", "over")


class Partial(StrEnum):
    """What a started unit costs: as much as a whole one, or its part."""

    WHOLE = "whole"
    EXACT = "exact"


class ShortfallParameters(MeasuredParameters):
    """Either `per_missing`, for each `each` that is missing, or `bands`."""

    per_missing: Number | None = Field(default=None, gt=0)
    """每少一个扣几分 / points off for each one that is missing"""
    each: Number | None = Field(default=None, gt=0)
    """每少多少算一个，不写为 1 / how many make one, 1 where left out"""
    partial: Partial | None = None
    """不足一个的：whole 按一个扣，exact 按比例扣 / a part of one costs as much as a whole one, or its part (exact)"""
    bands: list[GapPart] | None = Field(default=None, min_length=1)
    """按差多少分档扣分，与 per_missing 二选一 / deductions by the size of the gap, instead of per_missing"""


@dataclass(frozen=True, slots=True)
class Shortfall(MeasuredRule):
    """Points minus what the gap to the target costs, never below 0.

    `per_missing` is taken off for each `each` of the gap; a started one counts as `partial` says. Where there are
    `bands`, they decide instead. Where a target is the most that is permitted, the gap is what goes beyond it.
    """

    kind: ClassVar[str] = "shortfall"
    Parameters: ClassVar[type[BaseModel]] = ShortfallParameters
    wording: ClassVar[Text] = Text(
        "每少1次扣0.5分，扣完为止；每低1个百分点扣0.25分；比目标少10%以内扣2分，20%以内扣4分，更多扣6分",
        "0.5 off for each one that is missing, down to 0; 2 off up to 10% short of the target, 4 up to 20%, 6 beyond",
    )
    example: ClassVar[Example] = Example(
        "points: 3\nmeasures: {activities: {name: 活动, unit: 次, at_least: 3}}\n"
        "rule: {kind: shortfall, per_missing: 0.5}",
        {"activities": "1"},
        "2",
    )

    per_missing: Decimal = Decimal(0)
    each: Decimal = Decimal(1)
    partial: Partial = Partial.WHOLE
    bands: GapBands | None = None

    @classmethod
    def build(
        cls, points: Decimal, parameters: ShortfallParameters, measures: tuple[Asked, ...] = ()
    ) -> Self:
        """Make the rule; raises the `refusal` of deductions that can't be meant and of measures without a gap."""
        check_measures(points, parameters.combine, measures, _TAKES)
        worth = max(points if asked.points is None else asked.points for asked in measures)
        per_missing, each = parameters.per_missing, parameters.each
        if (per_missing is None) == (parameters.bands is None):
            raise refusal(_ONE_WAY)
        if per_missing is None or parameters.bands is not None:
            if each is not None or parameters.partial is not None:
                raise refusal(_NOT_WITH_BANDS)
            can_exceed = any(asked.comparison is Comparison.AT_MOST for asked in measures)
            units = {asked.unit for asked in measures}
            bands = gap_bands(parameters.bands or (), worth, units, can_exceed=can_exceed)
            return cls(points, measures, parameters.combine, bands=bands)
        partial = parameters.partial or Partial.WHOLE
        if partial is Partial.WHOLE and per_missing > worth:
            raise refusal(costs_too_much("per_missing", per_missing, worth), at="per_missing")
        return cls(points, measures, parameters.combine, per_missing, each or Decimal(1), partial)

    def part(self, points: Fraction, entry: MeasureEntry) -> Fraction | None:
        """Give the points less what the gap costs, None while the number or the target is unknown."""
        if entry.actual is None or entry.goal.target is None:
            return None
        gap = _gap(entry)
        if self.bands is not None:
            return points - self.bands.deduction(points, gap, Fraction(entry.goal.target))
        return max(points - self._missing(gap) * Fraction(self.per_missing), Fraction(0))

    def part_formula(self, points: str, value: str, target: str, comparison: Comparison) -> str:
        """Give the same in Excel; what is counted is rounded first, as doubles fall short of whole numbers."""
        more_is_better = comparison is Comparison.AT_LEAST
        if self.bands is not None:
            return self.bands.formula(points, value, target, more_is_better=more_is_better)
        over, under = (target, value) if more_is_better else (value, target)
        each, per = plain(self.each), plain(self.per_missing)
        if self.partial is Partial.EXACT:
            missing = f"({over}-{under})" + ("" if self.each == 1 else f"/{each}")
        else:
            count = f"{over}-{under}" if self.each == 1 else f"{over}/{each}-{under}/{each}"
            missing = f"ROUNDUP(ROUND({count},9),0)"
        # The median of three keeps the score between 0 and the points.
        return f"MEDIAN(0,{points},{points}-{per}*{missing})"

    def part_words(self, points: Fraction, asked: Asked, entry: MeasureEntry) -> Text:
        """Say achieved and target, what is missing, and what it costs."""
        actual = amount(entry.actual or Fraction(0), asked.unit)
        target = amount(entry.goal.target or Fraction(0), asked.unit)
        asks, way = _words_of(asked.comparison)
        done = Text(
            f"完成{actual.zh}，目标{asks.zh}{target.zh}",
            f"{actual.en}, the target is {asks.en} {target.en}",
        )
        gap = _gap(entry)
        if gap <= 0:
            return Text(f"{done.zh}，达标，{told(points)} − 0", f"{done.en}, met, {told(points)} − 0")
        missing = apart(gap, asked.unit)
        cost = self._cost(points, gap, Fraction(entry.goal.target or 0), asked.unit)
        return Text(
            f"{done.zh}，{way.zh}{missing.zh}{cost.zh}",
            f"{done.en}, {missing.en} {way.en}{cost.en}",
        )

    def way(self) -> Text:
        """Say what is deducted for what is missing."""
        units = {asked.unit for asked in self.counted}
        gaps = list(dict.fromkeys(_words_of(asked.comparison)[1] for asked in self.counted))
        zh, en = "或".join(gap.zh for gap in gaps), " or ".join(gap.en for gap in gaps)
        unit = units.pop() if len(units) == 1 else ""
        if self.bands is not None:
            said = self.bands.way(unit, _TARGET, Text(zh, en), _MISSED)
            return Text(f"达到目标得满分，{said.zh}", f"all of them where the target is met, {said.en}")
        return self._rate(Text(zh, en), unit)

    def _rate(self, gap: Text, unit: str) -> Text:
        each, per = alone(apart(self.each, unit)), plain(self.per_missing)
        if self.partial is Partial.EXACT:
            rest = Text("，不足的按比例扣", ", a part of it in proportion")
        else:
            rest = Text(f"，不足{each.zh}的按{each.zh}计", ", a part of it as a whole")
        return Text(
            f"比目标每{gap.zh}{each.zh}扣{per}分{rest.zh}，扣完为止",
            f"{per} off for each {each.en} {gap.en}{rest.en}, down to 0",
        )

    def _missing(self, gap: Fraction) -> Fraction:
        if gap <= 0:
            return Fraction(0)
        missing = gap / Fraction(self.each)
        return missing if self.partial is Partial.EXACT else Fraction(ceil(missing))

    def _cost(self, points: Fraction, gap: Fraction, target: Fraction, unit: str) -> Text:
        if self.bands is not None:
            return self.bands.words(points, gap, target)
        missing, per, whole = self._missing(gap), plain(self.per_missing), told(points)
        counted = self._counted(gap, unit)
        share = told(missing)
        if self.partial is Partial.EXACT and self.each != 1:
            share = f"{told(gap)}/{plain(self.each)}"
        end = (
            Text("，扣完为止", ", not below 0") if missing * Fraction(self.per_missing) > points else NOTHING
        )
        return Text(
            f"{counted.zh}，{whole} − {share}×{per}{end.zh}", f"{counted.en}, {whole} − {share}×{per}{end.en}"
        )

    def _counted(self, gap: Fraction, unit: str) -> Text:
        missing, each = self._missing(gap), apart(self.each, unit).zh
        if self.partial is Partial.EXACT or missing == gap:
            return NOTHING
        number = told(missing)
        if self.each == 1:
            return Text(f"（按{apart(missing, unit).zh}计）", f" (counted as {number})")
        return Text(f"（每{each}计1份，计{number}份）", f" ({plain(self.each)} a time, {number} times)")


_ONE_WAY = Text(
    "没完成的扣分有两种写法：per_missing（每少一个扣几分）或 bands（按差多少分档）。请写其中一种，并且只写一种。",
    "A gap costs so much a unit (per_missing) or by bands. Write one of them, and only one.",
)
_NOT_WITH_BANDS = Text(
    "each 和 partial 只和 per_missing 一起用；已写了 bands。请删去 each 和 partial。",
    "each and partial belong to per_missing, but there are bands. Remove each and partial.",
)


def _words_of(comparison: Comparison) -> tuple[Text, Text]:
    if comparison is Comparison.AT_LEAST:
        return Text("不少于", "at least"), _SHORT
    return Text("不超过", "at most"), _OVER


def _gap(entry: MeasureEntry) -> Fraction:
    actual, target = Fraction(entry.actual or 0), Fraction(entry.goal.target or 0)
    return target - actual if entry.goal.comparison is Comparison.AT_LEAST else actual - target

"""All of the points where a number is no worse than a reference; what is worse costs points."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Self

from pydantic import BaseModel, Field

from scoresheet.figures import plain, told
from scoresheet.language import NOTHING, Text
from scoresheet.rule.gaps import GapBands, GapPart, alone, gap_bands
from scoresheet.rule.measured import MeasuredParameters, MeasuredRule, amount, apart, check_measures
from scoresheet.rule.model import Asked, Comparison, Example, MeasureEntry
from scoresheet.rule.parameters import Number, refusal


class Better(StrEnum):
    """Which side of the reference is the better one."""

    LOWER = "lower"
    HIGHER = "higher"


class Equal(StrEnum):
    """What a number that equals the reference counts as."""

    MET = "met"
    MISSED = "missed"


class BaselineParameters(MeasuredParameters):
    """`per_point` for each unit of the difference, or `bands` of it; without `reference` the target is meant."""

    reference: Number | None = Field(default=None, ge=0)
    """比较的基准数；不写则以目标数为基准 / the number to compare with; the target where left out"""
    better: Better
    """lower 越低越好，higher 越高越好 / which side is better: lower or higher"""
    equal: Equal = Equal.MET
    """持平算 met 达到还是 missed 没达到 / whether an equal number is met or missed"""
    per_point: Number | None = Field(default=None, gt=0)
    """每差一个单位扣几分 / points off for each unit of the difference"""
    bands: list[GapPart] | None = Field(default=None, min_length=1)
    """按差多少分档扣分，与 per_point 二选一 / deductions by the size of the difference, instead of per_point"""


@dataclass(frozen=True, slots=True)
class Baseline(MeasuredRule):
    """Points minus what the difference to the reference costs, never below 0; a better number costs nothing.

    `reference` is None where each measure's own target is the reference. Without `bands`, `per_point` is taken off for
    each unit of the difference and a part of it for a part.
    """

    kind: ClassVar[str] = "baseline"
    Parameters: ClassVar[type[BaseModel]] = BaselineParameters
    wording: ClassVar[Text] = Text(
        "不高于前三年平均值得满分，每高1个百分点扣1分；持平不扣分，超过平均值5个点以内扣1分，5个点以外扣2分",
        "full points up to the mean of the last three years, 1 off for each percentage point above it",
    )
    example: ClassVar[Example] = Example(
        "points: 1.5\nmeasures: {rate: {name: 涉罪率, unit: '%', at_most: null}}\n"
        "rule: {kind: baseline, reference: 2.4, better: lower, per_point: 1}",
        {"rate": "2.9"},
        "1",
    )

    reference: Decimal | None = None
    better: Better = Better.LOWER
    per_point: Decimal = Decimal(0)
    bands: GapBands | None = None

    @classmethod
    def build(cls, points: Decimal, parameters: BaselineParameters, measures: tuple[Asked, ...] = ()) -> Self:
        """Make the rule; raises the `refusal` of deductions that can't be meant and of measures that contradict it."""
        check_measures(points, parameters.combine, measures)
        if parameters.reference is None:
            _check_direction(parameters.better, measures)
        if (parameters.per_point is None) == (parameters.bands is None):
            raise refusal(_ONE_WAY)
        if parameters.reference == 0 and parameters.better is Better.HIGHER:
            raise refusal(_NEVER_WORSE, at="reference")
        bands = None if parameters.bands is None else _bands(points, parameters, parameters.bands, measures)
        if parameters.equal is Equal.MISSED and bands is not None and not bands.bands[0].deduct:
            raise refusal(_MISSED_FOR_NOTHING, at="equal")
        per_point = parameters.per_point or Decimal(0)
        reference, better = parameters.reference, parameters.better
        return cls(points, measures, parameters.combine, reference, better, per_point, bands)

    @property
    def takes_negatives(self) -> bool:
        """A decline is as far from the reference as it is."""
        return True

    @property
    def needs_targets(self) -> bool:
        """The target is the reference where the catalog gives no other."""
        return self.reference is None

    def part(self, points: Fraction, entry: MeasureEntry) -> Fraction | None:
        """Give the points less what the difference costs, None while the number or the reference is unknown."""
        reference = self._reference(entry)
        if entry.actual is None or reference is None:
            return None
        gap = self._gap(entry.actual, reference)
        if self.bands is not None:
            return points - self.bands.deduction(points, gap, reference)
        return max(points - max(gap, Fraction(0)) * Fraction(self.per_point), Fraction(0))

    def part_formula(self, points: str, value: str, target: str, comparison: Comparison) -> str:
        """Give the same in Excel."""
        reference = target if self.reference is None else plain(self.reference)
        more_is_better = self.better is Better.HIGHER
        if self.bands is not None:
            return self.bands.formula(points, value, reference, more_is_better=more_is_better)
        over, under = (reference, value) if more_is_better else (value, reference)
        # The median of three keeps the score between 0 and the points.
        return f"MEDIAN(0,{points},{points}-{plain(self.per_point)}*({over}-{under}))"

    def part_words(self, points: Fraction, asked: Asked, entry: MeasureEntry) -> Text:
        """Say the number and the reference, how much worse it is, and what that costs."""
        reference, actual = self._reference(entry) or Fraction(0), entry.actual or Fraction(0)
        gap = self._gap(actual, reference)
        done = Text(
            f"完成{amount(actual, asked.unit).zh}，参照数{amount(reference, asked.unit).zh}",
            f"{amount(actual, asked.unit).en}, the reference is {amount(reference, asked.unit).en}",
        )
        whole, how, apart_by = told(points), self._compares(gap), apart(gap, asked.unit)
        if gap < 0 or (gap == 0 and not self._equal_is_missed):
            return Text(f"{done.zh}，{how.zh}，{whole} − 0", f"{done.en}, {how.en}, {whole} − 0")
        size = Text(apart_by.zh, f"{apart_by.en} ") if gap else NOTHING
        cost = self._cost(points, gap, reference)
        return Text(f"{done.zh}，{how.zh}{size.zh}{cost.zh}", f"{done.en}, {size.en}{how.en}{cost.en}")

    def way(self) -> Text:
        """Say up to where there are full points, and what is deducted beyond."""
        units = {asked.unit for asked in self.counted}
        unit = units.pop() if len(units) == 1 else ""
        named = _TARGET if self.reference is None else _given(self.reference, unit)
        full, worse = self._sides()
        head = Text(f"{full.zh}{named.zh}得满分", f"all of them {full.en} {named.en}")
        if self.bands is not None:
            asked_for = _TARGET if self.reference is None else _REFERENCE
            below = f"{'持平或' if self._equal_is_missed else ''}{worse.zh}"
            gap = Text(f"{below}出" if self.better is Better.LOWER else below, worse.en)
            said = self.bands.way(unit, asked_for, gap, Text(f"{below}的", "otherwise"))
            return Text(f"{head.zh}，{said.zh}", f"{head.en}, {said.en}")
        per, one = plain(self.per_point), alone(apart(Decimal(1), unit))
        return Text(
            f"{head.zh}，每{worse.zh}{one.zh}扣{per}分，不足的按比例扣，扣完为止",
            f"{head.en}, {per} off for each {one.en} {worse.en}, a part of it in proportion, down to 0",
        )

    @property
    def _equal_is_missed(self) -> bool:
        return self.bands is not None and self.bands.from_zero

    def _reference(self, entry: MeasureEntry) -> Fraction | None:
        number = entry.goal.target if self.reference is None else self.reference
        return None if number is None else Fraction(number)

    def _gap(self, actual: Fraction, reference: Fraction) -> Fraction:
        return actual - reference if self.better is Better.LOWER else reference - actual

    def _sides(self) -> tuple[Text, Text]:
        if self.better is Better.LOWER:
            full = Text("低于", "below") if self._equal_is_missed else Text("不高于", "up to")
            return full, Text("高", "above")
        full = Text("高于", "above") if self._equal_is_missed else Text("不低于", "from")
        return full, Text("低", "below")

    def _compares(self, gap: Fraction) -> Text:
        if not gap:
            return Text("持平", "equal")
        return Text("高", "above") if (gap > 0) == (self.better is Better.LOWER) else Text("低", "below")

    def _cost(self, points: Fraction, gap: Fraction, reference: Fraction) -> Text:
        if self.bands is not None:
            return self.bands.words(points, gap, reference)
        sum_ = f"{told(points)} − {told(gap)}×{plain(self.per_point)}"
        if gap * Fraction(self.per_point) > points:
            return Text(f"，{sum_}，扣完为止", f", {sum_}, not below 0")
        return Text(f"，{sum_}", f", {sum_}")


_TARGET = Text("目标数", "the target")
_REFERENCE = Text("参照数", "the reference")
_ONE_WAY = Text(
    "比参照数差的扣分有两种写法：per_point（每差1扣几分）或 bands（按差多少分档）。请写其中一种，并且只写一种。",
    "What is worse than the reference costs so much a unit (per_point) or by bands. Write one of them, and only one.",
)
_NEVER_WORSE = Text(
    "参照数是0，越高越好，就没有可扣的分了。请改正 reference 或 better。",
    "With a reference of 0 and higher being better nothing could be deducted. Change reference or better.",
)
_MISSED_FOR_NOTHING = Text(
    "equal 写了 missed，但持平属于第一档，这一档一分也不扣。请删去 equal，或写明第一档扣几分。",
    "equal says missed, but an equal number is in the first band, which costs nothing. Remove equal, or let that band cost.",
)
_CONTRARY = {
    Better.LOWER: {Comparison.AT_LEAST},
    Better.HIGHER: {Comparison.AT_MOST, Comparison.BELOW},
}


def _given(reference: Decimal, unit: str) -> Text:
    said = alone(amount(reference, unit))
    return Text(f"参照数{said.zh}", f"the reference of {said.en}")


def _bands(
    points: Decimal, parameters: BaselineParameters, parts: list[GapPart], measures: tuple[Asked, ...]
) -> GapBands:
    bands = gap_bands(
        parts,
        max(points if asked.points is None else asked.points for asked in measures),
        {asked.unit for asked in measures},
        can_exceed=parameters.better is Better.LOWER,
        from_zero=parameters.equal is Equal.MISSED,
    )
    if bands.is_share and parameters.reference == 0:
        raise refusal(_SHARE_OF_NOTHING, at="bands")
    return bands


_SHARE_OF_NOTHING = Text(
    "参照数是0，界限不能写百分比。请改写数。",
    "With a reference of 0 the bounds can't be percentages. Write numbers.",
)


def _check_direction(better: Better, measures: tuple[Asked, ...]) -> None:
    for asked in measures:
        if asked.comparison in _CONTRARY[better]:
            raise refusal(
                Text(
                    f"指标“{asked.name}”用的是 {asked.comparison.value}，better 却写 {better.value}，方向相反。请改成一致。",
                    f"The measure “{asked.name}” is compared by {asked.comparison.value}, but better says {better.value}. "
                    "Make them agree.",
                )
            )

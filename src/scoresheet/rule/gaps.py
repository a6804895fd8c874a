"""What a gap between an achieved number and the one that was asked for costs, by bands of its size."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from scoresheet.figures import plain, told
from scoresheet.language import NOTHING, Text
from scoresheet.rule.measured import PERCENT, apart
from scoresheet.rule.parameters import Bound, Limit, Number, Strict, refusal

MOST_BANDS = 20
"""More would make formulas that a workbook can't hold."""
LOWEST = "-1E+300"
"""Where the lowest band begins, as a formula writes it."""
# Stands for a share of nothing: more than any bound, far from where doubles end.
_HUGE = "1E+12"
# What is looked up is cleared to nine decimals, so this is below the least that is more than 0.
_MORE_THAN_NONE = "5E-10"


class GapPart(Strict):
    """A band as the office writes it: a gap up to this number, or up to this share, costs so many points."""

    missing_up_to: Limit | None = None
    """差多少以内：写数，或按目标的百分比写，如 10%；最后一档可不写 / a gap up to this number, or up to this share of the target such as 10%; the last band may be without"""
    deduct: Number
    """扣几分 / what it costs"""


@dataclass(frozen=True, slots=True)
class Band:
    """Gaps up to `up_to`, itself included, cost `deduct`; None in the last band: whatever is left."""

    up_to: Decimal | None
    deduct: Decimal


@dataclass(frozen=True, slots=True)
class GapBands:
    """Bands in rising order; a gap beyond the last bound costs all of the points.

    `is_share` tells that the bounds are shares of the number that was asked for. `from_zero` counts a gap of exactly 0
    in the first band, as where 持平 is no success.
    """

    bands: tuple[Band, ...]
    is_share: bool = False
    from_zero: bool = False

    def deduction(self, points: Fraction, gap: Fraction, asked_for: Fraction) -> Fraction:
        """Give what a gap costs, at most the points; a negative gap is none.

        Any gap to 0 is beyond every bound in percent.
        """
        if gap < 0 or (gap == 0 and not self.from_zero):
            return Fraction(0)
        of_nothing = self.is_share and gap > 0 and not asked_for
        size = gap / asked_for if self.is_share and asked_for else gap
        for band in self.bands:
            if band.up_to is None or (not of_nothing and size <= Fraction(band.up_to)):
                return min(points, Fraction(band.deduct))
        return points

    def formula(self, points: str, value: str, asked_for: str, *, more_is_better: bool) -> str:
        """Give the score that is left in Excel; `value` is a cell, `asked_for` a cell or a number.

        What is looked up is the gap with the opposite sign, because LOOKUP counts a bound to what lies above it.
        """
        size = f"{value}-{asked_for}" if more_is_better else f"{asked_for}-{value}"
        if self.is_share:
            huge = f"{_HUGE}*{value}" if more_is_better else f"-{_HUGE}*{value}"
            share = f"{value}/{asked_for}-1" if more_is_better else f"1-{value}/{asked_for}"
            size = f"IF({asked_for}=0,{huge},{share})"
        bounds = [plain(-band.up_to) for band in reversed(self.bands) if band.up_to is not None]
        left = [plain(max(Decimal(points) - band.deduct, Decimal(0))) for band in reversed(self.bands)]
        if self.bands[-1].up_to is not None:
            left.insert(0, "0")
        bounds = [LOWEST, *bounds, _MORE_THAN_NONE if self.from_zero else "0"]
        return f"LOOKUP(ROUND({size},9),{array(bounds)},{array([*left, points])})"

    def way(self, unit: str, asked_for: Text, gap: Text, missed: Text) -> Text:
        """Say what each band costs.

        `asked_for` names what was asked for, `gap` says in which direction it is missed (少), `missed` that it is.
        """
        if self.bands[0].up_to is None:
            cost = plain(self.bands[0].deduct)
            return Text(f"{missed.zh}扣{cost}分", f"{cost} off {missed.en}")
        said = [self._band(band, unit, asked_for) for band in self.bands]
        if self.bands[-1].up_to is not None:
            said.append(Text("更多的不得分", "more: no points"))
        zh, en = "、".join(one.zh for one in said), ", ".join(one.en for one in said)
        return Text(f"{gap.zh}{zh}", f"{gap.en} by {en}")

    def words(self, points: Fraction, gap: Fraction, asked_for: Fraction) -> Text:
        """Say which share of what was asked for a gap is, where that decides, and what is taken off the points."""
        if self.is_share and asked_for and gap:
            share = told(gap / asked_for * 100)
            said = Text(f"（{share}%）", f" ({share}%)")
        else:
            said = NOTHING
        off = told(self.deduction(points, gap, asked_for))
        return Text(f"{said.zh}，{told(points)} − {off}", f"{said.en}, {told(points)} − {off}")

    def _band(self, band: Band, unit: str, asked_for: Text) -> Text:
        cost = plain(band.deduct)
        if band.up_to is None:
            return Text(f"更多的扣{cost}分", f"more: {cost} off")
        if self.is_share:
            percent = f"{plain(band.up_to * 100)}%"
            bound = Text(f"{asked_for.zh}的{percent}", f"{percent} of {asked_for.en}")
        else:
            bound = alone(apart(band.up_to, unit))
        return Text(f"{bound.zh}以内（含）扣{cost}分", f"up to {bound.en}: {cost} off")


def gap_bands(
    parts: Sequence[GapPart],
    points: Decimal,
    units: Collection[str],
    *,
    can_exceed: bool,
    from_zero: bool = False,
) -> GapBands:
    """Make bands from what the office wrote.

    `points` is the most that a measure of these `units` is worth; `can_exceed` tells that a gap may be more than all
    that was asked for. Raises a `refusal` of bands that leave open what counts.
    """
    bounds = [part.missing_up_to for part in parts if part.missing_up_to is not None]
    is_share = any(bound.is_share for bound in bounds)
    check_bounds([bound.is_share for bound in bounds], units)
    _check_order(parts)
    _check_costs([part.deduct for part in parts], points)
    bands = [Band(_number(part.missing_up_to), part.deduct) for part in parts]
    if is_share and not can_exceed:
        bands = _closed(bands)
    return GapBands(tuple(bands), is_share, from_zero)


def check_bounds(shares: Sequence[bool], units: Collection[str]) -> None:
    """Refuse bounds of which some are percentages, and percentages of what is measured in percent itself.

    `shares` tells of each bound whether it was written in percent; `units` are those of the measures.
    """
    if any(shares) and not all(shares):
        raise refusal(_MIXED, at="bands")
    if any(shares) and PERCENT in units:
        raise refusal(_PERCENT_OF_PERCENT, at="bands")


def array(numbers: Sequence[str]) -> str:
    """Write an array constant of Excel."""
    return f"{{{','.join(numbers)}}}"


def alone(named: Text) -> Text:
    """Give a number with its unit as the sentence of a rule holds it.

    In English a unit of the catalog's own is left out: the row of the measure names it, in the catalog's language.
    """
    number, _, unit = named.en.partition(" ")
    return Text(named.zh, number) if named.zh == f"{number}{unit}" else named


_MIXED = Text(
    "各档的界限有的写了百分比，有的写了数。请统一：写数（按指标的单位）或写百分比（按目标的比例）。",
    "Some bounds of the bands are percentages and some are numbers. Write all as numbers in the measure's unit, or all "
    "as percentages of the target.",
)
_PERCENT_OF_PERCENT = Text(
    "指标的单位就是%，界限再写百分比会分不清是指标的数，还是目标的比例。请只写数，如 5 表示5%或5个百分点。",
    "The measure is in percent itself, so a bound in percent could be its number or a share of its target. Write the "
    "number alone, as in 5 for 5% or 5 percentage points.",
)
_OPEN_IN_BETWEEN = Text(
    "只有最后一档可以不写 missing_up_to（表示其余）。请给前面各档写上界限。",
    "Only the last band may be without missing_up_to (all the rest). Give the others their bounds.",
)
TOO_MANY = Text(f"最多写{MOST_BANDS}档，请合并一些。", f"{MOST_BANDS} bands are the most. Join some.")
"""Said where there are too many bands."""
_FALLING = Text(
    "各档的 missing_up_to 应从小到大写，不能重复。请调整顺序。",
    "Write the bands with missing_up_to rising, no two alike. Put them in order.",
)
_NEGATIVE = Text(
    "扣分 deduct 不能小于0。请写正数。", "A deduction can't be below 0. Write a positive number."
)
_CHEAPER = Text(
    "差得越多应扣得越多：各档的 deduct 要从小到大，不能重复。请改正。",
    "The larger the gap, the more is deducted: write deduct rising, no two alike.",
)
_UNREACHABLE = Text(
    "缺口最多是目标的100%，有一档界限超过或排在100%之后，永远用不上。请删去或改小。",
    "A gap is 100% of the target at most; a band beyond that is never used. Remove it or lower its bound.",
)


def _check_order(parts: Sequence[GapPart]) -> None:
    if len(parts) > MOST_BANDS:
        raise refusal(TOO_MANY, at="bands")
    if any(part.missing_up_to is None for part in parts[:-1]):
        raise refusal(_OPEN_IN_BETWEEN, at="bands")
    bounds = [part.missing_up_to.number for part in parts if part.missing_up_to is not None]
    if bounds and bounds[0] <= 0:
        raise refusal(_not_above_zero(bounds[0]), at="bands")
    if any(upper <= lower for lower, upper in pairwise(bounds)):
        raise refusal(_FALLING, at="bands")


def _check_costs(costs: Sequence[Decimal], points: Decimal) -> None:
    if costs[0] < 0:
        raise refusal(_NEGATIVE, at="bands")
    if any(upper <= lower for lower, upper in pairwise(costs)):
        raise refusal(_CHEAPER, at="bands")
    if costs[-1] > points:
        raise refusal(costs_too_much("deduct", costs[-1], points), at="bands")


def costs_too_much(key: str, cost: Decimal, points: Decimal) -> Text:
    """Say that a deduction is more than there is to deduct; `key` is its name in the catalog."""
    return Text(
        f"扣分 {key} 写的是{plain(cost)}，可扣的只有{plain(points)}分。请改为不大于{plain(points)}的数。",
        f"The deduction {key} is {plain(cost)}, but only {plain(points)} points can be lost. "
        f"Write {plain(points)} at most.",
    )


def _not_above_zero(bound: Decimal) -> Text:
    return Text(
        f"missing_up_to 写的是{plain(bound)}，应大于0：没有缺口的不扣分。",
        f"missing_up_to is {plain(bound)}; it has to be more than 0, as no gap costs nothing.",
    )


def _number(bound: Bound | None) -> Decimal | None:
    return None if bound is None else bound.number


def _closed(bands: list[Band]) -> list[Band]:
    """Give the bands of gaps of 100% at most; the band that ends there is the last."""
    if any(band.up_to is not None and band.up_to >= 1 for band in bands[:-1]):
        raise refusal(_UNREACHABLE, at="bands")
    *others, last = bands
    if last.up_to is None or last.up_to < 1:
        return bands
    if last.up_to > 1:
        raise refusal(_UNREACHABLE, at="bands")
    return [*others, Band(None, last.deduct)]

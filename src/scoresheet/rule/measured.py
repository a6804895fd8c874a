"""What the rules that score achieved numbers have in common: each measure has its part, the parts make the score."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from scoresheet.figures import plain, told
from scoresheet.language import NOTHING, Text
from scoresheet.rule.model import Asked, Comparison, Entries, MeasureEntry, Rule
from scoresheet.rule.parameters import Strict, refusal


class Combine(StrEnum):
    """How the parts of several measures make one score: their mean, the lowest, or all or nothing."""

    MEAN = "mean"
    MIN = "min"
    ALL = "all"


class MeasuredParameters(Strict):
    """What every rule over measures takes."""

    combine: Combine | None = None
    """几个指标怎样合成一个得分：mean 平均，min 取最低，all 全部达标才得分 / how several measures make one score: mean, min (the lowest), all (all or nothing)"""


@dataclass(frozen=True, slots=True)
class MeasuredRule(Rule):
    """A rule that computes the score from the achieved numbers of its item.

    Where each measure has points of its own, the parts are added up; else each part is scored for the whole of the
    points and `combine` makes one of them: the mean where the catalog says nothing, which is then presumed.
    """

    measures: tuple[Asked, ...] = ()
    combine: Combine | None = None

    @abstractmethod
    def part(self, points: Fraction, entry: MeasureEntry) -> Fraction | None:
        """Give the score of one measure that is worth `points`; None while its number or its target is unknown."""

    @abstractmethod
    def part_formula(self, points: str, value: str, target: str, comparison: Comparison) -> str:
        """Give the same in Excel: `points` is a number, `value` and `target` are cells with numbers."""

    @abstractmethod
    def part_words(self, points: Fraction, asked: Asked, entry: MeasureEntry) -> Text:
        """Say how a measure's part comes about, up to its equals sign: 3 × 2/3."""

    @abstractmethod
    def way(self) -> Text:
        """Say how one measure is scored, as a part of the rule's sentence."""

    def part_range(self, points: Decimal) -> tuple[Decimal, Decimal]:
        """Give the lowest and the highest part of a measure that is worth `points`."""
        return Decimal(0), points

    @property
    def counted(self) -> tuple[Asked, ...]:
        """The measures that have a part in the score."""
        return self.measures

    @property
    def is_split(self) -> bool:
        """Whether each measure has points of its own."""
        return len(self.counted) > 0 and all(asked.points is not None for asked in self.counted)

    @property
    def is_presumed(self) -> bool:
        """Whether the catalog leaves open how several measures share the points."""
        return len(self.counted) > 1 and self.combine is None and not self.is_split

    @property
    def lowest(self) -> Decimal:
        """The lowest score that the parts can make."""
        lowest = [low for low, _ in self._ranges()]
        return Decimal(0) if self.combine is Combine.ALL else self._bound(lowest)

    @property
    def highest(self) -> Decimal:
        """The highest score that the parts can make."""
        highest = [high for _, high in self._ranges()]
        return self.points if self.combine is Combine.ALL else self._bound(highest)

    @property
    def computes(self) -> bool:
        """The score follows from the achieved numbers."""
        return True

    @property
    def needs_targets(self) -> bool:
        """The parts compare the numbers with their targets."""
        return True

    @property
    def targeted(self) -> tuple[str, ...]:
        """The measures that have a part, where targets are needed."""
        return tuple(asked.id for asked in self.counted) if self.needs_targets else ()

    def limit(self, entries: Entries) -> Fraction | None:
        """Give the score that the numbers make; None while one is missing."""
        parts = self._parts(entries)
        return None if parts is None else self._joined(parts)

    def formula(self, cells: Mapping[str, str]) -> str | None:
        """Give the same in Excel."""
        parts = [
            self.part_formula(
                plain(points),
                cells[f"measures.{asked.id}"],
                cells[f"targets.{asked.id}"],
                asked.comparison,
            )
            for asked, points in self._shares()
        ]
        if len(parts) == 1:
            return parts[0]
        if self.is_split:
            return "+".join(parts)
        match self.combine:
            case Combine.MIN:
                return f"MIN({','.join(parts)})"
            case Combine.ALL:
                # No part may miss the points by the end of a double alone.
                full = (f"{part}+{_CLEARED}>={plain(self.points)}" for part in parts)
                return f"{plain(self.points)}*AND({','.join(full)})"
            case _:
                return f"({'+'.join(parts)})/{len(parts)}"

    def arithmetic(self, entries: Entries) -> Text | None:
        """Give the parts and what they make, in words; None while a number is missing."""
        parts = self._parts(entries)
        if parts is None:
            return None
        shares = list(self._shares())
        said = [
            self._part_said(asked, points, entries, part)
            for (asked, points), part in zip(shares, parts, strict=True)
        ]
        score = told(self._joined(parts))
        if len(said) == 1:
            return said[0]
        how = self._how_joined()
        zh, en = "；".join(text.zh for text in said), "; ".join(text.en for text in said)
        return Text(f"{zh}；{how.zh}得{score}分", f"{en}; {how.en} {score}")

    def sentence(self) -> Text:
        """Say how the item is scored, and whether the share of its measures is presumed."""
        way, points, joined = self.way(), plain(self.points), self._sharing()
        return Text(f"满分{points}分，{way.zh}{joined.zh}。", f"{points} points, {way.en}{joined.en}.")

    def _shares(self) -> list[tuple[Asked, Decimal]]:
        whole = self.points
        if not self.is_split:
            return [(asked, whole) for asked in self.counted]
        return [(asked, asked.points if asked.points is not None else whole) for asked in self.counted]

    def _ranges(self) -> list[tuple[Decimal, Decimal]]:
        return [self.part_range(points) for _, points in self._shares()]

    def _bound(self, bounds: Sequence[Decimal]) -> Decimal:
        # Unless the measures have points of their own, their ranges are all the same.
        return sum(bounds, Decimal(0)) if self.is_split else bounds[0]

    def _parts(self, entries: Entries) -> list[Fraction] | None:
        parts: list[Fraction] = []
        for asked, points in self._shares():
            entry = entries.measures.get(asked.id)
            part = None if entry is None else self.part(Fraction(points), entry)
            if part is None:
                return None
            parts.append(part)
        return parts

    def _joined(self, parts: list[Fraction]) -> Fraction:
        if self.is_split or len(parts) == 1:
            return sum(parts, Fraction(0))
        match self.combine:
            case Combine.MIN:
                return min(parts)
            case Combine.ALL:
                return Fraction(self.points) if min(parts) >= Fraction(self.points) else Fraction(0)
            case _:
                return sum(parts, Fraction(0)) / len(parts)

    def _part_said(self, asked: Asked, points: Decimal, entries: Entries, part: Fraction) -> Text:
        words = self.part_words(Fraction(points), asked, entries.measures[asked.id])
        named = Text(f"“{asked.name}”", f"“{asked.name}” ") if len(self.counted) > 1 else NOTHING
        # 1.2857 with ≈ before it is no number that equals anything.
        makes = f"≈ {told(part)[1:]}" if told(part).startswith("≈") else f"= {told(part)}"
        return Text(f"{named.zh}{words.zh} {makes}分", f"{named.en}{words.en} {makes}")

    def _how_joined(self) -> Text:
        if self.is_split:
            return Text("合计", "in all")
        match self.combine:
            case Combine.MIN:
                return Text("取最低的一个，", "the lowest counts:")
            case Combine.ALL:
                return Text("全部达标才得分，", "all or nothing:")
            case _:
                return Text("平均", "their mean is")

    def _sharing(self) -> Text:
        if len(self.counted) < _SEVERAL:
            return NOTHING
        if self.is_split:
            zh = "、".join(f"“{asked.name}”{plain(points)}分" for asked, points in self._shares())
            en = ", ".join(f"“{asked.name}” {plain(points)}" for asked, points in self._shares())
            return Text(f"；各指标分值：{zh}", f"; points of the measures: {en}")
        number = len(self.counted)
        match self.combine:
            case Combine.MIN:
                return Text(f"；{number}个指标取得分最低的", f"; the lowest of {number} measures counts")
            case Combine.ALL:
                return Text(
                    f"；{number}个指标全部达标才得分", f"; nothing unless all {number} measures are met"
                )
            case Combine.MEAN:
                return Text(f"；{number}个指标取平均", f"; the mean of {number} measures counts")
            case None:
                return Text(
                    f"；{number}个指标取平均（分值拆分为推定）",
                    f"; the mean of {number} measures counts (this split is presumed)",
                )


_SEVERAL = 2
_CLEARED = "1E-9"
_MOST_MEASURES = 20


def check_measures(
    points: Decimal,
    combine: Combine | None,
    measures: Sequence[Asked],
    allowed: Collection[Comparison] = frozenset(Comparison),
) -> None:
    """Refuse measures that a rule can't score.

    `allowed` are the comparisons that the rule can compute with. Raises a `refusal` where there is no measure or too
    many, where one is compared otherwise, where their own points don't make the item's, or where `combine` has no use.
    """
    if not measures:
        raise refusal(_NO_MEASURES)
    if len(measures) > _MOST_MEASURES:
        raise refusal(_TOO_MANY)
    if len(measures) == 1 and combine is not None:
        raise refusal(_NOTHING_TO_COMBINE, at="combine")
    for asked in measures:
        if asked.comparison not in allowed:
            raise refusal(_compared_otherwise(asked, allowed))
    own = [asked.points for asked in measures if asked.points is not None]
    if own and len(own) < len(measures):
        raise refusal(_SOME_WITHOUT_POINTS)
    if own and sum(own) != points:
        raise refusal(_other_sum(sum(own, Decimal(0)), points))
    if own and combine is not None:
        raise refusal(_POINTS_AND_COMBINE, at="combine")


PERCENT = "%"
"""The unit of a rate."""


def amount(number: Decimal | Fraction, unit: str) -> Text:
    """Write a number with its unit: 3次, 3 times; 90% in both languages."""
    return Text(f"{told(number)}{unit}", f"{told(number)}{'' if unit in _POINTS else ' '}{unit}".rstrip())


def apart(number: Decimal | Fraction, unit: str) -> Text:
    """Write a difference with its unit: that of two percentages is in percentage points."""
    if unit not in _POINTS:
        return amount(number, unit)
    zh, en = _POINTS[unit]
    return Text(f"{told(number)}{zh}", f"{told(number)} {en}{'' if number == 1 else 's'}")


_POINTS = {PERCENT: Text("个百分点", "percentage point"), "‰": Text("个千分点", "per-mille point")}

_NO_MEASURES = Text(
    "这种计分规则要从完成数计算，本项却没有写 measures。请补上指标。",
    "This kind of rule computes from achieved numbers, but the item has no measures. Add them.",
)
_TOO_MANY = Text(
    f"本项的指标太多，一个得分最多由{_MOST_MEASURES}个指标计算。请分成几项考核内容。",
    f"A score is computed from {_MOST_MEASURES} measures at most. Make several items.",
)
_NOTHING_TO_COMBINE = Text(
    "计算得分的指标只有一个，combine 用不上。请删去 combine。",
    "The score is computed from a single measure, so combine has no use. Remove it.",
)
_SOME_WITHOUT_POINTS = Text(
    "本项有的指标写了分值 points，有的没有。请都写，或都不写。",
    "Some measures of this item have points and some have none. Write them at all or at none.",
)
_POINTS_AND_COMBINE = Text(
    "各指标已有自己的分值，合计就是得分，combine 用不上。请删去其中一种。",
    "The measures have points of their own, which add up; combine has no use. Leave out one of the two.",
)


def _other_sum(found: Decimal, points: Decimal) -> Text:
    return Text(
        f"各指标的分值相加是{plain(found)}，本项分值是{plain(points)}。请改成一致。",
        f"The points of the measures add up to {plain(found)}, the item is worth {plain(points)}. Make them agree.",
    )


def _compared_otherwise(asked: Asked, allowed: Collection[Comparison]) -> Text:
    words = [one.value for one in Comparison if one in allowed]
    return Text(
        f"指标“{asked.name}”用的是 {asked.comparison.value}，这种计分规则只能用：{'、'.join(words)}。",
        f"The measure “{asked.name}” is compared by {asked.comparison.value}; this kind of rule takes: {', '.join(words)}.",
    )

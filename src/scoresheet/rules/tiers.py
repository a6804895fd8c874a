"""The score of the band into which a number, or the share of its target, falls; on condition of a gate, if there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, Field

from scoresheet.figures import plain, signed, told
from scoresheet.language import NOTHING, Text
from scoresheet.rule.gaps import LOWEST, MOST_BANDS, TOO_MANY, alone, array, check_bounds
from scoresheet.rule.measured import (
    PERCENT,
    Combine,
    MeasuredParameters,
    MeasuredRule,
    amount,
    check_measures,
)
from scoresheet.rule.model import Asked, Comparison, Entries, Example, MeasureEntry
from scoresheet.rule.parameters import Id, Limit, Number, Strict, refusal


class TierPart(Strict):
    """From this number, or this share of the target, on: the score; without `at_least`, for all the rest."""

    at_least: Limit | None = None
    """达到多少：写数，或按目标的百分比写，如 80%；其余的一档不写 / from this number, or this share of the target such as 80%; left out for all the rest"""
    score: Annotated[Number, Field(ge=-10000, le=10000)]
    """得几分 / the score"""


class GatePart(Strict):
    """A measure whose number decides whether there is a score at all."""

    measure: Id
    """作为前提的指标编号 / the id of the measure that decides"""
    at_least: Annotated[Number, Field(gt=0)]
    """不到这个数则不得分 / below this there is no score"""


class TiersParameters(MeasuredParameters):
    """The bands, from the highest down or from the lowest up."""

    bands: Annotated[list[TierPart], Field(min_length=1)]
    """各档的下限和得分 / the bands with their scores"""
    gate: GatePart | None = None
    """得分的前提条件 / a condition for any score at all"""


@dataclass(frozen=True, slots=True)
class Tier:
    """From `at_least` on the score is `score`."""

    at_least: Decimal
    score: Decimal


@dataclass(frozen=True, slots=True)
class Gate:
    """Where the number of this measure is below `at_least`, the score is 0."""

    measure: str
    at_least: Decimal


@dataclass(frozen=True, slots=True)
class Tiers(MeasuredRule):
    """The score of the highest band that is reached, `rest` below all of them.

    `bands` are in rising order; `is_share` tells that they are shares of the target. The measure of the `gate` has no
    other part in the score.
    """

    kind: ClassVar[str] = "tiers"
    Parameters: ClassVar[type[BaseModel]] = TiersParameters
    wording: ClassVar[Text] = Text(
        "完成80%以上得5分，50%以上得3分，50%以下不得分；完成100%加2分，98%以上加1分，低于90%扣2分",
        "5 points from 80% of the target on, 3 from 50% on, else none; 2 more at 100%, 2 off below 90%",
    )
    example: ClassVar[Example] = Example(
        "points: 5\nmeasures:\n  loans: {name: 发放贷款, unit: 笔, at_least: 80}\n"
        "  funds: {name: 资金到位率, unit: '%', at_least: 20}\n"
        "rule:\n  kind: tiers\n  bands: [{at_least: 80%, score: 5}, {at_least: 50%, score: 3}]\n"
        "  gate: {measure: funds, at_least: 20}",
        {"loans": "60", "funds": "25"},
        "3",
    )

    bands: tuple[Tier, ...] = ()
    rest: Decimal | None = None
    is_share: bool = False
    gate: Gate | None = None

    @classmethod
    def build(cls, points: Decimal, parameters: TiersParameters, measures: tuple[Asked, ...] = ()) -> Self:
        """Make the rule; raises the `refusal` of bands out of order and of measures that can't be looked up."""
        gate = parameters.gate
        if gate is not None:
            _check_gate(gate, measures)
        counted = tuple(asked for asked in measures if gate is None or asked.id != gate.measure)
        bounds = [part.at_least for part in parameters.bands if part.at_least is not None]
        is_share = any(bound.is_share for bound in bounds)
        allowed = {Comparison.AT_LEAST} if is_share else set(Comparison)
        check_measures(points, parameters.combine, counted, allowed)
        if parameters.combine is Combine.ALL:
            raise refusal(_NOTHING_TO_MEET, at="combine")
        if len(counted) > 1 and counted[0].points is not None:
            raise refusal(_SCORES_ARE_GIVEN)
        check_bounds([bound.is_share for bound in bounds], {asked.unit for asked in counted})
        bands, rest = _in_order(parameters.bands)
        made = None if gate is None else Gate(gate.measure, gate.at_least)
        return cls(points, measures, parameters.combine, bands, rest, is_share, made)

    @property
    def counted(self) -> tuple[Asked, ...]:
        """All measures but that of the gate."""
        return tuple(asked for asked in self.measures if self.gate is None or asked.id != self.gate.measure)

    @property
    def needs_targets(self) -> bool:
        """Shares are shares of a target; numbers are looked up as they are."""
        return self.is_share

    @property
    def lowest(self) -> Decimal:
        """The lowest score of any band, or 0 where nothing is reached or the gate is closed."""
        return min(self._scores())

    @property
    def highest(self) -> Decimal:
        """The highest score of any band, or 0 where that is all that is left."""
        return max(self._scores())

    def limit(self, entries: Entries) -> Fraction | None:
        """Give the score of the bands that the numbers fall into; None while one is missing."""
        limit = MeasuredRule.limit(self, entries)
        if self.gate is None or limit is None:
            return limit
        let_through = self._let_through(entries)
        return None if let_through is None else limit if let_through else Fraction(0)

    def formula(self, cells: Mapping[str, str]) -> str | None:
        """Give the same in Excel; a closed gate multiplies by 0, which nests no deeper."""
        formula = MeasuredRule.formula(self, cells)
        if self.gate is None:
            return formula
        cell = cells[f"measures.{self.gate.measure}"]
        return f"(ROUND({cell},9)>={plain(self.gate.at_least)})*{formula}"

    def arithmetic(self, entries: Entries) -> Text | None:
        """Give the bands that are reached, or the gate that is not; None while a number is missing."""
        if self.limit(entries) is None:
            return None
        if self.gate is None or self._let_through(entries):
            return MeasuredRule.arithmetic(self, entries)
        asked = self._gatekeeper(self.gate)
        actual = amount(entries.actual(self.gate.measure) or Fraction(0), asked.unit)
        bound = amount(self.gate.at_least, asked.unit)
        return Text(
            f"“{asked.name}”完成{actual.zh}，低于{bound.zh}，不得分 = 0分",
            f"“{asked.name}” is {actual.en}, below {bound.en}, so there are no points = 0",
        )

    def part(self, points: Fraction, entry: MeasureEntry) -> Fraction | None:
        """Give the score of the band that a number reaches."""
        if entry.actual is None or (self.is_share and entry.goal.target is None):
            return None
        reached = self._reached(entry)
        return Fraction(self.rest or 0) if reached is None else Fraction(reached.score)

    def part_formula(self, points: str, value: str, target: str, comparison: Comparison) -> str:
        """Give the same in Excel; a share of nothing is all of it."""
        size = f"IF({target}=0,1,{value}/{target})" if self.is_share else value
        bounds = [LOWEST, *(plain(band.at_least) for band in self.bands)]
        scores = [plain(self.rest or Decimal(0)), *(plain(band.score) for band in self.bands)]
        return f"LOOKUP(ROUND({size},9),{array(bounds)},{array(scores)})"

    def part_words(self, points: Fraction, asked: Asked, entry: MeasureEntry) -> Text:
        """Say the number, and the bound that it reaches."""
        zh, en = amount(entry.actual or Fraction(0), asked.unit)
        if self.is_share:
            share = told(self._size(entry) * 100)
            done = f"{told(entry.actual or Fraction(0))}/{told(entry.goal.target or Fraction(0))}"
            zh, en = f"率{done}，即{share}%", f"{done}, or {share}%"
        band = self._reached(entry)
        if band is None:
            lowest = self._begins(self.bands[0], asked.unit)
            return Text(f"完成{zh}，不到{lowest.zh}", f"{en}, below {lowest.en}")
        bound = self._begins(band, asked.unit)
        return Text(f"完成{zh}，达到{bound.zh}", f"{en}, which reaches {bound.en}")

    def way(self) -> Text:
        """Say what each band is worth, and what the gate asks for."""
        units = {asked.unit for asked in self.counted}
        unit = units.pop() if len(units) == 1 else ""
        said = [(alone(self._begins(band, unit)), signed(band.score)) for band in reversed(self.bands)]
        zh = [f"{bound.zh}以上得{score}分" for bound, score in said]
        en = [f"{score} from {bound.en} on" for bound, score in said]
        if self._has_rest:
            rest = signed(self.rest or Decimal(0))
            zh.append(f"不到的得{rest}分")
            en.append(f"else {rest}")
        of, of_en = ("按完成率分档", "by the share of the target") if self.is_share else ("分档", "by bands")
        gate = self._gated()
        return Text(f"{of}：{'，'.join(zh)}{gate.zh}", f"{of_en}: {', '.join(en)}{gate.en}")

    def _gated(self) -> Text:
        if self.gate is None:
            return NOTHING
        asked = self._gatekeeper(self.gate)
        bound = alone(amount(self.gate.at_least, asked.unit))
        return Text(
            f"；“{asked.name}”低于{bound.zh}不得分", f"; nothing where “{asked.name}” is below {bound.en}"
        )

    @property
    def _has_rest(self) -> bool:
        # No number is below 0, so nothing is below a band that begins there.
        return self.bands[0].at_least > 0

    def _scores(self) -> list[Decimal]:
        scores = [band.score for band in self.bands]
        if self._has_rest:
            scores.append(self.rest or Decimal(0))
        return scores if self.gate is None else [*scores, Decimal(0)]

    def _size(self, entry: MeasureEntry) -> Fraction:
        actual, target = Fraction(entry.actual or 0), Fraction(entry.goal.target or 0)
        if not self.is_share:
            return actual
        return actual / target if target else Fraction(1)

    def _reached(self, entry: MeasureEntry) -> Tier | None:
        size = self._size(entry)
        return next((band for band in reversed(self.bands) if size >= Fraction(band.at_least)), None)

    def _let_through(self, entries: Entries) -> bool | None:
        if self.gate is None:
            return True
        actual = entries.actual(self.gate.measure)
        return None if actual is None else actual >= Fraction(self.gate.at_least)

    def _gatekeeper(self, gate: Gate) -> Asked:
        return next(asked for asked in self.measures if asked.id == gate.measure)

    def _begins(self, band: Tier, unit: str) -> Text:
        return amount(band.at_least * 100, PERCENT) if self.is_share else amount(band.at_least, unit)


_NOTHING_TO_MEET = Text(
    "分档计分没有“达标”可言，combine 不能写 all。请写 mean（平均）或 min（取最低）。",
    "Where a band decides no target is met, so combine can't be all. Write mean or min.",
)
_SCORES_ARE_GIVEN = Text(
    "得分由各档的 score 决定，指标自己的 points 用不上。请删去指标的 points，或分成几项考核内容。",
    "The bands give the scores, so the measures' own points have no use. Remove them, or make several items.",
)
_OUT_OF_ORDER = Text(
    "各档的 at_least 应一路从大到小，或一路从小到大，不能重复。请调整顺序。",
    "Write the bands with at_least falling all the way or rising all the way, no two alike. Put them in order.",
)
_REST_IN_BETWEEN = Text(
    "不写 at_least 的一档表示其余，只能有一档，并且写在最低的一头。请改正。",
    "A band without at_least stands for all the rest; there is one at most, at the low end. Put it there.",
)
_NO_REST = Text(
    "最低的一档从0起，已包括所有的数，不写 at_least 的一档用不上。请删去其中一档。",
    "The lowest band begins at 0 and holds every number, so the one without at_least has no use. Remove one of them.",
)
_BELOW_ZERO = Text(
    "at_least 不能小于0：完成数不会是负数。请改正。",
    "at_least can't be below 0, as no achieved number is. Change it.",
)
_ONLY_A_GATE = Text(
    "gate 用的是本项唯一的指标，没有指标可以分档了。请再写一个指标，或删去 gate。",
    "The gate takes the only measure of the item, so none is left to score. Add a measure, or remove the gate.",
)
_GATE_WITH_POINTS = Text(
    "gate 用的指标只决定能不能得分，自己没有分值。请删去这个指标的 points。",
    "The measure of the gate only decides whether there is a score. Remove its points.",
)


def _in_order(parts: Sequence[TierPart]) -> tuple[tuple[Tier, ...], Decimal | None]:
    """Give the bands in rising order and the score of the rest, None where none is given."""
    if len(parts) > MOST_BANDS:
        raise refusal(TOO_MANY, at="bands")
    bounds = [part.at_least.number for part in parts if part.at_least is not None]
    if not bounds or len(bounds) < len(parts) - 1:
        raise refusal(_REST_IN_BETWEEN, at="bands")
    if min(bounds) < 0:
        raise refusal(_BELOW_ZERO, at="bands")
    falls = all(upper > lower for upper, lower in pairwise(bounds))
    if not falls and not all(lower < upper for lower, upper in pairwise(bounds)):
        raise refusal(_OUT_OF_ORDER, at="bands")
    rest = [part.score for part in parts if part.at_least is None]
    ends = ([parts[-1]] if falls else []) + ([parts[0]] if not falls or len(bounds) == 1 else [])
    if rest and all(part.at_least is not None for part in ends):
        raise refusal(_REST_IN_BETWEEN, at="bands")
    if rest and min(bounds) == 0:
        raise refusal(_NO_REST, at="bands")
    tiers = [Tier(part.at_least.number, part.score) for part in parts if part.at_least is not None]
    return tuple(reversed(tiers) if falls else tiers), rest[0] if rest else None


def _check_gate(gate: GatePart, measures: Sequence[Asked]) -> None:
    found = [asked for asked in measures if asked.id == gate.measure]
    if measures and not found:
        raise refusal(_unknown_gate(gate.measure, [asked.id for asked in measures]), at="gate")
    if len(measures) == 1:
        raise refusal(_ONLY_A_GATE, at="gate")
    if any(asked.points is not None for asked in found):
        raise refusal(_GATE_WITH_POINTS, at="gate")


def _unknown_gate(name: str, known: Sequence[str]) -> Text:
    return Text(
        f"gate 里写的指标“{name}”不在本项的 measures 里。可以写：{'、'.join(known)}。",
        f"The gate names the measure “{name}”, which the item doesn't have. What can be written: {', '.join(known)}.",
    )

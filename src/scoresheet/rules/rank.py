"""Points by the unit's place among all units, in the order of one measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby, pairwise
from typing import ClassVar, Self

from pydantic import BaseModel, Field, model_validator

from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.rule.model import Asked, Comparison, Entries, Example, Rule
from scoresheet.rule.parameters import Id, Number, Strict, refusal

_LONGEST_TABLE = 100
_FEWER_IS_BETTER = frozenset({Comparison.AT_MOST, Comparison.BELOW})


class Tied(StrEnum):
    """What units with the same number get: all the points of their place, or the mean of the places they take up."""

    SHARE = "share"
    AVERAGE = "average"


class RankParameters(Strict):
    """The measure, the points of each place, and what tied units get."""

    by: Id | None = None
    """按哪个指标排名次；只有一个指标的可不写 / the measure by which units are placed; not needed where there is one"""
    table: list[Number] | None = Field(default=None, min_length=1)
    """第1名起各名次的得分 / the points of places 1, 2, …"""
    step: Number | None = Field(default=None, gt=0)
    """表列以后每名递减几分 / how much less each further place gets"""
    ties: Tied = Tied.SHARE
    """并列的：share 都得该名次的分，average 取所占名次的平均 / tied units share the points of their place, or get the average of the places they take up"""

    @model_validator(mode="after")
    def _points_of_places(self) -> Self:
        if self.table is None and self.step is None:
            raise refusal(_NO_POINTS)
        table = self.table or []
        if len(table) > _LONGEST_TABLE:
            raise refusal(_too_long(len(table)), at="table")
        if any(entry < 0 for entry in table):
            raise refusal(_BELOW_0, at="table")
        for place, (better, worse) in enumerate(pairwise(table), start=2):
            if worse > better:
                raise refusal(_rising(place, better, worse), at="table")
        return self


@dataclass(frozen=True, slots=True)
class Rank(Rule):
    """The points of the unit's place: those of the `table`, then `step` less for each further place, never below 0.

    Without a step, places beyond the table give nothing.
    """

    kind: ClassVar[str] = "rank"
    Parameters: ClassVar[type[BaseModel]] = RankParameters
    wording: ClassVar[Text] = Text(
        "第1名得6分，第2名得5分，第3名得4分；前3名得满分，其他依次递减0.2分",
        "6 points for place 1, 5 for place 2, 4 for place 3; full points for the first three, 0.2 less for each further place",
    )
    example: ClassVar[Example] = Example(
        "points: 6\nmeasures: {reports: {name: 采用信息, unit: 篇, at_least: }}\n"
        "rule: {kind: rank, table: [6, 5, 4], step: 0.5}",
        {"reports": "12"},
        None,
    )

    by: Asked
    table: tuple[Decimal, ...]
    step: Decimal | None = None
    ties: Tied = Tied.SHARE

    @classmethod
    def build(cls, points: Decimal, parameters: RankParameters, measures: tuple[Asked, ...] = ()) -> Self:
        """Make the rule; raises the `refusal` of measures or points that make no order."""
        by, table, step = _compared_by(parameters.by, measures), parameters.table or [points], parameters.step
        if table[0] != points:
            raise refusal(_other_first(table[0], points), at="table")
        if step is not None and step > points:
            raise refusal(_steep(step, points), at="step")
        return cls(points, by, tuple(table), step, parameters.ties)

    @property
    def cell_reads(self) -> Text | None:
        """The score is known when all units have reported."""
        return Text("待定", "pending")

    @property
    def takes_negatives(self) -> bool:
        """A decline has its place, too."""
        return True

    @property
    def ranks_units(self) -> bool:
        """The score follows from the unit's place."""
        return True

    def compared(self, entries: Entries) -> Fraction | None:
        """Give the measure's number, negated where fewer is better; None where the unit gave none."""
        actual = entries.actual(self.by.id)
        return actual if actual is None or not self._fewer_is_better else -actual

    def by_place(self, compared: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """Give the score of each unit, not rounded; the order of the units makes no difference."""
        scores: dict[str, Fraction] = {}
        best_first = sorted(compared, key=lambda unit: compared[unit], reverse=True)
        for _, units in groupby(best_first, key=lambda unit: compared[unit]):
            tied = list(units)
            scores |= dict.fromkeys(tied, self._shared(len(scores) + 1, len(tied)))
        return {unit: scores[unit] for unit in compared}

    def sentence(self) -> Text:
        """Say what is compared, what each place gives and what tied units get."""
        points, name, order = plain(self.points), self.by.name, _ORDER[self._fewer_is_better]
        zh, en = self._places()
        ties = _TIES[self.ties]
        return Text(
            f"满分{points}分，按各单位“{name}”的名次计分（{order.zh}）：{zh}；{ties.zh}。",
            f"{points} points by place among all units, “{name}”, {order.en}: {en}; {ties.en}.",
        )

    @property
    def _fewer_is_better(self) -> bool:
        return self.by.comparison in _FEWER_IS_BETTER

    def _shared(self, place: int, units: int) -> Fraction:
        if self.ties is Tied.SHARE:
            return Fraction(self._given(place))
        return Fraction(sum((self._given(place + each) for each in range(units)), Decimal(0))) / units

    def _given(self, place: int) -> Decimal:
        if place <= len(self.table):
            return self.table[place - 1]
        if self.step is None:
            return Decimal(0)
        return max(self.table[-1] - self.step * (place - len(self.table)), Decimal(0))

    def _places(self) -> tuple[str, str]:
        zh, en, first = [], [], 1
        for entry, places in groupby(self.table):
            last = first + len(list(places)) - 1
            span = f"{first}" if first == last else f"{first}至{last}"
            zh.append(f"第{span}名{plain(entry)}分")
            en.append(
                f"place {first}: {plain(entry)}"
                if first == last
                else f"places {first} to {last}: {plain(entry)}"
            )
            first = last + 1
        if self.step is None:
            return "、".join([*zh, "其余0分"]), ", ".join([*en, "all others: 0"])
        zh.append(f"以后每名少{plain(self.step)}分，最低0分")
        en.append(f"then {plain(self.step)} less for each place, never below 0")
        return "、".join(zh), ", ".join(en)


_ORDER = {
    False: Text("数大的在前", "the greatest number first"),
    True: Text("数小的在前", "the smallest number first"),
}
_TIES = {
    Tied.SHARE: Text("数相同的同得这一名次的分", "equal numbers get the points of the place they share"),
    Tied.AVERAGE: Text("数相同的平分所占名次的分", "equal numbers get the mean of the places they take up"),
}


def _compared_by(name: str | None, measures: tuple[Asked, ...]) -> Asked:
    if len(measures) != 1:
        raise refusal(_not_one(len(measures)) if measures else _NO_MEASURE)
    (only,) = measures
    if name is not None and name != only.id:
        raise refusal(_unknown_measure(name, only.id), at="by")
    if only.points is not None:
        raise refusal(_own_points(only.name))
    if only.comparison is Comparison.EQUALS:
        raise refusal(_no_order(only.name))
    return only


_NO_MEASURE = Text(
    "按名次计分要比较一个数，本项却没有写 measures。请补上指标。",
    "Points by place compare a number, but the item has no measures. Add the one to compare.",
)
_NO_POINTS = Text(
    "没有写各名次得几分。请写 table（如 [6, 5, 4]），或写 step（每名少几分），也可以两种都写。",
    "It isn't said what each place gives. Write table, as in [6, 5, 4], or step, what each further place gets less, or both.",
)
_BELOW_0 = Text(
    "名次的分不能是负数。请把 table 里的负数改为0或正数。",
    "A place can't give less than 0. Change the negative numbers of table.",
)


def _not_one(found: int) -> Text:
    return Text(
        f"按名次计分只比较一个指标，本项却有{found}个。请只留要比较的那个，其余的放到别的考核内容里。",
        f"Points by place compare one measure, but the item has {found}. Keep the one to compare and move the others to other items.",
    )


def _unknown_measure(name: str, known: str) -> Text:
    return Text(
        f"by 写的是“{name}”，本项 measures 里没有这个指标。请改为“{known}”，或删去 by。",
        f"by says “{name}”, which is no measure of this item. Write “{known}”, or leave by out.",
    )


def _own_points(name: str) -> Text:
    return Text(
        f"指标“{name}”写了分值 points，按名次计分时用不上。请删去。",
        f"The measure “{name}” has points of its own, for which points by place have no use. Remove them.",
    )


def _no_order(name: str) -> Text:
    return Text(
        f"指标“{name}”用的是 equals，排不出谁在前。数大的在前请用 at_least，数小的在前请用 at_most。",
        f"The measure “{name}” is compared by equals, which makes no order. Write at_least where the greatest number comes "
        "first, at_most where the smallest does.",
    )


def _too_long(found: int) -> Text:
    return Text(
        f"table 里有{found}个名次，最多写{_LONGEST_TABLE}个。后面有规律的名次请用 step。",
        f"table has {found} places; {_LONGEST_TABLE} are the most. Use step for the places after them.",
    )


def _rising(place: int, better: Decimal, worse: Decimal) -> Text:
    return Text(
        f"第{place}名得{plain(worse)}分，比第{place - 1}名的{plain(better)}分还多。名次越靠后，分只能相同或更少，请核对 table。",
        f"Place {place} gives {plain(worse)}, more than the {plain(better)} of place {place - 1}. "
        "Later places give the same or less: check table.",
    )


def _other_first(first: Decimal, points: Decimal) -> Text:
    return Text(
        f"第1名得{plain(first)}分，本项分值是{plain(points)}。第1名应得满分，请改成一致。",
        f"Place 1 gives {plain(first)}, but the item is worth {plain(points)}. The first place gets all of it: make them agree.",
    )


def _steep(step: Decimal, points: Decimal) -> Text:
    return Text(
        f"每名少{plain(step)}分，超过本项分值{plain(points)}。请改为不大于{plain(points)}的数。",
        f"Each further place gets {plain(step)} less, but the item is worth {plain(points)}. Write {plain(points)} or less.",
    )

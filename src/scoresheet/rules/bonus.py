"""Points on top of the total for awards of several levels: the highest one counts, or all are added up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Self

from pydantic import BaseModel, Field

from scoresheet.figures import plain, told
from scoresheet.language import Text, same
from scoresheet.rule.asking import check_questions
from scoresheet.rule.model import WORDS, Asked, Comparison, Entries, Example, Goal, Question, Reply, Rule
from scoresheet.rule.parameters import Id, Number, Strict, refusal

# A function takes no more arguments than this in a workbook that is saved as .xls.
_MOST = 30


class Once(StrEnum):
    """How often a matter counts: once, at its highest level, or every time."""

    MAX = "max"
    SUM = "sum"


class LevelParameters(Strict):
    """A level of awards and what one is worth."""

    name: str = Field(min_length=1, max_length=100)
    """级别名称，如 省级表彰 / the level, such as an award of the province"""
    points: Number = Field(gt=0)
    """每项加几分 / points for each"""


class BonusParameters(Strict):
    """The levels, the cap, and how often a matter counts."""

    levels: dict[Id, LevelParameters] = Field(min_length=1)
    """加分的级别：编号: {name, points} / the levels: id: {name, points}"""
    at_most: Number | None = Field(default=None, gt=0)
    """本项最多加几分 / the most that this item adds"""
    once: Once = Once.MAX
    """max 按最高级别计一次，sum 逐项累加 / max: the highest level counts once; sum: all are added up"""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of awards; `points` is what one is worth."""

    name: str = field(metadata=WORDS)
    points: Decimal


Awards = list[tuple[Level, Fraction]]
"""How many awards of each level a unit has."""


@dataclass(frozen=True, slots=True)
class Bonus(Rule):
    """Points for awards, up to `most`; the item itself is worth nothing."""

    kind: ClassVar[str] = "bonus"
    Parameters: ClassVar[type[BaseModel]] = BonusParameters
    worth_points: ClassVar[bool] = False
    wording: ClassVar[Text] = Text(
        "受省级表彰加3分，市级表彰加1分，同一事项按最高级别计一次；信息每被采用1篇加0.5分，最多加3分",
        "3 points for an award of the province, 1 of the city, a matter counting once at its highest level; "
        "0.5 for each published report, at most 3",
    )
    example: ClassVar[Example] = Example(
        "points: 0\n"
        "rule:\n"
        "  kind: bonus\n"
        "  levels:\n"
        "    province: {name: 省级表彰, points: 3}\n"
        "    city: {name: 市级表彰, points: 1}\n"
        "  at_most: 4\n"
        "  once: sum",
        {"province": "1", "city": "2"},
        "4",
    )

    levels: Mapping[str, Level] = field(default_factory=dict)
    most: Decimal = Decimal(0)
    once: Once = Once.MAX

    @classmethod
    def build(cls, points: Decimal, parameters: BonusParameters, measures: tuple[Asked, ...] = ()) -> Self:
        """Make the rule; `points` is 0 or the cap.

        Raises the `refusal` of two caps, of none where awards add up, and of one that no single award reaches.
        """
        levels = {key: Level(level.name, level.points) for key, level in parameters.levels.items()}
        check_questions([level.name for level in levels.values()], measures, _MOST)
        highest = max(level.points for level in levels.values())
        cap = _cap(points, parameters.at_most)
        if parameters.once is Once.SUM and cap is None:
            raise refusal(_NO_CAP)
        if cap is None or parameters.once is Once.MAX:
            cap = min(highest, cap or highest)
        return cls(Decimal(0), levels, cap, parameters.once)

    @property
    def highest(self) -> Decimal:
        """The most that can be added."""
        return self.most

    @property
    def is_bonus(self) -> bool:
        """The points come on top of the total."""
        return True

    @property
    def computes(self) -> bool:
        """The score follows from the awards."""
        return True

    @property
    def questions(self) -> Mapping[str, Question]:
        """How many awards of each level the unit has."""
        goal = Goal(Comparison.AT_LEAST, None)
        return {
            key: Question(same(level.name), _TIMES, Reply.COUNT, goal) for key, level in self.levels.items()
        }

    def limit(self, entries: Entries) -> Fraction | None:
        """Give what the awards add, None while a number is blank."""
        awards = self._awards(entries)
        return None if awards is None else min(self._earned(awards), Fraction(self.most))

    def formula(self, cells: Mapping[str, str]) -> str | None:
        """Give the same in Excel."""
        counted = [(level, cells[f"measures.{key}"]) for key, level in self.levels.items()]
        if self.once is Once.SUM:
            earned = "+".join(f"{plain(level.points)}*{cell}" for level, cell in counted)
        else:
            earned = ",".join(f"IF({cell}>=1,{plain(level.points)},0)" for level, cell in counted)
            earned = earned if len(counted) == 1 else f"MAX({earned})"
        return f"MIN({earned},{plain(self.most)})"

    def arithmetic(self, entries: Entries) -> Text | None:
        """Say which awards count and what they add; None while a number is blank."""
        awards = self._awards(entries)
        if awards is None:
            return None
        zh, en = self._terms([(level, number) for level, number in awards if number > 0])
        earned, most = self._earned(awards), plain(self.most)
        zh, en = f"{zh} = {told(earned)}分", f"{en} = {told(earned)}"
        if earned > self.most:
            return Text(
                f"{zh}，最多加{most}分，加分 = {most}分", f"{en}, at most {most}, so the bonus = {most}"
            )
        return Text(zh, en)

    def sentence(self) -> Text:
        """Say what each level adds, and how far it goes."""
        each = Text("每次", "each ") if self.once is Once.SUM else Text("", "")
        levels = self.levels.values()
        zh = "、".join(f"“{level.name}”{each.zh}加{plain(level.points)}分" for level in levels)
        en = ", ".join(f"{plain(level.points)} for {each.en}“{level.name}”" for level in levels)
        most = plain(self.most)
        if self.once is Once.SUM:
            return Text(f"加分项：{zh}，累计最多加{most}分。", f"Bonus: {en}, at most {most} in all.")
        return Text(
            f"加分项：{zh}，同一事项按最高的一级计一次，最多加{most}分。",
            f"Bonus: {en}; a matter counts once, at its highest level, at most {most}.",
        )

    def _awards(self, entries: Entries) -> Awards | None:
        awards: Awards = []
        for key, level in self.levels.items():
            number = entries.actual(key)
            if number is None:
                return None
            awards.append((level, number))
        return awards

    def _earned(self, awards: Awards) -> Fraction:
        if self.once is Once.SUM:
            return sum((Fraction(level.points) * number for level, number in awards), Fraction(0))
        return max((Fraction(level.points) for level, number in awards if number >= 1), default=Fraction(0))

    def _terms(self, awards: Awards) -> tuple[str, str]:
        if not awards:
            return "没有可加分的", "no award"
        if self.once is Once.MAX:
            best = max((level for level, _ in awards), key=lambda level: level.points)
            return f"最高一级“{best.name}”", f"the highest level is “{best.name}”"
        zh = " + ".join(f"{told(number)}次“{level.name}”×{plain(level.points)}" for level, number in awards)
        en = " + ".join(
            f"{told(number)} × {plain(level.points)} (“{level.name}”)" for level, number in awards
        )
        return zh, en


_TIMES = Text("次", "times")

_NO_CAP = Text(
    "按次累计加分（once: sum）要写最多加几分。请补上 at_most。",
    "Where every award counts (once: sum), say how much can be added at most: write at_most.",
)


def _cap(points: Decimal, at_most: Decimal | None) -> Decimal | None:
    if at_most is None:
        return points or None
    if points not in {0, at_most}:
        raise refusal(_two_caps(points, at_most), at="at_most")
    return at_most


def _two_caps(points: Decimal, at_most: Decimal) -> Text:
    return Text(
        f"本项分值写的是{plain(points)}，at_most 写的是{plain(at_most)}，分不清最多加几分。请把分值改为0，或改成一致。",
        f"The item says {plain(points)} points and at_most says {plain(at_most)}: which is the cap? "
        "Give the item 0 points, or make the two agree.",
    )

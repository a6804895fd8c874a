"""Points are deducted for each event: so much a kind, counted, or as entered in an open register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from pydantic import BaseModel, Field, model_validator

from scoresheet.figures import plain, signed, told
from scoresheet.language import Text
from scoresheet.rule.model import Asked, Entries, EventKind, Example, Rule
from scoresheet.rule.parameters import Id, Number, Strict, Whole, refusal


class Kind(Strict):
    """A kind of event and what each one costs."""

    name: str = Field(min_length=1, max_length=100)
    """扣分情形的名称 / what has happened"""
    deduct: Number = Field(gt=0)
    """每起扣几分 / points off for each"""


class Register(Strict):
    """An open register: one row per event, its deduction entered by the unit."""

    rows: Whole = Field(ge=1, le=200)
    """登记表留几行 / how many rows the register has"""


_ONE_WAY = Text(
    "扣分有两种登记方法：events 逐类列出扣分情形，或 register 开列登记行数。请写其中一种，并且只写一种。",
    "Deductions are counted in one of two ways: events lists the kinds of event, register gives an open list. "
    "Write one of them, and only one.",
)


class EventsParameters(Strict):
    """Either `events` or `register`, and how far the score can fall."""

    events: dict[Id, Kind] = Field(default_factory=dict)
    """逐类列出的扣分情形：编号: {name, deduct} / the kinds of event: id: {name, deduct}"""
    open_register: Register | None = Field(default=None, alias="register")
    """不分类、逐起登记扣分的登记表：{rows: 行数} / an open list of deductions instead: {rows: number}"""
    deduct_at_most: Number | None = Field(default=None, gt=0)
    """最多扣几分；不写则扣完本项分值为止 / the most that is taken off; the item's points where left out"""
    lowest: Number | None = None
    """最低得分；可以是负数 / the lowest score; it may be below 0"""

    @model_validator(mode="after")
    def _one_way_of_counting(self) -> Self:
        if bool(self.events) == (self.open_register is not None):
            raise refusal(_ONE_WAY)
        return self


def _nothing_to_deduct(lowest: Decimal, points: Decimal) -> Text:
    low, full = plain(lowest), plain(points)
    return Text(
        f"最低得分 lowest 写的是{low}，本项满分{full}分，就没有可扣的分了。请改为小于{full}的数。",
        f"The lowest score is {low} and the item is worth {full}: nothing could be deducted. "
        f"Write a lowest score below {full}.",
    )


@dataclass(frozen=True, slots=True)
class Events(Rule):
    """Points minus what the events cost, never below `floor`; a cap above the points lets it fall below 0.

    The counts of the kinds are disjoint: an event is counted once, under its own kind.
    """

    kind: ClassVar[str] = "events"
    Parameters: ClassVar[type[BaseModel]] = EventsParameters
    wording: ClassVar[Text] = Text(
        "每发生一起扣0.5分，特别重大的扣1分，最多扣5分；实行扣分制，按登记的情形逐项扣减，扣完为止",
        "0.5 off for each case, 1 for a very serious one, at most 5 off; deductions as registered, until nothing is left",
    )
    example: ClassVar[Example] = Example(
        "points: 1.5\n"
        "rule:\n"
        "  kind: events\n"
        "  events:\n"
        "    ordinary: {name: 一般案件, deduct: 0.5}\n"
        "    severe: {name: 特别重大案件, deduct: 1}\n"
        "  deduct_at_most: 5",
        {"ordinary": "2", "severe": "1"},
        "-0.5",
    )

    cap: Decimal = Decimal(0)
    floor: Decimal = Decimal(0)
    kinds: Mapping[str, EventKind] = field(default_factory=dict)
    rows: int = 0

    @classmethod
    def build(
        cls,
        points: Decimal,
        parameters: EventsParameters,
        measures: tuple[Asked, ...] = (),
    ) -> Self:
        """Make the rule; by default the whole of the points can be lost and no more.

        Raises the `refusal` of a lowest score that leaves nothing to deduct.
        """
        lowest = parameters.lowest
        if lowest is not None and lowest >= points:
            raise refusal(_nothing_to_deduct(lowest, points), at="lowest")
        cap = parameters.deduct_at_most
        if cap is None:
            cap = points if lowest is None else points - lowest
        floor = points - cap if lowest is None else max(lowest, points - cap)
        kinds = {key: EventKind(kind.name, kind.deduct) for key, kind in parameters.events.items()}
        rows = parameters.open_register.rows if parameters.open_register else 0
        return cls(points, points - floor, floor, kinds, rows)

    @property
    def lowest(self) -> Decimal:
        """The points with the whole cap deducted, or the stated lowest score."""
        return self.floor

    @property
    def computes(self) -> bool:
        """The score follows from the register."""
        return True

    @property
    def uses_numbers(self) -> bool:
        """What is counted stands in the register; measures of the item are for the reader."""
        return False

    @property
    def event_kinds(self) -> Mapping[str, EventKind]:
        """The kinds of event that are counted."""
        return self.kinds

    @property
    def register_rows(self) -> int:
        """The rows of the open register."""
        return self.rows

    @property
    def deduct_at_most(self) -> Decimal | None:
        """The most that can be deducted."""
        return self.points - self.floor

    def limit(self, entries: Entries) -> Fraction | None:
        """Give the points minus the deduction, None while a count or a deduction is blank."""
        deducted = self._deducted(entries)
        return None if deducted is None else Fraction(max(self.points - min(deducted, self.cap), self.floor))

    def formula(self, cells: Mapping[str, str]) -> str | None:
        """Give the same in Excel: text and blanks count as 0 there, the sheet's own hints name them."""
        if self.rows:
            deducted = f"SUM({cells['register']})"
        else:
            terms = (f"{plain(kind.deduct)}*N({cells[f'events.{key}']})" for key, kind in self.kinds.items())
            deducted = "+".join(terms)
        return f"MAX({plain(self.points)}-MIN({deducted},{plain(self.cap)}),{plain(self.floor)})"

    def arithmetic(self, entries: Entries) -> Text | None:
        """Give the deduction and the score that is left, in words; None while entries are blank."""
        deducted, limit = self._deducted(entries), self.limit(entries)
        if deducted is None or limit is None:
            return None
        points, cap, left = plain(self.points), plain(self.cap), told(limit)
        zh, en = self._terms(entries)
        kept = plain(min(deducted, self.cap))
        if deducted > self.cap:
            zh, en = f"{zh}，上限{cap}分", f"{en}, at most {cap}"
        return Text(f"{zh}，得 {points} − {kept} = {left}分", f"{en}, so {points} − {kept} = {left}")

    def sentence(self) -> Text:
        """Say what each event costs and how far the score can fall."""
        points, floor, cap = plain(self.points), signed(self.floor), plain(self.cap)
        if self.rows:
            zh, en = "按登记的扣分逐项扣减", "deductions as registered"
        else:
            zh = "，".join(f"{kind.name}每起扣{plain(kind.deduct)}分" for kind in self.kinds.values())
            en = ", ".join(f"{plain(kind.deduct)} off for each: {kind.name}" for kind in self.kinds.values())
        return Text(
            f"满分{points}分，{zh}，最多扣{cap}分，最低{floor}分。",
            f"{points} points, {en}, at most {cap} off, never below {floor}.",
        )

    def _deducted(self, entries: Entries) -> Decimal | None:
        total = Decimal(0)
        for amount, each in self._counted(entries):
            if amount is None:
                return None
            total += amount * each
        return None if self.rows and not entries.register and entries.none_declared is None else total

    def _counted(self, entries: Entries) -> list[tuple[Decimal | None, Decimal]]:
        if self.rows:
            return [(deduction, Decimal(1)) for deduction in entries.register]
        blank = Decimal(0) if entries.none_declared else None
        counts = ((entries.events.get(key), kind.deduct) for key, kind in self.kinds.items())
        return [(blank if count is None else count, each) for count, each in counts]

    def _terms(self, entries: Entries) -> tuple[str, str]:
        counted = self._counted(entries)
        total = plain(sum((amount * each for amount, each in counted if amount is not None), Decimal(0)))
        if self.rows:
            terms = " + ".join(plain(amount) for amount, _ in counted if amount is not None)
            if len(counted) > 1:
                return f"登记扣分 {terms} = {total}分", f"registered deductions {terms} = {total}"
            return f"登记扣分{total}分", f"registered deductions {total}"
        zh_terms, en_terms = [], []
        for (amount, each), kind in zip(counted, self.kinds.values(), strict=True):
            if amount:
                zh_terms.append(f"{plain(amount)}起{kind.name}×{plain(each)}")
                en_terms.append(f"{plain(amount)} × {plain(each)} ({kind.name})")
        zh, en = " + ".join(zh_terms) or "0起", " + ".join(en_terms) or "no events"
        return f"{zh} = {total}分", f"{en} = {total}"

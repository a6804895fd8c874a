"""Points lost by each unit in each item, as a heat map, and the items that cost most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scoresheet.assessment import UnitResult, UnitStatus
from scoresheet.catalog.item_texts import shared_texts, shortened
from scoresheet.catalog.model import Category, Item
from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.page.shared import Linked, Page
from scoresheet.ranking.grades import Vetoes, vetoes

UNITS_SHOWN = 200
"""How many units the map shows; with more than that, those that lost most."""

COLUMNS = 40
"""How many items stand side by side: as many as a sheet of A4 paper has room for."""

_TOP_ITEMS = 8
_SHORT = 60

NOT_APPLICABLE = Text("—", "—")
BLANK = Text("缺", "none")
PENDING = Text("待定", "open")
_VETOED = Text("否决", "veto")
_NO_VETO = Text("无", "no")


@dataclass(frozen=True, slots=True)
class Column:
    """An item at the head of a column; `worth` is its points, or what stands in their place."""

    id: str
    worth: str
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """A category above its items."""

    name: str
    columns: int


@dataclass(frozen=True, slots=True)
class Square:
    """What a unit lost in an item: `look` names the shade, `disputed` marks a score that is to be corrected."""

    text: str
    look: str
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the map; `instead` is said where it has no scores to show."""

    unit: Linked
    status: str
    squares: tuple[Square, ...]
    instead: str
    lost: str


@dataclass(frozen=True, slots=True)
class Block:
    """Items side by side, with all units below them; `sums` is what all units lost, by item."""

    bands: tuple[Band, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    sums: tuple[str, ...]
    lost: str

    @property
    def tall(self) -> bool:
        """Whether the name of a category needs more than two lines above its items."""
        return any(len(band.name) > 2 * _CHARACTERS * band.columns for band in self.bands)


_CHARACTERS = 2.5
"""How many characters of a category's name stand side by side above one item."""


@dataclass(frozen=True, slots=True)
class Costly:
    """An item that many points were lost in; `units` is how many units lost some."""

    column: Column
    lost: str
    units: int


@dataclass(frozen=True, slots=True)
class Losses:
    """The section; `hidden` is how many units are not shown, `columns` explains all items."""

    blocks: tuple[Block, ...]
    hidden: int
    costly: tuple[Costly, ...]
    columns: tuple[Column, ...]
    has_bonus: bool
    has_veto: bool
    has_pending: bool


def section(page: Page) -> Losses:
    """Give the section."""
    chart = _Map(page)
    items = page.assessment.catalog.items
    return Losses(
        blocks=tuple(chart.block(part) for part in _parts(page.assessment.catalog.categories)),
        hidden=len(page.assessment.units) - len(chart.shown),
        costly=tuple(chart.costly()),
        columns=tuple(chart.column(item) for item in items),
        has_bonus=any(item.rule.is_bonus for item in items),
        has_veto=any(item.rule.veto is not None for item in items),
        has_pending=any(item.rule.ranks_units for item in items),
    )


_Part = list[tuple[Category, tuple[Item, ...]]]


def _parts(categories: Sequence[Category]) -> Iterator[_Part]:
    """Walk the categories, as many together as have room side by side; one that is too wide is cut."""
    part: _Part = []
    for category in categories:
        for start in range(0, len(category.items), COLUMNS):
            piece = category.items[start : start + COLUMNS]
            if part and sum(len(items) for _, items in part) + len(piece) > COLUMNS:
                yield part
                part = []
            part.append((category, piece))
    if part:
        yield part


@dataclass(frozen=True)
class _Map:
    page: Page

    @cached_property
    def texts(self) -> Mapping[str, str]:
        return shared_texts(self.page.assessment.catalog)

    @cached_property
    def disputed(self) -> set[tuple[str | None, str | None]]:
        return {
            (finding.unit, finding.item)
            for finding in self.page.assessment.findings
            if finding.severity.blocks and finding.item
        }

    @cached_property
    def lost_by(self) -> dict[str, Decimal]:
        """What each unit that returned something lost in all."""
        return {
            result.unit.id: sum((loss for _, loss in _losses(self.page, result)), Decimal(0))
            for result in self.page.assessment.units
            if result.submission is not None
        }

    @cached_property
    def lost_in(self) -> dict[str, list[Decimal]]:
        """What was lost in each item, unit by unit."""
        lost: dict[str, list[Decimal]] = {}
        for result in self.page.assessment.units:
            for item, loss in _losses(self.page, result):
                lost.setdefault(item, []).append(loss)
        return lost

    @cached_property
    def shown(self) -> tuple[UnitResult, ...]:
        units = self.page.assessment.units
        if len(units) <= UNITS_SHOWN:
            return units
        least = -Decimal("Infinity")
        worst = sorted(units, key=lambda one: self.lost_by.get(one.unit.id, least), reverse=True)
        return tuple(worst[:UNITS_SHOWN])

    def column(self, item: Item) -> Column:
        """Give the head of an item's column."""
        reads = item.rule.points_read
        worth = plain(item.points) if reads is None else self.page.say(reads)
        return Column(item.id, worth, shortened(self.texts[item.id], _SHORT))

    def block(self, part: _Part) -> Block:
        """Give some categories with all units."""
        items = [item for _, some in part for item in some]
        sums = [self.lost_in.get(item.id, []) for item in items]
        return Block(
            tuple(Band(category.name, len(some)) for category, some in part),
            tuple(self.column(item) for item in items),
            tuple(self._row(result, items) for result in self.shown),
            tuple(plain(sum(losses, Decimal(0))) if losses else "" for losses in sums),
            plain(sum(self.lost_by.values(), Decimal(0))) if self.lost_by else "",
        )

    def _row(self, result: UnitResult, items: Sequence[Item]) -> Row:
        unit, status = self.page.linked(result), result.status
        if result.submission is None:
            return Row(unit, status.value, (), self.page.say(status.word), "")
        vetoed = vetoes(self.page.assessment.catalog, result.submission)
        squares = tuple(self._square(result, item, vetoed) for item in items)
        # While a score is missing nobody knows what was lost in all.
        lost = "" if result.scores.total is None else plain(self.lost_by[result.unit.id])
        return Row(unit, status.value, squares, "", lost)

    def _square(self, result: UnitResult, item: Item, vetoed: Vetoes) -> Square:
        say, score = self.page.say, result.scores.items.get(item.id)
        disputed = (result.unit.id, item.id) in self.disputed
        if item.id in result.unit.not_applicable:
            return Square(say(NOT_APPLICABLE), "off", disputed)
        if item.rule.veto is not None:
            return Square(say(_veto(item, vetoed)), "off", disputed)
        if score is None:
            waits = item.rule.ranks_units
            return Square(say(PENDING if waits else BLANK), "off" if waits else "gap", disputed)
        if item.rule.is_bonus:
            return Square(f"+{plain(score)}" if score else "0", "gain" if score else "lost0", disputed)
        lost = item.points - score
        return Square(_figure(lost), _look(lost, item.points), disputed)

    def costly(self) -> Iterator[Costly]:
        """Walk the items that cost all units together most."""
        lost = {item: sum(losses, Decimal(0)) for item, losses in self.lost_in.items()}
        items = {item.id: item for item in self.page.assessment.catalog.items}
        order = {item: number for number, item in enumerate(items)}
        ranked = sorted(lost, key=lambda item: (-lost[item], order[item]))
        for item in ranked[:_TOP_ITEMS]:
            if lost[item] > 0:
                units = sum(loss > 0 for loss in self.lost_in[item])
                yield Costly(self.column(items[item]), plain(lost[item]), units)


def _veto(item: Item, vetoed: Vetoes) -> Text:
    if item.id in vetoed.unstated:
        return BLANK
    return _VETOED if item.id in vetoed.triggered else _NO_VETO


def _losses(page: Page, result: UnitResult) -> Iterator[tuple[str, Decimal]]:
    """Walk the items that a unit stated a score for, with what it lost there.

    Bonuses and vetoes lose nothing, and what goes beyond the points of one item makes up for no other's.
    """
    if result.submission is None or result.status in {UnitStatus.MISSING, UnitStatus.CONFLICT}:
        return
    for item in page.assessment.catalog.items:
        score = result.scores.items.get(item.id)
        counts = not item.rule.is_bonus and item.rule.veto is None
        if counts and score is not None and item.id not in result.unit.not_applicable:
            yield item.id, max(item.points - score, Decimal(0))


def _figure(lost: Decimal) -> str:
    """Write what was lost; more than the points that were to be had is a gain."""
    return f"+{plain(-lost)}" if lost < 0 else plain(lost)


_SHADES = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1))


def _look(lost: Decimal, points: Decimal) -> str:
    if lost <= 0:
        return "lost0" if lost == 0 else "gain"
    deeper = sum(lost > points * share for share in _SHADES)
    return f"lost{deeper + 1}"

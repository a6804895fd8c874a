"""图表: the ranking as bars, and the points that the ranked units lost, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from math import ceil

from scoresheet.bar_chart import Bars, draw
from scoresheet.book import CENTRED, NOTE, SECTION, WORDS, Book, Sheet, with_decimals
from scoresheet.catalog.item_texts import shortened
from scoresheet.catalog.model import Item
from scoresheet.language import Text, same
from scoresheet.ranking_workbook.frame import bottom, top
from scoresheet.ranking_workbook.plain_table import Column, Listing, Row, write_rows
from scoresheet.ranking_workbook.plan import Line, Plan
from scoresheet.ranking_workbook.references import quoted, stretch
from scoresheet.ranking_workbook.table import CHARTS
from scoresheet.scoring import rounded

BARS_ON_A_PAGE = 32
"""So many bars can be read on one page of A4."""

UNITS_DRAWN = 200
"""With more units in one ranking than this, the first and the last page of bars are drawn."""

ITEMS_DRAWN = 15

_COLUMNS = (
    Column(Text("序号", "No."), 5),
    Column(Text("考核项", "Item"), 35),
    Column(Text("分值", "Points"), 6),
    Column(Text("失分单位数", "Units"), 6.5),
    Column(Text("失分合计", "Points lost"), 7),
    Column(Text("平均失分", "Average"), 6.5),
)
_WIDTH = sum(column.width for column in _COLUMNS)
_PIXELS = 490
"""The width of a chart: that of the columns, which leave room on the page for programs that draw them wider."""
_ROW_PIXELS = 20
_PAGE_PIXELS = 860
"""What a page of A4 has room for below its margins."""
_LISTED_ROW_PIXELS = 27

_NOTE = Text(
    "{0}。图中数字为{1}；名次图随“得分矩阵”更新，失分按报送时的数计算，只计参加排名的{2}个单位。",
    "{0}. The bars show the {1}; those of the ranking follow the score matrix. Points lost go by the scores as returned, "
    "of the {2} ranked units.",
)
_SHOWS = {
    "total": Text("自查总分", "total"),
    "rate": Text("得分率", "percent"),
    "converted": Text("折算得分", "converted total"),
}
_PLACES = Text("{0}排名（{1}）", "{0}: ranking ({1})")
_ALL = Text("各单位", "All units")
_PART = Text("{0}（第{1}—{2}个，共{3}个）", "{0} ({1} to {2} of {3})")
_TOO_MANY = Text(
    "单位较多，只画出前{0}个和后{0}个，其余见“排名”。",
    "With so many units the first and the last {0} are drawn; see the sheet Ranking.",
)
_LOST = Text("失分最多的考核项（失分合计）", "Items that cost most (points lost together)")
_LOST_FIRST = Text("失分最多的{0}项（失分合计）", "The {0} items that cost most (points lost together)")
_LIST = Text("各考核项失分", "Points lost by item")
_NOTHING_LOST = Text("参加排名的单位没有失分。", "The ranked units lost no points.")
_NOBODY = Text("还没有单位参加排名，暂无图表。", "No unit is ranked yet: there is nothing to draw.")
_ITEM = Text("第{0}项　{1}", "{0}: {1}")
_SHORT = 10


@dataclass(frozen=True, slots=True)
class Loss:
    """What the ranked units lost in an item: `units` of them lost points, `counted` have a score."""

    item: Item
    units: int
    counted: int
    lost: Decimal


def losses(plan: Plan) -> list[Loss]:
    """Give the items in which ranked units lost points, most first, equal ones in the catalog's order."""
    found = []
    for item in plan.items:
        scores = [line.result.scores.items[item.id] for line in plan.lines if line.ranked]
        counted = [score for score in scores if score is not None]
        lost = [item.points - score for score in counted if score < item.points]
        if lost and not item.rule.is_bonus and item.points:
            found.append(Loss(item, len(lost), len(counted), sum(lost, Decimal(0))))
    return sorted(found, key=lambda one: one.lost, reverse=True)


def write(book: Book, plan: Plan) -> None:
    """Add the sheet."""
    _Charts(plan, book.sheet(CHARTS.of(plan.locale))).write()


@dataclass(frozen=True, slots=True)
class _Part:
    """Some units that compete, side by side on one chart; positions are those of the ranking."""

    title: str
    first: int
    last: int
    is_cut: bool = False


class _Charts:
    def __init__(self, plan: Plan, sheet: Sheet) -> None:
        self._plan, self._sheet = plan, sheet
        self._row, self._used = 4, _TOP_PIXELS
        self._breaks: list[int] = []
        self._head: int | None = None

    def _say(self, words: Text, *values: object) -> str:
        return words.of(self._plan.locale).format(*values)

    def write(self) -> None:
        """Write title, charts and the list of items."""
        plan, sheet = self._plan, self._sheet
        for number, column in enumerate(_COLUMNS, start=1):
            sheet.width(number, column.width)
        ranked = len(plan.ranking.placed)
        note = self._say(_NOTE, plan.stage, self._say(_SHOWS[self._shown]), ranked)
        top(sheet, plan, len(_COLUMNS), _WIDTH, note if ranked else self._say(_NOBODY))
        if ranked:
            self._ranking()
            self._losses()
        end = bottom(sheet, plan, self._row, len(_COLUMNS), _WIDTH)
        footer, header = plan.footer(), plan.stage
        sheet.printed_upright(
            heads=self._head,
            footer=footer,
            header=header,
            breaks=self._breaks,
            last_row=end,
            last_column=len(_COLUMNS),
        )

    @property
    def _shown(self) -> str:
        if self._plan.catalog.scale is not None:
            return "converted"
        return "rate" if self._plan.ranking.by_percent else "total"

    def _ranking(self) -> None:
        for part in _parts(self._plan, self._titled, self._say(_ALL)):
            if part.is_cut:
                self._sheet.line(self._row, 1, len(_COLUMNS), self._say(_TOO_MANY, BARS_ON_A_PAGE), NOTE)
                self._row, self._used = self._row + 1, self._used + _ROW_PIXELS
            self._chart(self._bars(part))

    @property
    def _titled(self) -> Text:
        shown = _SHOWS[self._shown]
        return Text(_PLACES.zh.format("{0}", shown.zh), _PLACES.en.format("{0}", shown.en))

    @cached_property
    def _values(self) -> list[Decimal]:
        return [self._value(line) for line in self._plan.listed if line.ranked]

    def _value(self, line: Line) -> Decimal:
        return _value(line, self._shown)

    @cached_property
    def _most(self) -> float:
        """Where the scale of all charts of the ranking ends: at the full mark, or beyond it with bonuses."""
        catalog = self._plan.catalog
        full = catalog.total if catalog.scale is None else catalog.scale
        return float(max(Decimal(1) if self._shown == "rate" else full, *self._values)) * _ROOM_FOR_NUMBERS

    def _bars(self, part: _Part) -> Bars:
        table, shows = self._plan.places, self._shown
        first, last = table.first + part.first - 1, table.first + part.last - 1
        names, numbers = (
            f"{quoted(table.sheet)}!{stretch(table.columns[name], first, last)}" for name in ("unit", shows)
        )
        number = "0.00%" if shows == "rate" else _format(self._plan.catalog.decimals)
        lines = self._plan.listed[part.first - 1 : part.last]
        drawn = [(line.result.unit.name, self._value(line)) for line in lines]
        return Bars(part.title, names, numbers, drawn, number, self._most, min(self._values) < 0)

    def _chart(self, bars: Bars) -> None:
        if self._used > _TOP_PIXELS and self._used + bars.height > _PAGE_PIXELS:
            self._break()
        draw(self._sheet, self._row, _PIXELS, bars)
        rows = -(-bars.height // _ROW_PIXELS) + 1
        self._row += rows
        self._used += rows * _ROW_PIXELS

    def _break(self) -> None:
        self._breaks.append(self._row - 1)
        self._used = 0

    def _losses(self) -> None:
        found = losses(self._plan)
        if not found:
            self._sheet.line(self._row, 1, len(_COLUMNS), self._say(_NOTHING_LOST), NOTE)
            return
        drawn = [(self._named(one.item), one.lost) for one in found[:ITEMS_DRAWN]]
        title = self._say(_LOST) if len(drawn) == len(found) else self._say(_LOST_FIRST, len(drawn))
        most = float(found[0].lost) * _ROOM_FOR_NUMBERS
        bars = Bars(title, "", "", drawn, _format(self._plan.catalog.decimals), most)
        if self._used > _TOP_PIXELS and self._used + bars.height > _PAGE_PIXELS:
            self._break()
        chart_row = self._row
        self._row += -(-bars.height // _ROW_PIXELS) + 1
        self._used += bars.height + _ROW_PIXELS
        if self._used + (len(found) + 3) * _LISTED_ROW_PIXELS > _PAGE_PIXELS:
            self._break()
        head = self._list(found)
        names, values = (
            f"{quoted(self._sheet.name)}!{stretch(column, head + 1, head + len(drawn))}" for column in (2, 5)
        )
        draw(self._sheet, chart_row, _PIXELS, replace(bars, names=names, values=values))

    def _list(self, found: Sequence[Loss]) -> int:
        sheet, head = self._sheet, self._row + 1
        sheet.line(self._row, 1, len(_COLUMNS), self._say(_LIST), SECTION)
        sheet.height(self._row, 22)
        self._head = head
        listing = Listing(CHARTS, same(""), _COLUMNS, self._rows(found), same(""))
        self._row = write_rows(sheet, head, listing)
        return head

    def _named(self, item: Item) -> str:
        return self._say(_ITEM, item.id, shortened(self._plan.texts[item.id], _SHORT))

    def _rows(self, found: Sequence[Loss]) -> Iterator[Row]:
        fixed = with_decimals(CENTRED, self._plan.catalog.decimals)
        for number, one in enumerate(found, start=1):
            yield (
                (number, CENTRED),
                (self._named(one.item), replace(WORDS, foreign=False)),
                (one.item.points, CENTRED),
                (one.units, CENTRED),
                (one.lost, fixed),
                (rounded(one.lost / one.counted, 2), replace(CENTRED, number="0.00")),
            )


_TOP_PIXELS = 120
_ROOM_FOR_NUMBERS = 1.15


def _format(decimals: int) -> str:
    return with_decimals(CENTRED, decimals).number


def _value(line: Line, shown: str) -> Decimal:
    scores = line.result.scores
    if shown == "rate":
        return (scores.total or Decimal(0)) / scores.max_score
    return (scores.converted if shown == "converted" else scores.total) or Decimal(0)


def _parts(plan: Plan, words: Text, everyone: str) -> Iterator[_Part]:
    """Walk the charts: for each group that competes, so many units on each."""
    ranked = [line for line in plan.listed if line.ranked]
    contests: dict[str, list[int]] = {}
    for line in ranked:
        group = (line.result.unit.group or "") if plan.catalog.within_groups else everyone
        contests.setdefault(group, []).append(line.position)
    for group, positions in contests.items():
        yield from _pages(words.of(plan.locale).format(group), positions, _PART.of(plan.locale))


def _pages(title: str, positions: Sequence[int], words: str) -> Iterator[_Part]:
    whole = len(positions)
    cut = whole > UNITS_DRAWN
    # As many on each page as on any other.
    size = BARS_ON_A_PAGE if cut else ceil(whole / ceil(whole / BARS_ON_A_PAGE))
    starts = [0, whole - size] if cut else list(range(0, whole, size))
    for start in starts:
        some = positions[start : start + size]
        named = title if whole == len(some) else words.format(title, start + 1, start + len(some), whole)
        yield _Part(named, some[0], some[-1], cut and not start)

"""得分矩阵: every unit's score in every item, with live totals, and the live order that the ranking follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scoresheet import ranking_plan
from scoresheet.book import (
    BOLD,
    CENTRED,
    HEADER,
    NOTE,
    PERCENT,
    TITLE,
    WORDS,
    Book,
    Sheet,
    Style,
    across,
    beside,
    fitting,
    lines_needed,
    literal,
    stretch,
    with_decimals,
)
from scoresheet.catalog.model import Category, Item, NotApplicable
from scoresheet.grid import address
from scoresheet.item_texts import shortened
from scoresheet.language import Text
from scoresheet.ranking_plan import Line, Plan, Table, item_column
from scoresheet.rule import plain
from scoresheet.titles import NO, NOT_APPLICABLE, YES

_NOTE = Text(
    "{stage}。颜色越深，失分越多；灰色斜体的单位不参与排名。",
    "{stage}. The deeper the colour, the more points were lost; units in grey italics are not ranked.",
)
_EDIT = Text(
    "在本表修改得分后，合计、名次和“排名”“分类得分”自动更新。",
    " Change a score here and the totals, the places and the sheets Ranking and By category follow.",
)
_UNIT = Text("单位", "Unit")
_GROUP = Text("组别", "Group")
_STATUS = Text("报送状态", "Status")
_RANKED = Text("是否参与排名", "Ranked")
_POINTS = Text("分值", "Points")
_TOTAL = Text("自查总分", "Total")
_MAX = Text("满分", "Out of")
_RATE = Text("得分率", "Percent")
_PLACE = Text("名次", "Place")
_HELPERS = {
    "compared": Text("排序值", "Compared"),
    "order": Text("排列序号", "Order"),
    "group_number": Text("组号", "Group no."),
    "reason": Text("不参与原因", "Why not ranked"),
}
_OUT_OF_RANGE = Text("本项得分应在{0}至{1}之间。", "The score of this item lies between {0} and {1}.")
_ASK = Text("请选择是或否。", "Choose yes or no.")

_SCORE = Style(size=9)
_SMALL = Style(size=8, wrap=True)
_OFF = replace(_SMALL, colour="#808080", fill="#F2F2F2")
_GRANTED = replace(_SCORE, italic=True, fill="#E7ECF4")
_BAND = replace(HEADER, size=9)
_HELPER = replace(CENTRED, size=8, colour="#808080")

_ITEM_WIDTH = 5.3
_SHORT = 20
# Enough for the noise of a product of doubles to vanish, too few to reach a real half.
_CLEAR = 8


def write(book: Book, plan: Plan) -> None:
    """Add the sheet."""
    table = plan.matrix
    _Matrix(plan, table, book.sheet(table.sheet)).write()


@dataclass(frozen=True, slots=True)
class _Matrix:
    plan: Plan
    table: Table
    sheet: Sheet

    def write(self) -> None:
        """Write titles, units and what makes the sheet usable."""
        self._titles()
        self._heads()
        for line in self.plan.lines:
            self._unit(line, self.table.first + line.number - 1)
        self._colours()
        if self.plan.live:
            self._guards()
        self._view()

    def _say(self, text: Text) -> str:
        return text.of(self.plan.locale)

    def _titles(self) -> None:
        last = self.table.columns["place"]
        note = self._say(_NOTE).format(stage=self._say(self.plan.ranking.stage.word))
        self.sheet.line(1, 1, last, self.plan.heading(self.table.sheet), TITLE)
        self.sheet.line(2, 1, last, note + (self._say(_EDIT) if self.plan.live else ""), NOTE)
        self.sheet.height(1, 30)
        self.sheet.height(2, 18)

    def _heads(self) -> None:
        bottom = self.table.first - 1
        names = {"unit": _UNIT, "status": _STATUS, "ranked": _RANKED}
        names |= {"total": _TOTAL, "max": _MAX, "rate": _RATE, "place": _PLACE}
        names |= _HELPERS if self.plan.live else {}
        names |= {"group": _GROUP} if self.plan.groups else {}
        for name, title in names.items():
            column = self.table.columns[name]
            self.sheet.block(3, column, bottom, column, self._say(title), HEADER)
        for category in self.plan.categories:
            self._band(category)
        texts = {item: shortened(text, _SHORT) for item, text in self.plan.texts.items()}
        for item in self.plan.catalog.items:
            self._item(item, texts[item.id])
        self._head_heights(texts.values())

    def _band(self, category: Category) -> None:
        first, last = self.table.columns.span([item_column(item) for item in category.items])
        self.sheet.line(3, first, last, category.name, _BAND)

    def _item(self, item: Item, text: str) -> None:
        column = self.table.columns[item_column(item)]
        self.sheet.text(4, column, item.id, _BAND)
        self.sheet.text(5, column, text, _SMALL)
        self.sheet.number(6, column, item.points, _BAND)

    def _head_heights(self, texts: Iterable[str]) -> None:
        bands = [
            lines_needed(category.name, len(category.items) * _ITEM_WIDTH, _BAND.size)
            for category in self.plan.categories
        ]
        items = [lines_needed(text, _ITEM_WIDTH, _SMALL.size) for text in texts]
        self.sheet.height(3, 12.5 * max(bands) + 6)
        self.sheet.height(4, 16)
        self.sheet.height(5, 11 * max(items) + 8)
        self.sheet.height(6, 16)

    def _unit(self, line: Line, row: int) -> None:
        columns, unit = self.table.columns, line.result.unit
        self.sheet.text(row, columns["unit"], unit.name, WORDS)
        if self.plan.groups:
            self.sheet.text(row, columns["group"], unit.group or "")
        self.sheet.text(row, columns["status"], self._say(line.result.status.word))
        self.sheet.text(row, columns["ranked"], self._say(YES if line.ranked else NO))
        for item in self.plan.catalog.items:
            self._score(line, item, row)
        self._results(line, row)
        if self.plan.live:
            self._helpers(line, row)
        self.sheet.height(row, 26)

    def _score(self, line: Line, item: Item, row: int) -> None:
        column = self.table.columns[item_column(item)]
        if line.left_out(item.id):
            self.sheet.text(row, column, self._say(NOT_APPLICABLE), _OFF)
            return
        granted = line.result.unit.not_applicable.get(item.id) is NotApplicable.FULL
        self.sheet.number(row, column, line.result.scores.items[item.id], _GRANTED if granted else _SCORE)

    def _results(self, line: Line, row: int) -> None:
        columns, scores = self.table.columns, line.result.scores
        fixed = with_decimals(BOLD, self.plan.catalog.decimals)
        total, highest = address(row, columns["total"]), address(row, columns["max"])
        shown = "" if scores.total is None else scores.total
        self.sheet.formula(row, columns["total"], self._total(line, row), shown, fixed)
        self.sheet.number(row, columns["max"], scores.max_score)
        rate = f'IF(OR({total}="",{highest}=0),"",{total}/{highest})'
        self.sheet.formula(row, columns["rate"], rate, _rate(line), PERCENT)
        compared, order = address(row, columns["compared"]), address(row, columns["order"])
        places = self.plan.places.cells("place")
        place = f'IF({compared}="","",INDEX({places},{order}))'
        self.sheet.formula(row, columns["place"], place, line.place.number if line.place else "")

    def _total(self, line: Line, row: int) -> str:
        first, last = self.table.columns.span([item_column(item) for item in self.plan.catalog.items])
        scores, decimals = across(row, first, last), self.plan.catalog.decimals
        total = f"ROUND(SUM({scores}),{decimals})"
        highest, rescaled = line.result.scores.max_score, self.plan.rescaled(line)
        if rescaled and rescaled != highest:
            scaled = f"SUM({scores})*{plain(highest)}/{plain(highest - rescaled)}"
            total = f"ROUND(ROUND({scaled},{decimals + _CLEAR}),{decimals})"
        return f'IF(COUNT({scores})<>{self.plan.scored(line)},"",{total})'

    def _helpers(self, line: Line, row: int) -> None:
        columns = self.table.columns
        self.sheet.formula(row, columns["compared"], self._compared(row), self.plan.compared(line), _HELPER)
        self.sheet.formula(row, columns["order"], self._order(row), line.position, _HELPER)
        self.sheet.number(row, columns["group_number"], line.group_number, _HELPER)
        self.sheet.text(row, columns["reason"], self._say(line.reason), _HELPER)

    def _compared(self, row: int) -> str:
        columns, scale = self.table.columns, self.plan.scale
        ranked, total = address(row, columns["ranked"]), address(row, columns["total"])
        highest = address(row, columns["max"])
        # Whole numbers are exact in a double, and so is the order of their quotients.
        value, more = f"ROUND({total}*{scale},0)", ""
        if self.plan.by_percent:
            value, more = f"{value}/ROUND({highest}*{scale},0)", f",{highest}>0"
        return f'IF(AND({ranked}={literal(self._say(YES))},ISNUMBER({total}){more}),{value},"")'

    def _order(self, row: int) -> str:
        column, first = self.table.columns["compared"], self.table.first
        cell, all_cells = address(row, column), stretch(column, first, self.table.last)
        so_far = stretch(column, first, row)
        unranked = f"COUNT({all_cells})+ROWS({so_far})-COUNT({so_far})"
        return f'IF({cell}="",{unranked},RANK({cell},{all_cells})+COUNTIF({so_far},{cell})-1)'

    def _colours(self) -> None:
        first, last = self.table.first, self.table.last
        columns = self.table.columns
        ranked = beside(columns["ranked"], first)
        condition = f"{ranked}<>{literal(self._say(YES))}"
        self.sheet.greyed(first, last, columns["place"], condition)
        for item in self.plan.catalog.items:
            self.sheet.shaded(first, last, columns[item_column(item)], item.points)

    def _guards(self) -> None:
        first, last = self.table.first - 1, self.table.last - 1
        for item in self.plan.catalog.items:
            column = self.table.columns[item_column(item)] - 1
            low, high = item.rule.lowest, item.rule.highest
            self.sheet.worksheet.data_validation(
                first,
                column,
                last,
                column,
                {
                    "validate": "decimal",
                    "criteria": "between",
                    "minimum": float(low),
                    "maximum": float(high),
                    "error_message": self._say(_OUT_OF_RANGE).format(plain(low), plain(high)),
                },
            )
        ranked = self.table.columns["ranked"] - 1
        choice = {"validate": "list", "source": [self._say(YES), self._say(NO)]}
        choice["error_message"] = self._say(_ASK)
        self.sheet.worksheet.data_validation(first, ranked, last, ranked, choice)

    def _view(self) -> None:
        columns, sheet = self.table.columns, self.sheet
        names = [line.result.unit.name for line in self.plan.lines]
        sheet.width(columns["unit"], fitting(names, 10, 14))
        if self.plan.groups:
            sheet.width(columns["group"], fitting(self.plan.groups, 6, 12))
        sheet.width(columns["status"], 10.5)
        sheet.width(columns["ranked"], 6)
        for item in self.plan.catalog.items:
            sheet.width(columns[item_column(item)], _ITEM_WIDTH)
        for name, width in (("total", 9), ("max", 6.5), ("rate", 9), ("place", 5.5)):
            sheet.width(columns[name], width)
        for name in ranking_plan.MATRIX_HELPERS:
            sheet.width(columns[name], 14, hidden=True)
        sheet.worksheet.freeze_panes(self.table.first - 1, columns["unit"])
        ids = across(4, *columns.span([item_column(item) for item in self.plan.catalog.items]))
        sheet.worksheet.ignore_errors({"number_stored_as_text": ids})
        last = columns["place"]
        sheet.printed(
            footer=self.plan.footer(),
            heads=(3, self.table.first - 1),
            last_row=self.table.last,
            last_column=last,
        )


def _rate(line: Line) -> float | str:
    scores = line.result.scores
    return (
        "" if scores.total is None or not scores.max_score else float(scores.total) / float(scores.max_score)
    )

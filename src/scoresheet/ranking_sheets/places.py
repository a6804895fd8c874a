"""排名: the units from first to last, live from the matrix of scores, then those not ranked and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scoresheet import ranking_plan
from scoresheet.assessment import UnitStatus
from scoresheet.book import (
    BOLD,
    CENTRED,
    HEADER,
    PERCENT,
    TITLE,
    WARNING_LINE,
    Book,
    Result,
    Sheet,
    Style,
    beside,
    fitting,
    lines_needed,
    literal,
    stretch,
    with_decimals,
)
from scoresheet.catalog.model import Ties
from scoresheet.grid import address
from scoresheet.language import Text
from scoresheet.ranking_plan import Line, Plan, Table, category_column
from scoresheet.titles import YES

_FORM_TITLE = "自查评分表"
_TITLE = Text("{0}自查得分排名", "{0}: ranking")
_ISSUER = Text("汇总单位：{0}　　考核期：{1}", "{0}, {1}")
_COUNTED = Text("　　应报单位{0}个，参加排名", "; {0} units, ranked: ")
_BY_PERCENT = Text("　　按得分率排名", "; ranked by percent")
_COUNTED_END = Text("个", "")
_HEADS = {
    "place": Text("名次", "Place"),
    "tied": Text("并列", "Tied"),
    "unit": Text("单位", "Unit"),
    "group": Text("组别", "Group"),
    "place_in_group": Text("组内名次", "Place in group"),
    "total": Text("自查总分", "Total"),
    "max": Text("满分", "Out of"),
    "rate": Text("得分率", "Percent"),
    "remark": Text("备注", "Remarks"),
    "row": Text("矩阵行", "Row"),
    "compared": Text("排序值", "Compared"),
    "group_number": Text("组号", "Group no."),
    "start": Text("并列起位", "Tie starts"),
    "first_of_group": Text("组内新名次", "New in group"),
}
_TIED = Text("并列", "tied")
_INCOMPLETE = Text("得分不完整", "scores incomplete")
_TAKEN_OUT = Text("手工设为不参与排名", "taken out by hand")
_PUT_IN = Text("未校验通过，手工列入排名", "not accepted, put in by hand")
_NO_PLACE = "—"

_LEFT = replace(CENTRED, align="left", wrap=True)
_PLACE = replace(CENTRED, bold=True, size=11)
_UNIT = replace(_LEFT, bold=True)
_HELPER = replace(CENTRED, size=8, colour="#808080")
_CATEGORY_WIDTH = 11.5


def write(book: Book, plan: Plan) -> None:
    """Add the sheet."""
    table = plan.places
    _List(plan, table, plan.matrix, book.sheet(table.sheet)).write()


def title(plan: Plan) -> str:
    """Give the title of the ranking, made from the form's."""
    return _TITLE.of(plan.locale).format(plan.catalog.title.removesuffix(_FORM_TITLE))


@dataclass(frozen=True, slots=True)
class _List:
    plan: Plan
    table: Table
    matrix: Table
    sheet: Sheet

    def write(self) -> None:
        """Write titles, rows and how the sheet prints."""
        self._titles()
        self._heads()
        for line in self.plan.listed:
            row = self.table.first + line.position - 1
            self._row(line, row)
            if self.plan.live:
                self._helpers(line, row)
        self._view()

    def _say(self, text: Text) -> str:
        return text.of(self.plan.locale)

    def _at(self, name: str, row: int) -> str:
        return address(row, self.table.columns[name])

    def _titles(self) -> None:
        last = self.table.columns["remark"]
        self.sheet.line(1, 1, last, title(self.plan), TITLE)
        self.sheet.line(2, 1, last, self._say(self.plan.ranking.stage.word), WARNING_LINE)
        style = replace(CENTRED, align="left", border=False)
        self.sheet.line(3, 1, last, "", style)
        before, after = self._counted(), self._say(_COUNTED_END)
        places = stretch(self.table.columns["place"], self.table.first, self.table.last)
        formula = f"{literal(before)}&COUNT({places})&{literal(after)}"
        ranked = len(self.plan.ranking.placed)
        self.sheet.formula(3, 1, formula, f"{before}{ranked}{after}", style)
        for row, height in ((1, 34), (2, 20), (3, 20)):
            self.sheet.height(row, height)

    def _counted(self) -> str:
        catalog = self.plan.catalog
        whose = self._say(_ISSUER).format(catalog.issuer, catalog.round.label)
        whose += self._say(_BY_PERCENT) if self.plan.ranking.by_percent else ""
        return whose + self._say(_COUNTED).format(len(self.plan.lines))

    def _heads(self) -> None:
        row = self.table.first - 1
        for name in self._names():
            self.sheet.text(row, self.table.columns[name], self._say(_HEADS[name]), HEADER)
        titles = [self.plan.points_title(category) for category in self.plan.categories]
        for category, words in zip(self.plan.categories, titles, strict=True):
            self.sheet.text(row, self.table.columns[category_column(category)], words, HEADER)
        most = max(lines_needed(words, _CATEGORY_WIDTH) for words in titles)
        self.sheet.height(row, 14 * most + 8)

    def _names(self) -> list[str]:
        grouped = {"group", "place_in_group", "group_number", "first_of_group"}
        helpers = ranking_plan.RANKING_HELPERS if not self.plan.live else ()
        return [
            name
            for name in _HEADS
            if name not in helpers
            and (self.plan.groups or name not in grouped - set(ranking_plan.RANKING_HELPERS))
        ]

    def _row(self, line: Line, row: int) -> None:
        place = line.place.number if line.place else _NO_PLACE
        tied = self._say(_TIED) if line.place and line.place.tied else ""
        self._put("place", row, self._place(line, row), place, _PLACE)
        self._put("tied", row, self._tied(line, row), tied)
        self._put("unit", row, self._found("unit", row), line.result.unit.name, _UNIT)
        if self.plan.groups:
            self._group(line, row)
        self._scores(line, row)
        self._put("remark", row, self._remark(row), self._say(line.reason), _LEFT)

    def _put(self, name: str, row: int, formula: str, result: Result, style: Style = CENTRED) -> None:
        self.sheet.formula(row, self.table.columns[name], formula, result, style)

    def _found(self, name: str, row: int) -> str:
        return f"INDEX({self.matrix.cells(name)},{self._at('row', row)})"

    def _if_ranked(self, row: int, formula: str, otherwise: str = '""') -> str:
        return f'IF({self._at("compared", row)}="",{otherwise},{formula})'

    def _place(self, line: Line, row: int) -> str:
        number = self._at("start", row)
        if self.plan.catalog.ties is Ties.DENSE:
            same, above = f"{number}<{line.position}", self._at("place", row - 1)
            number = f"IF({same},{above},{above}+1)" if line.position > 1 else "1"
        return self._if_ranked(row, number, literal(_NO_PLACE))

    def _tied(self, line: Line, row: int) -> str:
        own = self._at("compared", row)
        others = [row - 1] if line.position > 1 else []
        others += [row + 1] if line.position < self.table.count else []
        same = ",".join(f"{own}={self._at('compared', other)}" for other in others) or "FALSE"
        return self._if_ranked(row, f'IF(OR({same}),{literal(self._say(_TIED))},"")')

    def _group(self, line: Line, row: int) -> None:
        # An empty cell that INDEX finds would be shown as 0.
        self._put("group", row, f'{self._found("group", row)}&""', line.result.unit.group or "")
        place = line.place_in_group.number if line.place_in_group else ""
        group = self._at("group_number", row)
        formula = self._if_ranked(row, f'IF({group}="","",{self._place_in_group(row)})')
        self._put("place_in_group", row, formula, place)

    def _place_in_group(self, row: int) -> str:
        columns, first = self.table.columns, self.table.first
        group = self._at("group_number", row)
        if self.plan.catalog.ties is Ties.DENSE:
            groups = stretch(columns["group_number"], first, row)
            return f"SUMIF({groups},{group},{stretch(columns['first_of_group'], first, row)})"
        # The title's cell stands in for "nobody" above the first.
        groups = stretch(columns["group_number"], first - 1, self.table.last)
        top = address(first - 1, columns["group_number"])
        return f"COUNTIF({top}:INDEX({groups},{self._at('start', row)}),{group})+1"

    def _scores(self, line: Line, row: int) -> None:
        scores, ranked = line.result.scores, line.ranked
        fixed = with_decimals(CENTRED, self.plan.catalog.decimals)
        total = scores.total if ranked and scores.total is not None else ""
        self._put(
            "total",
            row,
            self._if_ranked(row, self._found("total", row)),
            total,
            with_decimals(BOLD, self.plan.catalog.decimals),
        )
        highest = scores.max_score if ranked else ""
        self._put("max", row, self._if_ranked(row, self._found("max", row)), highest)
        percent = float(total) / float(scores.max_score) if total != "" and scores.max_score else ""
        self._put("rate", row, self._if_ranked(row, self._found("rate", row)), percent, PERCENT)
        subtotals = self.plan.subtotals
        for category in self.plan.categories:
            name = category_column(category)
            found = f"INDEX({subtotals.cells(name)},{self._at('row', row)})"
            subtotal = scores.categories[category.id] if ranked else None
            self._put(name, row, self._if_ranked(row, found), "" if subtotal is None else subtotal, fixed)

    def _remark(self, row: int) -> str:
        accepted = literal(self._say(UnitStatus.ACCEPTED.word))
        put_in = f'IF({self._found("status", row)}={accepted},"",{literal(self._say(_PUT_IN))})'
        reason = self._found("reason", row)
        taken_out = f'IF({reason}="",{literal(self._say(_TAKEN_OUT))},{reason})'
        joined_in = f"{self._found('ranked', row)}={literal(self._say(YES))}"
        left_out = f"IF({joined_in},{literal(self._say(_INCOMPLETE))},{taken_out})"
        return self._if_ranked(row, put_in, left_out)

    def _helpers(self, line: Line, row: int) -> None:
        own, position = self._at("compared", row), line.position
        self._put("row", row, f"MATCH({position},{self.matrix.cells('order')},0)", line.number, _HELPER)
        self._put("compared", row, self._found("compared", row), self.plan.compared(line), _HELPER)
        start = f"IF({own}={self._at('compared', row - 1)},{self._at('start', row - 1)},{position})"
        starts = self._if_ranked(row, start if position > 1 else "1")
        self._put("start", row, starts, line.start or "", _HELPER)
        if self.plan.groups:
            group = line.group_number if line.group_number is not None else ""
            number = self._found("group_number", row)
            self._put("group_number", row, f'IF({number}="","",{number})', group, _HELPER)
            first = self.plan.first_of_group(line)
            self._put("first_of_group", row, self._first_of_group(row), first, _HELPER)

    def _first_of_group(self, row: int) -> str:
        group = self._at("group_number", row)
        groups = stretch(self.table.columns["group_number"], self.table.first, self.table.last)
        tie = f"INDEX({groups},{self._at('start', row)}):{group}"
        return self._if_ranked(row, f'IF({group}="","",IF(COUNTIF({tie},{group})=1,1,0))')

    def _view(self) -> None:
        columns, sheet = self.table.columns, self.sheet
        units = (line.result.unit.name for line in self.plan.lines)
        widths = {"place": 6.5, "tied": 6, "unit": fitting(units, 12, 24), "total": 10, "max": 7, "rate": 9.5}
        if self.plan.groups:
            widths |= {"group": fitting(self.plan.groups, 7, 14), "place_in_group": 6.5}
        widths |= {category_column(category): _CATEGORY_WIDTH for category in self.plan.categories}
        reasons = (self._say(line.reason) for line in self.plan.lines)
        for name, width in (widths | {"remark": fitting(reasons, 18, 30)}).items():
            sheet.width(columns[name], width)
        for name in ranking_plan.RANKING_HELPERS:
            sheet.width(columns[name], 10, hidden=True)
        for line in self.plan.listed:
            sheet.height(self.table.first + line.position - 1, 28)
        sheet.worksheet.freeze_panes(self.table.first - 1, columns["unit"])
        head, last = self.table.first - 1, columns["remark"]
        unplaced = f"{beside(columns['place'], self.table.first)}={literal(_NO_PLACE)}"
        sheet.greyed(self.table.first, self.table.last, last, unplaced)
        sheet.printed(
            footer=self.plan.footer(), heads=(head, head), last_row=self.table.last, last_column=last
        )

"""排名: the units from first to last, live from the matrix of scores, then those not ranked and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scoresheet.assessment import UnitStatus
from scoresheet.book import (
    BOLD,
    CENTRED,
    HEADER,
    OFFICE,
    PERCENT,
    TITLE,
    WARNING_LINE,
    Book,
    Result,
    Sheet,
    Style,
    fitting,
    lines_needed,
    with_decimals,
)
from scoresheet.catalog.model import Item
from scoresheet.figures import plain
from scoresheet.language import Text, joined
from scoresheet.ranking_workbook.formulas import Bands, Cell
from scoresheet.ranking_workbook.frame import bottom, office
from scoresheet.ranking_workbook.place_formulas import NO_PLACE, SEPARATED, TIED, PlaceFormulas
from scoresheet.ranking_workbook.plan import Line, Plan
from scoresheet.ranking_workbook.references import beside, literal, quoted, stretch
from scoresheet.ranking_workbook.table import (
    CERTAINTY,
    LIST_HEAD,
    Table,
    category_column,
    item_column,
    target,
    tie_column,
)
from scoresheet.titles import YES

_FORM_TITLE = "自查评分表"
_TITLE = Text("{0}自查得分排名", "{0}: ranking")
_COUNTED = Text("　　应报单位{0}个，参加排名", "    {0} units, ranked: ")
_BY_PERCENT = Text("　　按得分率排名", "    ranked by percent")
_BY_CONVERTED = Text("　　按折算得分排名", "    ranked by converted total")
_WITHIN_GROUPS = Text("　　分组排名", "    ranked within groups")
_PENDING = Text(
    "{0}；第{1}项按名次计分，待全部单位校验通过后才能算出，目前总分和名次不含该项，暂不评等次",
    "{0}; item {1} goes by the units' places and waits for all of them: totals and places are without it, "
    "and there are no grades yet",
)
_COUNTED_END = Text("个", "")
_HEADS = {
    "place": Text("名次", "Place"),
    "tied": Text("并列", "Tied"),
    "unit": Text("单位", "Unit"),
    "group": Text("组别", "Group"),
    "beside": Text("组内名次", "Place in group"),
    "range": Text("名次可能范围", "Possible places"),
    "total": Text("自查总分", "Total"),
    "bonus": Text("其中加分", "Of it bonus"),
    "max": Text("满分", "Out of"),
    "rate": Text("得分率", "Percent"),
    "converted": Text("折算得分\n（满分{0}）", "Converted\n(out of {0})"),
    "grade": Text("等次", "Grade"),
    "remark": Text("备注", "Remarks"),
    "row": Text("矩阵行", "Row"),
    "compared": Text("排序值", "Compared"),
    "group_number": Text("组号", "Group no."),
    "start": Text("并列起位", "Tie starts"),
    "first_of_group": Text("组内新名次", "New in group"),
    "group_start": Text("本组起位", "Group starts"),
    "equal": Text("得分", "Score"),
    "from": Text("等次始", "Grade from"),
    "to": Text("等次止", "Grade to"),
    "band": Text("等次名称", "Grade name"),
    "band_from": Text("等次线", "From"),
}
_IN_GROUP = {"place": Text("组内名次", "Place in group"), "beside": Text("总名次", "Place among all")}
_TIE_ITEM = Text("第{0}项\n得分", "Score of\nitem {0}")
_BOUND = Text("累计数{0}", "Up to here {0}")
_INCOMPLETE = Text("得分不完整", "scores incomplete")
_TAKEN_OUT = Text("手工设为不参与排名", "taken out by hand")
_BETWEEN = Text("；", "; ")
_PUT_IN = Text("未校验通过，手工列入排名", "not accepted, put in by hand")
_TIED_MEANS = Text("“并列”表示与其他单位名次相同。", "“Tied” units share a place.")
_RANGE_MEANS = Text(
    "“名次可能范围”是未决事项（须更正、请核实、版本待确认、未报送）不论怎样处理，该单位可能得到的名次，"
    "暂未参加排名的单位以后参加或不参加都算在内；只有一个数的，名次已定。"
    "由哪些事项决定，见“名次把握”。",
    "“Possible places” are those that a unit could take, however the open findings are settled and "
    "whether or not the others without a place are ranked in the end; a single number is "
    "sure. The sheet Certainty tells what decides.",
)
_UNPLACED_MEANS = Text(
    "“—”的单位暂不参加排名，原因见备注，不按0分计。",
    "Units with “—” are not ranked; the remarks say why. They don't count as 0.",
)
_LINKS_MEAN = Text(
    "点击单位名称可看到各项得分，点击名次可能范围可看到决定因素。",
    "Click a unit to see its scores, or its possible places to see what decides them.",
)

_LEFT = replace(CENTRED, align="left", wrap=True)
_PLACE = replace(CENTRED, bold=True, size=11)
_UNIT = replace(_LEFT, bold=True)
_HELPER = replace(CENTRED, size=8, colour="#808080")
_GRADE = replace(CENTRED, bold=True, wrap=True)
_GRADE_WIDTH = 14.0
_WIDTHS = {
    "place": 6.5,
    "tied": 6.0,
    "beside": 6.5,
    "range": 10.0,
    "total": 10.0,
    "max": 7.0,
    "rate": 9.5,
    "bonus": 7.0,
    "converted": 9.5,
    "grade": _GRADE_WIDTH,
}
_CATEGORY_WIDTH = 11.5
_REMARK_WIDTH = 30


def write(book: Book, plan: Plan) -> None:
    """Add the sheet."""
    table = plan.places
    _List(plan, table, plan.matrix, book.sheet(table.sheet), Bands(plan), PlaceFormulas(plan)).write()


def title(plan: Plan) -> str:
    """Give the title of the ranking, made from the form's."""
    return _TITLE.of(plan.locale).format(plan.catalog.title.removesuffix(_FORM_TITLE))


@dataclass(frozen=True, slots=True)
class _List:
    plan: Plan
    table: Table
    matrix: Table
    sheet: Sheet
    bands: Bands
    formulas: PlaceFormulas

    def write(self) -> None:
        """Write titles, rows and how the sheet prints."""
        self._titles()
        self._heads()
        grades = self.bands.table() if self.plan.live else []
        unit = self._widths()["unit"]
        for row, line in enumerate(self.plan.listed, start=self.table.first):
            with self.sheet.whole_row(row, self._height(line, unit)):
                self._row(line, row)
                if self.plan.live:
                    self._helpers(line, row)
                self._grade(grades, row)
        for row in range(self.table.last + 1, self.table.first + len(grades)):
            self._grade(grades, row)
        self._view()

    def _height(self, line: Line, unit_width: float) -> float:
        remark = lines_needed(self._remark_of(line), _REMARK_WIDTH - 2)
        grade = lines_needed(self.bands.result(line), _GRADE_WIDTH)
        unit = lines_needed(line.result.unit.name, unit_width - 2)
        return max(28, 14 * max(remark, grade, unit) + 5)

    def _say(self, text: Text) -> str:
        return text.of(self.plan.locale)

    def _titles(self) -> None:
        last = self.table.columns["remark"]
        self.sheet.line(1, 1, last, title(self.plan), replace(TITLE, wrap=True))
        self.sheet.line(2, 1, last, self._warning(), WARNING_LINE)
        self.sheet.line(3, 1, last, "", OFFICE)
        before, after = self._counted(), self._say(_COUNTED_END)
        places = stretch(self.table.columns["place"], self.table.first, self.table.last)
        formula = f"{literal(before)}&COUNT({places})&{literal(after)}"
        ranked = len(self.plan.ranking.placed)
        self.sheet.formula(3, 1, formula, f"{before}{ranked}{after}", OFFICE)
        self.sheet.fit_heading(1, title(self.plan), self._width)
        for row, height in ((2, 20), (3, 22)):
            self.sheet.height(row, height)

    def _warning(self) -> str:
        stage, pending = self._say(self.plan.ranking.stage.word), self.plan.ranking.pending
        return self._say(_PENDING).format(stage, self._say(joined(pending))) if pending else stage

    def _counted(self) -> str:
        catalog = self.plan.catalog
        whose = office(self.plan)
        whose += self._say(_BY_PERCENT) if self.plan.ranking.by_percent else ""
        whose += self._say(_BY_CONVERTED) if catalog.scale is not None else ""
        whose += self._say(_WITHIN_GROUPS) if catalog.within_groups else ""
        return whose + self._say(_COUNTED).format(len(self.plan.lines))

    def _heads(self) -> None:
        row, titles = self.table.first - 1, self._titles_of_columns()
        for name, words in titles.items():
            self.sheet.text(row, self.table.columns[name], words, HEADER)
        categories = [titles[category_column(category)] for category in self.plan.summed]
        most = max((lines_needed(words, _CATEGORY_WIDTH) for words in categories), default=2)
        self.sheet.height(row, 14 * most + 8)

    def _titles_of_columns(self) -> dict[str, str]:
        """Give the title of every column that is written, by the column's name."""
        heads = _HEADS | (_IN_GROUP if self.plan.catalog.within_groups else {})
        titles = {name: self._say(words) for name, words in heads.items() if name in self.table.columns}
        if self.plan.catalog.scale is not None:
            titles["converted"] = titles["converted"].format(plain(self.plan.catalog.scale))
        titles |= {category_column(one): self.plan.points_title(one) for one in self.plan.summed}
        titles |= {tie_column(item.id): self._say(_TIE_ITEM).format(item.id) for item in self.plan.tie_items}
        bounds = self.plan.bound_columns if self.plan.catalog.grades else ()
        names = self.plan.groups if self.plan.catalog.within_groups else ("",)
        for column, name in zip(bounds, names, strict=bool(bounds)):
            titles[column] = self._say(_BOUND).format(name)
        hidden = () if self.plan.live else self.plan.ranking_helpers
        return {name: words for name, words in titles.items() if name not in hidden}

    def _row(self, line: Line, row: int) -> None:
        place = line.main.number if line.main else NO_PLACE
        self._put("place", row, self.formulas.place(line, row), place, _PLACE)
        self._put("tied", row, self.formulas.tied(line, row), self._tie(line))
        in_matrix = f"{self.matrix.first - 1}+{self.formulas.at('row', row)}"
        found = self.matrix.sheet, self.matrix.first + line.number - 1, in_matrix
        self._linked("unit", row, found, line.result.unit.name)
        if self.plan.groups:
            self._group(line, row)
        decided = self._say(CERTAINTY), LIST_HEAD + line.position, self.formulas.found("decided", row)
        self._linked("range", row, decided, self.plan.range(line))
        self._scores(line, row)
        if self.plan.catalog.grades:
            formula = self.formulas.if_ranked(row, self.bands.formula(row))
            self._put("grade", row, formula, self.bands.result(line), _GRADE)
        self._put("remark", row, self._remark(row), self._remark_of(line), _LEFT)

    def _put(self, name: str, row: int, formula: str, result: Result, style: Style = CENTRED) -> None:
        self.sheet.formula(row, self.table.columns[name], formula, result, style)

    def _linked(self, name: str, row: int, leads: tuple[str, int, str], shown: str) -> None:
        """Write what the matrix says of a unit; `leads` is sheet, row and formula of the row that a click shows."""
        column, style = self.table.columns[name], _UNIT if name == "unit" else CENTRED
        sheet, number, found = leads
        if not self.plan.live:
            self.sheet.link(row, column, target(sheet, number))
        place = literal(f"#{quoted(sheet)}!A")
        formula = f'HYPERLINK({place}&({found}),{self.formulas.found(name, row)}&"")'
        self.sheet.formula(row, column, formula, shown, style)

    def _tie(self, line: Line) -> str:
        if line.main is not None and line.main.tied:
            return self._say(TIED)
        return self._say(SEPARATED) if line.placed is not None and line.placed.separated else ""

    def _group(self, line: Line, row: int) -> None:
        # An empty cell that INDEX finds would be shown as 0.
        self._put("group", row, f'{self.formulas.found("group", row)}&""', line.result.unit.group or "")
        place = line.beside.number if line.beside else ""
        if self.plan.catalog.within_groups:
            self._put("beside", row, self.formulas.if_ranked(row, self.formulas.among_all(row)), place)
            return
        group = self.formulas.at("group_number", row)
        formula = self.formulas.if_ranked(row, f'IF({group}="","",{self.formulas.in_group(row)})')
        self._put("beside", row, formula, place)

    def _scores(self, line: Line, row: int) -> None:
        scores, ranked = line.result.scores, line.ranked
        fixed = with_decimals(CENTRED, self.plan.catalog.decimals)
        total = scores.total if ranked and scores.total is not None else ""
        self._put(
            "total",
            row,
            self.formulas.if_ranked(row, self.formulas.found("total", row)),
            total,
            with_decimals(BOLD, self.plan.catalog.decimals),
        )
        highest = scores.max_score if ranked else ""
        self._put("max", row, self.formulas.if_ranked(row, self.formulas.found("max", row)), highest)
        percent = float(total) / float(scores.max_score) if total != "" and scores.max_score else ""
        self._put(
            "rate", row, self.formulas.if_ranked(row, self.formulas.found("rate", row)), percent, PERCENT
        )
        for name, number in (("bonus", scores.bonus), ("converted", scores.converted)):
            if name in self.table.columns:
                shown = number if ranked and number is not None else ""
                self._put(
                    name, row, self.formulas.if_ranked(row, self.formulas.found(name, row)), shown, fixed
                )
        subtotals = self.plan.subtotals
        for category in self.plan.summed:
            name = category_column(category)
            found = f"INDEX({subtotals.cells(name)},{self.formulas.at('row', row)})"
            subtotal = scores.categories[category.id] if ranked else None
            self._put(
                name, row, self.formulas.if_ranked(row, found), "" if subtotal is None else subtotal, fixed
            )
        for item in self.plan.tie_items:
            points = scores.items[item.id] if ranked else None
            formula = self.formulas.if_ranked(
                row, f'IF(ISNUMBER({self._scored(item, row)}),{self._scored(item, row)},"")'
            )
            self._put(tie_column(item.id), row, formula, "" if points is None else points, fixed)

    def _scored(self, item: Item, row: int) -> str:
        return self.formulas.found(item_column(item), row)

    def _remark_of(self, line: Line) -> str:
        return self._say(line.vetoes.told(self.plan.catalog) if line.ranked else line.reason)

    def _remark(self, row: int) -> str:
        accepted = literal(self._say(UnitStatus.ACCEPTED.word))
        own, put_in = '""', literal(self._say(_PUT_IN))
        if self.plan.has_vetoes:
            own = f'{self.formulas.found("vetoed", row)}&""'
            put_in = f'{put_in}&IF({own}="","",{literal(self._say(_BETWEEN))}&{own})'
        put_in = f"IF({self.formulas.found('status', row)}={accepted},{own},{put_in})"
        reason = self.formulas.found("reason", row)
        taken_out = f'IF({reason}="",{literal(self._say(_TAKEN_OUT))},{reason})'
        joined_in = f"{self.formulas.found('ranked', row)}={literal(self._say(YES))}"
        left_out = f"IF({joined_in},{literal(self._say(_INCOMPLETE))},{taken_out})"
        return self.formulas.if_ranked(row, put_in, left_out)

    def _helpers(self, line: Line, row: int) -> None:
        own, position = self.formulas.at("compared", row), line.position
        self._put("row", row, f"MATCH({position},{self.matrix.cells('order')},0)", line.number, _HELPER)
        key = self.formulas.found(self.plan.order_key, row)
        self._put("compared", row, key, self.plan.order_value(line), _HELPER)
        within = self.plan.catalog.within_groups
        same_group = f"{self.formulas.at('group_number', row)}={self.formulas.at('group_number', row - 1)}"
        same = f"{own}={self.formulas.at('compared', row - 1)}"
        same = f"AND({same},{same_group})" if within else same
        start = f"IF({same},{self.formulas.at('start', row - 1)},{position})"
        starts = self.formulas.if_ranked(row, start if position > 1 else "1")
        self._put("start", row, starts, line.start or "", _HELPER)
        if self.plan.groups:
            group = line.group_number if line.group_number is not None else ""
            number = self.formulas.found("group_number", row)
            self._put("group_number", row, f'IF({number}="","",{number})', group, _HELPER)
        if within:
            above = f"IF({same_group},{self.formulas.at('group_start', row - 1)},{position})"
            begins = self.formulas.if_ranked(row, above if position > 1 else "1")
            self._put("group_start", row, begins, line.group_start or "", _HELPER)
        elif self.plan.groups:
            first = self.plan.first_of_group(line)
            self._put("first_of_group", row, self.formulas.first_of_group(row), first, _HELPER)
        if self.plan.catalog.break_ties:
            self._put("equal", row, self.formulas.found("compared", row), self.plan.compared(line), _HELPER)
        if self.plan.catalog.grades:
            self._grade_helpers(line, row)

    def _grade_helpers(self, line: Line, row: int) -> None:
        for name, last in (("from", False), ("to", True)):
            formula = self.formulas.if_ranked(row, self.bands.number_formula(row, last=last))
            self._put(name, row, formula, self.bands.number_result(line, last=last), _HELPER)

    def _grade(self, grades: Sequence[Sequence[Cell]], row: int) -> None:
        """Write what a row holds of the table that the grades are looked up in."""
        number = row - self.table.first
        for cell in grades[number] if number < len(grades) else ():
            column = self.table.columns[cell.column]
            if cell.formula is None:
                self.sheet.value(row, column, cell.result, _HELPER)
            else:
                self.sheet.formula(row, column, cell.formula, cell.result, _HELPER)

    def _view(self) -> None:
        columns, sheet = self.table.columns, self.sheet
        for name, width in self._widths().items():
            sheet.width(columns[name], width)
        for name in self.plan.ranking_helpers:
            sheet.width(columns[name], 10, hidden=True)
        sheet.worksheet.freeze_panes(self.table.first - 1, columns["unit"])
        head, last = self.table.first - 1, columns["remark"]
        unplaced = f"{beside(columns['place'], self.table.first)}={literal(NO_PLACE)}"
        sheet.greyed(self.table.first, self.table.last, last, unplaced)
        end = bottom(sheet, self.plan, self.table.last, last, self._width, list(self._notes()))
        sheet.printed(
            footer=self.plan.footer(),
            header=self.plan.stage,
            heads=(head, head),
            last_row=end,
            last_column=last,
        )

    def _widths(self) -> dict[str, float]:
        """Give the width of every column that is seen, by its name."""
        units = (line.result.unit.name for line in self.plan.lines)
        remark = fitting(map(self._remark_of, self.plan.lines), 18, _REMARK_WIDTH)
        widths = {"unit": fitting(units, 12, 24), "group": fitting(self.plan.groups, 7, 14), "remark": remark}
        widths |= _WIDTHS | {category_column(category): _CATEGORY_WIDTH for category in self.plan.summed}
        widths |= {tie_column(item.id): 8 for item in self.plan.tie_items}
        return {name: width for name, width in widths.items() if name in self.table.columns}

    @property
    def _width(self) -> float:
        return sum(self._widths().values())

    def _notes(self) -> Iterator[str]:
        ties = (
            [self._say(_TIED_MEANS)]
            if any(self._tie(line) == self._say(TIED) for line in self.plan.lines)
            else []
        )
        yield from ties
        yield self._say(_RANGE_MEANS)
        if self.plan.ranking.unplaced:
            yield self._say(_UNPLACED_MEANS)
        yield self._say(_LINKS_MEAN)

"""得分矩阵: every unit's score in every item, with live totals, and the live order that the ranking follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from scoresheet.book import (
    BOLD,
    CENTRED,
    HEADER,
    LINKS,
    PERCENT,
    WORDS,
    Book,
    Sheet,
    Style,
    fitting,
    lines_needed,
    with_decimals,
)
from scoresheet.catalog.item_texts import shortened
from scoresheet.catalog.model import Category, Item, NotApplicable
from scoresheet.figures import plain
from scoresheet.grid import address
from scoresheet.language import Text
from scoresheet.ranking_workbook import formulas
from scoresheet.ranking_workbook.frame import bottom, top
from scoresheet.ranking_workbook.plan import NO_SCORE, Line, Plan
from scoresheet.ranking_workbook.references import across, beside, literal, stretch
from scoresheet.ranking_workbook.table import (
    LIST_HEAD,
    SOURCES,
    Table,
    is_listed,
    item_column,
    level_column,
    target,
    tie_column,
)
from scoresheet.titles import NO, NOT_APPLICABLE, YES

_NOTE = Text(
    "{stage}。颜色越深，失分越多；灰色斜体的单位不参与排名。",
    "{stage}. The deeper the colour, the more points were lost; units in grey italics are not ranked.",
)
_EDIT = Text(
    "在本表修改得分后，合计、名次和“排名”“分类得分”自动更新。",
    " Change a score here and the totals, the places and the sheets Ranking and By category follow.",
)
_TO_SOURCES = Text(
    "点击得分可看到它的出处（“数据来源”）{0}。",
    " Click a score to see where it comes from{0}.",
)
_BY_KEYS = Text("；要修改得分，请用方向键移到该格再输入", "; to change one, go there with the arrow keys")
_TO_SOURCES_OF_UNIT = Text(
    "得分太多，超出链接的上限，点击单位名称可看到该单位各项得分的出处（“数据来源”）。",
    " There are more scores than links a sheet can hold: click a unit to see where its scores come from.",
)
_UNIT = Text("单位", "Unit")
_GROUP = Text("组别", "Group")
_STATUS = Text("报送状态", "Status")
_RANKED = Text("是否参与排名", "Ranked")
_POINTS = Text("分值", "Points")
_TOTAL = Text("自查总分", "Total")
_MAX = Text("满分", "Out of")
_RATE = Text("得分率", "Percent")
_BONUS = Text("其中加分", "Of it bonus")
_CONVERTED = Text("折算得分\n（满分{0}）", "Converted\n(out of {0})")
_PLACE = Text("名次", "Place")
_PLACE_IN_GROUP = Text("组内名次", "Place in group")
_ON_TOP = Text("加分", "bonus")
_VETO = Text("否决", "veto")
_TRIGGERED = {True: Text("触发", "applies"), False: Text("未触发", "no")}
_NOT_FILLED = Text("未填", "blank")
_LEVEL = Text("比较第{0}步", "Step {0}")
_TIE = Text("区分同分：{0}", "Tie-break {0}")
_HELPERS = {
    "compared": Text("排序值", "Compared"),
    "order": Text("排列序号", "Order"),
    "group_number": Text("组号", "Group no."),
    "reason": Text("不参与原因", "Why not ranked"),
    "range": Text("名次可能范围", "Possible places"),
    "decided": Text("名次把握行", "Row of Certainty"),
    "new": Text("新名次", "New place"),
    "fixed": Text("等次定为", "Grade fixed at"),
    "at_best": Text("等次最高", "Grade at best"),
    "down": Text("降档", "Grades lost"),
    "open": Text("等次待定", "Grade open"),
    "vetoed": Text("否决结果", "Vetoes"),
}
_OUT_OF_RANGE = Text("本项得分应在{0}至{1}之间。", "The score of this item lies between {0} and {1}.")
_TOO_LOW = Text("本项得分不低于{0}。", "The score of this item is {0} or more.")
_ASK = Text("请选择是或否。", "Choose yes or no.")

_SCORE = Style(size=9)
_SMALL = Style(size=8, wrap=True)
_STATUS_STYLE = replace(CENTRED, wrap=True)
_OFF = replace(_SMALL, colour="#808080", fill="#F2F2F2")
_GRANTED = replace(_SCORE, italic=True, fill="#E7ECF4")
_BAND = replace(HEADER, size=9)
_HELPER = replace(CENTRED, size=8, colour="#808080")

_RESULT_WIDTHS = {"total": 9.0, "bonus": 7.0, "max": 6.5, "rate": 9.0, "converted": 9.0}
_ITEM_WIDTH = 5.3
_BAND_ROW = 4
_POINTS_ROW = 7
_SHORT = 20


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
        for row, line in enumerate(self.plan.lines, start=self.table.first):
            with self.sheet.whole_row(row, 26):
                self._unit(line, row)
        self._colours()
        if self.plan.live:
            self._guards()
        self._view()

    def _say(self, text: Text) -> str:
        return text.of(self.plan.locale)

    def _titles(self) -> None:
        last = self.table.columns["place"]
        note = self._say(_NOTE).format(stage=self.plan.stage)
        note += self._say(_EDIT) if self.plan.live else ""
        top(self.sheet, self.plan, last, self._width, note + self._linked())

    def _linked(self) -> str:
        if not self._links_scores:
            return self._say(_TO_SOURCES_OF_UNIT)
        return self._say(_TO_SOURCES).format(self._say(_BY_KEYS) if self.plan.live else "")

    @property
    def _links_scores(self) -> bool:
        """Whether the sheet can hold a link for every score."""
        return self.table.count * len(self.plan.items) <= LINKS

    def _heads(self) -> None:
        bottom_row = self.table.first - 1
        names = {"unit": _UNIT, "status": _STATUS, "ranked": _RANKED}
        titles = {"total": _TOTAL, "bonus": _BONUS, "max": _MAX, "rate": _RATE, "converted": self._scale()}
        names |= {name: titles[name] for name in self.plan.results}
        names |= {"place": _PLACE_IN_GROUP if self.plan.catalog.within_groups else _PLACE}
        names |= self._helper_titles() if self.plan.live else {}
        names |= {"group": _GROUP} if self.plan.groups else {}
        for name, title in names.items():
            column = self.table.columns[name]
            self.sheet.block(_BAND_ROW, column, bottom_row, column, self._say(title), HEADER)
        for category in self.plan.categories:
            self._band(category)
        texts = {item: shortened(text, _SHORT) for item, text in self.plan.texts.items()}
        for item in self.plan.items:
            self._item(item, texts[item.id])
        self._head_heights(texts.values())

    def _scale(self) -> Text:
        scale = plain(self.plan.catalog.scale or Decimal(0))
        return Text(_CONVERTED.zh.format(scale), _CONVERTED.en.format(scale))

    def _helper_titles(self) -> dict[str, Text]:
        ties = self.plan.catalog.break_ties
        titles = {name: title for name, title in _HELPERS.items() if name in self.plan.matrix_helpers}
        steps = range(len(ties) + 1) if self.plan.has_levels else ()
        titles |= {level_column(step): _numbered(_LEVEL, str(step + 1)) for step in steps}
        return titles | {tie_column(one): _numbered(_TIE, one) for one in ties}

    def _band(self, category: Category) -> None:
        first, last = self.table.columns.span([item_column(item) for item in category.items])
        self.sheet.line(_BAND_ROW, first, last, category.name, _BAND)

    def _item(self, item: Item, text: str) -> None:
        column = self.table.columns[item_column(item)]
        self.sheet.text(_BAND_ROW + 1, column, item.id, _BAND)
        self.sheet.text(_BAND_ROW + 2, column, text, _SMALL)
        if item.rule.is_bonus or item.rule.veto is not None:
            self.sheet.text(_POINTS_ROW, column, self._say(_ON_TOP if item.rule.is_bonus else _VETO), _BAND)
        else:
            self.sheet.number(_POINTS_ROW, column, item.points, _BAND)

    def _head_heights(self, texts: Iterable[str]) -> None:
        bands = [
            lines_needed(category.name, len(category.items) * _ITEM_WIDTH, _BAND.size)
            for category in self.plan.categories
        ]
        items = [lines_needed(text, _ITEM_WIDTH, _SMALL.size) for text in texts]
        self.sheet.height(_BAND_ROW, 12.5 * max(bands) + 6)
        self.sheet.height(_BAND_ROW + 1, 16)
        self.sheet.height(_BAND_ROW + 2, 11 * max(items) + 8)
        self.sheet.height(_POINTS_ROW, 16)

    def _unit(self, line: Line, row: int) -> None:
        columns, unit = self.table.columns, line.result.unit
        source = self.plan.rows.first_source[unit.id]
        if not self._links_scores and is_listed(source):
            self.sheet.link(row, columns["unit"], self._source(source))
        self.sheet.text(row, columns["unit"], unit.name, WORDS)
        if self.plan.groups:
            self.sheet.text(row, columns["group"], unit.group or "")
        self.sheet.text(row, columns["status"], self._say(line.result.status.word), _STATUS_STYLE)
        self.sheet.text(row, columns["ranked"], self._say(YES if line.ranked else NO))
        for item in self.plan.items:
            self._score(line, item, row)
        self._results(line, row)
        if self.plan.live:
            self._helpers(line, row)

    def _source(self, row: int) -> str:
        return target(self._say(SOURCES), row)

    def _score(self, line: Line, item: Item, row: int) -> None:
        column = self.table.columns[item_column(item)]
        shown, style = self._shown(line, item)
        # A blank stays an empty cell: some readers take where it leads for what stands in it.
        if shown is not None and self._links_scores and line.result.submission is not None:
            self.sheet.link(row, column, self._source(self.plan.rows.source(line.result, item.id)))
        self.sheet.value(row, column, shown, style)

    def _shown(self, line: Line, item: Item) -> tuple[Decimal | str | None, Style]:
        if line.left_out(item.id):
            return self._say(NOT_APPLICABLE), _OFF
        granted = line.result.unit.not_applicable.get(item.id) is NotApplicable.FULL
        score, reads = line.result.scores.items[item.id], item.rule.cell_reads
        if score is None and reads is not None and line.result.submission is not None:
            return self._say(_state(line, item, reads)), _SMALL
        return score, _GRANTED if granted else _SCORE

    def _results(self, line: Line, row: int) -> None:
        columns, scores = self.table.columns, line.result.scores
        fixed = with_decimals(BOLD, self.plan.catalog.decimals)
        total, highest = address(row, columns["total"]), address(row, columns["max"])
        shown = "" if scores.total is None else scores.total
        self.sheet.formula(row, columns["total"], formulas.total(self.plan, line), shown, fixed)
        if self.plan.bonuses:
            given = "" if scores.bonus is None else scores.bonus
            self.sheet.formula(row, columns["bonus"], formulas.bonus(self.plan, line), given, fixed)
        if self.plan.catalog.scale is not None:
            made = "" if scores.converted is None else scores.converted
            formula = formulas.converted(self.plan, line)
            self.sheet.formula(row, columns["converted"], formula, made, fixed)
        self.sheet.number(row, columns["max"], scores.max_score)
        rate = f'IF(OR({total}="",{highest}=0),"",{total}/{highest})'
        self.sheet.formula(row, columns["rate"], rate, _rate(line), PERCENT)
        compared, order = address(row, columns["compared"]), address(row, columns["order"])
        places = self.plan.places.cells("place")
        place = f'IF({compared}="","",INDEX({places},{order}))'
        self.sheet.formula(row, columns["place"], place, line.main.number if line.main else "")

    def _helpers(self, line: Line, row: int) -> None:
        columns = self.table.columns
        self.sheet.formula(
            row,
            columns["compared"],
            formulas.compared(self.plan, row),
            self.plan.compared(line),
            _HELPER,
        )
        self.sheet.formula(row, columns["order"], formulas.order(self.plan, row), line.position, _HELPER)
        self.sheet.number(row, columns["group_number"], line.group_number, _HELPER)
        self.sheet.text(row, columns["reason"], self._say(line.reason), _HELPER)
        self.sheet.text(row, columns["range"], self.plan.range(line), _HELPER)
        self.sheet.number(row, columns["decided"], LIST_HEAD + line.position, _HELPER)
        if self.plan.has_levels:
            self._levels(line, row)
        if self.plan.has_vetoes:
            self._vetoes(line, row)

    def _levels(self, line: Line, row: int) -> None:
        """Write the place among all by total, then by each tie-break in turn."""
        columns, cells = self.table.columns, self._down
        own = address(row, columns["compared"])
        first = f'IF({own}="","",RANK({own},{cells("compared")}))'
        self.sheet.formula(row, columns[level_column(0)], first, self.plan.level(line, 0), _HELPER)
        for step, criterion in enumerate(self.plan.catalog.break_ties, start=1):
            tie, before = tie_column(criterion), level_column(step - 1)
            value, level = address(row, columns[tie]), address(row, columns[before])
            found = formulas.criterion(self.plan, criterion, row)
            known = f"IF(ISNUMBER({found}),{found},{NO_SCORE})"
            self.sheet.formula(row, columns[tie], known, self.plan.tie_value(line, criterion), _HELPER)
            better = f'COUNTIFS({cells(before)},{level},{cells(tie)},">"&{value})'
            formula = f'IF({level}="","",{level}+{better})'
            self.sheet.formula(
                row, columns[level_column(step)], formula, self.plan.level(line, step), _HELPER
            )
        if "new" in self.plan.matrix_helpers:
            self._new(line, row)

    def _new(self, line: Line, row: int) -> None:
        name = self.plan.order_key
        level, so_far = address(row, self.table.columns[name]), self._down(name, row)
        formula = f'IF({level}="","",IF(COUNTIF({so_far},{level})=1,1,0))'
        self.sheet.formula(row, self.table.columns["new"], formula, self.plan.is_new(line), _HELPER)

    def _down(self, name: str, last: int | None = None) -> str:
        return stretch(self.table.columns[name], self.table.first, last or self.table.last)

    def _vetoes(self, line: Line, row: int) -> None:
        vetoes, columns = line.vetoes, self.table.columns
        fixed = None if vetoes.fixed is None else vetoes.fixed + 1
        for name, number in (("fixed", fixed or 0), ("at_best", vetoes.at_best + 1), ("down", vetoes.down)):
            self.sheet.number(row, columns[name], number, _HELPER)
        self.sheet.number(row, columns["open"], int(bool(vetoes.unstated)), _HELPER)
        self.sheet.text(row, columns["vetoed"], self._say(vetoes.told(self.plan.catalog)), _HELPER)

    def _colours(self) -> None:
        first, last = self.table.first, self.table.last
        columns = self.table.columns
        ranked = beside(columns["ranked"], first)
        condition = f"{ranked}<>{literal(self._say(YES))}"
        self.sheet.greyed(first, last, columns["place"], condition)
        for item in self.plan.items:
            self.sheet.shaded(first, last, columns[item_column(item)], item.points)

    def _guards(self) -> None:
        first, last = self.table.first - 1, self.table.last - 1
        for item in self.plan.items:
            column = self.table.columns[item_column(item)] - 1
            if item.rule.veto is None:
                self.sheet.worksheet.data_validation(first, column, last, column, self._range(item))
        ranked = self.table.columns["ranked"] - 1
        choice = {"validate": "list", "source": [self._say(YES), self._say(NO)]}
        choice["error_message"] = self._say(_ASK)
        self.sheet.worksheet.data_validation(first, ranked, last, ranked, choice)

    def _range(self, item: Item) -> dict[str, object]:
        low, high = item.rule.lowest, item.rule.highest
        if high.is_infinite():
            told = self._say(_TOO_LOW).format(plain(low))
            return {"validate": "decimal", "criteria": ">=", "value": float(low), "error_message": told}
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": float(low),
            "maximum": float(high),
            "error_message": self._say(_OUT_OF_RANGE).format(plain(low), plain(high)),
        }

    def _view(self) -> None:
        columns, sheet = self.table.columns, self.sheet
        for name, width in self._widths().items():
            sheet.width(columns[name], width)
        for name in self.plan.matrix_helpers:
            sheet.width(columns[name], 14, hidden=True)
        sheet.worksheet.freeze_panes(self.table.first - 1, columns["unit"])
        ids = across(_BAND_ROW + 1, *columns.span([item_column(item) for item in self.plan.items]))
        ranges = stretch(columns["range"], self.table.first, self.table.last).replace("$", "")
        sheet.worksheet.ignore_errors({"number_stored_as_text": f"{ids} {ranges}"})
        last = columns["place"]
        end = bottom(sheet, self.plan, self.table.last, last, self._width)
        sheet.printed(
            footer=self.plan.footer(),
            header=self.plan.stage,
            heads=(_BAND_ROW, self.table.first - 1),
            last_row=end,
            last_column=last,
        )

    def _widths(self) -> dict[str, float]:
        """Give the width of every column that is seen, by its name."""
        names = [line.result.unit.name for line in self.plan.lines]
        widths = {"unit": fitting(names, 10, 14), "status": 12, "ranked": 6, "place": 5.5}
        widths |= {"group": fitting(self.plan.groups, 6, 12)} if self.plan.groups else {}
        widths |= {item_column(item): _ITEM_WIDTH for item in self.plan.items}
        return widths | {name: _RESULT_WIDTHS[name] for name in self.plan.results}

    @property
    def _width(self) -> float:
        return sum(self._widths().values())


def _numbered(text: Text, word: str) -> Text:
    return Text(text.zh.format(word), text.en.format(word))


def _state(line: Line, item: Item, reads: Text) -> Text:
    """Say in place of a score whether a veto applies, or what the form's own cell reads."""
    if item.rule.veto is None:
        return reads
    if item.id in line.vetoes.unstated:
        return _NOT_FILLED
    return _TRIGGERED[item.id in line.vetoes.triggered]


def _rate(line: Line) -> float | str:
    scores = line.result.scores
    return (
        "" if scores.total is None or not scores.max_score else float(scores.total) / float(scores.max_score)
    )

"""分类得分: every unit's subtotal in every category, live from the matrix of scores."""

from __future__ import annotations

from scoresheet.book import BOLD, CENTRED, HEADER, WORDS, Book, Sheet, fitting, lines_needed, with_decimals
from scoresheet.language import Text
from scoresheet.ranking_workbook import formulas
from scoresheet.ranking_workbook.frame import bottom, top
from scoresheet.ranking_workbook.plan import Line, Plan
from scoresheet.ranking_workbook.references import beside, literal
from scoresheet.ranking_workbook.table import Table, category_column
from scoresheet.titles import NO, YES

_UNIT = Text("单位", "Unit")
_GROUP = Text("组别", "Group")
_RANKED = Text("是否参与排名", "Ranked")
_TOTAL = Text("自查总分", "Total")
_NOTE = Text("{stage}。{extra}", "{stage}. {extra}")
_RESCALED = Text(
    "有不适用项按比例折算的单位，自查总分为折算后的分数，与各类得分之和不同。",
    "For a unit whose total was scaled up because items don't apply, the categories don't add up to the total.",
)
_BONUS = Text("其中加分", "Of it bonus")
_CONVERTED = Text("折算得分", "Converted")
_WITHOUT_BONUS = Text("各类得分不含加分。", "The categories are without bonuses.")
_WIDTH = 13.0
_HEAD = 4


def write(book: Book, plan: Plan) -> None:
    """Add the sheet."""
    table = plan.subtotals
    sheet = book.sheet(table.sheet)
    _heads(sheet, plan, table)
    for line in plan.lines:
        _unit(sheet, plan, table, line)
    _view(sheet, plan, table)


def _heads(sheet: Sheet, plan: Plan, table: Table) -> None:
    columns, locale = table.columns, plan.locale
    last = columns.last
    top(sheet, plan, last, _width(plan, table), _note(plan))
    names = {"unit": _UNIT, "group": _GROUP, "ranked": _RANKED, "total": _TOTAL, "bonus": _BONUS}
    names = {name: title for name, title in (names | {"converted": _CONVERTED}).items() if name in columns}
    for name, title in names.items():
        sheet.text(_HEAD, columns[name], title.of(locale), HEADER)
    titles = [plan.points_title(category) for category in plan.summed]
    for category, words in zip(plan.summed, titles, strict=True):
        sheet.text(_HEAD, columns[category_column(category)], words, HEADER)
    sheet.height(_HEAD, 14 * max((lines_needed(words, _WIDTH) for words in titles), default=2) + 8)


def _note(plan: Plan) -> str:
    locale = plan.locale
    extra = _RESCALED.of(locale) if any(plan.rescaled(line) for line in plan.lines) else ""
    extra += _WITHOUT_BONUS.of(locale) if plan.bonuses else ""
    return _NOTE.of(locale).format(stage=plan.ranking.stage.word.of(locale), extra=extra).strip()


def _unit(sheet: Sheet, plan: Plan, table: Table, line: Line) -> None:
    row = table.first + line.number - 1
    with sheet.whole_row(row, 26):
        _cells(sheet, plan, table, line, row)


def _cells(sheet: Sheet, plan: Plan, table: Table, line: Line, row: int) -> None:
    columns, unit = table.columns, line.result.unit
    sheet.text(row, columns["unit"], unit.name, WORDS)
    if plan.groups:
        sheet.text(row, columns["group"], unit.group or "")
    matrix = plan.matrix
    in_matrix = matrix.first + line.number - 1
    ranked = (YES if line.ranked else NO).of(plan.locale)
    sheet.formula(row, columns["ranked"], matrix.cell("ranked", in_matrix), ranked)
    style = with_decimals(CENTRED, plan.catalog.decimals)
    for category in plan.summed:
        subtotal = line.result.scores.categories[category.id]
        shown = "" if subtotal is None else subtotal
        formula = formulas.subtotal(plan, line, category)
        sheet.formula(row, columns[category_column(category)], formula, shown, style)
    scores, bold = line.result.scores, with_decimals(BOLD, plan.catalog.decimals)
    results = {"total": scores.total, "bonus": scores.bonus, "converted": scores.converted}
    for name, number in results.items():
        if name in columns:
            shown = "" if number is None else number
            sheet.formula(row, columns[name], matrix.cell(name, in_matrix), shown, bold)


def _view(sheet: Sheet, plan: Plan, table: Table) -> None:
    columns = table.columns
    for number, width in _widths(plan, table).items():
        sheet.width(number, width)
    condition = f"{beside(columns['ranked'], table.first)}<>{literal(YES.of(plan.locale))}"
    sheet.greyed(table.first, table.last, columns.last, condition)
    for category in plan.summed:
        sheet.shaded(table.first, table.last, columns[category_column(category)], category.points)
    sheet.worksheet.freeze_panes(table.first - 1, columns["unit"])
    end = bottom(sheet, plan, table.last, columns.last, _width(plan, table))
    heads = (_HEAD, _HEAD)
    sheet.printed(
        footer=plan.footer(), header=plan.stage, heads=heads, last_row=end, last_column=columns.last
    )


def _widths(plan: Plan, table: Table) -> dict[int, float]:
    """Give the width of every column by its number."""
    columns = table.columns
    widths = {columns["unit"]: fitting((line.result.unit.name for line in plan.lines), 10, 30)}
    widths |= {columns["group"]: fitting(plan.groups, 6, 16)} if plan.groups else {}
    return widths | dict.fromkeys(range(columns["ranked"], columns.last + 1), _WIDTH)


def _width(plan: Plan, table: Table) -> float:
    return sum(_widths(plan, table).values())

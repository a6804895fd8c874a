"""分类得分: every unit's subtotal in every category, live from the matrix of scores."""

from __future__ import annotations

from scoresheet.book import (
    BOLD,
    CENTRED,
    HEADER,
    NOTE,
    TITLE,
    WORDS,
    Book,
    Sheet,
    across,
    beside,
    fitting,
    lines_needed,
    literal,
    quoted,
    with_decimals,
)
from scoresheet.catalog.model import Category
from scoresheet.language import Text
from scoresheet.ranking_plan import Line, Plan, Table, category_column, item_column
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
_WIDTH = 13


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
    last = columns["total"]
    sheet.line(1, 1, last, plan.heading(table.sheet), TITLE)
    sheet.line(2, 1, last, _note(plan), NOTE)
    names = {"unit": _UNIT, "ranked": _RANKED, "total": _TOTAL} | ({"group": _GROUP} if plan.groups else {})
    for name, title in names.items():
        sheet.text(3, columns[name], title.of(locale), HEADER)
    titles = [plan.points_title(category) for category in plan.categories]
    for category, words in zip(plan.categories, titles, strict=True):
        sheet.text(3, columns[category_column(category)], words, HEADER)
    sheet.height(1, 30)
    sheet.height(3, 14 * max(lines_needed(words, _WIDTH) for words in titles) + 8)


def _note(plan: Plan) -> str:
    locale = plan.locale
    extra = _RESCALED.of(locale) if any(plan.rescaled(line) for line in plan.lines) else ""
    return _NOTE.of(locale).format(stage=plan.ranking.stage.word.of(locale), extra=extra).strip()


def _unit(sheet: Sheet, plan: Plan, table: Table, line: Line) -> None:
    row, columns, unit = table.first + line.number - 1, table.columns, line.result.unit
    sheet.text(row, columns["unit"], unit.name, WORDS)
    if plan.groups:
        sheet.text(row, columns["group"], unit.group or "")
    matrix = plan.matrix
    in_matrix = matrix.first + line.number - 1
    ranked = (YES if line.ranked else NO).of(plan.locale)
    sheet.formula(row, columns["ranked"], matrix.cell("ranked", in_matrix), ranked)
    style = with_decimals(CENTRED, plan.catalog.decimals)
    for category in plan.categories:
        subtotal = line.result.scores.categories[category.id]
        shown = "" if subtotal is None else subtotal
        formula = _subtotal(plan, line, category)
        sheet.formula(row, columns[category_column(category)], formula, shown, style)
    total = line.result.scores.total
    shown = "" if total is None else total
    sheet.formula(
        row,
        columns["total"],
        matrix.cell("total", in_matrix),
        shown,
        with_decimals(BOLD, plan.catalog.decimals),
    )
    sheet.height(row, 26)


def _subtotal(plan: Plan, line: Line, category: Category) -> str:
    matrix = plan.matrix
    first, last = matrix.columns.span([item_column(item) for item in category.items])
    scores = f"{quoted(matrix.sheet)}!{across(matrix.first + line.number - 1, first, last)}"
    total = f"ROUND(SUM({scores}),{plan.catalog.decimals})"
    return f'IF(COUNT({scores})<>{plan.scored(line, category)},"",{total})'


def _view(sheet: Sheet, plan: Plan, table: Table) -> None:
    columns = table.columns
    sheet.width(columns["unit"], fitting((line.result.unit.name for line in plan.lines), 10, 30))
    if plan.groups:
        sheet.width(columns["group"], fitting(plan.groups, 6, 16))
    for name in ("ranked", *(category_column(category) for category in plan.categories), "total"):
        sheet.width(columns[name], _WIDTH)
    condition = f"{beside(columns['ranked'], table.first)}<>{literal(YES.of(plan.locale))}"
    sheet.greyed(table.first, table.last, columns["total"], condition)
    for category in plan.categories:
        sheet.shaded(table.first, table.last, columns[category_column(category)], category.points)
    sheet.worksheet.freeze_panes(table.first - 1, columns["unit"])
    sheet.printed(footer=plan.footer(), heads=(3, 3), last_row=table.last, last_column=columns["total"])

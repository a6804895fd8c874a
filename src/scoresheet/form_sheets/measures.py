"""The sheet of achieved numbers: one row per measure, three for a rate, with target and completion."""

from __future__ import annotations

from decimal import Decimal

from scoresheet import guards, titles
from scoresheet.catalog.form import FormItem, FormMeasure
from scoresheet.catalog.model import Measure
from scoresheet.form_sheet import SheetWriter, colon, heading, label
from scoresheet.form_sheets.scores import limit_content
from scoresheet.language import Text
from scoresheet.layout import Helper, MeasureRows
from scoresheet.parts import Formula
from scoresheet.rowheight import TextSizes, height
from scoresheet.rule import Comparison
from scoresheet.titles import Column

WIDTHS = {
    Column.ID: 12,
    Column.MEASURE: 52,
    Column.UNIT: 8,
    Column.TARGET: 11,
    Column.ACTUAL: 13,
    Column.RATE: 10,
    Column.LIMIT: 13,
    Column.SELF_CHECK: 34,
}
"""The widths of the columns, in digits."""
LEAST_HEIGHT = 24
"""The height in points of a row with one line."""
_OPERATORS = {
    Comparison.AT_LEAST: ">=",
    Comparison.AT_MOST: "<=",
    Comparison.BELOW: "<",
    Comparison.EQUALS: "=",
}
_NOTE = Text(
    "请在黄色单元格填写实际完成数（只填数字）；确实没有数据的可以留空。",
    "Fill in the achieved numbers in the yellow cells (numbers only); leave blank what you have no figure for.",
)
_TARGET_ELSEWHERE = Text("另行下达", "given separately")
_MET = Text("达标", "met")
_NOT_MET = Text("未达标", "not met")


def write(sheet: SheetWriter, deductions: SheetWriter | None, sizes: TextSizes) -> None:
    """Write the sheet; `sizes` is what row heights are estimated from."""
    sheet.put("B1", heading(sheet))
    sheet.put("B2", sheet.say(_NOTE))
    sheet.put_titles()
    for entry in sheet.form.items:
        for number, (asked, rows) in enumerate(_rows(sheet, entry)):
            _measure(sheet, entry, asked, rows)
            if number == 0:
                first = min(*rows.inputs, rows.actual)
                sheet.put(sheet.table.at(Column.LIMIT, first), limit_content(sheet, entry, deductions))
    _heights(sheet, sizes)


def _heights(sheet: SheetWriter, sizes: TextSizes) -> None:
    for row in range(sheet.table.first, sheet.table.last + 1):
        name = sheet.contents.cells[sheet.table.at(Column.MEASURE, row)]
        needed = height(str(name), WIDTHS[Column.MEASURE], sizes.text[1], LEAST_HEIGHT)
        sheet.contents.heights[row] = needed


def _rows(sheet: SheetWriter, entry: FormItem) -> list[tuple[FormMeasure, MeasureRows]]:
    return [(asked, sheet.layout.measure_rows[entry.item.id, asked.measure.id]) for asked in entry.measures]


def _measure(sheet: SheetWriter, entry: FormItem, asked: FormMeasure, rows: MeasureRows) -> None:
    measure, table = asked.measure, sheet.table
    row_id = f"{sheet.form.code}/{entry.item.id}/{measure.id}"
    name = f"{label(entry, sheet.locale)} {measure.name}"
    if rows.numerator is None or rows.denominator is None:
        _guard(sheet, entry, rows.actual)
    else:
        _rate(sheet, entry, measure, rows)
    sheet.put(table.at(Column.ID, rows.actual), row_id)
    sheet.put(table.at(Column.MEASURE, rows.actual), name)
    sheet.put(table.at(Column.UNIT, rows.actual), measure.unit)
    _target(sheet, entry, asked, rows.actual)


def _rate(sheet: SheetWriter, entry: FormItem, measure: Measure, rows: MeasureRows) -> None:
    table = sheet.table
    row_id = f"{sheet.form.code}/{entry.item.id}/{measure.id}"
    cells = []
    for row, part, name in (
        (rows.numerator, "numerator", measure.numerator),
        (rows.denominator, "denominator", measure.denominator),
    ):
        if row is not None:
            sheet.put(table.at(Column.ID, row), f"{row_id}/{part}")
            sheet.put(table.at(Column.MEASURE, row), f"{label(entry, sheet.locale)} {name}")
            _guard(sheet, entry, row)
            cells.append(table.at(Column.ACTUAL, row))
    over, under = cells
    both = f"AND(ISNUMBER({over}),ISNUMBER({under}))"
    rate = f'IF({both},IF({under}>0,{over}*100/{under},""),"")'
    sheet.put(table.at(Column.ACTUAL, rows.actual), Formula(rate, ""))


def _guard(sheet: SheetWriter, entry: FormItem, row: int) -> None:
    if entry.not_applicable is not None:
        sheet.lock(sheet.table.at(Column.ACTUAL, row), None, like=sheet.table.at(Column.TARGET, row))
        return
    named = label(entry, sheet.locale) + colon(sheet.locale)
    state = guards.measure_state(sheet.table.at(Column.ACTUAL, row))
    sheet.watch(row, state, named, guards.MEASURE_WORDS, opens=False)


def _target(sheet: SheetWriter, entry: FormItem, asked: FormMeasure, row: int) -> None:
    table, goal = sheet.table, asked.goal
    actual, target = table.at(Column.ACTUAL, row), table.at(Column.TARGET, row)
    if entry.not_applicable is not None:
        sheet.put(target, sheet.say(titles.NOT_APPLICABLE))
        return
    if goal.target is None:
        sheet.put(target, sheet.say(_TARGET_ELSEWHERE))
        return
    sheet.put(target, goal.target)
    operator = _OPERATORS[goal.comparison]
    if goal.comparison is Comparison.AT_LEAST and goal.target:
        achieved = f"{actual}/{target}"
    else:
        met, not_met = (guards.quoted(sheet.say(word)) for word in (_MET, _NOT_MET))
        achieved = f"IF({actual}{operator}{target},{met},{not_met})"
    sheet.put(table.at(Column.RATE, row), Formula(f'IF(ISNUMBER({actual}),{achieved},"")', ""))
    lenient = sheet.form.catalog.round.interim or asked.is_default
    missed = guards.missed(actual, operator, target, 1 if lenient else guards.TO_MEND)
    sheet.put(table.at(Helper.MISSED, row), Formula(missed, Decimal(0)))

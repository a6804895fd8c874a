"""The sheet of achieved numbers: one row per measure, three for a rate, with target and completion."""

from __future__ import annotations

from decimal import Decimal

from scoresheet import guards
from scoresheet.catalog.form import FormItem, FormMeasure
from scoresheet.language import Text
from scoresheet.layout import Helper, MeasureRows
from scoresheet.parts import Formula
from scoresheet.rule import Comparison
from scoresheet.sheet import SheetWriter, colon, label
from scoresheet.sheets.scores import limit_content
from scoresheet.titles import Column

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


def write(sheet: SheetWriter, deductions: SheetWriter | None) -> None:
    """Write the sheet."""
    sheet.put("B1", f"{sheet.form.unit.name}{sheet.name}")
    sheet.put("B2", sheet.say(_NOTE))
    sheet.put_titles()
    for entry in sheet.form.items:
        for number, (asked, rows) in enumerate(_rows(sheet, entry)):
            _measure(sheet, entry, asked, rows)
            if number == 0:
                first = min(*rows.inputs, rows.actual)
                sheet.put(sheet.table.at(Column.LIMIT, first), limit_content(sheet, entry, deductions))


def _rows(sheet: SheetWriter, entry: FormItem) -> list[tuple[FormMeasure, MeasureRows]]:
    return [(asked, sheet.layout.measure_rows[entry.item.id, asked.measure.id]) for asked in entry.measures]


def _measure(sheet: SheetWriter, entry: FormItem, asked: FormMeasure, rows: MeasureRows) -> None:
    measure, table = asked.measure, sheet.table
    row_id = f"{sheet.form.code}/{entry.item.id}/{measure.id}"
    name = f"{label(entry, sheet.locale)} {measure.name}"
    if rows.numerator is None or rows.denominator is None:
        _guard(sheet, entry, rows.actual)
    else:
        _rate(sheet, entry, asked, rows)
    sheet.put(table.at(Column.ID, rows.actual), row_id)
    sheet.put(table.at(Column.MEASURE, rows.actual), name)
    sheet.put(table.at(Column.UNIT, rows.actual), measure.unit)
    _target(sheet, asked, rows.actual)


def _rate(sheet: SheetWriter, entry: FormItem, asked: FormMeasure, rows: MeasureRows) -> None:
    measure, table = asked.measure, sheet.table
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
    named = label(entry, sheet.locale) + colon(sheet.locale)
    state = guards.measure_state(sheet.table.at(Column.ACTUAL, row))
    sheet.watch(row, state, named, guards.MEASURE_WORDS, opens=False)


def _target(sheet: SheetWriter, asked: FormMeasure, row: int) -> None:
    table, goal = sheet.table, asked.goal
    actual, target = table.at(Column.ACTUAL, row), table.at(Column.TARGET, row)
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
    missed = Formula(guards.missed(actual, operator, target), Decimal(0))
    sheet.put(table.at(Helper.MISSED, row), missed)

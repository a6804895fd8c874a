"""The sheet of achieved numbers: one row per measure, three for a rate, with target and completion."""

from __future__ import annotations

from decimal import Decimal

from scoresheet import titles
from scoresheet.catalog.form import FormItem, FormMeasure
from scoresheet.catalog.model import Measure
from scoresheet.figures import plain
from scoresheet.forms import guards
from scoresheet.forms.layout import Helper, MeasureRows
from scoresheet.forms.sheet import SheetWriter, bounded, colon, heading, label
from scoresheet.forms.sheets.scores import is_computed_here, limit_content
from scoresheet.language import Text
from scoresheet.parts.cells import Formula
from scoresheet.rowheight import TextSizes, height
from scoresheet.rule.model import OPERATORS, Comparison, Reply
from scoresheet.titles import NO, YES, Column

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
_NOTE = Text(
    "请在黄色单元格填写实际完成数（只填数字）；确实没有数据的可以留空。",
    "Fill in the achieved numbers in the yellow cells (numbers only); leave blank what you have no figure for.",
)
_NOTE_COMPUTED = Text(
    "请在黄色单元格填写：数量只填数字，没有的填0；是或否从下拉列表中选。“最高可得分”随填写自动算出。",
    "Fill in the yellow cells: numbers alone, 0 for none; choose yes or no from the list. The highest score follows.",
)
_NO_TARGET = "—"
_TARGET_ELSEWHERE = Text("另行下达", "given separately")
_MET = Text("达标", "met")
_NOT_MET = Text("未达标", "not met")


def write(sheet: SheetWriter, deductions: SheetWriter | None, sizes: TextSizes) -> None:
    """Write the sheet; `sizes` is what row heights are estimated from."""
    sheet.put("B1", heading(sheet))
    computes = any(entry.measures and entry.item.rule.uses_numbers for entry in sheet.form.items)
    sheet.put("B2", sheet.say(_NOTE_COMPUTED if computes else _NOTE))
    sheet.put_titles()
    for entry in sheet.form.items:
        rows = _rows(sheet, entry)
        for asked, at in rows:
            _measure(sheet, entry, asked, at)
        if rows:
            _limit(sheet, entry, [at for _, at in rows], deductions)
    _heights(sheet, sizes)


def _limit(
    sheet: SheetWriter, entry: FormItem, rows: list[MeasureRows], deductions: SheetWriter | None
) -> None:
    table, first = sheet.table, rows[0].first
    shown = table.at(Column.LIMIT, first)
    if not is_computed_here(entry):
        sheet.put(shown, limit_content(sheet, entry, None, deductions))
        return
    values = table.down(Helper.VALUE, first=first, last=rows[-1].actual)
    highest, limit = bounded(entry.item.rule.highest), table.at(Helper.LIMIT, first)
    formula = entry.item.rule.formula(_cells(sheet, entry)) or plain(highest)
    decimals = sheet.form.catalog.decimals
    computed = guards.computed(formula, values, len(rows), plain(highest), decimals)
    sheet.put(limit, Formula(computed, highest))
    if entry.item.rule.highest.is_finite():
        sheet.put(shown, Formula(limit, highest))
    else:
        # Before anything is entered there is no highest score to show.
        sheet.put(shown, Formula(f'IF(COUNT({values})<{len(rows)},"{_NO_TARGET}",{limit})', _NO_TARGET))


def _cells(sheet: SheetWriter, entry: FormItem) -> dict[str, str]:
    cells = {}
    for asked, rows in _rows(sheet, entry):
        cells[f"measures.{asked.measure.id}"] = sheet.table.at(Helper.VALUE, rows.actual)
        cells[f"targets.{asked.measure.id}"] = sheet.table.at(Column.TARGET, rows.actual)
    return cells


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
    sheet.put(table.at(Column.ID, rows.actual), row_id)
    sheet.put(table.at(Column.MEASURE, rows.actual), name)
    sheet.put(table.at(Column.UNIT, rows.actual), measure.unit)
    if rows.numerator is None or rows.denominator is None:
        _guard(sheet, entry, measure, rows.actual)
    else:
        _rate(sheet, entry, measure, rows)
    if is_computed_here(entry):
        _value(sheet, measure, rows)
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
            _guard(sheet, entry, measure, row, divides=part == "denominator")
            cells.append(table.at(Column.ACTUAL, row))
    over, under = cells
    sheet.put(table.at(Column.ACTUAL, rows.actual), Formula(guards.rate(over, under), ""))


def _guard(sheet: SheetWriter, entry: FormItem, measure: Measure, row: int, *, divides: bool = False) -> None:
    actual = sheet.table.at(Column.ACTUAL, row)
    if entry.not_applicable is not None:
        sheet.lock(actual, None, like=sheet.table.at(Column.TARGET, row))
        return
    needed = entry.item.rule.uses_numbers
    # Where one of several numbers is missing it has to be named.
    asked = str(sheet.contents.cells[sheet.table.at(Column.MEASURE, row)])
    named = (asked if needed else label(entry, sheet.locale)) + colon(sheet.locale)
    match measure.reply:
        case Reply.YES_NO:
            sheet.watch(
                row, guards.yes_no_state(actual, sheet.locale), named, guards.YES_NO_WORDS, opens=True
            )
        case Reply.COUNT:
            sheet.watch(row, guards.times_state(actual), named, guards.TIMES_WORDS, opens=True)
        case Reply.NUMBER:
            state = guards.measure_state(actual, needed=needed, divides=divides, signed=measure.signed)
            words = guards.MEASURE_WORDS
            sheet.watch(row, state, named, words, opens=needed, advisory=not needed)


def _value(sheet: SheetWriter, measure: Measure, rows: MeasureRows) -> None:
    table, locale = sheet.table, sheet.locale
    actual, state = table.at(Column.ACTUAL, rows.actual), table.at(Helper.STATE, rows.actual)
    if measure.reply is Reply.YES_NO:
        value = guards.yes_no_value(actual, locale)
    elif rows.numerator is not None:
        value = actual
    else:
        value = guards.sound_value(actual, state)
    sheet.put(table.at(Helper.VALUE, rows.actual), Formula(value, ""))


def _target(sheet: SheetWriter, entry: FormItem, asked: FormMeasure, row: int) -> None:
    table, goal = sheet.table, asked.goal
    actual, target = table.at(Column.ACTUAL, row), table.at(Column.TARGET, row)
    if entry.not_applicable is not None:
        sheet.put(target, sheet.say(titles.NOT_APPLICABLE))
        return
    if goal.target is None:
        given_later = not entry.item.rule.uses_numbers
        sheet.put(target, sheet.say(_TARGET_ELSEWHERE) if given_later else _NO_TARGET)
        return
    if asked.measure.reply is Reply.YES_NO:
        sheet.put(target, sheet.say(YES if goal.target else NO))
        return
    sheet.put(target, goal.target)
    operator = OPERATORS[goal.comparison]
    if goal.comparison is Comparison.AT_LEAST and goal.target:
        achieved = f"{actual}/{target}"
    else:
        met, not_met = (guards.quoted(sheet.say(word)) for word in (_MET, _NOT_MET))
        achieved = f"IF({actual}{operator}{target},{met},{not_met})"
    sheet.put(table.at(Column.RATE, row), Formula(f'IF(ISNUMBER({actual}),{achieved},"")', ""))
    lenient = sheet.form.catalog.round.interim or asked.is_default
    missed = guards.missed(actual, operator, target, 1 if lenient else guards.TO_MEND)
    sheet.put(table.at(Helper.MISSED, row), Formula(missed, Decimal(0)))

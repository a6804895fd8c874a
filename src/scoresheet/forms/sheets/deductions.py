"""The register of deductions: counted events, open registers, and the statement that there was nothing."""

from __future__ import annotations

from decimal import Decimal

from scoresheet.catalog.form import FormItem
from scoresheet.figures import plain
from scoresheet.forms import guards
from scoresheet.forms.layout import DeductionRows, Helper
from scoresheet.forms.sheet import SheetWriter, colon, heading, label, limit_of_blank
from scoresheet.grid import address
from scoresheet.language import Locale, Text
from scoresheet.parts.cells import Formula
from scoresheet.rowheight import TextSizes, height
from scoresheet.titles import NO, NONE_DECLARED, NOT_APPLICABLE, NOTHING_HAPPENED, YES, Column

WIDTHS = {
    Column.ID: 12,
    Column.EVENT: 46,
    Column.EACH: 10,
    Column.COUNT: 10,
    Column.DEDUCTION: 10,
    Column.CAP: 10,
    Column.REMARK: 36,
    Column.SELF_CHECK: 34,
}
"""The widths of the columns, in digits."""
LEAST_HEIGHT = 24
"""The height in points of a row with one line."""
_SUM_BEFORE = Text("合计，本项最高可得", " total: leaves at most ")
_SUM_AFTER = Text("分", " points")


def write(sheet: SheetWriter, sizes: TextSizes) -> None:
    """Write the sheet; `sizes` is what row heights are estimated from."""
    sheet.put("B1", heading(sheet))
    sheet.put_titles()
    asked = [
        entry
        for entry in sheet.form.items
        if entry.item.id in sheet.layout.deduction_rows and entry.not_applicable is None
    ]
    _none(sheet, asked)
    for entry in sheet.form.items:
        rows = sheet.layout.deduction_rows.get(entry.item.id)
        if rows is not None:
            _ids(sheet, entry, rows)
            _heights(sheet, entry, rows, sizes)
            if entry.not_applicable is None:
                _counts(sheet, entry, rows)
                _register(sheet, entry, rows)
                _sum(sheet, entry, rows)
            else:
                _not_applicable(sheet, rows)


def _none(sheet: SheetWriter, asked: list[FormItem]) -> None:
    row, column = sheet.layout.none_declared
    cell = address(row, column)
    if not asked:
        sheet.lock(cell, None, like=sheet.table.at(Column.SELF_CHECK, sheet.table.first))
        return
    opened, closed = ("（", "）") if sheet.locale is Locale.ZH else (" (", ")")
    words = f"{sheet.say(NONE_DECLARED)}{opened}{sheet.say(YES)}/{sheet.say(NO)}{closed}{colon(sheet.locale)}"
    sheet.put(address(row, 2), words)
    table = sheet.table
    registered = f'COUNTIF({table.down(Column.COUNT)},">0")+SUM({table.down(Helper.USED)})'
    wrong = f'COUNTIF({table.down(Helper.STATE)},">{guards.BLANK}")'
    state = guards.none_state(cell, registered, wrong, f"SUM({table.down(Helper.OPEN)})", sheet.locale)
    named = sheet.say(NONE_DECLARED) + colon(sheet.locale)
    sheet.watch(row, state, named, guards.NONE_WORDS, opens=True)


def _ids(sheet: SheetWriter, entry: FormItem, rows: DeductionRows) -> None:
    table, code = sheet.table, f"{sheet.form.code}/{entry.item.id}"
    for row in (rows.heading, rows.sum):
        sheet.put(table.at(Column.ID, row), code)
    for key, row in rows.events.items():
        kind = entry.item.rule.event_kinds[key]
        sheet.put(table.at(Column.ID, row), f"{code}/{key}")
        sheet.put(table.at(Column.EVENT, row), f"{label(entry, sheet.locale)} {kind.name}")
        sheet.put(table.at(Column.EACH, row), kind.deduct)
    for number, row in enumerate(rows.register, start=1):
        sheet.put(table.at(Column.ID, row), f"{code}/{number}")
    rule = entry.item.rule.sentence().of(sheet.locale)
    said = rule if entry.not_applicable is None else sheet.say(NOT_APPLICABLE)
    sheet.put(
        table.at(Column.EVENT, rows.heading), f"{label(entry, sheet.locale)}{colon(sheet.locale)}{said}"
    )


def _heights(sheet: SheetWriter, entry: FormItem, rows: DeductionRows, sizes: TextSizes) -> None:
    size, merged = sizes.text[1], sum(WIDTHS.values()) - WIDTHS[Column.ID] - WIDTHS[Column.SELF_CHECK]
    heights = sheet.contents.heights
    heights |= dict.fromkeys((*rows.register, rows.sum), LEAST_HEIGHT)
    title = str(sheet.contents.cells[sheet.table.at(Column.EVENT, rows.heading)])
    heights[rows.heading] = height(title, merged, size, LEAST_HEIGHT)
    for key, row in rows.events.items():
        name = f"{label(entry, sheet.locale)} {entry.item.rule.event_kinds[key].name}"
        heights[row] = height(name, WIDTHS[Column.EVENT], size, LEAST_HEIGHT)


def _counts(sheet: SheetWriter, entry: FormItem, rows: DeductionRows) -> None:
    table, none = sheet.table, address(*sheet.layout.none_declared)
    for key, row in rows.events.items():
        count, each = table.at(Column.COUNT, row), table.at(Column.EACH, row)
        deduction = Formula(f'IF(ISNUMBER({count}),{count}*{each},"")', "")
        sheet.put(table.at(Column.DEDUCTION, row), deduction)
        state = guards.count_state(count, none, sheet.locale)
        kind = entry.item.rule.event_kinds[key]
        named = f"{label(entry, sheet.locale)} {kind.name}{colon(sheet.locale)}"
        sheet.watch(row, state, named, guards.COUNT_WORDS, opens=True)


def _register(sheet: SheetWriter, entry: FormItem, rows: DeductionRows) -> None:
    table = sheet.table
    named = label(entry, sheet.locale) + colon(sheet.locale)
    for row in rows.register:
        deduction = table.at(Column.DEDUCTION, row)
        unsaid, used = table.at(Helper.UNSAID, row), table.at(Helper.USED, row)
        nothing = guards.says_nothing(table.at(Column.EVENT, row), NOTHING_HAPPENED)
        sheet.put(unsaid, Formula(nothing, Decimal(1)))
        sheet.put(used, Formula(guards.used(deduction, unsaid), Decimal(0)))
        state = guards.register_state(deduction, unsaid, used)
        sheet.watch(row, state, named, guards.REGISTER_WORDS, opens=False)


def _sum(sheet: SheetWriter, entry: FormItem, rows: DeductionRows) -> None:
    table, rule, row = sheet.table, entry.item.rule, rows.sum
    cells = {f"events.{key}": table.at(Column.COUNT, at) for key, at in rows.events.items()}
    if rows.register:
        cells["register"] = _down(sheet, Column.DEDUCTION, rows.register)
    blank, limit = limit_of_blank(entry), table.at(Helper.LIMIT, row)
    rounded = f"ROUND({rule.formula(cells)},{sheet.form.catalog.decimals})"
    states = _down(sheet, Helper.STATE, rows.inputs)
    none = table.at(Helper.STATE, sheet.layout.none_declared[0])
    settled = guards.registered_limit(rounded, plain(rule.highest), states, none)
    sheet.put(limit, Formula(settled, blank))
    sheet.put(table.at(Helper.OPEN, row), Formula(_untouched(sheet, rows), Decimal(1)))
    before = f"{label(entry, sheet.locale)}{sheet.say(_SUM_BEFORE)}"
    after = sheet.say(_SUM_AFTER)
    sentence = f"{guards.quoted(before)}&{limit}&{guards.quoted(after)}"
    sheet.put(table.at(Column.EVENT, row), Formula(sentence, f"{before}{plain(blank)}{after}"))
    sheet.put(table.at(Column.DEDUCTION, row), Formula(f"{plain(rule.points)}-{limit}", rule.points - blank))
    sheet.put(table.at(Column.CAP, row), rule.deduct_at_most)


def _untouched(sheet: SheetWriter, rows: DeductionRows) -> str:
    """Give the formula that is 1 while nothing says whether an item has deductions: a blank count, no row in use."""
    terms = []
    if rows.events:
        terms.append(f"COUNTBLANK({_down(sheet, Column.COUNT, tuple(rows.events.values()))})>0")
    if rows.register:
        terms.append(f"SUM({_down(sheet, Helper.USED, rows.register)})=0")
    return f"IF(AND({','.join(terms)}),1,0)"


def _down(sheet: SheetWriter, column: Column | Helper, rows: tuple[int, ...]) -> str:
    return sheet.table.down(column, first=rows[0], last=rows[-1])


def _not_applicable(sheet: SheetWriter, rows: DeductionRows) -> None:
    table = sheet.table
    for row in rows.inputs:
        for column in (Column.COUNT, Column.DEDUCTION, Column.REMARK):
            sheet.lock(table.at(column, row), None, like=table.at(Column.CAP, row))
    for row in rows.register:
        sheet.lock(table.at(Column.EVENT, row), None, like=table.at(Column.CAP, row))

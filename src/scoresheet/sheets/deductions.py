"""The register of deductions: counted events, open registers, and the statement that there was nothing."""

from __future__ import annotations

from scoresheet import guards
from scoresheet.catalog.form import FormItem
from scoresheet.grid import address
from scoresheet.language import Text
from scoresheet.layout import DeductionRows, Helper
from scoresheet.parts import Formula
from scoresheet.rule import plain
from scoresheet.sheet import SheetWriter, colon, label, limit_of_blank
from scoresheet.titles import NO, NONE_DECLARED, YES, Column

_SUM_BEFORE = Text("合计，本项最高可得", "total, leaving at most ")
_SUM_AFTER = Text("分", " points")


def write(sheet: SheetWriter) -> None:
    """Write the sheet."""
    sheet.put("B1", f"{sheet.form.unit.name}{sheet.name}")
    sheet.put_titles()
    _none(sheet)
    for entry in sheet.form.items:
        rows = sheet.layout.deduction_rows.get(entry.item.id)
        if rows is not None:
            rule = entry.item.rule.sentence().of(sheet.locale)
            heading = f"{label(entry, sheet.locale)}{colon(sheet.locale)}{rule}"
            sheet.put(sheet.table.at(Column.EVENT, rows.heading), heading)
            for row in (rows.heading, rows.sum):
                sheet.put(sheet.table.at(Column.ID, row), f"{sheet.form.code}/{entry.item.id}")
            _counts(sheet, entry, rows)
            _register(sheet, entry, rows)
            _sum(sheet, entry, rows)


def _none(sheet: SheetWriter) -> None:
    row, column = sheet.layout.none_declared
    words = f"{sheet.say(NONE_DECLARED)}（{sheet.say(YES)}/{sheet.say(NO)}）{colon(sheet.locale)}"
    sheet.put(address(row, 2), words)
    table, everything = sheet.table, list(sheet.layout.deduction_rows.values())
    counts = [table.at(Column.COUNT, event) for rows in everything for event in rows.events.values()]
    registers = [
        table.down(Column.DEDUCTION, first=rows.register[0], last=rows.register[-1])
        for rows in everything
        if rows.register
    ]
    open_questions = [f"COUNTBLANK({count})" for count in counts]
    open_questions += [f"IF(COUNTA({cells})=0,1,0)" for cells in registers]
    state = guards.none_state(
        address(row, column),
        f"SUM({','.join([*counts, *registers])})",
        "+".join(open_questions),
        sheet.locale,
    )
    named = sheet.say(NONE_DECLARED) + colon(sheet.locale)
    sheet.watch(row, state, named, guards.NONE_WORDS, opens=True)


def _counts(sheet: SheetWriter, entry: FormItem, rows: DeductionRows) -> None:
    table, none = sheet.table, address(*sheet.layout.none_declared)
    for key, row in rows.events.items():
        kind = entry.item.rule.event_kinds[key]
        count, each = table.at(Column.COUNT, row), table.at(Column.EACH, row)
        sheet.put(table.at(Column.ID, row), f"{sheet.form.code}/{entry.item.id}/{key}")
        sheet.put(table.at(Column.EVENT, row), f"{label(entry, sheet.locale)} {kind.name}")
        sheet.put(each, kind.deduct)
        deduction = Formula(f'IF(ISNUMBER({count}),{count}*{each},"")', "")
        sheet.put(table.at(Column.DEDUCTION, row), deduction)
        state = guards.count_state(count, none, sheet.locale)
        named = f"{label(entry, sheet.locale)} {kind.name}{colon(sheet.locale)}"
        sheet.watch(row, state, named, guards.COUNT_WORDS, opens=True)


def _register(sheet: SheetWriter, entry: FormItem, rows: DeductionRows) -> None:
    table = sheet.table
    named = label(entry, sheet.locale) + colon(sheet.locale)
    for number, row in enumerate(rows.register, start=1):
        sheet.put(table.at(Column.ID, row), f"{sheet.form.code}/{entry.item.id}/{number}")
        state = guards.register_state(table.at(Column.EVENT, row), table.at(Column.DEDUCTION, row))
        sheet.watch(row, state, named, guards.REGISTER_WORDS, opens=False)


def _sum(sheet: SheetWriter, entry: FormItem, rows: DeductionRows) -> None:
    table, rule, row = sheet.table, entry.item.rule, rows.sum
    cells = {f"events.{key}": table.at(Column.COUNT, at) for key, at in rows.events.items()}
    if rows.register:
        first, last = rows.register[0], rows.register[-1]
        cells["register"] = table.down(Column.DEDUCTION, first=first, last=last)
    blank, limit = limit_of_blank(entry), table.at(Helper.LIMIT, row)
    rounded = f"ROUND({rule.formula(cells)},{sheet.form.catalog.decimals})"
    sheet.put(limit, Formula(rounded, blank))
    before = f"{label(entry, sheet.locale)}{sheet.say(_SUM_BEFORE)}"
    after = sheet.say(_SUM_AFTER)
    sentence = f"{guards.quoted(before)}&{limit}&{guards.quoted(after)}"
    sheet.put(table.at(Column.EVENT, row), Formula(sentence, f"{before}{plain(blank)}{after}"))
    sheet.put(table.at(Column.DEDUCTION, row), Formula(f"{plain(rule.points)}-{limit}", rule.points - blank))
    sheet.put(table.at(Column.CAP, row), rule.deduct_at_most)

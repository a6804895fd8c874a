"""What frames every sheet of the ranking workbook: title, office, round and date above, notes and signatures below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scoresheet.book import NOTE, OFFICE, TITLE, Sheet, lines_needed
from scoresheet.language import Text
from scoresheet.ranking_workbook.plan import Plan

_OFFICE = Text("汇总单位：{0}　　考核期：{1}　　制表日期：{2}", "{0}    Period: {1}    Date: {2}")
_DATE = Text("　　　年　　月　　日", "____________")
_SIGNED = Text(
    "负责人：　　　　　　　　　　　制表人：　　　　　　　　　　　联系电话：",
    "Head of office: ____________      Prepared by: ____________      Telephone: ____________",
)
_NOTES = Text("注：", "Notes: ")
_SMALL = replace(NOTE, size=9)
_SIGNATURE = replace(OFFICE, align="left")

TITLE_ROW, OFFICE_ROW, NOTE_ROW = 1, 2, 3


def office(plan: Plan) -> str:
    """Give the line that says who made the table of which round, with room for a date."""
    issuer, label = plan.catalog.issuer, plan.catalog.round.label
    return _OFFICE.of(plan.locale).format(issuer, label, _DATE.of(plan.locale))


def top(sheet: Sheet, plan: Plan, last_column: int, width: float, note: str = "") -> None:
    """Write title, office and note into the first three rows; `width` is that of all columns, in digits."""
    sheet.line(TITLE_ROW, 1, last_column, plan.heading(sheet.name), replace(TITLE, wrap=True))
    sheet.line(OFFICE_ROW, 1, last_column, office(plan), replace(OFFICE, wrap=True))
    sheet.line(NOTE_ROW, 1, last_column, note, NOTE)
    sheet.fit_heading(TITLE_ROW, plan.heading(sheet.name), width)
    sheet.height(OFFICE_ROW, 4 + 16 * lines_needed(office(plan), width, OFFICE.size))
    sheet.fit(NOTE_ROW, [(note, width)])


def bottom(
    sheet: Sheet, plan: Plan, row: int, last_column: int, width: float, notes: Sequence[str] = ()
) -> int:
    """Write notes and the line for signatures below the last row of a table; give the number of the last row."""
    for number, note in enumerate(notes):
        row += 1
        words = (_NOTES.of(plan.locale) if not number else "") + f"{number + 1}. {note}"
        sheet.line(row, 1, last_column, words, _SMALL)
        sheet.fit(row, [(words, width)])
    row += 2
    sheet.line(row, 1, last_column, _SIGNED.of(plan.locale), _SIGNATURE)
    sheet.height(row, 24)
    return row

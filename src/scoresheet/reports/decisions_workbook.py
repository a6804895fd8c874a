"""A blank workbook in which the office writes down what it decides: one sheet for each kind of decision."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from scoresheet.book import CREATED
from scoresheet.decision import TITLES, Kind
from scoresheet.language import Locale, Text

_NOTES = Text("说明", "Notes")
_LINES = (
    Text(
        "登记本办的决定。校验、退改、汇总时用 --decisions 指明这个文件，登记的决定才起作用。",
        "What your office decides. It takes effect when validate, return or rank is given this file with --decisions.",
    ),
    Text(
        "版本确认：同一单位有几份不同的表时，以哪份为准。“文件”填文件名。",
        "Versions: which of several different returns of a unit counts. “File” is the file's name.",
    ),
    Text(
        "更正登记：单位来电更正的内容。“考核项”填序号；“更正内容”填栏名，如完成情况，不填即自查得分；"
        "“原填”照抄原来的内容，空着的不填。",
        "Corrections: what a unit corrected by telephone. “Item” is its number, “Field” the title of the column (blank: the score), "
        "“Old” what stood there (nothing for a blank).",
    ),
    Text(
        "已核实：经核实可以接受的问题。“代码”是问题清单里的代码，如 R103。",
        "Verified: findings that were looked into and may stand. “Code” is that of the list of problems, such as R103.",
    ),
    Text(
        "没有的种类空着就行，不要改工作表的名称和标题行。",
        "Leave a sheet empty where there is nothing; keep the names of the sheets and the titles.",
    ),
)
_WIDTHS = {"file": 40, "reason": 36, "field": 20, "old": 16, "new": 16}
_USUAL_WIDTH = 14
_ROWS = 200
"""So many rows are laid out; more can be filled in below them."""


def render(locale: Locale) -> bytes:
    """Give the blank workbook in a language; it is the office's to fill in, so it carries no mark of an output."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": CREATED})
        for kind in Kind:
            _sheet(workbook, kind, locale)
        _notes(workbook, locale)
    return buffer.getvalue()


def _sheet(workbook: Any, kind: Kind, locale: Locale) -> None:
    sheet = workbook.add_worksheet(kind.word.of(locale))
    # As text, so that neither a file name nor an item such as 1.10 is taken for a number.
    cells = workbook.add_format({"border": 1, "num_format": "@", "valign": "vcenter", "text_wrap": True})
    for column, (field, title) in enumerate(TITLES[kind].items()):
        sheet.set_column(column, column, _WIDTHS.get(field, _USUAL_WIDTH))
        sheet.write_string(0, column, title.of(locale), workbook.add_format(_TITLE))
        for row in range(1, _ROWS + 1):
            sheet.write_blank(row, column, None, cells)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


_A4 = 9
_TITLE = {
    "bold": True,
    "border": 1,
    "align": "center",
    "valign": "vcenter",
    "bg_color": "#E7ECF4",
    "font_name": "黑体",
}


def _notes(workbook: Any, locale: Locale) -> None:
    sheet = workbook.add_worksheet(_NOTES.of(locale))
    sheet.set_column(0, 0, 80)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    words = workbook.add_format({"text_wrap": True, "valign": "top"})
    for row, line in enumerate(_LINES):
        sheet.set_row(row, 36)
        sheet.write_string(row, 0, line.of(locale), words)

"""One score cell of a good return, as people type it and as programs store it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from xml.sax.saxutils import escape

from openpyxl.workbook import Workbook

from returned import ACHIEVED, FIRST_ROW, REGISTER, SCORES, TOTAL_ROW, by_openpyxl, good, typed, with_xml
from scoresheet.parts.cells import Content
from surgery import Maker, after_rows, put, with_part, with_sheet

D = Decimal
LAST_ROW = FIRST_ROW + 33


def as_text(text: str) -> bytes:
    """Give the return with this text as the score of item 2, which is worth 3 points."""
    return with_xml("D6", f't="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is>')


def stored(inside: str) -> bytes:
    """Give the return with the score of item 2 stored in this way, and a reason beside it."""
    return typed({"F6": "缺1名"}, data=with_xml("D6", inside))


SAME_NUMBER = {
    "full-width": "３",
    "full-width decimals": "３．０",
    "blanks around": " 3 ",
    "wide blanks around": "\u30003\u3000",
    "no-break blank": "3\xa0",
    "zero-width blank": "3\u200b",
    "byte order mark": "\ufeff3",
    "apostrophe": "'3",
    "with 分": "3分",
    "with full-width 分": "３ 分",
    "with a plus": "+3",
    "with decimals": "3.00",
    "with a line break": "3\n",
    "direction mark": "\u200e3",
}
"""Texts that can be nothing but 3."""
NO_NUMBER = {
    "about": "约3",
    "numeral": "三",
    "numeral with 分": "三分",
    "capital numeral": "叁",
    "full marks": "满分",
    "range": "2-3",
    "range with a wave": "2～3分",
    "circled": "①",
    "superscript": "³",
    "a half": "½",
    "a fraction": "3/3",
    "decimal comma": "3,0",
    "Chinese full stop": "3。0",
    "ten thousands": "3万",
    "persons": "3名",
    "a stroke": "/",
    "a dash": "—",
    "none": "无",
    "done": "已完成",
    "as above": "同上",
    "see attachment": "见附件",
    "a tick": "√",
    "two numbers": "3 3",
    "two dots": "3.0.0",
    "exponent": "3e0",
    "hexadecimal": "0x3",
    "infinity": "∞",
    "NaN": "NaN",
    "underscores": "3_0",
    "Arabic digits": "٣",
    "Roman numeral": "Ⅲ",
    "a sum": "1+2",
    "a formula as text": "=1+2",
    "month and day": "3月4日",
    "five thousand digits": "3" * 5000,
    "a question": "3?",
    "a star": "*",
}
"""Texts that may mean anything; no score is taken from them."""
STORED = {
    "number error REF.xlsx": 't="e"><f>A99</f><v>#REF!</v>',
    "number error DIV.xlsx": 't="e"><f>1/0</f><v>#DIV/0!</v>',
    "number error NA constant.xlsx": 't="e"><v>#N/A</v>',
    "number error NAME.xlsx": 't="e"><f>合计得分()</f><v>#NAME?</v>',
    "number error of its own.xlsx": 't="e"><v>#SPILL!</v>',
    "number error as text.xlsx": 't="str"><v>#VALUE!</v>',
    "number true.xlsx": 't="b"><v>1</v>',
    "number not a number.xlsx": "><v>NaN</v>",
    "number infinite.xlsx": "><v>INF</v>",
    "number overflow.xlsx": "><v>1e999</v>",
    "number overflow below.xlsx": "><v>-1e999</v>",
    "number underflow.xlsx": "><v>1e-999</v>",
    "number of a thousand digits.xlsx": f"><v>{'9' * 1000}</v>",
    "number huge.xlsx": "><v>99999999999999999999</v>",
    "number hexadecimal.xlsx": "><v>0x3</v>",
    "number words in a number cell.xlsx": "><v>三</v>",
    "number underscored.xlsx": "><v>1_0</v>",
    "number Arabic digits.xlsx": "><v>٣</v>",
    "number negative.xlsx": "><v>-0.5</v>",
    "number negative zero.xlsx": "><v>-0</v>",
    "number above.xlsx": "><v>3.5</v>",
    "number just above.xlsx": "><v>3.0000000001</v>",
    "number three decimals.xlsx": "><v>2.125</v>",
    "number double noise.xlsx": "><v>2.9999999999999996</v>",
    "number exponent.xlsx": "><v>3E0</v>",
    "number zero.xlsx": "><v>0</v>",
    "number empty value.xlsx": "><v></v>",
    "number ISO date.xlsx": 't="d"><v>2014-03-04</v>',
    "number of an unknown kind.xlsx": 't="x"><v>3</v>',
    "number string beyond the table.xlsx": 't="s"><v>999999</v>',
    "number string before the table.xlsx": 't="s"><v>-1</v>',
    "formula sum.xlsx": "><f>1+2</f><v>3</v>",
    "formula text result.xlsx": 't="str"><f>"3"</f><v>3</v>',
    "formula empty text.xlsx": 't="str"><f>""</f><v></v>',
    "formula not calculated.xlsx": "><f>1+2</f>",
    "formula of a table.xlsx": "><f>SUM(表1[[#This Row],[得分]])</f><v>3</v>",
    "formula other workbook.xlsx": "><f>[1]Sheet1!A1</f><v>3</v>",
    "formula other workbook by path.xlsx": r"><f>'C:\汇总\[其他.xlsx]Sheet1'!A1</f><v>3</v>",
    "formula other workbook by name.xlsx": "><f>[1]!得分</f><v>3</v>",
    "formula other workbook inside.xlsx": "><f>IF(1,VLOOKUP(1,[2]表!$A$1:$B$9,2,0),3)</f><v>3</v>",
    "formula DDE.xlsx": "><f>cmd|'/C calc'!A0</f><v>3</v>",
    "formula by name of a file.xlsx": '><f>INDIRECT("[x.xlsx]A!B1")</f><v>3</v>',
    "formula web service.xlsx": '><f>_xlfn.WEBSERVICE("http://example.invalid/")</f><v>3</v>',
    "formula live data.xlsx": '><f>RTD("x.server",,"score")</f><v>3</v>',
    "formula error result.xlsx": 't="e"><f>VLOOKUP(1,A1:B2,2,0)</f><v>#N/A</v>',
    "formula shared follower.xlsx": '><f t="shared" si="0"/><v>3</v>',
    "formula array.xlsx": '><f t="array" ref="D6">SUM(C6:C6*1)</f><v>3</v>',
    "formula huge.xlsx": f"><f>{'1+' * 5000}1</f><v>3</v>",
    "picture in the cell.xlsx": 't="str"><f>_xlfn.DISPIMG("ID_0F1E2D3C4B5A69788796A5B4C3D2E1F0",1)</f>'
    '<v>=DISPIMG("ID_0F1E2D3C4B5A69788796A5B4C3D2E1F0",1)</v>',
    "picture in the cell, not shown.xlsx": 't="e"><f>_xlfn.DISPIMG("ID_0F1E2D3C4B5A69788796A5B4C3D2E1F0",1)</f>'
    "<v>#NAME?</v>",
}
"""The score of item 2 as the file's own XML says it."""
ENTERED: dict[str, tuple[str, Mapping[str, Content]]] = {
    "blank score.xlsx": (SCORES, {"D6": None}),
    "blank scores.xlsx": (SCORES, {"D6": None, "D8": None, "D10": None}),
    "blanks for a score.xlsx": (SCORES, {"D6": " \u3000 "}),
    "zero with a reason.xlsx": (SCORES, {"D6": D(0), "F6": "经费未到位，推迟到12月"}),
    "lowest score of item 18.xlsx": (SCORES, {"D22": D("-3.5"), "F22": "发生案件"}),
    "below the lowest of item 18.xlsx": (SCORES, {"D22": D("-3.51"), "F22": "发生案件"}),
    "score in the next column.xlsx": (SCORES, {"D6": None, "E6": D(3)}),
    "no reason.xlsx": (SCORES, {"D6": D("2.5")}),
    "reason none.xlsx": (SCORES, {"D6": D("2.5"), "F6": "无"}),
    "reason stroke.xlsx": (SCORES, {"D6": D("2.5"), "F6": "/"}),
    "reason done.xlsx": (SCORES, {"D6": D("2.5"), "F6": "已完成"}),
    "reason as above.xlsx": (SCORES, {"D6": D("2.5"), "F6": "同上"}),
    "reason not needed.xlsx": (SCORES, {"F6": "无"}),
    "nothing said.xlsx": (SCORES, {"E6": None}),
    "total too low.xlsx": (SCORES, {f"D{TOTAL_ROW}": D(134)}),
    "total in words.xlsx": (SCORES, {f"D{TOTAL_ROW}": "满分"}),
    "total right.xlsx": (SCORES, {f"D{TOTAL_ROW}": D(135)}),
    "full points beside a missed target.xlsx": (ACHIEVED, {"E5": D(18)}),
    "achieved number as text.xlsx": (ACHIEVED, {"E5": "19名"}),
    "achieved number negative.xlsx": (ACHIEVED, {"E5": D(-1)}),
    "achieved number blank.xlsx": (ACHIEVED, {"E5": None}),
    "events in words.xlsx": (REGISTER, {"D5": "一起"}),
    "events and yes.xlsx": (REGISTER, {"D5": D(1)}),
    "no statement about deductions.xlsx": (REGISTER, {"D2": None}),
}


def _all_as_text(book: Workbook) -> None:
    for row in range(FIRST_ROW, LAST_ROW + 1):
        cell = book[SCORES].cell(row, 4)
        cell.value, cell.number_format, cell.quotePrefix = str(cell.value), "@", True


def _styled(book: Workbook, value: float, number_format: str) -> None:
    book[SCORES]["D6"] = value
    book[SCORES]["D6"].number_format = number_format
    book[SCORES]["F6"] = "缺1名"


def _percent(book: Workbook) -> None:
    _styled(book, 3, "0%")


def _shown_with_fewer(book: Workbook) -> None:
    _styled(book, 2.96, "0.0")


def styled(value: float, number_format: str) -> Maker:
    """Make the return in which the score of item 2 has a number format of its own."""
    return partial(by_openpyxl, partial(_styled, value=value, number_format=number_format))


def _from_1904(part: bytes) -> bytes:
    return part.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)


def _undefined_format(part: bytes) -> bytes:
    start = part.index(b"<cellXfs")
    head, cells = part[:start], part[start:]
    return head + cells.replace(b'numFmtId="0"', b'numFmtId="9999"')


FILES: dict[str, Maker] = {
    **{f"text {name}.xlsx": partial(as_text, text) for name, text in SAME_NUMBER.items()},
    **{f"words {name}.xlsx": partial(as_text, text) for name, text in NO_NUMBER.items()},
    **{name: partial(stored, inside) for name, inside in STORED.items()},
    **{name: partial(typed, cells, sheet) for name, (sheet, cells) in ENTERED.items()},
    "all scores as text.xlsx": partial(by_openpyxl, _all_as_text),
    "date style on 3.xlsx": styled(3, "m月d日"),
    "date of a typed range.xlsx": styled(41702, "m月d日"),
    "date style of WPS.xlsx": styled(41702, "[$-804]yyyy年m月d日;@"),
    "time style.xlsx": styled(0.5, "h:mm"),
    "percent style.xlsx": partial(by_openpyxl, _percent),
    "shown with fewer decimals.xlsx": partial(by_openpyxl, _shown_with_fewer),
    "shown as a whole number.xlsx": styled(2.5, "0"),
    "shown with its unit.xlsx": styled(3, '0.00"分"'),
    "shown in accounting style.xlsx": styled(3, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '),
    "shown as nothing.xlsx": styled(3, ";;;"),
    "dates from 1904.xlsx": lambda: with_part("xl/workbook.xml", _from_1904, good()),
    "number format that is nowhere defined.xlsx": lambda: with_part("xl/styles.xml", _undefined_format),
    "score in hidden ink.xlsx": lambda: with_sheet(
        after_rows(
            '<conditionalFormatting sqref="D6"><cfRule type="expression" dxfId="0" priority="999"><formula>1</formula>'
            "</cfRule></conditionalFormatting>"
        )
    ),
    "no dimension.xlsx": lambda: with_sheet(_without_dimension),
    "dimension of one cell.xlsx": lambda: with_sheet(_dimension("A1")),
    "dimension of the whole sheet.xlsx": lambda: with_sheet(_dimension("A1:XFD1048576")),
    "cells without addresses.xlsx": lambda: with_sheet(_without_addresses),
}


def _without_dimension(part: bytes) -> bytes:
    start = part.index(b"<dimension")
    return part[:start] + part[part.index(b"/>", start) + 2 :]


def _dimension(area: str) -> Callable[[bytes], bytes]:
    return lambda part: put(f'<dimension ref="{area}"/>'.encode(), b"<sheetViews")(_without_dimension(part))


def _without_addresses(part: bytes) -> bytes:
    # Only what stands at its natural place may go without: the first cells of each row of items.
    return part.replace(b'<c r="A5"', b"<c", 1).replace(b'<c r="A1"', b"<c", 1)

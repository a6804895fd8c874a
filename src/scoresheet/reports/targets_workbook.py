"""The table of targets as a workbook that a clerk fills in: one row per unit, defaults in grey."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

from scoresheet.book import CENTRED, FOREIGN, HEADER, NOTE, TITLE, Sheet, Style, book_of
from scoresheet.catalog.target_sheet import TargetSheet, UnitRow
from scoresheet.catalog.targets import BY_DEFAULT
from scoresheet.figures import plain
from scoresheet.grid import address
from scoresheet.language import Text

_NAME = Text("目标数", "Targets")
_TITLE = Text("{0}：各单位目标数", "{0}: targets of the units")
_LINES = (
    Text(
        "黑字是该单位自己的目标数；灰字“19（默认）”是目录里的默认数，直接改成数就成为该单位自己的；清空即恢复默认。红格必须填。",
        "Black: the unit's own target. Grey, as in “19 (default)”: the catalog's; type a number over it to make it the unit's own, "
        "clear a cell to go back to the default. Red: has to be filled in.",
    ),
    Text(
        "“不适用”写考核内容编号和处理办法，如“21：折算；3：满分”：折算按其余各项折算，满分给满分，不计从满分中减去。"
        "“#”开头的行是说明，标题行和编号列不要改。",
        "“not_applicable” takes item and way, as in “21: rescale; 3: full”: rescale to the rest, full points, or drop from the "
        "maximum. Rows that begin with # are notes; leave titles and ids as they are.",
    ),
    Text(
        "填好后存盘，运行：scoresheet catalog targets --from 这个文件",
        "Save it and run: scoresheet catalog targets --from THIS_FILE",
    ),
)
_FIRST_LINE, _HEAD = 2, 6
_FIXED = 3
"""The columns before the measures: id, name, what doesn't apply."""
_WIDTHS = (16.0, 22.0, 24.0)
_WIDTH = 13.0
_MEASURES_A_PAGE = 12

_NOTES = replace(CENTRED, colour="#595959", fill="#F7F7F7", wrap=True, foreign=True)
_OWN = replace(CENTRED, fill="#FFFDE7")
_BY_DEFAULT = replace(CENTRED, colour="#808080", italic=True, fill="#FFFDE7")
_NEEDED = replace(CENTRED, fill="#F8D7D7")
_ID = replace(CENTRED, foreign=True, number="@")
_WORDS: Style = replace(FOREIGN, fill="#FFFDE7", number="@")


def render(sheet: TargetSheet, needed: frozenset[tuple[str, str, str]]) -> bytes:
    """Give the workbook; `needed` are the targets, by (unit, item, measure), that have no default and must be filled in."""
    return book_of(sheet.locale, lambda book: _write(book.sheet(_NAME.of(sheet.locale)), sheet, needed))


def _write(page: Sheet, sheet: TargetSheet, needed: frozenset[tuple[str, str, str]]) -> None:
    last_column, first = len(sheet.titles), _HEAD + len(sheet.notes) + 1
    last = first + len(sheet.rows) - 1
    _heading(page, sheet)
    for row, unit in enumerate(sheet.rows, start=first):
        _unit(page, sheet, row, unit, needed)
    page.worksheet.freeze_panes(first - 1, _FIXED)
    page.worksheet.ignore_errors({"number_stored_as_text": f"A1:{address(last, last_column)}"})
    if sheet.columns:
        _guard(page, first, last, last_column)
    page.printed(
        footer=_TITLE.of(sheet.locale).format(sheet.title),
        heads=(_HEAD, first - 1),
        last_row=last,
        last_column=last_column,
    )
    # One page across would be too small to read: each page repeats the units and takes a part of the measures.
    pages = max(1, math.ceil(len(sheet.columns) / _MEASURES_A_PAGE))
    page.worksheet.fit_to_pages(pages, 0)
    page.worksheet.repeat_columns(0, _FIXED - 1)


def _heading(page: Sheet, sheet: TargetSheet) -> None:
    # What stands in frozen columns has to fit them, so these lines aren't merged over the whole table.
    page.text(1, 1, _TITLE.of(sheet.locale).format(sheet.title), replace(TITLE, align="left"))
    page.height(1, 30)
    for row, line in enumerate(_LINES, start=_FIRST_LINE):
        page.text(row, 1, line.of(sheet.locale), replace(NOTE, wrap=False))
    for column, title in enumerate(sheet.titles, start=1):
        page.text(_HEAD, column, title, HEADER)
        page.width(column, _WIDTHS[column - 1] if column <= _FIXED else _WIDTH)
    page.height(_HEAD, 30)
    for row, words in enumerate(sheet.notes, start=_HEAD + 1):
        page.row(row, ((column, word, _NOTES) for column, word in enumerate(words, start=1)))
        page.fit(row, ((word, _WIDTH) for word in words[_FIXED:]))


def _unit(
    page: Sheet, sheet: TargetSheet, row: int, unit: UnitRow, needed: frozenset[tuple[str, str, str]]
) -> None:
    page.row(row, ((1, unit.unit.id, _ID), (2, unit.unit.name, FOREIGN), (3, unit.not_applicable, _WORDS)))
    page.fit(row, zip((unit.unit.name, unit.not_applicable), _WIDTHS[1:], strict=True))
    for number, (column, own) in enumerate(zip(sheet.columns, unit.own, strict=True), start=_FIXED + 1):
        if own is not None:
            page.number(row, number, own, _OWN)
        elif column.default is not None:
            page.text(row, number, _by_default(sheet, column.default), _BY_DEFAULT)
        else:
            page.text(row, number, "", _NEEDED if (unit.unit.id, *column.key) in needed else _OWN)


def _by_default(sheet: TargetSheet, default: Decimal) -> str:
    return BY_DEFAULT.of(sheet.locale).format(plain(default))


_ONLY_NUMBERS = Text("只能填0或正数；用默认目标的请清空。", "Only 0 or more; clear the cell for the default.")
_REFUSED = Text("不是目标数", "Not a target")


def _guard(page: Sheet, first: int, last: int, last_column: int) -> None:
    page.worksheet.data_validation(
        first - 1,
        _FIXED,
        last - 1,
        last_column - 1,
        {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "ignore_blank": True,
            "error_title": _REFUSED.of(page.book.locale),
            "error_message": _ONLY_NUMBERS.of(page.book.locale),
        },
    )

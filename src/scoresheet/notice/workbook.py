"""A notice as a workbook: each sheet that people see is a table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from scoresheet.figures import plain
from scoresheet.formats.workbooks import read_workbook
from scoresheet.grid import Kind, RawCell, Sheet, Trouble, Unreadable
from scoresheet.inbox.detect import FileType
from scoresheet.language import Text
from scoresheet.notice.page import EMPTY, Cell, Notice, Row, Table, UnusableNotice


def read_book(data: bytes, kind: FileType) -> Notice:
    """Read a workbook of any kind; hidden sheets are left out.

    Raises UnusableNotice where it can't be read.
    """
    try:
        grid = read_workbook(data, kind)
    except Unreadable as error:
        raise UnusableNotice(_ENCRYPTED if error.trouble is Trouble.ENCRYPTED else _DAMAGED) from error
    seen = [sheet for sheet in grid.sheets if sheet.visibility == "visible" and sheet.cells]
    return Notice(tuple(Table(tuple(_rows(sheet, named=len(seen) > 1))) for sheet in seen))


_ENCRYPTED = Text(
    "这个表格设了打开密码。请在 Excel 或 WPS 里打开，取消密码后另存再试。",
    "This workbook is protected by a password. Open it in Excel or WPS and save it without one.",
)
_DAMAGED = Text(
    "这个表格打不开，可能不完整。请在 Excel 或 WPS 里打开，另存为 .xlsx 再试。",
    "This workbook can't be opened; it may be incomplete. Open it in Excel or WPS, save it as .xlsx and try again.",
)


def _rows(sheet: Sheet, *, named: bool) -> Iterator[Row]:
    width = max(column for _, column in sheet.cells)
    merged, wide = _merged(sheet, width)
    for number, _ in sheet.rows():
        cells = [
            merged.get((number, column)) or _cell(sheet, number, column) for column in range(1, width + 1)
        ]
        place = Text(f"第{number}行", f"row {number}")
        if named:
            place = Text(f"“{sheet.name}”{place.zh}", f"“{sheet.name}”, {place.en}")
        yield Row(tuple(cells), place, number in wide)


def _merged(sheet: Sheet, width: int) -> tuple[dict[tuple[int, int], Cell], set[int]]:
    """Give the cells that continue one above, and the rows that a single cell takes most of."""
    continued: dict[tuple[int, int], Cell] = {}
    wide = set()
    for area in sheet.merges:
        first = _cell(sheet, area.top, area.left)
        for row in range(area.top + 1, min(area.bottom, max(row for row, _ in sheet.cells)) + 1):
            continued[row, area.left] = Cell(first.text, continues=True)
        if first.text and area.top == area.bottom and 2 * (area.right - area.left + 1) > width:
            wide.add(area.top)
    return continued, wide


def _cell(sheet: Sheet, row: int, column: int) -> Cell:
    cell = sheet.cells.get((row, column))
    text = "" if cell is None else _shown(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    return Cell(text) if text else EMPTY


def _shown(cell: RawCell) -> str:
    if cell.text is None or cell.kind is not Kind.NUMBER:
        return cell.text or ""
    try:
        # The shortest decimal that gives the same double: 0.1 is stored as 0.10000000000000001.
        number = Decimal(repr(float(cell.text)))
    except (InvalidOperation, ValueError, OverflowError):
        return cell.text
    return f"{plain(number * 100)}%" if cell.percent else plain(number)

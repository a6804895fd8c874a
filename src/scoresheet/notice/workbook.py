"""A notice as a workbook: each sheet that people see is a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    if any(max(row for row, _ in sheet.cells) > _MOST_ROWS for sheet in seen):
        raise UnusableNotice(_TOO_LARGE)
    tables = tuple(Table(tuple(_rows(sheet, named=len(seen) > 1)), quoted_name(sheet.name)) for sheet in seen)
    return Notice(tables, remarks=tuple(_unseen(grid.sheets)))


_MOST_ROWS, _MOST_COLUMNS = 10_000, 100
"""The largest table of indicators that is known has 400 rows and 20 columns."""


def quoted_name(name: str) -> Text:
    """Name a sheet."""
    return Text(f"“{name}”", f"“{name}”")


def _unseen(sheets: Sequence[Sheet]) -> Iterator[Text]:
    """Say what of a workbook isn't read because people don't see it, or because it lies too far out."""
    for sheet in sheets:
        name = quoted_name(sheet.name)
        if sheet.visibility != "visible" and sheet.cells:
            yield Text(
                f"工作表{name.zh}是隐藏的，没有读。要用的，请取消隐藏后重新起草。",
                f"The sheet {name.en} is hidden and wasn't read. To use it, unhide it and draft again.",
            )
            continue
        rows = sorted({row for row, _ in sheet.cells} & sheet.hidden_rows)
        columns = sorted({column for _, column in sheet.cells} & sheet.hidden_columns)
        if rows or columns:
            yield _hidden(name, len(rows), len(columns))
        if any(column > _MOST_COLUMNS for _, column in sheet.cells):
            yield Text(
                f"{name.zh}第{_MOST_COLUMNS}列以后的内容没有读，请核对。",
                f"What stands behind column {_MOST_COLUMNS} of {name.en} wasn't read. Check it.",
            )


def _hidden(name: Text, rows: int, columns: int) -> Text:
    zh = "、".join([*([f"{rows}行"] if rows else []), *([f"{columns}列"] if columns else [])])
    en = " and ".join([*([f"{rows} rows"] if rows else []), *([f"{columns} columns"] if columns else [])])
    return Text(
        f"{name.zh}里隐藏的{zh}没有读。要用的，请取消隐藏后重新起草。",
        f"{en} of {name.en} are hidden and weren't read. To use them, unhide them and draft again.",
    )


_TOO_LARGE = Text(
    "这个表格太大，不像一份通知。请只留下考核表，另存后再试。",
    "This workbook is too large for a notice. Keep the table of indicators only, save it and try again.",
)


_ENCRYPTED = Text(
    "这个表格设了打开密码。请在 Excel 或 WPS 里打开，取消密码后另存再试。",
    "This workbook is protected by a password. Open it in Excel or WPS and save it without one.",
)
_DAMAGED = Text(
    "这个表格打不开，可能不完整。请在 Excel 或 WPS 里打开，另存为 .xlsx 再试。",
    "This workbook can't be opened; it may be incomplete. Open it in Excel or WPS, save it as .xlsx and try again.",
)


def _rows(sheet: Sheet, *, named: bool) -> Iterator[Row]:
    width = min(max(column for _, column in sheet.cells), _MOST_COLUMNS)
    shown = [column for column in range(1, width + 1) if column not in sheet.hidden_columns]
    merged, wide = _merged(sheet, width)
    for number, _ in sheet.rows():
        if number in sheet.hidden_rows:
            continue
        cells = [merged.get((number, column)) or _cell(sheet, number, column) for column in shown]
        place = Text(f"第{number}行", f"row {number}")
        if named:
            place = Text(f"“{sheet.name}”{place.zh}", f"“{sheet.name}”, {place.en}")
        yield Row(tuple(cells), place, number in wide)


def _merged(sheet: Sheet, width: int) -> tuple[dict[tuple[int, int], Cell], set[int]]:
    """Give the cells that continue one above, and the rows that a single cell takes most of."""
    continued: dict[tuple[int, int], Cell] = {}
    wide = set()
    last = max(row for row, _ in sheet.cells)
    for area in sheet.merges:
        first = _cell(sheet, area.top, area.left)
        for row in range(area.top + 1, min(area.bottom, last) + 1):
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

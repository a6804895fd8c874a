"""An old workbook (.xls, and what WPS Office saves as .et) → grid, by xlrd.

It runs where it may fail: what goes wrong inside xlrd is told as damage, and its limits are looked at after it has
read a sheet, so it belongs into a process of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import xlrd
from xlrd.biffh import FDT
from xlrd.book import Book
from xlrd.sheet import Sheet as XlsSheet

from scoresheet.formats.binary import ERRORS, digits
from scoresheet.formats.bounds import add_merge, check_cells, check_hidden, refusal
from scoresheet.formats.number_formats import Decimals, shown_decimals, shows_date, shows_percent
from scoresheet.formats.texts import MOST_CHARACTERS
from scoresheet.formats.xls_formulas import formulas
from scoresheet.formats.xls_properties import Properties, properties
from scoresheet.grid import Area, Grid, Kind, RawCell, Sheet, Trouble, Unreadable, address
from scoresheet.language import Text

_FIRST_READ = 50
"""BIFF 5 of Excel 5 and 95; what is older has one sheet, no formats to speak of, and was never a form of ours."""
_LONGEST_CODE = 255
"""Characters that Excel takes of a number format."""
_ENCRYPTED = "Workbook is encrypted"
_VISIBILITY = {0: "visible", 1: "hidden", 2: "veryHidden"}


def read_xls(data: bytes) -> Grid:
    """Read a workbook: cells with values, formulas and errors, merged areas, what is hidden, properties.

    Raises Unreadable, and nothing else whatever the bytes are: for what is damaged, needs a password, is older than
    Excel 5 or beyond the limits of an honest form. Time and memory are not limited here.
    """
    book = _opened(data)
    grid = Grid(dates_from_1904=bool(book.datemode))
    styles = _styles(book)
    so_far = _SoFar()
    for number, name in enumerate(book.sheet_names()):
        grid.sheets.append(_sheet(book, number, name, styles, so_far))
    if not grid.sheets:
        raise Unreadable(Trouble.DAMAGED, Text("没有工作表", "there is no worksheet"))
    told = _properties(data)
    grid.modified, grid.application, grid.properties = told.modified, told.application, told.custom
    return grid


def _opened(data: bytes) -> Book:
    try:
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
    except MemoryError:
        raise
    except Exception as error:
        if str(error) == _ENCRYPTED:
            raise Unreadable(Trouble.ENCRYPTED) from error
        raise Unreadable(Trouble.DAMAGED) from error
    if book.biff_version < _FIRST_READ:
        raise Unreadable(Trouble.OTHER_FORMAT)
    return book


def _properties(data: bytes) -> Properties:
    try:
        return properties(data)
    except Exception:  # noqa: BLE001 - a form whose properties are broken is still a form
        return Properties()


@dataclass(slots=True)
class _SoFar:
    """How much there has been in the whole workbook."""

    cells: int = 0
    characters: int = 0
    merges: int = 0
    hidden: int = 0


_ALL = Decimals()


@dataclass(frozen=True, slots=True)
class _Style:
    date: bool = False
    percent: bool = False
    decimals: Decimals = _ALL


_PLAIN = _Style()


def _styles(book: Book) -> list[_Style]:
    shows = {key: _style(one.format_str, one.type) for key, one in book.format_map.items()}
    return [shows.get(style.format_key, _PLAIN) for style in book.xf_list]


def _style(code: str | None, kind: int) -> _Style:
    # Formats that Excel keeps by number alone, such as Chinese dates, have no code.
    if code is None:
        return _Style(date=kind == FDT)
    return _Style(shows_date(code), shows_percent(code), shown_decimals(code[:_LONGEST_CODE]))


def _sheet(book: Book, number: int, name: str, styles: list[_Style], so_far: _SoFar) -> Sheet:
    sheet = Sheet(name)
    try:
        source = book.sheet_by_index(number)
        _fill(sheet, source, dict(_cells(source, styles, formulas(book, number))))
        merged = [Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells]
        book.unload_sheet(number)
    except MemoryError:
        raise
    except Exception as error:
        damaged = Text("内容已损坏", "its content is damaged")
        raise refusal(sheet, damaged, Trouble.DAMAGED) from error
    _check(sheet, merged, so_far)
    return sheet


def _fill(sheet: Sheet, source: XlsSheet, cells: dict[tuple[int, int], RawCell]) -> None:
    sheet.visibility = _VISIBILITY.get(source.visibility, "hidden")
    sheet.cells = cells
    rows, columns = source.rowinfo_map.items(), source.colinfo_map.items()
    sheet.hidden_rows = {row + 1 for row, one in rows if one.hidden or one.height == 0}
    sheet.hidden_columns = {column + 1 for column, one in columns if one.hidden or one.width == 0}


def _cells(
    source: XlsSheet, styles: list[_Style], written: dict[tuple[int, int], str]
) -> Iterator[tuple[tuple[int, int], RawCell]]:
    for row in range(source.nrows):
        kinds, values = source.row_types(row), source.row_values(row)
        for column, kind in enumerate(kinds):
            at = row + 1, column + 1
            made = _KINDS.get(kind)
            formula = written.get(at)
            if made is None and formula is None:
                continue
            text = _text(kind, values[column])
            if text or formula is not None:
                style = styles[source.cell_xf_index(row, column)] if kind in _NUMBERS else _PLAIN
                shown = style.decimals.of(text or ""), style.decimals.instead(text or "")
                yield at, RawCell(made or Kind.TEXT, text, formula, style.date, style.percent, *shown)


_KINDS = {
    xlrd.XL_CELL_TEXT: Kind.TEXT,
    xlrd.XL_CELL_NUMBER: Kind.NUMBER,
    xlrd.XL_CELL_DATE: Kind.NUMBER,
    xlrd.XL_CELL_BOOLEAN: Kind.BOOLEAN,
    xlrd.XL_CELL_ERROR: Kind.ERROR,
}
_NUMBERS = frozenset({xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE})


def _text(kind: int, value: float | str) -> str | None:
    if kind == xlrd.XL_CELL_TEXT:
        return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if kind in _NUMBERS:
        return digits(float(value))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return ERRORS.get(int(value), f"#{value}")
    return None


def _check(sheet: Sheet, merged: list[Area], so_far: _SoFar) -> None:
    """Refuse what is beyond the limits of an honest form, the same as for an .xlsx."""
    so_far.cells += len(sheet.cells)
    check_cells(sheet, so_far.cells)
    so_far.characters += sum(len(cell.text or "") for cell in sheet.cells.values())
    if so_far.characters > MOST_CHARACTERS:
        raise refusal(sheet, Text("文字过多", "too much text"))
    so_far.hidden += len(sheet.hidden_rows) + len(sheet.hidden_columns)
    check_hidden(sheet, so_far.hidden)
    for area in merged:
        so_far.merges += 1
        name = f"{address(area.top, area.left)}:{address(area.bottom, area.right)}"
        add_merge(sheet, area, name, so_far.merges)

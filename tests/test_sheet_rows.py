"""Rows that are written once and for all: the same cells as XlsxWriter writes, in little memory."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest

from scoresheet import book, sheet_rows
from scoresheet.book import BOLD, CENTRED, FOREIGN, WORDS, Book, Sheet, book_of
from scoresheet.language import Locale
from scoresheet.sheet_rows import Packed, Rows

Write = Callable[[Sheet, int], None]


def written(write: Callable[[Sheet], None]) -> bytes:
    """Give a workbook of one sheet that is filled by `write`."""

    def fill(made: Book) -> None:
        write(made.sheet("a"))

    return book_of(Locale.ZH, fill, live=True)


def part(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    """Give a part of a workbook, "" where it has none, without the spans, which rows need not have."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        data = package.read(name) if name in package.namelist() else b""
    return re.sub(r' spans="[0-9:]+"', "", data.decode())


CELLS: dict[str, Write] = {
    "text": lambda sheet, row: sheet.text(row, 1, '=a & <b> "c"\n县', FOREIGN),
    "nothing": lambda sheet, row: sheet.text(row, 1, "", WORDS),
    "what can't be seen": lambda sheet, row: sheet.text(row, 1, "\u200b", WORDS),
    "a colour code": lambda sheet, row: sheet.text(row, 1, "\x1b[31mred", WORDS),
    "blanks at the ends": lambda sheet, row: sheet.text(row, 1, " a ", WORDS),
    "twice the same": lambda sheet, row: sheet.row(row, [(1, "a", WORDS), (2, "a", BOLD)]),
    "a mark": lambda sheet, row: sheet.text(row, 1, "<!--0-->", WORDS),
    "no number": lambda sheet, row: sheet.number(row, 1, None),
    "whole number": lambda sheet, row: sheet.number(row, 1, 12),
    "decimal": lambda sheet, row: sheet.number(row, 1, Decimal("-2.675")),
    "many digits": lambda sheet, row: sheet.number(row, 1, 2 / 3),
    "small number": lambda sheet, row: sheet.number(row, 1, 1e-7),
    "formula with a number": lambda sheet, row: sheet.formula(row, 1, 'IF(A1<>"",1,2.5)', Decimal("2.50")),
    "formula with text": lambda sheet, row: sheet.formula(row, 1, '"a"&"<!--0-->"', "a<!--0-->"),
    "formula with nothing": lambda sheet, row: sheet.formula(row, 1, 'IF(1>2,"a","")', ""),
    "right to left": lambda sheet, row: sheet.row(row, [(28, "z", WORDS), (2, "b", WORDS), (1, "a", WORDS)]),
    "across columns": lambda sheet, row: sheet.line(row, 1, 3, "a", WORDS),
}


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize("height", [15, 26, 33.4])
def test_a_whole_row_is_what_xlsxwriter_writes(kind: str, height: float) -> None:
    """A row that is written once and for all holds what the same calls leave in a row that XlsxWriter keeps."""
    write = CELLS[kind]

    def kept(sheet: Sheet) -> None:
        for row in (3, 4):
            write(sheet, row)
            sheet.height(row, height)

    def gone(sheet: Sheet) -> None:
        for row in (3, 4):
            with sheet.whole_row(row, height):
                write(sheet, row)

    assert part(written(gone)) == part(written(kept))
    assert part(written(gone), "xl/sharedStrings.xml") == part(written(kept), "xl/sharedStrings.xml")


def test_other_rows_stand_above_between_and_below() -> None:
    """Rows that XlsxWriter keeps may be written at any time; on the sheet all are in order."""

    def write(sheet: Sheet) -> None:
        for row in (3, 4, 7):
            with sheet.whole_row(row, 20):
                sheet.number(row, 1, row)
        for row in (9, 1, 5):
            sheet.number(row, 1, row)

    content = written(write)
    assert re.findall(r'<row r="([0-9]+)"', part(content)) == ["1", "3", "4", "5", "7", "9"]
    sheet = openpyxl.load_workbook(io.BytesIO(content))["a"]
    assert [sheet.cell(row, 1).value for row in range(1, 10)] == [1, None, 3, 4, 5, None, 7, None, 9]
    assert 'ref="A1:A9"' in part(content)


def test_a_row_above_the_last_one_is_refused() -> None:
    """A row that would come too late is a mistake of the program, never a sheet that Excel mends."""
    rows = Rows()
    rows.add(5, "", 20)
    with pytest.raises(ValueError, match="row 5 comes after row 5"):
        rows.add(5, "", 20)


def test_a_packed_text_comes_back_whole_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However the text came in and was packed, it is given in order, and then forgotten."""
    monkeypatch.setattr(sheet_rows, "_PIECE", 7)
    packed, words = Packed(), [f"第{number}行" for number in range(20)]
    for word in words:
        packed.add(word)
    assert b"".join(packed.taken()).decode() == "".join(words)
    assert not packed


def test_links_end_where_a_sheet_can_hold_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell beyond the last link keeps what it shows."""
    monkeypatch.setattr(book, "LINKS", 2)

    def write(sheet: Sheet) -> None:
        for row in (1, 2, 3):
            sheet.link(row, 1, "'b\"&<'!A1")
            with sheet.whole_row(row, 20):
                sheet.text(row, 1, "see")

    sheet = openpyxl.load_workbook(io.BytesIO(written(write)))["a"]
    links = [sheet.cell(row, 1).hyperlink for row in (1, 2, 3)]
    assert [None if link is None else link.location for link in links] == ["'b\"&<'!A1", "'b\"&<'!A1", None]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["see"] * 3


def test_a_long_list_takes_little_memory() -> None:
    """A further row of ten cells takes less than a fiftieth of what objects for its cells would take."""
    fewer, more = (_peak(count) for count in (10_000, 30_000))
    assert (more - fewer) / 20_000 < 60


def _peak(count: int) -> int:
    def write(sheet: Sheet) -> None:
        for row in range(1, count + 1):
            cells = [sheet.cell(row, column, column / 4, CENTRED) for column in range(1, 11)]
            sheet.listed(row, cells, 20)

    tracemalloc.start()
    written(write)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak

"""Writing a sheet cell by cell."""

from __future__ import annotations

import io
from contextlib import suppress

import openpyxl
import pytest

from scoresheet.book import CENTRED, Book, book_of, fitting, lines_needed, text_width, with_decimals
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.language import Locale
from scoresheet.ranking_workbook.references import literal, quoted


def test_none_and_nothing_leave_the_cell_empty() -> None:
    """A missing number is no 0, and an empty text no text."""

    def write(made: Book) -> None:
        sheet = made.sheet("a")
        sheet.number(1, 1, None)
        sheet.text(2, 1, "")
        sheet.value(3, 1, 0)
        sheet.printed(footer="A&B", heads=(1, 1), last_row=3, last_column=1)

    read = openpyxl.load_workbook(io.BytesIO(book_of(Locale.ZH, write)))["a"]
    assert [read.cell(row, 1).value for row in (1, 2, 3)] == [None, None, 0]
    assert read.oddFooter.left.text == "A&&B"


@pytest.mark.parametrize(
    ("text", "written"), [("", '""'), ("是", '"是"'), ('a"b', '"a""b"'), ("x" * 121, f'"{"x" * 120}"&"x"')]
)
def test_literal(text: str, written: str) -> None:
    """A text in a formula has its quotation marks doubled and no piece that Excel refuses."""
    assert literal(text) == written


def test_quoted_sheet_name() -> None:
    """An apostrophe in a sheet's name is doubled."""
    assert quoted("a'b") == "'a''b'"


def test_a_chinese_character_is_two_digits_wide() -> None:
    """Full-width punctuation counts like a character."""
    assert text_width("县，ab") == 6


@pytest.mark.parametrize(
    ("texts", "width"),
    [([], 6), ([""], 6), (["县"], 6), (["苍溪县"], 8), (["开发区团工委"], 12), (["长" * 30], 12)],
)
def test_a_column_fits_its_widest_text_within_limits(texts: list[str], width: float) -> None:
    """No column is narrower than the least or wider than the most, whatever stands in it."""
    assert fitting(texts, 6, 12) == width


def test_lines_needed_counts_line_ends() -> None:
    """Short text is one line; every line end begins another."""
    assert [lines_needed(text, 20) for text in ("", "一", "一\n二")] == [1, 1, 2]


@pytest.mark.parametrize(("decimals", "number"), [(0, "0"), (2, "0.00")])
def test_with_decimals(decimals: int, number: str) -> None:
    """The number format shows as many decimals as the catalog has."""
    assert with_decimals(CENTRED, decimals).number == number


@pytest.mark.parametrize(
    "text", ["<r><bad></r>", "<r><t>甲</t></r>", "<r></r>", "<r>" + "x" * 32_759 + "</r>"]
)
def test_no_text_is_taken_for_markup(text: str) -> None:
    """A text that looks like the writer's own markup is written as the text it is, once and for all or in any order."""

    def write(book: Book) -> None:
        sheet = book.sheet("表")
        with sheet.whole_row(1, 20):
            sheet.text(1, 1, text)
        sheet.text(2, 1, text)
        sheet.block(3, 1, 4, 2, text, CENTRED)

    (sheet,) = read_xlsx(book_of(Locale.ZH, write)).sheets
    assert {sheet.text(row, 1) for row in (1, 2, 3)} == {text}


def test_a_row_that_fails_leaves_nothing_behind() -> None:
    """A row broken off by an error isn't written, and neither is anything of it into the next."""

    def write(book: Book) -> None:
        sheet = book.sheet("表")
        with suppress(KeyError), sheet.whole_row(1, 20):
            sheet.text(1, 1, "甲")
            raise KeyError
        with sheet.whole_row(2, 20):
            sheet.text(2, 2, "乙")
        with sheet.whole_row(3, 20):
            pass

    (sheet,) = read_xlsx(book_of(Locale.ZH, write)).sheets
    assert [(at, cell.text) for at, cell in sheet.cells.items()] == [((2, 2), "乙")]

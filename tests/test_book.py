"""Writing a sheet cell by cell."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlsxwriter

from scoresheet.book import CENTRED, Book, fitting, lines_needed, literal, quoted, text_width, with_decimals
from scoresheet.language import Locale


def test_none_and_nothing_leave_the_cell_empty() -> None:
    """A missing number is no 0, and an empty text no text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = Book(workbook, Locale.ZH, live=True).sheet("a")
        sheet.number(1, 1, None)
        sheet.text(2, 1, "")
        sheet.value(3, 1, 0)
        sheet.printed(footer="A&B", heads=(1, 1), last_row=3, last_column=1)
    read = openpyxl.load_workbook(buffer)["a"]
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

"""The plain tables of the ranking workbook: a title, a note, titles of columns, rows that can be filtered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoresheet.book import NOTE, TITLE, WORDS, Book, Sheet, Style
from scoresheet.grid import address
from scoresheet.language import Text
from scoresheet.ranking_plan import Plan

Value = str | int | Decimal | None
Row = Sequence[tuple[Value, Style]]

_HEAD_ROW = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title and its width in digits."""

    title: Text
    width: float


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: its name, what is said above it, its columns and rows, and what stands there when it has none."""

    name: Text
    note: Text
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    if_empty: Text


def write(book: Book, plan: Plan, listing: Listing) -> Sheet:
    """Add a sheet with one table."""
    sheet = book.sheet(listing.name.of(book.locale))
    width = len(listing.columns)
    sheet.line(1, 1, width, plan.heading(sheet.name), TITLE)
    sheet.line(2, 1, width, listing.note.of(book.locale), NOTE)
    sheet.height(1, 30)
    sheet.height(2, 18)
    last = write_rows(sheet, _HEAD_ROW, listing)
    sheet.worksheet.autofilter(_HEAD_ROW - 1, 0, last - 1, width - 1)
    sheet.worksheet.freeze_panes(_HEAD_ROW, 0)
    sheet.worksheet.ignore_errors({"number_stored_as_text": f"A1:{address(last, width)}"})
    sheet.printed(footer=plan.footer(), heads=(_HEAD_ROW, _HEAD_ROW), last_row=last, last_column=width)
    return sheet


def write_rows(sheet: Sheet, head_row: int, listing: Listing) -> int:
    """Write titles and rows from a row on; give the number of the last row."""
    sheet.heads(
        head_row, [column.title for column in listing.columns], [column.width for column in listing.columns]
    )
    row = head_row
    for row, cells in enumerate(listing.rows, start=head_row + 1):
        _write_row(sheet, row, cells, listing.columns)
    if row == head_row:
        row += 1
        sheet.line(row, 1, len(listing.columns), listing.if_empty.of(sheet.book.locale), WORDS)
        sheet.height(row, 22)
    return row


def _write_row(sheet: Sheet, row: int, cells: Row, columns: Sequence[Column]) -> None:
    for number, (value, style) in enumerate(cells, start=1):
        sheet.value(row, number, value, style)
    texts = zip(cells, columns, strict=True)
    sheet.fit(row, [(str(value or ""), column.width) for (value, _), column in texts])

"""The plain tables of the ranking workbook: a title, a note, titles of columns, rows that can be filtered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from scoresheet.book import WORDS, Book, Sheet, Style, height_of, lines_needed
from scoresheet.grid import address
from scoresheet.language import NOTHING, Text, filled
from scoresheet.ranking_workbook import table
from scoresheet.ranking_workbook.frame import bottom, top
from scoresheet.ranking_workbook.plan import Plan
from scoresheet.ranking_workbook.table import LIST_HEAD


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title and its width in digits."""

    title: Text
    width: float


@dataclass(frozen=True, slots=True)
class Linked:
    """A value that leads to a cell, `target` with its sheet."""

    value: str | int | Decimal
    target: str


Value = str | int | Decimal | Linked | None
Row = Sequence[tuple[Value, Style]]
Later = Callable[[], Row]
"""A row that is made only if there is room for it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: its name, what is said above it, its columns and rows, and what stands there when it has none."""

    name: Text
    note: Text
    columns: tuple[Column, ...]
    rows: Iterable[Row | Later]
    if_empty: Text


def _cut(more: int) -> Text:
    """Say that so many rows more would not have found room; nothing where there are none."""
    return filled(_CUT, f"{table.MOST_ROWS + more:,}", f"{table.MOST_ROWS:,}") if more else NOTHING


_CUT = Text(
    "本表共{0}行，只列出前{1}行；全部内容见 validate 的 .csv 或 .json 报告和各单位报送的表。",
    "Of the {0} rows of this list the first {1} stand here; all is in the .csv or .json report of validate and in the "
    "returned forms. ",
)


def write(book: Book, plan: Plan, listing: Listing) -> Sheet:
    """Add a sheet with one table."""
    sheet = book.sheet(listing.name.of(book.locale))
    width = len(listing.columns)
    across = sum(column.width for column in listing.columns)
    rows = iter(listing.rows)
    last = write_rows(sheet, LIST_HEAD, replace(listing, rows=islice(rows, table.MOST_ROWS)))
    more = sum(1 for _ in rows)
    top(sheet, plan, width, across, f"{_cut(more).of(book.locale)}{listing.note.of(book.locale)}")
    sheet.worksheet.autofilter(LIST_HEAD - 1, 0, last - 1, width - 1)
    sheet.worksheet.freeze_panes(LIST_HEAD, 0)
    sheet.worksheet.ignore_errors({"number_stored_as_text": f"A1:{address(last, width)}"})
    end = bottom(sheet, plan, last, width, across)
    heads = (LIST_HEAD, LIST_HEAD)
    sheet.printed(footer=plan.footer(), header=plan.stage, heads=heads, last_row=end, last_column=width)
    return sheet


def write_rows(sheet: Sheet, head_row: int, listing: Listing) -> int:
    """Write titles and rows from a row on; give the number of the last row."""
    sheet.heads(
        head_row, [column.title for column in listing.columns], [column.width for column in listing.columns]
    )
    row = head_row
    for row, cells in enumerate(listing.rows, start=head_row + 1):
        _write_row(sheet, row, cells() if callable(cells) else cells, listing.columns)
    if row == head_row:
        row += 1
        sheet.line(row, 1, len(listing.columns), listing.if_empty.of(sheet.book.locale), WORDS)
        sheet.height(row, 22)
    return row


def _write_row(sheet: Sheet, row: int, cells: Row, columns: Sequence[Column]) -> None:
    written, most = [], 1
    for number, ((value, style), column) in enumerate(zip(cells, columns, strict=True), start=1):
        shown = value.value if isinstance(value, Linked) else value
        if isinstance(value, Linked):
            sheet.link(row, number, value.target)
        written.append(sheet.cell(row, number, shown, style))
        if shown:
            most = max(most, lines_needed(str(shown), column.width - 1))
    sheet.listed(row, written, height_of(most))

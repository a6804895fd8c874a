"""A sheet that is written cell by cell, rows and columns counted from 1: styles, text widths, how it prints."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from scoresheet import sheet_rows
from scoresheet.inbox.ours import PROPERTY
from scoresheet.inert import cell_text
from scoresheet.language import Locale, Text
from scoresheet.paged import Paged
from scoresheet.rowheight import lines
from scoresheet.sheet_rows import Rows, Store

Result = Decimal | float | str
"""What a formula gives: a number or text."""


_SIZE = 10


# Compared by identity: each cell asks for the format of its style, and hashing twelve values takes longer than the cell.
@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a cell looks. `foreign` marks text from outside: it stays text even when somebody edits it."""

    size: float = _SIZE
    font: str = "宋体"
    bold: bool = False
    italic: bool = False
    colour: str = "#000000"
    fill: str | None = None
    align: str = "center"
    border: bool = True
    wrap: bool = False
    number: str = "General"
    foreign: bool = False
    underline: bool = False

    def properties(self) -> dict[str, object]:
        """Give the style in the writer's own words."""
        given: dict[str, object] = {
            "font_name": self.font,
            "font_size": self.size,
            "bold": self.bold,
            "italic": self.italic,
            "underline": int(self.underline),
            "font_color": self.colour,
            "align": self.align,
            "valign": "vcenter",
            "border": 1 if self.border else 0,
            "text_wrap": self.wrap,
            "num_format": self.number,
            "quote_prefix": self.foreign,
        }
        given |= {"bg_color": self.fill} if self.fill else {}
        return given | ({"indent": 1} if self.align == "left" and self.border else {})


TITLE = Style(size=18, font="黑体", bold=True, border=False)
OFFICE = Style(size=11, align="left", border=False)
WARNING_LINE = Style(size=12, font="黑体", bold=True, colour="#C00000", border=False)
NOTE = Style(align="left", border=False, wrap=True)
SECTION = Style(size=11, font="黑体", bold=True, align="left", border=False, wrap=True)
HEADER = Style(font="黑体", bold=True, fill="#E7ECF4", wrap=True)
CENTRED = Style()
BOLD = Style(bold=True)
PERCENT = Style(number="0.00%")
WORDS = Style(align="left", wrap=True)
FOREIGN = replace(WORDS, foreign=True)
LINK = Style(colour="#1F4E9E", underline=True)


@cache
def with_decimals(style: Style, decimals: int) -> Style:
    """Give a style that shows numbers with so many decimals."""
    return replace(style, number="0." + "0" * decimals if decimals else "0")


class Book:
    """A workbook being written: its styles are made once each."""

    def __init__(self, workbook: Any, locale: Locale, *, live: bool) -> None:
        """Write into `workbook`; without `live` a formula's result is written in its place."""
        self._workbook = workbook
        workbook.set_custom_property(PROPERTY, "1")
        self.locale = locale
        self.live = live
        self.store = Store()
        self._formats: dict[Style, Any] = {}
        self._looks: dict[Style, int] = {}

    def sheet(self, name: str) -> Sheet:
        """Add a sheet."""
        worksheet = self._workbook.add_worksheet(name, worksheet_class=_Worksheet)
        worksheet.store = self.store
        return Sheet(self, name, worksheet)

    def format(self, style: Style) -> Any:
        """Give the writer's form of a style."""
        if style not in self._formats:
            self._formats[style] = self._workbook.add_format(style.properties())
        return self._formats[style]

    def look(self, style: Style) -> int:
        """Give the number of a style's format in the workbook."""
        found = self._looks.get(style)
        if found is None:
            found = self._looks[style] = self.format(style)._get_xf_index()  # noqa: SLF001 - nothing else tells it
        return found

    def shared(self, text: str) -> int | None:
        """Give the number of a text, made harmless, among the workbook's texts; None where nothing is left of it."""
        texts = self._workbook.str_table
        index: int | None = texts.string_table.get(text)
        if index is not None:
            # What stands there has been made harmless.
            texts.count += 1
            return index
        written = cell_text(text, self.locale)
        return texts._get_shared_string_index(written) if written else None  # noqa: SLF001 - the table's only door

    def highlight(self, **properties: object) -> Any:
        """Give a format that a condition lays over a cell's own."""
        return self._workbook.add_format(properties)

    def chart(self) -> Any:
        """Give an empty chart of horizontal bars."""
        return self._workbook.add_chart({"type": "bar"})


class _Worksheet(Worksheet):  # type: ignore[misc] # XlsxWriter has no types
    """A sheet of which some rows are written already: XlsxWriter writes the others, and all that isn't rows."""

    store: Store
    # XlsxWriter's own: the first and the last row that hold something, counted from 0.
    dim_rowmin: int
    dim_rowmax: int

    def __init__(self) -> None:
        super().__init__()
        self.ready = Rows()

    def covers(self, row: int, first: int, last: int) -> None:
        """Count the cells of a row in where the sheet says how large it is."""
        for column in (first, last):
            self._check_dimensions(row - 1, column - 1)

    def _write_rows(self) -> None:
        first, last = self.dim_rowmin, self.dim_rowmax
        for run in self.ready.runs:
            self.dim_rowmax = run.first - 2
            super()._write_rows()
            self.fh.write(self.store.mark(run.text))
            self.dim_rowmin, self.dim_rowmax = run.last, last
        super()._write_rows()
        self.dim_rowmin = first

    def _write_hyperlinks(self) -> None:
        if self.ready.links:
            self.fh.write(f"<hyperlinks>{self.store.mark(self.ready.links)}</hyperlinks>")


_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Any fixed time will do: the same results must give the same bytes.
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - XlsxWriter writes it as it stands


def book_of(locale: Locale, write: Callable[[Book], None], *, live: bool = False, **properties: str) -> bytes:
    """Give a workbook of results as the bytes of an .xlsx file; `write` fills it, `properties` tell what it is.

    What looks like a formula, a link or a number is written as the text it is, unless it is asked for.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as workbook:
        workbook.set_properties({**properties, "created": CREATED})
        book = Book(workbook, locale, live=live)
        write(book)
    return book.store.filled(buffer.getvalue())


LINKS = 65_530
"""So many links Excel takes on one sheet."""


class Sheet(Paged):
    """One sheet of a book."""

    def __init__(self, book: Book, name: str, worksheet: Any) -> None:
        """Write into `worksheet`, which carries `name`."""
        super().__init__(worksheet, book.locale)
        self.book = book
        self.name = name
        self.worksheet.hide_gridlines(2)
        self._links = 0
        self._whole = 0
        self._cells: dict[int, str] = {}

    @contextmanager
    def whole_row(self, row: int, height: float) -> Iterator[None]:
        """Write a row once and for all: what is written to it inside the block leaves memory at its end.

        Such rows come from top to bottom. Their height is in points; later it can't be changed.
        """
        self._whole = row
        try:
            yield
            columns = sorted(self._cells)
            self.worksheet.ready.add(row, "".join(self._cells[column] for column in columns), height)
            if columns:
                self.worksheet.covers(row, columns[0], columns[-1])
        finally:
            self._whole = 0
            self._cells.clear()

    def listed(self, row: int, cells: Sequence[str], height: float) -> None:
        """Write a row once and for all, `cells` being what `cell` gave from column 1 on."""
        self.worksheet.ready.add(row, "".join(cells), height)
        self.worksheet.covers(row, 1, len(cells))

    def cell(self, row: int, column: int, value: Result | None, style: Style) -> str:
        """Give a cell of a row that is written once and for all: None and "" are an empty one."""
        look = self.book.look(style)
        if isinstance(value, str):
            index = self.book.shared(value) if value else None
            if index is not None:
                return sheet_rows.shared(row, column, look, index)
        elif value is not None:
            return sheet_rows.number(row, column, look, float(value))
        return sheet_rows.blank(row, column, look)

    def text(self, row: int, column: int, text: str, style: Style = CENTRED) -> None:
        """Write a text, made harmless; "" leaves an empty cell with its style."""
        if row == self._whole:
            self._cells[column] = self.cell(row, column, text, style)
            return
        written = cell_text(text, self.book.locale)
        if written:
            self.worksheet.write_string(row - 1, column - 1, written, self.book.format(style))
        else:
            self.worksheet.write_blank(row - 1, column - 1, None, self.book.format(style))

    def number(self, row: int, column: int, number: Decimal | float | None, style: Style = CENTRED) -> None:
        """Write a number; None leaves an empty cell with its style, never a 0."""
        self.value(row, column, number, style)

    def value(self, row: int, column: int, value: Result | None, style: Style = CENTRED) -> None:
        """Write a text or a number; None leaves an empty cell."""
        if row == self._whole:
            self._cells[column] = self.cell(row, column, value, style)
        elif value is None or isinstance(value, str):
            self.text(row, column, value or "", style)
        else:
            self.worksheet.write_number(row - 1, column - 1, float(value), self.book.format(style))

    def formula(self, row: int, column: int, formula: str, result: Result, style: Style = CENTRED) -> None:
        """Write a formula with its result, or the result alone in a book that isn't live."""
        if not self.book.live:
            self.value(row, column, result, style)
        elif row == self._whole:
            look = self.book.look(style)
            self._cells[column] = sheet_rows.formula(row, column, look, formula, stored(result))
        else:
            cell = (row - 1, column - 1)
            self.worksheet.write_formula(*cell, f"={formula}", self.book.format(style), stored(result))

    def link(self, row: int, column: int, target: str) -> None:
        """Let a cell lead to another one, `target` with its sheet; links come from left to right and down.

        Beyond as many links as a sheet can hold the cell leads nowhere.
        """
        if self._links < LINKS:
            self._links += 1
            self.worksheet.ready.link(row, column, target)

    def line(self, row: int, first: int, last: int, text: str, style: Style) -> None:
        """Write a text across columns of one row."""
        self.block(row, first, row, last, text, style)

    def block(self, top: int, left: int, bottom: int, right: int, text: str, style: Style) -> None:
        """Write a text into a rectangle of cells, merged where it is more than one."""
        if (top, left) == (bottom, right):
            self.text(top, left, text, style)
            return
        if top == self._whole:
            self._across(top, left, right, text, style)
            return
        written = cell_text(text, self.book.locale)
        corners = (top - 1, left - 1, bottom - 1, right - 1)
        self.worksheet.merge_range(*corners, written, self.book.format(style))

    def _across(self, row: int, left: int, right: int, text: str, style: Style) -> None:
        self.text(row, left, text, style)
        for column in range(left + 1, right + 1):
            self.text(row, column, "", style)
        # XlsxWriter's own way writes the cells too, and remembers each.
        self.worksheet.merge.append([row - 1, left - 1, row - 1, right - 1])

    def row(self, row: int, columns: Iterable[tuple[int, str, Style]]) -> None:
        """Write texts into a row, each with its column and style."""
        for column, text, style in columns:
            self.text(row, column, text, style)

    def heads(self, row: int, titles: Iterable[Text], widths: Iterable[float]) -> None:
        """Write the titles of a table from column 1 on and set the widths of their columns."""
        most = 1
        for column, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
            words = title.of(self.book.locale)
            self.text(row, column, words, HEADER)
            self.width(column, width)
            most = max(most, lines_needed(words, width))
        self.height(row, max(30, most * _LINE_HEIGHT + _PADDING))

    def width(self, column: int, width: float, *, hidden: bool = False) -> None:
        """Set a column's width in digits; a hidden one can be unfolded by the mark above it."""
        options = {"level": 1, "hidden": True} if hidden else {}
        self.worksheet.set_column(column - 1, column - 1, width, None, options)

    def height(self, row: int, height: float) -> None:
        """Set a row's height in points; a row without one grows with its text when it is opened."""
        self.worksheet.set_row(row - 1, height)

    def fit(self, row: int, texts: Iterable[tuple[str, float]]) -> None:
        """Set a row's height for wrapped texts, each with its column's width."""
        # Not every program fits the height of a row to its text when it opens a file.
        self.height(row, height_of(max((lines_needed(text, width - 1) for text, width in texts), default=1)))

    def fit_heading(self, row: int, text: str, width: float) -> None:
        """Set the height of a row with a title, `width` being that of the columns it goes across."""
        self.height(row, lines_needed(text, width, TITLE.size) * _TITLE_LINE)

    def greyed(self, top: int, bottom: int, right: int, condition: str) -> None:
        """Show rows in grey italics, and without other colours, where a formula written for the first one holds."""
        grey = self.book.highlight(italic=True, font_color="#808080", bg_color="#F2F2F2")
        rule = {"type": "formula", "criteria": f"={condition}", "format": grey, "stop_if_true": True}
        self.worksheet.conditional_format(top - 1, 0, bottom - 1, right - 1, rule)

    def shaded(self, top: int, bottom: int, column: int, points: Decimal) -> None:
        """Colour scores by the share of the points that they lost: none white, a fifth yellow, all red."""
        if points > 0:
            corners = (top - 1, column - 1, bottom - 1, column - 1)
            self.worksheet.conditional_format(*corners, _share_lost(points))


def stored(result: Result) -> float | str:
    """Give the result of a formula as a workbook stores it."""
    if isinstance(result, str):
        return result
    number = float(result)
    return int(number) if number.is_integer() else number


_LINE_HEIGHT = 13.5
_PADDING = 7
_TITLE_LINE = 30
_HIGHEST_ROW = 409


_FEW_LOST = Decimal("0.8")


def _share_lost(points: Decimal) -> dict[str, object]:
    return {
        "type": "3_color_scale",
        "min_type": "num",
        "mid_type": "num",
        "max_type": "num",
        "min_value": 0,
        "mid_value": float(points * _FEW_LOST),
        "max_value": float(points),
        "min_color": "#F4A6A6",
        "mid_color": "#FFF2CC",
        "max_color": "#FFFFFF",
    }


def height_of(lines: int) -> float:
    """Give the height in points of a row whose texts take so many lines."""
    return min(lines * _LINE_HEIGHT + _PADDING, _HIGHEST_ROW)


def text_width(text: str) -> int:
    """Give how many digits wide a text is; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def fitting(texts: Iterable[str], least: float, most: float) -> float:
    """Give a column width that fits the widest of some texts, within limits."""
    return max(least, min(max((text_width(text) + 2 for text in texts), default=least), most))


@lru_cache(maxsize=10_000)
def lines_needed(text: str, width: float, size: float = _SIZE) -> int:
    """Estimate how many lines a text takes in a column of this width."""
    return lines(text, width, size)

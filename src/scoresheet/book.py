"""A sheet that is written cell by cell, rows and columns counted from 1: styles, text widths, how it prints."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import xlsxwriter

from scoresheet.grid import address, column_letters
from scoresheet.inbox.ours import PROPERTY
from scoresheet.inert import cell_text
from scoresheet.language import Locale, Text
from scoresheet.rowheight import lines

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
        self._formats: dict[Style, Any] = {}

    def sheet(self, name: str) -> Sheet:
        """Add a sheet."""
        return Sheet(self, name, self._workbook.add_worksheet(name))

    def format(self, style: Style) -> Any:
        """Give the writer's form of a style."""
        if style not in self._formats:
            self._formats[style] = self._workbook.add_format(style.properties())
        return self._formats[style]

    def highlight(self, **properties: object) -> Any:
        """Give a format that a condition lays over a cell's own."""
        return self._workbook.add_format(properties)

    def chart(self) -> Any:
        """Give an empty chart of horizontal bars."""
        return self._workbook.add_chart({"type": "bar"})


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
        write(Book(workbook, locale, live=live))
    return buffer.getvalue()


LINKS = 65_530
"""So many links Excel takes on one sheet."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, the first on top, each with its number.

    `names` and `values` are cells with their sheet, `count` how many they are; `number` is the format of the numbers,
    `most` where the scale ends (None where the numbers decide). It begins at 0 unless a number is `negative`. The height follows from the number of bars.
    """

    title: str
    names: str
    values: str
    count: int
    number: str
    most: float | None = None
    negative: bool = False

    @property
    def height(self) -> int:
        """The height of the chart in pixels."""
        return _AROUND_BARS + max(self.count, _FEWEST_BARS) * _BAR


_AROUND_BARS, _BAR, _FEWEST_BARS = 80, 20, 3
"""Pixels above and below the bars together, pixels for each bar, and for how many there is room in any case."""


class Sheet:
    """One sheet of a book."""

    def __init__(self, book: Book, name: str, worksheet: Any) -> None:
        """Write into `worksheet`, which carries `name`."""
        self.book = book
        self.name = name
        self.worksheet = worksheet
        self.worksheet.hide_gridlines(2)
        self._links = 0

    def text(self, row: int, column: int, text: str, style: Style = CENTRED) -> None:
        """Write a text, made harmless; "" leaves an empty cell with its style."""
        written = cell_text(text, self.book.locale)
        if written:
            self.worksheet.write_string(row - 1, column - 1, written, self.book.format(style))
        else:
            self.worksheet.write_blank(row - 1, column - 1, None, self.book.format(style))

    def number(self, row: int, column: int, number: Decimal | float | None, style: Style = CENTRED) -> None:
        """Write a number; None leaves an empty cell with its style, never a 0."""
        if number is None:
            self.text(row, column, "", style)
        else:
            self.worksheet.write_number(row - 1, column - 1, float(number), self.book.format(style))

    def value(self, row: int, column: int, value: Result | None, style: Style = CENTRED) -> None:
        """Write a text or a number; None leaves an empty cell."""
        if isinstance(value, str):
            self.text(row, column, value, style)
        else:
            self.number(row, column, value, style)

    def formula(self, row: int, column: int, formula: str, result: Result, style: Style = CENTRED) -> None:
        """Write a formula with its result, or the result alone in a book that isn't live."""
        if not self.book.live:
            self.value(row, column, result, style)
            return
        cell = (row - 1, column - 1)
        self.worksheet.write_formula(*cell, f"={formula}", self.book.format(style), _stored(result))

    def link(self, row: int, column: int, target: str) -> None:
        """Let a cell lead to another one, `target` with its sheet; what the cell shows is to be written afterwards.

        Beyond as many links as a sheet can hold the cell leads nowhere.
        """
        if self._links < LINKS:
            self._links += 1
            self.worksheet.write_url(row - 1, column - 1, f"internal:{target}", None, "")

    def bars(self, row: int, width: int, bars: Bars) -> None:
        """Put a chart of a width in pixels below the top of a row, from the first column on."""
        chart, small = self.book.chart(), {"name": "宋体", "size": 9}
        labels = {"value": True, "num_format": bars.number, "font": small}
        dark = {"color": "#44546A"}
        series = {"categories": f"={bars.names}", "values": f"={bars.values}", "gap": 45}
        chart.add_series({**series, "fill": dark, "border": dark, "data_labels": labels})
        chart.set_title({"name": bars.title, "overlay": False, "name_font": {"name": "黑体", "size": 13}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": small, "major_tick_mark": "none"})
        scale: dict[str, object] = {} if bars.most is None else {"max": bars.most}
        scale |= {} if bars.negative else {"min": 0}
        # Each bar has its number: a scale would only repeat them.
        chart.set_x_axis({**scale, "visible": False, "major_gridlines": {"visible": False}})
        chart.set_size({"width": width, "height": bars.height})
        self.worksheet.insert_chart(row - 1, 0, chart, {"object_position": 1, "y_offset": 4})

    def line(self, row: int, first: int, last: int, text: str, style: Style) -> None:
        """Write a text across columns of one row."""
        self.block(row, first, row, last, text, style)

    def block(self, top: int, left: int, bottom: int, right: int, text: str, style: Style) -> None:
        """Write a text into a rectangle of cells, merged where it is more than one."""
        if (top, left) == (bottom, right):
            self.text(top, left, text, style)
            return
        written = cell_text(text, self.book.locale)
        corners = (top - 1, left - 1, bottom - 1, right - 1)
        self.worksheet.merge_range(*corners, written, self.book.format(style))

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
        most = max((lines_needed(text, width - 1) for text, width in texts), default=1)
        self.height(row, min(most * _LINE_HEIGHT + _PADDING, _HIGHEST_ROW))

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

    def printed(
        self, *, footer: str, heads: tuple[int, int], last_row: int, last_column: int, header: str = ""
    ) -> None:
        """Print landscape, one page wide, with the rows `heads` on every page and the page's number.

        `header` stands on every page above on the right. The paper is A4, which every office has; only a table that
        nobody could read there is printed on A3.
        """
        sheet = self.worksheet
        sheet.set_landscape()
        sheet.set_paper(_A4 if last_column <= _WIDEST_ON_A4 else _A3)
        sheet.fit_to_pages(1, 0)
        self._around(footer, header)
        sheet.repeat_rows(heads[0] - 1, heads[1] - 1)
        sheet.print_area(0, 0, last_row - 1, last_column - 1)

    def printed_upright(
        self,
        *,
        footer: str,
        header: str,
        heads: int | None,
        breaks: Iterable[int],
        last_row: int,
        last_column: int,
    ) -> None:
        """Print on A4 upright in the size of the screen; a new page begins below each of the rows `breaks`.

        The row `heads` stands on every page that follows it.
        """
        sheet = self.worksheet
        sheet.set_portrait()
        sheet.set_paper(_A4)
        self._around(footer, header)
        # Excel would ignore the breaks on a sheet that is fitted to its page.
        sheet.set_h_pagebreaks(list(breaks))
        if heads is not None:
            sheet.repeat_rows(heads - 1)
        sheet.print_area(0, 0, last_row - 1, last_column - 1)

    def _around(self, footer: str, header: str) -> None:
        sheet = self.worksheet
        sheet.set_margins(left=0.5, right=0.5, top=0.75 if header else 0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.set_footer(_footer(footer, self.book.locale))
        if header:
            sheet.set_header(f'&R&"黑体,Regular"&10{_escaped(header)}')


def _stored(result: Result) -> float | str:
    if isinstance(result, str):
        return result
    number = float(result)
    return int(number) if number.is_integer() else number


_A4, _A3 = 9, 8
_WIDEST_ON_A4 = 50
"""Columns."""
_LINE_HEIGHT = 13.5
_PADDING = 7
_TITLE_LINE = 30
_HIGHEST_ROW = 409
_PAGES = Text("第&P页，共&N页", "page &P of &N")


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


def _footer(words: str, locale: Locale) -> str:
    # A footer holds 255 characters and takes & for a code.
    return f"&L{_escaped(words[:100])}&R{_PAGES.of(locale)}"


def _escaped(words: str) -> str:
    return words.replace("&", "&&")


def quoted(name: str) -> str:
    """Give a sheet's name as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def beside(column: int, row: int) -> str:
    """Give the address of a cell that stays in its column and moves with the row."""
    return f"${column_letters(column)}{row}"


def stretch(column: int, first: int, last: int) -> str:
    """Give the fixed address of a stretch of a column."""
    letters = column_letters(column)
    return f"${letters}${first}:${letters}${last}"


def across(row: int, first: int, last: int) -> str:
    """Give the address of a stretch of a row."""
    return f"{address(row, first)}:{address(row, last)}"


def literal(text: str) -> str:
    """Give a text as formulas write it; Excel takes no more than 255 characters in one piece."""
    pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


# Half of the limit, because each quotation mark is written twice.
_PIECE = 120


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

"""The content of an OpenDocument spreadsheet → sheets, in one bounded pass.

An honest sheet repeats its last, empty row a million times; a hostile one repeats a full one. Repetitions are counted
before they are written out, and what is empty is never written out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from scoresheet.formats import bounds, markup
from scoresheet.formats.bounds import LAST_COLUMN, LAST_ROW
from scoresheet.formats.number_formats import Decimals
from scoresheet.formats.ods_styles import NAMES as STYLE_NAMES
from scoresheet.formats.ods_styles import Styles
from scoresheet.formats.ods_values import NULL_DATE, Written
from scoresheet.formats.texts import Characters
from scoresheet.grid import Area, RawCell, Sheet, address

SPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0": "number",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
_ELEMENTS = STYLE_NAMES | {
    "office:spreadsheet",
    "table:table",
    "table:table-column",
    "table:table-row",
    "table:table-cell",
    "table:covered-table-cell",
    "table:null-date",
    "text:p",
    "text:s",
    "text:tab",
    "text:line-break",
    "text:ruby-text",
    "text:note",
    "office:annotation",
    "table:shapes",
}
_ATTRIBUTES = {
    "office:value-type", "office:value", "office:string-value", "office:boolean-value", "office:date-value",
    "office:time-value", "calcext:value-type", "table:formula", "table:style-name", "table:name",
    "table:number-columns-repeated", "table:number-rows-repeated", "table:number-columns-spanned",
    "table:number-rows-spanned", "table:visibility", "table:default-cell-style-name", "table:date-value",
    "table:display", "text:c", "style:name", "style:family", "style:parent-style-name", "style:data-style-name",
    "style:condition", "style:apply-style-name", "number:decimal-places", "number:display-factor",
}  # fmt: skip
_NAMES = frozenset(_ELEMENTS | _ATTRIBUTES)

_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_ASIDES = frozenset({"office:annotation", "text:ruby-text", "text:note", "table:shapes"})
"""What stands on a sheet or in a cell and is no part of its text."""
_MOST_STYLES = 100_000
_LINKED = re.compile(r"'.*'#.*", re.DOTALL)
"""The name of a table in which LibreOffice keeps what it has read from another file."""

_BLANK, _TAB, _BREAK = "\x01", "\x02", "\x03"
"""Stand for blanks that count until those that don't are gone; XML has none of these characters."""
_BLANKS = re.compile(r"[ \t\r\n]+")
_SPELT = str.maketrans({_BLANK: " ", _TAB: "\t", _BREAK: "\n"})


def read_styles(chunks: Iterable[bytes], part: str) -> Styles:
    """Give the styles that a part declares. Raises Unreadable for what is not well-formed or too much."""
    content = _Content(part, Styles())
    markup.parse(chunks, part, content.handler())
    return content.styles


def read_tables(chunks: Iterable[bytes], part: str, styles: Styles) -> Tables:
    """Give the sheets of the part that holds the content; `styles` are those of the document as a whole.

    Raises Unreadable for what is not well-formed, or goes beyond the limits of an honest form; the place names the
    sheet and the cell.
    """
    content = _Content(part, styles)
    markup.parse(chunks, part, content.handler())
    return content.tables


@dataclass(slots=True)
class Tables:
    """The sheets of a document; `is_spreadsheet` is False for a text or a drawing. Dates count from `null_date`."""

    sheets: list[Sheet] = field(default_factory=list)
    null_date: date = NULL_DATE
    is_spreadsheet: bool = False


class _Content:
    """Follows the elements of a part: styles first, then tables; text is gathered cell by cell."""

    def __init__(self, part: str, styles: Styles) -> None:
        self.styles = styles
        self.tables = Tables()
        self._part = part
        self._characters = Characters()
        self._new_characters = 0
        self._depth = self._spreadsheet_depth = self._table_depth = self._cell_depth = self._muted = 0
        self._table: _Table | None = None
        self._tally = _Tally()
        self._cell: dict[str, str] = {}
        self._is_paragraph = False
        self._pieces: list[str] = []
        self._paragraphs: list[str] = []

    def handler(self) -> markup.Handler:
        """Give the functions for the parser."""
        return markup.Handler(self._start, self._end, self._text, self._check, _NAMES, SPACES)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > markup.DEEPEST:
            raise markup.refused(self._part)
        if self._muted or tag in _ASIDES:
            self._muted += 1
        elif self._cell_depth:
            self._start_in_cell(tag, attributes)
        elif self._table is not None:
            self._start_in_table(self._table, tag, attributes)
        elif tag == "table:table":
            # The results of links to other programs are kept in tables that are no sheets, and lie deeper.
            if self._depth == self._spreadsheet_depth + 1:
                self._open_table(attributes)
        elif tag == "office:spreadsheet":
            self.tables.is_spreadsheet, self._spreadsheet_depth = True, self._depth
        elif tag == "table:null-date":
            self._take_null_date(attributes.get("table:date-value", ""))
        else:
            self.styles.start(tag, attributes)

    def _end(self, tag: str) -> None:
        if self._muted:
            self._muted -= 1
        elif self._cell_depth:
            self._end_in_cell(tag)
        elif self._table is None:
            self.styles.end(tag)
        elif tag == "table:table-row":
            self._table.close_row()
        elif self._depth == self._table_depth:
            self._table.finish()
            self._table = None
        self._depth -= 1

    def _open_table(self, attributes: dict[str, str]) -> None:
        name = attributes.get("table:name", "")
        hidden = attributes.get("table:style-name", "") in self.styles.hidden_tables
        sheet = Sheet(name, "hidden" if hidden else "visible")
        self._tally.sheets += 1
        bounds.check_sheets(sheet, self._tally.sheets)
        if not _LINKED.fullmatch(name):
            self.tables.sheets.append(sheet)
        self._table_depth = self._depth
        self._table = _Table(sheet, self.styles, self._tally)

    def _take_null_date(self, written: str) -> None:
        try:
            self.tables.null_date = date.fromisoformat(written)
        except ValueError:
            # A document that names no day counts from the usual one.
            return

    def _start_in_table(self, table: _Table, tag: str, attributes: dict[str, str]) -> None:
        if tag in _CELLS:
            self._cell_depth, self._cell = self._depth, attributes
            self._paragraphs.clear()
        elif tag == "table:table-row":
            table.open_row(attributes)
        elif tag == "table:table-column":
            table.add_column(attributes)

    def _start_in_cell(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "text:p":
            # Paragraphs of a text box or a table inside the cell lie deeper.
            if self._depth == self._cell_depth + 1:
                self._is_paragraph = True
                self._pieces.clear()
        elif self._is_paragraph:
            self._text(_inserted(tag, attributes, self._part))
            self._check()

    def _end_in_cell(self, tag: str) -> None:
        if self._depth == self._cell_depth:
            self._cell_depth = 0
            self._close_cell()
        elif tag == "text:p" and self._depth == self._cell_depth + 1:
            self._is_paragraph = False
            # LibreOffice writes a blank at the end as it is, and only further ones as elements.
            bare = _BLANKS.sub(" ", "".join(self._pieces)).lstrip(" ")
            self._paragraphs.append(bare.translate(_SPELT))

    def _text(self, words: str) -> None:
        if self._is_paragraph and not self._muted:
            self._pieces.append(words)
            self._new_characters += len(words)

    def _close_cell(self) -> None:
        if self._table is None:
            return
        attributes, shown = self._cell, "\n".join(self._paragraphs) if self._paragraphs else None
        if shown is None and _FILLED.isdisjoint(attributes):
            self._table.add_cell(None, attributes)
            return
        written = attributes.get("office:value", ""), attributes.get("office:string-value", "")
        self._new_characters += len(written[0]) + len(written[1]) + len(attributes.get("table:formula", ""))
        limit = self.styles.decimals(self._table.style(attributes)) if "office:value" in attributes else _NONE
        cell = Written(attributes, shown, limit, self.tables.null_date).made()
        self._table.add_cell(cell, attributes)

    def _check(self) -> None:
        self._characters.add(self._new_characters, self._part)
        self._new_characters = 0
        if self.styles.count > _MOST_STYLES:
            raise markup.refused(self._part)


_FILLED = frozenset({"table:formula", "office:value-type", "office:value", "office:string-value"})
"""A cell with none of these attributes and without a paragraph is empty."""
_NONE = Decimals()


def _inserted(tag: str, attributes: dict[str, str], part: str) -> str:
    if tag == "text:s":
        count = _whole(attributes.get("text:c"))
        if count > _MOST_BLANKS:
            raise markup.refused(part)
        return _BLANK * count
    return _TAB if tag == "text:tab" else _BREAK if tag == "text:line-break" else ""


_MOST_BLANKS = 32_767
"""A cell of a workbook holds no more characters."""


@dataclass(slots=True)
class _Tally:
    """How much all sheets hold together so far."""

    cells: int = 0
    merges: int = 0
    hidden: int = 0
    sheets: int = 0


class _Table:
    """Collects the rows of one table."""

    def __init__(self, sheet: Sheet, styles: Styles, tally: _Tally) -> None:
        self._sheet = sheet
        self._styles = styles
        self._tally = tally
        self._row = self._column = 0
        self._repeated = 0
        self._is_hidden = False
        self._row_style = ""
        self._in_row: list[tuple[int, int, RawCell]] = []
        self._hidden_before: list[tuple[int, int]] = []
        self._columns: list[tuple[int, str]] = []
        self._last_column = 0

    def add_column(self, attributes: dict[str, str]) -> None:
        """Take the declaration of one or several columns."""
        first = self._last_column + 1
        self._last_column += _whole(attributes.get("table:number-columns-repeated"))
        self._columns.append((first, attributes.get("table:default-cell-style-name", "")))
        if attributes.get("table:visibility", "visible") != "visible":
            last = min(self._last_column, LAST_COLUMN)
            self._count_hidden(max(0, last - first + 1))
            self._sheet.hidden_columns.update(range(first, last + 1))

    def open_row(self, attributes: dict[str, str]) -> None:
        """Take the beginning of one row, or of several that are alike."""
        self._row += 1
        self._column = 0
        self._repeated = _whole(attributes.get("table:number-rows-repeated"))
        self._is_hidden = attributes.get("table:visibility", "visible") != "visible"
        self._row_style = attributes.get("table:default-cell-style-name", "")
        self._in_row.clear()

    def style(self, attributes: dict[str, str]) -> str:
        """Give the name of the style of the cell that comes next, its own or that of its row or column."""
        own = attributes.get("table:style-name") or self._row_style
        if own or not self._columns:
            return own
        place = bisect_right(self._columns, self._column + 1, key=lambda one: one[0]) - 1
        return self._columns[place][1]

    def add_cell(self, cell: RawCell | None, attributes: dict[str, str]) -> None:
        """Take a cell, or several in a row that are alike."""
        if not self._repeated:
            return
        repeated = _whole(attributes.get("table:number-columns-repeated"))
        first = self._column + 1
        self._column += repeated
        if cell is not None:
            self._tally.cells += repeated * self._repeated
            bounds.check_cells(self._sheet, self._tally.cells)
            if self._column > LAST_COLUMN or self._row + self._repeated - 1 > LAST_ROW:
                raise bounds.beyond(self._sheet, address(self._row, first))
            self._in_row.append((first, repeated, cell))
        across = _whole(attributes.get("table:number-columns-spanned"))
        down = _whole(attributes.get("table:number-rows-spanned"))
        if across > 1 or down > 1:
            self._merge(Area(self._row, first, self._row + down - 1, first + across - 1))

    def _merge(self, area: Area) -> None:
        self._tally.merges += 1
        reference = f"{address(area.top, area.left)}:{address(area.bottom, area.right)}"
        within = area.bottom <= LAST_ROW and area.right <= LAST_COLUMN
        bounds.add_merge(self._sheet, area if within else None, reference, self._tally.merges)

    def close_row(self) -> None:
        """Write out the row, as often as it is repeated."""
        last = self._row + self._repeated - 1
        if self._is_hidden:
            self._hidden_before.append((self._row, min(last, LAST_ROW)))
        if self._in_row:
            self._keep_hidden()
            for row in range(self._row, last + 1):
                for first, repeated, cell in self._in_row:
                    self._sheet.cells.update(((row, first + place), cell) for place in range(repeated))
        self._row, self._repeated = last, 0

    def _keep_hidden(self) -> None:
        # Who hides all rows below the table hides a million: those behind the last one with content are left out.
        for first, last in self._hidden_before:
            self._count_hidden(last - first + 1)
            self._sheet.hidden_rows.update(range(first, last + 1))
        self._hidden_before.clear()

    def _count_hidden(self, count: int) -> None:
        self._tally.hidden += count
        bounds.check_hidden(self._sheet, self._tally.hidden)

    def finish(self) -> None:
        """Settle what can be told only at the end."""
        held = {column for _, column in self._sheet.cells}
        self._sheet.hidden_columns &= set(range(1, max(held, default=0) + 1))


_COUNT = re.compile(r"[0-9]{1,9}")


def _whole(written: str | None) -> int:
    """Give a count of at least 1, which is meant where none is written."""
    return max(int(written), 1) if written and _COUNT.fullmatch(written) else 1

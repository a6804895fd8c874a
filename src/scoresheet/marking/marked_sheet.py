"""Marking one sheet: wrong cells get a fill and a note, and a column beside the table says what is wrong in each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoresheet.checking.running import Severity
from scoresheet.grid import address, column_letters
from scoresheet.language import Locale, Text, joined
from scoresheet.marking.correction_sheet import COLOURS, PROBLEM_SIZE, problem_looks
from scoresheet.marking.mark_memory import Marks
from scoresheet.marking.marks import AUTHOR, MARKER, CellMark, RowMark, row_of
from scoresheet.marking.replies import own_words, problem_column, strays
from scoresheet.parts.cells import SheetContents, SheetMap, edited, map_sheet
from scoresheet.parts.comments import EMPTY, LINE, Comments
from scoresheet.parts.note_boxes import Box, Drawing, empty
from scoresheet.parts.styles import NO_FILL, Styles, harmless, is_solid, solid
from scoresheet.parts.surroundings import Sizes, Worksheet, area, number_of
from scoresheet.reading.tables import FoundTable
from scoresheet.rowheight import height, lines
from scoresheet.titles import PROBLEM, Column

_WIDTH = 56.0
"""The width in digits of the column of problems."""
_TALLEST = 400.0
_FAR = 200
"""A sheet in which something stands this far to the right has its column of problems in the first free place."""
_LAST_COLUMN = 16_384
_BOX_WIDTH = 330
_BOX_DIGITS = 44
_BOX_LINE = 17
_BOX_TALLEST = 560
_NOTE_SIZE = 9.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be marked on a sheet; `table` is the table that it holds, None for a sheet without one."""

    sheet: str
    cells: Sequence[CellMark]
    rows: Mapping[int, RowMark]
    table: FoundTable | None
    locale: Locale


@dataclass(frozen=True, slots=True)
class NoteParts:
    """The two parts that hold a sheet's notes: words and boxes; None for one that the sheet doesn't have."""

    comments: bytes | None
    boxes: bytes | None


class SheetMarker:
    """The marking of one sheet; what was there before our marks goes into `now`.

    `shown` says which of its rows and columns were hidden and are shown again, because something in them is marked.
    """

    def __init__(self, wanted: Wanted, styles: Styles, old: Marks, now: Marks) -> None:
        self._wanted, self._styles, self._old, self._now = wanted, styles, old, now
        self._header = wanted.table.header if wanted.table else 0
        self._rows = {row: mark for row, mark in wanted.rows.items() if row > self._header > 0}
        self._kept: dict[int, str] = {}
        self.shown: list[Text] = []

    def marked(self, xml: bytes) -> tuple[bytes, str | None]:
        """Give the sheet's XML with fills and column, and the area that is filtered now.

        The area is "" where our own filter was taken away and None where nothing about it has changed.
        """
        where, contents = map_sheet(xml), SheetContents()
        sheet = Worksheet(xml)
        self._restore(where, contents)
        self._highlight(where, sheet, contents)
        gone = self._old_column()
        column = self._place(where, sheet, gone) if self._rows or self._kept else 0
        self._clear_strays(gone, contents)
        if gone and (column or not self._kept):
            self._clear(where, gone, contents)
        if column:
            self._write(column, where, sheet.sizes(), contents)
        made = Worksheet(edited(xml, where, contents))
        return self._around(made, gone, column)

    def _restore(self, where: SheetMap, contents: SheetContents) -> None:
        """Give marked cells of an earlier round the fill that they had, unless the county gave them another since."""
        before = {
            cell: fill for (sheet, cell), fill in self._old.fills.items() if sheet == self._wanted.sheet
        }
        in_column = {cell.rstrip(_DIGITS): fill for cell, fill in before.items()}
        known: dict[str, bool] = {}
        made: dict[tuple[str, str], int] = {}
        for cell, found in where.cells.items():
            if found.style not in known:
                known[found.style] = self._is_ours(found.style)
            if known[found.style]:
                # A mark that was copied to another cell is one of ours as well.
                fill = before.get(cell, in_column.get(cell.rstrip(_DIGITS), NO_FILL))
                if (found.style, fill) not in made:
                    made[found.style, fill] = self._styles.restored(int(found.style or 0), harmless(fill))
                contents.styles[cell] = made[found.style, fill]

    def _is_ours(self, style: str) -> bool:
        fill = self._styles.fill(int(style or 0))
        return any(is_solid(fill, colour) for colour in COLOURS.values())

    def _highlight(self, where: SheetMap, sheet: Worksheet, contents: SheetContents) -> None:
        of_rows, of_columns = sheet.row_styles(), dict[int, int]()
        for mark in self._wanted.cells:
            cell, found = mark.address, where.cells.get(mark.address)
            column = number_of(cell.rstrip(_DIGITS))
            if column not in of_columns:
                of_columns[column] = sheet.style_of_column(column)
            usual = of_rows.get(row_of(cell), of_columns[column])
            style = contents.styles.get(cell, int(found.style or 0) if found else usual)
            self._now.fills[self._wanted.sheet, cell] = self._styles.fill(style)
            contents.styles[cell] = self._styles.refilled(style, solid(COLOURS[mark.severity]))

    # The column of problems.

    def _old_column(self) -> int:
        table = self._wanted.table
        column = problem_column(table, self._old) if table else 0
        self._kept = own_words(table, column, self._old) if table and column else {}
        return column

    def _place(self, where: SheetMap, sheet: Worksheet, gone: int) -> int:
        table = self._wanted.table
        taken = {number_of(cell.rstrip(_DIGITS)) for cell in where.cells} - {gone}
        beyond = max(taken, default=0) + 1
        if beyond <= _FAR or table is None:
            return beyond if beyond <= _LAST_COLUMN else 0
        hidden = sheet.hidden_columns()
        free = range(max(table.columns.values()) + 1, _FAR)
        return next(
            (one for one in free if one not in taken and not any(a <= one <= b for a, b in hidden)), 0
        )

    def _clear(self, where: SheetMap, column: int, contents: SheetContents) -> None:
        letters = column_letters(column)
        for cell in where.cells:
            if cell.rstrip(_DIGITS) == letters:
                contents.cells[cell], contents.styles[cell] = None, 0

    def _clear_strays(self, column: int, contents: SheetContents) -> None:
        """Take out words of ours that stand where no column of ours is any more."""
        for cell in strays(self._wanted.table, column, self._old) if self._wanted.table else ():
            contents.cells[cell], contents.styles[cell] = None, 0

    def _write(self, column: int, where: SheetMap, sizes: Sizes, contents: SheetContents) -> None:
        self._now.columns[self._wanted.sheet] = column_letters(column)
        looks = problem_looks(self._styles, self._wanted.locale)
        title = address(self._header, column)
        contents.cells[title] = PROBLEM.of(self._wanted.locale)
        contents.styles[title] = self._title_style(where)
        for row in sorted({*self._rows, *self._kept}):
            cell, mark, own = address(row, column), self._rows.get(row), self._kept.get(row, "")
            words = f"\n{LINE}\n".join(part for part in (own, mark.words if mark else "") if part)
            contents.cells[cell] = words
            contents.styles[cell] = looks[mark.severity if mark else Severity.WARNING]
            if mark:
                self._now.words[self._wanted.sheet, cell] = mark.words
            needed = min(height(words, _WIDTH, PROBLEM_SIZE, 0.0), _TALLEST)
            if 0 < sizes.heights.get(row, sizes.usual_height) < needed:
                contents.heights[row] = needed

    def _title_style(self, where: SheetMap) -> int:
        columns = self._wanted.table.columns.values() if self._wanted.table else ()
        titles = (where.cells.get(address(self._header, column)) for column in columns)
        return next((int(one.style) for one in titles if one and one.style), 0)

    def _around(self, sheet: Worksheet, gone: int, column: int) -> tuple[bytes, str | None]:
        self.shown += self._show(sheet)
        if gone and gone != column and (column or not self._kept):
            sheet.set_width(gone, None)
        if column:
            sheet.set_width(column, _WIDTH)
            sheet.widen(address(self._header, column))
            sheet.allow_filter()
        filtered = self._filter(sheet, column_letters(gone), column)
        return sheet.xml, filtered

    def _show(self, sheet: Worksheet) -> Iterator[Text]:
        """Show the rows and columns in which something is marked: nobody corrects what he doesn't see."""
        name, table = self._wanted.sheet, self._wanted.table
        rows = sheet.show_rows({row_of(one.address) for one in self._wanted.cells})
        columns = {number_of(one.address.rstrip(_DIGITS)) for one in self._wanted.cells}
        letters = sheet.show_columns(columns - {table.columns.get(Column.ID, 0) if table else 0})
        if rows:
            listed = joined(map(str, rows))
            yield Text(f"{name}：第{listed.zh}行", f"{name}: rows {listed.en}")
        if letters:
            listed = joined(map(column_letters, letters))
            yield Text(f"{name}：{listed.zh}列", f"{name}: columns {listed.en}")

    def _filter(self, sheet: Worksheet, gone: str, column: int) -> str | None:
        there = sheet.filter
        is_ours = bool(gone) and there is not None and there.columns == (gone, gone)
        if is_ours:
            sheet.drop_filter()
        if not column:
            return "" if is_ours else None
        wanted = area(column, self._header, self._last_row())
        if there is not None and not is_ours:
            if there.rows[0] != self._header:
                return None
            # The county's own filter stays and reaches as far as our column.
            right = max(number_of(there.columns[1]), column)
            bottom = max(there.rows[1], self._last_row())
            wanted = f"{there.columns[0]}{self._header}:{column_letters(right)}{bottom}"
        sheet.set_filter(wanted)
        return wanted

    def _last_row(self) -> int:
        table = self._wanted.table
        known = {row for row, _ in table.sheet.cells if self._is_row(table, row)} if table else set()
        return max({*known, *self._rows, self._header + 1})

    def _is_row(self, table: FoundTable, row: int) -> bool:
        ids = min(table.columns.values()), max(table.columns.values())
        return row > table.header and any(
            "/" in table.sheet.text(row, at) for at in range(ids[0], ids[1] + 1)
        )

    # Notes.

    def noted(self, xml: bytes, there: NoteParts, block: int) -> NoteParts | None:
        """Give the sheet's notes with ours, None where there are none to change.

        `xml` is the sheet as it is marked, `block` a number that no drawing of the workbook has. Raises ValueError for
        parts that aren't written as all programs write them.
        """
        drawing = Drawing(there.boxes or empty(block))
        words = self._without_old(there.comments or EMPTY, drawing)
        comments = Comments(words)
        notes = {one.address: one.note for one in self._wanted.cells if not comments.is_thread(one.address)}
        sizes = Worksheet(xml).sizes()
        if notes:
            shapes = {_place(cell): self._box(sizes, comments, cell, note) for cell, note in notes.items()}
            words = comments.with_notes(notes, AUTHOR.of(self._wanted.locale))
            drawing.put(shapes, block)
        self._now.notes |= {(self._wanted.sheet, cell): note for cell, note in notes.items()}
        if not notes and there.comments is None:
            return None
        return NoteParts(words, drawing.xml)

    def _without_old(self, words: bytes, drawing: Drawing) -> bytes:
        comments = Comments(words)
        marked = (cell for cell in comments.cells if any(marker in comments.text(cell) for marker in MARKER))
        ours = {cell: self._old.notes.get((self._wanted.sheet, cell)) for cell in marked}
        words, gone = comments.without(ours, MARKER)
        drawing.take_out({_place(cell) for cell in gone})
        return words

    def _box(self, sizes: Sizes, comments: Comments, cell: str, note: str) -> Box:
        above = f"{comments.text(cell)}\n\n" if cell in comments.cells else ""
        tall = lines(above + note, _BOX_DIGITS, _NOTE_SIZE) * _BOX_LINE + _BOX_LINE
        return Box(sizes.beside(*_place(cell), _BOX_WIDTH, min(tall, _BOX_TALLEST)))


_DIGITS = "0123456789"


def _place(cell: str) -> tuple[int, int]:
    return row_of(cell), number_of(cell.rstrip(_DIGITS))

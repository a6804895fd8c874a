"""Finding a form's tables in a grid: by column titles and row ids, never by position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from scoresheet.grid import Grid, RawCell, Sheet, address
from scoresheet.language import Text
from scoresheet.matching import normalised
from scoresheet.submission import Cell
from scoresheet.titles import HIDDEN, TITLES, Column
from scoresheet.values import BLANK, read_number, tidy


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of a returned form: its sheet, its header row, the column of each field that was found."""

    sheet: Sheet
    header: int
    columns: dict[Column, int]

    def raw(self, row: int, column: Column) -> RawCell | None:
        """Give what a field's cell holds."""
        number = self.columns.get(column)
        return None if number is None else self.sheet.cells.get((row, number))

    def text(self, row: int, column: Column) -> str:
        """Give the text in a field, tidied; "" where the column wasn't found."""
        cell = self.raw(row, column)
        return tidy(cell.text or "") if cell else ""

    def cell(self, row: int, column: Column) -> Cell:
        """Give a field as text."""
        number = self.columns.get(column)
        return Cell() if number is None else cell_at(self.sheet, row, number, number=False)

    def number(self, row: int, column: Column) -> Cell:
        """Give a field that asks for a number."""
        found = self.columns.get(column)
        return Cell() if found is None else cell_at(self.sheet, row, found, number=True)

    def rows(self) -> Iterator[int]:
        """Walk the rows below the header that hold anything."""
        seen = {row for row, _ in self.sheet.cells if row > self.header}
        yield from sorted(seen)


def cell_at(sheet: Sheet, row: int, column: int, *, number: bool) -> Cell:
    """Give one cell of a sheet; its number is read only where one is asked for."""
    raw = sheet.cells.get((row, column))
    where = address(row, column)
    if raw is None:
        return Cell(sheet.name, where)
    value = read_number(raw) if number else BLANK
    return Cell(sheet.name, where, tidy(raw.text or ""), value, raw.formula)


def find_table(grid: Grid, name: Text, columns: Iterable[Column], needed: Column) -> FoundTable | None:
    """Find the table with these columns: on the sheet of that name if it is there, else on any other.

    The header row is the one with the most titles, at least three, `needed` among them unless no row has it: then
    the best row without it is given, so that the missing column can be named.
    """
    found = [
        candidate
        for sheet in grid.sheets
        if sheet.name != HIDDEN and (candidate := _best_header(sheet, tuple(columns), needed)) is not None
    ]
    if not found:
        return None
    return max(found, key=lambda one: (needed in one.columns, one.sheet.name in name, len(one.columns)))


_LEAST_TITLES = 3


def _best_header(sheet: Sheet, columns: tuple[Column, ...], needed: Column) -> FoundTable | None:
    by_title = _titles(columns)
    rows: dict[int, dict[Column, int]] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.text is not None and cell.formula is None and len(cell.text) <= _LONGEST_TITLE:
            field = by_title.get(normalised(cell.text).casefold())
            if field is not None:
                rows.setdefault(row, {}).setdefault(field, column)
    candidates = [(row, fields) for row, fields in rows.items() if len(fields) >= _LEAST_TITLES]
    if not candidates:
        return None
    row, fields = max(candidates, key=lambda one: (needed in one[1], len(one[1]), -one[0]))
    return FoundTable(sheet, row, fields)


_LONGEST_TITLE = 40


@cache
def _titles(columns: tuple[Column, ...]) -> dict[str, Column]:
    return {normalised(words).casefold(): column for column in columns for words in TITLES[column]}

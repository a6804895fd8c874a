"""Finding a form's tables in a grid: by column titles and row ids, never by position."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TypeVar

from scoresheet.figures import plain
from scoresheet.grid import Grid, RawCell, Sheet, address, column_letters
from scoresheet.language import Text
from scoresheet.matching import normalised
from scoresheet.reading.telling_cells import LONGEST_TITLE, telling_cells
from scoresheet.submission import Cell, Fault, FaultKind
from scoresheet.titles import HIDDEN, TITLES, TO_CORRECT, Column
from scoresheet.values import BLANK, PICTURE, Refusal, Value, read_number, shows_picture, tidy

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of a returned form: its sheet, its header row, the column of each field that was found.

    `again` lists further columns under the same title: only one of them can be the form's own.
    """

    sheet: Sheet
    header: int
    columns: dict[Column, int]
    again: dict[Column, tuple[int, ...]] = field(default_factory=dict)

    def raw(self, row: int, column: Column) -> RawCell | None:
        """Give what a field's cell holds."""
        number = self.columns.get(column)
        return None if number is None else self.sheet.cells.get((row, number))

    def text(self, row: int, column: Column) -> str:
        """Give the text in a field, tidied; "" where the column wasn't found."""
        cell = self.sheet.cells.get((row, self.columns.get(column, 0)))
        return tidy(cell.text or "") if cell else ""

    def says(self, row: int, column: Column, words: Container[str]) -> bool:
        """Tell whether a constant of one of these words stands in a field, tidied."""
        cell = self.raw(row, column)
        return cell is not None and cell.formula is None and tidy(cell.text or "") in words

    def cell(self, row: int, column: Column) -> Cell:
        """Give a field as text."""
        number = self.columns.get(column)
        return Cell() if number is None else cell_at(self.sheet, row, number, number=False)

    def number(self, row: int, column: Column) -> Cell:
        """Give a field that asks for a number."""
        found = self.columns.get(column)
        return Cell() if found is None else cell_at(self.sheet, row, found, number=True)

    def repeats_header(self, row: int) -> bool:
        """Tell whether a row repeats the titles, as some do at the top of each printed page."""
        repeated = 0
        for column in self.columns:
            words = self.text(row, column)
            if words and words != self.text(self.header, column):
                return False
            repeated += bool(words)
        return repeated >= _LEAST_TITLES

    def rows(self) -> list[int]:
        """Give the rows below the header that hold anything."""
        return [row for row, _ in self.sheet.rows() if row > self.header]


def cell_at(sheet: Sheet, row: int, column: int, *, number: bool) -> Cell:
    """Give one cell of a sheet; its number is read only where one is asked for."""
    raw = sheet.cells.get((row, column))
    said = 0 if raw is None else len(raw.text or "") + len(raw.formula or "")
    make = _cell if len(sheet.name) + said <= _SHORT else _cell.__wrapped__
    return make(sheet.name, row, column, raw, number)


_SHORT = 500
_KEPT = 16_384


# The forms of a round are alike in most of their cells, and each is asked for several times: what is the same is made
# and kept once, for all files. Only what is short is kept, so that nobody's file fills the memory.
@lru_cache(maxsize=_KEPT)
def _cell(sheet: str, row: int, column: int, raw: RawCell | None, number: bool) -> Cell:
    where = address(row, column)
    if raw is None:
        return Cell(sheet, where)
    value = read_number(raw) if number else BLANK
    return Cell(sheet, where, _seen(raw, value), value, raw.formula)


def _seen(raw: RawCell, value: Value) -> str:
    if shows_picture(raw.text, raw.formula):
        # What the file holds instead, =DISPIMG("ID_…",1), is nothing that the sender has ever seen.
        return PICTURE
    if value.refusal is Refusal.PERCENT and value.suggestion is not None:
        return f"{plain(value.suggestion)}%"
    return tidy(raw.text or "")


def lists_corrections(sheet: Sheet) -> bool:
    """Tell whether a sheet is the list that a marked return begins with, which is no part of the form."""
    return sheet.text(1, 1) in TO_CORRECT


def find_table(grid: Grid, name: Text, columns: Iterable[Column], needed: Column) -> FoundTable | None:
    """Find the table with these columns: on the sheet of that name if it is there, else on any other.

    The header row is the one with the most titles, at least three, `needed` among them unless no row has it: then
    the best row without it is given, so that the missing column can be named.
    """
    return next(iter(find_tables(grid, name, columns, needed)), None)


def find_tables(grid: Grid, name: Text, columns: Iterable[Column], needed: Column) -> list[FoundTable]:
    """Find every sheet that holds the table, the best one first: a county may have copied its sheet."""
    wanted = tuple(columns)
    found = [
        candidate
        for sheet in grid.sheets
        if sheet.name != HIDDEN and (candidate := _best_header(sheet, wanted, needed)) is not None
    ]
    return sorted(found, key=lambda one: _rank(one, name, needed), reverse=True)


def _rank(table: FoundTable, name: Text, needed: Column) -> tuple[bool, bool, bool, int]:
    return (
        needed in table.columns,
        table.sheet.visibility == "visible",
        table.sheet.name in name,
        len(table.columns),
    )


_LEAST_TITLES = 3


_Header = tuple[int, dict[Column, int], dict[Column, tuple[int, ...]]]
"""A header's row, the columns that it titles, and those that it titles again."""


def _best_header(sheet: Sheet, columns: tuple[Column, ...], needed: Column) -> FoundTable | None:
    known: dict[object, _Header | None] = sheet.derived.setdefault("headers", {})
    if (columns, needed) not in known:
        known[columns, needed] = _find_header(sheet, columns, needed)
    header = known[columns, needed]
    return None if header is None else FoundTable(sheet, *header)


def _find_header(sheet: Sheet, columns: tuple[Column, ...], needed: Column) -> _Header | None:
    by_title = _titles(columns)
    rows: dict[int, dict[Column, list[int]]] = {}
    for row, column, words in telling_cells(sheet).titles:
        if words in by_title:
            rows.setdefault(row, {}).setdefault(by_title[words], []).append(column)
    candidates = [(row, fields) for row, fields in rows.items() if len(fields) >= _LEAST_TITLES]
    if not candidates:
        return None
    row, fields = max(candidates, key=lambda one: (needed in one[1], len(one[1]), -one[0]))
    first = {one: min(found) for one, found in fields.items()}
    first |= _nearly_titled(sheet, row, first, columns)
    again = {one: tuple(sorted(found)[1:]) for one, found in fields.items() if len(found) > 1}
    return row, first, again


def _may_be_title(cell: RawCell) -> bool:
    return cell.text is not None and cell.formula is None and len(cell.text) <= LONGEST_TITLE


def _nearly_titled(
    sheet: Sheet, header: int, found: Mapping[Column, int], columns: tuple[Column, ...]
) -> dict[Column, int]:
    """Give the columns whose title has a word or two more, each where one cell of the header row alone may be it."""
    lacking = [one for one in columns if one not in found]
    taken = set(found.values())
    near: dict[Column, list[int]] = {}
    for number, cell in sheet.row(header).items() if lacking else ():
        if number not in taken and _may_be_title(cell):
            for column in _contained(normalised(cell.text or "").casefold(), columns):
                near.setdefault(column, []).append(number)
    return {one: near[one][0] for one in lacking if len(near.get(one, ())) == 1}


def _contained(words: str, columns: tuple[Column, ...]) -> set[Column]:
    """Give the field that a longer title may mean: one that brackets follow, or the longest that it contains."""
    known = [title for title in _titles(columns) if _is_within(title, words)]
    longest = max((len(title) for title in known), default=0)
    return {_titles(columns)[title] for title in known if len(title) == longest}


def _is_within(title: str, words: str) -> bool:
    # 分值 and 编号 are parts of too many other titles, an English word of too many sentences.
    is_telling = len(title) >= _TELLING and not title.isascii()
    return words.startswith(f"{title}(") or (is_telling and title in words)


_TELLING = 4


@cache
def _titles(columns: tuple[Column, ...]) -> dict[str, Column]:
    return {normalised(words).casefold(): column for column in columns for words in TITLES[column]}


def written(cell: Cell) -> str:
    """Give what stands in a cell so that two cells can be compared: 3, 3.0 and ３ are the same, a blank is ""."""
    if cell.number is not None:
        return plain(cell.number)
    return normalised(cell.text) or (f"={cell.formula}" if cell.formula is not None else "")


def elsewhere(table: FoundTable) -> Text:
    """Say that a copy of the sheet was filled in as well, for a fault."""
    name = table.sheet.name
    return Text(f"工作表“{name}”里也填了，内容不同", f"the sheet “{name}” holds other entries")


def two_columns(table: FoundTable, row: int, column: Column, item: str) -> Iterator[Fault]:
    """Give the fault of a row that answers one question in two columns of the same title, and differently."""
    for number in table.again.get(column, ()):
        own, other = table.number(row, column), cell_at(table.sheet, row, number, number=True)
        if written(other) not in {"", written(own)}:
            title = TITLES[column]
            detail = Text(f"“{title.zh}”有两栏，内容不同", f"two columns “{title.en}” differ")
            yield Fault(FaultKind.DUPLICATE_ROW, (own, other), item, detail)


MOST_TOLD = 20
"""So many rows that belong to nothing are told one by one, the others together."""


def foreign_rows(rows: Sequence[Row], cells: Callable[[Row], tuple[Cell, ...]]) -> Iterator[Fault]:
    """Give the faults of rows that belong to nothing on the form; `cells` gives what stands in one."""
    for row in rows[:MOST_TOLD]:
        yield Fault(FaultKind.FOREIGN_ROW, cells(row))
    more = len(rows) - MOST_TOLD
    if more > 0:
        detail = Text(f"从这一行起共有{more}行", f"there are {more} such rows from here on")
        yield Fault(FaultKind.FOREIGN_ROW, cells(rows[MOST_TOLD]), detail=detail)


def missing_columns(table: FoundTable, needed: Iterable[Column]) -> Iterator[Fault]:
    """Give the faults of the columns that a table has lost."""
    wanted = tuple(needed)
    for column in wanted:
        if column not in table.columns:
            yield Fault(FaultKind.MISSING_COLUMN, (_instead(table, column, wanted),), detail=TITLES[column])


def _instead(table: FoundTable, column: Column, wanted: tuple[Column, ...]) -> Cell:
    """Give the cell of the header in which another title stands where this one should; else the header's first."""
    before = [table.columns[one] for one in wanted[: wanted.index(column)] if one in table.columns]
    after = [table.columns[one] for one in wanted[wanted.index(column) :] if one in table.columns]
    first, last = (before[-1] + 1 if before else 1), (after[0] if after else max(before, default=0) + 2)
    taken = {*table.columns.values(), *(one for again in table.again.values() for one in again)}
    for number in range(first, last):
        cell = cell_at(table.sheet, table.header, number, number=False)
        if number not in taken and cell.text:
            return cell
    return Cell(table.sheet.name, f"{column_letters(min(table.columns.values()))}{table.header}")

"""What a county wrote into the list and the column of an earlier marked return: our own words come out, theirs stay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from scoresheet.filling.lost_header import TABLES
from scoresheet.grid import Grid, Sheet, address, column_letters
from scoresheet.inert import legible
from scoresheet.marking.mark_memory import Marks, looks_like_list
from scoresheet.marking.marks import BEGINNINGS
from scoresheet.parts.comments import LINE, without_ours
from scoresheet.reading.tables import FoundTable, find_tables, lists_corrections
from scoresheet.titles import PROBLEM
from scoresheet.values import tidy

LIST_COLUMNS = 7
"""The columns of the list that are ours; whatever stands right of them is the county's."""
_PLACE = 2
_MOST = 200
_LONGEST = 1_000


def digest(words: str) -> str:
    """Give the short sign by which words of ours are known again, whatever a program made of their line ends."""
    return hashlib.sha256("".join(words.split()).encode("utf-8", "replace")).hexdigest()[:8]


def in_list(grid: Grid, known: Marks) -> tuple[str, ...]:
    """Give what the county wrote into the list, each with the place that its line is about, after earlier words of its.

    Where nothing is remembered of the list only what stands beside it is known to be the county's.
    """
    listed = (sheet for sheet in grid.sheets if sheet.name == known.sheet and looks_like_list(sheet))
    told = [f"{place}：{words}" for sheet in listed for place, words in _foreign(sheet, known)]
    return tuple(dict.fromkeys((*known.replies, *told)))[:_MOST]


def _foreign(sheet: Sheet, known: Marks) -> Iterator[tuple[str, str]]:
    for row, cells in sheet.rows():
        for column, cell in cells.items():
            words = tidy(legible(cell.text or ""))[:_LONGEST]
            if words and not _is_ours(column, cell.text or "", known):
                about = sheet.text(row, _PLACE)
                is_line = bool(about) and _is_ours(_PLACE, about, known)
                yield about if is_line else f"{sheet.name} {address(row, column)}", words


def _is_ours(column: int, words: str, known: Marks) -> bool:
    return column <= LIST_COLUMNS and (not known.listed or digest(words) in known.listed)


def replies(grid: Grid, known: Marks) -> tuple[str, ...]:
    """Give all that the county wrote into the list and the columns of problems, each with its place."""
    beside = [words for table in tables_of(grid) for words in told_beside(table, known)]
    return tuple(dict.fromkeys((*in_list(grid, known), *beside)))


def told_beside(table: FoundTable, known: Marks) -> Iterator[str]:
    """Walk what the county wrote into a table's column of problems, each with its place."""
    column = problem_column(table, known)
    for row, words in (own_words(table, column, known) if column else {}).items():
        yield f"{table.sheet.name} {address(row, column)}：{words[:_LONGEST]}"


def tables_of(grid: Grid) -> list[FoundTable]:
    """Give the tables of a form that a workbook holds, the list of an earlier round apart."""
    form = Grid([sheet for sheet in grid.sheets if not lists_corrections(sheet)])
    return [table for spec in TABLES for table in find_tables(form, *spec)[:1]]


def problem_column(table: FoundTable, known: Marks) -> int:
    """Give the column of problems that an earlier round put beside a table, wherever it stands now; 0 for none.

    It is known by its title. A column of that title that the county made itself, in a file that was never marked, is none.
    """
    last = max(table.columns.values())
    titled = [
        column
        for row, column in table.sheet.cells
        if row == table.header and column > last and table.sheet.text(row, column) in PROBLEM
    ]
    letters = known.columns.get(table.sheet.name, "")
    remembered = [one for one in titled if column_letters(one) == letters]
    ours = [one for one in titled if letters or _holds_ours(table.sheet, one)]
    return next(iter((*remembered, *ours)), 0)


def _holds_ours(sheet: Sheet, column: int) -> bool:
    return any(
        number == column and (cell.text or "").startswith(BEGINNINGS)
        for (_, number), cell in sheet.cells.items()
    )


def own_words(table: FoundTable, column: int, known: Marks) -> dict[int, str]:
    """Give what the county wrote into the column of problems, by row."""
    sheet, ours = table.sheet, _Ours(table.sheet.name, known)
    rows = (row for row, number in sorted(sheet.cells) if number == column and row != table.header)
    left = ((row, ours.taken_out(row, sheet.cells[row, column].text or "")) for row in rows)
    return {row: words for row, words in left if words}


def strays(table: FoundTable, column: int, known: Marks) -> Iterator[str]:
    """Walk the cells right of a table, outside of `column`, in which nothing but our own words stands."""
    ours, last = _Ours(table.sheet.name, known), max(table.columns.values())
    for (row, number), cell in table.sheet.cells.items():
        if number > last and number != column and ours.is_whole(cell.text or ""):
            yield address(row, number)


class _Ours:
    """Our words in a sheet's column of problems, as they are remembered."""

    def __init__(self, sheet: str, known: Marks) -> None:
        # What doesn't begin as all our words do is not believed to be ours.
        self._words = {
            _row(cell): words
            for (name, cell), words in known.words.items()
            if name == sheet and words.startswith(BEGINNINGS)
        }
        self._signs = {digest(words) for words in self._words.values()}

    def is_whole(self, text: str) -> bool:
        return text.startswith(BEGINNINGS) and digest(text) in self._signs

    def taken_out(self, row: int, text: str) -> str:
        if not text.strip() or self.is_whole(text):
            return ""
        if not self._words:
            return _joined(line for line in text.splitlines() if not line.startswith(BEGINNINGS))
        ours = self._words.get(row)
        kept = without_ours(text, ours, BEGINNINGS) if ours else text
        return _joined(kept.splitlines())


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line != LINE).strip()


def _row(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))

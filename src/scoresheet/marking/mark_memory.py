"""What a marked return remembers on its hidden sheet: the file that it answers, and which marks are ours.

With that the next round replaces our marks and touches nothing of the county's, whichever program saved the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from scoresheet.catalog.form import Form
from scoresheet.forms.sheets.memory import FORMAT
from scoresheet.grid import Grid, Sheet, address
from scoresheet.marking.correction_sheet import HEADINGS
from scoresheet.parts.cells import SheetContents
from scoresheet.reading.tables import lists_corrections
from scoresheet.titles import HIDDEN

Place = tuple[str, str]
"""A sheet's name and a cell's address."""

_KIND = "mark"
_MOST_READ = 20_000


@dataclass(slots=True)
class Marks:
    """The marks that a file bears.

    `sheet` is the name of the list, "" where there is none; `columns` are the letters of the column of problems by
    sheet; `fills` the fill that each marked cell had before, `notes` our words in each note, `words` those in each
    cell of the column. `listed` are the signs of all words on the list, `replies` what the county wrote into lists.
    """

    sheet: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    fills: dict[Place, str] = field(default_factory=dict)
    notes: dict[Place, str] = field(default_factory=dict)
    words: dict[Place, str] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    replies: tuple[str, ...] = ()


def marks(grid: Grid) -> Marks:
    """Give the marks that a workbook remembers; without its hidden sheet no more than the list is known again.

    What is remembered may be anything: a list is only what looks like ours.
    """
    found, listed = Marks(), ""
    signs, replied = set[str](), list[str]()
    for what, sheet, cell, words in _remembered(_hidden(grid)):
        if what == "sheet":
            listed = sheet
        elif what == "column" and _LETTERS.fullmatch(cell):
            found.columns[sheet] = cell
        elif what == "fill" and _CELL.fullmatch(cell):
            found.fills[sheet, cell] = words
        elif what == "note" and _CELL.fullmatch(cell):
            found.notes[sheet, cell] = words
        elif what == "words" and _CELL.fullmatch(cell):
            found.words[sheet, cell] = words
        elif what == "list":
            signs.update(words.split())
        elif what == "reply":
            replied.append(words)
    lists = [sheet for sheet in grid.sheets if looks_like_list(sheet)]
    titled = (sheet.name for sheet in lists if lists_corrections(sheet))
    there = (sheet.name for sheet in lists if sheet.name == listed)
    found.sheet = next(titled, next(there, ""))
    found.listed, found.replies = frozenset(signs), tuple(replied)
    return found


def looks_like_list(sheet: Sheet) -> bool:
    """Tell whether a sheet has the column titles of the list that a marked return begins with."""
    if sheet.name == HIDDEN:
        return False
    rows = (cells.values() for row, cells in islice(sheet.rows(), _LAST_HEADER) if row <= _LAST_HEADER)
    titles = (sum((cell.text or "").strip() in _TITLES for cell in cells) for cells in rows)
    return any(known >= _LEAST_TITLES for known in titles)


_LAST_HEADER = 50
_LEAST_TITLES = 4
_TITLES = frozenset(word for heading in HEADINGS for word in heading)


_LETTERS = re.compile("[A-Z]{1,3}")
_CELL = re.compile("[A-Z]{1,3}[1-9][0-9]{0,6}")


def _remembered(hidden: Sheet | None) -> Iterator[tuple[str, ...]]:
    rows = hidden.rows() if hidden else ()
    for row, _ in islice(rows, _MOST_READ):
        if hidden is not None and hidden.text(row, 1) == _KIND:
            yield tuple(hidden.text(row, column) for column in (2, 3, 4, 5))


def remembers(grid: Grid) -> bool:
    """Tell whether a workbook has its hidden sheet."""
    return _hidden(grid) is not None


def contents(grid: Grid, form: Form, answers_to: str, now: Marks) -> SheetContents:
    """Give what is written on the hidden sheet; marks of an earlier round are taken out.

    `answers_to` is the SHA-256 of the file that the marked return answers. Where the sheet is gone it is written
    anew, with what can still be said: whose form it is, not what was printed on it.
    """
    written, hidden = SheetContents(), _hidden(grid) or Sheet(HIDDEN)
    old = {hidden.text(row, 1): row for row, _ in hidden.rows()}
    keys = {"revision": _next(hidden, old), "answers_to": answers_to}
    if not old:
        catalog = form.catalog
        known = {"format": FORMAT, "catalog": catalog.id, "round": catalog.round.id, "unit": form.unit.id}
        keys = known | keys
    last = max((row for row, _ in hidden.rows()), default=0)
    for key, value in keys.items():
        row = old.get(key)
        if row is None:
            row = last = last + 1
        written.cells |= {address(row, 1): key, address(row, 2): value}
    free = _rows(written, hidden, last)
    for values in _listed(now):
        row = next(free)
        written.cells |= {address(row, column): value for column, value in enumerate(values, start=1)}
    return written


def _next(hidden: Sheet, rows: dict[str, int]) -> str:
    revision = hidden.text(rows.get("revision", 0), 2)
    is_number = revision.isascii() and revision.isdecimal() and len(revision) <= _DIGITS
    return str(int(revision) + 1) if is_number else "2"


_DIGITS = 4


def _rows(written: SheetContents, hidden: Sheet, last: int) -> Iterator[int]:
    """Walk the rows for marks: those of the earlier round, emptied first, then new ones below all others."""
    used = [row for row, _ in hidden.rows() if hidden.text(row, 1) == _KIND]
    for row in used:
        written.cells |= {address(row, column): None for column in range(1, 6)}
    yield from used
    while True:
        last += 1
        yield last


def _listed(now: Marks) -> Iterator[tuple[str, ...]]:
    yield _KIND, "sheet", now.sheet, "", ""
    for sheet, letters in now.columns.items():
        yield _KIND, "column", sheet, letters, ""
    for what, by_place in (("fill", now.fills), ("note", now.notes), ("words", now.words)):
        for (sheet, cell), words in by_place.items():
            yield _KIND, what, sheet, cell, words
    for signs in _rows_of(sorted(now.listed)):
        yield _KIND, "list", now.sheet, "", " ".join(signs)
    for words in now.replies:
        yield _KIND, "reply", now.sheet, "", words


def _rows_of(signs: Sequence[str]) -> Iterator[Sequence[str]]:
    return (signs[at : at + _IN_A_ROW] for at in range(0, len(signs), _IN_A_ROW))


_IN_A_ROW = 200


def _hidden(grid: Grid) -> Sheet | None:
    return next((sheet for sheet in grid.sheets if sheet.name == HIDDEN), None)

"""The few cells of a sheet whose words tell what form it is: titles of columns, codes, names of units.

They are found in one walk over all cells. What the words of a cell may be is worked out once for all files.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from scoresheet.grid import Kind, RawCell, Sheet
from scoresheet.matching import normalised
from scoresheet.titles import FORM_CODE, TITLES, UNIT_LABEL

CODE_LENGTH = 3
"""Catalog, round and unit; what follows them in an id is the row's own."""
UNIT_LABELS = tuple(normalised(label).rstrip(":") for label in UNIT_LABEL)
LONGEST_TITLE = 40
_LAST_HEADER = 2_000
"""No header is looked for below this row: what stands there, often by the ten thousand, was pasted in."""
_CODE_LABELS = tuple(normalised(label) for label in FORM_CODE)
_TITLES = {normalised(words).casefold() for title in TITLES.values() for words in title}
_FIRST_LETTERS = {words[0].casefold() for words in (*_TITLES, *_CODE_LABELS, *UNIT_LABELS)}


@dataclass(slots=True)
class TellingCells:
    """The telling cells of one sheet, each with its row and column.

    `titles` are the words of columns' titles as they are looked up, `codes` the pieces of form codes, `names` what
    begins like the label before a unit's name, from top to bottom.
    """

    titles: list[tuple[int, int, str]] = field(default_factory=list)
    codes: list[tuple[int, int, list[str]]] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)

    def take(self, row: int, column: int, cell: RawCell, told: _Told) -> None:
        """Add a cell with what its words may be."""
        if cell.formula is None and told.title and row <= _LAST_HEADER:
            self.titles.append((row, column, told.title))
        if cell.formula is None and told.code:
            self.codes.append((row, column, told.code.split("/")))
        if cell.kind is Kind.TEXT and told.name:
            self.names.append((row, column, told.name))


@dataclass(frozen=True, slots=True)
class _Told:
    """What the words of a cell may be; "" for what they are not."""

    title: str
    code: str
    name: str


def telling_cells(sheet: Sheet) -> TellingCells:
    """Give the telling cells of a sheet."""
    found: TellingCells | None = sheet.derived.get("telling cells")
    if found is None:
        found = sheet.derived["telling cells"] = TellingCells()
        for (row, column), cell in sheet.cells.items():
            text = cell.text
            if text and _may_begin(text[0]) and (told := _told(text)) is not None:
                found.take(row, column, cell, told)
        found.names.sort()
    return found


# Most cells hold a number, an id or what somebody wrote: their first letter says that they tell nothing.
@lru_cache(maxsize=4_096)
def _may_begin(letter: str) -> bool:
    first = unicodedata.normalize("NFKC", letter)[0]
    return first.isspace() or first.casefold() in _FIRST_LETTERS


def _told(text: str) -> _Told | None:
    return _kept(text) if len(text) <= _SHORT else _kept.__wrapped__(text)


_SHORT = 500


# The forms of a round hold the same texts again and again; only short ones are kept, so that no file fills the memory.
@lru_cache(maxsize=8_192)
def _kept(text: str) -> _Told | None:
    said = normalised(text)
    title = said.casefold() if len(text) <= LONGEST_TITLE else ""
    told = _Told(
        title if title in _TITLES else "",
        _code(said) if "/" in text else "",
        said if said.startswith(UNIT_LABELS) else "",
    )
    return told if told.title or told.code or told.name else None


def _code(said: str) -> str:
    code = next((said.removeprefix(label) for label in _CODE_LABELS if said.startswith(label)), "")
    return code if code.count("/") == CODE_LENGTH - 1 else ""

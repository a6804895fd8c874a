"""What every format reader gives: a workbook as plain cells, without styles and without interpretation."""

from __future__ import annotations

from collections.abc import ItemsView, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from scoresheet.language import Text, same


class Kind(StrEnum):
    """What a cell holds, as the file itself says."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell that holds something.

    `text` is the raw text: a number's digits exactly as the file writes them (2.6749999999999998), a string, TRUE or
    FALSE, an error code such as #REF!. `formula` is None for a constant, otherwise the formula without its equals
    sign ("" for a follower of a shared formula). `text` is None when a formula has no stored result.
    `date` tells that the number format shows a date or time, `percent` that it shows 0.95 as 95%, `decimals` how many
    decimals it shows (None where it shows as many as there are), `shows` what is shown in place of a number whose
    format makes other digits of it, "" for nothing.
    """

    kind: Kind
    text: str | None
    formula: str | None = None
    date: bool = False
    percent: bool = False
    decimals: int | None = None
    shows: str | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, rows and columns counted from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One worksheet; `cells` is keyed by (row, column), counted from 1, and holds no empty cells.

    `visibility` is visible, hidden or veryHidden. `hidden_rows` and `hidden_columns` list what the user can't see.
    `derived` is for those who ask the same of the cells again and again: once a sheet has been read, they don't change.
    """

    name: str
    visibility: str = "visible"
    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    derived: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def text(self, row: int, column: int) -> str:
        """Give the text that stands in a cell, blanks around it removed; "" for an empty one."""
        cell = self.cells.get((row, column))
        return (cell.text or "").strip() if cell else ""

    def rows(self) -> ItemsView[int, Mapping[int, RawCell]]:
        """Give the rows that hold something from top to bottom, each with its cells by column from left to right."""
        return self._by_row().items()

    def row(self, row: int) -> Mapping[int, RawCell]:
        """Give the cells of one row by column, from left to right."""
        return self._by_row().get(row, {})

    def _by_row(self) -> dict[int, dict[int, RawCell]]:
        by_row: dict[int, dict[int, RawCell]] | None = self.derived.get("rows")
        if by_row is None:
            by_row = self.derived["rows"] = {}
            cells: dict[int, RawCell] = {}
            last = 0
            for place in sorted(self.cells):
                row, column = place
                if row != last:
                    last, cells = row, by_row.setdefault(row, {})
                cells[column] = self.cells[place]
        return by_row


@dataclass(slots=True)
class Grid:
    """A whole workbook as plain cells.

    `properties` are the custom document properties as text. `modified` is the time that the saving program wrote
    into the document, `application` its name. `shows_formulas` is False where the reader of the format sees results
    only, `shows_errors` where it takes a formula's error for an empty cell. `dates_from_1904` tells that a date is counted from 1904-01-01 (old Excel for Mac), not from 1900.
    """

    sheets: list[Sheet] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    modified: datetime | None = None
    application: str = ""
    shows_formulas: bool = True
    shows_errors: bool = True
    dates_from_1904: bool = False

    @property
    def saved_by(self) -> str:
        """Name the program that saved the file: WPS calls itself Microsoft Excel and tells its build elsewhere.

        Excel keeps that build when it saves such a file again, so both names are given.
        """
        # The build stands after the number of a language: 2052-11.2.0.9169.
        build = self.properties.get(_WPS_BUILD, "").rpartition("-")[2]
        if not build:
            return self.application
        return f"WPS {build} ({self.application})" if self.application else f"WPS {build}"


_WPS_BUILD = "KSOProductBuildVer"


NOWHERE = same("")
"""The place of a trouble that concerns the file as a whole."""


class Unreadable(Exception):  # noqa: N818 - it says what the file is, not that the program erred
    """A file that can't be read: `trouble` says why, `place` where inside the file and what stands there."""

    def __init__(self, trouble: Trouble, place: Text = NOWHERE) -> None:
        super().__init__(trouble, place)
        self.trouble = trouble
        self.place = place


class Trouble(StrEnum):
    """Why a file can't be read."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    NOT_A_WORKBOOK = "not a workbook"
    OTHER_FORMAT = "a workbook format that is not read"
    UNSAFE = "beyond the limits of an honest form"
    STALLED = "took its reader too much time or memory"
    CRASHED = "ended the program that read it"
    NO_ACCESS = "can't be opened"


@cache
def column_letters(column: int) -> str:
    """Give a column's letters: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Give a cell's address as Excel shows it: (12, 4) is D12."""
    return f"{column_letters(column)}{row}"

"""A table whose titles are gone, found again by what the form prints in its columns."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from scoresheet.grid import Grid, Kind, RawCell, Sheet
from scoresheet.language import Text
from scoresheet.matching import normalised
from scoresheet.reading.tables import FoundTable, find_tables
from scoresheet.titles import (
    DEDUCTIONS,
    DEDUCTIONS_COLUMNS,
    HIDDEN,
    MEASURES,
    MEASURES_COLUMNS,
    SCORES,
    SCORES_COLUMNS,
    TITLES,
    Column,
)

TABLES = (
    (SCORES, SCORES_COLUMNS, Column.SCORE),
    (MEASURES, MEASURES_COLUMNS, Column.ACTUAL),
    (DEDUCTIONS, DEDUCTIONS_COLUMNS, Column.EVENT),
)
"""The tables of a form: how each is named, its columns, the one without which it is of no use."""

_PRINTED = (
    *(Column.TEXT, Column.POINTS, Column.ID),
    *(Column.MEASURE, Column.UNIT, Column.TARGET, Column.LIMIT),
    *(Column.EACH, Column.CAP),
)
_LEAST_ROWS = 3
_LEAST_COLUMNS = 2
_TELLING = (Column.TEXT, Column.MEASURE, Column.EACH)


def with_headers(grid: Grid, blank: Grid) -> tuple[Grid, tuple[Text, ...]]:
    """Give a workbook with the titles of tables that have lost theirs, and say on which sheets they were missing.

    `blank` is the form as it was issued. Titles are put back only where at least two of the columns that it prints
    are found, on both sides of those to be filled in, all equally far from their place on the form: then nothing can
    have moved between them. They stand above the first row, so that no address changes.
    """
    told: list[Text] = []
    sheets = list(grid.sheets)
    for spec in TABLES:
        own = next(iter(find_tables(blank, *spec)), None)
        found = find_tables(replace(grid, sheets=sheets), *spec)
        if own is None or any(spec[2] in table.columns for table in found):
            continue
        for number, sheet in enumerate(sheets):
            shift = None if sheet.name == HIDDEN else _shift(sheet, own)
            if shift is not None:
                sheets[number] = _titled(sheet, own, shift)
                told.append(_said(sheet.name))
    return replace(grid, sheets=sheets), tuple(told)


def _said(name: str) -> Text:
    return Text(
        f"工作表“{name}”没有表头，各栏按印好的内容认出，请核对",
        f"the sheet “{name}” has no column titles; its columns were told by what is printed in them, please check",
    )


def _shift(sheet: Sheet, own: FoundTable) -> int | None:
    """Give how far to the right all columns of a table stand; None where that can't be told."""
    found = printed_columns(sheet, own)
    shifts = {number - own.columns[column] for column, number in found.items()}
    if len(found) < _LEAST_COLUMNS or len(shifts) != 1 or not set(found) & set(_TELLING):
        return None
    places = [own.columns[column] for column in found]
    asked = [own.columns[column] for column in _ASKED if column in own.columns]
    is_framed = min(places) < min(asked) and max(places) > max(asked)
    return shifts.pop() if is_framed else None


_ASKED = (Column.SCORE, Column.DONE, Column.REASON, Column.ACTUAL, Column.COUNT, Column.DEDUCTION)


def printed_columns(sheet: Sheet, own: FoundTable) -> dict[Column, int]:
    """Give the columns of a sheet in which stands what a table of the issued form prints in columns of its own."""
    found: dict[Column, int] = {}
    for column in _PRINTED:
        number = own.columns.get(column)
        if number is not None:
            printed = [_said_in(own.sheet, row, number, column) for row in own.rows()]
            wanted = Counter(words for words in printed if words)
            likest = _likest(sheet, wanted, column) if wanted else None
            found |= {} if likest is None else {column: likest}
    return found


def _likest(sheet: Sheet, wanted: Counter[str], column: Column) -> int | None:
    """Give the column in which most of what is printed stands, at least half of it."""
    counted: Counter[int] = Counter()
    left: dict[int, Counter[str]] = {}
    for row, number in sorted(sheet.cells):
        words = _said_in(sheet, row, number, column)
        rest = left.setdefault(number, wanted.copy())
        if words and rest[words] > 0:
            rest[words] -= 1
            counted[number] += 1
    if not counted:
        return None
    number, hits = counted.most_common(1)[0]
    return number if hits >= max(_LEAST_ROWS, wanted.total() / 2) else None


def _said_in(sheet: Sheet, row: int, number: int, column: Column) -> str:
    words = normalised(sheet.text(row, number))
    # Another round's ids differ in all but the item.
    return words.rpartition("/")[2] if column is Column.ID and "/" in words else words


def _titled(sheet: Sheet, own: FoundTable, shift: int) -> Sheet:
    titles = {
        (0, number + shift): RawCell(Kind.TEXT, TITLES[column].zh) for column, number in own.columns.items()
    }
    return replace(sheet, cells={**titles, **sheet.cells})

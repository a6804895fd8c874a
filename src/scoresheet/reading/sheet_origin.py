"""Whose form the sheets of a return are by their own titles and row ids: a neighbour's sheet may stand among one's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from scoresheet.catalog.model import Catalog, Unit
from scoresheet.grid import Grid
from scoresheet.language import Text
from scoresheet.matching import normalised
from scoresheet.reading.name_index import folded, name_index, own_names
from scoresheet.reading.tables import FoundTable, cell_at, find_table
from scoresheet.reading.telling_cells import CODE_LENGTH
from scoresheet.submission import Cell, Fault, FaultKind, Mark
from scoresheet.titles import DEDUCTIONS, DEDUCTIONS_COLUMNS, MEASURES, MEASURES_COLUMNS, SCORES, Column
from scoresheet.values import tidy

_LONGEST_TITLE = 60
_MARKS = (Mark.UNIT, Mark.CATALOG, Mark.ROUND)


@dataclass(frozen=True, slots=True)
class Origin:
    """What one sheet says of the form that it was taken from: the mark, the place in words, the value, the cell."""

    mark: Mark
    place: Text
    value: str
    cell: Cell


def other_origins(catalog: Catalog, unit: Unit, grid: Grid, scores: FoundTable | None) -> list[Origin]:
    """Give what the titles and the row ids of the sheets say against a form of this unit and this round.

    `scores` is the table of items, where one was found; its ids are a mark of the form, not held against it here.
    """
    found: list[Origin] = []
    if scores is not None:
        found += _by_title(catalog, unit, scores, SCORES)
    for name, table in _other_tables(grid):
        found += _by_title(catalog, unit, table, name)
        found += _by_ids(catalog, unit, table, name)
    return found


def lost_ids(grid: Grid) -> Iterator[Fault]:
    """Tell the sheets of measures and deductions on which no row carries an id any more."""
    for name, table in _other_tables(grid):
        if not _codes(table):
            at = cell_at(table.sheet, table.header, min(table.columns.values()), number=False)
            yield Fault(FaultKind.LOST_IDS, (at,), detail=name)


def _other_tables(grid: Grid) -> Iterator[tuple[Text, FoundTable]]:
    for name, columns, needed in (
        (MEASURES, MEASURES_COLUMNS, Column.ACTUAL),
        (DEDUCTIONS, DEDUCTIONS_COLUMNS, Column.EVENT),
    ):
        table = find_table(grid, name, columns, needed)
        if table is not None:
            yield name, table


def _by_title(catalog: Catalog, unit: Unit, table: FoundTable, name: Text) -> Iterator[Origin]:
    for cell in titles_above(table, name):
        said = normalised(cell.text)
        other = None if said == normalised(catalog.title) else _other_unit(catalog, unit, said, name)
        if other is not None:
            place = Text(f"“{name.zh}”的标题", f"the title of “{name.en}”")
            yield Origin(Mark.UNIT, place, other.name, cell)


def titles_above(table: FoundTable, name: Text) -> Iterator[Cell]:
    """Walk the cells above a table's header that hold its title, given in both languages."""
    words = [folded(name.zh), folded(name.en)]
    for row, cells in table.sheet.rows():
        for column, raw in cells.items() if row < table.header else ():
            said = folded(tidy(raw.text or ""))
            if any(word in said for word in words):
                cell = cell_at(table.sheet, row, column, number=False)
                if len(cell.text) <= _LONGEST_TITLE and any(word in folded(cell.text) for word in words):
                    yield cell


def _other_unit(catalog: Catalog, unit: Unit, said: str, name: Text) -> Unit | None:
    """Give the unit that a title names; None where it names no other, or the form's own beside it."""
    text, index = folded(said), name_index(catalog)
    if any(own in text for own in own_names(unit)):
        return None
    # An alias within a longer title may be part of another word: it counts where nothing else stands there.
    bare = text.replace(folded(name.zh), "").replace(folded(name.en), "").strip(":")
    named = [one for full, one in index.within(said) if one is not None and full in _full_names(one)]
    return index.exact(bare) or next(iter(named), None)


def _full_names(unit: Unit) -> set[str]:
    return {folded(unit.name), folded(unit.reporting_as)}


def _by_ids(catalog: Catalog, unit: Unit, table: FoundTable, name: Text) -> Iterator[Origin]:
    own = tuple(normalised(word) for word in (catalog.id, catalog.round.id, unit.id))
    counted = _codes(table)
    # Some rows of another form are told as rows; where they are the most, the sheet is the other form's.
    code, count = max(counted.items(), key=lambda one: one[1], default=(own, 0))
    if count <= counted[own]:
        return
    said = dict(zip((Mark.CATALOG, Mark.ROUND, Mark.UNIT), zip(code, own, strict=True), strict=True))
    for mark in _MARKS:
        there, here = said[mark]
        if there != here:
            place = Text(f"“{name.zh}”的编号栏", f"the ids of “{name.en}”")
            yield Origin(mark, place, _in_words(catalog, mark, there), _first(table, code))
            return


def _codes(table: FoundTable) -> Counter[tuple[str, ...]]:
    key = f"codes below {table.header} in {table.columns.get(Column.ID)}"
    codes: Counter[tuple[str, ...]] | None = table.sheet.derived.get(key)
    if codes is None:
        found = (_code(table, row) for row in table.rows())
        codes = table.sheet.derived[key] = Counter(code for code in found if code is not None)
    return codes


def _code(table: FoundTable, row: int) -> tuple[str, ...] | None:
    pieces = normalised(table.text(row, Column.ID)).split("/")
    return tuple(pieces[:CODE_LENGTH]) if len(pieces) > CODE_LENGTH else None


def _first(table: FoundTable, code: tuple[str, ...]) -> Cell:
    return next(table.cell(row, Column.ID) for row in table.rows() if _code(table, row) == code)


def _in_words(catalog: Catalog, mark: Mark, value: str) -> str:
    unit = name_index(catalog).by_id(value) if mark is Mark.UNIT else None
    return unit.name if unit is not None else value

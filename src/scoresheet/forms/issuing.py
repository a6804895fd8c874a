"""Making a blank form for each unit, and telling whether an earlier one may have been filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.model import Catalog, Unit
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.forms.contents import contents, tokens
from scoresheet.forms.sheets.memory import SIGNATURE
from scoresheet.forms.workbook import prototype
from scoresheet.grid import Grid, Unreadable
from scoresheet.inbox.detect import FileType, detect
from scoresheet.matching import normalised
from scoresheet.parts.cells import Form as Prototype
from scoresheet.reading.tables import FoundTable, find_table
from scoresheet.titles import (
    DATE_LABEL,
    DEDUCTIONS,
    DEDUCTIONS_COLUMNS,
    HIDDEN,
    MEASURES,
    MEASURES_COLUMNS,
    NOT_APPLICABLE,
    SCORES,
    SCORES_COLUMNS,
    Column,
)


@dataclass(frozen=True, slots=True)
class Issued:
    """A unit's blank form; `defaults` is how many of its targets are still the catalog's defaults."""

    unit: Unit
    file_name: str
    data: bytes
    defaults: int


def file_name(catalog: Catalog, unit: Unit) -> str:
    """Give the name of a unit's form: 510824_苍溪县_自查评分表.xlsx."""
    return f"{unit.id}_{unit.name}_{SCORES.of(catalog.locale)}.xlsx"


def issue(catalog: Catalog, units: tuple[Unit, ...], master: Path, issued: datetime) -> Iterator[Issued]:
    """Make the forms of these units, one at a time.

    `issued` is the time of issue, with its time zone. Raises MasterError, before the first form, where the
    master can't be used.
    """
    one = _maker(catalog, master)
    return (one(unit, issued) for unit in units)


def _maker(catalog: Catalog, master: Path) -> Callable[[Unit, datetime], Issued]:
    made = prototype(catalog, master)
    parts = Prototype(made.data)

    def one(unit: Unit, issued: datetime) -> Issued:
        form: Form = form_for(catalog, unit)
        data = parts.filled(contents(form, made.layout, made.sizes, issued), tokens(form, issued))
        return Issued(unit, file_name(catalog, unit), data, form.defaults)

    return one


def would_be_made_again(catalog: Catalog, forms: Mapping[str, Path], master: Path) -> bool:
    """Tell whether files are, but for the time of issue, the forms that would be made now; `forms` goes by unit id.

    Raises MasterError where the master can't be used.
    """
    one = _maker(catalog, master)
    units = [(unit, forms[unit.id]) for unit in catalog.units if unit.id in forms]
    return all(_is_that(one, unit, path) for unit, path in units)


def _is_that(one: Callable[[Unit, datetime], Issued], unit: Unit, path: Path) -> bool:
    try:
        data = path.read_bytes()
        issued = _time_of_issue(read_xlsx(data))
    except (OSError, Unreadable):
        return False
    return issued is not None and one(unit, issued).data == data


def _time_of_issue(grid: Grid) -> datetime | None:
    """Give the time at which a form was made: its properties know the second, its hidden sheet the time zone."""
    memory = next((sheet for sheet in grid.sheets if sheet.name == HIDDEN), None)
    if memory is None:
        return None
    written = next((memory.text(row, 2) for row, _ in memory.rows() if memory.text(row, 1) == "issued"), "")
    try:
        zone = datetime.fromisoformat(written).tzinfo
    except ValueError:
        return None
    return None if grid.modified is None else grid.modified.astimezone(zone)


def may_be_filled(path: Path) -> bool:
    """Tell whether something would be lost if a file were replaced: all but a form with blank inputs may hold work."""
    try:
        data = path.read_bytes()
    except OSError:
        return True
    if detect(data) not in {FileType.XLSX, FileType.XLSM}:
        return bool(data)
    try:
        grid = read_xlsx(data)
    except Unreadable:
        return True
    scores = find_table(grid, SCORES, SCORES_COLUMNS, Column.SCORE)
    return scores is None or not _complete(scores) or _signed(grid, scores) or any(_entered(grid, scores))


_INPUTS = (Column.SCORE, Column.DONE, Column.REASON)


def _complete(scores: FoundTable) -> bool:
    """Tell whether a table has ids of ours and every column that is filled in."""
    identified = any("/" in scores.text(row, Column.ID) for row in scores.rows())
    return identified and all(column in scores.columns for column in _INPUTS)


def _signed(grid: Grid, scores: FoundTable) -> bool:
    """Tell whether the line of the date or of the signatures is no longer as it was issued."""
    said = {normalised(cell.text or "") for cell in scores.sheet.cells.values()}
    undated = any(normalised(label) in said for label in DATE_LABEL)
    memories = (sheet for sheet in grid.sheets if sheet.name == HIDDEN)
    issued = [
        memory.text(row, 2)
        for memory in memories
        for row, _ in memory.rows()
        if memory.text(row, 1) == SIGNATURE
    ]
    return not undated or any(line and normalised(line) not in said for line in issued)


def _entered(grid: Grid, scores: FoundTable) -> Iterator[bool]:
    not_applicable = {normalised(words) for words in NOT_APPLICABLE}
    for row in scores.rows():
        if scores.text(row, Column.ID) and normalised(scores.text(row, Column.DONE)) not in not_applicable:
            yield _filled(scores, row, *_INPUTS)
    measures = find_table(grid, MEASURES, MEASURES_COLUMNS, Column.ACTUAL)
    if measures is not None:
        yield from (_filled(measures, row, Column.ACTUAL) for row in _measured(measures))
    deductions = find_table(grid, DEDUCTIONS, DEDUCTIONS_COLUMNS, Column.EVENT)
    if deductions is not None:
        yield from (_filled(deductions, row, Column.COUNT, Column.REMARK) for row in deductions.rows())
        yield from (_filled(deductions, row, Column.EVENT, Column.DEDUCTION) for row in _open(deductions))
        yield _stated(deductions)


def _filled(table: FoundTable, row: int, *columns: Column) -> bool:
    return not all(table.cell(row, column).is_blank for column in columns)


def _measured(measures: FoundTable) -> Iterator[int]:
    """Walk the rows with an achieved number to fill in; that of a rate is computed from the two above it."""
    ids = {measures.text(row, Column.ID) for row in measures.rows()}
    for row in measures.rows():
        if f"{measures.text(row, Column.ID)}/numerator" not in ids:
            yield row


def _open(deductions: FoundTable) -> Iterator[int]:
    """Walk the rows of open registers: their id goes beyond the item's, and no deduction for each event is printed."""
    for row in deductions.rows():
        if deductions.text(row, Column.ID).count("/") == _IN_ROW_ID and not deductions.text(row, Column.EACH):
            yield row


_IN_ROW_ID = 4
"""The slashes in the id of a register's row: catalog/round/unit/item/row."""


def _stated(deductions: FoundTable) -> bool:
    column = deductions.columns.get(Column.COUNT)
    return any(row < deductions.header and at == column for row, at in deductions.sheet.cells)

"""The register of deductions of a returned form: counted events, open registers, the statement that there were none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scoresheet.catalog.form import Form
from scoresheet.catalog.model import Catalog, Item
from scoresheet.grid import Grid
from scoresheet.matching import normalised
from scoresheet.reading.made_once import once_per_items
from scoresheet.reading.neighbour_rows import rows_of_nothing
from scoresheet.reading.printed_demands import changed_cap, changed_deduction
from scoresheet.reading.since_issue import UNCHANGED, SinceIssue
from scoresheet.reading.tables import (
    FoundTable,
    cell_at,
    elsewhere,
    find_tables,
    missing_columns,
    two_columns,
    written,
)
from scoresheet.submission import NOWHERE, Cell, Fault, FaultKind, RegisterRow
from scoresheet.titles import (
    DEDUCTIONS,
    DEDUCTIONS_COLUMNS,
    NONE_DECLARED,
    TOTAL,
    Column,
    item_label,
    yes_or_no,
)

_NEEDED = (Column.EVENT, Column.COUNT, Column.DEDUCTION)


@dataclass(slots=True)
class Register:
    """What the register says, by item, and what is wrong with it."""

    events: dict[str, dict[str, Cell]] = field(default_factory=dict)
    rows: dict[str, list[RegisterRow]] = field(default_factory=dict)
    none_declared: bool | None = None
    none_cell: Cell = NOWHERE
    faults: list[Fault] = field(default_factory=list)


def register(form: Form, grid: Grid, since: SinceIssue = UNCHANGED) -> Register:
    """Read the register of a form; where no item deducts there is nothing to read.

    `since` is what the office itself has changed since the form was issued.
    """
    deducting = [entry.item.id for entry in form.items if entry.item.rule.deduct_at_most is not None]
    if not deducting:
        return Register()
    tables = find_tables(grid, DEDUCTIONS, DEDUCTIONS_COLUMNS, Column.EVENT)
    if not tables:
        return Register(faults=[Fault(FaultKind.MISSING_SHEET, detail=DEDUCTIONS)])
    own, *copies = [_read(form, table, since) for table in tables]
    own.faults += missing_columns(tables[0], _NEEDED)
    for copy, table in zip(copies, tables[1:], strict=True):
        for item in deducting:
            if _entered(copy, item) and _said(copy, item) != _said(own, item):
                cells = (*_cells(own, item), *_cells(copy, item))
                own.faults.append(Fault(FaultKind.DUPLICATE_ROW, cells, item, elsewhere(table)))
    return own


def _read(form: Form, table: FoundTable, since: SinceIssue) -> Register:
    reading = _Reading(form, table, since)
    reading.read()
    return reading.found


class _Reading:
    """Walks the rows of one register from top to bottom."""

    def __init__(self, form: Form, table: FoundTable, since: SinceIssue) -> None:
        self.form, self.table, self._since = form, table, since
        self.found = Register()
        self._open: str | None = None
        self._is_removed = False
        self._events, self._headings = _event_names(form), _headings(form)
        self._loose: list[int] = []

    def read(self) -> None:
        """Read the statement and every row."""
        self._read_statement()
        for row in self.table.rows():
            row_id = self.table.text(row, Column.ID)
            if self.table.repeats_header(row):
                continue
            if "/" in row_id:
                self._read_known(row, row_id)
            elif not self._is_removed or self._is_named(row):
                self._is_removed = False
                self._read_unknown(row)
        self.found.faults += rows_of_nothing(self.form, self.table, self._loose, self._cells)

    def _read_known(self, row: int, row_id: str) -> None:
        own = row_id.startswith(f"{self.form.code}/")
        owner, _, key = row_id.removeprefix(f"{self.form.code}/").partition("/")
        entry = self.form.by_id.get(owner) if own else None
        # The rows of an item that the office has dropped since, with those put in between, are nobody's fault.
        self._is_removed = own and owner in self._since.removed
        if self._is_removed:
            self._open = None
        elif entry is None:
            self._open = None
            self._keep_loose(row)
        elif not key:
            # The item's heading and its sum: what stands between and below them belongs to its open register.
            self._open = owner if entry.item.rule.register_rows else None
            self.found.faults += changed_cap(self.table, row, entry, self._since)
        elif key in entry.item.rule.event_kinds:
            self._open = None
            self._read_event(row, owner, key)
        elif entry.item.rule.register_rows:
            self._open = owner
            self._read_row(row, owner)
        else:
            self._keep_loose(row)

    def _read_unknown(self, row: int) -> None:
        event, heading = self._named(row)
        if event is not None:
            self._open = None
            self._read_event(row, *event)
        elif heading is not None:
            self._open = heading if self.form.by_id[heading].item.rule.register_rows else None
        elif self._open is not None:
            # A row put in between the rows of an open register is one more event of it.
            self._read_row(row, self._open)
        else:
            self._keep_loose(row)

    def _named(self, row: int) -> tuple[tuple[str, str] | None, str | None]:
        """Give the event, and the item whose heading it is, that the words of a row without id name."""
        said = _comparable(self.table.text(row, Column.EVENT) or self._formula(row))
        heading = next((item for start, item in self._headings.items() if said.startswith(start)), None)
        return self._events.get(said), heading

    def _is_named(self, row: int) -> bool:
        return self._named(row) != (None, None)

    def _formula(self, row: int) -> str:
        return (self.table.cell(row, Column.EVENT).formula or "").removeprefix('"')

    def _read_event(self, row: int, item: str, event: str) -> None:
        count, counts = self.table.number(row, Column.COUNT), self.found.events.setdefault(item, {})
        first = counts.setdefault(event, count)
        if written(first) != written(count):
            self.found.faults.append(Fault(FaultKind.DUPLICATE_ROW, (first, count), item))
        self.found.faults += two_columns(self.table, row, Column.COUNT, item)
        if first is count:
            entry = self.form.by_id[item]
            self.found.faults += changed_deduction(self.table, row, entry, event, self._since)

    def _read_row(self, row: int, item: str) -> None:
        deduction = self.table.number(row, Column.DEDUCTION)
        # Whatever was written in the row was meant to say that something happened.
        told = [self.table.cell(row, column) for column in (Column.EVENT, Column.REMARK, Column.COUNT)]
        event = next((cell for cell in told if not cell.is_blank), told[0])
        if not (event.is_blank and deduction.is_blank):
            self.found.rows.setdefault(item, []).append(RegisterRow(event, deduction))
        for column in _NEEDED:
            self.found.faults += two_columns(self.table, row, column, item)

    def _keep_loose(self, row: int) -> None:
        if self._cells(row):
            self._loose.append(row)

    def _cells(self, row: int) -> tuple[Cell, ...]:
        columns = (Column.EVENT, Column.COUNT, Column.DEDUCTION, Column.REMARK)
        cells = (self.table.cell(row, column) for column in columns)
        return tuple(cell for cell in cells if not cell.is_blank and cell.formula is None)

    def _read_statement(self) -> None:
        labels = tuple(normalised(label) for label in NONE_DECLARED)
        above = (one for one in self.table.sheet.rows() if one[0] < self.table.header)
        for row, cells in above:
            for column, cell in cells.items():
                said = normalised(cell.text or "")
                if said.startswith(labels):
                    self._take_statement(row, column, said)
                    return

    def _take_statement(self, row: int, label: int, said: str) -> None:
        place = self.table.cell(row, Column.COUNT)
        right = [
            cell_at(self.table.sheet, row, column, number=False) for column in self._right_of(row, label)
        ]
        typed = [cell for cell in (place, *right) if not cell.is_blank]
        self.found.none_cell = typed[0] if typed else place
        self.found.none_declared = _yes_or_no(self.found.none_cell.text)
        if not typed:
            # Some type the answer behind the question, into its own cell.
            behind = _yes_or_no(said.rpartition(":")[2])
            if behind is not None:
                self.found.none_cell = cell_at(self.table.sheet, row, label, number=False)
                self.found.none_declared = behind

    def _right_of(self, row: int, label: int) -> list[int]:
        beyond = self.table.columns.get(Column.SELF_CHECK, max(self.table.columns.values()) + 1)
        return [column for column in self.table.sheet.row(row) if label < column < beyond]


def _comparable(text: str) -> str:
    return normalised(text).casefold()


def _yes_or_no(text: str) -> bool | None:
    return yes_or_no(_comparable(text))


@once_per_items
def _event_names(catalog: Catalog, items: Iterable[Item]) -> dict[str, tuple[str, str]]:
    return {
        _comparable(f"{item_label(item.id).of(catalog.locale)} {kind.name}"): (item.id, event)
        for item in items
        for event, kind in item.rule.event_kinds.items()
    }


@once_per_items
def _headings(catalog: Catalog, items: Iterable[Item]) -> dict[str, str]:
    """Give the items by the beginnings of the rows above and below their own rows: 第34项：, 第34项合计."""
    return {
        _comparable(item_label(item.id).of(catalog.locale) + after): item.id
        for item in items
        if item.rule.deduct_at_most is not None
        for after in (":", *TOTAL)
    }


def _said(found: Register, item: str) -> tuple[object, ...]:
    events = tuple((key, written(cell)) for key, cell in sorted(found.events.get(item, {}).items()))
    rows = tuple((written(row.event), written(row.deduction)) for row in found.rows.get(item, ()))
    return events, rows, found.none_declared


def _entered(found: Register, item: str) -> bool:
    return any(written(cell) for cell in _cells(found, item)) or found.none_declared is not None


def _cells(found: Register, item: str) -> tuple[Cell, ...]:
    rows: Iterable[RegisterRow] = found.rows.get(item, ())
    counts = found.events.get(item, {}).values()
    listed = (*counts, *(cell for row in rows for cell in (row.event, row.deduction)))
    return tuple(cell for cell in (found.none_cell, *listed) if cell.address)

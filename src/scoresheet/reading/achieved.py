"""The achieved numbers of a returned form, row by row of its sheet of measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scoresheet.catalog.form import Form, FormItem
from scoresheet.catalog.model import Catalog, Item, Measure
from scoresheet.grid import Grid
from scoresheet.language import same
from scoresheet.matching import normalised
from scoresheet.reading.made_once import once_per_items
from scoresheet.reading.neighbour_rows import rows_of_nothing
from scoresheet.reading.printed_demands import changed_measure
from scoresheet.reading.since_issue import UNCHANGED, SinceIssue
from scoresheet.reading.tables import (
    FoundTable,
    elsewhere,
    find_tables,
    missing_columns,
    two_columns,
    written,
)
from scoresheet.reading.telling_cells import CODE_LENGTH
from scoresheet.rule.model import Reply
from scoresheet.submission import NOWHERE, Cell, Fault, FaultKind, MeasureAnswer
from scoresheet.titles import MEASURES, MEASURES_COLUMNS, Column, item_label, yes_or_no
from scoresheet.values import Refusal, Value


@dataclass(slots=True)
class Achieved:
    """The answers by item and measure, and what is wrong with the sheet."""

    answers: dict[tuple[str, str], MeasureAnswer] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def achieved(form: Form, grid: Grid, since: SinceIssue = UNCHANGED) -> Achieved:
    """Read the achieved numbers of a form; without measures there is nothing to read.

    `since` is what the office itself has changed since the form was issued.
    """
    found = Achieved()
    if not any(entry.measures for entry in form.items):
        return found
    tables = find_tables(grid, MEASURES, MEASURES_COLUMNS, Column.ACTUAL)
    keys = {f"{entry.item.id}/{one.measure.id}" for entry in form.items for one in entry.measures}
    if not tables and keys <= since.added:
        # The form was issued before anything was asked for: that is told as the office's own change.
        return found
    if not tables:
        found.faults.append(Fault(FaultKind.MISSING_SHEET, detail=MEASURES))
        return found
    own, *copies = [_Rows(form, table, since) for table in tables]
    if Column.ACTUAL not in own.table.columns:
        found.faults += missing_columns(own.table, (Column.ACTUAL,))
        return found
    found.faults += rows_of_nothing(form, own.table, own.loose, own.cells)
    for entry in form.items:
        for asked in entry.measures:
            measure = asked.measure
            key = f"{entry.item.id}/{measure.id}"
            parts = [key] if measure.numerator is None else [f"{key}/numerator", f"{key}/denominator"]
            cells = [_replied(own.cell(part), measure, entry) for part in parts]
            found.faults += [fault for part in parts for fault in _faults(own, copies, part, entry.item.id)]
            for row in own.by_key.get(key, [])[:1]:
                found.faults += changed_measure(own.table, row, entry, asked, since)
            if _is_missing(own, parts, entry) and not {entry.item.id, key} & since.added:
                found.faults.append(
                    Fault(FaultKind.MISSING_ROW, item=entry.item.id, detail=same(measure.name))
                )
            found.answers[entry.item.id, measure.id] = (
                MeasureAnswer(asked, cells[0])
                if measure.numerator is None
                else MeasureAnswer(asked, NOWHERE, cells[0], cells[1])
            )
    return found


def _is_missing(own: _Rows, parts: Iterable[str], entry: FormItem) -> bool:
    missing = {part for part in parts if part not in own.by_key}
    if not missing:
        return False
    # Another unit's row in its place is told as such; where nothing follows from the number that is enough.
    is_told = missing <= own.taken and not entry.item.rule.uses_numbers
    return entry.not_applicable is None and not is_told


class _Rows:
    """The rows of one table by the key of the number that they ask for.

    `loose` are the rows in which a number was entered that belongs to no measure, `taken` the keys of those among
    them that carry another form's ids.
    """

    def __init__(self, form: Form, table: FoundTable, since: SinceIssue) -> None:
        self.table = table
        self.by_key: dict[str, list[int]] = {}
        self.loose: list[int] = []
        self.taken: set[str] = set()
        names, keys = _names(form)
        code = f"{form.code}/"
        for row in table.rows():
            row_id = table.text(row, Column.ID)
            key = row_id.removeprefix(code) if row_id.startswith(code) else None
            if key is None and "/" not in row_id:
                key = names.get(normalised(table.text(row, Column.MEASURE)))
            if key in keys and key is not None:
                self.by_key.setdefault(key, []).append(row)
            elif self._is_entered(row) and not _was_removed(key, since):
                self.loose.append(row)
                self.taken.add(row_id.split("/", CODE_LENGTH)[-1])

    def cell(self, key: str) -> Cell:
        """Give the cell of a number, the first where there are several rows for it."""
        rows = self.by_key.get(key)
        return self.table.number(rows[0], Column.ACTUAL) if rows else NOWHERE

    def cells(self, row: int) -> tuple[Cell, ...]:
        """Give what was entered in a row."""
        cells = (self.table.cell(row, column) for column in (Column.MEASURE, Column.ACTUAL))
        return tuple(cell for cell in cells if not cell.is_blank)

    def _is_entered(self, row: int) -> bool:
        actual = self.table.cell(row, Column.ACTUAL)
        return bool(actual.text) and actual.formula is None and not self.table.repeats_header(row)


def _was_removed(key: str | None, since: SinceIssue) -> bool:
    item, _, rest = (key or "").partition("/")
    measure = rest.partition("/")[0]
    return item in since.removed or f"{item}/{measure}" in since.removed


def _replied(cell: Cell, measure: Measure, entry: FormItem) -> Cell:
    if measure.reply is Reply.YES_NO:
        return cell if cell.is_blank else replace(cell, value=_yes_or_no(cell.text))
    # Where percent is asked for, what is shown as 95% is 95. The form's own formulas take it for 0.95, so it has to be
    # typed again where a score follows from them; of two numbers for a rate neither is a percentage.
    asks_percent = measure.unit == "%" and measure.numerator is None
    if cell.value.refusal is Refusal.PERCENT and asks_percent and not entry.item.rule.uses_numbers:
        return replace(cell, value=Value(cell.value.suggestion, normalised=cell.value.normalised))
    return cell


def _yes_or_no(text: str) -> Value:
    said = yes_or_no(normalised(text).casefold())
    return Value(refusal=Refusal.WORDS) if said is None else Value(Decimal(said))


def _faults(own: _Rows, copies: list[_Rows], key: str, item: str) -> Iterator[Fault]:
    rows = own.by_key.get(key, [])
    if len(rows) <= 1 and not copies and not own.table.again:
        return
    cell = own.cell(key)
    for row in rows[:1]:
        yield from two_columns(own.table, row, Column.ACTUAL, item)
    for row in rows[1:]:
        again = own.table.number(row, Column.ACTUAL)
        if written(again) != written(cell):
            yield Fault(FaultKind.DUPLICATE_ROW, (cell, again), item)
    for copy in copies:
        other = copy.cell(key)
        if written(other) not in {"", written(cell)}:
            yield Fault(FaultKind.DUPLICATE_ROW, (cell, other), item, elsewhere(copy.table))


@once_per_items
def _names(catalog: Catalog, items: Iterable[Item]) -> tuple[dict[str, str], set[str]]:
    """Give the keys of the numbers by the words in which a row alone asks for one, and all keys."""
    listed = list(_named(catalog, items))
    return _unambiguous(listed), {key for _, key in listed}


def _named(catalog: Catalog, items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    for item in items:
        for measure in item.measures:
            key = f"{item.id}/{measure.id}"
            named = {key: measure.name}
            if measure.numerator is not None and measure.denominator is not None:
                named |= {f"{key}/numerator": measure.numerator, f"{key}/denominator": measure.denominator}
            for part, name in named.items():
                label = item_label(item.id).of(catalog.locale)
                yield normalised(f"{label} {name}"), part


def _unambiguous(listed: list[tuple[str, str]]) -> dict[str, str]:
    counted = Counter(name for name, _ in listed)
    return {name: key for name, key in listed if counted[name] == 1}

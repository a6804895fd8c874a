"""Answers as data, and pouring them into a form: only its input cells change, all else stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scoresheet.catalog.form import Form, FormItem
from scoresheet.catalog.model import Measure
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Grid, address
from scoresheet.language import Text
from scoresheet.parts.cells import Content, SheetContents, fill, uncalculated
from scoresheet.reading.tables import FoundTable, find_table
from scoresheet.titles import (
    DEDUCTIONS,
    DEDUCTIONS_COLUMNS,
    MEASURES,
    MEASURES_COLUMNS,
    NO,
    SCORES,
    SCORES_COLUMNS,
    YES,
    Column,
)

Entry = str | Decimal | None
"""What is put into an input cell: a text, a number, or nothing."""

NUMERATOR, DENOMINATOR = "numerator", "denominator"
"""The two parts of a rate, behind the id of its measure."""


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """One item's answers.

    `measures` is keyed by measure id (a rate's by id/numerator and id/denominator), `events` by kind of event;
    `register` holds what happened and what it costs, row by row. `remarks` stand beside a kind of event, by its id, or
    beside a row of the register, by its number, counted from 1.
    """

    score: Entry = None
    done: Entry = None
    reason: Entry = None
    measures: Mapping[str, Entry] = field(default_factory=dict)
    events: Mapping[str, Entry] = field(default_factory=dict)
    register: tuple[tuple[Entry, Entry], ...] = ()
    remarks: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answers:
    """A whole form's answers by item id.

    `none_declared` is the statement that nothing is to be deducted; a form without a register doesn't ask for it.
    """

    items: Mapping[str, ItemAnswer]
    none_declared: bool | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One input of a form: the item, the column, and within the column the row.

    `key` is a measure's id (a rate's with /numerator or /denominator), the id of a kind of event, or the number of a
    row of the open register; "" for the item's own row. Without an item it is the statement about deductions.
    """

    item: str | None
    column: Column
    key: str = ""

    @property
    def row_id(self) -> str:
        """The id of its row without the form's code."""
        return f"{self.item}/{self.key}" if self.key else self.item or ""

    @property
    def takes_number(self) -> bool:
        """Whether a number, or a choice that counts as one, is asked for."""
        return self.column in _NUMBERS and self != STATEMENT


STATEMENT = Slot(None, Column.COUNT)
_NUMBERS = frozenset({Column.SCORE, Column.ACTUAL, Column.COUNT, Column.DEDUCTION})
_OF_ITEM = (Column.SCORE, Column.DONE, Column.REASON)


def slots_of(form: Form) -> Iterator[Slot]:
    """Walk what a unit can fill in on its form, in the order of the form; nothing for items that don't apply to it."""
    for entry in form.items:
        if entry.not_applicable is None:
            yield from _slots(entry)
    if any(entry.item.rule.deduct_at_most is not None for entry in form.items):
        yield STATEMENT


def _slots(entry: FormItem) -> Iterator[Slot]:
    item, rule = entry.item.id, entry.item.rule
    for column in _OF_ITEM:
        if column is not Column.SCORE or rule.cell_reads is None:
            yield Slot(item, column)
    for one in entry.measures:
        yield from (Slot(item, Column.ACTUAL, key) for key in measure_keys(one.measure))
    for event in rule.event_kinds:
        yield Slot(item, Column.COUNT, event)
        yield Slot(item, Column.REMARK, event)
    for number in range(1, rule.register_rows + 1):
        for column in (Column.EVENT, Column.DEDUCTION, Column.REMARK):
            yield Slot(item, column, str(number))


def measure_keys(measure: Measure) -> tuple[str, ...]:
    """Give the keys under which a measure's numbers are answered: its id, or two for a rate."""
    if measure.numerator is None:
        return (measure.id,)
    return (f"{measure.id}/{NUMERATOR}", f"{measure.id}/{DENOMINATOR}")


def entries_of(answers: Answers, form: Form) -> dict[Slot, Entry]:
    """Give answers by the input that each belongs to; what an item's answer leaves open is a blank."""
    entries: dict[Slot, Entry] = {}
    for item, answer in answers.items.items():
        said = (answer.score, answer.done, answer.reason)
        entries |= {Slot(item, column): entry for column, entry in zip(_OF_ITEM, said, strict=True)}
        entries |= {Slot(item, Column.ACTUAL, key): entry for key, entry in answer.measures.items()}
        entries |= {Slot(item, Column.COUNT, key): entry for key, entry in answer.events.items()}
        for number, (event, deduction) in enumerate(answer.register, start=1):
            entries[Slot(item, Column.EVENT, str(number))] = event
            entries[Slot(item, Column.DEDUCTION, str(number))] = deduction
        entries |= {Slot(item, Column.REMARK, key): entry for key, entry in answer.remarks.items()}
    deducts = any(entry.item.rule.deduct_at_most is not None for entry in form.items)
    if answers.none_declared is not None and deducts:
        entries[STATEMENT] = (YES if answers.none_declared else NO).of(form.catalog.locale)
    return entries


def pour(workbook: bytes, form: Form, answers: Answers) -> bytes:
    """Give a form with answers filled in, found by the ids beside its rows.

    `workbook` is a form that this program made. Its formulas lose the results of the blank form: they are computed
    when it is opened. Raises KeyError for an answer that the form has no cell for.
    """
    return put(workbook, form, entries_of(answers, form))


def put(workbook: bytes, form: Form, entries: Mapping[Slot, Entry]) -> bytes:
    """Give a form with these inputs filled in; all others stay as they are. Raises KeyError as `pour` does."""
    if not entries:
        return workbook
    inputs = Inputs(read_xlsx(workbook), form)
    poured: dict[str, SheetContents] = {}
    for slot, entry in entries.items():
        sheet, cell = inputs.place(slot)
        contents: dict[str, Content] = poured.setdefault(sheet, SheetContents()).cells
        contents[cell] = entry
    return uncalculated(fill(workbook, poured))


class Inputs:
    """Where the inputs of a form are that this program made, found by the ids beside its rows."""

    def __init__(self, grid: Grid, form: Form) -> None:
        self._tables = {
            SCORES: _Rows(find_table(grid, SCORES, SCORES_COLUMNS, Column.SCORE), form.code),
            MEASURES: _Rows(find_table(grid, MEASURES, MEASURES_COLUMNS, Column.ACTUAL), form.code),
            DEDUCTIONS: _Rows(find_table(grid, DEDUCTIONS, DEDUCTIONS_COLUMNS, Column.EVENT), form.code),
        }

    def place(self, slot: Slot) -> tuple[str, str]:
        """Give the sheet and the address of an input. Raises KeyError where the form has no such input."""
        table, row, column = self._at(slot)
        return table.sheet.name, address(row, column)

    def stands(self, slot: Slot) -> str:
        """Give what stands in an input: its raw text, a formula without a result as such, "" for a blank.

        Raises KeyError as `place` does.
        """
        table, row, column = self._at(slot)
        cell = table.sheet.cells.get((row, column))
        if cell is None or cell.text is not None or cell.formula is None:
            return (cell.text or "") if cell else ""
        return f"={cell.formula}"

    def beside(self, slot: Slot, column: Column) -> str:
        """Give what the form prints in another column of an input's row, "" for nothing. Raises KeyError as `place`."""
        table, row, _ = self._at(slot)
        return table.text(row, column)

    def _at(self, slot: Slot) -> tuple[FoundTable, int, int]:
        rows = self._tables[_sheet_of(slot)]
        if rows.table is None:
            raise KeyError(slot)
        if slot == STATEMENT:
            return rows.table, rows.table.header - 1, rows.table.columns[slot.column]
        return rows.table, rows.by_id[slot.row_id], rows.table.columns[slot.column]


class _Rows:
    """A table with its rows by the ids beside them; the first row of an id is its own."""

    def __init__(self, table: FoundTable | None, code: str) -> None:
        self.table = table
        self.by_id: dict[str, int] = {}
        for row, row_id in _row_ids(table):
            if row_id.startswith(f"{code}/"):
                self.by_id.setdefault(row_id.removeprefix(f"{code}/"), row)


def _row_ids(table: FoundTable | None) -> Iterable[tuple[int, str]]:
    return ((row, table.text(row, Column.ID)) for row in table.rows()) if table else ()


def _sheet_of(slot: Slot) -> Text:
    if slot.column is Column.ACTUAL:
        return MEASURES
    return SCORES if slot.column in _OF_ITEM else DEDUCTIONS

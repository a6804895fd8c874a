"""Answers as data, and pouring them into a form: only its input cells change, all else stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scoresheet.catalog.form import Form
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import address
from scoresheet.parts import Content, SheetContents, fill, uncalculated
from scoresheet.tables import FoundTable, find_table
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


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """One item's answers.

    `measures` is keyed by measure id (a rate's by id/numerator and id/denominator), `events` by kind of event;
    `register` holds what happened and what it costs, row by row.
    """

    score: Entry = None
    done: Entry = None
    reason: Entry = None
    measures: Mapping[str, Entry] = field(default_factory=dict)
    events: Mapping[str, Entry] = field(default_factory=dict)
    register: tuple[tuple[str, Entry], ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """A whole form's answers by item id.

    `none_declared` is the statement that nothing is to be deducted; a form without a register doesn't ask for it.
    """

    items: Mapping[str, ItemAnswer]
    none_declared: bool | None = None


def pour(workbook: bytes, form: Form, answers: Answers) -> bytes:
    """Give a form with answers filled in, found by the ids beside its rows.

    `workbook` is a form that this program made. Its formulas lose the results of the blank form: they are computed
    when it is opened. Raises KeyError for an answer that the form has no cell for.
    """
    grid = read_xlsx(workbook)
    poured: dict[str, SheetContents] = {}
    for find, put in (
        ((SCORES, SCORES_COLUMNS, Column.SCORE), _put_scores),
        ((MEASURES, MEASURES_COLUMNS, Column.ACTUAL), _put_measures),
        ((DEDUCTIONS, DEDUCTIONS_COLUMNS, Column.EVENT), _put_deductions),
    ):
        target = _Target(find_table(grid, *find), form.code)
        for item, answer in answers.items.items():
            put(target, item, answer)
        if put is _put_deductions and answers.none_declared is not None:
            target.state((YES if answers.none_declared else NO).of(form.catalog.locale))
        poured |= target.poured
    entered = any(contents.cells for contents in poured.values())
    return uncalculated(fill(workbook, poured)) if entered else workbook


class _Target:
    """A table into which answers are put, its rows known by id; one that the form doesn't have takes none."""

    def __init__(self, table: FoundTable | None, code: str) -> None:
        self._table, self._code = table, code
        self._cells: dict[str, Content] = {}
        self._rows = {table.text(row, Column.ID): row for row in table.rows()} if table else {}

    @property
    def poured(self) -> dict[str, SheetContents]:
        return {self._table.sheet.name: SheetContents(self._cells)} if self._table else {}

    def put(self, row_id: str, column: Column, content: Content) -> None:
        row = self._rows[f"{self._code}/{row_id}"]
        if self._table is not None:
            self._cells[address(row, self._table.columns[column])] = content

    def state(self, word: str) -> None:
        if self._table is not None:
            self._cells[address(self._table.header - 1, self._table.columns[Column.COUNT])] = word


def _put_scores(target: _Target, item: str, answer: ItemAnswer) -> None:
    target.put(item, Column.SCORE, answer.score)
    target.put(item, Column.DONE, answer.done)
    target.put(item, Column.REASON, answer.reason)


def _put_measures(target: _Target, item: str, answer: ItemAnswer) -> None:
    for key, content in answer.measures.items():
        target.put(f"{item}/{key}", Column.ACTUAL, content)


def _put_deductions(target: _Target, item: str, answer: ItemAnswer) -> None:
    for key, content in answer.events.items():
        target.put(f"{item}/{key}", Column.COUNT, content)
    for number, (event, deduction) in enumerate(answer.register, start=1):
        target.put(f"{item}/{number}", Column.EVENT, event)
        target.put(f"{item}/{number}", Column.DEDUCTION, deduction)

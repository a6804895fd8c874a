"""Where everything sits on a form: the only module that computes a cell's address.

Every unit of a catalog has the same rows, so that a layout is made once, from the catalog and the places that the
office's master form gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from scoresheet.catalog.model import Catalog, Item
from scoresheet.grid import address, column_letters
from scoresheet.titles import DEDUCTIONS_COLUMNS, MEASURES_COLUMNS, Column


class Helper(StrEnum):
    """A hidden column beside the table; formulas keep what the guards need on their own sheet.

    `VALUE` is an achieved number that a rule can compute with, yes as 1 and no as 0. `UNSAID` tells which texts of a row are missing, `USED` that a row of an open register is in use, `OPEN` that an
    item's deductions were not registered at all.
    """

    LOWEST = "lowest"
    HIGHEST = "highest"
    LIMIT = "limit"
    MISSED = "missed"
    VALUE = "value"
    NUMBER = "number"
    UNSAID = "unsaid"
    USED = "used"
    OPEN = "open"
    STATE = "state"
    COUNTER = "counter"


_SCORES_HELPERS = (
    Helper.LOWEST,
    Helper.HIGHEST,
    Helper.LIMIT,
    Helper.MISSED,
    Helper.NUMBER,
    Helper.UNSAID,
    Helper.STATE,
    Helper.COUNTER,
)
_MEASURES_HELPERS = (Helper.MISSED, Helper.STATE, Helper.COUNTER, Helper.VALUE, Helper.LIMIT)
_DEDUCTIONS_HELPERS = (
    Helper.LIMIT,
    Helper.UNSAID,
    Helper.USED,
    Helper.OPEN,
    Helper.STATE,
    Helper.COUNTER,
)


@dataclass(frozen=True, slots=True)
class Places:
    """What the master form says: the column of each field and the row of each place, counted from 1.

    `code` is the cell of the visible form code. `category` is where a category's name stands on a row of its own,
    None where categories are a column. Rows below `item` move down as items are put in. `last_row` and `last_column`
    are where the master ends, `total_label` is the column in which the total row is named, `signature_line` what
    stands at the signature.
    """

    columns: Mapping[Column, int]
    title: tuple[int, int]
    unit: tuple[int, int]
    date: tuple[int, int]
    status: tuple[int, int]
    code: tuple[int, int] | None
    header: int
    item: int
    category: tuple[int, int] | None
    total: int | None
    signature: tuple[int, int] | None
    last_row: int
    last_column: int
    total_label: int | None = None
    signature_line: str = ""

    @property
    def repeated(self) -> tuple[int, int]:
        """The first and last row of those that are copied: the item row, and the category row where there is one."""
        category = self.category[0] if self.category else self.item
        return min(self.item, category), max(self.item, category)

    def wanted(self, catalog: Catalog) -> Places:
        """Give the places without those that the catalog's forms do without."""
        total = self.total if catalog.total_row else None
        if catalog.signature:
            return replace(self, total=total)
        return replace(self, total=total, signature=None, signature_line="")


@dataclass(frozen=True, slots=True)
class MeasureRows:
    """The rows of a measure; a rate has one each for numerator and denominator above its own."""

    actual: int
    numerator: int | None = None
    denominator: int | None = None

    @property
    def inputs(self) -> tuple[int, ...]:
        """The rows that the unit fills in."""
        if self.numerator is None or self.denominator is None:
            return (self.actual,)
        return (self.numerator, self.denominator)

    @property
    def first(self) -> int:
        """The uppermost of its rows."""
        return min(*self.inputs, self.actual)


@dataclass(frozen=True, slots=True)
class DeductionRows:
    """The rows of an item that deducts: its rule, one per kind of event or row of the open register, their sum."""

    heading: int
    events: Mapping[str, int]
    register: tuple[int, ...]
    sum: int

    @property
    def inputs(self) -> tuple[int, ...]:
        """The rows that the unit fills in."""
        return (*self.events.values(), *self.register)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's table: its header row, its columns (from the left), its helper columns, its first and last row."""

    header: int
    columns: Mapping[Column, int]
    helpers: Mapping[Helper, int]
    first: int
    last: int

    def at(self, column: Column | Helper, row: int) -> str:
        """Give the address of a cell: D12."""
        return address(row, self._column(column))

    def fixed(self, column: Column | Helper, row: int) -> str:
        """Give the address of a cell that stays when a formula is copied: $D$12."""
        return _absolute(row, self._column(column))

    def down(self, column: Column | Helper, *, first: int | None = None, last: int | None = None) -> str:
        """Give a column of the table as an absolute range: $D$5:$D$38."""
        number = self._column(column)
        return f"{_absolute(first or self.first, number)}:{_absolute(last or self.last, number)}"

    def _column(self, column: Column | Helper) -> int:
        return self.helpers[column] if isinstance(column, Helper) else self.columns[column]


@dataclass(frozen=True, slots=True)
class Layout:
    """A form's geometry: the three tables with the row of every item, measure and event.

    `shift` is how far the rows below the master's item row have moved down; `hidden` are the rows of the master that
    the catalog does without. `none_declared` is the cell of the statement that nothing is to be deducted,
    `list_first` the first row of the live list on the instructions.
    """

    places: Places
    scores: Table
    items: Mapping[str, int]
    categories: Mapping[str, tuple[int, int]]
    category_rows: Mapping[str, int]
    shift: int
    hidden: tuple[int, ...]
    measures: Table | None
    measure_rows: Mapping[tuple[str, str], MeasureRows]
    deductions: Table | None
    deduction_rows: Mapping[str, DeductionRows]
    none_declared: tuple[int, int] = (2, 4)
    list_first: int = 14

    @property
    def total(self) -> int | None:
        """The row of the total, None where the master has none."""
        return None if self.places.total is None else self.places.total + self.shift

    @property
    def signature(self) -> tuple[int, int] | None:
        """The cell of the signature line."""
        if self.places.signature is None:
            return None
        row, column = self.places.signature
        return row + self.shift, column

    @property
    def last_row(self) -> int:
        """The last row of the scores sheet."""
        return self.places.last_row + self.shift

    @property
    def list_rows(self) -> int:
        """How many lines the live list has: no more than anybody would read at once."""
        tables = [table for table in (self.scores, self.measures, self.deductions) if table]
        return min(sum(table.last - table.first + 1 for table in tables) + 1, _LONGEST_LIST)

    @property
    def category_column(self) -> int | None:
        """The column of the categories, None where they stand on rows of their own or the master has none."""
        return None if self.places.category else self.scores.columns.get(Column.CATEGORY)

    def measures_of(self, item: Item) -> Iterator[tuple[str, MeasureRows]]:
        """Walk an item's measures with their rows."""
        for measure in item.measures:
            yield measure.id, self.measure_rows[item.id, measure.id]


_LONGEST_LIST = 60


def plan(catalog: Catalog, places: Places) -> Layout:
    """Give the layout of the catalog's forms on a master with these places."""
    items, categories, category_rows = _item_rows(catalog, places)
    last = max(items.values())
    first, last_copied = places.repeated
    shift = last - last_copied
    signature = places.signature[0] if places.signature else None
    unwanted = ((places.total, catalog.total_row), (signature, catalog.signature))
    measure_rows, last_measure = _measure_rows(catalog)
    deduction_rows, last_deduction = _deduction_rows(catalog)
    return Layout(
        places=places.wanted(catalog),
        scores=_table(places.header, places.columns, _SCORES_HELPERS, first, last, beyond=places.last_column),
        items=items,
        categories=categories,
        category_rows=category_rows,
        shift=shift,
        hidden=tuple(row + shift for row, wanted in unwanted if row is not None and not wanted),
        measures=_sheet_table(MEASURES_COLUMNS, _MEASURES_HELPERS, last_measure) if measure_rows else None,
        measure_rows=measure_rows,
        deductions=_sheet_table(DEDUCTIONS_COLUMNS, _DEDUCTIONS_HELPERS, last_deduction)
        if deduction_rows
        else None,
        deduction_rows=deduction_rows,
    )


_SHEET_HEADER = 3
_FIRST_ROW = 4


def _item_rows(
    catalog: Catalog, places: Places
) -> tuple[dict[str, int], dict[str, tuple[int, int]], dict[str, int]]:
    row, _ = places.repeated
    items: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    headings: dict[str, int] = {}
    for category in catalog.categories:
        if places.category is not None and category.heading:
            headings[category.id] = row
            row += 1
        start = row
        for item in category.items:
            items[item.id] = row
            row += 1
        spans[category.id] = (start, row - 1)
    return items, spans, headings


def _measure_rows(catalog: Catalog) -> tuple[dict[tuple[str, str], MeasureRows], int]:
    rows: dict[tuple[str, str], MeasureRows] = {}
    row = _FIRST_ROW
    for item in catalog.items:
        for measure in item.measures:
            if measure.numerator is None:
                rows[item.id, measure.id] = MeasureRows(row)
                row += 1
            else:
                rows[item.id, measure.id] = MeasureRows(row + 2, row, row + 1)
                row += 3
    return rows, row - 1


def _deduction_rows(catalog: Catalog) -> tuple[dict[str, DeductionRows], int]:
    rows: dict[str, DeductionRows] = {}
    row = _FIRST_ROW
    for item in catalog.items:
        kinds, register = item.rule.event_kinds, item.rule.register_rows
        if kinds or register:
            first = row + 1
            events = {kind: first + number for number, kind in enumerate(kinds)}
            first += len(kinds)
            rows[item.id] = DeductionRows(
                row, events, tuple(range(first, first + register)), first + register
            )
            row = first + register + 1
    return rows, row - 1


def _sheet_table(columns: tuple[Column, ...], helpers: tuple[Helper, ...], last: int) -> Table:
    numbered = {column: number for number, column in enumerate(columns, start=1)}
    return _table(_SHEET_HEADER, numbered, helpers, _FIRST_ROW, last, beyond=len(columns))


def _table(
    header: int,
    columns: Mapping[Column, int],
    helpers: tuple[Helper, ...],
    first: int,
    last: int,
    *,
    beyond: int,
) -> Table:
    numbered = {helper: beyond + number for number, helper in enumerate(helpers, start=1)}
    return Table(header, columns, numbered, first, last)


def _absolute(row: int, column: int) -> str:
    return f"${column_letters(column)}${row}"

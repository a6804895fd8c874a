"""Which row of a returned table answers which item: by its id, else by its text, never by its position."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from scoresheet.catalog.form import Form
from scoresheet.catalog.model import Catalog
from scoresheet.grid import Grid, Kind
from scoresheet.language import NOTHING, Text, joined
from scoresheet.matching import best_match, normalised
from scoresheet.reading.made_once import once_per_catalog
from scoresheet.reading.moved_cells import moved_cells
from scoresheet.reading.since_issue import UNCHANGED, SinceIssue
from scoresheet.reading.tables import (
    MOST_TOLD,
    FoundTable,
    cell_at,
    elsewhere,
    foreign_rows,
    two_columns,
    written,
)
from scoresheet.submission import NOWHERE, Cell, Fault, FaultKind
from scoresheet.titles import HIDDEN, TITLES, TOTAL, Column

_INPUTS = (Column.SCORE, Column.DONE, Column.REASON)
_CONTENT = (Column.ID, Column.TEXT, *_INPUTS)
_MOST_ROWS = 2_000
_MOST_COMPARED = 500
"""So many changed texts are compared with the items'; a sheet with more of them is no form that was filled in."""


@dataclass(slots=True)
class ItemRows:
    """The row of each item that stands in exactly one place; what stands in none or several is a fault."""

    rows: dict[str, int] = field(default_factory=dict)
    total: Cell = NOWHERE
    faults: list[Fault] = field(default_factory=list)


def item_rows(
    form: Form, tables: list[FoundTable], issued: Mapping[str, str], since: SinceIssue = UNCHANGED
) -> ItemRows:
    """Find the items' rows in the first of these tables.

    The others are copies of the sheet: what is entered there and differs is a fault, because nobody can tell which
    of them holds. `issued` are the items' texts as they were printed, by item id, `since` what the office itself has
    changed since then.
    """
    table, *copies = tables
    sorted_rows = _Sorting(form, table, issued, since.removed)
    found = ItemRows(total=sorted_rows.total())
    found.faults += sorted_rows.faults()
    copied = [_Sorting(form, copy, issued, since.removed) for copy in copies]
    for entry in form.items:
        item = entry.item.id
        rows = sorted_rows.rows.get(item, [])
        if entry.not_applicable is not None:
            found.rows |= {item: rows[0]} if len(rows) == 1 else {}
        elif len(rows) != 1:
            excused = item in sorted_rows.contradicted or item in since.added
            found.faults += _not_once(table, item, rows, excused=excused)
        else:
            faults = [*_in_two_columns(table, item, rows[0]), *_in_copies(table, item, rows[0], copied)]
            found.faults += faults
            found.rows |= {} if faults else {item: rows[0]}
    _set_aside_merged(found, table)
    if not since.faults:
        _set_aside_moved(found, form, table)
    found.faults += _hidden(found, form, table)
    return found


def without_header(form: Form, grid: Grid) -> Cell | None:
    """Give the first cell with the id of an item, where a table that has lost its header must be; else None."""
    for sheet in grid.sheets:
        places = [
            (item, row, column)
            for row, cells in sheet.rows()
            for column in cells
            if (item := _item_of(form, sheet.text(row, column))) is not None
        ]
        # The register of deductions names a few items too; the table of items names most of them.
        if sheet.name != HIDDEN and len({item for item, _, _ in places}) * 2 > len(form.items):
            _, row, column = places[0]
            return cell_at(sheet, row, column, number=False)
    return None


def _item_of(form: Form, row_id: str) -> str | None:
    code, _, item = row_id.rpartition("/")
    return item if code == form.code and item in form.by_id else None


class _Sorting:
    """The rows of one table by item; `loose` are rows with content that belong to none.

    `contradicted` are the items whose rows were found and can't be used, which is told by the rows themselves.
    """

    def __init__(
        self, form: Form, table: FoundTable, issued: Mapping[str, str], removed: Collection[str]
    ) -> None:
        self.form, self.table, self._removed = form, table, removed
        self.rows: dict[str, list[int]] = {}
        self.contradicted: set[str] = set()
        self._texts = {entry.item.id: entry.text for entry in form.items}
        self._known: dict[str, set[str]] = {}
        for item, text in (*self._texts.items(), *issued.items()):
            if item in self._texts and text:
                self._known.setdefault(normalised(text), set()).add(item)
        self._swapped: list[tuple[int, str, str]] = []
        self._total_row: int | None = None
        self._comparisons = _MOST_COMPARED
        self._rows, self._pasted = self._told_apart()
        self._loose = self._unmatched(self._by_text(self._by_id())) + self._pasted

    def total(self) -> Cell:
        """Give the total as the sheet shows it."""
        return NOWHERE if self._total_row is None else self.table.number(self._total_row, Column.SCORE)

    def faults(self) -> Iterator[Fault]:
        """Tell the rows that belong to no item, and those whose id and text name two different ones."""
        if self._swapped:
            _, by_id, by_text = self._swapped[0]
            zh, en = (
                f"编号与考核内容对不上：编号是第{by_id}项，考核内容却是第{by_text}项的",
                f"ids and texts don't fit: the id is item {by_id}'s, the text item {by_text}'s",
            )
            count = len(self._swapped)
            if count > 1:
                zh, en = f"{zh}，这样的行共有{count}行", f"{en}; there are {count} such rows"
            cells = tuple(self.table.cell(row, Column.TEXT) for row, _, _ in self._swapped)
            yield Fault(FaultKind.MOVED_CELLS, cells, detail=Text(zh, en))
        yield from foreign_rows(self._loose, self._cells)

    def _told_apart(self) -> tuple[list[int], list[int]]:
        """Give the rows that are looked at one by one and, of the many below them, those with a score and no item.

        Text by the ten thousand was pasted in: there a row is looked at only for an id or an item's own text.
        """
        rows = self.table.rows()
        first, more = rows[:_MOST_ROWS], rows[_MOST_ROWS:]
        if not more:
            return first, []
        columns = (self.table.columns.get(one, 0) for one in (Column.ID, Column.TEXT, Column.SCORE))
        id_column, text_column, score_column = columns
        cells, texts = self.table.sheet.cells, set(self._texts.values())
        pasted: list[int] = []
        for row in more:
            row_id, text, score = (cells.get((row, one)) for one in (id_column, text_column, score_column))
            if (row_id and "/" in (row_id.text or "")) or (text and text.text in texts):
                first.append(row)
            elif score and score.kind is Kind.NUMBER:
                pasted.append(row)
        return first, pasted

    def _by_id(self) -> list[int]:
        """Take the rows with an id; give the others."""
        unclaimed: list[int] = []
        for row in self._rows:
            item = _item_of(self.form, self.table.text(row, Column.ID))
            if item is not None:
                self._claim(row, item)
            elif self._is_total(row):
                self._total_row = row
            else:
                unclaimed.append(row)
        return unclaimed

    def _claim(self, row: int, item: str) -> None:
        by_text = self._equal(self.table.text(row, Column.TEXT))
        if by_text in {None, item}:
            self.rows.setdefault(item, []).append(row)
        elif by_text is not None:
            self.contradicted |= {item, by_text}
            self._swapped.append((row, item, by_text))

    def _equal(self, text: str) -> str | None:
        known = self._known.get(normalised(text), set())
        return next(iter(known)) if len(known) == 1 else None

    def _by_text(self, unclaimed: list[int]) -> list[int]:
        """Take the rows whose text is an item's; give the others."""
        left = []
        with_id = frozenset(self.rows)
        for row in unclaimed:
            item = self._equal(self.table.text(row, Column.TEXT))
            unknown = self._unknown_item(row)
            if item is None or (self._has_foreign_id(row) and (unknown is None or item in with_id)):
                self._excuse(item, unknown)
                left.append(row)
            else:
                self.rows.setdefault(item, []).append(row)
        return [row for row in left if self._unknown_item(row) not in self._removed]

    def _excuse(self, item: str | None, unknown: str | None) -> None:
        # The row of another unit's form with this item's text is told; that the item's own is missing follows from it.
        if item is not None and unknown is None:
            self.contradicted.add(item)

    def _unknown_item(self, row: int) -> str | None:
        """Give the item of an id that is of this very form, and of no item that is on it."""
        code, _, item = self.table.text(row, Column.ID).rpartition("/")
        return item if code == self.form.code else None

    def _unmatched(self, left: list[int]) -> list[int]:
        """Take the rows whose text was changed; give those that belong to no item.

        They come last: a changed text must not take the row of an item whose own text stands further down.
        """
        end = self._total_row or max((row for rows in self.rows.values() for row in rows), default=None)
        with_content = [row for row in left if self._has_content(row, end)]
        return [row for row in with_content if not self._matched(row)]

    def _matched(self, row: int) -> bool:
        item = self._nearest(row)
        if item is None or item in self.rows:
            return False
        self.rows[item] = [row]
        return True

    def _nearest(self, row: int) -> str | None:
        if self._has_foreign_id(row) or self._texts.keys() <= self.rows.keys() or not self._comparisons:
            return None
        self._comparisons -= 1
        # Compared with all items, so that a reworded copy of one item is not taken for another that is missing.
        return best_match(self.table.text(row, Column.TEXT), self._texts)

    def _has_foreign_id(self, row: int) -> bool:
        return "/" in self.table.text(row, Column.ID)

    def _is_total(self, row: int) -> bool:
        # In whichever column: an office may put columns of its own before ours.
        inputs = {self.table.columns.get(column) for column in _INPUTS}
        cells = (cell for column, cell in self.table.sheet.row(row).items() if column not in inputs)
        said = (normalised(cell.text or "") for cell in cells)
        return any(word in _TOTALS for word in said) and not self._has_foreign_id(row)

    def _has_content(self, row: int, end: int | None) -> bool:
        if self.table.repeats_header(row):
            return False
        if end is not None and row > end:
            # Below the table stand the signatures; there nothing but an id or a number is meant as an answer.
            is_scored = self.table.number(row, Column.SCORE).number is not None
            return is_scored or self._has_foreign_id(row) or self._nearest(row) is not None
        content = _INPUTS if self._is_category(row) else _CONTENT
        return any(not self.table.cell(row, column).is_blank for column in content)

    def _is_category(self, row: int) -> bool:
        # Where the office gives categories rows of their own, their names stand in the column of its choice.
        said = normalised(self.table.text(row, Column.TEXT))
        return said in _headings(self.form.catalog) and not self.table.text(row, Column.ID)

    def _cells(self, row: int) -> tuple[Cell, ...]:
        shown = (Column.TEXT, *_INPUTS, Column.ID)
        return tuple(cell for column in shown if not (cell := self.table.cell(row, column)).is_blank)


_TOTALS = {normalised(label) for label in TOTAL}


@once_per_catalog
def _headings(catalog: Catalog) -> set[str]:
    return {normalised(category.heading) for category in catalog.categories if category.heading}


def _not_once(table: FoundTable, item: str, rows: list[int], *, excused: bool) -> Iterator[Fault]:
    if rows:
        cells = tuple(table.number(row, Column.SCORE) for row in rows[:MOST_TOLD])
        more = Text(
            f"共有{len(rows)}行，这里指出前{MOST_TOLD}行",
            f"{len(rows)} rows, of which the first {MOST_TOLD} are named",
        )
        yield Fault(FaultKind.DUPLICATE_ROW, cells, item, more if len(rows) > MOST_TOLD else NOTHING)
    elif not excused:
        yield Fault(FaultKind.MISSING_ROW, item=item)


def _set_aside_merged(found: ItemRows, table: FoundTable) -> None:
    """Take no score from a merged cell that covers the score cells of several items: whose it is can't be told."""
    column = table.columns.get(Column.SCORE, 0)
    for area in table.sheet.merges:
        if area.left <= column <= area.right:
            rows = {item: row for item, row in found.rows.items() if area.top <= row <= area.bottom}
            if len(rows) > 1:
                cells = tuple(table.number(row, Column.SCORE) for row in rows.values())
                found.faults.append(Fault(FaultKind.MERGED_SCORES, cells, detail=joined(rows)))
                found.rows = {item: row for item, row in found.rows.items() if item not in rows}


def _set_aside_moved(found: ItemRows, form: Form, table: FoundTable) -> None:
    """Take no score from a table whose columns were moved against one another."""
    moved = list(moved_cells(form, table, found.rows))
    if moved:
        found.faults += moved
        found.rows = {}


def _hidden(found: ItemRows, form: Form, table: FoundTable) -> Iterator[Fault]:
    """Tell the rows, the column and the sheet that the sender doesn't see: their scores count like all others."""
    column = table.columns.get(Column.SCORE)
    if table.sheet.visibility != "visible":
        at = Cell(table.sheet.name, "A1")
        yield Fault(FaultKind.HIDDEN_ROWS, (at,), detail=Text("这张工作表", "The sheet of scores"))
    elif column in table.sheet.hidden_columns:
        title = TITLES[Column.SCORE]
        detail = Text(f"“{title.zh}”一栏", f"The column “{title.en}”")
        yield Fault(FaultKind.HIDDEN_ROWS, (table.cell(table.header, Column.SCORE),), detail=detail)
    asked = {entry.item.id for entry in form.items if entry.not_applicable is None}
    rows = {item: row for item, row in found.rows.items() if row in table.sheet.hidden_rows and item in asked}
    for item, row in rows.items():
        yield Fault(FaultKind.HIDDEN_ROWS, (table.number(row, Column.SCORE),), item)


def _in_two_columns(table: FoundTable, item: str, row: int) -> Iterator[Fault]:
    for column in _INPUTS:
        yield from two_columns(table, row, column, item)


def _in_copies(table: FoundTable, item: str, row: int, copies: list[_Sorting]) -> Iterator[Fault]:
    own = [written(table.number(row, column)) for column in _INPUTS] if copies else []
    for copy in copies:
        for other in copy.rows.get(item, []):
            entered = [written(copy.table.number(other, column)) for column in _INPUTS]
            if any(entered) and entered != own:
                cells = (table.number(row, Column.SCORE), copy.table.number(other, Column.SCORE))
                yield Fault(FaultKind.DUPLICATE_ROW, cells, item, elsewhere(copy.table))

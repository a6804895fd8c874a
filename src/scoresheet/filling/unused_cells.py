"""What somebody typed into a workbook and no form has a place for: so that nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from scoresheet.filling.offered import Offered
from scoresheet.filling.printed_units import unit_label
from scoresheet.grid import Grid, Kind, RawCell, Sheet, address
from scoresheet.language import Text, same
from scoresheet.matching import alike, normalised
from scoresheet.reading.tables import FoundTable
from scoresheet.titles import FORM_CODE, HIDDEN, INSTRUCTIONS, PROBLEM, TOTAL, UNIT_LABEL, Column
from scoresheet.values import tidy

At = tuple[str, int, int]

_ANSWERS = frozenset(
    {
        *(Column.SCORE, Column.DONE, Column.REASON, Column.ACTUAL),
        *(Column.COUNT, Column.EVENT, Column.DEDUCTION, Column.REMARK),
    }
)
_LABELS = (Column.TEXT, Column.MEASURE, Column.EVENT)
_MOST = 200
"""So many cells of one sheet are listed one by one; more are no form's, and are told together."""
_ENDLESS = 10**9
_MOST_COMPARED = 300
"""So many texts of a sheet are compared with what a form prints; a form has far fewer beside its table."""
_LIKE_PRINTED = 70
"""Percent: titles and instructions of another round differ from today's in a date or a number."""


@dataclass(frozen=True, slots=True)
class Unused:
    """What is known of a workbook's cells.

    `found` are its tables, `code` the beginning of its ids, `used` the cells whose content was taken, `rows` those
    that belong to something, `why` the reason for some that don't, `gone` that of items by their earlier id,
    `printed` the columns, by sheet, in which stands what a form prints although its titles are gone, `names` the
    unit's own, as they are compared.
    """

    found: list[list[FoundTable]]
    code: str
    used: frozenset[At]
    rows: frozenset[tuple[str, int]]
    why: Mapping[At, Text]
    gone: Mapping[str, Text]
    printed: Mapping[str, frozenset[int]]
    names: frozenset[str] = frozenset()


def unused_cells(grid: Grid, blank: Grid, whole: Grid, own: Unused) -> Iterator[Offered]:
    """Walk what stands in a workbook beyond what was taken and what a form prints.

    `blank` is the form as it is issued, `whole` the workbook with its hidden sheet, which keeps what was printed when
    it was issued.
    """
    printed = _printed(blank) | _printed(
        Grid([sheet for sheet in whole.sheets if sheet.name == HIDDEN]), hidden=True
    )
    for sheet in grid.sheets:
        tables = [table for tables in own.found for table in tables if table.sheet.name == sheet.name]
        left = _Sweep(sheet, tables, printed, own).left()
        yield from islice(left, _MOST)
        first = next(left, None)
        if first is not None:
            more = 1 + sum(1 for _ in left)
            why = Text(f"从这一格起还有{more}格没有转入", f"{more} more cells from here on were not taken")
            yield Offered(first.place, first.raw, why=why, is_foreign=True)


def _printed(grid: Grid, *, hidden: bool = False) -> set[str]:
    return {
        normalised(cell.text)
        for sheet in grid.sheets
        if hidden or sheet.name != HIDDEN
        for cell in sheet.cells.values()
        if cell.text
    }


class _Sweep:
    """One sheet's cells from top to bottom."""

    def __init__(self, sheet: Sheet, tables: list[FoundTable], printed: set[str], own: Unused) -> None:
        self._sheet, self._tables, self._printed, self._own = sheet, tables, printed, own
        self._column_of = {
            number: column
            for table in tables[:1]
            for column, first in table.columns.items()
            for number in (first, *table.again.get(column, ()))
        }
        self._comparisons = _MOST_COMPARED
        self._labels = {said.partition(":")[0] for said in printed if ":" in said}
        rows = [row for name, row in own.rows if name == sheet.name]
        titles = tables[0].header if tables else None
        # Titles that were put back stand above everything else.
        self._header = min(rows, default=1) - 1 if titles == 0 else titles
        self._titles = titles or 0
        self._known = sheet.hidden_columns | (set() if tables else own.printed.get(sheet.name, frozenset()))
        # Below the items stand the total and the signatures; the other tables go on to the end of their sheet.
        is_of_items = bool(tables) and Column.TEXT in tables[0].columns
        self._last = max(rows, default=0) if is_of_items else _ENDLESS

    def left(self) -> Iterator[Offered]:
        """Walk the cells that nobody took."""
        for row, column in sorted(self._sheet.cells):
            raw, at = self._sheet.cells[row, column], (self._sheet.name, row, column)
            if at in self._own.used or not tidy(raw.text or "") or self._is_the_forms(row, column, raw):
                continue
            place = same(f"{self._sheet.name} {address(row, column)}")
            why, is_foreign = self._why(row, column, raw)
            label, by_hand = self._label(row, column), why is _BY_HAND
            yield Offered(place, raw, why=why, label=label, is_foreign=is_foreign, by_hand=by_hand)

    def _is_the_forms(self, row: int, column: int, raw: RawCell) -> bool:
        said, known = normalised(raw.text or ""), self._column_of.get(column)
        if self._header is None or row <= self._header or row > self._last:
            return self._is_title(row, column) or self._is_above_or_below(row, column, said, raw)
        if known is None:
            return raw.formula is not None or self._is_beside(column, said)
        if raw.formula is not None and Column.SCORE not in self._tables[0].columns:
            # What is deducted, and a rate, is computed by the form.
            return True
        if known in _ANSWERS and not self._is_heading(row, known):
            return False
        return (self._sheet.name, row) in self._own.rows or self._is_printed_row(row, said, known)

    def _is_above_or_below(self, row: int, column: int, said: str, raw: RawCell) -> bool:
        if raw.formula is not None:
            return True
        if said in self._printed:
            # A number that a form prints somewhere may be an answer elsewhere.
            return raw.kind is not Kind.NUMBER or column in self._known or self._is_instructions
        if self._header is not None and row > self._header:
            return False
        if not (self._header is not None or self._is_instructions):
            return False
        if said.startswith(_NAMED) or said in self._own.names or unit_label(said) in {"", *self._own.names}:
            return True
        return not self._is_by_hand(said) and self._is_like_printed(said)

    def _is_like_printed(self, said: str) -> bool:
        self._comparisons -= 1
        return self._comparisons > 0 and bool(alike(said, self._printed, _LIKE_PRINTED))

    @property
    def _is_instructions(self) -> bool:
        return self._sheet.name in INSTRUCTIONS

    def _is_by_hand(self, said: str) -> bool:
        """Tell whether a text begins as a line that the form leaves open: the date, the signatures."""
        label, colon, rest = said.partition(":")
        return bool(colon and rest) and label in self._labels

    def _is_title(self, row: int, column: int) -> bool:
        return row == self._titles and column not in self._column_of

    def _is_beside(self, column: int, said: str) -> bool:
        """Tell whether a column is the tool's own: its hidden helpers, and the remarks of a marked return."""
        title = normalised(self._sheet.text(self._titles, column))
        if title:
            # A column of the office's own is on the blank form with all that stands in it.
            return title in _NO_ANSWERS or {title, said} <= self._printed
        is_helper = column in self._sheet.hidden_columns or column > max(self._column_of)
        return is_helper and said in self._printed

    def _is_heading(self, row: int, column: Column) -> bool:
        if column is not Column.EVENT:
            return False
        row_id = self._row_id(row)
        if row_id is not None:
            return row_id.count("/") == 0 or not row_id.rpartition("/")[2].isdecimal()
        return normalised(self._sheet.text(row, self._number(Column.EVENT))) in self._printed

    def _is_printed_row(self, row: int, said: str, known: Column) -> bool:
        """Tell whether a row that belongs to nothing of today's form was printed all the same."""
        if self._row_id(row) is not None or known is Column.ID:
            return True
        return said in self._printed or said in {normalised(word) for word in TOTAL}

    def _row_id(self, row: int) -> str | None:
        """Give what a row's id says behind the code of the form; None where it has none of this form."""
        row_id = self._sheet.text(row, self._number(Column.ID))
        before, mine = f"{self._own.code}/", row_id.startswith(f"{self._own.code}/")
        return row_id.removeprefix(before) if mine else None

    def _number(self, column: Column) -> int:
        return self._tables[0].columns.get(column, 0) if self._tables else 0

    def _why(self, row: int, column: int, raw: RawCell) -> tuple[Text, bool]:
        item = (self._row_id(row) or "").partition("/")[0]
        told = self._own.gone.get(item, self._own.why.get((self._sheet.name, row, column)))
        if told is not None:
            return told, False
        if self._header is None or row <= self._header or row > self._last:
            by_hand = self._is_by_hand(normalised(raw.text or ""))
            return (_BY_HAND if by_hand else _BESIDE if self._tables else _NO_TITLES), True
        if column not in self._column_of:
            return _OTHER_COLUMN, True
        return (_NOT_ASKED, False) if (self._sheet.name, row) in self._own.rows else (_NO_ITEM, False)

    def _label(self, row: int, column: int) -> str:
        if self._header is None or row <= self._header:
            return ""
        if column not in self._column_of:
            return tidy(self._sheet.text(self._titles, column))
        texts = (self._sheet.text(row, self._number(one)) for one in _LABELS if self._number(one) != column)
        return next((tidy(text) for text in texts if tidy(text)), "")


_NO_ANSWERS = {*(normalised(word) for word in PROBLEM), "序号", "no", "no.", "No", "No.", "#"}
"""Titles of columns in which nothing is answered: the remarks of a marked return, and running numbers."""
_NAMED = tuple(normalised(label).rstrip(":") for label in (*UNIT_LABEL, *FORM_CODE))
_BESIDE = Text("不是填报内容", "is no answer of the form")
_NO_TITLES = Text(
    "这张工作表没有能认出的表头，看不出各栏填的是什么",
    "the sheet has no column titles that are known, so what its columns say can't be told",
)
_BY_HAND = Text("请在新表上重新填写", "please write it anew on the new form")
_OTHER_COLUMN = Text("这份表没有这一栏", "the form has no such column")
_NOT_ASKED = Text("这份表在这里不要求填写", "the form asks for nothing there")
_NO_ITEM = Text(
    "这一行找不到对应的考核项（编号和考核内容都对不上）",
    "the row belongs to no item, neither by its id nor by its text",
)

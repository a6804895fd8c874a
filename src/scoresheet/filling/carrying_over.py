"""The answers in a workbook of any round, version or shape, each with the input of today's form that it is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from scoresheet.catalog.form import Form
from scoresheet.decisions.cells import as_written
from scoresheet.filling.answers import DENOMINATOR, NUMERATOR, STATEMENT, Inputs, Slot, slots_of
from scoresheet.filling.answers_out import as_text
from scoresheet.filling.changed_rows import Changed, changed_row
from scoresheet.filling.earlier_form import Earlier, code_of, earlier_form
from scoresheet.filling.lost_header import TABLES, printed_columns, with_headers
from scoresheet.filling.offered import Offered, typed
from scoresheet.filling.pouring import compared
from scoresheet.filling.seen_sheets import seen_sheets
from scoresheet.filling.unused_cells import Unused, unused_cells
from scoresheet.grid import Area, Grid, Kind, RawCell, Sheet, address
from scoresheet.language import NOTHING, Text, joined
from scoresheet.matching import normalised
from scoresheet.reading.achieved import achieved
from scoresheet.reading.identity import memory
from scoresheet.reading.item_rows import item_rows
from scoresheet.reading.name_index import own_names
from scoresheet.reading.register import Register, register
from scoresheet.reading.tables import FoundTable, find_tables
from scoresheet.submission import Cell, Fault, FaultKind, IssuedItem
from scoresheet.titles import NO, NOT_APPLICABLE, YES, Column

_INPUTS = (Column.SCORE, Column.DONE, Column.REASON)
_SPLIT = re.compile(r"([A-Z]+)([0-9]+)")

At = tuple[str, int, int]
"""A cell: its sheet, its row, its column."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a workbook offers; `remarks` concern it as a whole. What has no place is among the offers, with its reason.

    `changes` are what it prints otherwise than the form beside what is offered.
    """

    offers: tuple[Offered, ...]
    remarks: tuple[Text, ...] = ()
    changes: tuple[Changed, ...] = ()

    def says_the_same(self, other: Carried) -> bool:
        """Tell whether another workbook answers everything alike, and holds nothing else."""
        return self._said() == other._said()

    def _said(self) -> set[tuple[Slot | None, str]]:
        told = (one for one in self.offers if not one.by_hand)
        return {(one.slot, as_text(one.raw) if one.slot is None else compared(one)) for one in told}


def carried_over(form: Form, grid: Grid, blank: Grid) -> Carried:
    """Give every answer in a workbook, for a form.

    An answer belongs to the item whose id stands beside it, where the text agrees, else to the one whose text it is;
    its place on the sheet says nothing. `blank` is the form as it is issued: what it prints is no answer. Whatever
    else somebody typed is offered as well, without an input and with the reason.
    """
    shown, remarks = seen_sheets(grid)
    titled, told = with_headers(shown, blank)
    found = [find_tables(titled, *spec) for spec in TABLES]
    issued = memory(grid)
    code = code_of(grid, [table for tables in found for table in tables])
    earlier = earlier_form(form, code, found[0], issued)
    texts = {item: one.text for item, one in issued.items.items()} if issued else {}
    carrying = _Carrying(form, earlier, _without_strange_ids(titled, earlier), blank)
    carrying.take_scores(found[0], texts)
    carrying.take_measures()
    carrying.take_register(found[2])
    issued_as = (
        {earlier.ids[item]: one for item, one in issued.items.items() if item in earlier.ids}
        if issued
        else {}
    )
    changes = carrying.changes(found, issued_as)
    offers = tuple(_merged(carrying, titled))
    own = Unused(
        found=found,
        code=code or form.code,
        used=frozenset(carrying.used),
        rows=frozenset(carrying.rows),
        why=carrying.why,
        gone=earlier.gone,
        printed=_printed(titled, blank),
        names=frozenset(own_names(form.unit)),
    )
    left = unused_cells(titled, blank, grid, own)
    return Carried((*offers, *left), (*remarks, *told, *earlier.remarks), changes)


def _printed(grid: Grid, blank: Grid) -> dict[str, frozenset[int]]:
    own = [table for spec in TABLES for table in find_tables(blank, *spec)[:1]]
    return {
        sheet.name: frozenset(number for table in own for number in printed_columns(sheet, table).values())
        for sheet in grid.sheets
    }


def _without_strange_ids(grid: Grid, earlier: Earlier) -> Grid:
    """Give the workbook without the ids of numbers and events that have other ids now: their names decide."""
    known = {slot.row_id for slot in slots_of(earlier.form) if slot.column in {Column.ACTUAL, Column.COUNT}}
    known |= {row_id.rpartition("/")[0] for row_id in known if row_id.endswith((NUMERATOR, DENOMINATOR))}
    own, code = set(earlier.ids), earlier.form.code
    sheets = {sheet.name: sheet for sheet in grid.sheets}
    for spec in TABLES[1:]:
        for table in find_tables(grid, *spec):
            strange = {
                (row, table.columns[Column.ID])
                for row in table.rows()
                if _is_strange(table.text(row, Column.ID), code, own, known)
            }
            cells = {at: cell for at, cell in sheets[table.sheet.name].cells.items() if at not in strange}
            sheets[table.sheet.name] = replace(sheets[table.sheet.name], cells=cells)
    return replace(grid, sheets=list(sheets.values()))


def _is_strange(row_id: str, code: str, own: set[str], known: set[str]) -> bool:
    mine = row_id.startswith(f"{code}/")
    item, _, key = row_id.removeprefix(f"{code}/").partition("/")
    return mine and item in own and bool(key) and not key.isdecimal() and f"{item}/{key}" not in known


@dataclass
class _Carrying:
    """What was found so far: offers with the cells they stand in, and what is wrong with other cells.

    `rows` are the rows of tables that belong to something; `places` the cells of all inputs that were found.
    """

    form: Form
    earlier: Earlier
    grid: Grid
    blank: Grid
    offers: list[tuple[At, Offered]] = field(default_factory=list)
    used: set[At] = field(default_factory=set)
    rows: set[tuple[str, int]] = field(default_factory=set)
    places: dict[At, Slot] = field(default_factory=dict)
    why: dict[At, Text] = field(default_factory=dict)
    asked: frozenset[Slot] = frozenset()

    def __post_init__(self) -> None:
        self.asked = frozenset(slots_of(self.form))

    @cached_property
    def inputs(self) -> Inputs:
        """Where the inputs of the blank form are."""
        return Inputs(self.blank, self.form)

    def take_scores(self, tables: Iterable[FoundTable], issued: Mapping[str, str]) -> None:
        """Take the rows of items of every sheet that has them."""
        for table in tables:
            # Merged cells are looked at where their answers are: a merged score leaves the texts beside it usable.
            plain = replace(table, sheet=replace(table.sheet, merges=[]))
            found = item_rows(self.earlier.form, [plain], issued)
            rows = [*found.rows.items(), *_again(found.faults)]
            for item, row in rows:
                self._take_item(table, item, row)
            kept = {(table.sheet.name, row) for _, row in rows}
            self._note_faults(fault for fault in found.faults if not _is_in(fault, kept))
            self._note_other_rows(table, found.total)

    def _take_item(self, table: FoundTable, item: str, row: int) -> None:
        self.rows.add((table.sheet.name, row))
        for column in _INPUTS:
            number = table.columns.get(column)
            if number is not None:
                self._take((table.sheet.name, row, number), Slot(self.earlier.ids[item], column))

    def _note_other_rows(self, table: FoundTable, total: Cell) -> None:
        # The total is computed again, and rows that repeat the titles hold none.
        if total.address:
            row = _at(total)[1]
            self.rows.add((table.sheet.name, row))
            self.used.add((table.sheet.name, row, table.columns.get(Column.SCORE, 0)))
        self.rows |= {(table.sheet.name, row) for row in table.rows() if table.repeats_header(row)}

    def take_measures(self) -> None:
        """Take the achieved numbers."""
        found = achieved(self.earlier.form, self.grid)
        for (item, measure), answer in found.answers.items():
            keys = [f"{measure}/{part}" for part in (NUMERATOR, DENOMINATOR)] if answer.is_rate else [measure]
            for key, cell in zip(keys, answer.inputs, strict=True):
                if cell.address:
                    self.rows.add(_at(cell)[:2])
                    self._take(_at(cell), Slot(self.earlier.ids[item], Column.ACTUAL, key))
        self._note_faults(found.faults)

    def take_register(self, tables: list[FoundTable]) -> None:
        """Take the counted events, the rows of open registers and the statement about deductions."""
        found = register(self.earlier.form, self.grid)
        table = tables[0] if tables else None
        for item, events in found.events.items():
            for event, cell in events.items():
                self._take_row(table, self.earlier.ids[item], event, {Column.COUNT: cell})
        for item, rows in found.rows.items():
            for number, row in enumerate(rows, start=1):
                cells = {Column.EVENT: row.event, Column.DEDUCTION: row.deduction}
                self._take_row(table, self.earlier.ids[item], str(number), cells)
        self._note_faults(found.faults)
        self._take_statement(found)

    def _take_row(self, table: FoundTable | None, item: str, key: str, cells: Mapping[Column, Cell]) -> None:
        for column, cell in cells.items():
            if cell.address:
                self.rows.add(_at(cell)[:2])
                self._take(_at(cell), Slot(item, column, key))
        first = next((cell for cell in cells.values() if cell.address), None)
        number = table.columns.get(Column.REMARK) if table else None
        if first is not None and number is not None:
            sheet, row, _ = _at(first)
            self._take((sheet, row, number), Slot(item, Column.REMARK, key))

    def _take_statement(self, found: Register) -> None:
        if not found.none_cell.address:
            return
        at = _at(found.none_cell)
        if found.none_declared is None:
            self._take(at, STATEMENT)
        elif at not in self.used:
            # The answer may stand behind the question, in one cell with it.
            said = (YES if found.none_declared else NO).of(self.form.catalog.locale)
            self.used.add(at)
            self.offers.append((at, Offered(_place(at), typed(said), STATEMENT)))

    def _take(self, at: At, slot: Slot) -> None:
        raw = self._raw(at)
        if at in self.used:
            return
        self.places[at] = slot
        self.used.add(at)
        if _is_blank(raw) or raw is None or self._is_printed(slot, raw):
            return
        hidden = at[1] in self._sheet(at).hidden_rows
        note = Text("原表中这一行被隐藏", "the row was hidden") if hidden else NOTHING
        self.offers.append((at, Offered(_place(at), self._as_text(slot, raw), slot, note=note)))

    def changes(
        self, found: Iterable[Iterable[FoundTable]], issued: Mapping[str, IssuedItem]
    ) -> tuple[Changed, ...]:
        """Give what stands otherwise than on the form in the rows from which something is offered.

        `issued` is what the workbook's form printed when it was issued, by today's ids.
        """
        by_sheet = {table.sheet.name: table for tables in found for table in tables}
        changed: dict[tuple[str, ...], Changed] = {}
        for at, offer in self.offers:
            if offer.slot is not None and offer.slot != STATEMENT and offer.why == NOTHING:
                told = changed_row(
                    by_sheet[at[0]], at[1], offer.slot, self.inputs, issued.get(offer.slot.item or "")
                )
                for one in told:
                    changed.setdefault((one.slot.row_id, one.column, one.before), one)
        return tuple(changed.values())

    def _is_printed(self, slot: Slot, raw: RawCell) -> bool:
        """Tell whether a cell holds what the form itself prints in an input that the unit doesn't fill in."""
        if slot in self.asked:
            return False
        try:
            printed = self.inputs.stands(slot)
        except KeyError:
            printed = ""
        said = normalised(raw.text or "")
        return said in {normalised(printed), *map(normalised, NOT_APPLICABLE), *self._reads(slot)}

    def _reads(self, slot: Slot) -> set[str]:
        entry = self.form.by_id.get(slot.item or "")
        words = entry.item.rule.cell_reads if entry else None
        return {normalised(word) for word in words or ()}

    def _as_text(self, slot: Slot, raw: RawCell) -> RawCell:
        if slot.takes_number or slot == STATEMENT or raw.kind is not Kind.NUMBER:
            return raw
        return RawCell(Kind.TEXT, as_written(raw, from_1904=self.grid.dates_from_1904), raw.formula)

    def _raw(self, at: At) -> RawCell | None:
        return self._sheet(at).cells.get(at[1:])

    def _sheet(self, at: At) -> Sheet:
        return next(sheet for sheet in self.grid.sheets if sheet.name == at[0])

    def _note_faults(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            for cell in fault.cells:
                if cell.address and fault.kind in _WHY:
                    detail = fault.detail if fault.detail != NOTHING else _WHY[fault.kind]
                    self.why.setdefault(_at(cell), detail)
                    self._take_back(fault, _at(cell), detail)

    def _take_back(self, fault: Fault, at: At, detail: Text) -> None:
        if fault.kind is not FaultKind.DUPLICATE_ROW:
            return
        for number, (place, offer) in enumerate(self.offers):
            if place == at:
                self.offers[number] = (place, replace(offer, why=detail))


_WHY = {
    FaultKind.FOREIGN_ROW: Text("这一行不是本表的任何一项", "the row belongs to no item of the form"),
    FaultKind.MOVED_CELLS: Text(
        "编号、考核内容与各栏对不上", "what stands in the row belongs to different items"
    ),
    FaultKind.DUPLICATE_ROW: Text("同一处填了几次，内容不同", "was answered several times and differently"),
}


def _again(faults: Iterable[Fault]) -> Iterator[tuple[str, int]]:
    """Walk the rows of items that stand on the sheet more than once: alike, they all say the same."""
    for fault in faults:
        if fault.kind is FaultKind.DUPLICATE_ROW and fault.detail == NOTHING and fault.item is not None:
            yield from ((fault.item, _at(cell)[1]) for cell in fault.cells if cell.address)


def _is_in(fault: Fault, rows: set[tuple[str, int]]) -> bool:
    return fault.kind is FaultKind.DUPLICATE_ROW and all(_at(cell)[:2] in rows for cell in fault.cells)


def _merged(carrying: _Carrying, grid: Grid) -> Iterator[Offered]:
    """Walk the offers; what stands in a cell merged over several inputs belongs to nobody knows which of them."""
    merges = {sheet.name: sheet.merges for sheet in grid.sheets}
    columns: dict[tuple[str, int], dict[int, Slot]] = {}
    for (sheet, row, column), slot in carrying.places.items():
        columns.setdefault((sheet, column), {})[row] = slot
    for at, offer in carrying.offers:
        area = next((one for one in merges.get(at[0], ()) if _covers(one, at)), None)
        rows = columns.get((at[0], at[2]), {})
        inside = [slot for row, slot in rows.items() if area and area.top <= row <= area.bottom]
        yield offer if len(inside) < _SEVERAL else replace(offer, why=_merged_words(inside))


_SEVERAL = 2


def _covers(area: Area, at: At) -> bool:
    return area.top <= at[1] <= area.bottom and area.left <= at[2] <= area.right


def _merged_words(slots: list[Slot]) -> Text:
    named = joined(dict.fromkeys(slot.item or "" for slot in slots))
    return Text(
        f"单元格合并了第{named.zh}项的几处，看不出是哪一处的",
        f"the cell is merged over several inputs (items {named.en}), and whose it is can't be told",
    )


def _at(cell: Cell) -> At:
    letters, digits = _SPLIT.fullmatch(cell.address).groups()  # type: ignore[union-attr]  # it has an address
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return cell.sheet, int(digits), column


def _place(at: At) -> Text:
    place = f"{at[0]} {address(at[1], at[2])}"
    return Text(place, place)


def _is_blank(raw: RawCell | None) -> bool:
    return raw is None or (raw.formula is None and not normalised(raw.text or ""))

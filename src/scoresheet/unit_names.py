"""The names that stand beside 填报单位 on a returned form, and whose names they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoresheet.catalog.model import Catalog, Unit
from scoresheet.grid import Grid, Sheet
from scoresheet.matching import normalised
from scoresheet.submission import Cell
from scoresheet.tables import FoundTable, cell_at
from scoresheet.titles import DATE_LABEL, HIDDEN, UNIT_LABEL

_LEAST_NAME = 2
"""A shorter name stands within too many others to say anything."""
_BRACKETS = r"(?:\([^()]*\))*"
_LABELS = tuple(normalised(label).rstrip(":") for label in UNIT_LABEL)
_LABELLED = re.compile(rf"(?:{'|'.join(map(re.escape, _LABELS))}){_BRACKETS}:+")
_STAMPS = re.compile(rf"{_BRACKETS}(?:盖章|公章|签章)?{_BRACKETS}$")
_DATE = re.compile("|".join([*(normalised(label).partition(":")[0] for label in DATE_LABEL), "日期"]))


@dataclass(frozen=True, slots=True)
class PrintedName:
    """What stands beside the label, compared as all texts are, and its cell.

    `is_field` tells that it is the form's own field, with the label as it was issued, not some other words that
    begin like it.
    """

    said: str
    cell: Cell
    is_field: bool

    @property
    def bare(self) -> str:
        """The name without a stamp's place and without the date behind it; "" where none was written."""
        name = _STAMPS.sub("", _DATE.split(self.said)[0])
        return name if any(char.isalpha() for char in name) else ""


def printed_names(grid: Grid, scores: FoundTable | None) -> Iterator[PrintedName]:
    """Walk what stands beside 填报单位 on every sheet; `scores` is the table of items, where one was found."""
    for sheet in grid.sheets:
        if sheet.name != HIDDEN:
            own = scores is not None and scores.sheet is sheet
            yield from _on_sheet(sheet, scores.header if scores is not None and own else 0)


def _on_sheet(sheet: Sheet, header: int) -> Iterator[PrintedName]:
    for row, cells in sheet.rows():
        for column in sorted(cells):
            said = normalised(cells[column].text or "")
            label = next((label for label in _LABELS if said.startswith(label)), None)
            if label is not None:
                yield _printed(sheet, row, column, said.removeprefix(label), is_field=row < header)


def _printed(sheet: Sheet, row: int, column: int, rest: str, *, is_field: bool) -> PrintedName:
    said = rest.lstrip(":")
    if said:
        labelled = _LABELLED.match(normalised(sheet.text(row, column)))
        name = said if labelled is None else normalised(sheet.text(row, column))[labelled.end() :]
        return PrintedName(name, cell_at(sheet, row, column, number=False), is_field and labelled is not None)
    # Some forms leave the label alone in its cell, and the name stands in the next.
    beside = next((other for r, other in sorted(sheet.cells) if r == row and other > column), column)
    name = "" if beside == column else normalised(sheet.text(row, beside))
    is_name = not any(char.isdecimal() or char == ":" for char in name)
    return PrintedName(name, cell_at(sheet, row, beside, number=False), is_field and is_name)


class UnitNames:
    """The names by which the units of a catalog go; `own` is the unit that a form's marks name, if they do."""

    def __init__(self, catalog: Catalog, own: Unit | None = None) -> None:
        self.own = own
        self._catalog = catalog
        self._own_names = {} if own is None else _names(own)
        self._all: dict[str, Unit] = {}

    def exactly(self, said: str) -> Unit | None:
        """Give the unit that goes by a name, as it stands or with words in brackets behind it; None for no unit."""
        if said in self._own_names:
            return self.own
        found = self._units.get(said)
        before, bracket, _ = said.rpartition("(")
        if found is not None or not bracket:
            return found
        found = self._units.get(before)
        return found if all(unit == found for _, unit in self._within(said)) else None

    def other(self, printed: PrintedName) -> Unit | None:
        """Give the unit, other than the form's own, that a printed name names; None where it names none."""
        exact = self.exactly(printed.said)
        if exact is not None or not printed.is_field:
            return None if exact == self.own else exact
        within = self._within(printed.said)
        names_own = any(unit == self.own for _, unit in within)
        others = [
            unit for name, unit in within if unit != self.own and (not names_own or name in _full_names(unit))
        ]
        return next(iter(others), None)

    def is_strange(self, printed: PrintedName) -> bool:
        """Tell whether a printed name is no unit's at all."""
        if not printed.is_field or not printed.bare or self.exactly(printed.said) is not None:
            return False
        # 苍溪团县委 means 苍溪县 whether or not the catalog lists it.
        stem = "" if self.own is None else normalised(self.own.name)[:-1]
        return not self._within(printed.said) and not (len(stem) >= _LEAST_NAME and stem in printed.said)

    @property
    def _units(self) -> Mapping[str, Unit]:
        if not self._all:
            self._all = {name: unit for one in self._catalog.units for name, unit in _names(one).items()}
        return self._all

    def _within(self, said: str) -> list[tuple[str, Unit]]:
        """Give the names that a text contains; a name within a longer one doesn't count: 利州区 in 利州区(新区)."""
        found = []
        contained = [name for name in self._units if len(name) >= _LEAST_NAME and name in said]
        for name in sorted(contained, key=len, reverse=True):
            if name in said:
                found.append((name, self._units[name]))
                said = said.replace(name, "\n")
        return found


def _full_names(unit: Unit) -> set[str]:
    return {normalised(unit.name), normalised(unit.reporting_as)}


def _names(unit: Unit) -> dict[str, Unit]:
    return {normalised(name): unit for name in (unit.name, unit.reporting_as, *unit.aliases)}

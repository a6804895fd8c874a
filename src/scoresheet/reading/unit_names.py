"""The names that stand beside 填报单位 on a returned form, and whose names they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoresheet.catalog.model import Catalog, Unit
from scoresheet.grid import Grid, Sheet
from scoresheet.matching import normalised
from scoresheet.reading.name_index import LEAST_NAME, folded, name_index, own_names
from scoresheet.reading.tables import FoundTable, cell_at
from scoresheet.reading.telling_cells import UNIT_LABELS, telling_cells
from scoresheet.submission import Cell
from scoresheet.titles import DATE_LABEL, HIDDEN, SCORES

_BRACKETS = r"(?:\([^()]*\))*"
_LABELLED = re.compile(rf"(?:{'|'.join(map(re.escape, UNIT_LABELS))}){_BRACKETS}:+")
_STAMPS = re.compile(rf"{_BRACKETS}(?:盖章|公章|签章)?{_BRACKETS}$")
_DATE = re.compile("|".join([*(normalised(label).partition(":")[0] for label in DATE_LABEL), "日期"]))

_UNLABELLED = re.compile("(?:单位(?:名称)?|报送单位|自评单位):+")
_TITLE = re.compile("|".join(re.escape(normalised(title)) for title in SCORES))
_LONGEST_TITLE = 60


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
    for row, column, said in telling_cells(sheet).names:
        label = next(label for label in UNIT_LABELS if said.startswith(label))
        yield _printed(sheet, row, column, said.removeprefix(label), is_field=row < header)


def _printed(sheet: Sheet, row: int, column: int, rest: str, *, is_field: bool) -> PrintedName:
    said = rest.lstrip(":")
    if said:
        labelled = _LABELLED.match(normalised(sheet.text(row, column)))
        name = said if labelled is None else normalised(sheet.text(row, column))[labelled.end() :]
        return PrintedName(name, cell_at(sheet, row, column, number=False), is_field and labelled is not None)
    # Some forms leave the label alone in its cell, and the name stands in the next.
    beside = next((other for other in sheet.row(row) if other > column), column)
    name = "" if beside == column else normalised(sheet.text(row, beside))
    is_name = not any(char.isdecimal() or char == ":" for char in name)
    return PrintedName(name, cell_at(sheet, row, beside, number=False), is_field and is_name)


def names_above(scores: FoundTable) -> Iterator[PrintedName]:
    """Walk the cells above the table of items that may name a unit without the form's own label.

    Those are a title, 青川县自查评分表, and words behind 单位：; what stands there is a guess's ground, never proof.
    """
    for row, cells in scores.sheet.rows():
        for column in cells if row < scores.header else ():
            said = normalised(cells[column].text or "")
            if len(said) <= _LONGEST_TITLE and (_UNLABELLED.match(said) or _TITLE.search(said)):
                bare = _TITLE.sub("", _UNLABELLED.sub("", said))
                yield PrintedName(bare, cell_at(scores.sheet, row, column, number=False), is_field=False)


class UnitNames:
    """The names by which the units of a catalog go; `own` is the unit that a form's marks name, if they do."""

    def __init__(self, catalog: Catalog, own: Unit | None = None) -> None:
        self.own = own
        self._catalog = catalog
        self._own_names = set() if own is None else own_names(own)

    def exactly(self, said: str) -> Unit | None:
        """Give the unit that goes by a name, as it stands or with words in brackets behind it; None for no unit."""
        if folded(said) in self._own_names:
            return self.own
        index = name_index(self._catalog)
        found = index.exact(said)
        before, bracket, _ = said.rpartition("(")
        if found is not None or not bracket:
            return found
        found = index.exact(before)
        return found if all(unit == found for _, unit in index.within(said)) else None

    def certainly(self, printed: PrintedName) -> Unit | None:
        """Give the unit that a printed name stands for beyond doubt, spelt as it is or nearly so."""
        exact = self.exactly(printed.said)
        return exact if exact is not None else name_index(self._catalog).certain(printed.bare)

    def guesses(self, printed: PrintedName) -> tuple[Unit, ...]:
        """Give the units that a printed name may have meant, the likeliest first."""
        return name_index(self._catalog).guesses(printed.bare) if printed.bare else ()

    def other(self, printed: PrintedName) -> Unit | None:
        """Give the unit, other than the form's own, that a printed name names; None where it names none."""
        exact = self.exactly(printed.said)
        if exact is not None or not printed.is_field:
            return None if exact == self.own else exact
        within = name_index(self._catalog).within(printed.said)
        names_own = any(unit == self.own for _, unit in within)
        others = [
            unit
            for name, unit in within
            if unit is not None and unit != self.own and (not names_own or name in _full_names(unit))
        ]
        return next(iter(others), None)

    def is_strange(self, printed: PrintedName) -> bool:
        """Tell whether a printed name is no unit's at all."""
        if not printed.is_field or not printed.bare or self.exactly(printed.said) is not None:
            return False
        # 苍溪团县委 means 苍溪县 whether or not the catalog lists it.
        stem = "" if self.own is None else normalised(self.own.name)[:-1]
        within = name_index(self._catalog).within(printed.said)
        return not within and not (len(stem) >= LEAST_NAME and stem in printed.said)


def _full_names(unit: Unit) -> set[str]:
    return {folded(unit.name), folded(unit.reporting_as)}

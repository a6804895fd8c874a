"""Which of a catalog's units a workbook of any round is from: by its ids, by the printed name, else by its file name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoresheet.catalog.model import Catalog, Unit
from scoresheet.filling.earlier_form import code_of
from scoresheet.filling.lost_header import TABLES
from scoresheet.grid import Grid
from scoresheet.matching import normalised
from scoresheet.reading.name_index import name_index
from scoresheet.reading.senders import Names, sender
from scoresheet.reading.tables import find_tables
from scoresheet.reading.unit_names import UnitNames, printed_names


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose answers a workbook holds; None where that can't be told, `several` where its marks name different units."""

    unit: Unit | None
    several: tuple[Unit, ...] = ()


def source_unit(catalog: Catalog, names: Names, grid: Grid, place: str) -> Sender:
    """Tell whose workbook it is; `place` is its path as the user named it, which decides only where nothing else does."""
    found = {unit.id: unit for unit in _marks(catalog, grid)}
    if len(found) > 1:
        return Sender(None, tuple(found.values()))
    return Sender(next(iter(found.values()), None) or sender(names, place))


def _marks(catalog: Catalog, grid: Grid) -> Iterator[Unit]:
    tables = [table for spec in TABLES for table in find_tables(grid, *spec)]
    code = code_of(grid, tables)
    unit = name_index(catalog).by_id(normalised(code.split("/")[2])) if code else None
    if unit is not None:
        yield unit
    known, scores = UnitNames(catalog), next(iter(find_tables(grid, *TABLES[0])), None)
    for printed in printed_names(grid, scores):
        named = known.certainly(printed) if printed.is_field else known.exactly(printed.said)
        if named is not None:
            yield named

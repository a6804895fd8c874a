"""Which of a catalog's units a workbook of any round is from: by what it says itself, else by its file name."""

from __future__ import annotations

from dataclasses import dataclass

from scoresheet.catalog.model import Catalog, Unit
from scoresheet.filling.printed_units import Sign, signs
from scoresheet.filling.seen_sheets import seen_sheets
from scoresheet.grid import Grid
from scoresheet.reading.senders import Names, named
from scoresheet.reading.unit_names import UnitNames


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose answers a workbook holds.

    `unit` is None where that can't be told. `signs` are those that say so, one for each unit that is named; several
    where they contradict each other. `doubtful` is a sign that may mean somebody else. `by_file` are the units that
    the file's name names, which decides only where there is no sign.
    """

    unit: Unit | None
    signs: tuple[Sign, ...] = ()
    doubtful: Sign | None = None
    by_file: tuple[Unit, ...] = ()

    @property
    def several(self) -> tuple[Unit, ...]:
        """The units between which the workbook itself leaves a doubt."""
        units = tuple(one.unit for one in self.signs if one.unit is not None)
        return units if len(units) > 1 else ()


def source_unit(catalog: Catalog, names: Names, grid: Grid, place: str) -> Sender:
    """Tell whose workbook it is; `place` is its path as the user named it."""
    found = signs(catalog, grid, seen_sheets(grid)[0])
    by_file = tuple(unit for unit in named(names, place) if unit is not None)
    # What is printed is shown to the user rather than an id, which says the same.
    ordered = sorted(
        (one for one in found if one.unit is not None), key=lambda one: (one.is_office, one.is_id)
    )
    telling: dict[str, Sign] = {}
    for one in ordered:
        telling.setdefault(one.unit.id if one.unit else "", one)
    if len(telling) > 1:
        return Sender(None, tuple(telling.values()), by_file=by_file)
    own = next((one.unit for one in telling.values()), None)
    doubtful = next((one for one in found if one.unit is None and not _is_of(catalog, own, one)), None)
    if doubtful is not None:
        return Sender(None, tuple(telling.values()), doubtful, by_file)
    by_name = by_file[0] if len(by_file) == 1 else None
    return Sender(own or by_name, tuple(telling.values()), None, by_file)


def _is_of(catalog: Catalog, own: Unit | None, sign: Sign) -> bool:
    """Tell whether a name that is nobody's for certain is that of a unit which something else names."""
    if own is None:
        return False
    names = UnitNames(catalog, own)
    # An id of another round may name whom it likes.
    return sign.is_id or (names.other(sign.name) is None and not names.is_strange(sign.name))

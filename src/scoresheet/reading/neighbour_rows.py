"""Rows that carry the ids of another form of this catalog, by the form: each neighbour is told once, with a count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from scoresheet.catalog.form import Form
from scoresheet.language import Text
from scoresheet.matching import normalised
from scoresheet.reading.name_index import name_index
from scoresheet.reading.tables import FoundTable, foreign_rows
from scoresheet.reading.telling_cells import CODE_LENGTH
from scoresheet.submission import Cell, Fault, FaultKind, Mark
from scoresheet.titles import Column

_MOST_CELLS = 20


def rows_of_nothing(
    form: Form, table: FoundTable, rows: Sequence[int], cells: Callable[[int], tuple[Cell, ...]]
) -> Iterator[Fault]:
    """Give the faults of rows that belong to nothing on a form; `cells` gives what stands in one.

    Those of a unit's form are one fault, marked as the unit's; all others are told as rows of nobody.
    """
    others: list[int] = []
    by_unit: dict[str, list[int]] = {}
    for row in rows:
        name = _neighbour(form, table.text(row, Column.ID))
        (others if name is None else by_unit.setdefault(name, [])).append(row)
    for name, listed in by_unit.items():
        yield _fault(table, name, listed)
    yield from foreign_rows(others, cells)


def _neighbour(form: Form, row_id: str) -> str | None:
    pieces = normalised(row_id).split("/")
    if len(pieces) <= CODE_LENGTH or pieces[CODE_LENGTH - 1] == normalised(form.unit.id):
        return None
    unit = name_index(form.catalog).by_id(pieces[CODE_LENGTH - 1])
    return None if unit is None else unit.name


def _fault(table: FoundTable, name: str, rows: Sequence[int]) -> Fault:
    zh, en = f"编号是{name}的", f"its id is {name}'s"
    if len(rows) > 1:
        zh, en = f"{zh}，这样的行共有{len(rows)}行", f"{en}; there are {len(rows)} such rows"
    cells = tuple(table.cell(row, Column.ID) for row in rows[:_MOST_CELLS])
    return Fault(FaultKind.FOREIGN_ROW, cells, detail=Text(zh, en), mark=Mark.UNIT)

"""Columns that have come loose from one another: sorted in part, or with their titles exchanged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from scoresheet.catalog.form import Form
from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.reading.tables import FoundTable
from scoresheet.submission import Cell, Fault, FaultKind
from scoresheet.titles import Column

_MANY = 3
"""So many rows whose points are those of other items were moved; a typing mistake touches one or two."""
_TOLD = 20


def moved_cells(form: Form, table: FoundTable, rows: Mapping[str, int]) -> Iterator[Fault]:
    """Give the one fault of a table in which points and scores stand beside other items' texts; none where they fit.

    `rows` are the items' rows. Only what can't be a changed number is told: points that are all there and in other
    places, or scores that are all the printed points while the points are not.
    """
    if not {Column.POINTS, Column.SCORE} <= table.columns.keys():
        return
    stated = {item: table.number(row, Column.POINTS) for item, row in rows.items()}
    printed = {item: form.by_id[item].item.points for item in rows}
    wrong = [item for item in rows if stated[item].number != printed[item]]
    if _are_exchanged(table, rows, printed, len(wrong)):
        yield _exchanged(table, len(wrong))
    elif len(wrong) >= _MANY and _values(stated, wrong) == Counter(printed[item] for item in wrong):
        yield _moved([stated[item] for item in wrong], wrong[0], printed[wrong[0]])


def _values(stated: Mapping[str, Cell], wrong: list[str]) -> Counter[Decimal | None]:
    return Counter(stated[item].number for item in wrong)


def _are_exchanged(
    table: FoundTable, rows: Mapping[str, int], printed: Mapping[str, Decimal], wrong: int
) -> bool:
    # A form whose scores stand before its points was either sorted anew by its county or titled wrongly.
    is_reversed = table.columns[Column.SCORE] < table.columns[Column.POINTS]
    if not wrong or not (is_reversed or wrong >= _MANY):
        return False
    are_numbers = all(table.number(row, Column.POINTS).number is not None for row in rows.values())
    return are_numbers and all(
        table.number(row, Column.SCORE).number == printed[item] for item, row in rows.items()
    )


def _exchanged(table: FoundTable, wrong: int) -> Fault:
    cells = tuple(table.cell(table.header, column) for column in (Column.POINTS, Column.SCORE))
    detail = Text(
        f"“分值”和“自查得分”两栏的标题可能写反了：“自查得分”下面的数全部等于下发的分值，“分值”下面有{wrong}个数与下发的不同",
        "the titles “Points” and “Score” seem to be exchanged: all numbers under “Score” are the points as issued, "
        f"and {wrong} under “Points” are not",
    )
    return Fault(FaultKind.MOVED_CELLS, cells, detail=detail)


def _moved(cells: list[Cell], item: str, points: Decimal) -> Fault:
    stands = cells[0].number
    shown = "" if stands is None else plain(stands)
    detail = Text(
        f"考核内容与分值、自查得分各栏对不上：第{item}项的分值应为{plain(points)}，这一行是{shown}，"
        f"这样的行共有{len(cells)}行，而各行的分值合起来与下发的相同",
        f"texts and the columns of points and scores don't fit: item {item} has {plain(points)} points and its row "
        f"{shown}; there are {len(cells)} such rows, and all together hold the points as issued",
    )
    return Fault(FaultKind.MOVED_CELLS, tuple(cells[:_TOLD]), detail=detail)

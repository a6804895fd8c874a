"""A table of the ranking workbook: columns with names, one row per unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoresheet.catalog.model import Category, Item
from scoresheet.grid import address
from scoresheet.language import Text
from scoresheet.ranking.certainty import PlaceRange
from scoresheet.ranking_workbook.references import quoted, stretch

RANKING = Text("排名", "Ranking")
CHARTS = Text("图表", "Charts")
CERTAINTY = Text("名次把握", "Certainty")
MATRIX = Text("得分矩阵", "Score matrix")
CATEGORIES = Text("分类得分", "By category")
SOURCES = Text("数据来源", "Sources")
SHORTFALLS = Text("未完成情况", "Shortfalls")
DONE = Text("完成情况", "What was done")
RETURNS = Text("报送情况", "Returns")
PROBLEMS = Text("问题清单", "Problems")
METHOD = Text("计分说明", "Method")

LIST_HEAD = 4
"""The row with the titles of the columns on every sheet that is one plain list; its rows follow."""

MOST_ROWS = 100_000
"""A longer list takes the memory and the patience of whoever opens it; a sheet of Excel ends at ten times as many rows."""


def is_listed(row: int) -> bool:
    """Tell whether a row of a plain list, counted from 1 on its sheet, is written: a list that is too long is cut."""
    return row <= LIST_HEAD + MOST_ROWS


class Columns:
    """Columns that are given out from left to right, each under a name."""

    def __init__(self, names: Iterable[str]) -> None:
        """Give out the columns from 1 on."""
        self._numbers = {name: number for number, name in enumerate(names, start=1)}

    def __getitem__(self, name: str) -> int:
        """Give a column's number."""
        return self._numbers[name]

    @property
    def last(self) -> int:
        """The last column's number."""
        return len(self._numbers)

    def __contains__(self, name: str) -> bool:
        """Tell whether a column was given out."""
        return name in self._numbers

    def span(self, names: Sequence[str]) -> tuple[int, int]:
        """Give the first and the last column of names that stand side by side."""
        return self[names[0]], self[names[-1]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row per unit: its sheet, its columns, the row of its first unit and how many there are."""

    sheet: str
    columns: Columns
    first: int
    count: int

    @property
    def last(self) -> int:
        """The last unit's row."""
        return self.first + self.count - 1

    def cells(self, name: str) -> str:
        """Give the fixed address of a column's cells, with the sheet."""
        return f"{quoted(self.sheet)}!{stretch(self.columns[name], self.first, self.last)}"

    def cell(self, name: str, row: int) -> str:
        """Give the address of a cell, with the sheet."""
        return f"{quoted(self.sheet)}!{address(row, self.columns[name])}"


def target(sheet: str, row: int) -> str:
    """Give the address of the first cell of a row, with its sheet, as links take it."""
    return f"{quoted(sheet)}!A{row}"


def span(places: PlaceRange) -> str:
    """Write a range of places: 3, or 2—5."""
    return str(places.best) if places.is_sure else f"{places.best}—{places.worst}"


def item_column(item: Item) -> str:
    """Name the column of an item."""
    return f"item {item.id}"


def category_column(category: Category) -> str:
    """Name the column of a category."""
    return f"category {category.id}"


def level_column(number: int) -> str:
    """Name the column of the place that a unit has once so many tie-breaks were looked at."""
    return f"level {number}"


def tie_column(criterion: str) -> str:
    """Name the column of the score that breaks ties."""
    return f"tie {criterion}"

"""The sheets of a workbook that people see, each column that holds answers under the title that today's form gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from scoresheet.grid import Grid, Kind, RawCell, Sheet
from scoresheet.language import Text, joined
from scoresheet.matching import normalised
from scoresheet.reading.tables import lists_corrections
from scoresheet.titles import HIDDEN, SCORES_COLUMNS, TITLES, Column

_FURTHER: Mapping[Column, tuple[str, ...]] = {
    Column.TEXT: (
        *(
            "考核内容及要求",
            "考核指标",
            "指标内容",
            "考核项目",
            "评分内容",
            "评价内容",
            "工作内容",
            "指标名称",
        ),
        *("indicators", "item", "items", "requirement", "what is asked"),
    ),
    Column.POINTS: (
        *("标准分值", "标准分", "考核分值", "指标分值", "满分值", "满分"),
        *("max points", "maximum points", "maximum score", "max score", "worth"),
    ),
    Column.SCORE: (
        *(
            "自评得分",
            "自评分数",
            "自评分值",
            "自评分",
            "自查分数",
            "自查分值",
            "自查评分",
            "自查分",
            "自我评分",
        ),
        *("self-score", "self score", "self-assessed score", "own score", "得分"),
    ),
    Column.DONE: (
        *(
            "工作完成情况",
            "任务完成情况",
            "落实情况",
            "工作开展情况",
            "开展情况",
            "自查情况",
            "done",
            "achievements",
        ),
    ),
    Column.REASON: (
        *(
            "未完成原因说明",
            "未完成原因",
            "未完成情况",
            "未完成说明",
            "未完成情况及原因",
            "扣分原因",
            "失分原因",
        ),
        *("扣分说明", "原因说明", "原因", "reasons", "reason", "reason for shortfall"),
    ),
}
"""What else the columns are called on sheets that were typed anew, the plainest names first.

Names of scores that somebody else gives (考核得分, 核定得分) are none of these.
"""
_LEAST_TITLES = 3
_LAST_HEADER = 200
_LONGEST_TITLE = 40


def seen_sheets(grid: Grid) -> tuple[Grid, tuple[Text, ...]]:
    """Give the sheets that people see, and what is to be told of them.

    A hidden sheet must not contradict what is seen. A column that goes by another name gets the form's own, and that
    is told.
    """
    kept = [one for one in grid.sheets if one.name != HIDDEN and not lists_corrections(one)]
    visible = [one for one in kept if one.visibility == "visible"] or kept
    hidden = [one.name for one in kept if one not in visible]
    remarks = [_unread(hidden)] if hidden else []
    sheets = []
    for sheet in visible:
        titles = _renamed(sheet)
        sheets.append(_titled(sheet, titles) if titles else sheet)
        remarks += [_taken_for(sheet, at, column) for at, column in titles.items()]
    return replace(grid, sheets=sheets), tuple(dict.fromkeys(remarks))


def _unread(hidden: list[str]) -> Text:
    return Text(
        f"没有读取隐藏的工作表：{joined(hidden).zh}", f"hidden sheets were not read: {joined(hidden).en}"
    )


def _taken_for(sheet: Sheet, at: tuple[int, int], column: Column) -> Text:
    said, title = sheet.text(*at), TITLES[column]
    return Text(f"“{said}”一栏按“{title.zh}”读取", f"the column “{said}” was taken for “{title.en}”")


def _titled(sheet: Sheet, titles: Mapping[tuple[int, int], Column]) -> Sheet:
    own = {at: RawCell(Kind.TEXT, TITLES[column].zh) for at, column in titles.items()}
    return replace(sheet, cells={**sheet.cells, **own})


def _renamed(sheet: Sheet) -> dict[tuple[int, int], Column]:
    """Give the cells of the header row under whose other name a column goes that has no cell of its own name."""
    best, renamed = _LEAST_TITLES - 1, dict[tuple[int, int], Column]()
    for row, cells in sheet.rows():
        if row > _LAST_HEADER:
            break
        named = _named(cells)
        is_header = Column.TEXT in named and not {Column.SCORE, Column.DONE}.isdisjoint(named)
        if is_header and len(named) > best:
            found = {
                column: one for column, ranked in named.items() if (one := _plainest(ranked)) is not None
            }
            best, renamed = len(named), {(row, number): column for column, number in found.items()}
    return renamed


def _named(cells: Mapping[int, RawCell]) -> dict[Column, list[tuple[int, int]]]:
    """Give the cells of a row that name a column, each with how plainly: 0 is the form's own title."""
    named: dict[Column, list[tuple[int, int]]] = {}
    for number, cell in cells.items():
        if cell.text and cell.formula is None and len(cell.text) <= _LONGEST_TITLE:
            column, rank = _NAMES.get(_folded(cell.text), (None, 0))
            if column is not None:
                named.setdefault(column, []).append((rank, number))
    return named


def _plainest(ranked: list[tuple[int, int]]) -> int | None:
    """Give the cell that names a column most plainly; None for the form's own title, and for two alike."""
    least = min(rank for rank, _ in ranked)
    first = [number for rank, number in ranked if rank == least]
    return first[0] if least > 0 and len(first) == 1 else None


def _folded(title: str) -> str:
    return _ASIDE.sub("", normalised(title)).casefold().rstrip(":")


_ASIDE = re.compile(r"(?<=.)\([^()]*\)$")


def _ranked() -> Iterator[tuple[str, tuple[Column, int]]]:
    for column, further in _FURTHER.items():
        yield from ((_folded(title), (column, rank)) for rank, title in enumerate(further, start=1))
    for column in SCORES_COLUMNS:
        yield from ((_folded(title), (column, 0)) for title in TITLES[column])


_NAMES = dict(_ranked())

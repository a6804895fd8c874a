"""S105: a row belongs to no item."""

from __future__ import annotations

import samples
import tables
from scoresheet.checks.s105_foreign_row import foreign_row
from scoresheet.submission import Fault, FaultKind
from scoresheet.titles import SCORES


def test_the_total_is_no_foreign_row() -> None:
    """The row of the total is the form's own."""
    table = """
    | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
    | 5    | 15   | 15       | 已完成   |                |
    | 合计 | 25   | 25       |          |                |
    """

    assert tables.codes(table) == []


def test_the_row_is_quoted_by_its_words() -> None:
    """The first words of the row are told, so that the sender recognises it."""
    table = """
    | 编号 | 考核内容           | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
    | 5    | 见保障指标（实行扣分制） | 15 | 15 | 已完成   |                |
    | 6    | 创新加分           | 2    | 2        | 有表彰   |                |
    """

    assert tables.found_by(foreign_row, table) == [("B10 C10 D10 E10", "有一行不属于任何一项：“创新加分”。")]


def test_a_row_of_numbers_alone_is_told_without_words() -> None:
    """A row without words is named by its cells."""
    fault = Fault(FaultKind.FOREIGN_ROW, (samples.cell(SCORES.zh, "D10", "5"),))

    assert tables.found_by(foreign_row, samples.submission(faults=(fault,))) == [
        ("D10", "有一行不属于任何一项。")
    ]


def test_long_words_are_cut() -> None:
    """A row that holds a whole page doesn't fill the report."""
    fault = Fault(FaultKind.FOREIGN_ROW, (samples.cell(SCORES.zh, "B10", "很" * 500),))
    ((_, message),) = tables.found_by(foreign_row, samples.submission(faults=(fault,)))

    assert message == f"有一行不属于任何一项：“{'很' * 39}…”。"

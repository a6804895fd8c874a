"""S104: an item has several rows."""

from __future__ import annotations

import tables
from scoresheet.checks.s104_duplicate_row import duplicate_row


def test_one_row_an_item_is_left_alone() -> None:
    """Items that stand once have no finding."""
    table = """
    | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
    | 1    | 3    | 3        | 已完成   |                |
    | 2    | 4    | 4        | 已完成   |                |
    """

    assert tables.found_by(duplicate_row, table) == []


def test_all_cells_of_the_item_are_named() -> None:
    """Both rows are pointed at, even where they say the same; neither is judged."""
    table = """
    | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
    | 1    | 3    | 3        | 已完成   |                |
    | 2    | 4    | 9        |          |                |
    | 2    | 4    | 9        |          |                |
    """

    assert tables.found_by(duplicate_row, table) == [("D6 D7", "第2项出现了多行，无法确认以哪一行为准。")]
    assert tables.codes(table) == ["S104"]

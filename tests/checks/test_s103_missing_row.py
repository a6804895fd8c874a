"""S103: an item has no row."""

from __future__ import annotations

import tables
from scoresheet.checks.s103_missing_row import missing_row


def test_rows_in_another_order_are_left_alone() -> None:
    """What counts is that a row is there, not where."""
    table = """
    | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
    | 2    | 4    | 4        | 已完成   |                |
    | 1    | 3    | 3        | 已完成   |                |
    """

    assert tables.codes(table) == []


def test_missing_rows_are_told_item_by_item() -> None:
    """Each missing item is named; it has no cell to point at, and nothing else is told about it."""
    table = """
    | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
    | 1    | 3    | 3        | 已完成   |                |
    | 4    | 1.5  | 1.5      | 已完成   |                |
    """

    assert tables.found_by(missing_row, table) == [("", "表中没有找到第2项。"), ("", "表中没有找到第3项。")]
    assert tables.codes(table) == ["S103", "S103"]

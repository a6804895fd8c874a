"""What a workbook prints about whose it is: labels, titles, tabs, columns and seals; nothing else is taken for a name."""

from __future__ import annotations

import pytest

from returned import CATALOG
from scoresheet.filling.printed_units import signs, unit_label
from scoresheet.grid import Grid, Kind, RawCell, Sheet

HEADER = ("考核内容", "分值", "自查得分", "完成情况", "未完成情况说明")
ROW = ("开展活动不少于3次", "3", "2", "已完成", "")


def sheet(*rows: tuple[str, ...], name: str = "Sheet1") -> Grid:
    """Give a workbook of one sheet with these rows."""
    cells = {
        (row, column): RawCell(Kind.TEXT, text)
        for row, texts in enumerate(rows, start=1)
        for column, text in enumerate(texts, start=1)
        if text
    }
    return Grid([Sheet(name, cells=cells)])


def told(grid: Grid) -> list[tuple[str, str | None]]:
    """Give what the signs say and the units that they name."""
    return [(one.said, one.unit.name if one.unit else None) for one in signs(CATALOG, grid, grid)]


@pytest.mark.parametrize(
    "rows",
    [
        (("共青团2014年度目标绩效指标完成情况自查评分表",), HEADER, ROW),
        (("单位：万元",), HEADER, ROW),
        (("单位：分",), HEADER, ROW),
        (("填报单位：",), HEADER, ROW),
        (("填报单位：            时间：2014年11月",), HEADER, ROW),
        (("填报单位", "时间：2014年"), HEADER, ROW),
        (("填报单位负责人：张三",), HEADER, ROW),
        (("考核对象：各县区团委",), HEADER, ROW),
        (("适用于苍溪县、旺苍县",), HEADER, ROW),
        (("各县区2014年自查评分表",), HEADER, ROW),
        (HEADER, ("与旺苍县联合开展活动", "3", "2", "到旺苍县开展了活动", "")),
        (HEADER, ROW, ("注：旺苍县的数据另报",)),
        (HEADER, ROW, ("单位负责人（签字）：",)),
        (("序号", *HEADER, "单位"), ("1", *ROW, "次"), ("2", *ROW, "名")),
    ],
)
def test_nothing_is_taken_for_a_name(rows: tuple[tuple[str, ...], ...]) -> None:
    """Titles of all, units of measures, empty labels, answers and notes name nobody."""
    assert told(sheet(*rows)) == []


@pytest.mark.parametrize(
    ("rows", "said", "unit"),
    [
        (("填报单位：苍溪县团委",), "苍溪县团委", "苍溪县"),
        (("填报单位：旺苍县团委（盖章）    时间：2014年11月20日",), "旺苍县团委", "旺苍县"),
        (("填报单位：旺苍县    填报人：张三",), "旺苍县", "旺苍县"),
        (("单位：旺苍县",), "旺苍县", "旺苍县"),
        (("单位名称", "旺苍县"), "旺苍县", "旺苍县"),
        (("填报单位 旺苍县团委",), "旺苍县团委", "旺苍县"),
        (("填报单位：苍溪县教育局",), "苍溪县教育局", "苍溪县"),
        (("填报单位：中共广元市苍溪县委",), "中共广元市苍溪县委", "苍溪县"),
        (("填报单位：苍溪县职业中学",), "苍溪县职业中学", None),
        (("填报单位：北京市朝阳区",), "北京市朝阳区", None),
        (("填报单位：办公室",), "办公室", None),
        (("单位：北京市朝阳区",), "北京市朝阳区", None),
        (("旺苍县2014年自查评分表",), "旺苍县2014年自查评分表", "旺苍县"),
        (("旺苍县",), "旺苍县", "旺苍县"),
        (("北京市朝阳区2014年自查评分表",), "北京市朝阳区", None),
        (("2013年朝阳区自查评分表",), "朝阳区", None),
    ],
)
def test_names_above_the_table(rows: tuple[str, ...], said: str, unit: str | None) -> None:
    """A name is taken for a unit's only where that is certain; an unknown one is told all the same."""
    assert dict(told(sheet(rows, HEADER, ROW))) == {said: unit}


@pytest.mark.parametrize(
    "grid",
    [
        sheet(HEADER, ROW, name="旺苍县"),
        sheet(HEADER, ROW, ("旺苍县团委（盖章）",)),
        sheet(HEADER, ROW, ("填报单位（盖章）：旺苍县团委",)),
        sheet(("填报单位", *HEADER), ("旺苍县", *ROW)),
        sheet(("单位", *HEADER), ("旺苍县", *ROW)),
        sheet((), ("旺苍县自查情况",), ("开展活动", "3", "2")),
    ],
    ids=["tab", "seal", "label below", "column", "column called 单位", "no header"],
)
def test_names_elsewhere(grid: Grid) -> None:
    """The name of the sheet, a seal below the table and a column beside the items say whose it is as well."""
    assert {unit for _, unit in told(grid)} == {"旺苍县"}


@pytest.mark.parametrize(
    ("words", "behind"),
    [
        ("填报单位：苍溪县", "苍溪县"),
        ("单位名称", ""),
        ("单位负责人", None),
        ("填报单位苍溪县", None),
        ("考核内容", None),
    ],
)
def test_label(words: str, behind: str | None) -> None:
    """A label is told from words that merely begin like one."""
    assert unit_label(words) == behind

"""The sheets that people see, and columns that go by another name."""

from __future__ import annotations

import pytest

from scoresheet.filling.seen_sheets import seen_sheets
from scoresheet.grid import Grid, Kind, RawCell, Sheet


def headed(*titles: str, visibility: str = "visible") -> Sheet:
    """Give a sheet with these titles in its third row."""
    cells = {(3, column): RawCell(Kind.TEXT, title) for column, title in enumerate(titles, start=1)}
    return Sheet(f"表{len(titles)}", visibility, cells)


def titles_of(sheet: Sheet) -> tuple[str, ...]:
    """Give the titles of a sheet as they are read."""
    return tuple(cell.text or "" for _, cell in sorted(sheet.cells.items()))


@pytest.mark.parametrize(
    "titles",
    [
        ("考核内容", "分值", "自查得分", "得分", "完成情况", "未完成情况说明", "原因"),
        ("考核内容", "分值", "核定得分", "考核得分", "完成情况"),
        ("考核内容", "分值", "得分", "得分", "完成情况"),
        ("指标", "单位", "目标数", "实际完成数"),
        ("得分", "原因"),
        ("姓名", "得分", "原因"),
    ],
    ids=["own titles", "somebody else's score", "twice", "measures", "too few", "another table"],
)
def test_titles_that_stay(titles: tuple[str, ...]) -> None:
    """A column keeps its title where the form's own is there, where two could be meant, and in other tables."""
    grid, remarks = seen_sheets(Grid([headed(*titles)]))
    assert (titles_of(grid.sheets[0]), remarks) == (titles, ())


@pytest.mark.parametrize(
    ("titles", "read"),
    [
        (("考核内容", "分值", "得分", "完成情况", "原因"), (2, 4)),
        (("考核内容", "分值", "自评得分", "得分", "完成情况"), (2,)),
        (("考核指标", "标准分", "自评分（由单位填）", "工作完成情况", "扣分原因"), (0, 1, 2, 3, 4)),
        (("Indicators", "Max points", "Self-score", "Done", "Reasons"), (0, 1, 2, 3, 4)),
    ],
)
def test_titles_that_mean_the_same(titles: tuple[str, ...], read: tuple[int, ...]) -> None:
    """Usual other names are read as the form's own, the plainest where there are several, and that is told."""
    own = ("考核内容", "分值", "自查得分", "完成情况", "未完成情况说明")
    grid, remarks = seen_sheets(Grid([headed(*titles)]))
    found = titles_of(grid.sheets[0])

    assert {number for number, title in enumerate(titles) if found[number] != title} == set(read)
    assert {found[number] for number in read} <= set(own)
    assert [titles[number] in remark.zh for number, remark in zip(read, remarks, strict=True)] == [
        True
    ] * len(read)


def test_hidden_sheet_is_not_seen() -> None:
    """A hidden sheet is left out and named, unless there is no other."""
    shown, hidden = headed("甲"), headed("甲", "乙", visibility="hidden")
    grid, remarks = seen_sheets(Grid([shown, hidden]))
    assert ([one.name for one in grid.sheets], "表2" in remarks[0].zh) == (["表1"], True)
    assert seen_sheets(Grid([hidden]))[0].sheets == [hidden]

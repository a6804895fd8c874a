"""The table of targets is read in whatever way Excel saves it, and every mistake is told by line and field."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from scoresheet.catalog.targets import Table, read_targets

UNITS = {"510824": "510824", "苍溪县": "510824", "苍溪": "510824", "gyjkq": "gyjkq", "开发区": "gyjkq"}
MEASURES = {("1", "activities"), ("2", "volunteers")}
HEADER = "unit,1/activities,2/volunteers\n"
CANGXI = {("510824", "1", "activities"): Decimal(3), ("510824", "2", "volunteers"): Decimal(19)}


def table(folder: Path, content: str | bytes) -> Table:
    """Read a table of this content."""
    path = folder / "targets.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_targets(path, UNITS, MEASURES)


@pytest.mark.parametrize(
    ("content", "values"),
    [
        (HEADER, {}),
        (HEADER + "510824,3,19\n", CANGXI),
        ("\ufeff" + HEADER + "510824,3,19", CANGXI),
        ((HEADER + "苍溪县,3,19\n").encode("gb18030"), CANGXI),
        ((HEADER + "苍溪,3,19\n").replace("\n", "\r\n"), CANGXI),
        ("单位,2/volunteers,1/activities\n苍 溪,19,3\n", CANGXI),
        (HEADER + '"510824", 3 ,"19"\n', CANGXI),
        (HEADER + "510824,3,19\ngyjkq,,\n", CANGXI),
        (HEADER + "\n510824,3,19,,\n,,\n", CANGXI),
        ("unit,1/activities,2/volunteers,,\n510824,3,19,,\n", CANGXI),
        (HEADER + "510824,3.50\n", {("510824", "1", "activities"): Decimal("3.50")}),
        (HEADER + "510824,0\n", {("510824", "1", "activities"): Decimal(0)}),
    ],
)
def test_a_table_without_mistakes_is_read(
    tmp_path: Path, content: str | bytes, values: dict[tuple[str, str, str], Decimal]
) -> None:
    """Encodings, line ends, blanks, quotes, blank rows and columns make no difference; a blank cell is no target."""
    read = table(tmp_path, content)
    assert (read.values, [mistake.message.zh for mistake in read.mistakes]) == (values, [])


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        ("", (1, 1), "标题应为 unit"),
        ("name,1/activities\n", (1, 1), "标题应为 unit"),
        ("unit;1/activities\n", (1, 1), "半角逗号"),
        (HEADER.encode("utf-16"), (1, 1), "编码无法识别"),
        (b"unit\xff\xff", (1, 1), "编码无法识别"),
        ("unit,1/activity\n", (1, 2), "您是不是要写“1/activities”？"),
        ("unit,3/x\n", (1, 2), "没有“3/x”这个指标"),
        ("unit,1/activities,1/activities\n", (1, 3), "与第2列重复"),
        (HEADER + "苍西县,3\n", (2, 1), "您是不是要写“苍溪县”？"),
        (HEADER + "510824,3\n苍溪,4\n", (3, 1), "在第2行已有一行"),
        (HEADER + ",3\n", (2, 1), "没有写单位"),
        (HEADER + "gyjkq,,\n510824,3,十九\n", (3, 3), "“十九”不是数"),
        (HEADER + "510824,3,19名\n", (2, 3), "您是不是要写“19”？"),
        (HEADER + '510824,"1,000"\n', (2, 2), "您是不是要写“1000”？"),
        (HEADER + "510824,3,-1\n", (2, 3), "是负数"),
        (HEADER + "510824,3,1e5\n", (2, 3), "不是数"),
        (HEADER + "510824,3,0.1234567890123456\n", (2, 3), "最多能存15位"),
        (HEADER + "510824,3,19,5\n", (2, 4), "标题列以外"),
        ("unit,,1/activities\n510824,3,\n", (2, 2), "标题列以外"),
        (HEADER + '510824,"3\n', (2, 1), "引号没有配对"),
    ],
)
def test_a_mistake_in_the_table_is_told_by_line_and_field(
    tmp_path: Path, content: str | bytes, place: tuple[int, int], says: str
) -> None:
    """The place is the line and the number of the field, in figures and in words."""
    (mistake,) = table(tmp_path, content).mistakes
    assert (mistake.line, mistake.column) == place
    assert says in mistake.message.zh
    assert mistake.message.zh.startswith(f"第{place[0]}行第{place[1]}列")
    assert mistake.message.en.startswith(f"Line {place[0]}, field {place[1]}: ")
    assert not mistake.caret


def test_all_mistakes_of_a_table_are_told_at_once(tmp_path: Path) -> None:
    """Rows and columns go on being checked after a mistake."""
    content = "unit,1/activities,9/x\n510824,many,1\nnobody,2,\n510824,-1,\n"
    places = [(mistake.line, mistake.column) for mistake in table(tmp_path, content).mistakes]
    assert places == [(1, 3), (2, 2), (3, 1), (4, 1), (4, 2)]


def test_a_line_inside_quotes_keeps_the_count(tmp_path: Path) -> None:
    """After a field with a line break in it, the lines are still those of the file."""
    (mistake,) = table(tmp_path, HEADER + '"510824\n",3,19\ngyjkq,x\n').mistakes
    assert (mistake.line, mistake.column) == (4, 2)


def test_a_missing_table_is_the_callers_matter(tmp_path: Path) -> None:
    """A file that can't be opened raises OSError."""
    with pytest.raises(FileNotFoundError):
        read_targets(tmp_path / "no.csv", UNITS, MEASURES)

"""The table of targets is read in whatever way Excel saves it, and every mistake is told by line and field."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from scoresheet.catalog.model import NotApplicable
from scoresheet.catalog.targets import Known, Table, read_targets

UNITS = {"510824": "510824", "苍溪县": "510824", "苍溪": "510824", "gyjkq": "gyjkq", "开发区": "gyjkq"}
MEASURES = {("1", "activities"), ("2", "volunteers")}
KNOWN = Known(
    UNITS,
    MEASURES,
    {"1", "2", "21"},
    {"gyjkq": {"21": NotApplicable.DROP}},
    {("1", "activities"): Decimal(3)},
    {("1", "activities"): "次", ("2", "volunteers"): "名"},
)
HEADER = "unit,1/activities,2/volunteers\n"
CANGXI = {("510824", "1", "activities"): Decimal(3), ("510824", "2", "volunteers"): Decimal(19)}


def table(folder: Path, content: str | bytes) -> Table:
    """Read a table of this content."""
    path = folder / "targets.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_targets(path, KNOWN)


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
        ("#目标数\n" + HEADER + "#指标,活动,志愿者\n510824,3,19\n", CANGXI),
        ("各单位目标数,,\n填写说明,,\n" + HEADER + "510824,3,19\n", CANGXI),
        ("unit,#备注,1/activities,2/volunteers\n510824,已核,3,19\n", CANGXI),
        ("unit,名称,1/activities,2/volunteers\n510824,苍溪县,3,19\n", CANGXI),
        ("unit,name,1/activities,2/volunteers\n,苍溪县,3,19\n", CANGXI),
        (HEADER + "510824,3,19\ngyjkq,3（默认）,默认\n", CANGXI),
        (HEADER + "510824,3,19\ngyjkq,3 (default),\n", CANGXI),
        ("单位编号,名称,1/activities,2/volunteers\n510824,苍溪县,3,19\n", CANGXI),
        (HEADER + "510824,3,19\nu01,,\n", CANGXI),
        ("unit,name,1/activities,2/volunteers,9/x\n510824,,3,19,\nu01,某单位,,,\n", CANGXI),
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
        ("", (1, 1), "标题应为“单位编号”"),
        ("name,1/activities\n", (1, 1), "标题应为“单位编号”"),
        ("unit;1/activities\n", (1, 1), "半角逗号"),
        (HEADER.encode("utf-16"), (1, 1), "编码无法识别"),
        (b"unit\xff\xff", (1, 1), "编码无法识别"),
        ("unit,1/activity\n510824,3\n", (1, 2), "您是不是要写“1/activities”？"),
        ("unit,3/x\n510824,3\n", (1, 2), "没有“3/x”这个指标"),
        ("unit,1/activities,1/activities\n", (1, 3), "与第2列重复"),
        (HEADER + "苍西县,3\n", (2, 1), "您是不是要写“苍溪县”？"),
        (HEADER + "510824,3\n苍溪,4\n", (3, 1), "在第2行已有一行"),
        (HEADER + ",3\n", (2, 1), "没有写单位"),
        (HEADER + "gyjkq,,\n510824,3,十九\n", (3, 3), "“十九”不是数"),
        (HEADER + "510824,3,19人\n", (2, 3), "您是不是要写“19”？"),
        (HEADER + "510824,3,1²\n", (2, 3), "不是数"),
        (HEADER + "nobody,,19名\n", (2, 1), "没有“nobody”这个单位"),
        (HEADER + '510824,"1,000"\n', (2, 2), "您是不是要写“1000”？"),
        (HEADER + "510824,3,-1\n", (2, 3), "是负数"),
        (HEADER + "510824,3,1e5\n", (2, 3), "不是数"),
        (HEADER + "510824,3,0.1234567890123456\n", (2, 3), "最多能存15位"),
        (HEADER + "510824,3,19,5\n", (2, 4), "标题列以外"),
        ("unit,,1/activities\n510824,3,\n", (2, 2), "标题列以外"),
        (HEADER + "gyjkq,5（默认）\n", (2, 2), "目录里的默认数是3"),
        (HEADER + "gyjkq,3,5（默认）\n", (2, 3), "目录里没有默认数"),
        ("unit,名称,1/activities\n510824,开发区,3\n", (2, 2), "分不清这一行是哪个单位的"),
        ("unit,不适用\n510824,21\n", (2, 2), "要写明怎样处理"),
        ("unit,不适用\n510824,22：折算\n", (2, 2), "没有编号为“22”"),
        ("unit,不适用\ngyjkq,21：满分\n", (2, 2), "在指标目录里写的是不计（drop）"),
        ("unit,不适用,not_applicable\n", (1, 3), "与第2列重复"),
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


@pytest.mark.parametrize("written", ["3", "3.0"])
def test_a_plain_number_needs_no_note(tmp_path: Path, written: str) -> None:
    """What is written as a number is read without a word."""
    assert table(tmp_path, HEADER + f"510824,{written}\n").notes == []


@pytest.mark.parametrize(("written", "number"), [("19名", 19), ("19 名", 19), ("１９", 19), ("１９名", 19)])
def test_a_number_with_its_unit_is_read_and_told(tmp_path: Path, written: str, number: int) -> None:
    """Full-width digits, and the measure's own unit behind a number, are read without loss and told with their place."""
    read = table(tmp_path, HEADER + f"510824,3,{written}\n")
    assert read.mistakes == []
    assert read.values["510824", "2", "volunteers"] == number
    (note,) = read.notes
    assert (note.line, note.column) == (2, 3)
    assert f"“{written}”按{number}读入" in note.message.zh


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
        read_targets(tmp_path / "no.csv", KNOWN)


def test_a_name_says_the_unit_where_its_id_was_spoilt(tmp_path: Path) -> None:
    """Spreadsheet programs take the zeros off an id; the name beside it still tells the unit."""
    known = Known({"000123": "000123", "苍溪县": "000123"}, MEASURES)
    path = tmp_path / "targets.csv"
    path.write_text("unit,名称,1/activities\n123,苍溪县,3\n", encoding="utf-8")
    assert read_targets(path, known).values == {("000123", "1", "activities"): Decimal(3)}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", None),
        ("21：折算", {"21": NotApplicable.RESCALE}),
        ("21: rescale; 2: full", {"21": NotApplicable.RESCALE, "2": NotApplicable.FULL}),
        ("21（不计）、2 满分", {"21": NotApplicable.DROP, "2": NotApplicable.FULL}),
        # What it says of the catalog is the catalog's own matter.
        ("21：折算（见目录）", None),
    ],
)
def test_items_that_do_not_apply_are_read(
    tmp_path: Path, written: str, read: dict[str, NotApplicable] | None
) -> None:
    """A column of the table says which items don't apply to a unit and what becomes of them."""
    found = table(tmp_path, f"unit,不适用\n510824,{written}\n")
    assert (found.not_applicable, found.mistakes) == ({"510824": read} if read else {}, [])


def test_what_the_catalog_says_is_not_taken_for_the_tables_own(tmp_path: Path) -> None:
    """An item that doesn't apply by the catalog may stand in the table too, and stays the catalog's."""
    for written in ("21：不计", "21：不计（见目录）"):
        found = table(tmp_path, f"unit,不适用\ngyjkq,{written}\n")
        assert (found.not_applicable, found.in_catalog) == ({}, {"gyjkq": {"21"}})

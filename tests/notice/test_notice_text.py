"""Notices as plain text: quotation marks, one cell per line, encodings and size."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from notices import drafted
from scoresheet.notice.drafting import Topic, UnusableNotice, draft
from scoresheet.notice.marked_rows import marked_rows
from scoresheet.notice.opening import read_notice

TITLES = "序号\t考核内容\t分值"
STEPS = "\n".join(
    ["2024年度城市管理考核表", "序号", "考核内容", "分值", "评分标准"]
    + [
        line
        for number in range(1, 11)
        for line in (
            str(number),
            f"做好第{'甲乙丙丁戊己庚辛壬癸'[number - 1]}类工作",
            "5-10" if number == 8 else "10",
            "每少1次扣1分" if number % 2 else "",
        )
    ]
    + ["", "合计", "100", ""]
)


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (['1\t"三下乡"活动\t3'], [["1", '"三下乡"活动', "3"]]),
        (['1\t"争当\t3', '2\t捐书"\t4'], [["1", '"争当', "3"], ["2", '捐书"', "4"]]),
        (['1\t"手拉手"\t3'], [["1", '"手拉手"', "3"]]),
        (['1\t"争当', "2\t植树\t4"], [["1", '"争当'], ["2", "植树", "4"]]),
        (['1\t"说""好""话"\t3'], [["1", '说"好"话', "3"]]),
        (['1\t"一', '二"\t3'], [["1", "一\n二", "3"]]),
        (['1\t"一', '二"\t"三', '四"'], [["1", "一\n二", "三\n四"]]),
    ],
)
def test_quotation_marks_in_a_table_with_tabs(lines: list[str], rows: list[list[str]]) -> None:
    """Quotation marks are part of the text unless a cell can't do without them; no line with all columns is swallowed."""
    assert [cells for _, cells in marked_rows([TITLES, *lines], "\t")][1:] == rows


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (['1,"三下乡"活动,3'], [["1", '"三下乡"活动', "3"]]),
        (['1,"会议,培训",3'], [["1", "会议,培训", "3"]]),
        (['"1","会议","3"'], [["1", '"会议"', "3"]]),
    ],
)
def test_quotation_marks_in_a_table_with_commas(lines: list[str], rows: list[list[str]]) -> None:
    """A cell in quotation marks may hold commas."""
    found = [cells for _, cells in marked_rows(["序号,考核内容,分值", *lines], ",")][1:]

    assert [[cell.strip('"') for cell in cells] for cells in found] == [
        [cell.strip('"') for cell in row] for row in rows
    ]


def test_a_file_with_every_cell_in_quotation_marks() -> None:
    """Where the titles are all enclosed, so is every cell."""
    lines = ['"序号","考核内容","分值"', '"1","会议","3"']

    assert [cells for _, cells in marked_rows(lines, ",")] == [
        ["序号", "考核内容", "分值"],
        ["1", "会议", "3"],
    ]


def test_an_unbalanced_quotation_mark_costs_no_item(tmp_path: Path) -> None:
    """Every row stays an item of its own, with its text as printed."""
    text = f'考核表\n{TITLES}\n1\t"三下乡"活动不少于3次\t3\n2\t"争当好少年活动\t4\n3\t植树\t5\n4\t捐书"\t6\n'
    _, catalog = drafted(text, tmp_path)

    assert [item.points for item in catalog.items] == [3, 4, 5, 6]
    assert [item.text for item in catalog.items][1:] == ['"争当好少年活动', "植树", '捐书"']


def test_one_cell_per_line_goes_on_behind_points_that_are_no_number(tmp_path: Path) -> None:
    """A row whose points can't be read is a decision, and neither it nor those behind it are lost."""
    made, catalog = drafted(STEPS, tmp_path)
    told = [one.sentence.zh for one in made.decisions if one.topic is Topic.NO_POINTS]

    assert [item.id for item in catalog.items] == ["1", "2", "3", "4", "5", "6", "7", "9", "10"]
    assert [words for words in told if "“做好第辛类工作”分值栏写的是“5-10”" in words] == told != []
    assert '      # - id: "8"' in made.yaml
    assert [one.sentence.zh[:13] for one in made.decisions if one.topic is Topic.TOTAL] == [
        "通知写“合计 100”，即"
    ]


def test_one_cell_per_line_with_a_dash_in_the_last_row(tmp_path: Path) -> None:
    """The last row may have no number of points, and the sum below it may have lost its empty cells."""
    text = "考核表\n序号\n考核内容\n分值\n评分标准\n1\n召开会议\n60\n\n2\n做好宣传\n40\n\n3\n发生重大事故\n—\n一票否决\n合计\n100\n\n注：以文件为准\n"
    made, catalog = drafted(text, tmp_path)

    assert [item.points for item in catalog.items] == [60, 40, 0]
    assert catalog.items[2].rule.kind == "veto"
    assert Topic.TOTAL not in {one.topic for one in made.decisions}
    assert "注：以文件为准" in made.yaml


def test_rows_that_lost_their_empty_cells_part_at_their_numbers(tmp_path: Path) -> None:
    """With a column of numbers, a row begins at the next number, whatever stands behind the points."""
    text = "考核表\n序号\n考核内容\n分值\n评分标准\n1\n召开会议\n40\n2\n做好宣传\n5-10\n每少1次扣1分\n3\n按期换届\n20\n扣完为止\n合计\n100\n"
    made, catalog = drafted(text, tmp_path)

    assert [(item.id, item.text, item.points) for item in catalog.items] == [
        ("1", "召开会议", Decimal(40)),
        ("3", "按期换届", Decimal(20)),
    ]
    assert "“做好宣传”分值栏写的是“5-10”" in " ".join(one.sentence.zh for one in made.decisions)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    """Text is read in any encoding that Notepad and WPS write, with and without the mark at its beginning."""
    _, catalog = drafted(f"2024年度考核表\r\n{TITLES}\r\n1\t召开会议\t10\r\n".encode(encoding), tmp_path)

    assert [item.text for item in catalog.items] == ["召开会议"]


def test_stray_control_characters_do_no_harm(tmp_path: Path) -> None:
    """A NUL within the text isn't printed and isn't read."""
    _, catalog = drafted(f"{TITLES}\n1\t召开\0会议\t10\n", tmp_path)

    assert [item.text for item in catalog.items] == ["召开会议"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (rb"{\rtf1\ansi \'bf\'bc}", "另存为 .docx"),
        (b"PK\x03\x04" + bytes(40), "不完整的 Word、Excel 文件"),
        (bytes(range(256)) * 4, "认不出这是什么文件"),
        (b"x\n" * 30_000, "太大"),
        ("长".encode() * 3_000_000, "太大"),
        (f"{TITLES}\n1\t{'长' * 2_500}\t3\n".encode(), "一项放不下"),
        (f"考核表\n{'（' * 20_000}\n".encode(), "没有找到考核表"),
    ],
)
def test_what_can_not_be_read_is_told_with_the_remedy(data: bytes, said: str) -> None:
    """What is no text, or too much of it, gets a sentence that says what to do."""
    with pytest.raises(UnusableNotice) as error:
        draft(data, "通知")

    assert said in error.value.reason.zh


@pytest.mark.parametrize(
    "text",
    [
        "标 题 " + " " * 200_000 + "x\n序号  考核内容  分值\n1  开展活动3次  5\n",
        "序号|考核内容|分值\n1|召开会议|5\n2|" + "（" * 20_000 + "|5\n",
        "序号|考核内容|分值|评分标准\n1|召开会议|5|" + "每少1次扣1分，" * 5_000 + "\n2|做好宣传|5|\n",
    ],
)
def test_endless_cells_end_nothing(text: str) -> None:
    """A cell of any length is read or told, and what stands beside it is drafted."""
    assert draft(text.encode(), "通知").counts.items == 1


def test_a_table_of_targets_in_text(tmp_path: Path) -> None:
    """The units' own targets are read from lines with tabs, and from one cell per line."""
    items = f"考核表\n{TITLES}\n1\t培训志愿者40名\t60\n2\t开展主题活动不少于3次\t40\n合计\t\t100\n\n\n\n\n"
    rows = [("县（市、区）", "培训志愿者", "第2项"), ("东山县", "50", "4"), ("西河县", "30", "3")]
    tabs = "\n".join("\t".join(row) for row in rows)
    lines = "\n".join(cell for row in rows for cell in row)

    for number, table in enumerate((tabs, lines)):
        (tmp_path / str(number)).mkdir()
        made, _ = drafted(f"任务分解\n{table}\n\n{items}", tmp_path / str(number))
        assert made.targets_csv == "unit,1/m1,2/m1\nu01,50,4\nu02,30,3\n"


def test_lines_with_tabs_that_are_no_table_stay_lines() -> None:
    """A line to fill in and one with two contacts belong to the text."""
    notice = read_notice("填报单位：\t时间：\n联系人：\t张三\n电话：\t3267503\n".encode())

    assert [line.text for line in notice.lines] == ["填报单位：\t时间：", "联系人：\t张三", "电话：\t3267503"]

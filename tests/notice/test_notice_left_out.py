"""What a notice prints besides its items: second tables, notes, grades, levels; all of it is drafted or told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from notices import Rows, book, drafted, word
from scoresheet.catalog.model import Catalog
from scoresheet.language import NOTHING
from scoresheet.notice.drafting import Draft, Topic
from scoresheet.notice.heading import read_heading
from scoresheet.notice.page import Line

HEAD = ("序号", "考核内容", "分值", "评分标准")
ITEMS: Rows = [
    HEAD,
    ("1", "召开会议不少于3次", "60", "每少1次扣5分"),
    ("2", "做好宣传", "40", ""),
    ("合计", "", "100", ""),
]
TELLING = {Topic.GRADES, Topic.OUTSIDE, Topic.NOT_USED, Topic.NOTES, Topic.FOOTNOTE}


def _told(made: Draft, topic: Topic) -> str:
    return " ".join(one.sentence.zh for one in made.decisions if one.topic is topic)


def _names(catalog: Catalog) -> list[tuple[str | None, int]]:
    return [(one.name, len(one.items)) for one in catalog.categories]


def test_a_plain_notice_leaves_nothing_out(tmp_path: Path) -> None:
    """Lines about other things aren't told."""
    lines = [
        "关于开展考核的通知",
        "各县区：",
        "请于2023年12月10日前报送，培训率达90%以上的做法可另附。",
        "2023年度考核表",
    ]
    made, _ = drafted(word(lines, ITEMS, after=["（此表一式两份）"]), tmp_path)

    assert {one.topic for one in made.decisions} & TELLING == set()


def test_rules_and_grades_outside_the_table_are_told(tmp_path: Path) -> None:
    """What the lines say about grades and scoring is quoted in decisions."""
    lines = [
        "考核实行百分制，90分以上为优秀，60分以下为不合格。",
        "迟报的扣2分；发生重大事故的一票否决。",
        "2023年度考核表",
    ]
    made, _ = drafted(word(lines, ITEMS), tmp_path)

    assert "90分以上为优秀" in _told(made, Topic.GRADES)
    assert "“迟报的扣2分”“发生重大事故的一票否决”" in _told(made, Topic.OUTSIDE)


def test_notes_below_the_table_are_told_and_copied(tmp_path: Path) -> None:
    """A note behind the table, with the numbered lines that follow it, stands at the end of the draft."""
    after = ["注：1.扣完为止。", "2.“以上”包括本数。", "某市水利局"]
    made, _ = drafted(word(["2023年度考核表"], ITEMS, after=after), tmp_path)

    assert "注：1.扣完为止。”“2.“以上”包括本数。" in _told(made, Topic.NOTES)
    assert made.yaml.rstrip().endswith("# 原表下面的说明：“2.“以上”包括本数。”")
    assert _told(made, Topic.OUTSIDE) == ""


def test_a_second_table_of_extra_points_is_drafted(tmp_path: Path) -> None:
    """A table called 加分内容 gives bonuses, which are no part of the total."""
    extra: Rows = [("序号", "加分内容", "分值", "加分标准"), ("1", "获国家级表彰", "5", "每项加5分")]
    made, catalog = drafted(book(("考核", ITEMS), ("加分", extra)), tmp_path)

    assert [item.rule.kind for item in catalog.items] == ["shortfall", "judged", "bonus"]
    assert catalog.total == 100
    assert _told(made, Topic.NOT_USED) == ""


def test_a_second_table_in_the_same_grid(tmp_path: Path) -> None:
    """New titles within a table hold for the rows below them."""
    rows: Rows = [
        *ITEMS[:3],
        ("序号", "加分内容", "加分标准", "分值"),
        ("3", "获国家级表彰", "每项加5分", "5"),
    ]
    made, catalog = drafted(book(("考核", rows)), tmp_path)

    assert [item.rule.kind for item in catalog.items] == ["shortfall", "judged", "bonus"]
    assert "        points: 5\n        text: 获国家级表彰\n" in made.yaml


def test_a_table_of_deductions_is_kept_out_of_the_total(tmp_path: Path) -> None:
    """Points that are taken off are no points to be had; the item stands behind # with a decision."""
    costs: Rows = [("序号", "扣分情形", "扣分值"), ("1", "迟报材料", "2")]
    made, catalog = drafted(book(("考核", ITEMS), ("扣分", costs)), tmp_path)

    assert catalog.total == 100
    assert "“迟报材料”是扣分表里的" in _told(made, Topic.ONLY_COSTS)
    assert "#   text: 迟报材料" in made.yaml


def test_a_table_of_something_else_is_told(tmp_path: Path) -> None:
    """No table goes unmentioned; one that only sets out the page does."""
    people: Rows = [("姓名", "职务", "电话"), ("张三", "书记", "3267503")]
    made, _ = drafted(book(("考核", ITEMS), ("名单", people), ("封面", [("2023年度考核",)])), tmp_path)

    assert "“名单”（姓名、职务、电话）没有用上" in _told(made, Topic.NOT_USED)
    assert "封面" not in _told(made, Topic.NOT_USED)


def test_captions_of_several_tables_are_their_headings(tmp_path: Path) -> None:
    """Where tables have no headings, the line above each is the category of its items."""
    text = "2023年度考核\n\n附件1 共性指标\n考核内容\t分值\n召开会议\t60\n\n\n\n\n附件2 个性指标\n考核内容\t分值\n植树\t40\n"
    _, catalog = drafted(text, tmp_path)

    assert _names(catalog) == [("共性指标", 1), ("个性指标", 1)]


def test_a_table_that_goes_on_is_no_second_one(tmp_path: Path) -> None:
    """续表 is no heading."""
    text = "2023年度考核表\n考核内容\t分值\n召开会议\t60\n\n\n\n\n续表\n考核内容\t分值\n植树\t40\n"
    _, catalog = drafted(text, tmp_path)

    assert len(catalog.categories) == 1


def test_headings_under_headings_are_told(tmp_path: Path) -> None:
    """Of two levels the first makes the categories, which a decision says."""
    rows: Rows = [
        ("一级指标", "二级指标", "考核内容", "分值"),
        ("组织", "会议", "召开会议", 60),
        (None, "宣传", "做好宣传", 40),
    ]
    made, catalog = drafted(book(("考核", rows), merged=["A2:A3"]), tmp_path)

    assert _names(catalog) == [("组织", 2)]
    assert "“组织 / 会议”" in _told(made, Topic.CATEGORIES)


def test_points_of_headings_in_a_column_of_their_own(tmp_path: Path) -> None:
    """Of two columns of points the one behind the text is the items'; the other is compared with their sum."""
    rows: Rows = [
        ("一级指标", "分值", "二级指标", "分值", "评分标准"),
        ("组织", 50, "召开会议", 20, ""),
        (None, None, "做好宣传", 20, ""),
        ("业务", 60, "完成项目", 60, ""),
    ]
    made, catalog = drafted(book(("考核", rows), merged=["A2:A3", "B2:B3"]), tmp_path)

    assert [item.points for item in catalog.items] == [20, 20, 60]
    assert "“组织”印的是50分，其中各项相加是40分" in _told(made, Topic.HEADING_POINTS)


@pytest.mark.parametrize(("written", "second"), [("四十", 40), ("四十分", 40)])
def test_chapters_over_points_in_words(written: str, second: int, tmp_path: Path) -> None:
    """一 over 1 and 2 is their heading, and points may be printed in words."""
    text = f"序号\t考核内容\t分值\n一\t安全工作\t100分\n1\t演练\t{written}\n2\t责任书\t60分\n"
    _, catalog = drafted(text, tmp_path)

    assert [(item.text, item.points) for item in catalog.items] == [
        ("演练", Decimal(second)),
        ("责任书", Decimal(60)),
    ]
    assert _names(catalog) == [("安全工作", 2)]


def test_a_chapter_that_its_items_do_not_make(tmp_path: Path) -> None:
    """What 一 states and 1 and 2 don't add up to is a decision, and nothing counts twice."""
    made, catalog = drafted("序号\t考核内容\t分值\n一\t安全工作\t100\n1\t演练\t30\n2\t责任书\t60\n", tmp_path)

    assert catalog.total == 90
    assert "“安全工作”印的是100分，其中各项相加是90分" in _told(made, Topic.HEADING_POINTS)


def test_items_that_are_called_one_and_two_in_words(tmp_path: Path) -> None:
    """一、二、三 without anything under them are items."""
    _, catalog = drafted("序号\t考核内容\t分值\n一\t演练\t30\n二\t责任书\t60\n三\t宣传\t10\n", tmp_path)

    assert [item.points for item in catalog.items] == [30, 60, 10]


def test_points_inside_the_texts(tmp_path: Path) -> None:
    """Numbered parts that each end with their points are items; degrees of one thing are none."""
    rows: Rows = [
        ("考核项目及分值", "考核内容及标准", "得分"),
        ("政治建设（30分）", "1.全年学习不少于12次（10分）；2.开展主题党日（20分）。", ""),
        ("组织建设（40分）", "按期换届选举（40分）", ""),
        ("表彰（8分）", "国家级（5分）、省级（3分）表彰", ""),
    ]
    made, catalog = drafted(book(("考核", rows)), tmp_path)

    assert [(item.text[:6], item.points) for item in catalog.items] == [
        ("1.全年学习", Decimal(10)),
        ("2.开展主题", Decimal(20)),
        ("按期换届选举", Decimal(40)),
    ]
    assert "“国家级（5分）、省级（3分）表彰”没有印分值" in _told(made, Topic.NO_POINTS)
    assert Topic.WEIGHTS not in {one.topic for one in made.decisions}


def test_hidden_rows_and_sheets_are_told(tmp_path: Path) -> None:
    """What people don't see in a workbook is left out, and a decision says so."""
    path = tmp_path / "通知.xlsx"
    path.write_bytes(book(("考核", ITEMS), ("旧表", ITEMS)))
    made_book = openpyxl.load_workbook(path)
    made_book["考核"].row_dimensions[3].hidden = True
    made_book["旧表"].sheet_state = "hidden"
    made_book.save(path)
    made, catalog = drafted(path.read_bytes(), tmp_path)

    assert [item.text for item in catalog.items] == ["召开会议不少于{m1}次"]
    assert "“考核”里隐藏的1行没有读" in _told(made, Topic.NOT_USED)
    assert "工作表“旧表”是隐藏的" in _told(made, Topic.NOT_USED)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("附属医院2023年度考核表", "附属医院2023年度考核表"),
        ("附件一览表2023年度", "附件一览表2023年度"),
        ("附件2 临江市2023年度考核评分表", "临江市2023年度考核评分表"),
        ("附件2临江市2023年度考核评分表", "临江市2023年度考核评分表"),
        ("附件：2023年度考核指标", "2023年度考核指标"),
        ("附件 2023年度考核指标", "2023年度考核指标"),
        ("附件1-2：2023年度考核指标", "2023年度考核指标"),
        ("附表三 2023年度考核指标", "2023年度考核指标"),
        ("Annex 2 Assessment 2023", "Assessment 2023"),
    ],
)
def test_titles_without_the_annex_before_them(line: str, title: str) -> None:
    """附件2 before a title is no part of it, with a colon or without."""
    lines = [Line(line, NOTHING)]

    assert read_heading(lines, lines).title == title


def test_the_list_at_the_top_names_no_lines_of_the_draft(tmp_path: Path) -> None:
    """Decisions point to the notice: lines of the draft move as soon as the first one is followed."""
    made, _ = drafted(word(["2023年度考核表"], ITEMS), tmp_path)
    lines = made.yaml.splitlines()

    assert "本文件第" not in made.yaml
    for one in made.decisions:
        assert any(line.startswith(f"# {one.number}. ") for line in lines)
        assert "需要定" in lines[one.line - 1]


def test_a_sheet_of_lines_is_read_like_the_lines_of_a_text(tmp_path: Path) -> None:
    """What stands in a sheet of its own, one sentence per row, tells the deadline and the rules as well."""
    lines: Rows = [("考核说明",), ("东山县、西河县水利局：请于2023年12月5日前报送。",), ("迟报的扣2分。",)]
    made, catalog = drafted(book(("说明", lines), ("2023年度考核表", ITEMS)), tmp_path)

    assert str(catalog.round.due) == "2023-12-05"
    assert "迟报的扣2分" in _told(made, Topic.OUTSIDE)
    assert _told(made, Topic.NOT_USED) == ""


def test_a_heading_over_bonuses_states_what_they_can_bring(tmp_path: Path) -> None:
    """Bonuses are no part of the total, but the points of their heading are theirs."""
    rows: Rows = [
        ("类别", "考核内容", "分值", "评分标准"),
        ("工作（40分）", "召开会议", 40, ""),
        ("加分项（5分）", "获国家级表彰", 5, "每项加5分"),
    ]
    made, _ = drafted(book(("考核", rows)), tmp_path)

    assert _told(made, Topic.HEADING_POINTS) == ""


def test_a_table_in_text_that_is_not_used_is_told(tmp_path: Path) -> None:
    """Lines with marks between their cells that hold something else don't vanish."""
    text = "2023年度考核表\n考核内容\t分值\n召开会议\t40\n\n\n\n\n等级 | 奖金\n一类 | 500\n二类 | 300\n"
    made, _ = drafted(text, tmp_path)

    assert "（等级、奖金）没有用上" in _told(made, Topic.NOT_USED)

"""Units and their own targets, in whatever table or line a notice prints them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from notices import Rows, book, drafted
from scoresheet.language import NOTHING
from scoresheet.notice.addressees import addressees, assessed
from scoresheet.notice.drafting import Topic
from scoresheet.notice.page import Cell, Line, Row, Table
from scoresheet.notice.unit_tables import is_units, target_tables

ITEMS: Rows = [
    ("序号", "考核内容", "分值"),
    (1, "培训各类志愿者40名", 60),
    (2, "开展主题活动不少于3次", 40),
    ("合计", None, 100),
]


def _table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(Row(tuple(Cell(text) for text in row)) for row in rows))


@pytest.mark.parametrize("title", ["考核内容", "序号", "分值", "区分", "市场", "县域经济", "单位工程质量"])
def test_titles_that_are_no_units(title: str) -> None:
    """A title that only begins like one of units is none."""
    assert not is_units(title)


@pytest.mark.parametrize(
    "title",
    [
        "县（市、区）",
        "县(市、区)",
        "县 区",
        "市州",
        "区县",
        "旗县（市、区）",
        "镇（街道）",
        "乡镇（街道）名称",
        "单位名称",
        "填报单位",
        "考核对象",
        "Unit",
    ],
)
def test_titles_of_units(title: str) -> None:
    """The brackets and marks of 县（市、区） change nothing."""
    assert is_units(title)


@pytest.mark.parametrize(
    "rows",
    [
        [("姓名", "职务", "电话"), ("张三", "书记", "3267503"), ("李四", "干事", "3271932")],
        [("指标", "一季度", "二季度"), ("植树", "3", "4"), ("培训", "5", "6")],
        [("指标", "责任单位", "牵头部门"), ("植树", "3", "4"), ("培训", "5", "6")],
        [("指标", "单位", "数量"), ("植树", "亩", "4"), ("培训", "名", "6"), ("走访", "户", "6")],
        [("单位", "联系人", "电话号码"), ("东山县", "张三", "无"), ("西河县", "李四", "无")],
    ],
)
def test_tables_of_other_things(rows: list[tuple[str, ...]]) -> None:
    """Quarters, people and departments are no units with targets."""
    assert list(target_tables([_table(*rows)])) == []


@pytest.mark.parametrize(
    "sheet",
    [
        [("单位", "培训各类志愿者（名）", "第2项"), ("东山县", 50, 4), ("西河县", 30, 3), ("合计", 80, 7)],
        [
            ("序号", "县（市、区）", "培训各类志愿者", "开展主题活动"),
            (1, "东山县", 50, 4),
            (2, "西河县", 30, 3),
        ],
        [
            ("指标", "计量单位", "东山县", "西河县"),
            ("培训各类志愿者", "名", 50, 30),
            ("开展主题活动", "次", 4, 3),
        ],
        [
            ("序号", "任务", "东山县", "西河县", "合计"),
            (1, "培训各类志愿者40名", "≥50", 30, 80),
            (2, "第2项", "4次", "3次", 7),
        ],
    ],
)
def test_targets_with_a_row_or_a_column_for_each_unit(sheet: Rows, tmp_path: Path) -> None:
    """Both ways of printing the units' targets give the same units and numbers."""
    made, catalog = drafted(book(("评分表", ITEMS), ("任务分解", sheet)), tmp_path)

    assert [unit.name for unit in catalog.units] == ["东山县", "西河县"]
    assert made.targets_csv == "unit,1/m1,2/m1\nu01,50,4\nu02,30,3\n"
    assert Topic.TARGETS not in {one.topic for one in made.decisions}
    assert Topic.NOT_USED not in {one.topic for one in made.decisions}


def test_titles_of_targets_in_two_rows(tmp_path: Path) -> None:
    """A title over several columns goes on in the row below it."""
    sheet: Rows = [
        ("单位", "志愿者工作", None),
        (None, "培训各类志愿者", "第2项"),
        ("东山县", 50, 4),
        ("西河县", 30, 3),
    ]
    made, _ = drafted(book(("任务", sheet), ("评分表", ITEMS), merged=["B1:C1", "A1:A2"]), tmp_path)

    assert made.targets_csv == "unit,1/m1,2/m1\nu01,50,4\nu02,30,3\n"


@pytest.mark.parametrize("written", ["/", "—", "不适用", "待定", "3-5"])
def test_a_target_that_is_no_number_is_told(written: str, tmp_path: Path) -> None:
    """A stroke in the table of targets isn't taken for the default in silence."""
    sheet: Rows = [
        ("单位", "培训各类志愿者", "第2项"),
        ("东山县", 50, 4),
        ("西河县", 30, 3),
        ("高新区", 20, written),
    ]
    made, _ = drafted(book(("评分表", ITEMS), ("任务分解", sheet)), tmp_path)
    (told,) = [one.sentence.zh for one in made.decisions if one.topic is Topic.TARGETS]

    assert f"高新区的“第2项”（写的是“{written}”）不是数" in told
    assert "not_applicable" in told
    assert made.targets_csv.splitlines()[-1] == "u03,20,"


def test_columns_of_units_in_the_table_of_indicators(tmp_path: Path) -> None:
    """Where a title above says that they hold targets they are read, otherwise a decision names them."""
    head: Sequence[str | float | None] = ("序号", "考核内容", "分值", "东山县", "西河县")
    rows: Rows = [
        (1, "培训各类志愿者40名", 60, 50, 30),
        (2, "开展主题活动不少于3次", 40, 4, 3),
    ]
    told, _ = drafted(book(("表", [(None, None, None, "目标任务", None), head, *rows])), tmp_path)
    silent, catalog = drafted(book(("表", [head, *rows])), tmp_path)

    assert told.targets_csv == "unit,1/m1,2/m1\nu01,50,4\nu02,30,3\n"
    assert silent.targets_csv == "unit,not_applicable\n"
    assert [unit.name for unit in catalog.units] == ["东山县", "西河县"]
    assert [
        "没有印明是目标数" in one.sentence.zh for one in silent.decisions if one.topic is Topic.TARGETS
    ] == [True]


def _lines(*texts: str) -> list[Line]:
    return [Line(text, NOTHING) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "考核对象为各县（市、区）人民政府。",
        "考核对象：全体干部职工、离退休人员",
        "检查单位内部管理，完善制度",
        "一是抓好以下工作：",
    ],
)
def test_lines_that_list_no_units(text: str) -> None:
    """Those that are meant in general, and people, aren't units with names."""
    assert assessed(_lines(text)).names == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("考核对象：临江县、安河县、东山区。", ("临江县", "安河县", "东山区")),
        ("本次考核对象为青山镇、白水镇和红旗乡，采取百分制。", ("青山镇", "白水镇", "红旗乡")),
        ("三、考核范围：市教育局、市水利局", ("市教育局", "市水利局")),
    ],
)
def test_units_that_a_sentence_lists(text: str, names: tuple[str, ...]) -> None:
    """The sentence about who is assessed names the units."""
    assert assessed(_lines(text)).names == names


def test_a_committee_of_a_zone_is_a_unit() -> None:
    """One addressee by name beside 各…… is known, however its name ends."""
    found = addressees(_lines("各县（市、区）河长制办公室，临江高新区管委会："))

    assert found.names == ("临江高新区管委会",)
    assert found.in_general == ("各县河长制办公室",)


def test_a_unit_that_only_another_place_names_is_told(tmp_path: Path) -> None:
    """高新区管委会 and 高新区 may be the same: a person decides."""
    sheet: Rows = [("单位", "培训各类志愿者"), ("临江县", 50), ("高新区", 30)]
    text: Rows = [("各县河长办，高新区管委会：",), ("2023年度考核表",)]
    made, _ = drafted(book(("表", [*text, *ITEMS]), ("任务", sheet)), tmp_path)

    assert made.counts.units == 2
    assert "通知还提到高新区管委会" in " ".join(one.sentence.zh for one in made.decisions)


def test_units_of_measure_beside_the_units(tmp_path: Path) -> None:
    """A column 单位 that holds 亩 and % names no units where the columns do."""
    rows = "指标\t单位\t东山县\t西河县\n培训志愿者\t名\t50\t/\n第2项\t次\t4\t3\n"
    items = "序号\t考核内容\t分值\n1\t培训志愿者40名\t60\n2\t开展主题活动不少于3次\t40\n"
    made, catalog = drafted(f"目标任务表\n{rows}\n\n\n\n考核表\n{items}", tmp_path)

    assert [unit.name for unit in catalog.units] == ["东山县", "西河县"]
    assert made.targets_csv == "unit,1/m1,2/m1\nu01,50,4\nu02,,3\n"


def test_a_table_of_targets_is_known_by_its_units(tmp_path: Path) -> None:
    """Whatever the column is called, those to whom the notice is addressed are the units."""
    text = (
        "Circular on the 2025 assessment\nTo: East Clinic, West Clinic\n\nClinic | Children vaccinated\nEast Clinic | 600\n"
        "West Clinic | 450\n\nNo. | Indicator | Points\n1 | At least 500 children vaccinated | 40\n2 | Hold 4 meetings | 60\n"
    )
    made, _ = drafted(text, tmp_path)

    assert Topic.NOT_USED not in {one.topic for one in made.decisions}
    assert made.counts.units == 2

"""Decisions written down in a workbook."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import samples
from scoresheet.catalog.mistakes import CatalogError
from scoresheet.catalog.model import Catalog, Category, Item
from scoresheet.decision import TITLES, Decisions, Kind
from scoresheet.decisions.loading import load_decisions

CATALOG = samples.catalog()
DAY = datetime(2014, 11, 26)  # noqa: DTZ001 - a cell's day has no time zone
VERSIONS = [words.zh for words in TITLES[Kind.VERSION].values()]
CORRECTIONS = [words.zh for words in TITLES[Kind.CORRECTION].values()]
ACCEPTED = [words.zh for words in TITLES[Kind.ACCEPTANCE].values()]
CORRECTION: list[Any] = ["苍溪县", 2, None, 3, 2.5, DAY, "张三", "李四", None]

Rows = list[list[Any]]


def saved(tmp_path: Path, **sheets: Rows) -> Path:
    """Save a workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "决定.xlsx"
    book.save(path)
    return path


def loaded(path: Path, catalog: Catalog = CATALOG) -> Decisions:
    """Give the decisions in a workbook."""
    return load_decisions(path, catalog)


def refused(path: Path, catalog: Catalog = CATALOG) -> list[str]:
    """Give the mistakes in a workbook."""
    with pytest.raises(CatalogError) as caught:
        loaded(path, catalog)
    return [one.message.zh for one in caught.value.mistakes]


def test_the_three_sheets_are_read(tmp_path: Path) -> None:
    """Numbers and days as cells, blanks as blanks, each with its row."""
    made = loaded(
        saved(
            tmp_path,
            版本确认=[VERSIONS, ["苍溪", "a.xlsx", "电话确认", "李四", DAY]],
            更正登记=[
                CORRECTIONS,
                CORRECTION,
                ["苍溪", 1, "活动", None, "５", "2014/11/6", "张三", "李四", "笔误"],
            ],
            已核实=[ACCEPTED, ["苍溪", "e101", None, "见材料", "李四", "2014年11月26日"]],
        )
    )

    assert (made.versions[0].file, made.versions[0].place.zh) == ("a.xlsx", "“版本确认”第2行")
    assert [(one.item, one.old, one.new, one.day, one.reason) for one in made.corrections] == [
        ("2", "3", "2.5", date(2014, 11, 26), ""),
        ("1", "", "5", date(2014, 11, 6), "笔误"),
    ]
    assert (made.acceptances[0].code, made.acceptances[0].day) == ("E101", date(2014, 11, 26))
    assert made.digest


def test_what_is_no_decision_is_left_alone(tmp_path: Path) -> None:
    """A heading above the titles, blank rows, remarks, a sheet of notes, titles in English and in any order."""
    titles = ["Remarks", "Date", "By", "Reason", "Code", "Unit"]
    row = ["问过两次", DAY, "李四", "见材料", "E101", "苍溪县"]
    made = loaded(saved(tmp_path, Verified=[["已核实的问题"], [], titles, [], row], 说明=[["随便写"]]))

    assert [(one.unit, one.item) for one in made.acceptances] == [("510824", None)]


MISTAKES: list[tuple[dict[str, Rows], str]] = [
    (
        {"更正": [CORRECTIONS, CORRECTION]},
        "不认识工作表“更正”。您是不是要写“更正登记”？工作表可以是：版本确认、更正登记、已核实；说明文字请放在“说明”工作表。",
    ),
    ({"更正登记": [CORRECTION]}, "“更正登记”第1行：没有标题行。首行请写：" + "、".join(CORRECTIONS) + "。"),
    (
        {"更正登记": [[*CORRECTIONS[:6], "来电话人", *CORRECTIONS[7:]], CORRECTION]},
        "“更正登记”G1：不认识标题“来电话人”。您是不是要写“来电人”？可以写："
        + "、".join(CORRECTIONS)
        + "；另记的事请用“备注”一列。",
    ),
    ({"更正登记": [[*CORRECTIONS, "单位"], CORRECTION]}, "这个标题出现了两次。请删去其中一列。"),
    ({"更正登记": [[None, *CORRECTIONS[1:]], CORRECTION]}, "“更正登记”第1行：缺少“单位”一列。请补上。"),
    ({"更正登记": [CORRECTIONS, [None, *CORRECTION[1:]]]}, "“更正登记”A2：没有填“单位”。请补上。"),
    (
        {"更正登记": [CORRECTIONS, [*CORRECTION[:5], "去年", *CORRECTION[6:]]]},
        "“更正登记”F2：“去年”不是有效日期。请按“年-月-日”写，如 2014-11-28。",
    ),
    (
        {"更正登记": [CORRECTIONS, ["苍城县", *CORRECTION[1:]]]},
        "“更正登记”A2：没有“苍城县”这个单位。您是不是要写“苍溪县”？请写指标目录里的单位编号或名称。",
    ),
    (
        {"更正登记": [CORRECTIONS, [*CORRECTION[:4], "三", *CORRECTION[5:]]]},
        "“更正登记”E2：更正后的内容是“三”，不是数。请只写阿拉伯数字，如 3 或 1.5。",
    ),
    (
        {"更正登记": [CORRECTIONS, CORRECTION, CORRECTION]},
        "“更正登记”D3：同一天对同一处已有一条更正（“更正登记”第2行），原填也相同，分不清以哪条为准。请只留一条。",
    ),
]


@pytest.mark.parametrize(
    ("sheets", "mistake"), MISTAKES, ids=[str(number) for number in range(len(MISTAKES))]
)
def test_a_mistake_is_told_with_sheet_and_cell(tmp_path: Path, sheets: dict[str, Rows], mistake: str) -> None:
    """Where it stands, what stands there and what to write."""
    (told,) = refused(saved(tmp_path, **sheets))

    assert told.endswith(mistake)


def test_a_workbook_without_any_of_the_sheets_is_told(tmp_path: Path) -> None:
    """It may be the wrong file."""
    assert refused(saved(tmp_path, 说明=[["随便写"]])) == [
        "没有找到工作表。请按种类建立“版本确认”“更正登记”“已核实”工作表，没有的可以不建。"
    ]


def test_a_number_that_may_be_two_items_is_told(tmp_path: Path) -> None:
    """Excel makes 1.1 of a typed 1.10, and both are items."""
    first = CATALOG.items[0]
    items = tuple(Item(item_id, "A", first.points, "考核内容", first.rule) for item_id in ("1.1", "1.10"))
    catalog = samples.catalog(categories=(Category("A", "甲", items),), targets={})
    row = [CORRECTION[0], 1.1, *CORRECTION[2:]]

    assert refused(saved(tmp_path, 更正登记=[CORRECTIONS, row]), catalog) == [
        "“更正登记”B2：这一格存成了数1.1，分不清是第1.1、1.10项中的哪一项。请把这一列设为文本格式后重新填写。"
    ]
    typed = [CORRECTION[0], "1.10", *CORRECTION[2:]]
    assert loaded(saved(tmp_path, 更正登记=[CORRECTIONS, typed]), catalog).corrections[0].item == "1.10"


def test_a_number_that_can_only_be_one_item_is_that_item(tmp_path: Path) -> None:
    """Excel makes 1.1 of a typed 1.10, and there is no other item that it may be."""
    items = (Item("1.10", "A", CATALOG.items[0].points, "考核内容", CATALOG.items[0].rule),)
    catalog = samples.catalog(categories=(Category("A", "甲", items),), targets={})
    row = [CORRECTION[0], 1.1, *CORRECTION[2:]]

    assert loaded(saved(tmp_path, 更正登记=[CORRECTIONS, row]), catalog).corrections[0].item == "1.10"


def test_a_damaged_workbook_is_told(tmp_path: Path) -> None:
    """With what to do about it."""
    path = saved(tmp_path, 更正登记=[CORRECTIONS, CORRECTION])
    path.write_bytes(path.read_bytes()[:-200])

    assert refused(path)[0].endswith("请在 Excel 或 WPS 中打开后另存为 .xlsx 再用。")


def test_every_mistake_of_a_row_is_told_at_once(tmp_path: Path) -> None:
    """A day that is none hides neither an unknown unit nor a word for a number nor a second version."""
    correction = ["苍城县", 2, None, 3, "二", "2014-13-45", "张三", "李四", None]
    version = ["苍溪县", "a.xlsx", "电话确认", "李四", DAY]
    path = saved(
        tmp_path,
        更正登记=[CORRECTIONS, correction],
        版本确认=[VERSIONS, version, [*version[:-1], "下周"]],
    )
    mistakes = refused(path)

    assert len(mistakes) == 5
    for told in ("没有“苍城县”这个单位", "已有一条版本确认", "二", "下周", "2014-13-45"):
        assert any(told in one for one in mistakes), told

"""The table of targets goes out and comes back: from a workbook or a CSV file, with what it changes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scoresheet.catalog.loading import BeforeTargets, load_before_targets
from scoresheet.catalog.target_sheet import needed, target_sheet, written
from scoresheet.catalog.targets import Table
from scoresheet.reports import targets_workbook
from scoresheet.target_table import missing, read_filled, update

CATALOG = """\
catalog: demo
title: 测试表
issuer: 团市委
round: {id: r1, label: 第一轮}
units:
  - {id: "0123", name: 苍溪县}
  - {id: "0124", name: 利州区, not_applicable: {"2": drop}}
targets: t.csv
categories:
  - id: A
    name: 类别
    items:
      - id: "1"
        points: 3
        text: 培训{trained}名，开展{held}次。
        measures:
          trained: {name: 培训, unit: 名, at_least: 40}
          held: {name: 活动, unit: 次, at_least: null}
      - {id: "2", points: 1, text: 其他。}
      - {id: "3", points: 1, text: 还有。}
"""
PRESENT = "unit,1/trained,1/held,不适用\n0123,50,2,\n0124,,3,3：满分\n"


@pytest.fixture
def before(tmp_path: Path) -> BeforeTargets:
    """Give the catalog with the table that it has."""
    path = tmp_path / "indicators.yaml"
    path.write_text(CATALOG, encoding="utf-8")
    (tmp_path / "t.csv").write_text(PRESENT, encoding="utf-8")
    return load_before_targets(path)


def workbook(before: BeforeTargets, change: Callable[[Any], None] = lambda _: None) -> bytes:
    """Give the workbook that goes out, with a change made to its sheet."""
    sheet = target_sheet(before.catalog, before.known, before.table.values, before.table.not_applicable or {})
    must = frozenset((unit.id, *column.key) for unit, column in needed(before.catalog))
    book = openpyxl.load_workbook(io.BytesIO(targets_workbook.render(sheet, must)))
    change(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(**cells: object) -> Callable[[Any], None]:
    """Give a change that writes into cells by their addresses."""

    def change(sheet: Any) -> None:
        for address, value in cells.items():
            sheet[address] = value

    return change


def filled(before: BeforeTargets, **cells: object) -> Table:
    """Give the table read from the workbook with these cells written."""
    return read_filled(workbook(before, put(**cells)), "t.xlsx", before.known)


def told(before: BeforeTargets, table: Table) -> list[str]:
    """Give what a table changes, in Chinese."""
    assert [mistake.message.zh for mistake in table.mistakes] == []
    return [text.zh for text in update(before, table).changes]


def test_what_goes_out_comes_back_unchanged(before: BeforeTargets) -> None:
    """Neither the workbook nor the CSV file changes anything when it is read back untouched."""
    sheet = target_sheet(before.catalog, before.known, before.table.values, before.table.not_applicable or {})
    for data in (workbook(before), written(sheet)):
        table = read_filled(data, "t", before.known)
        assert (told(before, table), missing(before, table), update(before, table).kept) == ([], [], ())


def test_the_workbook_says_what_each_column_is(before: BeforeTargets) -> None:
    """Above the units stand names, units, comparisons and defaults; a default shows in the unit's own row, marked."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(before))).active
    assert sheet is not None
    rows = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert rows["单位编号"] == ("名称", "不适用", "1/trained", "1/held")
    assert [rows[f"#{label}"][2:] for label in ("指标", "计量单位", "要求", "默认目标数")] == [
        ("培训", "活动"),
        ("名", "次"),
        ("不少于", "不少于"),
        ("40", None),
    ]
    assert rows["0123"] == ("苍溪县", None, 50, 2)
    assert rows["0124"] == ("利州区", "2：不计（见目录）；3：满分", "40（默认）", 3)


def test_changes_are_told_old_and_new(before: BeforeTargets) -> None:
    """A number typed, cleared or put over a default is told with unit and measure."""
    table = filled(before, D11=60, D12="45", C11="3：折算", C12="2：不计（见目录）")
    assert told(before, table) == [
        "苍溪县第1项“培训” 50 → 60",
        "利州区第1项“培训” 默认40 → 45",
        "苍溪县第3项 适用 → 不适用（折算）",
        "利州区第3项 不适用（满分） → 适用",
    ]
    assert told(before, filled(before, D11=None)) == ["苍溪县第1项“培训” 50 → 默认40"]


def test_units_and_measures_that_are_not_in_the_file_keep_theirs(before: BeforeTargets) -> None:
    """A table with some of the units and measures changes those alone."""
    table = read_filled(b"unit,1/trained\n0124,7\n", "t.csv", before.known)
    assert told(before, table) == ["利州区第1项“培训” 默认40 → 7"]
    after = update(before, table)
    assert after.own["0123", "1", "trained"] == 50
    assert after.besides == {"0124": {"3": "full"}}


@pytest.mark.parametrize(
    ("cell", "value", "says"),
    [
        ("D11", "五十", "不是数"),
        ("D11", -1, "是负数"),
        ("D11", "=1/0", "不是数"),
        ("D11", "50（默认）", "目录里的默认数是40"),
        ("A11", "0999", "没有“0999”这个单位"),
        ("B12", "苍溪县", "分不清这一行是哪个单位的"),
        ("D6", "1/train", "您是不是要写“1/trained”？"),
        ("C11", "9：折算", "没有编号为“9”"),
        ("F11", 3, "标题列以外"),
    ],
)
def test_a_mistake_is_told_with_its_cell(before: BeforeTargets, cell: str, value: object, says: str) -> None:
    """Sheet and cell are named; nothing is guessed, not even the result of a formula that was never computed."""
    besides = {"B11": "零九九九"} if cell == "A11" else {}
    (mistake,) = filled(before, **{cell: value}, **besides).mistakes
    assert mistake.message.zh.startswith(f"“目标数”{cell}：")
    assert says in mistake.message.zh


def test_a_percentage_is_asked_about(before: BeforeTargets) -> None:
    """A cell that shows 90% holds 0.9; which of the two is meant has to be said."""

    def change(sheet: Any) -> None:
        sheet["D11"] = 0.9
        sheet["D11"].number_format = "0%"

    (mistake,) = read_filled(workbook(before, change), "t.xlsx", before.known).mistakes
    assert "“90%”不是数。您是不是要写“90”？" in mistake.message.zh


def test_a_target_that_would_be_missing_is_told_with_its_cell(before: BeforeTargets) -> None:
    """A blank where the catalog has no default and the text prints the number is told before anything is written."""
    (mistake,) = missing(before, filled(before, E12=None))
    assert mistake.message.zh == "“目标数”E12：利州区第1项“活动”没有目标数，目录里也没有默认的。请填上。"


def test_what_the_catalog_says_stays_and_is_told(before: BeforeTargets) -> None:
    """An item taken off the table that the catalog itself excludes still doesn't apply, and that is said."""
    assert [text.zh[:9] for text in update(before, filled(before, C12="3：满分")).kept] == [
        "利州区第2项不适用"
    ]


def test_a_table_in_another_place_of_the_sheet_is_found(before: BeforeTargets) -> None:
    """Columns and rows put before the table make no difference; the cells are named where they stand."""

    def change(sheet: Any) -> None:
        sheet.insert_cols(1)
        sheet.insert_rows(1, 2)
        sheet["E13"] = "x"

    (mistake,) = read_filled(workbook(before, change), "t.xlsx", before.known).mistakes
    assert mistake.message.zh.startswith("“目标数”E13：")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 broken", "读不出目标表"),
        (b"%PDF-1.4", "读不出目标表"),
        (b"", "标题应为“单位编号”"),
        (b"catalog: x\n", "标题应为“单位编号”"),
    ],
)
def test_a_file_that_is_no_table_is_told(before: BeforeTargets, data: bytes, says: str) -> None:
    """Any other file gets a sentence, and is known to be no table."""
    table = read_filled(data, "x", before.known)
    assert says in table.mistakes[0].message.zh
    assert not table.is_one


def test_a_workbook_without_the_table_is_told(before: BeforeTargets) -> None:
    """A workbook that holds something else is no table of targets."""
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    table = read_filled(buffer.getvalue(), "x.xlsx", before.known)
    assert "没有找到标题行" in table.mistakes[0].message.zh
    assert not table.is_one

"""The command `template check`, as a user calls it."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from commands import command, project
from scoresheet.shipped import MASTER


def test_sound_master(tmp_path: Path) -> None:
    """The master beside the catalog is looked at; a sound one ends with 0."""
    project(tmp_path)
    ended = command(tmp_path, "template", "check")
    assert (ended.code, ended.out, ended.err) == (0, f"{MASTER}：没有问题。\n", "")


def test_what_is_lost_is_told_and_does_no_harm(tmp_path: Path) -> None:
    """A loss is told; forms can be made all the same."""
    book = openpyxl.load_workbook(project(tmp_path) / MASTER)
    book.worksheets[0].oddFooter.right.text = "第1页"
    book.save(tmp_path / MASTER)
    ended = command(tmp_path, "template", "check")
    assert ended.code == 0
    assert ended.out.startswith("〔不会带到表上〕自查评分表：页脚的左边和右边。")
    assert command(tmp_path, "generate").code == 0


def test_what_is_wrong_ends_with_1(tmp_path: Path) -> None:
    """A master that lacks a column is told with what to do, and `generate` refuses it as well."""
    book = openpyxl.load_workbook(project(tmp_path) / MASTER)
    book.worksheets[0]["D4"] = "分数"
    book.save(tmp_path / "改.xlsx")
    ended = command(tmp_path, "template", "check", "改.xlsx")
    assert ended.code == 1
    assert ended.out.splitlines() == [
        "〔须更正〕表格母版的表头行缺少这些栏：自查得分。",
        "改.xlsx：有1处须更正，改好之前不能生成表。",
    ]


def test_missing_master(tmp_path: Path) -> None:
    """A master that isn't there ends with 2."""
    ended = command(tmp_path, "template", "check", "none.xlsx")
    assert (ended.code, ended.err) == (2, "找不到表格母版 none.xlsx。\n")

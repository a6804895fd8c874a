"""The command `rank`."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import command
from demonstrated import demonstrated


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder of a demonstration."""
    return demonstrated(tmp_path_factory, tmp_path_factory.mktemp("rank"))


def test_the_workbook_has_the_sheets_of_the_contract(demo: Path, tmp_path: Path) -> None:
    """The ranking workbook is written although units are still to be mended, and the exit code says so."""
    ended = command(demo, "rank", "2回收", "-o", tmp_path / "ranking.xlsx")

    assert ended.code == 1
    assert "3个单位参加排名，5个未参加" in ended.out
    assert load_workbook(tmp_path / "ranking.xlsx").sheetnames == [
        "排名",
        "图表",
        "名次把握",
        "得分矩阵",
        "分类得分",
        "数据来源",
        "未完成情况",
        "完成情况",
        "报送情况",
        "问题清单",
        "计分说明",
    ]


def test_another_suffix_is_refused(demo: Path, tmp_path: Path) -> None:
    """The ranking is an Excel workbook and nothing else."""
    ended = command(demo, "rank", "2回收", "-o", tmp_path / "ranking.pdf")

    assert ended.code == 2
    assert not (tmp_path / "ranking.pdf").exists()

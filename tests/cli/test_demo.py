"""The command `demo`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import command
from demonstrated import demonstrated

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that a run made, before anything was done in it."""
    return demonstrated(tmp_path_factory, tmp_path)


def test_the_whole_job_is_done_on_made_up_answers(tmp_path: Path) -> None:
    """The demonstration issues 8 forms, fills them, checks them and ranks the units; it exits 0."""
    ended = command(tmp_path, "demo")

    assert ended.code == 0, ended.err
    assert len(list((tmp_path / "demo/1下发").iterdir())) == 8
    report = json.loads((tmp_path / "demo/4结果/report.json").read_text(encoding="utf-8"))
    totals = report["totals"]
    assert (totals["accepted"], totals["needs_fix"], totals["conflict"], totals["missing"]) == (3, 3, 1, 1)
    assert sorted({finding["code"] for finding in report["findings"]}) == [
        "E101", "F101", "R101", "V101", "V102", "V103", "V104", "X101", "X102",
    ]  # fmt: skip
    assert (tmp_path / "demo/4结果/排名表.xlsx").exists()


def test_it_sends_back_what_return_would(tmp_path: Path) -> None:
    """The marked forms, letters and the reminder are those of `return`, which takes the folder for its own."""
    ended = command(tmp_path, "demo")
    sent = tmp_path / "demo/3退改"
    made = {path.relative_to(sent): path.read_bytes() for path in sent.rglob("*") if path.is_file()}
    assert "3个单位需更正，1个单位需确认版本，1个单位需催报" in ended.out
    assert {path.name for path in made} >= {
        "催报.txt",
        "催报名单.xlsx",
        "短信.txt",
        "510821_旺苍县_自查评分表_退改1.xlsx",
    }

    again = command(tmp_path / "demo", "return", "2回收", "-o", "3退改")

    assert again.code == 1, again.err
    assert {path.relative_to(sent): path.read_bytes() for path in sent.rglob("*") if path.is_file()} == made


def test_made_up_answers_are_marked_as_such(folder: Path) -> None:
    """Every text that the demonstration fills in says that it is made up."""
    sheet = load_workbook(folder / "2回收/苍溪县自查评分表.xlsx")["自查评分表"]

    filled = [sheet.cell(row, 5).value for row in range(5, 39)]
    assert all(str(text).startswith("【演示数据，纯属虚构】") for text in filled)


def test_it_can_be_run_again_in_its_own_folder(folder: Path) -> None:
    """A second run replaces the files of the first with the same bytes."""
    path = folder / "2回收/旺苍县自查评分表.xlsx"
    before = path.read_bytes()

    assert command(folder.parent, "demo", "d").code == 0
    assert path.read_bytes() == before


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """The demonstration never writes among somebody's own files."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear", encoding="utf-8")

    ended = command(tmp_path, "demo", "mine")

    assert ended.code == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("name", ["indicators.yaml", "targets.csv", "2回收/旺苍县自查评分表.xlsx"])
def test_work_done_in_its_folder_is_kept(folder: Path, name: str) -> None:
    """Whoever turned the demonstration into a project of his own loses nothing to a second run."""
    changed = (folder / name).read_bytes() + b"\n"
    (folder / name).write_bytes(changed)

    ended = command(folder.parent, "demo", "d")

    assert ended.code == 2
    assert name.rpartition("/")[2] in ended.err
    assert (folder / name).read_bytes() == changed

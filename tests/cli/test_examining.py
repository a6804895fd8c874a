"""What every command that reads the inbox does with each file."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

import scoresheet.reading.returned_form
from commands import command, project
from returned import OTHER_UNIT, UNIT, good, typed
from scoresheet.inbox.intake import File
from scoresheet.submission import Submission


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Make a project with two returns."""
    folder = project(tmp_path / "p")
    (folder / "in").mkdir()
    (folder / "in/苍溪县.xlsx").write_bytes(good(UNIT))
    (folder / "in/旺苍县.xlsx").write_bytes(good(OTHER_UNIT))
    return folder


def statuses(folder: Path, *words: str) -> dict[str, str]:
    """Give each file's status by its name."""
    found = json.loads(command(folder, "validate", "in", "--format", "json", *words).out)
    return {one["path"].removeprefix("in/"): one["status"] for one in found["files"]}


def encrypted(data: bytes, password: str) -> bytes:
    """Give a workbook that opens with a password alone."""
    saved = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, saved)
    return saved.getvalue()


def test_a_file_that_finds_a_defect_costs_no_other(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file counts as unreadable, a sentence names the log, and every other file is read."""
    read_file = scoresheet.reading.returned_form.read_file

    def failing(catalog: Any, file: File, *more: Any) -> Submission:
        if "旺苍" in file.path:
            raise ZeroDivisionError("a defect")
        return read_file(catalog, file, *more)

    monkeypatch.setattr("scoresheet.each_file.step.read_file", failing)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    ended = command(office, "validate", "in", "--format", "json")

    found = {one["path"]: one["status"] for one in json.loads(ended.out)["files"]}
    assert found == {"in/苍溪县.xlsx": "accepted", "in/旺苍县.xlsx": "unreadable"}
    assert ended.code == 1
    assert "Traceback" not in ended.err
    (log,) = tmp_path.glob("scoresheet-*.log")
    assert str(log) in ended.err
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_verbose_lists_every_file_on_stderr(office: Path) -> None:
    """Status, time and name of each file stand on a line of their own; stdout is as ever."""
    (office / "in/照片.jpg").write_bytes(b"\xff\xd8\xff\xe0")

    ended = command(office, "validate", "in", "-v")

    lines = [line.split("\t") for line in ended.err.splitlines()]
    assert {(line[0], line[2]) for line in lines} == {
        ("校验通过", "in/苍溪县.xlsx"),
        ("校验通过", "in/旺苍县.xlsx"),
        ("附件材料", "in/照片.jpg"),
    }
    assert all(line[1].removesuffix("毫秒").isdecimal() for line in lines)
    assert ended.out == command(office, "validate", "in").out


def test_a_password_opens_what_is_locked_and_is_written_nowhere(office: Path) -> None:
    """Each password is tried; without the right one the file stays closed and the run goes on."""
    (office / "in/旺苍县.xlsx").write_bytes(encrypted(good(OTHER_UNIT), "密码-7f3a"))

    assert statuses(office) == {"苍溪县.xlsx": "accepted", "旺苍县.xlsx": "unreadable"}
    assert statuses(office, "--password", "x")["旺苍县.xlsx"] == "unreadable"
    words = ("--password", "x", "--password", "密码-7f3a", "--manifest", "m.json", "-o", "r.json")
    assert statuses(office, *words)["旺苍县.xlsx"] == "accepted"
    assert not any("7f3a" in (office / name).read_text(encoding="utf-8") for name in ("m.json", "r.json"))


def test_rank_takes_passwords_too(office: Path) -> None:
    """What `validate` can open `rank` can rank."""
    (office / "in/旺苍县.xlsx").write_bytes(encrypted(good(OTHER_UNIT), "p"))

    ended = command(office, "rank", "in", "-o", "k.xlsx", "--password", "p")

    assert "2个单位参加排名" in ended.out


def test_whose_attachment_it_is_goes_by_its_name(office: Path) -> None:
    """A photo named after a unit is that unit's; one that names nobody is nobody's."""
    for name in ("旺苍县照片.jpg", "IMG_0001.jpg"):
        (office / "in" / name).write_bytes(b"\xff\xd8\xff\xe0")

    found = json.loads(command(office, "validate", "in", "--format", "json").out)["files"]

    units = {one["path"]: one["unit"] for one in found if one["status"] == "attachment"}
    assert units == {"in/旺苍县照片.jpg": OTHER_UNIT, "in/IMG_0001.jpg": None}


DECISIONS = """\
versions:
  - {unit: 旺苍县, file: 旺苍县.xlsx, reason: 电话确认以此为准, decided_by: 胡云涛, date: 2014-11-29}
"""


@pytest.fixture
def contested(office: Path) -> Path:
    """Give a project in which one unit sent two returns that differ."""
    other = typed({"D6": Decimal(1), "F6": "缺"}, data=good(OTHER_UNIT))
    (office / "in/旺苍县（改）.xlsx").write_bytes(other)
    return office


def test_a_decision_settles_which_version_counts(contested: Path) -> None:
    """The named file speaks, the other is superseded; the audit names both and the file of decisions."""
    (contested / "d.yaml").write_text(DECISIONS, encoding="utf-8")

    assert statuses(contested)["旺苍县.xlsx"] == "accepted"
    found = statuses(contested, "--decisions", "d.yaml", "--manifest", "m.json")

    assert (found["旺苍县.xlsx"], found["旺苍县（改）.xlsx"]) == ("accepted", "superseded")
    audit = json.loads((contested / "m.json").read_bytes())
    assert audit["options"]["decisions"]["path"] == "d.yaml"
    assert audit["options"]["decisions"]["sha256"] == hashlib.sha256(DECISIONS.encode()).hexdigest()
    (chosen,) = [one for one in audit["inputs"] if one["chosen_over"]]
    assert (chosen["path"], chosen["chosen_over"]) == ("in/旺苍县.xlsx", ["in/旺苍县（改）.xlsx"])
    ranked = command(contested, "rank", "in", "-o", "k.xlsx", "--decisions", "d.yaml").out
    assert "2个单位参加排名" in ranked


def test_other_decisions_are_a_change(contested: Path) -> None:
    """The next run tells that the decisions changed, and what became of the unit."""
    (contested / "d.yaml").write_text(DECISIONS, encoding="utf-8")
    words = ("validate", "in", "--manifest", "m.json")
    command(contested, *words)

    said = command(contested, *words, "--decisions", "d.yaml").out

    assert "决定登记（--decisions）有改动" in said
    assert "旺苍县：版本待确认 → 校验通过" in said


def test_decisions_that_lie_in_the_inbox_are_no_return(contested: Path) -> None:
    """A workbook of decisions beside the returns is listed as what it is."""
    book = Workbook()
    book.active.title = "版本确认"
    book.save(contested / "in/决定.xlsx")

    assert statuses(contested, "--decisions", "in/决定.xlsx")["决定.xlsx"] == "ignored"


@pytest.mark.parametrize("content", [None, "versions:\n  - {unit: 不存在县}\n", "versions: ["])
def test_wrong_decisions_are_the_clerk_s_own_mistake(contested: Path, content: str | None) -> None:
    """A file that is missing or says what can't be is told with its place; nothing is read and nothing written."""
    if content is not None:
        (contested / "d.yaml").write_text(content, encoding="utf-8")

    ended = command(contested, "validate", "in", "--decisions", "d.yaml", "-o", "r.json", "-v")

    assert ended.code == 2
    assert "d.yaml" in ended.err
    assert "毫秒" not in ended.err
    assert not (contested / "r.json").exists()

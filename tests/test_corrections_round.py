"""A round from the blank form to a clean check: filled in wrongly, sent back marked, corrected in the marked file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commands import Ended, command, project
from libreoffice import converted, needs_libreoffice
from returned import ACHIEVED, REGISTER, SCORES, good
from scoresheet.titles import TO_CORRECT

pytestmark = pytest.mark.slow

UNIT = "510824_苍溪县"
FORM = f"{UNIT}_自查评分表"
Typed = Mapping[str, Mapping[str, Any]]

WRONG: Typed = {
    SCORES: {"D6": 3.5, "D7": None, "D8": 1, "D9": "三", "E10": None, "D11": "#REF!"},
    ACHIEVED: {"E5": "很多"},
    REGISTER: {"D5": 2},
}
RIGHT: Typed = {
    SCORES: {"D6": 3, "D7": 3, "D8": 3, "D9": 3, "E10": "已开展3次。", "D11": 4},
    ACHIEVED: {"E5": 19},
    REGISTER: {"D5": None},
}
STILL_WRONG: Typed = {SCORES: {"D6": 4}}
INPUTS = ((SCORES, "DEF"), (ACHIEVED, "E"), (REGISTER, "D"))


def typed_in(data: bytes, cells: Typed) -> bytes:
    """Give a workbook after somebody typed into it and saved it with another program."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet, said in cells.items():
        for address, value in said.items():
            book[sheet][address].value = value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def filled_in(blank: bytes) -> bytes:
    """Give a blank form with all that the correct return says typed into it."""
    source = openpyxl.load_workbook(io.BytesIO(good()))
    cells: dict[str, dict[str, Any]] = {}
    for sheet, columns in INPUTS:
        rows = range(1, source[sheet].max_row + 1)
        for address in (f"{column}{row}" for row in rows for column in columns):
            value = source[sheet][address].value
            if value is not None and not str(value).startswith("="):
                cells.setdefault(sheet, {})[address] = value
    return typed_in(blank, cells)


class Office:
    """A project folder with one unit, and the commands that its clerk types."""

    def __init__(self, folder: Path) -> None:
        self.folder = project(folder)
        catalog = (folder / "indicators.yaml").read_text("utf-8")
        second, after = catalog.index('  - id: "510821"'), catalog.index("\ncategories:")
        (folder / "indicators.yaml").write_text(catalog[:second] + catalog[after:], "utf-8")
        targets = (folder / "targets.csv").read_text("utf-8").splitlines()
        (folder / "targets.csv").write_text("\n".join(targets[:2]), "utf-8")
        (folder / "收到").mkdir()
        assert command(folder, "generate", "-o", "下发").code == 0

    def blank(self) -> bytes:
        """Give the form that was sent out."""
        return (self.folder / "下发" / f"{FORM}.xlsx").read_bytes()

    def receive(self, name: str, data: bytes) -> None:
        """Put a file into the inbox."""
        (self.folder / "收到" / name).write_bytes(data)

    def validate(self) -> Ended:
        """Check what came back."""
        return command(self.folder, "validate", "收到")

    def send(self) -> Ended:
        """Make what goes back."""
        return command(self.folder, "return", "收到", "-o", "退改", "--by", "2014-12-05")

    def marked(self, revision: int, ending: str = "xlsx") -> bytes:
        """Give the marked copy of a round."""
        return (self.folder / "退改" / UNIT / f"{FORM}_退改{revision}.{ending}").read_bytes()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Give an office that has just sent out its form."""
    return Office(tmp_path)


def test_the_round_ends_clean(office: Office) -> None:
    """Every kind of error is marked; put right in the marked file, nothing is left, and no letter remains."""
    office.receive("苍溪县.xlsx", typed_in(filled_in(office.blank()), WRONG))
    assert office.validate().code == 1
    assert office.send().code == 1
    marked = office.marked(1)
    listed = openpyxl.load_workbook(io.BytesIO(marked))[TO_CORRECT.zh]
    places = {str(row[1].value) for row in listed.iter_rows(min_row=7)}
    assert {f"{SCORES} {cell}" for cell in ("D6", "D7", "D9", "D11")} <= places

    office.receive("苍溪县（更正）.xlsx", typed_in(marked, RIGHT))

    ended = office.validate()
    assert ended.code == 0, ended.out
    assert "校验通过1个" in ended.out
    ended = office.send()
    assert ended.code == 0
    assert not (office.folder / "退改" / UNIT).exists()


def test_a_reply_that_is_still_wrong_is_answered_again(office: Office) -> None:
    """The second marked copy has the next number and asks only for what is left."""
    office.receive("苍溪县.xlsx", typed_in(filled_in(office.blank()), WRONG))
    office.send()
    office.receive("二.xlsx", typed_in(typed_in(office.marked(1), RIGHT), STILL_WRONG))

    assert office.send().code == 1
    again = office.marked(2)
    assert not (office.folder / "退改" / UNIT / f"{FORM}_退改1.xlsx").exists()
    text = (office.folder / "退改" / UNIT / "短信.txt").read_text("utf-8-sig")
    assert "有1处须更正：" in text
    assert "第2项填4分，本项最高3分。" in text

    office.receive("三.xlsx", typed_in(again, {SCORES: {"D6": 3}}))
    assert office.validate().code == 0


def test_a_marked_copy_that_nobody_corrected_changes_nothing(office: Office) -> None:
    """Sent back as it is, or left in the inbox by mistake, it is no second opinion."""
    office.receive("苍溪县.xlsx", typed_in(filled_in(office.blank()), WRONG))
    office.send()
    office.receive("退改.xlsx", office.marked(1))

    ended = office.validate()
    assert ended.code == 1
    assert "版本待确认0个" in ended.out
    office.receive("更正.xlsx", typed_in(office.marked(1), RIGHT))
    assert office.validate().code == 0


@needs_libreoffice
def test_a_return_in_an_old_format_is_answered_with_a_fresh_form(office: Office, tmp_path: Path) -> None:
    """It has all answers in it; put right there, the round ends clean, too."""
    wrong = typed_in(filled_in(office.blank()), {SCORES: {"D6": 3.5, "D7": None}})
    (tmp_path / "lo").mkdir()
    (old,) = converted([wrong], tmp_path / "lo", "xls")
    office.receive("苍溪县.xls", old)

    assert office.send().code == 1
    text = (office.folder / "退改" / UNIT / "短信.txt").read_text("utf-8-sig")
    assert f"原文件不便标注，所填内容已转入“{FORM}_退改1.xlsx”" in text
    office.receive("更正.xlsx", typed_in(office.marked(1), {SCORES: {"D6": 3, "D7": 3}}))

    ended = office.validate()
    assert ended.code == 0, ended.out

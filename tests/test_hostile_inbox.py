"""Whatever lies in the inbox: each file gets an answer, no original changes, and no score is made up."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import shutil
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from commands import command, project
from returned import (
    ACHIEVED,
    CATALOG,
    OTHER_UNIT,
    REGISTER,
    SCORES,
    UNIT,
    answers,
    blank,
    by_openpyxl,
    form,
    good,
    issued_from,
    read,
    rezipped,
    told,
    typed,
    with_xml,
)
from scoresheet.assessment import Assessment, FileStatus, UnitStatus, assess
from scoresheet.checking.running import Severity, grouped, run
from scoresheet.cli.examining import Request, examine
from scoresheet.filling.answers import pour
from scoresheet.reports import json_report
from scoresheet.scoring import score
from scoresheet.titles import HIDDEN
from test_detect import ole

pytestmark = pytest.mark.slow

D = Decimal
CHANGED = typed({"D6": D("2.5"), "F6": "缺1名"})
"""A second return of 苍溪县, with another score for item 2."""
OTHER_ROUND = replace(CATALOG, round=replace(CATALOG.round, id="2014-06"))


def assessed(*paths: Path, prefer: str | None = None) -> Assessment:
    """Read and check these paths as the commands do."""
    return examine(CATALOG, Request([str(path) for path in paths], prefer)).assessment


def inbox(folder: Path, files: dict[str, bytes]) -> Path:
    """Put files into a folder, one second after the other."""
    for second, (name, data) in enumerate(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1416528000 + second, 1416528000 + second))
    return folder


def statuses(found: Assessment, folder: Path) -> dict[str, str]:
    """Give each file's status by its name in the inbox."""
    return {one.path.removeprefix(f"{folder.as_posix()}/"): one.status.value for one in found.files}


def unit_status(found: Assessment, unit: str = UNIT) -> tuple[UnitStatus, Decimal | None]:
    """Give a unit's status and total."""
    result = next(one for one in found.units if one.unit.id == unit)
    return result.status, result.scores.total


def answering(data: bytes, earlier: bytes) -> bytes:
    """Give a return that says which file it corrects, as a marked return does."""
    sha256 = hashlib.sha256(earlier).hexdigest()
    return typed({"B8": "2", "B9": sha256}, HIDDEN, data)


def encrypted() -> bytes:
    """Give the beginning of a workbook with a password, as Office stores it."""
    return ole("EncryptionInfo", "EncryptedPackage")


def messy() -> dict[str, bytes]:
    """Give an inbox as it really is."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("剑阁县.xlsx", good("510823"))
        archive.writestr("照片/1.jpg", b"\xff\xd8\xff\xe0")
    other_round = pour(issued_from(OTHER_ROUND), form(catalog=OTHER_ROUND), answers())
    return {
        "苍溪县.xlsx": good(),
        "苍溪县（副本）.xlsx": good(),
        "微信/苍溪县 另存.xlsx": by_openpyxl(lambda _: None),
        "苍溪县 上半年.xlsx": other_round,
        "旺苍县/一稿.xlsx": good(OTHER_UNIT),
        "旺苍县/二稿.xlsx": typed({"D6": D(1), "F6": "缺"}, data=good(OTHER_UNIT)),
        "青川县.xlsx": typed({"D6": D(4)}, data=good("510822")),
        "转发.zip": inner.getvalue(),
        "空.xlsx": b"",
        "半截.xlsx": good("510802")[:20_000],
        "密码.xlsx": encrypted(),
        "扫描.xlsx": b"%PDF-1.4\n",
        "网页.xls": b"<html><table><tr><td>3</td></tr></table></html>",
        "自制.xlsx": rezipped(own_workbook(), lambda _, part: part),
        "总结.pdf": b"%PDF-1.4\n",
        "~$苍溪县.xlsx": bytes(165),
        "说明.txt": "请查收".encode(),
    }


def own_workbook() -> bytes:
    """Give a workbook that has nothing to do with the form."""
    book = Workbook()
    book.worksheets[0].append(["姓名", "得分"])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


EXPECTED = {
    "苍溪县.xlsx": "accepted",
    "苍溪县（副本）.xlsx": "duplicate",
    "微信/苍溪县 另存.xlsx": "duplicate",
    "苍溪县 上半年.xlsx": "needs_fix",
    "旺苍县/一稿.xlsx": "accepted",
    "旺苍县/二稿.xlsx": "accepted",
    "青川县.xlsx": "needs_fix",
    "转发.zip!/剑阁县.xlsx": "accepted",
    "转发.zip!/照片/1.jpg": "attachment",
    "空.xlsx": "unreadable",
    "半截.xlsx": "unreadable",
    "密码.xlsx": "unreadable",
    "扫描.xlsx": "unreadable",
    "网页.xls": "unreadable",
    "自制.xlsx": "unidentified",
    "总结.pdf": "attachment",
    "~$苍溪县.xlsx": "ignored",
    "说明.txt": "attachment",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the messy inbox."""
    return inbox(tmp_path_factory.mktemp("inbox"), messy())


@pytest.fixture(scope="module")
def found(folder: Path) -> Assessment:
    """Give what is found in the messy inbox."""
    return assessed(folder)


def test_every_file_has_exactly_one_status(found: Assessment, folder: Path) -> None:
    """None is lost, none is told twice; what is not read has its reason in words or a finding."""
    told_files = statuses(found, folder)

    # Of three equal returns the one that was saved last speaks; which it is says nothing about the others.
    assert {**told_files, **dict.fromkeys(SAME, "same")} == {**EXPECTED, **dict.fromkeys(SAME, "same")}
    assert sorted(told_files[name] for name in SAME) == ["accepted", "duplicate", "duplicate"]
    assert len(found.files) == len(told_files)
    for one in found.files:
        if one.status not in {FileStatus.ACCEPTED, FileStatus.NEEDS_FIX}:
            assert one.reason.zh, one.path


SAME = ("苍溪县.xlsx", "苍溪县（副本）.xlsx", "微信/苍溪县 另存.xlsx")


def test_every_unit_has_its_status(found: Assessment) -> None:
    """Accepted, in conflict, to be mended, missing; a form of another round does no harm to this one's."""
    assert {one.unit.name: one.status.value for one in found.units} == {
        "苍溪县": "accepted",
        "旺苍县": "conflict",
        "剑阁县": "accepted",
        "青川县": "needs_fix",
        "利州区": "missing",
        "昭化区": "missing",
        "朝天区": "missing",
        "广元经济技术开发区": "missing",
    }
    assert unit_status(found) == (UnitStatus.ACCEPTED, D(135))


def test_the_order_of_files_does_not_matter(found: Assessment, folder: Path, tmp_path: Path) -> None:
    """However the files lie on the disk and in whichever order they are named, the report has the same bytes."""
    expected = json_report.render(found)
    names = list(messy())
    chance = random.Random(20141128)  # noqa: S311 - a shuffle, no secret
    for _ in range(3):
        chance.shuffle(names)
        assert json_report.render(assessed(*(folder / name for name in names))) == expected

    times = {path: path.stat().st_mtime for path in folder.rglob("*")}
    moved = tmp_path / "moved"
    shutil.copytree(folder, moved)
    shuffled = sorted(path for path in moved.rglob("*") if path.is_file())
    chance.shuffle(shuffled)
    for path in shuffled:
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
        os.utime(path, (times[folder / path.relative_to(moved)],) * 2)
    again = json_report.render(assessed(moved)).decode().replace(moved.as_posix(), folder.as_posix())
    assert json.loads(again) == json.loads(expected)
    assert again.encode() == expected


def test_files_named_twice_count_once(folder: Path) -> None:
    """By the folder, by a pattern, by another way to the same place."""
    twice = assessed(
        folder, folder / "苍溪县.xlsx", folder / "微信" / ".." / "青川县.xlsx", folder / "转发.zip"
    )

    assert statuses(twice, folder) == statuses(assessed(folder), folder)


def test_no_original_changes(folder: Path, tmp_path: Path) -> None:
    """After every command each file has the bytes and the time that it had."""
    work = project(tmp_path / "project")

    def state() -> dict[str, tuple[str, int, int]]:
        return {
            path.as_posix(): (
                hashlib.sha256(path.read_bytes()).hexdigest(),
                path.stat().st_mtime_ns,
                path.stat().st_mode,
            )
            for path in folder.rglob("*")
            if path.is_file()
        }

    before = state()
    for arguments in (
        ("validate", folder),
        ("validate", folder, "-o", work / "r.json", "-o", work / "r.csv", "-o", work / "r.xlsx"),
        ("validate", folder, "--format", "json", "--prefer", "newest", "--strict"),
        ("rank", folder, "-o", work / "排名.xlsx"),
        ("rank", folder / "转发.zip", "-o", work / "排名.xlsx"),
    ):
        ended = command(work, *arguments)
        assert ended.code == 1, ended.err
        assert state() == before, arguments


def test_an_archive_is_never_overwritten(folder: Path, tmp_path: Path) -> None:
    """An output may not have the name of an archive, nor of a file in a folder whose name looks like one."""
    work = project(tmp_path / "project")
    odd = inbox(tmp_path / "a!", {"苍溪县.xlsx": good()})
    for path in (folder / "转发.zip", odd / "苍溪县.xlsx"):
        before = path.read_bytes()
        output = path if path.suffix == ".xlsx" else path.rename(folder / "转发.xlsx")
        try:
            assert command(work, "validate", output.parent, "-o", output).code == 2
            assert output.read_bytes() == before
        finally:
            if output != path:
                output.rename(path)


@pytest.mark.parametrize(
    ("files", "expected", "unit"),
    [
        pytest.param({"a": good(), "b": good()}, {"accepted", "duplicate"}, (UnitStatus.ACCEPTED, D(135)), id="same bytes"),
        pytest.param({"a": good(), "b": CHANGED}, {"accepted"}, (UnitStatus.CONFLICT, None), id="different"),
        pytest.param(
            {"a": good(), "b": answering(CHANGED, good())},
            {"accepted", "superseded"},
            (UnitStatus.ACCEPTED, D("134.5")),
            id="a correction",
        ),
        pytest.param(
            {"a": answering(CHANGED, good()), "b": good(), "c": good()},
            {"accepted", "superseded"},
            (UnitStatus.ACCEPTED, D("134.5")),
            id="a correction of a file that came twice",
        ),
        pytest.param(
            {"a": good(), "b": answering(CHANGED, blank())},
            {"accepted"},
            (UnitStatus.CONFLICT, None),
            id="a correction of something else",
        ),
        pytest.param(
            {"a": good(), "b": typed({"D6": D(4)}), "c": answering(CHANGED, typed({"D6": D(4)}))},
            {"accepted", "superseded"},
            (UnitStatus.CONFLICT, None),
            id="a correction of one of two",
        ),
        pytest.param({}, set(), (UnitStatus.MISSING, None), id="nothing"),
    ],
)  # fmt: skip
def test_which_file_speaks(
    files: dict[str, bytes], expected: set[str], unit: tuple[UnitStatus, Decimal | None], tmp_path: Path
) -> None:
    """Copies count once, corrections replace what they answer, and nobody chooses between two returns."""
    made = assessed(inbox(tmp_path, {f"{name}.xlsx": data for name, data in files.items()}))

    assert {one.status.value for one in made.files} == expected
    assert unit_status(made) == unit


def test_a_conflict_names_the_items_that_differ(tmp_path: Path) -> None:
    """And says which files contradict each other."""
    made = assessed(inbox(tmp_path, {"甲.xlsx": good(), "乙.xlsx": CHANGED}))
    (finding,) = (one for one in made.findings if one.code == "X101")

    assert "第2项得分不一致" in finding.pattern.zh
    assert "甲.xlsx" in finding.pattern.zh
    assert "乙.xlsx" in finding.pattern.zh


def test_the_newest_is_taken_on_request_only(tmp_path: Path) -> None:
    """Of equal times inside the document the file's own decides; equal times stay a conflict."""
    folder = inbox(tmp_path, {"a.xlsx": CHANGED, "b.xlsx": good()})

    assert unit_status(assessed(folder))[0] is UnitStatus.CONFLICT
    assert unit_status(assessed(folder, prefer="newest")) == (UnitStatus.ACCEPTED, D(135))
    for path in folder.iterdir():
        os.utime(path, (1416528000, 1416528000))
    assert unit_status(assessed(folder, prefer="newest"))[0] is UnitStatus.CONFLICT


def test_a_form_of_another_round_alone_leaves_the_unit_without_a_score(tmp_path: Path) -> None:
    """It is told on the file and never taken for this round's return."""
    made = assessed(inbox(tmp_path, {"a.xlsx": messy()["苍溪县 上半年.xlsx"]}))

    assert unit_status(made) == (UnitStatus.MISSING, None)
    assert [one.code for one in made.findings if one.file] == ["I104"]


# Hostile senders.


def _rows(book: Workbook, count: int) -> None:
    sheet = book[SCORES]
    for row in range(50, 50 + count):
        sheet.cell(row, 2).value = f"新增考核内容第{row}条，开展活动不少于{row}次"
        sheet.cell(row, 4).value = 15


def _rows_of_items(book: Workbook, count: int) -> None:
    sheet = book[SCORES]
    for row in range(50, 50 + count):
        sheet.cell(row, 7).value = sheet.cell(6, 7).value
        sheet.cell(row, 4).value = 3


def _half_of_another_unit(book: Workbook) -> None:
    for row in range(5, 22):
        cell = book[SCORES].cell(row, 7)
        cell.value = str(cell.value).replace(UNIT, OTHER_UNIT)


def _fake_hidden_sheet(book: Workbook) -> None:
    for row in range(1, 10):
        cell = book[HIDDEN].cell(row, 2)
        if cell.value == UNIT:
            cell.value = OTHER_UNIT
    book[HIDDEN].sheet_state = "visible"


def _fake_texts_in_memory(book: Workbook) -> None:
    # The hidden sheet claims that item 1 was printed with the text of item 33, which is worth five times as much.
    sheet = book[HIDDEN]
    texts = {sheet.cell(row, 2).value: row for row in range(1, 120) if sheet.cell(row, 1).value == "item"}
    sheet.cell(texts["1"], 6).value = sheet.cell(texts["33"], 6).value
    for row in range(5, 39):
        book[SCORES].cell(row, 7).value = None


def _both_sheets_filled(book: Workbook) -> None:
    copy = book.copy_worksheet(book[SCORES])
    copy.title = "自评"
    for row in range(5, 39):
        copy.cell(row, 4).value = 0


def _measures_in_two_sheets(book: Workbook) -> None:
    book.copy_worksheet(book[ACHIEVED])["E5"] = 7


def _register_in_two_sheets(book: Workbook) -> None:
    book.copy_worksheet(book[REGISTER])["D5"] = 7


ATTACKS: list[tuple[str, Callable[[Workbook], object], set[str]]] = [
    ("10,000 rows below the table", lambda book: _rows(book, 10_000), {"S105"}),
    ("10,000 rows with one id", lambda book: _rows_of_items(book, 10_000), {"S104"}),
    ("half of another unit's rows", _half_of_another_unit, {"I102"}),
    ("a hidden sheet that lies", _fake_hidden_sheet, {"I102"}),
    ("a memory that lies", _fake_texts_in_memory, {"S106"}),
    ("two sheets with scores", _both_sheets_filled, {"S104"}),
    ("two sheets of measures", _measures_in_two_sheets, {"S104"}),
    ("two registers", _register_in_two_sheets, {"S104"}),
]


@pytest.mark.parametrize(("attack", "codes"), [c[1:] for c in ATTACKS], ids=[c[0] for c in ATTACKS])
def test_an_attack_is_told_in_few_lines(attack: Callable[[Workbook], object], codes: set[str]) -> None:
    """What could mislead is a finding, told in some twenty lines at most, in a few seconds."""
    data = by_openpyxl(attack)
    start = time.monotonic()
    findings = run(read(data))

    assert time.monotonic() - start < 10
    assert {one.code for one in findings if one.severity.rank <= Severity.WARNING.rank} == codes
    assert len(list(grouped(findings))) < 30


def test_a_memory_that_lies_changes_no_score() -> None:
    """Points and texts are the catalog's; the hidden sheet only says what was printed."""
    made = read(by_openpyxl(_fake_texts_in_memory))

    assert score(made) == score(read(good()))


def test_text_from_a_cell_is_quoted_and_never_obeyed() -> None:
    """Formulas, markup and control characters in what was typed are only text in the report."""
    nasty = '=HYPERLINK("http://x","点这里") <b>\u202e三分\u200b'
    made = assess(CATALOG, [read(typed({"D6": nasty, "A2": "填报单位：" + nasty}))])
    report = json.loads(json_report.render(made))

    (finding,) = (one for one in report["findings"] if one["code"] == "V102")
    assert "\u202e" not in finding["message"]
    assert made.units[0].scores.items["2"] is None


@pytest.mark.parametrize(
    "name", ["a\nb.xlsx", "a\x1b[31mb.xlsx", "a\u202eb.xlsx", "a&b<c>.xlsx", "=1+1.xlsx"]
)
def test_strange_names_of_files_do_no_harm(name: str, tmp_path: Path) -> None:
    """A name may hold whatever the file system allows; every command ends with its report."""
    work = project(tmp_path / "project")
    folder = inbox(tmp_path / "inbox", {name: b"", "b.xlsx": good()})
    outputs = [word for suffix in ("json", "csv", "xlsx") for word in ("-o", work / f"r.{suffix}")]

    ended = command(work, "validate", folder, *outputs)

    assert ended.code == 1, ended.err
    assert "\x1b[31m" not in ended.out
    openpyxl.load_workbook(work / "r.xlsx")


def test_scores_do_not_come_from_what_a_formula_would_say() -> None:
    """A stored result is what the sender saw, and is told; one that comes from another file is refused."""
    made = read(with_xml("D6", "><f>RAND()*3</f><v>2</v>", data=typed({"F6": "缺1名"})))

    assert [(one.code, one.severity) for one in run(made)] == [("V107", Severity.NOTICE)]
    assert told(with_xml("D6", '><f>INDIRECT("[x.xlsx]A!B1")</f><v>3</v>')) == [("V102", "D6", "2")]


def test_a_blank_form_and_a_touched_copy_do_not_stop_a_return(tmp_path: Path) -> None:
    """The blank form counts for nothing, and a copy with another printed text says the same."""
    folder = inbox(tmp_path / "回收", {
        "一.xlsx": good(),
        "二.xlsx": typed({"B6": "改过的考核内容"}),
        "空白.xlsx": blank(),
    })  # fmt: skip
    found = assessed(folder)

    assert statuses(found, folder) == {"一.xlsx": "accepted", "二.xlsx": "duplicate", "空白.xlsx": "ignored"}
    assert unit_status(found) == (UnitStatus.ACCEPTED, D(135))
    assert [one.code for one in found.findings if one.unit == UNIT] == []


def test_a_form_of_two_rounds_is_told_to_its_unit_once(tmp_path: Path) -> None:
    """It is known whom to tell, so the unit is not asked for a form on top of it."""

    def other_code(book: Workbook) -> None:
        book[SCORES]["E3"] = str(book[SCORES]["E3"].value).replace("2014-11", "2014-06")

    folder = inbox(tmp_path / "回收", {"苍溪县.xlsx": by_openpyxl(other_code)})
    found = assessed(folder)

    assert statuses(found, folder) == {"苍溪县.xlsx": "needs_fix"}
    (finding,) = (one for one in found.findings if one.unit == UNIT)
    assert (finding.code, finding.cells) == ("I102", ("E3", "G5"))
    assert "期次" in finding.message(CATALOG.locale)

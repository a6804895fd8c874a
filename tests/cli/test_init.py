"""The command `init`."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import openpyxl
import pytest

from commands import command
from scoresheet.catalog.loading import load_catalog
from scoresheet.language import Locale
from scoresheet.project import GUIDE, STEPS, Folder
from scoresheet.shipped import templates

NOTICE = Path(__file__).parents[1] / "fixtures" / "notice-2014.txt"
LANGUAGES = {"zh": Locale.ZH, "en": Locale.EN}


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_project_holds_all_that_a_round_needs(tmp_path: Path, lang: str) -> None:
    """Catalog, targets, schema, templates, rules, folders and a guide are there, in the language asked for."""
    ended = command(tmp_path, "init", "p", "--lang", lang, "--no-windows")

    assert ended.code == 0, ended.err
    locale = LANGUAGES[lang]
    wanted = {"indicators.yaml", "targets.csv", "indicators.schema.json", "docs/rules.md", GUIDE.of(locale)}
    assert "templates/self_assessment.xlsx" in templates(english=lang == "en")
    assert wanted | {one.word.of(locale) for one in Folder} | set(templates(english=lang == "en")) <= _names(
        tmp_path / "p"
    )
    assert load_catalog(tmp_path / "p/indicators.yaml").locale is locale
    json.loads((tmp_path / "p/indicators.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_commands_of_the_guide_work(tmp_path: Path, lang: str) -> None:
    """Each command line of the guide runs as it stands, while nothing has come back."""
    command(tmp_path, "init", "p", "--lang", lang)
    guide = (tmp_path / "p" / GUIDE.of(LANGUAGES[lang])).read_text(encoding="utf-8-sig")
    lines = [line.strip() for line in guide.splitlines() if line.startswith("       scoresheet")]
    codes = {}
    for line in lines:
        words = shlex.split(line)[1:]
        codes[words[0] if words else ""] = command(tmp_path / "p", *words).code

    assert codes == {"catalog": 0, "generate": 0, "validate": 1, "return": 1, "rank": 1, "": 0}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_step_to_double_click_is_a_plain_command_file(tmp_path: Path, lang: str) -> None:
    """Lines end as Windows ends them, all before the change of code page is ASCII, and the window stays open."""
    command(tmp_path, "init", "p", "--lang", lang, "--windows")
    for name in STEPS:
        content = (tmp_path / "p" / name.of(LANGUAGES[lang])).read_bytes()
        lines = content.split(b"\r\n")

        assert b"\n" not in content.replace(b"\r\n", b"")
        assert lines[:2] == [b"@echo off", b"chcp 65001 >nul"]
        assert lines[-2:] == [b"pause", b""]
        # A percent sign or one of these would be taken for something else than text.
        for line in lines:
            if line.startswith(b"if ") and b"echo " in line:
                assert not re.search(rb"[%&|<>^!]", line.partition(b"echo ")[2])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("step", range(len(STEPS)))
def test_a_step_to_double_click_runs_a_command_that_works(tmp_path: Path, lang: str, step: int) -> None:
    """What the file passes to the program is accepted by it."""
    command(tmp_path, "init", "p", "--lang", lang, "--windows")
    content = (tmp_path / "p" / STEPS[step].of(LANGUAGES[lang])).read_text(encoding="utf-8")
    looked_for, called = re.findall(r"^%RUN% (.*)$", content, re.MULTILINE)
    # Without the program Python's own code 1 would be taken for findings.
    assert looked_for.startswith("--version >nul 2>nul || (echo ")

    ended = command(tmp_path / "p", *shlex.split(called))

    assert ended.code == (0 if step == 0 else 1), ended.err


def test_the_steps_are_for_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere they are written only when asked for."""
    monkeypatch.setattr("os.name", "posix")

    command(tmp_path, "init", "p")

    assert not any(name.endswith(".cmd") for name in _names(tmp_path / "p"))


def test_a_project_is_set_up_again_while_nothing_was_changed(tmp_path: Path) -> None:
    """Another language or a notice takes the place of an untouched project, without leftovers."""
    command(tmp_path, "init", "p", "--lang", "en", "--windows")
    command(tmp_path, "init", "q", "--lang", "zh")
    ended = command(tmp_path, "init", "p", "--lang", "zh")

    assert ended.code == 0, ended.err
    assert _names(tmp_path / "p") == _names(tmp_path / "q")


@pytest.mark.parametrize("name", ["indicators.yaml", "2回收/form.xlsx", "决定登记.xlsx"])
def test_work_that_was_begun_is_kept(tmp_path: Path, name: str) -> None:
    """Once anything was changed, decided or returned, nothing is written, and the message names the place."""
    command(tmp_path, "init", "p", "--lang", "zh")
    (tmp_path / "p" / name).write_bytes(b"mine")
    before = {path: path.read_bytes() for path in (tmp_path / "p").rglob("*") if path.is_file()}

    ended = command(tmp_path, "init", "p", "--lang", "zh")

    assert ended.code == 2
    assert name.partition("/")[0] in ended.err
    assert {path: path.read_bytes() for path in (tmp_path / "p").rglob("*") if path.is_file()} == before


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    """Nothing is written among somebody's own files."""
    (tmp_path / "p").mkdir()
    (tmp_path / "p/letter.txt").write_text("dear", encoding="utf-8")

    assert command(tmp_path, "init", "p").code == 2
    assert _names(tmp_path / "p") == {"letter.txt"}


def test_a_notice_becomes_a_catalog(tmp_path: Path) -> None:
    """The draft can be loaded and issued at once; what was recognised and what is to be decided is told."""
    ended = command(tmp_path, "init", "p", "--from", NOTICE)

    assert ended.code == 0, ended.err
    assert "34项，共135分" in ended.out.replace("\n", "")
    assert "\n  1. " in ended.out
    catalog = load_catalog(tmp_path / "p/indicators.yaml")
    assert (len(catalog.items), str(catalog.total)) == (34, "135.0")
    assert command(tmp_path / "p", "generate", "-o", "1下发").code == 0


@pytest.mark.parametrize(
    ("name", "content"), [("none.txt", None), ("empty.txt", b""), ("letter.txt", "您好。".encode())]
)
def test_an_unusable_notice_is_told_and_nothing_is_written(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    """The sentence names the file; no folder is left behind."""
    if content is not None:
        (tmp_path / name).write_bytes(content)

    ended = command(tmp_path, "init", "p", "--from", name)

    assert ended.code == 2
    assert name in ended.err
    assert not (tmp_path / "p").exists()


def test_a_folder_is_no_notice(tmp_path: Path) -> None:
    """A folder given as the notice is told as one that can't be opened."""
    ended = command(tmp_path, "init", "p", "--from", ".")

    assert (ended.code, (tmp_path / "p").exists()) == (2, False)


def test_the_workbook_of_decisions_is_ready_to_be_filled_in(tmp_path: Path) -> None:
    """A decision that is typed into the blank workbook is understood."""
    command(tmp_path, "init", "p", "--lang", "zh")
    path = tmp_path / "p/决定登记.xlsx"
    book = openpyxl.load_workbook(path)
    for column, typed in enumerate(
        ("东山县", "东山县.xlsx", "以电话确认的为准", "张三", "2026-01-10"), start=1
    ):
        book["版本确认"].cell(2, column, typed)
    book.save(path)

    ended = command(tmp_path / "p", "validate", "2回收", "--decisions", "决定登记.xlsx")

    assert ended.code == 1, ended.err


def test_a_draft_names_its_table_of_targets(tmp_path: Path) -> None:
    """Catalog and table belong together from the beginning: what is filled in by hand or taken back counts at once."""
    command(tmp_path, "init", "p", "--from", NOTICE, "--lang", "zh")
    table = tmp_path / "p/targets.csv"
    lines = table.read_text(encoding="utf-8-sig").splitlines()

    assert [line.partition(",")[0] for line in lines] == [
        *("单位编号", "#指标", "#计量单位", "#要求", "#默认目标数", "u01", "u02")
    ]
    assert not load_catalog(tmp_path / "p/indicators.yaml").targets
    table.write_text("\n".join([*lines[:5], "u01,苍溪,,7"]), encoding="utf-8")
    assert load_catalog(tmp_path / "p/indicators.yaml").targets == {("u01", "1", "m1"): 7}


def test_units_may_be_replaced_without_touching_the_table(tmp_path: Path) -> None:
    """Rows of the drafted table that hold no target don't keep the office from naming its own units."""
    command(tmp_path, "init", "p", "--from", NOTICE, "--lang", "zh")
    path = tmp_path / "p/indicators.yaml"
    text = re.sub(
        r"units:\n(  - .*\n)+", 'units:\n  - {id: "510821", name: 旺苍县}\n', path.read_text("utf-8")
    )
    path.write_text(text, encoding="utf-8")

    assert [unit.id for unit in load_catalog(path).units] == ["510821"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_notice_without_units_makes_no_forms(tmp_path: Path, lang: str) -> None:
    """Nothing is issued for the words that stand where a unit has to be written; check and status say so."""
    notice = "考核表\n考核内容\t分值\n培训不少于3次\t5\n上报信息10条\t5\n"
    (tmp_path / "n.txt").write_text(notice, encoding="utf-8")
    command(tmp_path, "init", "p", "--from", "n.txt", "--lang", lang)
    forms = {"zh": "1下发", "en": "1_forms"}[lang]
    placeholder = {"zh": "请改为单位名称", "en": "Write the name of the unit here"}[lang]

    made, checked = (
        command(tmp_path / "p", *call) for call in (("generate", "-o", forms), ("catalog", "check"))
    )

    assert (made.code, checked.code) == (2, 2)
    assert f"“{placeholder}”" in made.err
    assert not any((tmp_path / "p" / forms).iterdir())
    stands = command(tmp_path / "p")
    assert stands.code == 0
    assert f"“{placeholder}”" in stands.out
    assert "  scoresheet catalog check\n" in stands.out


def test_open_decisions_are_told_until_they_are_settled(tmp_path: Path) -> None:
    """Where a round stands begins with what a person still has to decide; without marks the forms can go out."""
    command(tmp_path, "init", "p", "--from", NOTICE, "--lang", "zh")
    made = command(tmp_path / "p", "generate", "-o", "1下发")
    flat = command(tmp_path / "p").out.replace("\n             ", "")

    assert made.code == 0
    assert "条没有定：第1条（第" in made.err
    assert "条没有定：第1条（第" in flat
    assert "名单还没有核定" in flat
    path = tmp_path / "p/indicators.yaml"
    text = "".join(
        line for line in path.read_text("utf-8").splitlines(keepends=True) if "# 需要定：" not in line
    )
    path.write_text(text, encoding="utf-8")
    settled = command(tmp_path / "p").out
    assert "没有定" not in settled
    assert "把 1下发 里的表发给各单位" in settled


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """Where a file has the name of the folder, that is what is said."""
    (tmp_path / "afile").write_text("x", encoding="utf-8")

    ended = command(tmp_path, "init", "afile")

    assert ended.code == 2
    assert "afile 是一个文件" in ended.err

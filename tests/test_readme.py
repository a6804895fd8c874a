"""What the README says, in both languages, is run."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from commands import command
from corpus_table import cases
from scoresheet.cli import app

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
NOTICE = ROOT / "tests" / "fixtures" / "notice-2014.txt"
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
READMES = pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=["en", "zh"])
PATHS = {ENGLISH: "## The five-minute path", CHINESE: "## 五分钟走一遍"}
BEGINNINGS = {ENGLISH: "## From a notice to issued forms", CHINESE: "## 从通知到发表"}


def _section(readme: str, title: str) -> str:
    """Give a section of the page, up to the next one."""
    return readme.split(title)[1].split("\n## ", maxsplit=1)[0]


def _steps(section: str) -> Iterator[tuple[list[str], int]]:
    """Walk the command lines of a section with the exit code that stands beside each."""
    for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL):
        for line in block.splitlines():
            said, _, comment = line.partition("#")
            code = re.search(r"(?:exit code|退出码) (\d+)", comment)
            yield shlex.split(said), int(code[1]) if code else 0


def _follow(steps: Iterator[tuple[list[str], int]], folder: Path) -> Path:
    """Run the steps as they are written; give the folder that they end in."""
    for words, code in steps:
        if words[0] == "cd":
            folder /= words[1]
            continue
        assert words[0] == "scoresheet"
        ended = command(folder, *words[1:])
        assert ended.code == code, (words, ended.err)
    return folder


@READMES
def test_the_five_minute_path_works_as_written(readme: str, tmp_path: Path) -> None:
    """Each command runs in turn and ends with the exit code that stands beside it."""
    folder = _follow(_steps(_section(readme, PATHS[readme])), tmp_path)

    assert (folder / "4结果/report.html").exists()
    assert (folder / "4结果/排名表.xlsx").exists()
    assert len([path for path in (folder / "3退改").iterdir() if path.is_dir()]) == 4


@READMES
def test_the_way_from_the_notice_ends_with_a_form_for_each_unit(readme: str, tmp_path: Path) -> None:
    """With the units of the page put into the drafted catalog, its commands give 8 forms."""
    shutil.copy(NOTICE, tmp_path)
    section = _section(readme, BEGINNINGS[readme])
    first, second = section.split("```yaml\n")
    units, rest = second.split("```", 1)

    folder = _follow(_steps(first), tmp_path)
    catalog = folder / "indicators.yaml"
    drafted = catalog.read_text(encoding="utf-8")
    written = re.sub(r"^units:\n(  - .*\n)+", units, drafted, flags=re.MULTILINE)
    assert written != drafted
    catalog.write_text(written, encoding="utf-8")
    _follow(_steps(rest), folder)

    assert len(list((folder / "1下发").glob("*.xlsx"))) == 8


def _registered(group: TyperGroup, above: str = "") -> Iterator[str]:
    for name, below in group.commands.items():
        if isinstance(below, TyperGroup):
            yield from _registered(below, f"{above}{name} ")
        else:
            yield f"{above}{name}"


@READMES
def test_every_command_is_in_the_table(readme: str) -> None:
    """The table names each command that there is, and no other."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    commands = set(_registered(group))
    rows = re.findall(r"^\| `scoresheet ?([^`]*)`", readme, re.MULTILINE)
    named = {" ".join(re.findall(r"^[a-z]+(?: [a-z]+\b)?", row)) for row in rows}
    listed = {name if name in commands else name.partition(" ")[0] for name in named if name}

    assert listed == commands


@READMES
def test_every_file_that_is_linked_exists(readme: str) -> None:
    """Pictures and pages that the README points to are there."""
    targets = re.findall(r"\]\(([^)]+)\)", readme)

    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


@READMES
def test_the_corpus_is_as_large_as_the_page_says(readme: str) -> None:
    """There are more described cases than the page claims."""
    said = re.search(r"more than (\d+) files|(\d+) 多种文件", readme)

    assert said is not None
    assert len(cases()) > int(said[1] or said[2])


def test_the_chinese_page_leaves_nothing_out() -> None:
    """Both pages have the same sections, commands, options, exit codes and pictures."""
    for pattern in (r"^## ", r"^\| ", r"^- ", r"!\[", r"^```"):
        counted = [len(re.findall(pattern, readme, re.MULTILINE)) for readme in (ENGLISH, CHINESE)]
        assert counted[0] == counted[1], pattern

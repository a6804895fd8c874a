"""The pages that --help prints."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from rich.cells import cell_len
from typer.core import TyperGroup

from scoresheet.cli import app
from scoresheet.cli.help_page import EXAMPLES, Command, Group

LANGUAGES = ("zh", "en")


def _commands(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, command
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from _commands(below, f"{path} {name}".strip())


COMMANDS = dict(_commands(typer.main.get_command(app)))


def _page(path: str, language: str, columns: int = 80) -> str:
    environment = os.environ | {"SCORESHEET_LANG": language, "COLUMNS": str(columns), "PYTHONUTF8": "1"}
    words = [sys.executable, "-m", "scoresheet", *path.split(), "--help"]
    ended = subprocess.run(words, env=environment, check=True, capture_output=True, timeout=60)
    return ended.stdout.decode()


def test_every_command_has_a_page_of_ours_and_an_example() -> None:
    """No command falls back on the frame that knows English only, and none lacks its example."""
    for path, command in COMMANDS.items():
        assert isinstance(command, Command | Group), path
        assert path in EXAMPLES, path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [path for path in EXAMPLES if path in COMMANDS])
def test_every_example_is_a_call_that_its_command_accepts(path: str, language: str) -> None:
    """The options and arguments of an example are those that the command has."""
    examples = EXAMPLES[path].zh if language == "zh" else EXAMPLES[path].en
    command, depth = COMMANDS[path], len(path.split())
    for example in examples.splitlines():
        program, *words = shlex.split(example)
        assert program == "scoresheet"
        if isinstance(command, TyperGroup):
            assert " ".join(words) in COMMANDS
            continue
        assert words[:depth] == path.split()
        assert command.make_context(path, words[depth:]).params


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_in_one_language(language: str) -> None:
    """A Chinese page has no English frame, an English page no Chinese letter."""
    page = _page("validate", language)

    if language == "en":
        assert not re.search("[\u4e00-\u9fff]", page)
        return
    frame = ("Usage", "Options", "Arguments", "Commands", "default", "required", "Show", "Install")
    assert not [word for word in frame if word in page]
    assert page.startswith("用法：scoresheet validate [选项] PATH...\n")
    assert "例：\n  scoresheet validate 2回收 -o 4结果/问题清单.xlsx\n" in page


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("path", ["", "validate"])
def test_no_line_is_wider_than_the_terminal(path: str, columns: int) -> None:
    """Lines are broken, never cut: each option keeps its whole explanation."""
    page = _page(path, "zh", columns)

    assert max(cell_len(line) for line in page.splitlines()) <= columns
    assert "…" not in page


def test_the_commands_stand_in_the_order_of_the_work() -> None:
    """The list of commands begins with the new project and goes on as a round does."""
    page = _page("", "zh")
    listed = re.findall(r"^  (\w+)  ", page.partition("命令：\n")[2].partition("\n\n")[0], re.MULTILINE)

    assert listed == sorted(listed, key=list(EXAMPLES).index)
    assert listed[0] == "init"
    assert {"catalog", "generate", "validate", "rank"} <= set(listed)


@pytest.mark.parametrize(
    ("shell", "says"),
    [
        ("bash", "complete -o default -F _scoresheet_completion scoresheet"),
        ("zsh", "#compdef scoresheet"),
        ("fish", "complete --command scoresheet"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName scoresheet"),
        ("pwsh", "Register-ArgumentCompleter -Native -CommandName scoresheet"),
    ],
)
def test_each_shell_gets_its_completion(shell: str, says: str) -> None:
    """The script that completes commands is printed for each shell."""
    environment = os.environ | {"_SCORESHEET_COMPLETE": f"source_{shell}", "PYTHONUTF8": "1"}
    words = [sys.executable, "-m", "scoresheet"]
    ended = subprocess.run(words, env=environment, check=True, capture_output=True, timeout=60)

    assert says in ended.stdout.decode()


@pytest.mark.parametrize(
    ("typed", "index", "completed"),
    [("scoresheet val", 1, "validate"), ("scoresheet rank --man", 2, "--manifest")],
)
def test_what_was_begun_is_completed(typed: str, index: int, completed: str) -> None:
    """The shell is given the names that go on as typed."""
    environment = os.environ | {
        "_SCORESHEET_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(index),
        "PYTHONUTF8": "1",
    }
    words = [sys.executable, "-m", "scoresheet"]
    ended = subprocess.run(words, env=environment, check=False, capture_output=True, timeout=60)

    assert ended.stdout.decode().split() == [completed]

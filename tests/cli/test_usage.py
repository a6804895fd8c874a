"""A wrong call is told in the language of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import command
from scoresheet.cli.usage import sentence


def test_other_errors_are_no_wrong_calls() -> None:
    """Only what typer says of a call is told as one."""
    assert sentence(ValueError("x")) is None


@pytest.mark.parametrize(
    ("arguments", "told", "usage"),
    [
        (["validate"], "缺少参数 PATH...。", "scoresheet validate --help"),
        (["validat"], "没有 validat 这个命令，您是不是要写 validate？", "scoresheet --help"),
        (["qqq"], "没有 qqq 这个命令。", "scoresheet --help"),
        (["validate", "--nix", "."], "没有 --nix 这个选项。", "scoresheet validate --help"),
        (
            ["validate", ".", "--format", "xml"],
            "--format 不能写 xml，可以写：table、json、csv。",
            "validate --help",
        ),
        (["init", "x", "--lang", "fr"], "--lang 不能写 fr，可以写：zh、en。", "scoresheet init --help"),
        (["rank", "."], "缺少参数 -o / --output。", "scoresheet rank --help"),
        (["explain", "a", "b"], "多写了 b，请去掉。", "scoresheet explain --help"),
    ],
)
def test_each_mistake_has_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str, usage: str
) -> None:
    """The sentence names the option or the command, and where to read on; the exit code is 2."""
    monkeypatch.setenv("SCORESHEET_LANG", "zh")

    ended = command(tmp_path, *arguments)

    assert ended.code == 2
    assert ended.err.splitlines()[0] == told
    assert ended.err.splitlines()[1].endswith(usage)


def test_english_is_typer_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With SCORESHEET_LANG=en the sentence is the one that typer has."""
    monkeypatch.setenv("SCORESHEET_LANG", "en")

    assert command(tmp_path, "validate").err.startswith("Missing argument 'PATH...'.")
    wrong = command(tmp_path, "init", "x", "--lang", "fr").err
    assert wrong.startswith("Invalid value for '--lang': 'fr' is not one of 'zh', 'en'.")

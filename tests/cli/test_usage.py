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
            "--format 的值不对，请查看它可以取哪些值。",
            "validate --help",
        ),
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

"""The command `explain`."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner, Result

from scoresheet.checking.running import all_checks
from scoresheet.cli.explain import explain

VARIABLES = ("SCORESHEET_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def _no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def run_explain(*arguments: str) -> Result:
    """Run the command as the program does."""
    app = typer.Typer()
    app.command()(explain)
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize("asked", ["V104", "v104", " v104 ", "score_out_of_range"])
def test_a_code_or_name_is_explained_in_full(asked: str) -> None:
    """What, why, what to do, a wrong and a right example."""
    result = run_explain(asked)

    assert result.exit_code == 0
    assert result.stdout == (
        "V104 自查得分超出范围（须更正）\n"
        "\n"
        "为什么：一项超出范围，合计和排名就对其他单位不公平。\n"
        "怎样改：请改为本项允许范围内的数。\n"
        "\n"
        "有问题的例子：\n"
        "  编号  分值  自查得分  完成情况  未完成情况说明\n"
        "  1     3     3.5       已完成\n"
        "\n"
        "正确的例子：\n"
        "  编号  分值  自查得分  完成情况  未完成情况说明\n"
        "  1     3     3         已完成\n"
    )


def test_english_is_spoken_where_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles of columns and sheets are translated, what counties type is not."""
    monkeypatch.setenv("SCORESHEET_LANG", "en")
    lines = run_explain("R104").stdout.splitlines()

    assert lines[0] == "R104 Register of deductions is blank (must be corrected)"
    assert "  Deductions" in lines
    assert "  ID                        Event           Number" in lines
    assert "  No deductions this round  yes" in lines


def test_without_a_code_all_are_listed() -> None:
    """Every check has its line, in order, and the last line says how to go on."""
    result = run_explain()
    lines = result.stdout.splitlines()

    assert result.exit_code == 0
    assert [line.split()[0] for line in lines[:-2]] == [check.code for check in all_checks()]
    assert lines[-1] == f"查看某一条的说明和例子：scoresheet explain {all_checks()[0].code}"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("V14", "没有编号为“V14”的问题。您要找的是不是 V104"),
        ("blank_scores", "没有编号为“blank_scores”的问题。您要找的是不是 V101"),
        ("天气", "没有编号为“天气”的问题。全部编号：scoresheet explain"),
        ("\x1b[31m", "没有编号为“[31m”的问题。全部编号：scoresheet explain"),
    ],
)
def test_an_unknown_code_is_answered_in_a_sentence(asked: str, words: str) -> None:
    """The trouble stands on stderr with what may have been meant; nothing stands on stdout."""
    result = run_explain(asked)

    assert result.exit_code == 2
    assert result.stderr.startswith(words)
    assert result.stdout == ""

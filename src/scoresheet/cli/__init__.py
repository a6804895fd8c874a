"""The command line: one command per file; each parses, calls the steps, picks a report and sets the exit code."""

from __future__ import annotations

import contextlib
import sys
from typing import Annotated, NoReturn

import typer

from scoresheet import __version__
from scoresheet.cli import usage
from scoresheet.cli.catalog import catalog
from scoresheet.cli.demo import demo
from scoresheet.cli.exits import Exit
from scoresheet.cli.explain import explain
from scoresheet.cli.generate import generate
from scoresheet.cli.locale import cli_locale, say
from scoresheet.cli.opening import legible_output
from scoresheet.cli.rank import rank
from scoresheet.cli.validate import validate
from scoresheet.language import Text

app = typer.Typer(
    name="scoresheet",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "一份指标目录 → 每个单位一份自查评分表 → 校验收回的表 → 排名。",
        "One catalog of indicators → a form per unit → checked returns → a ranking.",
    ),
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"scoresheet {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help=say("显示版本", "print the version")
        ),
    ] = False,
) -> None:
    del version


for _name, _command, _help in (
    ("generate", generate, say("为每个单位生成一份空白自查评分表", "Make one blank form for each unit.")),
    ("validate", validate, say("读取并校验收回的表，打印汇总报告", "Read and check the returned forms.")),
    ("rank", rank, say("汇总各单位自查得分，生成排名表", "Make the combined ranking workbook.")),
    ("explain", explain, say("说明某个问题的含义和改法", "Say what a finding means and how to mend it.")),
    ("demo", demo, say("用随带的目录和虚构数据演示全过程", "Run the whole job with made-up answers.")),
):
    app.command(_name, help=_help)(_command)


app.add_typer(catalog, name="catalog")


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    legible_output()
    try:
        ended = app(standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        typer.echo(Text("已中断。", "Interrupted.").of(cli_locale()), err=True)
        sys.exit(Exit.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - a defect of ours is told as such, never as a traceback
        _wrong_call(error)
        _defect(error)
    sys.exit(ended if isinstance(ended, int) else Exit.CLEAN)


def _wrong_call(error: Exception) -> None:
    """End the process where the command was called in a wrong way."""
    sentence = usage.sentence(error)
    if sentence is not None:
        typer.echo(sentence, err=True)
        sys.exit(Exit.USAGE)


def _defect(error: Exception) -> NoReturn:
    import tempfile
    import traceback
    from datetime import datetime
    from pathlib import Path

    log = Path(tempfile.gettempdir()) / f"scoresheet-{datetime.now().astimezone():%Y%m%d-%H%M%S}.log"
    with contextlib.suppress(OSError):
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    said = Text(
        f"程序内部出错，没有完成。详细记录在 {log}，请把它发给维护人员。",
        f"The program failed. Details are in {log}; please send it to the maintainers.",
    )
    typer.echo(said.of(cli_locale()), err=True)
    sys.exit(Exit.DEFECT)

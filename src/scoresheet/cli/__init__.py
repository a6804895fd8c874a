"""The command line: one command per file; each parses, calls the steps, picks a report and sets the exit code."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from scoresheet import __version__
from scoresheet.cli import usage
from scoresheet.cli.commands import Root
from scoresheet.cli.days import AsOfOption, day
from scoresheet.cli.defects import log
from scoresheet.cli.exits import Exit
from scoresheet.cli.locale import cli_locale, say
from scoresheet.cli.opening import legible_output
from scoresheet.language import Text

app = typer.Typer(
    name="scoresheet",
    cls=Root,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "一份指标目录 → 每个单位一份自查评分表 → 校验收回的表 → 排名。\n"
        "不带命令时说明本文件夹的工作做到哪一步、下一步做什么。",
        "One catalog of indicators → a form per unit → checked returns → a ranking.\n"
        "Without a command: where the round of this folder stands and what comes next.",
    ),
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"scoresheet {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _options(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help=say("显示版本", "print the version")
        ),
    ] = False,
    as_of: AsOfOption = None,
) -> None:
    from scoresheet.cli.status import show_status

    del version
    if ctx.invoked_subcommand is None:
        raise typer.Exit(show_status(Path.cwd(), day("--as-of", as_of)))


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    try:
        _end_as_by_ctrl_c()
        legible_output()
        ended = app(standalone_mode=False, prog_name="scoresheet")
    except (KeyboardInterrupt, typer.Abort):
        ended = Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a defect of ours is told as such, never as a traceback
        _wrong_call(error)
        _defect(error)
    if ended == Exit.INTERRUPTED:
        # typer turns an interruption within a command into its code without a word.
        typer.echo(Text("已中断。", "Interrupted.").of(cli_locale()), err=True)
    sys.exit(ended if isinstance(ended, int) else Exit.CLEAN)


def _end_as_by_ctrl_c() -> None:
    """Let what ends a program from outside, or a terminal that is closed, end it as Ctrl-C does: nothing half done."""
    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Whoever starts the program with nohup wants it to go on without its terminal.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def _wrong_call(error: Exception) -> None:
    """End the process where the command was called in a wrong way."""
    sentence = usage.sentence(error)
    if sentence is not None:
        typer.echo(sentence, err=True)
        sys.exit(Exit.USAGE)


def _defect(error: Exception) -> NoReturn:
    kept = log(error)
    said = Text(
        f"程序内部出错，没有完成。详细记录在 {kept}，请把它发给维护人员。",
        f"The program failed. Details are in {kept}; please send it to the maintainers.",
    )
    typer.echo(said.of(cli_locale()), err=True)
    sys.exit(Exit.DEFECT)

"""Case: how soon a command answers, against the smallest application that typer makes."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.claims import Claim, figure
from benchmarks.measuring import Command, Work, rounds
from benchmarks.page import Section, Setting, megabytes

_BARE = str(Path(__file__).parent / "contenders" / "bare_app.py")
NOTHING, VALIDATE = "python -c pass", "scoresheet validate, one file"
_ROUNDS = 3
"""A start is short: so many times more rounds."""


def section(setting: Setting) -> Section:
    """Measure it."""
    folder = setting.place("start")
    mix = {"different": 8, "every": 8, "faults": 2}
    Work("benchmarks.preparing:returned", {"folder": folder, "units": 8, **mix}).run()
    inbox = Path(folder) / "returns"
    python, ours = sys.executable, (sys.executable, "-m", "scoresheet")
    contenders = {
        NOTHING: Command((python, "-c", "pass")),
        "typer app --version": Command((python, _BARE, "--version")),
        "scoresheet --version": Command((*ours, "--version")),
        "typer app --help": Command((python, _BARE, "--help")),
        "scoresheet --help": Command((*ours, "--help")),
        "typer app, one argument": Command((python, _BARE, "a")),
        VALIDATE: Command((*ours, "validate", str(min(inbox.iterdir())), "-q"), Path(folder)),
    }
    result = rounds(contenders, setting.rounds * _ROUNDS)
    rows = []
    for name in contenders:
        cost = result.cost(name)
        rows.append(
            (name, figure(cost.cpu * 1000), figure(result.ratio(name, NOTHING)), megabytes(cost.peak))
        )
    return Section(
        "Starting",
        "Whole commands, from their start to their end.",
        ("", "ms", "times python -c pass", "MB"),
        rows,
        (
            _claim("--version", result.ratio("scoresheet --version", "typer app --version"), 1.3),
            _claim("--help", result.ratio("scoresheet --help", "typer app --help"), 1.5),
        ),
    )


def _claim(option: str, measured: float, limit: float) -> Claim:
    return Claim(f"`{option}` against a bare typer app", measured, limit)

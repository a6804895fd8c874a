"""The page that comes out: a table for each case, and the claims with what came of them."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.claims import Claim, figure


@dataclass(frozen=True, slots=True)
class Section:
    """A case: its title, what is compared and how, a table, and what is to be reached."""

    title: str
    about: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    claims: Sequence[Claim] = field(default_factory=tuple)
    remarks: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run was asked for: rounds, and the folder in which the cases put what they work on."""

    folder: Path
    rounds: int
    forms: int
    returns: int
    ranked: int
    sizes: Sequence[int]

    def place(self, name: str) -> str:
        """Give the folder of one case."""
        return str(self.folder / name)


PEERS = ("openpyxl", "XlsxWriter", "frictionless", "pandera", "pandas", "python-calamine", "typer")


def page(sections: Iterable[Section], setting: Setting) -> str:
    """Give the page as Markdown."""
    told = list(sections)
    lines = [_HEAD, _machine(), "", _how(setting), "", "## What is to be reached", ""]
    lines += [f"- {claim.sentence}" for section in told for claim in section.claims]
    for section in told:
        lines += ["", f"## {section.title}", "", section.about, "", *_table(section)]
        lines += [line for remark in section.remarks for line in ("", remark)]
    return "\n".join(lines) + "\n"


_HEAD = """# What it costs

Written by `make bench`. Every figure is measured, in the same run and on the same files as those beside it. Ratios count, seconds
don't: another machine has other seconds.
"""


def _machine() -> str:
    peers = ", ".join(f"{name} {found}" for name in PEERS if (found := _version(name)))
    return (
        f"Measured on {platform.system()} {platform.machine()}, {os.cpu_count()} processors, "
        f"{platform.python_implementation()} {platform.python_version()}; {peers}."
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _how(setting: Setting) -> str:
    return (
        f"Medians of {setting.rounds} rounds in which the contenders take turns, each in a process of its own; a ratio is "
        "the median of the ratios within each round. Processor time is compared unless a column says otherwise; loading a "
        "library and a first file that warms up are left out, except where a command is measured as a whole. Memory is the "
        "peak of the process, or of its largest helper process; what the measuring process has itself, about 20 MB, is the "
        "least that can be seen."
    )


def _table(section: Section) -> list[str]:
    rule = ["---", *("---:" for _ in section.columns[1:])]
    return [_line(section.columns), _line(rule), *(_line(row) for row in section.rows)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def stages(told: Mapping[str, float], unit: str) -> str:
    """Write where the time goes: milliseconds of each stage, and how many times the stage named `unit` that is."""
    lines = ["| where the time goes | ms | times |", "|---|---:|---:|"]
    lines += [_line((name, figure(taken), figure(taken / told[unit]))) for name, taken in told.items()]
    return "\n".join(lines)


def megabytes(size: float) -> str:
    """Write bytes as megabytes."""
    return f"{size / 1e6:.0f}"

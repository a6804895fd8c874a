"""Days that the user names: the only way that a date enters a result."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, NoReturn

import typer

from scoresheet.cli.exits import fail
from scoresheet.cli.locale import say
from scoresheet.language import Text

AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help=say(
            "按这一天说明是否逾期，如 2014-11-30；不写就不说",
            "the day by which lateness is told, as 2014-11-30; without it nothing is said of it",
        ),
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="DATE",
        help=say(
            "请各单位在这一天前回复，如 2014-12-05", "the day by which a reply is asked for, as 2014-12-05"
        ),
    ),
]

_WRITTEN = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")


def day(option: str, typed: str | None) -> date | None:
    """Give the day that was typed (2014-11-30, 2014/11/30, 2014年11月30日), None for none; another ends the command."""
    if typed is None:
        return None
    found = _WRITTEN.fullmatch(typed)
    try:
        return date(*map(int, found.groups())) if found else _refuse(option, typed)
    except ValueError:
        return _refuse(option, typed)


def _refuse(option: str, typed: str) -> NoReturn:
    fail(
        Text(
            f"{option} 的日期 {typed} 写得不对。请写成“年-月-日”，如 2014-11-30。",
            f"{option} {typed} is no date. Write year-month-day, as in 2014-11-30.",
        )
    )

"""The command `explain`: what a finding means, why it matters and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.exits import fail
from scoresheet.cli.locale import cli_locale, say
from scoresheet.language import NOTHING, Text

if TYPE_CHECKING:
    from scoresheet.checking.running import Check


def explain(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]",
            help=say("问题编号，如 V104；不填则列出全部", "a code such as V104; without it all are listed"),
        ),
    ] = None,
) -> None:
    """说明某个问题的含义和改法 / Say what a finding means, why it matters and how to mend it."""
    from scoresheet.checking.running import all_checks
    from scoresheet.reports.explanation import explained, listed

    locale = cli_locale()
    if code is None:
        typer.echo(listed(all_checks(), locale))
        return
    found = _named(code)
    if found is None:
        fail(_unknown(code), locale)
    typer.echo(explained(found, locale))


def _named(code: str) -> Check | None:
    return _names().get(code.strip().lower())


def _names() -> dict[str, Check]:
    from scoresheet.checking.running import all_checks

    return {name: check for check in all_checks() for name in (check.code.lower(), check.name)}


def _unknown(code: str) -> Text:
    from scoresheet.quoting import quoted

    meant = _meant(code)
    asked = quoted(code)
    all_codes = Text("全部编号：scoresheet explain", "All codes: scoresheet explain")
    return Text(
        f"没有编号为{asked}的问题。{meant.zh}{all_codes.zh}",
        f"There is no finding {asked}. {meant.en}{all_codes.en}",
    )


def _meant(code: str) -> Text:
    import difflib

    names = _names()
    close = difflib.get_close_matches(code.strip().lower(), names, n=3, cutoff=0.7)
    checks = list(dict.fromkeys(names[name].code for name in close))
    if not checks:
        return NOTHING
    return Text(f"您要找的是不是 {'、'.join(checks)}？", f"Did you mean {', '.join(checks)}? ")

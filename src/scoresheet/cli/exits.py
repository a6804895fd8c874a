"""How every command ends: its exit code, and the sentence on stderr where it could not do its work."""

from __future__ import annotations

from enum import IntEnum
from typing import NoReturn

import typer

from scoresheet.cli.locale import cli_locale
from scoresheet.language import Locale, Text


class Exit(IntEnum):
    """The exit codes, which scripts rely on."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    DEFECT = 70
    INTERRUPTED = 130


def fail(sentence: Text, locale: Locale | None = None) -> NoReturn:
    """Say what is wrong with the user's own input and end; nothing has been written."""
    typer.echo(sentence.of(locale or cli_locale()), err=True)
    raise typer.Exit(Exit.USAGE)

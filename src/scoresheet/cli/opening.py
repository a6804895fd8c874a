"""What several commands begin with: opening the catalog, reading the inbox, guarding what they write."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.locale import cli_locale, say
from scoresheet.language import Locale, Text

if TYPE_CHECKING:
    # Imported for their names alone: reading the catalog's modules takes longer than printing the help.
    from scoresheet.catalog.doubt import Doubt
    from scoresheet.catalog.loading import BeforeTargets
    from scoresheet.catalog.mistakes import CatalogError
    from scoresheet.catalog.model import Catalog
    from scoresheet.decision import Decisions
    from scoresheet.inbox.intake import File

CatalogOption = Annotated[
    Path,
    typer.Option("-c", "--catalog", help=say("指标目录文件", "the catalog of indicators"), show_default=True),
]
PathsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help=say("收到的文件、文件夹、通配符或 zip", "returned files, folders, patterns or zips"),
    ),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help=say("有“请核实”也算未通过", "warnings count as findings"))
]
PreferOption = Annotated[
    str | None,
    typer.Option(
        "--prefer",
        metavar="newest",
        help=say(
            "同一单位有多份不同的表时取最新的", "of several different returns of a unit take the newest"
        ),
    ),
]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help=say("只输出结果行", "the last line only"))]
DecisionsOption = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help=say(
            "决定登记（.yaml 或 .xlsx）：以哪份为准、电话更正、已核实的问题",
            "what the office decided (.yaml or .xlsx): versions, corrections by telephone, accepted findings",
        ),
    ),
]
PasswordOption = Annotated[
    list[str] | None,
    typer.Option(
        "--password",
        metavar="P",
        help=say(
            "打开加密文件用的密码，可重复；不会写入任何结果",
            "a password for encrypted files (repeatable); it is written nowhere",
        ),
    ),
]
VerboseOption = Annotated[
    bool,
    typer.Option(
        "-v",
        "--verbose",
        help=say(
            "逐个文件列出结论和用时（毫秒）", "list each file with its verdict and the milliseconds it took"
        ),
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        max=256,
        help=say(
            "同时用几个进程读表（默认与处理器数相同）；结果不因此不同",
            "how many processes read at a time (as many as processors); results don't depend on it",
        ),
    ),
]
DEFAULT_CATALOG = Path("indicators.yaml")


def open_catalog(path: Path) -> Catalog:
    """Load the catalog; every mistake in it is printed with its position, and the command ends."""
    from scoresheet.catalog.loading import CatalogError, load_catalog

    try:
        return load_catalog(path)
    except CatalogError as error:
        _tell_mistakes(error)


def inspect(path: Path) -> tuple[Catalog, tuple[Doubt, ...]]:
    """Load the catalog with what is odd about it; every mistake is printed, and the command ends."""
    from scoresheet.catalog.loading import CatalogError, inspect_catalog

    try:
        return inspect_catalog(path)
    except CatalogError as error:
        _tell_mistakes(error)


def refuse_unissuable(found: Sequence[Doubt], locale: Locale) -> None:
    """End the command where something about the catalog has to be mended before forms can be made; all doubts are printed."""
    from scoresheet.catalog.doubt import Weight

    if any(doubt.weight is Weight.NO_FORMS for doubt in found):
        typer.echo("\n".join(doubt.render(locale) for doubt in found), err=True)
        raise typer.Exit(Exit.USAGE)


def tell_before_issuing(found: Sequence[Doubt], locale: Locale) -> None:
    """Print, beside the results, what is to be verified before forms go out."""
    from scoresheet.catalog.doubt import Weight

    for doubt in found:
        if doubt.weight is Weight.BEFORE_ISSUING:
            typer.echo(doubt.render(locale), err=True)


def before_targets(path: Path) -> BeforeTargets:
    """Load the catalog although targets may be missing; every other mistake is printed, and the command ends."""
    from scoresheet.catalog.loading import CatalogError, load_before_targets

    try:
        return load_before_targets(path)
    except CatalogError as error:
        _tell_mistakes(error)


def open_decisions(path: Path | None, catalog: Catalog) -> Decisions:
    """Load what the office decided, nothing without a file; every mistake is printed, and the command ends."""
    from scoresheet.catalog.loading import CatalogError
    from scoresheet.decision import NO_DECISIONS
    from scoresheet.decisions.loading import load_decisions

    if path is None:
        return NO_DECISIONS
    try:
        return load_decisions(path, catalog)
    except CatalogError as error:
        _tell_mistakes(error)


def _tell_mistakes(error: CatalogError) -> NoReturn:
    locale = error.locale or cli_locale()
    typer.echo("\n".join(mistake.render(locale) for mistake in error.mistakes), err=True)
    raise typer.Exit(Exit.USAGE) from error


def open_inbox(paths: Sequence[str], passwords: Sequence[str] = ()) -> Iterator[File]:
    """Walk the files of the inbox; a path that leads nowhere ends the command."""
    from scoresheet.inbox.intake import InboxError, collect

    try:
        return collect(paths, passwords)
    except InboxError as error:
        fail(error.sentence)


def processors() -> int:
    """Count the processors that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def refuse_foreign(outputs: Iterable[Path], locale: Locale) -> None:
    """End the command where an output would take the place of anything but an earlier output.

    So no mistyped name costs a returned file, the table of targets or the master form.
    """
    from scoresheet.inbox.ours import is_output

    for output in outputs:
        try:
            data = output.read_bytes() if output.is_file() else None
        except OSError:
            data = b""
        if data is not None and not is_output(data):
            fail(_would_overwrite(output), locale)


def write_all(files: Mapping[Path, bytes], locale: Locale) -> None:
    """Write the outputs, all or none; the first that can't be written ends the command."""
    from scoresheet.output import OutputError, write_together

    try:
        write_together(files)
    except OutputError as error:
        fail(error.sentence, locale)


def legible_output() -> None:
    """Let stdout replace what its encoding can't show, so that a strange character never ends a command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _would_overwrite(output: Path) -> Text:
    return Text(
        f"{output} 已经存在，而且不是本工具生成的结果，没有覆盖。请把结果写到别的文件名。",
        f"{output} exists and was not written by this tool, so it is kept. Please choose another name.",
    )

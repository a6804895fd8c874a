"""What several commands begin with: opening the catalog, reading the inbox, guarding what they write."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.locale import say
from scoresheet.language import Locale, Text

if TYPE_CHECKING:
    # Imported for their names alone: reading the catalog's modules takes longer than printing the help.
    from scoresheet.assessment import Assessment
    from scoresheet.catalog.model import Catalog
    from scoresheet.inbox import File

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
DEFAULT_CATALOG = Path("indicators.yaml")


def open_catalog(path: Path) -> Catalog:
    """Load the catalog; every mistake in it is printed with its position, and the command ends."""
    from scoresheet.catalog.loading import CatalogError, load_catalog

    try:
        return load_catalog(path)
    except CatalogError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(Exit.USAGE) from error


def open_inbox(paths: list[str]) -> Iterator[File]:
    """Walk the files of the inbox; a path that leads nowhere ends the command."""
    from scoresheet.inbox import InboxError, collect

    try:
        return collect(paths)
    except InboxError as error:
        fail(error.sentence)


def assess_inbox(
    catalog: Catalog, paths: list[str], outputs: Iterable[Path], prefer: str | None
) -> Assessment:
    """Read and check everything in the inbox; ends the command where an output would overwrite a returned file."""
    from scoresheet.assessment import FileResult, FileStatus, assess
    from scoresheet.inbox import Role
    from scoresheet.reading import read_file

    if prefer not in {None, "newest"}:
        fail(Text("--prefer 只能是 newest。", "--prefer takes newest only."))
    returned, aside, read_paths = [], [], set()
    for file in open_inbox(paths):
        read_paths.add(os.path.realpath(file.on_disk))
        if file.role is Role.RETURN:
            returned.append(read_file(catalog, file))
        else:
            status = FileStatus.ATTACHMENT if file.role is Role.ATTACHMENT else FileStatus.IGNORED
            aside.append(FileResult(file.path, file.sha256, file.type.value, None, status, file.reason))
    for output in outputs:
        if os.path.realpath(output) in read_paths:
            fail(_would_overwrite(output), catalog.locale)
    return assess(catalog, returned, set_aside=aside, prefer_newest=prefer == "newest")


def write_all(files: dict[Path, bytes], locale: Locale) -> None:
    """Write the outputs, each whole or not at all; the first that can't be written ends the command."""
    from scoresheet.output import OutputError, write_atomically

    for path, data in files.items():
        try:
            write_atomically(path, data)
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
        f"{output} 是收到的文件，不能被覆盖。请把结果写到别的文件名。",
        f"{output} is a returned file and is never overwritten. Please choose another name for the output.",
    )

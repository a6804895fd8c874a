"""The command `validate`: read the returned files, check them, print and write the consolidated report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.locale import say
from scoresheet.cli.opening import (
    DEFAULT_CATALOG,
    CatalogOption,
    PathsArgument,
    PreferOption,
    QuietOption,
    StrictOption,
    assess_inbox,
    open_catalog,
    refuse_foreign,
    write_all,
)
from scoresheet.language import Text

if TYPE_CHECKING:
    from scoresheet.assessment import Assessment


class Format(StrEnum):
    """What stdout gets."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def validate(
    paths: PathsArgument,
    catalog: CatalogOption = DEFAULT_CATALOG,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            help=say(
                "另存报告，按后缀选格式，可重复：.json .csv .xlsx",
                "also write a report; the suffix chooses: .json .csv .xlsx (repeatable)",
            ),
        ),
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", help=say("屏幕上的格式", "what is printed"))
    ] = Format.TABLE,
    prefer: PreferOption = None,
    strict: StrictOption = False,
    quiet: QuietOption = False,
) -> None:
    """读取并校验收回的表 / Read and check the returned forms."""
    outputs = output or []
    renderers = {path: _renderer(path) for path in outputs}
    opened = open_catalog(catalog)
    refuse_foreign(outputs, opened.locale)
    assessment = assess_inbox(opened, paths, prefer)
    write_all({path: render(assessment) for path, render in renderers.items()}, opened.locale)
    if quiet:
        typer.echo(_in_one_line(assessment))
    else:
        _print(assessment, format_)
    raise typer.Exit(Exit.CLEAN if assessment.clean(strict=strict) else Exit.FINDINGS)


def _renderer(path: Path) -> Callable[[Assessment], bytes]:
    from scoresheet.reports import csv_report, json_report, problems_workbook

    by_suffix = {
        ".json": json_report.render,
        ".csv": csv_report.render,
        ".xlsx": problems_workbook.render,
    }
    if path.suffix.lower() not in by_suffix:
        known = " ".join(by_suffix)
        fail(
            Text(
                f"不知道 {path} 要写成什么格式。-o 的后缀可以是：{known}",
                f"{path}: the suffix of -o must be one of {known}",
            )
        )
    return by_suffix[path.suffix.lower()]


def _print(assessment: Assessment, format_: Format) -> None:
    from scoresheet.reports import csv_report, json_report, terminal

    if format_ is Format.TABLE:
        from rich.console import Console

        terminal.render(assessment, Console())
        return
    render = json_report.render if format_ is Format.JSON else csv_report.render
    sys.stdout.flush()
    sys.stdout.buffer.write(render(assessment))


def _in_one_line(assessment: Assessment) -> str:
    from scoresheet.assessment import UnitStatus

    zh = "，".join(f"{status.word.zh}{len(assessment.units_with(status))}" for status in UnitStatus)
    en = ", ".join(f"{status.word.en}: {len(assessment.units_with(status))}" for status in UnitStatus)
    return Text(f"{len(assessment.units)}个单位：{zh}", f"{len(assessment.units)} units: {en}").of(
        assessment.catalog.locale
    )

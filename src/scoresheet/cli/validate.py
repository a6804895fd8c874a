"""The command `validate`: read the returned files, check them, print and write the consolidated report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.audit import ManifestOption, all_outputs, audited, open_audit, show_changes
from scoresheet.cli.days import AsOfOption, day
from scoresheet.cli.examining import Request, examine
from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.locale import say
from scoresheet.cli.opening import (
    DEFAULT_CATALOG,
    CatalogOption,
    DecisionsOption,
    JobsOption,
    PasswordOption,
    PathsArgument,
    PreferOption,
    QuietOption,
    StrictOption,
    VerboseOption,
    open_catalog,
    refuse_foreign,
    write_all,
)
from scoresheet.language import Text

if TYPE_CHECKING:
    from scoresheet.assessment import Assessment
    from scoresheet.catalog.model import Catalog
    from scoresheet.changes import Changes


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
                "另存报告，按后缀选格式，可重复：.html .json .csv .xlsx",
                "also write a report; the suffix chooses: .html .json .csv .xlsx (repeatable)",
            ),
        ),
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", help=say("屏幕上的格式", "what is printed"))
    ] = Format.TABLE,
    prefer: PreferOption = None,
    strict: StrictOption = False,
    decisions: DecisionsOption = None,
    password: PasswordOption = None,
    manifest: ManifestOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    as_of: AsOfOption = None,
    jobs: JobsOption = None,
) -> None:
    """读取并校验收回的表 / Read and check the returned forms."""
    outputs = output or []
    renderers = {path: _renderer(path) for path in outputs}
    opened = open_catalog(catalog)
    audit = open_audit(manifest, catalog, opened, outputs)
    refuse_foreign(outputs, opened.locale)
    request = Request(
        paths,
        prefer,
        strict,
        decisions,
        passwords=password or [],
        outputs=all_outputs(outputs, audit),
        quiet=quiet,
        verbose=verbose,
        as_of=day("--as-of", as_of),
        jobs=jobs,
    )
    examined = examine(opened, request)
    assessment = examined.assessment
    news = audited(audit, examined, request)
    reports = {path: render(assessment, news.changes) for path, render in renderers.items()}
    write_all({**reports, **news.files}, opened.locale)
    if quiet:
        typer.echo(_in_one_line(assessment))
    else:
        _print(assessment, format_)
        _print_changes(news.changes, opened, format_)
    raise typer.Exit(Exit.CLEAN if assessment.clean(strict=strict) else Exit.FINDINGS)


def _renderer(path: Path) -> Callable[[Assessment, Changes | None], bytes]:
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        known = " ".join(_SUFFIXES)
        fail(
            Text(
                f"不知道 {path} 要写成什么格式。-o 的后缀可以是：{known}",
                f"{path}: the suffix of -o must be one of {known}",
            )
        )
    if suffix == ".html":
        from scoresheet.reports import html_report

        return html_report.render
    if suffix == ".json":
        from scoresheet.reports import json_report

        return _of_this_run(json_report.render)
    if suffix == ".csv":
        from scoresheet.reports import csv_report

        return _of_this_run(csv_report.render)
    from scoresheet.reports import problems_workbook

    return _of_this_run(problems_workbook.render)


_SUFFIXES = (".html", ".json", ".csv", ".xlsx")


def _of_this_run(render: Callable[[Assessment], bytes]) -> Callable[[Assessment, Changes | None], bytes]:
    """Make a report that says nothing about the run before take what changed all the same."""
    return lambda assessment, _: render(assessment)


def _print(assessment: Assessment, format_: Format) -> None:
    from scoresheet.reports import csv_report, json_report, terminal

    if format_ is Format.TABLE:
        from rich.console import Console

        terminal.render(assessment, Console())
        return
    render = json_report.render if format_ is Format.JSON else csv_report.render
    sys.stdout.flush()
    sys.stdout.buffer.write(render(assessment))


def _print_changes(changes: Changes | None, catalog: Catalog, format_: Format) -> None:
    if changes is not None:
        from rich.console import Console

        # What another program reads from stdout stays whole.
        show_changes(changes, catalog, Console(stderr=format_ is not Format.TABLE))


def _in_one_line(assessment: Assessment) -> str:
    from scoresheet.assessment import UnitStatus

    zh = "，".join(f"{status.word.zh}{len(assessment.units_with(status))}" for status in UnitStatus)
    en = ", ".join(f"{status.word.en}: {len(assessment.units_with(status))}" for status in UnitStatus)
    return Text(f"{len(assessment.units)}个单位：{zh}", f"{len(assessment.units)} units: {en}").of(
        assessment.catalog.locale
    )

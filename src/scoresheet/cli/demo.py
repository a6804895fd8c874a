"""The command `demo`: the whole job on the shipped catalog, with made-up answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.exits import fail
from scoresheet.cli.locale import say
from scoresheet.cli.opening import assess_inbox, open_catalog, write_all
from scoresheet.language import Locale, Text

if TYPE_CHECKING:
    from scoresheet.assessment import Assessment
    from scoresheet.catalog.model import Catalog
    from scoresheet.demonstration import Return

ISSUED, RETURNED, RESULTS = "1下发", "2回收", "4结果"
_TIME = datetime(2014, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=8)))
"""The forms of the demonstration are issued on the day of the notice, so that each run gives the same files."""


def demo(
    folder: Annotated[
        Path,
        typer.Argument(metavar="[DIR]", help=say("存放演示文件的文件夹", "the folder for the demonstration")),
    ] = Path("demo"),
) -> None:
    """用随带的目录和虚构数据演示全过程 / Run the whole job with made-up answers."""
    from rich.console import Console

    from scoresheet.reports import terminal

    catalog = _project(folder)
    locale = catalog.locale
    _tell(Text(f"一、下发：{folder / ISSUED}", f"1. Forms: {folder / ISSUED}"), locale)
    returned = list(_issue_and_fill(catalog, folder))
    _tell(Text("二、回收（演示数据，纯属虚构）：", "2. Returns (made up):"), locale)
    for one in returned:
        about = one.about.of(locale)
        typer.echo(f"   {one.file_name}" + (f"  —  {about}" if about else ""))
    _tell(Text("三、校验：", "3. Checked:"), locale)
    results = folder / RESULTS
    inbox = [str(folder / RETURNED)]
    assessment = assess_inbox(catalog, inbox, [], None)
    terminal.render(assessment, Console())
    written = _write_results(assessment, results)
    _tell(Text("四、结果：", "4. Results:"), locale)
    for path in written:
        typer.echo(f"   {path}")


def _project(folder: Path) -> Catalog:
    from scoresheet.shipped import CATALOG, MASTER, TARGETS, shipped

    own = folder / CATALOG
    if folder.exists() and any(folder.iterdir()) and not own.exists():
        fail(
            Text(
                f"文件夹 {folder} 里已有别的文件，演示不会写进去。请换一个新文件夹。",
                f"The folder {folder} holds other files; please choose a new folder for the demonstration.",
            )
        )
    names = (CATALOG, TARGETS, MASTER)
    write_all({folder / name: shipped(name).read_bytes() for name in names}, Locale.ZH)
    return open_catalog(own)


def _issue_and_fill(catalog: Catalog, folder: Path) -> Iterator[Return]:
    from scoresheet.catalog.form import form_for
    from scoresheet.demonstration import returns
    from scoresheet.issuing import issue
    from scoresheet.shipped import MASTER

    forms = {}
    for one in issue(catalog, catalog.units, folder / MASTER, _TIME):
        write_all({folder / ISSUED / one.file_name: one.data}, catalog.locale)
        forms[one.unit.id] = (form_for(catalog, one.unit), one.data)
    for returned in returns(forms):
        write_all({folder / RETURNED / returned.file_name: returned.data}, catalog.locale)
        yield returned


def _write_results(assessment: Assessment, folder: Path) -> list[Path]:
    from scoresheet.ranking import rank
    from scoresheet.reports import csv_report, json_report, problems_workbook, ranking_workbook

    outputs = {
        folder / "排名表.xlsx": ranking_workbook.render(assessment, rank(assessment)),
        folder / "问题清单.xlsx": problems_workbook.render(assessment),
        folder / "report.json": json_report.render(assessment),
        folder / "report.csv": csv_report.render(assessment),
    }
    write_all(outputs, assessment.catalog.locale)
    return list(outputs)


def _tell(words: Text, locale: Locale) -> None:
    typer.echo(f"\n{words.of(locale)}")

"""The command `demo`: the whole job on the shipped catalog, with made-up answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.examining import Request, examine
from scoresheet.cli.lines import typed
from scoresheet.cli.locale import say
from scoresheet.cli.opening import open_catalog
from scoresheet.cli.own_folder import OwnFolder
from scoresheet.language import Locale, Text

if TYPE_CHECKING:
    from scoresheet.assessment import Assessment
    from scoresheet.catalog.model import Catalog
    from scoresheet.demonstration import Return

ISSUED, RETURNED, SENT, RESULTS = "1下发", "2回收", "3退改", "4结果"
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

    place = OwnFolder.opened(folder, _REMEMBERED)
    catalog = _project(place)
    locale = catalog.locale
    _tell(Text(f"一、下发：{folder / ISSUED}", f"1. Forms: {folder / ISSUED}"), locale)
    returned = list(_issue_and_fill(catalog, place))
    _tell(Text("二、回收（演示数据，纯属虚构）：", "2. Returns (made up):"), locale)
    for one in returned:
        about = one.about.of(locale)
        typer.echo(f"   {one.file_name}" + (f"  —  {about}" if about else ""))
    _tell(Text("三、校验：", "3. Checked:"), locale)
    request = Request([str(folder / RETURNED)])
    assessment = examine(catalog, request).assessment
    terminal.render(assessment, Console())
    _tell(Text("四、退改：", "4. Sent back:"), locale)
    _send_back(assessment, request, folder)
    _tell(Text("五、结果：", "5. Results:"), locale)
    _write(place, _results(assessment), locale)
    _tell(Text("六、接着试：", "6. Go on:"), locale)
    for command in (f"cd {typed(str(folder))}", "scoresheet"):
        typer.echo(f"   {command}")


_REMEMBERED = ".demo.json"


def _project(place: OwnFolder) -> Catalog:
    from scoresheet.shipped import CATALOG, MASTER, TARGETS, shipped

    place.write({name: shipped(name).read_bytes() for name in (CATALOG, TARGETS, MASTER)}, Locale.ZH)
    return open_catalog(place.folder / CATALOG)


def _issue_and_fill(catalog: Catalog, place: OwnFolder) -> Iterator[Return]:
    from scoresheet.catalog.form import form_for
    from scoresheet.demonstration import returns
    from scoresheet.forms.issuing import issue
    from scoresheet.shipped import MASTER

    issued = list(issue(catalog, catalog.units, place.folder / MASTER, _TIME))
    place.write({f"{ISSUED}/{one.file_name}": one.data for one in issued}, catalog.locale)
    returned = list(returns({one.unit.id: (form_for(catalog, one.unit), one.data) for one in issued}))
    place.write({f"{RETURNED}/{one.file_name}": one.data for one in returned}, catalog.locale)
    yield from returned


def _send_back(assessment: Assessment, request: Request, folder: Path) -> None:
    """Make what goes back to the units as `return` does, in a folder that it knows as its own."""
    from scoresheet.cli.letter_templates import open_letters
    from scoresheet.cli.outgoing import Outgoing
    from scoresheet.cli.outgoing_told import told
    from scoresheet.cli.sent_folder import SentFolder
    from scoresheet.letters.wording import Asked
    from scoresheet.shipped import CATALOG

    catalog, sent = assessment.catalog, SentFolder.opened(folder / SENT, assessment.catalog.locale)
    templates = open_letters(folder / CATALOG, catalog.locale)
    sent.take_inbox(request.paths)
    outgoing = Outgoing(assessment, catalog.units, Asked(), templates, folder / CATALOG, request)
    outgoing.make()
    gone = sent.write(outgoing.files, replaces=outgoing.concerns)
    for line in told(outgoing, folder / SENT, gone, quiet=False):
        typer.echo(f"   {line}")


def _results(assessment: Assessment) -> dict[str, bytes]:
    from scoresheet.ranking.ordering import rank
    from scoresheet.reports import (
        csv_report,
        html_report,
        json_report,
        problems_workbook,
        ranking_workbook,
    )

    return {
        f"{RESULTS}/报告.html": html_report.render(assessment),
        f"{RESULTS}/排名表.xlsx": ranking_workbook.render(assessment, rank(assessment)),
        f"{RESULTS}/问题清单.xlsx": problems_workbook.render(assessment),
        f"{RESULTS}/report.json": json_report.render(assessment),
        f"{RESULTS}/report.csv": csv_report.render(assessment),
    }


def _write(place: OwnFolder, files: dict[str, bytes], locale: Locale) -> None:
    place.write(files, locale)
    for name in files:
        typer.echo(f"   {place.folder / name}")


def _tell(words: Text, locale: Locale) -> None:
    typer.echo(f"\n{words.of(locale)}")

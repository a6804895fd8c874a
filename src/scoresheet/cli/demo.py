"""The command `demo`: the whole job on the shipped catalog, with made-up answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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

    place = _Place.opened(folder)
    catalog = _project(place)
    locale = catalog.locale
    _tell(Text(f"一、下发：{folder / ISSUED}", f"1. Forms: {folder / ISSUED}"), locale)
    returned = list(_issue_and_fill(catalog, place))
    _tell(Text("二、回收（演示数据，纯属虚构）：", "2. Returns (made up):"), locale)
    for one in returned:
        about = one.about.of(locale)
        typer.echo(f"   {one.file_name}" + (f"  —  {about}" if about else ""))
    _tell(Text("三、校验：", "3. Checked:"), locale)
    assessment = assess_inbox(catalog, [str(folder / RETURNED)], None)
    terminal.render(assessment, Console())
    results = _results(assessment)
    place.write(results, locale)
    _tell(Text("四、结果：", "4. Results:"), locale)
    for name in results:
        typer.echo(f"   {folder / name}")


_REMEMBERED = ".demo.json"


@dataclass(slots=True)
class _Place:
    """The folder of a demonstration: it remembers what was written there, so that nobody's work is overwritten."""

    folder: Path
    written: dict[str, str] = field(default_factory=dict)

    @classmethod
    def opened(cls, folder: Path) -> _Place:
        """Take an empty folder or that of an earlier demonstration; any other, or a changed one, is refused."""
        written = cls._earlier(folder / _REMEMBERED)
        if written is None and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            fail(
                Text(
                    f"文件夹 {folder} 里已有别的文件，演示不会写进去。请换一个新文件夹。",
                    f"The folder {folder} holds other files; please choose a new folder for the demonstration.",
                )
            )
        for name, digest in (written or {}).items():
            path = folder / name
            if path.exists() and _digest(path.read_bytes()) != digest:
                fail(
                    Text(
                        f"{path} 在演示之后改动过，没有覆盖。请换一个新文件夹。",
                        f"{path} was changed since the demonstration and is kept; please choose a new folder.",
                    )
                )
        return cls(folder, written or {})

    def write(self, files: Mapping[str, bytes], locale: Locale) -> None:
        """Write files by their names below the folder, and remember them."""
        self.written |= {name: _digest(data) for name, data in files.items()}
        remembered = json.dumps(self.written, ensure_ascii=False, indent=1).encode()
        wanted = {self.folder / name: data for name, data in files.items()}
        write_all({**wanted, self.folder / _REMEMBERED: remembered}, locale)

    @staticmethod
    def _earlier(path: Path) -> dict[str, str] | None:
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return {str(name): str(digest) for name, digest in read.items()} if isinstance(read, dict) else None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _project(place: _Place) -> Catalog:
    from scoresheet.shipped import CATALOG, MASTER, TARGETS, shipped

    place.write({name: shipped(name).read_bytes() for name in (CATALOG, TARGETS, MASTER)}, Locale.ZH)
    return open_catalog(place.folder / CATALOG)


def _issue_and_fill(catalog: Catalog, place: _Place) -> Iterator[Return]:
    from scoresheet.catalog.form import form_for
    from scoresheet.demonstration import returns
    from scoresheet.issuing import issue
    from scoresheet.shipped import MASTER

    issued = list(issue(catalog, catalog.units, place.folder / MASTER, _TIME))
    place.write({f"{ISSUED}/{one.file_name}": one.data for one in issued}, catalog.locale)
    returned = list(returns({one.unit.id: (form_for(catalog, one.unit), one.data) for one in issued}))
    place.write({f"{RETURNED}/{one.file_name}": one.data for one in returned}, catalog.locale)
    yield from returned


def _results(assessment: Assessment) -> dict[str, bytes]:
    from scoresheet.ranking import rank
    from scoresheet.reports import csv_report, json_report, problems_workbook, ranking_workbook

    return {
        f"{RESULTS}/排名表.xlsx": ranking_workbook.render(assessment, rank(assessment)),
        f"{RESULTS}/问题清单.xlsx": problems_workbook.render(assessment),
        f"{RESULTS}/report.json": json_report.render(assessment),
        f"{RESULTS}/report.csv": csv_report.render(assessment),
    }


def _tell(words: Text, locale: Locale) -> None:
    typer.echo(f"\n{words.of(locale)}")

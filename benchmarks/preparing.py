"""Makes what the contenders work on, in processes of its own: offices, forms, returns."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.contenders.product import round_of, workbook
from benchmarks.corpus import ISSUED, SHEET, Maker, Mix, sheet_json, write
from benchmarks.hostile_files import HOSTILE, MIDDLE
from benchmarks.offices import office
from scoresheet.catalog.form import form_for
from scoresheet.forms.contents import contents, tokens
from scoresheet.forms.issuing import issue
from scoresheet.forms.workbook import prototype
from scoresheet.parts.cells import Content, Formula
from scoresheet.parts.cells import Form as Parts
from scoresheet.shipped import MASTER

FORMS, RANKING = "contents.pickle", "ranking.pickle"


def returned(
    folder: str, units: int, different: int, every: int, faults: int
) -> Callable[[], dict[str, Any]]:
    """Make an office of so many units and all their returns."""

    def work() -> dict[str, Any]:
        maker = Maker(office(Path(folder), units))
        write(Path(folder), maker, Mix(different, every, faults))
        return {}

    return work


def issued(folder: str, units: int) -> Callable[[], dict[str, Any]]:
    """Make an office, the forms of all its units, and what stands in their cells for those who write them otherwise."""

    def work() -> dict[str, Any]:
        catalog = office(Path(folder), units)
        forms = Path(folder) / "forms"
        forms.mkdir(exist_ok=True)
        for one in issue(catalog, catalog.units, Path(folder) / MASTER, ISSUED):
            (forms / one.file_name).write_bytes(one.data)
        made = prototype(catalog, Path(folder) / MASTER)
        cells = [contents(form_for(catalog, unit), made.layout, made.sizes, ISSUED) for unit in catalog.units]
        put = [
            {sheet: {at: _plain(content) for at, content in one.cells.items()} for sheet, one in of.items()}
            for of in cells
        ]
        # The words outside cells, in footers and properties, are those of the first unit: the scripts leave them alone.
        named = Parts(made.data).filled({}, tokens(form_for(catalog, catalog.units[0]), ISSUED))
        (Path(folder) / FORMS).write_bytes(pickle.dumps((named, put)))
        (Path(folder) / SHEET).write_text(sheet_json(Maker(catalog)), encoding="utf-8")
        return {}

    return work


def ranked(folder: str, units: int) -> Callable[[], dict[str, Any]]:
    """Make an office of so many units, and what stands in every cell of the ranking of its returns."""

    def work() -> dict[str, Any]:
        office(Path(folder), units)
        made = workbook(round_of(folder))
        sheets = {"formulas": _cells(made, results=False), "values": _cells(made, results=True)}
        (Path(folder) / RANKING).write_bytes(pickle.dumps(sheets))
        return {}

    return work


def _cells(made: bytes, *, results: bool) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(made), read_only=True, data_only=results)
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
    }


def hostile(folder: str) -> Callable[[], dict[str, Any]]:
    """Put each kind of hostile file into a folder of its own name."""

    def work() -> dict[str, Any]:
        maker = Maker(office(Path(folder), 8))
        unit = maker.catalog.units[-1]
        good = maker.faultless(0).of(form_for(maker.catalog, unit))
        for kind, (suffix, make) in HOSTILE.items():
            place = Path(folder) / "hostile" / kind
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{MIDDLE}{suffix}").write_bytes(make(good))
        return {}

    return work


def _plain(content: Content) -> Any:
    return f"={content.text}" if isinstance(content, Formula) else content

"""A county's form of the shipped catalog: issued, filled in correctly, and changed as counties change it."""

from __future__ import annotations

import hashlib
import io
import pickle
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.dimensions import DimensionHolder

from scoresheet.catalog.form import Form, FormItem, form_for
from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog
from scoresheet.checking.running import Severity, run
from scoresheet.filling.answers import Answers, Entry, ItemAnswer, pour
from scoresheet.forms.issuing import issue
from scoresheet.inbox.detect import detect
from scoresheet.inbox.intake import File
from scoresheet.parts.cells import Content, Package, SheetContents, fill, map_sheet
from scoresheet.reading.returned_form import read_file
from scoresheet.shipped import CATALOG as CATALOG_FILE
from scoresheet.shipped import MASTER, shipped
from scoresheet.submission import Submission
from scoresheet.titles import DEDUCTIONS, MEASURES
from scoresheet.titles import SCORES as SCORES_SHEET

CATALOG = load_catalog(shipped(CATALOG_FILE))
UNIT, OTHER_UNIT = "510824", "510821"
SCORES, ACHIEVED, REGISTER = SCORES_SHEET.zh, MEASURES.zh, DEDUCTIONS.zh
FIRST_ROW = 5
"""The row of item 1; item 2 stands in the next, and so on."""
TOTAL_ROW = 39
ISSUED = datetime(2014, 11, 20, 1, 0, tzinfo=UTC)

Told = tuple[str, str, str | None]
"""A finding in short: its code, its cells, its item."""


def form(unit: str = UNIT, catalog: Catalog = CATALOG) -> Form:
    """Give a unit's form."""
    found = catalog.unit(unit)
    assert found is not None
    return form_for(catalog, found)


@cache
def _blank_forms() -> dict[str, bytes]:
    return {made.unit.id: made.data for made in issue(CATALOG, CATALOG.units, shipped(MASTER), ISSUED)}


def blank(unit: str = UNIT) -> bytes:
    """Give a unit's blank form."""
    return _blank_forms()[unit]


def issued_from(catalog: Catalog, unit: str = UNIT) -> bytes:
    """Give the blank form that a catalog issues to a unit."""
    if catalog is CATALOG:
        return blank(unit)
    (made,) = issue(catalog, (form(unit, catalog).unit,), shipped(MASTER), ISSUED)
    return made.data


def answers(unit: str = UNIT, **changes: Mapping[str, Any]) -> Answers:
    """Give correct answers with full points; `changes` are fields by item: i2={"score": None}."""
    made = {entry.item.id: _full_marks(entry) for entry in form(unit).items}
    for key, fields in changes.items():
        made[key.removeprefix("i")] = replace(made[key.removeprefix("i")], **fields)
    return Answers(made, none_declared=True)


def _full_marks(entry: FormItem) -> ItemAnswer:
    measures: dict[str, Entry] = {}
    for one in entry.measures:
        if one.measure.numerator is None:
            measures[one.measure.id] = Decimal(1) if one.goal.target is None else one.goal.target
        else:
            parts = {"numerator": Decimal(19), "denominator": Decimal(20)}
            measures |= {f"{one.measure.id}/{part}": number for part, number in parts.items()}
    return ItemAnswer(entry.item.points, f"第{entry.item.id}项已按要求完成。", None, measures)


@cache
def good(unit: str = UNIT) -> bytes:
    """Give a unit's form, filled in correctly."""
    return pour(blank(unit), form(unit), answers(unit))


def typed(cells: Mapping[str, Content], sheet: str = SCORES, data: bytes | None = None) -> bytes:
    """Give the correct return with some cells of a sheet typed anew."""
    return fill(good() if data is None else data, {sheet: SheetContents(dict(cells))})


def with_xml(address: str, inside: str, sheet: str = SCORES, data: bytes | None = None) -> bytes:
    """Give the correct return with a cell as no program of ours writes it; `inside` is t="e"><v>#REF!</v>."""
    package = Package(good() if data is None else data)
    part = package.sheets[sheet]
    xml = package.parts[part]
    cell = map_sheet(xml).cells[address]
    made = f'<c r="{address}" s="{cell.style}" {inside}</c>'.encode()
    return package.to_bytes({part: xml[: cell.start] + made + xml[cell.end :]})


def by_openpyxl(change: Callable[[Workbook], object], data: bytes | None = None) -> bytes:
    """Give the correct return as another program saves it after a change."""
    book: Workbook = pickle.loads(_loaded(good() if data is None else data))  # noqa: S301 - dumped below
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@lru_cache(maxsize=16)
def _loaded(data: bytes) -> bytes:
    """Give a workbook as openpyxl has it after loading, which takes ten times as long as loading this."""
    dumped = io.BytesIO()
    _Pickler(dumped, pickle.HIGHEST_PROTOCOL).dump(openpyxl.load_workbook(io.BytesIO(data)))
    return dumped.getvalue()


class _Pickler(pickle.Pickler):
    """Keeps the heights and widths of a sheet bound to it, as a dictionary with defaults is not by itself."""

    def reducer_override(self, one: Any) -> Any:
        if not isinstance(one, DimensionHolder):
            return NotImplemented
        made_from = (one.worksheet, one.reference, one.default_factory)
        return DimensionHolder, made_from, {"max_outline": one.max_outline}, None, iter(one.items())


def rezipped(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Give a package with each part changed; a part for which None is given is left out."""
    saved = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in package.namelist():
            part = change(name, package.read(name))
            if part is not None:
                copy.writestr(name, part)
    return saved.getvalue()


def without_properties(data: bytes) -> bytes:
    """Give a workbook without its custom document properties."""

    def change(name: str, part: bytes) -> bytes | None:
        if name == "docProps/custom.xml":
            return None
        if name in {"_rels/.rels", "[Content_Types].xml"}:
            return re.sub(rb"<(Relationship|Override)\b[^>]*docProps/custom\.xml[^>]*/>", b"", part)
        return part

    return rezipped(data, change)


def file(data: bytes, path: str = "苍溪县.xlsx", mtime: float = 0.0) -> File:
    """Give a file of the inbox with these bytes."""
    return File(path, detect(data), data=data, sha256=_sha256(data), mtime=mtime)


def read(data: bytes, path: str = "苍溪县.xlsx", catalog: Catalog = CATALOG) -> Submission:
    """Give what is read from a returned file."""
    return read_file(catalog, file(data, path))


def told(data: bytes, catalog: Catalog = CATALOG) -> list[Told]:
    """Give all that is to be corrected or verified in a returned file."""
    wanted = {Severity.FATAL, Severity.ERROR, Severity.WARNING}
    return [
        (one.code, " ".join(one.cells), one.item)
        for one in run(read(data, catalog=catalog))
        if one.severity in wanted
    ]


def sentences(data: bytes, catalog: Catalog = CATALOG) -> list[str]:
    """Give the same as sentences."""
    wanted = {Severity.FATAL, Severity.ERROR, Severity.WARNING}
    return [one.message(catalog.locale) for one in run(read(data, catalog=catalog)) if one.severity in wanted]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

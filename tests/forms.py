"""Forms for the tests: made from a catalog, filled with typed situations, and told as text that can be reviewed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

import samples
from scoresheet.catalog.form import form_for
from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog, Measure, NotApplicable, Unit
from scoresheet.forms.contents import contents
from scoresheet.forms.issuing import issue
from scoresheet.forms.layout import Places, plan
from scoresheet.language import Locale
from scoresheet.parts.cells import SheetContents
from scoresheet.rowheight import TextSizes
from scoresheet.shipped import CATALOG, MASTER, shipped
from scoresheet.titles import SCORES_COLUMNS

MASTER_FORM = shipped(MASTER)
ISSUED = datetime(2014, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=8)))
PLACES = Places(
    columns={column: number for number, column in enumerate(SCORES_COLUMNS, start=1)},
    title=(1, 1),
    unit=(2, 1),
    date=(2, 5),
    status=(3, 1),
    code=(3, 5),
    header=4,
    item=5,
    category=None,
    total=6,
    signature=(8, 1),
    last_row=8,
    last_column=8,
)
"""The places of the shipped master."""
SIZES = TextSizes((50, 11), (12, 10), 26)


@cache
def shipped_catalog() -> Catalog:
    """Give the catalog that comes with the program."""
    return load_catalog(shipped(CATALOG))


def english_catalog() -> Catalog:
    """Give the sample catalog with forms in English."""
    return samples.catalog(locale=Locale.EN, title="Self-assessment 2014")


def unit_with(**treatments: NotApplicable) -> Unit:
    """Give a unit of the sample catalog to which some items, named i1 to i5, don't apply."""
    unit = samples.catalog().units[0]
    return replace(unit, not_applicable={name[1:]: value for name, value in treatments.items()})


def with_unit(catalog: Catalog, unit: Unit) -> Catalog:
    """Give a catalog in which a unit stands in place of the one with its id."""
    return replace(catalog, units=tuple(unit if one.id == unit.id else one for one in catalog.units))


def towns() -> Catalog:
    """Give the catalog of the examples, which has every kind of rule."""
    return load_catalog(Path(__file__).parents[1] / "examples" / "towns" / "indicators.yaml")


def with_rate(catalog: Catalog) -> Catalog:
    """Give the sample catalog with a rate in item 3: 在岗 of 应有, at least 90 %."""
    rate = Measure(
        "rate", "到岗率", "%", samples.at_least("90"), numerator="在岗人数", denominator="应有人数"
    )
    categories = tuple(
        replace(
            category,
            items=tuple(
                replace(item, measures=(rate,)) if item.id == "3" else item for item in category.items
            ),
        )
        for category in catalog.categories
    )
    return replace(catalog, categories=categories)


def form_of(catalog: Catalog, unit: Unit | None = None, master: Path = MASTER_FORM) -> bytes:
    """Give a unit's blank form, by default that of the catalog's first unit."""
    return next(issue(catalog, (unit or catalog.units[0],), master, ISSUED)).data


def written(catalog: Catalog, unit: Unit | None = None, places: Places = PLACES) -> dict[str, SheetContents]:
    """Give what is put into each sheet of a unit's form."""
    return contents(form_for(catalog, unit or catalog.units[0]), plan(catalog, places), SIZES, ISSUED)


def opened(data: bytes) -> openpyxl.Workbook:
    """Open a workbook as openpyxl sees it, with formulas."""
    return openpyxl.load_workbook(io.BytesIO(data))


def results(data: bytes) -> dict[str, dict[str, Any]]:
    """Give the stored values of a workbook: sheet, then address, then value."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        for sheet in book.worksheets
    }


def formulas(data: bytes) -> dict[str, dict[str, str]]:
    """Give the formulas of a workbook without their equals signs: sheet, then address, then formula."""
    return {
        sheet.title: {
            cell.coordinate: str(cell.value)[1:]
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }
        for sheet in opened(data).worksheets
    }


def inputs(sheet: Worksheet) -> list[str]:
    """Give the addresses of a sheet's unlocked cells."""
    return [cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked]


def dump(data: bytes) -> str:
    """Tell a workbook as text: what each sheet shows, lets in, checks and prints."""
    book, stored = opened(data), results(data)
    lines: list[str] = []
    for sheet in book.worksheets:
        lines += [*_sheet(sheet), *_cells(sheet, stored[sheet.title]), *_rules(sheet), ""]
    lines += [f"property {one.name} = {one.value}" for one in book.custom_doc_props.props]
    lines.append(f"identifier {book.properties.identifier}, title {book.properties.title}")
    return "\n".join(lines) + "\n"


def _sheet(sheet: Worksheet) -> Iterator[str]:
    locked = "protected" if sheet.protection.sheet else "open"
    yield f"== {sheet.title} ({sheet.sheet_state}, {locked})"
    setup = sheet.page_setup
    if sheet.print_area:
        yield f"prints {sheet.print_area}, {setup.orientation}, titles {sheet.print_title_rows or 'none'}"
        yield f"footer {sheet.oddFooter.left.text} | {sheet.oddFooter.right.text}"
    hidden = [letters for letters, column in sorted(sheet.column_dimensions.items()) if column.hidden]
    yield f"frozen at {sheet.freeze_panes}, hidden columns {' '.join(hidden) or 'none'}"
    merged = sorted((area.min_row, area.min_col, str(area)) for area in sheet.merged_cells.ranges)
    yield f"merged {' '.join(area for *_, area in merged) or 'nothing'}"


_DIGITS = re.compile(r"\d+")


def _cells(sheet: Worksheet, stored: Mapping[str, Any]) -> Iterator[str]:
    above: dict[int, str] = {}
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        told = "" if cell.value is None else repr(cell.value)
        if cell.data_type == "f":
            pattern = _DIGITS.sub("#", str(cell.value))
            same = above.get(cell.column) == pattern
            above[cell.column] = pattern
            told = f"{'= as above' if same else cell.value} → {stored.get(cell.coordinate, '')!r}"
        entry = "" if cell.protection.locked else "[input]"
        if told or entry:
            yield f"{cell.coordinate}: {' '.join(part for part in (told, entry) if part)}"


def _rules(sheet: Worksheet) -> Iterator[str]:
    for guard in sheet.data_validations.dataValidation:
        limits = " and ".join(part for part in (guard.formula1, guard.formula2) if part)
        yield f"{guard.sqref} takes {guard.type} {guard.operator or ''} {limits}".replace("  ", " ")
        yield f"  prompt {guard.promptTitle or ''}: {guard.prompt}"
        yield f"  error {guard.errorTitle or ''}: {guard.error}"
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            yield f"{area.sqref} turns {rule.dxf.fill.bgColor.rgb} if {rule.formula[0]}"

"""The office's master form: the places that it names, the order of its columns, and its looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection
from openpyxl.utils import range_boundaries
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoresheet import titles
from scoresheet.grid import column_letters
from scoresheet.language import Locale, Text
from scoresheet.layout import Places
from scoresheet.rowheight import TextSizes
from scoresheet.titles import Column

PLACES = ("title", "unit", "date", "status", "header_row", "item_row")
"""The names that a master form must define."""


class MasterError(Exception):
    """A master form that lacks what the tool needs; `message` says what, and how to mend it."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def open_master(master: Path) -> Workbook:
    """Open the master form.

    Raises MasterError where it isn't there or is no workbook.
    """
    try:
        return load_workbook(master)
    except FileNotFoundError:
        message = Text(f"找不到表格母版 {master}。", f"The master form {master} doesn't exist.")
    except Exception:  # noqa: BLE001 - openpyxl raises many kinds for a file that is no workbook
        message = Text(
            f"表格母版 {master} 打不开。请用 Excel 或 WPS 打开它，另存为 .xlsx 后重试。",
            f"The master form {master} can't be opened. Open it in Excel or WPS, save it as .xlsx and try again.",
        )
    raise MasterError(message)


def places_of(workbook: Workbook, locale: Locale) -> tuple[Worksheet, Places]:
    """Give the sheet that is filled and where its places are.

    Raises MasterError where a place or a column is missing.
    """
    found = dict(_named(workbook))
    missing = [name for name in PLACES if name not in found]
    if missing:
        listed = "、".join(missing)
        raise MasterError(
            Text(
                f"表格母版缺少名称：{listed}。请在“公式—名称管理器”中补上。",
                f"The master form lacks these names: {', '.join(missing)}. Define them in the name manager.",
            )
        )
    sheet = workbook[found["item_row"][0]]
    cells = {name: (top, left) for name, (_, left, top) in found.items()}
    header = cells["header_row"][0]
    places = Places(
        columns=_columns(sheet, header, locale),
        title=cells["title"],
        unit=cells["unit"],
        date=cells["date"],
        status=cells["status"],
        code=cells.get("form_code"),
        header=header,
        item=cells["item_row"][0],
        category=cells["category_row"][0] if "category_row" in cells else None,
        total=cells["total_row"][0] if "total_row" in cells else None,
        signature=cells.get("signature"),
        last_row=sheet.max_row,
        last_column=sheet.max_column,
    )
    return sheet, places


def _named(workbook: Workbook) -> Iterator[tuple[str, tuple[str, int, int]]]:
    for name, defined in workbook.defined_names.items():
        for sheet, area in defined.destinations:
            left, top, _, _ = range_boundaries(area)
            yield name, (sheet, left or 1, top or 1)


def _columns(sheet: Worksheet, header: int, locale: Locale) -> dict[Column, int]:
    by_title = {titles.TITLES[column].zh: column for column in titles.SCORES_COLUMNS}
    by_title |= {titles.TITLES[column].of(locale): column for column in titles.SCORES_COLUMNS}
    found = {}
    for cell in sheet[header]:
        column = by_title.get(re.sub(r"\s", "", str(cell.value or "")) or "", None)
        column = column or by_title.get(str(cell.value or "").strip())
        if column is not None:
            found[column] = cell.column
    needed = [column for column in titles.SCORES_COLUMNS if column is not Column.CATEGORY]
    lacking = [titles.TITLES[column] for column in needed if column not in found]
    if lacking:
        raise MasterError(
            Text(
                f"表格母版的表头行缺少这些栏：{'、'.join(text.zh for text in lacking)}。",
                f"The master form's header row lacks: {', '.join(text.en for text in lacking)}.",
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Look:
    """The looks of one cell, taken before the cell is moved."""

    font: Font
    fill: PatternFill
    border: Border
    alignment: Alignment

    @classmethod
    def of(cls, cell: Any) -> Look:
        """Take the looks of a cell."""
        return cls(copy(cell.font), copy(cell.fill), copy(cell.border), copy(cell.alignment))

    def put(self, cell: Any, *, locked: bool = True, number_format: str | None = None) -> None:
        """Give a cell these looks; an unlocked one can be filled in."""
        cell.font, cell.fill, cell.border = self.font, self.fill, self.border
        cell.alignment, cell.protection = self.alignment, Protection(locked=locked)
        if number_format:
            cell.number_format = number_format

    def changed(self, **changes: Any) -> Look:
        """Give the same looks with some parts changed."""
        values = {name: getattr(self, name) for name in ("font", "fill", "border", "alignment")}
        return Look(**(values | changes))


@dataclass(frozen=True, slots=True)
class Style:
    """What the other sheets take over from the master's table."""

    header: Look
    text: Look
    number: Look
    note: Look
    check: Look
    title: Look

    @classmethod
    def of(cls, sheet: Worksheet, places: Places) -> Style:
        """Take the looks from the master's header and item row."""
        columns, row = places.columns, places.item
        return cls(
            header=Look.of(sheet.cell(places.header, columns[Column.TEXT])),
            text=Look.of(sheet.cell(row, columns[Column.TEXT])),
            number=Look.of(sheet.cell(row, columns[Column.POINTS])),
            note=Look.of(sheet.cell(row, columns[Column.ID])),
            check=Look.of(sheet.cell(row, columns[Column.SELF_CHECK])),
            title=Look.of(sheet.cell(*places.title)),
        )


def text_sizes(sheet: Worksheet, places: Places) -> TextSizes:
    """Give the widths and font sizes of the columns whose text decides how high a row is."""

    def size(column: Column) -> tuple[float, float]:
        number = places.columns.get(column, places.columns[Column.TEXT])
        font = sheet.cell(places.item, number).font
        return sheet.column_dimensions[column_letters(number)].width, font.sz or 11

    return TextSizes(size(Column.TEXT), size(Column.CATEGORY))

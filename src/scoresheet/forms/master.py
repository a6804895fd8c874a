"""The office's master form: the places that it names, the order of its columns, and its looks."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection
from openpyxl.utils import range_boundaries
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from scoresheet import titles
from scoresheet.forms.layout import Helper, Layout, Places
from scoresheet.grid import column_letters
from scoresheet.language import Locale, Text
from scoresheet.parts.cells import Package
from scoresheet.parts.drawings import Moved, with_drawings
from scoresheet.rowheight import LEAST_HEIGHT, TextSizes
from scoresheet.titles import Column

PLACES = ("title", "unit", "date", "status", "header_row", "item_row")
"""The names that a master form must define."""
_FURTHER_PLACES = ("form_code", "category_row", "total_row", "signature")
_ABOVE = ("title", "unit", "date", "status", "form_code", "header_row")
_BELOW = ("total_row", "signature")


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
        with warnings.catch_warnings(action="ignore"):
            return _without_drawings(load_workbook(master))
    except FileNotFoundError:
        message = Text(f"找不到表格母版 {master}。", f"The master form {master} doesn't exist.")
    except Exception:  # noqa: BLE001 - openpyxl raises many kinds for a file that is no workbook
        message = Text(
            f"表格母版 {master} 打不开。请用 Excel 或 WPS 打开它，另存为 .xlsx 后重试。",
            f"The master form {master} can't be opened. Open it in Excel or WPS, save it as .xlsx and try again.",
        )
    raise MasterError(message)


def _without_drawings(workbook: Workbook) -> Workbook:
    # Where Pillow is installed openpyxl keeps some of the pictures; they are all put back by their parts.
    for sheet in workbook.worksheets:
        sheet._images, sheet._charts = [], []  # noqa: SLF001 - openpyxl has no other way to drop them
    return workbook


def places_of(workbook: Workbook, locale: Locale) -> tuple[Worksheet, Places]:
    """Give the sheet that is filled and where its places are.

    Raises MasterError where a place or a column is missing, a name stands where it can't, or another sheet has a name
    that the tool gives to its own.
    """
    found = dict(_named(workbook))
    _refuse_missing(found)
    sheet = workbook[found["item_row"][0]]
    _refuse_misplaced(found)
    _refuse_taken_names(workbook, sheet, locale)
    places = _places(sheet, {name: (top, left) for name, (_, left, top) in found.items()}, locale)
    _separate_columns(sheet, places.last_column + len(Helper))
    return sheet, places


def faults_of(workbook: Workbook, locale: Locale) -> tuple[Text, ...]:
    """Give everything for which `places_of` would refuse a master form, all at once."""
    found = dict(_named(workbook))
    told = _message(lambda: _refuse_missing(found))
    sheet_name = found["item_row"][0] if "item_row" in found else None
    if sheet_name is None:
        return told
    sheet, header = workbook[sheet_name], found.get("header_row")
    told += _message(lambda: _refuse_misplaced(found)) + _message(
        lambda: _refuse_taken_names(workbook, sheet, locale)
    )
    if header is not None and header[0] == sheet_name:
        told += _message(lambda: _columns(sheet, header[2], locale))
    return told


def _message(refuse: Callable[[], object]) -> tuple[Text, ...]:
    try:
        refuse()
    except MasterError as error:
        return (error.message,)
    return ()


def _refuse_missing(found: Mapping[str, object]) -> None:
    missing = [name for name in PLACES if name not in found]
    if missing:
        raise MasterError(
            Text(
                f"表格母版缺少名称：{'、'.join(missing)}。请在“公式—名称管理器”中补上。",
                f"The master form lacks these names: {', '.join(missing)}. Define them in the name manager.",
            )
        )


def _places(sheet: Worksheet, cells: Mapping[str, tuple[int, int]], locale: Locale) -> Places:
    header = cells["header_row"][0]
    last_row, last_column = _end(sheet)
    total = cells["total_row"][0] if "total_row" in cells else None
    return Places(
        columns=_columns(sheet, header, locale),
        title=cells["title"],
        unit=cells["unit"],
        date=cells["date"],
        status=cells["status"],
        code=cells.get("form_code"),
        header=header,
        item=cells["item_row"][0],
        category=cells.get("category_row"),
        total=total,
        total_label=next((cell.column for cell in sheet[total] if cell.value), None) if total else None,
        signature=cells.get("signature"),
        last_row=max(last_row, *(row for row, _ in cells.values())),
        last_column=last_column,
        signature_line=str(sheet.cell(*cells["signature"]).value or "") if "signature" in cells else "",
    )


def _named(workbook: Workbook) -> Iterator[tuple[str, tuple[str, int, int]]]:
    for name, defined in workbook.defined_names.items():
        for sheet, area in defined.destinations:
            if name in (*PLACES, *_FURTHER_PLACES) and sheet in workbook.sheetnames:
                left, top, _, _ = range_boundaries(area)
                yield name, (sheet, left or 1, top or 1)


def _refuse_misplaced(found: Mapping[str, tuple[str, int, int]]) -> None:
    sheet, _, item = found["item_row"]
    first = min(item, found["category_row"][2]) if "category_row" in found else item
    last = max(item, found["category_row"][2]) if "category_row" in found else item
    misplaced = [
        name
        for name, (on, _, row) in found.items()
        if on != sheet
        or (name in _ABOVE and row >= first)
        or (name in _BELOW and row <= last)
        or (name == "category_row" and row == item)
    ]
    if misplaced:
        above, below = (", ".join(names) for names in (_ABOVE, _BELOW))
        raise MasterError(
            Text(
                f"表格母版中这些名称的位置不对：{'、'.join(misplaced)}。须与 item_row 在同一张工作表："
                f"{above} 在它上面，{below} 在它下面，category_row 另占一行。",
                f"These names of the master form stand where they can't: {', '.join(misplaced)}. On the sheet of "
                f"item_row, {above} belong above it, {below} below it, category_row on a row of its own.",
            )
        )


def _refuse_taken_names(workbook: Workbook, sheet: Worksheet, locale: Locale) -> None:
    own = [title.of(locale).casefold() for title in _OWN_SHEETS] + [titles.HIDDEN]
    taken = [one.title for one in workbook.worksheets if one is not sheet and one.title.casefold() in own]
    if taken:
        raise MasterError(
            Text(
                f"表格母版中另有名为{'、'.join(f'“{name}”' for name in taken)}的工作表，与工具生成的重名。请改名或删除。",
                f"The master form has other sheets named {', '.join(taken)}, as the tool names its own. "
                "Rename or delete them.",
            )
        )


_OWN_SHEETS = (titles.SCORES, titles.MEASURES, titles.DEDUCTIONS, titles.INSTRUCTIONS)


def _end(sheet: Worksheet) -> tuple[int, int]:
    """Give the last row and column that hold anything: borders drawn far beyond the form don't count."""
    # Walking the rows would make a cell of every place up to the last one that has a format.
    cells = sheet._cells.values()  # noqa: SLF001 - openpyxl has no other way to its existing cells
    filled = [cell for cell in cells if cell.value is not None]
    rows = [cell.row for cell in filled] + [area.max_row for area in sheet.merged_cells.ranges]
    return max(rows), max(cell.column for cell in filled)


def _separate_columns(sheet: Worksheet, last: int) -> None:
    """Give each column up to `last` its own width: a width for several at once would overlap those we set."""
    for group in list(sheet.column_dimensions.values()):
        first, end = group.min or 0, group.max or 0
        if end > first:
            for number in range(first, min(end, last) + 1):
                letters = column_letters(number)
                sheet.column_dimensions[letters] = ColumnDimension(
                    sheet, index=letters, width=group.width, hidden=group.hidden
                )


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
class _Row:
    """A row of the master as it was before rows were put in; `merges` are left, right and how many rows further."""

    cells: tuple[tuple[Look, Any, str], ...]
    merges: tuple[tuple[int, int, int], ...]
    height: float | None

    @classmethod
    def of(cls, sheet: Worksheet, row: int, columns: int) -> _Row:
        cells = (sheet.cell(row, column) for column in range(1, columns + 1))
        areas = [area for area in sheet.merged_cells.ranges if area.min_row == row]
        return cls(
            tuple((Look.of(cell), cell.value, cell.number_format) for cell in cells),
            tuple((area.min_col, area.max_col, area.max_row - row) for area in areas),
            sheet.row_dimensions[row].height,
        )

    def put(self, sheet: Worksheet, row: int, *, values: bool) -> None:
        for column, (look, value, number_format) in enumerate(self.cells, start=1):
            cell = sheet.cell(row, column)
            look.put(cell, number_format=number_format)
            cell.value = value if values else None
        for left, right, further in self.merges:
            if values or not further:
                sheet.merge_cells(None, row, left, row + further, right)
        sheet.row_dimensions[row].height = self.height


def stretch(sheet: Worksheet, layout: Layout) -> None:
    """Copy the master's item row for every item, its category row for every category, and move down what follows."""
    places, headings = layout.places, set(layout.category_rows.values())
    first, last = places.repeated
    rows = {row: _Row.of(sheet, row, places.last_column) for row in range(first, places.last_row + 1)}
    for area in [area for area in sheet.merged_cells.ranges if area.min_row >= first]:
        sheet.unmerge_cells(str(area))
    category = rows[places.category[0]] if places.category else rows[places.item]
    for row in range(layout.scores.first, layout.scores.last + 1):
        (category if row in headings else rows[places.item]).put(sheet, row, values=False)
    for row in range(last + 1, places.last_row + 1):
        rows[row].put(sheet, row + layout.shift, values=True)


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
    """Give the widths and font sizes of the columns whose text decides how high a row is.

    A master's item row that is higher than one line leaves room for handwriting, and keeps it.
    """

    def size(column: Column) -> tuple[float, float]:
        number = places.columns.get(column, places.columns[Column.TEXT])
        font = sheet.cell(places.item, number).font
        return sheet.column_dimensions[column_letters(number)].width, font.sz or 11

    least = max(LEAST_HEIGHT, sheet.row_dimensions[places.item].height or 0)
    return TextSizes(size(Column.TEXT), size(Column.CATEGORY), least)


def with_drawings_of(master: Path, made: bytes, renamed: Mapping[str, str], layout: Layout) -> bytes:
    """Give the workbook that was made of a master with the master's pictures, text boxes and charts on its sheets.

    openpyxl drops them. `renamed` are the sheets with items, by their names in the master: what stands below their
    item row moves down with it.
    """
    source, package = Package(master.read_bytes()), Package(made)
    sheets = {part: package.sheets[renamed.get(name, name)] for name, part in source.sheets.items()}
    moved = {source.sheets[name]: Moved(layout.places.repeated[1], layout.shift) for name in renamed}
    return package.to_bytes(with_drawings(source.parts, package.parts, sheets, moved))

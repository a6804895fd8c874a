"""The prototype of a catalog's forms: the office's master form, with rows for every item, guards and protection.

The master decides the looks: fonts, colours, widths, the order of columns. Validation, conditional formats,
protection and what is printed are ours. Contents are put in afterwards, once for each unit.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoresheet import titles
from scoresheet.catalog.model import Catalog
from scoresheet.forms import category_column, guards
from scoresheet.forms.cell_guards import (
    ask_yes_or_no,
    colour,
    colour_deductions,
    colour_scores,
    limit_scores,
    refuse_negatives,
)
from scoresheet.forms.contents import TOKEN_CODE, TOKEN_DIGEST, TOKEN_ISSUED, TOKEN_UNIT
from scoresheet.forms.layout import DeductionRows, Helper, Layout, Table, plan
from scoresheet.forms.master import Style, open_master, places_of, stretch, text_sizes, with_drawings_of
from scoresheet.forms.sheets import deductions, instructions, measures, memory
from scoresheet.grid import address, column_letters
from scoresheet.language import Text
from scoresheet.parts.cells import Package
from scoresheet.rowheight import TextSizes, height
from scoresheet.rule.model import Reply
from scoresheet.titles import Column


@dataclass(frozen=True, slots=True)
class Prototype:
    """A form without contents: the workbook, its layout, and what row heights are estimated from."""

    data: bytes
    layout: Layout
    sizes: TextSizes


def prototype(catalog: Catalog, master: Path) -> Prototype:
    """Make the prototype of a catalog's forms.

    Raises MasterError where the master can't be read or lacks a place.
    """
    workbook = open_master(master)
    sheet, places = places_of(workbook, catalog.locale)
    layout = plan(catalog, places)
    renamed = {sheet.title: titles.SCORES.of(catalog.locale)}
    sheet.title = titles.SCORES.of(catalog.locale)
    category_column.hide_unused(sheet, catalog, layout)
    body, sizes = Style.of(sheet, places), text_sizes(sheet, places)
    stretch(sheet, layout)
    _scores(sheet, catalog, layout, body)
    if layout.measures:
        _measures(_added(workbook, titles.MEASURES, catalog), catalog, layout, layout.measures, body)
    if layout.deductions:
        _deductions(_added(workbook, titles.DEDUCTIONS, catalog), catalog, layout, layout.deductions, body)
    _instructions(_added(workbook, titles.INSTRUCTIONS, catalog), catalog, layout, body)
    _memory(workbook.create_sheet(titles.HIDDEN), catalog, layout)
    _properties(workbook, catalog)
    buffer = io.BytesIO()
    workbook.save(buffer)
    made = with_drawings_of(master, _undated(buffer.getvalue()), renamed, layout)
    return Prototype(made, layout, sizes)


_INPUT = PatternFill("solid", fgColor="FFFBE6")


# The scores sheet.


def _scores(sheet: Worksheet, catalog: Catalog, layout: Layout, body: Style) -> None:
    table = layout.scores
    _unlock_inputs(sheet, layout)
    category_column.merge(sheet, layout)
    for row in layout.hidden:
        _hide(sheet, row)
    _name_points(sheet, catalog, layout)
    limit_scores(sheet, catalog, table, layout)
    colour_scores(sheet, table)
    _text_ids(sheet, table, body)
    sheet.print_area = f"A1:{address(layout.last_row, _last_printed(sheet, layout))}"
    _finish(sheet, table)
    for name in list(sheet.parent.defined_names):
        del sheet.parent.defined_names[name]


def _unlock_inputs(sheet: Worksheet, layout: Layout) -> None:
    for row in sheet.iter_rows(max_row=layout.last_row, max_col=layout.places.last_column):
        for cell in row:
            cell.protection = Protection(locked=True)
    for number in layout.items.values():
        for column in (Column.SCORE, Column.DONE, Column.REASON):
            _open(sheet.cell(number, layout.scores.columns[column]))
    for spot in (layout.places.date, layout.signature):
        if spot:
            sheet.cell(*spot).protection = Protection(locked=False)


def _name_points(sheet: Worksheet, catalog: Catalog, layout: Layout) -> None:
    # The cell keeps its number, 0, for the total below it and for the day when the form comes back.
    for item in catalog.items:
        if item.rule.points_read is not None:
            cell = sheet.cell(layout.items[item.id], layout.scores.columns[Column.POINTS])
            words = item.rule.points_read.of(catalog.locale)
            cell.number_format = ";".join([f'"{words}"'] * 3)


def _hide(sheet: Worksheet, row: int) -> None:
    for area in [area for area in sheet.merged_cells.ranges if area.min_row == row]:
        sheet.unmerge_cells(str(area))
    for cell in sheet[row]:
        cell.value = None
    sheet.row_dimensions[row].hidden = True


def _last_printed(sheet: Worksheet, layout: Layout) -> int:
    """Give the last column that is printed: the office's own columns are, ids and self-checks are not."""
    unprinted = {layout.scores.columns[column] for column in (Column.ID, Column.SELF_CHECK)}
    titled: set[int] = {cell.column for cell in sheet[layout.places.header] if cell.value is not None}
    return max(titled - unprinted)


def _text_ids(sheet: Worksheet, table: Table, body: Style) -> None:
    for row in range(table.first, table.last + 1):
        # "fill" cuts a long id off at the cell's edge, even where the next cell is empty.
        look = body.note.changed(alignment=Alignment(horizontal="fill", vertical="center"))
        look.put(sheet.cell(row, table.columns[Column.ID]), number_format="@")


# The other sheets.


def _undated(workbook: bytes) -> bytes:
    """Put the place of the time of issue where openpyxl writes the time of saving."""
    package = Package(workbook)
    core = _SAVED.sub(rb"\1" + TOKEN_ISSUED.encode() + rb"\2", package.parts["docProps/core.xml"])
    return package.to_bytes({"docProps/core.xml": core})


_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def _added(workbook: Workbook, title: Text, catalog: Catalog) -> Worksheet:
    sheet = workbook.create_sheet(title.of(catalog.locale))
    sheet.page_margins = copy(workbook[titles.SCORES.of(catalog.locale)].page_margins)
    sheet.print_options.horizontalCentered = True
    return sheet


def _measures(sheet: Worksheet, catalog: Catalog, layout: Layout, table: Table, body: Style) -> None:
    _frame(sheet, table, measures.WIDTHS, body)
    inputs = [row for rows in layout.measure_rows.values() for row in rows.inputs]
    for row in range(table.first, table.last + 1):
        sheet.cell(row, table.columns[Column.RATE]).number_format = "0%"
    for row in inputs:
        _open(sheet.cell(row, table.columns[Column.ACTUAL]))
    for row in _percentages(catalog, layout):
        # A percent format would turn a typed 95 into 0.95 or 9500%; this one shows what the number is taken for.
        sheet.cell(row, table.columns[Column.ACTUAL]).number_format = 'General"%"'
    for item in catalog.items:
        rows = [rows for _, rows in layout.measures_of(item)]
        if rows and rows[-1].actual > rows[0].first:
            first, column = rows[0].first, table.columns[Column.LIMIT]
            sheet.merge_cells(None, first, column, rows[-1].actual, column)
            # In the middle it would be cut in two where a page ends within the item.
            sheet.cell(first, column).alignment = Alignment(horizontal="center", vertical="top")
    for reply, asking in _replies(catalog, layout).items():
        cells = [table.at(Column.ACTUAL, row) for row in asking]
        match reply:
            case Reply.NUMBER:
                refuse_negatives(sheet, catalog, cells, "decimal", _HOW_MANY)
            case Reply.COUNT:
                refuse_negatives(sheet, catalog, cells, "whole", _HOW_OFTEN)
            case Reply.YES_NO:
                ask_yes_or_no(sheet, catalog, cells, _YES_OR_NO, _WHETHER)
    state = f"${column_letters(table.helpers[Helper.STATE])}{table.first}"
    wrong = f"AND({state}>{guards.BLANK},{state}<{guards.FIRST_TO_VERIFY})"
    colour(sheet, table, Column.ACTUAL, f"{state}>0", wrong)
    _finish(sheet, table)
    _paper(sheet, landscape=False)


def _percentages(catalog: Catalog, layout: Layout) -> Iterator[int]:
    for item in catalog.items:
        for measure in item.measures:
            if measure.unit == "%":
                yield layout.measure_rows[item.id, measure.id].actual


def _replies(catalog: Catalog, layout: Layout) -> dict[Reply, list[int]]:
    rows: dict[Reply, list[int]] = {}
    for item in catalog.items:
        for measure in item.measures:
            if not measure.signed:
                rows.setdefault(measure.reply, []).extend(layout.measure_rows[item.id, measure.id].inputs)
    return rows


_WHETHER_NONE = Text(
    "本期没有任何扣分选“是”，有扣分选“否”并在下面登记。",
    "yes if there is nothing to deduct, else no, and register each deduction below.",
)
_YES_OR_NO = Text("是或否", "Yes or no")
_WHETHER = Text("请选“是”或“否”。", "Please choose yes or no.")
_HOW_MANY = Text("只填数字，不带单位。", "A number without its unit.")
_HOW_OFTEN = Text("填整数；没有发生请填0。", "A whole number; 0 if there was none.")
_HOW_MUCH = Text("填应扣的分数（正数）。", "The points to deduct, as a positive number.")


def _deductions(sheet: Worksheet, catalog: Catalog, layout: Layout, table: Table, body: Style) -> None:
    _frame(sheet, table, deductions.WIDTHS, body)
    _statement(sheet, catalog, layout, body)
    counts = [row for rows in layout.deduction_rows.values() for row in rows.events.values()]
    registers = [row for rows in layout.deduction_rows.values() for row in rows.register]
    for rows, columns in (
        (counts, (Column.COUNT, Column.REMARK)),
        (registers, (Column.EVENT, Column.DEDUCTION, Column.REMARK)),
    ):
        for row in rows:
            for column in columns:
                _open(sheet.cell(row, table.columns[column]))
    for item_rows in layout.deduction_rows.values():
        _item_frame(sheet, table, item_rows, body)
    refuse_negatives(sheet, catalog, [table.at(Column.COUNT, row) for row in counts], "whole", _HOW_OFTEN)
    registered = [table.at(Column.DEDUCTION, row) for row in registers]
    refuse_negatives(sheet, catalog, registered, "decimal", _HOW_MUCH)
    colour_deductions(sheet, layout, table, registers)
    _finish(sheet, table)
    _paper(sheet, landscape=True)


def _statement(sheet: Worksheet, catalog: Catalog, layout: Layout, body: Style) -> None:
    row, column = layout.none_declared
    sheet.merge_cells(None, row, _SECOND, row, column - 1)
    sheet.cell(row, _SECOND).alignment = Alignment(horizontal="right", vertical="center")
    body.number.changed(fill=_INPUT).put(sheet.cell(row, column), locked=False)
    ask_yes_or_no(sheet, catalog, [address(row, column)], titles.NONE_DECLARED, _WHETHER_NONE)


def _item_frame(sheet: Worksheet, table: Table, rows: DeductionRows, body: Style) -> None:
    first, last = table.columns[Column.EVENT], table.columns[Column.REMARK]
    body.text.changed(font=copy(body.header.font)).put(sheet.cell(rows.heading, first))
    sheet.merge_cells(None, rows.heading, first, rows.heading, last)
    for column in range(first, last + 1):
        sheet.cell(rows.sum, column).font = copy(body.header.font)
        sheet.cell(rows.sum, column).fill = copy(body.header.fill)


def _instructions(sheet: Worksheet, catalog: Catalog, layout: Layout, body: Style) -> None:
    for column, width in ((1, 6), (2, 92), (3, 8)):
        sheet.column_dimensions[column_letters(column)].width = width
    sheet.merge_cells("A1:C1")
    body.title.put(sheet.cell(1, 1))
    sheet.row_dimensions[1].height = 36
    plain = body.text.changed(border=Border(), fill=PatternFill())
    size = plain.font.sz or 11
    for number, line in enumerate(instructions.lines(catalog, layout)):
        row = instructions.FIRST_LINE + number
        plain.changed(alignment=Alignment(horizontal="center", vertical="center")).put(sheet.cell(row, 1))
        plain.put(sheet.cell(row, 2))
        sheet.row_dimensions[row].height = height(line, 92, size)
    heading = plain.changed(font=copy(body.header.font))
    for row in (layout.list_first - 2, layout.list_first - 1):
        sheet.merge_cells(None, row, 1, row, 3)
        heading.put(sheet.cell(row, 1))
        sheet.row_dimensions[row].height = 24
    link = plain.changed(font=Font(name=plain.font.name, sz=size, color="0563C1", underline="single"))
    for row in range(layout.list_first, layout.list_first + layout.list_rows + 1):
        sheet.merge_cells(None, row, 1, row, 2)
        body.check.changed(border=Border()).put(sheet.cell(row, 1))
        link.put(sheet.cell(row, instructions.LINK_COLUMN))
    hidden = column_letters(instructions.COUNT_COLUMN)
    sheet.column_dimensions[hidden].hidden = True
    for row in range(layout.list_first, layout.list_first + 3):
        sheet.cell(row, instructions.COUNT_COLUMN).protection = Protection(locked=True)
    last = layout.list_first + min(layout.list_rows, _LISTED_IN_PRINT) - 1
    sheet.print_area = f"A1:C{last}"
    _paper(sheet, landscape=False)
    _fit(sheet)
    _protect(sheet)


_LISTED_IN_PRINT = 40
"""The list is for the screen; on paper one page is enough."""


def _memory(sheet: Worksheet, catalog: Catalog, layout: Layout) -> None:
    sheet.sheet_state = "veryHidden"
    for row in sheet.iter_rows(min_row=1, max_row=memory.rows(catalog, layout), max_col=memory.COLUMNS):
        for cell in row:
            cell.number_format = "@"
    _protect(sheet)


# What the sheets have in common.


def _frame(sheet: Worksheet, table: Table, widths: Mapping[Column, int], body: Style) -> None:
    last_printed = max(table.columns.values()) - 1
    sheet.merge_cells(None, 1, _SECOND, 1, last_printed)
    body.title.put(sheet.cell(1, _SECOND))
    sheet.row_dimensions[1].height = 36
    sheet.row_dimensions[2].height = 24
    body.text.changed(border=Border(), fill=PatternFill(), alignment=_UNWRAPPED).put(sheet.cell(2, _SECOND))
    sheet.row_dimensions[table.header].height = 24
    for column, number in table.columns.items():
        sheet.column_dimensions[column_letters(number)].width = widths[column]
        body.header.put(sheet.cell(table.header, number))
        look = _LOOKS.get(column, "number")
        for row in range(table.first, table.last + 1):
            getattr(body, look).put(sheet.cell(row, number))
            sheet.row_dimensions[row].height = 24
    _text_ids(sheet, table, body)
    sheet.print_area = f"{address(1, _SECOND)}:{address(table.last, last_printed)}"


_SECOND = 2
"""The ids stand in the first column, outside what is printed."""
_UNWRAPPED = Alignment(horizontal="left", vertical="center")
_LOOKS = {
    Column.ID: "note",
    Column.MEASURE: "text",
    Column.EVENT: "text",
    Column.REMARK: "text",
    Column.SELF_CHECK: "check",
}


def _open(cell: Cell | Any) -> None:
    cell.fill = _INPUT
    cell.protection = Protection(locked=False)


def _finish(sheet: Worksheet, table: Table) -> None:
    for column in table.helpers.values():
        sheet.column_dimensions[column_letters(column)].hidden = True
        for row in range(1, table.last + 1):
            sheet.cell(row, column).number_format = "0.00"
    sheet.freeze_panes = address(table.first, 1)
    sheet.print_title_rows = f"{table.header}:{table.first - 1}"
    _fit(sheet)
    _protect(sheet)


def _paper(sheet: Worksheet, *, landscape: bool) -> None:
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"


def _fit(sheet: Worksheet) -> None:
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text = TOKEN_CODE
    sheet.oddFooter.right.text = "&P / &N"
    sheet.oddFooter.left.size = sheet.oddFooter.right.size = 9


def _protect(sheet: Worksheet) -> None:
    # Against accidents only: without a password, with widths and filters left free, and pictures can be pasted.
    protection = sheet.protection
    protection.sheet = True
    protection.objects = protection.scenarios = False
    protection.formatColumns = protection.formatRows = protection.autoFilter = False


def _properties(workbook: Workbook, catalog: Catalog) -> None:
    workbook.security = WorkbookProtection(lockStructure=True)
    workbook.active = 0
    for name, value in (
        ("scoresheet_form", TOKEN_CODE),
        ("scoresheet_catalog", catalog.id),
        ("scoresheet_round", catalog.round.id),
        ("scoresheet_unit", TOKEN_UNIT),
        ("scoresheet_digest", TOKEN_DIGEST),
    ):
        workbook.custom_doc_props.append(StringProperty(name=name, value=value))
    workbook.properties.title = catalog.title
    workbook.properties.creator = catalog.issuer
    workbook.properties.identifier = TOKEN_CODE

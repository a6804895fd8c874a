"""The column of categories on the scores sheet: merged over the items of each, or hidden where no category has a name."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from scoresheet.catalog.model import Catalog
from scoresheet.forms.layout import Layout
from scoresheet.grid import address, column_letters
from scoresheet.titles import Column


def hide_unused(sheet: Worksheet, catalog: Catalog, layout: Layout) -> None:
    """Hide a column of categories that would be empty, and give its width to the texts.

    `sheet` is still the master: rows have not been put in.
    """
    unused = layout.category_column
    if unused is None or any(category.heading for category in catalog.categories):
        return
    hidden, texts = (
        sheet.column_dimensions[column_letters(column)]
        for column in (unused, layout.scores.columns[Column.TEXT])
    )
    texts.width += hidden.width
    hidden.hidden = True
    _keep_in_sight(sheet, layout, unused)


def _keep_in_sight(sheet: Worksheet, layout: Layout, hidden: int) -> None:
    """Let the name of the total row reach into the next column where it stands in a hidden one alone."""
    row = layout.places.total
    if row is None or layout.places.total_label != hidden:
        return
    is_alone = address(row, hidden) not in sheet.merged_cells
    if is_alone and sheet.cell(row, hidden + 1).value is None:
        sheet.merge_cells(None, row, hidden, row, hidden + 1)


def merge(sheet: Worksheet, layout: Layout) -> None:
    """Merge the cells of each category's items in their column, where it is seen."""
    column = layout.category_column
    if column is None or sheet.column_dimensions[column_letters(column)].hidden:
        return
    for first, last in layout.categories.values():
        if last > first:
            sheet.merge_cells(None, first, column, last, column)

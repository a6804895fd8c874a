"""The hidden sheet: what the form remembers of its issue, for the day it comes back."""

from __future__ import annotations

from scoresheet.catalog.form import Form, goal_signature
from scoresheet.catalog.model import Catalog
from scoresheet.figures import plain
from scoresheet.forms.layout import Layout
from scoresheet.grid import address
from scoresheet.parts.cells import SheetContents

FORMAT = "scoresheet-form/1"
COLUMNS = 6
SIGNATURE = "signature"
"""The key of the signature line as the form was issued, by which a signed form is told from a blank one."""
_KEYS = 11


def rows(catalog: Catalog, layout: Layout) -> int:
    """Count the rows of the hidden sheet."""
    measures = sum(len(item.measures) for item in catalog.items)
    return _KEYS + len(layout.scores.columns) + len(catalog.items) + measures


def write(form: Form, layout: Layout, issued: str) -> SheetContents:
    """Give the contents of the hidden sheet: pairs of key and value, then a row for each field, item and measure.

    Columns: kind, key, then for a field its sheet and column, for an item its row, points, rule and text, for a
    measure its row, goal and name. All values are text, because editors turn numbers into doubles.
    """
    catalog = form.catalog
    keys = [
        ("format", FORMAT),
        ("catalog", catalog.id),
        ("round", catalog.round.id),
        ("round_label", catalog.round.label),
        ("unit", form.unit.id),
        ("digest", form.digest),
        ("issued", issued),
        ("revision", "1"),
        ("answers_to", ""),
        ("total", "" if layout.total is None else str(layout.total)),
        (SIGNATURE, layout.places.signature_line),
    ]
    table: list[tuple[str, ...]] = [(key, value) for key, value in keys]
    table += [("field", column.value, str(number)) for column, number in layout.scores.columns.items()]
    for entry in form.items:
        item = entry.item
        where = str(layout.items[item.id])
        table.append(("item", item.id, where, plain(item.points), item.rule.signature(), entry.text))
        table += [
            ("measure", f"{item.id}/{one.measure.id}", "", "", goal_signature(one.goal), one.measure.name)
            for one in entry.measures
        ]
    contents = SheetContents()
    for row, values in enumerate(table, start=1):
        for column, value in enumerate(values, start=1):
            contents.cells[address(row, column)] = value
    return contents

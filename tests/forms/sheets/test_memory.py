"""The hidden sheet remembers what the form was when it was issued."""

from __future__ import annotations

import pytest

import forms
import samples
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import Catalog
from scoresheet.forms.layout import plan
from scoresheet.forms.sheets import memory
from scoresheet.grid import address
from scoresheet.titles import HIDDEN


def table(catalog: Catalog) -> list[list[object]]:
    """Give the rows of the hidden sheet."""
    cells = forms.written(catalog)[HIDDEN].cells
    rows = max(int(at[1:]) for at in cells)
    return [
        [cells[at] for column in range(1, memory.COLUMNS + 1) if (at := address(row, column)) in cells]
        for row in range(1, rows + 1)
    ]


@pytest.mark.parametrize("catalog", [samples.catalog(), forms.shipped_catalog()], ids=["sample", "shipped"])
def test_everything_is_text_and_counted(catalog: Catalog) -> None:
    """All values are text, because editors turn numbers into doubles, and the prototype has a row for each."""
    rows = table(catalog)
    assert all(isinstance(value, str) for row in rows for value in row)
    assert len(rows) == memory.rows(catalog, plan(catalog, forms.PLACES))


def test_keys_tell_the_form() -> None:
    """Catalog, round, unit, digest, time of issue and revision stand as pairs."""
    catalog = samples.catalog()
    pairs = {str(row[0]): row[1] for row in table(catalog) if len(row) == 2}
    assert pairs == {
        "format": "scoresheet-form/1",
        "catalog": "sample",
        "round": "2014-11",
        "round_label": "2014年1—11月",
        "unit": "510824",
        "digest": form_for(catalog, catalog.units[0]).digest,
        "issued": "2014-11-20T09:00+08:00",
        "revision": "1",
        "answers_to": "",
        "total": "10",
        "signature": "",
    }


def test_items_are_remembered_with_points_rule_and_text() -> None:
    """Each item stands with its row, points, rule and printed text, its measures with their goals."""
    rows = table(samples.catalog())
    assert ["item", "1", "5", "3", "judged points=3", "开展活动不少于3次。"] in rows
    assert ["measure", "1/activities", "", "", "at_least:3", "活动"] in rows
    assert ["field", "score", "4"] in rows

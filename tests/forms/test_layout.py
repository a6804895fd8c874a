"""Where everything sits: computed once from the catalog and the places of the master."""

from __future__ import annotations

from dataclasses import replace

import pytest

import forms
import samples
from forms import PLACES
from scoresheet.catalog.model import Catalog
from scoresheet.forms.layout import DeductionRows, Helper, Layout, MeasureRows, Places, Table, plan
from scoresheet.grid import address
from scoresheet.titles import Column

ON_ROWS = replace(PLACES, category=(5, 1), item=6, total=7, signature=(9, 1), last_row=9)


def tables(layout: Layout) -> list[Table]:
    """Give the tables of a form."""
    return [table for table in (layout.scores, layout.measures, layout.deductions) if table]


def test_items_stand_one_below_the_other() -> None:
    """Items have a row each, in the catalog's order, and categories span theirs."""
    layout = plan(samples.catalog(), PLACES)

    assert layout.items == {"1": 5, "2": 6, "3": 7, "4": 8, "5": 9}
    assert layout.categories == {"A": (5, 6), "B": (7, 9)}
    assert (layout.category_rows, layout.scores.first, layout.scores.last) == ({}, 5, 9)


def test_what_is_below_moves_down() -> None:
    """Total, signature and the end of the sheet move by the rows that were put in."""
    layout = plan(samples.catalog(), PLACES)
    assert (layout.shift, layout.total, layout.signature, layout.last_row) == (4, 10, (12, 1), 12)


@pytest.mark.parametrize("places", [ON_ROWS, replace(ON_ROWS, category=(6, 1), item=5)])
def test_categories_may_have_rows_of_their_own(places: Places) -> None:
    """A category's row stands above its items, wherever the master shows it."""
    layout = plan(samples.catalog(), places)

    assert layout.category_rows == {"A": 5, "B": 8}
    assert layout.items == {"1": 6, "2": 7, "3": 9, "4": 10, "5": 11}
    assert (layout.scores.first, layout.scores.last, layout.total) == (5, 11, 12)


def test_one_item_needs_no_further_row() -> None:
    """A catalog of one item fits the master as it is."""
    catalog = samples.catalog()
    only = replace(catalog.categories[0], items=catalog.categories[0].items[:1])
    layout = plan(replace(catalog, categories=(only,)), PLACES)
    assert (layout.shift, layout.total) == (0, 6)


@pytest.mark.parametrize(
    ("changes", "total", "signature", "hidden"),
    [
        ({}, 10, (12, 1), ()),
        ({"total_row": False}, None, (12, 1), (10,)),
        ({"signature": False}, 10, None, (12,)),
        ({"total_row": False, "signature": False}, None, None, (10, 12)),
    ],
)
def test_catalog_may_do_without_total_and_signature(
    changes: dict[str, bool], total: int | None, signature: tuple[int, int] | None, hidden: tuple[int, ...]
) -> None:
    """Rows that the catalog doesn't want are hidden, not filled."""
    layout = plan(samples.catalog(**changes), PLACES)
    assert (layout.total, layout.signature, layout.hidden) == (total, signature, hidden)


def test_master_may_lack_total_and_signature() -> None:
    """Nothing is hidden that the master doesn't have."""
    layout = plan(samples.catalog(total_row=False), replace(PLACES, total=None, signature=None))
    assert (layout.total, layout.signature, layout.hidden) == (None, None, ())


def test_measures_have_a_row_each_and_rates_three() -> None:
    """A rate has its numerator and denominator above it; those two are filled in."""
    layout = plan(forms.with_rate(samples.catalog()), PLACES)

    assert layout.measure_rows == {
        ("1", "activities"): MeasureRows(4),
        ("2", "trained"): MeasureRows(5),
        ("3", "rate"): MeasureRows(8, 6, 7),
    }
    assert layout.measure_rows["3", "rate"].inputs == (6, 7)
    assert layout.measure_rows["1", "activities"].inputs == (4,)


def test_deductions_have_heading_entries_and_sum() -> None:
    """Counted events have a row for each kind, an open register as many rows as the catalog says."""
    layout = plan(samples.catalog(), PLACES)

    assert layout.deduction_rows == {
        "4": DeductionRows(4, {"ordinary": 5, "severe": 6}, (), 7),
        "5": DeductionRows(8, {}, (9, 10, 11), 12),
    }
    assert layout.deduction_rows["5"].inputs == (9, 10, 11)


def test_catalog_without_measures_or_deductions_has_no_sheets_for_them() -> None:
    """What nobody is asked for has no table."""
    catalog = samples.catalog()
    judged = replace(catalog.categories[1], items=catalog.categories[1].items[:1])
    layout = plan(replace(catalog, categories=(judged,)), PLACES)
    assert (layout.measures, layout.deductions) == (None, None)


@pytest.mark.parametrize("catalog", [samples.catalog(), forms.shipped_catalog()], ids=["sample", "shipped"])
def test_no_two_things_share_a_place(catalog: Catalog) -> None:
    """Fields, helpers, rows of measures and of deductions are all different."""
    layout = plan(catalog, PLACES)

    for table in tables(layout):
        columns = [*table.columns.values(), *table.helpers.values()]
        assert len(columns) == len(set(columns))
    rows = [row for one in layout.measure_rows.values() for row in {*one.inputs, one.actual}]
    assert sorted(rows) == list(range(4, 4 + len(rows)))
    rows = [row for one in layout.deduction_rows.values() for row in (one.heading, *one.inputs, one.sum)]
    assert rows == list(range(4, 4 + len(rows)))


def test_helpers_keep_clear_of_the_offices_columns() -> None:
    """Hidden columns begin beyond the last one of the master, known to us or not."""
    layout = plan(samples.catalog(), replace(PLACES, last_column=11))
    assert min(layout.scores.helpers.values()) == 12


def test_list_has_room_for_everything() -> None:
    """The live list has a line for every row that can have something to do."""
    layout = plan(samples.catalog(), PLACES)
    watched = len(layout.items) + len(layout.measure_rows) + 1
    watched += sum(len(rows.inputs) for rows in layout.deduction_rows.values())
    assert layout.list_rows >= watched


def test_addresses_are_written_as_excel_writes_them() -> None:
    """A cell has a movable and a fixed address, a column a fixed range."""
    table = plan(samples.catalog(), PLACES).scores

    assert table.at(Column.SCORE, 5) == address(5, 4) == "D5"
    assert table.fixed(Helper.LOWEST, 5) == "$I$5"
    assert table.down(Column.SCORE) == "$D$5:$D$9"
    assert table.down(Column.SCORE, first=2, last=3) == "$D$2:$D$3"

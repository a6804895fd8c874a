"""The sheet of achieved numbers: targets, completion, and whether a missed one blocks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import forms
import samples
from scoresheet.catalog.model import Catalog, Measure, NotApplicable, Round
from scoresheet.parts.cells import Formula, SheetContents
from scoresheet.rule.model import Comparison, Goal

SHEET = "量化指标完成数"


def written(catalog: Catalog) -> SheetContents:
    """Give what is put into the sheet."""
    return forms.written(catalog)[SHEET]


def asking(measure: Measure) -> Catalog:
    """Give the sample catalog with this measure in item 3, of which no unit has its own target."""
    catalog = samples.catalog()
    first, second = catalog.categories
    items = tuple(replace(item, measures=(measure,)) if item.id == "3" else item for item in second.items)
    return replace(catalog, categories=(first, replace(second, items=items)))


def goal(comparison: Comparison, target: str | None) -> Measure:
    """Give a measure with a goal."""
    return Measure("rate", "犯罪率", "%", Goal(comparison, None if target is None else Decimal(target)))


def formula(contents: SheetContents, address: str) -> str:
    """Give the formula that is put into a cell."""
    content = contents.cells[address]
    assert isinstance(content, Formula)
    return content.text


def test_measure_is_named_with_its_item_unit_and_target() -> None:
    """A row says which item it belongs to; only the achieved number is left blank."""
    contents = written(samples.catalog())
    cells = [contents.cells.get(f"{letter}5") for letter in "ABCDEG"]
    assert cells == ["sample/2014-11/510824/2/trained", "第2项 培训", "名", Decimal(40), None, Decimal(4)]


@pytest.mark.parametrize(
    ("comparison", "target", "shown", "missed"),
    [
        (Comparison.AT_LEAST, "90", 'IF(ISNUMBER(E6),E6/D6,"")', "E6>=D6"),
        (Comparison.AT_LEAST, "0", 'IF(ISNUMBER(E6),IF(E6>=D6,"达标","未达标"),"")', "E6>=D6"),
        (Comparison.AT_MOST, "5", 'IF(ISNUMBER(E6),IF(E6<=D6,"达标","未达标"),"")', "E6<=D6"),
        (Comparison.BELOW, "5", 'IF(ISNUMBER(E6),IF(E6<D6,"达标","未达标"),"")', "E6<D6"),
        (Comparison.EQUALS, "5", 'IF(ISNUMBER(E6),IF(E6=D6,"达标","未达标"),"")', "E6=D6"),
    ],
)
def test_completion_is_a_percentage_only_where_more_is_better(
    comparison: Comparison, target: str, shown: str, missed: str
) -> None:
    """A target to reach shows how far it was reached, any other whether it was met."""
    contents = written(asking(goal(comparison, target)))
    assert formula(contents, "F6") == shown
    assert missed in formula(contents, "I6")


def test_target_that_is_not_printed_is_given_elsewhere() -> None:
    """Where the notice prints no number nothing is held against the achieved one."""
    contents = written(asking(goal(Comparison.AT_LEAST, None)))
    assert contents.cells["D6"] == "另行下达"
    assert not {"F6", "I6"} & contents.cells.keys()


@pytest.mark.parametrize(
    ("catalog", "weight"),
    [
        (samples.catalog(), "1000"),
        (samples.catalog(round=Round("1", "1", interim=True)), "1"),
        (asking(goal(Comparison.AT_LEAST, "3")), "1000"),
    ],
)
def test_missed_target_blocks_only_where_it_must(catalog: Catalog, weight: str) -> None:
    """A unit's own target of a final round must be met for full points; in an interim round it is verified."""
    assert formula(written(catalog), "I4").endswith(f",0,{weight}),0)")


def test_missed_default_target_is_only_verified() -> None:
    """A target that nobody settled for the unit blocks nothing."""
    assert formula(written(asking(goal(Comparison.AT_LEAST, "3"))), "I6").endswith(",0,1),0)")


def test_rate_is_computed_from_two_numbers() -> None:
    """A rate has rows for its two numbers; its own is a formula that waits for both and never divides by 0."""
    contents = written(forms.with_rate(samples.catalog()))
    assert [contents.cells[f"B{row}"] for row in (6, 7, 8)] == [
        "第3项 在岗人数",
        "第3项 应有人数",
        "第3项 到岗率",
    ]
    assert [contents.cells[f"A{row}"] for row in (6, 7)] == [
        "sample/2014-11/510824/3/rate/numerator", "sample/2014-11/510824/3/rate/denominator",
    ]  # fmt: skip
    assert formula(contents, "E8") == 'IF(AND(ISNUMBER(E6),ISNUMBER(E7)),IF(AND(E6>=0,E7>0),E6*100/E7,""),"")'


def test_long_name_gets_a_higher_row() -> None:
    """A name that takes several lines is not cut off."""
    long = replace(goal(Comparison.AT_LEAST, "3"), name="每半年上报青少年犯罪数据及特重大案（事）件情况" * 3)
    contents = written(asking(long))
    assert contents.heights[6] > 2 * contents.heights[4] == 48


def test_not_applicable_measure_is_locked() -> None:
    """Where the item doesn't apply neither a number nor a check is left."""
    unit = forms.unit_with(i1=NotApplicable.DROP)
    contents = forms.written(forms.with_unit(samples.catalog(), unit), unit)[SHEET]
    assert (contents.cells["D4"], contents.cells["E4"], contents.looks["E4"]) == ("不适用", None, "D4")
    assert contents.cells["G4"] == "不适用"
    assert not {"H4", "I4", "J4", "K4"} & contents.cells.keys()

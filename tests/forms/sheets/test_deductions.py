"""The register of deductions: what each event costs, and what is left."""

from __future__ import annotations

from decimal import Decimal

import forms
import samples
from scoresheet.catalog.model import NotApplicable
from scoresheet.parts.cells import Formula, SheetContents

SHEET = "扣分情况登记"


def written() -> SheetContents:
    """Give what is put into the sheet."""
    return forms.written(samples.catalog())[SHEET]


def test_statement_is_asked_for_first() -> None:
    """Above the table stands the question whether anything is to be deducted, with the two answers."""
    assert written().cells["B2"] == "本期无扣分（是/否）："
    assert (
        forms.written(forms.english_catalog())["Deductions"].cells["B2"]
        == "No deductions this round (yes/no): "
    )


def test_each_item_begins_with_its_rule_and_ends_with_what_is_left() -> None:
    """Heading and sum frame the rows of an item."""
    cells = written().cells
    assert str(cells["B4"]).startswith("第4项：满分1.5分，一般案（事）件每起扣0.5分")
    total = cells["B7"]
    assert isinstance(total, Formula)
    assert total.result == "第4项合计，本项最高可得1.5分"
    assert (cells["F7"], cells["F12"]) == (Decimal(5), Decimal(15))


def test_kinds_of_event_have_their_price() -> None:
    """A row for each kind of event says what one costs; the number is left blank."""
    cells = written().cells
    assert (cells["B5"], cells["C5"], cells["A5"]) == (
        "第4项 一般案（事）件", Decimal("0.5"), "sample/2014-11/510824/4/ordinary",
    )  # fmt: skip
    assert "D5" not in cells


def test_open_register_is_blank_but_for_its_ids() -> None:
    """A row of the open register holds nothing but its id and what watches it."""
    cells = written().cells
    assert [cells[f"A{row}"] for row in (9, 10, 11)] == [f"sample/2014-11/510824/5/{n}" for n in (1, 2, 3)]
    assert not {f"{letter}{row}" for letter in "BCDEFG" for row in (9, 10, 11)} & cells.keys()


def test_what_is_left_is_the_rules_own_formula() -> None:
    """The limit is computed as the rule says, but not from a register that can't be read."""
    limit = written().cells["I7"]
    assert isinstance(limit, Formula)
    assert "ROUND(MAX(1.5-MIN(0.5*N(D5)+1*N(D6),5),-3.5),2)" in limit.text
    assert limit.text.startswith('IF(OR(COUNTIF($M$5:$M$6,">0")')


def test_statement_is_not_asked_for_where_nothing_can_be_deducted() -> None:
    """A unit to which no deducting item applies isn't asked for anything on this sheet."""
    unit = forms.unit_with(i4=NotApplicable.DROP, i5=NotApplicable.FULL)
    contents = forms.written(forms.with_unit(samples.catalog(), unit), unit)[SHEET]
    assert "B2" not in contents.cells
    assert (contents.cells["D2"], contents.looks["D2"]) == (None, "H4")
    assert not [at for at in contents.cells if at.startswith(("H", "M")) and at != "H3"]


def test_rows_are_high_enough() -> None:
    """Every row has a height, the heading one that holds the whole rule."""
    heights = written().heights
    assert sorted(heights) == list(range(4, 13))
    assert set(heights.values()) == {24}

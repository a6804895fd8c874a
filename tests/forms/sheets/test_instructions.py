"""The instructions: short lines for the officer, then a list of what is left to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import forms
import samples
from scoresheet.catalog.model import Catalog, Contacts, Round
from scoresheet.forms.layout import plan
from scoresheet.forms.sheets.instructions import FIRST_LINE, lines
from scoresheet.parts.cells import Formula


def said(catalog: Catalog) -> list[str]:
    """Give the lines of a catalog's instructions."""
    return lines(catalog, plan(catalog, forms.PLACES))


def test_lines_fit_above_the_list() -> None:
    """There are five to eight lines, and the list begins below them."""
    for catalog in (samples.catalog(), forms.english_catalog(), forms.shipped_catalog()):
        layout = plan(catalog, forms.PLACES)
        assert 5 <= len(lines(catalog, layout)) <= 8
        assert FIRST_LINE + len(lines(catalog, layout)) < layout.list_first - 2


def test_sheets_that_are_not_there_are_not_explained() -> None:
    """A form without measures and deductions doesn't speak of them."""
    catalog = samples.catalog()
    judged = replace(catalog.categories[1], items=catalog.categories[1].items[:1])
    text = "".join(said(replace(catalog, categories=(judged,))))
    assert "量化指标" not in text
    assert "扣分" not in text


@pytest.mark.parametrize(
    ("due", "contacts", "expected"),
    [
        (date(2014, 11, 28), Contacts(("胡云涛", "胡晓慧"), ("3267503",)),
         "于2014年11月28日前报共青团广元市委。联系人：胡云涛、胡晓慧；电话：3267503。"),
        (None, Contacts((), ("3267503", "3271932")), "报共青团广元市委。电话：3267503、3271932。"),
        (None, Contacts(("胡云涛",)), "报共青团广元市委。联系人：胡云涛。"),
        (None, Contacts(), "报共青团广元市委。"),
    ],
)  # fmt: skip
def test_last_line_says_where_to_send_it_and_whom_to_call(
    due: date | None, contacts: Contacts, expected: str
) -> None:
    """The sentence ends properly with whatever the catalog says."""
    catalog = samples.catalog(round=Round("1", "1", due), contacts=contacts)
    assert said(catalog)[-1].endswith(f"（不要转成PDF或图片），{expected}")


def test_english_says_the_same() -> None:
    """An English form has the deadline in figures."""
    assert said(forms.english_catalog())[-1] == (
        "Save as .xlsx (not PDF, not a picture) and send to 共青团广元市委 by 2014-11-28. Questions: 胡云涛, 3267503."
    )


def test_list_of_a_blank_form_names_everything_to_do() -> None:
    """Items come first, then the register; what may stay blank isn't listed."""
    cells = forms.written(samples.catalog())["填表说明"].cells
    listed = [cell.result for row in range(14, 31) if isinstance(cell := cells[f"A{row}"], Formula)]
    assert [line for line in listed if line] == [
        *(f"第{item}项：请填自查得分" for item in range(1, 6)),
        "本期无扣分：请选择本期有无扣分",
        "第4项 一般案（事）件：请填发生起数，没有请填0",
        "第4项 特别重大：请填发生起数，没有请填0",
    ]


def test_each_line_leads_to_its_row() -> None:
    """Beside a line stands a link that finds the row on its sheet."""
    cells = forms.written(samples.catalog())["填表说明"].cells
    link = cells["C14"]
    assert isinstance(link, Formula)
    assert """HYPERLINK("#'自查评分表'!A"&(4+MATCH(1,'自查评分表'!$P$5:$P$9,0)),"转到")""" in link.text

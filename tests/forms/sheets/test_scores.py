"""The official sheet: what is printed on it, and the limits and flags beside it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import forms
import samples
from scoresheet.catalog.model import Catalog, NotApplicable
from scoresheet.parts.cells import Formula, SheetContents
from scoresheet.titles import Column

SHEET = "自查评分表"


def written(catalog: Catalog | None = None) -> SheetContents:
    """Give what is put into the sheet."""
    return forms.written(catalog or samples.catalog())[SHEET]


def result(contents: SheetContents, address: str) -> str | Decimal | None:
    """Give the stored result of a formula."""
    formula = contents.cells[address]
    assert isinstance(formula, Formula)
    return formula.result


def named(name: str) -> Catalog:
    """Give the sample catalog with its first category renamed."""
    catalog = samples.catalog()
    first, second = catalog.categories
    return replace(catalog, categories=(replace(first, name=name), second))


def test_head_names_form_and_unit() -> None:
    """Title, unit, date, status and form code stand at the places of the master."""
    cells = written().cells
    assert (cells["A1"], cells["A2"]) == ("2014年度自查评分表", "填报单位：苍溪县团委")
    assert (cells["E2"], cells["E3"]) == ("时间：      年      月      日", "表单编码：sample/2014-11/510824")
    assert result(written(), "A3") == "填报状态：还有8项未填"


def test_each_item_has_its_text_points_and_id() -> None:
    """The text is the unit's own, with its targets in it; score and texts are left blank."""
    cells = written().cells
    assert (cells["B6"], cells["C6"], cells["G6"]) == ("培训40名。", Decimal(4), "sample/2014-11/510824/2")
    assert not {f"{letter}{row}" for letter in "DEF" for row in range(5, 10)} & cells.keys()


@pytest.mark.parametrize(
    ("name", "expected"), [("服务大局", "服务大局"), ("服务大局（推定）", "服务大局\n（推定）")]
)
def test_remark_on_a_category_gets_its_own_line(name: str, expected: str) -> None:
    """In the narrow column of categories a remark in brackets begins a line."""
    assert written(named(name)).cells["A5"] == expected


def test_category_on_its_own_row_keeps_its_name_in_one_line() -> None:
    """On a row of its own a category's name has room, and stands where the master says."""
    places = replace(forms.PLACES, category=(5, 2), item=6, total=7, signature=(9, 1), last_row=9)
    cells = forms.written(named("服务大局（推定）"), places=places)[SHEET].cells
    assert (cells["B5"], cells["B8"]) == ("服务大局（推定）", "组织建设")
    assert "A5" not in cells


def test_form_without_categories_prints_none() -> None:
    """A master without a place for categories does without their names."""
    columns = dict(forms.PLACES.columns)
    del columns[Column.CATEGORY]
    cells = forms.written(samples.catalog(), places=replace(forms.PLACES, columns=columns))[SHEET].cells
    assert "服务大局" not in cells.values()
    assert cells["B10"] == "合计"


def test_a_category_without_a_name_of_its_own_is_not_printed() -> None:
    """What lists call a category that the notice doesn't name stands on no form, in its column as on a row."""
    first, second = samples.catalog().categories
    catalog = samples.catalog(categories=(replace(first, is_unprinted=True), second))
    rows = replace(forms.PLACES, category=(5, 2), item=6, total=7, signature=(9, 1), last_row=9)

    in_column = forms.written(catalog)[SHEET].cells
    on_rows = forms.written(catalog, places=rows)[SHEET].cells

    assert "A5" not in in_column
    assert in_column["A7"] == "组织建设"
    assert (on_rows["B5"], on_rows["B7"]) == ("开展活动不少于3次。", "组织建设")


def test_rows_are_high_enough_for_texts_and_categories() -> None:
    """Each row holds its text, the rows of a category together hold its name."""
    contents = written(named("一个很长的类别名称，写在很窄的一栏里，一行只放得下四五个字，所以要占很多行"))
    assert contents.heights[5] > 100
    assert (contents.heights[6], contents.heights[7]) == (26, 26)


def test_limits_are_the_rules() -> None:
    """Beside each score stand its lowest and highest value, and the highest that the register leaves."""
    cells = written().cells
    assert (cells["I8"], cells["J8"]) == (Decimal("-3.5"), Decimal("1.5"))
    assert cells["K5"] == Decimal(3)
    assert cells["K8"] == Formula("'扣分情况登记'!I7", Decimal("1.5"))


def test_missed_targets_count_where_the_rule_does_not_compute() -> None:
    """An item with measures asks them; one whose register decides, or without measures, doesn't."""
    cells = written().cells
    assert cells["L5"] == Formula("SUM('量化指标完成数'!$I$4:$I$4)", Decimal(0))
    assert cells["L8"] == Decimal(0)


@pytest.mark.parametrize(
    ("treatments", "score", "total"),
    [
        ({"i1": NotApplicable.FULL}, Decimal(3), "3"),
        ({"i1": NotApplicable.DROP}, "不适用", "0"),
        ({"i1": NotApplicable.RESCALE}, "不适用", "0.00"),
        ({"i1": NotApplicable.FULL, "i3": NotApplicable.RESCALE}, Decimal(3), "3.19"),
        (
            {"i1": NotApplicable.FULL, "i2": NotApplicable.DROP, "i3": NotApplicable.RESCALE},
            Decimal(3),
            "3.23",
        ),
    ],
)
def test_not_applicable_item_is_told_and_locked(
    treatments: dict[str, NotApplicable], score: object, total: str
) -> None:
    """Full points are given, other treatments say 不适用; the total of the blank form already counts them."""
    unit = forms.unit_with(**treatments)
    contents = forms.written(forms.with_unit(samples.catalog(), unit), unit)[SHEET]

    assert (contents.cells["D5"], contents.cells["E5"], contents.cells["F5"]) == (score, "不适用", None)
    assert (contents.looks["D5"], contents.looks["E5"]) == ("C5", "B5")
    assert contents.cells["O5"] == Decimal(0)
    assert str(result(contents, "D10")) == total


def test_rescaled_total_rounds_half_up() -> None:
    """A half is rounded up in the stored total, as Excel rounds it."""
    unit = forms.unit_with(i1=NotApplicable.FULL, i5=NotApplicable.RESCALE)
    catalog = samples.catalog(decimals=1)
    contents = forms.written(forms.with_unit(catalog, unit), unit)[SHEET]
    assert str(result(contents, "D10")) == "7.5"


def test_total_is_named_where_the_master_names_it() -> None:
    """The word for the total stands in the column where the master has its own."""
    places = replace(forms.PLACES, total_label=3)
    assert forms.written(samples.catalog(), places=places)[SHEET].cells["C10"] != "合计"
    assert written().cells["A10"] == "合计"

"""A blank form for each unit, and no form in which somebody may have worked is ever replaced."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import forms
import samples
from libreoffice import converted, needs_libreoffice
from scoresheet.catalog.model import NotApplicable, Round
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.forms.issuing import file_name, issue, may_be_filled
from scoresheet.forms.master import MasterError
from scoresheet.parts.cells import Content, Formula, SheetContents, fill

pytestmark = pytest.mark.slow

TREATED = forms.unit_with(i1=NotApplicable.FULL, i2=NotApplicable.DROP, i4=NotApplicable.RESCALE)
BLANK = {
    "sample": samples.catalog(),
    "english": forms.english_catalog(),
    "rate": forms.with_rate(samples.catalog()),
    "not applicable": forms.with_unit(samples.catalog(), TREATED),
    "another round": samples.catalog(round=Round("2015-01", "2014年全年")),
    "no total, no signature": samples.catalog(total_row=False, signature=False),
    "shipped": forms.shipped_catalog(),
}
S, M, D = "自查评分表", "量化指标完成数", "扣分情况登记"
TYPED: dict[tuple[str, str], Content] = {
    (S, "D5"): Decimal(0),
    (S, "D9"): "三分",
    (S, "E6"): "开展3次",
    (S, "F9"): "无",
    (S, "E2"): "时间：2014年11月20日",
    (S, "A12"): "填表人：胡云涛",
    (M, "E4"): Decimal(0),
    (M, "E5"): "约40名",
    (D, "D2"): "没有",
    (D, "D5"): Decimal(0),
    (D, "G6"): "已处理",
    (D, "B9"): "迟报一次",
    (D, "E11"): Decimal("0.5"),
    (D, "G10"): "情况属实",
}
"""Each kind of cell that a unit fills in, alone."""


@pytest.fixture(scope="module", name="blank")
def _blank() -> dict[str, bytes]:
    """Make blank forms."""
    return {name: forms.form_of(catalog) for name, catalog in BLANK.items()}


def stored(folder: Path, data: bytes, name: str = "form.xlsx") -> Path:
    """Put a file into a folder."""
    path = folder / name
    path.write_bytes(data)
    return path


def test_every_unit_gets_its_own_form() -> None:
    """Forms are made in the order of the units, named after them, with the unit's own text and marks."""
    catalog = samples.catalog()
    made = list(issue(catalog, catalog.units, forms.MASTER_FORM, forms.ISSUED))

    assert [one.file_name for one in made] == [
        "510824_苍溪县_自查评分表.xlsx", "510821_旺苍县_自查评分表.xlsx", "510802_利州区_自查评分表.xlsx",
    ]  # fmt: skip
    assert [one.unit for one in made] == list(catalog.units)
    named = [read_xlsx(one.data).sheets[0].text(2, 1) for one in made]
    assert named == ["填报单位：苍溪县团委", "填报单位：旺苍县团委", "填报单位：利州区团委"]
    assert len({one.data for one in made}) == 3


def test_units_are_chosen_by_the_caller() -> None:
    """Only the forms that were asked for are made."""
    catalog = samples.catalog()
    made = list(issue(catalog, catalog.units[1:2], forms.MASTER_FORM, forms.ISSUED))
    assert [one.unit.name for one in made] == ["旺苍县"]


def test_targets_that_are_still_defaults_are_counted() -> None:
    """The clerk is told how many of a unit's targets nobody has settled."""
    catalog = samples.catalog()
    made = issue(catalog, catalog.units[:2], forms.MASTER_FORM, forms.ISSUED)
    assert [one.defaults for one in made] == [0, 2]


def test_master_is_judged_before_the_first_form(tmp_path: Path) -> None:
    """A master that can't be used stops the work before any form is made."""
    catalog = samples.catalog()
    with pytest.raises(MasterError):
        issue(catalog, catalog.units, tmp_path / "none.xlsx", forms.ISSUED)


def test_name_of_a_file_is_in_the_forms_language() -> None:
    """An English form has an English name."""
    catalog = forms.english_catalog()
    assert file_name(catalog, catalog.units[0]) == "510824_苍溪县_Self-assessment.xlsx"


@pytest.mark.parametrize("name", BLANK)
def test_blank_form_may_be_replaced(name: str, blank: dict[str, bytes], tmp_path: Path) -> None:
    """A form in which nothing was typed is replaced without asking, of this round or another."""
    assert not may_be_filled(stored(tmp_path, blank[name]))


@needs_libreoffice
def test_blank_form_may_be_replaced_after_it_was_only_looked_at(
    blank: dict[str, bytes], tmp_path: Path
) -> None:
    """A blank form that was opened and saved in another editor is still a blank one."""
    for place, data in enumerate(converted(list(blank.values()), tmp_path)):
        assert not may_be_filled(stored(tmp_path, data, f"saved{place}.xlsx")), list(blank)[place]


@pytest.mark.parametrize(("sheet", "address"), TYPED)
def test_form_with_one_entry_is_kept(
    sheet: str, address: str, blank: dict[str, bytes], tmp_path: Path
) -> None:
    """One cell that somebody filled in is enough, were it a 0, a date or a signature."""
    filled = fill(blank["sample"], {sheet: SheetContents({address: TYPED[sheet, address]})})
    assert may_be_filled(stored(tmp_path, filled))


def test_form_with_a_date_deleted_is_kept(blank: dict[str, bytes], tmp_path: Path) -> None:
    """A line that somebody typed over is no longer as it was issued."""
    filled = fill(blank["sample"], {S: SheetContents({"E2": "2014.11.20"})})
    assert may_be_filled(stored(tmp_path, filled))


@pytest.mark.parametrize(
    "content",
    [b"a letter", b"PK\x03\x04 cut off", b"%PDF-1.4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)],
    ids=["text", "cut off", "pdf", "old format"],
)
def test_what_is_no_form_is_kept(content: bytes, tmp_path: Path) -> None:
    """A file that can't be read may be anything, and is never replaced."""
    assert may_be_filled(stored(tmp_path, content))


def test_half_a_form_is_kept(blank: dict[str, bytes], tmp_path: Path) -> None:
    """A damaged form may have been a filled one."""
    assert may_be_filled(stored(tmp_path, blank["sample"][: len(blank["sample"]) // 2]))


def test_workbook_of_somebody_else_is_kept(tmp_path: Path) -> None:
    """A workbook without our rows is not ours to replace: neither an empty one nor the master itself."""
    empty = forms.opened(forms.MASTER_FORM.read_bytes())
    empty.create_sheet("表")
    empty.remove(empty.worksheets[0])
    path = tmp_path / "mine.xlsx"
    empty.save(path)
    assert may_be_filled(path)
    assert may_be_filled(forms.MASTER_FORM)


def test_form_without_a_column_is_kept(blank: dict[str, bytes], tmp_path: Path) -> None:
    """Where a column that is filled in can't be found nobody can tell whether it was."""
    changed = fill(blank["sample"], {S: SheetContents({"F4": "备注"})})
    assert may_be_filled(stored(tmp_path, changed))


def test_empty_file_may_be_replaced(tmp_path: Path) -> None:
    """An empty file holds nothing that could be lost."""
    assert not may_be_filled(stored(tmp_path, b""))


def test_file_that_cannot_be_opened_is_kept(tmp_path: Path) -> None:
    """What can't even be read is left alone."""
    assert may_be_filled(tmp_path)


def test_formula_in_place_of_a_score_is_an_entry(blank: dict[str, bytes], tmp_path: Path) -> None:
    """A formula that somebody typed into an input cell is work like any other."""
    filled = fill(blank["sample"], {S: SheetContents({"D5": Formula("1+2", Decimal(3))})})
    assert may_be_filled(stored(tmp_path, filled))


def test_other_units_form_may_be_replaced_too(tmp_path: Path) -> None:
    """Whose blank form it is makes no difference."""
    catalog = samples.catalog()
    unit = replace(catalog.units[2])
    assert not may_be_filled(stored(tmp_path, forms.form_of(catalog, unit)))

"""Answers are poured into the cells that ask for them, and nothing else of the form changes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import forms
import samples
from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.model import Catalog
from scoresheet.filling.answers import Answers, ItemAnswer, pour
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.parts.cells import Package

CATALOG = forms.with_rate(samples.catalog())
ANSWERS = Answers(
    {
        "1": ItemAnswer(Decimal("2.5"), "开展2次", "一次改在12月", measures={"activities": Decimal(2)}),
        "2": ItemAnswer("３", None, None, measures={"trained": "约40名"}),
        "3": ItemAnswer(measures={"rate/numerator": Decimal(19), "rate/denominator": Decimal(20)}),
        "4": ItemAnswer(Decimal(-1), events={"ordinary": Decimal(1), "severe": Decimal(2)}),
        "5": ItemAnswer(register=(("迟报一次", Decimal("0.5")), ("<漏报>", "半分"))),
    },
    none_declared=False,
)
POURED = {
    "自查评分表": {"D5": "2.5", "E5": "开展2次", "F5": "一次改在12月", "D6": "３", "D8": "-1"},
    "量化指标完成数": {"E4": "2", "E5": "约40名", "E6": "19", "E7": "20"},
    "扣分情况登记": {"D2": "否", "D5": "1", "D6": "2", "B9": "迟报一次", "E9": "0.5", "B10": "<漏报>", "E10": "半分"},
}  # fmt: skip


@pytest.fixture(scope="module", name="blank")
def _blank() -> bytes:
    """Make a blank form."""
    return forms.form_of(CATALOG)


def form(catalog: Catalog = CATALOG) -> Form:
    """Give the form of the first unit."""
    return form_for(catalog, catalog.units[0])


def cells(data: bytes) -> dict[str, dict[str, str | None]]:
    """Give the constants of a workbook by sheet and address."""
    return {
        sheet.name: {
            f"{chr(64 + column)}{row}": cell.text
            for (row, column), cell in sheet.cells.items()
            if cell.formula is None
        }
        for sheet in read_xlsx(data).sheets
    }


def test_no_answers_change_nothing(blank: bytes) -> None:
    """A form into which nothing is poured is the same file."""
    assert pour(blank, form(), Answers({})) == blank


def test_answers_stand_where_they_are_asked_for(blank: bytes) -> None:
    """Scores, texts, achieved numbers, counts and the register are found by their ids; nothing else is new."""
    before, after = cells(blank), cells(pour(blank, form(), ANSWERS))

    new = {
        name: {at: text for at, text in sheet.items() if before[name].get(at) != text}
        for name, sheet in after.items()
    }
    assert {name: sheet for name, sheet in new.items() if sheet} == POURED
    assert all(before[name].keys() <= after[name].keys() for name in before)


def test_only_sheets_with_answers_change(blank: bytes) -> None:
    """Styles, properties and the hidden sheet stay byte for byte; of the instructions the old results go."""
    before, after = Package(blank), Package(pour(blank, form(), ANSWERS))

    changed = {name for name, part in after.parts.items() if part != before.parts[name]}
    assert changed == {after.sheets[name] for name in (*POURED, "填表说明")}


def test_statement_follows_the_language() -> None:
    """The statement about deductions is written in the words that the form's list offers."""
    catalog = forms.english_catalog()
    blank = forms.form_of(catalog)
    for said, word in ((True, "yes"), (False, "no"), (None, None)):
        poured = cells(pour(blank, form(catalog), Answers({}, none_declared=said)))
        assert poured["Deductions"].get("D2") == word


def test_pouring_again_replaces(blank: bytes) -> None:
    """A second pouring replaces the first, a blank answer clears the cell."""
    once = pour(blank, form(), ANSWERS)
    again = pour(once, form(), Answers({"1": ItemAnswer(Decimal(1))}))

    sheet = cells(again)["自查评分表"]
    assert (sheet["D5"], sheet.get("E5"), sheet["D6"]) == ("1", None, "３")


@pytest.mark.parametrize(
    "answers",
    [
        Answers({"99": ItemAnswer(Decimal(1))}),
        Answers({"1": ItemAnswer(measures={"visits": Decimal(1)})}),
        Answers({"3": ItemAnswer(measures={"rate/other": Decimal(1)})}),
        Answers({"4": ItemAnswer(events={"minor": Decimal(1)})}),
        Answers({"5": ItemAnswer(register=(("", None),) * 4)}),
    ],
    ids=["item", "measure", "part of a rate", "event", "register is full"],
)
def test_answer_without_a_cell_is_refused(answers: Answers, blank: bytes) -> None:
    """An answer that the form has no place for is never dropped."""
    with pytest.raises(KeyError):
        pour(blank, form(), answers)


def test_sheet_that_the_form_does_not_have_takes_no_answer() -> None:
    """Where a catalog asks for no numbers and no deductions, answers to such questions are refused as well."""
    catalog = samples.catalog()
    judged = replace(catalog.categories[1], items=catalog.categories[1].items[:1])
    catalog = replace(catalog, categories=(judged,))
    blank = forms.form_of(catalog)

    assert pour(blank, form(catalog), Answers({}, none_declared=True)) == blank
    for answer in (ItemAnswer(measures={"rate": Decimal(1)}), ItemAnswer(events={"ordinary": Decimal(1)})):
        with pytest.raises(KeyError):
            pour(blank, form(catalog), Answers({"3": answer}))


def test_form_of_another_unit_is_refused(blank: bytes) -> None:
    """Answers go into their own unit's form only."""
    other = replace(form(), unit=CATALOG.units[1])
    with pytest.raises(KeyError):
        pour(blank, other, Answers({"1": ItemAnswer(Decimal(1))}))

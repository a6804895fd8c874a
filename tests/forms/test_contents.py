"""A blank form holds what it should, cell by cell, and the results it stores are those that LibreOffice computes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import forms
import samples
from libreoffice import needs_libreoffice, recalculated
from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.model import Catalog, NotApplicable, Unit
from scoresheet.checking.running import Severity, run
from scoresheet.filling.answers import Answers, ItemAnswer, pour
from scoresheet.forms.contents import tokens
from scoresheet.inbox.detect import FileType
from scoresheet.inbox.intake import File
from scoresheet.language import Text
from scoresheet.reading.returned_form import read_file
from scoresheet.scoring import score
from scoresheet.submission import Submission
from scoresheet.titles import SCORES

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parents[1] / "golden"
EVERY_TREATMENT = forms.unit_with(
    i1=NotApplicable.RESCALE, i3=NotApplicable.DROP, i4=NotApplicable.FULL, i5=NotApplicable.RESCALE
)
ONE_REGISTER = forms.unit_with(i4=NotApplicable.RESCALE)
CASES: dict[str, tuple[Catalog, Unit]] = {
    "shipped": (forms.shipped_catalog(), forms.shipped_catalog().units[0]),
    "english": (forms.english_catalog(), samples.catalog().units[0]),
    "another unit": (forms.with_rate(samples.catalog()), samples.catalog().units[1]),
    "not applicable": (forms.with_unit(samples.catalog(), EVERY_TREATMENT), EVERY_TREATMENT),
    "one register": (forms.with_unit(samples.catalog(), ONE_REGISTER), ONE_REGISTER),
}
"""Units with their catalogs."""


def correct(form: Form) -> Answers:
    """Give answers with full marks where the item applies, but half a point less in item 2."""
    items = {
        entry.item.id: ItemAnswer(
            entry.item.points,
            "已按要求完成",
            measures={
                key: Decimal(20 if one.goal.target is None else one.goal.target)
                for one in entry.measures
                for key in _keys(one.measure.id, is_rate=one.measure.numerator is not None)
            },
        )
        for entry in form.items
        if entry.not_applicable is None
    }
    items["2"] = replace(
        items["2"], score=form.by_id["2"].item.points - Decimal("0.5"), reason="一次改在12月"
    )
    return Answers(items, none_declared=True)


def _keys(measure: str, *, is_rate: bool) -> tuple[str, ...]:
    return (f"{measure}/numerator", f"{measure}/denominator") if is_rate else (measure,)


@pytest.fixture(scope="module", name="blank")
def _blank() -> dict[str, bytes]:
    """Make the blank forms."""
    return {name: forms.form_of(catalog, unit) for name, (catalog, unit) in CASES.items()}


@pytest.fixture(scope="module", name="computed")
def _computed(blank: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Compute the blank forms and the same filled in correctly, all in one go."""
    asked = {name: form_for(catalog, unit) for name, (catalog, unit) in CASES.items()}
    filled = {f"{name}, filled": pour(blank[name], form, correct(form)) for name, form in asked.items()}
    made = recalculated([*blank.values(), *filled.values()], tmp_path_factory.mktemp("contents"))
    return dict(zip([*blank, *filled], made, strict=True))


def read(catalog: Catalog, data: bytes) -> Submission:
    """Give a return as the validator reads it."""
    return read_file(catalog, File("return.xlsx", FileType.XLSX, data=data, sha256="a" * 64))


def comparable(value: Any) -> Any:
    """Give a result as it is compared: a blank and an empty text are the same."""
    return "" if value is None else value


@pytest.mark.parametrize("name", ["form_zh", "form_en"])
def test_form_is_as_reviewed(name: str) -> None:
    """The form of the sample catalog is the one that was reviewed, in both languages."""
    catalog = samples.catalog() if name == "form_zh" else forms.english_catalog()
    assert forms.dump(forms.form_of(catalog)) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@needs_libreoffice
@pytest.mark.parametrize("name", CASES)
def test_stored_results_are_what_libreoffice_computes(
    name: str, blank: dict[str, bytes], computed: dict[str, bytes]
) -> None:
    """Every formula of a blank form has the stored result that it should have, and none is an error value."""
    stored, found = forms.results(blank[name]), forms.results(computed[name])
    formulas = forms.formulas(blank[name])

    assert sum(map(len, formulas.values())) > 50
    for sheet, cells in formulas.items():
        for cell in cells:
            value = comparable(stored[sheet].get(cell))
            assert value == comparable(found[sheet].get(cell)), f"{sheet}!{cell}"
            assert not str(value).startswith("#"), f"{sheet}!{cell}"


@needs_libreoffice
@pytest.mark.parametrize("name", CASES)
def test_correctly_filled_form_may_be_sent_and_is_accepted(name: str, computed: dict[str, bytes]) -> None:
    """A form that is filled in correctly says so itself, and the validator finds nothing to mend or to verify."""
    catalog, _ = CASES[name]
    data = computed[f"{name}, filled"]

    said = Text("填报状态：可以报送", "Status: ready to send").of(catalog.locale)
    assert forms.results(data)[SCORES.of(catalog.locale)]["A3"] == said
    found = run(read(catalog, data))
    assert [one.code for one in found if one.severity is not Severity.NOTICE] == []


@needs_libreoffice
@pytest.mark.parametrize("name", CASES)
def test_total_on_the_form_is_the_total_that_is_ranked(name: str, computed: dict[str, bytes]) -> None:
    """What LibreOffice adds up on the sheet is what scoring makes of the same return, rescaling included."""
    catalog, _ = CASES[name]
    submission = read(catalog, computed[f"{name}, filled"])
    scores = score(submission)

    assert scores is not None
    assert scores.total is not None
    assert submission.total.number == scores.total


def test_not_applicable_items_are_locked_and_say_so(blank: dict[str, bytes]) -> None:
    """Where an item doesn't apply nothing is asked, on no sheet, and nothing can be typed."""
    book = forms.opened(blank["not applicable"])
    scores, measures, deductions = (book.worksheets[place] for place in (0, 1, 2))

    assert [scores[f"D{row}"].value for row in (5, 6, 7, 8, 9)] == ["不适用", None, "不适用", 1.5, "不适用"]
    assert [row for row in (5, 7, 8, 9) if scores[f"E{row}"].value != "不适用"] == []
    assert forms.inputs(scores)[2:5] == ["D6", "E6", "F6"]
    assert forms.inputs(measures) == ["E5"]
    assert (measures["D4"].value, measures["G4"].value) == ("不适用", "不适用")
    assert forms.inputs(deductions) == []
    assert deductions["B4"].value == "第4项：不适用"
    assert forms.results(blank["not applicable"])["自查评分表"]["A3"] == "填报状态：还有1项未填"


def test_register_of_an_item_that_does_not_apply_is_not_asked_for(blank: dict[str, bytes]) -> None:
    """The statement about deductions stays where another item still needs it."""
    inputs = forms.inputs(forms.opened(blank["one register"])["扣分情况登记"])
    assert inputs == ["D2", *(f"{letter}{row}" for row in (9, 10, 11) for letter in "BEG")]


def test_identity_stands_in_four_places(blank: dict[str, bytes]) -> None:
    """A form says whose it is on its face, beside each row, on the hidden sheet and in its properties."""
    book = forms.opened(blank["shipped"])
    scores, hidden = book.worksheets[0], book["_scoresheet"]
    code = "gy-youth-2014/2014-11/510824"

    assert scores["E3"].value == f"表单编码：{code}"
    assert scores["G5"].value == f"{code}/1"
    assert [hidden[f"B{row}"].value for row in (2, 3, 5)] == code.split("/")
    properties = {one.name: one.value for one in book.custom_doc_props.props}
    assert [properties[f"scoresheet_{key}"] for key in ("catalog", "round", "unit")] == code.split("/")
    assert all(isinstance(value, str) for value in properties.values())
    assert book.properties.identifier == code
    assert {sheet.oddFooter.left.text for sheet in book.worksheets if sheet.title != "_scoresheet"} == {code}


def test_time_of_issue_is_the_same_everywhere() -> None:
    """The time of issue is written in UTC, whatever zone it was given in."""
    form = form_for(samples.catalog(), samples.catalog().units[0])
    assert tokens(form, forms.ISSUED)["scoresheet-time-of-issue"] == "2014-11-20T01:00:00Z"

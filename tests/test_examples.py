"""The second catalog: every kind of rule, from the blank form over the return to the ranking."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from commands import command
from scoresheet.assessment import UnitStatus, assess
from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog
from scoresheet.checking.running import Severity, run
from scoresheet.filling.answers import Answers, Entry, ItemAnswer, pour
from scoresheet.inbox.detect import FileType
from scoresheet.inbox.intake import File
from scoresheet.ranking.ordering import rank
from scoresheet.reading.returned_form import read_file
from scoresheet.rules import kinds
from scoresheet.submission import Submission

TOWNS = Path(__file__).parents[1] / "examples" / "towns"
SPECIAL = {"4/spent/numerator": 80, "4/spent/denominator": 100, "5/growth": 6, "9/reports": 8}
"""What is entered where there is no target to enter."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the example with the forms of all towns."""
    folder = tmp_path_factory.mktemp("towns") / "towns"
    shutil.copytree(TOWNS, folder)
    ended = command(folder, "generate", "-o", "issued")
    assert ended.code == 0, ended.err
    return folder


@pytest.fixture(scope="module")
def catalog(project: Path) -> Catalog:
    """Give the catalog of the example."""
    return load_catalog(project / "indicators.yaml")


def full_marks(form: Form) -> Answers:
    """Give answers by which every target is met, nothing is deducted and nothing is awarded."""
    items = {}
    for entry in form.items:
        if entry.not_applicable is not None:
            continue
        item, measures = entry.item, dict[str, Entry]()
        for one in entry.measures:
            name = one.measure.id
            for key in (
                [name] if one.measure.numerator is None else [f"{name}/numerator", f"{name}/denominator"]
            ):
                typed = SPECIAL.get(f"{item.id}/{key}", one.goal.target or 0)
                measures[key] = (
                    {1: "是", 0: "否"}[int(typed)] if one.measure.unit == "是/否" else Decimal(typed)
                )
        score = None if item.rule.cell_reads is not None else item.points
        items[item.id] = ItemAnswer(
            score, "已按要求完成", None, measures, dict.fromkeys(item.rule.event_kinds, Decimal(0))
        )
    return Answers(items, none_declared=True)


def returned(
    project: Path, catalog: Catalog, unit: str, change: Callable[[Worksheet], None] | None = None
) -> Submission:
    """Give the return of a town that met every target; `change` is what else is done to its sheet of numbers."""
    form = form_for(catalog, next(one for one in catalog.units if one.id == unit))
    (path,) = (project / "issued").glob(f"{unit}_*.xlsx")
    filled = pour(path.read_bytes(), form, full_marks(form))
    if change is not None:
        book, saved = openpyxl.load_workbook(io.BytesIO(filled)), io.BytesIO()
        change(book["量化指标完成数"])
        book.save(saved)
        filled = saved.getvalue()
    return read_file(catalog, File(path.name, FileType.XLSX, data=filled))


def row_of(sheet: Worksheet, key: str) -> int:
    """Give the row that asks for a number."""
    return int(next(cell.row for cell in sheet["A"] if str(cell.value).endswith(f"/{key}")))


def told(made: Submission) -> list[tuple[str, Severity]]:
    """Give the findings on a return."""
    return [(one.code, one.severity) for one in run(made)]


def test_it_uses_every_kind(catalog: Catalog) -> None:
    """An office finds each kind of rule written out."""
    assert {item.rule.kind for item in catalog.items} == set(kinds())


def test_a_town_that_met_every_target_has_full_marks(project: Path, catalog: Catalog) -> None:
    """Nothing is wrong with its return, and all that is missing to 100 is what the places will give."""
    made = assess(catalog, [returned(project, catalog, "t03")])
    unit = next(one for one in made.units if one.unit.id == "t03")
    assert [one for one in made.findings if one.unit == "t03"] == []
    assert unit.status is UnitStatus.ACCEPTED
    assert unit.scores.total == Decimal(95)


def test_a_decline_is_a_number(project: Path, catalog: Catalog) -> None:
    """What units are placed by may fall below 0."""

    def decline(sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, "5/growth"), 5).value = -3

    assert told(returned(project, catalog, "t03", decline)) == []


def test_a_percentage_is_asked_for_again_where_the_score_follows_from_it(
    project: Path, catalog: Catalog
) -> None:
    """The form's formulas take a cell in percent format for a hundredth of what it shows."""

    def in_percent(sheet: Worksheet) -> None:
        cell = sheet.cell(row_of(sheet, "11/water"), 5)
        assert cell.number_format == 'General"%"'
        cell.value, cell.number_format = 0.95, "0%"

    made = returned(project, catalog, "t03", in_percent)
    assert told(made) == [("V108", Severity.ERROR)]
    assert run(made)[0].remedy.zh == "若为95，请只填 95。"


@pytest.mark.parametrize("key", ["18/triggered", "5/growth", "10/place", "1/invested"])
def test_a_question_that_was_taken_out_must_come_back(project: Path, catalog: Catalog, key: str) -> None:
    """Nobody gets rid of a veto by deleting its row."""

    def take_out(sheet: Worksheet) -> None:
        for cell in sheet[row_of(sheet, key)]:
            if not isinstance(cell, MergedCell):
                cell.value = None

    assert ("S103", Severity.ERROR) in told(returned(project, catalog, "t03", take_out))


def test_a_rate_of_nothing_is_a_question_for_the_office(project: Path, catalog: Catalog) -> None:
    """Nothing can be divided by 0, and the county is told whom to ask."""

    def nothing(sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, "4/spent/denominator"), 5).value = 0

    made = returned(project, catalog, "t03", nothing)
    assert told(made) == [("V108", Severity.ERROR)]
    assert "与下发单位联系" in run(made)[0].remedy.zh


def test_a_condition_that_came_later_needs_the_new_form(
    project: Path, catalog: Catalog, tmp_path: Path
) -> None:
    """What the issued form had no cell for can't be judged, and the county is told why."""
    shutil.copytree(TOWNS, tmp_path / "later")
    path = tmp_path / "later" / "indicators.yaml"
    later = path.read_text(encoding="utf-8").replace(
        "staff: {name: 有专人值守, points: 2}",
        "staff: {name: 有专人值守, points: 1}\n            guide: {name: 有办事指南, points: 1}",
    )
    path.write_text(later, encoding="utf-8")
    (issued,) = (project / "issued").glob("t03_*.xlsx")
    form = form_for(catalog, next(one for one in catalog.units if one.id == "t03"))
    filled = pour(issued.read_bytes(), form, full_marks(form))
    made = read_file(load_catalog(path), File("a.xlsx", FileType.XLSX, data=filled))
    found = [one for one in run(made) if one.severity is Severity.ERROR]
    assert {one.code for one in found} == {"I105"}
    assert all("索取新表" in one.remedy.zh for one in found)


def test_when_all_are_in_the_places_are_scored(project: Path, catalog: Catalog) -> None:
    """All towns are equal first in the growth of income, and full marks are full marks whatever doesn't apply."""
    made = assess(catalog, [returned(project, catalog, unit.id) for unit in catalog.units])
    assert [one.status for one in made.units] == [UnitStatus.ACCEPTED] * 6
    assert {one.scores.total for one in made.units} == {Decimal(100)}
    assert {one.place.number for one in rank(made).placed} == {1}

"""The second catalog: every kind of rule, from the blank form over the return to the ranking."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from commands import command
from scoresheet.answers import Answers, Entry, ItemAnswer, pour
from scoresheet.assessment import UnitStatus, assess
from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog
from scoresheet.detect import FileType
from scoresheet.inbox import File
from scoresheet.ranking import rank
from scoresheet.reading import read_file
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


def returned(project: Path, catalog: Catalog, unit: str) -> Submission:
    """Give the return of a town that met every target."""
    form = form_for(catalog, next(one for one in catalog.units if one.id == unit))
    (path,) = (project / "issued").glob(f"{unit}_*.xlsx")
    filled = pour(path.read_bytes(), form, full_marks(form))
    return read_file(catalog, File(path.name, FileType.XLSX, data=filled))


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


def test_when_all_are_in_the_places_are_scored(project: Path, catalog: Catalog) -> None:
    """All towns are equal first in the growth of income, and full marks are full marks whatever doesn't apply."""
    made = assess(catalog, [returned(project, catalog, unit.id) for unit in catalog.units])
    assert [one.status for one in made.units] == [UnitStatus.ACCEPTED] * 6
    assert {one.scores.total for one in made.units} == {Decimal(100)}
    assert {one.place.number for one in rank(made).placed} == {1}

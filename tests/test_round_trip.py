"""A form goes through LibreOffice before and after it is filled in, and says the same as one that did not."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from libreoffice import needs_libreoffice
from returned import (
    ACHIEVED,
    OTHER_UNIT,
    REGISTER,
    SCORES,
    UNIT,
    Told,
    answers,
    blank,
    by_openpyxl,
    form,
    good,
    read,
    told,
)
from scoresheet.filling.answers import pour
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.scoring import score
from scoresheet.titles import HIDDEN

pytestmark = [pytest.mark.slow, needs_libreoffice]

Fill = Callable[[Workbook], object]


def saved_again(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """Give these workbooks as LibreOffice saves them."""
    before, after = folder / "before", folder / "after"
    before.mkdir(parents=True)
    for name, data in files.items():
        (before / f"{name}.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    paths = [str(before / f"{name}.xlsx") for name in files]
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(after), *paths]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    return {name: (after / f"{name}.xlsx").read_bytes() for name in files}


def _fill_in(book: Workbook) -> None:
    """Type what the correct return says, cell by cell, as a person does."""
    source = openpyxl.load_workbook(io.BytesIO(good()))
    for sheet, columns in ((SCORES, (4, 5, 6)), (ACHIEVED, (5,)), (REGISTER, (4,))):
        for row in range(1, source[sheet].max_row + 1):
            for column in columns:
                value = source[sheet].cell(row, column).value
                if value is not None and not str(value).startswith("="):
                    book[sheet].cell(row, column).value = value


def _with_mistakes(book: Workbook) -> None:
    _fill_in(book)
    sheet = book[SCORES]
    sheet["D6"], sheet["D7"], sheet["D8"], sheet["D9"] = None, "约3分", 3.5, "=1/0"
    sheet["D10"] = 2.5
    book[REGISTER]["D5"] = 1


MISTAKES: list[Told] = [
    ("E101", "F10", "6"),
    ("R105", "D2 D5", "18"),
    ("V101", "D6", "2"),
    ("V102", "D7", "3"),
    ("V102", "D9", "5"),
    ("V104", "D8", "4"),
]


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Forms that LibreOffice saved, that were filled in then, and that LibreOffice saved once more."""
    folder = tmp_path_factory.mktemp("libreoffice")
    issued = saved_again(folder / "issued", {"blank": blank(), "poured": good(), "other": good(OTHER_UNIT)})
    filled = {
        "good": by_openpyxl(_fill_in, issued["blank"]),
        "mistakes": by_openpyxl(_with_mistakes, issued["blank"]),
    }
    return {**issued, **saved_again(folder / "filled", filled)}


def test_a_return_that_went_through_libreoffice_twice_has_nothing_to_mend(returned: dict[str, bytes]) -> None:
    """The same scores, the same numbers, no finding."""
    made, expected = read(returned["good"]), read(good())

    assert told(returned["good"]) == []
    assert score(made) == score(expected)
    assert [[one.number for one in answer.measures] for answer in made.answers] == [
        [one.number for one in answer.measures] for answer in expected.answers
    ]
    assert made.none_declared is True


def test_all_places_that_tell_the_unit_survive(returned: dict[str, bytes]) -> None:
    """The hidden sheet is only hidden now and the properties are sorted; both are still read."""
    grid, before = read_xlsx(returned["good"]), read_xlsx(blank())
    states = {sheet.name: sheet.visibility for sheet in grid.sheets}

    assert {sheet.name: sheet.visibility for sheet in before.sheets}[HIDDEN] == "veryHidden"
    assert states[HIDDEN] == "hidden"
    assert grid.properties == before.properties
    assert read(returned["good"]).issued == read(blank()).issued
    assert "LibreOffice" in grid.application


def test_the_total_is_what_libreoffice_computed(returned: dict[str, bytes]) -> None:
    """The sheet's own total, computed by another program, is the sum of the scores."""
    total = read(returned["good"]).total

    assert total.formula is not None
    assert total.number == 135


def test_mistakes_survive_as_they_were_typed(returned: dict[str, bytes]) -> None:
    """A blank, words, a division by 0: the same findings at the same cells."""
    assert sorted(told(returned["mistakes"])) == MISTAKES


def test_a_poured_return_survives(returned: dict[str, bytes]) -> None:
    """What the tool itself filled in is read back by unit."""
    for name, unit in (("poured", UNIT), ("other", OTHER_UNIT)):
        assert read(returned[name]).unit_id == unit
        assert told(returned[name]) == []
        assert score(read(returned[name])) == score(read(good(unit)))


def test_what_libreoffice_saved_can_be_filled_by_the_tool(returned: dict[str, bytes]) -> None:
    """Pouring finds the cells by ids in another program's file too."""
    poured = pour(returned["blank"], form(), answers())

    assert told(poured) == []
    assert score(read(poured)) == score(read(good()))

"""The benchmarks measure what they say: returns are what units send, and every planted fault is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.claims import Claim
from benchmarks.contenders import stages
from benchmarks.contenders.product import validating
from benchmarks.corpus import ISSUED, Maker, Mix, write
from benchmarks.faults import KINDS, WRONG_TOTAL
from benchmarks.offices import names, office
from benchmarks.page import stages as written_stages
from benchmarks.validating import OURS, false_alarms, found_by_us, planted_in
from scoresheet.catalog.form import form_for
from scoresheet.filling.answers import pour
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.forms.issuing import issue
from scoresheet.inbox.intake import collect
from scoresheet.reading.returned_form import read_file
from scoresheet.shipped import MASTER, shipped
from scoresheet.titles import Column

UNITS = 6
"""So many returns, with as many faults as they hold, come to every kind."""


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of an office with the returns of all its units, planted with faults."""
    folder = tmp_path_factory.mktemp("office")
    write(folder, Maker(office(folder, UNITS)), Mix(different=UNITS, every=1, faults=len(KINDS)))
    return folder


@pytest.fixture(scope="module")
def found(returned: Path) -> list[Any]:
    """Give what the program finds in them."""
    told: list[Any] = validating(str(returned))()["found"]
    return told


def test_nothing_is_found_where_nothing_is_planted(tmp_path: Path) -> None:
    """Returns without a planted fault have no finding at all, not even a notice."""
    catalog = office(tmp_path, 2)
    maker, inbox = Maker(catalog), tmp_path / "returns"
    inbox.mkdir()
    for number, unit in enumerate(catalog.units):
        (inbox / f"{unit.id}.xlsx").write_bytes(maker.faultless(number).of(form_for(catalog, unit)))

    assert validating(str(tmp_path))()["found"] == []


def test_no_finding_stands_where_no_fault_was_planted(returned: Path, found: list[Any]) -> None:
    """What is found lies in the rows in which something was planted."""
    assert false_alarms(OURS, planted_in(returned), found) == 0


def test_every_planted_fault_is_found(returned: Path, found: list[Any]) -> None:
    """Each planted fault, of every kind, is told by one of the checks that are there for it."""
    planted = planted_in(returned)
    faults = [fault for one in planted.values() for fault in one]

    assert found_by_us(planted, found) == faults
    assert {fault["kind"] for fault in faults} == {kind.name for kind in (*KINDS, WRONG_TOTAL)}


def test_a_fault_that_nobody_told_counts_as_missed(returned: Path, found: list[Any]) -> None:
    """Counting sees it when a check keeps silent."""
    planted = planted_in(returned)
    silent = [one for one in found if one[1] != "V104"]

    missed = sum(map(len, planted.values())) - len(found_by_us(planted, silent))
    assert missed == sum("V104" in fault["codes"] for one in planted.values() for fault in one)


def test_the_same_seed_plants_the_same(tmp_path: Path) -> None:
    """Two runs make the same returns, byte for byte."""
    catalog = office(tmp_path, 2)
    form = form_for(catalog, catalog.units[1])

    assert Maker(catalog).faulty(1, 4).of(form) == Maker(catalog).faulty(1, 4).of(form)


def test_a_return_given_to_a_unit_is_the_form_issued_to_it_and_filled_in(tmp_path: Path) -> None:
    """Cell by cell it is what issuing and filling in give, but for the stored total, which a form filled in lacks."""
    catalog = office(tmp_path, 5)
    unit, maker = catalog.units[4], Maker(catalog)
    form = form_for(catalog, unit)
    (issued,) = issue(catalog, (unit,), shipped(MASTER), ISSUED)
    filled = read_xlsx(pour(issued.data, form, maker.answers(7)))
    made = read_xlsx(maker.faultless(7).of(form))

    total = (maker.sheet.total, maker.sheet.columns[Column.SCORE])
    for one, other in zip(made.sheets, filled.sheets, strict=True):
        places = (one.cells.keys() | other.cells.keys()) - (
            {total} if one.name == maker.sheet.name else set()
        )
        assert {at for at in places if one.cells.get(at) != other.cells.get(at)} == set()


def test_each_unit_of_an_office_gets_a_return_of_its_own(returned: Path) -> None:
    """A return is known as that of the unit that its file is named after."""
    catalog = office(returned, UNITS)
    units = [read_file(catalog, file).unit_id for file in collect([str(returned / "returns")])]

    assert units == [unit.id for unit in catalog.units]


def test_there_are_names_for_twenty_thousand_units() -> None:
    """No two units of the largest office have the same name, and more are refused than there are names."""
    assert len(set(names(20_000))) == 20_000
    with pytest.raises(ValueError, match="names"):
        list(names(1_000_000))


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        (Claim("cost", 5, 6), "Reached."),
        (Claim("cost", 9, 6), "**Not reached, by a factor of 1.5.**"),
        (Claim("gain", 8, 8, least=True), "Reached."),
        (Claim("gain", 2, 8, least=True), "**Not reached, by a factor of 4.**"),
        (Claim("missed", 0, 0, unit="faults"), "Reached."),
        (Claim("missed", 3, 0, unit="faults"), "**Not reached.**"),
        (Claim("memory", -2, 40, unit="KB"), "Reached."),
    ],
)
def test_a_claim_says_plainly_whether_it_is_reached(claim: Claim, says: str) -> None:
    """The sentence begins with whether it is reached, and where not, by how much."""
    assert claim.sentence.startswith(f"{says} ")


def test_stages_tell_where_the_time_goes(returned: Path) -> None:
    """Each stage has its figure, and they are written against the one that is compared with."""
    told = stages.validating(str(returned))()
    assert next(iter(told)) == "inflating alone"
    assert all(taken > 0 for taken in told.values())
    assert "| inflating alone |" in written_stages(told, "inflating alone")


def test_stages_of_forms_tell_where_the_time_goes(returned: Path) -> None:
    """The same for blank forms."""
    told = stages.generating(str(returned))()
    assert "zipping alone" in told
    assert all(taken > 0 for taken in told.values())

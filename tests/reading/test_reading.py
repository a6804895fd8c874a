"""From the bytes of a file to a submission: what can't be read is a fault, what can keeps its cells."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from returned import (
    CATALOG,
    ISSUED,
    answers,
    blank,
    file,
    form,
    good,
    issued_from,
    read,
    told,
    typed,
)
from scoresheet.catalog.model import Catalog, NotApplicable
from scoresheet.checking.running import run
from scoresheet.filling.answers import ItemAnswer, pour
from scoresheet.grid import Trouble
from scoresheet.inbox.detect import FileType
from scoresheet.inbox.intake import File
from scoresheet.language import Locale, Text
from scoresheet.reading.returned_form import read_file
from scoresheet.scoring import score
from scoresheet.submission import FaultKind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", FaultKind.EMPTY),
        (b" \r\n", FaultKind.EMPTY),
        (good()[: len(good()) // 2], FaultKind.DAMAGED),
        (good()[:-4], FaultKind.DAMAGED),
        (b"%PDF-1.4", FaultKind.NOT_A_WORKBOOK),
        (b"\xff\xd8\xff\xe0", FaultKind.NOT_A_WORKBOOK),
        (b"Rar!\x1a\x07\x01\x00", FaultKind.NOT_A_WORKBOOK),
        (b"<html><table></table></html>", FaultKind.NOT_A_WORKBOOK),
        (b"1,2,3", FaultKind.NOT_A_WORKBOOK),
        (b"\x09\x04\x06\x00" + bytes(600), FaultKind.OTHER_FORMAT),
    ],
    ids=["nothing", "blanks", "half", "no end", "pdf", "picture", "rar", "page", "text", "old workbook"],
)
def test_what_can_t_be_read_is_one_fault(data: bytes, kind: FaultKind) -> None:
    """And nothing else: no form, no answers."""
    made = read(data)

    assert [fault.kind for fault in made.faults] == [kind]
    assert (made.form, made.answers) == (None, ())


@pytest.mark.parametrize("trouble", list(Trouble))
def test_a_trouble_of_the_inbox_is_a_fault_with_its_reason(trouble: Trouble) -> None:
    """What the inbox could not open keeps the words in which it said why."""
    reason = Text("原因", "why")

    (fault,) = read_file(CATALOG, File("a.xlsx", FileType.UNKNOWN, trouble=trouble, reason=reason)).faults

    assert fault.detail == reason


@pytest.mark.parametrize("kind", list(FileType))
def test_every_kind_of_file_has_an_answer(kind: FileType) -> None:
    """Even where the bytes are not what the kind promises."""
    (fault,) = read_file(CATALOG, File("a", kind, data=b"PK\x03\x04 nothing")).faults

    assert fault.kind in FaultKind


def test_a_submission_keeps_where_everything_stands() -> None:
    """Item, measure, event: each with sheet and cell."""
    made = read(good())
    second, eighteenth = made.answers[1], made.answers[17]

    assert made.unit_id == "510824"
    assert (second.score.sheet, second.score.address, second.score.number) == ("自查评分表", "D6", Decimal(3))
    assert (second.measures[0].actual.address, second.measures[0].number) == ("E5", Fraction(19))
    assert {key: cell.address for key, cell in eighteenth.events.items()} == {
        "ordinary": "D5",
        "severe": "D6",
    }
    assert (made.total.address, made.none_cell.address, made.none_declared) == ("D39", "D2", True)


def test_a_rate_is_computed_from_its_two_numbers() -> None:
    """19 of 20 are 95 percent, whatever the form's own cell shows."""
    measures = read(good()).answers[26].measures

    assert [measure.number for measure in measures] == [Decimal(95), Decimal(95)]
    assert all(measure.is_rate and measure.actual.address == "" for measure in measures)


def test_a_blank_form_owes_everything_and_guesses_nothing() -> None:
    """No score of a blank form is 0."""
    made = read(blank())

    assert [fault.kind for fault in made.faults] == []
    assert {answer.score.number for answer in made.answers} == {None}
    scores = score(made)
    assert scores is not None
    assert scores.total is None
    assert [one[0] for one in told(blank())] == ["R104", "R104", *["V101"] * 34]


def test_the_step_for_one_file_can_be_sent_to_another_process() -> None:
    """It needs nothing but its arguments, and both they and the result can be packed."""
    step = pickle.dumps((read_file, CATALOG, file(good())))
    function, catalog, packed = pickle.loads(step)  # noqa: S301 - packed on the line above

    assert pickle.loads(pickle.dumps(function(catalog, packed))) == read(good())  # noqa: S301 - likewise


def not_applicable(how: NotApplicable) -> Catalog:
    """Give the catalog in which item 18 does not apply to 苍溪县."""
    units = tuple(
        replace(unit, not_applicable={"18": how}) if unit.id == "510824" else unit for unit in CATALOG.units
    )
    return replace(CATALOG, units=units)


@pytest.mark.parametrize("how", list(NotApplicable))
def test_an_item_that_does_not_apply_asks_for_nothing(how: NotApplicable) -> None:
    """Its row is locked and reads 不适用; neither a score nor a register is owed."""
    catalog = not_applicable(how)
    own = form(catalog=catalog)
    filled = answers()
    items = {item: answer for item, answer in filled.items.items() if item != "18"}
    data = pour(issued_from(catalog), own, replace(filled, items=items))

    assert told(data, catalog) == []


def test_an_english_form_is_read_as_well() -> None:
    """Titles, statement and labels of the other language are known, with ids and without."""
    catalog = replace(CATALOG, locale=Locale.EN)
    data = pour(issued_from(catalog), form(catalog=catalog), answers())

    assert run(read(data, catalog=catalog)) == ()
    assert score(read(data, catalog=catalog)) == score(read(good()))


def test_answers_are_poured_into_the_cells_of_their_ids() -> None:
    """What is poured is read again, item by item, and nothing else changes."""
    rows = (("迟报信息", Decimal("0.5")), ("漏报", Decimal(1)))
    reason = "迟报、漏报各1次"
    filled = answers(i34={"score": Decimal("13.5"), "reason": reason, "register": rows})
    made = read(pour(blank(), form(), replace(filled, none_declared=False)))
    last = made.answers[33]

    assert (last.score.number, last.reason.text) == (Decimal("13.5"), reason)
    assert [(row.event.text, row.deduction.number) for row in last.register] == list(rows)
    assert made.none_declared is False
    assert read(pour(good(), form(), answers())).answers == read(good()).answers


def test_an_answer_for_a_cell_that_is_not_there_is_refused() -> None:
    """An unknown item is the clerk's mistake and is not dropped in silence."""
    with pytest.raises(KeyError):
        pour(blank(), form(), replace(answers(), items={"99": ItemAnswer(Decimal(3))}))


def test_a_new_answer_takes_the_place_of_the_old_one() -> None:
    """Poured a second time, what is left out is blank again."""
    emptied = pour(good(), form(), answers(i2={"score": None, "done": None}))

    assert told(emptied) == [("V101", "D6", "2")]


def test_what_was_printed_is_known_by_the_return() -> None:
    """The hidden sheet's memory is part of the submission."""
    issued = read(good()).issued

    assert issued is not None
    assert issued.digest == form().digest
    assert ISSUED.isoformat() not in {one.text for one in issued.items.values()}
    assert read(typed({"B6": "改了"})).issued == issued

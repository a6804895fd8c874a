"""Which file speaks for which unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

import samples
from scoresheet.catalog.form import form_for
from scoresheet.returns.differences import differences
from scoresheet.returns.settling import Placed, Returns, Standing, UnitReturn, settle
from scoresheet.submission import Cell, Fault, FaultKind, Issued, Mark, Source, Submission
from scoresheet.titles import DEDUCTIONS, SCORES

CATALOG = samples.catalog()


def sent(
    name: str, score: str = "4", *, answers: str = "", day: int | None = None, mtime: float = 0.0
) -> Submission:
    """Give a file of the first unit with this score for its second item."""
    made = samples.submission(scores={"2": score}, issued=Issued(answers_to=answers))
    modified = None if day is None else datetime(2014, 11, day, tzinfo=UTC)
    return replace(made, source=Source(name, name, "xlsx", modified=modified, mtime=mtime))


def settled(*submissions: Submission, prefer_newest: bool = False) -> UnitReturn:
    """Give the return of the first unit."""
    return settle(CATALOG, submissions, prefer_newest=prefer_newest).units[0]


def standings(one: UnitReturn) -> dict[str, Standing]:
    """Give each file's standing."""
    return {placed.submission.source.path: placed.standing for placed in one.placed}


def reasons(placed: Sequence[Placed]) -> dict[str, str]:
    """Give each file's reason in Chinese."""
    return {one.submission.source.path: one.reason.zh for one in placed}


def faulty(kind: FaultKind) -> Submission:
    """Give a file that could not be placed."""
    return Submission(Source("x.xlsx", "x", "xlsx"), faults=(Fault(kind),))


def test_units_stand_in_the_catalog_s_order() -> None:
    """Every unit is there, whether it sent something or not."""
    last = samples.submission(form_for(CATALOG, CATALOG.units[2]))
    returns = settle(CATALOG, [last])

    assert [one.unit.name for one in returns.units] == ["苍溪县", "旺苍县", "利州区"]
    assert [one.chosen for one in returns.units] == [None, None, last]


def test_the_only_file_speaks() -> None:
    """One file of a unit speaks for it, without a reason."""
    one = settled(sent("a"))

    assert standings(one) == {"a": Standing.SPEAKS}
    assert reasons(one.placed) == {"a": ""}


def test_the_same_answers_count_once() -> None:
    """5 and "5分" say the same; the first of equally old files speaks."""
    one = settled(sent("a"), sent("b", "4分"))

    assert standings(one) == {"a": Standing.SPEAKS, "b": Standing.DUPLICATE}
    assert reasons(one.placed)["b"] == "与 a 填报内容相同，只计一次"


def test_of_equal_answers_the_last_saved_speaks() -> None:
    """What is no answer, such as a typed total, may have been mended in the later copy."""
    later = replace(sent("b", day=25), total=samples.cell(SCORES.zh, "D10", "25"))
    one = settled(sent("a", day=24), later)

    assert standings(one) == {"a": Standing.DUPLICATE, "b": Standing.SPEAKS}


TOUCHED: list[tuple[str, dict[str, Cell]]] = [
    ("another text", {"text": samples.cell(SCORES.zh, "B6", "改过的考核内容")}),
    ("other points", {"points": samples.cell(SCORES.zh, "C6", "5")}),
    ("full-width letters and blanks", {"done": samples.cell(SCORES.zh, "E6", "已按 要求完成")}),
]


@pytest.mark.parametrize("changes", [case[1] for case in TOUCHED], ids=[case[0] for case in TOUCHED])
def test_what_is_no_answer_makes_no_conflict(changes: dict[str, Cell]) -> None:
    """Only answers are compared: texts and points are the office's, blanks and widths say nothing."""
    one = settled(sent("a"), samples.with_answer(sent("b"), "2", **changes))

    assert standings(one) == {"a": Standing.SPEAKS, "b": Standing.DUPLICATE}


ANSWERED: list[tuple[str, dict[str, Any]]] = [
    ("score", {"score": samples.cell(SCORES.zh, "D5", "2")}),
    ("score in words", {"score": samples.cell(SCORES.zh, "D5", "三")}),
    ("no score", {"score": samples.cell(SCORES.zh, "D5")}),
    ("done", {"done": samples.cell(SCORES.zh, "E5", "活动4次")}),
    ("reason", {"reason": samples.cell(SCORES.zh, "F5", "人员调整")}),
    ("measure", {"measures": ()}),
    ("event", {"events": {"ordinary": samples.cell(DEDUCTIONS.zh, "D4", "1")}}),
    ("register", {"register": (samples.register_row(9, "迟报", "1"),)}),
]


@pytest.mark.parametrize("changes", [case[1] for case in ANSWERED], ids=[case[0] for case in ANSWERED])
def test_every_other_answer_is_a_conflict_with_its_item_told(changes: dict[str, Any]) -> None:
    """Whatever differs in the answers is found and named."""
    other = samples.with_answer(sent("b"), "1", **changes)

    assert standings(settled(sent("a"), other)) == {"a": Standing.CONFLICT, "b": Standing.CONFLICT}
    assert [one.item for one in differences([sent("a"), other])] == ["1"]


def blank(name: str, **changes: Any) -> Submission:
    """Give a form of the first unit in which nothing was filled in."""
    made = replace(sent(name), none_declared=None, none_cell=samples.cell(DEDUCTIONS.zh, "D2"))
    nothing = {field: samples.cell(SCORES.zh, "D5") for field in ("score", "done", "reason")}
    for answer in made.answers:
        made = samples.with_answer(made, answer.id, **nothing, measures=())
    return replace(made, **changes)


def test_a_blank_form_never_competes_with_one_that_was_filled_in() -> None:
    """Whichever was saved last, and whatever it claims to answer."""
    later = blank("b", issued=Issued(answers_to="a"), source=Source("b", "b", "xlsx", mtime=9.0))
    for order in permutations([sent("a"), later]):
        one = settled(*order, prefer_newest=True)

        assert standings(one) == {"a": Standing.SPEAKS, "b": Standing.BLANK}
        assert reasons(one.placed)["b"] == "空白表，没有填写"


def test_a_unit_that_sent_blank_forms_alone_is_still_told_what_it_owes() -> None:
    """One of them speaks, so that each missing score is found."""
    assert standings(settled(blank("a"), blank("b"))) == {"a": Standing.SPEAKS, "b": Standing.DUPLICATE}


@pytest.mark.parametrize(
    "filled",
    [
        blank("b", none_declared=True, none_cell=samples.cell(DEDUCTIONS.zh, "D2", "是")),
        samples.with_answer(blank("b"), "5", done=samples.cell(SCORES.zh, "E9", "无")),
        samples.with_answer(blank("b"), "1", score=samples.cell(SCORES.zh, "D5", None, formula="1+2")),
        blank("b", faults=(Fault(FaultKind.MISSING_COLUMN),)),
        blank("b", faults=(Fault(FaultKind.FOREIGN_ROW),)),
    ],
    ids=["the statement", "a word", "a formula without result", "a column not found", "a row of its own"],
)
def test_a_form_with_anything_in_it_is_not_blank(filled: Submission) -> None:
    """Nor is one whose answers may stand where they were not found."""
    assert standings(settled(sent("a"), filled)) == {"a": Standing.CONFLICT, "b": Standing.CONFLICT}


def test_contradictory_marks_never_compete_either() -> None:
    """Where the unit is known all the same, its other return speaks."""
    fault = Fault(FaultKind.CONTRADICTORY_IDENTITY, mark=Mark.ROUND)
    one = settled(replace(sent("a", "1"), faults=(fault,)), sent("b"))

    assert standings(one) == {"a": Standing.CONTRADICTORY, "b": Standing.SPEAKS}


def test_different_returns_are_a_conflict() -> None:
    """Of two that differ none speaks, and both are named."""
    one = settled(sent("a", "4"), sent("b", "3"))

    assert one.chosen is None
    assert [submission.source.path for submission in one.conflicting] == ["a", "b"]


def test_a_correction_supersedes_the_file_that_it_answers() -> None:
    """In whatever order they are found."""
    for order in permutations([sent("a", "4"), sent("b", "3", answers="a")]):
        one = settled(*order)

        assert standings(one) == {"a": Standing.SUPERSEDED, "b": Standing.SPEAKS}
        assert reasons(one.placed)["a"] == "已由更正后的 b 替代"


def test_a_chain_of_corrections_ends_with_the_last() -> None:
    """The second correction answers the first, even where it goes back to what was said before."""
    chain = [sent("a", "4"), sent("b", "3", answers="a"), sent("c", "4", answers="b")]
    for order in permutations(chain):
        one = settled(*order)

        assert one.chosen is not None
        assert one.chosen.source.path == "c"


def test_a_copy_of_a_superseded_file_is_superseded_with_it() -> None:
    """A copy that was saved again under another name does not come back as a conflict."""
    for order in permutations([sent("a", "4"), sent("copy", "4"), sent("b", "3", answers="a")]):
        one = settled(*order)

        assert one.chosen is not None
        assert one.chosen.source.path == "b"
        assert standings(one)["copy"] is Standing.DUPLICATE


def test_two_corrections_of_one_file_are_a_conflict() -> None:
    """Which of them is the last can't be told."""
    one = settled(sent("a", "4"), sent("b", "3", answers="a"), sent("c", "2", answers="a"))

    assert standings(one) == {"a": Standing.SUPERSEDED, "b": Standing.CONFLICT, "c": Standing.CONFLICT}


def test_a_file_can_not_answer_itself() -> None:
    """A file that names itself still speaks."""
    assert standings(settled(sent("a", answers="a"))) == {"a": Standing.SPEAKS}


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        (sent("a", "4", day=24), sent("b", "3", day=25), "b"),
        (sent("a", "4", day=25), sent("b", "3", day=24, mtime=9.0), "a"),
        (sent("a", "4", mtime=1.0), sent("b", "3", mtime=2.0), "b"),
        (sent("a", "4", day=24), sent("b", "3", day=24), None),
    ],
)
def test_the_newest_is_taken_where_that_is_asked_for(
    first: Submission, second: Submission, chosen: str | None
) -> None:
    """The time inside the document decides, then the file's own; a tie stays a conflict."""
    one = settled(first, second, prefer_newest=True)

    assert (one.chosen.source.path if one.chosen else None) == chosen


def test_another_round_never_competes() -> None:
    """A form of another round is set apart, and the unit's own return speaks."""
    other = replace(sent("old", "1"), faults=(Fault(FaultKind.OTHER_ROUND),))
    one = settled(other, sent("a"))

    assert standings(one) == {"old": Standing.OTHER_ROUND, "a": Standing.SPEAKS}


@pytest.mark.parametrize(
    ("kind", "standing"),
    [
        (FaultKind.EMPTY, Standing.UNREADABLE),
        (FaultKind.DAMAGED, Standing.UNREADABLE),
        (FaultKind.ENCRYPTED, Standing.UNREADABLE),
        (FaultKind.NOT_A_WORKBOOK, Standing.UNREADABLE),
        (FaultKind.OTHER_FORMAT, Standing.UNREADABLE),
        (FaultKind.UNSAFE, Standing.UNREADABLE),
        (FaultKind.NO_ACCESS, Standing.UNREADABLE),
        (FaultKind.NOT_OUR_FORM, Standing.UNIDENTIFIED),
        (FaultKind.UNKNOWN_UNIT, Standing.UNIDENTIFIED),
        (FaultKind.CONTRADICTORY_IDENTITY, Standing.UNIDENTIFIED),
        (FaultKind.OTHER_CATALOG, Standing.UNIDENTIFIED),
    ],
)
def test_files_of_nobody_are_set_apart_with_a_reason(kind: FaultKind, standing: Standing) -> None:
    """A file that can't be read, or not be told whose it is, is listed."""
    (placed,) = settle(CATALOG, [faulty(kind)]).unplaced

    assert placed.standing is standing
    assert placed.reason.zh


def test_no_file_is_lost() -> None:
    """Even a file without a form and without a fault has its answer."""
    lost = Submission(Source("x.xlsx", "x", "xlsx"))
    returns = settle(CATALOG, [lost, sent("a"), sent("b"), sent("c", "3")])

    assert len(list(returns.placed())) == 4
    assert [one.standing for one in returns.unplaced] == [Standing.UNIDENTIFIED]


def test_differences_are_told_item_by_item() -> None:
    """Each item that differs is named with what every file says."""
    (difference,) = differences([sent("a", "4"), sent("b", "3")])

    assert (difference.item, difference.name.zh, difference.is_score) == ("2", "自查得分", True)
    assert [(one.path, one.cells, one.text.zh) for one in difference.said] == [
        ("a", ("D6",), "4"),
        ("b", ("D6",), "3"),
    ]


def test_differences_with_a_return_without_answers() -> None:
    """A return whose sheet is missing differs in everything, and stops nothing."""
    empty = replace(sent("b"), answers=())

    found = differences([sent("a"), empty])

    assert list(dict.fromkeys(one.item for one in found)) == ["1", "2", "3", "4", "5"]
    assert {one.said[1].text.zh for one in found} == {"没有找到这一格"}


def test_returns_walks_units_before_unplaced_files() -> None:
    """All files are walked, those of units first."""
    returns: Returns = settle(CATALOG, [faulty(FaultKind.EMPTY), sent("a")])

    assert [one.submission.source.path for one in returns.placed()] == ["a", "x.xlsx"]

"""S107: the unit changed an item's points."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import run
from scoresheet.checks.s107_changed_points import changed_points
from scoresheet.submission import NOWHERE, Issued, IssuedItem, Submission
from scoresheet.titles import SCORES


def with_points(typed: str | None, issued: str | None = None) -> Submission:
    """Give a return whose third item shows these points; the catalog has 1.5."""
    items = {} if issued is None else {"3": IssuedItem("按期换届。", issued, "")}
    made = samples.submission(issued=Issued(items=items))
    return samples.with_answer(made, "3", points=samples.cell(SCORES.zh, "C7", typed))


@pytest.mark.parametrize("typed", ["1.5", "1.50", "1.5分", "１．５"])
def test_the_same_number_written_otherwise_is_no_change(typed: str) -> None:
    """Points are compared as numbers."""
    assert tables.found_by(changed_points, with_points(typed)) == []


def test_points_are_held_against_what_was_issued() -> None:
    """Where the office changed the points after issue the unit did not."""
    assert tables.found_by(changed_points, with_points("2", issued="2")) == []


def test_a_damaged_memory_falls_back_to_the_catalog() -> None:
    """A hidden sheet that says nonsense does not stop the check."""
    assert tables.found_by(changed_points, with_points("1.5", issued="abc")) == []


def test_a_row_or_column_that_was_not_found_is_left_alone() -> None:
    """Where there is no cell nothing was changed in it."""
    made = samples.with_answer(samples.submission(), "3", points=NOWHERE)
    lost = samples.with_answer(with_points("9"), "3", found=False)

    assert tables.found_by(changed_points, made) == []
    assert tables.found_by(changed_points, lost) == []


@pytest.mark.parametrize(("typed", "shown"), [("2", "“2”"), ("两分", "“两分”"), (None, "空白")])
def test_other_points_are_shown_beside_the_issued_ones(typed: str | None, shown: str) -> None:
    """A number, a word and a blank are each told as they stand there."""
    assert tables.found_by(changed_points, with_points(typed)) == [
        ("C7", f"第3项的分值被改动：现为{shown}，下发时为1.5分。")
    ]


def test_the_catalog_s_points_decide() -> None:
    """Raising the points in the form doesn't permit a higher score."""
    made = samples.submission(scores={"3": "2"})
    made = samples.with_answer(made, "3", points=samples.cell(SCORES.zh, "C7", "2"))

    assert [finding.code for finding in run(made)] == ["S107", "V104"]

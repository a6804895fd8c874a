"""S102: a column of the form is missing."""

from __future__ import annotations

import samples
import tables
from scoresheet.checking.running import run
from scoresheet.checks.s102_missing_column import missing_column
from scoresheet.submission import NOWHERE, Fault, FaultKind
from scoresheet.titles import SCORES, TITLES, Column


def test_a_complete_form_is_left_alone() -> None:
    """A form with all its columns has no finding."""
    assert tables.found_by(missing_column, samples.submission()) == []


def test_the_column_and_its_header_row_are_named() -> None:
    """The sentence names the heading, the cell says where it should stand."""
    header = samples.cell(SCORES.zh, "B4")
    fault = Fault(FaultKind.MISSING_COLUMN, (header,), detail=TITLES[Column.DONE])

    assert tables.found_by(missing_column, samples.submission(faults=(fault,))) == [
        ("B4", "没有找到“完成情况”一栏。")
    ]


def test_a_title_that_stands_there_instead_is_quoted() -> None:
    """A heading that was changed is told at its own cell with what it says now."""
    header = samples.cell(SCORES.zh, "E4", "备注")
    fault = Fault(FaultKind.MISSING_COLUMN, (header,), detail=TITLES[Column.DONE])

    assert tables.found_by(missing_column, samples.submission(faults=(fault,))) == [
        ("E4", "没有找到“完成情况”一栏，那里的标题是“备注”。")
    ]


def test_no_reason_is_missed_where_the_column_is_missing() -> None:
    """Without the column of reasons a score below the points has no second finding."""
    made = samples.submission(
        scores={"2": "3"}, faults=(Fault(FaultKind.MISSING_COLUMN, detail=TITLES[Column.REASON]),)
    )
    made = samples.with_answer(made, "2", reason=NOWHERE)

    assert [finding.code for finding in run(made)] == ["S102"]


def test_no_score_is_missed_where_the_column_is_missing() -> None:
    """Without the column of scores no blank score is told for each item."""
    table = """
    | 编号 | 分值 | 完成情况 | 未完成情况说明 |
    | 1    | 3    | 已完成   |                |
    """

    assert tables.codes(table) == ["S102"]

"""S110: rows are hidden."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl.workbook import Workbook

import samples
import tables
from returned import SCORES, by_openpyxl, read, told
from scoresheet.checking.running import Severity, run
from scoresheet.checks.s110_hidden_rows import hidden_rows
from scoresheet.language import Locale
from scoresheet.scoring import score
from scoresheet.submission import Fault, FaultKind


def hide(*rows: int) -> bytes:
    """Give the correct return with some rows hidden."""

    def change(book: Workbook) -> None:
        for row in rows:
            book[SCORES].row_dimensions[row].hidden = True

    return by_openpyxl(change)


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.HIDDEN_ROWS])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    assert tables.found_by(hidden_rows, samples.submission(faults=(Fault(other),))) == []


def test_hidden_rows_of_no_item_are_left_alone() -> None:
    """The title, the header, the total, the empty rows below."""
    assert run(read(hide(1, 4, 39, 60))) == ()


def test_hidden_items_are_told_and_counted() -> None:
    """It is no more than a note: the scores are what they are."""
    made = read(hide(7, 9))
    findings = run(made)

    assert [(one.code, one.severity, one.cells) for one in findings] == [
        ("S110", Severity.NOTICE, ("D7",)),
        ("S110", Severity.NOTICE, ("D9",)),
    ]
    assert findings[0].message(Locale.ZH) == "第3项所在的行被隐藏了，其中的得分照常计入。"
    assert score(made) == score(read(by_openpyxl(lambda _: None)))


def test_a_hidden_row_that_is_no_item_is_still_a_foreign_one() -> None:
    """What was inserted and then hidden is told like any other row that belongs to nothing."""

    def change(book: Workbook) -> None:
        sheet = book[SCORES]
        sheet.insert_rows(8)
        sheet["B8"], sheet["D8"] = "新增内容", 3
        sheet.row_dimensions[8].hidden = True

    assert told(by_openpyxl(change)) == [("S105", "B8 D8", None)]


def hide_column(book: Workbook) -> None:
    """Hide the column of scores."""
    book[SCORES].column_dimensions["D"].hidden = True


def hide_sheet(book: Workbook) -> None:
    """Hide the sheet of scores."""
    book[SCORES].sheet_state = "hidden"


def hide_other_column(book: Workbook) -> None:
    """Hide the column of categories."""
    book[SCORES].column_dimensions["A"].hidden = True


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (hide_other_column, []),
        (hide_column, ["“自查得分”一栏被隐藏了，其中的得分照常计入。"]),
        (hide_sheet, ["这张工作表被隐藏了，其中的得分照常计入。"]),
    ],
)
def test_a_hidden_column_or_sheet_of_scores_is_told_once(
    change: Callable[[Workbook], None], said: list[str]
) -> None:
    """Other columns may be hidden; the scores are counted all the same."""
    made = read(by_openpyxl(change))

    assert [(one.code, one.severity) for one in run(made)] == [("S110", Severity.NOTICE)] * len(said)
    assert [one.message(Locale.ZH) for one in run(made)] == said

"""S103: an item has no row."""

from __future__ import annotations

from dataclasses import replace

import pytest

import samples
import tables
from scoresheet.catalog.form import form_for
from scoresheet.checking.running import Severity, run
from scoresheet.checks.s103_missing_row import missing_row
from scoresheet.language import Locale, same
from scoresheet.submission import Fault, FaultKind, Submission
from scoresheet.titles import SCORES


def test_rows_in_another_order_are_left_alone() -> None:
    """What counts is that a row is there, not where."""
    table = """
    | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
    | 2    | 4    | 4        | 已完成   |                |
    | 1    | 3    | 3        | 已完成   |                |
    """

    assert tables.codes(table) == []


def test_missing_rows_are_told_item_by_item() -> None:
    """Each missing item is named; it has no cell to point at, and nothing else is told about it."""
    table = """
    | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
    | 1    | 3    | 3        | 已完成   |                |
    | 4    | 1.5  | 1.5      | 已完成   |                |
    """

    assert tables.found_by(missing_row, table) == [("", "表中没有找到第2项。"), ("", "表中没有找到第3项。")]
    assert tables.codes(table) == ["S103", "S103"]


def without_measure(item: str = "1", *others: Fault) -> Submission:
    """Give a return in which the row of an item's measure is missing."""
    return samples.submission(faults=(Fault(FaultKind.MISSING_ROW, item=item, detail=same("活动")), *others))


def test_the_row_of_a_measure_is_told_with_its_name() -> None:
    """A number that may be left blank is asked about; the sentence says on which sheet the row was."""
    (finding,) = run(without_measure())

    assert finding.message(Locale.ZH) == "量化指标完成数表中第1项“活动”的行没有找到。"
    assert finding.message(Locale.EN) == "The row “活动” of item 1 was not found on the sheet Measures."
    assert finding.severity is Severity.WARNING


def test_a_measure_that_the_score_is_computed_from_must_be_there() -> None:
    """The sixth item's score follows from its number; the events of the fourth are counted in the register."""
    computing = samples.computing()
    form = form_for(computing, computing.units[0])

    def severity(item: str) -> list[Severity]:
        made = samples.submission(
            form, faults=(Fault(FaultKind.MISSING_ROW, item=item, detail=same("活动")),)
        )
        return [one.severity for one in run(made) if one.code == "S103"]

    assert (severity("6"), severity("4")) == ([Severity.ERROR], [Severity.WARNING])


@pytest.mark.parametrize("detail", ["", "活动"])
def test_without_the_sheet_of_scores_only_measures_are_told(detail: str) -> None:
    """The missing sheet says that all items are missing; it says nothing about the sheet of measures."""
    missing = Fault(FaultKind.MISSING_ROW, item="1", detail=same(detail))
    made = replace(without_measure(), faults=(missing, Fault(FaultKind.MISSING_SHEET, detail=SCORES)))

    assert len(tables.found_by(missing_row, made)) == bool(detail)

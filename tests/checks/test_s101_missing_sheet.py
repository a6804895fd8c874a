"""S101: a sheet of the form is missing."""

from __future__ import annotations

import samples
import tables
from scoresheet.checking.running import run
from scoresheet.checks.s101_missing_sheet import missing_sheet
from scoresheet.language import Locale
from scoresheet.submission import Fault, FaultKind
from scoresheet.titles import MEASURES, SCORES


def test_a_complete_form_is_left_alone() -> None:
    """A form with all its sheets has no finding."""
    assert tables.found_by(missing_sheet, samples.submission()) == []


def test_the_missing_sheet_is_named() -> None:
    """The sentence names the sheet in the language of the reader."""
    made = samples.submission(faults=(Fault(FaultKind.MISSING_SHEET, detail=MEASURES),))
    (finding,) = run(made)

    assert finding.message(Locale.ZH) == "缺少“量化指标完成数”工作表。"
    assert finding.message(Locale.EN) == "The sheet “Measures” is missing."


def test_what_stood_on_the_sheet_is_not_missed_again() -> None:
    """Without the register no blank count and no missing statement is told."""
    assert tables.codes("扣分情况登记\n| 没有这张工作表 |") == ["S101"]


def test_without_the_sheet_of_scores_no_row_is_missed() -> None:
    """A missing sheet of scores is one finding, not one for each item."""
    faults = (
        Fault(FaultKind.MISSING_SHEET, detail=SCORES),
        *(Fault(FaultKind.MISSING_ROW, item=item) for item in "12345"),
    )
    made = samples.submission(answers=(), faults=faults)

    assert [finding.code for finding in run(made)] == ["S101"]

"""S111: a column of numbers that the form doesn't have."""

from __future__ import annotations

import samples
import tables
from scoresheet.checking.running import Severity
from scoresheet.checks.s111_other_numbers import other_numbers
from scoresheet.language import Text
from scoresheet.submission import Fault, FaultKind
from scoresheet.titles import SCORES


def test_other_faults_are_left_to_their_own_checks() -> None:
    """Each fault is reported by one check alone."""
    others = tuple(Fault(kind) for kind in FaultKind if kind is not FaultKind.OTHER_NUMBERS)

    assert tables.found_by(other_numbers, samples.submission(faults=others)) == []


def test_the_range_is_named() -> None:
    """It is no more than a question: the numbers may be no scores at all."""
    cells = (samples.cell(SCORES.zh, "Q5", "1"), samples.cell(SCORES.zh, "Q38", "2"))
    fault = Fault(FaultKind.OTHER_NUMBERS, cells, detail=Text("Q5至Q38", "Q5 to Q38"))

    assert tables.found_by(other_numbers, samples.submission(faults=(fault,))) == [
        ("Q5 Q38", "Q5至Q38另有一栏数字，与自查得分不同，不会计入。")
    ]
    assert other_numbers.severity is Severity.WARNING

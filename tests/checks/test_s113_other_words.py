"""S113: a correction in words outside the table."""

from __future__ import annotations

import samples
import tables
from scoresheet.checks.s113_other_words import other_words
from scoresheet.submission import Fault, FaultKind
from scoresheet.titles import SCORES


def test_other_faults_are_left_to_their_own_checks() -> None:
    """Each fault is reported by one check alone."""
    others = tuple(Fault(kind) for kind in FaultKind if kind is not FaultKind.OTHER_WORDS)

    assert tables.found_by(other_words, samples.submission(faults=others)) == []


def test_the_text_is_quoted_at_its_cell() -> None:
    """The sender sees what is meant and that it isn't counted."""
    fault = Fault(FaultKind.OTHER_WORDS, (samples.cell(SCORES.zh, "B42", "第1项应为1分"),))

    assert tables.found_by(other_words, samples.submission(faults=(fault,))) == [
        ("B42", "表外有一段更正的文字，不会计入：“第1项应为1分”。")
    ]

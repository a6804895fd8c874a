"""F101: file is empty."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.f101_empty_file import empty_file
from scoresheet.language import Locale, Text
from scoresheet.submission import Fault, FaultKind

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""
AT_FAULT = """
| 文件 | 内容 |
| 苍溪县.xlsx | 空文件 |
"""


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    """A return that could be read has nothing of the kind."""
    assert tables.found_by(empty_file, FILLED_IN) == []


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.EMPTY])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    made = samples.submission(faults=(Fault(other),))

    assert tables.found_by(empty_file, made) == []


def test_the_fault_is_told_in_chinese_and_english() -> None:
    """The sentence says what was found, with what reading knows about it."""
    (finding,) = tables.findings(AT_FAULT)

    assert finding.message(Locale.ZH) == "文件是空的，里面没有任何内容。"
    assert finding.message(Locale.EN) == "The file is empty, there is nothing in it."
    assert finding.severity is Severity.FATAL
    assert finding.file == "苍溪县.xlsx"


def test_details_from_outside_are_told_without_control_characters() -> None:
    """What a file says about itself can't break the line or the screen."""
    fault = Fault(FaultKind.EMPTY, detail=Text("一\x1b[31m\n二。", "one\x1b[31m\ntwo."))
    (finding,) = run(samples.submission(faults=(fault,)))

    assert "\x1b" not in finding.message(Locale.ZH)
    assert "\n" not in finding.message(Locale.ZH)

"""I103: form of another list of indicators."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.i103_other_catalog import other_catalog
from scoresheet.language import Locale, Text
from scoresheet.submission import Fault, FaultKind

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""
AT_FAULT = """
| 文件 | 内容 |
| 苍溪县.xlsx | 另一套指标的表 |
"""


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    """A return that could be read has nothing of the kind."""
    assert tables.found_by(other_catalog, FILLED_IN) == []


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.OTHER_CATALOG])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    made = samples.submission(faults=(Fault(other),))

    assert tables.found_by(other_catalog, made) == []


def test_the_fault_is_told_in_chinese_and_english() -> None:
    """The sentence says what was found, with what reading knows about it."""
    (finding,) = tables.findings(AT_FAULT)

    assert finding.message(Locale.ZH) == "这是另一套指标的表（目标考核表）。"
    assert finding.message(Locale.EN) == "This is a form of another list of indicators (目标考核表)."
    assert finding.severity is Severity.FATAL
    assert finding.file == "苍溪县.xlsx"


def test_a_fault_without_details_is_a_whole_sentence() -> None:
    """Where reading knows no more the sentence has no empty brackets."""
    (finding,) = run(samples.submission(faults=(Fault(FaultKind.OTHER_CATALOG),)))

    assert finding.message(Locale.ZH) == "这是另一套指标的表。"
    assert finding.message(Locale.EN) == "This is a form of another list of indicators."


def test_details_from_outside_are_told_without_control_characters() -> None:
    """What a file says about itself can't break the line or the screen."""
    fault = Fault(FaultKind.OTHER_CATALOG, detail=Text("一\x1b[31m\n二。", "one\x1b[31m\ntwo."))
    (finding,) = run(samples.submission(faults=(fault,)))

    assert "\x1b" not in finding.message(Locale.ZH)
    assert "\n" not in finding.message(Locale.ZH)

"""I101: unit is not on the list."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.i101_unknown_unit import unknown_unit
from scoresheet.language import Locale, Text, same
from scoresheet.submission import Fault, FaultKind

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""
AT_FAULT = """
| 文件 | 内容 |
| 苍溪县.xlsx | 填报单位写“苍城县” |
"""


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    """A return that could be read has nothing of the kind."""
    assert tables.found_by(unknown_unit, FILLED_IN) == []


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.UNKNOWN_UNIT])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    made = samples.submission(faults=(Fault(other),))

    assert tables.found_by(unknown_unit, made) == []


def test_the_fault_is_told_in_chinese_and_english() -> None:
    """The sentence says what was found, with what reading knows about it."""
    (finding,) = tables.findings(AT_FAULT)

    assert finding.message(Locale.ZH) == "填报单位不在本次名单内（苍城县）。"
    assert finding.message(Locale.EN) == "The unit is not on this round's list (苍城县)."
    assert finding.severity is Severity.FATAL
    assert finding.file == "苍溪县.xlsx"


def test_a_fault_without_details_is_a_whole_sentence() -> None:
    """Where no name stands on the form, the sentence says so."""
    (finding,) = run(samples.submission(faults=(Fault(FaultKind.UNKNOWN_UNIT),)))

    assert finding.message(Locale.ZH) == "看不出是哪家单位的表：表内没有标识，“填报单位”也没有填。"
    assert finding.message(Locale.EN).startswith("It can't be told whose form this is")
    assert finding.remedy.zh.startswith("请把“填报单位”写成名单上的名称")


def test_the_best_guesses_are_asked_and_never_taken() -> None:
    """The sender or the clerk can say yes; the form belongs to nobody until then."""
    fault = Fault(FaultKind.UNKNOWN_UNIT, detail=same("苍城县团委"), guesses=("旺苍县", "苍溪县"))
    (finding,) = run(samples.submission(faults=(fault,)))

    assert (
        finding.message(Locale.ZH) == "填报单位不在本次名单内（苍城县团委），是不是旺苍县、苍溪县？请先确认。"
    )
    assert (
        finding.message(Locale.EN)
        == "The unit is not on this round's list (苍城县团委); is it 旺苍县, 苍溪县? Please tell."
    )


def test_details_from_outside_are_told_without_control_characters() -> None:
    """What a file says about itself can't break the line or the screen."""
    fault = Fault(FaultKind.UNKNOWN_UNIT, detail=Text("一\x1b[31m\n二。", "one\x1b[31m\ntwo."))
    (finding,) = run(samples.submission(faults=(fault,)))

    assert "\x1b" not in finding.message(Locale.ZH)
    assert "\n" not in finding.message(Locale.ZH)

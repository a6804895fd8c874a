"""I102: marks of the unit contradict each other."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.i102_contradictory_identity import contradictory_identity
from scoresheet.language import Locale, Text
from scoresheet.submission import Fault, FaultKind, Mark

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""
AT_FAULT = """
| 文件 | 内容 |
| 苍溪县.xlsx | 填报单位写苍溪县，编码写旺苍县 |
"""


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    """A return that could be read has nothing of the kind."""
    assert tables.found_by(contradictory_identity, FILLED_IN) == []


@pytest.mark.parametrize(
    "other", [kind for kind in FaultKind if kind is not FaultKind.CONTRADICTORY_IDENTITY]
)
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    made = samples.submission(faults=(Fault(other),))

    assert tables.found_by(contradictory_identity, made) == []


def test_the_fault_is_told_in_chinese_and_english() -> None:
    """The sentence says what was found, with what reading knows about it."""
    (finding,) = tables.findings(AT_FAULT)

    assert finding.message(Locale.ZH) == "表内的单位标识互相矛盾（苍溪县、旺苍县）。"
    assert (
        finding.message(Locale.EN)
        == "The marks of the unit in the form contradict each other (苍溪县, 旺苍县)."
    )
    assert finding.severity is Severity.FATAL
    assert finding.file == "苍溪县.xlsx"


def test_a_fault_without_details_is_a_whole_sentence() -> None:
    """Where reading knows no more the sentence has no empty brackets."""
    (finding,) = run(samples.submission(faults=(Fault(FaultKind.CONTRADICTORY_IDENTITY),)))

    assert finding.message(Locale.ZH) == "表内的单位标识互相矛盾。"
    assert finding.message(Locale.EN) == "The marks of the unit in the form contradict each other."


@pytest.mark.parametrize(
    ("mark", "words"), [(Mark.UNIT, "单位"), (Mark.ROUND, "期次"), (Mark.CATALOG, "指标目录")]
)
def test_what_is_contradictory_is_named(mark: Mark, words: str) -> None:
    """A form with the marks of two rounds is not told to be of two units; the remedies differ likewise."""
    (finding,) = run(samples.submission(faults=(Fault(FaultKind.CONTRADICTORY_IDENTITY, mark=mark),)))

    assert finding.message(Locale.ZH) == f"表内的{words}标识互相矛盾。"
    assert ("其他单位" in finding.remedy.zh) == (mark is Mark.UNIT)


def test_details_from_outside_are_told_without_control_characters() -> None:
    """What a file says about itself can't break the line or the screen."""
    fault = Fault(FaultKind.CONTRADICTORY_IDENTITY, detail=Text("一\x1b[31m\n二。", "one\x1b[31m\ntwo."))
    (finding,) = run(samples.submission(faults=(fault,)))

    assert "\x1b" not in finding.message(Locale.ZH)
    assert "\n" not in finding.message(Locale.ZH)

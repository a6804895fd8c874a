"""F109: file stops its reader."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.f109_reader_stopped import reader_stopped
from scoresheet.language import Locale, Text
from scoresheet.submission import Fault, FaultKind

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""
STOPPED = {FaultKind.STALLED, FaultKind.CRASHED}


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    """A return that could be read has nothing of the kind."""
    assert tables.found_by(reader_stopped, FILLED_IN) == []


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind not in STOPPED])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    assert tables.found_by(reader_stopped, samples.submission(faults=(Fault(other),))) == []


@pytest.mark.parametrize(
    ("fault", "zh", "en"),
    [
        (
            Fault(FaultKind.STALLED, detail=Text("读取时间超过限度", "reading it took too long")),
            "文件没有读完：读取时间超过限度。",
            "The file was not read to its end: reading it took too long.",
        ),
        (Fault(FaultKind.STALLED), "文件没有读完。", "The file was not read to its end."),
        (
            Fault(FaultKind.CRASHED),
            "文件使读取程序中断，没有读出来。",
            "The file ended the program that was reading it.",
        ),
        (
            Fault(
                FaultKind.CRASHED,
                detail=Text("电脑没有启动读取程序", "the computer did not start the reader"),
            ),
            "没有读出来：电脑没有启动读取程序。",
            "It was not read: the computer did not start the reader.",
        ),
    ],
)
def test_the_fault_is_told_in_chinese_and_english(fault: Fault, zh: str, en: str) -> None:
    """The sentence says whether it took too long, too much, or ended its reader."""
    (finding,) = run(samples.submission(faults=(fault,)))

    assert (finding.message(Locale.ZH), finding.message(Locale.EN)) == (zh, en)
    assert finding.severity is Severity.FATAL


def test_details_from_outside_are_told_without_control_characters() -> None:
    """What a file says about itself can't break the line or the screen."""
    fault = Fault(FaultKind.STALLED, detail=Text("一\x1b[31m\n二。", "one\x1b[31m\ntwo."))
    (finding,) = run(samples.submission(faults=(fault,)))

    assert "\x1b" not in finding.message(Locale.ZH)
    assert "\n" not in finding.message(Locale.ZH)

"""F106: file is abnormal."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.f106_unsafe_file import unsafe_file
from scoresheet.language import Locale, Text
from scoresheet.submission import Fault, FaultKind, Source, Submission

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""
AT_FAULT = """
| 文件 | 内容 |
| 苍溪县.xlsx | 表格末尾多出一个单元格 |
"""


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    """A return that could be read has nothing of the kind."""
    assert tables.found_by(unsafe_file, FILLED_IN) == []


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.UNSAFE])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    made = samples.submission(faults=(Fault(other),))

    assert tables.found_by(unsafe_file, made) == []


def test_the_fault_is_told_in_chinese_and_english() -> None:
    """The sentence says what was found, with what reading knows about it."""
    (finding,) = tables.findings(AT_FAULT)

    assert finding.message(Locale.ZH) == "文件内容异常：表格区域过大。"
    assert finding.message(Locale.EN) == "The file is abnormal: the area is too large."
    assert finding.severity is Severity.FATAL
    assert finding.file == "苍溪县.xlsx"


def test_what_the_details_say_is_not_said_again() -> None:
    """A file that is too large is told once as not read."""
    detail = Text("文件有21MB，超过20MB，未读取", "the file has 21 MB, over 20 MB, not read")
    (finding,) = run(samples.submission(faults=(Fault(FaultKind.UNSAFE, detail=detail),)))

    assert finding.message(Locale.ZH) == "文件内容异常：文件有21MB，超过20MB，未读取。"
    assert finding.message(Locale.EN) == "The file is abnormal: the file has 21 MB, over 20 MB, not read."


def test_a_fault_without_details_is_a_whole_sentence() -> None:
    """Where reading knows no more the sentence has no empty brackets."""
    (finding,) = run(samples.submission(faults=(Fault(FaultKind.UNSAFE),)))

    assert finding.message(Locale.ZH) == "文件内容异常，没有读取。"
    assert finding.message(Locale.EN) == "The file is abnormal and was not read."


def test_details_from_outside_are_told_without_control_characters() -> None:
    """What a file says about itself can't break the line or the screen."""
    fault = Fault(FaultKind.UNSAFE, detail=Text("一\x1b[31m\n二。", "one\x1b[31m\ntwo."))
    (finding,) = run(samples.submission(faults=(fault,)))

    assert "\x1b" not in finding.message(Locale.ZH)
    assert "\n" not in finding.message(Locale.ZH)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (Source("苍溪县.xlsx", "a", "xlsx"), "只复制得分和文字"),
        (Source("收到.zip!/苍溪县.xlsx", "a", "xlsx"), "只复制得分和文字"),
        (Source("收到.zip", "a", "zip"), "把压缩包分成几个"),
        (Source("收到.zip!/里.zip", "a", "zip"), "把压缩包分成几个"),
        (Source("收到.zip!/苍溪县.xlsx", "", "unknown"), "把表格单独发送"),
        (Source("苍溪县.xlsx", "", "xlsx"), "保存到20MB以内"),
    ],
)
def test_what_to_do_depends_on_what_is_too_large(source: Source, told: str) -> None:
    """A blank form filled in anew is no help where an archive holds too much; nor the other way round."""
    (finding,) = run(Submission(source, faults=(Fault(FaultKind.UNSAFE),)))

    assert told in finding.remedy.zh

"""F103: file needs a password."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.f103_encrypted_file import encrypted_file
from scoresheet.language import Locale, Text
from scoresheet.submission import Fault, FaultKind, Source, Submission

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""
AT_FAULT = """
| 文件 | 内容 |
| 苍溪县.xlsx | 设了打开密码 |
"""


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    """A return that could be read has nothing of the kind."""
    assert tables.found_by(encrypted_file, FILLED_IN) == []


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.ENCRYPTED])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    made = samples.submission(faults=(Fault(other),))

    assert tables.found_by(encrypted_file, made) == []


def test_the_fault_is_told_in_chinese_and_english() -> None:
    """The sentence says what was found, with what reading knows about it."""
    (finding,) = tables.findings(AT_FAULT)

    assert finding.message(Locale.ZH) == "文件设了打开密码，无法读取。"
    assert finding.message(Locale.EN) == "The file has a password and can't be read."
    assert finding.severity is Severity.FATAL
    assert finding.file == "苍溪县.xlsx"


def test_details_from_outside_are_told_without_control_characters() -> None:
    """What a file says about itself can't break the line or the screen."""
    fault = Fault(FaultKind.ENCRYPTED, detail=Text("一\x1b[31m\n二。", "one\x1b[31m\ntwo."))
    (finding,) = run(samples.submission(faults=(fault,)))

    assert "\x1b" not in finding.message(Locale.ZH)
    assert "\n" not in finding.message(Locale.ZH)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (Source("苍溪县.xlsx", "a", "ole-encrypted"), "取消打开密码（“文件”"),
        (Source("收到.zip!/苍溪县.xlsx", "a", "ole-encrypted"), "取消打开密码（“文件”"),
        (Source("苍溪县.ods", "a", "ods"), "另存为 .xlsx"),
        (Source("收到.zip!/苍溪县.xlsx", "", "unknown"), "不要给压缩包设密码"),
    ],
)
def test_what_to_do_depends_on_what_is_locked(source: Source, told: str) -> None:
    """It is said to the unit, which knows of no command."""
    (finding,) = run(Submission(source, faults=(Fault(FaultKind.ENCRYPTED),)))

    assert told in finding.remedy.zh
    assert "--password" not in finding.remedy.zh + finding.remedy.en


def test_an_ods_is_told_to_open_with_no_password() -> None:
    """Otherwise the office would try one after the other."""
    (finding,) = run(Submission(Source("苍溪县.ods", "a", "ods"), faults=(Fault(FaultKind.ENCRYPTED),)))

    assert "给出密码也打不开" in finding.message(Locale.ZH)

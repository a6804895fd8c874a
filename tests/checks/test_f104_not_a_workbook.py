"""F104: file is not a spreadsheet."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.f104_not_a_workbook import not_a_workbook
from scoresheet.inbox.detect import FileType
from scoresheet.language import Locale, Text
from scoresheet.submission import Fault, FaultKind, Source, Submission

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""
AT_FAULT = """
| 文件 | 内容 |
| 苍溪县.xlsx | 一张照片 |
"""


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    """A return that could be read has nothing of the kind."""
    assert tables.found_by(not_a_workbook, FILLED_IN) == []


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.NOT_A_WORKBOOK])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    made = samples.submission(faults=(Fault(other),))

    assert tables.found_by(not_a_workbook, made) == []


def test_the_fault_is_told_in_chinese_and_english() -> None:
    """The sentence says what was found, with what reading knows about it."""
    (finding,) = tables.findings(AT_FAULT)

    assert finding.message(Locale.ZH) == "这个文件不是电子表格，而是图片。"
    assert finding.message(Locale.EN) == "The file is not a spreadsheet but a picture."
    assert finding.severity is Severity.FATAL
    assert finding.file == "苍溪县.xlsx"


@pytest.mark.parametrize(
    ("kind", "remedy"),
    [
        *(
            (kind, "改后缀不能变成表格。请把得分填进下发的表")
            for kind in (FileType.IMAGE, FileType.PDF, FileType.DOCX, FileType.OLE_OTHER)
        ),
        *(
            (kind, "请解压后重新发送")
            for kind in (FileType.RAR, FileType.SEVEN_ZIP, FileType.ZIP, FileType.TAR, FileType.GZIP)
        ),
        (FileType.HTML, "网页改成表格的后缀还是网页"),
        (FileType.TEXT, "从表格另存的文本"),
        (FileType.SHORTCUT, "快捷方式里没有表格"),
        *((kind, "请把得分填在下发的表格里") for kind in (FileType.XML, FileType.UNKNOWN, FileType.PROGRAM)),
    ],
)
def test_what_to_do_depends_on_what_the_file_is(kind: FileType, remedy: str) -> None:
    """Archives are unpacked, figures typed in, and exported pages and texts replaced by the form itself."""
    made = Submission(Source("a", "a", kind.value), faults=(Fault(FaultKind.NOT_A_WORKBOOK),))
    (finding,) = run(made)

    assert finding.remedy.zh.startswith(remedy)


def test_a_fault_without_details_is_a_whole_sentence() -> None:
    """Where reading knows no more the sentence has no empty brackets."""
    (finding,) = run(samples.submission(faults=(Fault(FaultKind.NOT_A_WORKBOOK),)))

    assert finding.message(Locale.ZH) == "这个文件不是电子表格。"
    assert finding.message(Locale.EN) == "The file is not a spreadsheet."


def test_details_from_outside_are_told_without_control_characters() -> None:
    """What a file says about itself can't break the line or the screen."""
    fault = Fault(FaultKind.NOT_A_WORKBOOK, detail=Text("一\x1b[31m\n二。", "one\x1b[31m\ntwo."))
    (finding,) = run(samples.submission(faults=(fault,)))

    assert "\x1b" not in finding.message(Locale.ZH)
    assert "\n" not in finding.message(Locale.ZH)

"""F110: format shows results only."""

from __future__ import annotations

from dataclasses import replace

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.f110_unseen_formulas import unseen_formulas
from scoresheet.inbox.detect import FileType
from scoresheet.language import Locale
from scoresheet.submission import Fault, FaultKind, Submission

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""


def read_from(kind: str, *, formulas: bool = True, errors: bool = True) -> Submission:
    """Give a return that was read from a format that shows some things and not others."""
    made = samples.submission()
    return replace(
        made, source=replace(made.source, format=kind, shows_formulas=formulas, shows_errors=errors)
    )


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    """A return in the format of the form has nothing of the kind."""
    assert tables.found_by(unseen_formulas, FILLED_IN) == []


@pytest.mark.parametrize("kind", list(FileType))
def test_a_format_that_shows_everything_is_left_alone(kind: FileType) -> None:
    """What matters is what could be seen, not what the format is called."""
    assert tables.found_by(unseen_formulas, read_from(kind)) == []


def test_a_file_that_could_not_be_read_is_left_to_the_other_checks() -> None:
    """Where nothing was read there is nothing to reserve."""
    made = replace(read_from("xlsb", formulas=False), form=None, faults=(Fault(FaultKind.DAMAGED),))

    assert tables.found_by(unseen_formulas, made) == []


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        (
            read_from("xlsb", formulas=False),
            "这份表是二进制 .xlsb 表格，读取时看不到公式写的是什么。",
            "This return is a binary .xlsb workbook, in which what the formulas say can't be seen.",
        ),
        (
            read_from("xlsb", errors=False),
            "这份表是二进制 .xlsb 表格，读取时错误值（如 #REF!）看上去是空白。",
            "This return is a binary .xlsb workbook, in which an error value such as #REF! looks like a blank cell.",
        ),
        (
            read_from("a later format", formulas=False, errors=False),
            "这份表是其他格式的表格，读取时看不到公式写的是什么，错误值（如 #REF!）看上去是空白。",
            "This return is a workbook of another format, in which what the formulas say can't be seen, and an error value such as #REF! looks like a blank cell.",
        ),
    ],
)
def test_what_could_not_be_seen_is_told(made: Submission, zh: str, en: str) -> None:
    """The notice names the format and what can't be told in it."""
    (finding,) = [one for one in run(made) if one.code == unseen_formulas.code]

    assert (finding.message(Locale.ZH), finding.message(Locale.EN)) == (zh, en)
    assert finding.severity is Severity.NOTICE

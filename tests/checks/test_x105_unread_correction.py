"""X105: a file beside a unit's return could not be read and may be its correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import samples
import tables
from scoresheet.checking.running import Severity
from scoresheet.checks.x105_unread_correction import unread_correction
from scoresheet.decision import Decisions, Version
from scoresheet.language import Text
from scoresheet.returns.settling import Aside, settle
from scoresheet.submission import Fault, FaultKind, Source, Submission

GOOD = samples.submission(path="苍溪县.xlsx", sha256="1")
CORRECTION = "苍溪县（更正）.xlsx"
WHAT = Text("表格", "a workbook")


def lost(kind: FaultKind, path: str = CORRECTION) -> Submission:
    """Give a file from which nothing could be read."""
    return Submission(Source(path, path, "xlsx"), faults=(Fault(kind),))


def told(*submissions: Submission, aside: tuple[Aside, ...]) -> list[tuple[str | None, str]]:
    """Give what is found."""
    return tables.found_in_round(unread_correction, settle(samples.catalog(), submissions, aside=aside))


def beside(path: str = CORRECTION, unit: str | None = "510824", *, is_form: bool = True) -> Aside:
    """Give a file that was set aside."""
    return Aside(path, unit, WHAT, is_form)


QUIET = {
    "an attachment": ((GOOD,), beside(is_form=False)),
    "a file that names no unit": ((GOOD, lost(FaultKind.DAMAGED)), beside(unit=None)),
    "a file of another unit": ((GOOD, lost(FaultKind.DAMAGED)), beside(unit="510821")),
    "a unit without a return": ((lost(FaultKind.DAMAGED),), beside()),
    "another workbook that was read": ((GOOD, lost(FaultKind.NOT_OUR_FORM)), beside()),
    "a form of another catalog": ((GOOD, lost(FaultKind.OTHER_CATALOG)), beside()),
}


@pytest.mark.parametrize("case", QUIET)
def test_what_can_be_no_correction_is_not_told(case: str) -> None:
    """Only what was sent as the unit's form and could not be opened is asked about."""
    submissions, aside = QUIET[case]

    assert told(*submissions, aside=(aside,)) == []


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (FaultKind.DAMAGED, "文件已损坏或不完整"),
        (FaultKind.ENCRYPTED, "文件有打开密码"),
        (FaultKind.NOT_A_WORKBOOK, "表格"),
        (FaultKind.EMPTY, "文件是空的"),
        (FaultKind.CRASHED, "文件使读取程序中断"),
    ],
)
def test_a_file_that_was_not_read_is_named_with_the_reason(kind: FaultKind, why: str) -> None:
    """Whatever kept it from being read."""
    assert told(GOOD, lost(kind), aside=(beside(),)) == [
        ("510824", f"还收到1份按名称是苍溪县的表，打不开，可能是更正后的：“{CORRECTION}”（{why}）。请核对。")
    ]


def test_a_unit_whose_readable_files_differ_is_told_too() -> None:
    """The conflict alone would not say that there is a third file."""
    other = replace(samples.submission(scores={"2": "3"}), source=Source("苍溪县（2）.xlsx", "2", "xlsx"))

    assert len(told(GOOD, other, lost(FaultKind.DAMAGED), aside=(beside(),))) == 1


def test_what_the_office_has_settled_is_only_noted() -> None:
    """Until then it is a warning, with which the unit stays in the ranking."""
    assert unread_correction.run_round is not None
    files, aside = (GOOD, lost(FaultKind.DAMAGED)), (beside(),)
    choice = Version("510824", "苍溪县.xlsx", "电话确认", "李四", date(2014, 11, 26))
    settled = settle(samples.catalog(), files, aside=aside, decisions=Decisions(versions=(choice,)))

    (noted,) = unread_correction.run_round(settled)

    assert unread_correction.severity is Severity.WARNING
    assert noted.severity is Severity.NOTICE

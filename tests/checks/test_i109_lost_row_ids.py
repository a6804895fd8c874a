"""I109: a sheet has lost the ids of its rows."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity
from scoresheet.checks.i109_lost_row_ids import lost_row_ids
from scoresheet.language import Locale
from scoresheet.submission import Fault, FaultKind

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""
AT_FAULT = """
| 文件        | 内容                         |
| 苍溪县.xlsx | “扣分情况登记”的编号都删除了 |
"""


def test_a_form_with_its_ids_is_left_alone() -> None:
    """Nothing is told of it."""
    assert tables.found_by(lost_row_ids, FILLED_IN) == []


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.LOST_IDS])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    assert tables.found_by(lost_row_ids, samples.submission(faults=(Fault(other),))) == []


def test_the_sheet_is_named() -> None:
    """The numbers may be right: it is a warning."""
    (finding,) = tables.findings(AT_FAULT)

    assert (finding.severity, finding.sheet, finding.cells) == (Severity.WARNING, "扣分情况登记", ("A3",))
    assert (
        finding.message(Locale.ZH)
        == "工作表“扣分情况登记”的编号都没有了，各行只能按文字对应，看不出是不是本单位的表。"
    )

"""S109: one merged cell for the scores of several items."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity
from scoresheet.checks.s109_merged_scores import merged_scores
from scoresheet.language import Locale
from scoresheet.submission import Fault, FaultKind

AT_FAULT = """
| 文件        | 内容                     |
| 苍溪县.xlsx | 第2、3项的得分合并成一格 |
"""


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.MERGED_SCORES])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    assert tables.found_by(merged_scores, samples.submission(faults=(Fault(other),))) == []


def test_all_items_and_cells_are_told_in_one_sentence() -> None:
    """One merged cell is one fault, however many items it covers."""
    (finding,) = tables.findings(AT_FAULT)

    assert finding.message(Locale.ZH) == "第2、3项的自查得分单元格合并成了一格，无法确认各项的得分。"
    assert finding.message(Locale.EN) == (
        "The score cells of items 2, 3 are merged into one, so no score can be told for any of them."
    )
    assert (finding.severity, finding.cells) == (Severity.ERROR, ("D6", "D7"))

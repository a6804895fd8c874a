"""I107: marks of the form are gone."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.i107_lost_marks import lost_marks
from scoresheet.language import Locale, same
from scoresheet.submission import Fault, FaultKind, Mark

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""
AT_FAULT = """
| 文件        | 内容                           |
| 苍溪县.xlsx | 表内标识都没有了，只有填报单位 |
"""


def test_a_form_with_its_marks_is_left_alone() -> None:
    """Whatever else is told of it."""
    assert tables.found_by(lost_marks, FILLED_IN) == []


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.UNMARKED])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    assert tables.found_by(lost_marks, samples.submission(faults=(Fault(other),))) == []


def test_a_form_of_nobody_is_not_told_whose_it_is() -> None:
    """Without a unit there is nothing to say."""
    made = samples.submission(faults=(Fault(FaultKind.UNMARKED),))

    assert lost_marks.run is not None
    assert list(lost_marks.run(made.__class__(made.source, faults=made.faults))) == []


def test_name_unit_and_round_are_told() -> None:
    """Nothing in the form tells the round, so the one that is assumed is named."""
    (finding,) = tables.findings(AT_FAULT)

    assert finding.severity is Severity.WARNING
    assert finding.cells == ("A2",)
    assert (
        finding.message(Locale.ZH)
        == "表内标识缺失，按“填报单位”写的“苍溪县团委”认定为苍溪县的表，并按本期（2014年1—11月）校验。"
    )
    assert "taken for 苍溪县's and checked as a form of this round" in finding.message(Locale.EN)


@pytest.mark.parametrize(("mark", "told"), [(Mark.ROUND, True), (None, False)])
def test_a_round_that_is_known_is_not_asked_about(mark: Mark | None, told: bool) -> None:
    """Some marks may still be there, and only the unit's be gone."""
    fault = Fault(FaultKind.UNMARKED, detail=same("苍溪县"), mark=mark)
    (finding,) = run(samples.submission(faults=(fault,)))

    assert ("本期" in finding.message(Locale.ZH)) is told

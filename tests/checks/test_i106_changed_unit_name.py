"""I106: the name beside 填报单位 is no unit's."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.i106_changed_unit_name import changed_unit_name
from scoresheet.language import Locale, Text
from scoresheet.submission import Fault, FaultKind, Source, Submission

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""
AT_FAULT = """
| 文件        | 内容               |
| 苍溪县.xlsx | 填报单位写“成都市” |
"""


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    """A return under its own name has nothing of the kind."""
    assert tables.found_by(changed_unit_name, FILLED_IN) == []


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.CHANGED_UNIT_NAME])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    assert tables.found_by(changed_unit_name, samples.submission(faults=(Fault(other),))) == []


def test_a_form_of_nobody_is_left_to_the_other_checks() -> None:
    """Without a unit there is no name to hold the printed one against."""
    fault = Fault(FaultKind.CHANGED_UNIT_NAME, detail=Text("成都市", "成都市"))

    assert tables.found_by(changed_unit_name, Submission(Source("a", "a", "xlsx"), faults=(fault,))) == []


def test_the_name_and_the_unit_are_told_at_the_cell() -> None:
    """The sentence quotes the name and says whose form it is; the form counts all the same."""
    (finding,) = tables.findings(AT_FAULT)

    assert finding.message(Locale.ZH) == "“填报单位”填的是“成都市”，本表是发给苍溪县的。"
    assert (
        finding.message(Locale.EN) == "The name of the unit is “成都市”, but the form was issued to 苍溪县."
    )
    assert (finding.severity, finding.cells, finding.unit) == (Severity.WARNING, ("A2",), "510824")
    assert finding.allowed.zh == "“苍溪县团委”"


def test_details_from_outside_are_told_without_control_characters() -> None:
    """What somebody typed can't break the line or the screen."""
    fault = Fault(FaultKind.CHANGED_UNIT_NAME, detail=Text("一\x1b[31m\n二", "one"))
    (finding,) = run(samples.submission(faults=(fault,)))

    assert "\x1b" not in finding.message(Locale.ZH)
    assert "\n" not in finding.message(Locale.ZH)

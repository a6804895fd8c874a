"""I105: indicators changed after the form was issued."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.i105_changed_rules import changed_rules
from scoresheet.language import Locale, Text
from scoresheet.submission import Fault, FaultKind, Issued, IssuedItem, Submission

FILLED_IN = """
| 文件        | 内容     |
| 苍溪县.xlsx | 填好的表 |
"""
AT_FAULT = """
| 文件 | 内容 |
| 苍溪县.xlsx | 下发后第1项目标由3改为4 |
"""


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    """A return that could be read has nothing of the kind."""
    assert tables.found_by(changed_rules, FILLED_IN) == []


@pytest.mark.parametrize("other", [kind for kind in FaultKind if kind is not FaultKind.CHANGED_RULES])
def test_other_faults_are_left_to_their_own_checks(other: FaultKind) -> None:
    """Each fault is reported by one check alone."""
    made = samples.submission(faults=(Fault(other),))

    assert tables.found_by(changed_rules, made) == []


def test_the_fault_is_told_in_chinese_and_english() -> None:
    """The sentence says what was found, with what reading knows about it."""
    (finding,) = tables.findings(AT_FAULT)

    assert finding.message(Locale.ZH) == "表格下发后第1项有调整：目标由3改为4，现按调整后的要求校验。"
    assert (
        finding.message(Locale.EN)
        == "After the form was issued item 1 changed: the target was 3 and is 4; it is checked as required now."
    )
    assert finding.severity is Severity.WARNING
    assert finding.file == "苍溪县.xlsx"


def test_a_fault_without_details_is_a_whole_sentence() -> None:
    """Where reading knows no more the sentence has no empty brackets."""
    (finding,) = run(samples.submission(faults=(Fault(FaultKind.CHANGED_RULES),)))

    assert finding.message(Locale.ZH) == "表格下发后指标有调整，现按调整后的要求校验。"
    assert (
        finding.message(Locale.EN)
        == "After the form was issued the indicators changed; it is checked as required now."
    )


def test_details_from_outside_are_told_without_control_characters() -> None:
    """What a file says about itself can't break the line or the screen."""
    fault = Fault(FaultKind.CHANGED_RULES, detail=Text("一\x1b[31m\n二。", "one\x1b[31m\ntwo."))
    (finding,) = run(samples.submission(faults=(fault,)))

    assert "\x1b" not in finding.message(Locale.ZH)
    assert "\n" not in finding.message(Locale.ZH)


def with_new_item(*, found: bool) -> Submission:
    """Give the return of a form that was issued before item 1 came into being."""
    fault = Fault(FaultKind.CHANGED_RULES, item="1", detail=Text("为新增项", "is new"))
    issued = Issued(items={"2": IssuedItem("培训40名。", "4", "")})
    return samples.with_answer(samples.submission(faults=(fault,), issued=issued), "1", found=found)


def test_a_new_item_that_was_answered_all_the_same_is_only_verified() -> None:
    """Who put the new row into the old form owes nothing."""
    found = [one for one in run(with_new_item(found=True)) if one.code == "I105"]

    assert [one.severity for one in found] == [Severity.WARNING]


def test_a_new_item_needs_the_new_form() -> None:
    """The old form can't be corrected: it has no row for the item."""
    found = [one for one in run(with_new_item(found=False)) if one.code == "I105"]

    assert [one.severity for one in found] == [Severity.ERROR]
    assert "新表" in found[0].remedy.zh

"""E101: no reason is given for missing points."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
import tables
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import NotApplicable
from scoresheet.checking.running import run
from scoresheet.checks.e101_missing_reason import missing_reason
from scoresheet.language import Locale
from scoresheet.submission import Submission
from scoresheet.titles import SAYS_NOTHING, SCORES

HUNDREDTHS = st.decimals(min_value=-1, max_value=5, places=2)


def scored(score: str | None, reason: str | None) -> Submission:
    """Give a return with this score and this reason for the first item, worth 3."""
    made = samples.submission(scores={"1": score})
    return samples.with_answer(made, "1", reason=samples.cell(SCORES.zh, "F5", reason))


@pytest.mark.parametrize("reason", [None, "无", "/", "已完成"])
def test_beside_full_points_nothing_need_be_said(reason: str | None) -> None:
    """无, / and 已完成 are no fault beside full points."""
    assert run(scored("3", reason)) == ()


@pytest.mark.parametrize(
    "reason",
    [
        "同上次说明",
        "0.5分因迟报扣除",
        "没有完成",
        "全部完成时间推迟",
        "一次改在12月",
        "无专职人员",
        "已完成2次，另1次改期",
        "12月补",
        "n/a in Q4",
    ],
)
def test_any_reason_will_do(reason: str) -> None:
    """Whether a reason is a good one is for the reviewers to say."""
    assert run(scored("2", reason)) == ()


@pytest.mark.parametrize(
    ("score", "code"), [(None, "V101"), ("两分", "V102"), ("-1", "V104"), ("4", "V104"), ("2.999", "V105")]
)
def test_without_a_sound_score_no_reason_is_asked_for(score: str | None, code: str) -> None:
    """The score has to be mended first."""
    assert [one.code for one in run(scored(score, None))] == [code]


def test_items_that_do_not_apply_need_no_reason() -> None:
    """A not-applicable item is not below its points."""
    catalog = samples.catalog()
    form = form_for(catalog, replace(catalog.units[0], not_applicable={"1": NotApplicable.DROP}))

    assert tables.found_by(missing_reason, samples.submission(form, scores={"1": "0"})) == []


@pytest.mark.parametrize(
    "reason",
    [
        *(one for one in SAYS_NOTHING if one != "同上"),
        None,
        "无。",
        "N/A",
        "None",
        "……",
        "　无　",
        "已完成！",
        "\u200b",
    ],
)
def test_what_says_nothing_is_no_reason(reason: str | None) -> None:
    """Blanks, 无, 已完成 and bare punctuation explain nothing, in whatever letters."""
    made = scored("2", reason)

    assert tables.found_by(missing_reason, made) == [("F5", "第1项没有得满分，也没有说明未完成的原因。")]
    assert [one.code for one in run(made)] == ["E101"]


def test_a_deduction_needs_a_reason_as_well() -> None:
    """An item with registered events is asked for its reason like any other."""
    table = """
    | 编号 | 分值 | 自查得分 | 完成情况   | 未完成情况说明 |
    | 4    | 1.5  | 1        | 已妥善处置 |                |

    扣分情况登记
    | 编号       | 扣分情形       | 发生起数 |
    | 4/ordinary | 一般案（事）件 | 1        |
    | 4/severe   | 特别重大       | 0        |
    | 本期无扣分 | 否             |          |
    """

    assert tables.codes(table) == ["E101"]


@given(HUNDREDTHS)
def test_exactly_the_permitted_scores_below_the_points_need_a_reason(number: Decimal) -> None:
    """Whatever the number, a reason is asked for if and only if it is from 0 to just below 3."""
    found = tables.found_by(missing_reason, scored(str(number), None))

    assert bool(found) is (0 <= number < 3)


@pytest.mark.parametrize("reason", ["同上", "同上。", "〃"])
def test_a_reason_that_points_to_another_row_is_quoted(reason: str) -> None:
    """Something stands there; what is missing is the item's own reason."""
    (finding,) = run(scored("2", reason))

    assert finding.message(Locale.ZH) == f"第1项没有得满分，原因只写了“{reason}”；每一项都要有自己的原因。"
    assert "原因相同的也请照写一遍" in finding.remedy.zh


@pytest.mark.parametrize("reason", [None, "无", "已完成", "/"])
def test_no_other_word_is_told_as_another_row_s_reason(reason: str | None) -> None:
    """None of them points to another row."""
    (finding,) = run(scored("2", reason))

    assert finding.message(Locale.ZH) == "第1项没有得满分，也没有说明未完成的原因。"

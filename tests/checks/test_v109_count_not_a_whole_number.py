"""V109: a count or a deduction of the register can't be used."""

from __future__ import annotations

import pytest

import tables
from scoresheet.checks.v109_count_not_a_whole_number import count_not_a_whole_number


def counted(count: str, declared: str = "是") -> str:
    """Write a register with one count of item 4."""
    return f"""
    扣分情况登记
    | 编号       | 扣分情形       | 发生起数 |
    | 4/ordinary | 一般案（事）件 | {count}  |
    | 4/severe   | 特别重大       | 0        |
    | 本期无扣分 | {declared}     |          |
    """


def deducted(deduction: str) -> str:
    """Write an open register of item 5 with one event, and a score that leaves room for it."""
    return f"""
    | 编号 | 分值 | 自查得分 | 完成情况   | 未完成情况说明 |
    | 5    | 15   | 14       | 已按时报送 | 被通报一次     |

    扣分情况登记
    | 编号       | 扣分情形       | 发生起数 | 应扣分      |
    | 5/1        | 通报批评       |          | {deduction} |
    | 4/ordinary | 一般案（事）件 | 0        |             |
    | 4/severe   | 特别重大       | 0        |             |
    | 本期无扣分 | 否             |          |             |
    """


@pytest.mark.parametrize("count", ["0", "", "０"])
def test_whole_numbers_and_blanks_are_left_alone(count: str) -> None:
    """A blank is another check's business."""
    assert tables.found_by(count_not_a_whole_number, counted(count)) == []


@pytest.mark.parametrize("deduction", ["1", "0.5", ""])
def test_deductions_may_have_decimals(deduction: str) -> None:
    """A deduction is points, not a count."""
    assert tables.found_by(count_not_a_whole_number, deducted(deduction)) == []


@pytest.mark.parametrize(
    ("count", "message"),
    [
        ("-1", "第4项“一般案（事）件”的发生起数填的是“-1”，不能是负数。"),
        ("无", "第4项“一般案（事）件”的发生起数填的是“无”，看不出是0还是没有填。"),
        ("一些", "第4项“一般案（事）件”的发生起数填的是“一些”，不是数字。"),
        ("1-2", "第4项“一般案（事）件”的发生起数填的是“1-2”，写了两个数。"),
        ("1起", "第4项“一般案（事）件”的发生起数填的是“1起”，不是数字。"),
    ],
)
def test_a_count_that_can_not_be_used_is_the_only_finding(count: str, message: str) -> None:
    """Neither a blank register nor a score that doesn't fit is told on top of it."""
    assert tables.found_by(count_not_a_whole_number, counted(count)) == [("D4", message)]
    assert tables.codes(counted(count)) == ["V109"]


def test_half_an_event_can_not_be_used() -> None:
    """A fraction is no number of events, and nothing is computed from it."""
    assert tables.found_by(count_not_a_whole_number, counted("0.5", "否")) == [
        ("D4", "第4项“一般案（事）件”的发生起数填的是“0.5”，不是整数。")
    ]
    assert tables.codes(counted("0.5", "否")) == ["V109"]


@pytest.mark.parametrize(("deduction", "wrong"), [("-1", "不能是负数"), ("一些", "不是数字")])
def test_a_deduction_that_can_not_be_used_is_the_only_finding(deduction: str, wrong: str) -> None:
    """A negative deduction is not taken for a positive one."""
    assert tables.found_by(count_not_a_whole_number, deducted(deduction)) == [
        ("E4", f"第5项登记的应扣分填的是“{deduction}”，{wrong}。")
    ]
    assert tables.codes(deducted(deduction)) == ["V109"]


def test_a_likely_meaning_is_suggested() -> None:
    """What may have been meant is offered, never taken."""
    (finding,) = tables.findings(counted("1起"))

    assert finding.remedy.zh == "若为1，请只填 1。"

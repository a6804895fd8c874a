"""R102: a score is below what the register leaves."""

from __future__ import annotations

import pytest

import tables
from scoresheet.checking.running import Severity
from scoresheet.checks.r102_score_below_limit import score_below_limit


def claimed(score: str, ordinary: str, declared: str = "否") -> str:
    """Write a return that claims a score for item 4 beside this count."""
    return f"""
    | 编号 | 分值 | 自查得分 | 完成情况   | 未完成情况说明 |
    | 4    | 1.5  | {score}  | 已妥善处置 | 按规定扣分     |

    扣分情况登记
    | 编号       | 扣分情形       | 发生起数   |
    | 4/ordinary | 一般案（事）件 | {ordinary} |
    | 4/severe   | 特别重大       | 0          |
    | 本期无扣分 | {declared}     |            |
    """


@pytest.mark.parametrize(("score", "count"), [("1", "1"), ("0.5", "2"), ("1.5", "1")])
def test_a_score_at_or_above_the_limit_is_left_alone(score: str, count: str) -> None:
    """What is claimed too much is another check's business."""
    assert tables.found_by(score_below_limit, claimed(score, count)) == []


@pytest.mark.parametrize("item", ["1", "2", "3"])
def test_self_rated_items_may_be_below_their_points(item: str) -> None:
    """Where the rule computes nothing there is nothing to fall short of."""
    table = f"""
    | 编号   | 自查得分 | 完成情况   | 未完成情况说明 |
    | {item} | 1        | 完成一部分 | 人员调整       |
    """

    assert tables.found_by(score_below_limit, table) == []


def test_the_register_must_be_sound_first() -> None:
    """Beside a negative count no higher score is offered."""
    assert tables.codes(claimed("1", "-1")) == ["V109"]


def test_the_possible_score_is_told_as_a_notice() -> None:
    """The unit is told what it could claim; nothing is asked of it."""
    (finding,) = tables.findings(claimed("0.5", "1"))

    assert tables.found_by(score_below_limit, claimed("0.5", "1")) == [
        ("D8", "第4项填0.5分，按登记计算可得1分。")
    ]
    assert finding.severity is Severity.NOTICE

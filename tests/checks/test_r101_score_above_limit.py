"""R101: a score is above what the register leaves."""

from __future__ import annotations

import pytest

import tables
from scoresheet.checks.r101_score_above_limit import score_above_limit


def claimed(score: str, ordinary: str, severe: str = "0", declared: str = "否") -> str:
    """Write a return that claims a score for item 4 beside these counts."""
    return f"""
    | 编号 | 分值 | 自查得分 | 完成情况   | 未完成情况说明 |
    | 4    | 1.5  | {score}  | 已妥善处置 | 按规定扣分     |

    扣分情况登记
    | 编号       | 扣分情形       | 发生起数   |
    | 4/ordinary | 一般案（事）件 | {ordinary} |
    | 4/severe   | 特别重大       | {severe}   |
    | 本期无扣分 | {declared}     |            |
    """


@pytest.mark.parametrize(
    ("score", "ordinary", "severe"),
    [("1", "1", "0"), ("0", "1", "1"), ("-3.5", "20", "0"), ("0.5", "1", "0")],
)
def test_what_the_register_leaves_may_be_claimed(score: str, ordinary: str, severe: str) -> None:
    """The limit itself, a score below it, and the floor of the rule are permitted."""
    assert tables.found_by(score_above_limit, claimed(score, ordinary, severe)) == []


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (claimed("2", "1"), "V104"),
        (claimed("1.125", "1"), "V105"),
        (claimed("1.5", "1", declared="是"), "R105"),
        (claimed("1.5", "", "1"), "R104"),
        (claimed("1.5", "半", "1"), "V109"),
        (claimed("", "1"), "V101"),
    ],
)
def test_the_root_cause_is_told_alone(table: str, code: str) -> None:
    """Where score or register can't be used the score isn't judged by the register as well."""
    assert tables.codes(table) == [code]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            claimed("1.5", "2"),
            "第4项填1.5分，按登记计算最高0.5分：2起一般案（事）件×0.5 = 1分，得 1.5 − 1 = 0.5分。",
        ),
        (
            claimed("1.5", "1", "1"),
            "第4项填1.5分，按登记计算最高0分：1起一般案（事）件×0.5 + 1起特别重大×1 = 1.5分，得 1.5 − 1.5 = 0分。",
        ),
        (
            claimed("0", "20"),
            "第4项填0分，按登记计算最高−3.5分：20起一般案（事）件×0.5 = 10分，上限5分，得 1.5 − 5 = −3.5分。",
        ),
    ],
)
def test_the_arithmetic_is_shown(table: str, message: str) -> None:
    """The sentence shows how the limit comes about, and is the only finding."""
    assert tables.found_by(score_above_limit, table) == [("D8", message)]
    assert tables.codes(table) == ["R101"]


def test_open_registers_are_judged_by_their_deductions() -> None:
    """A row that says 无 is no deduction; the limit is rounded as scores are."""
    table = """
    | 编号 | 分值 | 自查得分 | 完成情况   | 未完成情况说明 |
    | 5    | 15   | 14.68    | 已按时报送 | 被通报一次     |

    扣分情况登记
    | 编号       | 扣分情形       | 发生起数 | 应扣分 |
    | 5/1        | 通报批评       |          | 0.333  |
    | 5/2        | 无             |          |        |
    | 4/ordinary | 一般案（事）件 | 0        |        |
    | 4/severe   | 特别重大       | 0        |        |
    | 本期无扣分 | 否             |          |        |
    """

    assert tables.codes(table.replace("14.68", "14.67")) == []
    assert tables.found_by(score_above_limit, table) == [
        (
            "D9",
            "第5项填14.68分，按登记计算最高14.67分：登记扣分0.333分，得 15 − 0.333 = 14.667分。",
        )
    ]


@pytest.mark.parametrize(
    ("score", "actual", "found"),
    [
        ("1", "25", []),
        ("0.99", "25", []),
        (
            "1.01",
            "25",
            [("D10", "第6项填1.01分，按填报的数据计算最高1分：2×25/50 = 1分。")],
        ),
        ("2", "50", []),
        ("2", "80", []),
    ],
)
def test_a_score_is_held_against_the_achieved_number(
    score: str, actual: str, found: list[tuple[str, str]]
) -> None:
    """What the number makes may be claimed, and not a hundredth more."""
    table = f"""
    | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
    | 6    | 2    | {score}  | 已培训   | 其余改在12月   |

    量化指标完成数
    | 编号     | 指标     | 目标数 | 实际完成数 |
    | 6/cadres | 培训干部 | 50     | {actual}   |
    """
    assert tables.found_by(score_above_limit, table) == found

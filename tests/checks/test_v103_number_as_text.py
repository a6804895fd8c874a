"""V103: a number is stored as text."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import run
from scoresheet.checks.v103_number_as_text import number_as_text

HEADER = "| 编号 | 扣分情形 | 发生起数 | 应扣分 |"


@pytest.mark.parametrize("typed", ["3", "2.5", "三", None])
def test_number_cells_words_and_blanks_are_left_alone(typed: str | None) -> None:
    """Only what was normalised is told."""
    assert tables.found_by(number_as_text, samples.submission(scores={"1": typed})) == []


def test_what_is_out_of_range_is_told_as_that_alone() -> None:
    """A text number above the points is one finding."""
    assert [finding.code for finding in run(samples.submission(scores={"1": "９"}))] == ["V104"]


@pytest.mark.parametrize(
    "typed", ["3分", "３", "\u200b3", "+3.00", "3 分", "３．０", "'3", "+03", "\u30003\xa0"]
)
def test_before_and_after_are_told(typed: str) -> None:
    """The notice shows what stood there and what was read, and nothing else is found."""
    made = samples.submission(scores={"1": typed})
    shown = typed.replace("\u200b", "").strip()

    assert tables.found_by(number_as_text, made) == [
        ("D5", f"第1项的自查得分“{shown}”是文本，已按数字3计算。")
    ]
    assert [finding.code for finding in run(made)] == ["V103"]


def test_other_cells_that_ask_for_numbers_are_told_by_name() -> None:
    """Achieved numbers, counts and deductions are named in words."""
    table = f"""
    量化指标完成数
    | 编号         | 指标 | 目标数 | 实际完成数 |
    | 1/activities | 活动 | 3      | ４         |

    扣分情况登记
    {HEADER}
    | 4/ordinary | 一般案（事）件 | ０ | |
    | 4/severe   | 特别重大       | 0  | |
    | 5/1        | 通报批评       |    | 1分 |
    | 本期无扣分 | 否             |    | |
    | 5/2        | 未报材料       |    | 14 |
    """

    assert tables.found_by(number_as_text, table) == [
        ("E5", "第1项“活动”的实际完成数“４”是文本，已按数字4计算。"),
        ("D4", "第4项“一般案（事）件”的发生起数“０”是文本，已按数字0计算。"),
        ("E6", "第5项登记的应扣分“1分”是文本，已按数字1计算。"),
    ]

"""R107: a number that the score is computed from is blank."""

from __future__ import annotations

import pytest

import tables
from scoresheet.checks.r107_blank_number import blank_number


def entered(actual: str, score: str = "2") -> str:
    """Write a return with this number of cadres beside the score that follows from it."""
    return f"""
    | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
    | 6    | 2    | {score}  | 已培训   | 其余改在12月   |

    量化指标完成数
    | 编号     | 指标     | 目标数 | 实际完成数 |
    | 6/cadres | 培训干部 | 50     | {actual}   |
    """


@pytest.mark.parametrize(("actual", "score"), [("50", "2"), ("0", "0"), ("25", "1"), ("１２", "0.48")])
def test_a_number_is_no_blank(actual: str, score: str) -> None:
    """A 0 is an answer, and so is a number typed as text."""
    assert tables.found_by(blank_number, entered(actual, score)) == []


def test_a_blank_that_nothing_is_computed_from_is_left_alone() -> None:
    """What a judged item asks for may stay blank."""
    table = """
    量化指标完成数
    | 编号      | 指标 | 目标数 | 实际完成数 |
    | 2/trained | 培训 | 40     |            |
    """
    assert tables.found_by(blank_number, table) == []


def test_what_is_no_number_is_told_by_another_check() -> None:
    """Words are not blank."""
    assert tables.codes(entered("约50人")) == ["V108"]


def test_a_blank_is_told_at_its_cell() -> None:
    """No score follows, so the score isn't judged as well."""
    table = entered("")
    assert tables.found_by(blank_number, table) == [
        ("E10", "第6项“培训干部”的实际完成数没有填，得分要由它确定。")
    ]
    assert tables.codes(table) == ["R107"]

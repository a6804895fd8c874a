"""V104: a score is outside its item's range."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
import tables
from scoresheet.checking.running import grouped, run
from scoresheet.checks.v104_score_out_of_range import score_out_of_range
from scoresheet.language import Locale

HUNDREDTHS = st.decimals(min_value=-20, max_value=20, places=2)


@pytest.mark.parametrize(
    ("item", "typed"),
    [("1", "0"), ("1", "3"), ("1", "3.00"), ("4", "1.5"), ("4", "-3.5"), ("5", "0"), ("5", "15")],
)
def test_the_bounds_themselves_are_permitted(item: str, typed: str) -> None:
    """Both ends of a range belong to it; item 4 may fall below 0."""
    assert tables.found_by(score_out_of_range, samples.submission(scores={item: typed})) == []


@pytest.mark.parametrize("typed", [None, "三十", "满分"])
def test_what_is_no_number_is_left_alone(typed: str | None) -> None:
    """Blanks and words are other checks' business."""
    assert tables.found_by(score_out_of_range, samples.submission(scores={"1": typed})) == []


@pytest.mark.parametrize(
    ("item", "typed", "cell", "message", "remedy"),
    [
        ("1", "3.5", "D5", "第1项填3.5分，本项最高3分。", "请改为0至3之间的数。"),
        ("1", "-1", "D5", "第1项填−1分，本项最低0分。", "请改为0至3之间的数。"),
        ("4", "-4", "D8", "第4项填−4分，本项最低−3.5分。", "请改为−3.5至1.5之间的数。"),
        ("4", "2", "D8", "第4项填2分，本项最高1.5分。", "请改为−3.5至1.5之间的数。"),
        ("5", "15.01分", "D9", "第5项填15.01分，本项最高15分。", "请改为0至15之间的数。"),
        ("1", "3.0001", "D5", "第1项填3.0001分，本项最高3分。", "请改为0至3之间的数。"),
    ],
)
def test_number_bound_and_range_are_told(item: str, typed: str, cell: str, message: str, remedy: str) -> None:
    """The sentence says what stands there and the bound that it breaks; it is the only finding."""
    made = samples.submission(scores={item: typed})

    assert tables.found_by(score_out_of_range, made) == [(cell, message)]
    assert [(one.code, one.remedy.zh) for one in run(made)] == [("V104", remedy)]


def test_equal_faults_are_one_line() -> None:
    """Items with the same bound and the same number are told together."""
    (group,) = grouped(run(samples.submission(scores={"3": "2", "4": "2"})))

    assert group.message(Locale.ZH) == "第3、4项填2分，本项最高1.5分。"
    assert group.message(Locale.EN) == "The score of items 3, 4 is 2; the most that is allowed is 1.5."


@given(HUNDREDTHS)
def test_exactly_the_numbers_outside_the_range_are_found(number: Decimal) -> None:
    """Whatever the number, it is found if and only if it lies outside −3.5 … 1.5."""
    found = tables.found_by(score_out_of_range, samples.submission(scores={"4": str(number)}))

    assert bool(found) is not (Decimal("-3.5") <= number <= Decimal("1.5"))

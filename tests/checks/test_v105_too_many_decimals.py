"""V105: a score has too many decimals."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.catalog.form import form_for
from scoresheet.checking.running import run
from scoresheet.checks.v105_too_many_decimals import too_many_decimals
from scoresheet.submission import Submission
from scoresheet.titles import SCORES


def with_score(typed: str, decimals: int = 2) -> Submission:
    """Give a return whose first score is as typed, in a catalog that counts so many decimals."""
    catalog = samples.catalog(decimals=decimals)
    made = samples.submission(form_for(catalog, catalog.units[0]), scores={"1": typed})
    return samples.with_answer(made, "1", reason=samples.cell(SCORES.zh, "F5", "一次改在12月"))


@pytest.mark.parametrize("typed", ["2", "2.6", "2.68", "2.680", "2.5000"])
def test_permitted_decimals_and_trailing_zeros_are_left_alone(typed: str) -> None:
    """Zeros at the end are no decimals."""
    assert tables.found_by(too_many_decimals, with_score(typed)) == []


def test_a_number_out_of_range_is_told_as_that_alone() -> None:
    """3.4567 of 3 points is too high, and nothing more is said."""
    assert [finding.code for finding in run(with_score("3.4567"))] == ["V104"]


def test_the_noise_of_binary_arithmetic_is_no_decimal() -> None:
    """What Excel shows as 2.3 has one decimal, whatever the file writes."""
    assert tables.found_by(too_many_decimals, with_score("2.3000000000000003")) == []


def test_the_rounded_score_is_offered() -> None:
    """The remedy rounds half up, as 四舍五入 means it."""
    made = with_score("2.6749999999999998")

    assert tables.found_by(too_many_decimals, made) == [("D5", "第1项填2.675分，最多保留2位小数。")]
    assert [(one.code, one.remedy.zh) for one in run(made)] == [("V105", "四舍五入是2.68分，请核对后改填。")]


@pytest.mark.parametrize(
    ("decimals", "typed", "message"),
    [(1, "2.25", "第1项填2.25分，最多保留1位小数。"), (0, "2.5", "第1项填2.5分，只能填整数。")],
)
def test_the_catalog_says_how_many_decimals_count(decimals: int, typed: str, message: str) -> None:
    """Where no decimals count the sentence asks for a whole number."""
    assert tables.found_by(too_many_decimals, with_score(typed, decimals))[0] == ("D5", message)

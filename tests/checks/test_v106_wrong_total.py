"""V106: a typed total is not the sum."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import samples
import tables
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import NotApplicable
from scoresheet.checking import run
from scoresheet.checks.v106_wrong_total import wrong_total
from scoresheet.submission import Submission
from scoresheet.titles import SCORES


def with_total(typed: str | None, *, formula: str | None = None, **changes: Any) -> Submission:
    """Give a return of 25 points with this total."""
    return samples.submission(total=samples.cell(SCORES.zh, "D10", typed, formula=formula), **changes)


@pytest.mark.parametrize("typed", ["25", "25.00", "25分", None])
def test_a_right_or_blank_total_is_left_alone(typed: str | None) -> None:
    """The total may be missing; nothing is computed from it."""
    assert tables.found_by(wrong_total, with_total(typed)) == []


def test_a_formula_is_left_alone() -> None:
    """The form's own total is a formula; its stored result may be old."""
    assert tables.found_by(wrong_total, with_total("0", formula="SUM(D5:D9)")) == []


def test_a_form_without_a_total_row_is_left_alone() -> None:
    """Where there is no cell there is no total."""
    assert tables.found_by(wrong_total, samples.submission()) == []


@pytest.mark.parametrize("score", [None, "三分", "#REF!", "3分"])
def test_nothing_is_summed_before_all_scores_are_plain_numbers(score: str | None) -> None:
    """A blank, refused or text score is the root cause of a total that doesn't fit."""
    assert tables.found_by(wrong_total, with_total("22", scores={"1": score})) == []


def test_nothing_is_summed_while_a_row_is_missing() -> None:
    """A missing row is the root cause."""
    assert tables.found_by(wrong_total, samples.with_answer(with_total("22"), "1", found=False)) == []


@pytest.mark.parametrize("typed", ["21", "22.34"])
def test_with_an_item_left_out_the_plain_and_the_scaled_sum_are_both_right(typed: str) -> None:
    """21 of 23.5 points, scaled to 25, is 22.34."""
    catalog = samples.catalog()
    unit = replace(catalog.units[0], not_applicable={"3": NotApplicable.RESCALE})
    made = with_total(typed, form=form_for(catalog, unit), scores={"2": "1.5", "3": "不适用"})

    assert tables.found_by(wrong_total, made) == []


def test_total_and_sum_are_both_told() -> None:
    """The sentence gives the typed total and the sum of the scores."""
    made = with_total("24")

    assert tables.found_by(wrong_total, made) == [("D10", "合计填24分，各项自查得分相加是25分。")]
    assert [one.remedy.zh for one in run(made)] == ["请核对各项得分；无误的，把合计改为25。"]


def test_a_total_in_words_is_told() -> None:
    """Words in the total are quoted."""
    assert tables.found_by(wrong_total, with_total("二十五")) == [
        ("D10", "合计填“二十五”，各项自查得分相加是25分。")
    ]


def test_sums_are_exact() -> None:
    """0.1 and 0.2 make 0.3."""
    scores = {"1": "0.1", "2": "0.2", "3": "0", "4": "0", "5": "0"}

    assert tables.found_by(wrong_total, with_total("0.3", scores=scores)) == []

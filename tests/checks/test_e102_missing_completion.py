"""E102: nothing is said about what was done."""

from __future__ import annotations

from dataclasses import replace

import pytest

import samples
import tables
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import NotApplicable
from scoresheet.checking.running import Severity, run
from scoresheet.checks.e102_missing_completion import missing_completion
from scoresheet.submission import NOWHERE, Submission
from scoresheet.titles import SCORES


def done(typed: str | None, score: str = "3") -> Submission:
    """Give a return that says this about what was done for the first item."""
    made = samples.submission(scores={"1": score})
    reason = samples.cell(SCORES.zh, "F5", "推迟到12月")
    return samples.with_answer(made, "1", done=samples.cell(SCORES.zh, "E5", typed), reason=reason)


@pytest.mark.parametrize("typed", ["开展活动3次", "已完成", "无", "/", "3"])
def test_any_word_will_do(typed: str) -> None:
    """Short as it is, something stands there."""
    assert run(done(typed)) == ()


@pytest.mark.parametrize("score", ["0", "", "三分"])
def test_without_a_score_above_0_nothing_need_be_said(score: str) -> None:
    """Where nothing is claimed nothing has to have been done."""
    assert tables.found_by(missing_completion, done(None, score)) == []


def test_a_column_that_was_not_found_is_left_alone() -> None:
    """A missing column has its own finding."""
    made = samples.with_answer(samples.submission(), "1", done=NOWHERE)

    assert tables.found_by(missing_completion, made) == []


def test_items_that_do_not_apply_are_left_alone() -> None:
    """Nothing is asked of a not-applicable item."""
    catalog = samples.catalog()
    form = form_for(catalog, replace(catalog.units[0], not_applicable={"1": NotApplicable.FULL}))
    made = samples.with_answer(samples.submission(form), "1", done=samples.cell(SCORES.zh, "E5"))

    assert tables.found_by(missing_completion, made) == []


@pytest.mark.parametrize("typed", [None, "", "\u200b", "\u3000"])
def test_a_score_beside_a_blank_is_a_warning(typed: str | None) -> None:
    """The return counts, but the unit should look again."""
    made = done(typed)

    assert tables.found_by(missing_completion, made) == [("E5", "第1项有得分，没有填完成情况。")]
    assert [(one.code, one.severity) for one in run(made)] == [("E102", Severity.WARNING)]

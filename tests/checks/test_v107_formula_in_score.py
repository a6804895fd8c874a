"""V107: a score is a formula with a stored result."""

from __future__ import annotations

import samples
import tables
from scoresheet.checking.running import run
from scoresheet.checks.v107_formula_in_score import formula_in_score
from scoresheet.submission import Submission
from scoresheet.titles import SCORES


def with_formula(result: str | None, formula: str) -> Submission:
    """Give a return whose first score is a formula."""
    return samples.with_answer(
        samples.submission(), "1", score=samples.cell(SCORES.zh, "D5", result, formula=formula)
    )


def test_typed_numbers_are_left_alone() -> None:
    """A number that was typed is no formula."""
    assert tables.found_by(formula_in_score, samples.submission()) == []


def test_a_formula_that_gives_no_usable_score_is_told_as_that_alone() -> None:
    """Without a result, or with one out of range, the formula is not the point."""
    assert [one.code for one in run(with_formula(None, "1+2"))] == ["V102"]
    assert [one.code for one in run(with_formula("7", "3+4"))] == ["V104"]


def test_formula_and_result_are_told() -> None:
    """The notice gives the result that was taken; the formula is shown as what stands there."""
    (finding,) = run(with_formula("3", "1+2"))

    assert (finding.cells, finding.found.zh) == (("D5",), "“=1+2”")
    assert tables.found_by(formula_in_score, with_formula("3", "1+2")) == [
        ("D5", "第1项的自查得分是公式，已按保存时的结果3分计算。")
    ]


def test_a_follower_of_a_shared_formula_has_no_text_of_its_own() -> None:
    """Where the file keeps the formula elsewhere the notice says only that it is one."""
    (finding,) = run(with_formula("3", ""))

    assert finding.found.zh == "公式"

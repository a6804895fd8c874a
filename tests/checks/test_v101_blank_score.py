"""V101: a score is blank."""

from __future__ import annotations

from dataclasses import replace

import pytest

import samples
import tables
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import NotApplicable
from scoresheet.checking.running import grouped, run
from scoresheet.checks.v101_blank_score import blank_score
from scoresheet.language import Locale
from scoresheet.submission import NOWHERE
from scoresheet.titles import SCORES


@pytest.mark.parametrize("typed", ["0", "3", "三", "９"])
def test_what_stands_there_is_not_blank(typed: str) -> None:
    """A 0 is a score, and words are another check's business."""
    made = samples.submission(scores={"2": typed})

    assert tables.found_by(blank_score, made) == []


@pytest.mark.parametrize("kind", list(NotApplicable))
def test_items_that_do_not_apply_owe_no_score(kind: NotApplicable) -> None:
    """A not-applicable item may be blank, whatever becomes of its points."""
    catalog = samples.catalog()
    unit = replace(catalog.units[0], not_applicable={"2": kind})
    made = samples.submission(form_for(catalog, unit), scores={"2": None})

    assert tables.found_by(blank_score, made) == []


def test_rows_and_cells_that_were_not_found_are_left_alone() -> None:
    """A missing row or column has its own finding."""
    lost = samples.with_answer(samples.submission(scores={"2": None}), "2", found=False)
    nowhere = samples.with_answer(samples.submission(), "2", score=NOWHERE)

    assert tables.found_by(blank_score, lost) == []
    assert tables.found_by(blank_score, nowhere) == []


def test_a_formula_without_a_result_is_not_blank() -> None:
    """A formula that was never computed is reported as such."""
    made = samples.with_answer(samples.submission(), "2", score=samples.cell(SCORES.zh, "D6", formula="1+2"))

    assert [finding.code for finding in run(made)] == ["V102"]


def test_blank_scores_are_one_line_with_all_their_items() -> None:
    """Several blanks are told together; nothing else is said about them."""
    findings = run(samples.submission(scores={"1": None, "2": "", "5": "\u3000"}))
    (group,) = grouped(findings)

    assert group.message(Locale.ZH) == "第1、2、5项没有填自查得分。"
    assert group.message(Locale.EN) == "No score is given for items 1, 2, 5."
    assert group.cells == ("D5", "D6", "D9")


def test_where_errors_can_t_be_told_from_blanks_the_sentence_says_so() -> None:
    """In a format that shows an error value as a blank it may have been either."""
    made = samples.submission(scores={"1": None})
    hidden = replace(made, source=replace(made.source, shows_errors=False))
    (finding,) = [one for one in run(hidden) if one.code == "V101"]

    assert finding.message(Locale.ZH) == "第1项没有填自查得分（也可能是错误值，这种格式里看不出来）。"
    assert (
        finding.message(Locale.EN)
        == "No score is given for item 1 (or an error value, which can't be told in this format)."
    )

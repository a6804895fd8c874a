"""V106: a total is missing or not the sum."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import samples
import tables
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import NotApplicable
from scoresheet.checking.running import Severity, run
from scoresheet.checks.v106_wrong_total import wrong_total
from scoresheet.language import Locale
from scoresheet.submission import NOWHERE, Cell, Issued, Submission
from scoresheet.titles import SCORES


def with_total(typed: str | None, *, formula: str | None = None, **changes: Any) -> Submission:
    """Give a return of 25 points with this total."""
    return samples.submission(total=samples.cell(SCORES.zh, "D10", typed, formula=formula), **changes)


def without(treatment: NotApplicable) -> Any:
    """Give the form of a unit to which item 3, worth 1.5, does not apply."""
    catalog = samples.catalog()
    return form_for(catalog, replace(catalog.units[0], not_applicable={"3": treatment}))


@pytest.mark.parametrize("typed", ["25", "25.00", "25分", "２５"])
def test_a_right_total_is_left_alone(typed: str) -> None:
    """However it is written, 25 is 25."""
    assert tables.found_by(wrong_total, with_total(typed)) == []


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(D5:D9)",
        "SUM($D$5:$D$9)",
        "sum( d5 : d9 )",
        "SUM(D9:D5)",
        "SUM(D4:D9)",
        "SUM(D5:D6,D7:D9)",
        "SUM(D5,D6,D7,D8,D9)",
        "ROUND(SUM(D5:D9)*25/25,2)",
    ],
)
@pytest.mark.parametrize("stored", ["0", "#REF!", None])
def test_a_formula_that_sums_every_score_is_trusted(formula: str, stored: str | None) -> None:
    """Its stored result may be older than the scores."""
    assert tables.found_by(wrong_total, with_total(stored, formula=formula)) == []


@pytest.mark.parametrize("formula", ["25", "SUM(D5:D8)", "SUM(C5:C9)", "[1]Sheet1!D10", ""])
@pytest.mark.parametrize("stored", ["25", "", None])
def test_any_other_formula_counts_by_its_stored_result(formula: str, stored: str | None) -> None:
    """A right result is right however it came about; without a result there is nothing to compare."""
    assert tables.found_by(wrong_total, with_total(stored, formula=formula)) == []


@pytest.mark.parametrize("score", [None, "三分", "#REF!", "3.01", "-1"])
@pytest.mark.parametrize(
    "total", [samples.cell(SCORES.zh, "D10", "21"), samples.cell(SCORES.zh, "D10"), NOWHERE]
)
def test_nothing_is_summed_before_all_scores_are_permitted(score: str | None, total: Cell) -> None:
    """A blank, refused or excessive score is the root cause, and its sum would be no advice."""
    made = samples.submission(total=total, scores={"1": score})

    assert tables.found_by(wrong_total, made) == []


@pytest.mark.parametrize(
    "total", [samples.cell(SCORES.zh, "D10", "22"), samples.cell(SCORES.zh, "D10"), NOWHERE]
)
def test_nothing_is_summed_while_a_row_is_missing(total: Cell) -> None:
    """A missing row is the root cause."""
    made = samples.with_answer(samples.submission(total=total), "1", found=False)

    assert tables.found_by(wrong_total, made) == []


@pytest.mark.parametrize("typed", ["25", "22"])
def test_with_a_score_stored_as_text_both_sums_are_right(typed: str) -> None:
    """The sheet's own sum leaves the text out, the sender's head does not."""
    assert tables.found_by(wrong_total, with_total(typed, scores={"1": "3分"})) == []


@pytest.mark.parametrize("typed", ["21", "22.34", "20", "21.28"])
def test_with_an_item_left_out_the_plain_and_the_scaled_sum_are_both_right(typed: str) -> None:
    """21 of 23.5 points, scaled to 25, is 22.34; a score stored as text may be left out of either."""
    scores = {"1": "2.5", "2": "1分" if typed in {"20", "21.28"} else "2", "3": "不适用"}
    made = with_total(typed, form=without(NotApplicable.RESCALE), scores=scores)

    assert tables.found_by(wrong_total, made) == []


@pytest.mark.parametrize(
    ("treatment", "formula"),
    [
        (NotApplicable.RESCALE, "ROUND(SUM(D5:D9)*25/23.5,2)"),
        (NotApplicable.RESCALE, "SUM(D5:D6,D8:D9)"),
        (NotApplicable.DROP, "SUM(D5:D6,D8:D9)"),
        (NotApplicable.FULL, "SUM(D5:D9)"),
    ],
)
def test_the_form_s_own_formula_is_trusted_where_an_item_does_not_apply(
    treatment: NotApplicable, formula: str
) -> None:
    """The row of an item that is left out need not be summed."""
    made = with_total("0", formula=formula, form=without(treatment), scores={"3": "不适用"})

    assert tables.found_by(wrong_total, made) == []


@pytest.mark.parametrize("total", [samples.cell(SCORES.zh, "D10"), NOWHERE])
def test_a_form_without_a_total_row_has_no_total(total: Cell) -> None:
    """Nobody is asked for what the office left out."""
    catalog = samples.catalog(total_row=False)
    made = samples.submission(form_for(catalog, catalog.units[0]), total=total)

    assert tables.found_by(wrong_total, made) == []


def test_where_no_item_applies_there_is_nothing_to_sum() -> None:
    """A form of which nothing applies has no total of 0."""
    catalog = samples.catalog()
    nothing = {item.id: NotApplicable.DROP for item in catalog.items}
    form = form_for(catalog, replace(catalog.units[0], not_applicable=nothing))

    assert tables.found_by(wrong_total, samples.submission(form, total=NOWHERE)) == []


@pytest.mark.parametrize("issued", [None, Issued(has_total=False)])
def test_a_total_row_that_may_never_have_been_there_is_not_missed(issued: Issued | None) -> None:
    """An office's master may have none; only the form's own memory tells that there was one."""
    assert run(samples.submission(total=NOWHERE, issued=issued)) == ()


@pytest.mark.parametrize(
    ("total", "cell", "zh", "en"),
    [
        (
            samples.cell(SCORES.zh, "D10"),
            "D10",
            "合计没有填，各项自查得分相加是25分，已按此计算。",
            "No total is given; the scores add up to 25, which is what counts.",
        ),
        (
            NOWHERE,
            "",
            "表里没有合计行，各项自查得分相加是25分，已按此计算。",
            "The row of the total is gone; the scores add up to 25, which is what counts.",
        ),
    ],
)
def test_a_total_that_is_missing_is_to_be_verified(total: Cell, cell: str, zh: str, en: str) -> None:
    """The sum is counted all the same, so nothing keeps the return from being accepted."""
    (finding,) = run(samples.submission(total=total, issued=Issued(has_total=True)))

    assert (finding.code, finding.severity) == ("V106", Severity.WARNING)
    assert " ".join(finding.cells) == cell
    assert (finding.message(Locale.ZH), finding.message(Locale.EN)) == (zh, en)
    assert finding.remedy.zh == "请核对合计是否为25分；相符的，不必重新报送。"


def test_total_and_sum_are_both_told() -> None:
    """The sentence gives the typed total and the sum of the scores; a number is shown bare, as everywhere."""
    made = with_total("24")
    (finding,) = run(made)

    assert tables.found_by(wrong_total, made) == [("D10", "合计填24分，各项自查得分相加是25分。")]
    assert finding.remedy.zh == "请核对各项得分；无误的，把合计改为25。"
    assert (finding.found.zh, finding.severity) == ("24", Severity.ERROR)


def test_a_total_in_words_is_told() -> None:
    """Words in the total are quoted."""
    (finding,) = run(with_total("二十五"))

    assert finding.message(Locale.ZH) == "合计填“二十五”，各项自查得分相加是25分。"
    assert finding.found.zh == "“二十五”"


@pytest.mark.parametrize(
    "formula",
    [
        "85",
        "SUM($D$5:$D$8)",
        "SUM(D5:D8)",
        "SUM(D5:D9,D5)",
        "SUM(C5:D9)",
        "SUM(C5:C9,D5:D9)",
        "SUM(D5:D9)+60",
        "SUM(D5:D10)",
        "ROUND(SUM(D5:D9)*85/25,2)",
        "ROUND(SUM(D5:D9)*25/25,0)",
        "ROUND(SUM(D5:D9)*1/0,2)",
        "SUM(D:D)",
        "SUM()",
        "[1]Sheet1!D10",
        "",
    ],
)
def test_a_formula_that_adds_up_something_else_is_compared(formula: str) -> None:
    """Its stored result is what the sender saw."""
    assert tables.found_by(wrong_total, with_total("85", formula=formula)) == [
        ("D10", "合计填85分，各项自查得分相加是25分。")
    ]


def test_a_formula_that_broke_is_told_as_it_shows() -> None:
    """An error value is no total."""
    assert tables.found_by(wrong_total, with_total("#REF!", formula="SUM(#REF!)")) == [
        ("D10", "合计填“#REF!”，各项自查得分相加是25分。")
    ]


@pytest.mark.parametrize("typed", ["24", "19"])
def test_with_a_score_stored_as_text_any_other_total_is_told(typed: str) -> None:
    """25 with the text, 22 without it, and nothing else."""
    assert tables.found_by(wrong_total, with_total(typed, scores={"1": "3分"})) == [
        ("D10", f"合计填{typed}分，各项自查得分相加是25分。")
    ]


def test_sums_are_exact() -> None:
    """0.1 and 0.2 make 0.3."""
    scores = {"1": "0.1", "2": "0.2", "3": "0", "4": "0", "5": "0"}

    assert tables.found_by(wrong_total, with_total("0.3", scores=scores)) == []

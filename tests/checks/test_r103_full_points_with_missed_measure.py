"""R103: full points beside a missed target."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import samples
import tables
from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.model import Round
from scoresheet.checking.running import Severity, run
from scoresheet.checks.r103_full_points_with_missed_measure import full_points_with_missed_measure
from scoresheet.language import Locale
from scoresheet.rule.model import Comparison, Goal
from scoresheet.rules.judged import Judged
from scoresheet.submission import MeasureAnswer, Submission
from scoresheet.titles import MEASURES, SCORES


class Computed(Judged):
    """A rule that computes the score from its measures."""

    @property
    def computes(self) -> bool:
        """It does."""
        return True


def reported(
    typed: str | None, *, score: str = "3", goal: Goal | None = None, form: Form | None = None
) -> Submission:
    """Give a return that reports this number, and this score, for the first item."""
    made = samples.submission(form, scores={"1": score})
    (measure,) = made.answers[0].measures
    asked = measure.asked if goal is None else replace(measure.asked, goal=goal)
    answer = MeasureAnswer(asked, samples.cell(MEASURES.zh, "E5", typed))
    reason = samples.cell(SCORES.zh, "F5", "一次改在12月")
    return samples.with_answer(made, "1", measures=(answer,), reason=reason)


@pytest.mark.parametrize("typed", ["3", "4", "100", None, "约2次", "-1"])
def test_met_and_unknown_targets_are_left_alone(typed: str | None) -> None:
    """Blank numbers and numbers that can't be used have findings of their own."""
    assert tables.found_by(full_points_with_missed_measure, reported(typed)) == []


@pytest.mark.parametrize("score", ["2", "2.99", "3.5", "三分"])
def test_other_scores_than_full_points_are_left_alone(score: str) -> None:
    """How much a missed target costs is not ours to say."""
    assert tables.found_by(full_points_with_missed_measure, reported("2", score=score)) == []


def test_rules_that_compute_judge_by_their_own_limit() -> None:
    """Where the score follows from the measures the rule says how much a missed target costs."""
    made = reported("2")
    item = replace(made.answers[0].asked.item, rule=Computed(Decimal(3)))
    made = samples.with_answer(made, "1", asked=replace(made.answers[0].asked, item=item))

    assert tables.found_by(full_points_with_missed_measure, made) == []


def test_a_target_that_is_not_printed_can_not_be_missed() -> None:
    """Where the notice prints no number there is nothing to hold the answer against."""
    made = reported("0", goal=samples.at_least(None))

    assert tables.found_by(full_points_with_missed_measure, made) == []


@pytest.mark.parametrize(
    ("goal", "typed", "target"),
    [
        (samples.at_least("3"), "2", "不少于3次"),
        (Goal(Comparison.AT_MOST, Decimal(3)), "4", "不超过3次"),
        (Goal(Comparison.BELOW, Decimal(3)), "3", "低于3次"),
        (Goal(Comparison.EQUALS, Decimal(3)), "2.5", "等于3次"),
    ],
)
def test_measure_number_and_target_are_told(goal: Goal, typed: str, target: str) -> None:
    """The sentence names all three, in the words of the comparison."""
    made = reported(typed, goal=goal)

    assert tables.found_by(full_points_with_missed_measure, made) == [
        ("D5", f"第1项填满分，但“活动”完成{typed}次，目标是{target}。")
    ]
    assert [(one.code, one.severity) for one in run(made)] == [("R103", Severity.ERROR)]


def test_before_the_period_is_over_it_is_a_warning() -> None:
    """In an interim round the rest may still be done."""
    catalog = samples.catalog(round=Round("2014-11", "2014年1—11月", interim=True))
    (finding,) = run(reported("2", form=form_for(catalog, catalog.units[0])))

    assert (finding.code, finding.severity) == ("R103", Severity.WARNING)


def test_against_a_default_target_it_is_a_warning() -> None:
    """The target may be another unit's."""
    catalog = samples.catalog()
    (finding,) = run(reported("2", form=form_for(catalog, catalog.units[1])))

    assert (finding.code, finding.severity) == ("R103", Severity.WARNING)


def test_a_rate_is_told_by_its_two_numbers() -> None:
    """A rate is asked for as two numbers, and shown as them."""
    made = reported("1")
    (measure,) = made.answers[0].measures
    asked = replace(
        measure.asked,
        measure=replace(measure.asked.measure, name="化解率", unit="%", numerator="化解", denominator="受理"),
        goal=samples.at_least("90"),
    )
    rate = MeasureAnswer(
        asked,
        numerator=samples.cell(MEASURES.zh, "E5", "17"),
        denominator=samples.cell(MEASURES.zh, "E6", "20"),
    )
    made = samples.with_answer(made, "1", measures=(rate,))

    assert tables.found_by(full_points_with_missed_measure, made) == [
        ("D5", "第1项填满分，但“化解率”完成17/20，目标是不少于90%。")
    ]


def test_each_missed_measure_is_told() -> None:
    """Two missed targets of one item are two sentences."""
    made = reported("2")
    (measure,) = made.answers[0].measures
    other = MeasureAnswer(
        replace(measure.asked, measure=replace(measure.asked.measure, name="座谈会", unit="场")),
        samples.cell(MEASURES.zh, "E6", "0"),
    )
    made = samples.with_answer(made, "1", measures=(measure, other))

    assert [one.message(Locale.EN) for one in run(made)] == [
        "Full points are given for item 1, but “活动” reached 2 次; the target is at least 3 次.",
        "Full points are given for item 1, but “座谈会” reached 0 场; the target is at least 3 场.",
    ]

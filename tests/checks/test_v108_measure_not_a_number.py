"""V108: an achieved number can't be used."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

import samples
import tables
from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.model import NotApplicable
from scoresheet.checking.running import Severity, run
from scoresheet.checks.v108_measure_not_a_number import measure_not_a_number
from scoresheet.rule.model import Entries
from scoresheet.rules.judged import Judged
from scoresheet.submission import MeasureAnswer, Submission
from scoresheet.titles import MEASURES


class Computed(Judged):
    """A rule that computes from its measures."""

    @property
    def computes(self) -> bool:
        """It does."""
        return True

    def limit(self, entries: Entries) -> Fraction | None:
        """Nothing can be computed without the number."""
        actual = entries.measures["activities"].actual
        return None if actual is None or actual < 0 else Fraction(self.points)


def sample_form(**changes: object) -> Form:
    """Give the sample form with some fields of its first item changed."""
    catalog = samples.catalog()
    first = replace(catalog.categories[0].items[0], **changes)  # type: ignore[arg-type]  # the tests' own fields
    category = replace(catalog.categories[0], items=(first, *catalog.categories[0].items[1:]))
    catalog = replace(catalog, categories=(category, *catalog.categories[1:]))
    return form_for(catalog, catalog.units[0])


def with_actual(typed: str | None, form: Form | None = None) -> Submission:
    """Give a return that reports this number for the first item."""
    made = samples.submission(form)
    (measure,) = made.answers[0].measures
    return samples.with_answer(
        made, "1", measures=(replace(measure, actual=samples.cell(MEASURES.zh, "E5", typed)),)
    )


def with_rate(over: str | None, under: str | None) -> Submission:
    """Give a return that reports a rate as two numbers."""
    (measure,) = samples.catalog().categories[0].items[0].measures
    form = sample_form(
        measures=(replace(measure, name="化解率", numerator="化解件数", denominator="受理件数"),)
    )
    made = samples.submission(form)
    answer = MeasureAnswer(
        form.items[0].measures[0],
        numerator=samples.cell(MEASURES.zh, "E5", over),
        denominator=samples.cell(MEASURES.zh, "E6", under),
    )
    return samples.with_answer(made, "1", measures=(answer,))


@pytest.mark.parametrize("typed", ["3", "0", "3.5", "３", None])
def test_numbers_and_blanks_are_left_alone(typed: str | None) -> None:
    """A blank is a notice of its own; 0 is a number."""
    assert tables.found_by(measure_not_a_number, with_actual(typed)) == []


def test_a_rate_of_two_numbers_is_left_alone() -> None:
    """0 of 5 is a rate."""
    assert tables.found_by(measure_not_a_number, with_rate("0", "5")) == []


def test_items_that_do_not_apply_are_left_alone() -> None:
    """Nothing is asked of a not-applicable item."""
    catalog = samples.catalog()
    unit = replace(catalog.units[0], not_applicable={"1": NotApplicable.DROP})

    assert tables.found_by(measure_not_a_number, with_actual("约3次", form_for(catalog, unit))) == []


@pytest.mark.parametrize(
    ("typed", "message", "remedy"),
    [
        ("约3次", "第1项“活动”的实际完成数填的是“约3次”，不是数字。", "若为3，请只填 3。"),
        ("2-3", "第1项“活动”的实际完成数填的是“2-3”，写了两个数。", "请确定是 2 还是 3，只填一个数。"),
        ("无", "第1项“活动”的实际完成数填的是“无”，看不出是0还是没有填。", "没有的请填 0。"),
        ("95%", "第1项“活动”的实际完成数填的是“95%”，是百分数。", "若为95，请只填 95。"),
        (
            '=DISPIMG("ID_8E2F",1)',
            "第1项“活动”的实际完成数填的是图片，读不出数字。",
            "请直接填数字；图片可以另作附件发送。",
        ),
        ("1,200人", "第1项“活动”的实际完成数填的是“1,200人”，不是数字。", "若为1200，请只填 1200。"),
        (
            "若干",
            "第1项“活动”的实际完成数填的是“若干”，不是数字。",
            "请只填数字，单位和说明写在完成情况一栏。",
        ),
        (
            "-2",
            "第1项“活动”的实际完成数填的是“-2”，不能是负数。",
            "请核对后重新填写。",
        ),
    ],
)
def test_what_stands_there_and_what_is_wrong_are_told(typed: str, message: str, remedy: str) -> None:
    """The sentence names the measure; it is a warning and the only finding."""
    made = with_actual(typed)

    assert tables.found_by(measure_not_a_number, made) == [("E5", message)]
    assert [(one.severity, one.remedy.zh) for one in run(made)] == [(Severity.WARNING, remedy)]


def test_a_denominator_of_0_is_told() -> None:
    """Nothing can be divided by 0; the numerator is left alone."""
    made = with_rate("5", "0")

    assert tables.found_by(measure_not_a_number, made) == [
        ("E6", "第1项“化解率”的受理件数填的是“0”，作除数不能是0。")
    ]
    assert [one.code for one in run(made)] == ["V108"]


def test_where_the_rule_computes_from_it_the_number_must_be_mended() -> None:
    """Without the number such a score can't be judged."""
    made = with_actual("约3次", sample_form(rule=Computed(Decimal(3))))

    assert [(one.code, one.severity) for one in run(made)] == [("V108", Severity.ERROR)]

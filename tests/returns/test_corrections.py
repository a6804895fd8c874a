"""Corrections by telephone."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

import samples
from scoresheet.decision import Correction, Decisions, Effect, Field, FieldKind
from scoresheet.returns.corrections import correct
from scoresheet.returns.fields import SCORE, STATEMENT, cell_of
from scoresheet.returns.settling import settle
from scoresheet.submission import NOWHERE, Submission
from scoresheet.titles import DEDUCTIONS, SCORES

CATALOG = samples.catalog()
REASON = Field(FieldKind.REASON)
ACTIVITIES = Field(FieldKind.MEASURE, "activities")
ORDINARY = Field(FieldKind.EVENT, "ordinary")


def correction(
    old: str, new: str, *, item: str | None = "2", field: Field = SCORE, day: int = 26
) -> Correction:
    """Give a correction of the first unit."""
    return Correction("510824", item, field, old, new, date(2014, 11, day), "张三", "李四")


def corrected(submission: Submission, *corrections: Correction) -> tuple[Submission, list[Effect]]:
    """Give a return with the corrections laid over it, and what came of them."""
    returns = correct(settle(CATALOG, [submission]), Decisions(corrections=corrections))
    (made,) = (one.chosen for one in returns.units if one.chosen is not None)
    return made, list(returns.effects)


def score(submission: Submission, item: str = "2") -> str:
    """Give what stands in the score of an item."""
    cell = cell_of(submission, item, SCORE)
    assert cell is not None
    return cell.text


def test_without_corrections_nothing_changes() -> None:
    """The very same object comes back."""
    submission = samples.submission()

    assert corrected(submission) == (submission, [])


def test_a_correction_changes_its_cell_and_no_other() -> None:
    """The cell keeps its place; the file as it was read stays as it is."""
    submission = samples.submission()
    made, (effect,) = corrected(submission, correction("4", "2.5"))

    assert (score(made), score(submission)) == ("2.5", "4")
    (changed,) = made.corrections
    assert (changed.before.address, changed.after.address) == ("D6", "D6")
    assert (effect.done, effect.words.zh, effect.cells) == (True, "自查得分由4改为2.5", ("D6",))
    assert [score(made, item) for item in "1345"] == ["3", "1.5", "1.5", "15"]


FIELDS: list[tuple[Correction, str]] = [
    (correction("", "人员调整", field=REASON), "未完成情况说明由空白改为“人员调整”"),
    (correction("3", "5", item="1", field=ACTIVITIES), "“活动”的实际完成数由3改为5"),
    (correction("", "0", item="4", field=ORDINARY), "“一般案（事）件”的发生起数由空白改为0"),
    (correction("是", "否", item=None, field=STATEMENT), "“本期无扣分”的选择由“是”改为“否”"),
]


@pytest.mark.parametrize(("one", "words"), FIELDS, ids=[one.field.kind.value for one, _ in FIELDS])
def test_every_field_can_be_corrected(one: Correction, words: str) -> None:
    """Texts, achieved numbers, counts of events and the statement about deductions."""
    made, (effect,) = corrected(samples.submission(), one)
    cell = cell_of(made, one.item, one.field)

    assert effect.words.zh == words
    assert cell is not None
    assert cell.text == one.new


def test_a_corrected_statement_counts() -> None:
    """What the unit says about deductions is what the rules compute from."""
    made, _ = corrected(samples.submission(), correction("是", "否", item=None, field=STATEMENT))

    assert made.none_declared is False


@pytest.mark.parametrize(
    ("typed", "old"), [("4.0", "4"), ("４分", "4"), ("4", "4.00"), ("约5分", "约 5分"), (None, "")]
)
def test_the_old_value_is_compared_as_people_read_it(typed: str | None, old: str) -> None:
    """The same number, or the same words whatever their blanks."""
    made, (effect,) = corrected(samples.submission(scores={"2": typed}), correction(old, "2.5"))

    assert effect.done
    assert score(made) == "2.5"


@pytest.mark.parametrize(("typed", "old"), [("4", "3"), ("4", ""), (None, "0"), ("四", "4")])
def test_another_value_is_left_alone(typed: str | None, old: str) -> None:
    """What was to be corrected isn't what stands there, so nothing is."""
    submission = samples.submission(scores={"2": typed})
    made, (effect,) = corrected(submission, correction(old, "2.5"))

    assert (effect.done, effect.needed) == (False, True)
    assert made == submission


def test_corrections_follow_each_other_by_date() -> None:
    """Each finds what the one before left, in whatever order they were written down."""
    chain = [
        correction("4", "3", day=24),
        correction("3", "2", day=25),
        correction("2", "1", day=26),
        correction("1", "2.5", day=26),
    ]
    for order in permutations(chain):
        made, effects = corrected(samples.submission(), *order)

        assert score(made) == "2.5"
        assert [effect.done for effect in effects] == [True] * 4


def test_a_correction_of_an_earlier_day_is_not_laid_on_a_later_one() -> None:
    """The day decides before the values do."""
    made, effects = corrected(
        samples.submission(), correction("4", "3", day=26), correction("3", "2", day=25)
    )

    assert score(made) == "3"
    assert sorted(effect.done for effect in effects) == [False, True]


def test_a_form_that_holds_the_correction_already_needs_none() -> None:
    """The unit has sent it with the new value since, after one correction or after several."""
    single = corrected(samples.submission(), correction("3", "4"))[1]
    several = corrected(samples.submission(), correction("2", "3", day=24), correction("3", "4", day=25))[1]

    assert [(one.done, one.needed) for one in (*single, *several)] == [(False, False)] * 3


def test_a_cell_that_was_not_found_can_not_be_corrected() -> None:
    """A row that is missing stays missing."""
    submission = samples.with_answer(samples.submission(), "2", score=NOWHERE, found=False)
    _, (effect,) = corrected(submission, correction("4", "3"))

    assert effect.words.zh == "自查得分：表中没有找到这一格"


@pytest.mark.parametrize(
    ("submissions", "words"),
    [
        ([], "自查得分：这个单位没有可用的表"),
        (
            [samples.submission(), samples.submission(scores={"1": "1"}, path="b", sha256="b")],
            "自查得分：这个单位的几份表还没有确认以哪份为准",
        ),
    ],
    ids=["no return", "a conflict"],
)
def test_a_unit_without_a_return_that_speaks_has_nothing_to_correct(
    submissions: list[Submission], words: str
) -> None:
    """It is told, and nothing else happens."""
    returns = correct(settle(CATALOG, submissions), Decisions(corrections=(correction("4", "3"),)))

    assert [(effect.done, effect.words.zh) for effect in returns.effects] == [(False, words)]


def test_what_the_corrections_add_to_the_total() -> None:
    """The difference of all scores; a blank counts as nothing, other fields don't count."""
    submission = samples.submission(scores={"3": None})
    made, _ = corrected(
        submission,
        correction("4", "2.5"),
        correction("", "1", item="3"),
        correction("3", "9", item="1", field=ACTIVITIES),
    )

    assert str(made.added_by_corrections) == "-0.5"


def test_a_choice_keeps_its_words() -> None:
    """A cell is replaced as typed, its sheet and address unchanged."""
    made, _ = corrected(samples.submission(), correction("是", "否", item=None, field=STATEMENT))

    assert (made.none_cell.sheet, made.none_cell.address) == (DEDUCTIONS.zh, "D2")
    assert SCORES.zh == made.answers[0].score.sheet

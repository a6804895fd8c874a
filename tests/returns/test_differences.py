"""What the returns of one unit say differently."""

from __future__ import annotations

import samples
from scoresheet.returns.differences import Difference, contents, differences
from scoresheet.submission import Submission
from scoresheet.titles import DEDUCTIONS, MEASURES, SCORES


def sent(path: str, submission: Submission | None = None) -> Submission:
    """Give a return of the first unit under a name."""
    made = submission or samples.submission()
    return samples.submission(made.form, path=path, answers=made.answers, none_declared=made.none_declared)


def told(difference: Difference) -> tuple[str | None, str, list[tuple[str, str]]]:
    """Give item, field, and what each file says at which cells."""
    said = [(" ".join(one.cells), one.text.zh) for one in difference.said]
    return difference.item, difference.name.zh, said


def test_equal_returns_differ_in_nothing() -> None:
    """However a number is written, and whatever the rows of a register stand in."""
    rows = (samples.register_row(9, "迟报", "1"), samples.register_row(10, "漏报", "2"))
    one = samples.with_answer(samples.submission(), "5", register=rows)
    other = samples.with_answer(samples.submission(scores={"2": "４分"}), "5", register=rows[::-1])

    assert differences([sent("a", one), sent("b", other)]) == ()
    assert contents(one) == contents(other)


def test_every_field_is_told_with_its_place() -> None:
    """In the order of the form, the statement about deductions last; each with what every file says."""
    made = samples.submission(scores={"2": "3"})
    made = samples.with_answer(made, "2", reason=samples.cell(SCORES.zh, "F6", "人员调整"))
    made = samples.with_answer(
        made,
        "4",
        events={
            "ordinary": samples.cell(DEDUCTIONS.zh, "D4", "1"),
            "severe": samples.cell(DEDUCTIONS.zh, "D5"),
        },
    )
    made = samples.with_answer(made, "5", register=(samples.register_row(9, "迟报", "1"),))
    other = sent("b", made)
    statement = samples.cell(DEDUCTIONS.zh, "D2", "否")
    other = samples.submission(
        other.form, path="b", answers=other.answers, none_declared=False, none_cell=statement
    )

    assert [told(one) for one in differences([sent("a"), other])] == [
        ("2", "自查得分", [("D6", "4"), ("D6", "3")]),
        ("2", "未完成情况说明", [("F6", "空白"), ("F6", "“人员调整”")]),
        ("4", "“一般案（事）件”的发生起数", [("D4", "空白"), ("D4", "1")]),
        ("5", "“扣分情况登记”各行", [("", "空白"), ("B9 E9", "“迟报”（应扣1）")]),
        (None, "“本期无扣分”的选择", [("D2", "“是”"), ("D2", "“否”")]),
    ]


def test_a_score_is_told_apart_from_other_fields() -> None:
    """Only the score itself is one."""
    made = samples.submission(scores={"1": "2"})
    changed = made.answers[0].measures[0]
    measures = (type(changed)(changed.asked, samples.cell(MEASURES.zh, "E5", "2")),)
    found = differences([sent("a"), sent("b", samples.with_answer(made, "1", measures=measures))])

    assert [(one.name.zh, one.is_score) for one in found] == [
        ("自查得分", True),
        ("“活动”的实际完成数", False),
    ]


def test_three_returns_stand_side_by_side() -> None:
    """Each says its own, in the files' order."""
    files = [
        sent(path, samples.submission(scores={"1": score})) for path, score in zip("abc", "123", strict=True)
    ]
    (found,) = differences(files)

    assert [(one.path, one.text.zh) for one in found.said] == [("a", "1"), ("b", "2"), ("c", "3")]

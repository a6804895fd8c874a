"""A total that was typed in and isn't the sum of the scores."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoresheet.checking import Problem, Severity, check
from scoresheet.language import Text, same
from scoresheet.quoting import shown, typed
from scoresheet.scoring import score
from scoresheet.submission import Answer, Submission


@check(
    code="V106",
    title=Text("合计与各项得分不符", "Total is not the sum of the scores"),
    severity=Severity.ERROR,
    why=Text(
        "合计与各项对不上，说明其中有一处填错，而汇总看不出是哪一处。",
        "Where total and scores disagree one of them is wrong, and nobody but the unit can tell which.",
    ),
    remedy=Text("请核对各项得分和合计。", "Please check the scores and the total."),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        | 2    | 4    | 4        | 已完成   |                |
        | 3    | 1.5  | 1.5      | 已完成   |                |
        | 4    | 1.5  | 1.5      | 已完成   |                |
        | 5    | 15   | 15       | 已完成   |                |
        | 合计 | 25   | 24       |          |                |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        | 2    | 4    | 4        | 已完成   |                |
        | 3    | 1.5  | 1.5      | 已完成   |                |
        | 4    | 1.5  | 1.5      | 已完成   |                |
        | 5    | 15   | 15       | 已完成   |                |
        | 合计 | 25   | 25       |          |                |
        """,
)
def wrong_total(submission: Submission) -> Iterator[Problem]:
    """Find a typed total that differs from the scores as entered; blank ones and formulas are left alone."""
    total = submission.total
    if not total.address or total.is_blank or total.formula is not None or not _can_be_summed(submission):
        return
    sums = _sums(submission)
    if total.number in sums:
        return
    stated, right = typed(total), shown(sums[-1])
    given = Text(f"{shown(total.number)}分", shown(total.number)) if total.number is not None else stated
    yield Problem(
        Text(
            f"合计填{given.zh}，各项自查得分相加是{right}分。",
            f"The total says {given.en}; the scores add up to {right}.",
        ),
        cells=(total,),
        found=stated,
        allowed=same(right),
        remedy=Text(
            f"请核对各项得分；无误的，把合计改为{right}。",
            f"Please check the scores; if they are right, make it {right}.",
        ),
    )


def _can_be_summed(submission: Submission) -> bool:
    due = [answer for answer in submission.answers if answer.asked.not_applicable is None]
    return submission.form is not None and all(_is_plain(answer) for answer in due)


def _is_plain(answer: Answer) -> bool:
    # The sheet's own sum leaves out numbers stored as text, which are reported where they stand.
    return answer.found and answer.score.number is not None and not answer.score.value.normalised


def _sums(submission: Submission) -> list[Decimal]:
    entered = sum((answer.score.number or Decimal(0) for answer in submission.answers), Decimal(0))
    scores = score(submission)
    return [entered] if scores is None or scores.total is None else [entered, scores.total]

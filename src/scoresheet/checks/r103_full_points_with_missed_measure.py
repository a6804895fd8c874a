"""Full points although a measured number misses its target."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import is_measured, measure_inputs, owed, target_words
from scoresheet.language import Text
from scoresheet.quoting import shown
from scoresheet.submission import Answer, MeasureAnswer, Submission


@check(
    code="R103",
    title=Text("指标未达目标而得满分", "Full points with a missed target"),
    severity=Severity.ERROR,
    acceptable=True,
    why=Text(
        "同一张表里，完成数说没有完成，得分说全部完成，审核时无法采信。",
        "The number says that the target was missed, the score says that it was met: a reviewer can believe neither.",
    ),
    remedy=Text(
        "请核对完成数和自查得分：未完成的请更正得分并说明原因，完成数有误的请更正完成数。",
        "Please check both: correct the score and say why, or correct the achieved number.",
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |

        量化指标完成数
        | 编号         | 指标 | 目标数 | 实际完成数 |
        | 1/activities | 活动 | 3      | 2          |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况    | 未完成情况说明 |
        | 1    | 3    | 2        | 开展活动2次 | 一次改在12月   |

        量化指标完成数
        | 编号         | 指标 | 目标数 | 实际完成数 |
        | 1/activities | 活动 | 3      | 2          |
        """,
)
def full_points_with_missed_measure(submission: Submission) -> Iterator[Problem]:
    """Find full points beside a missed target, where the rule itself doesn't compute the score."""
    for answer in owed(submission):
        item = answer.asked.item
        if item.rule.computes or answer.score.number != item.points:
            continue
        for measure in answer.measures:
            if measure.met is False and all(is_measured(measure, cell) for cell in measure.inputs):
                yield _problem(submission, answer, measure)


def _problem(submission: Submission, answer: Answer, measure: MeasureAnswer) -> Problem:
    achieved, target = _achieved(measure), target_words(measure.asked.goal, measure.asked.measure.unit)
    name = measure.asked.measure.name
    interim = submission.form is not None and submission.form.catalog.round.interim
    return Problem(
        Text(
            f"{ITEMS}填满分，但“{name}”完成{achieved.zh}，目标是{target.zh}。",
            f"Full points are given for {ITEMS}, but “{name}” reached {achieved.en}; the target is {target.en}.",
        ),
        cells=(answer.score, *(entry.cell for entry in measure_inputs(measure))),
        item=answer.id,
        found=achieved,
        allowed=target,
        severity=Severity.WARNING if interim or measure.asked.is_default else None,
        score_between=(answer.asked.item.rule.lowest, answer.asked.item.points),
    )


def _achieved(measure: MeasureAnswer) -> Text:
    if measure.is_rate:
        over, under = (shown(cell.number) for cell in measure.inputs if cell.number is not None)
        return Text(f"{over}/{under}", f"{over}/{under}")
    unit = measure.asked.measure.unit
    number = shown(measure.actual.number or Decimal(0))
    return Text(f"{number}{unit}", f"{number} {unit}".rstrip())

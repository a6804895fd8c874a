"""An item whose points the unit changed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import any_score
from scoresheet.figures import plain
from scoresheet.grid import Kind, RawCell
from scoresheet.language import Text, same
from scoresheet.quoting import shown, typed
from scoresheet.submission import Answer, Submission
from scoresheet.values import read_number


@check(
    code="S107",
    title=Text("分值被改动", "Points of an item were changed"),
    severity=Severity.WARNING,
    why=Text(
        "改动分值会使合计和各单位之间的比较失准；汇总仍按原来的分值。",
        "With other points the total and the comparison of units would be wrong; the original points count.",
    ),
    remedy=Text(
        "请把分值改回下发时的数，并按这个分值核对得分。",
        "Please put back the points as issued and check the score against them.",
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 5    | 3        | 已完成   |                |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        """,
)
def changed_points(submission: Submission) -> Iterator[Problem]:
    """Find the items whose points are not the issued ones, a blank among them."""
    for answer in submission.answers:
        if answer.found and answer.points.address and not _says_as_issued(submission, answer):
            issued = _issued_points(submission, answer)
            if _stated_points(answer) != issued:
                yield _problem(answer, issued)


def _says_as_issued(submission: Submission, answer: Answer) -> bool:
    """Tell whether the catalog's points stand there and are what the form remembers: nothing has to be read then."""
    issued, points = submission.issued, answer.asked.item.points
    before = issued.items.get(answer.id) if issued else None
    return before is not None and answer.points.number == points and before.points == plain(points)


def _problem(answer: Answer, issued: Decimal) -> Problem:
    now, before = typed(answer.points), shown(issued)
    return Problem(
        Text(
            f"{ITEMS}的分值被改动：现为{now.zh}，下发时为{before}分。",
            f"The points of {ITEMS} were changed: now {now.en}, {before} as issued.",
        ),
        cells=(answer.points,),
        item=answer.id,
        found=now,
        allowed=same(before),
        score_between=any_score(answer),
    )


def _stated_points(answer: Answer) -> Decimal | None:
    stated = answer.points.number
    return read_number(RawCell(Kind.TEXT, answer.points.text)).number if stated is None else stated


def _issued_points(submission: Submission, answer: Answer) -> Decimal:
    issued = submission.issued.items.get(answer.id) if submission.issued else None
    number = read_number(RawCell(Kind.TEXT, issued.points)).number if issued else None
    return answer.asked.item.points if number is None else number

"""A score without a word about what was done."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import owed
from scoresheet.language import Text
from scoresheet.submission import Submission
from scoresheet.values import tidy


@check(
    code="E102",
    title=Text("完成情况未填", "Nothing said about what was done"),
    severity=Severity.WARNING,
    why=Text(
        "只有得分没有完成情况，审核时找不到得分的依据。",
        "With a score and no word about what was done a reviewer finds nothing that it rests on.",
    ),
    remedy=Text(
        "请在“完成情况”一栏简要写明做了什么。", "Please say in short what was done, in the column for it."
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        |          |                |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况    | 未完成情况说明 |
        | 1    | 3    | 3        | 开展活动3次 |                |
        """,
)
def missing_completion(submission: Submission) -> Iterator[Problem]:
    """Find the scores above 0 beside a blank cell for what was done."""
    for answer in owed(submission):
        number = answer.score.number
        blank = answer.done.formula is None and not tidy(answer.done.text)
        if number is not None and number > 0 and answer.done.address and blank:
            yield Problem(
                Text(
                    f"{ITEMS}有得分，没有填完成情况。",
                    f"A score is given for {ITEMS}, but not what was done.",
                ),
                cells=(answer.done,),
                item=answer.id,
                found=Text("空白", "blank"),
                allowed=Text("做了什么", "what was done"),
            )

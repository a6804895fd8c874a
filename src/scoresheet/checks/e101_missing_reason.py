"""Less than full points, and nothing that says why."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking import ITEMS, Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import typed
from scoresheet.stated import owed, says_nothing, sound_score
from scoresheet.submission import Submission


@check(
    code="E101",
    title=Text("未说明失分原因", "No reason given for missing points"),
    severity=Severity.ERROR,
    why=Text(
        "没有原因，审核部门无法判断扣分是否合适，还要再打电话来问。",
        "Without a reason the reviewers can't tell whether the score is right, and will have to call.",
    ),
    remedy=Text(
        "请在“未完成情况说明”一栏写明没有完成什么、为什么；只写“无”或“已完成”不算说明。",
        "Please say in the column of reasons what was not done and why; “none” or “done” is no reason.",
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况    | 未完成情况说明 |
        | 1    | 3    | 2        | 部分完成    | 无             |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况    | 未完成情况说明 |
        | 1    | 3    | 2        | 开展活动2次 | 一次改在12月   |
        """,
)
def missing_reason(submission: Submission) -> Iterator[Problem]:
    """Find the sound scores below the points whose reason is blank or says nothing."""
    for answer in owed(submission):
        number, points = sound_score(submission, answer), answer.asked.item.points
        if (
            number is not None
            and number < points
            and answer.reason.address
            and says_nothing(answer.reason.text)
        ):
            yield Problem(
                Text(
                    f"{ITEMS}没有得满分，也没有说明未完成的原因。",
                    f"Less than full points for {ITEMS}, and no reason is given.",
                ),
                cells=(answer.reason,),
                item=answer.id,
                found=typed(answer.reason),
                allowed=Text("未完成的原因", "the reason"),
            )

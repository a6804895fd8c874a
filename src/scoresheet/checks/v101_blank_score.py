"""An item without a score."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import owed
from scoresheet.figures import between
from scoresheet.language import NOTHING, Text
from scoresheet.quoting import OR_AN_ERROR
from scoresheet.submission import Submission


@check(
    code="V101",
    title=Text("自查得分未填", "Score is blank"),
    severity=Severity.ERROR,
    why=Text(
        "空白不等于0分：替填报单位当作0分，就是给了它自己没有给的分数。",
        "A blank is not a 0: counting it as one would give the unit a score that it never gave itself.",
    ),
    remedy=Text("请填写自查得分；确实没有得分的，填0。", "Please give a score, 0 if there is none."),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况   | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成     |                |
        | 2    | 4    |          | 培训了40名 |                |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        | 2    | 4    | 0        |          | 培训推迟到12月 |
        """,
)
def blank_score(submission: Submission) -> Iterator[Problem]:
    """Find the items that owe a score and have none."""
    unsure = NOTHING if submission.source.shows_errors else OR_AN_ERROR
    for answer in owed(submission):
        if answer.score.value.is_blank:
            rule = answer.asked.item.rule
            yield Problem(
                Text(f"{ITEMS}没有填自查得分{unsure.zh}。", f"No score is given for {ITEMS}{unsure.en}."),
                cells=(answer.score,),
                item=answer.id,
                found=Text("空白", "blank"),
                allowed=between(rule.lowest, rule.highest),
            )

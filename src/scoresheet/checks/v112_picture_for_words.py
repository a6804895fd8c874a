"""A picture in the cell where words are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import is_picture, owed, sound_score
from scoresheet.language import Text
from scoresheet.quoting import PICTURE
from scoresheet.submission import Answer, Submission


@check(
    code="V112",
    title=Text("单元格内为图片，没有文字", "Picture in the cell instead of words"),
    severity=Severity.ERROR,
    acceptable=True,
    why=Text(
        "放进单元格的图片只有 WPS 能显示，汇总和审核时看不到里面的内容。",
        "A picture inside a cell is shown by WPS alone; whoever reads the collected answers can't see it.",
    ),
    remedy=Text(
        "请在单元格里用文字简要写明；图片可以浮动放在表上，或另作附件发送。",
        "Please say it in words in the cell; the picture may lie on the sheet, or come along as an attachment.",
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况    | 未完成情况说明              |
        | 1    | 3    | 2        | 部分完成    | =DISPIMG("ID_1",1) → [图片] |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况    | 未完成情况说明           |
        | 1    | 3    | 2        | 开展活动2次 | 一次改在12月，通知见附件 |
        """,
)
def picture_for_words(submission: Submission) -> Iterator[Problem]:
    """Find the pictures where a score rests on words: on what was done, and on the reason for missing points."""
    for answer in owed(submission):
        done, reason = is_picture(answer.done), is_picture(answer.reason)
        number = sound_score(submission, answer) if done or reason else None
        if number is None:
            continue
        if number > 0 and done:
            yield _done(answer)
        if number < answer.asked.item.points and reason:
            yield Problem(
                Text(
                    f"{ITEMS}没有得满分，未完成情况说明单元格内为图片，没有文字。",
                    f"Less than full points for {ITEMS}, and the reason is a picture without words.",
                ),
                cells=(answer.reason,),
                item=answer.id,
                found=PICTURE,
                allowed=Text("未完成的原因", "the reason"),
                score_between=(number, number),
            )


def _done(answer: Answer) -> Problem:
    return Problem(
        Text(
            f"{ITEMS}的完成情况单元格内为图片，没有文字。",
            f"What was done for {ITEMS} is a picture without words.",
        ),
        cells=(answer.done,),
        item=answer.id,
        found=PICTURE,
        allowed=Text("做了什么", "what was done"),
        severity=Severity.WARNING,
    )

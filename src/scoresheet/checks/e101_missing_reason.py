"""Less than full points, and nothing that says why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import is_picture, owed, says_nothing, sound_score
from scoresheet.language import Text
from scoresheet.quoting import typed
from scoresheet.submission import Submission
from scoresheet.values import tidy


@check(
    code="E101",
    title=Text("未说明失分原因", "No reason given for missing points"),
    severity=Severity.ERROR,
    acceptable=True,
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
        stated = answer.score.number
        if stated is None or stated >= answer.asked.item.points:
            continue
        number = sound_score(submission, answer)
        if (
            number is not None
            and answer.reason.address
            and says_nothing(answer.reason.text)
            and not is_picture(answer.reason)
        ):
            repeats = _DITTO.fullmatch(tidy(answer.reason.text)) is not None
            yield Problem(
                _ditto(typed(answer.reason)) if repeats else _NOTHING_SAID,
                cells=(answer.reason,),
                item=answer.id,
                found=typed(answer.reason),
                allowed=Text("未完成的原因", "the reason"),
                remedy=_EACH_ITS_OWN if repeats else None,
                score_between=(number, number),
            )


_NOTHING_SAID = Text(
    f"{ITEMS}没有得满分，也没有说明未完成的原因。",
    f"Less than full points for {ITEMS}, and no reason is given.",
)
_DITTO = re.compile(
    r"[（(“\"]?\s*(?:同(?:上|前|左|第.{1,4}项)|[〃″])\s*[)）”\"]?[。.]?|ditto|see above", re.IGNORECASE
)
"""Words for the reason of another row, which nobody can follow once rows are sorted or read one by one."""
_EACH_ITS_OWN = Text(
    "请逐项写明没有完成什么、为什么；原因相同的也请照写一遍。",
    "Please say for each item what was not done and why, even where the reason is the same.",
)


def _ditto(words: Text) -> Text:
    return Text(
        f"{ITEMS}没有得满分，原因只写了{words.zh}；每一项都要有自己的原因。",
        f"Less than full points for {ITEMS}, with {words.en} for a reason; each item needs its own.",
    )

"""A score that is no number."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking import ITEMS, Problem, Severity, check
from scoresheet.figures import between
from scoresheet.language import Text
from scoresheet.quoting import shown, typed
from scoresheet.stated import owed
from scoresheet.submission import Answer, Submission
from scoresheet.values import Refusal

_TYPED = "{typed}"
_SAYS = {
    Refusal.WORDS: Text(
        f"{ITEMS}的自查得分填的是{_TYPED}，不是数字。",
        f"The score of {ITEMS} is {_TYPED}, which is no number.",
    ),
    Refusal.ERROR: Text(
        f"{ITEMS}的自查得分显示为{_TYPED}，是公式出错的结果。",
        f"The score of {ITEMS} shows {_TYPED}, the result of a broken formula.",
    ),
    Refusal.DATE: Text(
        f"{ITEMS}的自查得分变成了日期{_TYPED}，看不出原来填的是几分。",
        f"The score of {ITEMS} has become a date, {_TYPED}; what was typed can't be told.",
    ),
    Refusal.PERCENT: Text(
        f"{ITEMS}的自查得分填的是百分数{_TYPED}，不是分数。",
        f"The score of {ITEMS} is a percentage, {_TYPED}, not points.",
    ),
    Refusal.BOOLEAN: Text(
        f"{ITEMS}的自查得分是逻辑值（真或假），不是数字。",
        f"The score of {ITEMS} is true or false, not a number.",
    ),
    Refusal.NOT_FINITE: Text(
        f"{ITEMS}的自查得分不是有效的数字。", f"The score of {ITEMS} is not a number that can be used."
    ),
    Refusal.TOO_LONG: Text(
        f"{ITEMS}的自查得分位数过多，不像是得分。", f"The score of {ITEMS} has too many digits to be a score."
    ),
    Refusal.NOT_CALCULATED: Text(
        f"{ITEMS}的自查得分是公式，文件里没有计算结果。",
        f"The score of {ITEMS} is a formula, and the file holds no result for it.",
    ),
    Refusal.OTHER_WORKBOOK: Text(
        f"{ITEMS}的自查得分引用了另一个文件，无法核对。",
        f"The score of {ITEMS} is taken from another workbook and can't be checked.",
    ),
}


@check(
    code="V102",
    title=Text("自查得分不是数字", "Score is not a number"),
    severity=Severity.ERROR,
    why=Text(
        "文字、日期和出错的公式不能相加；猜一个数，就不是填报单位自己给的分了。",
        "Words, dates and broken formulas can't be added up, and a guess would not be the unit's own score.",
    ),
    remedy=Text("请改填一个数字。", "Please type a number instead."),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 三分     | 已完成   |                |
        | 2    | 4    | 满分     | 已完成   |                |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        | 2    | 4    | 4        | 已完成   |                |
        """,
)
def score_not_a_number(submission: Submission) -> Iterator[Problem]:
    """Find the scores that were refused, each with what it may have meant."""
    for answer in owed(submission):
        refusal = answer.score.value.refusal
        if refusal is not None:
            rule = answer.asked.item.rule
            yield Problem(
                _said(refusal, answer),
                cells=(answer.score,),
                item=answer.id,
                found=typed(answer.score),
                allowed=between(rule.lowest, rule.highest),
                remedy=_suggested(answer),
            )


_POINTS_INSTEAD = Text(
    "请把单元格格式改为“常规”，填写实际得到的分数。",
    "Please set the cell's format to General and type the points.",
)


def _said(refusal: Refusal, answer: Answer) -> Text:
    said, text = _SAYS[refusal], typed(answer.score)
    return Text(said.zh.replace(_TYPED, text.zh), said.en.replace(_TYPED, text.en))


def _suggested(answer: Answer) -> Text | None:
    number, rule = answer.score.value.suggestion, answer.asked.item.rule
    if answer.score.value.refusal is Refusal.PERCENT:
        return _POINTS_INSTEAD
    if number is None or not rule.lowest <= number <= rule.highest:
        return None
    meant = shown(number)
    return Text(
        f"若为{meant}分，请填 {meant}；否则请改填实际的得分。",
        f"If {meant} is meant, please type {meant}, else the score that is.",
    )

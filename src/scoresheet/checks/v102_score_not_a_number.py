"""A score that is no number."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoresheet.checking.refused import which
from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import owed
from scoresheet.figures import between
from scoresheet.language import Text
from scoresheet.quoting import shown, typed
from scoresheet.rule.model import Rule
from scoresheet.submission import Answer, Submission
from scoresheet.values import Refusal

_TYPED = "{typed}"
_SAYS = {
    Refusal.WORDS: Text(
        f"{ITEMS}的自查得分填的是{_TYPED}，不是数字。",
        f"The score of {ITEMS} is {_TYPED}, which is no number.",
    ),
    Refusal.FULL_MARKS: Text(
        f"{ITEMS}的自查得分填的是{_TYPED}，没有写是几分。",
        f"The score of {ITEMS} is {_TYPED}, without the number.",
    ),
    Refusal.NOTHING: Text(
        f"{ITEMS}的自查得分填的是{_TYPED}，看不出是得0分还是没有填。",
        f"The score of {ITEMS} is {_TYPED}, which may mean 0 or that nothing was filled in.",
    ),
    Refusal.TWO_NUMBERS: Text(
        f"{ITEMS}的自查得分填的是{_TYPED}，写了两个数，看不出是几分。",
        f"The score of {ITEMS} is {_TYPED}: two numbers, and which of them holds can't be told.",
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
        f"{ITEMS}的自查得分引用了本文件以外的内容，无法核对。",
        f"The score of {ITEMS} is taken from outside this file and can't be checked.",
    ),
    Refusal.PICTURE: Text(
        f"{ITEMS}的自查得分单元格内为图片，读不出分数。",
        f"The score cell of {ITEMS} holds a picture, from which no score can be read.",
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


_INSTEAD = {
    Refusal.NOTHING: Text(
        "得0分的请填 0，不得0分的请填实际的得分；本项不适用的，请与下发单位联系。",
        "For no points please type 0, else the score that is; if the item does not apply, ask the issuing office.",
    ),
    Refusal.DATE: Text(
        "请把单元格格式改为“常规”，再填实际的得分。",
        "Please set the cell's format to General and type the score that is.",
    ),
    Refusal.PERCENT: Text(
        "请把单元格格式改为“常规”，填写实际得到的分数。",
        "Please set the cell's format to General and type the points.",
    ),
    Refusal.NOT_CALCULATED: Text(
        "请直接填数字，或在 WPS 或 Excel 中打开、保存后再发送。",
        "Please type the number, or open the file in WPS or Excel, save it and send it again.",
    ),
    Refusal.PICTURE: Text(
        "请直接填数字；图片可以另作附件发送。",
        "Please type the number itself; the picture may come along as an attachment.",
    ),
}


def _said(refusal: Refusal, answer: Answer) -> Text:
    said, text = _SAYS[refusal], typed(answer.score)
    return Text(said.zh.replace(_TYPED, text.zh), said.en.replace(_TYPED, text.en))


def _suggested(answer: Answer) -> Text | None:
    value, rule = answer.score.value, answer.asked.item.rule
    offered = dict.fromkeys((value.suggestion, *value.choices))
    permitted = [one for one in offered if one is not None and _permits(rule, one)]
    match value.refusal:
        case Refusal.FULL_MARKS:
            return _if_meant(rule.points)
        case Refusal.TWO_NUMBERS if len(permitted) > 1:
            return which(value)
        case Refusal.PERCENT:
            return _INSTEAD[Refusal.PERCENT]
        case Refusal.DATE if permitted:
            return _general_then(permitted)
    if permitted:
        return _if_meant(permitted[0])
    return None if value.refusal is None else _INSTEAD.get(value.refusal)


def _permits(rule: Rule, number: Decimal) -> bool:
    return rule.lowest <= number <= rule.highest


def _if_meant(number: Decimal) -> Text:
    meant = shown(number)
    return Text(
        f"若为{meant}分，请填 {meant}；否则请改填实际的得分。",
        f"If {meant} is meant, please type {meant}, else the score that is.",
    )


def _general_then(permitted: list[Decimal]) -> Text:
    numbers = [shown(number) for number in permitted]
    zh, en = " 或 ".join(numbers), " or ".join(numbers)
    return Text(
        f"请把单元格格式改为“常规”，再填实际的得分（可能是 {zh}）。",
        f"Please set the cell's format to General and type the score that is (perhaps {en}).",
    )

"""A number that the score is computed from, and that was not given."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import Input, applicable, is_used, measure_inputs
from scoresheet.language import Text
from scoresheet.rule.model import Reply
from scoresheet.submission import Answer, MeasureAnswer, Submission

_YES_OR_NO = Text("“是”或“否”", "yes or no")
_NUMBER = Text("数字", "a number")


@check(
    code="R107",
    title=Text("计分要用的数未填", "Number that the score needs is blank"),
    severity=Severity.ERROR,
    why=Text(
        "这一项的得分由填报的数据计算，空白分不清是没有完成还是忘了填写。",
        "The score follows from this number, and a blank may mean none or forgotten.",
    ),
    remedy=Text("请填写；确实没有的填0。", "Please fill it in, with 0 for none."),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况   | 未完成情况说明 |
        | 6    | 2    | 2        | 培训干部   |                |

        量化指标完成数
        | 编号       | 指标     | 目标数 | 实际完成数 |
        | 6/cadres  | 培训干部 | 50     |            |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况   | 未完成情况说明 |
        | 6    | 2    | 2        | 培训干部   |                |

        量化指标完成数
        | 编号       | 指标     | 目标数 | 实际完成数 |
        | 6/cadres  | 培训干部 | 50     | 50         |
        """,
)
def blank_number(submission: Submission) -> Iterator[Problem]:
    """Find the blanks among what a rule computes from."""
    for answer in applicable(submission):
        if is_used(answer):
            for measure in answer.measures:
                for entry in measure_inputs(measure) if _is_incomplete(measure) else ():
                    if entry.cell.is_blank:
                        yield _problem(answer, measure, entry)


def _is_incomplete(measure: MeasureAnswer) -> bool:
    return any(cell.is_blank for cell in measure.inputs)


def _problem(answer: Answer, measure: MeasureAnswer, entry: Input) -> Problem:
    replied = measure.asked.measure.reply is Reply.YES_NO
    follows = _SCORE if answer.asked.item.rule.computes else _STANDING
    return Problem(
        Text(
            f"{ITEMS}{entry.name.zh}没有填，{follows.zh}要由它确定。",
            f"{entry.name.en} is blank ({ITEMS}), and {follows.en} follows from it.",
        ),
        cells=(entry.cell,),
        item=answer.id,
        found=Text("空白", "blank"),
        allowed=_YES_OR_NO if replied else _NUMBER,
        remedy=_CHOOSE if replied else _DIVISOR if entry.cell is measure.denominator else None,
    )


_SCORE = Text("得分", "the score")
_STANDING = Text("名次或等次", "place or grade")
_CHOOSE = Text("请选“是”或“否”。", "Please choose yes or no.")
_DIVISOR = Text(
    "请填写；确实为0的，算不出比率，请与下发单位联系，确认本项是否适用。",
    "Please fill it in; where it is 0 indeed, please ask the issuing office whether the item applies.",
)

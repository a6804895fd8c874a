"""An achieved number that is no number, negative, or divides by 0."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.refused import WHY, instead
from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import Input, applicable, is_measured, is_used, measure_inputs
from scoresheet.language import Text
from scoresheet.quoting import typed
from scoresheet.rule.model import Reply
from scoresheet.submission import Answer, Cell, Submission
from scoresheet.values import Refusal


@check(
    code="V108",
    title=Text("完成数不能使用", "Achieved number can't be used"),
    severity=Severity.WARNING,
    why=Text(
        "读不出完成数，就无法核对目标是否完成。",
        "Without the achieved number nobody can tell whether the target was met.",
    ),
    remedy=Text(
        "请只填数字，单位和说明写在完成情况一栏。",
        "Please type the number alone; units and remarks go into the column that says what was done.",
    ),
    bad="""\
        量化指标完成数
        | 编号         | 指标 | 目标数 | 实际完成数 |
        | 1/activities | 活动 | 3      | 约3次      |
        """,
    good="""\
        量化指标完成数
        | 编号         | 指标 | 目标数 | 实际完成数 |
        | 1/activities | 活动 | 3      | 3          |
        """,
)
def measure_not_a_number(submission: Submission) -> Iterator[Problem]:
    """Find the achieved numbers that can't be used; worse where the score is computed from them."""
    for answer in applicable(submission):
        for measure in answer.measures:
            if all(is_measured(measure, cell) for cell in measure.inputs):
                continue
            for entry in measure_inputs(measure):
                if not is_measured(measure, entry.cell):
                    yield _problem(answer, measure.asked.measure.reply, entry)


def _problem(answer: Answer, reply: Reply, entry: Input) -> Problem:
    wrong = _NEITHER if reply is Reply.YES_NO else _wrong(entry.cell)
    found = typed(entry.cell)
    return Problem(
        Text(
            f"{ITEMS}{entry.name.zh}填的是{found.zh}，{wrong.zh}。",
            f"{found.en} {wrong.en} ({ITEMS}, {entry.name.en}).",
        ),
        cells=(entry.cell,),
        item=answer.id,
        found=found,
        allowed=_ALLOWED[reply],
        remedy=_CHOOSE if reply is Reply.YES_NO else _remedy(entry),
        severity=Severity.ERROR if is_used(answer) else None,
    )


_NEITHER = Text("应为“是”或“否”", "is neither yes nor no")
_CHOOSE = Text("请选“是”或“否”。", "Please choose yes or no.")
_ALLOWED = {
    Reply.NUMBER: Text("数字", "a number"),
    Reply.COUNT: Text("不小于0的整数", "a whole number from 0 up"),
    Reply.YES_NO: Text("“是”或“否”", "yes or no"),
}


def _wrong(cell: Cell) -> Text:
    number = cell.number
    if number is None:
        return WHY[cell.value.refusal or Refusal.WORDS]
    if number < 0:
        return Text("不能是负数", "is negative")
    if number:
        return Text("应为整数", "is no whole number")
    return Text("作除数不能是0", "can't be divided by")


def _remedy(entry: Input) -> Text | None:
    number = entry.cell.number
    if number is None:
        return instead(entry.cell.value)
    if number:
        return Text("请核对后重新填写。", "Please check it and type it again.")
    return Text(
        "分母确实为0的，算不出比率，请与下发单位联系，确认本项是否适用。",
        "Where it is 0 indeed there is no rate: please ask the issuing office whether the item applies.",
    )

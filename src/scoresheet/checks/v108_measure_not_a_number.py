"""An achieved number that is no number, negative, or divides by 0."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoresheet.checking import ITEMS, Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import shown, typed
from scoresheet.stated import Input, applicable, is_measured, measure_inputs
from scoresheet.submission import Answer, Submission


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
            for entry in measure_inputs(measure):
                if not is_measured(measure, entry.cell):
                    yield _problem(answer, entry)


def _problem(answer: Answer, entry: Input) -> Problem:
    wrong = _wrong(entry.cell.number)
    found = typed(entry.cell)
    return Problem(
        Text(
            f"{ITEMS}{entry.name.zh}填的是{found.zh}，{wrong.zh}。",
            f"{found.en} {wrong.en} ({ITEMS}, {entry.name.en}).",
        ),
        cells=(entry.cell,),
        item=answer.id,
        found=found,
        allowed=Text("数字", "a number"),
        remedy=_suggested(entry),
        severity=Severity.ERROR if answer.asked.item.rule.computes else None,
    )


def _wrong(number: Decimal | None) -> Text:
    if number is None:
        return Text("不是数字", "is no number")
    if number < 0:
        return Text("不能是负数", "is negative")
    return Text("作除数不能是0", "can't be divided by")


def _suggested(entry: Input) -> Text | None:
    number = entry.cell.value.suggestion
    if number is None or number < 0:
        return None
    meant = shown(number)
    return Text(f"若为{meant}，请只填 {meant}。", f"If {meant} is meant, please type {meant} alone.")

"""A number of events or a deduction that can't be used."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.refused import WHY, instead
from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import (
    Input,
    applicable,
    count_inputs,
    deduction_inputs,
    is_count,
    is_deduction,
)
from scoresheet.language import Text
from scoresheet.quoting import typed
from scoresheet.submission import Answer, Cell, Submission
from scoresheet.values import Refusal

_COUNT = Text("0或正整数", "0 or a whole number")
_DEDUCTION = Text("0或正数", "0 or a positive number")


@check(
    code="V109",
    title=Text("扣分登记的数不能使用", "Registered number can't be used"),
    severity=Severity.ERROR,
    why=Text(
        "扣分按登记的数计算，这个数读不出来，得分就算不出来。",
        "Deductions are computed from the registered numbers; without one the score can't be computed.",
    ),
    remedy=Text(
        "发生起数请填整数，没有发生填0；应扣分填正数，不带负号和“分”字。",
        "Please give the number of events as a whole number, 0 for none, and a deduction as a positive number.",
    ),
    bad="""\
        扣分情况登记
        | 编号       | 扣分情形       | 发生起数 | 应扣分 |
        | 4/ordinary | 一般案（事）件 | -1       |        |
        | 4/severe   | 特别重大       | 0        |        |
        | 本期无扣分 | 是             |          |        |
        """,
    good="""\
        扣分情况登记
        | 编号       | 扣分情形       | 发生起数 | 应扣分 |
        | 4/ordinary | 一般案（事）件 | 0        |        |
        | 4/severe   | 特别重大       | 0        |        |
        | 本期无扣分 | 是             |          |        |
        """,
)
def count_not_a_whole_number(submission: Submission) -> Iterator[Problem]:
    """Find the counts that are no whole numbers and the deductions that are no numbers, or negative."""
    for answer in applicable(submission):
        for entry in count_inputs(answer):
            if not is_count(entry.cell):
                yield _problem(answer, entry, _COUNT)
        for entry in deduction_inputs(answer):
            if not is_deduction(entry.cell):
                yield _problem(answer, entry, _DEDUCTION)


def _problem(answer: Answer, entry: Input, allowed: Text) -> Problem:
    wrong, found = _wrong(entry.cell), typed(entry.cell)
    return Problem(
        Text(
            f"{ITEMS}{entry.name.zh}填的是{found.zh}，{wrong.zh}。",
            f"{found.en} {wrong.en} ({ITEMS}, {entry.name.en}).",
        ),
        cells=(entry.cell,),
        item=answer.id,
        found=found,
        allowed=allowed,
        remedy=instead(entry.cell.value),
    )


def _wrong(cell: Cell) -> Text:
    if cell.number is None:
        return WHY[cell.value.refusal or Refusal.WORDS]
    if cell.number < 0:
        return Text("不能是负数", "is negative")
    return Text("不是整数", "is no whole number")

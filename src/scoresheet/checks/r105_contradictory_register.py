"""A statement about deductions that the register contradicts."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import applicable, deducts, registered, statement_is_contradicted
from scoresheet.language import NOTHING, Text
from scoresheet.submission import Submission
from scoresheet.titles import NO, NONE_DECLARED, YES


@check(
    code="R105",
    title=Text("扣分登记前后矛盾", "Register contradicts the statement about deductions"),
    severity=Severity.ERROR,
    why=Text(
        "一处说有扣分，一处说没有，以哪处为准只有填报单位知道。",
        "One place says that points are deducted, the other that none are; only the unit knows which holds.",
    ),
    remedy=Text(
        f"没有扣分的，“{NONE_DECLARED.zh}”选“{YES.zh}”并清空登记；有扣分的选“{NO.zh}”并逐项登记。",
        f"If nothing is deducted, choose “{YES.en}” and clear the register; else choose “{NO.en}” and register each.",
    ),
    bad="""\
        扣分情况登记
        | 编号       | 扣分情形       | 发生起数 |
        | 4/ordinary | 一般案（事）件 | 1        |
        | 4/severe   | 特别重大       | 0        |
        | 本期无扣分 | 是             |          |
        """,
    good="""\
        扣分情况登记
        | 编号       | 扣分情形       | 发生起数 |
        | 4/ordinary | 一般案（事）件 | 0        |
        | 4/severe   | 特别重大       | 0        |
        | 本期无扣分 | 是             |          |
        """,
)
def contradictory_register(submission: Submission) -> Iterator[Problem]:
    """Find deductions under a statement of none, or a statement of some without any."""
    if not statement_is_contradicted(submission):
        return
    if submission.none_declared is False:
        yield Problem(
            Text(
                f"“{NONE_DECLARED.zh}”选了“{NO.zh}”，但没有登记任何扣分。",
                f"“{NONE_DECLARED.en}” says {NO.en}, but no deduction is registered.",
            ),
            cells=(submission.none_cell,),
            found=NO,
            allowed=NOTHING,
        )
        return
    for answer in applicable(submission):
        cells = registered(answer) if deducts(answer) else ()
        if cells:
            yield Problem(
                Text(
                    f"“{NONE_DECLARED.zh}”选了“{YES.zh}”，但{ITEMS}登记了扣分。",
                    f"“{NONE_DECLARED.en}” says {YES.en}, but deductions are registered for {ITEMS}.",
                ),
                cells=(submission.none_cell, *cells),
                item=answer.id,
                found=YES,
                allowed=NOTHING,
            )

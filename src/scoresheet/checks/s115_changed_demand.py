"""A target, a unit, a name or a deduction that the unit changed where it is printed on the form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import any_score
from scoresheet.language import Text
from scoresheet.quoting import quoted, stripped, typed
from scoresheet.submission import Fault, FaultKind, Submission


@check(
    code="S115",
    title=Text("目标或扣分标准被改动", "Printed target or deduction was changed"),
    severity=Severity.WARNING,
    why=Text(
        "按改动后的目标或标准自查，得分与其他单位不可比；汇总仍按下发时的要求。",
        "A score given against another target can't be compared with other units'; what was issued counts.",
    ),
    remedy=Text(
        "请改回下发时的内容并按它核对得分；有意见请与下发单位联系，不要直接修改表格。",
        "Please put back what was issued and check the score against it; if you object to it, call the issuing office.",
    ),
    bad="""\
        | 文件        | 内容                     |
        | 苍溪县.xlsx | 第1项的目标数由3改成了30 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def changed_demand(submission: Submission) -> Iterator[Problem]:
    """Find what stands in place of a printed target, unit, name or deduction."""
    for fault in submission.faults_of(FaultKind.CHANGED_PRINT):
        now, what = typed(fault.cells[0]) if fault.cells else fault.detail, stripped(fault.title)
        before = Text(quoted(fault.detail.zh), quoted(fault.detail.en))
        yield Problem(
            Text(
                f"{ITEMS}{what.zh}被改动：现为{now.zh}，应为{before.zh}。",
                f"In {ITEMS} the printed {what.en} was changed: it says {now.en} and should say {before.en}.",
            ),
            cells=fault.cells,
            item=fault.item,
            found=now,
            allowed=before,
            score_between=_any_score(submission, fault),
        )


def _any_score(submission: Submission, fault: Fault) -> tuple[Decimal, Decimal] | None:
    answer = next((one for one in submission.answers if one.id == fault.item), None)
    return None if answer is None else any_score(answer)

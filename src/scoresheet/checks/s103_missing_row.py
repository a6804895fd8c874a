"""An item, or a measure of an item, whose row is no longer there."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import is_used
from scoresheet.language import NOTHING, Text
from scoresheet.quoting import stripped
from scoresheet.submission import Fault, FaultKind, Submission
from scoresheet.titles import MEASURES, SCORES


@check(
    code="S103",
    title=Text("缺少一项的行", "Row of an item is missing"),
    severity=Severity.ERROR,
    why=Text(
        "没有这一行就没有这一项的得分，合计会少算。",
        "Without the row there is no score for the item, and the total would be too low.",
    ),
    remedy=Text(
        "请在下发的原表中补填这一项；原行已删除的，请从下发的空表中把整行复制回来。",
        "Please fill in the item in the form as issued; if its row was deleted, copy it back from a blank form.",
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        | 3    | 1.5  | 1.5      | 已完成   |                |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        | 2    | 4    | 4        | 已完成   |                |
        | 3    | 1.5  | 1.5      | 已完成   |                |
        """,
)
def missing_row(submission: Submission) -> Iterator[Problem]:
    """Find the items without a row, unless the whole sheet of scores is missing, and the measures without one."""
    missing = submission.faults_of(FaultKind.MISSING_SHEET)
    without_scores = any(word in SCORES for fault in missing for word in fault.detail)
    for fault in submission.faults_of(FaultKind.MISSING_ROW):
        if fault.detail != NOTHING:
            yield _without_measure(submission, fault)
        elif not without_scores:
            yield Problem(
                Text(f"表中没有找到{ITEMS}。", f"No row was found for {ITEMS}."),
                cells=fault.cells,
                item=fault.item,
                found=Text("没有", "none"),
            )


def _without_measure(submission: Submission, fault: Fault) -> Problem:
    # Achieved numbers may be left blank, unless something follows from them.
    computed = any(is_used(answer) for answer in submission.answers if answer.id == fault.item)
    name = stripped(fault.detail)
    return Problem(
        Text(
            f"{MEASURES.zh}表中{ITEMS}“{name.zh}”的行没有找到。",
            f"The row “{name.en}” of {ITEMS} was not found on the sheet {MEASURES.en}.",
        ),
        cells=fault.cells,
        item=fault.item,
        found=Text("没有", "none"),
        remedy=Text(
            "请从下发的空表中把整行复制回来，填写实际完成数，并核对这一项的得分。",
            "Please copy the row back from a blank form, fill in the achieved number and check the item's score.",
        ),
        severity=None if computed else Severity.WARNING,
    )

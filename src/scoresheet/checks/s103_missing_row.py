"""An item whose row is no longer there."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking import ITEMS, Problem, Severity, check
from scoresheet.language import Text
from scoresheet.submission import FaultKind, Submission
from scoresheet.titles import SCORES


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
    """Find the items without a row, unless the whole sheet of scores is missing."""
    missing = submission.faults_of(FaultKind.MISSING_SHEET)
    if any(word in SCORES for fault in missing for word in fault.detail):
        return
    for fault in submission.faults_of(FaultKind.MISSING_ROW):
        yield Problem(
            Text(f"表中没有找到{ITEMS}。", f"No row was found for {ITEMS}."),
            cells=fault.cells,
            item=fault.item,
            found=Text("没有", "none"),
        )

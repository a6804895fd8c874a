"""A column of the form that is no longer there."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import NOTHING, Text, same
from scoresheet.quoting import quoted, stripped
from scoresheet.submission import Fault, FaultKind, Submission


@check(
    code="S102",
    title=Text("缺少一栏", "Column is missing"),
    severity=Severity.ERROR,
    why=Text(
        "这一栏的内容对所有项目都缺失，无法核对。",
        "What the column asks for is missing for every item and can't be checked.",
    ),
    remedy=Text(
        "请在下发的原表中填写，不要删除栏目，也不要修改表头的文字。",
        "Please fill in the form as it was issued; don't delete columns or change their headings.",
    ),
    bad="""\
        | 编号 | 分值 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 已完成   |                |
        | 2    | 4    | 已完成   |                |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        | 2    | 4    | 4        | 已完成   |                |
        """,
)
def missing_column(submission: Submission) -> Iterator[Problem]:
    """Find the columns that reading looked for in vain."""
    for fault in submission.faults_of(FaultKind.MISSING_COLUMN):
        column = stripped(fault.detail)
        instead = _instead(fault)
        yield Problem(
            Text(
                f"没有找到“{column.zh}”一栏{instead.zh}。",
                f"The column “{column.en}” was not found{instead.en}.",
            ),
            cells=fault.cells,
            item=fault.item,
            found=same(quoted(fault.cells[0].text)) if instead.zh else Text("没有", "none"),
            allowed=column,
        )


def _instead(fault: Fault) -> Text:
    """Say which other title stands where the column should be."""
    title = fault.cells[0].text if fault.cells else ""
    return (
        Text(f"，那里的标题是{quoted(title)}", f"; the title there is {quoted(title)}") if title else NOTHING
    )

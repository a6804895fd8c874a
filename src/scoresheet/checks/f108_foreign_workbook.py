"""A workbook that carries no mark of a form of ours."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import in_brackets
from scoresheet.submission import FaultKind, Submission


@check(
    code="F108",
    title=Text("不是下发的表", "Not a form that was issued"),
    severity=Severity.FATAL,
    why=Text(
        "自制的表和别的表里，哪一格是哪一项的得分无从确认，不能猜测。",
        "In a form of one's own making nobody can tell for certain which cell is which item's score.",
    ),
    remedy=Text(
        "请使用下发的自查评分表填写，不要另做表格；如果找不到了，请联系下发单位重新发送。",
        "Please fill in the form that was issued, not one of your own; if you can't find it, ask the issuing office for another.",
    ),
    bad="""\
        | 文件        | 内容       |
        | 苍溪县.xlsx | 自制的表格 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def foreign_workbook(submission: Submission) -> Iterator[Problem]:
    """Find a workbook that carries no mark of a form of ours."""
    for fault in submission.faults_of(FaultKind.NOT_OUR_FORM):
        detail = in_brackets(fault.detail)
        yield Problem(
            Text(
                f"这个表格不是下发的自查评分表{detail.zh}。",
                f"The workbook is not a self-assessment form that was issued{detail.en}.",
            ),
            cells=fault.cells,
        )

"""A form of another catalog."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import in_brackets
from scoresheet.submission import FaultKind, Submission


@check(
    code="I103",
    title=Text("另一套指标的表", "Form of another list of indicators"),
    severity=Severity.FATAL,
    why=Text(
        "指标不同，得分不能放在一起汇总和排名。",
        "The indicators differ, so the scores can't be added up or ranked together.",
    ),
    remedy=Text(
        "请填写本次下发的自查评分表。",
        "Please fill in the form that was issued for this assessment.",
    ),
    bad="""\
        | 文件        | 内容           |
        | 苍溪县.xlsx | 另一套指标的表 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def other_catalog(submission: Submission) -> Iterator[Problem]:
    """Find a form of another catalog."""
    for fault in submission.faults_of(FaultKind.OTHER_CATALOG):
        detail = in_brackets(fault.detail)
        yield Problem(
            Text(
                f"这是另一套指标的表{detail.zh}。",
                f"This is a form of another list of indicators{detail.en}.",
            ),
            cells=fault.cells,
            found=fault.detail,
        )

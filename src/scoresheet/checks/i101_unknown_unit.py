"""A form of a unit that the catalog does not know."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import in_brackets
from scoresheet.submission import FaultKind, Submission


@check(
    code="I101",
    title=Text("填报单位不在名单内", "Unit is not on the list"),
    severity=Severity.FATAL,
    why=Text(
        "得分记到哪家单位名下无从确认。",
        "Nobody could tell whose scores these are.",
    ),
    remedy=Text(
        "请使用发给本单位的表，不要修改填报单位和表单编码。",
        "Please use the form that was issued to your unit, and leave the unit's name and the form code as they are.",
    ),
    bad="""\
        | 文件        | 内容               |
        | 苍溪县.xlsx | 填报单位写“苍城县” |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def unknown_unit(submission: Submission) -> Iterator[Problem]:
    """Find a form of a unit that the catalog does not know."""
    for fault in submission.faults_of(FaultKind.UNKNOWN_UNIT):
        detail = in_brackets(fault.detail)
        yield Problem(
            Text(
                f"填报单位不在本次名单内{detail.zh}。",
                f"The unit is not on this round's list{detail.en}.",
            ),
            cells=fault.cells,
            found=fault.detail,
        )

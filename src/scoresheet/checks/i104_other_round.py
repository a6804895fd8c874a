"""A form of another round."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import NOTHING, Text
from scoresheet.quoting import in_brackets
from scoresheet.submission import FaultKind, Submission


@check(
    code="I104",
    title=Text("另一期的表", "Form of another round"),
    severity=Severity.FATAL,
    why=Text(
        "两期的得分统计时间不同，不能算作本期的报送。",
        "The scores of another round cover another time and can't stand for this one.",
    ),
    remedy=Text(
        "请填写本期下发的表。",
        "Please fill in the form of this round.",
    ),
    bad="""\
        | 文件        | 内容            |
        | 苍溪县.xlsx | 2014年1—6月的表 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def other_round(submission: Submission) -> Iterator[Problem]:
    """Find a form of another round."""
    for fault in submission.faults_of(FaultKind.OTHER_ROUND):
        detail = in_brackets(fault.detail)
        yield Problem(
            Text(
                f"这是另一期的表{detail.zh}，不计入本期。",
                f"This is a form of another round{detail.en} and is not counted.",
            ),
            cells=fault.cells,
            found=fault.detail,
            allowed=_asked(submission),
        )


def _asked(submission: Submission) -> Text:
    if submission.form is None:
        return NOTHING
    label = submission.form.catalog.round.label
    return Text(f"本期（{label}）的表", f"a form of this round ({label})")

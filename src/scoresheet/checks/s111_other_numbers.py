"""A column of numbers beside the items that the form doesn't have."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import stripped
from scoresheet.submission import FaultKind, Submission


@check(
    code="S111",
    title=Text("多出一栏数字", "Column of numbers of one's own"),
    severity=Severity.WARNING,
    why=Text(
        "表里自行增加的数字不会计入；如果写的是更正后的得分，就等于没有报。",
        "Numbers in a column of one's own are not counted; scores corrected there would be lost.",
    ),
    remedy=Text(
        "得分以“自查得分”一栏为准：是更正的，请直接改在那一栏；与得分无关的，请删除这一栏，或说明后不必重报。",
        "The column of scores counts: please correct scores there. If the numbers are no scores, delete the column or "
        "say so; then nothing need be sent again.",
    ),
    bad="""\
        | 文件        | 内容                          |
        | 苍溪县.xlsx | Q列另写了一栏与得分不同的数字 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def other_numbers(submission: Submission) -> Iterator[Problem]:
    """Find the columns of numbers that a county added beside the items, each told once."""
    for fault in submission.faults_of(FaultKind.OTHER_NUMBERS):
        where = stripped(fault.detail)
        yield Problem(
            Text(
                f"{where.zh}另有一栏数字，与自查得分不同，不会计入。",
                f"There is another column of numbers in {where.en}; they differ from the scores and are not counted.",
            ),
            cells=fault.cells,
            item=fault.item,
        )

"""A file of no bytes, or of no cells."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.submission import FaultKind, Submission


@check(
    code="F101",
    title=Text("文件是空的", "File is empty"),
    severity=Severity.FATAL,
    why=Text(
        "空文件里没有任何得分，这家单位会被当作没有报送。",
        "An empty file holds no score, so the unit would count as not having answered.",
    ),
    remedy=Text(
        "请重新发送填好的表，发送前先打开看一看内容是否完整。",
        "Please send the filled-in form again, and open it first to see that it is complete.",
    ),
    bad="""\
        | 文件        | 内容   |
        | 苍溪县.xlsx | 空文件 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def empty_file(submission: Submission) -> Iterator[Problem]:
    """Find a file of no bytes, or of no cells."""
    for fault in submission.faults_of(FaultKind.EMPTY):
        yield Problem(
            Text(
                "文件是空的，里面没有任何内容。",
                "The file is empty, there is nothing in it.",
            ),
            cells=fault.cells,
        )

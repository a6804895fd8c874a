"""A score that is corrected in words outside the table."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text, same
from scoresheet.quoting import quoted
from scoresheet.submission import FaultKind, Submission


@check(
    code="S113",
    title=Text("表外的更正文字", "Correction in words outside the table"),
    severity=Severity.WARNING,
    why=Text(
        "写在表外的更正不会计入，得分仍按“自查得分”一栏。",
        "A correction written outside the table is not counted; the score in its column is.",
    ),
    remedy=Text(
        "请把更正后的数直接填到该项的“自查得分”格里，再删除这段文字。",
        "Please put the corrected number into the item's score cell and delete the text.",
    ),
    bad="""\
        | 文件        | 内容                                 |
        | 苍溪县.xlsx | 表下写着“更正：第1项自查得分应为1分” |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def other_words(submission: Submission) -> Iterator[Problem]:
    """Find the texts outside the table that correct a score."""
    for fault in submission.faults_of(FaultKind.OTHER_WORDS):
        text = quoted(fault.cells[0].text) if fault.cells else ""
        yield Problem(
            Text(
                f"表外有一段更正的文字，不会计入：{text}。",
                f"A correction outside the table is not counted: {text}.",
            ),
            cells=fault.cells,
            item=fault.item,
            found=same(text),
        )

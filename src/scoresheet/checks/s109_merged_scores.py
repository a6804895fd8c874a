"""One merged cell where several items each ask for a score."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.submission import FaultKind, Submission


@check(
    code="S109",
    title=Text("几项的得分合并成一格", "Scores of several items in one merged cell"),
    severity=Severity.ERROR,
    why=Text(
        "合并的格子里只有一个数，是其中哪一项的得分、还是几项合计，无从确认。",
        "A merged cell holds one number, and nobody can tell whether it is one item's score or the sum of all.",
    ),
    remedy=Text(
        "请取消合并单元格，给每一项分别填写自查得分。",
        "Please unmerge the cells and give each item a score of its own.",
    ),
    bad="""\
        | 文件        | 内容                     |
        | 苍溪县.xlsx | 第2、3项的得分合并成一格 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def merged_scores(submission: Submission) -> Iterator[Problem]:
    """Find each merged cell that covers the score cells of two or more items."""
    for fault in submission.faults_of(FaultKind.MERGED_SCORES):
        items = fault.detail
        yield Problem(
            Text(
                f"第{items.zh}项的自查得分单元格合并成了一格，无法确认各项的得分。",
                f"The score cells of items {items.en} are merged into one, so no score can be told for any of them.",
            ),
            cells=fault.cells,
            allowed=Text("每项一个得分", "one score for each item"),
            doubts=tuple(answer.id for answer in submission.answers if not answer.found),
        )

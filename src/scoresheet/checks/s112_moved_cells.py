"""Rows in which the id, the text and the numbers belong to different items."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import stripped
from scoresheet.submission import FaultKind, Submission


@check(
    code="S112",
    title=Text("各栏内容错位", "Columns don't belong together"),
    severity=Severity.ERROR,
    why=Text(
        "编号、考核内容和得分错开以后，每个得分是哪一项的无从确认，照编号或照位置计都可能张冠李戴。",
        "Once ids, texts and scores have come apart nobody can tell which item a score was given for.",
    ),
    remedy=Text(
        "多半是排序或粘贴时只选了几栏。请撤销排序，或用下发的空表重填，使每一行的编号、考核内容、分值与下发的一致。",
        "Most likely a few columns alone were sorted or pasted. Please undo that, or fill in a blank form again, so "
        "that id, text and points of every row are as issued.",
    ),
    bad="""\
        | 文件        | 内容                             |
        | 苍溪县.xlsx | 只排了考核内容一栏，与编号对不上 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def moved_cells(submission: Submission) -> Iterator[Problem]:
    """Find the tables whose columns were moved against one another, told once for all rows."""
    for fault in submission.faults_of(FaultKind.MOVED_CELLS):
        told = stripped(fault.detail)
        yield Problem(
            Text(f"{told.zh}。", f"{told.en[:1].upper()}{told.en[1:]}."), cells=fault.cells, item=fault.item
        )

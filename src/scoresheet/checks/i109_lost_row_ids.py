"""A sheet of measures or deductions on which no row carries an id any more."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.submission import FaultKind, Submission


@check(
    code="I109",
    title=Text("工作表的编号都没有了", "Sheet without the ids of its rows"),
    severity=Severity.WARNING,
    why=Text(
        "没有编号，看不出这张工作表是本单位的，还是从别的单位的表里复制来的，里面的数会影响得分。",
        "Without ids nobody can tell whether the sheet is the unit's own or copied from another's; its numbers decide scores.",
    ),
    remedy=Text(
        "请核对这张工作表里填的是不是本单位的数，是的不用重报；下次请直接在下发的表上填写，不要删除“编号”栏。",
        "Please check that its numbers are your unit's; if so nothing need be sent again. Next time keep the column of ids.",
    ),
    bad="""\
        | 文件        | 内容                         |
        | 苍溪县.xlsx | “扣分情况登记”的编号都删除了 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def lost_row_ids(submission: Submission) -> Iterator[Problem]:
    """Find the sheets whose rows are told by their words alone."""
    for fault in submission.faults_of(FaultKind.LOST_IDS):
        name = fault.detail
        yield Problem(
            Text(
                f"工作表“{name.zh}”的编号都没有了，各行只能按文字对应，看不出是不是本单位的表。",
                f"No row of the sheet “{name.en}” carries its id any more; rows go by their words, and whose sheet it is can't be told.",
            ),
            cells=fault.cells,
        )

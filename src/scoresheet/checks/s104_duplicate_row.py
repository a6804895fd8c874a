"""An item whose row stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import stripped
from scoresheet.submission import Fault, FaultKind, Submission


@check(
    code="S104",
    title=Text("同一项出现多行", "Item stands in several rows"),
    severity=Severity.ERROR,
    why=Text(
        "同一项有多行，以哪一行的得分为准无从确认。",
        "With several rows for one item nobody can tell which score holds.",
    ),
    remedy=Text(
        "请只保留一行，删除多余的行。",
        "Please keep one row and delete the others.",
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        | 2    | 4    | 4        | 已完成   |                |
        | 2    | 4    | 3        | 已完成   | 人员调整       |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        | 2    | 4    | 4        | 已完成   |                |
        """,
)
def duplicate_row(submission: Submission) -> Iterator[Problem]:
    """Find an item whose row stands twice."""
    for fault in submission.faults_of(FaultKind.DUPLICATE_ROW):
        yield Problem(
            _said(fault), cells=fault.cells, item=fault.item, remedy=_ONE_PLACE if fault.detail.zh else None
        )


_ONE_PLACE = Text(
    "请只在一处填写，删除多余的行、工作表或栏目。",
    "Please answer in one place, and delete the rows, the sheet or the column that is too much.",
)


def _said(fault: Fault) -> Text:
    if not fault.detail.zh:
        return Text(
            f"{ITEMS}出现了多行，无法确认以哪一行为准。",
            f"There are several rows for {ITEMS}, so it can't be told which one holds.",
        )
    where = stripped(fault.detail)
    return Text(
        f"{ITEMS}填了不止一处（{where.zh}），无法确认以哪一处为准。",
        f"There are several answers for {ITEMS} ({where.en}), so it can't be told which one holds.",
    )

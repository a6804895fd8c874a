"""Rows of items that were hidden, so that the sender may not have seen them."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.language import Text
from scoresheet.submission import Fault, FaultKind, Submission


@check(
    code="S110",
    title=Text("有行被隐藏", "Rows are hidden"),
    severity=Severity.NOTICE,
    why=Text(
        "隐藏的行看不见，里面的得分照样计入，可能是以前留下的。",
        "Nobody sees a hidden row, and yet its score counts; it may be an old one.",
    ),
    remedy=Text(
        "请取消隐藏（或清除筛选），看一看隐藏的内容填得对不对；没有错的不用重报。",
        "Please unhide what is hidden (or clear the filter) and look whether it is right; if so nothing need be sent again.",
    ),
    bad="""\
        | 文件        | 内容             |
        | 苍溪县.xlsx | 第3项的行被隐藏 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def hidden_rows(submission: Submission) -> Iterator[Problem]:
    """Find the rows of items that are hidden; their scores count like all others."""
    for fault in submission.faults_of(FaultKind.HIDDEN_ROWS):
        yield Problem(_said(fault), cells=fault.cells, item=fault.item)


def _said(fault: Fault) -> Text:
    if fault.item is None and fault.detail.zh:
        what = fault.detail
        return Text(
            f"{what.zh}被隐藏了，其中的得分照常计入。", f"{what.en} is hidden; its scores count all the same."
        )
    return Text(
        f"{ITEMS}所在的行被隐藏了，其中的得分照常计入。",
        f"The row of {ITEMS} is hidden; its score counts all the same.",
    )

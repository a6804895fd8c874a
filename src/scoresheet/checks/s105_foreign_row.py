"""A row with content that belongs to no item."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import NOTHING, Text, same
from scoresheet.quoting import quoted, stripped
from scoresheet.submission import Cell, Fault, FaultKind, Mark, Submission


@check(
    code="S105",
    title=Text("表外的行", "Row that belongs to no item"),
    severity=Severity.ERROR,
    acceptable=True,
    why=Text(
        "自行增加的行不属于任何一项，里面的得分不会计入，容易以为已经报了。",
        "A row of one's own belongs to no item; its score counts for nothing although it seems reported.",
    ),
    remedy=Text(
        "请把内容填到对应项目的行里，再删除自行增加的行。",
        "Please move the content into the row of the item that it belongs to, and delete the row.",
    ),
    bad="""\
        | 编号 | 考核内容            | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 开展活动不少于3次。 | 3    | 3        | 已完成   |                |
        |      | 获得市级表彰        | 2    | 2        | 已完成   |                |
        """,
    good="""\
        | 编号 | 考核内容            | 分值 | 自查得分 | 完成情况             | 未完成情况说明 |
        | 1    | 开展活动不少于3次。 | 3    | 3        | 已完成，获得市级表彰 |                |
        """,
)
def foreign_row(submission: Submission) -> Iterator[Problem]:
    """Find the rows that reading could match with no item."""
    for fault in submission.faults_of(FaultKind.FOREIGN_ROW):
        words = _words(fault)
        what = Text(f"：{words.zh}", f": {words.en}") if words.zh else NOTHING
        yield Problem(
            Text(f"有一行不属于任何一项{what.zh}。", f"A row belongs to no item{what.en}."),
            cells=fault.cells,
            item=fault.item,
            found=words,
            remedy=_OWN_SHEET if fault.mark is Mark.UNIT else None,
        )


_OWN_SHEET = Text(
    "请用发给本单位的表里的这张工作表，把本单位的内容填好，不要粘贴其他单位的行。",
    "Please use this sheet of the form that was issued to your unit and fill in your own; don't paste another unit's rows.",
)


def _words(fault: Fault) -> Text:
    if fault.detail.zh:
        return stripped(fault.detail)
    texts = [cell.text for cell in fault.cells if _is_words(cell)]
    return same(quoted(texts[0])) if texts else NOTHING


def _is_words(cell: Cell) -> bool:
    return bool(cell.text) and cell.number is None

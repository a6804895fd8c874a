"""The names of sheets and columns, as they are printed on the form and looked for in a return."""

from __future__ import annotations

from enum import StrEnum

from scoresheet.language import Text

SCORES = Text("自查评分表", "Self-assessment")
MEASURES = Text("量化指标完成数", "Measures")
DEDUCTIONS = Text("扣分情况登记", "Deductions")
INSTRUCTIONS = Text("填表说明", "Instructions")
HIDDEN = "_scoresheet"


class Column(StrEnum):
    """A column of a sheet; the value is its key in the form's hidden sheet."""

    CATEGORY = "category"
    TEXT = "text"
    POINTS = "points"
    SCORE = "score"
    DONE = "done"
    REASON = "reason"
    ID = "id"
    SELF_CHECK = "self_check"
    MEASURE = "measure"
    UNIT = "unit"
    TARGET = "target"
    ACTUAL = "actual"
    RATE = "rate"
    LIMIT = "limit"
    EVENT = "event"
    EACH = "each"
    COUNT = "count"
    DEDUCTION = "deduction"
    CAP = "cap"
    REMARK = "remark"


TITLES = {
    Column.CATEGORY: Text("类别", "Category"),
    Column.TEXT: Text("考核内容", "Indicator"),
    Column.POINTS: Text("分值", "Points"),
    Column.SCORE: Text("自查得分", "Score"),
    Column.DONE: Text("完成情况", "What was done"),
    Column.REASON: Text("未完成情况说明", "Reasons for shortfall"),
    Column.ID: Text("编号", "ID"),
    Column.SELF_CHECK: Text("自检", "Self-check"),
    Column.MEASURE: Text("指标", "Measure"),
    Column.UNIT: Text("单位", "Unit"),
    Column.TARGET: Text("目标数", "Target"),
    Column.ACTUAL: Text("实际完成数", "Actual"),
    Column.RATE: Text("完成率", "Achieved"),
    Column.LIMIT: Text("最高可得分", "Highest score"),
    Column.EVENT: Text("扣分情形", "Event"),
    Column.EACH: Text("每起扣分", "Points each"),
    Column.COUNT: Text("发生起数", "Number"),
    Column.DEDUCTION: Text("应扣分", "Deduction"),
    Column.CAP: Text("扣分上限", "At most"),
    Column.REMARK: Text("情况说明", "Remarks"),
}

SCORES_COLUMNS = (
    Column.CATEGORY,
    Column.TEXT,
    Column.POINTS,
    Column.SCORE,
    Column.DONE,
    Column.REASON,
    Column.ID,
    Column.SELF_CHECK,
)
MEASURES_COLUMNS = (
    Column.ID,
    Column.MEASURE,
    Column.UNIT,
    Column.TARGET,
    Column.ACTUAL,
    Column.RATE,
    Column.LIMIT,
    Column.SELF_CHECK,
)
DEDUCTIONS_COLUMNS = (
    Column.ID,
    Column.EVENT,
    Column.EACH,
    Column.COUNT,
    Column.DEDUCTION,
    Column.CAP,
    Column.REMARK,
    Column.SELF_CHECK,
)

TOTAL = Text("合计", "Total")
TO_CORRECT = Text("需更正事项", "To correct")
"""The sheet that a marked return begins with: its name, and the title in its first cell."""
PROBLEM = Text("问题", "Problem")
"""The column beside a marked return's tables."""
NONE_DECLARED = Text("本期无扣分", "No deductions this round")
YES = Text("是", "yes")
NO = Text("否", "no")
UNIT_LABEL = Text("填报单位：", "Unit: ")
DATE_LABEL = Text("时间：      年      月      日", "Date: ")
FORM_CODE = Text("表单编码：", "Form code: ")
NOT_APPLICABLE = Text("不适用", "not applicable")

NOTHING_HAPPENED = ("", "无", "没有", "暂无", "/", "／", "-", "—", "0", "none", "n/a", "na")
"""What counts as no event in a row of the open register."""
SAYS_NOTHING = (
    *NOTHING_HAPPENED,
    *("同上", "已完成", "全部完成", "已全部完成", "无未完成情况", "没有未完成情况"),
)
"""What counts as no explanation beside a score below the points."""


def yes_or_no(text: str) -> bool | None:
    """Tell whether a text, already folded to lower case, says yes or no; None where it says anything else."""
    said = text.strip().rstrip("。.")
    return True if said in YES else False if said in NO else None


def item_label(item: str) -> Text:
    """Give the words that name an item on every sheet: 第2项 / Item 2."""
    return Text(f"第{item}项", f"Item {item}")

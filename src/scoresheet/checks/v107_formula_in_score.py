"""A score that is computed by a formula of the unit's own."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import owed, sound_score
from scoresheet.language import Text
from scoresheet.quoting import as_formula, shown
from scoresheet.submission import Submission


@check(
    code="V107",
    title=Text("自查得分是公式", "Score is a formula"),
    severity=Severity.NOTICE,
    why=Text(
        "公式的结果可能随其他单元格变化，读取的是文件最后一次保存时的结果。",
        "A formula's result may change with other cells; what counts is the result stored when the file was saved.",
    ),
    remedy=Text(
        "结果无误的，不必修改；需要固定下来的，请直接填数字。",
        "If the result is right nothing need be done; to keep it as it is, please type the number.",
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | =1+2 → 3 | 已完成   |                |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        """,
)
def formula_in_score(submission: Submission) -> Iterator[Problem]:
    """Find the usable scores that are results of formulas."""
    for answer in owed(submission):
        formula = answer.score.formula
        number = None if formula is None else sound_score(submission, answer)
        if formula is not None and number is not None:
            result = shown(number)
            yield Problem(
                Text(
                    f"{ITEMS}的自查得分是公式，已按保存时的结果{result}分计算。",
                    f"The score of {ITEMS} is a formula; its stored result {result} was taken.",
                ),
                cells=(answer.score,),
                item=answer.id,
                found=as_formula(formula),
                allowed=Text("数字", "a number"),
            )

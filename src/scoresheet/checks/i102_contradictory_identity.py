"""A form whose marks name different units, rounds or lists of indicators."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import in_brackets
from scoresheet.submission import FaultKind, Mark, Submission


@check(
    code="I102",
    title=Text("表内标识互相矛盾", "Marks of the form contradict each other"),
    severity=Severity.FATAL,
    why=Text(
        "表内各处写的单位或期次不一致，得分可能记到别的单位名下。",
        "The marks in the form name different units or rounds, so the scores might go to the wrong unit.",
    ),
    remedy=Text(
        "请使用发给本单位的表重新填写，不要借用其他单位的表，也不要修改表单编码。",
        "Please fill in the form that was issued to your unit; don't borrow another unit's form or change the form code.",
    ),
    bad="""\
        | 文件        | 内容                           |
        | 苍溪县.xlsx | 填报单位写苍溪县，编码写旺苍县 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def contradictory_identity(submission: Submission) -> Iterator[Problem]:
    """Find a form whose marks name different units, rounds or lists of indicators."""
    for fault in submission.faults_of(FaultKind.CONTRADICTORY_IDENTITY):
        detail = in_brackets(fault.detail)
        mark = fault.mark or Mark.UNIT
        what = _WORDS[mark]
        yield Problem(
            Text(
                f"表内的{what.zh}标识互相矛盾{detail.zh}。",
                f"The marks of the {what.en} in the form contradict each other{detail.en}.",
            ),
            cells=fault.cells,
            found=fault.detail,
            remedy=_REMEDIES.get(mark),
        )


_WORDS = {
    Mark.UNIT: Text("单位", "unit"),
    Mark.ROUND: Text("期次", "round"),
    Mark.CATALOG: Text("指标目录", "list of indicators"),
}
_REMEDIES = {
    Mark.ROUND: Text(
        "请使用本期发给本单位的表重新填写，不要把另一期的表拼进来，也不要修改表单编码。",
        "Please fill in the form of this round; don't mix it with another round's form or change the form code.",
    ),
    Mark.CATALOG: Text(
        "请使用本次发给本单位的表重新填写，不要把另一套指标的表拼进来，也不要修改表单编码。",
        "Please fill in the form as issued; don't mix it with another list's form or change the form code.",
    ),
}

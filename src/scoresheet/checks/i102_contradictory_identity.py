"""A form whose marks name different units or rounds."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import in_brackets
from scoresheet.submission import FaultKind, Submission


@check(
    code="I102",
    title=Text("单位标识互相矛盾", "Marks of the unit contradict each other"),
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
    """Find a form whose marks name different units or rounds."""
    for fault in submission.faults_of(FaultKind.CONTRADICTORY_IDENTITY):
        detail = in_brackets(fault.detail)
        yield Problem(
            Text(
                f"表内的单位标识互相矛盾{detail.zh}。",
                f"The marks of the unit in the form contradict each other{detail.en}.",
            ),
            cells=fault.cells,
            found=fault.detail,
        )

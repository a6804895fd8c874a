"""A file beyond the limits of an honest form."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import stripped
from scoresheet.submission import FaultKind, Submission


@check(
    code="F106",
    title=Text("文件内容异常", "File is abnormal"),
    severity=Severity.FATAL,
    why=Text(
        "正常填写的表不会这么大，也不会有这样的内容；为了安全，没有读取。",
        "No form that was merely filled in is that large or holds such things; to be safe it was not read.",
    ),
    remedy=Text(
        "请用下发的空表重新填写（只复制得分和文字，不要整表粘贴），保存后发送。",
        "Please fill in a blank form anew (copy scores and words only, not whole sheets), save it and send it.",
    ),
    bad="""\
        | 文件        | 内容                   |
        | 苍溪县.xlsx | 表格末尾多出一个单元格 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def unsafe_file(submission: Submission) -> Iterator[Problem]:
    """Find a file beyond the limits of an honest form."""
    for fault in submission.faults_of(FaultKind.UNSAFE):
        detail = stripped(fault.detail)
        # Some details already say that nothing was read.
        why = Text(f"：{detail.zh}", f": {detail.en}") if detail.zh else _NOT_READ
        yield Problem(
            Text(f"文件内容异常{why.zh}。", f"The file is abnormal{why.en}."),
            cells=fault.cells,
        )


_NOT_READ = Text("，没有读取", " and was not read")

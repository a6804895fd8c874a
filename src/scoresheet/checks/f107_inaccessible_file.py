"""A file that the computer does not let us open."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import in_brackets
from scoresheet.submission import FaultKind, Submission


@check(
    code="F107",
    title=Text("文件打不开", "File can't be opened"),
    severity=Severity.FATAL,
    why=Text(
        "打不开的文件无法读取，这家单位的得分会缺失。",
        "A file that can't be opened can't be read, and the unit's scores would be missing.",
    ),
    remedy=Text(
        "请关闭正在使用这个文件的程序，确认有权限打开它，再校验一次。",
        "Please close the program that is using the file, make sure that you may open it, and check again.",
    ),
    bad="""\
        | 文件        | 内容           |
        | 苍溪县.xlsx | 没有打开的权限 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def inaccessible_file(submission: Submission) -> Iterator[Problem]:
    """Find a file that the computer does not let us open."""
    for fault in submission.faults_of(FaultKind.NO_ACCESS):
        detail = in_brackets(fault.detail)
        yield Problem(
            Text(
                f"文件打不开{detail.zh}。",
                f"The file can't be opened{detail.en}.",
            ),
            cells=fault.cells,
        )

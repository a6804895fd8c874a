"""A file that breaks off or contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import in_brackets
from scoresheet.submission import FaultKind, Submission


@check(
    code="F102",
    title=Text("文件已损坏或不完整", "File is damaged or incomplete"),
    severity=Severity.FATAL,
    why=Text(
        "损坏的文件即使还能看到一部分，看不到的部分也可能有得分，不能据此汇总。",
        "Even where part of a damaged file can be seen, scores may be missing from it, so it is not used.",
    ),
    remedy=Text(
        "请在电脑上打开原表，确认能正常显示后另存一份，再重新发送。",
        "Please open your own copy, make sure that it shows correctly, save it under a new name and send that.",
    ),
    bad="""\
        | 文件        | 内容               |
        | 苍溪县.xlsx | 传输中断，只有一半 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def damaged_file(submission: Submission) -> Iterator[Problem]:
    """Find a file that breaks off or contradicts itself."""
    for fault in submission.faults_of(FaultKind.DAMAGED):
        detail = in_brackets(fault.detail)
        yield Problem(
            Text(
                f"文件已损坏或不完整，无法读取{detail.zh}。",
                f"The file is damaged or incomplete and can't be read{detail.en}.",
            ),
            cells=fault.cells,
        )

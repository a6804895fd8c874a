"""A file that opens only with a password."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import in_brackets
from scoresheet.submission import FaultKind, Submission


@check(
    code="F103",
    title=Text("文件有打开密码", "File needs a password"),
    severity=Severity.FATAL,
    why=Text(
        "有打开密码的文件无法读取，得分不能进入汇总。",
        "A file with a password can't be read, so its scores can't be counted.",
    ),
    remedy=Text(
        "请打开表格，取消打开密码（“文件”→“文件加密”或“保护工作簿”），保存后重新发送。",
        "Please open the form, remove the password (File, Info, Protect Workbook), save it and send it again.",
    ),
    bad="""\
        | 文件        | 内容         |
        | 苍溪县.xlsx | 设了打开密码 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def encrypted_file(submission: Submission) -> Iterator[Problem]:
    """Find a file that opens only with a password."""
    for fault in submission.faults_of(FaultKind.ENCRYPTED):
        detail = in_brackets(fault.detail)
        yield Problem(
            Text(
                f"文件设了打开密码，无法读取{detail.zh}。",
                f"The file has a password and can't be read{detail.en}.",
            ),
            cells=fault.cells,
        )

"""A file that opens only with a password."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.inbox.detect import FileType
from scoresheet.language import Text
from scoresheet.quoting import in_brackets
from scoresheet.submission import Fault, FaultKind, Source, Submission


@check(
    code="F103",
    title=Text("文件有打开密码", "File needs a password"),
    severity=Severity.FATAL,
    why=Text(
        "有打开密码的文件无法读取，得分不能进入汇总。知道密码的，汇总人员可以在命令后加上“--password 密码”再运行一次（.ods 表不行）。",
        "A file with a password can't be read, so its scores can't be counted. Whoever knows the password in the office can add “--password PASSWORD” to the command and run it again (not for .ods).",
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
        detail, remedy = _told(submission.source, fault)
        yield Problem(
            Text(
                f"文件设了打开密码，无法读取{detail.zh}。",
                f"The file has a password and can't be read{detail.en}.",
            ),
            cells=fault.cells,
            remedy=remedy,
        )


def _told(source: Source, fault: Fault) -> tuple[Text, Text | None]:
    """Say what more is known of the file, and what to do where that isn't what the check says."""
    if source.format == FileType.ODS:
        return in_brackets(_ODS), _SAVE_AS_XLSX
    # What an archive keeps locked was not even unpacked, and so has no checksum.
    locked = "!/" in source.path and not source.sha256
    return in_brackets(fault.detail), _SEND_UNPACKED if locked else None


_ODS = Text("设了密码的 .ods 表，给出密码也打不开", "an .ods with a password, which no password opens here")
_SAVE_AS_XLSX = Text(
    "请打开表格，取消打开密码，另存为 .xlsx 后重新发送。",
    "Please open the form, remove the password, save it as .xlsx and send it again.",
)
_SEND_UNPACKED = Text(
    "请不要给压缩包设密码：把表格直接发来，或不设密码重新压缩后发送。",
    "Please send the form itself, or an archive without a password.",
)

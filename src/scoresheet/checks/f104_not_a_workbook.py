"""A picture, a letter, a page: anything but a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking import Problem, Severity, check
from scoresheet.detect import FileType
from scoresheet.language import Text
from scoresheet.quoting import stripped
from scoresheet.submission import FaultKind, Submission


@check(
    code="F104",
    title=Text("文件不是电子表格", "File is not a spreadsheet"),
    severity=Severity.FATAL,
    why=Text(
        "图片、扫描件和文字材料里的得分无法核对，也不能计算。",
        "Scores in a picture, a scan or a letter can't be checked or added up.",
    ),
    remedy=Text(
        "请把得分填在下发的表格里，把表格文件本身发来；图片和文字材料可以另作附件。",
        "Please fill in the form that was issued and send that file; pictures and letters may come along as attachments.",
    ),
    bad="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 一张照片 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def not_a_workbook(submission: Submission) -> Iterator[Problem]:
    """Find a picture, a letter, a page."""
    for fault in submission.faults_of(FaultKind.NOT_A_WORKBOOK):
        detail = stripped(fault.detail)
        but = Text(f"，而是{detail.zh}", f" but {detail.en}") if detail.zh else detail
        yield Problem(
            Text(
                f"这个文件不是电子表格{but.zh}。",
                f"The file is not a spreadsheet{but.en}.",
            ),
            cells=fault.cells,
            remedy=_UNPACK if submission.source.format in _ARCHIVES else None,
        )


_ARCHIVES = frozenset({FileType.ZIP, FileType.RAR, FileType.SEVEN_ZIP})
_UNPACK = Text(
    "请解压后重新发送表格文件本身；要打包的，请直接压缩成一个 zip，里面不再放压缩包。",
    "Please unpack it and send the form itself; to send several files as one, put them into a single zip.",
)

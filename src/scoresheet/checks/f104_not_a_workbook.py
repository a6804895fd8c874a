"""A picture, a letter, a page: anything but a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.inbox.detect import FileType
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
            remedy=_REMEDIES.get(submission.source.format),
        )


_UNPACK = Text(
    "请解压后重新发送表格文件本身；要打包的，请直接压缩成一个 zip，里面不再放压缩包。",
    "Please unpack it and send the form itself; to send several files as one, put them into a single zip.",
)
_PAGE = Text(
    "网页改成表格的后缀还是网页。请打开下发的表，把得分填进去，存成 .xlsx 发来。",
    "A web page stays one under a spreadsheet's suffix. Please open the form that was issued, fill it in and send it as .xlsx.",
)
_PLAIN = Text(
    "从表格另存的文本（如 .csv）看不出哪一格是哪一项。请直接发送填好的原表，存成 .xlsx。",
    "In text that was saved from a workbook (such as .csv) no cell can be told for an item. Please send the form itself, as .xlsx.",
)
_TYPE_IN = Text(
    "改后缀不能变成表格。请把得分填进下发的表，存成 .xlsx 发来；扫描件、照片和文字材料可以另作附件。",
    "Another suffix makes no workbook of it. Please type the figures into the form that was issued and send it as .xlsx; scans, photos and letters may come along as attachments.",
)
_SHORTCUT = Text(
    "快捷方式里没有表格，只记着表格放在哪里。请找到填好的表格文件本身再发送。",
    "A shortcut holds no form, it only says where one lies. Please find the filled-in form itself and send that.",
)
_REMEDIES: dict[str, Text] = {
    **dict.fromkeys((FileType.ZIP, FileType.RAR, FileType.SEVEN_ZIP), _UNPACK),
    **dict.fromkeys((FileType.TAR, FileType.GZIP, FileType.CAB), _UNPACK),
    FileType.HTML: _PAGE,
    FileType.TEXT: _PLAIN,
    **dict.fromkeys((FileType.PDF, FileType.IMAGE, FileType.OFD), _TYPE_IN),
    **dict.fromkeys((FileType.DOCX, FileType.PPTX, FileType.ODT, FileType.OLE_OTHER), _TYPE_IN),
    FileType.SHORTCUT: _SHORTCUT,
}

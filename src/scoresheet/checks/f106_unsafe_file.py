"""A file beyond the limits of an honest form."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.inbox.detect import FileType
from scoresheet.language import Text
from scoresheet.quoting import stripped
from scoresheet.submission import FaultKind, Source, Submission


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
            remedy=_remedy(submission.source),
        )


def _remedy(source: Source) -> Text | None:
    """Say what to do about a file that is too large to be opened; None for one that was, and so has a checksum."""
    if source.format == FileType.ZIP:
        return _SPLIT
    if source.sha256:
        return None
    return _SINGLY if "!/" in source.path else _SHRINK


_SPLIT = Text(
    "请把压缩包分成几个，每个不超过5000个文件；自查评分表请直接发送，不必压缩。",
    "Please make several archives of it with no more than 5,000 files each; the form itself is best sent by itself.",
)
_SINGLY = Text(
    "请把表格单独发送，不放在压缩包里；表格本身过大的，请先删去或缩小里面的图片，再保存发送。",
    "Please send the form by itself, not in an archive; if it is too large itself, remove or shrink the pictures in it first.",
)
_SHRINK = Text(
    "请删去或缩小文件里的图片，保存到20MB以内再发送；照片可以另作附件。",
    "Please remove or shrink the pictures in it until it has less than 20 MB, and send it again; photos can come as attachments.",
)


_NOT_READ = Text("，没有读取", " and was not read")

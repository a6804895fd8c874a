"""A file that took its reader too long, or ended it."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.quoting import stripped
from scoresheet.submission import FaultKind, Submission


@check(
    code="F109",
    title=Text("文件使读取中断", "File stops its reader"),
    severity=Severity.FATAL,
    why=Text(
        "这个文件没有读完，读到一半的得分不能用；其他文件照常读取，不受影响。",
        "It was not read to its end, and half of a form gives no score; all other files were read as usual.",
    ),
    remedy=Text(
        "请打开原表，用下发的空表重新填写（只复制得分和文字，不要整表粘贴），另存为 .xlsx 后发送。",
        "Please open your own copy, fill in a blank form anew (copy scores and words only, not whole sheets), save it as .xlsx and send that.",
    ),
    bad="""\
        | 文件       | 内容               |
        | 苍溪县.xls | 读取20秒还没有读完 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def reader_stopped(submission: Submission) -> Iterator[Problem]:
    """Find a file that took its reader too long, or ended it."""
    for fault in submission.faults:
        if fault.kind in _HAPPENED:
            detail, happened = stripped(fault.detail), _HAPPENED[fault.kind]
            said = _WHY[fault.kind] if detail.zh else happened
            why = Text(f"：{detail.zh}", f": {detail.en}") if detail.zh else detail
            yield Problem(Text(f"{said.zh}{why.zh}。", f"{said.en}{why.en}."), cells=fault.cells)


_STALLED = Text("文件没有读完", "The file was not read to its end")
_HAPPENED = {
    FaultKind.STALLED: _STALLED,
    FaultKind.CRASHED: Text(
        "文件使读取程序中断，没有读出来", "The file ended the program that was reading it"
    ),
}
_WHY = {FaultKind.STALLED: _STALLED, FaultKind.CRASHED: Text("没有读出来", "It was not read")}

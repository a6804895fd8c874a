"""A format in which formulas, error values and other things can't be told."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.inbox.detect import FileType
from scoresheet.language import NOTHING, Text
from scoresheet.submission import Source, Submission


@check(
    code="F110",
    title=Text("表格格式看不全", "Format shows results only"),
    severity=Severity.NOTICE,
    why=Text(
        "公式的数可能取自别的文件，不是在这份表里填的；出错的公式也可能看上去是空白。这些都要靠人核对。",
        "A formula may take its number from another file, and one that failed may look like a blank: somebody has to look.",
    ),
    remedy=Text(
        "请在 WPS 或 Excel 中打开原表核对一遍；下次请点“文件”→“另存为”，存成 .xlsx 格式再发送。",
        "Please open the form in WPS or Excel and compare; next time please choose File, Save As, and send an .xlsx.",
    ),
    bad="""\
        | 文件        | 内容                           |
        | 苍溪县.xlsb | 存成 .xlsb 的表，含其他表的链接 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def unseen_formulas(submission: Submission) -> Iterator[Problem]:
    """Find a return whose format does not show all that matters."""
    source = submission.source
    if submission.form is None or (source.shows_formulas and source.shows_errors):
        return
    word, unseen = _word(source), _unseen(source)
    yield Problem(
        Text(
            f"这份表是{word.zh}，读取时{unseen.zh}。",
            f"This return is {word.en}, in which {unseen.en}.",
        ),
        found=word,
        allowed=Text(".xlsx 格式", "an .xlsx workbook"),
    )


def _word(source: Source) -> Text:
    known = source.format in set(FileType)
    return FileType(source.format).word if known else Text("其他格式的表格", "a workbook of another format")


def _unseen(source: Source) -> Text:
    formulas = NOTHING if source.shows_formulas else _FORMULAS
    errors = NOTHING if source.shows_errors else _ERRORS
    told = [one for one in (formulas, errors) if one != NOTHING]
    return Text("，".join(one.zh for one in told), ", and ".join(one.en for one in told))


_FORMULAS = Text("看不到公式写的是什么", "what the formulas say can't be seen")
_ERRORS = Text("错误值（如 #REF!）看上去是空白", "an error value such as #REF! looks like a blank cell")

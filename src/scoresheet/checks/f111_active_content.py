"""A workbook with macros, links to other files or embedded objects."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text
from scoresheet.submission import Submission


@check(
    code="F111",
    title=Text("文件带有宏、链接或对象", "File has macros, links or objects"),
    severity=Severity.NOTICE,
    why=Text(
        "下发的表里没有这些东西。读取时没有运行、也没有打开它们，但用表格软件打开这份文件时它们可能会运行。",
        "The form that was issued has none of these. Nothing of it was run or followed here, but a spreadsheet program may do so when the file is opened.",
    ),
    remedy=Text(
        "收表人员打开这份文件时请选“禁用宏”“不更新链接”；不清楚来历的，请向填报单位核实。",
        "Who opens the file should choose to disable macros and not to update links; where nobody knows why they are there, please ask the unit.",
    ),
    bad="""\
        | 文件        | 内容               |
        | 苍溪县.xlsx | 填好的表，还带有宏 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def active_content(submission: Submission) -> Iterator[Problem]:
    """Find what a return carries that could act when it is opened."""
    carried = submission.source.carries
    if submission.form is not None and carried:
        words = Text("、".join(one.zh for one in carried), ", ".join(one.en for one in carried))
        yield Problem(
            Text(
                f"文件里有{words.zh}，读取时没有运行，也没有打开。",
                f"The file holds {words.en}; nothing of it was run or followed.",
            ),
            found=words,
            allowed=Text("只有表格", "cells alone"),
        )

"""A file beside a unit's return that by its name is the unit's too and could not be read: perhaps its correction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scoresheet.catalog.model import Unit
from scoresheet.checking.running import Problem, Severity, check_round
from scoresheet.checking.sent_aside import at_most, by_unit, unread, with_reason
from scoresheet.decision import Version
from scoresheet.language import Text
from scoresheet.returns.settling import Aside, Returns


@check_round(
    code="X105",
    title=Text("另有一份表没有读出来", "Another return could not be read"),
    severity=Severity.WARNING,
    why=Text(
        "打不开的那份可能是更正后的；只看读得出的那份，会按旧的得分计入。",
        "The file that can't be opened may be the correction; the one that can would count with the old scores.",
    ),
    remedy=Text(
        "发过更正表的，请在电脑上确认能打开，存成 .xlsx 后重新发送；没有更正的，请告知以读得出的那份为准。",
        "If it is a correction, please make sure that it opens, save it as .xlsx and send it again; if nothing was corrected, please say that the other one counts.",
    ),
    bad="""\
        | 文件                | 内容               |
        | 苍溪县.xlsx         | 填好的表           |
        | 苍溪县（更正）.xlsx | 传输中断，只有一半 |
        | 旺苍县.xlsx         | 填好的表           |
        | 利州区.xlsx         | 填好的表           |
        """,
    good="""\
        | 文件                | 内容     |
        | 苍溪县.xlsx         | 填好的表 |
        | 苍溪县（更正）.xlsx | 填好的表 |
        | 旺苍县.xlsx         | 填好的表 |
        | 利州区.xlsx         | 填好的表 |
        """,
)
def unread_correction(returns: Returns) -> Iterator[Problem]:
    """Find the units with a return beside which lies a file of theirs that could not be read.

    Attachments and what programs left behind are no returns; a unit without any return has its own finding. Once the
    office has settled which file counts, the others are only noted.
    """
    sent = by_unit(returns)
    settled = {one.decision.unit for one in returns.effects if one.done and isinstance(one.decision, Version)}
    for one in returns.units:
        files = unread(returns, sent, one.unit.id) if one.placed else []
        if files:
            problem = _problem(one.unit, files)
            yield replace(problem, severity=Severity.NOTICE) if one.unit.id in settled else problem


def _problem(unit: Unit, files: Sequence[Aside]) -> Problem:
    count, named = len(files), at_most([with_reason(one) for one in files])
    which = "one more file" if count == 1 else f"{count} more files"
    return Problem(
        Text(
            f"还收到{count}份按名称是{unit.name}的表，打不开，可能是更正后的：{named.zh}。请核对。",
            f"By its name {which} came from {unit.name} and can't be read, perhaps a correction: {named.en}. Please look at it.",
        ),
        found=named,
        allowed=_READABLE,
        unit=unit.id,
    )


_READABLE = Text("打得开的表", "a form that opens")

"""A unit that sent nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scoresheet.checking import Problem, Severity, check_round
from scoresheet.language import Text
from scoresheet.returns import Returns


@check_round(
    code="X102",
    title=Text("未报送", "Nothing was returned"),
    severity=Severity.ERROR,
    why=Text("少一家单位，汇总和排名就不完整。", "With a unit missing, totals and ranking are incomplete."),
    remedy=Text(
        "请尽快报送填好的自查评分表；已经报送的，请与下发单位核对文件是否收到。",
        "Please send the filled-in form soon; if you did, ask the issuing office whether it arrived.",
    ),
    bad="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        | 利州区.xlsx | 填好的表 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        | 旺苍县.xlsx | 填好的表 |
        | 利州区.xlsx | 填好的表 |
        """,
)
def unit_not_returned(returns: Returns) -> Iterator[Problem]:
    """Find the units without any file; a form of another round has its own finding."""
    due = _due(returns.catalog.round.due)
    for unit in returns.units:
        if not unit.placed:
            name = unit.unit.name
            yield Problem(
                Text(f"没有收到{name}的自查评分表{due.zh}。", f"No form of {name} was received{due.en}."),
                found=Text("未收到", "nothing"),
                allowed=Text("填好的表", "a filled-in form"),
                unit=unit.unit.id,
            )


def _due(day: date | None) -> Text:
    if day is None:
        return Text("", "")
    return Text(f"（报送期限{day.year}年{day.month}月{day.day}日）", f" (due {day.isoformat()})")

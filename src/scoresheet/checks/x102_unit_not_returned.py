"""A unit that sent no form that can be read, whatever else it sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from scoresheet.catalog.model import Unit
from scoresheet.checking.running import Problem, Severity, check_round
from scoresheet.checking.sent_aside import at_most, by_unit, name, with_reason
from scoresheet.language import NOTHING, Text
from scoresheet.returns.settling import RECEIVED_NOTHING, Aside, Returns


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
    """Find the units without a form that was read; a form of another round has its own finding.

    What else they sent is named: a form that could not be read, a letter, a scan, photos.
    """
    sent = by_unit(returns)
    due = _due(returns.catalog.round.due, returns.as_of)
    for unit in returns.units:
        if not unit.placed:
            yield _problem(unit.unit, sent.get(unit.unit.id, []), due)


def _problem(unit: Unit, sent: Sequence[Aside], due: Text) -> Problem:
    forms = [one for one in sent if one.is_form]
    others = [one for one in sent if not one.is_form]
    if forms:
        return _unread(unit, forms, due)
    return _without_form(unit, others, due) if others else _nothing(unit, due)


def _nothing(unit: Unit, due: Text) -> Problem:
    return Problem(
        Text(f"没有收到{unit.name}的自查评分表{due.zh}。", f"No form of {unit.name} was received{due.en}."),
        found=RECEIVED_NOTHING,
        allowed=_FORM,
        unit=unit.id,
    )


def _unread(unit: Unit, forms: Sequence[Aside], due: Text) -> Problem:
    listed = [with_reason(one) for one in forms]
    named = at_most(listed)
    return Problem(
        Text(
            f"收到了{len(forms)}份按名称是{unit.name}的表{due.zh}，但其中的得分没有读出来：{named.zh}。",
            f"What by its name is {unit.name}'s form was received{due.en}, but no score could be read: {named.en}.",
        ),
        found=named,
        allowed=_FORM,
        remedy=_SEND_ANEW,
        unit=unit.id,
    )


def _without_form(unit: Unit, others: Sequence[Aside], due: Text) -> Problem:
    named = at_most([name(one) for one in others])
    count = len(others)
    return Problem(
        Text(
            f"只收到{unit.name}的{count}个附件（{named.zh}），没有收到自查评分表{due.zh}；得分要填在表里，不能只在附件里。",
            f"Of {unit.name} only {count} attachment{'s' if count > 1 else ''} came ({named.en}) and no form{due.en}; scores count in the form alone.",
        ),
        found=named,
        allowed=_FORM,
        remedy=_FILL_IN,
        unit=unit.id,
    )


_FORM = Text("填好的表", "a filled-in form")
_FILL_IN = Text(
    "请把得分填在下发的自查评分表里，存成 .xlsx 发来；已经收到的附件不用重发。",
    "Please type the figures into the form that was issued and send it as .xlsx; the attachments need not be sent again.",
)
_SEND_ANEW = Text(
    "请在电脑上打开填好的表，确认能正常显示，存成 .xlsx 后直接发送（不要打成 .rar、.7z 压缩包）；没有原表的，请用下发的表重新填写。",
    "Please open your filled-in form, make sure that it shows correctly, save it as .xlsx and send that (not inside .rar or .7z); without one, fill in the form as issued again.",
)


def _due(day: date | None, as_of: date | None) -> Text:
    if day is None:
        return Text("", "")
    since = _since(day, as_of)
    return Text(
        f"（报送期限{day.year}年{day.month}月{day.day}日{since.zh}）", f" (due {day.isoformat()}{since.en})"
    )


def _since(day: date, as_of: date | None) -> Text:
    """Say how late it is; nothing where the user named no day to count from."""
    if as_of is None:
        return NOTHING
    over = (as_of - day).days
    if over > 0:
        return Text(f"，已逾期{over}天", f", {over} {'day' if over == 1 else 'days'} ago")
    if over < 0:
        return Text(f"，还有{-over}天", f", {-over} {'day' if over == -1 else 'days'} left")
    return Text("，今天到期", ", today")

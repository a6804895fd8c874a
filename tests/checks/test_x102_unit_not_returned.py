"""X102: a unit returned nothing."""

from __future__ import annotations

from datetime import date

import pytest

import samples
import tables
from scoresheet.catalog.model import Round
from scoresheet.checking.running import Problem
from scoresheet.checks.x102_unit_not_returned import unit_not_returned
from scoresheet.language import Text
from scoresheet.returns.settling import Aside, settle
from scoresheet.submission import Fault, FaultKind, Mark, Source, Submission

ALL_BUT_TWO = """
| 文件        | 内容     |
| 旺苍县.xlsx | 填好的表 |
| 利州区.xlsx | 填好的表 |
"""


def test_units_with_a_return_are_left_alone() -> None:
    """Whether the return is a good one does not matter here."""
    table = ALL_BUT_TWO + "| 苍溪县.xlsx | 第2项得分9 |"

    assert tables.found_in_round(unit_not_returned, tables.read_returns(table)) == []


def test_a_unit_in_conflict_has_returned() -> None:
    """Two returns are not none."""
    table = ALL_BUT_TWO + "| 苍溪县.xlsx | 第2项得分4 |\n| 苍溪县（2）.xlsx | 第2项得分3 |"

    assert tables.found_in_round(unit_not_returned, tables.read_returns(table)) == []


def test_a_form_of_another_round_is_its_own_finding() -> None:
    """The unit is told that its form is of another round, not that it sent nothing."""
    table = ALL_BUT_TWO + "| 苍溪县.xlsx | 2014年1—6月的表 |"

    assert tables.found_in_round(unit_not_returned, tables.read_returns(table)) == []


def test_contradictory_marks_are_their_own_finding() -> None:
    """A unit whose form carries the marks of two rounds has sent something."""
    made = samples.submission(faults=(Fault(FaultKind.CONTRADICTORY_IDENTITY, mark=Mark.ROUND),))
    found = tables.found_in_round(unit_not_returned, settle(samples.catalog(), [made]))

    assert [unit for unit, _ in found] == ["510821", "510802"]


def test_unit_and_due_date_are_told() -> None:
    """The sentence names the unit and the day on which the form was due."""
    assert tables.found_in_round(unit_not_returned, tables.read_returns(ALL_BUT_TWO)) == [
        ("510824", "没有收到苍溪县的自查评分表（报送期限2014年11月28日）。")
    ]


def test_without_a_due_date_none_is_told() -> None:
    """All units are told where nothing came at all."""
    returns = settle(samples.catalog(round=Round("2014-11", "2014年1—11月")), [])

    assert [message for _, message in tables.found_in_round(unit_not_returned, returns)] == [
        "没有收到苍溪县的自查评分表。",
        "没有收到旺苍县的自查评分表。",
        "没有收到利州区的自查评分表。",
    ]


def told(*aside: Aside, submissions: tuple[Submission, ...] = (), as_of: date | None = None) -> Problem:
    """Give what 苍溪县 is told that has sent no form, and these files."""
    assert unit_not_returned.run_round is not None
    returns = settle(samples.catalog(), submissions, aside=aside, as_of=as_of)
    return next(iter(unit_not_returned.run_round(returns)))


def attachment(name: str, unit: str | None = "510824") -> Aside:
    """Give an attachment of 苍溪县."""
    return Aside(f"收到/苍溪县/{name}", unit, Text("图片", "a picture"))


def test_attachments_of_nobody_and_of_others_say_nothing_of_a_unit() -> None:
    """Only what names the unit is its own."""
    problem = told(attachment("1.jpg", None), attachment("2.jpg", "510821"))

    assert problem.message.zh == "没有收到苍溪县的自查评分表（报送期限2014年11月28日）。"


def test_a_unit_that_sent_attachments_only_is_told_so() -> None:
    """Three are named, the others counted; the figures must come in the form."""
    one = told(attachment("总结.docx"))
    five = told(*(attachment(f"{number}.jpg") for number in range(5)))

    assert one.message.zh == (
        "只收到苍溪县的1个附件（“总结.docx”），没有收到自查评分表（报送期限2014年11月28日）；"
        "得分要填在表里，不能只在附件里。"
    )
    assert "1 attachment came (“总结.docx”)" in one.message.en
    assert "5个附件（“0.jpg”、“1.jpg”、“2.jpg”等）" in five.message.zh
    assert "5 attachments came (“0.jpg”, “1.jpg”, “2.jpg” and 2 more)" in five.message.en
    assert one.remedy is not None
    assert one.remedy.zh.startswith("请把得分填在下发的自查评分表里，存成 .xlsx")


def test_a_form_that_could_not_be_read_is_not_told_as_nothing() -> None:
    """With its name and, where it is known, the reason; attachments beside it don't matter then."""
    path = "收到/苍溪县.xlsx"
    source = Source(path, "a", "xlsx")
    damaged = Submission(source, faults=(Fault(FaultKind.DAMAGED),))
    unread = Aside(path, "510824", Text("表格", "a workbook"), is_form=True)

    problem = told(attachment("1.jpg"), unread, submissions=(damaged,))

    assert problem.message.zh == (
        "收到了1份按名称是苍溪县的表（报送期限2014年11月28日），"
        "但其中的得分没有读出来：“苍溪县.xlsx”（文件已损坏或不完整）。"
    )
    assert problem.remedy is not None
    assert "存成 .xlsx 后直接发送" in problem.remedy.zh


def test_what_is_no_workbook_is_told_for_what_it_is() -> None:
    """That an archive is no spreadsheet would say less."""
    source = Source("昭化区.rar", "a", "rar")
    archive = Submission(source, faults=(Fault(FaultKind.NOT_A_WORKBOOK),))
    what = Text("RAR 压缩包", "a RAR archive")

    problem = told(Aside("昭化区.rar", "510824", what, is_form=True), submissions=(archive,))

    assert "“昭化区.rar”（RAR 压缩包）" in problem.message.zh


def test_a_unit_with_a_return_is_not_told_of_its_attachments() -> None:
    """They came along, as they should."""
    assert told(attachment("1.jpg"), submissions=(samples.submission(),)).unit == "510821"


def test_a_file_that_can_not_be_read_is_nobody_s_return() -> None:
    """Whose damaged file it is can't be told, so the unit is still asked for its form."""
    damaged = samples.submission(form=None, answers=(), faults=(Fault(FaultKind.DAMAGED),))

    assert len(tables.found_in_round(unit_not_returned, settle(samples.catalog(), [damaged]))) == 3


@pytest.mark.parametrize(
    ("as_of", "zh", "en"),
    [
        (None, "（报送期限2014年11月28日）", " (due 2014-11-28)"),
        (date(2014, 11, 26), "（报送期限2014年11月28日，还有2天）", " (due 2014-11-28, 2 days left)"),
        (date(2014, 11, 27), "（报送期限2014年11月28日，还有1天）", " (due 2014-11-28, 1 day left)"),
        (date(2014, 11, 28), "（报送期限2014年11月28日，今天到期）", " (due 2014-11-28, today)"),
        (date(2014, 11, 29), "（报送期限2014年11月28日，已逾期1天）", " (due 2014-11-28, 1 day ago)"),
        (date(2014, 12, 1), "（报送期限2014年11月28日，已逾期3天）", " (due 2014-11-28, 3 days ago)"),
    ],
)
def test_lateness_is_told_of_a_day_that_was_named(as_of: date | None, zh: str, en: str) -> None:
    """No clock is looked at: without such a day nothing is said of it."""
    first = told(as_of=as_of)

    assert first.message.zh == f"没有收到苍溪县的自查评分表{zh}。"
    assert first.message.en == f"No form of 苍溪县 was received{en}."

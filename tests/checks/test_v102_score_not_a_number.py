"""V102: a score is no number."""

from __future__ import annotations

import pytest

import samples
import tables
from scoresheet.checking.running import run
from scoresheet.checks.v102_score_not_a_number import score_not_a_number
from scoresheet.grid import Kind, RawCell
from scoresheet.language import Locale
from scoresheet.submission import Cell, Submission
from scoresheet.titles import SCORES
from scoresheet.values import Refusal, read_number


def with_raw(raw: RawCell) -> Submission:
    """Give a return whose first score is what a workbook's cell holds."""
    cell = Cell(SCORES.zh, "D5", raw.text or "", read_number(raw), raw.formula)
    return samples.with_answer(samples.submission(), "1", score=cell)


@pytest.mark.parametrize("typed", ["3", "3分", "３", None])
def test_numbers_and_blanks_are_left_alone(typed: str | None) -> None:
    """What is a number, or was made one without loss, is not refused; a blank is another check's business."""
    assert tables.found_by(score_not_a_number, samples.submission(scores={"1": typed})) == []


CASES = {
    Refusal.WORDS: (RawCell(Kind.TEXT, "优秀"), "第1项的自查得分填的是“优秀”，不是数字。"),
    Refusal.FULL_MARKS: (RawCell(Kind.TEXT, "满分"), "第1项的自查得分填的是“满分”，没有写是几分。"),
    Refusal.NOTHING: (RawCell(Kind.TEXT, "/"), "第1项的自查得分填的是“/”，看不出是得0分还是没有填。"),
    Refusal.TWO_NUMBERS: (
        RawCell(Kind.TEXT, "2-3"),
        "第1项的自查得分填的是“2-3”，写了两个数，看不出是几分。",
    ),
    Refusal.ERROR: (RawCell(Kind.ERROR, "#REF!"), "第1项的自查得分显示为“#REF!”，是公式出错的结果。"),
    Refusal.DATE: (
        RawCell(Kind.NUMBER, "41702", date=True),
        "第1项的自查得分变成了日期“2014-03-04”，看不出原来填的是几分。",
    ),
    Refusal.PERCENT: (
        RawCell(Kind.NUMBER, "1", percent=True),
        "第1项的自查得分填的是百分数“1”，不是分数。",
    ),
    Refusal.BOOLEAN: (RawCell(Kind.BOOLEAN, "TRUE"), "第1项的自查得分是逻辑值（真或假），不是数字。"),
    Refusal.NOT_FINITE: (RawCell(Kind.NUMBER, "1e999"), "第1项的自查得分不是有效的数字。"),
    Refusal.TOO_LONG: (RawCell(Kind.NUMBER, "1e300"), "第1项的自查得分位数过多，不像是得分。"),
    Refusal.NOT_CALCULATED: (
        RawCell(Kind.NUMBER, None, "1+2"),
        "第1项的自查得分是公式，文件里没有计算结果。",
    ),
    Refusal.OTHER_WORKBOOK: (
        RawCell(Kind.NUMBER, "3", "[1]Sheet1!$A$1"),
        "第1项的自查得分引用了本文件以外的内容，无法核对。",
    ),
    Refusal.PICTURE: (
        RawCell(Kind.TEXT, '=DISPIMG("ID_8E2F",1)', '_xlfn.DISPIMG("ID_8E2F",1)'),
        "第1项的自查得分单元格内为图片，读不出分数。",
    ),
}


@pytest.mark.parametrize("refusal", list(Refusal))
def test_each_refusal_has_its_own_sentence(refusal: Refusal) -> None:
    """Whatever was refused is told as what it is, and is the only finding."""
    raw, sentence = CASES[refusal]
    made = with_raw(raw)

    assert made.answers[0].score.value.refusal is refusal
    assert tables.found_by(score_not_a_number, made) == [("D5", sentence)]
    assert [finding.code for finding in run(made)] == ["V102"]


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("三", "若为3分，请填 3；否则请改填实际的得分。"),
        ("约2.5", "若为2.5分，请填 2.5；否则请改填实际的得分。"),
        ("①", "若为1分，请填 1；否则请改填实际的得分。"),
        ("2-3", "请确定是 2 还是 3，只填一个数。"),
        ("3-4", "若为3分，请填 3；否则请改填实际的得分。"),
        ("4-5", "请改填一个数字。"),
        ("满分", "若为3分，请填 3；否则请改填实际的得分。"),
        ("无", "得0分的请填 0，不得0分的请填实际的得分；本项不适用的，请与下发单位联系。"),
        ("3月4日", "请把单元格格式改为“常规”，再填实际的得分。"),
        ("35分左右", "请改填一个数字。"),
        ("<script>alert(1)</script>", "请改填一个数字。"),
        ("@SUM(1)", "请改填一个数字。"),
    ],
)
def test_a_likely_meaning_within_the_range_is_suggested(typed: str, remedy: str) -> None:
    """What may have been meant is offered, never taken; a number beyond the points is not offered."""
    (finding,) = run(samples.submission(scores={"1": typed}))

    assert finding.remedy.of(Locale.ZH) == remedy


@pytest.mark.parametrize(
    ("raw", "remedy"),
    [
        (RawCell(Kind.NUMBER, "3", date=True), "请把单元格格式改为“常规”，再填实际的得分（可能是 3）。"),
        (
            RawCell(Kind.NUMBER, "41673", date=True),
            "请把单元格格式改为“常规”，再填实际的得分（可能是 2 或 3）。",
        ),
        (RawCell(Kind.NUMBER, "41702", date=True), "请把单元格格式改为“常规”，再填实际的得分（可能是 3）。"),
        (RawCell(Kind.NUMBER, "41758", date=True), "请把单元格格式改为“常规”，再填实际的得分。"),
        (RawCell(Kind.NUMBER, "1", percent=True), "请把单元格格式改为“常规”，填写实际得到的分数。"),
        (RawCell(Kind.TEXT, "95%"), "请把单元格格式改为“常规”，填写实际得到的分数。"),
        (
            RawCell(Kind.NUMBER, None, "1+2"),
            "请直接填数字，或在 WPS 或 Excel 中打开、保存后再发送。",
        ),
        (RawCell(Kind.ERROR, "#NAME?", '_xlfn.dispimg("ID",1)'), "请直接填数字；图片可以另作附件发送。"),
    ],
)
def test_what_the_program_made_of_the_number_is_undone_first(raw: RawCell, remedy: str) -> None:
    """A cell in a date format would make a date of the next number, too; 2-3 became 3 February, 3-4 4 March."""
    (finding,) = run(with_raw(raw))

    assert finding.remedy.of(Locale.ZH) == remedy


def test_hostile_text_is_quoted_short_and_on_one_line() -> None:
    """Control characters are gone, length is bounded."""
    (finding,) = run(samples.submission(scores={"1": "\x1b[31m很\n" + "长" * 200}))

    assert finding.message(Locale.ZH) == f"第1项的自查得分填的是“[31m很 {'长' * 33}…”，不是数字。"

"""What may go into an input of a form, what is refused, and what is said about it."""

from __future__ import annotations

from decimal import Decimal

import pytest

import forms
import samples
from scoresheet.catalog.form import Form, form_for
from scoresheet.filling.answers import STATEMENT, Entry, Slot
from scoresheet.filling.fitting import fitted
from scoresheet.grid import Kind, RawCell
from scoresheet.language import NOTHING
from scoresheet.titles import Column

SCORE = Slot("1", Column.SCORE)
EVENTS = Slot("4", Column.SCORE)
MEASURE = Slot("1", Column.ACTUAL, "activities")
DENOMINATOR = Slot("3", Column.ACTUAL, "rate/denominator")
COUNT = Slot("4", Column.COUNT, "ordinary")
DEDUCTION = Slot("5", Column.DEDUCTION, "1")
DONE = Slot("1", Column.DONE)


def form() -> Form:
    """Give a form with every kind of input."""
    catalog = forms.with_rate(samples.catalog())
    return form_for(catalog, catalog.units[0])


def text(words: str) -> RawCell:
    """Give a cell that holds a text."""
    return RawCell(Kind.TEXT, words)


@pytest.mark.parametrize(
    ("slot", "raw", "entry"),
    [
        (SCORE, text("2.5"), Decimal("2.5")),
        (SCORE, text("2.50"), Decimal("2.5")),
        (SCORE, RawCell(Kind.NUMBER, "2.6749999999999998"), None),
        (SCORE, RawCell(Kind.NUMBER, "2.3"), Decimal("2.3")),
        (EVENTS, text("-3.5"), Decimal("-3.5")),
        (MEASURE, text("0"), Decimal(0)),
        (DENOMINATOR, text("20"), Decimal(20)),
        (COUNT, text("2"), Decimal(2)),
        (DEDUCTION, text("0.5"), Decimal("0.5")),
        (DONE, text(" 两行\n文字 "), " 两行\n文字 "),
        (DONE, RawCell(Kind.NUMBER, "3"), "3"),
        (DONE, RawCell(Kind.NUMBER, "0.95", percent=True), "95%"),
        (STATEMENT, text("true"), "是"),
        (STATEMENT, text("No"), "否"),
    ],
)
def test_what_fits_goes_in_without_a_word(slot: Slot, raw: RawCell, entry: Entry) -> None:
    """Numbers within the rule, whole counts, texts as they stand, yes and no go in; nothing is said about them."""
    made = fitted(form(), slot, raw)
    if entry is None:
        assert "小数超过2位" in made.why.zh
    else:
        assert (made.entry, made.why, made.note) == (entry, NOTHING, NOTHING)


@pytest.mark.parametrize(
    ("slot", "raw", "number", "words"),
    [
        (SCORE, text("３分"), Decimal(3), "按数字3转入"),
        (SCORE, RawCell(Kind.NUMBER, "3", formula="1+2"), Decimal(3), "原为公式"),
        (SCORE, RawCell(Kind.NUMBER, "2.25", decimals=1), Decimal("2.25"), "显示为2.3"),
        (DONE, text("a\x07b"), "ab", "控制字符"),
    ],
)
def test_what_was_done_to_it_is_said(slot: Slot, raw: RawCell, number: Entry, words: str) -> None:
    """A number that was written otherwise, computed or shown rounded is taken, and that is said."""
    made = fitted(form(), slot, raw)
    assert made.entry == number
    assert words in made.note.zh


@pytest.mark.parametrize(
    ("slot", "raw", "words"),
    [
        (SCORE, text("三分"), "不是数字。若为3，请只填 3。"),
        (SCORE, text("3.01"), "应为0至3之间的数"),
        (SCORE, text("-1"), "应为0至3之间的数"),
        (SCORE, text("2.555"), "小数超过2位"),
        (SCORE, text("4-5"), "写了两个数"),
        (SCORE, RawCell(Kind.ERROR, "#REF!"), "公式出错"),
        (SCORE, RawCell(Kind.NUMBER, "41963", date=True), "日期"),
        (SCORE, RawCell(Kind.NUMBER, None, formula="A1"), "没有计算结果"),
        (MEASURE, text("-1"), "不能是负数"),
        (DENOMINATOR, text("0"), "作除数不能是0"),
        (COUNT, text("1.5"), "应为整数"),
        (COUNT, text("-1"), "不能是负数"),
        (DEDUCTION, text("-0.5"), "不能是负数"),
        (STATEMENT, text("也许"), "应为“是”或“否”"),
        (DONE, text("字" * 32_768), "超过一个单元格能存的32767字"),
        (DONE, text('=DISPIMG("ID_1",1)'), "图片"),
        (DONE, RawCell(Kind.ERROR, "#N/A"), "公式出错"),
    ],
)
def test_what_does_not_fit_is_refused(slot: Slot, raw: RawCell, words: str) -> None:
    """Words, numbers that the rule forbids and what no cell holds are refused with the reason in both languages."""
    made = fitted(form(), slot, raw)
    assert made.entry is None
    assert words in made.why.zh
    assert made.why.en


@pytest.mark.parametrize(
    ("slot", "raw", "entry"),
    [
        (SCORE, text("三分"), "三分"),
        (SCORE, text("9"), Decimal(9)),
        (SCORE, text("３"), "３"),
        (SCORE, RawCell(Kind.NUMBER, "9.999"), Decimal("9.999")),
        (COUNT, text("-1.5"), Decimal("-1.5")),
        (STATEMENT, text("也许"), "也许"),
        (DONE, text("x"), "x"),
    ],
)
def test_as_it_is(slot: Slot, raw: RawCell, entry: Entry) -> None:
    """Where it is asked for, what the rules forbid goes in as it stands."""
    assert fitted(form(), slot, raw, as_is=True).entry == entry

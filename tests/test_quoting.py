"""How sentences quote, count and name ranges."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from scoresheet.language import NOTHING, Text
from scoresheet.quoting import between, in_brackets, quoted, shown, stripped, typed, where_different


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("三分", "“三分”"),
        ("", "“”"),
        ("一\n二\t三", "“一 二 三”"),
        ("\x1b[31m红\u202e\x00", "“[31m红”"),
        ("长" * 40, f"“{'长' * 40}”"),
        ("长" * 41, f"“{'长' * 39}…”"),
    ],
)
def test_what_was_typed_is_quoted_on_one_line(text: str, result: str) -> None:
    """Line breaks become blanks, what controls a screen goes, what is long is cut."""
    assert quoted(text) == result


@given(st.text())
def test_no_quotation_is_longer_than_a_line(text: str) -> None:
    """Whatever a cell holds, its quotation is short and prints as one line."""
    told = quoted(text)

    assert len(told) <= 42
    assert len(told.splitlines()) == 1


def test_texts_are_quoted_from_their_first_difference() -> None:
    """Twelve characters before it show where it stands."""
    same = "一二三四五六七八九十" * 3

    assert where_different(same + "少", same + "多一些") == (
        "“…九十一二三四五六七八九十少”",
        "“…九十一二三四五六七八九十多一些”",
    )


def test_texts_of_which_one_is_cut_off_are_quoted_at_its_end() -> None:
    """A text without its end differs where it ends; short texts are quoted whole."""
    assert where_different("开展活动。", "开展活动") == ("“开展活动。”", "“开展活动”")
    assert where_different("", "一") == ("“”", "“一”")


@pytest.mark.parametrize(
    ("number", "text"), [("1.50", "1.5"), ("-0", "0"), ("1E+3", "1000"), ("1" * 30, "1" * 23 + "…")]
)
def test_numbers_are_written_as_people_do(number: str, text: str) -> None:
    """No trailing zeros, no exponent, no more digits than anyone reads."""
    assert shown(Decimal(number)) == text


def test_a_blank_cell_is_named_as_such() -> None:
    """What stands in a cell is quoted, nothing is called blank, a formula without a result is not."""
    assert typed(samples.cell("表", "D5")) == Text("空白", "blank")
    assert typed(samples.cell("表", "D5", "三")) == Text("“三”", "“三”")
    assert typed(samples.cell("表", "D5", formula="A1")) == Text("“”", "“”")


def test_ranges_are_named_with_both_bounds() -> None:
    """A range may begin below 0."""
    assert between(Decimal("-3.5"), Decimal("1.50")).zh == "−3.5至1.5之间的数"


def test_details_stand_inside_a_sentence() -> None:
    """The full stop of a detail would end the sentence around it; no detail leaves no brackets."""
    assert stripped(Text("缺失。", "is missing.")) == Text("缺失", "is missing")
    assert in_brackets(Text("缺失。", "is missing.")) == Text("（缺失）", " (is missing)")
    assert in_brackets(NOTHING) == NOTHING

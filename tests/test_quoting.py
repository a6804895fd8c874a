"""How sentences quote, count and name ranges."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from scoresheet.checking.running import ITEMS
from scoresheet.figures import between
from scoresheet.grid import Kind, RawCell
from scoresheet.language import NOTHING, Text, same
from scoresheet.quoting import in_brackets, quoted, shown, stripped, typed, where_different
from scoresheet.submission import Cell
from scoresheet.values import read_number


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


@given(st.lists(st.sampled_from(["一", " ", "\n", ITEMS, "\u202e", "\x00"])).map("".join))
def test_nothing_from_outside_carries_the_mark_of_the_items(text: str) -> None:
    """Whatever quotes or tells a foreign text takes the mark out."""
    told = (quoted(text), *where_different(text, "二"), *stripped(same(text)), *in_brackets(same(text)))

    assert not any(ITEMS in one for one in told)


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


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("", "一", ("空白", "“一”")),
        ("一", " \n", ("“一”", "空白")),
        ("", "One campaign.", ("blank", "“One campaign.”")),
    ],
)
def test_a_cleared_text_is_called_blank(one: str, other: str, told: tuple[str, str]) -> None:
    """It is named in the language of the text that stood there."""
    assert where_different(one, other) == told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Hold 3 events.", "Hold 4 events.", ("“Hold 3 events.”", "“Hold 4 events.”")),
        ("Hold  3\nevents.", "Hold 3 event.", ("“Hold 3 events.”", "“Hold 3 event.”")),
        (
            "Train the youth leaders of every village twice a year.",
            "Train theyouth leaders of every village once a year.",
            ("“…ery village twice a year.”", "“…ery village once a year.”"),
        ),
    ],
)
def test_texts_are_compared_without_blanks_and_quoted_with_them(
    one: str, other: str, told: tuple[str, str]
) -> None:
    """A blank more or less is no difference, but words that run into each other can't be read."""
    assert where_different(one, other) == told


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
    assert typed(samples.cell("表", "D5", formula="1+1")) == Text("“=1+1”", "“=1+1”")


@pytest.mark.parametrize(
    ("formula", "result", "told"),
    [
        ("1+1", None, Text("“=1+1”", "“=1+1”")),
        ("1+1", "", Text("“=1+1”", "“=1+1”")),
        ("1+1", "2", Text("“2”", "“2”")),
        ("A1&" * 20, None, Text(f"“={('A1&' * 20)[:38]}…”", f"“={('A1&' * 20)[:38]}…”")),
        ("", None, Text("公式", "a formula")),
        (None, "\u200b\ufdd0", Text("空白", "blank")),
        (None, "\x00 \x00", Text("空白", "blank")),
    ],
)
def test_what_stands_in_a_cell_is_never_an_empty_quotation(
    formula: str | None, result: str | None, told: Text
) -> None:
    """Where a formula shows nothing it is quoted itself; what can't be seen is blank."""
    assert typed(samples.cell("表", "D5", result, formula=formula)) == told


@pytest.mark.parametrize(
    ("digits", "shown_as"),
    [
        ("41702", "2014-03-04"),
        ("41702.75", "2014-03-04 18:00"),
        ("5", "1900-01-05"),
        ("61", "1900-03-01"),
        ("2958465", "9999-12-31"),
        ("2958466", "2958466"),
        ("-1", "-1"),
        ("0.5", "12:00"),
        ("1e9", "1e9"),
    ],
)
def test_a_date_is_shown_as_people_read_it(digits: str, shown_as: str) -> None:
    """The number that the file keeps says nothing to anybody."""
    cell = Cell("表", "D5", digits, read_number(RawCell(Kind.NUMBER, digits, date=True)))

    assert typed(cell) == Text(f"“{shown_as}”", f"“{shown_as}”")


def test_ranges_are_named_with_both_bounds() -> None:
    """A range may begin below 0."""
    assert between(Decimal("-3.5"), Decimal("1.50")).zh == "−3.5至1.5之间的数"


def test_details_stand_inside_a_sentence() -> None:
    """The full stop of a detail would end the sentence around it; no detail leaves no brackets."""
    assert stripped(Text("缺失。", "is missing.")) == Text("缺失", "is missing")
    assert in_brackets(Text("缺失。", "is missing.")) == Text("（缺失）", " (is missing)")
    assert in_brackets(NOTHING) == NOTHING

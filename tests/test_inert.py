"""Text from outside is harmless, and ordinary text stays as it is."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import HOSTILE
from scoresheet.inert import CELL_LIMIT, cell_text, csv_field, cut, legible, one_line
from scoresheet.language import Locale

ANYTHING = st.text(st.characters())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "苍溪县",
        "第2项填3.5分，本项最高3分。",
        "a b",
        "一行\n两行",
        "[red]",
        "𠮷田",
        "é",
        "👍",
        "50%～60％",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    """What people write is not touched."""
    assert legible(text) == text
    assert cell_text(text, Locale.ZH) == text


@pytest.mark.parametrize("text", ["-3.5", "3", "0.50", "-0", "苍溪县", "3-4", "a=b", "", "（-1）"])
def test_plain_numbers_and_words_get_no_apostrophe(text: str) -> None:
    """A number or a word is written to CSV as it stands."""
    assert csv_field(text, Locale.ZH) == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b1mbold", "bold"),
        ("\x1b]0;title\x07", "]0;title"),
        ("a\x00b\x7f", "ab"),
        ("a\u202etxt", "atxt"),
        ("\u2066a\u2069\u200f\u061c", "a"),
        ("a\ud800b", "a\ufffdb"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\ufeffa\u200b\xad\ufffe", "a"),
    ],
)
def test_unseen_is_left_out(text: str, seen: str) -> None:
    """Controls, colour codes, bidirectional marks and lone surrogates are gone."""
    assert legible(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "=1",
        "+1",
        "-",
        "@x",
        "-1+2",
        "＝1",
        "＋1",
        "－3",
        "＠x",
        "\t=1",
        " =1",
        "\n=1",
        "\r\n@x",
        "\ufeff=1",
        "-3.5.1",
    ],
)
def test_formula_gets_an_apostrophe_in_csv(text: str) -> None:
    """What a spreadsheet program could take for a formula is kept as text."""
    assert csv_field(text, Locale.ZH) == f"'{legible(text)}"


@pytest.mark.parametrize(
    "text", ["长" * CELL_LIMIT, "a" * CELL_LIMIT, "𠮷" * (CELL_LIMIT // 2)], ids=["wide", "narrow", "pairs"]
)
def test_text_that_just_fits_stays(text: str) -> None:
    """A text as long as a cell holds is not cut."""
    assert cell_text(text, Locale.ZH) == text


@pytest.mark.parametrize(
    "text", ["长" * 40_000, "𠮷" * 20_000, "a" + "𠮷" * 20_000], ids=["wide", "pairs", "odd"]
)
@pytest.mark.parametrize("locale", Locale)
def test_longer_text_is_cut_with_a_note(text: str, locale: Locale) -> None:
    """A text too long for a cell fits it afterwards, says so, and has no half character."""
    shown = cell_text(text, locale)
    assert CELL_LIMIT - 1 <= len(shown.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert str(len(text)) in shown[-60:]


@given(ANYTHING)
def test_nothing_unseen_remains(text: str) -> None:
    """Whatever comes in, only what can be seen and written as UTF-8 comes out, and a second time changes nothing."""
    seen = legible(text)
    assert {unicodedata.category(char) for char in seen.replace("\n", "")}.isdisjoint(
        {"Cc", "Cs", "Zl", "Zp"}
    )
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069]", seen)
    assert legible(seen) == seen
    assert "\n" not in one_line(text)


@given(ANYTHING, st.integers(60, 200))
def test_cut_never_exceeds(text: str, most: int) -> None:
    """The limit holds, counted as Excel counts."""
    assert len(cut(legible(text) * 40, most, Locale.EN).encode("utf-16-le")) <= most * 2


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_can_be_written_everywhere(text: str) -> None:
    """Hostile text has no control character left and is no formula."""
    field = csv_field(text, Locale.ZH)
    field.encode()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", field)
    assert field.lstrip()[:1] not in set("=+-@＝＋－＠")

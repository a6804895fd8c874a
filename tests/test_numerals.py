"""Numbers that people write in words."""

from __future__ import annotations

import pytest

from scoresheet.numerals import in_chinese, in_one_character


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("三", "3"),
        ("两", "2"),
        ("零", "0"),
        ("〇", "0"),
        ("十", "10"),
        ("十五", "15"),
        ("二十", "20"),
        ("九十九", "99"),
        ("叁", "3"),
        ("伍拾", "50"),
        ("三点五", "3.5"),
        ("零点二五", "0.25"),
        ("十点五", "10.5"),
    ],
)
def test_numerals_are_read(words: str, number: str) -> None:
    """From 0 to 99, everyday and formal, with decimals."""
    assert str(in_chinese(words)) == number


@pytest.mark.parametrize("words", ["", "一百", "三三", "点五", "三点", "十十", "3", "三分", "两三", "廿"])
def test_what_is_no_plain_numeral_is_none(words: str) -> None:
    """Nothing is made of what can be read in two ways."""
    assert in_chinese(words) is None


@pytest.mark.parametrize(
    ("char", "number"), [("①", "1"), ("½", "0.5"), ("Ⅲ", "3"), ("⑩", "10"), ("⅜", "0.375")]
)
def test_characters_that_stand_for_numbers_are_read(char: str, number: str) -> None:
    """Circled and Roman ones, and fractions with an end."""
    assert str(in_one_character(char)) == number


@pytest.mark.parametrize("char", ["⅓", "a", "", "①②", "。"])
def test_other_characters_are_none(char: str) -> None:
    """A third has no last decimal; a letter is no number."""
    assert in_one_character(char) is None

"""What a check knows about itself, as plain text."""

from __future__ import annotations

import pytest

from scoresheet.checking.running import all_checks
from scoresheet.language import Locale
from scoresheet.reports.explanation import blocks, explained, listed, width


def test_full_width_characters_take_two_columns() -> None:
    """The columns of a table stand below each other on a screen."""
    assert width("自查得分 3.5") == 12


def test_examples_are_taken_apart_by_their_headings() -> None:
    """Rows below a heading belong to it; a blank line ends them."""
    first, second = blocks("| a | b |\n| 1 | |\n\n标题\n| c |")

    assert (first.heading, first.rows) == ("", (("a", "b"), ("1", "")))
    assert (second.heading, second.rows) == ("标题", (("c",),))


@pytest.mark.parametrize("locale", list(Locale))
def test_every_check_can_be_explained(locale: Locale) -> None:
    """In both languages, without bars of the tables and without blanks at the end of a line."""
    for check in all_checks():
        text = explained(check, locale)

        assert check.title.of(locale) in text
        assert "|" not in text
        assert all(line == line.rstrip() for line in text.splitlines())


def test_an_empty_list_says_nothing() -> None:
    """Without checks there is no hint at one of them."""
    assert listed((), Locale.EN) == ""

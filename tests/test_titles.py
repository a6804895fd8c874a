"""The words that a form prints and that a return is recognised by."""

from __future__ import annotations

from itertools import pairwise

import pytest

from scoresheet import titles
from scoresheet.language import Text
from scoresheet.matching import normalised
from scoresheet.titles import DEDUCTIONS_COLUMNS, MEASURES_COLUMNS, SCORES_COLUMNS, TITLES, Column

SHEETS = (titles.SCORES, titles.MEASURES, titles.DEDUCTIONS, titles.INSTRUCTIONS)


def test_every_column_has_a_title() -> None:
    """No column is printed without a title in both languages."""
    assert set(TITLES) == set(Column)
    assert all(text.zh.strip() and text.en.strip() for text in TITLES.values())


@pytest.mark.parametrize("columns", [SCORES_COLUMNS, MEASURES_COLUMNS, DEDUCTIONS_COLUMNS])
def test_titles_of_a_sheet_can_be_told_apart(columns: tuple[Column, ...]) -> None:
    """Within a sheet no two columns have the same title, in any language, blanks and case left aside."""
    said = [normalised(word).casefold() for column in columns for word in set(TITLES[column])]
    assert len(said) == len(set(said))


def test_titles_are_written_as_they_are_compared() -> None:
    """A title holds nothing that comparing would change, or a master's header could not be recognised."""
    assert all(normalised(text.zh) == text.zh for text in TITLES.values())


def test_sheet_names_are_allowed_in_excel() -> None:
    """A sheet's name has at most 31 characters and none of those that Excel refuses."""
    for name in (word for text in SHEETS for word in text):
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\'")
    names = [word.casefold() for text in SHEETS for word in set(text)] + [titles.HIDDEN]
    assert len(names) == len(set(names))


def test_yes_is_not_no() -> None:
    """What stands for yes in one language stands for no in none."""
    assert not set(titles.YES) & set(titles.NO)


def test_nothing_is_said_in_lower_case() -> None:
    """The words that explain nothing are compared in lower case, and each is listed once."""
    assert all(word == word.lower().strip() for word in titles.SAYS_NOTHING)
    assert all(one != two for one, two in pairwise(sorted(titles.SAYS_NOTHING)))


@pytest.mark.parametrize("label", [titles.UNIT_LABEL, titles.FORM_CODE, titles.DATE_LABEL])
def test_labels_end_where_the_entry_begins(label: Text) -> None:
    """A label holds its colon, so that what follows it is the entry."""
    assert "：" in label.zh
    assert ":" in label.en

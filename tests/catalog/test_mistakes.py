"""A mistake is printed with its line and a caret under the place, for terminals with wide characters."""

from __future__ import annotations

import pytest

from scoresheet.catalog.mistakes import CatalogError, Mistake, guess, meant_number
from scoresheet.language import Locale, Text

WRONG = Text("写错了。", "This is wrong.")


def test_a_mistake_of_the_whole_file_has_no_line() -> None:
    """Where there is no line to show, the file's name and the sentence are all."""
    assert Mistake("a.yaml", 0, 0, WRONG).render(Locale.ZH) == "a.yaml: 写错了。"
    assert Mistake("a.yaml", 1, 1, WRONG, "").render(Locale.ZH) == "a.yaml:1:1: 写错了。"


@pytest.mark.parametrize(
    ("line", "column", "excerpt"),
    [
        ("a: b", 4, ["    a: b", "       ^"]),
        ("标题: b", 5, ["    标题: b", "          ^"]),
        ("\tb: 1", 2, ["    \tb: 1", "    \t^"]),
        ("a:", 3, ["    a:", "      ^"]),
    ],
)
def test_the_caret_stands_under_the_place(line: str, column: int, excerpt: list[str]) -> None:
    """Chinese characters take two columns; a tab stays a tab."""
    shown = Mistake("a.yaml", 7, column, WRONG, line).render(Locale.EN).split("\n")
    assert shown == [f"a.yaml:7:{column}: This is wrong.", *excerpt]


def test_a_long_line_is_cut_around_the_place() -> None:
    """Of a line of a thousand characters, the part around the caret is shown."""
    _, line, caret = (
        Mistake("a.yaml", 1, 500, WRONG, "x" * 499 + "!" + "x" * 500).render(Locale.EN).split("\n")
    )
    assert len(line) < 120
    assert line[caret.index("^")] == "!"


def test_a_table_shows_its_line_without_a_caret() -> None:
    """A column of a table counts fields, under which no caret can stand."""
    shown = Mistake("t.csv", 3, 5, WRONG, "a,b,c", caret=False).render(Locale.EN)
    assert shown == "t.csv:3:5: This is wrong.\n    a,b,c"


def test_the_error_prints_all_its_mistakes() -> None:
    """As a string, the error is every mistake in its own language."""
    error = CatalogError((Mistake("a", 0, 0, WRONG), Mistake("b", 0, 0, WRONG)), Locale.EN)
    assert str(error) == "a: This is wrong.\nb: This is wrong."


@pytest.mark.parametrize(
    ("word", "meant"), [("xyz", ""), ("a", ""), ("titel", "title"), ("ＴＩＴＬＥ", "title"), ("is", "issuer")]
)
def test_a_similar_word_is_proposed(word: str, meant: str) -> None:
    """Typing mistakes, full-width letters and beginnings lead to the word; anything else to none."""
    assert guess(word, ["title", "issuer"]).zh == (f"您是不是要写“{meant}”？" if meant else "")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("三", ""),
        ("4O", ""),
        ("1e5", ""),
        ("1/2", ""),
        ("3,5", ""),
        ("３，５", ""),
        ("1,00", ""),
        ("3分", "3"),
        ("３．５", "3.5"),
        ("1,000", "1000"),
        ("12,345,678", "12345678"),
        ("≥90%", "90"),
        ("3。5", "3.5"),
    ],
)
def test_a_number_inside_other_marks_is_proposed(written: str, meant: str) -> None:
    """A number is proposed where it is the only one that can be meant."""
    assert meant_number(written).zh == (f"您是不是要写“{meant}”？" if meant else "")

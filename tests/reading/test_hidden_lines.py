"""The hidden sheet of a form is read line by line."""

from __future__ import annotations

from scoresheet.grid import Kind, RawCell, Sheet
from scoresheet.reading.hidden_lines import hidden_keys, hidden_lines
from scoresheet.titles import HIDDEN


def hidden(*rows: tuple[str | None, ...]) -> Sheet:
    """Give a hidden sheet; None leaves a cell out."""
    return Sheet(
        HIDDEN,
        "veryHidden",
        {
            (row, column): RawCell(Kind.TEXT, words)
            for row, line in enumerate(rows, start=1)
            for column, words in enumerate(line, start=1)
            if words is not None
        },
    )


def test_lines_are_as_long_as_what_is_remembered() -> None:
    """Empty rows are left out, missing cells are blank, and whatever stands behind the sixth column is nobody's."""
    sheet = hidden(("item", " 1 ", None, "3"), (), (None,) * 6 + ("x",), ("a",) * 8)

    assert hidden_lines(sheet) == [["item", "1", "", "3", "", ""], [""] * 6, ["a"] * 6]
    assert hidden_lines(Sheet(HIDDEN)) == []


def test_keys_are_what_is_told_once() -> None:
    """Lines of fields, items and measures are no keys; of two lines with the same name the lower counts."""
    sheet = hidden(("unit", "1"), ("field", "score"), ("item", "2"), ("measure", "2/a"), ("unit", "2"))

    assert hidden_keys(sheet) == {"unit": "2"}

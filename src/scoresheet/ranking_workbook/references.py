"""Cells, sheets and texts as formulas write them."""

from __future__ import annotations

from scoresheet.grid import address, column_letters


def quoted(name: str) -> str:
    """Give a sheet's name as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def beside(column: int, row: int) -> str:
    """Give the address of a cell that stays in its column and moves with the row."""
    return f"${column_letters(column)}{row}"


def stretch(column: int, first: int, last: int) -> str:
    """Give the fixed address of a stretch of a column."""
    letters = column_letters(column)
    return f"${letters}${first}:${letters}${last}"


def across(row: int, first: int, last: int) -> str:
    """Give the address of a stretch of a row."""
    return f"{address(row, first)}:{address(row, last)}"


def literal(text: str) -> str:
    """Give a text as formulas write it; Excel takes no more than 255 characters in one piece."""
    pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


# Half of the limit, because each quotation mark is written twice.
_PIECE = 120

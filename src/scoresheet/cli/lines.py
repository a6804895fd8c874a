"""Lines of two columns that fit the terminal, Chinese letters counted as the two columns that they take."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

_NARROWEST, _WIDEST = 40, 100
"""Columns: below, nothing could be read; beyond, the eye loses the line."""


def broken(line: str, hanging: int = 0) -> list[str]:
    """Break a line to the terminal's width; those after the first are set in by `hanging` columns."""
    from scoresheet.wrapping import wrapped

    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    return wrapped(line, width, columns, hanging=hanging)


def columns(text: str) -> int:
    """Give how many columns a text takes on the terminal."""
    from rich.cells import cell_len

    return cell_len(text)


def row(label: str, words: str, column: int, *, indent: int = 2) -> Iterator[str]:
    """Give a label and, from a column on, its words; a label too long for that has a line of its own."""
    beginning = " " * indent + label
    if columns(beginning) > column - 2:
        yield beginning
        beginning = ""
    yield from broken(f"{beginning}{' ' * (column - columns(beginning))}{words}", column)


def typed(name: str) -> str:
    """Give a name as it is typed in a command: in quotation marks where it holds blanks."""
    return f'"{name}"' if " " in name else name

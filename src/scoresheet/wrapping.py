"""Breaking lines as Chinese is printed: between any two characters, but no line begins with a comma."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Width = Callable[[str], int]
"""How many columns a text takes on the screen."""

_OPENING = r"“‘（〔【《〈「『(\[{"
_CLOSING = r"，。、；：！？”’）〕】》〉」』％…,.;:!?)\]}%"
# Chinese, Japanese and Korean letters and full-width forms, which may be parted from each other.
_WIDE = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_PIECES = re.compile(rf"[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}“‘]+)?[{_CLOSING}]*\s*")


def wrapped(text: str, width: int, measure: Width, *, hanging: int = 0) -> list[str]:
    """Break a text into lines of at most `width` columns; those after the first are set in by `hanging`.

    Blanks at the start of the text are its own indent, which must not be deeper than `hanging`.
    """
    lines: list[str] = []
    line = ""
    for piece in _fitting(text, max(2, width - hanging), measure):
        if line.strip() and measure(line) + measure(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = " " * hanging
        line += piece
    return [*lines, line.rstrip()]


def _fitting(text: str, width: int, measure: Width) -> Iterator[str]:
    for piece in _PIECES.findall(text):
        if measure(piece.rstrip()) <= width:
            yield piece
        else:
            yield from _chopped(piece, width, measure)


def _chopped(piece: str, width: int, measure: Width) -> Iterator[str]:
    part = ""
    for char in piece:
        if measure(part + char) > width:
            yield part
            part = ""
        part += char
    yield part

"""How high a row must be for its text: an estimate, because no font is at hand when a form is made."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import ceil


@dataclass(frozen=True, slots=True)
class TextSizes:
    """Width in digits and font size in points of the columns that decide how high an item's row is.

    `least` is the height in points of a row with one line.
    """

    text: tuple[float, float]
    category: tuple[float, float]
    least: float


LEAST_HEIGHT = 26.0
"""The height in points of a row with one line."""
_DIGIT = 7
_PIXELS_PER_POINT = 4 / 3
_SPARE = 3
_LINE = 1.45
_PADDING = 4


def height(text: str, width: float, size: float, least: float = LEAST_HEIGHT) -> float:
    """Give the height in points of a wrapped text.

    `width` is the column's width in digits of the default font, as Excel counts it; `size` the font size in points.
    """
    return max(least, lines(text, width, size) * size * _LINE + _PADDING)


def lines(text: str, width: float, size: float) -> int:
    """Count the lines that a text takes in a column: a Chinese character is as wide as two digits.

    Some room is left over, because a line must not begin with a comma or break a number.
    """
    return (_lines if len(text) <= _SHORT else _lines.__wrapped__)(text, width, size)


_SHORT = 500


# The same texts stand in the rows of all units; only short ones are kept, so that the memory stays bounded.
@lru_cache(maxsize=4_096)
def _lines(text: str, width: float, size: float) -> int:
    half = round(size * _PIXELS_PER_POINT) / 2
    per_line = max(width * _DIGIT // half - _SPARE, 2)
    return sum(max(1, ceil(_columns(line) / per_line)) for line in text.split("\n"))


def _columns(text: str) -> float:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)

"""How high a row must be for its text: an estimate, because no font is at hand when a form is made."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class TextSizes:
    """Width in characters and font size in points of the columns that decide how high an item's row is."""

    text: tuple[float, float]
    category: tuple[float, float]


_DEFAULT_SIZE = 11
_MARGIN = 1.5
_LINE = 1.32
_PADDING = 8


def height(text: str, width: float, size: float, least: float = 26) -> float:
    """Give the height in points of a wrapped text.

    `width` is the column's width in digits of the default font, as Excel counts it; `size` the font size in points.
    """
    return max(least, lines(text, width, size) * size * _LINE + _PADDING)


def lines(text: str, width: float, size: float) -> int:
    """Count the lines that a text takes in a column: a Chinese character is as wide as two digits."""
    per_line = max((width - _MARGIN) * _DEFAULT_SIZE / size, 2)
    return sum(max(1, ceil(_columns(line) / per_line)) for line in text.split("\n"))


def _columns(text: str) -> float:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)

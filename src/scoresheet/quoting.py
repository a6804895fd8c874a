"""How a sentence quotes what somebody typed, writes a number and names a range."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from scoresheet.language import NOTHING, Text, same
from scoresheet.rule import signed
from scoresheet.submission import Cell

_LONGEST = 40
_BEFORE = 12
_LONGEST_NUMBER = 24


def quoted(text: str) -> str:
    """Give a text in quotation marks, on one line, without control characters, cut to about 40 characters."""
    return f"“{_cut(_printable(text), _LONGEST)}”"


def where_different(one: str, other: str) -> tuple[str, str]:
    """Quote two texts from shortly before the first character in which they differ; blanks don't count."""
    left, right = ("".join(_printable(text).split()) for text in (one, other))
    same_so_far = (a == b for a, b in zip(left, right, strict=False))
    first = next((place for place, same_here in enumerate(same_so_far) if not same_here), None)
    start = (min(len(left), len(right)) if first is None else first) - _BEFORE
    if start <= 0:
        return quoted(left), quoted(right)
    return quoted("…" + left[start:]), quoted("…" + right[start:])


def shown(number: Decimal) -> str:
    """Give a number as people write it, cut where nobody would read on."""
    return _cut(signed(number), _LONGEST_NUMBER)


def typed(cell: Cell) -> Text:
    """Say what stands in a cell: 空白, or the text in quotation marks."""
    return Text("空白", "blank") if cell.is_blank else same(quoted(cell.text))


def between(lowest: Decimal, highest: Decimal) -> Text:
    """Name a range of numbers."""
    low, high = signed(lowest), signed(highest)
    return Text(f"{low}至{high}之间的数", f"a number from {low} to {high}")


def in_brackets(detail: Text) -> Text:
    """Give a detail as an aside at the end of a sentence, without its full stop; nothing where there is none."""
    if detail == NOTHING:
        return NOTHING
    told = stripped(detail)
    return Text(f"（{told.zh}）", f" ({told.en})")


def stripped(detail: Text) -> Text:
    """Give a detail without control characters and without a full stop, so that it can stand inside a sentence."""
    return Text(_printable(detail.zh).rstrip("。. "), _printable(detail.en).rstrip("。. "))


def _printable(text: str) -> str:
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if not unicodedata.category(char).startswith("C"))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"

"""What the file says of one cell → the cell of the grid."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from scoresheet.formats.bounds import LAST_COLUMN, LAST_ROW
from scoresheet.formats.number_formats import NumberStyles
from scoresheet.formats.texts import unescaped
from scoresheet.grid import Kind, RawCell

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_BOOLEANS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}
_NUMBER, _TEXT = Kind.NUMBER, Kind.TEXT


class Shared(NamedTuple):
    """A cell that shows one of the workbook's shared strings: the number of the string, and the cell's formula."""

    number: str
    formula: str | None


def position(reference: str) -> tuple[int, int] | None:
    """Give row and column of a cell's address such as D12; None for what is no address of a sheet."""
    return _position(reference) if len(reference) <= _LONGEST else None


_LONGEST = 10


@lru_cache(maxsize=32_768)
def _position(reference: str) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def made(
    attributes: dict[str, str],
    value: str | None,
    formula: str | None,
    runs: list[str] | None,
    styles: NumberStyles,
) -> RawCell | Shared | None:
    """Give the cell with these attributes in which these texts stand; None where they contradict each other.

    `runs` are the pieces of a text that stands in the cell itself. The cell may hold nothing: neither text nor formula.
    """
    kind = attributes.get("t", "n")
    if kind == "n":
        return _numeric(attributes.get("s"), value and value.strip(), formula, styles)
    if kind == "s":
        return Shared(value.strip(), formula) if value else RawCell(_TEXT, None, formula)
    if kind == "inlineStr":
        return _text(None if runs is None else unescaped("".join(runs)), formula)
    if kind == "str":
        # A formula whose result is an empty text stores an empty value; one never computed stores none.
        return _text(value and unescaped(value), formula)
    return _rare(kind, (value or "").strip() or None, formula)


def _numeric(style: str | None, value: str | None, formula: str | None, styles: NumberStyles) -> RawCell:
    text = value or None
    limit = styles.decimals.get(style) if style and text else None
    date, percent = style in styles.dates, style in styles.percents
    if limit is None:
        is_short = len(text or "") + len(formula or "") <= _SHORT
        return (_number if is_short else _number.__wrapped__)(text, formula, date, percent)
    return RawCell(_NUMBER, text, formula, date, percent, limit.of(text or ""), limit.instead(text or ""))


_SHORT = 500
_KEPT = 8_192


# Most cells of the forms of one round are alike: what is the same is made and kept once, for all files. Only what is
# short is kept, so that nobody's file fills the memory.
@lru_cache(maxsize=_KEPT)
def _number(text: str | None, formula: str | None, date: bool, percent: bool) -> RawCell:
    return RawCell(_NUMBER, text, formula, date, percent)


def _text(text: str | None, formula: str | None) -> RawCell:
    is_short = len(text or "") + len(formula or "") <= _SHORT
    return (_kept_text if is_short else RawCell)(_TEXT, text, formula)


_kept_text = lru_cache(maxsize=_KEPT)(RawCell)


def _rare(kind: str, value: str | None, formula: str | None) -> RawCell | None:
    match kind:
        case "b":
            return RawCell(Kind.BOOLEAN, value and _BOOLEANS.get(value, value), formula)
        case "e":
            return RawCell(Kind.ERROR, value, formula)
        case "d":
            return RawCell(_TEXT, value, formula, date=True)
    return None

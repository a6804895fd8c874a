"""The formulas of an old workbook's sheet, which xlrd leaves out of its cells but can spell."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from xlrd.book import Book
from xlrd.formula import FMLA_TYPE_ARRAY, FMLA_TYPE_CELL, decompile_formula

_FORMULA = frozenset({0x0006, 0x0206, 0x0406})
_ARRAY = frozenset({0x0021, 0x0221})
_BEGIN, _END = frozenset({0x0009, 0x0209, 0x0409, 0x0809}), 0x000A
_SHARED = 0x01
"""The first byte of a formula that stands elsewhere."""
_NEW_LAYOUT = 50
"""From this version on a formula record holds 22 bytes before the formula."""


def formulas(book: Book, number: int) -> dict[tuple[int, int], str]:
    """Give the formulas of a sheet by (row, column), counted from 1, without equals signs; "" where one is shared.

    A formula that can't be spelled is "" as well. One that refers to another workbook does so as [1]Sheet1!A1.
    """
    found: dict[tuple[int, int], str] = {}
    at: tuple[int, int] | None = None
    for kind, content in _records(book.mem, book._sh_abs_posn[number]):  # noqa: SLF001 - xlrd has no public way
        if kind in _FORMULA and book.biff_version >= _NEW_LAYOUT:
            row, column = struct.unpack_from("<HH", content)
            at = row + 1, column + 1
            found[at] = _spelled(book, content, 20, FMLA_TYPE_CELL, at)
        elif kind in _ARRAY and at is not None:
            found[at] = _spelled(book, content, 12, FMLA_TYPE_ARRAY, at)
    return found


def _records(content: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Walk the records of a sheet, without those of the charts inside it."""
    depth, place = 0, start
    while place + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, place)
        depth += (kind in _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, content[place + 4 : place + 4 + size]
        place += 4 + size


def _spelled(book: Book, content: bytes, length_at: int, kind: int, at: tuple[int, int]) -> str:
    try:
        (length,) = struct.unpack_from("<H", content, length_at)
        tokens = content[length_at + 2 :]
        if tokens[0] == _SHARED:
            return ""
        spelled = decompile_formula(book, tokens, length, kind, browx=at[0] - 1, bcolx=at[1] - 1)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - that there is a formula is known even where xlrd can't spell it
        return ""
    return _tidied(spelled or "")


_PIECES = re.compile(r'("[^"]*"|\'[^\']*\')')
_WHOLE = re.compile(r"(?<![0-9A-Za-z.])([0-9]+)\.0(?![0-9])")
_SINGLE = re.compile(r"!(\$?[A-Z]{1,3}\$?[0-9]+):\1(?![0-9])")


def _tidied(spelled: str) -> str:
    """Write a formula as Excel shows it: 2 for 2.0, A1 for A1:A1, [1] for another workbook."""
    pieces = _PIECES.split(spelled)
    pieces[::2] = [_WHOLE.sub(r"\1", piece).replace("<<external>>", "[1]") for piece in pieces[::2]]
    return _SINGLE.sub(r"!\1", "".join(pieces))

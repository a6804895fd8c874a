"""How binary workbooks write things: the records of an .xlsb, texts, numbers and errors."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from scoresheet.formats.markup import refused
from scoresheet.formats.package import damaged

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""What a cell shows when its formula fails, by the code that stands in the file ([MS-XLS] 2.5.10)."""
MOST_RECORDS = 4_000_000
_NOTHING = 0xFFFFFFFF
_LONGEST = 32_767
"""Characters that a cell holds."""


def digits(number: float) -> str:
    """Give the shortest digits that mean the same double, a whole number without a decimal point."""
    return repr(number).removesuffix(".0")


def packed_number(packed: int) -> float:
    """Give the number that is packed into 32 bits ([MS-XLSB] 2.5.123): whole or the upper half of a double, maybe × 100."""
    if packed & 2:
        number = float((packed >> 2) - (1 << 30 if packed >> 31 else 0))
    else:
        (number,) = struct.unpack("<d", struct.pack("<Q", (packed & ~3) << 32))
    return number / 100 if packed & 1 else number


def text_at(content: bytes, place: int) -> str:
    """Give the text whose length stands at a place; raises ValueError where the record is too short for it.

    A lone half of a surrogate pair, which no output could hold, becomes the replacement character.
    """
    (length,) = struct.unpack_from("<I", content, place)
    if length == _NOTHING:
        return ""
    end = place + 4 + 2 * length
    if length > _LONGEST or end > len(content):
        raise ValueError
    return content[place + 4 : end].decode("utf-16-le", "replace")


def records(chunks: Iterable[bytes], part: str) -> Iterator[tuple[int, bytes]]:
    """Walk the records of a part, each with its kind and its content ([MS-XLSB] 2.1.4).

    Raises Unreadable where the part breaks off in the middle of one, or has more than any honest form.
    """
    content = b"".join(chunks)
    place = count = 0
    while place < len(content):
        kind, place = _number(content, place, 2, part)
        size, place = _number(content, place, 4, part)
        count += 1
        if count > MOST_RECORDS:
            raise refused(part)
        if place + size > len(content):
            raise damaged(part)
        yield kind, content[place : place + size]
        place += size


def _number(content: bytes, place: int, longest: int, part: str) -> tuple[int, int]:
    """Give a number that is written in groups of seven bits, at most so many, and the place behind it."""
    number = shift = 0
    for byte in content[place : place + longest]:
        number |= (byte & 0x7F) << shift
        shift += 7
        place += 1
        if not byte & 0x80:
            return number, place
    if shift == 7 * longest:
        return number, place
    raise damaged(part)

"""The table of shared strings as nearly every program writes it → its cells, without reading a string a second time."""

from __future__ import annotations

from collections.abc import Iterable

from scoresheet.formats import texts
from scoresheet.formats.plain import LONGEST, Known, NotPlain, check_plain, gathered
from scoresheet.formats.texts import Characters
from scoresheet.grid import RawCell, Unreadable

_BEGIN, _END = b"<si>", b"</si>"
_PROBE = "x"
_known: Known[RawCell] = Known(4 * 1024 * 1024)


def shared_strings(chunks: Iterable[bytes], part: str, characters: Characters) -> dict[str, RawCell]:
    """Give the cells that the shared strings make: what comes of it and what is raised is as `texts` has it."""
    whole, chunks = gathered(chunks)
    try:
        cells = None if whole is None else _read(whole, part)
    except (NotPlain, Unreadable):
        cells = None
    if cells is None:
        return texts.shared_strings(chunks, part, characters)
    characters.add(sum(len(cell.text or "") for cell in cells), part)
    return {str(number): cell for number, cell in enumerate(cells)}


def _read(whole: bytes, part: str) -> list[RawCell]:
    check_plain(whole, "sst")
    before, begin, rest = whole.partition(_BEGIN)
    strings, _, behind = (begin + rest).rpartition(_END)
    pieces = strings.split(_END)
    if not all(piece.startswith(_BEGIN) and len(piece) <= LONGEST for piece in pieces):
        raise NotPlain
    # A string between what stands before the first and behind the last must be the only one, and be what it is.
    around = texts.shared_strings([before, f"<si><t>{_PROBE}</t></si>".encode(), behind], part, Characters())
    if [cell.text for cell in around.values()] != [_PROBE]:
        raise NotPlain
    return _known.of(pieces, lambda unknown: _strings(unknown, part))


def _strings(pieces: list[bytes], part: str) -> list[RawCell]:
    # Each piece begins with a string's tag and brings one end of one: that many strings and no more are those between.
    table = b"".join(piece + _END for piece in pieces)
    cells = texts.shared_strings([b"<sst>", table, b"</sst>"], part, Characters())
    if len(cells) != len(pieces):
        raise NotPlain
    return list(cells.values())

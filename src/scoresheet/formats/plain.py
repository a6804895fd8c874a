"""What is the same bytes in many files is read once: short parts, and pieces that mean the same by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Generic, TypeVar, cast

from scoresheet.formats.markup import Element, elements

_LARGEST = 2 * 1024 * 1024
_SHORT = 16 * 1024
LONGEST = 64 * 1024
"""Bytes of a piece that is kept."""
_OVERHEAD = 300
"""About so many bytes a reading takes beside the piece it was made of."""


class NotPlain(Exception):  # noqa: N818 - it ends an attempt, and is no error
    """A part can't be read in pieces."""


def gathered(chunks: Iterable[bytes]) -> tuple[bytes | None, Iterator[bytes]]:
    """Give a part as a whole, None for a long one; with it all its chunks once more."""
    chunks = iter(chunks)
    begin: list[bytes] = []
    size = 0
    for chunk in chunks:
        begin.append(chunk)
        size += len(chunk)
        if size > _LARGEST:
            return None, chain(begin, chunks)
    return b"".join(begin), iter(begin)


def known_elements(chunks: Iterable[bytes], part: str, wanted: frozenset[str]) -> Sequence[Element]:
    """Give what `elements` gives of a part that is the same bytes in most files: a short one is read once."""
    whole, chunks = gathered(chunks)
    if whole is None or len(whole) > _SHORT:
        return elements(chunks, part, wanted)
    return _known_elements(whole, part, wanted)


@lru_cache(maxsize=64)
def _known_elements(whole: bytes, part: str, wanted: frozenset[str]) -> Sequence[Element]:
    return tuple(elements([whole], part, wanted))


def check_plain(whole: bytes, root: str) -> None:
    """Raise NotPlain for a part with a tag that may be none: one in a comment, behind a prefix, in another encoding.

    `root` is the name of the part's first element. What passes is markup wherever a "<" stands in it.
    """
    begin = _beginning(root).match(whole)
    if not begin or b"<!" in whole or whole.find(b"<?", begin.end()) >= 0:
        raise NotPlain


@cache
def _beginning(root: str) -> re.Pattern[bytes]:
    version, encoding, alone = (
        rb"""\s+version=["']1\.0["']""",
        rb"""\s+encoding=["'](?i:utf-8)["']""",
        rb"""\s+standalone=["']\w+["']""",
    )
    declaration = rb"<\?xml" + version + b"(?:" + encoding + b")?(?:" + alone + rb")?\s*\?>"
    return re.compile(rb"(?:\xef\xbb\xbf)?(?:" + declaration + rb")?\s*<" + root.encode() + rb"[\s>]")


_Reading = TypeVar("_Reading")


class Known(Generic[_Reading]):
    """What was read from pieces before: what the forms of a round have in common is read once.

    Only what is short is kept, and all of it is forgotten when it has become more than `most` bytes, so that nobody's
    file fills the memory. A reading may take a few times the memory of its piece, and no more.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._readings: dict[bytes, _Reading] = {}
        self._bytes = 0

    def of(self, pieces: list[bytes], read: Callable[[list[bytes]], list[_Reading]]) -> list[_Reading]:
        """Give the readings of `pieces` in their order; `read` is given those that aren't known, each once.

        What it gives may depend on nothing but the bytes of the piece.
        """
        found = list(map(self._readings.get, pieces))
        missing = [place for place, one in enumerate(found) if one is None]
        if missing:
            unknown = list(dict.fromkeys(pieces[place] for place in missing))
            fresh = dict(zip(unknown, read(unknown), strict=True))
            for place in missing:
                found[place] = fresh[pieces[place]]
            self._add(fresh)
        return cast("list[_Reading]", found)

    def _add(self, readings: dict[bytes, _Reading]) -> None:
        for piece, reading in readings.items():
            if len(piece) > LONGEST:
                continue
            self._bytes += len(piece) + _OVERHEAD
            if self._bytes > self._most:
                # Others may be reading what was known so far.
                self._readings, self._bytes = {}, len(piece) + _OVERHEAD
            self._readings[piece] = reading

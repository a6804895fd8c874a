"""What in a workbook is no cell and can't go into another one: pictures, notes; told so that nobody misses it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from scoresheet.language import Text

_PARTS = (
    (
        ("xl/media/", "Pictures/"),
        Text("原表中的图片没有转入，请另行附上", "pictures were not carried over; please attach them"),
    ),
    (
        ("xl/comments", "xl/threadedComments/"),
        Text("原表中的批注没有转入", "the notes on cells were not carried over"),
    ),
)


def drawn_parts(data: bytes) -> tuple[Text, ...]:
    """Say which parts of a workbook hold what is no cell; nothing for formats that don't tell."""
    return held(data, _PARTS)


def held(data: bytes, parts: Iterable[tuple[tuple[str, ...], Text]]) -> tuple[Text, ...]:
    """Give the words of those `parts` (the beginnings of names, with words) that a package holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ()
    return tuple(words for folders, words in parts if any(name.startswith(folders) for name in names))

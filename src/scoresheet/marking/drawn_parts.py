"""What in a workbook is no cell and can't go into another one: pictures, notes; told so that nobody misses it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from xml.parsers.expat import ExpatError

from scoresheet.language import Text
from scoresheet.marking.marks import MARKER
from scoresheet.parts.cells import Package
from scoresheet.parts.comments import Comments, without_ours
from scoresheet.parts.relations import path_of, relations

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


def notes_of(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Walk the notes of a workbook without our own words: sheet, cell, words; nothing for formats that don't tell."""
    try:
        package = Package(data)
        found = [
            (sheet, one.part)
            for sheet, part in package.sheets.items()
            for one in relations(package.parts.get(path_of(part)), part)
            if one.kind == "comments" and one.part in package.parts
        ]
        for sheet, part in found:
            yield from ((sheet, *note) for note in _notes(package.parts[part]))
    except _NO_PACKAGE:
        return


_NO_PACKAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ExpatError,
    ValueError,
    LookupError,
    StopIteration,
    RuntimeError,
)


def _notes(xml: bytes) -> Iterator[tuple[str, str]]:
    comments = Comments(xml)
    for cell in comments.cells:
        words = without_ours(comments.text(cell), None, MARKER).strip()
        if words:
            yield cell, words

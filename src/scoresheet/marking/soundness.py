"""Whether a workbook can be edited at all: not larger than any form gets, and whole in all that a program looks at."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from scoresheet.parts.cells import Package
from scoresheet.parts.relations import CONTENT_TYPES
from scoresheet.parts.xml_edits import elements

_LARGEST = 20_000_000
"""Bytes of a sheet; a form of 1,000 items with a note at each cell has 2 million."""
_LARGEST_NOTES = 3_000_000
"""Bytes of the notes of a sheet, and of their boxes; a thousand long notes have 2 million."""
_LARGEST_STYLES = 10_000_000
_MOST_SHEETS = 200
_WORKBOOK = "/xl/workbook.xml"
_NOTES = ".comments+xml"
_OUTSIDE = "customXml/"
"""What lies there is the affair of other programs, in whatever encoding."""


class TooLargeError(ValueError):
    """A workbook is larger than any form gets."""


def check_size(package: Package) -> None:
    """Raise TooLargeError where marking a workbook would take long."""
    if len(package.sheets) > _MOST_SHEETS:
        raise TooLargeError(f"{len(package.sheets)} sheets")
    sheets = set(package.sheets.values())
    for name, data in package.parts.items():
        if len(data) > _most(name, is_sheet=name in sheets):
            raise TooLargeError(f"{name}: {len(data)} bytes")


def _most(name: str, *, is_sheet: bool) -> int:
    part = posixpath.basename(name).lower()
    if name.endswith(".vml") or part.startswith("comment"):
        return _LARGEST_NOTES
    if is_sheet:
        return _LARGEST
    return _LARGEST_STYLES if name.startswith("xl/") and part.startswith("styles") else _ANY


_ANY = 1 << 62


def check_package(parts: Mapping[str, bytes | None]) -> None:
    """Raise ValueError for a workbook that no program would open: a part that is damaged, or one without its type.

    `parts` are all parts by name, None for those that were taken out.
    """
    for name, data in parts.items():
        is_xml = name.endswith((".xml", ".rels")) and not name.startswith(_OUTSIDE)
        if data is not None and is_xml:
            # Parsing alone tells whether it is well formed.
            elements(data, (), deepest=0)
    types = elements(parts.get(CONTENT_TYPES) or b"", deepest=1)
    known = (one.get("ContentType") for one in types if one.get("PartName").lower() == _WORKBOOK)
    if types[0].name != "Types" or not any(one.endswith("main+xml") for one in known):
        raise ValueError("the workbook has no content type")
    for one in types:
        notes = parts.get(one.get("PartName")[1:]) if one.get("ContentType").endswith(_NOTES) else None
        if notes is not None and elements(notes, deepest=0)[0].name != "comments":
            raise ValueError("the notes are none")

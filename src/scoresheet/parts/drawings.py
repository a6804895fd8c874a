"""Pictures, text boxes and charts of one workbook put onto the same sheets of another that was made from it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scoresheet.parts.relations import CONTENT_TYPES, OFFICE, path_of, related, relations, typed, with_ending
from scoresheet.parts.xml_edits import elements, spliced

_AFTER_DRAWING = frozenset(
    {
        *("drawingHF", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls"),
        *("webPublishItems", "tableParts", "extLst"),
    }
)
"""What follows a sheet's drawing, in the order that the format asks for."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How far what stands below a row (counted from 1) was moved down."""

    below: int
    by: int


@dataclass(slots=True)
class Copied:
    """Parts of a package that is being made: those that changed, and what is known of the others."""

    source: Mapping[str, bytes]
    parts: Mapping[str, bytes]
    changed: dict[str, bytes] = field(default_factory=dict)

    def now(self, part: str) -> bytes | None:
        """Give a part as it is now."""
        return self.changed.get(part, self.parts.get(part))


def with_drawings(
    source: Mapping[str, bytes],
    parts: Mapping[str, bytes],
    sheets: Mapping[str, str],
    moved: Mapping[str, Moved],
) -> dict[str, bytes]:
    """Give the parts that change where the drawings of a workbook are put onto the sheets of another.

    `source` and `parts` are the parts of the two, `sheets` the parts of their sheets, from the one to the other, and
    `moved` what was moved down on a sheet of the former. A sheet that has a drawing of its own keeps that.
    """
    copied = Copied(source, parts)
    for sheet, target in sheets.items():
        drawing = _drawing_of(source, sheet)
        if drawing is not None and _drawing_of(parts, target) is None and drawing not in parts:
            _copy(copied, drawing)
            if sheet in moved:
                copied.changed[drawing] = _shifted(source[drawing], moved[sheet])
            _refer(copied, target, drawing)
    return copied.changed


def _drawing_of(parts: Mapping[str, bytes], sheet: str) -> str | None:
    found = relations(parts.get(path_of(sheet)), sheet)
    return next((one.part for one in found if one.kind == "drawing" and one.part in parts), None)


def _copy(copied: Copied, first: str) -> None:
    """Copy a part and all that it leads to, with their content types."""
    for part in _reached(copied.source, first):
        copied.changed[part] = copied.source[part]
        rels = path_of(part)
        if rels in copied.source:
            copied.changed[rels] = copied.source[rels]
        kind = _content_type(copied.source, part)
        known = copied.now(CONTENT_TYPES)
        if kind is not None and known is not None:
            ending, content_type = kind
            copied.changed[CONTENT_TYPES] = (
                with_ending(known, ending, content_type) if ending else typed(known, part, content_type)
            )


def _reached(source: Mapping[str, bytes], first: str) -> Iterator[str]:
    waiting, met = [first], {first}
    while waiting:
        part = waiting.pop()
        yield part
        for one in relations(source.get(path_of(part)), part):
            if one.part in source and one.part not in met and not one.part.startswith("xl/worksheets/"):
                met.add(one.part)
                waiting.append(one.part)


def _content_type(source: Mapping[str, bytes], part: str) -> tuple[str, str] | None:
    """Give the type of a part, with the ending that it goes by, "" where it has its own entry."""
    listed = elements(source[CONTENT_TYPES], {"Override", "Default"})
    own = next((one for one in listed if one.get("PartName").lower() == f"/{part}".lower()), None)
    if own is not None:
        return "", own.get("ContentType")
    ending = posixpath.splitext(part)[1][1:].lower()
    default = next((one for one in listed if one.get("Extension").lower() == ending), None)
    return None if default is None else (ending, default.get("ContentType"))


def _shifted(xml: bytes, moved: Moved) -> bytes:
    found = elements(xml, {"from", "to", "row"})
    anchors = [one for one in found if one.name in {"from", "to"}]
    changes = []
    for one in found:
        if one.name == "row" and any(one.within(anchor) for anchor in anchors):
            # Drawings count rows from 0.
            row = int(xml[one.opened : one.closing])
            if row >= moved.below:
                changes.append((one.opened, one.closing, str(row + moved.by).encode()))
    return spliced(xml, changes)


def _refer(copied: Copied, sheet: str, drawing: str) -> None:
    rels, id_ = related(copied.now(path_of(sheet)), "drawing", drawing)
    copied.changed[path_of(sheet)] = rels
    xml = copied.now(sheet) or b""
    root, *children = elements(xml, deepest=1)
    at = next((one.start for one in children if one.depth == 1 and one.name in _AFTER_DRAWING), root.closing)
    tag = f'<{root.prefix}drawing xmlns:r="{OFFICE}" r:id="{id_}"/>'
    copied.changed[sheet] = spliced(xml, [(at, at, tag.encode())])

"""The relations of a part, the list of content types, and the titles of parts in the document properties."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from scoresheet.parts.xml_edits import appended, attribute_value, elements, prefixed, retagged, spliced

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_PACKAGE}"></Relationships>'
CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: its id, the last word of its type ("comments"), the part that it leads to ("" outside the file)."""

    id: str
    kind: str
    part: str


def path_of(part: str) -> str:
    """Give the path of a part's relations: xl/worksheets/_rels/sheet1.xml.rels."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(xml: bytes | None, part: str) -> Iterator[Relation]:
    """Walk the relations of a part; `xml` is its list of relations, None where it has none."""
    if xml is None:
        return
    for one in elements(xml, {"Relationship"}):
        inside = one.get("TargetMode") != "External"
        target = posixpath.join("/", posixpath.dirname(part), one.get("Target")) if inside else ""
        kind = one.get("Type").rpartition("/")[2]
        yield Relation(one.get("Id"), kind, posixpath.normpath(target)[1:] if inside else "")


def related(xml: bytes | None, kind: str, part: str) -> tuple[bytes, str]:
    """Give a list of relations with one more, to `part`, and its new id."""
    made = xml or _EMPTY.encode()
    known = {one.get("Id").lower() for one in elements(made, {"Relationship"})}
    id_ = next(f"rIdMarks{number}" for number in range(1, len(known) + 2) if f"ridmarks{number}" not in known)
    root = elements(made, deepest=0)[0]
    new = f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="/{attribute_value(part)}"/>'
    return spliced(made, appended(made, root, prefixed(new, root.prefix))), id_


def unrelated(xml: bytes, ids: set[str]) -> bytes:
    """Give a list of relations without those with these ids."""
    gone = (one for one in elements(xml, {"Relationship"}) if one.get("Id") in ids)
    return spliced(xml, [(one.start, one.end, b"") for one in gone])


def typed(xml: bytes, part: str, content_type: str) -> bytes:
    """Give the list of content types with that of one more part."""
    root = elements(xml, deepest=0)[0]
    new = f'<Override PartName="/{attribute_value(part)}" ContentType="{content_type}"/>'
    return spliced(xml, appended(xml, root, prefixed(new, root.prefix)))


def untyped(xml: bytes, part: str) -> bytes:
    """Give the list of content types without that of a part."""
    gone = (one for one in elements(xml, {"Override"}) if one.get("PartName").lower() == f"/{part}".lower())
    return spliced(xml, [(one.start, one.end, b"") for one in gone])


def with_ending(xml: bytes, ending: str, content_type: str) -> bytes:
    """Give the list of content types with that of all parts with an ending, where it isn't there yet."""
    if any(one.get("Extension").lower() == ending for one in elements(xml, {"Default"})):
        return xml
    root = elements(xml, deepest=0)[0]
    new = prefixed(f'<Default Extension="{ending}" ContentType="{content_type}"/>', root.prefix)
    # Defaults come first, as every program writes them.
    return spliced(xml, [(root.opened, root.opened, new)]) if not root.is_empty else xml


def with_sheet_title(xml: bytes, title: str | None, dropped: str | None) -> bytes:
    """Give the document's properties with `title` as its first sheet's and without that of a `dropped` one.

    Where the list of titles isn't as Excel writes it, it is left alone: no program relies on it.
    """
    found = elements(xml, {"TitlesOfParts", "HeadingPairs", "vector", "lpstr", "i4"})
    parts = next((one for one in found if one.name == "TitlesOfParts"), None)
    pairs = next((one for one in found if one.name == "HeadingPairs"), None)
    if parts is None or pairs is None:
        return xml
    titles = [one for one in found if one.name == "lpstr" and one.within(parts)]
    vector = next((one for one in found if one.name == "vector" and one.within(parts)), None)
    count = next((one for one in found if one.name == "i4" and one.within(pairs)), None)
    if vector is None or count is None or not titles or not xml[count.opened : count.closing].isdigit():
        return xml
    sheets = int(xml[count.opened : count.closing])
    gone = [one for one in titles[:sheets] if dropped and xml[one.opened : one.closing] == _text(dropped)][:1]
    more = (title is not None) - len(gone)
    changes = [(one.start, one.end, b"") for one in gone]
    changes.append((count.opened, count.closing, str(sheets + more).encode()))
    changes.append(retagged(xml, vector, {"size": str(len(titles) + more)}))
    if title is not None:
        at, prefix = titles[0].start, titles[0].prefix.encode()
        changes.append((at, at, b"<" + prefix + b"lpstr>" + _text(title) + b"</" + prefix + b"lpstr>"))
    return spliced(xml, changes)


def _text(words: str) -> bytes:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()

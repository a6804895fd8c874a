"""Finding stretches of an XML part by a real parser and replacing them: all other bytes stay as they are.

Any program may have written the XML, with whatever prefixes, quotes and blanks; so nothing is found by its look.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape

Change = tuple[int, int, bytes]
"""A stretch, from its first byte to the one behind its last, and what is put in its place."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element and where it stands: its tag from `start` to `opened`, its inside up to `closing`, its end at `end`.

    `name` is without prefix, `prefix` with its colon or "". An empty tag has nothing between `opened` and `end`.
    `depth` is 0 for the root.
    """

    name: str
    prefix: str
    attributes: Mapping[str, str]
    start: int
    opened: int
    closing: int
    end: int
    depth: int

    @property
    def is_empty(self) -> bool:
        """Whether it is written as one tag."""
        return self.opened == self.end

    def get(self, name: str, default: str = "") -> str:
        """Give an attribute by its name without prefix."""
        for key, value in self.attributes.items():
            if key.rpartition(":")[2] == name:
                return value
        return default

    def within(self, other: Element) -> bool:
        """Tell whether it stands inside another element."""
        return other.start < self.start and self.end <= other.end


def elements(xml: bytes, names: Collection[str] | None = None, *, deepest: int = 1_000) -> list[Element]:
    """Give the elements of these names in the order in which they begin; None means all.

    `deepest` is the depth down to which they are looked for: 1 for the children of the root. Raises ValueError for
    XML that isn't well formed, that declares a document type or isn't written in UTF-8.
    """
    return _Walk(xml, names, deepest).found()


class _Walk:
    """The walk through a part that notes where elements stand."""

    def __init__(self, xml: bytes, names: Collection[str] | None, deepest: int) -> None:
        self._xml, self._names, self._deepest = xml, names, deepest
        self._open: list[tuple[str, dict[str, str], int]] = []
        self._found: list[Element] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refuse
        self._parser.XmlDeclHandler = _declared

    def found(self) -> list[Element]:
        if self._xml.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise ValueError("only UTF-8 is edited")
        try:
            self._parser.Parse(self._xml, True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error
        return sorted(self._found, key=lambda one: one.start)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append((name, attributes, self._parser.CurrentByteIndex))

    def _end(self, _: str) -> None:
        full_name, attributes, start = self._open.pop()
        prefix, colon, name = full_name.rpartition(":")
        depth = len(self._open)
        if depth > self._deepest or (self._names is not None and name not in self._names):
            return
        opened = tag_end(self._xml, start)
        closing = end = opened
        if not self._xml.endswith(b"/>", start, opened):
            closing = self._parser.CurrentByteIndex
            end = self._xml.index(b">", closing) + 1
        self._found.append(Element(name, prefix + colon, attributes, start, opened, closing, end, depth))


def _refuse(*_: object) -> None:
    raise ValueError("a document type is declared")


def _declared(_: str, encoding: str | None, __: int) -> None:
    if (encoding or "utf-8").lower() not in {"utf-8", "utf8", "us-ascii", "ascii"}:
        raise ValueError("only UTF-8 is edited")


_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")
_NAME = re.compile(rb"<[^\s/>]+")


def tag_end(xml: bytes, start: int) -> int:
    """Give where the tag that begins at `start` ends."""
    tag = _TAG.match(xml, start)
    return tag.end() if tag else len(xml)


def spliced(xml: bytes, changes: Iterable[Change]) -> bytes:
    """Give a part with stretches replaced; what is put in at one place keeps the order given."""
    pieces, at = [], 0
    for start, end, replacement in sorted(changes, key=lambda change: change[:2]):
        pieces += [xml[at:start], replacement]
        at = end
    return b"".join([*pieces, xml[at:]])


def with_attributes(tag: bytes, changes: Mapping[str, str | None]) -> bytes:
    """Give a start tag with attributes set, or taken out where the value is None; the others stay as written."""
    name = _NAME.match(tag)
    at = name.end() if name else len(tag)
    kept, left = [tag[:at]], dict(changes)
    while attribute := _ATTRIBUTE.match(tag, at):
        key = attribute[1].decode()
        if key not in changes:
            kept.append(attribute[0])
        elif (value := left.pop(key)) is not None:
            kept.append(attribute_text(key, value))
        at = attribute.end()
    kept += [attribute_text(key, value) for key, value in left.items() if value is not None]
    return b"".join([*kept, tag[at:]])


def attribute_text(name: str, value: str) -> bytes:
    """Write one attribute with a blank before it."""
    return f' {name}="{attribute_value(value)}"'.encode()


def attribute_value(value: str) -> str:
    """Write the value of an attribute as it stands between double quotes."""
    return escape(value, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def retagged(xml: bytes, element: Element, changes: Mapping[str, str | None]) -> Change:
    """Give the change that sets attributes of an element's tag."""
    return element.start, element.opened, with_attributes(xml[element.start : element.opened], changes)


def appended(xml: bytes, element: Element, inside: bytes) -> list[Change]:
    """Give the changes that put something in at the end of an element's inside."""
    if not element.is_empty:
        return [(element.closing, element.closing, inside)]
    tag = xml[element.start : element.end].removesuffix(b"/>").rstrip()
    name = f"{element.prefix}{element.name}".encode()
    return [(element.start, element.end, tag + b">" + inside + b"</" + name + b">")]


_TAG_START = re.compile(r"<(/?)(?=[A-Za-z])")


def prefixed(xml: str, prefix: str) -> bytes:
    """Write elements of our own with the prefix that a part uses for its names."""
    return (_TAG_START.sub(rf"<\1{prefix}", xml) if prefix else xml).encode()

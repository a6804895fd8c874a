"""The boxes in which notes are shown: shapes in a sheet's old-style drawing, beside whatever else is drawn there.

Excel shows no note without such a shape. The drawing is no strict XML, so that it is read by patterns alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_TYPE = "_x0000_t202"
_SHAPE_TYPE = (
    f'<v:shapetype id="{_TYPE}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_STYLE = (
    "position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:80pt;z-index:1;visibility:hidden"
)
_PER_BLOCK = 1_024
"""Shapes are numbered in blocks of so many; each drawing of a workbook has blocks of its own."""
_ID = re.compile(rb'"_x0000_s(\d+)"')
_BLOCKS = re.compile(rb"""<\w+:idmap[^<>]*\sdata\s*=\s*["']([\d,\s]+)["']""")
_USUAL = re.compile(r"(?<=[</ ])([vox]):")
_ROOT = re.compile(rb"<xml(?:\s[^<>]*)?>")
_END = b"</xml>"
_DECLARED = re.compile(rb"""xmlns:(\w+)\s*=\s*["']([^"']*)["']""")
_SHAPE_TAG = re.compile(rb"<(/?)(\w{1,40}):shape(?=[\s>])")
_ROW = re.compile(rb"<(\w+):Row>\s*(\d+)\s*</\1:Row>")
_COLUMN = re.compile(rb"<(\w+):Column>\s*(\d+)\s*</\1:Column>")
_ANCHOR = re.compile(rb"<(\w+):Anchor>([^<]*)</\1:Anchor>")
_FILLING = re.compile(rb"<(\w+):(?:AutoFill|Row)\b")
_ANCHOR_NUMBERS = 8


@dataclass(frozen=True, slots=True)
class Box:
    """Where a note's box stands: its eight numbers, as Excel counts them.

    Left column and pixels into it, top row and pixels, right column and pixels, bottom row and pixels; from 0.
    """

    anchor: tuple[int, ...]

    @property
    def text(self) -> str:
        """The numbers as they are written."""
        return ", ".join(map(str, self.anchor))


def empty(block: int) -> bytes:
    """Give a drawing without shapes; `block` is a number that no other drawing of the workbook has."""
    names = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
    return f"<xml{names}>{layout}{_SHAPE_TYPE}</xml>".encode()


def blocks(drawing: bytes) -> set[int]:
    """Give the blocks of numbers that a drawing uses."""
    declared = {
        int(number)
        for found in _BLOCKS.finditer(drawing)
        for number in found[1].split(b",")
        if number.strip().isdigit()
    }
    return declared | {int(found[1]) // _PER_BLOCK for found in _ID.finditer(drawing)}


class Drawing:
    """A sheet's old-style drawing, whatever prefixes its program gave to the names in it."""

    def __init__(self, xml: bytes) -> None:
        """Take a drawing. Raises ValueError for one that isn't written as all programs write them."""
        self.xml = xml
        root = _ROOT.search(xml)
        if root is None or xml.rfind(_END) < 0:
            raise ValueError("an unknown kind of drawing")
        given = {found[2].decode(): found[1].decode() for found in _DECLARED.finditer(root[0])}
        self._prefixes = {usual: given.get(name, "") for usual, name in _NAMESPACES.items()}

    def put(self, boxes: Mapping[tuple[int, int], Box], block: int) -> None:
        """Put in a box for each of these cells (row and column from 1); one that is there is only enlarged.

        `block` is a number that no drawing of the workbook has.
        """
        new = dict(boxes)
        drawn = _each_shape(self.xml, lambda shape: _enlarged(shape, new))
        end = drawn.rfind(_END)
        used = [int(found[1]) for found in _ID.finditer(drawn)]
        first = max(used, default=min(blocks(drawn), default=block) * _PER_BLOCK) + 1
        shape_type = "" if f'id="{_TYPE}"'.encode() in drawn else _SHAPE_TYPE
        made = (_shape(first + number, *cell, box) for number, (cell, box) in enumerate(new.items()))
        self.xml = drawn[:end] + self._written(shape_type + "".join(made)) + drawn[end:]

    def take_out(self, cells: Collection[tuple[int, int]]) -> None:
        """Take out the boxes of these cells (row and column from 1)."""
        self.xml = _each_shape(self.xml, lambda shape: b"" if _cell_of(shape) in cells else shape)

    def _written(self, ours: str) -> bytes:
        """Write shapes of our own with the drawing's prefixes, or with names of their own where it declares none."""
        if all(self._prefixes.values()):
            return _USUAL.sub(lambda found: f"{self._prefixes[found[1]]}:", ours).encode()
        names = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
        return re.sub(r"<v:shape(?:type)?\b", lambda found: found[0] + names, ours).encode()


def _each_shape(xml: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Give a drawing with each shape as `change` makes it."""
    pieces, at = list[bytes](), 0
    for start, end in _shapes(xml):
        pieces += [xml[at:start], change(xml[start:end])]
        at = end
    return b"".join([*pieces, xml[at:]])


def _shapes(xml: bytes) -> Iterator[tuple[int, int]]:
    """Walk the shapes in one pass, however many of them are never closed."""
    start, prefix = -1, b""
    for tag in _SHAPE_TAG.finditer(xml):
        if not tag[1] and start < 0:
            start, prefix = tag.start(), tag[2]
        elif tag[1] and start >= 0 and tag[2] == prefix:
            end = xml.find(b">", tag.end()) + 1
            yield start, end or len(xml)
            start = -1


def _cell_of(shape: bytes) -> tuple[int, int] | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if row is None or column is None or b'ObjectType="Note"' not in shape:
        return None
    return int(row[2]) + 1, int(column[2]) + 1


def _enlarged(shape: bytes, boxes: dict[tuple[int, int], Box]) -> bytes:
    cell = _cell_of(shape)
    box = boxes.pop(cell, None) if cell else None
    if box is None:
        return shape
    found = _ANCHOR.search(shape)
    if found is None:
        anchor = box.text.encode()
        return _FILLING.sub(rb"<\1:Anchor>" + anchor + rb"</\1:Anchor>\g<0>", shape, count=1)
    old = [int(number) for number in found[2].split(b",") if number.strip().lstrip(b"-").isdigit()]
    if len(old) != _ANCHOR_NUMBERS:
        return shape
    right, bottom = max(tuple(old[4:6]), box.anchor[4:6]), max(tuple(old[6:8]), box.anchor[6:8])
    anchor = Box((*old[:4], *right, *bottom)).text.encode()
    return shape[: found.start(2)] + anchor + shape[found.end(2) :]


def _shape(number: int, row: int, column: int, box: Box) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#{_TYPE}" style="{_STYLE}" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{box.text}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    )

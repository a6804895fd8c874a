"""Editing a workbook's parts: cells are replaced inside the XML, everything else stays byte for byte.

A load-and-save through a workbook library would lose what it doesn't know: pictures, text boxes, cached results.
This module knows no catalog and no layout; it is told sheet names, addresses and contents.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from xml.parsers import expat
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its equals sign, with the result that is stored beside it."""

    text: str
    result: str | Decimal | None


Content = str | Decimal | Formula | None
"""What is put into a cell: a text, a number, a formula, or nothing (the cell keeps its style)."""


@dataclass(slots=True)
class SheetContents:
    """What is put into one sheet: contents by address, and row heights in points by row."""

    cells: dict[str, Content] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a sheet's XML: where it begins and ends (bytes), and its style number ("" for none)."""

    start: int
    end: int
    style: str = ""


@dataclass(slots=True)
class SheetMap:
    """Where a sheet's cells and rows stand in its XML.

    `rows` are start tags, `row_ends` where a row's cells end, `in_row` the addresses of each row's cells,
    `closed_rows` the rows that are written as one empty tag; `data_end` is where the last row ends.
    """

    cells: dict[str, Found] = field(default_factory=dict)
    rows: dict[int, Found] = field(default_factory=dict)
    in_row: dict[int, list[str]] = field(default_factory=dict)
    closed_rows: set[int] = field(default_factory=set)
    row_ends: dict[int, int] = field(default_factory=dict)
    data_end: int = 0


class Package:
    """A workbook's parts, in their order; `sheets` maps each sheet's name to its part."""

    def __init__(self, data: bytes) -> None:
        """Take the parts out of a workbook.

        Raises zipfile.BadZipFile or KeyError for what is no workbook: callers edit files that were read before.
        """
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {info.filename: archive.read(info) for info in archive.infolist()}
        self.sheets = _sheet_parts(self.parts)

    def to_bytes(self, changed: Mapping[str, bytes]) -> bytes:
        """Give the workbook with some parts replaced; equal parts always give equal bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(_stamp(name), changed.get(name, data), zipfile.ZIP_DEFLATED)
        return buffer.getvalue()


class Form:
    """A prototype into which many units' contents are put."""

    def __init__(self, prototype: bytes) -> None:
        """Take a prototype workbook apart."""
        self._package = Package(prototype)
        self._maps = {
            name: map_sheet(self._package.parts[part]) for name, part in self._package.sheets.items()
        }

    def filled(self, contents: Mapping[str, SheetContents], tokens: Mapping[str, str]) -> bytes:
        """Give the workbook with these contents by sheet; `tokens` are words replaced in every part.

        Raises KeyError for a sheet that the prototype doesn't have.
        """
        changed = {}
        for sheet, wanted in contents.items():
            part = self._package.sheets[sheet]
            changed[part] = edited(self._package.parts[part], self._maps[sheet], wanted)
        replaced = {
            token.encode(): escape(words, {'"': "&quot;"}).encode() for token, words in tokens.items()
        }
        for name, data in self._package.parts.items():
            result = changed.get(name, data)
            for token, words in replaced.items():
                if token in result:
                    result = changed[name] = result.replace(token, words)
        return self._package.to_bytes(changed)


def fill(workbook: bytes, contents: Mapping[str, SheetContents]) -> bytes:
    """Give a workbook with some cells replaced; formulas elsewhere keep their stored results.

    Raises KeyError for a sheet that the workbook doesn't have.
    """
    return Form(workbook).filled(contents, {})


def edited(xml: bytes, where: SheetMap, wanted: SheetContents) -> bytes:
    """Give a sheet's XML with contents and row heights replaced; cells and rows that aren't there are put in."""
    changes: list[tuple[int, int, bytes]] = []
    added: dict[int, dict[str, Content]] = {}
    for address, content in wanted.cells.items():
        found = where.cells.get(address)
        if found is None:
            added.setdefault(int(address.lstrip(_LETTERS)), {})[address] = content
        else:
            changes.append((found.start, found.end, _cell(address, found.style, content)))
    for row, cells in added.items():
        changes += _added(where, row, cells)
    for row in {*wanted.heights, *added} & where.rows.keys():
        changes.append(_row_tag(xml, where, row, wanted.heights.get(row), opened=row in added))
    return _spliced(xml, changes)


def map_sheet(xml: bytes) -> SheetMap:
    """Find a sheet's cells and rows, by a real parser: any program may have written the XML.

    Raises expat.ExpatError for XML that isn't well formed.
    """
    parser = expat.ParserCreate()
    where = SheetMap()
    open_cell: list[tuple[str, int, str]] = []
    current_row = [0]

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            open_cell.append((attributes["r"], parser.CurrentByteIndex, attributes.get("s", "")))
        elif tag == "row":
            current_row[0] = int(attributes["r"])
            at = parser.CurrentByteIndex
            tag_end = _tag_end(xml, at)
            where.rows[current_row[0]] = Found(at, tag_end)
            if xml.endswith(b"/>", at, tag_end):
                where.closed_rows.add(current_row[0])

    def end(name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            address, at, style = open_cell.pop()
            tag_end = _tag_end(xml, at)
            empty = xml.endswith(b"/>", at, tag_end)
            element_end = tag_end if empty else xml.index(b">", parser.CurrentByteIndex) + 1
            where.cells[address] = Found(at, element_end, style)
            where.in_row.setdefault(current_row[0], []).append(address)
        elif tag == "row":
            where.row_ends[current_row[0]] = parser.CurrentByteIndex
        elif tag == "sheetData":
            where.data_end = parser.CurrentByteIndex

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(xml, True)
    return where


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_HEIGHT = re.compile(rb'\s(?:ht|customHeight)="[^"]*"')


def _cell(address: str, style: str, content: Content) -> bytes:
    head = f'<c r="{address}"' + (f' s="{style}"' if style else "")
    match content:
        case None:
            return f"{head}/>".encode()
        case Decimal():
            return f"{head}><v>{content:f}</v></c>".encode()
        case str():
            return f'{head} t="inlineStr"><is><t xml:space="preserve">{_clean(content)}</t></is></c>'.encode()
        case Formula(text, result):
            kind = ' t="str"' if isinstance(result, str) else ""
            stored = "" if result is None else f"<v>{_clean(result)}</v>" if kind else f"<v>{result:f}</v>"
            return f"{head}{kind}><f>{_clean(text)}</f>{stored}</c>".encode()


def _clean(text: object) -> str:
    return escape(_CONTROL.sub("", str(text)))


def _added(where: SheetMap, row: int, cells: Mapping[str, Content]) -> Iterator[tuple[int, int, bytes]]:
    in_order = sorted(cells, key=_column_key)
    if row not in where.rows:
        at = min(
            (found.start for number, found in where.rows.items() if number > row), default=where.data_end
        )
        inside = b"".join(_cell(address, "", cells[address]) for address in in_order)
        yield at, at, f'<row r="{row}">'.encode() + inside + b"</row>"
        return
    there = sorted(where.in_row.get(row, ()), key=_column_key)
    for address in in_order:
        later = (where.cells[at].start for at in there if _column_key(at) > _column_key(address))
        at = next(later, where.row_ends[row])
        yield at, at, _cell(address, "", cells[address])
    if row in where.closed_rows:
        at = where.row_ends[row]
        yield at, at, b"</row>"


def _column_key(address: str) -> tuple[int, str]:
    letters = address.rstrip("0123456789")
    return len(letters), letters


def _row_tag(
    xml: bytes, where: SheetMap, row: int, height: float | None, *, opened: bool
) -> tuple[int, int, bytes]:
    found = where.rows[row]
    tag = xml[found.start : found.end]
    closing = b"/>" if row in where.closed_rows else b">"
    tag = tag.removesuffix(closing).rstrip()
    if height is not None:
        # Without customHeight the row still grows when more text is typed into it.
        tag = _HEIGHT.sub(b"", tag) + f' ht="{height:g}"'.encode()
    return found.start, found.end, tag + (b">" if opened else closing)


def _spliced(xml: bytes, changes: Iterable[tuple[int, int, bytes]]) -> bytes:
    pieces, at = [], 0
    for start, end, replacement in sorted(changes, key=lambda change: change[:2]):
        pieces += [xml[at:start], replacement]
        at = end
    return b"".join([*pieces, xml[at:]])


def _tag_end(xml: bytes, start: int) -> int:
    tag = _TAG.match(xml, start)
    return tag.end() if tag else len(xml)


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    workbook = "xl/workbook.xml"
    targets = {
        attributes["Id"]: posixpath.normpath(posixpath.join("xl", attributes["Target"]))
        if not attributes["Target"].startswith("/")
        else attributes["Target"][1:]
        for attributes in _elements(parts["xl/_rels/workbook.xml.rels"], "Relationship")
    }
    found = {}
    for attributes in _elements(parts[workbook], "sheet"):
        relation = next(value for key, value in attributes.items() if key.rpartition(":")[2] == "id")
        found[attributes["name"]] = targets[relation]
    return found


def _elements(xml: bytes, wanted: str) -> list[dict[str, str]]:
    parser = expat.ParserCreate()
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found


@cache
def _stamp(name: str) -> zipfile.ZipInfo:
    # A fixed time, so that equal contents give equal bytes.
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info

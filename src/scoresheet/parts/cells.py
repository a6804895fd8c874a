"""Editing a workbook's parts: cells are replaced inside the XML, everything else stays byte for byte.

A load-and-save through a workbook library would lose what it doesn't know: pictures, text boxes, cached results.
This module knows no catalog and no layout; it is told sheet names, addresses and contents.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from xml.parsers import expat
from xml.sax.saxutils import escape

from scoresheet.grid import column_letters
from scoresheet.parts.xml_edits import spliced, tag_end, with_attributes


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its equals sign, with the result that is stored beside it."""

    text: str
    result: str | Decimal | None


Content = str | Decimal | Formula | None
"""What is put into a cell: a text, a number, a formula, or nothing (the cell keeps its style)."""


@dataclass(slots=True)
class SheetContents:
    """What is put into one sheet: contents by address, and row heights in points by row.

    A cell that is put keeps its style, or takes that of the cell that `looks` names for it. `styles` are numbers of
    cell formats by address; a cell that is named there alone keeps what it holds.
    """

    cells: dict[str, Content] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    looks: dict[str, str] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)


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
    `closed_rows` the rows that are written as one empty tag; `data_end` is where the last row ends, `closed_data` the
    empty tag of a sheet without rows. `prefix` is what the program that wrote the XML puts before the names of
    elements, such as "x:".
    """

    cells: dict[str, Found] = field(default_factory=dict)
    rows: dict[int, Found] = field(default_factory=dict)
    in_row: dict[int, list[str]] = field(default_factory=dict)
    closed_rows: set[int] = field(default_factory=set)
    row_ends: dict[int, int] = field(default_factory=dict)
    data_end: int = 0
    closed_data: Found | None = None
    prefix: str = ""


class Package:
    """A workbook's parts, in their order; `sheets` maps each sheet's name to its part."""

    def __init__(self, data: bytes) -> None:
        """Take the parts out of a workbook.

        Raises zipfile.BadZipFile or KeyError for what is no workbook: callers edit files that were read before.
        """
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {info.filename: archive.read(info) for info in archive.infolist()}
        self.sheets = _sheet_parts(self.parts)

    def to_bytes(self, changed: Mapping[str, bytes], without: Collection[str] = ()) -> bytes:
        """Give the workbook with some parts replaced or added and some left out.

        Equal parts always give equal bytes.
        """
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {**self.parts, **changed}.items():
                if name not in without:
                    archive.writestr(_stamp(name), data, zipfile.ZIP_DEFLATED)
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


def uncalculated(workbook: bytes) -> bytes:
    """Give a workbook whose formulas have no stored results, so that whoever opens it computes them anew.

    Results stored before the inputs changed would be shown by viewers that don't compute.
    """
    package = Package(workbook)
    changed = {}
    for part in package.sheets.values():
        xml = package.parts[part]
        cells = map_sheet(xml).cells.values()
        changed[part] = spliced(xml, [(one.start, one.end, _bare(xml[one.start : one.end])) for one in cells])
    return package.to_bytes(changed)


_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_RESULT = re.compile(rb"<(\w+:)?v(?:\s[^>]*)?>[^<]*</(?:\w+:)?v>|<(?:\w+:)?v\s*/>")
_RESULT_KIND = re.compile(rb"""\st=(?:"[^"]*"|'[^']*')""")


def _bare(cell: bytes) -> bytes:
    if not _FORMULA.search(cell):
        return cell
    head, closing, inside = cell.partition(b">")
    return _RESULT_KIND.sub(b"", head) + closing + _RESULT.sub(b"", inside)


def edited(xml: bytes, where: SheetMap, wanted: SheetContents) -> bytes:
    """Give a sheet's XML with contents and row heights replaced; cells and rows that aren't there are put in.

    Raises ValueError for a number that no cell can hold: infinite or not a number.
    """
    changes: list[tuple[int, int, bytes]] = []
    added: dict[int, dict[str, bytes]] = {}
    for address, content in wanted.cells.items():
        found = where.cells.get(address)
        cell = _cell(where.prefix, address, _style(where, wanted, address), content)
        if found is None:
            added.setdefault(int(address.lstrip(_LETTERS)), {})[address] = cell
        else:
            changes.append((found.start, found.end, cell))
    for address in wanted.styles.keys() - wanted.cells.keys():
        found, style = where.cells.get(address), str(wanted.styles[address])
        if found is None:
            empty = _cell(where.prefix, address, style, None)
            added.setdefault(int(address.lstrip(_LETTERS)), {})[address] = empty
        else:
            end = tag_end(xml, found.start)
            changes.append((found.start, end, with_attributes(xml[found.start : end], {"s": style})))
    in_order = sorted(where.rows) if added else []
    rows = [change for row, cells in sorted(added.items()) for change in _added(where, in_order, row, cells)]
    changes += _opened(where, where.closed_data, rows) if where.closed_data and rows else rows
    for row in {*wanted.heights, *added} & where.rows.keys():
        changes.append(_row_tag(xml, where, row, wanted.heights.get(row), opened=row in added))
    return spliced(xml, changes)


def _style(where: SheetMap, wanted: SheetContents, address: str) -> str:
    if address in wanted.styles:
        return str(wanted.styles[address])
    styled = where.cells.get(wanted.looks.get(address, address))
    return styled.style if styled else ""


def map_sheet(xml: bytes) -> SheetMap:
    """Find a sheet's cells and rows, by a real parser: any program may have written the XML.

    Raises expat.ExpatError for XML that isn't well formed.
    """
    return _Mapping(xml).where


class _Mapping:
    """The walk through a sheet's XML that notes where cells and rows stand."""

    def __init__(self, xml: bytes) -> None:
        self.where = SheetMap()
        self._xml = xml
        self._row = self._column = 0
        self._open_cell: tuple[str, int, str] = ("", 0, "")
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(xml, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            # A cell or row without an address follows the one before it.
            address = attributes.get("r") or f"{column_letters(self._column + 1)}{self._row}"
            self._column = _column_number(address)
            self._open_cell = (address, self._parser.CurrentByteIndex, attributes.get("s", ""))
        elif tag == "row":
            self._row, self._column = int(attributes.get("r") or self._row + 1), 0
            self._start_row()
        elif tag == "sheetData":
            self.where.prefix = name.removesuffix(tag)
            at = self._parser.CurrentByteIndex
            end = tag_end(self._xml, at)
            self.where.closed_data = Found(at, end) if self._xml.endswith(b"/>", at, end) else None

    def _start_row(self) -> None:
        at = self._parser.CurrentByteIndex
        end = tag_end(self._xml, at)
        self.where.rows[self._row] = Found(at, end)
        if self._xml.endswith(b"/>", at, end):
            self.where.closed_rows.add(self._row)

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._end_cell()
        elif tag == "row":
            self.where.row_ends[self._row] = self._parser.CurrentByteIndex
        elif tag == "sheetData":
            self.where.data_end = self._parser.CurrentByteIndex

    def _end_cell(self) -> None:
        address, at, style = self._open_cell
        end = tag_end(self._xml, at)
        if not self._xml.endswith(b"/>", at, end):
            end = self._xml.index(b">", self._parser.CurrentByteIndex) + 1
        self.where.cells[address] = Found(at, end, style)
        self.where.in_row.setdefault(self._row, []).append(address)


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HEIGHT = re.compile(rb"""\s(?:ht|customHeight)\s*=\s*(?:"[^"]*"|'[^']*')""")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST = 32_767
"""The most UTF-16 units that a cell holds; Excel calls a file with more damaged."""


def _cell(prefix: str, address: str, style: str, content: Content) -> bytes:
    head = f'<{prefix}c r="{address}"' + (f' s="{style}"' if style else "")
    match content:
        case None:
            return f"{head}/>".encode()
        case Decimal():
            return f"{head}>{_element(prefix, 'v', _number(content))}</{prefix}c>".encode()
        case str():
            make = _holding_text if len(content) <= _SHORT else _holding_text.__wrapped__
            return make(prefix, head, content)
        case Formula(formula, result):
            shown = _number(result) if isinstance(result, Decimal) else result
            make_formula = _holding_formula if len(formula) <= _SHORT else _holding_formula.__wrapped__
            return make_formula(prefix, head, formula, shown, isinstance(result, str))


_KEPT, _SHORT = 16_384, 1_000


# The forms of a round have nearly all their cells in common.
@lru_cache(maxsize=_KEPT)
def _holding_text(prefix: str, head: str, content: str) -> bytes:
    text = f'<{prefix}t xml:space="preserve">{_text(content)}</{prefix}t>'
    return f'{head} t="inlineStr">{_element(prefix, "is", text)}</{prefix}c>'.encode()


@lru_cache(maxsize=_KEPT)
def _holding_formula(prefix: str, head: str, formula: str, result: str | None, is_text: bool) -> bytes:
    inside = _element(prefix, "f", escape(_CONTROL.sub("", formula)))
    if result is not None:
        inside += _element(prefix, "v", _text(result) if is_text else result)
    kind = ' t="str"' if is_text else ""
    return f"{head}{kind}>{inside}</{prefix}c>".encode()


def _element(prefix: str, name: str, inside: str) -> str:
    return f"<{prefix}{name}>{inside}</{prefix}{name}>"


def _number(number: Decimal) -> str:
    if not number.is_finite():
        raise ValueError(f"{number} can't stand in a cell")
    return f"{number:f}"


def _text(text: str) -> str:
    kept = _CONTROL.sub("", text)
    if len(kept) * 2 > _LONGEST:
        kept = kept.encode("utf-16-le")[: _LONGEST * 2].decode("utf-16-le", "ignore")
    # Excel reads _x0041_ as A: such a word is kept by escaping its first character.
    return escape(_LOOKS_ESCAPED.sub("_x005F_", kept))


def _added(
    where: SheetMap, rows: Sequence[int], row: int, cells: Mapping[str, bytes]
) -> Iterator[tuple[int, int, bytes]]:
    in_order = sorted(cells, key=_column_number)
    if row not in where.rows:
        below = bisect_right(rows, row)
        at = where.rows[rows[below]].start if below < len(rows) else where.data_end
        inside = b"".join(cells[address] for address in in_order)
        tag = f"{where.prefix}row"
        yield at, at, f'<{tag} r="{row}">'.encode() + inside + f"</{tag}>".encode()
        return
    there = sorted(where.in_row.get(row, ()), key=_column_number)
    for address in in_order:
        later = (where.cells[at].start for at in there if _column_number(at) > _column_number(address))
        at = next(later, where.row_ends[row])
        yield at, at, cells[address]
    if row in where.closed_rows:
        at = where.row_ends[row]
        yield at, at, f"</{where.prefix}row>".encode()


def _opened(
    where: SheetMap, empty: Found, rows: list[tuple[int, int, bytes]]
) -> list[tuple[int, int, bytes]]:
    """Put the rows of a sheet that had none between its tags."""
    tag = f"{where.prefix}sheetData"
    inside = b"".join(row for _, _, row in rows)
    return [(empty.start, empty.end, f"<{tag}>".encode() + inside + f"</{tag}>".encode())]


def _column_number(address: str) -> int:
    number = 0
    for letter in address.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number


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
    if opened:
        # Where its cells begin and end is told for speed alone; what is wrong there is worse than nothing.
        tag = with_attributes(tag, {"spans": None})
    return found.start, found.end, tag + (b">" if opened else closing)


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

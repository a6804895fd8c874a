"""A binary workbook (.xlsb) → grid, record by record ([MS-XLSB]), within the same limits as an .xlsx.

Other readers of this format show neither errors nor percentages nor merged cells, and a few bytes end their process.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from scoresheet.formats.binary import ERRORS, digits, packed_number, records, text_at
from scoresheet.formats.bounds import (
    LAST_COLUMN,
    LAST_ROW,
    add_merge,
    beyond,
    check_cells,
    check_hidden,
    check_sheets,
    damaged_cell,
)
from scoresheet.formats.markup import refused
from scoresheet.formats.number_formats import NumberStyles, styles_of
from scoresheet.formats.package import Package, damaged, inside
from scoresheet.formats.relationships import first, read_package, relationships_of
from scoresheet.formats.texts import MOST_STRINGS, Characters
from scoresheet.grid import Area, Grid, Kind, RawCell, Sheet, Trouble, Unreadable, address
from scoresheet.language import Text

_BROKEN = (struct.error, ValueError, IndexError, OverflowError)
_VISIBILITY = {0: "visible", 1: "hidden", 2: "veryHidden"}
_WORKBOOK, _BUNDLE = 153, 156
_STRING = 19
_FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 44, 47, 617, 618
_ROW, _COLUMNS, _MERGE, _BEGIN, _END = 0, 60, 176, 129, 130
_ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED, _PACKED, _RICH_TEXT = 3, 4, 5, 6, 7, 2, 62
_FORMULAS = {8: _TEXT, 9: _REAL, 10: _BOOLEAN, 11: _ERROR}
"""The records of formulas, and the record that a constant with the same value would be."""
_CELLS = frozenset({_ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED, _PACKED, _RICH_TEXT, *_FORMULAS})
_HIDDEN_ROW = 0x10
_CHECKED_EVERY = 4_096


def read_xlsb(data: bytes) -> Grid:
    """Read a workbook: cells with values, errors and stored results, merged areas, what is hidden, properties.

    What a formula says is not spelled; that is told where it could refer to another workbook. Raises Unreadable, and
    nothing else whatever the bytes are: for what is damaged, encrypted, no workbook, or beyond the limits of an
    honest form.
    """
    return read_package(data, _read_workbook)


@dataclass(slots=True)
class _Contents:
    """What all sheets share, and how much there has been so far."""

    strings: Mapping[int, str]
    styles: NumberStyles
    characters: Characters
    cells: int = 0
    merges: int = 0
    hidden: int = 0


def _read_workbook(package: Package, part: str, grid: Grid) -> None:
    relationships = list(relationships_of(package, part))
    targets = {each.identifier: each for each in relationships}
    grid.shows_formulas = not any(each.kind.startswith("externalLink") for each in relationships)
    characters = Characters()
    strings, styles = first(relationships, "sharedStrings"), first(relationships, "styles")
    contents = _Contents(
        _strings(package, strings, characters) if strings else {},
        _styles(package, styles) if styles else NumberStyles(),
        characters,
    )
    used: set[str] = set()
    for sheet, identifier in _sheets(package, part, grid):
        target = targets.get(identifier)
        # A part that serves two sheets would be inflated and kept twice.
        if target is None or target.target.lower() in used:
            raise damaged(part)
        used.add(target.target.lower())
        if target.kind == "worksheet":
            _Worksheet(target.target, sheet, contents).read(package)
            grid.sheets.append(sheet)
    if not grid.sheets:
        raise Unreadable(Trouble.DAMAGED, inside(part, Text("没有工作表", "has no worksheet")))


def _sheets(package: Package, part: str, grid: Grid) -> list[tuple[Sheet, str]]:
    found: list[tuple[Sheet, str]] = []
    try:
        for kind, content in records(package.chunks(part), part):
            if kind == _WORKBOOK:
                grid.dates_from_1904 = bool(content[0] & 1)
            elif kind == _BUNDLE:
                (state,) = struct.unpack_from("<I", content)
                identifier = text_at(content, 8)
                name = text_at(content, 12 + 2 * len(identifier))
                sheet = Sheet(name, _VISIBILITY.get(state, "hidden"))
                check_sheets(sheet, len(found) + 1)
                found.append((sheet, identifier))
    except _BROKEN as error:
        raise damaged(part) from error
    return found


def _strings(package: Package, part: str, characters: Characters) -> dict[int, str]:
    strings: dict[int, str] = {}
    try:
        for kind, content in records(package.chunks(part), part):
            if kind == _STRING:
                strings[len(strings)] = text_at(content, 1)
                characters.add(len(strings[len(strings) - 1]), part)
                if len(strings) > MOST_STRINGS:
                    raise refused(part)
    except _BROKEN as error:
        raise damaged(part) from error
    return strings


def _styles(package: Package, part: str) -> NumberStyles:
    codes: dict[str, str] = {}
    styles: list[str] = []
    of_cells = False
    try:
        for kind, content in records(package.chunks(part), part):
            if kind in {_BEGIN_STYLES, _END_STYLES}:
                of_cells = kind == _BEGIN_STYLES
            elif kind == _FORMAT:
                codes[str(int.from_bytes(content[:2], "little"))] = text_at(content, 2)[:_LONGEST_CODE]
            elif kind == _STYLE and of_cells:
                styles.append(str(struct.unpack_from("<H", content, 2)[0]))
    except _BROKEN as error:
        raise damaged(part) from error
    return styles_of(styles, codes)


_LONGEST_CODE = 255
"""Characters that Excel takes of a number format."""


@dataclass(slots=True)
class _Worksheet:
    """Collects what the records of a worksheet say."""

    part: str
    sheet: Sheet
    contents: _Contents
    row: int = 0
    seen: set[int] = field(default_factory=set)

    def read(self, package: Package) -> None:
        """Fill the sheet; raises Unreadable with the place of what is wrong or too much."""
        try:
            for kind, content in records(package.chunks(self.part), self.part):
                self._take(kind, content)
        except _BROKEN as error:
            raise damaged(self.part) from error
        if not {_BEGIN, _END} <= self.seen:
            raise damaged(self.part)
        self.contents.cells += len(self.sheet.cells)
        check_cells(self.sheet, self.contents.cells)
        self.contents.hidden += len(self.sheet.hidden_rows) + len(self.sheet.hidden_columns)
        check_hidden(self.sheet, self.contents.hidden)

    def _take(self, kind: int, content: bytes) -> None:
        if kind in _CELLS:
            self._take_cell(kind, content)
        elif kind == _ROW:
            self._take_row(content)
        elif kind == _COLUMNS:
            self._take_columns(content)
        elif kind == _MERGE:
            self._take_merge(content)
        elif kind in {_BEGIN, _END}:
            self.seen.add(kind)

    def _take_row(self, content: bytes) -> None:
        self.row = int(struct.unpack_from("<I", content)[0]) + 1
        if self.row > LAST_ROW:
            raise beyond(self.sheet, str(self.row))
        (height,) = struct.unpack_from("<H", content, 8)
        if content[11] & _HIDDEN_ROW or height == 0:
            self.sheet.hidden_rows.add(self.row)

    def _take_columns(self, content: bytes) -> None:
        start, end, width, _, flags = struct.unpack_from("<IIIIH", content)
        if not start <= end < LAST_COLUMN:
            raise damaged(self.part)
        if flags & 1 or width == 0:
            self.sheet.hidden_columns.update(range(start + 1, end + 2))

    def _take_merge(self, content: bytes) -> None:
        top, bottom, left, right = (edge + 1 for edge in struct.unpack_from("<4I", content))
        reference = f"{address(top, left)}:{address(bottom, right)}"
        inside_sheet = top <= bottom <= LAST_ROW and left <= right <= LAST_COLUMN
        self.contents.merges += 1
        area = Area(top, left, bottom, right) if inside_sheet else None
        add_merge(self.sheet, area, reference, self.contents.merges)

    def _take_cell(self, kind: int, content: bytes) -> None:
        column, style = struct.unpack_from("<II", content)
        at = self.row, column + 1
        if not self.row or column >= LAST_COLUMN:
            raise beyond(self.sheet, f"{self.row}:{column + 1}")
        if at in self.sheet.cells:
            raise damaged_cell(self.sheet, at)
        made = self._cell(kind, content, str(style & 0xFFFFFF))
        if made is None:
            raise damaged_cell(self.sheet, at)
        if made.text or made.formula is not None:
            self.sheet.cells[at] = made
        if len(self.sheet.cells) % _CHECKED_EVERY == 0:
            check_cells(self.sheet, self.contents.cells + len(self.sheet.cells))

    def _cell(self, kind: int, content: bytes, style: str) -> RawCell | None:
        formula = "" if kind in _FORMULAS else None
        kind = _FORMULAS.get(kind, kind)
        if kind in {_REAL, _PACKED}:
            return self._number(kind, content, style, formula)
        if kind == _ERROR:
            return RawCell(Kind.ERROR, ERRORS.get(content[8], f"#{content[8]}"), formula)
        if kind == _BOOLEAN:
            return RawCell(Kind.BOOLEAN, "TRUE" if content[8] else "FALSE", formula)
        text = self._text(kind, content)
        return None if text is None else RawCell(Kind.TEXT, text, formula)

    def _number(self, kind: int, content: bytes, style: str, formula: str | None) -> RawCell:
        (value,) = struct.unpack_from("<d" if kind == _REAL else "<I", content, 8)
        text = digits(value if kind == _REAL else packed_number(value))
        styles = self.contents.styles
        limit = styles.decimals.get(style)
        shown = (None, None) if limit is None else (limit.of(text), limit.instead(text))
        return RawCell(Kind.NUMBER, text, formula, style in styles.dates, style in styles.percents, *shown)

    def _text(self, kind: int, content: bytes) -> str | None:
        if kind == _SHARED:
            return self.contents.strings.get(int(struct.unpack_from("<I", content, 8)[0]))
        text = text_at(content, 9 if kind == _RICH_TEXT else 8)
        self.contents.characters.add(len(text), self.part)
        return text

"""The rows of a worksheet as nearly every program writes them → its cells, without reading a cell a second time.

A form that comes back is, but for what its officer entered, cell by cell the bytes of all others of its round that the
same program saved. So its rows are cut at the ends of rows and cells, and only pieces that no file had before go
through the parser. What can't be cut so that its pieces mean the same by themselves as in their places is left to the
reader of whole parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any, TypeAlias

from scoresheet.formats import markup, worksheet
from scoresheet.formats.cells import Shared, made, position
from scoresheet.formats.number_formats import NumberStyles
from scoresheet.formats.plain import LONGEST, Known, NotPlain, check_plain, gathered
from scoresheet.formats.worksheet import Contents, Taker, Worksheet, handler, hides
from scoresheet.grid import Area, RawCell, Sheet, Unreadable

_NAME, _DATA, _DATA_END = b"sheetData", b"<sheetData>", b"</sheetData>"
_ROW, _ROW_END, _CELL_END = b"<row ", b"</row>", b"</c>"
_IDLE = ((b"<sheetViews>", b"</sheetViews>"), (b"<headerFooter>", b"</headerFooter>"))
"""The cell that is selected, and what the foot of the printed page says of the unit."""
_BLANKS = b" \t\r\n"
_ROW_DEPTH = 3
_MOST_HIDDEN = 200
"""Columns of a sheet whose surroundings are kept: a few bytes can hide all 16,384."""
_ELEMENTS = {"worksheet", "sheetData", "row", "c", "v", "f", "is", "t", "r", "rPh", "phoneticPr", "rPr"} | {
    *("b", "i", "u", "strike", "sz", "color", "rFont", "family", "charset", "scheme", "vertAlign"),
    *("outline", "shadow", "condense", "extend"),
}
_ATTRIBUTES = {
    *("r", "spans", "ht", "customHeight", "hidden", "customFormat", "outlineLevel", "collapsed"),
    *("thickTop", "thickBot", "x14ac:dyDescent", "s", "t", "cm", "vm", "ph", "xml:space"),
    *("ref", "si", "ca", "aca", "dt2D", "dtr", "r1", "r2", "del1", "del2", "bx"),
    *("val", "rgb", "theme", "indexed", "tint", "auto", "sb", "eb", "fontId", "type", "alignment"),
}
"""What programs write in rows. Names count among the limits, so that only these may be read apart from their part."""

_Place: TypeAlias = tuple[int, int]
_Cell: TypeAlias = tuple[_Place, RawCell | Shared | None, int]
"""The cell with content that a piece ends with: its place, what it holds, and how much text that is."""
_NO_CELL: _Cell = ((0, 0), None, 0)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What the part says outside its rows; `hidden` is how many columns it hides, counted as often as they are named."""

    merges: tuple[Area, ...]
    hidden_columns: frozenset[int]
    hidden: int


def _known(kilobytes: int) -> Known[Any]:
    return Known(kilobytes * 1024)


@dataclass(frozen=True, slots=True)
class KnownSheets:
    """The pieces known of workbooks with the same cell styles: on these depends what a number cell shows.

    Of a row's tag it is known which row it hides, 0 for none.
    """

    styles: NumberStyles
    idle: Known[bool] = field(default_factory=lambda: _known(512))
    surroundings: Known[_Surroundings] = field(default_factory=lambda: _known(1024))
    tags: Known[int] = field(default_factory=lambda: _known(512))
    cells: Known[_Cell] = field(default_factory=lambda: _known(6 * 1024))


def read_worksheet(
    chunks: Iterable[bytes], part: str, sheet: Sheet, contents: Contents, known: KnownSheets
) -> None:
    """Fill `sheet` with what stands in its part: what comes of it and what is raised is as `worksheet` has it.

    Of the text, only what the cells hold counts among the limits.
    """
    whole, chunks = gathered(chunks)
    if whole is not None and contents.plain:
        try:
            _read(whole, part, sheet, contents, known)
        except (NotPlain, Unreadable):
            # Tried once in a workbook, so that nobody's file is read twice from end to end.
            contents.plain = False
        else:
            return
    worksheet.read_worksheet(chunks, part, sheet, contents)


def _read(whole: bytes, part: str, sheet: Sheet, contents: Contents, known: KnownSheets) -> None:
    """Fill `sheet`, or raise NotPlain or Unreadable and leave it and `contents` as they are."""
    around, rows = _apart(whole)
    around, idle = _without_idle(around)
    tags, pieces = _cut(rows)
    known.idle.of(idle, lambda unknown: [_well_formed(piece, part) for piece in unknown])
    (outside,) = known.surroundings.of([around], lambda unknown: [_surroundings(unknown[0], part)])
    hidden = known.tags.of(tags, lambda unknown: _hidden(unknown, part))
    found = known.cells.of(pieces, lambda unknown: _cells(unknown, part, known.styles))
    cells = _placed(found, contents)
    characters = sum(map(itemgetter(2), found))
    if not contents.took(len(cells), characters, len(outside.merges), outside.hidden):
        raise NotPlain
    sheet.cells.update(cells)
    sheet.merges.extend(outside.merges)
    sheet.hidden_columns.update(outside.hidden_columns)
    sheet.hidden_rows.update(filter(None, hidden))


def _apart(whole: bytes) -> tuple[bytes, bytes]:
    """Give the part without its rows, and the rows."""
    check_plain(whole, "worksheet")
    before, data, rest = whole.partition(_DATA)
    rows, end, behind = rest.partition(_DATA_END)
    if _NAME in before or _NAME in behind:
        # One where rows stand, another elsewhere: which of them is which isn't told by their tags.
        raise NotPlain
    return before + data + end + behind, rows


def _without_idle(around: bytes) -> tuple[bytes, list[bytes]]:
    """Give the part without the sections that say nothing of cells but differ from form to form, and those sections."""
    idle: list[bytes] = []
    for begin, end in _IDLE:
        before, _, rest = around.partition(begin)
        inside, ended, behind = rest.partition(end)
        if ended:
            idle.append(begin + inside + end)
            around = before + begin + end + behind
    return around, idle


def _well_formed(piece: bytes, part: str) -> bool:
    if len(piece) > LONGEST:
        raise NotPlain
    markup.elements([piece], part, frozenset())
    return True


def _cut(rows: bytes) -> tuple[list[bytes], list[bytes]]:
    """Give the tags that begin the rows, and what stands in the rows: up to each end of a cell, and behind the last.

    What stands behind the last cell keeps the end of its row, and so is never the same bytes as another kind of piece.
    """
    tags: list[bytes] = []
    pieces: list[bytes] = []
    *full, rest = rows.split(_ROW_END)
    for row in full:
        start = _cut_tags(row, tags)
        if not start:
            raise NotPlain
        pieces += row[start:].split(_CELL_END)
        behind = pieces.pop()
        if behind:
            pieces.append(behind + _ROW_END)
    if _cut_tags(rest, tags):
        raise NotPlain
    return tags, pieces


def _cut_tags(row: bytes, tags: list[bytes]) -> int:
    """Add the tags of empty rows, and of the row that begins behind them, to `tags`; give where the latter's cells begin.

    0 where there are only empty rows.
    """
    start = 0
    while (begin := row.find(b"<", start)) >= 0:
        end = row.find(b">", begin) + 1
        tag = row[begin:end]
        if not tag.startswith(_ROW) or len(tag) > LONGEST or row[start:begin].strip(_BLANKS):
            raise NotPlain
        tags.append(tag)
        if not tag.endswith(b"/>"):
            return end
        start = end
    if row[start:].strip(_BLANKS):
        raise NotPlain
    return 0


def _surroundings(around: bytes, part: str) -> _Surroundings:
    sheet = Sheet("")
    contents = Contents({}, NumberStyles())
    taker = Worksheet(part, sheet, contents)
    markup.parse(_in_chunks(around), part, handler(taker, part))
    taker.finish()
    if not taker.has_data or contents.hidden > _MOST_HIDDEN:
        raise NotPlain
    return _Surroundings(tuple(sheet.merges), frozenset(sheet.hidden_columns), contents.hidden)


def _in_chunks(data: bytes) -> Iterator[bytes]:
    # The length of a tag is limited from one chunk to the next.
    return (data[start : start + LONGEST] for start in range(0, len(data), LONGEST))


def _hidden(tags: list[bytes], part: str) -> list[int]:
    taker = _RowTaker()
    _parse((tag if tag.endswith(b"/>") else tag + _ROW_END for tag in tags), part, taker)
    return taker.hidden


def _cells(pieces: list[bytes], part: str, styles: NumberStyles) -> list[_Cell]:
    if max(map(len, pieces)) > LONGEST:
        raise NotPlain
    taker = _CellTaker(styles)
    ends = ((piece if piece.endswith(_ROW_END) else piece + _CELL_END + _ROW_END) for piece in pieces)
    _parse((b"<row>" + piece for piece in ends), part, taker)
    if len(taker.found) != len(pieces):
        raise NotPlain
    return taker.found


def _parse(rows: Iterable[bytes], part: str, taker: Taker) -> None:
    whole = b"".join((b"<worksheet>", _DATA, *rows, _DATA_END, b"</worksheet>"))
    inner = handler(taker, part)

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag not in _ELEMENTS or not _ATTRIBUTES.issuperset(attributes):
            raise NotPlain
        inner.start(tag, attributes)

    markup.parse([whole], part, replace(inner, start=start))


class _RowTaker:
    """Collects which rows are hidden by the tags of rows without content."""

    def __init__(self) -> None:
        self.hidden: list[int] = []

    def open(self, tag: str, depth: int, attributes: dict[str, str]) -> None:
        """Take a row's tag."""
        if depth < _ROW_DEPTH:
            return
        at = position("A" + attributes.get("r", ""))
        if tag != "row" or at is None:
            raise NotPlain
        self.hidden.append(at[0] if hides(attributes) else 0)

    def take(self, *_: object) -> None:
        """Refuse a cell: there is none in a tag."""
        raise NotPlain

    def check(self, characters: int) -> None:
        """Take that there were texts."""


class _CellTaker:
    """Collects one reading for each row, which holds one piece; a second cell with content in it is refused."""

    def __init__(self, styles: NumberStyles) -> None:
        self.found: list[_Cell] = []
        self._styles = styles

    def open(self, tag: str, depth: int, attributes: dict[str, str]) -> None:
        """Take the beginning of a piece.

        There is no other row than the one around each piece, hence no other end of one: no piece reaches into the next.
        """
        if tag == "row":
            if depth != _ROW_DEPTH or attributes:
                raise NotPlain
            self.found.append(_NO_CELL)

    def take(
        self, attributes: dict[str, str], value: str | None, formula: str | None, runs: list[str] | None
    ) -> None:
        """Take a cell."""
        at = position(attributes.get("r", ""))
        if at is None:
            raise NotPlain
        if value is None and formula is None and runs is None:
            return
        cell = made(attributes, value, formula, runs, self._styles)
        if cell is None or self.found[-1] is not _NO_CELL:
            raise NotPlain
        size = len(value or "") + len(formula or "") + sum(map(len, runs or ()))
        self.found[-1] = at, cell, size

    def check(self, characters: int) -> None:
        """Take that there were texts: they count with the sheet in which they stand."""


def _placed(readings: Iterable[_Cell], contents: Contents) -> dict[_Place, RawCell]:
    """Give the cells that hold something by their places; raises NotPlain where two claim the same."""
    cells: dict[_Place, RawCell] = {}
    for at, told, _ in readings:
        if told is not None and not contents.put(cells, at, told):
            raise NotPlain
    return cells

"""One worksheet's part → its cells, merged areas and hidden rows and columns."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from scoresheet.formats import bounds, markup
from scoresheet.formats.bounds import LAST_COLUMN, LAST_ROW
from scoresheet.formats.cells import Shared, made, position
from scoresheet.formats.number_formats import NumberStyles
from scoresheet.formats.package import damaged, shown
from scoresheet.formats.texts import MOST_CHARACTERS, Characters
from scoresheet.grid import Area, RawCell, Sheet, Trouble
from scoresheet.language import Text

_DIGITS = re.compile(r"[0-9]{1,7}")
_TRUE = frozenset({"1", "true"})
_SECTION_DEPTH, _ROW_DEPTH, _CELL_DEPTH, _VALUE_DEPTH = 2, 3, 4, 5


@dataclass(slots=True)
class Contents:
    """What all sheets of a workbook share: its strings and number styles, and how much there has been so far.

    `plain` tells that none of them has been met that can't be read in pieces.
    """

    strings: Mapping[str, RawCell]
    styles: NumberStyles
    characters: Characters = field(default_factory=Characters)
    cells: int = 0
    merges: int = 0
    hidden: int = 0
    plain: bool = True

    def string(self, shared: Shared) -> RawCell | None:
        """Give the cell that shows a shared string; None where there is no such string."""
        cell = self.strings.get(shared.number)
        return (
            cell if shared.formula is None or cell is None else RawCell(cell.kind, cell.text, shared.formula)
        )

    def put(
        self, cells: dict[tuple[int, int], RawCell], at: tuple[int, int], told: RawCell | Shared | None
    ) -> bool:
        """Put a cell, as `made` gives it, among the others, unless it holds nothing.

        False where it contradicts itself, or one stands there already.
        """
        cell = self.string(told) if isinstance(told, Shared) else told
        if cell is None or at in cells:
            return False
        if cell.text or cell.formula is not None:
            cells[at] = cell
        return True

    def took(self, cells: int, characters: int, merges: int, hidden: int) -> bool:
        """Count what one more sheet holds; False, and nothing counted, where that is beyond the limits."""
        totals = (self.cells + cells, self.merges + merges, self.hidden + hidden)
        total = self.characters.count + characters
        limits = (bounds.MOST_CELLS, bounds.MOST_MERGES, bounds.MOST_HIDDEN)
        if total > MOST_CHARACTERS or any(map(operator.gt, totals, limits)):
            return False
        self.cells, self.merges, self.hidden = totals
        self.characters.count = total
        return True


class Taker(Protocol):
    """Whoever takes what `handler` finds."""

    def open(self, tag: str, depth: int, attributes: dict[str, str]) -> None:
        """Take the beginning of an element other than a cell and what stands in it; the root's depth is 1."""

    def take(
        self, attributes: dict[str, str], value: str | None, formula: str | None, runs: list[str] | None
    ) -> None:
        """Take a cell with all that stands in it."""

    def check(self, characters: int) -> None:
        """Refuse what holds too much up to this place; `characters` have come since the last time."""


def read_worksheet(chunks: Iterable[bytes], part: str, sheet: Sheet, contents: Contents) -> None:
    """Fill `sheet` with what stands in its part.

    Raises Unreadable for what is not well-formed, contradicts itself or goes beyond the limits of an honest form;
    the place names the sheet and the cell or area.
    """
    worksheet = Worksheet(part, sheet, contents)
    markup.parse(chunks, part, handler(worksheet, part))
    worksheet.finish()


def handler(worksheet: Taker, part: str) -> markup.Handler:  # noqa: C901 - two flat chains that share their variables
    """Give the functions that follow the elements of a worksheet.

    They run for every tag of every form, so that they are closures over local variables and know only the frequent
    elements; what is rare is left to the worksheet.
    """
    depth = characters = 0
    in_data = phonetic = False
    pieces: list[str] = []
    value: str | None = None
    formula: str | None = None
    runs: list[str] | None = None
    cell: dict[str, str] = {}
    take = worksheet.take

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, in_data, phonetic, value, formula, runs, cell
        depth += 1
        if tag == "c" and depth == _CELL_DEPTH and in_data:
            cell = attributes
            value = formula = runs = None
        elif tag in _TEXTS and depth <= markup.DEEPEST:
            pieces.clear()
        elif tag == "is" and depth == _VALUE_DEPTH:
            runs = []
        elif depth > markup.DEEPEST:
            raise markup.refused(part)
        elif tag == "rPh" and depth > _ROW_DEPTH:
            pieces.clear()
            phonetic = True
        else:
            pieces.clear()
            if depth == _SECTION_DEPTH:
                in_data = tag == _DATA
            worksheet.open(tag, depth, attributes)

    def end(tag: str) -> None:
        nonlocal depth, phonetic, value, formula, characters
        if tag == "c" and depth == _CELL_DEPTH and in_data:
            take(cell, value, formula, runs)
        elif tag == "v" and depth == _VALUE_DEPTH:
            value = "".join(pieces)
            characters += len(value)
        elif tag == "t":
            if runs is not None and not phonetic:
                runs.append("".join(pieces))
                characters += len(runs[-1])
        elif tag == "f" and depth == _VALUE_DEPTH:
            formula = "".join(pieces)
            characters += len(formula)
        elif tag == "rPh":
            phonetic = False
        depth -= 1

    def check() -> None:
        nonlocal characters
        worksheet.check(characters)
        characters = 0

    return markup.Handler(start, end, pieces.append, check, _NAMES)


_TEXTS = frozenset({"v", "t", "f"})


def hides(attributes: dict[str, str]) -> bool:
    """Tell whether a row with these attributes can't be seen."""
    return attributes.get("hidden") in _TRUE or attributes.get("ht") == "0"


_DATA = "sheetData"
_IN_SECTION = {"row": _DATA, "mergeCell": "mergeCells", "col": "cols"}
"""Where the elements of a sheet stand: those of an extension may bear the same names and say nothing of cells."""
_NAMES = _TEXTS | {"worksheet", "c", "is", "rPh", *_IN_SECTION, *_IN_SECTION.values()}


class Worksheet:
    """Fills a sheet with what the handlers find; `has_data` tells that the place of the rows has been met."""

    def __init__(self, part: str, sheet: Sheet, contents: Contents) -> None:
        self.has_data = False
        self._part = part
        self._sheet = sheet
        self._cells = sheet.cells
        self._contents = contents
        self._styles = contents.styles
        self._row = self._column = 0
        self._hidden_columns = 0
        self._root = self._section = ""

    def open(self, tag: str, depth: int, attributes: dict[str, str]) -> None:
        """Take the beginning of a row, a merged area, columns, or of whatever they stand in."""
        if depth == _ROW_DEPTH:
            if _IN_SECTION.get(tag) != self._section:
                return
            if tag == "row":
                self._open_row(attributes)
            elif tag == "mergeCell":
                self._merge(attributes)
            elif tag == "col":
                self._columns(attributes)
        elif depth == _SECTION_DEPTH:
            self._section = tag
            self.has_data = self.has_data or tag == _DATA
        elif depth == 1:
            self._root = tag

    def take(
        self, attributes: dict[str, str], value: str | None, formula: str | None, runs: list[str] | None
    ) -> None:
        """Take a cell with all that stands in it."""
        reference = attributes.get("r")
        at = position(reference) if reference else self._next_position()
        if at is None:
            raise bounds.beyond(self._sheet, reference or "")
        self._column = at[1]
        if value is None and formula is None and runs is None:
            return
        if not self._contents.put(self._cells, at, made(attributes, value, formula, runs, self._styles)):
            raise bounds.damaged_cell(self._sheet, at)

    def _next_position(self) -> tuple[int, int] | None:
        return (self._row, self._column + 1) if self._row and self._column < LAST_COLUMN else None

    def check(self, characters: int) -> None:
        """Refuse a workbook that holds too much up to this place; `characters` have come since the last time."""
        self._contents.characters.add(characters, self._part)
        bounds.check_cells(self._sheet, self._contents.cells + len(self._cells))

    def finish(self) -> None:
        """Settle what can be told only at the end."""
        if self._root != "worksheet":
            raise damaged(self._part)
        self._contents.cells += len(self._cells)

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row, self._column = self._numbered(attributes.get("r")), 0
        if hides(attributes):
            self._sheet.hidden_rows.add(self._row)

    def _numbered(self, written: str | None) -> int:
        following = str(self._row + 1)
        number = written or following
        # Mostly a row follows the one before: a million of them take half the time when none of them is decoded.
        if number == following and self._row < LAST_ROW:
            return self._row + 1
        at = position("A" + number)
        if at is None:
            what = Text(f"第{shown(number)}行超出表格范围", f"row {shown(number)} is beyond the sheet")
            raise bounds.refusal(self._sheet, what)
        return at[0]

    def _merge(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("ref", "")
        self._contents.merges += 1
        bounds.add_merge(self._sheet, _area(reference), reference, self._contents.merges)

    def _columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") not in _TRUE and attributes.get("width") != "0":
            return
        first, last = _whole(attributes.get("min")), _whole(attributes.get("max"))
        self._hidden_columns += max(0, last - first + 1)
        # Spans may not overlap, so that more columns than a sheet has are no honest list.
        if not 1 <= first <= last <= LAST_COLUMN or self._hidden_columns > LAST_COLUMN:
            what = Text("隐藏列的范围有误", "the list of hidden columns is wrong")
            raise bounds.refusal(self._sheet, what, Trouble.DAMAGED)
        self._contents.hidden += last - first + 1
        bounds.check_hidden(self._sheet, self._contents.hidden)
        self._sheet.hidden_columns.update(range(first, last + 1))


def _whole(written: str | None) -> int:
    return int(written) if written and _DIGITS.fullmatch(written) else 0


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    one, other = position(first), position(last or first)
    if one is None or other is None:
        return None
    (top, bottom), (left, right) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Area(top, left, bottom, right)

"""What a worksheet says around its cells: widths of columns, filter, protection, the link to its notes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from scoresheet.grid import column_letters
from scoresheet.parts.relations import OFFICE
from scoresheet.parts.xml_edits import (
    Change,
    Element,
    attribute_text,
    elements,
    prefixed,
    retagged,
    spliced,
)

# The order in which the standard wants the children of a worksheet; a program that finds another calls it damaged.
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
ORDER = {name: rank for rank, name in enumerate(_ORDER)} | {"AlternateContent": _ORDER.index("oleObjects")}
"""The rank of each child of a worksheet; a choice between two versions stands where newer programs put controls."""

LAST_COLUMN = 16_384
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_PIXELS_PER_DIGIT = 7
_PIXELS_PER_POINT = 4 / 3
_DIGITS = 8.43
_POINTS = 15.0
_YES = {"1", "true"}


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that a sheet has: its area as it is written."""

    area: str

    @property
    def columns(self) -> tuple[str, str]:
        """The letters of its first and last column."""
        found = _AREA.fullmatch(self.area)
        return (found[1], found[3] or found[1]) if found else ("", "")

    @property
    def rows(self) -> tuple[int, int]:
        """Its first and last row."""
        found = _AREA.fullmatch(self.area)
        return (int(found[2]), int(found[4] or found[2])) if found else (0, 0)


class Worksheet:
    """A worksheet's parts around its cells; each question is asked of the XML as it stands."""

    def __init__(self, xml: bytes) -> None:
        """Take the part apart. Raises ValueError where it is no worksheet."""
        self.xml = xml
        self._read()

    def _read(self) -> None:
        self._top = elements(self.xml, ORDER.keys() | {"worksheet"}, deepest=1)
        if not self._top or self._top[0].name != "worksheet":
            raise ValueError("no worksheet")
        self._prefix = self._top[0].prefix

    def _change(self, *changes: Change) -> None:
        self.xml = spliced(self.xml, changes)
        self._read()

    def _child(self, name: str) -> Element | None:
        return next((one for one in self._top if one.name == name and one.depth == 1), None)

    def _put(self, name: str, inside: bytes) -> None:
        """Put in a child where the standard wants it."""
        before = [one for one in self._top if one.depth == 1 and ORDER[one.name] <= ORDER[name]]
        at = before[-1].end if before else self._top[0].opened
        self._change((at, at, inside))

    @property
    def filter(self) -> Filter | None:
        """The sheet's filter."""
        found = self._child("autoFilter")
        return Filter(found.get("ref")) if found else None

    def set_filter(self, area: str) -> None:
        """Give the sheet a filter over an area, or widen the one that it has."""
        found = self._child("autoFilter")
        if found:
            self._change(retagged(self.xml, found, {"ref": area}))
        else:
            self._put("autoFilter", prefixed(f'<autoFilter ref="{area}"/>', self._prefix))

    def drop_filter(self) -> None:
        """Take the filter away and show the rows that it hid."""
        found = self._child("autoFilter")
        if found is None:
            return
        first, last = Filter(found.get("ref")).rows
        changes = [(found.start, found.end, b"")]
        if any(one.within(found) for one in elements(self.xml, {"filterColumn"})):
            changes += [
                retagged(self.xml, one, {"hidden": None})
                for one in elements(self.xml, {"row"})
                if one.get("hidden") in _YES and one.get("r").isdigit() and first < int(one.get("r")) <= last
            ]
        self._change(*changes)

    def show_rows(self, wanted: Collection[int]) -> list[int]:
        """Show rows that can't be seen; give those that were hidden."""
        hidden = [
            one
            for one in elements(self.xml, {"row"})
            if one.get("r").isdigit() and int(one.get("r")) in wanted and _is_unseen(one, "ht")
        ]
        height = {"hidden": None, "ht": None, "customHeight": None}
        changes = [
            retagged(self.xml, one, height if _is_nothing(one.get("ht")) else {"hidden": None})
            for one in hidden
        ]
        if changes:
            self._change(*changes)
        return [int(one.get("r")) for one in hidden]

    def show_columns(self, wanted: Collection[int]) -> list[int]:
        """Show columns that can't be seen, as wide as they were; give those that were hidden."""
        hidden = [
            (column, _number(one.get("width"), 0.0) or _SHOWN_AGAIN)
            for one in elements(self.xml, {"col"})
            if _is_unseen(one, "width")
            for column in wanted
            if int(one.get("min")) <= column <= int(one.get("max"))
        ]
        for column, width in hidden:
            self.set_width(column, width)
        return [column for column, _ in hidden]

    def allow_filter(self) -> None:
        """Let the filter be used although the sheet is protected."""
        found = self._child("sheetProtection")
        if found and found.get("sheet") in _YES and found.get("autoFilter", "1") in _YES:
            self._change(retagged(self.xml, found, {"autoFilter": "0"}))

    def widen(self, address: str) -> None:
        """Let the sheet's own note of its used area reach a cell."""
        found = self._child("dimension")
        area = _AREA.fullmatch(found.get("ref")) if found else None
        cell = _AREA.fullmatch(address)
        if found and area and cell and number_of(area[3] or area[1]) < number_of(cell[1]):
            reach = f"{area[1]}{area[2]}:{cell[1]}{area[4] or area[2]}"
            self._change(retagged(self.xml, found, {"ref": reach}))

    def set_width(self, column: int, width: float | None) -> None:
        """Give one column a width in digits and let it be seen; None gives it the usual width."""
        whole = self._child("cols")
        style = self.style_of_column(column)
        look = f' style="{style}"' if style else ""
        new = f'<col min="{column}" max="{column}" width="{width:g}"{look} customWidth="1"/>' if width else ""
        if whole is None:
            self._put("cols", prefixed(f"<cols>{new}</cols>", self._prefix) if new else b"")
            return
        kept = [piece for one in self._columns(whole) for piece in self._without_column(one, column)]
        listed = sorted([*kept, *([(column, prefixed(new, self._prefix))] if new else [])])
        if listed:
            self._change((whole.opened, whole.closing, b"".join(piece for _, piece in listed)))
        else:
            self._change((whole.start, whole.end, b""))

    def _columns(self, whole: Element) -> list[Element]:
        return [one for one in elements(self.xml, {"col"}) if one.within(whole)]

    def _without_column(self, one: Element, column: int) -> list[tuple[int, bytes]]:
        first, last = int(one.get("min")), int(one.get("max"))
        if not first <= column <= last:
            return [(first, self.xml[one.start : one.end])]
        runs = ((first, column - 1), (column + 1, last))
        return [
            (
                start,
                retagged(self.xml, one, {"min": str(start), "max": str(end)})[2]
                + self.xml[one.opened : one.end],
            )
            for start, end in runs
            if start <= end
        ]

    def hidden_columns(self) -> list[tuple[int, int]]:
        """Give the runs of columns that can't be seen."""
        columns = (one for one in elements(self.xml, {"col"}) if one.get("hidden") in _YES)
        return [(int(one.get("min")), int(one.get("max"))) for one in columns]

    def style_of_column(self, column: int) -> int:
        """Give the number of the cell format of cells that a column doesn't list."""
        for one in elements(self.xml, {"col"}):
            if int(one.get("min")) <= column <= int(one.get("max")):
                return int(one.get("style") or 0)
        return 0

    def row_styles(self) -> dict[int, int]:
        """Give the number of the cell format of cells that a row doesn't list, for rows that have one."""
        rows = (one for one in elements(self.xml, {"row"}) if one.get("customFormat") in _YES)
        return {int(one.get("r") or 0): int(one.get("s") or 0) for one in rows}

    def sizes(self) -> Sizes:
        """Measure the sheet's columns and rows."""
        usual = self._child("sheetFormatPr")
        columns: list[tuple[int, int, float]] = []
        for one in elements(self.xml, {"col"}):
            width = 0.0 if one.get("hidden") in _YES else _number(one.get("width"), _DIGITS)
            columns.append((int(one.get("min")), int(one.get("max")), width))
        heights = {}
        for one in elements(self.xml, {"row"}):
            height = 0.0 if one.get("hidden") in _YES else _number(one.get("ht"), 0.0) or None
            if height is not None and one.get("r").isdigit():
                heights[int(one.get("r"))] = height
        width = _number(usual.get("defaultColWidth"), _DIGITS) if usual else _DIGITS
        return Sizes(
            columns, heights, width, _number(usual.get("defaultRowHeight"), _POINTS) if usual else _POINTS
        )

    def link_drawing(self, relation: str) -> None:
        """Tell the sheet where the boxes of its notes are drawn, in place of a link that leads nowhere."""
        there = self._child("legacyDrawing")
        if there is not None:
            self._change((there.start, there.end, b""))
        name = attribute_text("xmlns:r", OFFICE) + attribute_text("r:id", relation)
        self._put("legacyDrawing", prefixed("<legacyDrawing", self._prefix) + name + b"/>")

    @property
    def drawing(self) -> str:
        """The id of the relation to the boxes of the sheet's notes; "" where it has none."""
        found = self._child("legacyDrawing")
        return found.get("id") if found else ""


def deselected(xml: bytes) -> bytes:
    """Give a sheet of any kind that is not among the selected ones: whatever is typed goes into all that are."""
    views = [one for one in elements(xml, {"sheetView"}) if one.get("tabSelected") in _YES]
    return spliced(xml, [retagged(xml, one, {"tabSelected": None}) for one in views])


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of a sheet's columns (in digits) and rows (in points)."""

    columns: list[tuple[int, int, float]]
    heights: dict[int, float]
    usual_width: float
    usual_height: float
    _widths: dict[int, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def width(self, column: int) -> int:
        """Give a column's width in pixels, 0 where it can't be seen."""
        if column not in self._widths:
            self._widths[column] = self._width(column)
        return self._widths[column]

    def _width(self, column: int) -> int:
        for first, last, width in self.columns:
            if first <= column <= last:
                return round(width * _PIXELS_PER_DIGIT)
        return round(self.usual_width * _PIXELS_PER_DIGIT) + 5

    def height(self, row: int) -> int:
        """Give a row's height in pixels, 0 where it can't be seen."""
        return round(self.heights.get(row, self.usual_height) * _PIXELS_PER_POINT)

    def beside(self, row: int, column: int, width: int, height: int) -> tuple[int, ...]:
        """Give the place of a box of this size in pixels right of a cell, as eight numbers counted from 0."""
        top = max(row - 1, 1)
        right, right_rest = _reached(self.width, column + 1, _MARGIN + width)
        bottom, bottom_rest = _reached(self.height, top, 4 + height)
        return column, _MARGIN, top - 1, 4, right - 1, right_rest, bottom - 1, bottom_rest


_MARGIN = 15
_FURTHEST = 400


def _reached(size: object, start: int, pixels: int) -> tuple[int, int]:
    at, left = start, pixels
    while callable(size) and at < start + _FURTHEST and left > size(at):
        left -= size(at)
        at += 1
    return at, left


def _number(text: str, otherwise: float) -> float:
    try:
        number = float(text)
    except ValueError:
        return otherwise
    return number if 0 <= number <= _LARGEST else otherwise


_LARGEST = 2_000.0
_SHOWN_AGAIN = 14.0


def _is_unseen(one: Element, size: str) -> bool:
    return one.get("hidden") in _YES or _is_nothing(one.get(size))


def _is_nothing(size: str) -> bool:
    return bool(size) and _number(size, 1.0) == 0


def number_of(letters: str) -> int:
    """Give a column's number: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def area(column: int, first: int, last: int) -> str:
    """Give a stretch of one column: Q4:Q38."""
    letters = column_letters(column)
    return f"{letters}{first}:{letters}{last}"

"""The table of targets: one row per unit, one column per measure, a blank where the catalog's default stands.

A first cell that begins with # makes its row a note, a title that does its column; `name` repeats the units' names,
and `不适用` lists the items that don't apply to a unit: 21：折算；3：满分. A unit or a measure that the catalog doesn't have
(any more) is a mistake only where something is written for it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from scoresheet.catalog.mistakes import Mistake, fold
from scoresheet.catalog.model import NotApplicable
from scoresheet.catalog.target_mistakes import (
    BEYOND,
    BROKEN,
    ENCODING,
    NO_UNIT,
    NO_UNIT_COLUMN,
    TOO_LONG,
    no_method,
    no_number,
    other_default,
    other_name,
    read_as,
    same_column,
    same_unit,
    settled_otherwise,
    unknown_column,
    unknown_item,
    unknown_unit,
)
from scoresheet.language import Text

Measure = tuple[str, str]
"""An item's id and the id of one of its measures."""

UNIT_TITLES = ("unit", "单位", "单位编号")
_UNIT_WORDS = frozenset(map(fold, UNIT_TITLES))
_TITLES_WITHIN = 10
"""Rows; above the titles a table may have a heading."""
NAME_TITLES = ("name", "名称", "单位名称")
NOT_APPLICABLE_TITLES = ("not_applicable", "不适用", "not applicable")
NOTE = "#"
"""What a row or a column of notes begins with."""

METHODS = {
    NotApplicable.RESCALE: Text("折算", "rescale"),
    NotApplicable.FULL: Text("满分", "full"),
    NotApplicable.DROP: Text("不计", "drop"),
}
"""What becomes of an item that doesn't apply, as the table says it."""

_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]+)?")
_DIGITS = 15
BY_DEFAULT = Text("{0}（默认）", "{0} (default)")
"""What a cell reads that shows a default; such a cell says nothing of the unit's own."""
BY_CATALOG = Text("（见目录）", " (catalog)")
"""What stands behind an item that the catalog itself says doesn't apply."""
_DEFAULT = re.compile(r"(?:([0-9]+(?:\.[0-9]+)?)\s*)?[(（]?(?:默认|default)[)）]?", re.IGNORECASE)
_IN_CATALOG = re.compile(r"\s*[(（](?:见目录|catalog)[)）]$", re.IGNORECASE)

Row = tuple[int, list[str]]
"""The number of a row, and its cells as text."""

Tell = Callable[[int, int, Text], Mistake]
"""Makes a mistake of a row, a column and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a table may name.

    `units` gives a unit's id for its folded id, names and aliases; `measures` and `items` are the catalog's;
    `not_applicable` is what the catalog itself says of items that don't apply, by unit and item; `defaults` are its
    targets for units without one of their own, `counted` what each measure is counted in.
    """

    units: Mapping[str, str]
    measures: Collection[Measure]
    items: Collection[str] = ()
    not_applicable: Mapping[str, Mapping[str, NotApplicable]] = field(default_factory=dict)
    defaults: Mapping[Measure, Decimal] = field(default_factory=dict)
    counted: Mapping[Measure, str] = field(default_factory=dict)


@dataclass
class Table:
    """A table of targets as read, with the bytes of its file, its mistakes, and notes of what was read without loss.

    `values` are the numbers by (unit, item, measure), `not_applicable` the items that don't apply by unit, None where
    the table has no such column; `in_catalog` are those that it repeats from the catalog. `rows` and `columns` tell where each unit and measure stands, `tell` makes a mistake
    of such a place; None where there is no table.
    """

    content: bytes = b""
    values: dict[tuple[str, str, str], Decimal] = field(default_factory=dict)
    not_applicable: dict[str, dict[str, NotApplicable]] | None = None
    in_catalog: dict[str, set[str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[Measure, int] = field(default_factory=dict)
    tell: Tell | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    notes: list[Mistake] = field(default_factory=list)

    @property
    def is_one(self) -> bool:
        """Whether it is a table of targets at all, right or not: it has the row of titles."""
        return bool(self.columns) or self.not_applicable is not None or bool(self.rows)


def read_targets(path: Path, known: Known) -> Table:
    """Read a table of targets from a CSV file.

    Raises OSError where the file can't be opened; every other mistake is in the table's `mistakes`.
    """
    return read_csv(path.read_bytes(), str(path), known)


def read_csv(content: bytes, file: str, known: Known) -> Table:
    """Read a table of targets from the bytes of a CSV file, which goes by the name `file`."""
    table = Table(content)
    text = _decoded(content)
    if text is None:
        table.mistakes.append(_in_csv(file, [], 1, 1, ENCODING))
        return table
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def tell(line: int, column: int, message: Text) -> Mistake:
        return _in_csv(file, lines, line, column, message)

    rows = list(_rows(lines, table, tell))
    _Reading(table, known, tell).read([row for row in rows if not is_note(row[1])])
    return table


def read_rows(rows: Iterable[Row], known: Known, tell: Tell) -> Table:
    """Read a table of targets from rows, the first of which holds its titles; `tell` knows where a row stands."""
    table = Table()
    _Reading(table, known, tell).read([row for row in rows if not is_note(row[1])])
    return table


def is_note(row: list[str]) -> bool:
    """Tell whether a row is a note for readers."""
    return row[0].startswith(NOTE)


def _in_csv(file: str, lines: list[str], line: int, column: int, message: Text) -> Mistake:
    """Make a mistake in a field of a file, its place said in words as well."""
    zh = f"第{line}行第{column}列（按逗号数）：{message.zh}"
    en = f"Line {line}, field {column}: {message.en}"
    source = lines[line - 1] if 0 < line <= len(lines) else None
    return Mistake(file, line, column, Text(zh, en), source, caret=False)


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _rows(lines: list[str], table: Table, tell: Tell) -> Iterator[Row]:
    rows = csv.reader((line + "\n" for line in lines), strict=True)
    before = 0
    try:
        for row in rows:
            line, before = before + 1, rows.line_num
            if any(each.strip() for each in row):
                yield line, [each.strip() for each in row]
    except csv.Error:
        table.mistakes.append(tell(before + 1, 1, BROKEN))


class _Kind(StrEnum):
    """What a column holds that holds no targets."""

    NAME = "name"
    NOT_APPLICABLE = "not applicable"
    NOTE = "note"


class _Reading:
    """Reads the rows of one table."""

    def __init__(self, table: Table, known: Known, tell: Tell) -> None:
        self.table = table
        self.table.tell = tell
        self.known = known
        self.tell = tell
        self._columns: dict[int, Measure | _Kind] = {}
        self._width = 0

    def read(self, rows: list[Row]) -> None:
        """Read the row of titles and the rows below it."""
        heads = (place for place, (_, row) in enumerate(rows[:_TITLES_WITHIN]) if fold(row[0]) in _UNIT_WORDS)
        head = next(heads, 0)
        number, header = rows[head] if rows else (1, [""])
        if fold(header[0]) not in _UNIT_WORDS:
            if not self.table.mistakes:
                self._refuse(number, 1, NO_UNIT_COLUMN)
            return
        below = rows[head + 1 :]
        used = {column for _, row in below for column, written in enumerate(row, 1) if written}
        self._read_header(number, header, used)
        for number, row in below:
            self._read_row(number, row)

    def _refuse(self, row: int, column: int, message: Text) -> None:
        self.table.mistakes.append(self.tell(row, column, message))

    def _read_header(self, row: int, header: list[str], used: Collection[int]) -> None:
        names = {f"{item}/{measure}": (item, measure) for item, measure in self.known.measures}
        first: dict[str, int] = {}
        self._width = len(header)
        for column, title in enumerate(header[1:], 2):
            if not title:
                continue
            kind = _kind(title)
            # A column that is refused keeps its number, so that its fields are not told as well.
            self._columns[column] = names.get(title, _Kind.NOTE) if kind is None else kind
            if kind is None and title not in names:
                if column in used:
                    self._refuse(row, column, unknown_column(title, names))
            elif kind is not _Kind.NOTE and (kind or title) in first:
                self._refuse(row, column, same_column(title, first[kind or title]))
            elif kind is None:
                self.table.columns[names[title]] = column
            first.setdefault(kind or title, column)
        if _Kind.NOT_APPLICABLE in self._columns.values():
            self.table.not_applicable = {}

    def _read_row(self, number: int, row: list[str]) -> None:
        unit = self._unit(number, row)
        for column, written in enumerate(row[1:], 2):
            if not written:
                continue
            kind = self._columns.get(column)
            if column > self._width or kind is None:
                self._refuse(number, column, BEYOND)
            elif kind is _Kind.NOT_APPLICABLE:
                self._read_not_applicable(number, column, unit, written)
            elif not isinstance(kind, _Kind):
                self._read_number(number, column, unit, kind, written)

    def _read_number(self, row: int, column: int, unit: str | None, measure: Measure, written: str) -> None:
        by_default = _DEFAULT.fullmatch(written)
        if by_default:
            default = self.known.defaults.get(measure)
            if by_default[1] and (default is None or Decimal(by_default[1]) != default):
                self._refuse(row, column, other_default(written, default))
            return
        plainly = _plain(written, self.known.counted.get(measure, ""))
        number = _number(written if plainly is None else plainly)
        if isinstance(number, Text):
            self._refuse(row, column, number)
        elif unit:
            self.table.values[unit, *measure] = number
            if plainly not in {None, written}:
                self.table.notes.append(self.tell(row, column, read_as(written, number)))

    def _read_not_applicable(self, row: int, column: int, unit: str | None, written: str) -> None:
        settled = self.known.not_applicable.get(unit or "", {})
        for entry in _entries(written):
            found = self._does_not_apply(entry, settled)
            if isinstance(found, Text):
                self._refuse(row, column, found)
            elif unit and found is not None:
                self._take_not_applicable(unit, *found)

    def _take_not_applicable(self, unit: str, item: str, method: NotApplicable) -> None:
        if item in self.known.not_applicable.get(unit, {}):
            self.table.in_catalog.setdefault(unit, set()).add(item)
        elif self.table.not_applicable is not None:
            self.table.not_applicable.setdefault(unit, {})[item] = method

    def _does_not_apply(
        self, entry: str, settled: Mapping[str, NotApplicable]
    ) -> tuple[str, NotApplicable] | Text | None:
        """Give an item with what becomes of it; None for one that repeats what the catalog says no longer."""
        match = _ENTRY.fullmatch(_IN_CATALOG.sub("", entry))
        if match is None:
            return no_method(entry)
        item, method = match[1].strip(), _METHODS[match[2].lower()]
        if _IN_CATALOG.search(entry):
            return (item, method) if item in settled else None
        if item not in self.known.items:
            return unknown_item(item, self.known.items)
        return _otherwise(item, settled[item]) if settled.get(item, method) != method else (item, method)

    def _unit(self, number: int, row: list[str]) -> str | None:
        column, written = self._written_unit(row)
        if not written:
            self._refuse(number, 1, NO_UNIT)
            return None
        unit = self.known.units.get(fold(written))
        if unit is None:
            if self._says_something(row):
                self._refuse(number, column, unknown_unit(written, self.known.units))
            return None
        first = self.table.rows.setdefault(unit, number)
        if first != number:
            self._refuse(number, column, same_unit(written, first))
            return None
        return self._checked(number, row, unit)

    def _says_something(self, row: list[str]) -> bool:
        """Tell whether a row holds more than the unit and notes."""
        silent = {_Kind.NAME, _Kind.NOTE}
        return any(
            written and self._columns.get(column) not in silent for column, written in enumerate(row[1:], 2)
        )

    def _written_unit(self, row: list[str]) -> tuple[int, str]:
        """Give what names the unit, with its column: the id, or the name where a program spoilt the id's zeros."""
        names = [column for column, kind in self._columns.items() if kind is _Kind.NAME]
        beside = row[names[0] - 1] if names and len(row) >= names[0] else ""
        if beside and fold(row[0]) not in self.known.units and fold(beside) in self.known.units:
            return names[0], beside
        return 1, row[0]

    def _checked(self, number: int, row: list[str], unit: str) -> str | None:
        """Give the unit unless the name beside its id is another one's."""
        for column, kind in self._columns.items():
            name = row[column - 1] if kind is _Kind.NAME and len(row) >= column else ""
            if name and self.known.units.get(fold(name), unit) != unit:
                self._refuse(number, column, other_name(row[0], name))
                return None
        return unit


def _kind(title: str) -> _Kind | None:
    folded = fold(title)
    if title.startswith(NOTE):
        return _Kind.NOTE
    if folded in map(fold, NAME_TITLES):
        return _Kind.NAME
    return _Kind.NOT_APPLICABLE if folded in map(fold, NOT_APPLICABLE_TITLES) else None


_METHODS = {word: method for method, words in METHODS.items() for word in words}
_ENTRY = re.compile(rf"(.+?)\s*[:：=（(]?\s*({'|'.join(_METHODS)})\s*[)）]?", re.IGNORECASE)


def _otherwise(item: str, settled: NotApplicable) -> Text:
    return settled_otherwise(item, METHODS[settled], settled.value)


def _entries(written: str) -> list[str]:
    return [each.strip() for each in re.split(r"[;；、，,\n]", written) if each.strip()]


# No other width is folded: 4² is not 42.
_NARROW = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def _plain(written: str, unit: str) -> str | None:
    """Give the digits of a number in full-width ones or with its own unit behind it; None for anything else."""
    narrow, ends = written.translate(_NARROW), unit.translate(_NARROW)
    bare = narrow.removesuffix(ends).rstrip() if ends else narrow
    return bare if _NUMBER.fullmatch(bare) else None


def _number(written: str) -> Decimal | Text:
    if not _NUMBER.fullmatch(written):
        return no_number(written)
    number = Decimal(written)
    return TOO_LONG if len(number.as_tuple().digits) > _DIGITS else number

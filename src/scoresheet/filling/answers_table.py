"""Answers as a table: unit, item, field, value; one answer a line, columns told by their titles."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from scoresheet.catalog.mistakes import CatalogError, Mistake, fold, quoted
from scoresheet.language import Text

COLUMNS = ("unit", "item", "field", "value")
_TITLES = {
    "unit": "unit", "单位": "unit", "填报单位": "unit",
    "item": "item", "考核项": "item", "编号": "item", "序号": "item",
    "field": "field", "填报内容": "field", "栏目": "field", "项目": "field",
    "value": "value", "内容": "value", "值": "value", "答案": "value",
}  # fmt: skip
_DELIMITERS = ",\t;"
_LONGEST_FIELD = 1_000_000
_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line of the table; `place` says where it stands, `at` points at one of its fields."""

    unit: str
    item: str
    field: str
    value: str
    place: Text
    at: Callable[[int], Callable[[Text], Mistake]]


@dataclass(slots=True)
class Table:
    """The lines of a table and what is wrong with it."""

    lines: list[TableLine] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def read_table(path: Path) -> Table:
    """Read a table of answers: UTF-8 or GB18030, divided by commas, tabs or semicolons.

    Raises CatalogError where the file can't be opened or isn't text.
    """
    reading = _Reading(path, _text(path))
    rows = reading.rows()
    line, header = next(rows, (1, []))
    if reading.take_header(line, header):
        for line, row in rows:
            reading.take(line, row)
    return reading.table


def _text(path: Path) -> str:
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else b"\0"
    except (OSError, ValueError):
        raise CatalogError((Mistake(str(path), 0, 0, _CLOSED),)) from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
        break
    raise CatalogError((Mistake(str(path), 0, 0, _ENCODING),))


_CLOSED = Text(
    "打不开这个文件。请检查文件名、读取权限，以及是否被其他程序占用。",
    "This file can't be opened. Look at its name, at the permissions and whether another program holds it.",
)
_ENCODING = Text(
    "文件编码无法识别。请另存为“CSV UTF-8（逗号分隔）”格式。",
    "The encoding isn't known. Save the table as “CSV UTF-8 (comma delimited)”.",
)
_BROKEN = Text(
    "从这里起不是完整的表格，多半是引号没有配对。请另存为“CSV UTF-8（逗号分隔）”格式。",
    "From here on this is no proper table; most likely a quotation mark is never closed. Save it as “CSV UTF-8”.",
)
_HEADER = Text(
    "首行应为四个列标题：unit,item,field,value（单位,考核项,填报内容,内容），只有一个单位时可以没有单位这一列。",
    "The first line has to hold the titles unit,item,field,value; without unit where there is only one.",
)
_WIDE = Text(
    "这一行比标题行多出内容。文字里带逗号的，请用英文双引号括起来。",
    "This line has more fields than there are titles. Put a text that holds commas in quotation marks.",
)


def guarded(text: str) -> str:
    """Give a text with an apostrophe before it where a spreadsheet program would take it for a formula."""
    return f"'{text}" if _ACTS.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """Give a text without the apostrophe that `guarded` puts before it."""
    return text[1:] if text.startswith("'") and _ACTS.match(text[1:]) else text


_ACTS = re.compile(r"\s*['=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class _Reading:
    """Walks through a table from its first line to its last."""

    def __init__(self, path: Path, text: str) -> None:
        self.table = Table()
        self._file, self._name = str(path), path.name
        self._lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        first = self._lines[0]
        self._delimiter = max(_DELIMITERS, key=first.count)
        self._columns: dict[str, int] = {}
        self._width = 0

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Walk the rows that hold anything, each with the line on which it begins."""
        limit = csv.field_size_limit(_LONGEST_FIELD)
        rows = csv.reader((line + "\n" for line in self._lines), strict=True, delimiter=self._delimiter)
        before = 0
        try:
            for row in rows:
                line, before = before + 1, rows.line_num
                if any(each.strip() for each in row):
                    yield line, row
        except csv.Error:
            self._refuse(before + 1, 0, _BROKEN)
        finally:
            csv.field_size_limit(limit)

    def take_header(self, line: int, header: list[str]) -> bool:
        """Take the titles; tell whether the answers below them can be read."""
        self._width = len(header)
        for column, title in enumerate(header):
            name = _TITLES.get(fold(title))
            if name is not None:
                self._columns.setdefault(name, column)
            elif title.strip():
                self._refuse(line, column, _unknown(title))
        if not {"item", "field", "value"} <= self._columns.keys():
            self._refuse(line, 0, _HEADER)
            return False
        return True

    def take(self, line: int, row: list[str]) -> None:
        """Take a line of answers."""
        if any(each.strip() for each in row[self._width :]):
            self._refuse(line, self._width, _WIDE)
            return
        unit, item, name = (self._of(row, column).strip() for column in COLUMNS[:3])
        value = self._of(row, "value")
        place = Text(f"{self._name} 第{line}行", f"{self._name}, line {line}")
        value = unguarded(value) if value.strip() else ""
        self.table.lines.append(TableLine(unit, item, name, value, place, partial(self._pointed, line)))

    def _of(self, row: list[str], column: str) -> str:
        place = self._columns.get(column, len(row))
        return row[place] if place < len(row) else ""

    def _pointed(self, line: int, column: int) -> Callable[[Text], Mistake]:
        return partial(self._mistake, line, self._columns.get(COLUMNS[column], 0))

    def _refuse(self, line: int, column: int, message: Text) -> None:
        self.table.mistakes.append(self._mistake(line, column, message))

    def _mistake(self, line: int, column: int, message: Text) -> Mistake:
        zh = f"第{line}行第{column + 1}列：{message.zh}"
        en = f"Line {line}, field {column + 1}: {message.en}"
        source = self._lines[line - 1] if 0 < line <= len(self._lines) else None
        return Mistake(self._file, line, column + 1, Text(zh, en), source, caret=False)


def _unknown(title: str) -> Text:
    return Text(
        f"不认识列标题{quoted(title)}。可以写：unit、item、field、value。",
        f"The title {quoted(title)} is not known. What can stand here: unit, item, field, value.",
    )

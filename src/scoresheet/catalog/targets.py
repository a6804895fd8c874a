"""The table of targets: one row per unit, one column per measure, a blank where the catalog's default stands."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from scoresheet.catalog.mistakes import Mistake, fold, guess, meant_number, quoted
from scoresheet.language import Text

Measure = tuple[str, str]
"""An item's id and the id of one of its measures."""

UNIT = "unit"

_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]+)?")
_DIGITS = 15


@dataclass
class Table:
    """A table of targets as read: the numbers by (unit, item, measure), the bytes of the file and its mistakes."""

    content: bytes = b""
    values: dict[tuple[str, str, str], Decimal] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)


def read_targets(path: Path, units: Mapping[str, str], measures: set[Measure]) -> Table:
    """Read a table of targets.

    `units` gives a unit's id for its folded id, names and aliases; `measures` are the catalog's. Raises OSError
    where the file can't be opened; every other mistake is in the table's `mistakes`.
    """
    content = path.read_bytes()
    reading = _Reading(str(path), Table(content), units, measures)
    text = _decoded(content)
    if text is None:
        reading.refuse(1, 1, _ENCODING)
    else:
        _read(reading, text)
    return reading.table


@dataclass
class _Reading:
    file: str
    table: Table
    units: Mapping[str, str]
    measures: set[Measure]
    lines: list[str] = field(default_factory=list)
    columns: dict[int, Measure] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def refuse(self, line: int, column: int, message: Text) -> None:
        """Note a mistake in a field, its place said in words as well."""
        zh = f"第{line}行第{column}列（按逗号数）：{message.zh}"
        en = f"Line {line}, field {column}: {message.en}"
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else None
        self.table.mistakes.append(Mistake(self.file, line, column, Text(zh, en), source, caret=False))


_ENCODING = Text(
    "文件编码无法识别。请另存为“CSV UTF-8（逗号分隔）”格式。",
    "The encoding isn't known. Save the table as “CSV UTF-8 (comma delimited)”.",
)
_NO_UNIT_COLUMN = Text(
    "第一列的标题应为 unit。请检查首行，各列用半角逗号隔开。",
    "The first column has to be headed unit. Look at the first line; columns are separated by plain commas.",
)
_BROKEN = Text(
    "从这里起不是完整的 CSV 表格，多半是引号没有配对。请另存为“CSV UTF-8（逗号分隔）”格式。",
    "From here on this is no proper CSV table; most likely a quotation mark is never closed. Save it as “CSV UTF-8”.",
)
_BEYOND = Text(
    "这一格在标题列以外。请补上列标题，或清空这一格。",
    "This field has no heading above it. Give the column one, or clear the field.",
)
_NO_UNIT = Text(
    "这一行有目标数，但没有写单位。请在第一列写上单位编号或名称。",
    "This row holds targets but no unit. Write the unit's id or name in the first column.",
)
_TOO_LONG = Text(
    "数太长，表格里最多能存15位数字。请缩短。",
    "The number has too many digits; a cell holds 15 at most. Shorten it.",
)


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _read(reading: _Reading, text: str) -> None:
    reading.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = _rows(reading)
    line, header = next(rows, (1, []))
    if not header or fold(header[0]) not in {UNIT, "单位"}:
        reading.refuse(line, 1, _NO_UNIT_COLUMN)
        return
    _read_header(reading, line, header)
    for line, row in rows:
        _read_row(reading, line, row, len(header))


def _rows(reading: _Reading) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader((line + "\n" for line in reading.lines), strict=True)
    before = 0
    try:
        for row in rows:
            line, before = before + 1, rows.line_num
            if any(each.strip() for each in row):
                yield line, [each.strip() for each in row]
    except csv.Error:
        reading.refuse(before + 1, 1, _BROKEN)


def _read_header(reading: _Reading, line: int, header: list[str]) -> None:
    names = {f"{item}/{measure}": (item, measure) for item, measure in reading.measures}
    first: dict[str, int] = {}
    for column, name in enumerate(header[1:], 2):
        if not name:
            continue
        if name not in names:
            reading.refuse(line, column, _unknown_column(name, names))
        elif name in first:
            reading.refuse(line, column, _same_column(name, first[name]))
        else:
            first[name] = column
        # A column that is refused keeps its number, so that its fields are not told as well.
        reading.columns[column] = names.get(name, ("", ""))


def _unknown_column(name: str, names: Mapping[str, Measure]) -> Text:
    near = guess(name, names)
    return Text(
        f"没有{quoted(name)}这个指标。{near.zh}列标题应为“考核内容编号/指标编号”，如 2/volunteers。",
        f"There is no measure {quoted(name)}.{near.en} A column is headed item/measure, as in 2/volunteers.",
    )


def _same_column(name: str, first: int) -> Text:
    return Text(
        f"{quoted(name)}与第{first}列重复。请删去其中一列。",
        f"{quoted(name)} is the same as field {first}. Remove one of the columns.",
    )


def _read_row(reading: _Reading, line: int, row: list[str], width: int) -> None:
    unit = _unit(reading, line, row[0])
    for column, written in enumerate(row[1:], 2):
        if not written:
            continue
        if column > width or column not in reading.columns:
            reading.refuse(line, column, _BEYOND)
            continue
        item, measure = reading.columns[column]
        number = _number(written)
        if isinstance(number, Text):
            reading.refuse(line, column, number)
        elif unit and item:
            reading.table.values[unit, item, measure] = number


def _unit(reading: _Reading, line: int, written: str) -> str | None:
    if not written:
        reading.refuse(line, 1, _NO_UNIT)
        return None
    unit = reading.units.get(fold(written))
    if unit is None:
        near = guess(written, reading.units)
        message = Text(
            f"没有{quoted(written)}这个单位。{near.zh}请写指标文件里的单位编号或名称。",
            f"There is no unit {quoted(written)}.{near.en} Write an id or a name from the catalog.",
        )
        reading.refuse(line, 1, message)
        return None
    first = reading.rows.setdefault(unit, line)
    if first != line:
        message = Text(
            f"{quoted(written)}在第{first}行已有一行。请合并成一行。",
            f"{quoted(written)} already has a row, line {first}. Make one of the two.",
        )
        reading.refuse(line, 1, message)
        return None
    return unit


def _number(written: str) -> Decimal | Text:
    if not _NUMBER.fullmatch(written):
        return _no_number(written)
    number = Decimal(written)
    return _TOO_LONG if len(number.as_tuple().digits) > _DIGITS else number


def _no_number(written: str) -> Text:
    if re.fullmatch(r"-[0-9]+(\.[0-9]+)?", written):
        return Text(
            f"目标数{quoted(written)}是负数。请改为0或正数。",
            f"The target {quoted(written)} is negative. Write 0 or more.",
        )
    near = meant_number(written)
    return Text(
        f"目标数{quoted(written)}不是数。{near.zh}请只写阿拉伯数字；用默认目标的，留空。",
        f"The target {quoted(written)} is no number.{near.en} Write digits only, or leave it blank for the default.",
    )

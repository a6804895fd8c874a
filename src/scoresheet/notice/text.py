"""A notice as plain text: lines, and the tables among them in the shapes that copying out of Word or Excel leaves."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoresheet.language import Text
from scoresheet.notice.headings import Columns, Role, columns, is_title
from scoresheet.notice.page import Cell, Line, Notice, Row, Table, UnusableNotice, joined_lines

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")


def read_text(data: bytes) -> Notice:
    """Read plain text in UTF-8, UTF-16 or GB18030.

    A table may have one row per line (cells apart by tabs, bars, commas or several blanks) or one cell per line.
    Raises UnusableNotice where the bytes are no text.
    """
    return in_parts(_decoded(data).splitlines())


def in_parts(lines: Sequence[str]) -> Notice:
    """Find the tables among lines of text."""
    parts: list[Line | Table] = []
    at = 0
    while at < len(lines):
        found = _table_at(lines, at)
        if found is None:
            parts.append(Line(lines[at].strip(), line_place(at + 1)))
            at += 1
        else:
            table, at = found
            parts.append(table)
    return Notice(tuple(parts))


def line_place(number: int) -> Text:
    """Name a line of a text."""
    return Text(f"第{number}行", f"line {number}")


def _decoded(data: bytes) -> str:
    marked = [encoding for mark, encoding in _MARKS.items() if data.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    raise UnusableNotice(
        Text(
            "文件编码无法识别。请把通知另存为“UTF-8”编码的文本文件，或另存为 .docx。",
            "The encoding isn't known. Save the notice as text in UTF-8, or as .docx.",
        )
    )


_Found = tuple[Table, int]
"""A table, and the line behind it."""
_BLANKS = re.compile(r"[ \u3000\xa0]{2,}|\t+")


def _table_at(lines: Sequence[str], at: int) -> _Found | None:
    if not lines[at].strip():
        return None
    for split in (_by_tabs, _by_bars, _by_commas):
        if columns(split(lines[at])):
            return _rows_apart(lines, at, split)
    if columns(_by_blanks(lines[at])):
        return _rows_in_order(lines, at)
    return _cells_apart(lines, at)


def _by_tabs(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]


def _by_bars(line: str) -> list[str]:
    inner = line.strip().replace("｜", "|")
    return [cell.strip() for cell in inner.removeprefix("|").removesuffix("|").split("|")]


def _by_commas(line: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line]), [])]


def _by_blanks(line: str) -> list[str]:
    return [cell for cell in _BLANKS.split(line.strip()) if cell]


_RULE = re.compile(r"[\s|:+\-=─━]+")
"""The line under the titles of a table in Markdown."""


def _rows_apart(lines: Sequence[str], at: int, split: object) -> _Found:
    """Read one row per line with a mark between the cells."""
    if split is _by_commas or split is _by_tabs:
        return _rows_quoted(lines, at, "," if split is _by_commas else "\t")
    rows, end = [], at
    for number in range(at, len(lines)):
        if not lines[number].strip():
            continue
        if "|" not in lines[number].replace("｜", "|"):
            break
        end = number + 1
        if not _RULE.fullmatch(lines[number]):
            rows.append(_row(_by_bars(lines[number]), number))
    return Table(tuple(rows)), end


def _rows_quoted(lines: Sequence[str], at: int, mark: str) -> _Found:
    """Read rows as a spreadsheet writes them: a cell in quotation marks may hold line breaks."""
    end = _last_with(lines, at, mark) + 1
    reader = csv.reader((line + "\n" for line in lines[at:end]), delimiter=mark)
    rows, before = [], 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append(_row([cell.strip() for cell in cells], at + before))
        before = reader.line_num
    return Table(tuple(rows)), end


_GAP = 3
"""So many lines without a mark end a table."""


def _last_with(lines: Sequence[str], at: int, mark: str) -> int:
    last = at
    for number in range(at, len(lines)):
        if mark in lines[number]:
            last = number
        elif number - last > _GAP:
            break
    return last


def _row(cells: Sequence[str], number: int) -> Row:
    filled = [cell for cell in cells if cell]
    alone = len(filled) == 1 and len(cells) != 1
    return Row(tuple(Cell(cell) for cell in cells), line_place(number + 1), spans=alone)


def _rows_in_order(lines: Sequence[str], at: int) -> _Found:
    """Read one row per line with blanks between the cells, so that empty cells leave no trace."""
    titles = _by_blanks(lines[at])
    roles = columns(titles) or {}
    rows, end = [_row(titles, at)], at + 1
    for number in range(at + 1, len(lines)):
        cells = _by_blanks(lines[number])
        if not cells:
            continue
        if len(cells) == 1 and number - end >= _GAP - 1:
            break
        rows.append(_row(aligned(cells, roles, len(titles)), number))
        end = number + 1
    return Table(tuple(rows)), end


_NUMERIC = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*(?:分|%|％)?")
_ORDER = re.compile(r"[(（]?[0-9]{1,3}(?:\.[0-9]{1,2})*[)）.、．]?")


def aligned(cells: Sequence[str], roles: Columns, width: int) -> list[str]:
    """Put cells of which the empty ones are lost under their titles, the points under theirs first."""
    points = roles.get(Role.POINTS, roles.get(Role.WEIGHT))
    if len(cells) == width or points is None:
        return list(cells)
    numeric = [place for place, cell in enumerate(cells) if place and _NUMERIC.fullmatch(cell)]
    if not numeric:
        return list(cells)
    row, ahead, behind = [""] * width, list(cells[: numeric[0]]), cells[numeric[0] :]
    number = roles.get(Role.NUMBER)
    if number is not None and number < points and ahead and _ORDER.fullmatch(ahead[0]):
        row[number] = ahead.pop(0)
    _fill_leftwards(row, ahead, points, number)
    for place, cell in zip(range(points, width), behind, strict=False):
        row[place] = cell
    return row


def _fill_leftwards(row: list[str], ahead: list[str], points: int, number: int | None) -> None:
    free = [place for place in range(points) if place != number]
    for place, cell in zip(reversed(free), reversed(ahead), strict=False):
        row[place] = cell


@dataclass
class _Stream:
    """The cells of a table with one cell per line; a line that begins without a tab begins a row."""

    width: int
    rows: list[tuple[int, list[list[str]]]]

    @property
    def is_full(self) -> bool:
        """Whether the last row has all its cells."""
        return not self.rows or len(self.rows[-1][1]) >= self.width

    def begin(self, number: int, text: str) -> None:
        """Begin a row with its first cell."""
        self.rows.append((number, [[text]]))

    def add(self, number: int, text: str) -> None:
        """Add a cell to the row."""
        if not self.rows:
            self.begin(number, "")
        self.rows[-1][1].append([text])

    def lengthen(self, text: str) -> None:
        """Add a paragraph to the last cell."""
        self.rows[-1][1][-1].append(text)

    def table(self) -> Table:
        """Give the rows that hold something."""
        rows = (_row([joined_lines(iter(cell)) for cell in cells], number) for number, cells in self.rows)
        return Table(tuple(row for row in rows if row.filled))


_MOST_TITLES = 15


def _cells_apart(lines: Sequence[str], at: int) -> _Found | None:
    """Read one cell per line: each row on lines of its own, as Word's tables become text."""
    end = at
    while end < len(lines) and end - at < _MOST_TITLES and lines[end].strip():
        end += 1
    head = [line.strip() for line in lines[at:end]]
    is_led = end - at > 1 and all(line.startswith("\t") for line in lines[at + 1 : end])
    if is_led and (lines[at].startswith("\t") or is_title(head[0])) and columns(head):
        return _led_by_tabs(lines, at, head)
    known = [place for place, title in enumerate(head) if is_title(title)]
    if not known or known[0]:
        return None
    titles = head[: known[-1] + 1]
    return _without_tabs(lines, at, titles) if columns(titles) else None


def _led_by_tabs(lines: Sequence[str], at: int, titles: list[str]) -> _Found:
    first = [""] if lines[at].startswith("\t") else []
    stream = _Stream(len(first) + len(titles), [(at, [[title] for title in (*first, *titles)])])
    number = at + len(titles)
    while number < len(lines):
        line = lines[number]
        if line.startswith("\t"):
            for cell in line[1:].split("\t"):
                stream.add(number, cell)
        elif _next_is_led(lines, number) and (stream.is_full or not line.strip()):
            stream.begin(number + (not line.strip()), line)
        elif line.strip() and stream.is_full:
            break
        elif line.strip():
            stream.lengthen(line)
        number += 1
    return stream.table(), number


def _next_is_led(lines: Sequence[str], number: int) -> bool:
    return number + 1 < len(lines) and lines[number + 1].startswith("\t")


def _without_tabs(lines: Sequence[str], at: int, titles: list[str]) -> _Found:
    roles = columns(titles) or {}
    body = at + len(titles)
    rows = [_row(titles, at)]
    whole = _in_equal_steps(lines, body, len(titles), roles)
    if whole:
        return Table((*rows, *whole)), body + len(whole) * len(titles)
    rows += [_row(aligned(cells, roles, len(titles)), number) for number, cells in _by_points(lines, body)]
    return Table(tuple(rows)), len(lines)


def _in_equal_steps(lines: Sequence[str], body: int, width: int, roles: Columns) -> list[Row]:
    """Give rows of so many lines each, empty cells being empty lines; none where the points don't fall into place."""
    points = roles.get(Role.POINTS, roles.get(Role.WEIGHT, -1))
    rows = []
    for start in range(body, len(lines) - width + 1, width):
        cells = [line.strip() for line in lines[start : start + width]]
        if not _NUMERIC.fullmatch(cells[points]) or not cells[roles[Role.TEXT]]:
            break
        rows.append(_row(cells, start))
    rest = sum(1 for line in lines[body + len(rows) * width :] if _NUMERIC.fullmatch(line.strip()))
    return rows if len(rows) > rest else []


def _by_points(lines: Sequence[str], body: int) -> Iterator[tuple[int, list[str]]]:
    """Walk rows whose empty cells are lost: what is worth points ends with the number of points."""
    cells: list[str] = []
    start = body
    for number in range(body, len(lines)):
        line = lines[number].strip()
        if not line:
            continue
        start = start if cells else number
        cells.append(line)
        if _NUMERIC.fullmatch(line) and any(not _ORDER.fullmatch(cell) for cell in cells):
            yield start, cells
            cells = []
    if cells:
        yield start, cells

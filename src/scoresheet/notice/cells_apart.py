"""Tables in text with one cell per line, as Word's tables become plain text, and rows whose empty cells are lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoresheet.notice.headings import Columns, Role, columns, is_title
from scoresheet.notice.page import Row, Table, joined_lines, row_of_text
from scoresheet.notice.unit_tables import is_units

Found = tuple[Table, int]
"""A table, and the line behind it."""

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
    row, ahead, behind = [""] * width, list(cells[: numeric[0]]), list(cells[numeric[0] :])
    number = roles.get(Role.NUMBER)
    if number is not None and number < points and ahead and _ORDER.fullmatch(ahead[0]):
        row[number] = ahead.pop(0)
    free = [place for place in range(points) if place != number]
    for place, cell in zip(reversed(free), reversed(_within(ahead, len(free))), strict=False):
        row[place] = cell
    for place, cell in zip(range(points, width), _within(behind, width - points), strict=False):
        row[place] = cell
    return row


def _within(cells: list[str], places: int) -> list[str]:
    """Give no more cells than there are places: those too many stand in the last one, so that none is lost."""
    return (
        cells
        if len(cells) <= places or not places
        else [*cells[: places - 1], "\n".join(cells[places - 1 :])]
    )


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
        rows = (
            row_of_text([joined_lines(iter(cell)) for cell in cells], number) for number, cells in self.rows
        )
        return Table(tuple(row for row in rows if row.filled))


_MOST_TITLES = 15


def cells_apart(lines: Sequence[str], at: int) -> Found | None:
    """Read a table with one cell per line that begins at a line; None where none does."""
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


def _led_by_tabs(lines: Sequence[str], at: int, titles: list[str]) -> Found:
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


def _without_tabs(lines: Sequence[str], at: int, titles: list[str]) -> Found:
    roles = columns(titles) or {}
    body = at + len(titles)
    head = row_of_text(titles, at)
    whole = _in_equal_steps(lines, body, titles, roles)
    if whole:
        end = body + whole * len(titles)
        rows = [
            row_of_text(_stripped(lines[start : start + len(titles)]), start)
            for start in range(body, end, len(titles))
        ]
        last, end = _last_sum(lines, end, roles, len(titles))
        return Table((head, *(row for row in (*rows, *last) if row.filled))), end
    found, end = _in_order(lines, body, roles, len(titles))
    rows = [row_of_text(aligned(cells, roles, len(titles)), start) for start, cells in found]
    return Table((head, *rows)), end


def _stripped(lines: Sequence[str]) -> list[str]:
    return [line.strip() for line in lines]


def _in_equal_steps(lines: Sequence[str], body: int, titles: Sequence[str], roles: Columns) -> int:
    """Tell how many rows of so many lines each there are, an empty cell being an empty line.

    0 where the points don't fall into place: in most rows, and in the first, a number stands under their title.
    """
    width = len(titles)
    steps = [_stripped(lines[start : start + width]) for start in range(body, len(lines) - width + 1, width)]
    points = roles.get(Role.POINTS, roles.get(Role.WEIGHT, -1))
    fits = [_is_in_place(cells, points) for cells in steps]
    last = max((place for place, fit in enumerate(fits, start=1) if fit), default=0)
    if not last or not fits[0] or 2 * sum(fits) <= last:
        return 0
    while last < len(steps) and _goes_on(steps[last - 1], steps[last], roles):
        last += 1
    left_over = sum(1 for line in lines[body + last * width :] if _NUMERIC.fullmatch(line.strip()))
    return last if last > left_over else 0


def _is_in_place(cells: Sequence[str], points: int) -> bool:
    words = [cell for place, cell in enumerate(cells) if place != points and cell]
    return bool(_NUMERIC.fullmatch(cells[points])) and any(not _ORDER.fullmatch(cell) for cell in words)


def _goes_on(before: Sequence[str], cells: Sequence[str], roles: Columns) -> bool:
    """Tell whether a row without a number of points follows the one before it: its own number is the next one."""
    number = roles.get(Role.NUMBER)
    if number is None or not cells[roles[Role.TEXT]]:
        return False
    return _count(cells[number]) is not None and _count(cells[number]) == (_count(before[number]) or 0) + 1


def _count(written: str) -> int | None:
    digits = written.strip("（）().、． ")
    return int(digits) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else None


_MOST_DIGITS = 3
_SUM = re.compile(r"(?:合|总|小|共)\s*计|总\s*分(?:值)?|total", re.IGNORECASE)


def _last_sum(lines: Sequence[str], end: int, roles: Columns, width: int) -> tuple[list[Row], int]:
    """Give the sum below rows of equal length, of whose empty or merged cells some lines are missing."""
    for start in range(end, min(end + width, len(lines))):
        cells = [line for line in _stripped(lines[start : start + width]) if line]
        if lines[start].strip() and not _SUM.fullmatch(cells[0]):
            break
        if len(cells) > 1 and lines[start].strip() and _NUMERIC.fullmatch(cells[1]):
            row = row_of_text(aligned(cells[:2], roles, width), start)
            return [row], start + 1 + next(
                place for place, line in enumerate(lines[start + 1 :]) if line.strip()
            ) + 1
    return [], end


_Cells = list[tuple[int, list[str]]]
"""The cells of rows whose empty ones are lost, each row with its first line."""


def _in_order(lines: Sequence[str], body: int, roles: Columns, width: int) -> tuple[_Cells, int]:
    """Give the rows, and the line behind the last one."""
    points = roles.get(Role.POINTS, roles.get(Role.WEIGHT))
    if Role.NUMBER in roles and points is not None:
        found = _by_numbers(lines, body, points, width)
        if found is not None:
            return found
    return list(_by_points(lines, body)), len(lines)


def _by_numbers(lines: Sequence[str], body: int, points: int, width: int) -> tuple[_Cells, int] | None:
    """Part rows where the next number follows, None where fewer than two rows begin so."""
    rows: _Cells = []
    expected, scored = 1, False
    for number in range(body, len(lines)):
        line = lines[number].strip()
        if not line:
            continue
        is_full = not rows or scored or len(rows[-1][1]) > points
        is_next = _count(line) == expected and bool(_ORDER.fullmatch(line))
        if is_full and (is_next or _ASIDE.match(line)):
            rows.append((number, []))
            expected, scored = expected + is_next, False
        elif not rows:
            return None
        elif _NUMERIC.fullmatch(line) and len(rows[-1][1]) > 1:
            scored = True
        rows[-1][1].append(line)
    return _with_end(rows, lines, width) if expected > _FEWEST else None


_FEWEST = 2
_ASIDE = re.compile(
    r"[一二三四五六七八九十]+、|(?:合|总|小|共)\s*计$|总\s*分(?:值)?$|total$|注\s*[:：]|备注\s*[:：]|说明\s*[:：]",
    re.IGNORECASE,
)
"""What begins a row although it has no number: a heading over those that follow, a sum, a note."""


def _with_end(rows: _Cells, lines: Sequence[str], width: int) -> tuple[_Cells, int]:
    """Leave to the text behind the table what the last row can't hold."""
    start, cells = rows[-1]
    at, left = start, width
    while at < len(lines) and left:
        left -= bool(lines[at].strip())
        at += 1
    return [*rows[:-1], (start, cells[:width])], at


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


def targets_apart(lines: Sequence[str], at: int) -> Found | None:
    """Read a table of the units' targets with one cell per line: a title for units, then a name and its numbers again and again."""
    if not is_units(lines[at]):
        return None
    for width in range(_FEWEST, _MOST_TITLES):
        end = at + width
        while end + width <= len(lines) and _is_units_row(_stripped(lines[end : end + width])):
            end += width
        titles = _stripped(lines[at : at + width])
        if end - at > _FEWEST * width and not any(_VALUE.fullmatch(title) for title in titles):
            return Table(
                tuple(
                    row_of_text(_stripped(lines[start : start + width]), start)
                    for start in range(at, end, width)
                )
            ), end
    return None


def _is_units_row(cells: Sequence[str]) -> bool:
    is_named = bool(cells[0]) and not _VALUE.fullmatch(cells[0]) and len(cells[0]) <= _LONGEST_NAME
    return is_named and all(_VALUE.fullmatch(cell) for cell in cells[1:]) and any(cells[1:])


_LONGEST_NAME = 20
_VALUE = re.compile(r"(?:[0-9][0-9,.]*\s*(?:%|％|\S{1,2})?|[/／—–-]+|无)?")

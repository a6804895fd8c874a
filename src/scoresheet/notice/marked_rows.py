"""Rows of text with a mark between their cells, as a spreadsheet writes them: quotation marks only where they enclose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

_LONGEST_CELL = 20
"""Lines that a cell in quotation marks may take; what runs on for longer was never meant to be one."""


def marked_cells(line: str, mark: str) -> list[str]:
    """Give the cells of one line, blanks around each removed.

    Quotation marks belong to the text unless they enclose a whole cell that couldn't stand there without them.
    """
    always = _encloses_all(line, mark)
    return [_unquoted(cell, mark, always=always) for cell in _split(line, mark)]


def marked_rows(lines: Sequence[str], mark: str) -> Iterator[tuple[int, list[str]]]:
    """Walk the rows that hold something, each with the place of its first line among the lines.

    The first line holds the titles. A cell that opens with a quotation mark runs over line ends only where a later
    line closes it and none of the lines passed over has all columns by itself.
    """
    encloses_all = _encloses_all(lines[0], mark) if lines else False
    width = len(_split(lines[0], mark)) if lines else 0
    at = 0
    while at < len(lines):
        taken = _lines_taken(lines, at, mark, width)
        cells = _split("\n".join(lines[at : at + taken]), mark)
        row = [_unquoted(cell, mark, always=encloses_all) for cell in cells]
        if any(row):
            yield at, row
        at += taken


@cache
def _cell(mark: str) -> re.Pattern[str]:
    # A tab within quotation marks is the end of a cell all the same: commas are meant there, tabs are not.
    inside = r'[^"\t]' if mark == "\t" else r'[^"]'
    end = rf"(?=[^\S\t\n]*(?:{re.escape(mark)}|\Z))"
    return re.compile(rf'[^\S\t\n]*("(?:{inside}|"")*"){end}|([^{re.escape(mark)}]*)')


def _split(text: str, mark: str) -> list[str]:
    cells, at = [], 0
    pattern = _cell(mark)
    while True:
        match = pattern.match(text, at)
        end = match.end() if match else at
        stop = text.find(mark, end)
        stop = len(text) if stop < 0 else stop
        cells.append(text[at:stop].strip())
        if stop >= len(text):
            return cells
        at = stop + len(mark)


def _encloses_all(line: str, mark: str) -> bool:
    cells = [cell for cell in _split(line, mark) if cell]
    return bool(cells) and all(_is_enclosed(cell) for cell in cells)


def _is_enclosed(cell: str) -> bool:
    return re.fullmatch(r'"(?:[^"]|"")*"', cell) is not None


def _unquoted(cell: str, mark: str, *, always: bool) -> str:
    if not _is_enclosed(cell):
        return cell
    inner = cell[1:-1]
    needed = '""' in inner or "\n" in inner or mark in inner
    return inner.replace('""', '"').strip() if needed or always else cell


def _lines_taken(lines: Sequence[str], at: int, mark: str, width: int) -> int:
    """Tell how many lines a row takes: one, unless its last cell opens a quotation that a later line closes."""
    if _is_closed(_split(lines[at], mark)[-1]):
        return 1
    joined = lines[at]
    for number in range(at + 1, min(len(lines), at + _LONGEST_CELL)):
        if len(_split(lines[number], mark)) >= width > 1:
            return 1
        joined += "\n" + lines[number]
        if '"' in lines[number] and all(map(_is_closed, _split(joined, mark))):
            return number + 1 - at
    return 1


def _is_closed(cell: str) -> bool:
    return _is_enclosed(cell) or not (cell.startswith('"') or "\n" in cell)

"""What a clerk wrote into a cell of a list of decisions, as text: numbers plainly, days as year-month-day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from scoresheet.figures import plain
from scoresheet.grid import Kind, RawCell
from scoresheet.values import Refusal, read_number, shortest, tidy

_DAY = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
_DAY_0 = date(1899, 12, 30)
_DAY_0_ON_OLD_MACS = date(1904, 1, 1)
_LAST_DAY = 2_958_465


def as_written(cell: RawCell, *, from_1904: bool) -> str:
    """Give the text of a cell; "" for a blank. `from_1904` tells that the workbook counts its days from 1904."""
    text = tidy(cell.text or "")
    if cell.kind is not Kind.NUMBER:
        return _iso(text)
    if cell.date:
        return _day(text, _DAY_0_ON_OLD_MACS if from_1904 else _DAY_0)
    value = read_number(cell)
    if value.refusal is Refusal.PERCENT and value.suggestion is not None:
        return f"{plain(value.suggestion)}%"
    return text if value.number is None else plain(value.number)


def _iso(text: str) -> str:
    written = _DAY.fullmatch(text)
    if written is None:
        return text
    return f"{written[1]}-{int(written[2]):02}-{int(written[3]):02}"


def _day(text: str, first: date) -> str:
    number = shortest(text)
    if number is None or not 0 < number <= _LAST_DAY:
        return text
    return (first + timedelta(days=int(number))).isoformat()

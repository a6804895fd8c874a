"""The checks that a script of an office's own makes: a number, its limits, a reason for missing points, the total."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

SHEET = "sheet.json"


class Row(NamedTuple):
    """What stands in a row of the table: its number on the sheet, then the cells."""

    number: int
    points: Any
    score: Any
    done: Any
    reason: Any


@dataclass(frozen=True, slots=True)
class Expected:
    """The table as it was issued: columns by name and the points of each row, both counted from 1."""

    sheet: str
    header: int
    columns: Mapping[str, int]
    rows: Mapping[int, float]
    total: int

    @classmethod
    def of(cls, folder: str) -> Expected:
        """Read it from where the returns lie."""
        told = json.loads((Path(folder) / SHEET).read_text(encoding="utf-8"))
        rows = {int(row): float(points) for row, points in told["rows"].items()}
        return cls(told["name"], told["header"], told["columns"], rows, told["total"])

    @property
    def places(self) -> list[int]:
        """The rows of the items, and that of the total."""
        return [*self.rows, self.total]


def found_in(rows: Sequence[Row], expected: Expected) -> Iterator[int]:
    """Walk the rows in which something is wrong."""
    added: float | None = 0.0
    for row in rows:
        if row.number == expected.total:
            if added is not None and row.score != added:
                yield row.number
        elif not _is_number(row.score):
            added = None
            yield row.number
        else:
            added = None if added is None else added + row.score
            if _wrong(row, expected.rows[row.number]):
                yield row.number


def _wrong(row: Row, points: float) -> bool:
    unexplained = row.score < points and not str(row.reason or "").strip()
    return not 0 <= row.score <= points or unexplained or row.points != points or row.done is None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

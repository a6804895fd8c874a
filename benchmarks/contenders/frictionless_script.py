"""frictionless with a schema for the table of the scores and checks for its rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import frictionless
from frictionless.formats import ExcelControl

from benchmarks.contenders.simple_checks import Expected

_NAMES = {"points": "number", "score": "number", "done": "string", "reason": "string"}
_LIMITS = {
    "points": {"required": True},
    "score": {"required": True, "minimum": 0},
    "done": {"required": True},
}
_CHECKS = ("score <= points", "score == points or reason")


def validating(folder: str) -> Callable[[], dict[str, Any]]:
    """Check every return, and its total; tell the rows in which something is wrong."""
    expected, inbox = Expected.of(folder), Path(folder) / "returns"
    _places(min(inbox.iterdir()), expected)

    def work() -> dict[str, Any]:
        found = [[path.name, place] for path in sorted(inbox.iterdir()) for place in _places(path, expected)]
        return {"found": found}

    return work


def _places(path: Path, expected: Expected) -> list[int]:
    resource = frictionless.Resource(
        path=path.name,
        basepath=str(path.parent),
        dialect=frictionless.Dialect(
            header=False, controls=[ExcelControl(sheet=expected.sheet)], comment_rows=_others(expected)
        ),
        schema=_schema(expected),
    )
    report = resource.validate(frictionless.Checklist(checks=_checks()))
    wrong = {row for task in report.tasks for error in task.errors if (row := _row_of(error)) is not None}
    return sorted(wrong & set(expected.places))


def _others(expected: Expected) -> list[int]:
    """Give the rows that are no items: above the table, its header, the total and below."""
    last = max(expected.rows)
    return [*range(1, min(expected.rows)), *range(last + 1, last + 10)]


def _schema(expected: Expected) -> frictionless.Schema:
    by_column = {column: name for name, column in expected.columns.items()}
    fields = [_field(by_column.get(column, ""), column) for column in range(1, _COLUMNS + 1)]
    return frictionless.Schema.from_descriptor({"fields": fields, "missingValues": [""]})


_COLUMNS = 16
"""The columns of the sheet, those that compute beside the table included."""


def _field(name: str, column: int) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name or f"column{column}", "type": _NAMES.get(name, "any")}
    return field | ({"constraints": _LIMITS[name]} if name in _LIMITS else {})


def _checks() -> list[Any]:
    return [frictionless.checks.row_constraint(formula=formula) for formula in _CHECKS]


def _row_of(error: Any) -> int | None:
    return getattr(error, "row_number", None)

"""pandera with a schema for the table of the scores, on what pandas reads with one of two readers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from benchmarks.contenders.simple_checks import Expected


def validating(folder: str, engine: str) -> Callable[[], dict[str, Any]]:
    """Check every return, and its total; `engine` is what pandas reads with: calamine or openpyxl."""
    expected, inbox = Expected.of(folder), Path(folder) / "returns"
    schema = _schema(expected)

    def places(path: Path) -> list[int]:
        table = _read(path, expected, engine)
        return sorted(_wrong(schema, table.iloc[:-1]) | _total(table, expected))

    places(min(inbox.iterdir()))

    def work() -> dict[str, Any]:
        found = [[path.name, place] for path in sorted(inbox.iterdir()) for place in places(path)]
        return {"found": found}

    return work


def _read(path: Path, expected: Expected, engine: str) -> Any:
    """Give the rows of the items and the total, by their numbers on the sheet."""
    chosen = {name: expected.columns[name] - 1 for name in ("points", "score", "done", "reason")}
    table = pd.read_excel(
        path,
        sheet_name=expected.sheet,
        header=None,
        skiprows=expected.header,
        nrows=len(expected.places),
        usecols=sorted(chosen.values()),
        engine=engine,
    )
    table.columns = sorted(chosen, key=lambda name: chosen[name])
    table.index = table.index + expected.header + 1
    return table


def _schema(expected: Expected) -> Any:
    points = pd.Series(expected.rows)

    def explained(table: Any) -> Any:
        return (table["score"] == table["points"]) | table["reason"].notna()

    return pa.DataFrameSchema(
        {
            "points": pa.Column(float, pa.Check(lambda column: column == points), coerce=True),
            "score": pa.Column(float, pa.Check.ge(0), coerce=True),
            "done": pa.Column(object, nullable=False, required=True),
        },
        checks=[pa.Check(lambda table: table["score"] <= table["points"]), pa.Check(explained)],
    )


def _wrong(schema: Any, table: Any) -> set[int]:
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return {int(row) for row in errors.failure_cases["index"].dropna()}
    return set()


def _total(table: Any, expected: Expected) -> set[int]:
    scores = pd.to_numeric(table["score"].iloc[:-1], errors="coerce")
    stated = table["score"].iloc[-1]
    return {expected.total} if scores.notna().all() and scores.sum() != stated else set()

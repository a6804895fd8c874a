"""XlsxWriter alone, writing what stands in the cells of a ranking workbook: no styles, no widths, no charts."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

RANKING = "ranking.pickle"


def writing(folder: str, formulas: bool) -> Callable[[], dict[str, Any]]:
    """Write every cell of every sheet: formulas as they stand there, or their results alone."""
    stored = pickle.loads((Path(folder) / RANKING).read_bytes())  # noqa: S301 - written by this run
    sheets = stored["formulas" if formulas else "values"]

    def work() -> dict[str, Any]:
        buffer = io.BytesIO()
        book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, content in enumerate(row):
                    if content is not None:
                        sheet.write(number, column, content)
        book.close()
        return {"bytes": len(buffer.getvalue())}

    return work

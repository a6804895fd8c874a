"""Made-up notices of several shapes, and the drafting of one into a catalog that is loaded again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from docx import Document

from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog
from scoresheet.notice.drafting import Draft, draft

Rows = Sequence[Sequence[str | float | None]]


def word(
    before: Sequence[str],
    rows: Rows,
    *,
    merged: Sequence[tuple[int, int, int]] = (),
    after: Sequence[str] = (),
) -> bytes:
    """Make a Word notice with one table; `merged` are (column, first row, last row) of cells to merge downwards."""
    document = Document()
    for line in before:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=max(len(row) for row in rows))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = "" if text is None else str(text)
    for column, first, last in merged:
        table.cell(first, column).merge(table.cell(last, column))
    for line in after:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def book(*sheets: tuple[str, Rows], merged: Sequence[str] = (), percent: Sequence[str] = ()) -> bytes:
    """Make a workbook; `merged` and `percent` are ranges and cells of its first sheet."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        workbook.worksheets[0].merge_cells(area)
    for cell in percent:
        workbook.worksheets[0][cell].number_format = "0%"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def drafted(data: bytes | str, folder: Path) -> tuple[Draft, Catalog]:
    """Draft a catalog and load it as the office would."""
    made = draft(data.encode() if isinstance(data, str) else data, "通知.docx")
    path = folder / "indicators.yaml"
    path.write_text(made.yaml, encoding="utf-8")
    if made.targets_csv is not None:
        (folder / "targets.csv").write_text(made.targets_csv, encoding="utf-8")
    return made, load_catalog(path)

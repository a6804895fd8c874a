"""What stands on a form's hidden sheet, line by line."""

from __future__ import annotations

from scoresheet.grid import Sheet

_COLUMNS = 6


def hidden_lines(sheet: Sheet) -> list[list[str]]:
    """Give what stands in the first six columns of each row that holds anything, "" for an empty cell."""
    lines: list[list[str]] | None = sheet.derived.get("lines")
    if lines is None:
        lines = sheet.derived["lines"] = []
        for _, cells in sheet.rows():
            line = [""] * _COLUMNS
            for column, cell in cells.items():
                if column <= _COLUMNS:
                    line[column - 1] = (cell.text or "").strip()
            lines.append(line)
    return lines


def hidden_keys(sheet: Sheet) -> dict[str, str]:
    """Give the lines that tell one thing of the whole form, by its name."""
    return {line[0]: line[1] for line in hidden_lines(sheet) if line[0] not in _OF_PARTS}


_OF_PARTS = {"field", "item", "measure"}

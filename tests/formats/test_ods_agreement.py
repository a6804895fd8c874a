"""Our reading of an OpenDocument sheet agrees with calamine's, and with our own of the same workbook as .xlsx."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import returned
from handmade_ods import document, number, row, table, text
from libreoffice import converted, needs_libreoffice
from scoresheet.formats.ods import read_ods
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Grid, Kind
from test_xlsx_agreement import Values, fill_with_openpyxl, fill_with_xlsxwriter, ours, plain, same

MAKERS: dict[str, Callable[[], bytes]] = {
    "openpyxl": fill_with_openpyxl,
    "xlsxwriter": fill_with_xlsxwriter,
    "form": returned.good,
    "blank": returned.blank,
}
_ELAPSED = re.compile(r"PT(\d+)H(\d+)M(\d+)S")
DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's date has no zone


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Give every workbook as LibreOffice saves it, as .ods and as .xlsx."""
    made = [make() for make in MAKERS.values()]
    ods, xlsx = (converted(made, tmp_path_factory.mktemp(kind), kind) for kind in ("ods", "xlsx"))
    return dict(zip(MAKERS, zip(ods, xlsx, strict=True), strict=True))


def as_number(value: Any) -> Any:
    """Give calamine's value in our terms: days and times as numbers. It leaves more than a day as it is written."""
    if isinstance(value, str) and (elapsed := _ELAPSED.fullmatch(value)):
        hours, minutes, seconds = map(int, elapsed.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds) / timedelta(days=1)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, datetime):
        return (value - DAY_0) / timedelta(days=1)
    if isinstance(value, date):
        return float((datetime(value.year, value.month, value.day) - DAY_0).days)  # noqa: DTZ001
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second) / timedelta(days=1)
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return float(value) if isinstance(value, int | float) else value


def theirs(data: bytes, name: str) -> Values:
    """Give what calamine sees on a sheet."""
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    return {
        (top + row_number + 1, left + column + 1): as_number(value)
        for row_number, values in enumerate(sheet.to_python(skip_empty_area=True))
        for column, value in enumerate(values)
        if value not in {None, ""}
    }


def visible(grid: Grid, name: str) -> Values:
    """Give what calamine could see: it gives blanks for errors, and numbers for truths that no style calls one."""
    (sheet,) = (one for one in grid.sheets if one.name == name)
    cells = {at: cell for at, cell in sheet.cells.items() if cell.kind is not Kind.ERROR and cell.text}
    return {
        at: float(plain(cell)) if cell.kind is Kind.BOOLEAN else plain(cell) for at, cell in cells.items()
    }


@needs_libreoffice
@pytest.mark.parametrize("name", MAKERS)
def test_values_agree_with_calamine(name: str, pairs: dict[str, tuple[bytes, bytes]]) -> None:
    """Every value that calamine can see is ours, and there are no others."""
    data, _ = pairs[name]
    grid = read_ods(data)
    for sheet in grid.sheets:
        found = theirs(data, sheet.name)
        found = {at: float(value) if isinstance(value, bool) else value for at, value in found.items()}
        same({sheet.name: visible(grid, sheet.name)}, {sheet.name: found})


@needs_libreoffice
@pytest.mark.parametrize("name", MAKERS)
def test_both_formats_agree(name: str, pairs: dict[str, tuple[bytes, bytes]]) -> None:
    """Values, errors, formulas, dates, percentages, decimals, merges and what is hidden are the same in both."""
    ods, xlsx = (read(data) for read, data in zip((read_ods, read_xlsx), pairs[name], strict=True))
    same(ours(ods), ours(xlsx))
    for one, other in zip(ods.sheets, xlsx.sheets, strict=True):
        for at, cell in one.cells.items():
            twin = other.cells[at]
            assert (cell.kind, cell.formula, cell.date, cell.percent, cell.decimals) == (
                twin.kind,
                twin.formula,
                twin.date,
                twin.percent,
                twin.decimals,
            ), at
        assert set(one.merges) == set(other.merges)
        used = range(1, 1 + max((column for _, column in other.cells), default=0))
        assert one.hidden_columns == {column for column in other.hidden_columns if column in used}
        assert one.hidden_rows == other.hidden_rows
        assert (one.visibility == "visible") == (other.visibility == "visible")
    kept = {key: value for key, value in ods.properties.items() if key.startswith("scoresheet_")}
    assert kept == xlsx.properties


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs"], exclude_characters="<>&\ufffe\uffff")
)
rows = st.lists(
    st.lists(
        st.one_of(st.none(), st.integers(-(10**15), 10**15), st.floats(-1e300, 1e300), words), max_size=6
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows)
def test_what_is_written_is_read(values: list[list[Any]]) -> None:
    """Whatever numbers and texts are written, wherever they stand, they are read as they were written."""

    def cell(value: Any) -> str:
        if value is None:
            return "<table:table-cell/>"
        return text(value) if isinstance(value, str) else number(repr(value))

    data = document(table("".join(row(*map(cell, one)) for one in values)))
    expected = {
        (top, left): value if isinstance(value, str) else float(value)
        for top, one in enumerate(values, start=1)
        for left, value in enumerate(one, start=1)
        if value not in {None, ""}
    }
    assert ours(read_ods(data))["自查评分表"] == expected

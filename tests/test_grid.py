"""A workbook as plain cells: who saved it, and its rows."""

from __future__ import annotations

import pytest

from scoresheet.grid import Grid, Kind, RawCell, Sheet


@pytest.mark.parametrize(
    ("application", "build", "told"),
    [
        ("", None, ""),
        ("Microsoft Excel", None, "Microsoft Excel"),
        ("LibreOffice/7.4.7.2", None, "LibreOffice/7.4.7.2"),
        ("Microsoft Excel", "", "Microsoft Excel"),
        ("Microsoft Excel", "2052-11.2.0.9169", "WPS 11.2.0.9169 (Microsoft Excel)"),
        ("WPS 表格", "2052-9.1.0.4468", "WPS 9.1.0.4468 (WPS 表格)"),
        ("", "12.1.0.1", "WPS 12.1.0.1"),
    ],
)
def test_wps_is_known_by_its_build(application: str, build: str | None, told: str) -> None:
    """WPS calls itself Microsoft Excel; its build stands in a property, which Excel keeps, so both are named."""
    properties = {} if build is None else {"KSOProductBuildVer": build}

    assert Grid(properties=properties, application=application).saved_by == told


def test_rows_come_in_order() -> None:
    """However a file lists its cells, rows come from top to bottom and each row's cells from left to right."""
    places = [(3, 2), (1, 9), (3, 1), (1, 1), (7, 1)]
    sheet = Sheet("a", cells={place: RawCell(Kind.NUMBER, str(place[1])) for place in places})

    assert [(row, list(cells)) for row, cells in sheet.rows()] == [(1, [1, 9]), (3, [1, 2]), (7, [1])]
    assert [one.text for one in sheet.row(3).values()] == ["1", "2"]
    assert sheet.row(2) == {}

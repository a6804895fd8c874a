"""Our reading of a workbook agrees with openpyxl's and calamine's, cell by cell, whoever wrote the file."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.properties import CalcProperties

from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Area, Grid, Kind, RawCell

Values = dict[tuple[int, int], Any]
"""Plain values: a number as float, a text, a truth; an error as its code."""

MOMENT = datetime(2014, 11, 28, 17, 30)  # noqa: DTZ001 - a cell's date has no zone

VALUES: list[Any] = [
    *(0, 1, -3, 2.675, 1e-9, 123456789012345, 0.1 + 0.2, 1e300),
    *("字", " 边上有空格 ", "两行\n文字", "<&>\"'", "1.10", "=", "😀", "'5", "１２", "无", "/", "#REF!x"),
    *(True, False, "#N/A", "#DIV/0!"),
    *("=1+1", '=IF(A1>3,"超出","")', "=SUM(A1:A8)"),
    *(date(2014, 11, 28), MOMENT, time(8, 15), timedelta(hours=30)),
]


def fill_with_openpyxl() -> bytes:
    """Give a workbook of openpyxl's with a bit of everything."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "自查评分表"
    for place, value in enumerate(VALUES):
        cell = first.cell(place % 9 + 1, place // 9 * 2 + 1, value)
        cell.font = Font(bold=place % 2 == 0)
    first.merge_cells("A40:H41")
    first.row_dimensions[3].hidden = True
    first.column_dimensions["C"].hidden = True
    first.cell(60, 1).fill = PatternFill("solid", fgColor="FFFFCC")
    book.create_sheet("空")
    hidden = book.create_sheet("_scoresheet")
    hidden.sheet_state = "veryHidden"
    hidden.append(["unit", "510824"])
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def fill_with_xlsxwriter() -> bytes:
    """Give a workbook of XlsxWriter's: shared and rich strings, stored results, a far-away cell."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        first, second = book.add_worksheet("自查评分表"), book.add_worksheet("第二")
        bold, dated = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for place, value in enumerate(VALUES[:20]):
            if isinstance(value, str):
                first.write_string(place, 1, value)
            else:
                first.write(place, 1, value)
        first.write_rich_string(30, 2, "甲", bold, "乙", " 丙")
        first.write_formula(31, 2, "=1+1", None, 2)
        first.write_formula(32, 2, '="x"', None, "x")
        first.write_formula(33, 2, '=""', None, "")
        first.write_formula(34, 2, "=1/0", None, "#DIV/0!")
        first.write_formula(35, 2, "=TRUE()", None, True)
        first.write_array_formula("C37:C38", "{=B1:B2*2}", None, 0)
        first.write_datetime(40, 2, MOMENT, dated)
        first.write_blank(41, 2, None, bold)
        first.merge_range(45, 0, 46, 3, "合并", bold)
        first.set_row(5, None, None, {"hidden": True})
        first.set_column(4, 6, None, None, {"hidden": True})
        second.write(2_999, 0, "很远的一行")
        second.very_hidden()
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=自查评分表!$B$1:$B$5"})
        book.add_chartsheet("图").set_chart(chart)
    return made.getvalue()


def resaved(data: bytes, folder: Path) -> bytes:
    """Open a workbook in LibreOffice and save it again."""
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    (folder / "in").mkdir()
    (folder / "in" / "form.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder),
        "in/form.xlsx",
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / "form.xlsx").read_bytes()


@pytest.fixture(
    params=[
        (fill_with_openpyxl, False),
        (fill_with_xlsxwriter, False),
        (fill_with_openpyxl, True),
        (fill_with_xlsxwriter, True),
    ],
    ids=["openpyxl", "xlsxwriter", "openpyxl-libreoffice", "xlsxwriter-libreoffice"],
    scope="module",
)
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give the bytes of a workbook, by each writer."""
    make, again = request.param
    made: bytes = make()
    return resaved(made, tmp_path_factory.mktemp("libreoffice")) if again else made


def plain(cell: RawCell) -> Any:
    """Give one of our cells as a plain value."""
    if cell.text is None:
        return None
    if cell.kind is Kind.NUMBER:
        return float(cell.text)
    return cell.text == "TRUE" if cell.kind is Kind.BOOLEAN else cell.text


def as_number(value: Any) -> Any:
    """Give another reader's value in our terms: dates as serial numbers, no empty texts."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, datetime | date | time):
        return to_excel(value)
    return float(value) if isinstance(value, int | float) else value


def ours(grid: Grid) -> dict[str, Values]:
    """Give all cells with a visible value, by sheet."""
    return {
        sheet.name: {at: plain(cell) for at, cell in sheet.cells.items() if cell.text}
        for sheet in grid.sheets
    }


def same(one: dict[str, Values], other: dict[str, Values]) -> None:
    """Assert that two readings agree in every cell; a serial number of a time may differ in its last digits."""
    assert list(one) == list(other)
    for name, cells in one.items():
        assert sorted(cells) == sorted(other[name])
        for at, value in cells.items():
            expected = other[name][at]
            assert value == (pytest.approx(expected, abs=1e-7) if isinstance(value, float) else expected), at


def test_values_agree_with_openpyxl(data: bytes) -> None:
    """Every stored value is the one that openpyxl reads, and there are no more and no fewer."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    theirs = {
        sheet.title: {
            (cell.row, cell.column): as_number(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value not in {None, ""}
        }
        for sheet in book.worksheets
    }
    same(ours(read_xlsx(data)), theirs)


def test_formulas_and_dates_agree_with_openpyxl(data: bytes) -> None:
    """Formulas, date styles, merges and hidden rows and columns are those that openpyxl sees."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in read_xlsx(data).sheets:
        other = book[sheet.name]
        for (row, column), cell in sheet.cells.items():
            theirs = other.cell(row, column)
            is_formula = theirs.data_type == "f"
            assert (cell.formula is not None) == is_formula
            if is_formula:
                assert "=" + str(cell.formula) == getattr(theirs.value, "text", theirs.value)
            elif cell.kind is Kind.NUMBER:
                assert cell.date == theirs.is_date
        merges = {
            Area(each.min_row, each.min_col, each.max_row, each.max_col) for each in other.merged_cells.ranges
        }
        assert set(sheet.merges) == merges
        assert sheet.hidden_rows == {row for row, kept in other.row_dimensions.items() if kept.hidden}
        assert sheet.visibility == other.sheet_state


def test_values_agree_with_calamine(data: bytes) -> None:
    """Every value that calamine can see is ours: it gives blanks for errors and no unstored results."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    grid = read_xlsx(data)
    for sheet in grid.sheets:
        other = book.get_sheet_by_name(sheet.name)
        top, left = other.start or (0, 0)
        theirs = {
            (top + row + 1, left + column + 1): as_number(value)
            for row, values in enumerate(other.to_python(skip_empty_area=True))
            for column, value in enumerate(values)
            if value not in {None, ""}
        }
        visible = {
            at: plain(cell) for at, cell in sheet.cells.items() if cell.kind is not Kind.ERROR and cell.text
        }
        same({sheet.name: visible}, {sheet.name: theirs})


xml_text = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
)
cells = st.dictionaries(
    st.tuples(st.integers(1, 300), st.integers(1, 300)),
    st.one_of(st.integers(-(10**15), 10**15), st.floats(-1e300, 1e300), xml_text, st.booleans()),
    max_size=30,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells)
def test_what_is_written_is_read(values: Values) -> None:
    """Whatever numbers, texts and truths are written, wherever they stand, they are read as they were written."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for (row, column), value in values.items():
            if isinstance(value, str):
                sheet.write_string(row - 1, column - 1, value)
            else:
                sheet.write(row - 1, column - 1, value)
    read = ours(read_xlsx(made.getvalue()))["Sheet1"]
    assert set(read) == {at for at, value in values.items() if value != ""}
    for at, value in read.items():
        expected = values[at]
        assert value == (pytest.approx(float(expected), rel=1e-14) if isinstance(value, float) else expected)

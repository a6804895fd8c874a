"""Old workbooks (.xls, WPS .et) are read to the same grid as new ones."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import returned
from libreoffice import converted, needs_libreoffice
from old_workbook import ELSEWHERE, ONE_PLUS_TWO, SUM_OF_A1_TO_A2, OldSheet, Typed, container, record, stream
from scoresheet.formats import bounds
from scoresheet.formats.xls import read_xls
from scoresheet.formats.xls_formulas import _tidied
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Area, Kind, RawCell, Sheet, Trouble, Unreadable
from scoresheet.values import Refusal, read_number

NAME = "自查评分表"
FORMATS = ("0.0%", "yyyy-mm-dd", "0.00", '[h]"时"')


def one_sheet(*rows: list[float | bool | str | bytes | None], **details: Any) -> Sheet:
    """Give the sheet that is read from a workbook with these rows."""
    (sheet,) = read_xls(container(stream([OldSheet(NAME, rows, **details)], FORMATS))).sheets
    return sheet


def cell(typed: float | bool | str | bytes, style: int = 0) -> RawCell | None:
    """Give the cell that is read where this stands in A1."""
    return one_sheet([typed], styles={(1, 1): style}).cells.get((1, 1))


def refused(data: bytes) -> Unreadable:
    """Give the refusal of a file."""
    with pytest.raises(Unreadable) as caught:
        read_xls(data)
    return caught.value


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (3, RawCell(Kind.NUMBER, "3")),
        (0, RawCell(Kind.NUMBER, "0")),
        (-0.5, RawCell(Kind.NUMBER, "-0.5")),
        (2.6749999999999998, RawCell(Kind.NUMBER, "2.675")),
        (1e300, RawCell(Kind.NUMBER, "1e+300")),
        (float("nan"), RawCell(Kind.NUMBER, "nan")),
        ("三", RawCell(Kind.TEXT, "三")),
        (" 5 ", RawCell(Kind.TEXT, " 5 ")),
        ("𠮷", RawCell(Kind.TEXT, "𠮷")),
        ("", None),
        (True, RawCell(Kind.BOOLEAN, "TRUE")),
        (False, RawCell(Kind.BOOLEAN, "FALSE")),
        ("#REF!", RawCell(Kind.ERROR, "#REF!")),
        ("#N/A", RawCell(Kind.ERROR, "#N/A")),
        (SUM_OF_A1_TO_A2, RawCell(Kind.NUMBER, "5", "SUM(A1:A2)")),
        (ONE_PLUS_TWO, RawCell(Kind.NUMBER, "5", "1+2")),
        (ELSEWHERE, RawCell(Kind.NUMBER, "5", "")),
        (b"\xff\xff", RawCell(Kind.NUMBER, "5", "")),
    ],
)
def test_a_cell_is_read_as_it_stands(typed: float | bool | str | bytes, expected: RawCell | None) -> None:
    """Numbers, texts, booleans, errors and formulas come out as from a new workbook; a formula is spelled if it can be."""
    assert cell(typed) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (0, RawCell(Kind.NUMBER, "0.95")),
        (1, RawCell(Kind.NUMBER, "0.95", percent=True, decimals=1)),
        (2, RawCell(Kind.NUMBER, "0.95", date=True)),
        (3, RawCell(Kind.NUMBER, "0.95", decimals=2)),
        (4, RawCell(Kind.NUMBER, "0.95", date=True)),
    ],
)
def test_what_the_number_format_shows_is_told(style: int, expected: RawCell) -> None:
    """Dates, times, percentages and the decimals shown are told by the cell's number format."""
    assert cell(0.95, style) == expected


@pytest.mark.parametrize(
    ("spelled", "shown"),
    [
        ("SUM($D$5:$D$38)", "SUM($D$5:$D$38)"),
        ("1.0+2.5*10.0", "1+2.5*10"),
        ('IF(A1>1.0,"1.0 分",0.05)', 'IF(A1>1,"1.0 分",0.05)'),
        ("自查评分表!A3:A3", "自查评分表!A3"),
        ("'B表 1.0'!A1:A12", "'B表 1.0'!A1:A12"),
        ("<<external>>!A1:A1", "[1]!A1"),
        ('"<<external>>"', '"<<external>>"'),
    ],
)
def test_formulas_are_written_as_excel_shows_them(spelled: str, shown: str) -> None:
    """Whole numbers have no decimal point, a single cell is no area, and another workbook stands in brackets."""
    assert _tidied(spelled) == shown


def test_a_formula_that_refers_to_another_workbook_gives_no_score() -> None:
    """What another workbook says is no statement of the unit's, in an old workbook either."""
    assert (
        read_number(RawCell(Kind.NUMBER, "5", _tidied("<<external>>!A1:A1"))).refusal
        is Refusal.OTHER_WORKBOOK
    )


def test_merged_and_hidden_things_are_told() -> None:
    """Merged areas, hidden rows and hidden columns are counted from 1."""
    sheet = one_sheet([1, 2, 3], [4], merges=[(1, 2, 1, 3)], hidden_rows=[2], hidden_columns=[3])

    assert sheet.merges == [Area(1, 1, 2, 3)]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {3})


def test_hidden_sheets_are_told() -> None:
    """Hidden and very hidden sheets are told apart."""
    grid = read_xls(stream([OldSheet("甲"), OldSheet("乙", [[1]], 1), OldSheet("丙", [[1]], 2)]))

    assert [(one.name, one.visibility) for one in grid.sheets] == [
        ("甲", "visible"),
        ("乙", "hidden"),
        ("丙", "veryHidden"),
    ]


def test_nothing_is_claimed_that_the_format_hides() -> None:
    """Formulas and errors are seen, so that no reservation is made."""
    grid = read_xls(stream([OldSheet(NAME, [[1]])]))

    assert grid.shows_formulas
    assert grid.shows_errors
    assert not grid.dates_from_1904


def test_dates_of_an_old_mac_are_told() -> None:
    """A workbook that counts its days from 1904 says so."""
    assert read_xls(stream([OldSheet(NAME, [[1]])], from_1904=True)).dates_from_1904


@pytest.mark.parametrize("version", [0x0200, 0x0300, 0x0400])
def test_what_is_older_than_excel_5_is_another_format(version: int) -> None:
    """A workbook of Excel 2 to 4 is refused by its format, not as damaged."""
    bof = {0x0200: 0x0009, 0x0300: 0x0209, 0x0400: 0x0409}[version]
    old = record(bof, (version.to_bytes(2, "little") + b"\x10\x00\x00\x00")[: 4 if version == 0x0200 else 6])

    assert refused(old + record(0x000A) + bytes(600)).trouble is Trouble.OTHER_FORMAT


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        container(b"no records at all"),
        stream([OldSheet(NAME, [[1]])])[:-20],
        stream([]),
        stream([OldSheet(NAME, [[1]], styles={(1, 1): 99})]),
    ],
    ids=["nothing", "empty container", "no workbook", "cut off", "no sheet", "unknown style"],
)
def test_what_is_broken_is_damaged(data: bytes) -> None:
    """Whatever goes wrong inside the reader is told as damage."""
    assert refused(data).trouble is Trouble.DAMAGED


def test_damage_on_a_sheet_names_the_sheet() -> None:
    """Of several sheets the one that is damaged is named."""
    data = stream([OldSheet("好"), OldSheet("坏表", [[1]], styles={(1, 1): 99})])

    assert refused(data).place.zh == "工作表“坏表”：内容已损坏"


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of cells is that of every format, for all sheets together."""
    monkeypatch.setattr(bounds, "MOST_CELLS", 3)
    reason = refused(stream([OldSheet("甲", [[1, 2]]), OldSheet("乙", [[1, 2]])]))

    assert reason.trouble is Trouble.UNSAFE
    assert reason.place.zh == "工作表“乙”：到此已超过3个有内容的单元格"


def test_a_merged_area_over_the_whole_sheet_is_refused() -> None:
    """An area that no form has is named with its sheet."""
    reason = refused(stream([OldSheet(NAME, [[1]], merges=[(1, 65536, 1, 256)])]))

    assert reason.trouble is Trouble.UNSAFE
    assert reason.place.zh == f"工作表“{NAME}”：合并区域A1:IV65536过大"


def test_a_cell_in_the_last_corner_is_read() -> None:
    """One stray cell at the end of the sheet costs neither time nor memory."""
    far = record(0x0203, b"\xff\xff\xff\x00\x00\x00" + bytes(8))
    data = stream([OldSheet(NAME, [[1]])])
    (sheet,) = read_xls(data[:-4] + far + data[-4:]).sheets

    assert set(sheet.cells) == {(1, 1), (65536, 256)}


def test_mutations_give_a_grid_or_a_refusal() -> None:
    """Whichever bytes are changed, the answer is a grid or Unreadable."""
    rows: list[list[Typed]] = [["编号", 1.5, True, "#REF!"], [SUM_OF_A1_TO_A2, ONE_PLUS_TWO]]
    good = container(stream([OldSheet(NAME, rows, merges=[(1, 1, 1, 2)])], FORMATS))
    chance = random.Random(20141128)  # noqa: S311 - the same draws in every run
    refusals = 0
    for _ in range(300):
        changed = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(good))] = chance.randrange(256)
        try:
            read_xls(bytes(changed))
        except Unreadable:
            refusals += 1

    assert 0 < refusals < 300


@needs_libreoffice
def test_a_form_saved_as_xls_reads_as_the_same_form(tmp_path: Path) -> None:
    """What LibreOffice saves as .xls has the cells, merges, hidden columns and properties of the .xlsx."""
    (saved,) = converted([returned.good()], tmp_path, kind="xls")
    old, new = read_xls(saved), read_xlsx(returned.good())

    for one, other in zip(old.sheets, new.sheets, strict=True):
        assert one.name == other.name
        assert (one.hidden_rows, one.hidden_columns) == (other.hidden_rows, other.hidden_columns)
        assert set(map(str, one.merges)) == set(map(str, other.merges))
        assert _typed(one) == _typed(other)
        assert _formulas(one) == _formulas(other)
    assert old.modified == new.modified == datetime(2014, 11, 20, 1, tzinfo=UTC)
    assert new.properties.items() <= old.properties.items()


def _typed(sheet: Sheet) -> dict[tuple[int, int], object]:
    return {
        at: float(one.text or "") if one.kind is Kind.NUMBER else one.text
        for at, one in sheet.cells.items()
        if one.formula is None
    }


def _formulas(sheet: Sheet) -> set[tuple[int, int]]:
    return {at for at, one in sheet.cells.items() if one.formula is not None}

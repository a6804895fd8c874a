"""Binary workbooks (.xlsb) are read to the same grid as new ones."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

import handmade
from binary_workbook import Typed, record, sheet, workbook
from scoresheet.formats import binary, bounds, package
from scoresheet.formats.binary import packed_number
from scoresheet.formats.xlsb import read_xlsb
from scoresheet.grid import Area, Kind, RawCell, Sheet, Trouble, Unreadable

NAME = "自查评分表"
FORMATS = ("yyyy-mm-dd", "0.0%", "0.00")


def book(*rows: list[Typed], **details: Any) -> bytes:
    """Give a workbook with one sheet."""
    return workbook([(NAME, 0, sheet(rows, **details))], ["文字", ""], FORMATS)


def one_sheet(*rows: list[Typed], **details: Any) -> Sheet:
    """Give the sheet that is read from such a workbook."""
    (made,) = read_xlsb(book(*rows, **details)).sheets
    return made


def refused(data: bytes) -> Unreadable:
    """Give the refusal of a file."""
    with pytest.raises(Unreadable) as caught:
        read_xlsb(data)
    return caught.value


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (3, RawCell(Kind.NUMBER, "3")),
        (-3, RawCell(Kind.NUMBER, "-3")),
        (3.0, RawCell(Kind.NUMBER, "3")),
        (2.6749999999999998, RawCell(Kind.NUMBER, "2.675")),
        ("@0", RawCell(Kind.TEXT, "文字")),
        ("@1", None),
        ("三", RawCell(Kind.TEXT, "三")),
        ("𠮷", RawCell(Kind.TEXT, "𠮷")),
        ("", None),
        (True, RawCell(Kind.BOOLEAN, "TRUE")),
        (False, RawCell(Kind.BOOLEAN, "FALSE")),
        ("#REF!", RawCell(Kind.ERROR, "#REF!")),
        ("=1.5", RawCell(Kind.NUMBER, "1.5", "")),
        ("==#DIV/0!", RawCell(Kind.ERROR, "#DIV/0!", "")),
        (None, None),
    ],
)
def test_a_cell_is_read_as_it_stands(typed: Typed, expected: RawCell | None) -> None:
    """Numbers, texts, booleans, errors and formulas come out as from a new workbook; no formula is spelled."""
    assert one_sheet([typed, "旁"]).cells.get((1, 1)) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (0, RawCell(Kind.NUMBER, "0.95")),
        (1, RawCell(Kind.NUMBER, "0.95", date=True)),
        (2, RawCell(Kind.NUMBER, "0.95", percent=True, decimals=1)),
        (3, RawCell(Kind.NUMBER, "0.95", decimals=2)),
    ],
)
def test_what_the_number_format_shows_is_told(style: int, expected: RawCell) -> None:
    """Dates, percentages and the decimals shown are told by the cell's number format."""
    assert one_sheet([0.95], styles={(1, 1): style}).cells[1, 1] == expected


@pytest.mark.parametrize(
    ("packed", "number"),
    [
        (3 << 2 | 2, 3),
        (350 << 2 | 3, 3.5),
        (0xFFFFFFFE, -1),
        (0x40090000, 3.125),
        (0x40090001, 0.03125),
        (0, 0),
    ],
)
def test_packed_numbers_are_unpacked(packed: int, number: float) -> None:
    """A number of 32 bits is a whole one or half a double, perhaps a hundredfold."""
    assert packed_number(packed) == number


def test_merged_and_hidden_things_are_told() -> None:
    """Merged areas, hidden rows and hidden columns are counted from 1."""
    made = one_sheet([1, 2, 3], [4], merges=[(1, 2, 1, 3)], hidden_rows=[2], hidden_columns=[3])

    assert made.merges == [Area(1, 1, 2, 3)]
    assert (made.hidden_rows, made.hidden_columns) == ({2}, {3})


def test_hidden_sheets_are_told() -> None:
    """Hidden and very hidden sheets are told apart."""
    empty = sheet([])
    grid = read_xlsb(workbook([("甲", 0, empty), ("乙", 1, empty), ("丙", 2, empty)]))

    assert [(one.name, one.visibility) for one in grid.sheets] == [
        ("甲", "visible"),
        ("乙", "hidden"),
        ("丙", "veryHidden"),
    ]


def test_dates_of_an_old_mac_are_told() -> None:
    """A workbook that counts its days from 1904 says so."""
    assert read_xlsb(workbook([(NAME, 0, sheet([]))], from_1904=True)).dates_from_1904
    assert not read_xlsb(book([1])).dates_from_1904


def test_a_reservation_is_made_where_a_formula_could_refer_to_another_workbook() -> None:
    """Formulas are not spelled: where the file has links to others, what they refer to can't be told."""
    linked = workbook([(NAME, 0, sheet([["=1.5"]]))], link="externalLinks/externalLink1.bin")

    assert not read_xlsb(linked).shows_formulas
    assert read_xlsb(book(["=1.5"])).shows_formulas
    assert read_xlsb(linked).shows_errors


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (book([1])[:-40], Trouble.DAMAGED),
        (b"no zip at all", Trouble.NOT_A_WORKBOOK),
        (workbook([]), Trouble.DAMAGED),
        (workbook([(NAME, 0, sheet([[1]])[:-2])]), Trouble.DAMAGED),
        (workbook([(NAME, 0, sheet([[1]])[2:])]), Trouble.DAMAGED),
        (workbook([(NAME, 0, b"\x81")]), Trouble.DAMAGED),
        (workbook([(NAME, 0, sheet([["@5"]]))]), Trouble.DAMAGED),
        (workbook([(NAME, 0, record(129) + record(2, bytes(12)) + record(130))]), Trouble.UNSAFE),
        (
            workbook([(NAME, 0, record(129) + record(0, b"\0\0\x10\0" + bytes(13)) + record(130))]),
            Trouble.UNSAFE,
        ),
        (handmade.zipped({"xl/workbook.bin": b"", "../out": b""}), Trouble.UNSAFE),
    ],
    ids=[
        "nothing",
        "cut off",
        "no zip",
        "no sheets",
        "a sheet without end",
        "a sheet without beginning",
        "half a record",
        "a text that isn't there",
        "a cell without row",
        "a row beyond the sheet",
        "a name that leads out",
    ],
)
def test_what_can_t_be_read_is_refused(data: bytes, trouble: Trouble) -> None:
    """Damage and what no spreadsheet program writes are told."""
    assert refused(data).trouble is trouble


def test_a_wrong_checksum_is_damage() -> None:
    """A part that was changed on the way is not read on."""
    data = bytearray(book(["甲" * 50]))
    data[data.index(b"xl/worksheets/sheet1.bin") + 60] ^= 0xFF

    assert refused(bytes(data)).trouble is Trouble.DAMAGED


def test_the_same_cell_twice_is_damage() -> None:
    """Of two contents of one cell none is taken, and the cell is named."""
    one = sheet([[1]])
    cell = record(2, bytes(8) + b"\x06\0\0\0")
    reason = refused(workbook([(NAME, 0, one.replace(cell, cell + cell))]))

    assert cell in one
    assert (reason.trouble, reason.place.zh) == (Trouble.DAMAGED, f"工作表“{NAME}”：单元格A1的内容已损坏")


def test_one_part_for_two_sheets_is_damage() -> None:
    """A small file can't ask for a large memory by naming one part many times."""
    twice = workbook([("甲", 0, sheet([])), ("乙", 0, sheet([]))])
    listing = "xl/_rels/workbook.bin.rels"
    parts = handmade.unzipped(twice)
    parts[listing] = parts[listing].replace(b"sheet2.bin", b"sheet1.bin")

    assert refused(handmade.zipped(parts)).trouble is Trouble.DAMAGED


@pytest.mark.parametrize(
    ("module", "name", "limit", "data"),
    [
        (bounds, "MOST_CELLS", 1, book([1, 2])),
        (bounds, "MOST_MERGES", 1, book([1], merges=[(1, 1, 1, 2), (2, 2, 1, 2)])),
        (bounds, "MOST_HIDDEN", 1, book([1], hidden_columns=[3, 4])),
        (package, "MOST_INFLATED", 100, book([1])),
    ],
)
def test_more_than_an_honest_form_holds_is_refused(
    module: Any, name: str, limit: int, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limits are those of every format."""
    monkeypatch.setattr(module, name, limit)

    assert refused(data).trouble is Trouble.UNSAFE


def test_too_many_records_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records without content can't keep the reader busy."""
    monkeypatch.setattr(binary, "MOST_RECORDS", 3)

    assert refused(book([1])).trouble is Trouble.UNSAFE


def test_a_stray_cell_in_the_last_corner_is_read() -> None:
    """One cell at the end of the sheet, which ends other readers, costs neither time nor memory."""
    far = record(0, b"\xff\xff\x0f\0" + bytes(4) + b"\x2c\x01" + bytes(7))
    far += record(2, b"\xff\x3f\0\0" + bytes(4) + b"\x0e\0\0\0")
    end = record(146)
    (made,) = read_xlsb(workbook([(NAME, 0, sheet([[1]]).replace(end, far + end))])).sheets

    assert {at: one.text for at, one in made.cells.items()} == {(1, 1): "1", (1048576, 16384): "3"}


def test_another_reader_sees_the_same_values() -> None:
    """Calamine, which reads this format too, agrees on every value that it shows."""
    rows: list[list[Typed]] = [
        ["@0", 1, 2.675, True],
        ["三", "=1.5", -7, False],
        [0.95, 1e300, "x", 12345678],
    ]
    data = book(*rows)
    (seen,) = [CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()]

    assert [[_shown(value) for value in row] for row in seen] == [
        [read_xlsb(data).sheets[0].text(row, column) for column in range(1, 5)] for row in range(1, 4)
    ]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return binary.digits(value) if isinstance(value, float) else str(value)


def test_mutations_give_a_grid_or_a_refusal() -> None:
    """Whichever bytes of the parts are changed, the answer is a grid or Unreadable."""
    good = handmade.unzipped(
        book(["@0", 1, 2.5, True], ["=1.5", "#REF!"], merges=[(1, 1, 1, 2)], hidden_rows=[1])
    )
    binaries = [name for name in good if name.endswith(".bin")]
    chance = random.Random(20141128)  # noqa: S311 - drawn, not secret
    refusals = 0
    for _ in range(500):
        parts = dict(good)
        name = chance.choice(binaries)
        changed = bytearray(parts[name])
        for _ in range(chance.randint(1, 4)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        try:
            read_xlsb(handmade.zipped({**parts, name: bytes(changed)}))
        except Unreadable:
            refusals += 1

    assert 0 < refusals < 500

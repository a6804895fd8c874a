"""Returns in the other formats that come back: right, wrong, and made to harm their readers."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial

from binary_workbook import Typed
from binary_workbook import sheet as binary_sheet
from binary_workbook import workbook as binary_workbook
from making_rows import copied
from remaking import as_ods, as_xls, container, content, ods, record, records
from returned import ACHIEVED, REGISTER, SCORES, TOTAL_ROW, typed, with_xml
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Area, Grid, Kind, RawCell
from scoresheet.parts.cells import Formula
from surgery import Maker, packed, parts_of

_SCORE = (6, 4)
_WHOLE = Area(1, 1, 65_536, 256)
_VISIBILITY = {"visible": 0, "hidden": 1, "veryHidden": 2}


@cache
def calculated() -> bytes:
    """Give the correct return with the total that a spreadsheet program would have computed."""
    return typed({f"D{TOTAL_ROW}": Formula(f"SUM(D5:D{TOTAL_ROW - 1})", Decimal(135))})


def changed(change: Callable[[Grid], object]) -> Grid:
    """Give the cells of the correct return with something changed."""
    grid = read_xlsx(calculated())
    change(grid)
    return grid


def score(cell: RawCell | None) -> Callable[[Grid], object]:
    """Give the change that puts this cell in place of the score of item 2."""

    def change(grid: Grid) -> None:
        cells = grid.sheets[0].cells
        cells.pop(_SCORE)
        if cell is not None:
            cells[_SCORE] = cell
        # A spreadsheet program leaves out of the sum what is no number.
        counted = float(cell.text or 0) if cell is not None and cell.kind is Kind.NUMBER else 0.0
        cells[TOTAL_ROW, 4] = replace(cells[TOTAL_ROW, 4], text=str(132 + counted))

    return change


def old(change: Callable[[Grid], object]) -> Maker:
    """Make an .xls in which something is changed."""
    return lambda: container({"Workbook": records(changed(change))})


def open_document(change: Callable[[Grid], object]) -> Maker:
    """Make an .ods in which something is changed."""
    return lambda: ods({"content.xml": content(changed(change))})


def as_xlsb(grid: Grid) -> bytes:
    """Give a workbook as Excel saves it in its binary format."""
    sheets = []
    for sheet in grid.sheets:
        last_row = max(row for row, _ in sheet.cells)
        last_column = max(column for _, column in sheet.cells)
        rows = [
            [_binary(sheet.cells.get((row, column))) for column in range(1, last_column + 1)]
            for row in range(1, last_row + 1)
        ]
        sheets.append((sheet.name, _VISIBILITY[sheet.visibility], binary_sheet(rows, {})))
    return binary_workbook(sheets)


def _binary(cell: RawCell | None) -> Typed:
    if cell is None or cell.text is None:
        return None
    if cell.kind is Kind.NUMBER:
        return f"={float(cell.text)}" if cell.formula is not None else float(cell.text)
    if cell.kind is Kind.BOOLEAN:
        return cell.text == "TRUE"
    return cell.text


ENTRIES: dict[str, RawCell | None] = {
    "blank": None,
    "above": RawCell(Kind.NUMBER, "4"),
    "text": RawCell(Kind.TEXT, "３分"),
    "words": RawCell(Kind.TEXT, "三"),
    "true": RawCell(Kind.BOOLEAN, "TRUE"),
    "error": RawCell(Kind.ERROR, "#REF!"),
    "formula": RawCell(Kind.NUMBER, "3", "1+2"),
    "formula that failed": RawCell(Kind.ERROR, "#DIV/0!", "1/0"),
    "formula with a text": RawCell(Kind.TEXT, "3", '"3"'),
}
"""What stands in the score of item 2, in each format."""


def _merged(grid: Grid) -> None:
    grid.sheets[0].merges.append(Area(6, 4, 8, 4))


def _hidden(grid: Grid) -> None:
    grid.sheets[0].hidden_rows |= set(range(5, 20))


def _rows_moved(grid: Grid) -> None:
    sheet = grid.sheets[0]
    sheet.cells = {(row + 2 if row > 4 else row, column): cell for (row, column), cell in sheet.cells.items()}
    sheet.merges = []


def _without_row(grid: Grid) -> None:
    sheet = grid.sheets[0]
    sheet.cells = {at: cell for at, cell in sheet.cells.items() if at[0] != _SCORE[0]}


def _merged_whole(grid: Grid) -> None:
    grid.sheets[0].merges.append(_WHOLE)


def _last_cell(grid: Grid) -> None:
    grid.sheets[0].cells[65_536, 256] = RawCell(Kind.NUMBER, "1")


def _not_finite(grid: Grid) -> None:
    grid.sheets[0].cells[_SCORE] = RawCell(Kind.NUMBER, "nan")


def _many_cells() -> bytes:
    """Give an .xls whose last sheet has 540,000 numbers below its own."""
    made, one = records(read_xlsx(calculated())), struct.pack("<HI", 15, 1 << 2 | 2)
    rows = [
        record(0xBD, struct.pack("<HH", row, 0) + one * 256 + struct.pack("<H", 255))
        for row in range(200, 2_300)
    ]
    return container({"Workbook": made[:-4] + b"".join(rows) + made[-4:]})


def _with_records(added: bytes, *, before: bytes = b"\x0a\0\0\0") -> bytes:
    """Give an .xls with records behind those of its globals."""
    made = records(read_xlsx(calculated()))
    end = made.index(before)
    return container({"Workbook": made[:end] + added + made[end:]})


def _swapped_in(old_bytes: bytes, new: bytes) -> bytes:
    made = records(read_xlsx(calculated()))
    assert old_bytes in made
    return container({"Workbook": made.replace(old_bytes, new, 1)})


def _long_label() -> bytes:
    # A text that says it has 65,535 letters, in a record of a few bytes.
    return _swapped_in(
        record(0x0203, struct.pack("<HHHd", 5, 3, 15, 3.0)),
        record(0x0204, struct.pack("<HHHHB", 5, 3, 15, 0xFFFF, 1) + b"3\0\0\0"),
    )


def _sheet_elsewhere() -> bytes:
    made = bytearray(records(read_xlsx(calculated())))
    place = made.index(b"\x85\0")
    struct.pack_into("<I", made, place + 4, 0x7FFFFFFF)
    return container({"Workbook": bytes(made)})


def _chain_in_a_circle() -> bytes:
    data = bytearray(as_xls(calculated()))
    # The allocation table stands in the sector behind the header; the chain of the stream goes back to its start.
    for place in range(512 + 4 * 20, 512 + 4 * 100, 4):
        struct.pack_into("<I", data, place, 10)
    return bytes(data)


def _directory_in_a_circle() -> bytes:
    data = bytearray(as_xls(calculated()))
    place = data.index("Workbook".encode("utf-16-le"))
    struct.pack_into("<III", data, place + 68, 1, 1, 1)
    return bytes(data)


def _text_table_that_lies() -> bytes:
    return _with_records(record(0xFC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF) + b"\x01\0\0a"))


def _ods_with(before: str, added: str) -> bytes:
    part = content(read_xlsx(calculated()))
    assert before in part
    return ods({"content.xml": part.replace(before, added + before, 1)})


def _ods_value(value: str) -> Maker:
    def make() -> bytes:
        part = content(changed(score(RawCell(Kind.NUMBER, "2.125"))))
        return ods({"content.xml": part.replace('office:value="2.125"', f'office:value="{value}"', 1)})

    return make


_REPEATED = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384" '
    'office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
)
_BLANK_ROWS = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)
_LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
    + "]>"
)


def _ods_encrypted() -> bytes:
    parts = parts_of(as_ods(calculated()))
    manifest = parts["META-INF/manifest.xml"].replace(
        b'manifest:full-path="content.xml" manifest:media-type="text/xml"/>',
        b'manifest:full-path="content.xml" manifest:media-type="text/xml"><manifest:encryption-data>'
        b'<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>'
        b"</manifest:encryption-data></manifest:file-entry>",
    )
    noise = bytes((n * 7919 + n // 251) % 256 for n in range(20_000))
    return packed(parts | {"META-INF/manifest.xml": manifest, "content.xml": noise})


def _ods_without(name: str) -> bytes:
    return packed({key: part for key, part in parts_of(as_ods(calculated())).items() if key != name})


_FILEPASS = record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
FILES: dict[str, Maker] = {
    "of Excel 97.xls": lambda: as_xls(calculated()),
    "of WPS.et": lambda: as_xls(calculated()),
    "of Excel 97 named as a form.xlsx": lambda: as_xls(calculated()),
    "of LibreOffice.ods": lambda: as_ods(calculated()),
    "of LibreOffice named as a form.xlsx": lambda: as_ods(calculated()),
    "of Excel in its binary format.xlsb": lambda: as_xlsb(read_xlsx(calculated())),
    **{f"old {name}.xls": old(score(cell)) for name, cell in ENTRIES.items()},
    **{f"open {name}.ods": open_document(score(cell)) for name, cell in ENTRIES.items()},
    **{
        f"binary {name}.xlsb": partial(lambda cell: as_xlsb(changed(score(cell))), cell)
        for name, cell in ENTRIES.items()
        if name != "formula with a text"
    },
    "old, scores merged.xls": old(_merged),
    "old, rows hidden.xls": old(_hidden),
    "old, rows put in.xls": old(_rows_moved),
    "old, row deleted.xls": old(_without_row),
    "open, scores merged.ods": open_document(_merged),
    "open, rows hidden.ods": open_document(_hidden),
    "open, rows put in.ods": open_document(_rows_moved),
    "open, row deleted.ods": open_document(_without_row),
    "old, copied to a new workbook.xls": lambda: as_xls(copied(SCORES, ACHIEVED, REGISTER)),
    "open, copied to a new workbook.ods": lambda: as_ods(copied(SCORES, ACHIEVED, REGISTER)),
    "old, no reason.xls": lambda: as_xls(typed({"D6": Decimal(2)}, data=calculated())),
    "old, hostile text.xls": lambda: as_xls(with_xml("D6", 't="inlineStr"><is><t>=cmd|/C calc!A0</t></is>')),
    "old, cut off.xls": lambda: as_xls(calculated())[:20_000],
    "old, cut off at the end.xls": lambda: as_xls(calculated())[:-3_000],
    "old, second half zeros.xls": lambda: as_xls(calculated())[:30_000] + bytes(37_000),
    "old, with a password.xls": lambda: _with_records(_FILEPASS, before=b"\x42\0\x02\0\xb0\x04"),
    "old, merged over the whole sheet.xls": old(_merged_whole),
    "old, cell in the last corner.xls": old(_last_cell),
    "old, not a finite number.xls": old(_not_finite),
    "old, 540,000 cells.xls": _many_cells,
    "old, text that lies about its length.xls": _long_label,
    "old, sheet elsewhere.xls": _sheet_elsewhere,
    "old, chain in a circle.xls": _chain_in_a_circle,
    "old, directory in a circle.xls": _directory_in_a_circle,
    "old, table of texts that lies.xls": _text_table_that_lies,
    "open, blank rows to the end.ods": lambda: _ods_with("</table:table>", _BLANK_ROWS),
    "open, cells repeated over the sheet.ods": lambda: _ods_with("</table:table>", _REPEATED),
    "open, document type.ods": lambda: _ods_with("<office:document-content", _LAUGHS),
    "open, with a password.ods": _ods_encrypted,
    "open, no content.ods": partial(_ods_without, "content.xml"),
    "open, no list of parts.ods": partial(_ods_without, "META-INF/manifest.xml"),
    "open, not a number.ods": _ods_value("NaN"),
    "open, overflow.ods": _ods_value("1e999"),
    "open, words in a number.ods": _ods_value("三"),
    "open, no value.ods": _ods_value(""),
    "open, cut off.ods": lambda: as_ods(calculated())[:12_000],
    "binary, cut off.xlsb": lambda: as_xlsb(read_xlsx(calculated()))[:12_000],
    "binary, noise in a sheet.xlsb": lambda: packed(
        parts_of(as_xlsb(read_xlsx(calculated()))) | {"xl/worksheets/sheet1.bin": bytes(range(256)) * 40}
    ),
}

"""A return in the other formats, put together record by record, so that no office program is needed to make it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Grid, Kind, RawCell, Sheet

_ERROR_CODES = {
    "#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A
}  # fmt: skip
_VISIBILITY = {"visible": 0, "hidden": 1, "veryHidden": 2}
_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def as_xls(data: bytes) -> bytes:
    """Give a workbook as Excel 97 and WPS save it: BIFF8 records in a compound file."""
    return container({"Workbook": records(read_xlsx(data))})


def records(grid: Grid) -> bytes:
    """Give the records of a workbook: the globals, then each sheet."""
    sheets = [b"".join(_sheet_records(sheet)) for sheet in grid.sheets]
    head = _globals_head()
    listed = [_bound_sheet(sheet, 0) for sheet in grid.sheets]
    place = len(head) + sum(map(len, listed)) + len(_END_RECORD)
    made = head
    for sheet, content in zip(grid.sheets, sheets, strict=True):
        made += _bound_sheet(sheet, place)
        place += len(content)
    return made + _END_RECORD + b"".join(sheets)


def record(kind: int, content: bytes = b"") -> bytes:
    """Give one record: its kind, its length, its content."""
    return struct.pack("<HH", kind, len(content)) + content


_END_RECORD = record(0x0A)


def _beginning(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _globals_head() -> bytes:
    font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0) + b"\x05\0Arial"
    style = struct.pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0x20C0)
    cell = struct.pack("<HHHBBBBIIH", 0, 0, 1, 0x20, 0, 0, 0, 0, 0, 0x20C0)
    fonts = record(0x31, font) * 5
    styles = record(0xE0, style) * 15 + record(0xE0, cell)
    return _beginning(5) + record(0x42, struct.pack("<H", 1200)) + fonts + styles


def _bound_sheet(sheet: Sheet, place: int) -> bytes:
    visibility = _VISIBILITY[sheet.visibility]
    return record(
        0x85,
        struct.pack("<IBB", place, visibility, 0) + struct.pack("<B", len(sheet.name)) + _wide(sheet.name),
    )


def _wide(text: str) -> bytes:
    return b"\x01" + text.encode("utf-16-le")


def _sheet_records(sheet: Sheet) -> Iterator[bytes]:
    yield _beginning(0x10)
    rows = max((row for row, _ in sheet.cells), default=0)
    columns = max((column for _, column in sheet.cells), default=0)
    for column in sorted(sheet.hidden_columns):
        yield record(0x7D, struct.pack("<HHHHHH", column - 1, column - 1, 2560, 15, 1, 0))
    yield record(0x0200, struct.pack("<IIHHH", 0, rows, 0, columns, 0))
    for row in sorted(sheet.hidden_rows):
        yield record(0x0208, struct.pack("<HHHHHHI", row - 1, 0, columns, 300, 0, 0, 0x20 | 0x100))
    for (row, column), cell in sorted(sheet.cells.items()):
        yield from _cell_records(row - 1, column - 1, cell)
    for start in range(0, len(sheet.merges), 1000):
        areas = sheet.merges[start : start + 1000]
        packed = b"".join(
            struct.pack("<4H", one.top - 1, one.bottom - 1, one.left - 1, one.right - 1) for one in areas
        )
        yield record(0xE5, struct.pack("<H", len(areas)) + packed)
    yield _END_RECORD


def _cell_records(row: int, column: int, cell: RawCell) -> Iterator[bytes]:
    at = struct.pack("<HHH", row, column, 15)
    text = cell.text or ""
    if cell.formula is not None and cell.text is None:
        # In this format every formula has a result: one that was never computed can't be written.
        return
    if cell.formula is not None:
        yield from _formula_records(at, cell)
    elif cell.kind is Kind.NUMBER:
        yield record(0x0203, at + struct.pack("<d", float(text)))
    elif cell.kind is Kind.TEXT:
        yield record(0x0204, at + struct.pack("<H", len(text.encode("utf-16-le")) // 2) + _wide(text))
    else:
        yield record(0x0205, at + _boolean_or_error(cell))


def _boolean_or_error(cell: RawCell) -> bytes:
    if cell.kind is Kind.BOOLEAN:
        return bytes([cell.text == "TRUE", 0])
    return bytes([_ERROR_CODES[cell.text or "#N/A"], 1])


def _formula_records(at: bytes, cell: RawCell) -> Iterator[bytes]:
    # The formula itself is a constant: what is tested is its stored result.
    tokens = b"\x1f" + struct.pack("<d", 1.0)
    yield record(0x06, at + _result(cell) + struct.pack("<HIH", 0, 0, len(tokens)) + tokens)
    if cell.kind is Kind.TEXT:
        text = cell.text or ""
        yield record(0x0207, struct.pack("<H", len(text.encode("utf-16-le")) // 2) + _wide(text))


def _result(cell: RawCell) -> bytes:
    if cell.kind is Kind.NUMBER:
        return struct.pack("<d", float(cell.text or "0"))
    if cell.kind is Kind.TEXT:
        return b"\0\0\0\0\0\0\xff\xff" if cell.text else b"\x03\0\0\0\0\0\xff\xff"
    kind, value = (
        (1, cell.text == "TRUE") if cell.kind is Kind.BOOLEAN else (2, _ERROR_CODES[cell.text or "#N/A"])
    )
    return bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF])


def container(streams: dict[str, bytes]) -> bytes:
    """Give a compound file with these streams; each is filled up to the size from which it has sectors of its own."""
    contents = [content.ljust(4096, b"\0") for content in streams.values()]
    sectors = [-(-len(content) // _SECTOR) for content in contents]
    listing = -(-(len(streams) + 1) * 128 // _SECTOR)
    tables = 1
    while tables * 128 < tables + listing + sum(sectors):
        tables += 1
    chain, place, entries = [_TABLE] * tables, tables, []
    chain += [*range(place + 1, place + listing), _END]
    place += listing
    for content, count in zip(contents, sectors, strict=True):
        entries.append((place, len(content)))
        chain += [*range(place + 1, place + count), _END]
        place += count
    chain += [_FREE] * (tables * 128 - len(chain))
    head = struct.pack("<8s16sHHHHHHIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
                       0, 0, 0, tables, tables, 0, 4096, _END, 0, _END, 0)  # fmt: skip
    head += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    names = _directory(streams, entries).ljust(listing * _SECTOR, b"\0")
    body = b"".join(
        content.ljust(count * _SECTOR, b"\0") for content, count in zip(contents, sectors, strict=True)
    )
    return head + struct.pack(f"<{len(chain)}I", *chain) + names + body


def _directory(streams: Iterable[str], entries: list[tuple[int, int]]) -> bytes:
    names = list(streams)
    made = _entry("Root Entry", 5, child=1, right=_FREE, start=_END, size=0)
    for number, (name, (start, size)) in enumerate(zip(names, entries, strict=True), start=1):
        right = number + 1 if number < len(names) else _FREE
        made += _entry(name, 2, child=_FREE, right=right, start=start, size=size)
    return made


def _entry(name: str, kind: int, *, child: int, right: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("meta", "meta"),
        ("number", "datastyle"), ("manifest", "manifest"), ("of", "of"),
    )
)  # fmt: skip
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def as_ods(data: bytes) -> bytes:
    """Give a workbook as LibreOffice and WPS save it as OpenDocument."""
    return ods({"content.xml": content(read_xlsx(data)), "meta.xml": _meta(read_xlsx(data))})


def ods(parts: dict[str, str | bytes]) -> bytes:
    """Give an OpenDocument spreadsheet of these parts."""
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in parts
    )
    manifest = (
        f"<manifest:manifest {_NAMESPACES}>"
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>{listed}</manifest:manifest>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), ODS_TYPE, zipfile.ZIP_STORED)
        for name, part in {**parts, "META-INF/manifest.xml": manifest}.items():
            package.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def content(grid: Grid) -> str:
    """Give the part with all sheets."""
    hidden = '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>'
    tables = "".join(_table(sheet) for sheet in grid.sheets)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} office:version="1.2">'
        f"<office:automatic-styles>{hidden}</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _table(sheet: Sheet) -> str:
    style = "" if sheet.visibility == "visible" else ' table:style-name="hidden"'
    rows, last = [], 0
    by_row = dict(sheet.rows())
    for row in sorted({*by_row, *sheet.hidden_rows}):
        if row > last + 1:
            rows.append(
                f'<table:table-row table:number-rows-repeated="{row - last - 1}"><table:table-cell/></table:table-row>'
            )
        hidden = ' table:visibility="collapse"' if row in sheet.hidden_rows else ""
        cells = "".join(_table_cells(sheet, row, dict(by_row.get(row, {}))))
        rows.append(f"<table:table-row{hidden}>{cells or '<table:table-cell/>'}</table:table-row>")
        last = row
    return f"<table:table table:name={quoteattr(sheet.name)}{style}>{''.join(rows)}</table:table>"


def _table_cells(sheet: Sheet, row: int, cells: dict[int, RawCell]) -> Iterator[str]:
    starts = {one.left: one for one in sheet.merges if one.top == row}
    covered = {
        column
        for one in sheet.merges
        if one.top <= row <= one.bottom
        for column in range(one.left, one.right + 1)
        if (row, column) != (one.top, one.left)
    }
    last = 0
    for column in sorted({*cells, *starts, *covered}):
        if column > last + 1:
            yield f'<table:table-cell table:number-columns-repeated="{column - last - 1}"/>'
        area = starts.get(column)
        span = "" if area is None else (
            f' table:number-columns-spanned="{area.right - area.left + 1}"'
            f' table:number-rows-spanned="{area.bottom - area.top + 1}"'
        )  # fmt: skip
        kind = "covered-table-cell" if column in covered else "table-cell"
        yield _table_cell(kind, span, cells.get(column))
        last = column


def _table_cell(kind: str, span: str, cell: RawCell | None) -> str:
    if cell is None:
        return f"<table:{kind}{span}/>"
    text = cell.text or ""
    # An error stands in a formula's cell always: as a constant it is the formula =#REF!.
    said = text if cell.formula is None and cell.kind is Kind.ERROR else cell.formula
    formula = "" if said is None else f" table:formula={quoteattr('of:=' + said)}"
    match cell.kind:
        case Kind.NUMBER:
            value = f' office:value-type="float" office:value="{text}"' if cell.text is not None else ""
        case Kind.BOOLEAN:
            value = f' office:value-type="boolean" office:boolean-value="{text.lower()}"'
        case Kind.ERROR:
            value = ' office:value-type="string" office:string-value=""'
        case Kind.TEXT:
            value = ' office:value-type="string"'
    return f"<table:{kind}{span}{formula}{value}>{_paragraphs(text)}</table:{kind}>"


def _paragraphs(text: str) -> str:
    return "".join(f"<text:p>{_line(line)}</text:p>" for line in text.split("\n")) if text else ""


def _line(text: str) -> str:
    # Blanks that follow each other have to be written as an element of their own.
    return escape(text).replace("  ", ' <text:s text:c="1"/>')


def _meta(grid: Grid) -> str:
    properties = "".join(
        f'<meta:user-defined meta:name={quoteattr(name)} meta:value-type="string">{escape(value)}</meta:user-defined>'
        for name, value in grid.properties.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta {_NAMESPACES}><office:meta>'
        f"<meta:generator>LibreOffice/7.4.7.2</meta:generator>{properties}</office:meta></office:document-meta>"
    )

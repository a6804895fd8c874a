"""An .xlsb put together record by record ([MS-XLSB]): no program at hand writes one."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Mapping, Sequence

from handmade import OFFICE, PACKAGE, zipped

_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_ROW, _RK, _ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED, _FORMULA_NUMBER, _FORMULA_ERROR = (
    0,
    2,
    3,
    4,
    5,
    6,
    7,
    9,
    11,
)
_ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}

Typed = float | bool | str | None
"""What stands in a cell; #REF! is an error, =1.5 a formula with that result, ==#REF! one that fails."""


def record(kind: int, content: bytes = b"") -> bytes:
    """Give a record: its kind and its length in groups of seven bits, then its content."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(content), b""
    while size >= 0x80:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + content


def wide(text: str) -> bytes:
    """Give a text with its length before it."""
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def sheet(
    rows: Sequence[Sequence[Typed]],
    styles: Mapping[tuple[int, int], int] | None = None,
    *,
    merges: Sequence[tuple[int, int, int, int]] = (),
    hidden_rows: Collection[int] = (),
    hidden_columns: Sequence[int] = (),
) -> bytes:
    """Give a worksheet's part; `styles` are numbers of cell styles by (row, column), everything counted from 1."""
    made = record(129) + record(148, struct.pack("<4I", 0, max(len(rows) - 1, 0), 0, 20))
    columns = (struct.pack("<IIIIH", column - 1, column - 1, 2000, 0, 1) for column in hidden_columns)
    made += b"".join(record(60, column) for column in columns) + record(145)
    for number, row in enumerate(rows, start=1):
        hidden = 0x10 if number in hidden_rows else 0
        made += record(_ROW, struct.pack("<IIHBBBI", number - 1, 0, 300, 0, hidden, 0, 0))
        for column, typed in enumerate(row, start=1):
            if typed is not None:
                made += _cell(column - 1, typed, (styles or {}).get((number, column), 0))
    areas = b"".join(record(176, struct.pack("<4I", *(edge - 1 for edge in area))) for area in merges)
    return made + record(146) + areas + record(130)


def _cell(column: int, typed: Typed, style: int) -> bytes:
    kind, value = _value(typed)
    return record(kind, struct.pack("<II", column, style) + value)


def _value(typed: Typed) -> tuple[int, bytes]:
    if isinstance(typed, bool):
        return _BOOLEAN, bytes([typed])
    if isinstance(typed, int):
        return _RK, struct.pack("<i", typed << 2 | 2)
    if isinstance(typed, float):
        return _REAL, struct.pack("<d", typed)
    assert isinstance(typed, str)
    if typed in _ERRORS:
        return _ERROR, bytes([_ERRORS[typed]])
    if typed.startswith("=="):
        return _FORMULA_ERROR, bytes([_ERRORS[typed[2:]]]) + _NO_FORMULA
    if typed.startswith("="):
        return _FORMULA_NUMBER, struct.pack("<d", float(typed[1:])) + _NO_FORMULA
    if typed.startswith("@"):
        return _SHARED, struct.pack("<I", int(typed[1:]))
    return _TEXT, wide(typed)


_NO_FORMULA = struct.pack("<HII", 0, 0, 0)


def workbook(
    sheets: Iterable[tuple[str, int, bytes]],
    strings: Sequence[str] = (),
    formats: Sequence[str] = (),
    *,
    from_1904: bool = False,
    link: str = "",
) -> bytes:
    """Give the bytes of a workbook.

    `sheets` are name, state (0 visible, 1 hidden, 2 very hidden) and part; `strings` are the shared texts, `formats`
    the number formats of the cell styles after the first, `link` a part about another workbook.
    """
    listed = list(sheets)
    bundles = b"".join(
        record(156, struct.pack("<II", state, number) + wide(f"rId{number}") + wide(name))
        for number, (name, state, _) in enumerate(listed, start=1)
    )
    relationships = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.bin"/>'
        for number in range(1, len(listed) + 1)
    )
    if link:
        relationships += f'<Relationship Id="l1" Type="{OFFICE}/externalLink" Target="{link}"/>'
    texts = b"".join(record(19, b"\0" + wide(text)) for text in strings)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/workbook.bin": record(131)
        + record(153, struct.pack("<III", from_1904, 0, 0))
        + record(143)
        + bundles
        + record(144)
        + record(132),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}">{relationships}<Relationship Id="s1" Type="{OFFICE}/sharedStrings" Target="sharedStrings.bin"/><Relationship Id="s2" Type="{OFFICE}/styles" Target="styles.bin"/></Relationships>',
        "xl/sharedStrings.bin": record(159, struct.pack("<II", len(strings), len(strings)))
        + texts
        + record(160),
        "xl/styles.bin": _styles(formats),
    }
    for number, (_, _, part) in enumerate(listed, start=1):
        parts[f"xl/worksheets/sheet{number}.bin"] = part
    return zipped(parts)


def _styles(formats: Sequence[str]) -> bytes:
    codes = b"".join(
        record(44, struct.pack("<H", 164 + place) + wide(code)) for place, code in enumerate(formats)
    )
    numbers = [0, *(164 + place for place in range(len(formats)))]
    styled = b"".join(record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in numbers)
    return (
        record(278)
        + (record(615, struct.pack("<I", len(formats))) + codes + record(616) if formats else b"")
        + record(617, struct.pack("<I", len(numbers)))
        + styled
        + record(618)
        + record(279)
    )

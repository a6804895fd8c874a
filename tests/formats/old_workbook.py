"""An .xls put together record by record ([MS-XLS]), and the container and the password that go around it."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4

_BOF, _EOF, _FILEPASS, _BUNDLE = 0x0809, 0x000A, 0x002F, 0x0085
_ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}

Typed = float | bool | str | bytes | None
"""What stands in a cell; #REF! is an error, bytes are a formula's tokens with the result 5."""

SUM_OF_A1_TO_A2 = bytes.fromhex("25 0000 0100 00c0 00c0 19 10 0000")
ONE_PLUS_TWO = bytes.fromhex("1e 0100 1e 0200 03")
ELSEWHERE = bytes.fromhex("01 0000 0000")


@dataclass(frozen=True)
class OldSheet:
    """A worksheet; `styles` are numbers of cell styles by (row, column), everything counted from 1."""

    name: str
    rows: Sequence[Sequence[Typed]] = ()
    state: int = 0
    styles: Mapping[tuple[int, int], int] = field(default_factory=dict)
    merges: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()


def record(kind: int, content: bytes = b"") -> bytes:
    """Give a record."""
    return struct.pack("<HH", kind, len(content)) + content


def stream(
    sheets: Iterable[OldSheet],
    formats: Sequence[str] = (),
    *,
    version: int = 0x0600,
    from_1904: bool = False,
    filepass: bytes = b"",
) -> bytes:
    """Give the stream of a workbook; `formats` are the number formats of the cell styles after the first."""
    listed = list(sheets)
    head = _bof(5, version) + filepass + record(0x0042, struct.pack("<H", 1200))
    head += record(0x0022, struct.pack("<H", from_1904)) + record(
        0x0031, struct.pack("<HHHHHBBBBBB", 200, 0, 8, 400, 0, 0, 0, 0, 0, 1, 0) + b"A"
    )
    for place, code in enumerate(formats):
        head += record(0x041E, struct.pack("<H", 164 + place) + _wide(code))
    head += b"".join(_style(number) for number in [0, *range(164, 164 + len(formats))])
    parts = [_sheet(one, version) for one in listed]
    place = len(head) + sum(12 + 2 * len(one.name) for one in listed) + 4
    bundles = b""
    for one, part in zip(listed, parts, strict=True):
        name = struct.pack("<BB", len(one.name), 1) + one.name.encode("utf-16-le")
        bundles += record(_BUNDLE, struct.pack("<IBB", place, one.state, 0) + name)
        place += len(part)
    return head + bundles + record(_EOF) + b"".join(parts)


def _bof(kind: int, version: int) -> bytes:
    return record(_BOF, struct.pack("<HHHHII", version, kind, 0, 1996, 0, 0))


def _wide(text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return struct.pack("<HB", len(encoded) // 2, 1) + encoded


def _style(number: int) -> bytes:
    return record(0x00E0, struct.pack("<HHHBBBBIIH", 0, number, 0, 0, 0, 0, 0, 0, 0, 0))


def _sheet(one: OldSheet, version: int) -> bytes:
    made = _bof(0x10, version)
    for column in one.hidden_columns:
        made += record(0x007D, struct.pack("<HHHHHH", column - 1, column - 1, 2000, 0, 1, 0))
    for row in one.hidden_rows:
        made += record(0x0208, struct.pack("<HHHHHHI", row - 1, 0, 1, 300, 0, 0, 0x20))
    for row, values in enumerate(one.rows, start=1):
        for column, typed in enumerate(values, start=1):
            if typed is not None:
                at = struct.pack("<HHH", row - 1, column - 1, one.styles.get((row, column), 0))
                made += _cell(at, typed)
    if one.merges:
        areas = b"".join(struct.pack("<4H", *(edge - 1 for edge in area)) for area in one.merges)
        made += record(0x00E5, struct.pack("<H", len(one.merges)) + areas)
    return made + record(_EOF)


def _cell(at: bytes, typed: Typed) -> bytes:
    if isinstance(typed, bool):
        return record(0x0205, at + struct.pack("<BB", typed, 0))
    if isinstance(typed, (int, float)):
        return record(0x0203, at + struct.pack("<d", typed))
    if isinstance(typed, bytes):
        return record(0x0006, at + struct.pack("<dHIH", 5, 0, 0, len(typed)) + typed)
    assert isinstance(typed, str)
    if typed in _ERRORS:
        return record(0x0205, at + struct.pack("<BB", _ERRORS[typed], 1))
    return record(0x0204, at + _wide(typed))


def container(content: bytes, name: str = "Workbook") -> bytes:
    """Give an OLE container with one stream: header, allocation table, directory, the stream's sectors."""
    content = content.ljust(4096 if len(content) < 4096 else 512 * -(-len(content) // 512), b"\0")
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    sectors = len(content) // 512
    directory = _entry("Root Entry", 5, 1, end, 0) + _entry(name, 2, free, 2, len(content)) + bytes(256)
    chain = [table, end, *range(3, sectors + 2), end]
    assert len(chain) <= 128
    head = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0,
        1, 1, 0, 4096, end, 0, end, 0,
    )  # fmt: skip
    head += struct.pack("<109I", 0, *[free] * 108)
    return head + struct.pack("<128I", *chain, *[free] * (128 - len(chain))) + directory + content


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded, free = (name + "\0").encode("utf-16-le"), 0xFFFFFFFF
    links = struct.pack("<HBBIII", len(encoded), kind, 1, free, free, child)
    return encoded.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def protected(sheets: Iterable[OldSheet], password: str) -> bytes:
    """Give a workbook that opens with a password, encrypted with RC4 ([MS-XLS] 2.2.10)."""
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    keys = _key_stream(password, salt, 32)
    checked = _xor(verifier + hashlib.md5(verifier, usedforsecurity=False).digest(), keys)
    plain = stream(sheets, filepass=record(_FILEPASS, struct.pack("<HHH", 1, 1, 1) + salt + checked))
    plain += record(0, bytes(4096 - len(plain) - 4))
    return container(_encrypted(plain, _key_stream(password, salt, len(plain))))


def _encrypted(plain: bytes, keys: bytes) -> bytes:
    made, place = b"", 0
    while place < len(plain):
        kind, size = struct.unpack_from("<HH", plain, place)
        clear = size if kind in {_BOF, _FILEPASS} else 4 if kind == _BUNDLE else 0
        start, end = place + 4 + clear, place + 4 + size
        made += plain[place:start] + _xor(plain[start:end], keys[start:end])
        place = end
    return made


def encrypted(plain: bytes, password: str) -> bytes:
    """Give a package encrypted as Excel does today ([MS-OFFCRYPTO] 2.3.4), padded by `padded`."""
    made = io.BytesIO()
    OOXMLFile(io.BytesIO(padded(plain))).encrypt(password, made)
    return made.getvalue()


def padded(package: bytes) -> bytes:
    """Give a zip with a long comment: what is below 4096 bytes msoffcrypto encrypts wrongly."""
    return package[:-2] + struct.pack("<H", 4096) + bytes(4096)


def _key_stream(password: str, salt: bytes, size: int) -> bytes:
    stirred = DocumentRC4.decrypt(password, salt, io.BytesIO(bytes(size)), blocksize=1024)
    return bytes(stirred.read())


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=False))

"""Files that nobody sends in good faith: small, and made to take time or memory without end."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from random import Random

from scoresheet.parts.cells import Package

MIDDLE = "51080001_中间一份"
"""The name, without its suffix: it sorts among the returns, and names no unit."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SPACES = 1 << 29


def _merged(good: bytes) -> bytes:
    """Merge all cells that a sheet can have."""
    package = Package(good)
    part = next(iter(package.sheets.values()))
    xml = package.parts[part]
    changed = xml.replace(b"<mergeCell ", b'<mergeCell ref="A1:XFD1048576"/><mergeCell ', 1)
    return package.to_bytes({part: changed})


def _inflating(good: bytes) -> bytes:
    """Let the first sheet inflate to half a gigabyte of blanks."""
    package = Package(good)
    part = next(iter(package.sheets.values()))
    head, closing, rest = package.parts[part].partition(b"<sheetData>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in package.parts.items():
            with archive.open(name, "w") as out:
                if name != part:
                    out.write(data)
                else:
                    out.write(head + closing)
                    for _ in range(_SPACES >> 20):
                        out.write(b" " * (1 << 20))
                    out.write(rest)
    return buffer.getvalue()


def _broken(_good: bytes) -> bytes:
    """Give what begins as an old .xls and goes on at random."""
    return _OLE + Random(0).randbytes(1 << 16)  # noqa: S311 - bytes that can be drawn again, no secret


HOSTILE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a merge over the whole sheet": (".xlsx", _merged),
    "a sheet that inflates to 512 MB": (".xlsx", _inflating),
    "an .xls of random bytes": (".xls", _broken),
}
"""By what it is: its suffix, and what makes it of a good return."""

"""What an old Office file says about itself: when and by which program it was saved, and what was noted in it."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime

import olefile

_SUMMARY, _DOCUMENT = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_CUSTOM = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")
"""The format id of the section that holds custom properties ([MS-OLEPS] 2.18.1.1)."""
_MOST = 1024 * 1024
_MOST_ENTRIES = 1_000
_ANSI, _WIDE = 30, 31
_UNICODE_PAGE = 1200
_UTF_8_PAGE = 65001


@dataclass(frozen=True, slots=True)
class Properties:
    """The time of the last save (UTC), the program's name and the custom properties that are texts."""

    modified: datetime | None = None
    application: str = ""
    custom: dict[str, str] = field(default_factory=dict)


def properties(data: bytes) -> Properties:
    """Give what the file says about itself, nothing where it says nothing.

    Raises whatever olefile and struct raise for a file whose properties are broken.
    """
    if not olefile.isOleFile(data=data):
        return Properties()
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        told = container.getproperties(_SUMMARY, convert_time=True) if container.exists(_SUMMARY) else {}
        saved, program, page = told.get(13), told.get(18), told.get(1, 0)
        return Properties(
            saved.replace(tzinfo=UTC) if isinstance(saved, datetime) and saved.year > _NEVER else None,
            _program(program, page & 0xFFFF),
            _custom(container.openstream(_DOCUMENT).read(_MOST)) if container.exists(_DOCUMENT) else {},
        )


def _program(told: bytes | str | None, page: int) -> str:
    return _decoded(told, page) if isinstance(told, bytes) else (told or "").split("\0")[0]


_NEVER = 1601
"""The year of a time that was never set."""


def _custom(stream: bytes) -> dict[str, str]:
    (sections,) = struct.unpack_from("<I", stream, 24)
    for number in range(min(sections, 2)):
        start = 28 + 20 * number
        if stream[start : start + 16] == _CUSTOM:
            (offset,) = struct.unpack_from("<I", stream, start + 16)
            return _texts(stream[offset:])
    return {}


def _texts(section: bytes) -> dict[str, str]:
    """Give the texts of a section by their names, which its entry 0 lists."""
    (count,) = struct.unpack_from("<I", section, 4)
    places = dict(struct.iter_unpack("<II", section[8 : 8 + 8 * min(count, _MOST_ENTRIES)]))
    page = struct.unpack_from("<H", section, places[1] + 4)[0] if 1 in places else _UNICODE_PAGE
    names = _names(section, places[0], page)
    return {
        name: text
        for number, name in names.items()
        if number in places and (text := _text(section, places[number], page)) is not None
    }


def _names(section: bytes, place: int, page: int) -> dict[int, str]:
    (count,) = struct.unpack_from("<I", section, place)
    place += 4
    names = {}
    for _ in range(min(count, _MOST_ENTRIES)):
        number, length = struct.unpack_from("<II", section, place)
        size = 2 * length + -2 * length % 4 if page == _UNICODE_PAGE else length
        names[number] = _decoded(section[place + 8 : place + 8 + size], page)
        place += 8 + size
    return names


def _text(section: bytes, place: int, page: int) -> str | None:
    kind, length = struct.unpack_from("<II", section, place)
    if kind == _ANSI:
        return _decoded(section[place + 8 : place + 8 + length], page)
    if kind == _WIDE:
        return _decoded(section[place + 8 : place + 8 + 2 * length], _UNICODE_PAGE)
    return None


def _decoded(content: bytes, page: int) -> str:
    encoding = {_UNICODE_PAGE: "utf-16-le", _UTF_8_PAGE: "utf-8"}.get(page, f"cp{page}")
    try:
        return content.decode(encoding, "replace").split("\0")[0]
    except LookupError:
        return content.decode("latin-1").split("\0")[0]

"""A workbook's zip container, opened within limits that an honest form never meets."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from scoresheet.grid import Trouble, Unreadable
from scoresheet.language import Text

MOST_ENTRIES = 1_000
MOST_INFLATED = 50 * 1024 * 1024
MOST_TAGS = 4_000_000
MOST_RATIO = 200
RATIO_FREE = 1024 * 1024
"""Below this size a part may shrink as much as it likes: a page of blanks is small however well it is packed."""

_CHUNK = 64 * 1024
_DIRECTORY_ENTRY = b"PK\x01\x02"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_PICTURES = re.compile(r"(.*/)?media/|(pictures|thumbnails|objectreplacements)/", re.DOTALL)
"""Where Excel and WPS, and where OpenDocument programs keep pictures; names are lower-case."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def shown(name: str) -> str:
    """Give a name that stands inside the file so that it can be printed: no control characters, not too long."""
    return "".join(letter if letter.isprintable() else "�" for letter in name[:80])


def inside(part: str, what: Text) -> Text:
    """Say what is the matter with one part of the file."""
    return Text(f"文件内部的{shown(part)}{what.zh}", f"{shown(part)} inside the file {what.en}")


def damaged(part: str) -> Unreadable:
    """Give the refusal of a part that can't be read to its end."""
    return Unreadable(Trouble.DAMAGED, inside(part, Text("已损坏或不完整", "is damaged or incomplete")))


class Package:
    """The parts of a workbook by name, inflated piece by piece as they are asked for.

    Names are compared without regard to case, as the packaging standard asks. Raises Unreadable for bytes that are
    no zip, for what no spreadsheet program writes (encrypted entries, two entries of one name, names that point out
    of the archive) and for what is larger than an honest form. Pictures are never inflated and count for nothing.

    There is no limit on what a part may list that no reader keeps, such as defined names and validations: it costs no
    more than its tags and bytes, which are limited.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = _opened(data)
        self._entries = _by_name(self._archive.infolist())
        self._inflated = self._tags = 0
        self._tested: set[str] = set()
        _refuse_bombs(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._entries

    def chunks(self, part: str) -> Iterator[bytes]:
        """Inflate a part piece by piece; its checksum has been tested when the last piece is out.

        Raises Unreadable where the part is missing or damaged, or the parts together become too large.
        """
        entry = self._entries.get(_key(part))
        if entry is None:
            raise Unreadable(Trouble.DAMAGED, inside(part, Text("缺失", "is missing")))
        try:
            with self._archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    self._count(chunk, part)
                    yield chunk
            self._tested.add(_key(part))
        except _BROKEN as error:
            raise damaged(part) from error

    def unread(self) -> list[str]:
        """Give the names of the parts other than pictures that have not been inflated to their end."""
        return [
            entry.filename
            for name, entry in self._entries.items()
            if name not in self._tested and not name.endswith("/") and not _PICTURES.match(name)
        ]

    def _count(self, chunk: bytes, part: str) -> None:
        # The same entry may be asked for twice, so that the sizes in the directory are no bound for the whole.
        self._inflated += len(chunk)
        # Tags are what takes time: 50 MB of the shortest ones would keep the reader busy for a quarter of a minute.
        self._tags += chunk.count(b"<")
        if self._inflated > MOST_INFLATED or self._tags > MOST_TAGS:
            raise _too_large(part)


def _opened(data: bytes) -> zipfile.ZipFile:
    if not data:
        raise Unreadable(Trouble.EMPTY)
    # Counted before the archive is opened: zipfile makes an object of every entry, and a directory of 200,000 takes
    # seconds and 100 MB.
    if data.count(_DIRECTORY_ENTRY) > MOST_ENTRIES:
        limit = f"{MOST_ENTRIES:,}"
        raise Unreadable(
            Trouble.UNSAFE, Text(f"文件内部超过{limit}个部件", f"more than {limit} parts inside the file")
        )
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        # The directory stands at the end of the file: what begins as a zip and has none was cut off.
        cut_off = data.startswith(b"PK")
        raise Unreadable(Trouble.DAMAGED if cut_off else Trouble.NOT_A_WORKBOOK) from error


def _key(name: str) -> str:
    # Some programs write a backslash between folder and name.
    return name.replace("\\", "/").lower()


def _by_name(entries: Iterable[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    named: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = _key(entry.filename)
        _refuse_odd(entry, name)
        if named.setdefault(name, entry) is not entry:
            twice = inside(entry.filename, Text("出现了两次", "occurs twice"))
            raise Unreadable(Trouble.UNSAFE, twice)
    return named


_OUTWARD = re.compile(r"/|[a-z]:|(.*/)?\.\.(/|$)", re.DOTALL)


def _refuse_odd(entry: zipfile.ZipInfo, name: str) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise Unreadable(Trouble.ENCRYPTED, inside(entry.filename, Text("已加密", "is encrypted")))
    if entry.compress_type not in _METHODS:
        method = inside(entry.filename, Text("的压缩方式不是表格所用的", "is compressed as no workbook is"))
        raise Unreadable(Trouble.UNSAFE, method)
    if _OUTWARD.match(name):
        outward = inside(entry.filename, Text("的名称指向文件之外", "has a name that points out of the file"))
        raise Unreadable(Trouble.UNSAFE, outward)


def _refuse_bombs(entries: Mapping[str, zipfile.ZipInfo]) -> None:
    # zipfile gives no more bytes of an entry than the directory declares, so that a declared size can be too large
    # but never too small.
    total = 0
    for name, entry in entries.items():
        if _PICTURES.match(name):
            continue
        total += entry.file_size
        ratio_matters = entry.file_size > RATIO_FREE
        if total > MOST_INFLATED or (ratio_matters and entry.file_size > MOST_RATIO * entry.compress_size):
            raise _too_large(entry.filename)


def _too_large(part: str) -> Unreadable:
    what = Text("展开后过大，不像正常的表格", "unpacks to a size that no honest form has")
    return Unreadable(Trouble.UNSAFE, inside(part, what))


def resolved(base: str, target: str) -> str:
    """Give the name of the part that a relationship of the part `base` points to."""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))

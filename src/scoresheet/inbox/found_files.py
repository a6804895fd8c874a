"""One file of an inbox as it was found, the path by which it is told everywhere, and how large it may be."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from scoresheet.grid import Trouble
from scoresheet.inbox.attachments import ARCHIVE_SUFFIXES, SPREADSHEET_SUFFIXES, is_attachment
from scoresheet.inbox.detect import FileType
from scoresheet.inert import one_line
from scoresheet.language import NOTHING, Text

LARGEST = 20 * 1024 * 1024
"""Bytes; a form with photos pasted in is far below, and nothing larger is read into memory."""
ARCHIVE_TOTAL = 400 * 1024 * 1024
"""Bytes; so much is unpacked from one archive."""
ARCHIVE_MEMBERS = 5000
"""An archive with more entries is not looked into."""


class Role(StrEnum):
    """What a file is to the round."""

    RETURN = "return"
    ATTACHMENT = "attachment"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class File:
    """One file as it was found.

    `path` is as reports show it ("a.zip!/name" for a member of an archive), with forward slashes, and no two files
    have the same; `on_disk` is the file, or the archive, that must never be written to. `place` is the path as seen
    from what the user named: nothing in it says where the inbox itself lies. `data` is empty where it could not or
    need not be read; then `trouble` or `reason` says why. `mtime` is in seconds, `size` in bytes, 0 where the file
    was not even opened.
    """

    path: str
    type: FileType
    role: Role = Role.RETURN
    data: bytes = b""
    sha256: str = ""
    mtime: float = 0.0
    trouble: Trouble | None = None
    reason: Text = NOTHING
    on_disk: Path = Path()
    size: int = 0
    place: str = ""


class Paths:
    """The paths of an inbox as reports show them, each given to one file only."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def unique(self, path: str) -> str:
        """Give a path as it can be shown, which no other file has or looks as if it had.

        Names in two encodings, entries of an archive, or names with characters that nobody sees may look the same:
        from the second on they are numbered.
        """
        seen = one_line(path)
        made, count = seen, 1
        while _looks(made) in self._taken:
            count += 1
            made = f"{seen}#{count}"
        self._taken.add(_looks(made))
        return made


def _looks(path: str) -> str:
    spaced = " ".join(unicodedata.normalize("NFC", path).split())
    return "".join(char for char in spaced if not unicodedata.category(char).startswith("C")).strip()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a file lies: its path as reports show it, and as seen from what the user named."""

    path: str
    place: str

    @property
    def suffix(self) -> str:
        """The suffix of its name in small letters."""
        return PurePosixPath(self.place).suffix.lower()

    @property
    def name(self) -> str:
        """Its name without the folders."""
        return PurePosixPath(self.place).name


@dataclass(slots=True)
class Origin:
    """The file on disk from which one or, of an archive, many files come.

    `passwords` are tried on encrypted archives. `budget` is how many bytes, `members` how many entries may still be
    unpacked, archives in archives included.
    """

    on_disk: Path
    spot: Spot
    paths: Paths
    passwords: tuple[str, ...] = ()
    budget: int = field(default_factory=lambda: ARCHIVE_TOTAL)
    members: int = ARCHIVE_MEMBERS
    mtime: float = 0.0

    def file(self, spot: Spot, kind: FileType = FileType.UNKNOWN, **fields: Any) -> File:
        """Give a file of this origin."""
        return File(spot.path, kind, place=spot.place, mtime=self.mtime, on_disk=self.on_disk, **fields)

    def inside(self, spot: Spot, name: str) -> Spot:
        """Give the spot of an entry of the archive that lies there."""
        return Spot(self.paths.unique(f"{spot.path}!/{name}"), f"{spot.place}!/{name}")


_MEGABYTE = 1024 * 1024


def too_large(origin: Origin, spot: Spot, size: int, kind: FileType = FileType.UNKNOWN) -> File:
    """Give a file of so many bytes that was not opened; it is no return unless it may hold a form."""
    tenths = -(-size * 10 // _MEGABYTE)
    megabytes = f"{tenths // 10}.{tenths % 10}"
    reason = Text(
        f"文件有{megabytes}MB，超过20MB，未读取", f"the file has {megabytes} MB, over 20 MB, not read"
    )
    if is_attachment(kind, spot.suffix):
        told = Text(f"附件材料，{reason.zh}", f"an attachment; {reason.en}")
        return origin.file(spot, kind, role=Role.ATTACHMENT, reason=told, size=size)
    may_hold_a_form = spot.suffix in SPREADSHEET_SUFFIXES | ARCHIVE_SUFFIXES or kind in _FORMS
    role = Role.RETURN if may_hold_a_form else Role.IGNORED
    return origin.file(spot, kind, role=role, trouble=Trouble.UNSAFE, reason=reason, size=size)


_FORMS = frozenset({FileType.XLSX, FileType.XLSM, FileType.XLSB, FileType.ODS, FileType.OLE_XLS})

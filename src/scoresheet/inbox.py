"""Everything that lies in an inbox: files, folders, patterns and archives, one file at a time, opened to read only."""

from __future__ import annotations

import glob
import hashlib
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from scoresheet.detect import FileType, detect
from scoresheet.grid import Trouble
from scoresheet.language import NOTHING, Text

LARGEST = 20 * 1024 * 1024
"""Bytes; a form with photos pasted in is far below, and nothing larger is read into memory."""
_ARCHIVE_TOTAL = 400 * 1024 * 1024
_ARCHIVE_MEMBERS = 5000


class Role(StrEnum):
    """What a file is to the round."""

    RETURN = "return"
    ATTACHMENT = "attachment"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class File:
    """One file as it was found.

    `path` is as reports show it ("a.zip!/name" for a member of an archive), with forward slashes. `data` is empty
    where it could not or need not be read; then `trouble` or `reason` says why. `mtime` is in seconds.
    """

    path: str
    type: FileType
    role: Role = Role.RETURN
    data: bytes = b""
    sha256: str = ""
    mtime: float = 0.0
    trouble: Trouble | None = None
    reason: Text = NOTHING


class InboxError(Exception):
    """A path that the user gave doesn't lead to a file; `sentence` says which."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def collect(paths: Iterable[str]) -> Iterator[File]:
    """Walk the files that these paths lead to, each once, in the order of their names.

    A path is a file, a folder (with all below it), a pattern such as *.xlsx, or an archive. Raises InboxError, before
    anything is read, for a path that leads nowhere.
    """
    found = [one for path in paths for one in _expanded(path)]
    return _walk(found)


def _expanded(path: str) -> list[Path]:
    plain = Path(path)
    if os.path.lexists(plain):
        return [plain]
    if any(mark in path for mark in "*?["):
        matches = sorted(glob.glob(path, recursive=True))
        if matches:
            return [Path(match) for match in matches]
        raise InboxError(Text(f"没有文件符合 {path}。", f"No file matches {path}."))
    raise InboxError(
        Text(f"找不到 {path}。请检查路径是否写对。", f"{path} doesn't exist. Please check the path.")
    )


def _walk(found: list[Path]) -> Iterator[File]:
    seen: set[str] = set()
    for root in found:
        for path in _below(root):
            key = os.path.realpath(path)
            if key not in seen or path.is_symlink():
                seen.add(key)
                yield from _opened(path)


def _below(root: Path) -> Iterator[Path]:
    if root.is_symlink() or not root.is_dir():
        yield root
        return
    try:
        entries = sorted(root.iterdir())
    except OSError:
        yield root
        return
    for entry in entries:
        yield from _below(entry)


def _opened(path: Path) -> Iterator[File]:
    shown = path.as_posix()
    ignored = _ignored(path.name)
    if ignored:
        yield File(shown, FileType.UNKNOWN, Role.IGNORED, reason=ignored)
        return
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            yield File(shown, FileType.UNKNOWN, Role.IGNORED, reason=_NOT_A_FILE)
            return
        if status.st_size > LARGEST:
            yield _too_large(shown, status.st_size, status.st_mtime, path.suffix)
            return
        data = path.read_bytes()
    except OSError:
        yield File(shown, FileType.UNKNOWN, trouble=Trouble.NO_ACCESS)
        return
    yield from _of_bytes(shown, data, status.st_mtime, depth=0)


def _of_bytes(shown: str, data: bytes, mtime: float, *, depth: int) -> Iterator[File]:
    kind = detect(data)
    sha256 = hashlib.sha256(data).hexdigest()
    if kind is FileType.ZIP and depth <= 1:
        yield from _members(shown, data, mtime, sha256, depth)
        return
    suffix = PurePosixPath(shown).suffix.lower()
    if kind in _DOCUMENTS and suffix not in _SPREADSHEET_SUFFIXES:
        yield File(shown, kind, Role.ATTACHMENT, b"", sha256, mtime, reason=_ATTACHED)
        return
    yield File(shown, kind, Role.RETURN, data, sha256, mtime)


_DOCUMENTS = frozenset(
    {
        FileType.DOCX,
        FileType.PPTX,
        FileType.ODT,
        FileType.OFD,
        FileType.PDF,
        FileType.IMAGE,
        FileType.OLE_OTHER,
    }
)
_SPREADSHEET_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb", ".csv"})
_ATTACHED = Text("附件材料，不从中读取得分", "an attachment; no score is read from it")
_NOT_A_FILE = Text("不是普通文件，未读取", "not an ordinary file, not read")
_LOCK = Text("表格软件的临时文件，未读取", "a temporary file of a spreadsheet program, not read")
_SYSTEM = Text("系统文件，未读取", "a file of the operating system, not read")
_SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def _ignored(name: str) -> Text | None:
    if name.startswith(("~$", ".~")):
        return _LOCK
    if name.lower() in _SYSTEM_NAMES or name.startswith("._"):
        return _SYSTEM
    return None


def _too_large(shown: str, size: int, mtime: float, suffix: str) -> File:
    megabytes = size // (1024 * 1024)
    reason = Text(
        f"文件有{megabytes}MB，超过20MB，未读取", f"the file has {megabytes} MB, over 20 MB, not read"
    )
    is_form = suffix.lower() in _SPREADSHEET_SUFFIXES
    role = Role.RETURN if is_form else Role.IGNORED
    return File(shown, FileType.UNKNOWN, role, mtime=mtime, trouble=Trouble.UNSAFE, reason=reason)


def _members(shown: str, data: bytes, mtime: float, sha256: str, depth: int) -> Iterator[File]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        yield File(shown, FileType.ZIP, sha256=sha256, mtime=mtime, trouble=Trouble.DAMAGED)
        return
    if len(members) > _ARCHIVE_MEMBERS or sum(one.file_size for one in members) > _ARCHIVE_TOTAL:
        yield File(shown, FileType.ZIP, sha256=sha256, mtime=mtime, trouble=Trouble.UNSAFE)
        return
    for member in sorted(members, key=lambda one: one.filename):
        name = _member_name(member)
        if not member.is_dir() and not name.startswith("__MACOSX/"):
            yield from _member(f"{shown}!/{name}", archive, member, mtime, depth)


def _member(
    shown: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, mtime: float, depth: int
) -> Iterator[File]:
    ignored = _ignored(PurePosixPath(shown).name)
    if ignored:
        yield File(shown, FileType.UNKNOWN, Role.IGNORED, reason=ignored)
        return
    if member.flag_bits & 1:
        yield File(shown, FileType.UNKNOWN, mtime=mtime, trouble=Trouble.ENCRYPTED)
        return
    try:
        with archive.open(member) as stream:
            data = stream.read(LARGEST + 1)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, zlib.error):
        yield File(shown, FileType.UNKNOWN, mtime=mtime, trouble=Trouble.DAMAGED)
        return
    if len(data) > LARGEST:
        yield _too_large(shown, len(data), mtime, PurePosixPath(shown).suffix)
        return
    yield from _of_bytes(shown, data, mtime, depth=depth + 1)


def _member_name(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & 0x800:
        return member.filename
    # Without the flag the name's bytes were taken for cp437; Chinese programs write UTF-8 or GBK there.
    raw = member.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename

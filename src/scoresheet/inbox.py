"""Everything that lies in an inbox: files, folders, patterns and archives, one file at a time, opened to read only."""

from __future__ import annotations

import glob
import hashlib
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from scoresheet.detect import FileType, detect
from scoresheet.grid import Trouble
from scoresheet.language import NOTHING, Text
from scoresheet.ours import is_input, is_output

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

    `path` is as reports show it ("a.zip!/name" for a member of an archive), with forward slashes; `on_disk` is the
    file, or the archive, that must never be written to. `data` is empty where it could not or need not be read; then
    `trouble` or `reason` says why. `mtime` is in seconds.
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
        matches = {match for pattern in _patterns(path) for match in _matching(pattern)}
        if matches:
            return [Path(match) for match in sorted(matches)]
        raise InboxError(Text(f"没有文件符合 {path}。", f"No file matches {path}."))
    raise InboxError(
        Text(f"找不到 {path}。请检查路径是否写对。", f"{path} doesn't exist. Please check the path.")
    )


def _matching(pattern: str) -> list[str]:
    return glob.glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute patterns


def _patterns(path: str) -> list[str]:
    """Give a pattern as it is written and with brackets taken for part of names: 收到[1]/*.xlsx."""
    parts = Path(path).parts
    folders = (Path(*parts[:count]) for count in range(len(parts) - 1, 0, -1))
    known = next((folder for folder in folders if os.path.lexists(folder)), None)
    rest = parts if known is None else parts[len(known.parts) :]
    start = "" if known is None else glob.escape(str(known))
    literal = [part.replace("[", "[[]") for part in rest]
    return [path, str(Path(start, *rest)), str(Path(start, *literal))]


def _walk(found: list[Path]) -> Iterator[File]:
    seen: set[str] = set()
    for root in found:
        for path in _below(root):
            # What the user names is followed wherever it leads; a link that lies among the files is not.
            is_link = path != root and _is_link(path)
            key = str(path.absolute()) if is_link else os.path.realpath(path)
            if key not in seen:
                seen.add(key)
                yield from _opened(path, is_link=is_link)


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:
        return False


def _below(root: Path) -> Iterator[Path]:
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            mode = path.stat().st_mode if path == root else path.lstat().st_mode
            entries = sorted(path.iterdir(), reverse=True) if stat.S_ISDIR(mode) else None
        except OSError:
            # Whatever it is can't be looked at, and is told so where it is opened.
            entries = None
        if entries is None:
            yield path
        else:
            waiting += entries


def _opened(path: Path, *, is_link: bool) -> Iterator[File]:
    origin = _Origin(path, _ARCHIVE_TOTAL)
    shown = _shown(path)
    ignored = _LINK if is_link else _ignored(path.name)
    if ignored:
        yield origin.file(shown, role=Role.IGNORED, reason=ignored)
        return
    try:
        status = path.stat()
        origin.mtime = status.st_mtime
        if stat.S_ISDIR(status.st_mode):
            yield origin.file(shown, trouble=Trouble.NO_ACCESS, reason=_CLOSED_FOLDER)
        elif not stat.S_ISREG(status.st_mode):
            yield origin.file(shown, role=Role.IGNORED, reason=_NOT_A_FILE)
        elif status.st_size > LARGEST:
            yield from _large(shown, status.st_size, origin)
        else:
            yield from _of_bytes(shown, path.read_bytes(), origin, depth=0)
    except OSError:
        yield origin.file(shown, trouble=Trouble.NO_ACCESS)


def _shown(path: Path) -> str:
    return _decoded(os.fsencode(path.as_posix()))


def _decoded(name: bytes) -> str:
    # Chinese programs that know no UTF-8 write names in GBK, on disk after unpacking and inside archives.
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "replace")


@dataclass(slots=True)
class _Origin:
    """The file on disk from which one or, of an archive, many files come; `budget` is what may still be unpacked."""

    on_disk: Path
    budget: int
    mtime: float = 0.0

    def file(self, shown: str, kind: FileType = FileType.UNKNOWN, **fields: Any) -> File:
        """Give a file of this origin."""
        return File(shown, kind, mtime=self.mtime, on_disk=self.on_disk, **fields)


def _of_bytes(shown: str, data: bytes, origin: _Origin, *, depth: int) -> Iterator[File]:
    kind = detect(data)
    sha256 = hashlib.sha256(data).hexdigest()
    ours = _of_ours(data, PurePosixPath(shown).suffix.lower())
    if ours:
        yield origin.file(shown, kind, role=Role.IGNORED, sha256=sha256, reason=ours)
    elif kind is FileType.ZIP and depth <= 1:
        yield from _members(shown, io.BytesIO(data), origin, sha256, depth)
    elif _is_attachment(kind, PurePosixPath(shown).suffix.lower()):
        yield origin.file(shown, kind, role=Role.ATTACHMENT, sha256=sha256, reason=_ATTACHED)
    else:
        yield origin.file(shown, kind, data=data, sha256=sha256)


def _of_ours(data: bytes, suffix: str) -> Text | None:
    if is_output(data):
        return _RESULTS
    return _CATALOG if is_input(data, suffix) else None


def _is_attachment(kind: FileType, suffix: str) -> bool:
    if kind in _DOCUMENTS:
        return suffix not in _SPREADSHEET_SUFFIXES
    return kind in _NOTHING_KNOWN and suffix in _OTHER_MATERIAL


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
_NOTHING_KNOWN = frozenset({FileType.TEXT, FileType.XML, FileType.UNKNOWN})
_OTHER_MATERIAL = frozenset(
    {
        *(".txt", ".md", ".rtf", ".eml", ".msg"),
        *(".mp3", ".m4a", ".wav", ".amr", ".mp4", ".mov", ".avi", ".wmv", ".mkv", ".3gp"),
    }
)
_ARCHIVE_SUFFIXES = frozenset({".zip", ".rar", ".7z"})
_ATTACHED = Text("附件材料，不从中读取得分", "an attachment; no score is read from it")
_RESULTS = Text("本工具生成的结果，不是报送的表", "results that this program wrote, not a return")
_CATALOG = Text("指标目录或目标表，不是报送的表", "a catalog or a table of targets, not a return")
_LINK = Text("指向别处的链接，未读取", "a link to somewhere else, not followed")
_CLOSED_FOLDER = Text(
    "文件夹没有权限打开，里面的文件没有读取", "the folder may not be opened; nothing in it was read"
)
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


def _large(shown: str, size: int, origin: _Origin) -> Iterator[File]:
    """Tell that a file is too large to be read; an archive is read all the same, one member after the other."""
    if PurePosixPath(shown).suffix.lower() == ".zip":
        with origin.on_disk.open("rb") as stream:
            yield from _members(shown, stream, origin, "", 0)
    else:
        yield _too_large(shown, size, origin)


def _too_large(shown: str, size: int, origin: _Origin) -> File:
    megabytes = size // (1024 * 1024)
    reason = Text(
        f"文件有{megabytes}MB，超过20MB，未读取", f"the file has {megabytes} MB, over 20 MB, not read"
    )
    may_hold_a_form = PurePosixPath(shown).suffix.lower() in _SPREADSHEET_SUFFIXES | _ARCHIVE_SUFFIXES
    role = Role.RETURN if may_hold_a_form else Role.IGNORED
    return origin.file(shown, role=role, trouble=Trouble.UNSAFE, reason=reason)


def _members(shown: str, stream: BinaryIO, origin: _Origin, sha256: str, depth: int) -> Iterator[File]:
    def whole(trouble: Trouble, reason: Text = NOTHING) -> File:
        return origin.file(shown, FileType.ZIP, sha256=sha256, trouble=trouble, reason=reason)

    try:
        archive = zipfile.ZipFile(stream)
        members = [member for member in archive.infolist() if not member.is_dir()]
    except _BROKEN:
        yield whole(Trouble.DAMAGED)
        return
    unpacked = sum(member.file_size for member in members)
    if not members:
        yield whole(Trouble.EMPTY)
    elif len(members) > _ARCHIVE_MEMBERS or unpacked > origin.budget:
        yield whole(Trouble.UNSAFE, _TOO_MUCH)
    else:
        origin.budget -= unpacked
        for member in sorted(members, key=lambda one: one.filename):
            yield from _member(f"{shown}!/{_member_name(member)}", archive, member, origin, depth)


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
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_TOO_MUCH = Text("压缩包里的文件太多或太大", "the archive holds too many files, or too large ones")
_OTHER_METHOD = Text(
    "压缩方式不常用，请用普通的 zip 方式压缩", "it is compressed in an unusual way; please use ordinary zip"
)


def _member(
    shown: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, origin: _Origin, depth: int
) -> Iterator[File]:
    ignored = _SYSTEM if "__MACOSX/" in shown else _ignored(PurePosixPath(shown).name)
    if ignored:
        yield origin.file(shown, role=Role.IGNORED, reason=ignored)
    elif member.flag_bits & 1:
        yield origin.file(shown, trouble=Trouble.ENCRYPTED)
    elif member.compress_type not in _METHODS:
        yield origin.file(shown, trouble=Trouble.DAMAGED, reason=_OTHER_METHOD)
    elif member.file_size > LARGEST:
        yield _too_large(shown, member.file_size, origin)
    else:
        try:
            data = archive.read(member)
        except _BROKEN:
            yield origin.file(shown, trouble=Trouble.DAMAGED)
            return
        yield from _of_bytes(shown, data, origin, depth=depth + 1)


def _member_name(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & 0x800:
        return member.filename
    # Without the flag the name's bytes were taken for cp437.
    return _decoded(member.orig_filename.encode("cp437", "replace")).replace("\\", "/")

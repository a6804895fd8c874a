"""Everything that lies in an inbox: files, folders, patterns and archives, one file at a time, opened to read only."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from scoresheet.grid import Trouble
from scoresheet.inbox.archive import (
    BadArchive,
    Entry,
    Locked,
    OtherMethod,
    TooManyEntries,
    decoded,
    entries,
    unpacked,
)
from scoresheet.inbox.attachments import (
    ARCHIVE_SUFFIXES,
    SPREADSHEET_SUFFIXES,
    is_attachment,
    is_mail,
    is_program,
)
from scoresheet.inbox.detect import FileType, detect, of_names
from scoresheet.inbox.found_files import ARCHIVE_MEMBERS, LARGEST, File, Origin, Paths, Role, Spot, too_large
from scoresheet.inbox.leftovers import hidden, is_unfinished, leftover
from scoresheet.inbox.on_disk import opened, whole, why
from scoresheet.inbox.ours import is_input, is_output
from scoresheet.inbox.patterns import Root, is_link, roots
from scoresheet.language import NOTHING, Text

__all__ = ["LARGEST", "File", "InboxError", "Role", "collect"]

_MOST_RATIO, _RATIO_FREE = 200, 1024 * 1024
"""No form, letter or photo shrinks to a 200th; what is smaller than a megabyte does no harm however it shrinks."""


class InboxError(Exception):
    """A path that the user gave doesn't lead to a file; `sentence` says which."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def collect(paths: Iterable[str], passwords: Iterable[str] = ()) -> Iterator[File]:
    """Walk the files that these paths lead to, each once, in the order of their names.

    A path is a file, a folder (with all below it), a pattern such as *.xlsx, or an archive; of an archive the files
    that may hold a form come first. The `passwords` are tried on encrypted archives. Raises InboxError, before
    anything is read, for a path that leads nowhere.
    """
    found = [root for path in paths for root in _roots(path)]
    return _Walk(tuple(passwords)).files(found)


def expected(paths: Iterable[str]) -> int:
    """Count the files that these paths lead to, unopened: an archive counts as one, whatever it holds."""
    return sum(1 for path in paths for root in roots(path) for _ in _below(root))


def _roots(path: str) -> list[Root]:
    found = roots(path)
    if found:
        return found
    shown = _shown(path)
    if not path.strip():
        raise InboxError(
            Text("路径是空的。请写明文件或文件夹。", "The path is empty. Please name a file or a folder.")
        )
    if any(mark in path for mark in "*?["):
        raise InboxError(Text(f"没有文件符合 {shown}。", f"No file matches {shown}."))
    raise InboxError(
        Text(f"找不到 {shown}。请检查路径是否写对。", f"{shown} doesn't exist. Please check the path.")
    )


def _shown(path: str) -> str:
    return decoded(os.fsencode(path))


@dataclass(slots=True)
class _Walk:
    """One walk through an inbox: which files were met, and which paths were given to them."""

    passwords: tuple[str, ...]
    _met: set[str] = field(default_factory=set)
    _paths: Paths = field(default_factory=Paths)

    def files(self, found: Iterable[Root]) -> Iterator[File]:
        """Walk the files from each of these roots on."""
        for root in found:
            for path in _below(root):
                # What the user names is followed wherever it leads; a link that lies among the files is not.
                follow = root.named and path == root.path
                link = not follow and is_link(path)
                key = str(path.absolute()) if link else os.path.realpath(path)
                if key not in self._met:
                    self._met.add(key)
                    yield from _opened(
                        self._origin(root, path), _passed_over(root, path, link), follow=follow
                    )

    def _origin(self, root: Root, path: Path) -> Origin:
        spot = Spot(self._paths.unique(_shown(path.as_posix())), _shown(_place(root, path)))
        return Origin(path, spot, self._paths, self.passwords)


def _place(root: Root, path: Path) -> str:
    return "/".join(path.parts[root.above :])


def _passed_over(root: Root, path: Path, link: bool) -> Text | None:
    # What lies in a hidden folder is left alone; a folder that the user named is not hidden.
    below = path.parts[len(root.path.parts) :]
    return _LINK if link else leftover(_shown(_place(root, path))) or hidden("/".join(below))


def _below(root: Root) -> Iterator[Path]:
    waiting, met = [root.path], set[tuple[int, int]]()
    while waiting:
        path = waiting.pop()
        entries_below = _entries(path, met, follow=root.named and path == root.path)
        if entries_below is None:
            yield path
        else:
            waiting += entries_below


def _entries(path: Path, met: set[tuple[int, int]], *, follow: bool) -> list[Path] | None:
    """Give what lies in a folder, the last first; None for what is no folder or can't be looked into.

    `met` are the folders that were walked through: a folder may be mounted within itself.
    """
    try:
        status = path.stat() if follow else path.lstat()
        if not stat.S_ISDIR(status.st_mode) or (is_link(path) and not follow):
            return None
        known, key = bool(status.st_ino), (status.st_dev, status.st_ino)
        if known and key in met:
            return []
        met.add(key)
        return sorted(path.iterdir(), reverse=True)
    except OSError:
        # Whatever it is can't be looked at, and is told so where it is opened.
        return None


def _opened(origin: Origin, ignored: Text | None, *, follow: bool) -> Iterator[File]:
    path, spot = origin.on_disk, origin.spot
    try:
        status = path.stat() if follow else path.lstat()
        origin.mtime, size = status.st_mtime, status.st_size
        if ignored:
            yield origin.file(spot, role=Role.IGNORED, reason=ignored, size=size)
        elif stat.S_ISDIR(status.st_mode):
            yield origin.file(spot, trouble=Trouble.NO_ACCESS, reason=_CLOSED_FOLDER)
        elif not stat.S_ISREG(status.st_mode):
            yield origin.file(spot, role=Role.IGNORED, reason=_NOT_A_FILE)
        else:
            with opened(path, follow=follow) as stream:
                yield from _of_stream(spot, stream, size, origin)
    except OSError as error:
        yield origin.file(spot, trouble=Trouble.NO_ACCESS, reason=why(error))


def _of_stream(spot: Spot, stream: BinaryIO, size: int, origin: Origin) -> Iterator[File]:
    if size <= LARGEST:
        yield from _of_bytes(spot, whole(stream, LARGEST), origin, depth=0)
    else:
        yield from _large(spot, stream, size, origin)


def _of_bytes(spot: Spot, data: bytes, origin: Origin, *, depth: int) -> Iterator[File]:
    kind = detect(data)
    known = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    ours = _of_ours(data, spot.suffix)
    if ours:
        yield origin.file(spot, kind, role=Role.IGNORED, reason=ours, **known)
    elif is_unfinished(spot.name) and not _is_whole(kind, data):
        yield origin.file(spot, kind, trouble=Trouble.DAMAGED, reason=_UNFINISHED, **known)
    elif kind is FileType.ZIP and depth <= 1:
        yield from _Archive(spot, io.BytesIO(data), origin, depth, known).files()
    elif is_program(kind, spot.suffix):
        yield origin.file(spot, kind, role=Role.IGNORED, reason=_PROGRAM, **known)
    elif is_attachment(kind, spot.suffix):
        reason = _MAIL if is_mail(spot.suffix) else _ATTACHED
        yield origin.file(spot, kind, role=Role.ATTACHMENT, reason=reason, **known)
    else:
        yield origin.file(spot, kind, data=data, **known)


def _of_ours(data: bytes, suffix: str) -> Text | None:
    if is_output(data):
        return _RESULTS
    return _CATALOG if is_input(data, suffix) else None


def _is_whole(kind: FileType, data: bytes) -> bool:
    if kind in {FileType.XLSX, FileType.XLSM, FileType.XLSB, FileType.ODS}:
        try:
            return bool(entries(io.BytesIO(data), ARCHIVE_MEMBERS))
        except BadArchive:
            return False
    return kind is FileType.OLE_XLS


_ATTACHED = Text("附件材料，不从中读取得分", "an attachment; no score is read from it")
_PROGRAM = Text("程序用的文件，不是报送的表", "a file that programs use, not a return")
_MAIL = Text(
    "邮件，没有读取；里面如有表格，请另存出来",
    "an e-mail, not read; if it holds a form, please save that as a file",
)
_RESULTS = Text("本工具生成的结果，不是报送的表", "results that this program wrote, not a return")
_CATALOG = Text("指标目录或目标表，不是报送的表", "a catalog or a table of targets, not a return")
_LINK = Text("指向别处的链接，未读取", "a link to somewhere else, not followed")
_CLOSED_FOLDER = Text(
    "文件夹没有权限打开，里面的文件没有读取", "the folder may not be opened; nothing in it was read"
)
_NOT_A_FILE = Text("不是普通文件，未读取", "not an ordinary file, not read")
_UNFINISHED = Text(
    "没有下载完或没有保存完的文件，请找到完整的文件",
    "a download or a copy that was not finished; please find the whole file",
)


def _large(spot: Spot, stream: BinaryIO, size: int, origin: Origin) -> Iterator[File]:
    """Tell that a file is too large to be read; an archive is read all the same, one member after the other."""
    kind = detect(stream.read(_HEAD))
    if kind is FileType.ZIP or spot.suffix == ".zip":
        try:
            names = {entry.name.lower() for entry in entries(stream, ARCHIVE_MEMBERS)}
        except BadArchive:
            names = set()
        kind = of_names(names) or FileType.ZIP
    if kind is FileType.ZIP:
        yield from _Archive(spot, stream, origin, 0, {"size": size}).files()
    else:
        yield too_large(origin, spot, size, kind)


_HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Archive:
    """An archive that lies at a spot; `known` is what is told of it where it can't be read as a whole."""

    spot: Spot
    stream: BinaryIO
    origin: Origin
    depth: int
    known: dict[str, Any]

    def files(self) -> Iterator[File]:
        """Walk its files, those first that may hold a form: what is unpacked from one archive is limited."""
        try:
            found = entries(self.stream, self.origin.members)
        except TooManyEntries:
            yield self._whole(Trouble.UNSAFE, _TOO_MANY)
            return
        except BadArchive:
            yield self._whole(Trouble.DAMAGED, NOTHING)
            return
        self.origin.members -= len(found)
        members = [one for one in found if not one.is_folder]
        if not members:
            yield self._whole(Trouble.EMPTY, NOTHING)
        for member in sorted(members, key=_order):
            yield from self._member(self.origin.inside(self.spot, member.name), member)

    def _whole(self, trouble: Trouble, reason: Text) -> File:
        return self.origin.file(self.spot, FileType.ZIP, trouble=trouble, reason=reason, **self.known)

    def _member(self, spot: Spot, member: Entry) -> Iterator[File]:
        ignored = (
            _LINK
            if member.is_link
            else _NOT_A_FILE
            if member.is_special
            else leftover(spot.place) or hidden(member.name)
        )
        if ignored:
            yield self.origin.file(spot, role=Role.IGNORED, reason=ignored, size=member.size)
        elif member.size > LARGEST:
            yield too_large(self.origin, spot, member.size)
        elif _is_bomb(member) or member.size > self.origin.budget:
            yield self._unread(spot, member, Trouble.UNSAFE, _TOO_MUCH)
        else:
            yield from self._unpacked(spot, member)

    def _unpacked(self, spot: Spot, member: Entry) -> Iterator[File]:
        self.origin.budget -= member.size
        try:
            data = unpacked(self.stream, member, self.origin.passwords)
        except Locked as lock:
            reason = _AES if lock.is_aes else _WRONG_PASSWORD if self.origin.passwords else _LOCKED
            yield self._unread(spot, member, Trouble.ENCRYPTED, reason)
        except OtherMethod:
            yield self._unread(spot, member, Trouble.DAMAGED, _OTHER_METHOD)
        except BadArchive:
            yield self._unread(spot, member, Trouble.DAMAGED, NOTHING)
        else:
            yield from _of_bytes(spot, data, self.origin, depth=self.depth + 1)

    def _unread(self, spot: Spot, member: Entry, trouble: Trouble, reason: Text) -> File:
        return self.origin.file(spot, trouble=trouble, reason=reason, size=member.size)


def _order(member: Entry) -> tuple[bool, str, int]:
    suffix = PurePosixPath(member.name).suffix.lower()
    return suffix not in SPREADSHEET_SUFFIXES | ARCHIVE_SUFFIXES, member.name, member.offset


def _is_bomb(member: Entry) -> bool:
    return member.size > _RATIO_FREE and member.size > _MOST_RATIO * member.packed


_TOO_MANY = Text("压缩包里的文件超过5000个", "the archive holds more than 5,000 files")
_TOO_MUCH = Text(
    "压缩包解开后太大，这个文件没有解开", "the archive unpacks to too much; this file was not unpacked"
)
_OTHER_METHOD = Text(
    "压缩方式不常用，请用普通的 zip 方式压缩", "it is compressed in an unusual way; please use ordinary zip"
)
_LOCKED = Text("压缩包设了密码", "the archive has a password")
_WRONG_PASSWORD = Text(
    "压缩包设了密码，给出的密码都打不开", "the archive has a password, and none of those given opens it"
)
_AES = Text(
    "压缩包用 AES 方式加密，本工具打不开，请解压后再放进来",
    "the archive is encrypted with AES, which is not read; please unpack it first",
)

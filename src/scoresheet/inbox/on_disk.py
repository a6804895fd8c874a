"""Opening a file of the inbox: to read only, what it was a moment ago, and whole."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from scoresheet.language import NOTHING, Text


class Moved(OSError):  # noqa: N818 - it says what the file did, not that the program erred
    """A file that was changed, or became something else, while it was being read."""


@contextmanager
def opened(path: Path, *, follow: bool) -> Iterator[BinaryIO]:
    """Open an ordinary file to read only; `follow` allows that the path is a link.

    Raises OSError for what can't be opened and Moved for what is no ordinary file (any more): a pipe put in its
    place would keep the program waiting for ever, a link would lead out of the inbox.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= 0 if follow else getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags)
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Moved
        yield stream


def whole(stream: BinaryIO, largest: int) -> bytes:
    """Read an open file to its end, at most `largest` bytes; Moved is raised where somebody writes to it meanwhile."""
    before = os.fstat(stream.fileno())
    data = stream.read(largest + 1)
    after = os.fstat(stream.fileno())
    if len(data) != before.st_size or (before.st_size, before.st_mtime_ns) != (
        after.st_size,
        after.st_mtime_ns,
    ):
        raise Moved
    return data


def why(error: OSError) -> Text:
    """Say why a file couldn't be opened, nothing where only the system knows."""
    if isinstance(error, Moved):
        return _CHANGING
    if isinstance(error, FileNotFoundError):
        return _GONE
    if isinstance(error, PermissionError):
        return _HELD
    return _LINK if error.errno == errno.ELOOP else NOTHING


_CHANGING = Text("读取时文件正在被改动", "it was being changed while it was read")
_GONE = Text("读取时文件已被移走或删除", "it was moved or deleted before it could be read")
_HELD = Text("没有权限，或者正被别的程序使用", "there is no permission, or another program is using it")
_LINK = Text("链接指向不存在的文件或互相指向", "the link leads nowhere or in a circle")

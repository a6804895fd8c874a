"""A file is opened to read only, is what it was a moment ago, and is read whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from scoresheet.inbox.on_disk import Moved, opened, whole, why


def test_an_ordinary_file_is_read_whole(tmp_path: Path) -> None:
    """Nothing about it changes."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"123")
    before = path.stat()

    with opened(path, follow=False) as stream:
        assert whole(stream, 3) == b"123"
        assert not stream.writable()
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_a_file_that_is_larger_than_it_was_is_refused(tmp_path: Path) -> None:
    """No more than was allowed is ever read."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"1234")

    with opened(path, follow=False) as stream, pytest.raises(Moved):
        whole(stream, 2)


def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path) -> None:
    """A pipe has no end, and a folder no bytes."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()

    for name in ("pipe", "folder"):
        with pytest.raises(OSError), opened(tmp_path / name, follow=True):  # noqa: PT011 - which error is the system's
            pytest.fail("it was opened")


def test_a_link_is_followed_only_where_that_is_allowed(tmp_path: Path) -> None:
    """The user's own path may be one."""
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").symlink_to(tmp_path / "a")

    with opened(tmp_path / "b", follow=True) as stream:
        assert stream.read() == b"1"
    with pytest.raises(OSError, match="symbolic links"), opened(tmp_path / "b", follow=False):
        pytest.fail("it was opened")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (Moved(), "正在被改动"),
        (FileNotFoundError(), "移走或删除"),
        (PermissionError(), "正被别的程序使用"),
        (OSError(errno.ELOOP, "loop"), "链接"),
        (OSError(errno.EIO, "io"), ""),
    ],
)
def test_the_reason_is_told_in_words(error: OSError, says: str) -> None:
    """In both languages, or not at all."""
    told = why(error)

    assert says in told.zh
    assert bool(told.zh) == bool(told.en) == bool(says)

"""Files are written whole or not at all, and what is in the way is said."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from scoresheet.output import OutputError, write_atomically


def left_over(folder: Path) -> list[str]:
    """Give the names in a folder."""
    return sorted(path.name for path in folder.iterdir())


def failing(number: int) -> Any:
    """Give a stand-in for a call of the system that fails."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_file_is_written_with_its_folders(tmp_path: Path) -> None:
    """Folders on the way are made, and nothing but the file is there afterwards."""
    path = tmp_path / "out" / "deep" / "报告.json"
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert left_over(path.parent) == ["报告.json"]


def test_old_file_is_replaced(tmp_path: Path) -> None:
    """An older file of the same name gives way."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a much longer old content")
    write_atomically(path, b"")
    assert path.read_bytes() == b""


def test_longest_name_is_written(tmp_path: Path) -> None:
    """A name as long as the disk allows leaves room for the temporary file."""
    path = tmp_path / ("a" * 250 + ".xlsx")
    write_atomically(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize(
    ("call", "number", "zh", "en"),
    [
        ("fsync", errno.ENOSPC, "磁盘空间不足", "disk is full"),
        ("fsync", errno.EIO, "检查该位置", "check that place"),
        ("replace", errno.EACCES, "请关闭后再试", "close it and try again"),
        ("replace", errno.EPERM, "Excel 或 WPS", "Excel or WPS"),
    ],
)
def test_old_file_stays_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, zh: str, en: str
) -> None:
    """Whatever fails, the old file is intact, no temporary file is left and both sentences say what to do."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os if call == "fsync" else Path, call, failing(number))
    with pytest.raises(OutputError) as raised:
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert left_over(tmp_path) == ["a.xlsx"]
    assert zh in raised.value.sentence.zh
    assert en in raised.value.sentence.en


@pytest.mark.parametrize(
    ("number", "zh"),
    [
        (errno.EACCES, "没有该文件夹的写入权限"),
        (errno.EROFS, "没有该文件夹的写入权限"),
        (errno.ENAMETOOLONG, "文件名太长"),
    ],
)
def test_refused_folder_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, zh: str
) -> None:
    """A folder that takes no new file is told with its reason."""
    monkeypatch.setattr(Path, "open", failing(number))
    with pytest.raises(OutputError) as raised:
        write_atomically(tmp_path / "a.xlsx", b"new")
    assert zh in raised.value.sentence.zh
    assert left_over(tmp_path) == []


def test_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    """A folder of the file's name is never touched."""
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(OutputError) as raised:
        write_atomically(tmp_path / "a.xlsx", b"new")
    assert "已有同名的文件夹" in raised.value.sentence.zh
    assert left_over(tmp_path) == ["a.xlsx"]


@pytest.mark.parametrize("below", ["file/a.xlsx", "file/deeper/a.xlsx"])
def test_file_in_place_of_a_folder_is_said(tmp_path: Path, below: str) -> None:
    """A file where a folder is needed is never touched."""
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(OutputError) as raised:
        write_atomically(tmp_path / below, b"new")
    assert "同名的文件" in raised.value.sentence.zh
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_unprintable_name_is_shown_all_the_same(tmp_path: Path) -> None:
    """A name in another encoding doesn't break the sentence that tells about it."""
    path = tmp_path / "a\udcff"
    path.mkdir()
    with pytest.raises(OutputError) as raised:
        write_atomically(path, b"new")
    raised.value.sentence.zh.encode()


@pytest.mark.skipif(os.name != "posix", reason="folders are settled on POSIX alone")
def test_folder_that_cannot_be_settled_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network drive that can't settle folders still gets the file."""
    monkeypatch.setattr(os, "open", failing(errno.EINVAL))
    write_atomically(tmp_path / "a.csv", b"new")
    assert (tmp_path / "a.csv").read_bytes() == b"new"

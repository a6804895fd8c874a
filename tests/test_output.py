"""Files are written whole or not at all, and what is in the way is said."""

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from scoresheet.inbox.ours import is_temporary_name
from scoresheet.output import OutputError, write_atomically, write_together


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


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an output that another program holds open, as Excel does on Windows."""
    path = tmp_path / "open.xlsx"
    path.write_bytes(b"old")
    replace = Path.replace

    def refusing(self: Path, target: Path) -> Path:
        if target == path:
            raise PermissionError(errno.EACCES, "held")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    return path


@pytest.mark.parametrize("link", [True, False], ids=["second name", "copy"])
def test_nothing_is_written_where_one_output_is_held(
    held: Path, monkeypatch: pytest.MonkeyPatch, *, link: bool
) -> None:
    """Outputs put in place before the one that another program holds are put back, new ones taken away again."""
    earlier, new, later = (held.parent / name for name in ("a.json", "b.csv", "z.json"))
    earlier.write_bytes(b"earlier")
    os.utime(earlier, (1_000_000, 1_000_000))
    later.write_bytes(b"later")
    if not link:
        monkeypatch.setattr(os, "link", failing(errno.EPERM))

    with pytest.raises(OutputError) as raised:
        write_together({earlier: b"1", new: b"2", held: b"3", later: b"4"})

    assert "请关闭后再试" in raised.value.sentence.zh
    assert left_over(held.parent) == ["a.json", "open.xlsx", "z.json"]
    assert [path.read_bytes() for path in (earlier, held, later)] == [b"earlier", b"old", b"later"]
    assert earlier.stat().st_mtime == 1_000_000


def test_several_outputs_replace_the_earlier_ones(tmp_path: Path) -> None:
    """Where nothing is in the way all are written, and nothing else is left."""
    paths = [tmp_path / name for name in ("a.json", "b.csv", "deep/c.xlsx")]
    write_together(dict.fromkeys(paths[:2], b"old"))
    write_together({path: path.name.encode() for path in paths})
    assert [path.read_bytes() for path in paths] == [b"a.json", b"b.csv", b"c.xlsx"]
    assert left_over(tmp_path) == ["a.json", "b.csv", "deep"]


def test_an_interruption_between_two_outputs_puts_the_first_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while outputs are put in place leaves the earlier ones, and no file of ours beside them."""
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    first.write_bytes(b"old")
    replace = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        if target == second:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_together({first: b"new", second: b"new"})
    assert left_over(tmp_path) == ["a.json"]
    assert first.read_bytes() == b"old"


def test_what_can_t_be_kept_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without room for the earlier output beside the new one nothing is put in place."""
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    first.write_bytes(b"old")
    for module, call in ((os, "link"), (shutil, "copy2")):
        monkeypatch.setattr(module, call, failing(errno.ENOSPC))
    with pytest.raises(OutputError) as raised:
        write_together({first: b"new", second: b"new"})
    assert "磁盘空间不足" in raised.value.sentence.zh
    assert left_over(tmp_path) == ["a.json"]
    assert first.read_bytes() == b"old"


def test_every_file_that_is_being_written_is_named_as_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a killed run may leave behind is known by its name, so that no later run takes it for a return."""
    seen: list[str] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        seen.extend(left_over(self.parent))
        return replace(self, target)

    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", watched)
    write_together({tmp_path / "a.json": b"1", tmp_path / "b.json": b"2"})
    strange = {name for name in seen if not is_temporary_name(name)}
    assert strange == {"a.json", "b.json"}
    assert len(set(seen)) > len(strange)

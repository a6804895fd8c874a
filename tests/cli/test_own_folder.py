"""A folder that remembers what the program wrote there."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from scoresheet.cli.own_folder import OwnFolder, is_untouched
from scoresheet.language import Locale

MEMORY = ".memory.json"


def test_a_file_that_nobody_changed_is_replaced(tmp_path: Path) -> None:
    """What the program wrote and nobody touched gives way to the new content."""
    OwnFolder.opened(tmp_path, MEMORY).write({"a.txt": b"1"}, Locale.ZH)
    OwnFolder.opened(tmp_path, MEMORY).write({"a.txt": b"2"}, Locale.ZH)

    assert (tmp_path / "a.txt").read_bytes() == b"2"


@pytest.mark.parametrize("name", ["Thumbs.db", ".DS_Store", "desktop.ini"])
def test_what_a_system_leaves_makes_no_folder_a_used_one(tmp_path: Path, name: str) -> None:
    """A folder that holds only a file of the operating system counts as empty."""
    (tmp_path / name).write_bytes(b"x")

    assert OwnFolder.opened(tmp_path, MEMORY).written == {}


def test_others_files_are_kept(tmp_path: Path) -> None:
    """A folder with somebody's files is refused, and so is a file where a folder is wanted."""
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")

    with pytest.raises(typer.Exit):
        OwnFolder.opened(tmp_path, MEMORY)
    with pytest.raises(typer.Exit):
        OwnFolder.opened(tmp_path / "letter.txt", MEMORY)


def test_a_changed_file_is_kept(tmp_path: Path) -> None:
    """A file that was changed since, and a foreign one of a name that is wanted, are never overwritten."""
    own = OwnFolder.opened(tmp_path, MEMORY)
    own.write({"a.txt": b"1"}, Locale.ZH)
    (tmp_path / "b.txt").write_bytes(b"mine")

    with pytest.raises(typer.Exit):
        own.write({"a.txt": b"2", "b.txt": b"2"}, Locale.ZH)
    assert ((tmp_path / "a.txt").read_bytes(), (tmp_path / "b.txt").read_bytes()) == (b"1", b"mine")

    (tmp_path / "a.txt").write_bytes(b"mine")
    with pytest.raises(typer.Exit):
        OwnFolder.opened(tmp_path, MEMORY)


def test_what_is_no_longer_wanted_is_removed(tmp_path: Path) -> None:
    """Files that the program wrote earlier go when they are not among the new ones; others stay."""
    own = OwnFolder.opened(tmp_path, MEMORY)
    own.write({"a.txt": b"1", "b.txt": b"1"}, Locale.ZH)
    (tmp_path / "mine.txt").write_bytes(b"mine")
    own.drop_others({"a.txt"})

    assert sorted(path.name for path in tmp_path.iterdir()) == [MEMORY, "a.txt", "mine.txt"]


def test_a_file_is_untouched_until_it_is_changed(tmp_path: Path) -> None:
    """Only what was written there, and is as it was written, is untouched."""
    OwnFolder.opened(tmp_path, MEMORY).write({"a.txt": b"1"}, Locale.ZH)

    assert is_untouched(tmp_path, MEMORY, "a.txt")
    assert not is_untouched(tmp_path, MEMORY, "b.txt")
    (tmp_path / "a.txt").write_bytes(b"2")
    assert not is_untouched(tmp_path, MEMORY, "a.txt")

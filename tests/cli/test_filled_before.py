"""What `fill` wrote earlier is known by its content, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoresheet.cli.filled_before import MEMORY, FilledBefore
from scoresheet.output import write_together


def written(path: Path, data: bytes) -> None:
    """Write a file as the command does."""
    write_together(FilledBefore().remembering({path: data}))


def test_nothing_is_its_own_at_first(tmp_path: Path) -> None:
    """A file that was there, and one that isn't, are none of its outputs."""
    (tmp_path / "a.xlsx").write_bytes(b"a")
    assert not FilledBefore().is_own(tmp_path / "a.xlsx")
    assert not FilledBefore().is_own(tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    "said", ["", "[]", "{}", '{"schema": "other", "files": {"a.xlsx": "x"}}', "{" * 100_000]
)
def test_memory_that_says_nothing(said: str, tmp_path: Path) -> None:
    """A memory that was emptied or tampered with makes nothing its own."""
    (tmp_path / "a.xlsx").write_bytes(b"a")
    (tmp_path / MEMORY).write_text(said)
    assert not FilledBefore().is_own(tmp_path / "a.xlsx")


def test_output_is_its_own_until_it_is_changed(tmp_path: Path) -> None:
    """What it wrote is its own, also beside later outputs; changed, or under another name, it isn't."""
    written(tmp_path / "a.xlsx", b"a")
    written(tmp_path / "b.xlsx", b"b")
    assert all(FilledBefore().is_own(tmp_path / name) for name in ("a.xlsx", "b.xlsx"))

    (tmp_path / "c.xlsx").write_bytes(b"a")
    (tmp_path / "a.xlsx").write_bytes(b"a, with a score")
    assert not FilledBefore().is_own(tmp_path / "a.xlsx")
    assert not FilledBefore().is_own(tmp_path / "c.xlsx")

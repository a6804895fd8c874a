"""Running a command of the tool as a user does, and the project that the command tests work in."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from scoresheet.cli import main
from scoresheet.shipped import CATALOG, MASTER, TARGETS, shipped


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code and what it printed."""

    code: int
    out: str
    err: str


class _Stream(io.TextIOWrapper):
    """A text stream over bytes, as sys.stdout is."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self) -> str:
        """Give all that was written."""
        self.flush()
        raw = self.buffer
        assert isinstance(raw, io.BytesIO)
        return raw.getvalue().decode("utf-8")


def command(folder: Path, *arguments: str | Path) -> Ended:
    """Run `scoresheet` with these arguments in a folder."""
    out, err = _Stream(), _Stream()
    argv, sys.argv = sys.argv, ["scoresheet", *map(str, arguments)]
    code = 0
    try:
        with _inside(folder), redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.argv = argv
    return Ended(code, out.text(), err.text())


def project(folder: Path) -> Path:
    """Put the shipped catalog, its targets and the master form into a folder."""
    for name in (CATALOG, TARGETS, MASTER):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(shipped(name), target)
    return folder


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)

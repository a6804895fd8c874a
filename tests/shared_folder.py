"""The folder that all workers of one run of the tests share, and what one of them makes in it for all."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest


def shared(factory: pytest.TempPathFactory) -> Path:
    """Give the folder; what is made in it by one worker need not be made by another."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(base: Path, name: str, make: Callable[[Path], object]) -> Path:
    """Give the folder of a name below `base`; the first who asks fills it by `make`, the others wait for it."""
    folder, unfinished, lock = base / name, base / f"{name}.unfinished", base / f"{name}.lock"
    end = time.monotonic() + _LONGEST_WAIT
    while not folder.exists():
        try:
            lock.mkdir()
        except FileExistsError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
            continue
        try:
            if not folder.exists():
                # What another left when it failed.
                shutil.rmtree(unfinished, ignore_errors=True)
                unfinished.mkdir()
                make(unfinished)
                unfinished.rename(folder)
        finally:
            lock.rmdir()
    return folder


_LONGEST_WAIT = 300
"""Seconds; making the slowest takes a tenth of it."""

"""The folder of the demonstration, which many tests start from: 8 units, some with mistakes, one of them missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands import command
from shared_folder import made_once, shared


def demonstrated(factory: pytest.TempPathFactory, folder: Path) -> Path:
    """Put what `demo` makes into `folder` / "d", as if it had been run there, and give that."""
    made = made_once(shared(factory), "demonstration", _demonstrate)
    return Path(shutil.copytree(made / "d", folder / "d"))


def _demonstrate(folder: Path) -> None:
    assert command(folder, "demo", "d").code == 0

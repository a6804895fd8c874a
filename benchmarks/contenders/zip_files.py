"""The least that can be done with a workbook: its parts inflated, or written into a zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any


def writing(folder: str) -> Callable[[], dict[str, Any]]:
    """Write the parts of every form into a zip in memory, deflated as the forms are."""
    forms = [_parts(path) for path in sorted((Path(folder) / "forms").iterdir())]

    def work() -> dict[str, Any]:
        for parts in forms:
            with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
                for name, data in parts.items():
                    archive.writestr(name, data)
        return {"forms": len(forms)}

    return work


def inflating(folder: str) -> Callable[[], dict[str, Any]]:
    """Inflate every part of every return."""
    inbox = Path(folder) / "returns"

    def work() -> dict[str, Any]:
        return {"bytes": sum(len(part) for path in inbox.iterdir() for part in _parts(path).values())}

    return work


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

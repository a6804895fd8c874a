"""What `fill` wrote earlier: that alone it may write over, and only as long as nobody has changed it.

A filled form looks like one that came back, and may have been saved under its very name. So an earlier output is known
by its content: a small file in its folder remembers the SHA-256 of each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scoresheet.cli.own_folder import digest, digest_of

MEMORY = ".scoresheet-fill.json"
"""The file that remembers."""

_SCHEMA = "scoresheet-fill/1"
_LONGEST = 16 * 1024 * 1024


@dataclass(slots=True)
class FilledBefore:
    """The earlier outputs by folder, as far as they were asked for: the SHA-256 of each by its name."""

    folders: dict[Path, dict[str, str]] = field(default_factory=dict)

    def is_own(self, path: Path) -> bool:
        """Tell whether a file is still as this command wrote it there."""
        written = self._of(path.parent).get(path.name)
        return written is not None and digest_of(path) == written

    def remembering(self, files: Mapping[Path, bytes]) -> dict[Path, bytes]:
        """Give the files that are to be written, with those that will remember them."""
        for path, data in files.items():
            self._of(path.parent)[path.name] = digest(data)
        folders = dict.fromkeys(path.parent for path in files)
        return {**files, **{folder / MEMORY: _memory(self._of(folder)) for folder in folders}}

    def _of(self, folder: Path) -> dict[str, str]:
        return self.folders.setdefault(folder, _remembered(folder / MEMORY))


def _memory(written: Mapping[str, str]) -> bytes:
    said = {"schema": _SCHEMA, "files": dict(sorted(written.items()))}
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def _remembered(path: Path) -> dict[str, str]:
    try:
        with path.open("rb") as file:
            read = json.loads(file.read(_LONGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    files = read.get("files") if isinstance(read, dict) and read.get("schema") == _SCHEMA else None
    return {str(name): str(said) for name, said in files.items()} if isinstance(files, dict) else {}

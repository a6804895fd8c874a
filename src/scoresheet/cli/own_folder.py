"""A folder that the program sets up: it remembers what it wrote there, so that nobody's work is ever overwritten."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scoresheet.cli.exits import fail
from scoresheet.cli.opening import write_all
from scoresheet.language import Locale, Text


@dataclass(slots=True)
class OwnFolder:
    """A folder with a memory: the file named `memory` in it holds the SHA-256 of all that was written there."""

    folder: Path
    memory: str
    written: dict[str, str] = field(default_factory=dict)

    @classmethod
    def opened(cls, folder: Path, memory: str) -> OwnFolder:
        """Take an empty folder, a new one, or one of this program's; any other, or a changed one, ends the command."""
        if folder.is_file():
            fail(
                Text(
                    f"{folder} 是一个文件，不能在里面新建。请写一个文件夹的名称，没有的会自动新建。",
                    f"{folder} is a file. Please name a folder; where there is none, it is made.",
                )
            )
        written = _remembered(folder / memory)
        if written is None and folder.exists() and not _is_empty(folder):
            fail(
                Text(
                    f"{folder} 里已有别的文件，没有写入任何文件。请换一个新文件夹。",
                    f"{folder} holds other files; nothing was written. Please choose a new folder.",
                )
            )
        own = cls(folder, memory, written or {})
        for name in own.written:
            own._refuse_changed(name, b"")
        return own

    def write(self, files: Mapping[str, bytes], locale: Locale) -> None:
        """Write files by their names below the folder, all or none, and remember them."""
        for name, data in files.items():
            self._refuse_changed(name, data)
        self.written |= {name: digest(data) for name, data in files.items()}
        remembered = json.dumps(self.written, ensure_ascii=False, indent=1).encode()
        wanted = {self.folder / name: data for name, data in files.items()}
        write_all({**wanted, self.folder / self.memory: remembered}, locale)

    def drop_others(self, files: Collection[str]) -> None:
        """Remove what was written there earlier and isn't among these files; `opened` made sure that nobody changed it."""
        for name in sorted(set(self.written) - set(files)):
            # What another program holds open stays; it is still as it was written.
            with contextlib.suppress(OSError):
                (self.folder / name).unlink(missing_ok=True)

    def _refuse_changed(self, name: str, wanted: bytes) -> None:
        """End the command where a file is neither as it was written nor as it is wanted."""
        path = self.folder / name
        if is_changed(path, self.written.get(name), wanted):
            fail(
                Text(
                    f"{path} 已经改动过，没有覆盖，也没有写入任何文件。请换一个新文件夹。",
                    f"{path} was changed and is kept; nothing was written. Please choose a new folder.",
                )
            )


def is_untouched(folder: Path, memory: str, name: str) -> bool:
    """Tell whether a file is still as the program wrote it there."""
    written = _remembered(folder / memory) or {}
    return name in written and digest_of(folder / name) == written[name]


def _is_empty(folder: Path) -> bool:
    from scoresheet.inbox.leftovers import leftover

    return folder.is_dir() and all(leftover(path.name) is not None for path in folder.iterdir())


def _remembered(path: Path) -> dict[str, str] | None:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return {str(name): str(digest) for name, digest in read.items()} if isinstance(read, dict) else None


def is_changed(path: Path, written: str | None, wanted: bytes) -> bool:
    """Tell whether a file is neither as it was written, by its SHA-256, nor as it is wanted."""
    return path.exists() and digest_of(path) not in {written, digest(wanted)}


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file; "" for one that can't be read: it may be anything, and is nobody's to overwrite."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def digest(data: bytes) -> str:
    """Give the SHA-256 of some bytes, as a folder's memory holds it."""
    return hashlib.sha256(data).hexdigest()

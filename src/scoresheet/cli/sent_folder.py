"""The folder with what is to be sent to the units: it remembers what was written there, and nothing else is replaced.

A marked copy that a county corrected may well be saved here under the very name of the copy. So an earlier output is
known by its content, never by its name.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from scoresheet.cli.exits import fail
from scoresheet.cli.opening import write_all
from scoresheet.cli.own_folder import digest, digest_of, is_changed
from scoresheet.language import Locale, Text

MEMORY = ".scoresheet-return.json"
"""The file that remembers."""

_SCHEMA = "scoresheet-return/1"
_LONGEST = 16 * 1024 * 1024
_NAMED = 5


@dataclass(slots=True)
class SentFolder:
    """The folder, and the SHA-256 of each file that was written there, by its name below the folder.

    `inbox` are the folders, as seen from here, that all returns were taken from when this was last made for everybody.
    """

    folder: Path
    locale: Locale
    written: dict[str, str] = field(default_factory=dict)
    inbox: tuple[str, ...] = ()

    @classmethod
    def opened(cls, folder: Path, locale: Locale) -> SentFolder:
        """Take a folder, whether or not it is there; a file of that name ends the command."""
        if folder.exists() and not folder.is_dir():
            fail(_no_folder(folder), locale)
        return cls(folder, locale, *_remembered(folder / MEMORY))

    def take_inbox(self, paths: Sequence[str]) -> bool:
        """Tell whether paths name the whole inbox, and remember it then.

        They do where they name folders and leave out none from which everything was taken the last time: single
        files, or the folder of one unit among them, say nothing about who else has sent something.
        """
        from scoresheet.inbox.patterns import roots

        named = [root.path.resolve() for path in paths for root in roots(path) if root.path.is_dir()]
        earlier = [(self.folder / one).resolve() for one in self.inbox]
        if not named or not all(any(one.is_relative_to(each) for each in named) for one in earlier):
            return False
        self.inbox = tuple(sorted({_seen_from(self.folder.resolve(), one) for one in named}))
        return True

    def write(
        self,
        files: Mapping[str, bytes],
        *,
        replaces: Callable[[str], bool],
        beside: Mapping[Path, bytes] | None = None,
    ) -> tuple[str, ...]:
        """Write files by their names below the folder, all or none, and give the names of earlier ones taken away.

        `beside` is written with them, elsewhere.

        Taken away is what was written earlier for what `replaces` (by the folder or the file at the top) and isn't
        among the files now, unless somebody has changed it since. A file that would replace anything but what was
        written here ends the command; nothing is written then.
        """
        changed = [
            name
            for name, data in files.items()
            if is_changed(self.folder / name, self.written.get(name), data)
        ]
        if changed:
            fail(_kept(self.folder, changed), self.locale)
        stale = [
            name for name in self.written if name not in files and replaces(PurePosixPath(name).parts[0])
        ]
        gone = tuple(name for name in stale if digest_of(self.folder / name) == self.written[name])
        kept = {name: digest for name, digest in self.written.items() if name not in stale}
        self.written = kept | {name: digest(data) for name, data in files.items()}
        wanted = {self.folder / name: data for name, data in files.items()}
        write_all({**wanted, self.folder / MEMORY: self._memory(), **(beside or {})}, self.locale)
        for name in gone:
            self._remove(name)
        return gone

    def _memory(self) -> bytes:
        said = {"schema": _SCHEMA, "inbox": self.inbox, "files": dict(sorted(self.written.items()))}
        return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()

    def _remove(self, name: str) -> None:
        # What another program holds open stays; nothing depends on its going.
        with contextlib.suppress(OSError):
            (self.folder / name).unlink(missing_ok=True)
            if len(PurePosixPath(name).parts) > 1:
                (self.folder / name).parent.rmdir()


def _no_folder(folder: Path) -> Text:
    return Text(
        f"{folder} 是一个文件，不是文件夹。请用 -o 指定一个文件夹。",
        f"{folder} is a file. Please name a folder with -o.",
    )


def _kept(folder: Path, changed: list[str]) -> Text:
    listed = "\n".join(f"  {folder / name}" for name in changed[:_NAMED])
    more = len(changed) - _NAMED
    rest = Text(f"\n  另有{more}个", f"\n  and {more} more") if more > 0 else Text("", "")
    return Text(
        f"下列文件在生成之后有人改过，或者不是本工具生成的，没有覆盖，也没有写入任何文件：\n{listed}{rest.zh}\n"
        "单位改好发回的表请放进收表的文件夹；您改过措辞的通知请移到别处。移走后再运行，或用 -o 换一个文件夹。",
        f"These files were changed since, or are none of this tool's; nothing was written:\n{listed}{rest.en}\n"
        "Put what a unit sent back into the folder of returns, and letters that you reworded elsewhere; "
        "then run this again, or choose another folder with -o.",
    )


def _seen_from(folder: Path, inbox: Path) -> str:
    try:
        return Path(os.path.relpath(inbox, folder)).as_posix()
    except ValueError:
        # Another drive of Windows.
        return inbox.as_posix()


def _remembered(path: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    try:
        with path.open("rb") as file:
            read = json.loads(file.read(_LONGEST))
    except (OSError, ValueError, RecursionError):
        return {}, ()
    known = read if isinstance(read, dict) and read.get("schema") == _SCHEMA else {}
    files, inbox = known.get("files"), known.get("inbox")
    return (
        {name: str(digest) for name, digest in files.items() if _is_below(name)}
        if isinstance(files, dict)
        else {},
        tuple(one for one in inbox if isinstance(one, str) and "\0" not in one)
        if isinstance(inbox, list)
        else (),
    )


def _is_below(name: str) -> bool:
    """Tell whether a name stays below the folder: the file is a file like any other, and may have been changed."""
    path = PurePosixPath(name)
    plain = not path.is_absolute() and ":" not in name and "\\" not in name
    return bool(path.parts) and plain and ".." not in path.parts

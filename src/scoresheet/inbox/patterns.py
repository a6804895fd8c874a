"""What a path on the command line leads to: a file, a folder, or all that a pattern such as *.xlsx fits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

_WILD = "*?["
_ANY_DEPTH = "**"
_QUOTES = "\"'“”"


@dataclass(frozen=True, slots=True)
class Root:
    """Where a walk through the inbox begins.

    `named` tells that the user wrote this very path, so that a link is followed; `above` is how many leading parts
    of it say where the inbox lies, not what is in it.
    """

    path: Path
    named: bool
    above: int


def roots(path: str) -> list[Root]:
    """Give what a path leads to, in the order of the names; nothing where it leads nowhere.

    Patterns are expanded here because no shell on Windows does it. They follow no links and take no name that begins
    with a dot unless they begin with one themselves; a bracket may also stand for itself, as in 收到[1]/*.xlsx.
    Quotation marks that were left over and backslashes are forgiven.
    """
    for written in dict.fromkeys((path, path.strip(_QUOTES), path.strip(_QUOTES).replace("\\", "/"))):
        if not written.strip():
            continue
        plain = Path(written)
        if os.path.lexists(plain):
            base = plain if plain.is_dir() else plain.parent
            return [Root(plain, named=True, above=_above(base))]
        found = _matching(plain) if any(mark in written for mark in _WILD) else []
        if found:
            return found
    return []


def _above(base: Path) -> int:
    return max(0, len(base.parts) - 1)


def _matching(pattern: Path) -> list[Root]:
    parts = pattern.parts
    count = max((n for n in range(len(parts)) if os.path.lexists(Path(*parts[:n]))), default=0)
    base = Path(*parts[:count])
    matches = sorted(set(_below(base, parts[count:])))
    return [Root(match, named=False, above=_above(base)) for match in matches]


def _below(folder: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    if not parts:
        yield folder
        return
    first, *rest = parts
    if first == _ANY_DEPTH:
        yield from _below(folder, tuple(rest))
    for path in _entries(folder):
        if first == _ANY_DEPTH and path.is_dir() and not is_link(path):
            yield from _below(path, parts)
        elif first != _ANY_DEPTH and _fits(path.name, first) and (not rest or not is_link(path)):
            yield from _below(path, tuple(rest))


def _fits(name: str, part: str) -> bool:
    if name.startswith(".") and not part.startswith("."):
        return False
    return fnmatch(name, part) or fnmatch(name, part.replace("[", "[[]"))


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def is_link(path: Path) -> bool:
    """Tell whether a path is a symbolic link or, on Windows, a folder that stands for another one."""
    try:
        status = path.lstat()
    except OSError:
        return False
    junction = getattr(status, "st_reparse_tag", 0) == _MOUNT_POINT
    return path.is_symlink() or junction


_MOUNT_POINT = 0xA0000003
"""How Windows marks such a folder; files that lie in a cloud are marked too, and are no links."""

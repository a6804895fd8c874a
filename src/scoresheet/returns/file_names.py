"""Files by what a clerk calls them: a path, the end of a path, or the beginning of a SHA-256."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from scoresheet.inert import one_line
from scoresheet.submission import Submission

LEAST_DIGITS = 8
"""So many digits of a SHA-256 are taken for one; a shorter word is a file's name."""

_NUMBERED = re.compile(r"#[0-9]+$")
"""How files that look alike are told apart in reports; nobody who writes down a name by its look knows of it."""
_DIGITS = re.compile(rf"[0-9a-fA-F]{{{LEAST_DIGITS},64}}")


class FileNames:
    """The returns of a round, found by name."""

    def __init__(self, submissions: Iterable[Submission]) -> None:
        self._by_end: dict[str, list[Submission]] = {}
        for submission in submissions:
            for end in _ends(submission.source.path):
                for name in {end, _NUMBERED.sub("", end)}:
                    self._by_end.setdefault(name, []).append(submission)
        whole = {id(one): one for found in self._by_end.values() for one in found}
        self._by_digits = sorted(whole.values(), key=lambda one: (one.source.sha256, one.source.path))
        self._digits = [one.source.sha256 for one in self._by_digits]

    def find(self, written: str) -> list[Submission]:
        """Give the files that a clerk may mean, all that look as if they had the name; it goes before a checksum's digits."""
        named = self._by_end.get(_plain(written).removeprefix("./").strip("/"))
        if named is not None:
            return named
        return list(self._beginning_with(written.lower())) if _DIGITS.fullmatch(written) else []

    def _beginning_with(self, digits: str) -> Iterator[Submission]:
        for place in range(bisect_left(self._digits, digits), len(self._digits)):
            if not self._digits[place].startswith(digits):
                return
            yield self._by_digits[place]


def _ends(path: str) -> Iterator[str]:
    """Walk the path itself, the path without its first folder, and so on down to the bare name."""
    plain = _plain(path).strip("/")
    yield plain
    while "/" in plain:
        plain = plain.partition("/")[2]
        yield plain


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", one_line(path).strip()).replace("\\", "/")

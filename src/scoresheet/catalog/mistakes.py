"""A mistake in the office's own files: where it stands and what to do, as a clerk can use it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import NamedTuple

from scoresheet.language import NOTHING, Locale, Text, same

Path = tuple[str | int, ...]
"""The way to a value from the top of the catalog: keys, and places in lists counted from 0."""

_GROUPS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
"""The commas between the thousands; any other may be meant for a decimal point, and nobody can tell."""

_NUMBER_INSIDE = re.compile(r"[^A-Za-z0-9+-]*([+-]?[0-9]+(?:\.[0-9]+)?)[^A-Za-z0-9]*")
_WINDOW = 100
_BEFORE = 60
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake at a line and a column, both counted from 1; line 0 where the whole file is meant.

    `source_line` is the line as it stands in the file, None where there is none to show. In a table, the column
    counts fields and `caret` is False.
    """

    file: str
    line: int
    column: int
    message: Text
    source_line: str | None = None
    caret: bool = True

    def render(self, locale: Locale) -> str:
        """Write the mistake as `file:line:column: message`, the line itself and a caret under the place."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        head = f"{place}: {self.message.of(locale)}"
        if not self.line or not (self.source_line or "").strip():
            return head
        return "\n".join([head, *self._excerpt(self.source_line or "")])

    def labelled(self, word: Text) -> Mistake:
        """Give the same with a word before its message: 请核实."""
        said = Text(f"{word.zh}：{self.message.zh}", f"{word.en}: {self.message.en}")
        return replace(self, message=said)

    def _excerpt(self, line: str) -> list[str]:
        if not self.caret:
            return ["    " + _clipped(line, _WINDOW)]
        start = max(0, self.column - 1 - _BEFORE)
        lead = "…" if start else ""
        shown = lead + _clipped(line[start:], _WINDOW)
        gap = lead + line[start : self.column - 1]
        return ["    " + shown, "    " + "".join(_blank(letter) for letter in gap) + "^"]


class CatalogError(Exception):
    """The catalog, or its table of targets, holds mistakes: all of them, in the order of the file.

    `locale` is the catalog's own language, None where it could not be read.
    """

    def __init__(self, mistakes: tuple[Mistake, ...], locale: Locale | None = None) -> None:
        super().__init__(mistakes, locale)
        self.mistakes = mistakes
        self.locale = locale

    def __str__(self) -> str:
        return "\n".join(mistake.render(self.locale or Locale.ZH) for mistake in self.mistakes)


class Slip(NamedTuple):
    """A mistake that still has to be given its line and column.

    `at_key` points at the key instead of its value; `token` at the first place in the value where it stands.
    """

    path: Path
    message: Text
    at_key: bool = False
    token: str = ""


def quoted(value: object) -> str:
    """Give what somebody wrote in quotation marks, shortened where it is long."""
    text = " ".join(str(value).split())
    return f"“{_clipped(text, _SHOWN)}”"


def guess(word: str, allowed: Iterable[str]) -> Text:
    """Ask whether a similar word was meant; no words at all where none is similar."""
    folded = {fold(each): each for each in allowed}
    near = get_close_matches(fold(word), folded, n=1, cutoff=0.6)
    near = near or [each for each in folded if len(word) > 1 and each.startswith(fold(word))]
    if not near:
        return NOTHING
    return Text(f"您是不是要写“{folded[near[0]]}”？", f" Did you mean “{folded[near[0]]}”?")


def meant_number(written: str) -> Text:
    """Ask whether the number inside "３", "3分" or "1,000" was meant; no words at all where there is none."""
    plainly = _GROUPS.sub("", unicodedata.normalize("NFKC", written).replace("。", "."))
    digits = _NUMBER_INSIDE.fullmatch(plainly)
    if not digits:
        return NOTHING
    return Text(f"您是不是要写“{digits[1]}”？", f" Did you mean “{digits[1]}”?")


def choices(allowed: Iterable[str]) -> Text:
    """List what may be written, at most twenty of it."""
    listed = list(dict.fromkeys(allowed))
    if len(listed) > 20:  # noqa: PLR2004 - a screenful
        return Text("、".join(listed[:20]) + "等", ", ".join(listed[:20]) + " and others")
    return Text("、".join(listed), ", ".join(listed)) if listed else same("-")


def fold(word: str) -> str:
    """Give a word without the differences that people don't see: width, case, blanks."""
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())


def _clipped(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _blank(letter: str) -> str:
    # A Chinese character takes two columns of a terminal, and the caret has to stand under its own.
    if letter == "\t":
        return letter
    return "  " if unicodedata.east_asian_width(letter) in {"W", "F"} else " "

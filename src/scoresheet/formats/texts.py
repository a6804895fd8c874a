"""What stands in the texts of a workbook: the table of shared strings and the escapes that all texts know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scoresheet.formats import markup
from scoresheet.grid import Kind, RawCell

MOST_CHARACTERS = 10_000_000
MOST_STRINGS = 500_000

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def unescaped(text: str) -> str:
    """Decode what XML cannot carry and a workbook writes as _x000D_ (ECMA-376, 22.4.2.4).

    A lone half of a surrogate pair, which no output could hold, becomes the replacement character.
    """
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(decoded):
        return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return decoded


@dataclass(slots=True)
class Characters:
    """How much text the workbook has held so far, whatever part it stands in."""

    count: int = 0

    def add(self, count: int, part: str) -> None:
        """Count the text of a part; raises Unreadable where it has become too much."""
        self.count += count
        if self.count > MOST_CHARACTERS:
            raise markup.refused(part)


def shared_strings(chunks: Iterable[bytes], part: str, characters: Characters) -> dict[str, RawCell]:
    """Give the cells that the shared strings make, by the number that a cell's value refers to them with.

    The runs of a rich text are joined; what tells how to pronounce it is left out. Raises Unreadable for what is
    not well-formed or too much.
    """
    cells: dict[str, RawCell] = {}
    markup.parse(chunks, part, _handler(part, cells, characters))
    return cells


def _handler(  # noqa: C901 - three small functions that share their variables
    part: str, cells: dict[str, RawCell], characters: Characters
) -> markup.Handler:
    """Give the functions that follow the elements of the table; closures, as they run for each string."""
    depth = seen = 0
    phonetic = False
    runs: list[str] = []
    pieces: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal depth, phonetic
        depth += 1
        pieces.clear()
        if depth > markup.DEEPEST:
            raise markup.refused(part)
        if tag == "rPh":
            phonetic = True

    def end(tag: str) -> None:
        nonlocal depth, phonetic, seen
        depth -= 1
        if tag == "t":
            if not phonetic:
                runs.append("".join(pieces))
                seen += len(runs[-1])
        elif tag == "si":
            cells[str(len(cells))] = RawCell(Kind.TEXT, unescaped("".join(runs)))
            runs.clear()
        elif tag == "rPh":
            phonetic = False

    def check() -> None:
        nonlocal seen
        characters.add(seen, part)
        seen = 0
        if len(cells) > MOST_STRINGS:
            raise markup.refused(part)

    return markup.Handler(start, end, pieces.append, check, _NAMES)


_NAMES = frozenset({"si", "t", "rPh"})

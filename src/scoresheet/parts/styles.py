"""Cell formats: the county's own copied with another fill, and formats of our own added behind all others."""

from __future__ import annotations

import re

from scoresheet.parts.xml_edits import (
    Change,
    Element,
    appended,
    elements,
    prefixed,
    retagged,
    spliced,
    tag_end,
    with_attributes,
)

_COLLECTIONS = ("fonts", "fills", "borders", "cellXfs")
_MOST_FORMATS = 60_000
"""Excel holds 65,490 cell formats."""
_LONGEST_FILL = 2_000
_HARMLESS_FILL = re.compile(
    r"<fill>(?:</?(?:patternFill|fgColor|bgColor|gradientFill|stop|color)"
    r'(?: [A-Za-z]+="[-A-Za-z0-9.]*")*\s*/?>)*</fill>'
)


class Styles:
    """The table of formats of a workbook while formats are added to it."""

    def __init__(self, xml: bytes) -> None:
        """Take the part apart. Raises ValueError where a collection that every workbook has is missing."""
        self._xml = xml
        found = elements(xml, deepest=2)
        self._of: dict[str, Element] = {one.name: one for one in found if one.name in _COLLECTIONS}
        if len(self._of) < len(_COLLECTIONS):
            raise ValueError("the table of formats is incomplete")
        self._listed = {
            name: [xml[one.start : one.end] for one in found if one.depth == 2 and one.within(whole)]  # noqa: PLR2004 - root, collection, entry
            for name, whole in self._of.items()
        }
        self._before = {name: len(listed) for name, listed in self._listed.items()}
        self._numbers = {name: _first_places(listed) for name, listed in self._listed.items()}
        self._by_looks: dict[tuple[bytes, str], int] = {}
        for number, entry in enumerate(self._listed["cellXfs"]):
            self._by_looks.setdefault(_looks_of(entry), number)
        self._prefix = self._of["cellXfs"].prefix

    def add(self, collection: str, entry: str) -> int:
        """Give the number of a font, fill, border or format, put in where it isn't there yet."""
        return self._number(collection, prefixed(entry, self._prefix))

    def _number(self, collection: str, entry: bytes) -> int:
        listed, numbers = self._listed[collection], self._numbers[collection]
        if entry not in numbers:
            if len(listed) >= _MOST_FORMATS:
                raise ValueError("the table of formats is full")
            numbers[entry] = len(listed)
            if collection == "cellXfs":
                self._by_looks.setdefault(_looks_of(entry), len(listed))
            listed.append(entry)
        return numbers[entry]

    def refilled(self, number: int, fill: str) -> int:
        """Give the number of the format that differs from another in its fill alone."""
        formats = self._listed["cellXfs"]
        old = formats[number] if number < len(formats) else formats[0]
        fills = {"fillId": str(self.add("fills", fill)), "applyFill": "1"}
        end = tag_end(old, 0)
        return self._number("cellXfs", with_attributes(old[:end], fills) + old[end:])

    def restored(self, number: int, fill: str) -> int:
        """Give the number of the format that a cell had before its fill was changed, as far as can be told."""
        made = self._listed["cellXfs"][number] if number < len(self._listed["cellXfs"]) else b""
        found = self._by_looks.get((_without_fill(made), str(self.add("fills", fill))))
        return self.refilled(number, fill) if found is None else found

    def fill(self, number: int) -> str:
        """Give the fill of a format as XML without prefix; a plain one where it can't be told."""
        formats, fills = self._listed["cellXfs"], self._listed["fills"]
        fill = _fill_of(formats[number]) if number < len(formats) else "0"
        found = fills[int(fill)].decode() if fill.isdigit() and int(fill) < len(fills) else ""
        bare = re.sub(rf"<(/?){re.escape(self._prefix)}", r"<\1", found) if self._prefix else found
        return harmless(bare)

    def to_bytes(self) -> bytes:
        """Give the part; nothing but what was added has changed."""
        changes: list[Change] = []
        for name, whole in self._of.items():
            new = self._listed[name][self._before[name] :]
            if new:
                changes += appended(self._xml, whole, b"".join(new))
                changes.append(retagged(self._xml, whole, {"count": str(len(self._listed[name]))}))
        return spliced(self._xml, changes)


NO_FILL = '<fill><patternFill patternType="none"/></fill>'


def harmless(fill: str) -> str:
    """Give a fill that may be put into a table of formats; a plain one for anything else."""
    kept = re.sub(r"\s+", " ", fill)
    return kept if len(kept) <= _LONGEST_FILL and _HARMLESS_FILL.fullmatch(kept) else NO_FILL


def solid(colour: str) -> str:
    """Give a fill of one colour, in hexadecimal with its alpha: FFFFC7CE."""
    return f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill></fill>'


def is_solid(fill: str, colour: str) -> bool:
    """Tell whether a fill, whichever program wrote it, is of this one colour."""
    found = re.search(r'<fgColor[^>]*\srgb="(?:FF|00)?([0-9A-Fa-f]{6})"', fill)
    return 'patternType="solid"' in fill and found is not None and found[1].upper() == colour[-6:]


_FILL_ID = re.compile(rb"""\sfillId\s*=\s*["'](\d+)["']""")
_FILL_APPLIED = re.compile(rb"""\s(?:fillId|applyFill)\s*=\s*(?:"[^"]*"|'[^']*')""")


def _fill_of(entry: bytes) -> str:
    found = _FILL_ID.search(entry)
    return found[1].decode() if found else "0"


def _without_fill(entry: bytes) -> bytes:
    return _FILL_APPLIED.sub(b"", entry)


def _looks_of(entry: bytes) -> tuple[bytes, str]:
    return _without_fill(entry), _fill_of(entry)


def _first_places(listed: list[bytes]) -> dict[bytes, int]:
    return {entry: number for number, entry in reversed(list(enumerate(listed)))}

"""Which unit the name of a file or of its folder names: what an attachment goes by, and only a hint for a form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoresheet.catalog.model import Catalog, Unit
from scoresheet.language import Text
from scoresheet.reading.name_index import folded, name_index

_LEAST_NUMBER, _LEAST_WORD = 6, 3
"""A shorter number is as likely a photo's, a shorter word of Latin letters anybody's."""
_LONGEST_PART = 400
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}$")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CAMERA = re.compile(r"[a-z0-9]")


class Names:
    """All names of a catalog's units, looked up in a time that doesn't grow with their number."""

    def __init__(self, catalog: Catalog) -> None:
        self._index = name_index(catalog)
        self._by_id = {folded(unit.id): unit for unit in catalog.units}

    def within(self, words: str) -> list[Unit | None]:
        """Give the units that some words name, each once; None stands for a name that several units share.

        A unit goes by its id, its name, the name it signs with and its aliases. A name inside a longer one doesn't
        count; an id counts as a whole number or word, where nothing before it looks like the number of a photo.
        """
        text = folded(words)[:_LONGEST_PART]
        found: list[Unit | None] = []
        for unit in (*(unit for _, unit in self._index.within(text)), *self._numbered(_SUFFIX.sub("", text))):
            if unit not in found:
                found.append(unit)
        return found

    def _numbered(self, words: str) -> Iterator[Unit]:
        for found in _WORD.finditer(words):
            unit = self._by_id.get(found[0])
            least = _LEAST_NUMBER if found[0].isdecimal() else _LEAST_WORD
            if unit is not None and len(found[0]) >= least and not _CAMERA.search(words[: found.start()]):
                yield unit


def named(names: Names, place: str) -> tuple[Unit | None, ...]:
    """Give the units that a file's name names, else its folder's, else that folder's: the nearest that names any.

    `place` is where the file lies as seen from what the user named, with forward slashes, an archive counting as a
    folder: what lies above the inbox names the clerk's own office as likely as a sender.
    """
    for part in reversed(place.replace("!/", "/").split("/")):
        found = names.within(part)
        if found:
            return tuple(found)
    return ()


def sender(names: Names, place: str) -> Unit | None:
    """Give the unit that a file is from by its name or its folder's; None where they name none, or several at once."""
    found = named(names, place)
    return found[0] if len(found) == 1 else None


def by_its_name(unit: Unit) -> Text:
    """Say whose file it is by its name, for a file from which nothing more can be told."""
    return Text(f"从文件名看是{unit.name}的", f"by its name it is from {unit.name}")

"""The names by which the units of a catalog go, looked up in a time that doesn't grow with their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scoresheet.catalog.model import Catalog, Unit
from scoresheet.matching import alike, contains_nearly, normalised
from scoresheet.reading.made_once import once_per_catalog

LEAST_NAME = 2
"""Letters; a shorter name stands within too many words that name nobody."""
_LEAST_LIKENESS, _LEAD = 85, 10
_LEAST_GUESS = 60
_MOST_GUESSES = 3
_LONG_NAME = 6
"""Letters; one wrong letter in a name of fewer may make it another place's: 旺苍县, 苍溪县."""
_TELLING = re.compile("[0-9a-z一二三四五六七八九十东南西北中上下甲乙丙丁]")
"""What tells a unit from its neighbour although it is one letter only: 第一中学, 第三中学."""
_ABOVE = re.compile("省|市|州|盟|自治区")


class NameIndex:
    """Every unit by its name, the name it signs with and its aliases; a name of two units is nobody's."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = tuple(units)
        self._by_id = {normalised(unit.id): unit for unit in self._units}
        self._by_name: dict[str, Unit | None] = {}
        self._lengths: dict[str, set[int]] = {}
        for unit in self._units:
            for name in own_names(unit):
                self._by_name[name] = None if name in self._by_name else unit
                if len(name) >= LEAST_NAME:
                    self._lengths.setdefault(name[:LEAST_NAME], set()).add(len(name))

    def by_id(self, unit_id: str) -> Unit | None:
        """Give the unit of an id, written as all texts are compared."""
        return self._by_id.get(unit_id)

    def exact(self, said: str) -> Unit | None:
        """Give the unit that goes by this very name."""
        return self._by_name.get(folded(said))

    def within(self, said: str) -> list[tuple[str, Unit | None]]:
        """Give the names that a text contains, the longest first; a name inside a longer one doesn't count."""
        text = folded(said)
        spans = sorted(self._spans(text), key=lambda one: (-one[1], one[0]))
        taken: set[int] = set()
        found = []
        for start, length in spans:
            places = range(start, start + length)
            if taken.isdisjoint(places):
                taken.update(places)
                name = text[start : start + length]
                found.append((name, self._by_name[name]))
        return found

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        for start in range(len(text)):
            for length in self._lengths.get(text[start : start + LEAST_NAME], ()):
                if text[start : start + length] in self._by_name:
                    yield start, length

    def certain(self, said: str) -> Unit | None:
        """Give the unit that a name stands for beyond doubt; None where it could be none or several.

        That is a unit's very name, also below the province's and the city's, or one that is very much alike and
        clearly the best: then the unit's own name must stand in it, or be long enough for one wrong letter.
        """
        text = folded(said)
        below = (self.exact(text[above.end() :]) for above in _ABOVE.finditer(text))
        exact = self.exact(text) or next((unit for unit in below if unit is not None), None)
        return exact or self._near(text)

    def _near(self, text: str) -> Unit | None:
        others = {unit.id for _, unit in self.within(text) if unit is not None}
        scored = self._scored(text, _LEAST_LIKENESS - _LEAD)
        if not scored or scored[0][0] < _LEAST_LIKENESS:
            return None
        likeness, unit, name = scored[0]
        runner_up = scored[1][0] if len(scored) > 1 else 0
        is_clear = likeness - runner_up >= _LEAD and others <= {unit.id}
        is_told = _TELLING.findall(name) == _TELLING.findall(text)
        return unit if is_clear and is_told and _holds_name(text, unit) else None

    def guesses(self, said: str) -> tuple[Unit, ...]:
        """Give the units that a name may have meant, the likeliest first; none where nothing is alike."""
        text = folded(said)
        inside = [unit for _, unit in self.within(text) if unit is not None]
        scored = self._scored(text, _LEAST_GUESS)
        near = [unit for likeness, unit, _ in scored if likeness > scored[0][0] - _LEAD]
        found = {unit.id: unit for unit in (*inside, *near)}
        return tuple(found.values())[:_MOST_GUESSES]

    def _scored(self, text: str, least: float) -> list[tuple[float, Unit, str]]:
        """Give the units by the likeness of their likest name, in percent and falling, each with that name."""
        best: dict[str, tuple[float, Unit, str]] = {}
        for likeness, name in alike(text, self._by_name, least):
            unit = self._by_name[name]
            if unit is not None and (unit.id not in best or likeness > best[unit.id][0]):
                best[unit.id] = (likeness, unit, name)
        return sorted(best.values(), key=lambda one: -one[0])


@once_per_catalog
def name_index(catalog: Catalog) -> NameIndex:
    """Give the index of a catalog's units, which takes as long to make as a file to read."""
    return NameIndex(catalog.units)


def own_names(unit: Unit) -> set[str]:
    """Give a unit's names as they are compared."""
    return {folded(name) for name in (unit.name, unit.reporting_as, *unit.aliases)}


def folded(name: str) -> str:
    """Give a name as it is compared: widths, blanks, brackets and capitals make no difference."""
    return normalised(name).casefold()


def _holds_name(text: str, unit: Unit) -> bool:
    name = folded(unit.name)
    if name in text:
        return True
    # A place's own letters come first, and the rest says what kind of place it is.
    is_long = len(name) >= _LONG_NAME and name[:LEAST_NAME] in text
    return is_long and contains_nearly(text, name, _LEAST_LIKENESS)

"""Units whose names a return could mix up: one name inside another, or two that differ where nobody looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from scoresheet.catalog.mistakes import Path, Slip, fold, quoted
from scoresheet.catalog.schema import UnitPart
from scoresheet.language import Text

_LEAST = 2
"""Letters; a shorter name stands inside too many others to say anything."""
_LONG = 6
"""Letters; in a shorter name a single other letter makes another place, as in 利州区 and 朝天区."""
_KIND_OF_PLACE = re.compile("(街道办事处|街道|地区|自治县|自治州|新区|[县区市镇乡村旗州盟])$")
_TELLING = frozenset("0123456789一二三四五六七八九十东南西北中上下左右前后内外甲乙丙丁大小新老")


class _Name(NamedTuple):
    """A name as it is written, where it stands, and whose it is."""

    path: Path
    words: str
    owner: UnitPart


_Pair = tuple[_Name, _Name, Text]


def alike_names(units: Mapping[Path, UnitPart], line_of: Callable[[Path], int]) -> Iterator[Slip]:
    """Walk the names that could be taken for another unit's; each two units are told once.

    `line_of` finds the line of a path. The time grows with the number of names, not with its square.
    """
    names = list(_names(units))
    told: set[frozenset[str]] = set()
    for pairs in (_inside(names), _same_place(names), _one_letter_apart(names)):
        for name, other, how in pairs:
            two = frozenset({name.owner.id, other.owner.id})
            if two not in told:
                told.add(two)
                yield Slip(name.path, _message(name, other, how, line_of(other.path)))


def _names(units: Mapping[Path, UnitPart]) -> Iterator[_Name]:
    for path, unit in units.items():
        yield _Name((*path, "name"), unit.name, unit)
        if unit.reporting_as:
            yield _Name((*path, "reporting_as"), unit.reporting_as, unit)
        for place, alias in enumerate(unit.aliases):
            yield _Name((*path, "aliases", place), alias, unit)


def _inside(names: list[_Name]) -> Iterator[_Pair]:
    by_words = {fold(name.words): name for name in names}
    for longer in names:
        whole = fold(longer.words)
        for start in range(len(whole)):
            for end in range(start + _LEAST, len(whole) + 1):
                found = by_words.get(whole[start:end])
                if found is not None and found.owner.id != longer.owner.id:
                    yield found, longer, _CONTAINED


def _same_place(names: list[_Name]) -> Iterator[_Pair]:
    first: dict[str, _Name] = {}
    for name in names:
        if name.path[-1] != "name":
            continue
        stem = _KIND_OF_PLACE.sub("", fold(name.words))
        other = first.setdefault(stem, name)
        if len(stem) >= _LEAST and other.owner.id != name.owner.id:
            yield name, other, _SAME_PLACE


def _one_letter_apart(names: list[_Name]) -> Iterator[_Pair]:
    first: dict[tuple[int, str], _Name] = {}
    for name in names:
        words = fold(name.words)
        for place, letter in enumerate(words if len(words) >= _LONG else ""):
            other = first.setdefault((place, f"{words[:place]}\0{words[place + 1 :]}"), name)
            if other.owner.id != name.owner.id and not {letter, fold(other.words)[place]} & _TELLING:
                yield name, other, _ONE_LETTER


_CONTAINED = Text("包含在", "stands inside")
_SAME_PLACE = Text("只差末尾表示建制的字，不同于", "differs only in the word for its kind of place from")
_ONE_LETTER = Text("只有一个字不同于", "differs in one letter from")


def _message(name: _Name, other: _Name, how: Text, line: int) -> Text:
    return Text(
        f"{quoted(name.words)}{how.zh}{other.owner.name}的名称{quoted(other.words)}（第{line}行）{'里' if how is _CONTAINED else ''}，"
        "只凭名称认收回的表可能认错。请改用全称，或核对无误后不改。",
        f"{quoted(name.words)} {how.en} {quoted(other.words)}, a name of {other.owner.name} (line {line}); a return known by its "
        "name alone could be taken for the other's. Use fuller names, or leave it where it is meant.",
    )

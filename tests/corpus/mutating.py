"""Damage that can be repeated: bytes, entries and XML of a good return changed by chance."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from warnings import catch_warnings, simplefilter

from surgery import packed, parts_of

Change = Callable[[bytes, bytes, random.Random], bytes]
"""Changes a file, given another whole one from which pieces may be taken."""


def flipped(data: bytes, _: bytes, chance: random.Random) -> bytes:
    """Change some bytes."""
    changed = bytearray(data)
    for _number in range(chance.choice((1, 1, 2, 8, 64))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut_out(data: bytes, _: bytes, chance: random.Random) -> bytes:
    """Take a piece out."""
    start, length = chance.randrange(len(data)), chance.choice((1, 10, 1000))
    return data[:start] + data[start + length :]


def cut_off(data: bytes, _: bytes, chance: random.Random) -> bytes:
    """Cut the end off."""
    return data[: chance.randrange(len(data))]


def doubled(data: bytes, _: bytes, chance: random.Random) -> bytes:
    """Repeat a piece."""
    start, length = chance.randrange(len(data)), chance.choice((1, 10, 500))
    return data[: start + length] + data[start:]


def put_in(data: bytes, _: bytes, chance: random.Random) -> bytes:
    """Put noise, zeros or line ends in."""
    place = chance.randrange(len(data))
    length = chance.choice((1, 2, 100))
    piece = chance.choice((chance.randbytes(length), bytes(length), b"\r\n", b"\xef\xbb\xbf"))
    return data[:place] + piece + data[place:]


def from_another(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Put a piece of another file in the same place."""
    start, length = chance.randrange(len(data)), chance.choice((4, 512, 4096))
    return data[:start] + other[start : start + length] + data[start + length :]


BYTES: tuple[Change, ...] = (flipped, cut_out, cut_off, doubled, put_in, from_another)


def without_parts(data: bytes, _: bytes, chance: random.Random) -> bytes:
    """Leave entries out."""
    parts = parts_of(data)
    gone = set(chance.sample(sorted(parts), chance.choice((1, 1, 2, 4))))
    return packed({name: part for name, part in parts.items() if name not in gone})


def exchanged(data: bytes, _: bytes, chance: random.Random) -> bytes:
    """Exchange the contents of two entries."""
    parts = parts_of(data)
    one, other = chance.sample(sorted(parts), 2)
    return packed(parts | {one: parts[other], other: parts[one]})


def renamed(data: bytes, _: bytes, chance: random.Random) -> bytes:
    """Give an entry another name."""
    parts = parts_of(data)
    name = chance.choice(sorted(parts))
    other = chance.choice(
        (name.upper(), name + "x", "xl/x.xml", name.replace("/", "\\"), name.replace("1", "9"))
    )
    return packed({other if key == name else key: part for key, part in parts.items()})


def emptied(data: bytes, _: bytes, chance: random.Random) -> bytes:
    """Leave nothing of an entry, or nothing but zeros."""
    parts = parts_of(data)
    name = chance.choice(sorted(parts))
    return packed(parts | {name: chance.choice((b"", bytes(len(parts[name]))))})


def part_of_another(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Put an entry of another file in place of its own."""
    parts, others = parts_of(data), parts_of(other)
    common = sorted(parts.keys() & others.keys())
    return packed(
        parts
        | {name: others[name] for name in chance.sample(common, min(len(common), 1 + chance.randrange(2)))}
    )


def twice(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Put a second entry of the same name behind its own, with the content of another file."""
    parts, others = parts_of(data), parts_of(other)
    name = chance.choice(sorted(parts.keys() & others.keys()))
    made = io.BytesIO(packed(parts))
    with catch_warnings(), zipfile.ZipFile(made, "a") as package:
        simplefilter("ignore")
        package.writestr(chance.choice((name, name.upper())), others[name])
    return made.getvalue()


def spoilt(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Change the bytes of an entry and pack it anew, so that its checksum is right."""
    parts, others = parts_of(data), parts_of(other)
    name = chance.choice([key for key in sorted(parts) if parts[key]])
    change = chance.choice(BYTES)
    return packed(parts | {name: change(parts[name], others.get(name, data), chance)})


def _in_text(change: Callable[[bytes, random.Random], bytes]) -> Change:
    def made(data: bytes, _: bytes, chance: random.Random) -> bytes:
        parts = parts_of(data)
        # What is asked for stands in the first sheets; of the rest little is read.
        names = [key for key in sorted(parts) if key.endswith((".xml", ".rels"))]
        sheets = [key for key in names if key.startswith("xl/worksheets/sheet") or key == "content.xml"]
        name = chance.choice(chance.choice((names, sheets[:1], sheets[:3])))
        return packed(parts | {name: change(parts[name], chance)})

    made.__name__ = change.__name__.strip("_")
    return made


_ATTRIBUTE = re.compile(rb'(?<= )[A-Za-z:]+="([^"]*)"')
_TAG = re.compile(rb"<[^<>]+>")
_DIGITS = re.compile(rb'(?:<c r="[DE][0-9]+"[^>]*><v>|office:value=")(-?[0-9.]+)(?=</v>|")')
"""Numbers in the columns of a form that people fill in."""
_CELL = re.compile(rb"<(?:c|table:table-cell)\b[^>]*?(?:/>|>.*?</(?:c|table:table-cell)>)", re.DOTALL)
_ROW = re.compile(rb"<(?:row|table:table-row)\b[^>]*?(?:/>|>.*?</(?:row|table:table-row)>)", re.DOTALL)
_NUMBERS = (b"0", b"1", b"3", b"3.5", b"-1", b"99", b"1e3", b"NaN", b"", b"2.005")


def _two(pattern: re.Pattern[bytes], part: bytes, chance: random.Random, group: int = 0) -> bytes:
    """Exchange two of the pieces that match."""
    found = list(pattern.finditer(part))
    if len(found) < 2:
        return part
    one, other = sorted(chance.sample(found, 2), key=lambda match: match.start())
    if other.start(group) < one.end(group):
        return part
    middle = part[one.end(group) : other.start(group)]
    return part[: one.start(group)] + other[group] + middle + one[group] + part[other.end(group) :]


def _attributes_exchanged(part: bytes, chance: random.Random) -> bytes:
    return _two(_ATTRIBUTE, part, chance, 1)


def _tags_exchanged(part: bytes, chance: random.Random) -> bytes:
    return _two(_TAG, part, chance)


def _numbers_exchanged(part: bytes, chance: random.Random) -> bytes:
    return _two(_DIGITS, part, chance, 1)


def _cells_exchanged(part: bytes, chance: random.Random) -> bytes:
    return _two(_CELL, part, chance)


def _rows_exchanged(part: bytes, chance: random.Random) -> bytes:
    return _two(_ROW, part, chance)


def _number_changed(part: bytes, chance: random.Random) -> bytes:
    found = list(_DIGITS.finditer(part))
    if not found:
        return part
    one = chance.choice(found)
    return part[: one.start(1)] + chance.choice(_NUMBERS) + part[one.end(1) :]


def _cell_gone(part: bytes, chance: random.Random) -> bytes:
    found = list(chance.choice((_CELL, _ROW)).finditer(part))
    if not found:
        return part
    one = chance.choice(found)
    return part[: one.start()] + part[one.end() :]


ENTRIES: tuple[Change, ...] = (
    *(without_parts, exchanged, renamed, emptied, part_of_another, twice, spoilt, spoilt),
    *map(
        _in_text,
        (
            _attributes_exchanged,
            _tags_exchanged,
            _numbers_exchanged,
            _numbers_exchanged,
            _cells_exchanged,
            _rows_exchanged,
            _number_changed,
            _number_changed,
            _number_changed,
            _cell_gone,
        ),
    ),
)


def mutated(data: bytes, other: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Damage a file; give what was done and what came of it. What is no zip has bytes alone."""
    changes = (*BYTES, *ENTRIES, *ENTRIES) if data.startswith(b"PK") else BYTES
    change = chance.choice(changes)
    return change.__name__, change(data, other, chance)

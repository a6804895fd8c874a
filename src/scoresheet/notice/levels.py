"""Items put under their headings: what is printed as a row of its own but only sums up the rows below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from scoresheet.notice.entry import Entry, Found, number_of


def one_per_points(entries: list[Entry], merged: set[int]) -> list[Entry]:
    """Join the rows that share one merged cell of points."""
    joined: list[Entry] = []
    for place, entry in enumerate(entries):
        if place in merged and joined:
            last = joined[-1]
            text = last.text if entry.text == last.text else f"{last.text}\n{entry.text}"
            rule = "\n".join(dict.fromkeys(filter(None, (last.rule, entry.rule))))
            joined[-1] = replace(last, text=text, rule=rule, rows=last.rows + 1)
        else:
            joined.append(entry)
    return joined


def split_texts(entries: list[Entry]) -> list[Entry]:
    """Where one cell of text stands over several items, it is a heading and each item's rule is what is asked."""
    split: list[Entry] = []
    for place, entry in enumerate(entries):
        following = entries[place + 1 : place + 2]
        is_over = entry.shares_text or any(one.shares_text and one.text == entry.text for one in following)
        if is_over and entry.rule:
            split.append(replace(entry, text=entry.rule, rule="", headings=(*entry.headings, entry.text)))
        else:
            split.append(entry)
    return split


_DEEPER = re.compile(r"([0-9]+(?:\.[0-9]+)*)\.([0-9]+)")


def parents_to_headings(found: Found) -> None:
    """Make a heading of an item whose parts follow it as 1.1, 1.2: what it is worth, its parts are worth together."""
    numbers = [number_of(entry.number) for entry in found.entries]
    parents = {match[1] for match in map(_DEEPER.fullmatch, numbers) if match} & set(numbers)
    if not parents:
        return
    names = {number: entry for number, entry in zip(numbers, found.entries, strict=True) if number in parents}
    for parent in names.values():
        if parent.points is not None:
            found.stated[parent.text] = parent.points
    found.entries = list(_below(found.entries, numbers, {number: one.text for number, one in names.items()}))


def _below(entries: list[Entry], numbers: list[str], parents: dict[str, str]) -> Iterator[Entry]:
    for number, entry in zip(numbers, entries, strict=True):
        if number not in parents:
            match = _DEEPER.fullmatch(number)
            over = parents.get(match[1], "") if match else ""
            yield replace(entry, headings=(*entry.headings, over)) if over else entry


_CHAPTER = re.compile(r"[(（]?[一二三四五六七八九十]+[)）]?[、.．]?")
_CHAPTER_AHEAD = re.compile(r"[(（]?[一二三四五六七八九十]+[)）]?[、.．]")


def chapters_to_headings(found: Found) -> None:
    """Make a heading of an item called 一、 over the items up to the next such one.

    It has to be worth as much as they are, or they have to be numbered 1, 2 under it: then what doesn't add up is for
    a person to decide.
    """
    heads = dict(_chapters(found.entries))
    entries = []
    over, until = "", 0
    for place, entry in enumerate(found.entries):
        if place in heads:
            over, until = entry.text, heads[place]
            found.stated[over] = entry.points or Decimal(0)
        else:
            entries.append(replace(entry, headings=(over, *entry.headings)) if place < until else entry)
    found.entries = entries


def _chapters(entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Walk the places of the headings, each with the place behind its last item."""
    starts = [place for place, entry in enumerate(entries) if _is_chapter(entry)]
    for start, end in zip(starts, [*starts, len(entries)][1:], strict=True):
        below = entries[start + 1 : end]
        is_over = bool(below) and not entries[start].rule and all(_is_part(entry) for entry in below)
        if below and (entries[start].points == _worth(below) or (is_over and entries[start].points)):
            yield start, end


def _is_part(entry: Entry) -> bool:
    return bool(_PART.fullmatch(entry.number.strip()) or (not entry.number and _PART_AHEAD.match(entry.text)))


_PART = re.compile(r"[(（]?[0-9]{1,3}[)）]?[.、．]?")
_PART_AHEAD = re.compile(r"[(（]?[0-9]{1,3}[)）.、．](?![0-9])")


def _is_chapter(entry: Entry) -> bool:
    return bool(_CHAPTER.fullmatch(entry.number.strip()) or _CHAPTER_AHEAD.match(entry.text))


def _worth(entries: Sequence[Entry]) -> Decimal:
    return sum((entry.points or Decimal(0) for entry in entries), Decimal(0))

"""Items that stand in one cell, each with its points in brackets behind it: 1.……（10分）；2.……（20分）."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from scoresheet.notice.entry import IN_TEXT, Entry, plain_digits

_END = re.compile(r"[\s]*[。；;\n]?[\s]*")
_NUMBERED = re.compile(
    r"\s*(?:[0-9]{1,2}[.、．)）](?![0-9])|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[①-⑳]|[一二三四五六七八九十]+(?:是|、))"
)


def split_by_points(entries: Sequence[Entry], stated: Mapping[str, Decimal]) -> list[Entry]:
    """Make items of the parts of a text that each end with their points in brackets.

    That is only done where the parts are sentences of their own, and are numbered or add up to what their heading is
    worth (`stated`): 国家级（5分）、省级（3分） are degrees of one thing.
    """
    split: list[Entry] = []
    for entry in entries:
        parts = _parts(entry.text) if entry.points is None and not entry.rule else []
        is_clear = len(parts) > 1 and (_are_numbered(parts) or _adds_up(parts, entry, stated))
        split += [_of(entry, *part) for part in parts] if is_clear else [entry]
    return split


def _parts(text: str) -> list[tuple[str, Decimal]]:
    """Give the parts with their points; none where one doesn't end with them."""
    plain = plain_digits(text)
    parts, begin = [], 0
    matches = list(IN_TEXT.finditer(plain))
    for match in matches:
        stop = _END.match(plain, match.end())
        end = stop.end() if stop else match.end()
        is_last = match is matches[-1]
        if not is_last and end == match.end():
            return []
        end = len(text) if is_last and not plain[end:].strip() else end
        words = text[begin:end].strip().rstrip("；;")
        if not IN_TEXT.sub("", plain[begin : match.end()]).strip(" 0123456789.、"):
            return []
        parts.append((words, Decimal(match[1])))
        begin = end
    return parts if not text[begin:].strip() else []


def _are_numbered(parts: Sequence[tuple[str, Decimal]]) -> bool:
    return all(_NUMBERED.match(words) for words, _ in parts)


def _adds_up(parts: Sequence[tuple[str, Decimal]], entry: Entry, stated: Mapping[str, Decimal]) -> bool:
    return any(stated.get(heading) == sum(points for _, points in parts) for heading in entry.headings)


def _of(entry: Entry, words: str, points: Decimal) -> Entry:
    return replace(entry, text=words, points=points, written_points=f"{points}", number="")

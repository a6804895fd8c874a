"""The words of an item cut into clauses, and what in them is no number of things: dates, names, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDE |= {ord(wide): ord(narrow) for wide, narrow in zip("％．／～＜＞＝－", "%./~<>=-", strict=True)}

HAN = "一二两三四五六七八九十百千"
"""The characters of numbers in words."""

_STOP = re.compile(r"[，。；！？;!?\n]|,(?![0-9]{3}(?![0-9]))|\.(?=\s|$)|：(?![0-9])")
_NAMES = re.compile(
    r"“[^“”]{1,60}”|《[^《》]{1,80}》|〈[^〈〉]{1,80}〉|「[^「」]{1,60}」|‘[^‘’]{1,60}’|\"[^\"\n]{1,60}\"|〔[^〔〕]{1,8}〕[0-9]*号?|\[[0-9]{4}\][0-9]*号?"
)
_NO_COUNTS = re.compile(
    rf"(?:[0-9]{{2,4}}|[零〇○一二三四五六七八九]{{4}})(?:年|\s?[-—–~至]\s?[0-9]{{2,4}}年)(?:度)?(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?"
    rf"|[0-9]{{1,2}}(?:\s?[-—–~至]\s?[0-9]{{1,2}})?月(?:份|底|末|[上中下]旬|[0-9]{{1,2}}日)?|[0-9]{{1,2}}[日号时]"
    rf"|[{HAN}]+届(?:[{HAN}]+次)?|[{HAN}]+次(?:全会|全体|党代会|团代会|代表大会|会议精神)|第\s?(?:[0-9]+|[{HAN}]+)\S?"
    r"|(?<![0-9])[0-9]{7,}(?![0-9.])|(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}|[0-9]+\s?号文?"
    r"|\b(?:19|20)[0-9]{2}\b(?!\s*(?:个|名|人|次|件|份|篇|元|万|亩))"
    rf"|(?:提前|推迟|前|后|近|过去|上|连续)\s?(?:[0-9]+|[{HAN}]+)\s?(?:个?(?:年|月|工作日|季度)|天|日|小时)"
    rf"|(?:[0-9]+|[{HAN}]+)\s?(?:个)?(?:工作日|年|个月|月|天|日|小时|周|星期)(?:以)?(?:之)?(?:内|前|后)"
    r"|\b(?:No|Art|Article|Section|Annex|Page|Item|Chapter|Phase|Level|Grade|Q)\.?\s?[0-9]+"
    r"|\b[0-9]{1,2}\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a text between two stops, from `start` to `end`."""

    start: int
    end: int


def narrow(text: str) -> str:
    """Give a text with plain digits and signs, each at the place where it stood."""
    return text.translate(_WIDE)


def clauses(plain: str) -> Iterator[Clause]:
    """Walk the clauses of a text; a stop inside a name in quotation marks or in brackets is none."""
    begin = 0
    closed = [match.span() for match in _NAMES.finditer(plain)] + [
        match.span() for match in _ASIDE.finditer(plain)
    ]
    for match in _STOP.finditer(plain):
        if not within(match.start(), closed):
            yield Clause(begin, match.start())
            begin = match.end()
    yield Clause(begin, len(plain))


_ASIDE = re.compile(r"[（(][^（）()]{1,60}[）)]")


def no_counts(plain: str) -> list[tuple[int, int]]:
    """Give the spans in which a number counts nothing: names, dates, references, times."""
    return [match.span() for pattern in (_NAMES, _NO_COUNTS) for match in pattern.finditer(plain)]


def in_names(plain: str) -> list[tuple[int, int]]:
    """Give the spans of names: what stands in quotation marks, titles of documents, their numbers."""
    return [match.span() for match in _NAMES.finditer(plain)]


def within(place: int, spans: list[tuple[int, int]]) -> bool:
    """Tell whether a place lies in one of the spans."""
    return any(start <= place < end for start, end in spans)

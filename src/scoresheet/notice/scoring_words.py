"""Which words of a notice say how is scored, and how the numbers in them are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from scoresheet.notice.clauses import clauses, narrow
from scoresheet.notice.counting import Found
from scoresheet.numerals import in_chinese

POINTS = r"(?P<points>[0-9]+(?:\.[0-9]+)?)\s*分(?!钟|别|析|类|期)"
"""A number of points in a sentence."""
ONE = r"[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十]"
"""A small number in digits or in words."""
UNITS = r"个百分点|百分点|人次|场次|课时|万元|次|场|期|起|例|件|项|人|名|个|篇|条|份|户|家|处|天|批|套|所|宗|部|本|台|元|亩|%"
"""The units that a sentence of scoring counts in."""

_SCORING = re.compile(
    r"扣|[得计记加减给赋]\s*[0-9.]+\s*分|[0-9.]+\s*分(?!钟|别|析|类|期)|得分|计分|满分|零分|加分|赋分|倒扣|否决|评优资格|不合格等次"
    r"|按(?:完成)?比例|按(?:排名|名次)|递减"
    r"|\b(?:points?|marks?|deduct(?:ed)?)\b|[0-9] off\b|pro rata|in proportion|\bveto\b|full score",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(
    r"扣完(?:本项)?(?:分值?)?(?:即止|为止|止)|不(?:计|出现|倒扣)负分|不倒扣|不得?超过(?:本项)?(?:满分|分值|标准分)|(?:最高|最多)(?:得|计)?(?:本项)?(?:满分|标准分)|超(?:额完成|过)的?[^，。；]{0,6}不加分"
    r"|(?:完成|达到|达标|做到|符合|落实)[^，。；扣加]{0,20}(?:得|计|记|给)\s*(?:满分|全分|标准分|基本分|该项分|[0-9.]+分)|^\s*(?:满分|本项|分值|标准分|基本分|共计?)[^，。；扣]{0,4}[0-9.]+分\s*$|^\s*得?满分\s*$"
    r"|不(?:重复|累计)(?:加分|计分|计算|得分)|(?:按|取|以|就)最?高[^，。；]{0,6}(?:计|加|分|算)"
    r"|full (?:points?|marks?) (?:if|where|when) [a-z ]+|down to (?:0|zero)|not below (?:0|zero)|until nothing is left",
    re.IGNORECASE,
)
_STEPS = re.compile(r"[，。；;！\n]|,(?![0-9]{3})|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence of scoring: its text and the pieces of it, from stop to stop, that speak of points."""

    text: str
    plain: str
    pieces: tuple[tuple[int, int], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing speaks of points."""
        return not self.pieces

    def left(self, used: list[tuple[int, int]]) -> list[str]:
        """Give the pieces that speak of points and that nothing in `used` explains."""
        return [
            self.text[start:end].strip()
            for start, end in self.pieces
            if not any(begin < end and start < stop for begin, stop in used)
            and not _NEUTRAL.search(self.plain[start:end])
        ]


def scoring_words(text: str) -> Words:
    """Find the words of a text that say how is scored."""
    plain = narrow(text)
    pieces = []
    begin = 0
    for match in [*_STEPS.finditer(plain), None]:
        end = match.start() if match else len(plain)
        if _SCORING.search(plain[begin:end]):
            pieces.append((begin, end))
        begin = match.end() if match else end
    return Words(text, plain, tuple(pieces))


def scoring_spans(text: str) -> list[tuple[int, int]]:
    """Give the clauses of an item's text that say how is scored, in which no number is a target."""
    plain = narrow(text)
    return [
        (clause.start, clause.end)
        for clause in clauses(plain)
        if _SCORING.search(plain[clause.start : clause.end])
        and not _IN_BRACKETS.search(plain[clause.start : clause.end])
    ]


_IN_BRACKETS = re.compile(r"[（(]\s*[0-9.]+\s*(?:分|points?|marks?)\s*[)）]", re.IGNORECASE)


def number(words: str | None) -> Decimal:
    """Give the number that a sentence of scoring names; one where it names none."""
    if not words:
        return Decimal(1)
    told = in_chinese(words)
    return told if told is not None else Decimal(words)


class Presumed(StrEnum):
    """What a recognised rule takes for granted, so that a person must confirm it."""

    REGISTER = "deductions are registered one by one, down to nothing"
    MEAN = "several measures count equally"
    ONCE = "a matter counts once at its highest level"
    EFFECT = "a veto excludes from awards"
    PARTIAL = "a part of a percentage point counts as a whole one"
    SEVERE = "the higher deduction replaces the ordinary one"


@dataclass(frozen=True, slots=True)
class Item:
    """What a sentence of scoring is about: the item's words, its points and its measures."""

    text: str
    points: Decimal | None
    measures: tuple[Found, ...] = ()
    is_bonus: bool = False

    @property
    def only_measure(self) -> Found | None:
        """The measure of an item that has a single one."""
        return self.measures[0] if len(self.measures) == 1 else None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rule as a sentence names it.

    `parameters` are those of the catalog, numbers still as text or Decimal; `used` are the spans of the sentence that
    it explains; `added` is a measure that only the sentence names.
    """

    kind: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    used: tuple[tuple[int, int], ...] = ()
    added: tuple[Found, ...] = ()
    presumed: tuple[Presumed, ...] = ()


def same_unit(one: str, other: str) -> bool:
    """Tell whether two words for a unit mean the same in a sentence of scoring."""
    equal = ({"名", "人"}, {"%", "个百分点", "百分点"})
    return one == other or one in other.split("/") or any({one, other} <= group for group in equal)

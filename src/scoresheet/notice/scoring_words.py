"""Which words of a notice say how is scored, and how the numbers in them are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
UNITS = r"个百分点|百分点|人次|场次|户次|件次|课时|学时|小时|分钟|万元|公里|平方米|次|场|期|起|例|件|项|人|名|个|篇|条|份|户|家|处|天|批|套|所|宗|部|本|台|元|亩|%"
"""The units that a sentence of scoring counts in."""

_SCORING = re.compile(
    r"扣|[得计记加减给赋]\s*[0-9.]+\s*分|[0-9.]+\s*分(?!钟|别|析|类|期)|得分|计分|满分|零分|加分|赋分|倒扣|否决|评优资格|不合格等次"
    r"|按(?:完成)?比例|按(?:排名|名次)|递减"
    r"|翻倍|加倍|双倍|减半|折半"
    r"|\b(?:points?|marks?|deduct(?:ed)?)\b|[0-9] off\b|pro rata|in proportion|\bveto\b|full score|\b(?:doubled?|halved|forfeits?|disqualif\w+)\b",
    re.IGNORECASE,
)
_STEPS = re.compile(r"[，。；;！\n]|,(?![0-9]{3})|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence of scoring: its text and the pieces of it, from stop to stop.

    `pieces` speak of points; `others` belong to the scoring without naming points, such as a condition. `is_whole`
    tells that all of the text says how is scored.
    """

    text: str
    plain: str
    pieces: tuple[tuple[int, int], ...]
    others: tuple[tuple[int, int], ...] = ()
    is_whole: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing speaks of points."""
        return not self.pieces

    def before(self, place: int) -> tuple[int, int] | None:
        """Give the piece without points that stands right before a place of the same sentence."""
        near = [span for span in self.others if span[1] <= place]
        if not near or re.search(r"[。；;\n]|[^\s，,]", self.plain[near[-1][1] : place]):
            return None
        return near[-1]


def scoring_words(text: str, *, whole: bool = False) -> Words:
    """Find the words of a text that say how is scored; `whole` tells that all of them do."""
    plain = narrow(text)
    pieces, others = [], []
    follows = False
    for start, end, stop in _steps(plain):
        if says_points(plain[start:end]):
            pieces.append((start, end))
            follows = True
        elif (whole or follows) and plain[start:end].strip():
            others.append((start, end))
        follows = follows and stop in {"，", ","}
    return Words(text, plain, tuple(pieces), tuple(others), whole)


def _steps(plain: str) -> Iterator[tuple[int, int, str]]:
    begin = 0
    for match in _STEPS.finditer(plain):
        yield begin, match.start(), match[0]
        begin = match.end()
    yield begin, len(plain), ""


def says_points(piece: str) -> bool:
    """Tell whether words speak of points; those in brackets, （10分）, only say what the item is worth."""
    return _SCORING.search(_ASKED.sub("", _IN_BRACKETS.sub("", piece))) is not None


_ASKED = re.compile(
    r"(?:不(?:得|能)?(?:低|少)于|≥|>=|达到?|高于)\s*[0-9.]+\s*分(?:以上|及以上)?(?!的?[，,]?(?:得|计|扣|加))"
)
"""What is asked for in points: 满意度不低于90分."""


def scoring_spans(text: str) -> list[tuple[int, int]]:
    """Give the clauses of an item's text that say how is scored, in which no number is a target."""
    plain = narrow(text)
    found: list[tuple[int, int]] = []
    condition: tuple[int, int] | None = None
    for clause in clauses(plain):
        if says_points(plain[clause.start : clause.end]):
            found += [span for span in (condition, (clause.start, clause.end)) if span]
        is_condition = (
            plain[clause.start : clause.end].endswith("的") and plain[clause.end : clause.end + 1] == "，"
        )
        condition = (clause.start, clause.end) if is_condition else None
    return found


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

"""Numbers of an item that may be asked for and that no measure was made of, so that a person hears of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scoresheet.notice.clauses import clauses, in_names, narrow, no_counts, within
from scoresheet.notice.counting import Found
from scoresheet.notice.quantities import LEAD

_DIGITS = re.compile(r"(?<![A-Za-z0-9.+＋×/第])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9A-Za-z+＋×])")
_STATED = re.compile(rf"(?:{LEAD}|为|等于|=)\s*$")
_NAMED = re.compile(
    r"\s*(?:年|月|日|时(?!长)|小时|分钟|号|级|届|类|种|岁|后|楼|路|型|式|版|热线|平台|[、.．)）](?![0-9]))"
)
_HOTLINE = re.compile(r"1[0-9]{2}|12[0-9]{3}|9[0-9]{4}")
_NONE_AT_ALL = re.compile(
    r"为零(?![一-鿿])|零(?:投诉|事故|发生|伤亡|死亡|火灾|上访|非访|失误|差错|新增|感染|增长|违规|违纪|案件|超标|疫情|舆情|亡人|进京|返贫|积压|遗漏|缺陷|瞒报)"
)
_STATED_EN = re.compile(
    r"(?:at least|at most|more than|less than|fewer than|no later than|within|up to|over|under|below|above|minimum(?: of)?|maximum(?: of)?)\s*$",
    re.IGNORECASE,
)


def unread_numbers(
    text: str, found: Sequence[Found], taken: Sequence[tuple[int, int]] = (), *, english: bool = False
) -> list[str]:
    """Give the clauses in which a number stands that neither a measure nor a date or a name explains, in order.

    `found` are the measures that were made of the text, `taken` the spans that say how is scored. In English only a
    number that a word compares is told.
    """
    plain = narrow(text)
    told = []
    for clause in clauses(plain):
        measured = [one for one in found if clause.start <= one.start < clause.end]
        if any(_unread(plain, clause.start, clause.end, measured, taken, english=english)):
            told.append(text[clause.start : clause.end].strip())
    return told


def _unread(
    plain: str,
    start: int,
    end: int,
    measured: Sequence[Found],
    taken: Sequence[tuple[int, int]],
    *,
    english: bool,
) -> Iterator[bool]:
    names, dated = in_names(plain), no_counts(plain)
    for match in _DIGITS.finditer(plain, start, end):
        ahead = plain[start : match.start()]
        stated = (_STATED_EN if english else _STATED).search(ahead) is not None
        skipped = [*names, *taken] if stated else [*names, *taken, *dated]
        is_name = _NAMED.match(plain, match.end()) or _HOTLINE.fullmatch(match[0])
        if within(match.start(), skipped) or _is_measured(match, measured):
            continue
        yield stated or not (english or is_name)
    for zero in _NONE_AT_ALL.finditer(plain, start, end):
        yield not within(zero.start(), [*names, *taken])


def _is_measured(match: re.Match[str], measured: Sequence[Found]) -> bool:
    """Tell whether a measure was made of a number, which its words then end with or hold."""
    return any(
        match[0] in narrow(one.words) or one.start <= match.start() < one.start + _NEAR for one in measured
    )


_NEAR = 12
"""Letters of a number with the words that compare it and its unit, those of a range included."""

"""Numbers with their units in English: at least 3 workshops, coverage of no less than 90%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scoresheet.figures import plain as written
from scoresheet.notice.clauses import Clause, clauses, narrow, no_counts, within
from scoresheet.notice.counting import Found
from scoresheet.notice.quantities import Doubt
from scoresheet.rule.model import Comparison

_LEADS = (
    (
        Comparison.AT_LEAST,
        r"at least|no fewer than|no less than|not less than|not fewer than|(?:a )?minimum(?: of)?|not below|>=|≥",
        None,
    ),
    (
        Comparison.AT_MOST,
        r"at most|no more than|not more than|not exceed(?:ing)?|not above|up to|(?:a )?maximum(?: of)?|within|<=|≤",
        None,
    ),
    (Comparison.AT_LEAST, r"more than|over|above|exceed(?:ing)?|>", Doubt.STRICT),
    (Comparison.BELOW, r"below|under|fewer than|less than|<", None),
    (Comparison.EQUALS, r"exactly", None),
)
_LEAD = "|".join(words for _, words, _ in _LEADS)
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_END = r"for|of|to|in|on|at|by|with|from|per|and|or|each|every|a|the|is|are|was|that|which|who|were|during|among|within|between|before|until|about"
_COUNT = re.compile(
    rf"(?:\b|(?=[<>≥≤]))(?P<lead>(?:{_LEAD})\s*)?(?:(?P<from>[0-9]+(?:\.[0-9]+)?)\s?(?:%|percent)?\s?(?:-|–|—|to)\s?(?=[0-9]))?(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+(?:\.[0-9]+)?|\b(?:{'|'.join(_SMALL)})\b)\s*"
    rf"(?P<unit>%|percent\b|per cent\b|(?:(?!(?:{_END})\b)[A-Za-z][A-Za-z’'-]*\s*){{1,4}})(?P<tail>or more|or above|or less|or fewer)?",
    re.IGNORECASE,
)
_NO_UNITS = re.compile(
    r"(?:points?|marks?|pts?|years?|months?|days?|hours?|weeks?|minutes?|st|nd|rd|th)\b", re.IGNORECASE
)
_OFTEN = re.compile(
    r"\b(?:each|every|per)\s+(?:month|quarter|week)|\b(?:monthly|quarterly|weekly)\b", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:each|every|per)\s+(?!month|quarter|week|year)[a-z]+", re.IGNORECASE)
_AHEAD = re.compile(
    r"(?:^|\b)(?:is|are|of|reach(?:es)?|achieve|should be|must be|to be|stay|keep|remain)\s*$", re.IGNORECASE
)
_LONGEST_UNIT = 20


def english_counts(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Found]:
    """Give the measures that an English text asks for, in order; `taken` are spans that say how is scored."""
    plain = narrow(text)
    skipped = [*no_counts(plain), *taken]
    return [
        _measured(text, clause, match)
        for clause in clauses(plain)
        for match in _COUNT.finditer(plain, clause.start, clause.end)
        if not within(match.start("number"), skipped) and not _NO_UNITS.match(match["unit"])
    ]


def _measured(text: str, clause: Clause, match: re.Match[str]) -> Found:
    comparison, doubts = _compared(match)
    unit = match["unit"].strip()
    is_rate = unit == "%" or unit.lower().startswith("per")
    around = text[clause.start : clause.end]
    number, is_plain = _number(match["number"])
    if match["from"]:
        number, is_plain = _end_of(match, comparison), False
        doubts = (*(one for one in doubts if one is not Doubt.BARE), Doubt.RANGE)
    is_written = not is_plain and not match["from"]
    further = [
        *_further(around),
        *([Doubt.RATE] if is_rate else []),
        *([Doubt.WRITTEN] if is_written else []),
    ]
    return Found(
        name=(_rate_name(text[clause.start : match.start()]) if is_rate else unit)
        or text[match.end() : clause.end].strip()[:60]
        or unit,
        unit="%" if is_rate else unit.split()[-1][:_LONGEST_UNIT],
        comparison=comparison,
        target=number,
        words=text[max(clause.start, match.start() - 30) : match.end()].strip(),
        span=match.span("number") if is_plain else None,
        doubts=(*doubts, *further),
        start=match.start(),
    )


def _further(around: str) -> Iterator[Doubt]:
    if _OFTEN.search(around):
        yield Doubt.PERIOD
    elif _EACH.search(around):
        yield Doubt.EACH


def _rate_name(ahead: str) -> str:
    kept = ahead.strip()
    while match := _AHEAD.search(kept):
        kept = kept[: match.start()].strip()
    return kept[-60:]


def _compared(match: re.Match[str]) -> tuple[Comparison, tuple[Doubt, ...]]:
    lead = (match["lead"] or "").strip().lower()
    for comparison, words, doubt in _LEADS:
        if lead and re.fullmatch(words, lead):
            return comparison, (doubt,) if doubt else ()
    tail = (match["tail"] or "").lower()
    if tail:
        return (Comparison.AT_LEAST if tail.endswith(("more", "above")) else Comparison.AT_MOST), ()
    return Comparison.AT_LEAST, (Doubt.BARE,)


def _end_of(match: re.Match[str], comparison: Comparison) -> Decimal:
    """Give the lower of two numbers, from which to which, and the upper one where it is a limit."""
    return Decimal(match["from"] if comparison is Comparison.AT_LEAST else match["number"].replace(",", ""))


def _number(words: str) -> tuple[Decimal, bool]:
    if words.lower() in _SMALL:
        return Decimal(_SMALL.index(words.lower()) + 1), False
    number = Decimal(words.replace(",", ""))
    return number, written(number) == words

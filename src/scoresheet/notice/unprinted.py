"""What an item asks for without printing the number: an average to stay below, a task 每半年, 全面完成."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scoresheet.notice.clauses import clauses, narrow, within
from scoresheet.notice.counting import Found
from scoresheet.notice.naming import clause_name, shortened
from scoresheet.notice.quantities import Doubt
from scoresheet.rule.model import Comparison

_AGAINST = re.compile(
    r"(?P<names>[^，。；0-9]{2,60}?率)(?:均|都|应|要|须)?(?P<lead>不(?:得|能)?(?:低|少)于|高于|优于|好于|不(?:得|能)?(?:高|多|超)(?:于|过)|低于|小于|控制在)"
    r"(?P<than>[^，。；0-9]{0,20}?(?:平均[值数水线]?平?|上年|去年|上一年|同期|全[国省市县]|基数|目标值|下达)[^，。；0-9]{0,10})"
)
_COMPARISONS = (
    (re.compile(r"不.*[高多超]|控制在"), Comparison.AT_MOST),
    (re.compile(r"不.*[低少]|高于|优于|好于"), Comparison.AT_LEAST),
    (re.compile(r"低于|小于"), Comparison.BELOW),
)
_REGULAR = re.compile(
    r"(?P<often>每半年|每个?季度?|每个?月)(?:度)?(?:至少|定期|按时|及时|末|底|初)*(?P<verb>上报|报送|报告|召开|开展|举办|组织|听取|通报|填报)(?P<what>[^，。；0-9一二两三四五六]{2,40})"
)
_TIMES = {"半": Decimal(2), "季": Decimal(4), "月": Decimal(12)}
_TASKS = re.compile(
    r"完成[^，。；0-9]{2,30}?(?:任务|目标|指标|计划)(?!书|分解|表|数据)(?:和[^，。；]{0,8})?|全面完成[^，。；0-9]{0,12}|全部完成[^，。；0-9]{0,12}|(?:实现|达到)?全覆盖"
)


def unprinted(text: str, taken: Sequence[tuple[int, int]] = (), printed: Sequence[Found] = ()) -> list[Found]:
    """Give the measures of a text whose numbers aren't printed, in order.

    `taken` are spans that say how is scored; a clause with one of the `printed` measures has its number.
    """
    plain = narrow(text)
    found: list[Found] = []
    for clause in clauses(plain):
        if within(clause.start, list(taken)) or any(
            clause.start <= one.start < clause.end for one in printed
        ):
            continue
        against = _AGAINST.search(plain, clause.start, clause.end)
        regular = _REGULAR.search(plain, clause.start, clause.end)
        if against:
            found += _rates(text, against)
        elif regular:
            found.append(_regularly(text, regular))
    return found


def _rates(text: str, match: re.Match[str]) -> Iterator[Found]:
    comparison = next(one for pattern, one in _COMPARISONS if pattern.match(match["lead"]))
    names = re.split(r"(?<=率)(?:、|和|与|及)", text[slice(*match.span("names"))])
    for name in names if all(name.endswith("率") for name in names) else [match["names"]]:
        yield Found(
            name=shortened(clause_name(name)),
            unit="%",
            comparison=comparison,
            target=None,
            words=text[slice(*match.span())].strip(),
            span=None,
            doubts=(Doubt.NO_NUMBER,),
            start=match.start(),
        )


def _regularly(text: str, match: re.Match[str]) -> Found:
    times = next(number for mark, number in _TIMES.items() if mark in match["often"])
    return Found(
        name=shortened(text[slice(*match.span())].strip()),
        unit="次",
        comparison=Comparison.AT_LEAST,
        target=times,
        words=text[slice(*match.span())].strip(),
        span=None,
        doubts=(Doubt.PERIOD, Doubt.WRITTEN),
        start=match.start(),
    )


def unnumbered_tasks(text: str, found: Sequence[Found]) -> list[str]:
    """Give the words that name a task, a plan or 全面完成 without saying how much, where no measure stands."""
    plain = narrow(text)
    told = []
    for clause in clauses(plain):
        match = _TASKS.search(plain, clause.start, clause.end)
        measured = any(clause.start <= one.start < clause.end for one in found)
        if match and not measured and not re.search(r"[0-9]", plain[clause.start : clause.end]):
            told.append(text[clause.start : clause.end].strip())
    return told

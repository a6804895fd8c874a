"""Numbers with their units in the words of an item: what is asked for, how much of it, and how it is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scoresheet.notice.clauses import Clause, clauses, narrow, no_counts, within
from scoresheet.notice.naming import activity_name, clause_name, following_name, listed, shortened
from scoresheet.notice.quantities import COUNT, LEAD, TIMES, VERB, Doubt, compared, number_of, unit_of
from scoresheet.numerals import in_chinese
from scoresheet.rule.model import Comparison


@dataclass(frozen=True, slots=True)
class Found:
    """A measure as it was recognised.

    `words` are those it came from; `span` is the place of the number in the text where the text can be filled with
    it, None where it can't. `target` is None where no number is printed.
    """

    name: str
    unit: str
    comparison: Comparison
    target: Decimal | None
    words: str
    span: tuple[int, int] | None
    doubts: tuple[Doubt, ...] = ()
    numerator: str = ""
    denominator: str = ""
    start: int = 0


_HELD = re.compile(r"召开|举办|开展|组织|上报|报送|进行|听取|研究|每年|每半年|每季|每月|每周|全年")
_HELD_UNITS = frozenset({"次", "场", "期", "篇", "份", "轮", "批"})
_PERIOD = re.compile(r"每半年|每个?季度?|每个?月|每周|每旬|每学期|每日|每天|按季|按月|月均|季均")
_EACH = re.compile(
    r"每(?:人|名|个|村|乡|镇|县|区|校|家|户|支|所|班|位|万人|千人)(?!月|季|半年|学期)|人均|平均每|各(?:县|区|乡|镇|村|校|单位|支部)|每(?:期|次|场|批)(?!季|月)"
)
_CHANGE = re.compile(
    r"(?:增长|增加|提高|提升|上升|下降|降低|减少|压减|增幅|降幅|改善)(?:率)?(?:[为达在]|幅度)?$"
)


def counts(text: str, *, taken: Sequence[tuple[int, int]] = (), stated_only: bool = False) -> list[Found]:
    """Give the measures that a Chinese text asks for, in order.

    `taken` are the spans of sentences that say how is scored; `stated_only` leaves out numbers that no word compares.
    """
    plain = narrow(text)
    skipped = [*no_counts(plain), *taken]
    found: list[Found] = []
    for clause in clauses(plain):
        found += _Clause(
            text, plain, clause, skipped, stated_only=stated_only, earlier=tuple(found)
        ).measures()
    return found


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    plain: str
    clause: Clause
    skipped: list[tuple[int, int]]
    stated_only: bool
    earlier: tuple[Found, ...] = ()

    def measures(self) -> Iterator[Found]:
        """Walk the measures of one clause."""
        before: Found | None = None
        waiting: list[str] = []
        begin = self.clause.start
        for match in COUNT.finditer(self.plain, self.clause.start, self.clause.end):
            follows = before is not None and self._gap(begin, match) in _JOINTS
            if not self._counts(match, follows=follows) or self._repeats(match, before):
                continue
            names = [waiting.pop(0)] if waiting and follows else self._named(match, begin, before)
            if _apart(match) and len(names) > 1:
                names, waiting = names[:1], names[1:]
            for one in names:
                ready = self._measured(one, match, before, shares=begin)
                yield ready
            before, begin = ready, self._end(ready, match, begin)

    def _repeats(self, match: re.Match[str], before: Found | None) -> bool:
        """Tell whether a number in brackets says again what the one before says: 12次（每月1次）."""
        ahead = self.plain[self.clause.start : match.start()]
        return before is not None and re.search(r"[（(]每[^）)]*$", ahead) is not None

    def _end(self, found: Found, match: re.Match[str], begin: int) -> int:
        """Give where the words of a measure end, those behind its number included."""
        end = match.end()
        if found.name in self.text[begin : match.start()]:
            return end
        return self._named_until(found.name, end)

    def _named_until(self, name: str, end: int) -> int:
        """Give where the words behind a number end that its name is taken from; `end` where it isn't from there."""
        within_reach = min(self.clause.end, end + _REACH)
        for length in range(min(_TAIL, len(name)), 1, -1):
            behind = self.text.find(name[-length:], end, within_reach)
            if behind >= 0:
                return behind + length
        return end

    def _gap(self, begin: int, match: re.Match[str]) -> str:
        return self.plain[begin : match.start()].strip()

    def _counts(self, match: re.Match[str], *, follows: bool) -> bool:
        number_at = match.start("digits") if match["digits"] else match.start("han")
        lead, unit = match["lead"] or "", match["unit"] or ""
        if within(number_at, self.skipped) or not unit:
            return False
        if not lead and (unit in TIMES or _AVERTED.search(self.plain[self.clause.start : match.start()])):
            return False
        if unit == "分":
            return bool(lead) and not re.search(r"[得扣加计记]$", self.plain[: match.start()])
        if unit in {"级", "届", "口", "头", "把", "类", "种"} and not lead:
            return False
        if self.stated_only and not (lead or match["tail"]):
            return False
        return not match["han"] or self._is_told_in_words(match, lead or match["tail"] or follows)

    def _is_told_in_words(self, match: re.Match[str], stated: object) -> bool:
        if in_chinese(match["han"]) is None:
            return False
        ahead = self.plain[self.clause.start : match.start()]
        return bool(stated) or (match["unit"] in _HELD_UNITS and _HELD.search(ahead) is not None)

    def _named(self, match: re.Match[str], begin: int, before: Found | None) -> list[str]:
        ahead = self.text[begin : match.start()]
        lead = match["lead"] or ""
        if lead.startswith(("各", "分别")) or "均" in ahead[-2:] or "都" in ahead[-1:]:
            parts = listed(ahead)
            if len(parts) > 1:
                return parts
        if held := activity_name(ahead, self.text[match.end() : self.clause.end]):
            return [held]
        name = clause_name(ahead)
        if match["verb"] and (held := following_name(self.text[match.end() : self.clause.end])):
            return [held]
        if not name and before is not None and self._gap(begin, match) in _JOINTS:
            return [before.name]
        after = self.text[match.end() : self.clause.end]
        if len(name) >= _WORD and not _is_verb(name):
            return [name]
        return [following_name(after, verb=name or (match["verb"] or "")) or name]

    def _measured(
        self,
        name: str,
        match: re.Match[str],
        before: Found | None,
        *,
        shares: int,
    ) -> Found:
        comparison, doubts = compared(match)
        unit = unit_of(match)
        gap = self._gap(shares, match)
        if Doubt.BARE in doubts and _AT_LEAST_AHEAD.search(self.plain[shares : match.start()]):
            doubts = tuple(one for one in doubts if one is not Doubt.BARE)
        if before is not None and gap in _JOINTS and not match["lead"]:
            comparison, doubts = before.comparison, tuple(one for one in before.doubts if one in _INHERITED)
        ahead = self.plain[self.clause.start : match.start()]
        doubts += tuple(_further(ahead, unit))
        if not name or name in _EACH_ONE:
            name, is_clear = self._borrowed(match, unit, name)
            doubts += () if is_clear else (Doubt.NAMELESS,)
        if match["from"]:
            doubts = (*(one for one in doubts if one is not Doubt.BARE), Doubt.RANGE)
        number, span, is_plain = number_of(match, comparison)
        over, under = _shares(self.text[self.clause.start : match.start()]) if unit == "%" else ("", "")
        if unit == "%" and not over and Doubt.CHANGE not in doubts:
            doubts += (Doubt.RATE,)
        if unit in {"%", "‰"} and "、" in name and not re.search("率.*、.*率", name):
            doubts += (Doubt.JOINT,)
        return Found(
            name=shortened(name),
            unit=unit,
            comparison=comparison,
            target=number,
            words=self._words(name, match, shares),
            span=span if is_plain else None,
            doubts=doubts if is_plain or match["from"] else (*doubts, Doubt.WRITTEN),
            numerator=over,
            denominator=under,
            start=match.start(),
        )

    def _borrowed(self, match: re.Match[str], unit: str, own: str) -> tuple[str, bool]:
        """Give a name from the words before the clause, and whether nothing else can be meant; else that of the unit."""
        ahead = self.text[: self.clause.start]
        stop = re.search(r"[，：、,:\n]\s*$", ahead)
        last = [*clauses(self.plain[: self.clause.start].rstrip("，。；：、,;:！？\n "))][-1]
        said = clause_name(_PERIODS.sub("", self.text[last.start : last.end]))
        near = [one for one in self.earlier if last.start <= one.start < last.end]
        same = next((one.name for one in near if one.unit == unit or own), "")
        if same:
            often = own or self.text[self.clause.start : match.start()].strip("，、 共需应要须")
            return (f"{same}（{often}）" if 1 < len(often) <= _SHORT else same), stop is not None
        if not near and len(said) > 1 and not re.search(r"[0-9]", said):
            return (f"{said}（{own}）" if own else said), stop is not None
        return _UNIT_NAMES.get(unit, f"{unit}数"), False

    def _words(self, found_name: str, match: re.Match[str], begin: int) -> str:
        """Give the words that a measure was recognised from, those behind its number included where they name it."""
        start = begin if found_name in self.text[begin : match.end()] else self.clause.start
        end = match.end()
        if found_name not in self.text[start:end]:
            end = self._named_until(found_name, end)
        said = self.text[start:end].strip("、 ")
        return said if len(said) <= _QUOTED else f"…{said[-_QUOTED:]}"


def _apart(match: re.Match[str]) -> bool:
    return (match["lead"] or "").startswith("分别")


_AVERTED = re.compile(r"(?:[不未无](?:得|再)?(?:发生|出现)|杜绝|防止|避免|严防|遏制)[^，。；0-9]{0,6}$")
_AT_LEAST_AHEAD = re.compile(r"至少|最少|不少于|不低于")
_PERIODS = re.compile(r"每(?:半年|季度?|个?月|周|旬|学期|年)度?")
_EACH_ONE = frozenset({"每期", "每次", "每场", "每批", "每年", "每人", "每个"})
_UNIT_NAMES = {
    "%": "比率",
    "个百分点": "百分点",
    "小时": "时间",
    "分钟": "时间",
    "个工作日": "时间",
    "分": "得分",
}
_SHORT = 4
_WORD = 2
_TAIL, _REACH = 4, 40
_QUOTED = 60
_JOINTS = frozenset({"、", "和", "及", "与", "以及", "", "且", "并"})
_INHERITED = frozenset({Doubt.BARE, Doubt.STRICT})


def _is_verb(name: str) -> bool:
    return re.fullmatch(rf"(?:{_VERBS})+", name) is not None


_VERBS = "组建|建立|建成|建好|新建|创建|培育|打造|选派|招募|发展|完成|组织|召开|开展|举办|实现|培养|吸纳|引进|推荐|发放|争取|报送|上报|资助|慰问|走访|培训|服务|救助|发布|推送|新增|帮扶|达到|制作|编印|印发|出台|配备|确保|落实|建设|选树|评选|扶持|带动|覆盖|安置|处理"


def _further(ahead: str, unit: str) -> Iterator[Doubt]:
    if _PERIOD.search(ahead):
        yield Doubt.PERIOD
    elif _EACH.search(ahead):
        yield Doubt.EACH
    stem = re.sub(rf"(?:{LEAD})?(?:{VERB})$", "", ahead)
    if unit in {"%", "个百分点", "‰"} and _CHANGE.search(stem.strip()):
        yield Doubt.CHANGE


_OF = re.compile(
    r"(?P<part>[^，。；、占]{2,30})占(?P<whole>[^，。；]{2,30}?)的?(?:比例|比重|比率|百分比|比值)"
)


def _shares(ahead: str) -> tuple[str, str]:
    match = _OF.search(ahead)
    return (clause_name(match["part"]), clause_name(match["whole"])) if match else ("", "")


def with_shared(found: Sequence[Found]) -> list[Found]:
    """Mark the measures that share one number; the first of them is the one that the text is filled from."""
    first: dict[tuple[int, int], int] = {}
    marked = list(found)
    for place, one in enumerate(found):
        if one.span is None:
            continue
        if one.span in first:
            marked[place] = replace(one, span=None, doubts=(*one.doubts, Doubt.SHARED))
        first.setdefault(one.span, place)
    return marked

"""Which count in a text says how much of a measure was achieved: one clear one, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from scoresheet.checking.narrative import Count, Doubt, counts, uncounted, units


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that is counted: a measure's name and its unit; `unit` may name several, as in 个/次."""

    name: str
    unit: str


_HARMLESS = frozenset({Doubt.AIM, Doubt.PART})
"""These say by themselves that they are not the total, so they cast no doubt on the count beside them."""


def claim(text: str, subject: Subject, others: Sequence[Subject] = (), period: str = "") -> Count | None:
    """Give the one count that says how much of `subject` was achieved; None where there is none or any doubt.

    The words around the count must name `subject`, or nothing at all. `others` are the item's other measures: where
    one is counted in the same unit, they must name `subject` and none of these. `period` is the label of the period
    that is reported.
    """
    found = [one for one in counts(text, subject.unit, period) if one.doubt not in _HARMLESS]
    if not found:
        return None
    rivals = [one for one in others if set(units(one.unit)) & set(units(subject.unit))]
    own = [one for one in found if not any(_is_of(rival, [subject], one) for rival in rivals)]
    if len(own) != 1 or own[0].doubt or _is_narrower(subject, own[0]):
        return None
    (only,) = own
    fits = _is_of(subject, rivals, only) or (not rivals and _names_nothing_else(subject, only, text))
    return only if fits and not _has_more_kinds(subject, only, text) else None


def _is_of(subject: Subject, rivals: Sequence[Subject], count: Count) -> bool:
    """Tell whether the words around a count name a measure by what sets it apart from the others, and only that."""
    return _names(subject, count.about) and all(
        _hints_at(subject, rival, count.about) and not _hints_at(rival, subject, count.about)
        for rival in rivals
    )


_NAMED = 0.7
"""So much of a name must stand around a count, in letters, to call it named."""
_HINT = 0.5


def _names(subject: Subject, about: str) -> bool:
    kinds = _kinds(subject.name)
    if len(kinds) == 1:
        return _covers(kinds[0], about)
    named = [kind for kind in kinds if _covers(kind, about) or _shares(kind, about)]
    return bool(named) and (len(named) == len(kinds) or "或" in subject.name or "等" in about)


def _covers(name: str, about: str) -> bool:
    wanted, there = _letters(name), _letters(_core(about))
    if not wanted or not there:
        return False
    is_short_for_it = len(there) > 1 and there <= wanted
    return len(wanted & there) / len(wanted) >= _NAMED or is_short_for_it


_IN_A_ROW = 3


def _shares(name: str, about: str) -> bool:
    """Tell whether three letters of a name stand in a row, as 三下乡 does for 大中专学生三下乡."""
    wanted, core = _spelt(name), " ".join(_spelt(_core(about)))
    runs = (" ".join(wanted[at : at + _IN_A_ROW]) for at in range(len(wanted) - _IN_A_ROW + 1))
    return any(run in core for run in runs)


def _hints_at(subject: Subject, other: Subject, about: str) -> bool:
    apart = _letters(_core(subject.name)) - _letters(_core(other.name))
    return bool(apart) and len(apart & _letters(about)) / len(apart) >= _HINT


def _names_nothing_else(subject: Subject, count: Count, text: str) -> bool:
    """Tell whether a count is of the item as a whole: all that is said up to it is that something was done."""
    if _letters(_core(count.about)) - _letters(subject.unit) or _MORE_WAS_DONE.search(text, count.end):
        return False
    lead = uncounted(count.lead)
    return not _letters(_core(lead)) or _names(subject, lead)


def _is_narrower(subject: Subject, count: Count) -> bool:
    """Tell whether a count is of one place, one kind or one step of what the measure asks for."""
    foreign = (match[0] for match in _FOREIGN.finditer(count.about))
    titles = (match[1] for match in _TITLE.finditer(count.about))
    return any(word not in subject.name for word in foreign) or (
        "等" not in count.about and any(title not in subject.name for title in titles)
    )


def _has_more_kinds(subject: Subject, count: Count, text: str) -> bool:
    """Tell whether a measure counts several kinds, and one that the count doesn't name stands elsewhere."""
    kinds = _kinds(subject.name)
    rest = text.replace(count.words.strip("…"), " ")
    unnamed = [kind for kind in kinds if not (_covers(kind, count.about) or _shares(kind, count.about))]
    is_whole = not _letters(_core(count.about))
    return len(kinds) > 1 and not is_whole and any(_shares(kind, rest) or kind in rest for kind in unnamed)


_MORE_WAS_DONE = re.compile(
    "举办|组织|召开|开展|联合|共同|协办|承办|另|还(?![差缺欠需剩])|also|another", re.IGNORECASE
)
_TITLE = re.compile(r"[“《‘「\"]([^“”《》‘’「」\"]{1,60})[”》’」\"]")
_FOREIGN = re.compile(
    "乡镇|街道|社区|村|学校|中学|小学|高校|校园|机关|企业|医院|本级|[省市县区乡校村班]级|[县区市]直|片区|支部|部分|个别|重点"
    "|联合|协助|配合|参加|参与|参训|吸引|覆盖|惠及|受益|辐射|慰问|走访|走进|深入|推荐|选派|选拔|面试|体检|申报|报名|报送|评选|表彰"
    "|荣获|获|命名|授予|骨干|现有|在册|在岗|期满|离任|服务|发放|印发|宣传|报道|转发|原创|采用|采访|讨论|筹备|部署|动员|推进会|启动|观摩|检查|督查"
    "|attend|participa|award|visit|applied|applica"
)
"""Words that make something else of what is counted, unless they belong to the measure's own name."""

_EMPTY = re.compile(
    "组织开展|开展|组织|举办|举行|召开|实施|完成|进行|实现|达到|达|做好|推进|落实|建立|建成|搭建"
    "|共计|总共|一共|累计|合计|总计|全年|今年|本年度|年度|年内|本年|截[至止]目前|目前|以来|已经|已|现|共|均|总|全部|仅|只|有|实际|原定|原|(?<!西部)计划|应|还|不少于|不低于|至少|近|大?约|超过?|逾|突破|接近"
    "|全[县区市]|[我本][县区市委单位]+|团[县区市]委|团工委|辖区|广大|各类|各种|各项|相关|有关|系列|一系列"
    "|按照?[^，。]{0,14}?(?:要求|部署|安排|计划|规定|任务|目标)|圆满|顺利|积极|认真|扎实|全面|严格|超额|大力|有效|切实|先后|主动|成功|如期|按时"
    "|目标|任务|活动|工作|次数|人数|天数|数量|总数|指标|情况|场次|青少年|青年|了|的|等|为|其|与|和|及|并|数"
    r"|截[至止]到?|[0-9]+\s*(?:年度?|月份?|[日号])?[底末]?[-—–~至到]?"
    r"|\b(?:the|a|an|we|of|for|and|in|on|to|total|all|held|hold|organised|organized|carried|out|ran|run|were|was|been|have|has|completed|done|in all|activity|activities|work|this|year)\b",
    re.IGNORECASE,
)
"""Words that say no more than that something was done, or how well."""


@lru_cache(maxsize=1024)
def _core(text: str) -> str:
    return _EMPTY.sub(" ", text)


@lru_cache(maxsize=1024)
def _kinds(name: str) -> tuple[str, ...]:
    """Split a name that lists several kinds: 技能大比武、大练兵和创新创效活动; what stands in brackets goes."""
    bare = re.sub(r"[（(][^（）()]*[）)]", "", name)
    kinds = [_core(kind).strip() for kind in re.split(r"[、,，]|和|及|或|\band\b|\bor\b", bare)]
    return tuple(kind for kind in kinds if _letters(kind)) or (bare,)


_LETTER = re.compile(r"[a-z]+|[0-9]+|[^\W\d_a-z]", re.IGNORECASE)


def _spelt(text: str) -> list[str]:
    """Give a text as its Chinese letters and its other words, a plural as its singular."""
    return [word.lower().removesuffix("s") if word.isascii() else word for word in _LETTER.findall(text)]


def _letters(text: str) -> frozenset[str]:
    return frozenset(_spelt(text))

"""Sentences that score an achieved number: 每少1次扣0.5分, 按完成比例计分, 达到90%得3分, 未完成不得分, 第1名得6分."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from scoresheet.notice.counting import Found
from scoresheet.notice.naming import clause_name, shortened
from scoresheet.notice.quantities import Doubt
from scoresheet.notice.scoring_words import (
    ONE,
    POINTS,
    UNITS,
    Drawn,
    Item,
    Presumed,
    Words,
    number,
    same_unit,
)
from scoresheet.numerals import in_chinese
from scoresheet.rule.model import Comparison

_OFF = r"(?:倒)?(?:扣|减)(?:减|除|掉)?\s*"
_MISSING = re.compile(
    rf"(?:每|(?:^|(?<=[，。；\s])))(?P<way>少于?|低|差|缺少?|减少|降低|下降|短少|欠|不足)(?:于[^，。；扣0-9]{{1,8}})?(?:开展|完成|报送|上报|组织|召开|举办|培训)?\s*"
    rf"(?P<each>{ONE})?\s*(?P<unit>{UNITS})[^，。；扣减得]{{0,8}}?{_OFF}{POINTS}"
)
_MISSING_EN = re.compile(
    r"(?:(?P<points>[0-9]+(?:\.[0-9]+)?)\s*(?:points?|marks?)?\s*(?:off|deducted|less|lost)\s*for (?:each|every)\s+(?:missing|missed|[a-z -]{1,30}(?:missing|short|not held|below))[a-z ]*"
    r"|(?:deduct|minus)\s+(?P<more>[0-9]+(?:\.[0-9]+)?)\s*(?:points?|marks?)?\s*for (?:each|every)\s+(?:missing|missed|[a-z -]{1,30}(?:missing|short|not held)))[a-z ]*",
    re.IGNORECASE,
)
_BELOW = re.compile(
    rf"(?:低于|少于|不足|未达到?|达不到)\s*(?P<bound>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>{UNITS})的?[，,]?\s*{_OFF}{POINTS}"
)
_ABOVE = re.compile(
    rf"每(?P<way>高|超|超过|超出|上升|增加|多|增长)(?:于[^，。；扣]{{0,8}}|出)?(?:发生)?\s*(?P<each>{ONE})?\s*(?P<unit>{UNITS})[^，。；扣]{{0,6}}?{_OFF}{POINTS}"
)
_ABOVE_EN = re.compile(
    r"(?:(?P<points>[0-9]+(?:\.[0-9]+)?)\s*(?:points?|marks?)?\s*(?:off|deducted|less|lost)|deduct\s+(?P<more>[0-9]+(?:\.[0-9]+)?)\s*(?:points?|marks?)?)\s*"
    r"for (?:each|every)\s+[a-z -]{1,30}?(?:above|over|beyond|in excess of)(?: (?:the|this) (?:limit|maximum|number))?",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"平均|上年|去年|上一年|同期|基数|基期|前三年|前两年")
_AGAINST = re.compile(r"(?:比|较|与|同)?(?:上年|去年|上一年)(?:度)?(?:同期)?(?:相比)?[，,]?|同比")
_RATIO = re.compile(
    r"按(?:照)?(?:实际|任务|目标|其|各自|年度)*(?:完成|到位|达标)?(?:任务|目标|情况|数量|进度)?的?(?:比例|完成率|百分比|完成比例|实际完成率)[^，。；]{0,8}?(?:[计得给折赋评扣减]\w{0,3}?分|得分|折算|计算)"
    r"|完成率\s*[×xX*乘以]+\s*(?:该项|本项)?(?:分值|标准分|权重|基本分|满分)|(?:分值|标准分|基本分|权重|满分)\s*[×xX*乘以]+\s*(?:目标|任务|实际)*完成(?:率|比例)"
    r"|得分\s*[=＝为][^，。；]*(?:实际|完成|到位)[^，。；]*[/÷][^，。；]*"
    r"|pro rata|in proportion(?: to [a-z ]+)?|proportional(?:ly)?(?: to [a-z ]+)?",
    re.IGNORECASE,
)
_CUTOFF = re.compile(
    r"(?:完成率?|进度)?(?:低于|不足|未达到?|达不到|不到)\s*(?P<bound>[0-9]+)%的?[^，。；]{0,4}?不得分|(?P<under>[0-9]+)%以下的?[^，。；]{0,4}?不得分|(?:nothing|no points|none) below (?P<en>[0-9]+)%",
    re.IGNORECASE,
)
_UNCAPPED = re.compile(r"(?:上)?不封顶|no upper limit|uncapped", re.IGNORECASE)
_NOTHING = re.compile(
    r"(?:未完成|没有?完成|完不成|未能完成|未达到|达不到|没有?达到|未达标|不达标|未做到|未实现)[^，。；扣0-9]{0,14}?(?:不得分|不计分|[得计记]?\s*(?:0|零)分)|否则[，,]?(?:不得分|不计分|[得计记]?\s*(?:0|零)分)"
    r"|(?:otherwise|else),? (?:no points|none|0|nothing)|all or nothing|no (?:points|marks) (?:unless|if not) (?:reached|met|achieved|done|completed)",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"(?:未|没有?)(?:开展|召开|举办|组织|进行|建立|报送|上报|实施)(?:的|过)?[，,]?(?:本项|该项)?(?:不得分|不计分|[得计记]?\s*(?:0|零)分)"
)
_UNDER = re.compile(
    rf"(?:低于|少于|不足|不到|未达到|达不到)\s*(?P<bound>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>{UNITS})的?[，,]?(?:本项|该项)?(?:不得分|不计分|[得计记]?\s*(?:0|零)分)"
)
_BAND = re.compile(
    rf"(?<![0-9%]至)(?<![0-9%]到)(?<![前第每0-9.\-—–~])(?P<bound>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>{UNITS}|次以上)?(?:\s*[-—–~至到]\s*[0-9]+(?:\.[0-9]+)?\s*(?:{UNITS})?)?(?:[（(](?:不?含)[^（）()]{{0,8}}[)）])?(?P<way>及?以上|及以下|以下|之间)?"
    rf"(?:[（(](?:不?含)[^（）()]{{0,8}}[)）])?的?[，,]?\s*(?:可?[得计记给为])\s*{POINTS}"
)
_REST = re.compile(
    r"(?:其余|其他|否则|[0-9.]+\s*(?:%|\S)?以下)的?[，,]?(?:不得分|得?0分)|(?:低于|不足|少于)[0-9.]+\s*\S?的?[，,]?(?:不得分|得?0分)"
)
_PLACE = re.compile(
    rf"第\s*(?P<place>[0-9]+|[一二三四五六七八九十]+)\s*(?:名|位)?的?[，,]?\s*(?:得|计|记)\s*{POINTS}"
)
_FIRST = re.compile(
    r"前\s*(?P<places>[0-9]+|[一二三四五六七八九十]+)\s*(?:名|位)的?[，,]?\s*(?:得|计|记)\s*(?:满分|(?P<points>[0-9]+(?:\.[0-9]+)?)\s*分)"
)
_FEWER = re.compile(
    r"(?:其他|其余|以后|之后|依次|每(?:低|后|下降|降)?(?:一|1)?(?:名|位)?|逐名)[^，。；0-9]{0,8}?(?:递减|减少|少|减|扣)(?:得)?\s*(?P<step>[0-9]+(?:\.[0-9]+)?)\s*分"
)
_EARN = re.compile(
    rf"每(?P<what>[^，。；每得加扣超少低]{{0,20}}?)\s*(?P<each>{ONE})?\s*(?P<unit>{UNITS})(?P<tail>[^，。；得扣加]{{0,10}}?)(?:可?得|计|记)\s*{POINTS}"
)
_CAP = re.compile(
    r"(?:最多|最高|累计|总分|上限)(?:不超过|为)?(?:得|计|记)?\s*(?P<cap>[0-9]+(?:\.[0-9]+)?)\s*分|[得加]满(?:为止|分止)|满分为止|(?:at most|up to) (?P<en>[0-9]+(?:\.[0-9]+)?)(?: points?)?",
    re.IGNORECASE,
)


def shortfall(words: Words, item: Item) -> Drawn | None:
    """Read 每少1次扣0.5分, or what is off where a target is missed."""
    match = _MISSING.search(words.plain) or _MISSING_EN.search(words.plain)
    only = item.only_measure
    if match is None:
        return _flat(words, only)
    groups = match.groupdict()
    unit = groups.get("unit") or (only.unit if only else "")
    if only is None or not same_unit(unit, only.unit) or only.comparison is not Comparison.AT_LEAST:
        return None
    if Doubt.CHANGE in only.doubts and (groups.get("way") or "").endswith(("少", "低", "下降")):
        return None
    parameters: dict[str, object] = {"per_missing": Decimal(groups["points"] or groups["more"])}
    each = number(groups.get("each"))
    if each != 1:
        parameters["each"] = each
    presumed = (Presumed.PARTIAL,) if only.unit == "%" else ()
    return Drawn("shortfall", parameters, (match.span(),), presumed=presumed)


def _flat(words: Words, only: Found | None) -> Drawn | None:
    match = _BELOW.search(words.plain)
    if match is None or only is None or Decimal(match["bound"]) != only.target or match["unit"] != only.unit:
        return None
    return Drawn("shortfall", {"bands": [{"deduct": Decimal(match["points"])}]}, (match.span(),))


def above(words: Words, item: Item) -> Drawn | None:
    """Read 每超1起扣1分: too many cost points, against a limit or against an earlier number."""
    only = item.only_measure
    match = _ABOVE.search(words.plain) or _ABOVE_EN.search(words.plain)
    if match is None or only is None or only.target is None or only.comparison is Comparison.AT_LEAST:
        return None
    groups = match.groupdict()
    if not same_unit(groups.get("unit") or only.unit, only.unit) or number(groups.get("each")) != 1:
        return None
    points = Decimal(groups["points"] or groups["more"])
    if _EARLIER.search(words.plain) or _EARLIER.search(item.text) or only.comparison is Comparison.BELOW:
        against = [one.span() for one in _AGAINST.finditer(words.plain)]
        return Drawn("baseline", {"better": "lower", "per_point": points}, (match.span(), *against))
    return Drawn("shortfall", {"per_missing": points}, (match.span(),))


def ratio(words: Words, item: Item) -> Drawn | None:
    """Read 按完成比例计分, with what is said about too little and too much."""
    match = _RATIO.search(words.plain)
    if (
        match is None
        or not item.measures
        or any(one.comparison is not Comparison.AT_LEAST for one in item.measures)
    ):
        return None
    used = [match.span()]
    parameters: dict[str, object] = {}
    cutoff = _CUTOFF.search(words.plain)
    if cutoff:
        parameters["cutoff"] = f"{cutoff['bound'] or cutoff['under'] or cutoff['en']}%"
        used.append(cutoff.span())
    uncapped = _UNCAPPED.search(words.plain)
    if uncapped:
        parameters["max_ratio"] = None
        used.append(uncapped.span())
    presumed = (Presumed.MEAN,) if len(item.measures) > 1 else ()
    return Drawn("ratio", parameters, tuple(used), presumed=presumed)


def all_or_nothing(words: Words, item: Item) -> Drawn | None:
    """Read 未完成不得分."""
    if not item.measures or any(one.target is None for one in item.measures):
        return None
    match = _NOTHING.search(words.plain) or _none_done(words, item.only_measure)
    return Drawn("all_or_nothing", {}, (match.span(),)) if match else None


def _none_done(words: Words, only: Found | None) -> re.Match[str] | None:
    """Find 未召开不得分 where once is all that is asked, and 低于90%不得分 where 90% is."""
    if only is None or only.comparison is not Comparison.AT_LEAST:
        return None
    under = _UNDER.search(words.plain)
    if under and Decimal(under["bound"]) == only.target and same_unit(under["unit"], only.unit):
        return under
    return _NOT_DONE.search(words.plain) if only.target == 1 and only.unit in _WHOLE_UNITS else None


_WHOLE_UNITS = frozenset("次场期个项篇份")


def tiers(words: Words, item: Item) -> Drawn | None:
    """Read 达到90%得3分，80%得2分，80%以下不得分."""
    found = _bands(words, item)
    only: Found | None = item.only_measure
    added: tuple[Found, ...] = ()
    if found and not item.measures:
        only = _named_by_band(words, found[0], item)
        added = () if only is None else (only,)
    if not found or only is None or only.comparison is not Comparison.AT_LEAST:
        return None
    shares = "%" in {match["unit"] for match in found} and only.unit != "%"
    bands: list[dict[str, object]] = [
        {"at_least": f"{match['bound']}%" if shares else match["bound"], "score": Decimal(match["points"])}
        for match in found
    ]
    if not (shares or _in_unit(found, only)) or not _fall(bands):
        return None
    beside = [*_REST.finditer(words.plain), *_REACHED.finditer(words.plain)]
    return Drawn("tiers", {"bands": bands}, tuple(match.span() for match in (*found, *beside)), added=added)


def _bands(words: Words, item: Item) -> list[re.Match[str]]:
    """Find the bands of numbers; none where places are meant, where each unit counts, or the best isn't full worth."""
    found = [match for match in _BAND.finditer(words.plain) if match["way"] not in {"以下", "及以下"}]
    if len(found) < _SEVERAL or _RANKED.search(words.plain) or _by_each(words, found):
        return []
    return found if max(Decimal(match["points"]) for match in found) == item.points else []


_SEVERAL = 2
_RANKED = re.compile(
    r"排名|名次|第\s*[0-9一二三四五六七八九十]+\s*(?:名|位)?|前\s*[0-9一二三四五六七八九十]+\s*(?:名|位)"
)
_REACHED = re.compile(r"(?:[^，。；0-9]{0,12}(?:达到?|在|为|完成))(?=[0-9])")


def _by_each(words: Words, found: list[re.Match[str]]) -> bool:
    return any("每" in re.split(r"[，。；;]", words.plain[: match.start()])[-1] for match in found)


def _in_unit(found: list[re.Match[str]], only: Found) -> bool:
    units = {(match["unit"] or "").removesuffix("以上") for match in found} - {""}
    return all(same_unit(unit, only.unit) for unit in units)


def _fall(bands: list[dict[str, object]]) -> bool:
    """Tell whether the bands follow each other in order and a higher one scores more."""
    pairs = [(Decimal(str(band["at_least"]).rstrip("%")), Decimal(str(band["score"]))) for band in bands]
    ordered = pairs if pairs[0] > pairs[-1] else pairs[::-1]
    return all(high > low and more > less for (high, more), (low, less) in pairwise(ordered))


def _named_by_band(words: Words, first: re.Match[str], item: Item) -> Found | None:
    ahead = re.split(r"[，。；：\n]", words.text[: first.start()])[-1]
    name = clause_name(re.sub(r"(?:达到?|在|为|不低于|大于等于|≥)$", "", ahead.strip()))
    name = name if len(name) >= _SEVERAL else clause_name(re.split(r"[，。；\n]", item.text)[0])
    unit = (first["unit"] or "").removesuffix("以上")
    if len(name) < _SEVERAL or not unit:
        return None
    bound = Decimal(first["bound"])
    said = words.text[first.start() - len(ahead) : first.end()].strip()
    return Found(shortened(name), unit, Comparison.AT_LEAST, bound, said, None, start=first.start())


def rank(words: Words, item: Item) -> Drawn | None:
    """Read 第1名得6分，第2名得5分 and 前3名得满分，其他依次递减0.2分."""
    places = list(_PLACE.finditer(words.plain))
    first, fewer = _FIRST.search(words.plain), _FEWER.search(words.plain)
    if item.only_measure is None or not (places or first):
        return None
    table = [Decimal(match["points"]) for match in places]
    if [_place(match["place"]) for match in places] != [*range(1, len(places) + 1)]:
        return None
    if first and not places:
        table = [Decimal(first["points"] or item.points or 0)] * int(_place(first["places"]))
    used = [match.span() for match in (*places, first, fewer, *_BY_RANK.finditer(words.plain)) if match]
    parameters: dict[str, object] = {"table": table}
    if fewer:
        parameters["step"] = Decimal(fewer["step"])
    return Drawn("rank", parameters, tuple(used))


_BY_RANK = re.compile(
    r"(?:按照?)?(?:全[省市县区国])?[^，。；0-9]{0,8}?(?:排名|排位|排序|名次|名列|位列)(?:先后|情况|顺序)?(?:位列|名列)?(?:进行)?(?:计分|赋分|打分|得分)?"
)


def _place(words: str) -> Decimal:
    told = in_chinese(words)
    return told if told is not None else Decimal(words) if words.isdecimal() else Decimal(0)


def earn(words: Words, item: Item) -> Drawn | None:
    """Read 每开展1次得1分，最多得6分."""
    match = _EARN.search(words.plain)
    if match is None or number(match["each"]) != 1 or len(item.measures) > 1:
        return None
    only = item.only_measure
    if only is not None and not same_unit(match["unit"], only.unit):
        return None
    used = [match.span()]
    parameters: dict[str, object] = {"per_unit": Decimal(match["points"])}
    cap = _CAP.search(words.plain, match.end())
    if cap:
        used.append(cap.span())
        most = cap["cap"] or cap["en"]
        if most and Decimal(most) != item.points:
            parameters["at_most"] = Decimal(most)
    added = () if only else (_earned(words, match, item),)
    return Drawn("earn", parameters, tuple(used), added=added)


def _earned(words: Words, match: re.Match[str], item: Item) -> Found:
    own = clause_name(match["what"]) + match["tail"].strip("的 ")
    name = own if len(own) > _SEVERAL else clause_name(re.split(r"[，。；]", item.text)[0])
    said = words.text[match.start() : match.end()]
    return Found(shortened(name), match["unit"], Comparison.AT_LEAST, None, said, None, start=match.start())

"""What of a sentence of scoring a rule leaves unsaid: nothing of it may be lost, or the item stays judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from scoresheet.figures import plain
from scoresheet.notice.clauses import narrow
from scoresheet.notice.scoring_words import Drawn, Item, Words
from scoresheet.rule.model import Comparison

_ENDLESS = re.compile(
    r"扣完(?:本项)?(?:该项)?(?:分值?)?(?:即止|为止|止)|不(?:计|出现|产生|倒扣)负分|不倒扣|不得?超过(?:本项)?(?:满分|分值|标准分)|(?:最高|最多)(?:得|计)?(?:本项)?(?:满分|标准分)"
    r"|超(?:额|过|出)[^，。；扣得0-9]{0,6}不(?:另?加分|再加分|重复计分)|(?:得|计|加)?满(?:分)?为止"
    r"|down to (?:0|zero)|not below (?:0|zero)|until nothing is left",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"(?:同一|同类)?(?:事项|事件|事故|问题|项目|内容)?不(?:重复|累计)(?:加分|扣分|计分|计算|得分)|(?:同一[^，。；0-9]{1,10})?只?(?:按|取|以|就)最?高(?:级别|层次|等次|奖项|档次?|项|者|值)?(?:加分|扣分|计分|计算|计|算|加)(?:一次)?"
)
_FULL = re.compile(
    r"(?:(?:全部|全面|按要求)?(?:完成|达到|达标|做到|符合|落实)(?P<when>[^，。；扣加]{0,20}?)的?[，,]?)?(?:得|计|记|给)\s*(?:满分|全分|标准分|该项分|本项分|(?P<points>[0-9.]+)\s*分)$"
    r"|full (?:points?|marks?) (?:if|where|when) (?:reached|met|achieved|held|done|completed|all (?:are )?(?:held|met|done))",
    re.IGNORECASE,
)
_WORTH = re.compile(
    r"(?:满分|本项|分值|标准分|(?:最多|最高|累计|合计)(?:扣|得|计|记|不超过|为|加)*|共计?|(?:up to|at most|maximum(?: of)?))\s*(?:为|计)?\s*(?P<points>[0-9.]+)\s*(?:分|points?|marks?)?$",
    re.IGNORECASE,
)
_ROUNDED = re.compile(
    r"不(?:足|满|到)\s*(?P<part>[0-9.]+|一)[^，。；0-9]{0,4}(?:的)?(?:按|以)\s*(?P<whole>[0-9.]+|一)[^，。；0-9]{0,4}计算?"
)
_SOURCE = re.compile(
    r"(?:(?:实地|现场|随机|主要)?(?:查看|查阅|查验|检查|核查|抽查|审核|听取)[^，。；扣得加减倍否0-9]{0,30}"
    r"|(?:以|由|依据|根据|按照?|参照)[^，。；扣得加减倍否0-9]{1,40}(?:为准|为依据|认定|提供|通报|统计|核定|数据|资料|口径|确认|名单)[^，。；扣得加减倍否0-9]{0,4})"
)
_IN_BRACKETS = re.compile(r"[（(]\s*[0-9.]+\s*(?:分|points?|marks?)\s*[)）]", re.IGNORECASE)
_MISSED = (
    r"未完成|没有?完成|完不成|未能完成|未达到?|达不到|没有?达到|未达标|不达标|未做到|低于|少于|不足|不到"
)
_EXCEEDED = r"高于|超过|超出|大于"
_FILLER = re.compile(
    r"(?:扣分|评分|计分|考核|打分)(?:标准|办法|方法|细则|规则|依据|说明)?\s*[:：]|^[（(]?\s*[0-9一二三四五六七八九十]{1,2}\s*[)）.、．]|[①-⑳]|[一二三四五六七八九]是"
    r"|完成|实现|达到|开展|组织|举办|召开|报送|上报|实施|进行|年度|全年|目标|任务|指标|要求|标准|规定|次数|场次|数量|人数|实际|全部|全面|情况|工作|其中|每项|该项|本项|对?每(?=$)|的|者|了|均|都|则|按"
    r"|\b(?:the|an?|and|or|for|of|points?|marks?|each|every|one|is|are|so|scored?|scoring|rule|otherwise|then)\b|[\s，。；：、,.;:“”\"()（）]",
    re.IGNORECASE,
)


def unexplained(words: Words, drawn: Drawn, item: Item) -> tuple[str, ...]:
    """Give the words that the rule `drawn` doesn't carry and that may change what they mean, in order."""
    return tuple(
        words.text[start:end].strip("，。；、,; ")
        for start, end, is_ahead in _gaps(words, drawn, item)
        if not _is_said(words.plain[start:end], item, is_ahead=is_ahead)
    )


def unclaimed(words: Words, item: Item) -> tuple[str, ...]:
    """Give the pieces that speak of points and do more than name the whole worth of the item."""
    return tuple(
        words.text[start:end].strip()
        for start, end in words.pieces
        if _without_usual(words.plain[start:end], item)
    )


def _gaps(words: Words, drawn: Drawn, item: Item) -> Iterator[tuple[int, int, bool]]:
    """Walk what lies between the words that the rule explains, and whether a subject may stand there."""
    used = sorted(drawn.used)
    for start, end in sorted((*words.pieces, *words.others)):
        if (start, end) in words.pieces:
            yield from _between(start, end, used)
            continue
        measured = not words.is_whole and any(start <= one.start < end for one in item.measures)
        if not measured and not any(begin < end and start < stop for begin, stop in used):
            yield start, end, words.is_whole


def _between(start: int, end: int, used: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    inside = [span for span in used if span[0] < end and start < span[1]]
    at = start
    for begin, stop in inside:
        if begin > at:
            yield at, begin, at == start
        at = max(at, stop)
    if at < end:
        yield at, end, False


def _is_said(gap: str, item: Item, *, is_ahead: bool) -> bool:
    rest = _without_usual(gap, item)
    if not rest or _SOURCE.fullmatch(rest.strip("，。；、,;的 ")):
        return True
    return is_ahead and _is_known(rest, item)


def _without_usual(gap: str, item: Item) -> str:
    """Take out what every sentence of scoring may say without changing it: 扣完为止, 完成得满分."""
    rest = _IN_BRACKETS.sub("", gap).strip()
    for pattern in (_ENDLESS, _ONCE):
        rest = pattern.sub("", rest).strip("，。；、,; ")
    for pattern, is_usual in ((_FULL, _is_whole), (_WORTH, _is_whole), (_ROUNDED, _is_same)):
        match = pattern.search(rest)
        if match and is_usual(match, item):
            rest = rest[: match.start()] + rest[match.end() :]
    return "" if not _FILLER.sub("", rest) else rest


def _is_whole(match: re.Match[str], item: Item) -> bool:
    """Tell whether the points named are all that the item is worth, for the target that its text asks for."""
    points, when = match["points"], match.groupdict().get("when")
    return (points is None or Decimal(points) == item.points) and (not when or _is_known(when, item))


def _is_same(match: re.Match[str], item: Item) -> bool:  # noqa: ARG001 - one of several tests called alike
    return match["part"] == match["whole"]


def _is_known(rest: str, item: Item) -> bool:
    """Tell whether words only say again what the item is about: its subject, its target missed."""
    beyond = any(one.comparison in {Comparison.AT_MOST, Comparison.BELOW} for one in item.measures)
    kept = re.sub(f"{_MISSED}|{_EXCEEDED}" if beyond else _MISSED, "", rest)
    for one in item.measures:
        if one.target is not None:
            kept = kept.replace(f"{plain(one.target)}{one.unit}", "")
    kept = _FILLER.sub("", kept).lower()
    return not kept or kept in _FILLER.sub("", narrow(item.text)).lower()

"""Sentences that score what happened or is there: 每发生一起扣0.5分, 每缺一项扣1分, 受省级表彰加3分, 一票否决."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scoresheet.notice.naming import clause_name, shortened
from scoresheet.notice.scoring_words import (
    ONE,
    POINTS,
    UNITS,
    Drawn,
    Item,
    Presumed,
    Words,
    number,
    says_points,
)

_OFF = r"(?:倒)?(?:扣|减)(?:减|除|掉)?\s*"
_KINDS = (
    r"人次|户次|件次|次|起|例|件|项|人|名|个|篇|条|份|户|家|处|场|(?<![逾超延按定长短分])期|批|宗|所|部|台|天"
)
_EVENT = re.compile(
    rf"(?P<what>[^，。；：\n扣得加]{{0,40}}?)(?:(?P<per>每)(?P<more>[^，。；扣得加少低差缺超高升降]{{0,20}}?)|(?:发生|出现|有|发现)|(?<=[\u4e00-\u9fff])(?=\s*(?:一|1)\s*(?:{_KINDS})的?[，,]?{_OFF}))(?:发生|出现|有|发现)?\s*(?P<each>{ONE})?\s*(?P<unit>{_KINDS})"
    rf"(?P<tail>[^，。；扣得加]{{0,14}}?)(?:的)?[，,]?(?:每[起次例件人项个])?{_OFF}{POINTS}"
)
_MEASURED = re.compile(
    r"(?:^|每)\s*(?:少|缺(?!席|勤|课|岗|报|考|失)|差(?!错)|低|超|高|增|减|上升|下降|降低|提高)|(?:少|缺|差|低|不足|超|多)\s*[0-9一二两三]|高于|低于|少于|多于|超过|超出|上升|下降|降低"
)
_SEVERITY = re.compile(
    r"重大|较大|严重|恶劣|特别|死亡|致[人残死]|造成|情节|通报|查处|曝光|追责|大会|重[伤复]"
)
_SEVERE = re.compile(
    rf"(?P<what>[^，。；：\n扣得加少低缺]{{2,30}}?)的?[，,]?(?:每[起次例件人项])?{_OFF}{POINTS}"
)
_EACH_TIME = re.compile(
    rf"(?P<what>[^，。；：\n扣得加]{{2,30}}?)的?[，,]?{_OFF}{POINTS}\s*/\s*(?P<unit>{UNITS}|起)"
)
_EVENT_EN = re.compile(
    r"(?:(?P<points>[0-9]+(?:\.[0-9]+)?)\s*(?:points?|marks?)?\s*(?:off|deducted)\s*for (?:each|every)\s+(?P<what>[a-z -]{3,40})"
    r"|deduct\s+(?P<more>[0-9]+(?:\.[0-9]+)?)\s*(?:points?|marks?)?\s*for (?:each|every)\s+(?P<which>[a-z -]{3,40}))",
    re.IGNORECASE,
)
_MOST_OFF = re.compile(
    r"(?:最多|最高|累计|扣分|上限|总共)[^，。；0-9]{0,6}?(?:扣|减|超过|上限|为)(?:至|减|除)?\s*(?P<cap>[0-9]+(?:\.[0-9]+)?)\s*分|at most (?P<en>[0-9]+(?:\.[0-9]+)?)(?: points?| marks?)?(?: off)?",
    re.IGNORECASE,
)
_SYSTEM = re.compile(r"实行(?:倒)?扣分制?|扣分制|倒扣制|只扣分不加分|scored by deductions?", re.IGNORECASE)
_LACK = re.compile(
    rf"(?:每|^|[，。；])(?:缺少?|少|漏|差)(?:一|1)?(?:小)?(?:项|个方面|个|样|条)的?{_OFF}{POINTS}"
)
_HAS = re.compile(r"(?:有(?!效|序|力|关|限)|建(?!设|议|国))[^，。；、：有（）()0-9]{1,20}")
_WORTH = re.compile(rf"(?P<what>[^，。；：\n]{{2,60}}?)(?:的)?[，,]?\s*(?:得|计|记)\s*{POINTS}")
_AWARD = re.compile(
    rf"(?P<what>[^，。；：\n]{{0,60}}?)(?:的)?[，,]?\s*(?:分别)?(?:(?:每|各)?(?:次|项|个|篇|件|人)?)?(?:另|可|再)?(?:加|奖励?)(?:计|记)?\s*{POINTS}"
)
_MOST_MORE = re.compile(
    r"(?:最多|最高|累计|总分|加分|上限)[^，。；0-9]{0,8}?(?:加|超过|为|奖)?\s*(?P<cap>[0-9]+(?:\.[0-9]+)?)\s*分|加满为止"
)
_HIGHEST = re.compile(
    r"(?:按|取|以|就)最?高[^，。；]{0,6}(?:计|加|分|算)?|不(?:重复|累计)(?:加分|计分|计算)?"
)
_EACH = re.compile(r"每")
_VETO = re.compile(
    r"一票否决[^，。；]{0,12}|取消[^，。；]{0,14}(?:资格|评优|评先)|不得?(?:评为|评定为|参与|参加)?[^，。；]{0,4}(?:评优|评先|先进|优秀)[^，。；]{0,4}|\bveto\b",
    re.IGNORECASE,
)
_AWARDS = re.compile(r"取消|评优|评先|先进|优秀")
_PIECES = re.compile(r"[，。；：\n]")


def events(words: Words, item: Item) -> Drawn | None:
    """Read 每发生一起扣0.5分，特别重大的扣1分，最多扣5分, and 迟报一次扣0.5分，漏报一次扣1分."""
    found = _happenings(words)
    named = [_event_name(words, match, item) for match in found]
    if not found or not all(name for name, _ in named):
        return None
    cap = _MOST_OFF.search(words.plain, found[0].end())
    severe = list(_severe(words, found, cap))
    kinds = [(name, _points(match)) for (name, _), match in zip(named, found, strict=True)]
    kinds += [(match["what"].strip("，,的 "), Decimal(match["points"])) for match in severe]
    if len(dict(kinds)) < len(kinds):
        return None
    by_deduction = _BY_DEDUCTION.search(words.plain)
    used = [match.span() for match in (*found, *severe, cap, by_deduction) if match]
    used += [span for _, spans in named for span in spans]
    graver = _graver([name for name, _ in kinds])
    costs = _disjoint(dict(kinds), graver)
    parameters: dict[str, object] = {"events": _numbered(costs, "deduct", "e")}
    if cap:
        parameters["deduct_at_most"] = Decimal(cap["cap"] or cap["en"])
    return Drawn("events", parameters, tuple(used), presumed=(Presumed.SEVERE,) if graver else ())


def _graver(names: Sequence[str]) -> list[str]:
    """Give the names of the graver cases that the first one, said of all, leaves out; [] where it names a degree."""
    first, *others = names
    is_degree = _SEVERITY.search(first) or _ORDINARY.search(first)
    return [] if is_degree else [name for name in others if _SEVERITY.search(name)]


_BY_DEDUCTION = re.compile(r"(?:实行|采取)扣分制")


def _happenings(words: Words) -> list[re.Match[str]]:
    """Find the kinds of cases that are counted; none where a missing or an exceeded number is."""
    for pattern in (_EVENT, _EACH_TIME, _EVENT_EN):
        found = [
            match
            for match in pattern.finditer(words.plain)
            if number(match.groupdict().get("each")) == 1
            and not _MEASURED.search(words.plain[match.start() : match.start(_points_at(match))])
            and not _COMPARED_EN.search(match[0])
        ]
        if found:
            return found
    return []


_COMPARED_EN = re.compile(
    r"\b(?:above|over|beyond|below|under|missing|missed|short|less|fewer|not)\b", re.IGNORECASE
)


def _points_at(match: re.Match[str]) -> str:
    return "points" if match["points"] else "more"


def _points(match: re.Match[str]) -> Decimal:
    return Decimal(match[_points_at(match)])


def _severe(words: Words, found: list[re.Match[str]], cap: re.Match[str] | None) -> Iterator[re.Match[str]]:
    """Walk the graver cases that the counted ones are followed by: 特别重大的扣1分."""
    taken = [match.span() for match in [*found, cap] if match]
    for match in _SEVERE.finditer(words.plain, found[0].end()):
        free = not any(start < match.end() and match.start() < end for start, end in taken)
        if free and (
            _SEVERITY.search(match["what"]) and not re.search("[0-9]|加倍|翻倍|双倍", match["what"])
        ):
            yield match


_Span = tuple[int, int]


def _event_name(words: Words, match: re.Match[str], item: Item) -> tuple[str, list[_Span]]:
    """Give what a kind of cases is called, and the words before the match that say so; "" where nothing does."""
    groups = match.groupdict()
    if "unit" not in groups:
        return (groups["what"] or groups["which"] or "").strip(), []
    parts = (groups.get("what") or "", groups.get("more") or "", groups.get("tail") or "")
    own = clause_name("".join(parts)).strip("的每，, ")
    own = f"{own}（天）" if own and groups["unit"] == "天" else own
    ahead = words.before(match.start()) if words.is_whole else None
    condition = words.text[slice(*ahead)].strip() if ahead else ""
    is_condition = ahead is not None and _CONDITION.search(condition) is not None
    if len(own) > 1 and own not in _HAPPENS:
        return (shortened(f"{condition}，{own}"), [ahead]) if ahead and is_condition else (shortened(own), [])
    if ahead and is_condition:
        return shortened(clause_name(condition).strip("的")), [ahead]
    before = words.text[: match.start()]
    return shortened(_happened(before) or _just_said(before) or _happened(item.text)), []


_CONDITION = re.compile(r"的$|^(?:因|未|不|对|凡|发生|出现|造成|被|违反|没有?|擅自|逾期|无故)")


def _just_said(before: str) -> str:
    """Give the condition that ends right here: 党员违纪违法的，."""
    match = re.search(r"(?:^|[，。；：\n])([^，。；：\n]{2,40})的[，,]\s*$", before)
    return clause_name(match[1]) if match else ""


_HAPPENS = frozenset({"发生", "出现", "发现"})
_HAPPENED = re.compile(
    r"(?:发生|出现|导致|造成|杜绝|防止|无(?!故|效|关|法|证|理|论))(?:本地区|本县|本区|辖区内?|重大)?(?P<what>[^，。；]{2,60})"
)


def _happened(text: str) -> str:
    clause = next((piece for piece in _PIECES.split(text) if _HAPPENED.search(piece)), "")
    match = None
    while found := _HAPPENED.search(clause if match is None else match["what"]):
        match = found
    return clause_name(match["what"]) if match else ""


_ORDINARY = re.compile(r"一般|普通|轻微|ordinary|minor")


def _disjoint(costs: dict[str, Decimal], graver: Sequence[str]) -> dict[str, Decimal]:
    """Name the ordinary kind, the first, so that it doesn't count what a graver kind counts."""
    first, *others = costs
    if not graver:
        return costs
    return {f"{first}（{'、'.join(graver)}除外）": costs[first], **{other: costs[other] for other in others}}


def _numbered(named: dict[str, Decimal], key: str, letter: str) -> dict[str, object]:
    return {
        f"{letter}{place}": {"name": name, key: worth}
        for place, (name, worth) in enumerate(named.items(), start=1)
    }


def register(words: Words, item: Item) -> Drawn | None:
    """Read 实行扣分制, where the kinds of events aren't printed."""
    match = _SYSTEM.search(words.plain)
    if match is None or not item.points:
        return None
    return Drawn(
        "events", {"register": {"rows": 10}, "lowest": 0}, (match.span(),), presumed=(Presumed.REGISTER,)
    )


def checklist(words: Words, item: Item) -> Drawn | None:
    """Read 有方案、有台账、有总结，每缺一项扣0.5分, or what each condition is worth."""
    match = _LACK.search(words.plain)
    if match:
        names, spans = _things(words, item)
        costs = dict.fromkeys(names, Decimal(match["points"]))
        if len(costs) < _SEVERAL:
            return None
        return Drawn("checklist", {"conditions": _numbered(costs, "deduct", "c")}, (match.span(), *spans))
    found = list(_WORTH.finditer(words.plain))
    named = {words.text[slice(*one.span("what"))].strip(): Decimal(one["points"]) for one in found}
    is_several = len(named) >= _SEVERAL and sum(named.values()) == item.points
    if not is_several or _GRADED.search("".join(named)):
        return None
    return Drawn(
        "checklist", {"conditions": _numbered(named, "points", "c")}, tuple(one.span() for one in found)
    )


_SEVERAL = 2
_GRADED = re.compile(r"[0-9]|每|完成率|优|良|较|基本|部分|一般|级|档|等|名|未|不|好|差")


def _things(words: Words, item: Item) -> tuple[list[str], list[_Span]]:
    """Give the things of 有方案、有台账、有总结 where all that is listed are such things, and where the rule says so."""
    for text, is_rule in ((words.text, True), (item.text, False)):
        for sentence in re.finditer(r"[^。；;\n]+", text):
            parts = [part for part in re.finditer(r"[^，、,]+", sentence[0]) if not says_points(part[0])]
            names = [part[0].strip() for part in parts]
            if len(names) >= _SEVERAL and all(_HAS.fullmatch(name) for name in names):
                at = sentence.start()
                return names, [(at + part.start(), at + part.end()) for part in parts] if is_rule else []
    return [], []


def bonus(words: Words, item: Item) -> Drawn | None:
    """Read 受省级表彰加3分，市级表彰加1分，最多加5分."""
    cap = _MOST_MORE.search(words.plain)
    found = [
        match
        for match in _AWARD.finditer(words.plain)
        if cap is None or not cap.start() <= match.start("points") < cap.end()
    ]
    if not item.is_bonus or not found:
        return None
    levels = {_award_name(words, match, item): Decimal(match["points"]) for match in found}
    if len(levels) < len(found):
        return None
    used = [match.span() for match in found] + ([cap.span()] if cap else [])
    used += [ahead for match in found if _is_bare(words, match) and (ahead := words.before(match.start()))]
    parameters: dict[str, object] = {"levels": _numbered(levels, "points", "b")}
    most = Decimal(cap["cap"]) if cap and cap["cap"] else None
    if most is not None and not item.points:
        parameters["at_most"] = most
    highest = _HIGHEST.search(words.plain)
    if highest:
        used.append(highest.span())
    has_cap = most is not None or bool(item.points)
    adds_up = _EACH.search(words.plain) and has_cap and not highest
    presumed = () if adds_up or highest else (Presumed.ONCE,)
    return Drawn("bonus", {**parameters, "once": "sum" if adds_up else "max"}, tuple(used), presumed=presumed)


def _award_name(words: Words, match: re.Match[str], item: Item) -> str:
    said = re.sub(
        r"每|[0-9一]*(?:次|项|个|篇|件|人|条|期)?$", "", words.text[slice(*match.span("what"))].strip()
    )
    own = clause_name(said).strip("的")
    ahead = words.before(match.start()) if _is_bare(words, match) else None
    own = own or (clause_name(words.text[slice(*ahead)]).strip("的") if ahead else "")
    return shortened(own or clause_name(_PIECES.split(item.text)[0]) or match[0])


def _is_bare(words: Words, match: re.Match[str]) -> bool:
    """Tell whether an award is named in the piece before: 获省级表彰的，加3分."""
    return not re.sub(r"[每另再可\s0-9一]|次|项|个|篇|件|人", "", words.plain[slice(*match.span("what"))])


def veto(words: Words, item: Item) -> Drawn | None:
    """Read 一票否决 for an item that is worth no points."""
    found = list(_VETO.finditer(words.plain))
    if not found or item.points:
        return None
    presumed = () if any(_AWARDS.search(match[0]) for match in found) else (Presumed.EFFECT,)
    used = [span for span in words.pieces if not re.search(r"[0-9]\s*分|扣", words.plain[slice(*span)])]
    return Drawn("veto", {"effect": "no_award"}, (*used, *words.others), presumed=presumed)

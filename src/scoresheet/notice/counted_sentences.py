"""Sentences that score what happened or is there: 每发生一起扣0.5分, 每缺一项扣1分, 受省级表彰加3分, 一票否决."""

from __future__ import annotations

import re
from decimal import Decimal

from scoresheet.notice.naming import clause_name, shortened
from scoresheet.notice.scoring_words import ONE, POINTS, UNITS, Drawn, Item, Presumed, Words, number

_OFF = r"(?:倒)?(?:扣|减)(?:减|除|掉)?\s*"
_EVENT = re.compile(
    rf"(?P<what>[^，。；：\n扣得加]{{0,40}}?)(?:(?P<per>每)(?P<more>[^，。；扣得加少低差缺超高]{{0,20}}?)|(?:发生|出现|有|发现|迟报|漏报|缺席|迟到))(?:发生|出现|有|发现)?\s*(?P<each>{ONE})?\s*(?P<unit>起|{UNITS})"
    rf"(?P<tail>[^，。；扣得加]{{0,14}}?)(?:的)?[，,]?(?:每[起次例件人项个])?{_OFF}{POINTS}"
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
_SYSTEM = re.compile(r"扣分制|倒扣制|实行(?:倒)?扣分|只扣分不加分|scored by deductions?", re.IGNORECASE)
_LACK = re.compile(
    rf"(?:每|^|[，。；])(?:缺少?|少|漏|差)(?:一|1)?(?:小)?(?:项|个方面|个|样|条)的?{_OFF}{POINTS}"
)
_HAS = re.compile(r"(?:有|建)[^，。；、：有（）()]{1,20}")
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
    """Read 每发生一起扣0.5分，特别重大的扣1分，最多扣5分."""
    match = next(filter(None, (one.search(words.plain) for one in (_EVENT, _EACH_TIME, _EVENT_EN))), None)
    if match is None:
        return None
    groups = match.groupdict()
    if number(groups.get("each")) != 1:
        return None
    kinds = {_event_name(words, match, item): Decimal(groups["points"] or groups["more"])}
    used = [match.span()]
    cap = _MOST_OFF.search(words.plain, match.end())
    for severe in _SEVERE.finditer(words.plain, match.end()):
        if cap is None or not cap.start() <= severe.start() < cap.end():
            kinds[severe["what"].strip("，,的 ")] = Decimal(severe["points"])
            used.append(severe.span())
    parameters: dict[str, object] = {"events": _numbered(_disjoint(kinds), "deduct", "e")}
    if cap:
        used.append(cap.span())
        parameters["deduct_at_most"] = Decimal(cap["cap"] or cap["en"])
    presumed = (Presumed.SEVERE,) if len(kinds) > 1 and not _ORDINARY.search(next(iter(kinds))) else ()
    return Drawn("events", parameters, tuple(used), presumed=presumed)


def _event_name(words: Words, match: re.Match[str], item: Item) -> str:
    groups = match.groupdict()
    if groups.get("what") is not None and "unit" not in groups:
        return groups["what"].strip()
    if groups.get("which"):
        return groups["which"].strip()
    parts = (groups.get("what") or "", groups.get("more") or "", groups.get("tail") or "")
    own = clause_name("".join(parts)).strip("的每")
    if len(own) > 1 and own not in _HAPPENS:
        return shortened(own)
    return shortened(_happened(words.text[: match.start()]) or _happened(item.text) or match[0])


_HAPPENS = frozenset({"发生", "出现", "发现"})
_HAPPENED = re.compile(
    r"(?:发生|出现|导致|造成|杜绝|防止|无)(?:本地区|本县|本区|辖区内?|重大)?(?P<what>[^，。；]{2,60})"
)


def _happened(text: str) -> str:
    clause = next((piece for piece in _PIECES.split(text) if _HAPPENED.search(piece)), "")
    match = None
    while found := _HAPPENED.search(clause if match is None else match["what"]):
        match = found
    return clause_name(match["what"]) if match else ""


_ORDINARY = re.compile(r"一般|普通|轻微|ordinary|minor")


def _disjoint(kinds: dict[str, Decimal]) -> dict[str, Decimal]:
    """Name the ordinary kind so that it doesn't count what another kind counts."""
    first, *others = kinds
    if not others or _ORDINARY.search(first):
        return kinds
    return {f"{first}（{'、'.join(others)}除外）": kinds[first], **{other: kinds[other] for other in others}}


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
        names = [part.strip() for part in _HAS.findall(words.text) or _HAS.findall(item.text)]
        costs = dict.fromkeys(names, Decimal(match["points"]))
        return (
            Drawn("checklist", {"conditions": _numbered(costs, "deduct", "c")}, (match.span(),))
            if costs
            else None
        )
    found = list(_WORTH.finditer(words.plain))
    named = {words.text[slice(*one.span("what"))].strip(): Decimal(one["points"]) for one in found}
    if (
        len(named) <= 1
        or sum(named.values()) != item.points
        or re.search(r"[0-9]|每|完成率|优|良", "".join(named))
    ):
        return None
    return Drawn(
        "checklist", {"conditions": _numbered(named, "points", "c")}, tuple(one.span() for one in found)
    )


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
    used = [match.span() for match in found] + ([cap.span()] if cap else [])
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
    return shortened(own or clause_name(_PIECES.split(item.text)[0]) or match[0])


def veto(words: Words, item: Item) -> Drawn | None:
    """Read 一票否决 for an item that is worth no points."""
    found = list(_VETO.finditer(words.plain))
    if not found or item.points:
        return None
    presumed = () if any(_AWARDS.search(match[0]) for match in found) else (Presumed.EFFECT,)
    return Drawn("veto", {"effect": "no_award"}, tuple(match.span() for match in found), presumed=presumed)

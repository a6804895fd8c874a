"""Counts with their units in what a unit wrote: 开展活动2次, and what makes one of them say less than it seems to.

Words that only may take something away from a count make it doubtful: a wrong suspicion costs somebody a telephone
call, a missed one nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import islice


class Doubt(StrEnum):
    """Why a count doesn't say what was achieved in all."""

    AIM = "a target, or what is missing to it"
    PART = "a part of a total that stands before it"
    PLANNED = "still to be done"
    UNDONE = "not done, put off"
    CHANGE = "an increase or a decrease"
    RATE = "per month, per person"
    SHARED = "one of several numbers that belong together"
    ROUGH = "a range, a bound, an approximation"
    PERIOD = "of another period than the one that is reported"


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its unit in a text, from `start` to `end`.

    `words` is the clause in which it stands, to be quoted; `about` the words of the clause around it, which say what
    is counted; `lead` the text before the clause. `doubt` is None for a plain statement of a total.
    """

    number: Decimal
    unit: str
    start: int
    end: int
    words: str
    about: str
    lead: str
    doubt: Doubt | None


_MOST_LETTERS, _MOST_COUNTS = 2_000, 40
"""A longer text is a report with many numbers, none of which stands for the item as a whole."""


def counts(text: str, unit: str, period: str = "") -> tuple[Count, ...]:
    """Give the counts in this unit, in order; ordinals and numbers in quoted names are none.

    `unit` may name several, as in 个/次; 名 and 人 are taken as equal. `period` is the label of the period that is
    reported: what is said of another one is doubtful.
    """
    if not text or len(text) > _MOST_LETTERS or not units(unit):
        return ()
    plain = _narrow(text)
    matches = list(islice(_pattern(unit).finditer(plain), _MOST_COUNTS + 1))
    if not matches or len(matches) > _MOST_COUNTS:
        return ()
    outdated = _is_cut_off_early(plain, period)
    named = [match.span() for match in _QUOTED.finditer(plain)]
    return tuple(
        _count(text, plain, match, period, outdated=outdated)
        for match in matches
        if not any(start < match.start() < end for start, end in named)
        and not _ORDINAL.search(plain[: match.start()])
    )


def uncounted(text: str) -> str:
    """Give a text without its counts, and without the notes that stand in 【】."""
    return _COUNTED.sub(" ", _NOTE.sub(" ", text.translate(_NARROW)))


_NARROW = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
} | {ord(wide): ord(narrow) for wide, narrow in zip("％．－／～﹪（）：", "%.-/~%():", strict=True)}
"""Full-width forms made plain, one character for one, so that positions stay the same."""


# What was done is searched for each measure of its item.
@lru_cache(maxsize=64)
def _narrow(text: str) -> str:
    return text.translate(_NARROW)


_HAN = "零〇一二两三四五六七八九十百千万"
_DIGITS = (
    r"(?<![0-9.,A-Za-z])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"
    r"|(?<![0-9.A-Za-z])(?<![0-9][,，])[0-9]{1,9}(?:\.[0-9]{1,4})?"
)
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = (
    rf"(?:(?P<digits>{_DIGITS})\s?(?P<scale>[十百千万亿])?"
    rf"|(?<![{_HAN}第届统唯同某之逐0-9])(?P<han>[{_HAN}]+)"
    rf"|\b(?P<word>{'|'.join(_ENGLISH)})\b)"
    r"\s?(?P<rough>余|多|来|几)?\s?"
)
_LONGER = {
    "个": "月|小时|工作日|百分点|星期|学期|学时|人|点|体|性|别",
    "人": r"次|\(次|员|民|均|大|社|才|口|物|工|数|生|士|力|群",
    "名": "额|单|称|列|次|义|牌",
    "次": "日|级|性|要|序|年|数|月|全会|全体|党代会|团代会|代表大会",
    "场": "次|地|所|馆|面|景|合",
    "天": "然|府|气|津|台|下|空|使",
    "条": "件|例|线|款|目|幅",
    "所": "属|有|在|谓|以|需|得",
    "起": "来|到|步|草|点|义|用|初|码|诉|源",
    "家": "庭|长|园|乡|属|人|政|教|访|校",
    "期": "间|限|刊|望|末",
    "套": "路|餐|牌",
    "项": "目",
    "篇": "幅|章",
}
"""What makes another word of a unit when it follows: 3个月 are not 3个."""
_EQUAL = {"名": ("名", "人"), "人": ("人", "名")}
_QUOTED = re.compile(r"“[^“”]{1,60}”|《[^《》]{1,60}》|「[^「」]{1,60}」|‘[^‘’]{1,60}’|\"[^\"]{1,60}\"")
_ORDINAL = re.compile(r"第\s*$")


@lru_cache(maxsize=256)
def units(unit: str) -> tuple[str, ...]:
    """Give the words that stand for a unit: each of those that it names, and their equals."""
    parts = [part.strip().translate(_NARROW).lower() for part in re.split(r"[/／]", unit)]
    return tuple(dict.fromkeys(same for part in parts if part for same in _EQUAL.get(part, (part,))))


@lru_cache(maxsize=256)
def _pattern(unit: str) -> re.Pattern[str]:
    ways = [f"{_NUMBER}(?P<unit>{'|'.join(_unit_pattern(one) for one in units(unit))})"]
    if "%" in units(unit):
        ways.append(rf"百分之(?P<of_hundred>[{_HAN}]+)")
    return re.compile("|".join(ways), re.IGNORECASE)


def _unit_pattern(unit: str) -> str:
    if unit[0].isascii() and unit[0].isalpha():
        return rf"(?:[a-z-]+\s+){{0,2}}?{re.escape(unit.removesuffix('s'))}(?:s|es)?\b"
    return re.escape(unit) + (f"(?!{_LONGER[unit]})" if unit in _LONGER else "")


def _count(text: str, plain: str, match: re.Match[str], period: str, *, outdated: bool) -> Count:
    place = _place(plain, *match.span())
    number, exact = _value(match)
    unit = match["unit"] or "%"
    whole = unit == "%" or number == number.to_integral_value()
    doubt = next(_doubts(place, period), None if exact and whole else Doubt.ROUGH)
    return Count(
        number=number,
        unit=unit,
        start=match.start(),
        end=match.end(),
        words=_words(text, place),
        about=f"{unit} {place.about}" if unit[0].isascii() and unit[0].isalpha() else place.about,
        lead=plain[: place.clause],
        doubt=doubt or (Doubt.PERIOD if outdated else None),
    )


def _value(match: re.Match[str]) -> tuple[Decimal, bool]:
    """Give the number, and whether it is told exactly."""
    groups = match.groupdict()
    if groups.get("of_hundred"):
        number = Decimal(100) if groups["of_hundred"] == "百" else _from_han(groups["of_hundred"])
        return number or Decimal(0), number is not None
    exact = not groups["rough"]
    if groups["word"]:
        return Decimal(_ENGLISH.index(groups["word"].lower()) + 1), exact
    if groups["han"]:
        number = _from_han(groups["han"])
        # 一个 and 一名 are articles as often as numbers.
        article = groups["han"] == "一" and match["unit"] not in {"次", "场", "期", "篇", "起"}
        return number or Decimal(0), exact and number is not None and not article
    return Decimal(groups["digits"].replace(",", "")), exact and not groups["scale"]


_RANKS = {"十": 10, "百": 100, "千": 1000}


def _from_han(written: str) -> Decimal | None:
    """Give the number that Chinese numerals write in full (二十一, 两百); None for 三五, 百余 and years."""
    total, section, digit = 0, 0, None
    for sign in written:
        if sign in _RANKS or sign == "万":
            if digit is None and sign != "十":
                return None
            if sign == "万":
                total, section = (section + (digit or 0)) * 10_000, 0
            else:
                section += (1 if digit is None else digit) * _RANKS[sign]
            digit = None
        elif digit:
            return None
        else:
            digit = "零一二三四五六七八九".find(sign.replace("两", "二").replace("〇", "零"))
    # 一百二 is 120 in speech and 102 to a machine.
    cut_short = written[-1] not in "十百千万" and written[-2:-1] in {"百", "千", "万"}
    return None if cut_short else Decimal(total + section + (digit or 0))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a count stands: the clause from `clause` to `end`, what is around it, the sentence up to it."""

    clause: int
    start: int
    stop: int
    end: int
    sentence: str
    before: str
    after: str
    about: str
    is_aside: bool


_STOP = re.compile(r"[。！？；;!?\n\r]|\.(?=\s|$)")
_BREAK = re.compile(r"[。！？；;!?\n\r，【】\[\]]|\.(?=\s|$)|,(?![0-9]{3})")
_COUNTED = re.compile(
    rf"(?:[0-9][0-9.,]*[十百千万亿]?|(?<![{_HAN}])[{_HAN}]+)(?:余|多)?\s*"
    r"(?:个|次|场|期|人|名|篇|条|家|所|套|项|件|起|天|份|批|[%‰])"
)
_NOTE = re.compile(r"【[^【】]*】")
_ASIDE = re.compile(r"\([^()]*\)")
_LISTED = re.compile(r"[、(并且]|开展|参加|参与|取得|进行|用于|分布|来自")
_FAR = 200


def _place(plain: str, start: int, stop: int) -> _Place:
    past = plain[max(0, start - _FAR) : start]
    begin = _end_of_last(_BREAK, past)
    ending = _BREAK.search(plain, stop)
    end = ending.start() if ending else len(plain)
    before, after = past[begin:], plain[stop : min(end, stop + _FAR)]
    following = _COUNTED.search(after)
    behind = _ASIDE.sub("", after[: following.start()] if following else after)
    ahead = before[_end_of_last(_COUNTED, before) :]
    return _Place(
        clause=start - len(before),
        start=start,
        stop=stop,
        end=end,
        sentence=past[_end_of_last(_STOP, past) : begin],
        before=before,
        after=after,
        about=f"{_ASIDE.sub('', ahead)} {_LISTED.split(behind, maxsplit=1)[0]}",
        is_aside=past.count("(") > past.count(")"),
    )


def _end_of_last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=0)


_BEHIND, _QUOTABLE = 12, 39


def _words(text: str, place: _Place) -> str:
    """Cut a long clause around its count, so that a quotation of it still shows the count."""
    end = min(place.end, place.stop + _BEHIND)
    behind = _AFTERWARDS.split(text[place.stop : end], maxsplit=1)[0]
    cut = "…" if place.end > end == place.stop + len(behind) else ""
    counted = f"{text[place.start : place.stop]}{behind}{cut}"
    begin = max(place.clause, place.start - max(0, _QUOTABLE - len(counted)))
    ahead = text[begin : place.start].lstrip("、及和 ")
    return f"{'…' if begin > place.clause else ''}{ahead}{counted}"


_AFTERWARDS = re.compile("[、（(]")
_STOCK = re.compile(r"(?:按照?|对照|根据|依照)[^，。]{0,14}?(?:要求|部署|安排|计划|规定|任务|目标)")
_PLAN = r"(?<!西部)计划(?!生育)|原定|预定"
_SIGNS: tuple[tuple[Doubt, str, re.Pattern[str]], ...] = tuple(
    (doubt, where, re.compile(pattern, re.IGNORECASE))
    for doubt, where, pattern in (
        (Doubt.PLANNED, "before", r"将(?!近)|(?<!模)拟|下一?步|预计|打算|准备|明年|来年|争取|力争|再"),
        (Doubt.PLANNED, "before", r"\bwill\b|\bto be\b|\bexpect|\bnext\b|\bintend"),
        (Doubt.PLANNED, "sentence", r"(?<!模)拟|下一?步|明年|来年|预计|\bwill\b|\bnext\b"),
        (Doubt.CHANGE, "before", r"同比|环比|[较比](?:上|去|往|20)|增[加长]|提[高升]|上升|下降|减少|降低|新增"),
        (Doubt.CHANGE, "before", r"\bmore by\b|increase|decrease|\brose\b|\bfell\b|\bup by\b"),
        (Doubt.UNDONE, "clause", r"推迟|延期|延后|改在|改至|取消|暂缓|暂停|停办|未(?!成年|来)|没|尚待|无法"),
        (Doubt.UNDONE, "clause", r"\bnot\b|n't\b|\bno\b|cancel|postpone|\bwithout\b|\bnone\b"),
        (Doubt.RATE, "clause", r"每|人均|平均|户均|场均|\beach\b|\bevery\b|\bper\b|monthly|weekly|yearly"),
        (Doubt.AIM, "before", rf"目标|任务(?!完成)|指标(?!完成)|要求|规定|下达|须|需(?!求)|{_PLAN}"),
        (Doubt.AIM, "before", r"应(?:完成|开展|举办|召开|组织|培训|招|建|配|有|达|到|当|该|不|为)"),
        (Doubt.AIM, "before", r"(?<![不较减至最])(?:差|缺|欠|少)(?:开展|完成|举办|召开|培训|了)?\s*$"),
        (Doubt.AIM, "clause", r"(?:按照?|对照|根据|依照).*(?:要求|部署|安排|计划|规定|任务|目标)"),
        (Doubt.AIM, "before", r"target|require|planned|\bgoal|should|\bmust\b|\bshort\b"),
        (Doubt.PART, "so_far", r"其中|\bof which\b|\bof these\b|\bof them\b"),
        (Doubt.SHARED, "before", r"各(?![类级项种方界位族自])|分别|另|此外|包[括含]|(?<!包)含|首[次场]|又|还|也|部分|上述|以上"),
        (Doubt.SHARED, "before", r"(?<![消清解扫])除|[一二三四五]是|[这该那]|\balso\b|another|\bplus\b|includ|respectively"),
        (Doubt.SHARED, "sentence", r"[一二三四五]是|此外|另外|除"),
        (Doubt.ROUGH, "before", r"(?:近|约|大概|接近|超过?|逾|突破|[高低多少]于|至少|最[少多]|至多|不[足到下]|未满|多达|可达|(?<![人次总丝场件名篇])数|几|上)\s*$"),
        (Doubt.ROUGH, "before", rf"[0-9{_HAN}]\s*[^\W\d]?\s*[-—–~至到或、]\s*$"),
        (Doubt.ROUGH, "before", r"(?:about|nearly|over|than|least|most|up to|almost|some|around|under|approximately|exceeding)\s*$"),
        (Doubt.ROUGH, "after", r"^\s*(?:\([含次][^)]*\))?\s*(?:以[上下内]|左右|上下|多|余|有余|不等|[-—–~至到或/]|\(次|or (?:more|so)\b|plus\b|\+)"),
        (Doubt.SHARED, "after", r"^\s*(?:[中里之]|以外)"),
        (Doubt.PERIOD, "so_far", r"[上下]半年|(?:[一二三四1-4]|首|本)季度|[去上往历近前]年|上学期|下学期|期间|之际|宣传[月周日]|当[天日]|原有|[上往历]届|前期|\bquarter|\bhalf\b|last year"),
        (Doubt.PERIOD, "so_far", r"[零一二三四五六七八九十]+月|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"),
    )
)  # fmt: skip
_REALISED = re.compile(r"实际|已|完成|现|\bactual|\bheld\b|\bdid\b")
_SOONER_OR_LATER = re.compile(rf"{_PLAN}|目标|要求|\bplan")


def _doubts(place: _Place, period: str) -> Iterator[Doubt]:
    before, sentence = _STOCK.sub("", place.before), _STOCK.sub("", place.sentence)
    words = {
        "before": before,
        "after": place.after,
        "clause": before + place.after,
        "sentence": sentence,
        "so_far": sentence + before,
    }
    yield from (doubt for doubt, where, pattern in _SIGNS if pattern.search(words[where]))
    if place.is_aside:
        yield Doubt.SHARED
    if _SOONER_OR_LATER.search(sentence) and not _REALISED.search(before):
        yield Doubt.PLANNED
    if not all(_is_of(period, match) for match in _DATE.finditer(words["so_far"])):
        yield Doubt.PERIOD


_DATE = re.compile(
    r"(?P<until>截[至止]到?|至|到)?\s*(?:(?P<year>[0-9]{2,4})年度?)?"
    r"(?:(?P<months>[0-9]{1,2}月?\s*[-—–~至到、]\s*[0-9]{1,2}月)|(?P<month>[0-9]{1,2})月)?"
    r"(?P<day>底|末|[上中下]旬|[0-9]{1,2}[日号])?(?<=[年度月份底末旬日号])"
)
_DASH = re.compile(r"\s*[-—–~至到]\s*")
_CUT_OFF = re.compile(r"截[至止][^，。；()]{0,12}")


def _is_of(period: str, date: re.Match[str]) -> bool:
    """Tell whether a date names the period that is reported, or the end of it."""
    label = _DASH.sub("-", period.translate(_NARROW)).replace(" ", "")
    if date["year"] and f"{date['year']}年" not in label:
        return False
    if date["months"]:
        return _DASH.sub("-", date["months"]).replace("月-", "-") in label
    if date["month"] or date["day"]:
        return bool(date["until"] and date["month"] and label.endswith(f"-{date['month']}月"))
    return True


def _is_cut_off_early(plain: str, period: str) -> bool:
    """Tell whether the text says anywhere that it ends before the period does."""
    cuts = (match[0] for match in _CUT_OFF.finditer(plain))
    return any(not _is_of(period, date) for cut in cuts for date in _DATE.finditer(cut) if date[0])

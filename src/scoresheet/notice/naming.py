"""What a measure is called: always words of the notice, those around its number."""

from __future__ import annotations

import re

_NUMBERED = re.compile(
    r"^\s*(?:[（(][0-9一二三四五六七八九十]{1,2}[)）]|[0-9]{1,2}(?:[)）、．]|\.(?![0-9]))|[①-⑳]|[一二三四五六七八九十]{1,2}、)\s*"
)
_DATED = re.compile(
    r"^(?=(?:到|至|截至|截止)?(?:(?:20[0-9]{2}|[一二三四五六七八九零〇○]{4})年|[0-9]{1,2}[月日号]))(?:到|至|截至|截止)?(?:(?:20[0-9]{2}|[一二三四五六七八九零〇○]{4})年度?)?(?:[0-9]{1,2}月(?:份|底|末|[上中下]旬)?)?(?:[0-9]{1,2}[日号])?(?:之?前|底前|末前|以前|起|内)?"
)
_LEADING = re.compile(
    r"^(?:(?:第?[一二三四1-4]季度|[上下]半年|[一二三四五六七八九十]是|[（(]?其中|[0-9一二三四五六七八九十]+月份?|积极|认真|深入|大力|广泛|扎实|切实|进一步|持续|统筹|全年|全市|全县|全区|全省|每年|年内|年度|本年度?|力争|确保|组织|开展|举办|召开"
    r"|举行|完成|实现|做好|抓好|推进|加强|要(?!素|点|求|件|害|道|闻)|应(?!急|用|对|届|付|聘|征|援|变|收|税|诉|邀|答)|须|至少|并|且|同时|其中|按要求|按规定|及时|定期|牵头|联合|当年|全年共|累计|年均)"
    r"|[、，；：,;:\s])+"
)
_TRAILING = re.compile(
    r"(?:一年|全年|每年|年内|年度|累计|合计|共计|总计|人均|户均|村均|校均|平均|均|各|分别|都|应当?|须|要|力争|确保|必须|数量|的|是|为|在|至|保持|共|达|需|不少|、|，|：|\s"
    r"|开展|完成|实现|每半年|每个?季度?|每个?月|每周|每旬|每学期|每人)+$"
)
_AND = re.compile(r"、|和|与|及|以及")
_LONG, _LONGEST = 30, 60
_OTHERS = re.compile(r".*等(?=[^”’》）等]{3,})")
_SORT = re.compile(r".*的(?=[^”’》）的]{4,})")


def clause_name(ahead: str) -> str:
    """Give the words before a number without the verbs and adverbs around them; "" where nothing else is there."""
    kept = _DATED.sub("", _NUMBERED.sub("", ahead.strip()))
    kept = _LEADING.sub("", _TRAILING.sub("", kept)).strip("、，。；：,;: （(")
    return "" if kept in _PREPOSITIONS else kept


_PREPOSITIONS = frozenset({"到", "赴", "在", "向", "对", "于"})


def activity_name(ahead: str, after: str) -> str:
    """Give the name where a verb stands before the number and what is done behind it: 每半年主持召开1次河长会议.

    "" where the words before the number end otherwise, or nothing is behind it.
    """
    match = _HOLDING.search(ahead.strip())
    held = following_name(after)
    if match is None or not 1 < len(held) <= _LONG:
        return ""
    subject = clause_name(_OFTEN.sub("", ahead[: match.start()]))
    verb = "" if not subject and _HELD.fullmatch(match["verb"]) else match["verb"]
    return f"{subject}{verb}{held}"


_HOLDING = re.compile(
    r"(?:至少|最少|定期|集中|专题|分别|必须|应|要|须)*(?P<verb>(?:主持|组织|牵头|专题|集中)*(?:召开|举办|开展|研究|听取|举行|主持|讲授|参加|部署|调度|督查|检查|督导|调研|走访|排查|巡查))$"
)
_HELD = re.compile(r"(?:主持|组织|集中|召开|举办|开展|听取|举行)+")
_OFTEN = re.compile(r"每(?:半年|季度?|个?月|周|学期)度?(?:至少|最少|定期)?")


def following_name(after: str, *, verb: str = "") -> str:
    """Give the words behind a number, up to the next stop, for 组建40人的队伍 and 召开一次会议."""
    kept = re.split(
        r"[，。；;！？\n]|(?<=[^“”‘’《》]{4})并|、(?=开展|组织|举办|召开|建立|完成|培训|新建)|[0-9]",
        after,
        maxsplit=1,
    )[0]
    kept = kept.lstrip("的 、").rstrip("、 到赴")
    return f"{verb}{kept}" if kept and verb not in _GENERAL else kept


_GENERAL = frozenset(
    {"", "完成", "召开", "开展", "举办", "组织", "实现", "达到", "有", "听取", "进行", "确保"}
)


def listed(ahead: str) -> list[str]:
    """Give the several things that share one number, as in 案例和文章各1篇."""
    kept = clause_name(ahead)
    kept = re.sub(r"[两三四五六七八九0-9]+[项个类]$", "", kept)
    parts = [part.strip() for part in _AND.split(kept)]
    return [part for part in parts if part] if all(parts) else [kept]


def shortened(name: str) -> str:
    """Give a name that fits a cell: of a long one, the part that says what is counted."""
    kept = re.sub(r"\s+", " ", name).strip("、，。；：,;: ")
    for pattern in (_OTHERS, _SORT):
        if len(kept) > _LONG:
            kept = pattern.sub("", kept, count=1)
    return kept if len(kept) <= _LONGEST else kept[-_LONGEST:].lstrip("、，。；：")

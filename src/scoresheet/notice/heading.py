"""What a notice says about the assessment as a whole: its title, who issued it, the period, the deadline, whom to call."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoresheet.language import NOTHING, Text
from scoresheet.notice.clauses import narrow
from scoresheet.notice.page import Line
from scoresheet.numerals import in_chinese


@dataclass(frozen=True, slots=True)
class Period:
    """The time that is assessed; `interim` tells that the year goes on after it."""

    id: str
    label: str
    interim: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something has to be done, and the words that say so."""

    day: date
    words: str
    place: Text
    is_for_returns: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """What the lines around the tables say; "" and None where they don't say it.

    `example` is the unit for which the table is an example (以苍溪为例), `stated` are totals named in the lines.
    """

    title: str = ""
    title_place: Text = NOTHING
    issuer: str = ""
    period: Period | None = None
    deadlines: tuple[Deadline, ...] = ()
    people: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    example: str = ""
    stated: tuple[tuple[Decimal, str, Text], ...] = ()


def read_heading(before: Sequence[Line], around: Sequence[Line]) -> Heading:
    """Read the lines `before` the first table of indicators and all those `around` the tables."""
    title, place = _title(before, around)
    whole = "".join(narrow(line.text).strip() for line in before[:_FIRST_LINES])
    signed = _signed(around)
    period = _period(title, whole) or _period(_joined(around))
    year = int(period.id[:4]) if period else signed[1].year if signed[1] else None
    people, phones = _contacts(around)
    return Heading(
        title=_core(_EXAMPLE.sub("", title).strip()),
        title_place=place,
        issuer=signed[0] or _letterhead(before),
        period=period,
        deadlines=tuple(_deadlines(around, signed[1].year if signed[1] else year)),
        people=people,
        phones=phones,
        example=next((match[1] for match in [_EXAMPLE.search(title)] if match), ""),
        stated=tuple(_stated(around)),
    )


_FIRST_LINES = 6
_EXAMPLE = re.compile(r"[（(]\s*以(?P<unit>[^（）()]{2,12}?)为例\s*[)）]")
_FILL_IN = re.compile(
    r"填报(?:单位|时间|人)|^\s*(?:附件?|附表|附录)\s*[0-9一二三]*\s*[:：.]?\s*$|^\s*(?:annex|appendix)\s*[0-9a-z]?\s*[:.]?\s*$|盖章|单位[:：]\s*$|^\s*unit\s*:",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"^\s*(?:附件?|附表|附录|annex|appendix)\s*[0-9一二三四五六七八九十]*(?:[-—.][0-9]{1,2})?\s*[:：.．、]\s*(?:[0-9]{1,2}[.．、]\s*)?"
    r"|^\s*(?:附件|附表|附录|annex|appendix)\s*(?:[0-9]{1,2}(?:[-—.][0-9]{1,2})?(?![0-9年月分级])\s*|[一二三四五六七八九十]{0,3}\s+)(?=\S)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"表|考核|考评|评分|指标|目标|细则|标准|绩效|assess|score|indicator|evaluation|target|checklist",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[。；;，,：:]\s*$|\.\s*$")
_LONGEST_TITLE = 80


def _title(before: Sequence[Line], around: Sequence[Line]) -> tuple[str, Text]:
    near = [line for line in reversed(before) if not _FILL_IN.search(line.text)][:_FIRST_LINES]
    for line in near:
        text = without_annex(line.text)
        if _TITLED.search(text) and not _ENDS.search(text) and len(text) <= _LONGEST_TITLE:
            return text, line.place
    first = next(
        (line for line in around if len(line.text) <= _LONGEST_TITLE and not _ENDS.search(line.text)), None
    )
    return (first.text.strip(), first.place) if first else ("", NOTHING)


def without_annex(text: str) -> str:
    """Give a line without the 附件2 before it."""
    return _ATTACHED.sub("", text).strip()


_ABOUT = re.compile(
    r"^.*?关于(?:组织|认真|切实)?(?:开展|做好|印发|报送|下达|实施)?(?P<core>.+?)的(?:通知|通报|函|意见)$"
)


def _core(title: str) -> str:
    """Give what a notice is about where its own heading has to serve as title: 关于……的通知."""
    match = _ABOUT.match(title)
    return match["core"].strip("《》〈〉 ") if match else title


_DATED = re.compile(r"^\s*((?:19|20)[0-9]{2})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日\s*$")
_DATED_HAN = re.compile(
    r"^\s*([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日\s*$"
)
_LONGEST_ISSUER = 40


def _signed(lines: Sequence[Line]) -> tuple[str, date | None]:
    """Give who signed and when: the line with nothing but a date, and the short line above it."""
    for place, line in enumerate(lines):
        day = _day_of(line.text)
        if day is None:
            continue
        above = lines[place - 1].text.strip() if place else ""
        is_name = 2 <= len(above) <= _LONGEST_ISSUER and not re.search(r"[，。：:；、]|[0-9]", above)  # noqa: PLR2004 - a name has two letters
        return (re.sub(r"\s+", "", above) if is_name else ""), day
    return "", None


def _day_of(text: str) -> date | None:
    match = _DATED.match(narrow(text))
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    match = _DATED_HAN.match(text)
    if match is None:
        return None
    year = "".join(
        str("零一二三四五六七八九".index(letter.replace("〇", "零").replace("○", "零")))
        for letter in match[1]
    )
    month, day = in_chinese(match[2]), _han_day(match[3])
    return _day(int(year), int(month or 0), day)


def _han_day(words: str) -> int:
    told = in_chinese(words)
    return int(told) if told is not None else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_OFFICE = re.compile(
    r"(?:委员会?|政府|办公室|局|厅|部|中心|联合会|学会|协会|公司|学校|领导小组|[市省县区州盟]委|总队|支队|院|处)$"
)


_OFFICE_EN = re.compile(
    r"\b(?:Ministry|Department|Office|Bureau|Committee|Council|Government|Commission|Agency|League|Authority|Board)\b"
)


def _letterhead(lines: Sequence[Line]) -> str:
    for line in lines[:_FIRST_LINES]:
        name = re.sub(r"\s+|文件$", "", line.text)
        if _OFFICE.search(name) and len(name) <= _LONGEST_ISSUER and not re.search(r"[，。：:、]", name):
            return name
        if (
            _OFFICE_EN.search(line.text)
            and len(line.text) <= _LONGEST_ISSUER
            and not re.search(r"[,.:]", line.text)
        ):
            return line.text.strip()
    about = (re.match(r"^(.{2,30}?)关于", line.text.strip()) for line in lines[:_FIRST_LINES])
    return next((match[1] for match in about if match and _OFFICE.search(match[1])), "")


_DASH = r"\s?[-‐‑‒–—―~～至到]+\s?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})\s*年?度?"
_PERIODS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (rf"{_YEAR}\s*(?P<first>1?[0-9]){'月?'}{_DASH}(?P<last>1?[0-9])\s*月", "months"),
        (rf"{_YEAR}\s*第?\s*(?P<quarter>[一二三四1-4])\s*季度", "quarter"),
        (rf"{_YEAR}\s*(?P<half>[上下])半年", "half"),
        (rf"{_YEAR}\s*(?P<last>1?[0-9])\s*月份", "month"),
        (r"(?P<year>(?:19|20)[0-9]{2})\s*年度?(?![0-9]{1,2}月)(?!\s*[0-9]{1,2}\s*月)", "year"),
        (r"\bQ(?P<quarter>[1-4])\s*(?:of\s*)?(?P<year>20[0-9]{2})", "quarter"),
        (r"\b(?P<year>20[0-9]{2})\b(?![0-9年/-])", "year"),
    )
)
_LAST_MONTH = 12


def _period(*passages: str) -> Period | None:
    """Give the narrowest period that the passages name: 2014年1—11月 rather than 2014年度."""
    for pattern, kind in _PERIODS:
        for words in passages:
            match = pattern.search(narrow(words))
            if match:
                return _period_of(match, kind, han="年" in match[0])
    return None


def _period_of(match: re.Match[str], kind: str, *, han: bool) -> Period:
    year, groups = match["year"], match.groupdict()
    match kind:
        case "months":
            last = int(groups["last"])
            return Period(f"{year}-{last:02}", f"{year}年{groups['first']}—{last}月", last < _LAST_MONTH)
        case "month":
            last = int(groups["last"])
            return Period(f"{year}-{last:02}", f"{year}年{last}月", last < _LAST_MONTH)
        case "quarter":
            number = "一二三四".find(groups["quarter"]) + 1 or int(groups["quarter"])
            label = f"{year}年第{'一二三四'[number - 1]}季度" if han else f"Q{number} {year}"
            return Period(f"{year}-Q{number}", label, number < len("一二三四"))
        case "half":
            is_first = groups["half"] == "上"
            return Period(f"{year}-H{1 if is_first else 2}", f"{year}年{groups['half']}半年", is_first)
    return Period(year, f"{year}年度" if han else year)


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


_DUE = re.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})\s*年\s*)?(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日\s*(?:[（(][^（）()]{1,10}[)）])?\s*(?:[上下]午)?\s*(?:[0-9:：]{1,5}[时点]?)?\s*(?:下班)?(?:之?前|以前|截止|为止)"
)
_DUE_EN = re.compile(
    r"\b(?:by|before|no later than|not later than|until)\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\s+(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)(?:,?\s+(?P<year>20[0-9]{2}))?"
    r"|\b(?:by|before|no later than|not later than|until)\s+(?P<iso>20[0-9]{2}-[0-9]{2}-[0-9]{2})",
    re.IGNORECASE,
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_RETURN = re.compile(
    r"报送|上报|报至|报市|报省|报县|报我|送至|反馈|提交|发至|寄|报.{0,14}(?:办公室|局|委|部|处|科)|send|return|submit|report",
    re.IGNORECASE,
)


def _deadlines(lines: Sequence[Line], year: int | None) -> list[Deadline]:
    found = []
    for line in lines:
        plain = narrow(line.text)
        for match in [*_DUE.finditer(plain), *_DUE_EN.finditer(plain)]:
            day = _due_day(match, year)
            if day is not None:
                around = plain[match.start() : match.end() + 60]
                found.append(Deadline(day, match[0].strip(), line.place, _RETURN.search(around) is not None))
    return sorted(found, key=lambda one: not one.is_for_returns)


def _due_day(match: re.Match[str], year: int | None) -> date | None:
    groups = match.groupdict()
    if groups.get("iso"):
        return _day(*(int(part) for part in groups["iso"].split("-")))
    month = groups["month"]
    number = int(month) if month.isdecimal() else _MONTHS.index(month.lower()) + 1
    in_year = int(groups["year"]) if groups["year"] else year
    return _day(in_year, number, int(groups["day"])) if in_year else None


_CONTACT = re.compile(
    r"联\s*系\s*人(?:及(?:联系)?电话|及联系方式|和电话)?\s*[:：]?\s*(?P<rest>[^。；;\n]{0,120})|(?:联系)?电\s*话\s*[:：]\s*(?P<calls>[^。；;\n]{0,80})|contacts?(?: persons?)?\s*:\s*(?P<en>[^\n;]{0,120})",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![0-9-])(?:0[0-9]{2,3}\s?[-—–]\s?[0-9]{7,8}|1[3-9][0-9]{9}|[0-9]{7,8}|(?:\+[0-9]{1,3}[ -])?[0-9]{3,4}-[0-9]{3,4}(?:-[0-9]{3,4})?)(?![0-9-])"
)
_PERSON = re.compile(r"(?<![一-鿿])(?:[一-鿿]{2,4}|[一-鿿]\s{1,4}[一-鿿])(?![一-鿿])")
_PERSON_EN = re.compile(r"[A-Z][a-z’'-]+(?: [A-Z][a-z’'.-]*)+")
_NO_NAMES = frozenset(
    {
        "电话",
        "联系电话",
        "手机",
        "传真",
        "邮箱",
        "电子邮箱",
        "联系人",
        "地址",
        "办公电话",
        "同志",
        "先生",
        "女士",
    }
)


def _contacts(lines: Sequence[Line]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    people: dict[str, None] = {}
    phones: dict[str, None] = {}
    for line in lines:
        for match in _CONTACT.finditer(narrow(line.text)):
            rest = match["rest"] or match["en"] or ""
            phones |= dict.fromkeys(
                re.sub(r"\s", "", number) for number in _PHONE.findall(rest + (match["calls"] or ""))
            )
            if match["en"]:
                people |= dict.fromkeys(_PERSON_EN.findall(rest))
            else:
                people |= dict.fromkeys(_people(rest))
    return tuple(people), tuple(phones)


def _people(rest: str) -> list[str]:
    cut = re.split(r"(?:联系)?电\s*话|手机|传真|邮箱|地址", rest)[0]
    names = (re.sub(r"\s+", "", name).removesuffix("同志") for name in _PERSON.findall(cut))
    return [name for name in names if name not in _NO_NAMES]


_TOTAL = re.compile(
    r"(?:满分|总分值?|分值合计|总分为|合计|共计?|总计|基本分|实行)\s*(?:为|是|共|计)?\s*(?P<points>[0-9]+(?:\.[0-9]+)?)\s*分(?!钟|别)|(?P<hundred>百分制)|(?P<thousand>千分制)|(?:total|maximum)(?: score)?(?: of| is|:)?\s*(?P<en>[0-9]+)\s*(?:points|marks)",
    re.IGNORECASE,
)


def _stated(lines: Sequence[Line]) -> list[tuple[Decimal, str, Text]]:
    found = []
    for line in lines:
        for match in _TOTAL.finditer(narrow(line.text)):
            written = match["points"] or match["en"] or ("100" if match["hundred"] else "1000")
            found.append((Decimal(written), match[0], line.place))
    return found

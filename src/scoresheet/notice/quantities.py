"""How a Chinese notice writes a number that is asked for: its unit, the words that compare it, its digits."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from scoresheet.figures import plain as written
from scoresheet.notice.clauses import HAN
from scoresheet.numerals import in_chinese
from scoresheet.rule.model import Comparison


class Doubt(StrEnum):
    """What the words of a measure leave open, so that a person must decide."""

    BARE = "a number without a comparison"
    STRICT = "more than, which is read as at least"
    BELOW = "以下, which may include the number"
    SHARED = "one number for several measures"
    JOINT = "a number that may hold for each of several or for all together"
    RATE = "a rate whose two numbers aren't named"
    NO_NUMBER = "no number is printed"
    PERIOD = "a number for each month, quarter or half-year"
    EACH = "a number for each of many"
    CHANGE = "a change against an earlier number"
    WRITTEN = "a number that the text doesn't write in plain digits"
    RANGE = "two numbers from which to which"
    NAMELESS = "a number beside which nothing says what is counted"


_LONG_UNITS = "/10万|/十万|/万|个百分点|微克/立方米|毫克/立方米|毫克/升|个工作日|小时|分钟|平方公里|平方米|立方米|场/次|个/次|次/场|人/次|场次|人次|台套|台次|课时|学时|公里|千米|公斤|千克|批次|件次|户次"
_SHORT_UNITS = "次场期批名人家个所处项件起篇条份套台辆本册天亩米吨元部幅块支只头棵株座间栋张面对例笔门节班队类种组艘架枚把盏口级轮届宗单桶箱袋瓶户%‰"
_LONGER = (
    r"个(?:月|小时|工作日|星期|学期|人(?!次)|体|性|别|方面|确保|全面|意识|自信|维护|代表|环节|阶段|层面|一(?!流))|人(?:次|员|民|均|大|社|才|口|物|群|身)"
    r"|名(?:额|单|称|列|义|牌)|次(?:日|级|性|要|序|年|全会|全体|党代会|会议精神)|场(?:次|地|所|馆|面|景)|天(?:然|府|气|津)|条(?:件|例|线|款|目)"
    r"|所(?:属|有|在|谓|以|需|得)|起(?:来|到|步|草|点|义|用|码|诉|源)|家(?:庭|长|园|乡|属|访|校)|期(?:间|限|刊|望|末|工程)|套(?:路|餐)|项(?:目)|篇(?:幅|章)"
    r"|级(?:以上)?|类(?!(?:活动|培训))|种(?:植|类)|组(?:织|长|建)|班(?:级|子|组)|队(?:伍|员)|单(?:位|独|项)|部(?:门|分|署)|门(?:户|槛)|口(?:号|岸)|处(?:置|理|罚|分)|件(?:事)|元(?:旦|素)|户(?:外|籍|口)|对(?:象|接|口)|本(?:级|地|年|市|县|区)|支(?:持|部|撑)|条(?:目)|台(?:账|帐|阶)|间(?:接)|只(?:有|是)|张(?:贴)|届|轮(?:训)|头|把|节(?:约|日|能|点|假)|例(?:会|如|行)|笔(?:试|记)|份(?:额)|批(?:准|评|复)|口"
)
_DASH = r"\s?(?:-|—{1,2}|–|~|至(?!少|多)|到)\s?"
_UPPER = r"[0-9]+(?:\.[0-9]+)?\s?"
_RANGE = rf"(?P<from>[0-9]+(?:\.[0-9]+)?)\s?(?:{_DASH}|(?P<of>{_LONG_UNITS}|[万亿]?[{_SHORT_UNITS}]){_DASH}(?={_UPPER}(?P=of)))"
_NUMBER = rf"(?:(?:{_RANGE})?(?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+(?:\.[0-9]+)?)|(?<![{HAN}第数每逐唯同之某])(?P<han>[{HAN}]+)(?![{HAN}]))"
_FORBIDDEN = r"严禁|禁止|杜绝|避免|防止|不准|不许|切勿|不再|不"
_AT_LEAST = r"(?:不(?:得|能|应|可)?|严禁|禁止|不准|不许)(?:少|低|小)于|(?:提高|提升|上升|增加|增长|增)(?:到|至(?!少|多))|至少|最少|大于(?:或)?等于|>=|≥|保持在|稳定在|达到?了?|完成率为|起码|不下"
_MORE = r"超过|高于|多于|大于|突破|>"
_AT_MOST = rf"(?:不(?:得|能|应|可)|{_FORBIDDEN})(?:超过|高于|多于|大于|超出|突破|超)|控制(?:在|到)|至多|最多|小于(?:或)?等于|低于(?:或)?等于|<=|≤|限额?"
_LESS = r"低于|少于|小于|<"
_DOWN = r"(?:压减|下降|降低|减少|压降|压缩|降)(?:到|至(?!少|多))"
_EQUAL = r"等于|恰好|正好"
_LEADS = (
    (Comparison.AT_LEAST, _AT_LEAST, None),
    (Comparison.AT_MOST, _AT_MOST, None),
    (Comparison.AT_MOST, _DOWN, Doubt.BELOW),
    (Comparison.EQUALS, _EQUAL, None),
    (Comparison.AT_LEAST, _MORE, Doubt.STRICT),
    (Comparison.BELOW, _LESS, None),
)
LEAD = "|".join(words for _, words, _ in _LEADS)
VERB = r"(?:要|应|须)?(?:组织|集中|新|再|主持|专题)?(?:开展|召开|举办|完成|建立|建成|组织|培训|达到|有|创建|报送|上报|发布|推送|培育|新建|打造|推荐|安排|进行|听取|研究|参加|实施|提供)?了?"
COUNT = re.compile(
    rf"(?P<lead>(?:{LEAD})(?P<verb>{VERB})\s*|各\s*|分别(?:不少于|不低于|达到)?\s*)?{_NUMBER}\s*"
    rf"(?P<unit>[万亿]?(?:{_LONG_UNITS}|(?!{_LONGER})[{_SHORT_UNITS}])(?:\(次\)|（次）|/次)?|[万亿]|分(?!别|析|类|布|钟|期|组|批|管|级|工|享|散|数|项|行|队|局|解|配))?"
    r"(?P<tail>\s*(?:[（(]含[）)])?(?:及|或|\(含\)|（含）)?\s*(?:以[上内下]|之内|左右))?"
)
"""A number with its unit; the words before and behind it that compare it."""


def compared(match: re.Match[str]) -> tuple[Comparison, tuple[Doubt, ...]]:
    """Give how a number is compared with what is achieved, and what the words leave open about it."""
    lead, tail = match["lead"] or "", (match["tail"] or "").strip()
    for comparison, words, doubt in _LEADS:
        if re.match(words, lead):
            if lead.startswith("控制在") and tail.endswith("以下"):
                return Comparison.AT_MOST, (Doubt.BELOW,)
            return comparison, (doubt,) if doubt else ()
    if "不少于" in lead or "不低于" in lead or "达到" in lead or tail.endswith("以上"):
        return Comparison.AT_LEAST, ()
    if tail.endswith(("以内", "之内")):
        return Comparison.AT_MOST, ()
    if tail.endswith("以下"):
        return Comparison.AT_MOST, (Doubt.BELOW,)
    return Comparison.AT_LEAST, (Doubt.BARE,)


def unit_of(match: re.Match[str]) -> str:
    """Give the unit of a number; 个（次） is 个/次."""
    unit: str = match["unit"]
    return unit.replace("（次）", "/次").replace("(次)", "/次")


TIMES = frozenset({"小时", "分钟", "个工作日", "微克/立方米", "毫克/立方米", "毫克/升"})
"""Units that ask for something only where a word compares their number; without one they are spans of time and the like."""


def number_of(match: re.Match[str], comparison: Comparison) -> tuple[Decimal | None, tuple[int, int], bool]:
    """Give the number, its place, and whether the text writes it as it will be filled in.

    Of two numbers, from which to which, it is the lower one, and the upper one where it is a limit.
    """
    if match["han"]:
        return in_chinese(match["han"]), match.span("han"), False
    if match["from"] and comparison is Comparison.AT_LEAST:
        return Decimal(match["from"]), match.span("from"), False
    number = Decimal(match["digits"].replace(",", ""))
    is_plain = (
        not match["from"] and written(number) == match.string[match.start("digits") : match.end("digits")]
    )
    return number, match.span("digits"), is_plain

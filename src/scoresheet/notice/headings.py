"""What the columns of a table of indicators are called, and which part each of them has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    CATEGORY = "category"
    SECTION = "section"
    TEXT = "text"
    POINTS = "points"
    HEADING_POINTS = "points of the heading"
    WEIGHT = "weight"
    RULE = "rule"
    TARGET = "target"
    UNIT = "unit"
    DEPARTMENT = "department"
    REPLY = "reply"


Columns = dict[Role, int]
"""The place of each part, counted from 0."""


def columns(titles: Sequence[str]) -> Columns | None:
    """Give the parts of the columns with these titles; None where they head no table of indicators.

    Such a table has what is asked for and what it is worth. Of several columns that could hold the text, the one
    that is called so most clearly does; those to the left of it are headings over it.
    """
    if len(titles) < _FEWEST:
        return None
    folded = [_folded(title) for title in titles]
    found = _plain_roles(folded)
    text = _text_column(folded, set(found.values()))
    if text is None:
        return None
    found[Role.TEXT] = text
    _add_headings(found, folded)
    _part_points(found, folded)
    is_scored = bool(found.keys() & _NEEDED) or any(_WITH_POINTS.fullmatch(title) for title in folded)
    return found if len(found) > 1 and is_scored else None


class Leaning(StrEnum):
    """What a table is about whose column of what is asked is called 加分内容 or 扣分情形."""

    BONUS = "bonus"
    PENALTY = "penalty"


def leaning(title: str) -> Leaning | None:
    """Tell from its title whether a column lists what gives extra points, or what only costs points."""
    folded = _folded(title)
    if re.fullmatch(rf"(?:加分|奖励|奖分|附加分?){_OF_CHANGE}|bonus(?:items?)?", folded):
        return Leaning.BONUS
    return Leaning.PENALTY if re.fullmatch(rf"(?:扣分|减分|倒扣分?|惩罚|处罚){_OF_CHANGE}", folded) else None


_OF_CHANGE = r"(?:内容|项目|情形|情况|事项|指标|因素|条件|类别|项)(?:及标准|及要求)?"


@lru_cache(maxsize=4_096)
def is_title(text: str) -> bool:
    """Tell whether a cell by itself could be the title of a column that this module knows."""
    folded = _folded(text)
    plain = any(pattern.fullmatch(folded) for _, pattern in _PLAIN)
    return plain or any(pattern.fullmatch(folded) for pattern in (*_TEXTS, _HEADING))


_WITH_POINTS = re.compile(
    r".*(?:内容|项目|指标|要求|标准|类别|任务|要点)(?:及|和|与|、)(?:标准)?(?:分值|权重|满分)"
)
"""The title of a column whose texts hold the points as well, as in 考核项目及分值."""
_NEEDED = frozenset({Role.POINTS, Role.WEIGHT, Role.RULE})
_ASIDE = re.compile(r"[(\[【].*?[)\]】]")
_BLANK = re.compile(r"[\s:：*、]+")


def _folded(title: str) -> str:
    if len(title) > _LONGEST_TITLE:
        return title
    # An aside such as (100分) is no part of a title, unless nothing else is there.
    plain = unicodedata.normalize("NFKC", title).casefold()
    return _BLANK.sub("", _ASIDE.sub("", plain)) or _BLANK.sub("", plain)


_FEWEST = 2
_LONGEST_TITLE = 100
"""Letters; what is longer isn't the title of a column."""
_PLAIN: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.NUMBER, r"序号|编号|项目编号|指标编号|号|no\.?|#|id|number|code|ref\.?"),
        (
            Role.POINTS,
            (
                r"分值|标准分值?|满分|满分值|分值权重|权重分|基准分值?|基本分值?|基础分值?|赋分|配分|目标分值?|指标分值?|考核分值?|权重分值?|分数"
                r"|单项分值?|加分值|加分分值|奖励分值?|扣分值|扣分分值|每[项次起例]?(?:加|扣)分|总分值?|标准分数|考评分值|评价分值|points?|maxpoints|maximumpoints|fullmarks|marks|maxscore"
                r"|maximumscore|maximummarks|worth"
            ),
        ),
        (Role.WEIGHT, r"权重|权数|比重|指标权重|考核权重|权重%|weight|weighting|weight%"),
        (
            Role.RULE,
            (
                r"(?!.*内容(?:及|和|与|、)).*(?:评分|计分|扣分|打分|记分|得分|考评|评价|评定|赋分|评估|加分|加减分|考核|考评)(?:标准|办法|方法|细则|规则|依据|说明|要求及标准)"
                r"|评分标准.*|计分.*规则|标准|考核评分.*|(?:评分|计分).*(?:标准|办法)"
                r"|scoring|scoringrules?|scoringcriteria|scoringstandard|scoringmethod|howscored|howitisscored|rules?"
            ),
        ),
        (
            Role.TARGET,
            r".*目标值|目标数|目标|年度目标数?|任务数|目标任务数|指标值|计划数|考核目标值|target|targets|goal",
        ),
        (Role.UNIT, r"计量单位|单位|指标单位|unit|unitofmeasure"),
        (
            Role.DEPARTMENT,
            (
                r".*(?:责任|牵头|考核|主管|负责|评分|配合|考评|审核|主办|承办)(?:科室|单位|部门|部室|处室|股室|主体|人|领导)|部门"
                r"|department|responsible|leadunit|responsibleunit|responsibledepartment"
            ),
        ),
        (
            Role.REPLY,
            (
                r".*(?:自查|自评|考核|考评|实际|核定|评定|最终|检查|复核|审核|评审|初评)(?:得分|评分|分|分数|结果)|得分|自评|评分|完成情况|.*完成情况.*"
                r"|未完成.*|备注|说明|扣分原因|扣分|.*佐证.*|.*证明材料.*|考核方式|考评方式|评价方式|数据来源|完成时限|时限|完成时间"
                r"|score|selfscore|selfassessment|whatwasdone|done|remarks?|notes?|evidence|reasons?.*|comments?|achieved|actual"
            ),
        ),
    )
)
_TEXTS = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"(?:考核|考评|考查|检查|评价|评估|评分|工作|指标|主要|测评|督查|任务|目标|具体|重点工作|目标任务)?内容(?:及|和|与|、)?(?:具体)?(?:要求|目标|标准|指标|评分标准|考核标准)?"
            r"|考核内容.*|工作内容.*|指标内容.*|评价内容.*"
        ),
        r"(?:考核|工作|目标|重点|年度|具体|主要|考评)*(?:目标)?任务(?:及要求)?|目标任务.*|考核要点|评价要点|考核要求|工作要求|工作目标",
        r"三级指标|四级指标|具体指标|指标名称|指标说明|考核指标|评价指标|绩效指标|考评指标|评估指标|目标指标|考核细目|观测点",
        r"二级指标|考核项目|评价项目|考评项目|项目内容|指标项目|工作项目|任务名称|事项|考核事项",
        r"(?:主要|核心|重点|约束性|预期性|关键|监测|量化|共性|个性|评分)?(?:指标|项目|项)(?:名称|说明)?",
        rf"(?:加分|奖励|奖分|附加分?|扣分|减分|倒扣分?|惩罚|处罚|加减分|奖惩|否决|一票否决){_OF_CHANGE}",
        r"indicators?|content|requirements?|whatisasked|description|task|tasks|criterion|criteria|activity|activities|item|items",
    )
)
_HEADING = re.compile(
    r".*(?:项目|类别|指标|内容)(?:及|和|与|、)(?:标准)?(?:分值|权重|满分)|类别|指标类别|类型|指标类型|分类|大类|项目类别|考核类别|板块|模块|领域|维度|[一二三]级指标|[一二三]级项目|一级|二级|三级"
    r"|项目|考核项目|考评项目|评价项目|指标项目|考核指标|评价指标|指标|指标名称|工作项目|名称|考核要素|要素"
    r"|category|group|area|section|domain|theme|field|objective"
)


def _plain_roles(folded: Sequence[str]) -> Columns:
    found: Columns = {}
    for role, pattern in _PLAIN:
        for column, title in enumerate(folded):
            if role not in found and column not in found.values() and pattern.fullmatch(title):
                found[role] = column
    return found


def _part_points(found: Columns, folded: Sequence[str]) -> None:
    """Of several columns of points, those left of the text belong to the headings there."""
    for role, pattern in _PLAIN:
        own = [column for column, title in enumerate(folded) if pattern.fullmatch(title)]
        behind = [column for column in own if column > found[Role.TEXT]]
        if role in {Role.POINTS, Role.WEIGHT} and len(own) > 1 and behind:
            found[role] = behind[0]
            if own[0] - 1 == found.get(Role.CATEGORY):
                found[Role.HEADING_POINTS] = own[0]


def _text_column(folded: Sequence[str], taken: set[int]) -> int | None:
    for pattern in _TEXTS:
        for column, title in enumerate(folded):
            if column not in taken and pattern.fullmatch(title):
                return column
    return None


def _add_headings(found: Columns, folded: Sequence[str]) -> None:
    headings = [
        column
        for column, title in enumerate(folded[: found[Role.TEXT]])
        if column not in found.values() and (not title or _HEADING.fullmatch(title))
    ]
    for role, column in zip((Role.CATEGORY, Role.SECTION), headings, strict=False):
        found[role] = column

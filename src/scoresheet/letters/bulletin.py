"""What the bulletin about a round says: from results and ranking to the words that its template is filled with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from scoresheet import phrases
from scoresheet.assessment import Assessment, UnitResult, UnitStatus
from scoresheet.catalog.item_texts import shared_texts, shortened
from scoresheet.catalog.model import Catalog, Item
from scoresheet.figures import plain
from scoresheet.language import Locale, Text, joined
from scoresheet.letters.wording import DATE, DUE, ISSUER, OVER, ROUND, Values, day, days_over
from scoresheet.ranking.ordering import PlacedUnit, Ranking, Stage, UnplacedUnit
from scoresheet.scoring import rounded

SHORTFALLS = 8
"""So many items are named in which most points were lost."""

_UNITS_NAMED = 6
_LONGEST_TEXT = 50
_FORM_TITLE = re.compile(r"自查评分表(?=(?:（[^（）]*）)?$)")

SUBJECT = Text("主题", "subject")
NOT_REVIEWED = Text("未经审核", "not_reviewed")
STAGE = Text("得分性质", "stage")
UNITS = Text("应报数", "units")
RETURNED = Text("已报数", "returned")
ACCEPTED = Text("通过数", "accepted")
TO_CORRECT = Text("待更正数", "to_correct")
CONFLICTING = Text("待确认数", "conflicting")
NOT_RETURNED = Text("未报数", "not_returned")
RANKED = Text("参评数", "ranked")
COMPARED = Text("比较依据", "compared")
HIGHEST = Text("最高", "highest")
LOWEST = Text("最低", "lowest")
MEAN = Text("平均", "mean")
PENDING = Text("待定项", "pending")
RANKING = Text("排名", "ranking")
TOTAL_HEADING = Text("得分栏名", "total_heading")
HAS_GRADES = Text("有等次", "has_grades")
SHORT = Text("失分项", "shortfalls")
NOT_RANKED = Text("未参加排名", "not_ranked")
_PLACE = Text("名次", "place")
_UNIT = Text("单位", "unit")
_TOTAL = Text("得分", "total")
_SHARE = Text("得分率", "percent")
_GRADE = Text("等次", "grade")
_REMARK = Text("备注", "remark")
_ITEM = Text("考核项", "item")
_TEXT = Text("内容", "text")
_POINTS = Text("分值", "points")
_LOST = Text("失分", "lost")
_UNITS = Text("单位", "units")
_REASON = Text("原因", "reason")

IN_BULLETIN = (
    *(SUBJECT, ROUND, ISSUER, DATE, DUE, OVER, NOT_REVIEWED, STAGE, UNITS, RETURNED, ACCEPTED, TO_CORRECT),
    *(CONFLICTING, NOT_RETURNED, RANKED, COMPARED, HIGHEST, LOWEST, MEAN, PENDING, RANKING, TOTAL_HEADING),
    *(HAS_GRADES, SHORT, NOT_RANKED),
)
"""The names that the template of the bulletin may use."""

_TIED = Text("并列", "tied")
_SEPARATED = Text("同分，按规定次序区分", "same total, told apart by the tie-breaks")
_BETWEEN = Text("；", "; ")
_BY_TOTAL = Text("自查总分", "Self-assessed total")
_BY_PERCENT = Text("得分率", "Percent of what could be reached")
_BY_CONVERTED = Text("折算得分", "Converted total")
_ON_SCALE = Text("折算得分（满分{0}）", "Converted total (out of {0})")
_IN_GROUP = Text("{0}（{1}）", "{0} ({1})")
_AND_MORE = Text("{0}等{1}个", "{0} and others ({1})")


def bulletin(assessment: Assessment, ranking: Ranking, as_of: date | None = None) -> Values:
    """Give what the bulletin is filled with; `as_of` is its date, by which lateness is told."""
    catalog = assessment.catalog
    late = bool(assessment.units_with(UnitStatus.MISSING))
    return {
        SUBJECT: _FORM_TITLE.sub("", catalog.title) or catalog.title,
        ROUND: catalog.round.label,
        ISSUER: catalog.issuer,
        DATE: day(as_of, catalog.locale),
        DUE: day(catalog.round.due, catalog.locale),
        OVER: max(days_over(catalog, as_of) or 0, 0) if late else 0,
        NOT_REVIEWED: ranking.stage is Stage.SELF,
        STAGE: ranking.stage.word.of(catalog.locale),
        **_counts(assessment),
        **_overall(catalog, ranking),
        RANKING: [_placed(one, catalog) for one in ranking.placed],
        HAS_GRADES: bool(catalog.grades),
        SHORT: [_short(one, catalog) for one in shortfalls(catalog, ranking)[:SHORTFALLS]],
        NOT_RANKED: [_unplaced(one, catalog.locale) for one in ranking.unplaced],
    }


def _counts(assessment: Assessment) -> Values:
    count = {status: len(assessment.units_with(status)) for status in UnitStatus}
    return {
        UNITS: len(assessment.units),
        RETURNED: len(assessment.units) - count[UnitStatus.MISSING],
        ACCEPTED: count[UnitStatus.ACCEPTED],
        TO_CORRECT: count[UnitStatus.NEEDS_FIX],
        CONFLICTING: count[UnitStatus.CONFLICT],
        NOT_RETURNED: count[UnitStatus.MISSING],
    }


def _overall(catalog: Catalog, ranking: Ranking) -> Values:
    locale = catalog.locale
    compared = _BY_PERCENT if ranking.by_percent else _BY_CONVERTED if catalog.scale else _BY_TOTAL
    heading = (
        _BY_TOTAL.of(locale) if catalog.scale is None else _ON_SCALE.of(locale).format(plain(catalog.scale))
    )
    numbers = [_compared(one.result, ranking) for one in ranking.placed]
    shown = _as_percent if ranking.by_percent else _as_points(catalog)
    return {
        RANKED: len(ranking.placed),
        COMPARED: compared.of(locale),
        HIGHEST: shown(max(numbers)) if numbers else "",
        LOWEST: shown(min(numbers)) if numbers else "",
        MEAN: shown(sum(numbers, Fraction(0)) / len(numbers)) if numbers else "",
        PENDING: joined(ranking.pending).of(locale),
        TOTAL_HEADING: heading,
    }


def _compared(result: UnitResult, ranking: Ranking) -> Fraction:
    total = Fraction(result.scores.compared or 0)
    return total / Fraction(result.scores.max_score) if ranking.by_percent else total


def _as_percent(part: Fraction) -> str:
    return f"{rounded(part * 100, 2):.2f}%"


def _as_points(catalog: Catalog) -> Callable[[Fraction], str]:
    def shown(number: Fraction) -> str:
        return phrases.points(rounded(number, catalog.decimals), catalog.decimals) or ""

    return shown


def _placed(one: PlacedUnit, catalog: Catalog) -> Values:
    scores, locale = one.result.scores, catalog.locale
    full = scores.max_score if catalog.scale is None else catalog.scale
    unit = one.result.unit
    place = one.place_in_group if catalog.within_groups and one.place_in_group else one.place
    grouped = catalog.within_groups and unit.group is not None
    return {
        _PLACE: str(place.number),
        _UNIT: _IN_GROUP.of(locale).format(unit.name, unit.group) if grouped else unit.name,
        _TOTAL: phrases.points(scores.compared, catalog.decimals) or "",
        _SHARE: _as_percent(Fraction(scores.compared or 0) / Fraction(full)),
        _GRADE: one.grade or (one.undecided.word.of(locale) if one.undecided else ""),
        _REMARK: _BETWEEN.of(locale).join(_remarks(one, tied=place.tied, locale=locale)),
    }


def _remarks(one: PlacedUnit, *, tied: bool, locale: Locale) -> Iterator[str]:
    if tied:
        yield _TIED.of(locale)
    if one.separated:
        yield _SEPARATED.of(locale)


def _unplaced(one: UnplacedUnit, locale: Locale) -> Values:
    return {_UNIT: one.result.unit.name, _REASON: one.reason.of(locale)}


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What the ranked units lost in an item: all points together, and which units lost some."""

    item: Item
    lost: Decimal
    units: tuple[str, ...]


def shortfalls(catalog: Catalog, ranking: Ranking) -> list[Shortfall]:
    """Give the items in which ranked units lost points, most first, equal ones in the catalog's order."""
    found = [
        _shortfall(item, [one.result for one in ranking.placed]) for item in catalog.items if _can_lose(item)
    ]
    return sorted((one for one in found if one.lost), key=lambda one: one.lost, reverse=True)


def _can_lose(item: Item) -> bool:
    return not item.rule.is_bonus and item.rule.veto is None


def _shortfall(item: Item, results: Sequence[UnitResult]) -> Shortfall:
    lost = {}
    for result in results:
        score = result.scores.items.get(item.id)
        if score is not None and score < item.points and item.id not in result.unit.not_applicable:
            lost[result.unit.name] = item.points - score
    return Shortfall(item, sum(lost.values(), Decimal(0)), tuple(lost))


def _short(one: Shortfall, catalog: Catalog) -> Values:
    locale, names = catalog.locale, one.units
    listed = joined(names[:_UNITS_NAMED]).of(locale)
    shown = _AND_MORE.of(locale).format(listed, len(names)) if len(names) > _UNITS_NAMED else listed
    return {
        _ITEM: phrases.items([one.item.id], locale),
        _TEXT: shortened(shared_texts(catalog)[one.item.id], _LONGEST_TEXT),
        _POINTS: plain(one.item.points),
        _LOST: plain(one.lost),
        _UNITS: shown,
    }

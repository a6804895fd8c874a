"""名次把握: which places each unit could still take, between which scores it ends up, and what decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scoresheet import phrases
from scoresheet.assessment import UnitResult, UnitStatus
from scoresheet.book import BOLD, CENTRED, LINK, WORDS, Book
from scoresheet.checking.running import Finding, all_checks
from scoresheet.language import NOTHING, Text, joined
from scoresheet.ranking.certainty import Open, Outlook
from scoresheet.ranking_workbook import plain_table
from scoresheet.ranking_workbook.plain_table import Column, Linked, Listing, Row
from scoresheet.ranking_workbook.plan import Line, Plan
from scoresheet.ranking_workbook.table import CERTAINTY, PROBLEMS, span, target

_PLACE = Column(Text("名次", "Place"), 8)
_PLACE_IN_GROUP = Column(Text("组内名次", "Place in group"), 8)
_UNIT = Column(Text("单位", "Unit"), 21)
_GROUP = Column(Text("组别", "Group"), 10)
_STATUS = Column(Text("报送状态", "Status"), 12)
_RANGE = Column(Text("名次可能范围", "Possible places"), 11)
_IN_GROUP = Column(Text("组内名次可能范围", "Possible places in group"), 11)
_AMONG_ALL = Column(Text("总名次可能范围", "Possible places among all"), 11)
_TOTAL = Column(Text("自查总分", "Total"), 10)
_CONVERTED = Column(Text("折算得分", "Converted"), 10)
_TOTALS = Column(Text("得分可能范围", "Possible scores"), 17)
_DECIDES = Column(Text("决定因素", "What decides"), 62)
_PROBLEMS = Column(Text("问题清单", "Problems"), 9)
_SEE = Text("查看", "see")
_NOTE = Text(
    "未决事项包括须更正、请核实、版本待确认和未报送；目前没有名次的单位，更正或补报后可能参加排名，也可能不参加，都算在内。本表按报送时的数计算，不随“得分矩阵”改变。",
    "Open findings are all that is to be corrected, verified, chosen or still to be sent. Units without a place may be "
    "ranked in the end or stay out; both are counted in. This sheet goes by the "
    "scores as returned and doesn't follow the score matrix.",
)
_NO_UNITS = Text("名单中没有单位。", "There are no units on the list.")
_NO_PLACE = "—"

_SURE = Text("名次已定", "the place is sure")
_NO_ITEM = Text("没有适用的考核项", "no item applies")
_OF_ITSELF = {
    UnitStatus.CONFLICT: Text("本单位版本待确认", "its versions differ"),
    UnitStatus.MISSING: Text("本单位未报送", "it has sent nothing"),
}
_ITEMS = Text("{0}（{1}）", "{0} ({1})")
_BY_PLACE = Text("按名次计分，待定", "goes by place, pending")
_NO_SCORE = Text("没有得分", "no score")
_OTHERS = {
    UnitStatus.ACCEPTED: Text("{0}还有未决事项", "{0}: open findings"),
    UnitStatus.NEEDS_FIX: Text("{0}待更正", "{0}: to be corrected"),
    UnitStatus.CONFLICT: Text("{0}版本待确认", "{0}: versions differ"),
    UnitStatus.MISSING: Text("{0}未报送", "{0}: nothing sent"),
}
_MORE = Text("另有{0}个单位也可能影响名次", "{0} more units may change it")
_WHOLE = Text("整张表（{0}）", "the whole form ({0})")
_BETWEEN = Text("；", "; ")

_CENTRED = replace(CENTRED, wrap=True)
_QUIET = replace(WORDS, colour="#808080")


def write(book: Book, plan: Plan) -> None:
    """Add the sheet: all units in the order of the ranking."""
    plain_table.write(book, plan, Listing(CERTAINTY, _NOTE, tuple(_columns(plan)), _rows(plan), _NO_UNITS))


def _columns(plan: Plan) -> Iterator[Column]:
    within = plan.catalog.within_groups
    yield _PLACE_IN_GROUP if within else _PLACE
    yield _UNIT
    if plan.groups:
        yield _GROUP
    yield _STATUS
    yield _IN_GROUP if within else _RANGE
    if plan.groups:
        yield _AMONG_ALL if within else _IN_GROUP
    yield _TOTAL if plan.catalog.scale is None else _CONVERTED
    yield _TOTALS
    yield _DECIDES
    yield _PROBLEMS


def _rows(plan: Plan) -> Iterator[Row]:
    factors = _Factors(plan)
    return (_row(plan, line, factors) for line in plan.listed)


def _row(plan: Plan, line: Line, factors: _Factors) -> Row:
    outlook, unit = plan.outlooks.get(line.result.unit.id), line.result.unit
    beside = (
        [(unit.group or "", _CENTRED)] if plan.groups else [],
        [(_beside(plan, outlook), _CENTRED)] if plan.groups else [],
    )
    told = factors.of(line.result, outlook)
    problem = plan.rows.first_problem.get(unit.id)
    see = "" if problem is None else Linked(_SEE.of(plan.locale), target(PROBLEMS.of(plan.locale), problem))
    scores = line.result.scores.compared if line.result.submission else None
    return (
        (line.main.number if line.main else _NO_PLACE, BOLD),
        (unit.name, WORDS),
        *beside[0],
        (line.result.status.word.of(plan.locale), _CENTRED),
        (plan.range(line), BOLD),
        *beside[1],
        (phrases.points(scores, plan.catalog.decimals) or "", CENTRED),
        (_scores(outlook, plan.catalog.decimals), CENTRED),
        (told, _QUIET if outlook is None or _is_sure(plan, outlook) else WORDS),
        (see, LINK),
    )


def _beside(plan: Plan, outlook: Outlook | None) -> str:
    """Write the places among the units that the ranking isn't about."""
    if outlook is None:
        return ""
    places = outlook.places if plan.catalog.within_groups else outlook.in_group
    return "" if places is None else span(places)


def _is_sure(plan: Plan, outlook: Outlook) -> bool:
    main = outlook.in_group if plan.catalog.within_groups else outlook.places
    return main is not None and main.is_sure and not outlook.open_items and not outlook.rival_count


def _scores(outlook: Outlook | None, decimals: int) -> str:
    if outlook is None:
        return ""
    low, high = (phrases.points(one, decimals) or "" for one in (outlook.low, outlook.high))
    return (low if low == high else f"{low}—{high}").replace("-", "−")


def _is_of_all(finding: Finding) -> bool:
    return finding.item is None and not finding.doubts


class _Factors:
    """Says what decides about a unit's place: its own open items first, then other units."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._titles = {one.code: one.title for one in all_checks()}
        self._by_place = {item.id for item in plan.items if item.rule.ranks_units}
        self._units = {result.unit.id: result for result in plan.assessment.units}

    def of(self, result: UnitResult, outlook: Outlook | None) -> str:
        """Say it."""
        if outlook is None:
            return self._say(_NO_ITEM)
        own = _OF_ITSELF.get(result.status, NOTHING)
        told = [self._say(own), *self._items(outlook.open_items), *self._rivals(outlook)]
        return self._say(_BETWEEN).join(one for one in told if one) or self._say(_SURE)

    def _say(self, words: Text) -> str:
        return words.of(self._plan.locale)

    def _items(self, open_items: Sequence[Open]) -> Iterator[str]:
        gathered: dict[Text, dict[str, None]] = {}
        for one in open_items:
            gathered.setdefault(self._why(one), {})[one.item] = None
        whole = {self._why(one) for one in open_items if one.finding is not None and _is_of_all(one.finding)}
        for why, ids in gathered.items():
            words = _WHOLE if why in whole else _ITEMS
            named = [] if why in whole else [phrases.items(ids, self._plan.locale)]
            yield self._say(words).format(*named, self._say(why))

    def _why(self, one: Open) -> Text:
        if one.finding is not None:
            return self._titles[one.finding.code]
        return _BY_PLACE if one.item in self._by_place else _NO_SCORE

    def _rivals(self, outlook: Outlook) -> Iterator[str]:
        named: dict[UnitStatus, list[str]] = {}
        for unit in outlook.rivals:
            named.setdefault(self._units[unit].status, []).append(self._units[unit].unit.name)
        for status, words in _OTHERS.items():
            if status in named:
                yield self._say(words).format(self._say(joined(named[status])))
        more = outlook.rival_count - len(outlook.rivals)
        if more:
            yield self._say(_MORE).format(more)

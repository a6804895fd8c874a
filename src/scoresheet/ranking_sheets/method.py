"""计分说明: how the numbers in the workbook came about, in numbered sentences, and the list of indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scoresheet import plain_table, ranking_plan
from scoresheet.book import CENTRED, NOTE, TITLE, WORDS, Book
from scoresheet.catalog.model import NotApplicable, Ties
from scoresheet.language import Locale, Text, joined, same
from scoresheet.plain_table import Column, Listing, Row
from scoresheet.ranking_plan import LIVE_UNITS, Plan
from scoresheet.rule import plain

_COLUMNS = (
    Column(Text("编号", "ID"), 7),
    Column(Text("类别", "Category"), 19),
    Column(Text("分值", "Points"), 7),
    Column(Text("考核内容", "Indicator"), 68),
    Column(Text("计分办法", "Scoring"), 40),
)
_LIST_TITLE = Text("考核项一览", "List of indicators")
_NO_ITEMS = Text("没有考核项。", "There are no indicators.")

_STAGE = Text(
    "本工作簿汇总{0}的自查得分。得分由各单位自报，未经部室审核，排名仅供内部参考，不是考核结果。",
    "This workbook gathers the self-assessed scores of {0}. The units stated them and nobody has reviewed them: "
    "the ranking is for information and is not the result of the assessment.",
)
_SUM = Text(
    "共{0}项，满分{1}分。每项得分先四舍五入{2}，再相加得自查总分，总分不再从未舍入的数计算。",
    "There are {0} items worth {1} points. Each score is rounded half up {2} once, then the rounded scores are added.",
)
_TO_DECIMALS = Text("到{0}位小数", "to {0} decimals")
_TO_WHOLE = Text("到整数", "to whole numbers")
_BY_TOTAL = Text("按自查总分从高到低排名。", "Units are ranked by total, highest first.")
_BY_PERCENT = Text(
    "有单位的满分因不适用项而降低，因此所有单位按得分率（自查总分÷本单位满分）从高到低排名。",
    "As items don't apply to some units and lower what they can reach, all units are ranked by percent "
    "(total divided by what the unit can reach).",
)
_TIES = {
    Ties.COMPETITION: Text(
        "得分相同的单位名次并列，后面的名次空出（如1、1、3）；并列单位按名单顺序排列。",
        "Equal units share a place and the next places stay empty (1, 1, 3); they are listed in the catalog's order.",
    ),
    Ties.DENSE: Text(
        "得分相同的单位名次并列，后面的名次不空出（如1、1、2）；并列单位按名单顺序排列。",
        "Equal units share a place and the next place follows (1, 1, 2); they are listed in the catalog's order.",
    ),
}
_GROUPS = Text(
    "组内名次只与同组单位比较，并列的处理相同。组别：{0}。",
    "The place in a group compares the units of that group alone, with the same rule for ties. Groups: {0}.",
)
_ALL_RANKED = Text("应报单位{0}个，均已校验通过并参加排名。", "All {0} units were accepted and are ranked.")
_SOME_RANKED = Text(
    "只有校验通过的单位参加排名。应报单位{0}个，参加排名{1}个；其余{2}个（{3}）不按0分计，也不列名次，原因见“排名”的备注。",
    "Only accepted units are ranked: {1} of {0}. The other {2} ({3}) are not counted as 0 and have no place; "
    "the sheet Ranking says why.",
)
_SO_MANY_NAMED = 20
_AND_OTHERS = Text("{0}等", "{0} and others")
_BLANK = Text(
    "没有填写的得分保持空白，不当作0分；有空白的单位没有自查总分。",
    "A score that was not entered stays blank and is not a 0; a unit with a blank has no total.",
)
_NOT_APPLICABLE = {
    NotApplicable.FULL: Text(
        "{0}第{1}项不适用，按该项满分计。", "{0}: item {1} doesn't apply and is given full points."
    ),
    NotApplicable.DROP: Text(
        "{0}第{1}项不适用，不计得分，并从本单位满分中减去该项分值。",
        "{0}: item {1} doesn't apply; its points are taken off what the unit can reach.",
    ),
    NotApplicable.RESCALE: Text(
        "{0}第{1}项不适用，不计得分，其余各项得分之和按比例折算到满分后四舍五入一次。",
        "{0}: item {1} doesn't apply; the sum of the others is scaled up to the full points and rounded once.",
    ),
}
_LIVE = Text(
    "“得分矩阵”中的得分可以修改，“是否参与排名”可以改为是或否，合计、名次以及“排名”“分类得分”两表随即自动更新；其余各表是报送内容的汇总，不随之改变。",
    "Scores in the score matrix may be changed, and whether a unit is ranked: totals, places and the sheets Ranking "
    "and By category follow at once. The other sheets tell what was returned and stay as they are.",
)
_VALUES = Text(
    "单位超过{0}个，本工作簿只写入数值，不含公式；修改得分后请重新生成。",
    "With more than {0} units this workbook holds values and no formulas: after a change, please make it again.",
)
_COLOURS = Text(
    "“得分矩阵”中颜色越深，失分越多；灰色斜体的单位不参与排名。",
    "In the score matrix a deeper colour means more points lost; units in grey italics are not ranked.",
)
_IDENTITY = Text(
    "指标：{0}，期次：{1}，指标文件校验码（SHA-256）：{2}。",
    "Catalog: {0}, round: {1}, SHA-256 of the catalog: {2}.",
)


def write(book: Book, plan: Plan) -> None:
    """Add the sheet."""
    sheet = book.sheet(ranking_plan.METHOD.of(plan.locale))
    last = len(_COLUMNS)
    sheet.line(1, 1, last, plan.heading(sheet.name), TITLE)
    sheet.height(1, 30)
    width = sum(column.width for column in _COLUMNS)
    row = 1
    for row, words in enumerate(sentences(plan), start=2):
        numbered = f"{row - 1}. {words.of(plan.locale)}"
        sheet.line(row, 1, last, numbered, NOTE)
        sheet.fit(row, [(numbered, width)])
    sheet.line(row + 2, 1, last, _LIST_TITLE.of(plan.locale), replace(NOTE, bold=True, font="黑体", size=11))
    sheet.height(row + 2, 20)
    listing = Listing(ranking_plan.METHOD, same(""), _COLUMNS, _items(plan), _NO_ITEMS)
    end = plain_table.write_rows(sheet, row + 3, listing)
    sheet.worksheet.ignore_errors({"number_stored_as_text": f"A{row + 3}:A{end}"})
    sheet.printed(footer=plan.footer(), heads=(row + 3, row + 3), last_row=end, last_column=last)


def sentences(plan: Plan) -> Iterator[Text]:
    """Walk the sentences that say how scores, totals and places came about."""
    catalog = plan.catalog
    yield _filled(_STAGE, catalog.round.label)
    decimals = _filled(_TO_DECIMALS, catalog.decimals) if catalog.decimals else _TO_WHOLE
    yield _filled(_SUM, len(catalog.items), plain(catalog.total), decimals)
    yield _together(_BY_PERCENT if plan.ranking.by_percent else _BY_TOTAL, _TIES[catalog.ties])
    if plan.groups:
        yield _filled(_GROUPS, joined(plan.groups))
    yield _who(plan)
    yield _BLANK
    yield from _left_out(plan)
    yield _LIVE if plan.live else _filled(_VALUES, LIVE_UNITS)
    yield _COLOURS
    yield _filled(_IDENTITY, catalog.id, catalog.round.id, catalog.digest)


def _who(plan: Plan) -> Text:
    units, unplaced = len(plan.lines), plan.ranking.unplaced
    if not unplaced:
        return _filled(_ALL_RANKED, units)
    named = joined(one.result.unit.name for one in unplaced[:_SO_MANY_NAMED])
    names = named if len(unplaced) <= _SO_MANY_NAMED else _filled(_AND_OTHERS, named)
    return _filled(_SOME_RANKED, units, len(plan.ranking.placed), len(unplaced), names)


def _left_out(plan: Plan) -> Iterator[Text]:
    gathered: dict[tuple[tuple[str, ...], NotApplicable], list[str]] = {}
    for line in plan.lines:
        treatments = line.result.unit.not_applicable
        for treatment in NotApplicable:
            ids = tuple(item.id for item in plan.catalog.items if treatments.get(item.id) is treatment)
            if ids:
                gathered.setdefault((ids, treatment), []).append(line.result.unit.name)
    for (ids, treatment), units in gathered.items():
        yield _filled(_NOT_APPLICABLE[treatment], joined(units), joined(ids))


def _items(plan: Plan) -> Iterator[Row]:
    for category in plan.categories:
        for item in category.items:
            yield (
                (item.id, CENTRED),
                (category.name, WORDS),
                (item.points, CENTRED),
                (plan.texts[item.id], WORDS),
                (item.rule.sentence().of(plan.locale), WORDS),
            )


def _filled(sentence: Text, *words: Text | str | int) -> Text:
    both = [word if isinstance(word, Text) else same(str(word)) for word in words]
    return Text(
        sentence.zh.format(*(word.zh for word in both)), sentence.en.format(*(word.en for word in both))
    )


def _together(first: Text, second: Text) -> Text:
    chinese, english = (f"{first.of(one)}{between}{second.of(one)}" for one, between in _BETWEEN)
    return Text(chinese, english)


_BETWEEN = ((Locale.ZH, ""), (Locale.EN, " "))

"""How the numbers of a ranking workbook came about, sentence by sentence: scores, totals, places, grades, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoresheet import phrases
from scoresheet.assessment import UnitStatus
from scoresheet.catalog.model import Grade, NotApplicable, Ties
from scoresheet.decision import Kind
from scoresheet.figures import plain
from scoresheet.language import NOTHING, Text, filled, joined
from scoresheet.ranking_workbook.plan import LIVE_UNITS, Line, Plan

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
_BY_CONVERTED = Text("按折算得分从高到低排名。", "Units are ranked by converted total, highest first.")
_TIE_BREAKS = Text(
    "得分相同的单位依次比较{0}，高的在前，不适用的在后。",
    "Equal units are told apart by {0}, in turn, higher first and what doesn't apply last.",
)
_EQUAL = Text("得分相同的单位", "Equal units")
_STILL_EQUAL = Text("仍然相同的单位", "Units that are still equal")
_OF_CATEGORY = Text("“{0}”类得分", "the score of “{0}”")
_OF_ITEM = Text("第{0}项得分", "the score of item {0}")
_TIES = {
    Ties.COMPETITION: Text(
        "{0}名次并列，后面的名次空出（如1、1、3）；并列单位按名单顺序排列。",
        "{0} share a place and the next places stay empty (1, 1, 3); they are listed in the catalog's order.",
    ),
    Ties.DENSE: Text(
        "{0}名次并列，后面的名次不空出（如1、1、2）；并列单位按名单顺序排列。",
        "{0} share a place and the next place follows (1, 1, 2); they are listed in the catalog's order.",
    ),
}
_GROUPS = Text(
    "组内名次只与同组单位比较，并列的处理相同。组别：{0}。",
    "The place in a group compares the units of that group alone, with the same rule for ties. Groups: {0}.",
)
_WITHIN_GROUPS = Text(
    "各组分别排名，“组内名次”只与同组单位比较；“总名次”是在全部单位中的名次，并列的处理相同。组别：{0}。",
    "Each group is ranked for itself: the place in the group compares its units alone, the place among all stands beside, "
    "with the same rule for ties. Groups: {0}.",
)
_BONUS = Text(
    "第{0}项是加分项，得分加在总分上，不计入满分和各类得分{1}。",
    "Bonuses ({0}): added to the total and part of neither the full points nor the categories{1}.",
)
_CAPPED = Text("；加分合计超过{0}分的按{0}分计", "; together they count up to {0} points")
_NOT_SCALED = Text("；按比例折算时加分不折算", "; they are not scaled up with the rest")
_CONVERTED = Text(
    "折算得分＝自查总分÷本单位满分×{0}，四舍五入{1}一次。",
    "The converted total is the total divided by what the unit can reach, times {0}, rounded half up {1} once.",
)
_WEIGHTED = Text(
    "折算得分＝各类别“得分÷本单位该类别可得分值×权重”之和×{0}{1}，四舍五入{2}一次。权重：{3}。",
    "The converted total is the sum of score ÷ reachable points × weight over the categories, times {0}{1}, "
    "rounded half up {2} once. Weights: {3}.",
)
_PLUS_BONUS = Text("，再加加分", ", plus the bonuses")
_WEIGHT = Text("{0}{1}%", "{0} {1} %")
_WEIGHT_LEFT = Text(
    "某一类别对单位没有适用项的，该类权重按比例分给其他类别。",
    "Where nothing of a category applies to a unit, its weight goes to the others in proportion.",
)
_BY_PLACE = Text(
    "第{0}项按各单位的名次计分，由适用单位报送的数比较得出，不随“得分矩阵”中的修改重新计算。",
    "By place ({0}): scored from the numbers that the units returned; a change in the score matrix doesn't place the units anew.",
)
_PENDING = Text(
    "第{0}项还有单位未校验通过，得分待定：目前自查总分和名次不含该项，暂不评等次。",
    "Pending ({0}) until every unit is accepted: totals and places are without it, and there are no grades yet.",
)
_GRADES = Text("等次按{0}评定，分数线含本数：{1}。", "Grades go by {0}, bounds included: {1}.")
_OF_REACHED = Text("得分率（自查总分÷本单位满分）", "percent (total divided by what the unit can reach)")
_OF_CONVERTED = Text("折算得分占{0}分的百分比", "the converted total in percent of {0}")
_AT_LEAST = Text("不低于{0}%", "{0} % or more")
_FIRST_PLACES = Text("名额{0}个", "{0} unit(s)")
_PERCENT_OF_UNITS = Text("名额为参加排名单位的{0}%，向下取整", "{0} % of the ranked units, rounded down")
_ALL_OTHERS = Text("其余单位", "all others")
_QUOTA_IN_GROUP = Text("名额按组分别计算。", "Quotas count in each group for itself.")
_QUOTA_TIES = Text(
    "名额从高到低依次使用；并列单位跨名额的，不自动评定等次，由办公室决定。",
    "Quotas are taken from the best down; where a tie goes across one, no grade is given and the office decides.",
)
_GRADES_FOLLOW = Text("修改“得分矩阵”后等次随之更新。", "Grades follow a change in the score matrix.")
_VETOES = Text(
    "第{0}项是否决项，不计分，不影响得分和名次，只影响等次或评优资格；触发的单位见“排名”的备注。",
    "Vetoes ({0}): they leave score and place alone and change the grade or the awards; the sheet Ranking tells where one applies.",
)
_ALL_RANKED = Text("应报单位{0}个，均已校验通过并参加排名。", "All {0} units were accepted and are ranked.")
_SOME_RANKED = Text(
    "只有校验通过的单位参加排名。应报单位{0}个，参加排名{1}个；其余{2}个（{3}）不按0分计，也不列名次，具体见“排名”的备注。",
    "Only accepted units are ranked: {1} of {0}. The other {2} ({3}) are not counted as 0 and have no place; "
    "the sheet Ranking says why.",
)
_OF_REASON = Text("{0}：{1}", "{0}: {1}")
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
_NO_POINTS = Text("{0}第{1}项不适用，不计分。", "{0}: item {1} doesn't apply and isn't scored.")
_CORRECTED = Text(
    "{0}的{1}处填报内容已按电话更正登记改动后计分，原表未动，明细见“{2}”。",
    "Corrections by telephone are counted for {0} ({1} in all); the forms themselves are as they were. The sheet {2} lists them.",
)
_CHOSEN = Text(
    "{0}报送了内容不同的表，已按办公室确认的一份计分，明细见“{1}”。",
    "{0} sent different returns; the one that the office chose counts. The sheet {1} lists them.",
)
_VERIFIED = Text(
    "{0}的{1}处问题经办公室核实，同意按原填报内容计分，明细见“{2}”。",
    "The office verified findings of {0} ({1} in all) and lets the scores stand. The sheet {2} lists them.",
)
_RANGES = Text(
    "“名次可能范围”这样得出：每个未决事项单独处理，有关得分或者不变，或者改为该事项处理后允许的任何分数；版本待确认的单位，"
    "几份表都有可能；未报送的单位可能报来任何得分；问题涉及整张表的，各项都可能变；目前没有名次的单位，可能参加排名，也可能不参加；再看该单位最好和最差各能排到第几名。"
    "“决定因素”先列本单位的未决事项，再列可能影响其名次的其他单位。",
    "The possible places: each open finding is settled on its own, and its score stays or becomes any that the settlement "
    "may give; where versions differ any of them may count; a unit that sent nothing may still send anything; what "
    "is wrong with a form as a whole may change every score; units without a place may be ranked in the end or stay "
    "out. The best and the worst place that come of it are told, with the unit's own open findings first and then "
    "the other units that may change its place.",
)
_LIVE = Text(
    "“得分矩阵”中的得分可以修改，“是否参与排名”可以改为是或否，合计、名次以及“排名”“分类得分”两表和名次图随即自动更新；其余各表和名次可能范围按报送内容汇总，不随之改变。",
    "Scores in the score matrix may be changed, and whether a unit is ranked: totals, places, the sheets Ranking "
    "and By category and the bars of the ranking follow at once. The other sheets and the possible places tell what "
    "was returned and stay as they are.",
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
    "指标：{0}，期次：{1}，指标目录校验码（SHA-256）：{2}。",
    "Catalog: {0}, round: {1}, SHA-256 of the catalog: {2}.",
)


def sentences(plan: Plan) -> Iterator[Text]:
    """Walk the sentences that say how scores, totals and places came about."""
    catalog = plan.catalog
    yield filled(_STAGE, catalog.round.label)
    decimals = filled(_TO_DECIMALS, catalog.decimals) if catalog.decimals else _TO_WHOLE
    yield filled(_SUM, len(catalog.items), plain(catalog.total), decimals)
    yield from _totals(plan, decimals)
    yield _order(plan)
    if plan.groups:
        yield filled(_WITHIN_GROUPS if catalog.within_groups else _GROUPS, joined(plan.groups))
    yield from _awards(plan)
    yield _who(plan)
    yield _BLANK
    yield from _left_out(plan)
    yield from _corrected(plan)
    yield from _other_decisions(plan)
    yield _RANGES
    yield _LIVE if plan.live else filled(_VALUES, LIVE_UNITS)
    yield _COLOURS
    yield filled(_IDENTITY, catalog.id, catalog.round.id, catalog.digest)


def _totals(plan: Plan, decimals: Text) -> Iterator[Text]:
    catalog = plan.catalog
    if plan.bonuses:
        cap = NOTHING if catalog.bonus_at_most is None else filled(_CAPPED, plain(catalog.bonus_at_most))
        scaled = _NOT_SCALED if any(plan.rescaled(line) for line in plan.lines) else NOTHING
        yield filled(_BONUS, joined(item.id for item in plan.bonuses), _run([cap, scaled]))
    if catalog.scale is not None and catalog.is_weighted:
        yield _weighted(plan, plain(catalog.scale), decimals)
    elif catalog.scale is not None:
        yield filled(_CONVERTED, plain(catalog.scale), decimals)
    by_place = [item.id for item in catalog.items if item.rule.ranks_units]
    if by_place:
        yield filled(_BY_PLACE, joined(by_place))
    if plan.ranking.pending:
        yield filled(_PENDING, joined(plan.ranking.pending))


def _weighted(plan: Plan, scale: str, decimals: Text) -> Text:
    weights = [
        filled(_WEIGHT, category.name, plain(category.weight))
        for category in plan.summed
        if category.weight is not None
    ]
    bonus = _PLUS_BONUS if plan.bonuses else NOTHING
    told = filled(_WEIGHTED, scale, bonus, decimals, _listed(weights))
    return _together(told, _WEIGHT_LEFT) if _has_empty_category(plan) else told


def _has_empty_category(plan: Plan) -> bool:
    return any(
        all(line.left_out(item.id) for item in category.items if item.points)
        for line in plan.lines
        for category in plan.summed
    )


def _order(plan: Plan) -> Text:
    catalog = plan.catalog
    by = _BY_PERCENT if plan.ranking.by_percent else _BY_TOTAL
    by = by if catalog.scale is None else _BY_CONVERTED
    if not catalog.break_ties:
        return _together(by, filled(_TIES[catalog.ties], _EQUAL))
    names = {category.id: category.name for category in catalog.categories}
    compared = [
        filled(_OF_CATEGORY, names[one]) if one in names else filled(_OF_ITEM, one)
        for one in catalog.break_ties
    ]
    told = filled(_TIE_BREAKS, _listed(compared))
    return _together(by, told, filled(_TIES[catalog.ties], _STILL_EQUAL))


def _awards(plan: Plan) -> Iterator[Text]:
    if plan.catalog.grades:
        yield _grades(plan)
    vetoes = [item.id for item in plan.catalog.items if item.rule.veto is not None]
    if vetoes:
        yield filled(_VETOES, joined(vetoes))


def _grades(plan: Plan) -> Text:
    catalog = plan.catalog
    by = _OF_REACHED if catalog.scale is None else filled(_OF_CONVERTED, plain(catalog.scale))
    told = [filled(_GRADES, by, _listed([_band(grade) for grade in catalog.grades]))]
    if any(grade.has_quota for grade in catalog.grades):
        told += [*([_QUOTA_IN_GROUP] if catalog.within_groups else []), _QUOTA_TIES]
    return _together(*told, *([_GRADES_FOLLOW] if plan.live and not plan.ranking.pending else []))


def _band(grade: Grade) -> Text:
    asked = []
    if grade.at_least is not None:
        asked.append(filled(_AT_LEAST, plain(grade.at_least)))
    if grade.places is not None:
        asked.append(filled(_FIRST_PLACES, grade.places))
    if grade.percent_of_units is not None:
        asked.append(filled(_PERCENT_OF_UNITS, plain(grade.percent_of_units)))
    said = (
        Text("，".join(one.zh for one in asked), ", ".join(one.en for one in asked)) if asked else _ALL_OTHERS
    )
    return Text(f"{grade.name}（{said.zh}）", f"{grade.name} ({said.en})")


def _who(plan: Plan) -> Text:
    units, unplaced = len(plan.lines), plan.ranking.unplaced
    if not unplaced:
        return filled(_ALL_RANKED, units)
    why: dict[Text, list[str]] = {}
    for one in unplaced:
        status = one.result.status
        reason = one.reason if status is UnitStatus.ACCEPTED else status.word
        why.setdefault(reason, []).append(one.result.unit.name)
    told = [filled(_OF_REASON, reason, _named(names)) for reason, names in why.items()]
    reasons = Text("；".join(one.zh for one in told), "; ".join(one.en for one in told))
    return filled(_SOME_RANKED, units, len(plan.ranking.placed), len(unplaced), reasons)


def _named(names: Sequence[str]) -> Text:
    named = joined(names[:_SO_MANY_NAMED])
    return named if len(names) <= _SO_MANY_NAMED else filled(_AND_OTHERS, named)


def _left_out(plan: Plan) -> Iterator[Text]:
    gathered: dict[tuple[Text, tuple[str, ...]], list[str]] = {}
    for line in plan.lines:
        for words, items in _not_applicable(plan, line).items():
            gathered.setdefault((words, tuple(items)), []).append(line.result.unit.name)
    for (words, ids), units in gathered.items():
        yield filled(words, joined(units), joined(ids))


def _corrected(plan: Plan) -> Iterator[Text]:
    counted = [(line.result.unit.name, line.result.submission) for line in plan.lines]
    counts = {name: len(one.corrections) for name, one in counted if one is not None}
    units = [name for name, count in counts.items() if count]
    if units:
        yield filled(_CORRECTED, _named(units), sum(counts.values()), phrases.DECISIONS)


def _other_decisions(plan: Plan) -> Iterator[Text]:
    done = [one for one in plan.assessment.effects if one.done]
    names = phrases.unit_names(plan.assessment)
    for kind, words in ((Kind.VERSION, _CHOSEN), (Kind.ACCEPTANCE, _VERIFIED)):
        units = [names.get(one.decision.unit, "") for one in done if one.kind is kind]
        if units:
            named = _named(list(dict.fromkeys(units)))
            told = (
                [named, phrases.DECISIONS] if kind is Kind.VERSION else [named, len(units), phrases.DECISIONS]
            )
            yield filled(words, *told)


def _not_applicable(plan: Plan, line: Line) -> dict[Text, list[str]]:
    told: dict[Text, list[str]] = {}
    treatments = line.result.unit.not_applicable
    for treatment in NotApplicable:
        for item in plan.catalog.items:
            if treatments.get(item.id) is treatment:
                # Nothing is given, taken or scaled for a bonus or a veto.
                words = _NOT_APPLICABLE[treatment] if item.points else _NO_POINTS
                told.setdefault(words, []).append(item.id)
    return told


def _together(*told: Text) -> Text:
    return Text("".join(one.zh for one in told), " ".join(one.en for one in told))


def _run(told: Sequence[Text]) -> Text:
    return Text("".join(one.zh for one in told), "".join(one.en for one in told))


def _listed(words: Sequence[Text]) -> Text:
    return Text("、".join(one.zh for one in words), ", ".join(one.en for one in words))

"""The consolidated report on the screen: what came back, what is to be mended, what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from scoresheet import phrases
from scoresheet.assessment import Assessment, UnitResult, UnitStatus
from scoresheet.checking.running import Finding, Severity
from scoresheet.decision import Effect
from scoresheet.figures import plain
from scoresheet.inert import one_line
from scoresheet.language import Text, joined
from scoresheet.screen.lines import Screen
from scoresheet.screen.problems import findings
from scoresheet.screen.unused_files import NOT_TAKEN, unused_files

UNITS_LISTED = 60
"""How many units the table shows; the rest is counted."""

DECISIONS_LISTED = 20
NAMES_LISTED = 30
TOP_ITEMS = 5

_STATUS_STYLES = {
    UnitStatus.ACCEPTED: "green",
    UnitStatus.NEEDS_FIX: "bold red",
    UnitStatus.CONFLICT: "magenta",
    UnitStatus.MISSING: "yellow",
}


def render(assessment: Assessment, console: Console) -> None:
    """Print the report in the catalog's language.

    Every line fits the console's width. Colour only repeats what words say, so it may be missing.
    """
    page = Screen(assessment, console)
    _headline(page)
    _units(page)
    findings(page)
    _decisions(page)
    unused_files(page)
    _top_items(page)
    _missing(page)
    _totals(page)
    _next_step(page)


def _headline(page: Screen) -> None:
    catalog = page.assessment.catalog
    page.line(page.say(Text("{0}（{1}）", "{0} ({1})"), catalog.title, catalog.round.label), style="bold")
    counts = page.say(Text("，", ", ")).join(
        page.say(Text("{0}{1}个", "{0} {1}"), status.word.of(page.locale), len(units))
        for status, units in page.by_status.items()
    )
    page.line(page.say(Text("共{0}个单位：{1}", "Units: {0} ({1})"), len(page.assessment.units), counts))


def _units(page: Screen) -> None:
    every = page.assessment.units
    listed = every if len(every) <= UNITS_LISTED else _busy(page)[:UNITS_LISTED]
    page.heading(Text("各单位情况", "Units"))
    if listed:
        page.console.print(_unit_table(page, listed))
    page.rest(len(every) - len(listed), Text("另有{0}个单位未在此列出。", "{0} more not listed here."))


def _busy(page: Screen) -> tuple[UnitResult, ...]:
    # Beyond a screenful only those with something to do are of interest; who is missing has a line of its own.
    busy = page.by_status[UnitStatus.NEEDS_FIX] + page.by_status[UnitStatus.CONFLICT]
    return tuple(sorted(busy, key=lambda one: phrases.worst_first(page.findings.get(one.unit.id, ()))))


_NUMBER_TITLES = (
    Text("自查总分/满分", "Score/max"),
    Text("须更正", "To correct"),
    Text("请核实", "To verify"),
    Text("提示", "Notes"),
)


def _unit_table(page: Screen, units: Iterable[UnitResult]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(page.say(Text("单位", "Unit")), overflow="fold")
    table.add_column(page.say(Text("状态", "Status")), no_wrap=True)
    for title in _NUMBER_TITLES:
        table.add_column(page.say(title), justify="right", no_wrap=True)
    for unit in units:
        table.add_row(*_unit_row(page, unit))
    return table


def _unit_row(page: Screen, result: UnitResult) -> tuple[Styled, ...]:
    counts = phrases.counts(page.findings.get(result.unit.id, ()))
    total = phrases.total(result, page.assessment.catalog.decimals) or "-"
    return (
        Styled(one_line(result.unit.name)),
        Styled(page.say(result.status.word), _STATUS_STYLES[result.status]),
        Styled(f"{total}/{plain(result.scores.max_score)}"),
        Styled(str(counts.errors), "bold red" if counts.errors else ""),
        Styled(str(counts.warnings), "yellow" if counts.warnings else ""),
        Styled(str(counts.notices)),
    )


def _decisions(page: Screen) -> None:
    # What came to nothing needs somebody to act.
    effects = sorted(page.assessment.effects, key=lambda one: one.done or not one.needed)
    if not effects:
        return
    page.heading(phrases.DECISIONS)
    names = phrases.unit_names(page.assessment)
    for effect in effects[:DECISIONS_LISTED]:
        _decision(page, effect, names.get(effect.decision.unit, ""))
    more = Text(
        "另有{0}条未在此列出，-o 问题清单.xlsx 的“办公室认定”列出全部。",
        "{0} more; -o problems.xlsx lists all of them.",
    )
    page.rest(len(effects) - DECISIONS_LISTED, more)


def _decision(page: Screen, effect: Effect, unit: str) -> None:
    open_ = effect.needed and not effect.done
    kind, idle = effect.kind.word, _WITHOUT_EFFECT
    label = kind if effect.done else Text(f"{kind.zh}{idle.zh}", f"{kind.en}{idle.en}")
    word = page.bracketed(label)
    said = phrases.decided(effect, page.locale)
    style = "yellow" if open_ else "cyan"
    page.line(f"{word}{unit} {said}", indent=2, hanging=4, style=style, lead=len(word))


_WITHOUT_EFFECT = Text("，未起作用", ", no effect")


def _top_items(page: Screen) -> None:
    serious = [
        finding
        for finding in page.assessment.findings
        if finding.item and finding.severity is not Severity.NOTICE
    ]
    if not serious:
        return
    page.heading(Text("问题最多的考核项", "Items with most findings"))
    units: dict[str | None, set[str | None]] = {}
    for finding in serious:
        units.setdefault(finding.item, set()).add(finding.unit)
    texts = {item.id: item.text for item in page.assessment.catalog.items}
    for item, number in _most_often(page, serious):
        said = page.say(
            Text("{0}：{1}个问题，{2}个单位", "{0}: findings {1}, units {2}"),
            phrases.items([item], page.locale),
            number,
            len(units[item]),
        )
        page.line(f"{said}  {_opening(texts.get(item, ''))}", indent=2, hanging=4)


def _most_often(page: Screen, findings: Iterable[Finding]) -> list[tuple[str, int]]:
    numbers = Counter(finding.item for finding in findings if finding.item)
    order = {item.id: place for place, item in enumerate(page.assessment.catalog.items)}
    ranked = sorted(numbers.items(), key=lambda pair: (-pair[1], order.get(pair[0], len(order))))
    return ranked[:TOP_ITEMS]


_OPENING_LENGTH = 16


def _opening(text: str) -> str:
    # The number that a placeholder stands for differs from unit to unit.
    start = one_line(text).split("{", maxsplit=1)[0]
    return start if start == text and len(text) <= _OPENING_LENGTH else f"{start[:_OPENING_LENGTH]}…"


def _missing(page: Screen) -> None:
    missing = page.by_status[UnitStatus.MISSING]
    if not missing:
        return
    page.heading(Text("未报送单位", "Not returned"))
    page.line(_names(page, missing), indent=2)


def _names(page: Screen, units: Sequence[UnitResult]) -> str:
    names = [unit.unit.name for unit in units]
    ending = Text("{0}等{1}个单位", "{0} and {2} more")
    return joined(page.some(names, NAMES_LISTED, ending)).of(page.locale)


def _totals(page: Screen) -> None:
    counts = phrases.counts(page.assessment.findings)
    words = Text(
        "须更正{0}处{4}，请核实{1}处，提示{2}处；收到文件{3}个。",
        "to correct {0}{4}, to verify {1}, notes {2}; files {3}.",
    )
    page.heading(Text("合计", "Totals"))
    files = len(page.assessment.files)
    absent = sum(phrases.is_missing(one) for one in page.assessment.findings)
    included = page.say(_ABSENT_INCLUDED, absent) if absent else ""
    page.line(page.say(words, counts.errors, counts.warnings, counts.notices, files, included), indent=2)


_ABSENT_INCLUDED = Text("（未报送{0}个单位在内）", " ({0} of them for want of a form)")


def _next_step(page: Screen) -> None:
    steps = _steps(page) or [page.say(_RANK)]
    said = page.say(Text("；", "; ")).join(steps)
    page.console.print()
    page.line(page.say(Text("下一步：{0}。", "Next: {0}."), said), hanging=2, style="bold")


_RETURN = Text(
    "请{0}个单位更正（scoresheet return 备好标注表和通知）",
    "units to correct: {0} (scoresheet return makes marked copies and letters)",
)
_DECIDE = Text("请{0}确认以哪份为准", "ask {0} which version counts")
_SEND_AGAIN = Text("请发送人重新报送{0}个无法采用的文件", "unusable files to ask for again: {0}")
_CHASE = Text("催报{0}", "chase {0}")
_RANK = Text("可以汇总排名（用 scoresheet rank）", "rank the units (scoresheet rank)")
_VERIFY_AND_RANK = Text(
    "核实{0}处后可以汇总排名（用 scoresheet rank）", "places to verify: {0}; then rank (scoresheet rank)"
)
_NAMED_IN_STEP = 5


def _steps(page: Screen) -> list[str]:
    status = page.by_status
    unusable = sum(file.status in NOT_TAKEN for file in page.assessment.files)
    warnings = page.assessment.count(Severity.WARNING)
    steps = []
    if status[UnitStatus.NEEDS_FIX]:
        steps.append(page.say(_RETURN, len(status[UnitStatus.NEEDS_FIX])))
    if status[UnitStatus.CONFLICT]:
        steps.append(page.say(_DECIDE, _few_names(page, status[UnitStatus.CONFLICT])))
    if unusable:
        steps.append(page.say(_SEND_AGAIN, unusable))
    if status[UnitStatus.MISSING]:
        steps.append(page.say(_CHASE, _few_names(page, status[UnitStatus.MISSING])))
    if warnings and not steps:
        steps.append(page.say(_VERIFY_AND_RANK, warnings))
    return steps


def _few_names(page: Screen, units: Sequence[UnitResult]) -> str:
    if len(units) > _NAMED_IN_STEP:
        return page.say(Text("{0}个单位", "{0} units"), len(units))
    return joined(unit.unit.name for unit in units).of(page.locale)

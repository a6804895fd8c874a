"""The findings on the screen: worst unit first, as many as the clerk can act on, the rest counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from scoresheet import phrases
from scoresheet.assessment import UnitResult
from scoresheet.checking.running import Finding, Group, Severity, grouped, sentence
from scoresheet.inert import one_line
from scoresheet.language import Text
from scoresheet.returns.differences import Said
from scoresheet.screen.lines import Screen

GROUPS_SHOWN = 60
"""How many different findings are shown of all units together: two or three screenfuls."""

GROUPS_OF_UNIT = 20
"""How many different findings of one unit are shown at most."""

GROUPS_AT_LEAST = 3
"""How many different findings are shown of each unit that is shown at all, as long as it has so many."""

DIFFERENCES_LISTED = 10
CELLS_LISTED = 12
VERSIONS_LISTED = 5
ITEMS_LISTED = 15

_SEVERITY_STYLES = {
    Severity.FATAL: "bold red",
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.NOTICE: "cyan",
}


def findings(page: Screen) -> None:
    """Print the findings by unit; the units that sent nothing at all are one line at the end."""
    found = [(unit, told) for unit in page.assessment.units if (told := _groups(page, unit))]
    found.sort(key=lambda pair: phrases.worst_first(page.findings[pair[0].unit.id]))
    absent = sum(phrases.sent_nothing(one) for one in page.assessment.findings)
    if not found and not absent:
        return
    page.heading(Text("问题清单", "Findings"))
    most = _of_each([len(told) for _, told in found])
    left, shown = GROUPS_SHOWN, 0
    for unit, told in found:
        if left < min(most, len(told)):
            break
        _unit(page, unit, told, most)
        left, shown = left - min(most, len(told)), shown + 1
    page.rest(len(found) - shown, _MORE_UNITS)
    page.rest(absent, _ABSENT)


_MORE_UNITS = Text(
    "另有{0}个单位的问题未在此列出，完整清单可用 -o 问题清单.xlsx 输出。",
    "{0} more units have findings; -o problems.xlsx writes the whole list.",
)
_ABSENT = Text("另有{0}个单位没有报送（名单见下）。", "Units that sent nothing: {0} (named below).")


def _groups(page: Screen, result: UnitResult) -> list[Group]:
    told = page.findings.get(result.unit.id, ())
    return list(grouped(one for one in told if not phrases.sent_nothing(one)))


def _of_each(numbers: Sequence[int]) -> int:
    """Give how many findings of each unit are shown so that all units have their turn, as far as that goes."""
    fitting = (
        most
        for most in range(GROUPS_OF_UNIT, GROUPS_AT_LEAST, -1)
        if sum(min(number, most) for number in numbers) <= GROUPS_SHOWN
    )
    return next(fitting, GROUPS_AT_LEAST)


def _unit(page: Screen, result: UnitResult, groups: Sequence[Group], most: int) -> None:
    file = result.submission.source.path if result.submission else None
    name = one_line(
        page.say(Text("{0}（{1}）", "{0} ({1})"), result.unit.name, result.status.word.of(page.locale))
    )
    page.line(f"{name}  {file or ''}", hanging=2, style="bold", lead=len(name))
    for one in groups[:most]:
        group(page, one, file)
    page.rest(
        len(groups) - most, Text("另有{0}类问题未在此列出。", "{0} more kinds of findings not listed here.")
    )
    _differences(page, result)


def _differences(page: Screen, result: UnitResult) -> None:
    found = result.differences
    for one in found[:DIFFERENCES_LISTED]:
        items = phrases.items([one.item] if one.item else [], page.locale)
        field = " ".join(part for part in (items, one.name.of(page.locale)) if part)
        said = [_said(page, each) for each in one.said]
        listed = page.say(Text("；", "; ")).join(page.some(said, VERSIONS_LISTED, _MORE_FILES))
        page.line(page.say(Text("{0}：{1}", "{0}: {1}"), field, listed), indent=6, hanging=2)
    more = Text(
        "另有{0}处不一致未在此列出，-o 问题清单.xlsx 的“版本差异”列出全部。",
        "{0} more differences; -o problems.xlsx lists all of them.",
    )
    page.rest(len(found) - DIFFERENCES_LISTED, more)
    if found:
        page.line(page.say(_HOW_TO_DECIDE), indent=6)


_HOW_TO_DECIDE = Text(
    "确认后写入决定登记，用 --decisions 读入；或用 --prefer newest 取最新的一份。",
    "Write down which counts and name that file with --decisions, or take the newest with --prefer newest.",
)
_MORE_FILES = Text("{0}等{1}份", "{0} and {2} more")


def _said(page: Screen, said: Said) -> str:
    at = phrases.place(None, page.some(said.cells, 3, Text("{0}等{1}处", "{0} and {2} more")), page.locale)
    where = page.say(Text("（{0}）", " ({0})"), at) if at else ""
    name = PurePosixPath(said.path.replace("\\", "/")).name
    return page.say(Text("{0} 填{1}{2}", "{0} says {1}{2}"), name, said.text.of(page.locale), where)


def group(page: Screen, one: Group, file: str | None) -> None:
    """Print findings that say the same with their places and what to do; `file` is the one that need not be named."""
    word = page.bracketed(one.first.severity.word)
    items = page.some(one.items, ITEMS_LISTED, Text("{0}等{1}", "{0} and {2} more"))
    said = sentence(one.first.pattern, items, page.locale)
    page.line(
        f"{word}{one.first.code} {said}{_where(page, one, file)}",
        indent=2,
        hanging=4,
        style=_SEVERITY_STYLES[one.first.severity],
        lead=len(word),
    )
    remedy(page, one.first)


def _where(page: Screen, one: Group, file: str | None) -> str:
    other_file = one.first.file if one.first.file != file else None
    cells = page.some(one.cells, CELLS_LISTED, Text("{0}等{1}处", "{0} and {2} more"))
    named = phrases.place(one.first.sheet, cells, page.locale)
    place = " ".join(part for part in (other_file, named) if part)
    return page.say(Text("（{0}）", " ({0})"), place) if place else ""


def remedy(page: Screen, finding: Finding) -> None:
    """Print what to do about a finding, where there is something."""
    told = finding.remedy.of(page.locale)
    if told:
        page.line(page.say(Text("修改办法：{0}", "Remedy: {0}"), told), indent=6)


def groups(page: Screen, found: Iterable[Finding]) -> None:
    """Print findings that belong to no unit."""
    told = list(grouped(found))
    for one in told[:GROUPS_OF_UNIT]:
        group(page, one, None)
    page.rest(len(told) - GROUPS_OF_UNIT, Text("另有{0}类问题未在此列出。", "{0} more not listed here."))

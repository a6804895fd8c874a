"""What letters and messages to the units say: from the results of a run to the words that templates are filled with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import PurePosixPath
from typing import Any

from scoresheet import phrases
from scoresheet.assessment import Assessment, FileStatus, UnitResult, UnitStatus
from scoresheet.catalog.model import Catalog, Unit
from scoresheet.checking.running import Finding, Group, Severity, grouped, sentence
from scoresheet.inert import cut, one_line
from scoresheet.language import Locale, Text, joined
from scoresheet.returns.differences import Difference
from scoresheet.returns.settling import RECEIVED_NOTHING
from scoresheet.submission import Submission

LINES_IN_MESSAGE = 5
"""So many lines of a short message say what is wrong; the marked copy says everything."""

ROWS_IN_LETTER = 200
_CELLS_NAMED = 8
_ITEMS_NAMED = 6
_ITEMS_IN_ROW = 12
_SAID_APART = 3
"""So many different demands on the items of one row are told; the notes in the form tell more."""
_LONGEST_LINE = 90
_LONGEST_SAID = 24
_LONGEST_WORDS = 300
_CORRECTED = "X104"
"""The check that tells a unit what was corrected by telephone: it is no fault, and the unit should know."""

Values = dict[Text, Any]
"""What a template is filled with, by its names in both languages."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the office says beside the catalog: the day by which a reply is asked for, and today's date."""

    by: date | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The marked copy that goes with a letter, as `reports.marked_return` made it; `name` is its file name."""

    name: str
    findings: Sequence[Finding]
    to_correct: int
    to_verify: int
    rebuilt: bool = False
    left_out: int = 0


def day(when: date | None, locale: Locale) -> str:
    """Write a day as letters do: 2014年11月28日 / 2014-11-28; "" for none."""
    if when is None:
        return ""
    return when.isoformat() if locale is Locale.EN else f"{when.year}年{when.month}月{when.day}日"


def days_over(catalog: Catalog, as_of: date | None) -> int | None:
    """Give how many days ago returns were due, below 0 while there is time; None where that can't be said."""
    due = catalog.round.due
    return None if due is None or as_of is None else (as_of - due).days


def correction(assessment: Assessment, result: UnitResult, enclosed: Enclosed, asked: Asked) -> Values:
    """Give what letter and message to a unit that must correct are filled with."""
    locale = assessment.catalog.locale
    groups = list(grouped(one for one in enclosed.findings if one.severity is not Severity.NOTICE))
    corrected = [one for one in assessment.findings_of(result.unit.id) if one.code == _CORRECTED]
    rows = [_row(number, group, locale) for number, group in enumerate(groups, start=1)]
    shown = rows[:ROWS_IN_LETTER]
    return {
        **_common(assessment.catalog, result.unit, asked),
        TO_CORRECT: enclosed.to_correct,
        TO_VERIFY: enclosed.to_verify,
        ROWS: shown,
        LEFT: len(rows) - len(shown),
        POINTS: [_point(number, group, locale) for number, group in enumerate(groups, start=1)],
        KINDS: len(groups),
        FILE: enclosed.name,
        REBUILT: enclosed.rebuilt,
        LEFT_OUT: enclosed.left_out,
        CORRECTED: [_words(one.message(locale), locale) for one in corrected],
    }


def choice(assessment: Assessment, result: UnitResult, asked: Asked) -> Values:
    """Give what the message to a unit whose returns differ is filled with."""
    locale = assessment.catalog.locale
    return {
        **_common(assessment.catalog, result.unit, asked),
        COUNT: len(result.versions),
        VERSIONS: _versions(result.versions, locale),
        POINTS: [_differing(number, one, locale) for number, one in enumerate(result.differences, start=1)],
        KINDS: len(result.differences),
    }


def reminder(assessment: Assessment, missing: Sequence[UnitResult], asked: Asked) -> Values:
    """Give what the reminder to all units that returned nothing of use is filled with."""
    catalog = assessment.catalog
    over = days_over(catalog, asked.as_of)
    numbered = enumerate(waiting(assessment, missing), start=1)
    return {
        **_common(catalog, None, asked),
        COUNT: len(missing),
        WAITING: [_waiting_row(number, one) for number, one in numbered],
        DUE: day(catalog.round.due, catalog.locale),
        OVER: max(over or 0, 0),
        REMAINING: max(-(over or 0), 0),
        DUE_TODAY: over == 0,
    }


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit whose return is waited for, and what came from it so far ("" for nothing)."""

    unit: Unit
    received: str


def waiting(assessment: Assessment, missing: Iterable[UnitResult]) -> tuple[Waiting, ...]:
    """Give the units whose return is waited for, in the order given."""
    found = phrases.by_unit(assessment)
    return tuple(Waiting(one.unit, _received(assessment, one, found.get(one.unit.id, []))) for one in missing)


def _received(assessment: Assessment, result: UnitResult, findings: Iterable[Finding]) -> str:
    """Say what came from a unit of which no form is of use."""
    locale = assessment.catalog.locale
    told = [
        one.found.of(locale)
        for one in findings
        if one.code == _NOT_RETURNED and one.found not in {RECEIVED_NOTHING, Text("", "")}
    ]
    unused = [
        _UNUSED.of(locale).format(_base(file.path), file.reason.of(locale))
        for file in assessment.files
        if file.unit == result.unit.id and file.status not in _BESIDE
    ]
    return _short(_BETWEEN.of(locale).join(told or unused[:_FILES_NAMED]), _LONGEST_LINE)


_NOT_RETURNED = "X102"
_BESIDE = {FileStatus.ATTACHMENT, FileStatus.DUPLICATE, FileStatus.SUPERSEDED}
_FILES_NAMED = 3
_UNUSED = Text("{0}（{1}）", "{0} ({1})")
_BETWEEN = Text("；", "; ")


def missing_units(assessment: Assessment) -> tuple[UnitResult, ...]:
    """Give the units whose return is waited for, in the catalog's order."""
    return assessment.units_with(UnitStatus.MISSING)


# The names by which a template asks for each thing.
UNIT = Text("单位", "unit")
FORM = Text("表名", "form")
ROUND = Text("期次", "round")
ISSUER = Text("发文单位", "issuer")
BY = Text("截止日期", "reply_by")
DATE = Text("日期", "today")
CONTACTS = Text("联系方式", "contacts")
TO_CORRECT = Text("须更正数", "to_correct")
TO_VERIFY = Text("请核实数", "to_verify")
ROWS = Text("问题", "problems")
LEFT = Text("未列数", "not_listed")
POINTS = Text("要点", "points")
KINDS = Text("问题类数", "kinds")
REST = Text("其余数", "rest")
FILE = Text("文件", "file")
REBUILT = Text("是新表", "is_new_form")
LEFT_OUT = Text("未转入数", "left_out")
CORRECTED = Text("电话更正", "by_telephone")
COUNT = Text("份数", "count")
VERSIONS = Text("各份", "versions")
WAITING = Text("名单", "names")
DUE = Text("报送期限", "due")
OVER = Text("逾期天数", "days_over")
REMAINING = Text("剩余天数", "days_left")
DUE_TODAY = Text("今天到期", "due_today")
_NUMBER = Text("序号", "number")
_KIND = Text("性质", "severity")
_PLACE = Text("位置", "place")
_PROBLEM = Text("问题", "problem")
_ALLOWED = Text("填报要求", "allowed")
_REMEDY = Text("修改办法", "remedy")
_RECEIVED = Text("已收到", "received")
_NAME = Text("名称", "name")
_SAVED = Text("保存时间", "saved")
_SAID = Text("不一致", "difference")

_COMMON = (UNIT, FORM, ROUND, ISSUER, BY, DATE, CONTACTS)
IN_CORRECTION = (
    *(*_COMMON, TO_CORRECT, TO_VERIFY, ROWS, LEFT, POINTS, KINDS, REST),
    *(FILE, REBUILT, LEFT_OUT, CORRECTED),
)
"""The names that a letter or a message to a unit that must correct may use."""
IN_CHOICE = (*_COMMON, COUNT, VERSIONS, POINTS, KINDS, REST)
"""Those of a message to a unit whose returns differ."""
IN_REMINDER = (*_COMMON, COUNT, WAITING, DUE, OVER, REMAINING, DUE_TODAY)
"""Those of the reminder."""


def filling(values: Values) -> dict[str, Any]:
    """Give values by name, as a template is filled with them: each under its Chinese and its English name."""
    return {name: _filling(value) for names, value in values.items() for name in names}


def _filling(value: Any) -> Any:
    if isinstance(value, dict):
        return filling(value)
    return [_filling(one) for one in value] if isinstance(value, list) else value


def shortened(values: Values, lines: int) -> Values:
    """Give the same with at most so many points, and how many are left out."""
    points = values[POINTS][:lines]
    return {**values, POINTS: points, REST: values[KINDS] - len(points)}


def whole(values: Values) -> dict[str, Any]:
    """Give what a letter is filled with: it lists everything, so nothing is left out of it."""
    return filling({**values, REST: 0})


def _common(catalog: Catalog, unit: Unit | None, asked: Asked) -> Values:
    locale = catalog.locale
    return {
        UNIT: unit.reporting_as if unit else "",
        FORM: catalog.title,
        ROUND: catalog.round.label,
        ISSUER: catalog.issuer,
        BY: day(asked.by, locale),
        DATE: day(asked.as_of, locale),
        CONTACTS: _contacts(catalog),
    }


def _contacts(catalog: Catalog) -> str:
    people, phones = joined(catalog.contacts.people), joined(catalog.contacts.phones)
    both = Text("{0}，电话{1}", "{0}, telephone {1}")
    words = (
        both
        if people.zh and phones.zh
        else Text("{0}", "{0}")
        if people.zh
        else Text("电话{1}", "telephone {1}")
    )
    if not people.zh and not phones.zh:
        return ""
    return words.of(catalog.locale).format(people.of(catalog.locale), phones.of(catalog.locale))


def _row(number: int, group: Group, locale: Locale) -> Values:
    first = group.first
    return {
        _NUMBER: number,
        _KIND: (Severity.ERROR if first.severity.blocks else first.severity).word.of(locale),
        _PLACE: _place(group, locale),
        _PROBLEM: _words(_about(group, _ITEMS_IN_ROW, locale), locale),
        _ALLOWED: _words(_each({one.item: one.allowed.of(locale) for one in group.findings}, locale), locale),
        _REMEDY: _words(_each({one.item: one.remedy.of(locale) for one in group.findings}, locale), locale),
    }


def _each(said: Mapping[str | None, str], locale: Locale) -> str:
    """Say what is said of each item; where it isn't the same for all that are told together, item by item."""
    items: dict[str, list[str]] = {}
    for item, words in said.items():
        items.setdefault(words, []).extend([item] if item else [])
    if len(items) == 1:
        return next(iter(items))
    if len(items) > _SAID_APART:
        return _SEE_NOTES.of(locale)
    between = Text("{0}：{1}", "{0}: {1}").of(locale)
    told = (
        between.format(phrases.items(named, locale), words) if named else words
        for words, named in items.items()
    )
    return _BETWEEN.of(locale).join(one for one in told if one)


_SEE_NOTES = Text("各项不同，见表中批注", "differs from item to item; see the notes in the form")


def _place(group: Group, locale: Locale) -> str:
    cells = group.cells
    named = phrases.place(group.first.sheet, cells[:_CELLS_NAMED], locale)
    if len(cells) > _CELLS_NAMED:
        named += Text("等{0}格", " and others, {0} cells").of(locale).format(len(cells))
    return _words(named, locale) or Text("整张表", "the whole form").of(locale)


def _point(number: int, group: Group, locale: Locale) -> Values:
    return {_NUMBER: number, _PROBLEM: _short(_about(group, _ITEMS_NAMED, locale), _LONGEST_LINE)}


def _about(group: Group, most: int, locale: Locale) -> str:
    """Say what holds for all of a group, with so many of its items named; more are counted."""
    items = list(group.items)
    if len(items) > most:
        more = Text("{0}等{1}", "{0} and others ({1})").of(locale).format(items[most - 1], len(items))
        items = [*items[: most - 1], more]
    return sentence(group.first.pattern, items, locale)


def _versions(versions: Sequence[Submission], locale: Locale) -> list[Values]:
    saved = [_moment(one.source.modified, locale) for one in versions]
    # A time helps to tell files apart only where it differs.
    shown = saved if len(set(saved)) == len(saved) else [""] * len(saved)
    return [
        {_NUMBER: number, _NAME: _short(_base(one.source.path), _LONGEST_LINE), _SAVED: when}
        for number, (one, when) in enumerate(zip(versions, shown, strict=True), start=1)
    ]


def _moment(when: datetime | None, locale: Locale) -> str:
    """Write the time that a file was saved; documents keep it in UTC, and all of China has one time."""
    if when is None:
        return ""
    local = when if when.tzinfo is None else when.astimezone(_CHINA if locale is Locale.ZH else UTC)
    return f"{day(local.date(), locale)}{'' if locale is Locale.ZH else ' '}{local:%H:%M}"


_CHINA = timezone(timedelta(hours=8))


def _differing(number: int, one: Difference, locale: Locale) -> Values:
    item = phrases.items([one.item] if one.item else [], locale)
    between = Text("{0}{1}", "{0}, {1}") if item else Text("{1}", "{1}")
    field = between.of(locale).format(item, one.name.of(locale))
    words = Text("第{0}份为{1}", "file {0} says {1}").of(locale)
    said = [
        words.format(place, _short(each.text.of(locale), _LONGEST_SAID))
        for place, each in enumerate(one.said, start=1)
    ]
    told = Text("{0}：{1}", "{0}: {1}").of(locale).format(field, Text("，", ", ").of(locale).join(said))
    return {_NUMBER: number, _SAID: _short(told, _LONGEST_LINE)}


def _waiting_row(number: int, one: Waiting) -> Values:
    return {_NUMBER: number, UNIT: one.unit.reporting_as, _RECEIVED: one.received}


def _base(path: str) -> str:
    """Give the name of a file alone: where it lies is the office's own affair."""
    return PurePosixPath(path.replace("\\", "/")).name


def _words(text: str, locale: Locale) -> str:
    return cut(one_line(text), _LONGEST_WORDS, locale)


def _short(text: str, most: int) -> str:
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"

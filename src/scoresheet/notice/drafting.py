"""From an official notice to the draft of a catalog, with the list of what a person must decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from scoresheet.catalog.unsettled import ISSUER, TITLE, UNIT
from scoresheet.language import NOTHING, Locale, Text
from scoresheet.notice.captions import with_captions
from scoresheet.notice.deciding import Decision, Decisions, Topic, in_runs, quotable
from scoresheet.notice.entries import read_entries
from scoresheet.notice.entry import Entry, Found, number_of
from scoresheet.notice.heading import Heading, Period, read_heading
from scoresheet.notice.left_out import note_left_out, note_notes, notes_below
from scoresheet.notice.opening import read_notice
from scoresheet.notice.page import Line, Notice, UnusableNotice
from scoresheet.notice.planning import LONGEST_TEXT, Planned, ids_for, in_points, planned, worth
from scoresheet.notice.roster import roster
from scoresheet.notice.writing import DraftUnit, Group, Plan, written

__all__ = ["Counts", "Decision", "Draft", "Topic", "UnusableNotice", "draft"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was recognised; `points` are those of the items together, without bonuses."""

    items: int
    points: Decimal
    measures: int
    rules: int
    units: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted catalog; `targets_csv` is the table of targets beside it, with no target where the notice has none."""

    yaml: str
    decisions: tuple[Decision, ...]
    counts: Counts
    targets_csv: str
    locale: Locale


def draft(data: bytes, name: str, locale: Locale | None = None) -> Draft:
    """Draft a catalog from the bytes of a notice.

    `name` is the file's, told in the draft. `locale` is the language of forms and remarks, by default that of the
    notice. The same bytes give the same draft. Raises UnusableNotice where the file can't be read or holds no table
    of indicators with points.
    """
    notice = read_notice(data)
    tables = with_captions(notice, _found(notice))
    own = _language(notice)
    decisions = Decisions()
    entries = [entry for table in tables for entry in table.entries]
    items = _items(entries, tables, decisions, english=own is Locale.EN)
    if not worth(items):
        too_long = any(entry.points and len(entry.text) > LONGEST_TEXT for entry in entries)
        raise UnusableNotice(_ALL_TOO_LONG if too_long else _NO_POINTS)
    around = list(_lines(notice))
    heading = read_heading(_before(notice), around)
    named = roster(notice, around, heading, items, decisions)
    used = {place for place, found in enumerate(map(read_entries, notice.tables)) if found and found.entries}
    used |= {place for place, table in enumerate(notice.tables) if any(table is one for one in named.tables)}
    note_left_out(notice, around, items, used, decisions)
    notes = notes_below(notice, tables)
    note_notes(notes, decisions)
    plan = _plan(name, locale or own, heading, items, named.units, tables, notes, decisions)
    text, placed = written(plan, decisions.all())
    return Draft(text, tuple(placed), _counted(plan), named.targets or _NO_TARGETS, plan.locale)


_NO_TARGETS = "unit,not_applicable\n"


def _found(notice: Notice) -> list[Found]:
    tables = [found for found in map(read_entries, notice.tables) if found is not None and found.entries]
    if not tables:
        raise UnusableNotice(_NO_TABLE)
    if not any(entry.points for table in tables for entry in table.entries):
        raise UnusableNotice(_NO_POINTS)
    return tables


_NO_TABLE = Text(
    "通知里没有找到考核表。要找的是有“考核内容”和“分值”两栏（或意思相近的栏名）的表格。分值写在文字里的，请在表里加一栏“分值”（只写数），一项一行；"
    "表格是图片的，请先录成文字。",
    "No table of indicators was found. It needs a column of what is asked and one of points, each with its title. Where the "
    "points stand in the text, add a column of points, with numbers only, one item per row; a table that is a picture has to be "
    "typed first.",
)
_ALL_TOO_LONG = Text(
    "通知里的考核表有分值，但有分值的项每项文字都超过1900个字，一项放不下，起草不了。请把它拆成几项再试。",
    "The items of the table that have points are each longer than 1,900 letters, too long for one item. Make several items of "
    "each and try again.",
)
_NO_POINTS = Text(
    "通知里的考核表没有一项有能用的分值，起草不了。请在表里补上“分值”一栏（只写数）再试。",
    "No item of the table has points that can be used. Add a column of points, with numbers only, and try again.",
)


def _language(notice: Notice) -> Locale:
    words = "".join(line.text for line in notice.lines) + "".join(
        text for table in notice.tables for row in table.rows for text in row.texts
    )
    han = len(re.findall(r"[\u4e00-\u9fff]", words))
    return Locale.ZH if han * 4 > len(re.findall(r"[A-Za-z]", words)) else Locale.EN


def _before(notice: Notice) -> list[Line]:
    """Give the lines up to the first table of indicators, the rows above its titles included."""
    lines: list[Line] = []
    for part in notice.parts:
        if isinstance(part, Line):
            lines += [part] if part.text.strip() else []
            continue
        found = read_entries(part)
        rows = part.rows if found is None else found.heads
        lines += [Line(" ".join(row.filled), row.place) for row in rows if row.filled]
        if found is not None and found.entries:
            break
    return lines


def _lines(notice: Notice) -> list[Line]:
    lines: list[Line] = []
    for part in notice.parts:
        if isinstance(part, Line):
            lines += [part] if part.text.strip() else []
        else:
            found = read_entries(part)
            # A table may only set out lines of the notice: one in each row, or 联系人 and a name beside it.
            rows = found.heads if found else [row for row in part.rows if len(row.filled) <= _SET_OUT]
            lines += [Line(" ".join(row.filled), row.place) for row in rows if row.filled]
            lines += [Line(note) for note in (found.notes if found else ())]
    return lines


_SET_OUT = 2


def _items(
    entries: list[Entry], tables: Sequence[Found], decisions: Decisions, *, english: bool
) -> list[Planned]:
    scaled = _as_points(entries, decisions)
    ids = ids_for(scaled, [number_of(entry.number) for entry in scaled], decisions)
    items = [
        planned(entry, item_id, decisions, english=english)
        for entry, item_id in zip(scaled, ids, strict=True)
    ]
    _compare_headings(items, tables, decisions)
    _compare_rules(items, decisions)
    return items


_WHOLE = Decimal(100)


def _as_points(entries: list[Entry], decisions: Decisions) -> list[Entry]:
    """Take weights for points, those that are fractions of one a hundredfold."""
    weights = [entry for entry in entries if entry.is_percent]
    if not weights:
        return entries
    decisions.add(Topic.WEIGHTS, _WEIGHTS, place=weights[0].place)
    if sum((entry.points or Decimal(0) for entry in entries), Decimal(0)) != 1:
        return entries
    return [
        replace(entry, points=None if entry.points is None else entry.points * _WHOLE) for entry in entries
    ]


_WEIGHTS = Text(
    "表里印的是权重，已按“1%＝1分”写成分值，合起来是百分制。不是这样算的，请改 points。",
    "The table prints weights; one percent was taken for one point. Where that isn't meant, change the points.",
)


def _compare_headings(items: Sequence[Planned], tables: Sequence[Found], decisions: Decisions) -> None:
    for heading, stated in {
        name: number for table in tables for name, number in table.stated.items()
    }.items():
        below = [one for one in items if heading in one.entry.headings]
        summed = worth(below)
        with_bonus = sum((one.points or Decimal(0) for one in below), Decimal(0))
        if below and stated not in {summed, with_bonus} and all(one.points is not None for one in below):
            told, added = in_points(stated), in_points(summed)
            sentence = Text(
                f"“{quotable(heading)}”印的是{told.zh}，其中各项相加是{added.zh}。请核对分值。",
                f"“{quotable(heading)}” says {told.en}, but its items add up to {added.en}. Check the points.",
            )
            decisions.add(Topic.HEADING_POINTS, sentence, place=below[0].entry.place)


def _compare_rules(items: Sequence[Planned], decisions: Decisions) -> None:
    silent = [one.id for one in items if not one.said and one.points]
    if not silent:
        return
    listed = in_runs(silent)
    sentence = Text(
        f"没有印计分办法的共{len(silent)}项（第{listed.zh}项），由单位自评，0 至满分。另有评分细则的，请逐项写上 rule。",
        f"{len(silent)} items have no printed scoring (items {listed.en}); the unit rates itself. Write a rule for each where there is one elsewhere.",
    )
    decisions.add(Topic.UNPRINTED_RULE, sentence)


def _plan(
    name: str,
    locale: Locale,
    heading: Heading,
    items: list[Planned],
    units: tuple[DraftUnit, ...],
    tables: Sequence[Found],
    notes: tuple[str, ...],
    decisions: Decisions,
) -> Plan:
    _note_heading(heading, decisions)
    period = heading.period or Period("1", Text("本期", "this round").of(locale))
    due = heading.deadlines[0] if heading.deadlines else None
    points = [one.points for one in items if one.points is not None]
    return Plan(
        name=name,
        locale=locale,
        catalog=f"assessment-{period.id[:4]}" if heading.period else "assessment",
        title=_one_line(heading.title) or TITLE.of(locale),
        issuer=_one_line(heading.issuer) or ISSUER.of(locale),
        round_id=period.id,
        label=period.label,
        due=due.day.isoformat() if due else "",
        due_words=due.words if due else "",
        interim=period.interim and _is_yearly(heading),
        people=heading.people,
        phones=heading.phones,
        decimals=max(2, *(-int(number.normalize().as_tuple().exponent) for number in points)),
        total=_total(items, tables, heading, decisions),
        units=units or (DraftUnit("u01", UNIT.of(locale)),),
        groups=_groups(items, decisions),
        notes=notes,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _is_yearly(heading: Heading) -> bool:
    """Tell whether the indicators are those of a year, so that a shorter period is an interim round."""
    return "年度" in heading.title or "annual" in heading.title.lower()


def _note_heading(heading: Heading, decisions: Decisions) -> None:
    if not heading.title:
        decisions.add(
            Topic.TITLE,
            Text("没有找到表的名称，请在 title 里写上。", "No title was found; write it at title."),
        )
    if not heading.issuer:
        decisions.add(
            Topic.ISSUER,
            Text(
                "没有找到发文单位，请在 issuer 里写上。",
                "The issuing office wasn't found; write it at issuer.",
            ),
        )
    if heading.period is None:
        decisions.add(Topic.PERIOD, _NO_PERIOD)
    days = {one.day for one in heading.deadlines if one.is_for_returns} or {
        one.day for one in heading.deadlines
    }
    if len(days) != 1:
        first = heading.deadlines[0].place if heading.deadlines else NOTHING
        decisions.add(Topic.DEADLINE, _SEVERAL_DAYS if days else _NO_DAY, place=first)
    if not heading.phones:
        decisions.add(Topic.CONTACTS, _NO_CONTACT)


_NO_PERIOD = Text(
    "没有找到考核的时间段，请在 round 里写上 label（如 2014年1—11月）和 id。",
    "The period wasn't found; write label and id at round.",
)
_NO_DAY = Text(
    "没有找到报送期限。有期限的，请在 round 里加上 due: 年-月-日。",
    "No deadline was found. Where there is one, add due: year-month-day at round.",
)
_SEVERAL_DAYS = Text(
    "通知里有几个日期，报送期限取了第一个，请核对 round 里的 due。",
    "The notice names several days; the first was taken for the deadline. Check due at round.",
)
_NO_CONTACT = Text(
    '没有找到联系电话。请加一行：contacts: {people: [姓名], phones: ["电话"]}，填报表上要印。',
    'No telephone number was found. Add a line: contacts: {people: [name], phones: ["number"]}; the form prints it.',
)


def _total(
    items: list[Planned], tables: Sequence[Found], heading: Heading, decisions: Decisions
) -> Decimal | None:
    summed = worth(items)
    with_all = sum((one.points or Decimal(0) for one in items), Decimal(0))
    sums = [
        (one.points, one.words, one.place)
        for table in tables
        for one in table.sums
        if not _PART.search(one.words)
    ]
    stated = [one for one in sums if one[0] != 1] or list(heading.stated)
    if not stated or any(number in {summed, with_all} for number, _, _ in stated):
        return summed
    number, words, place = stated[-1]
    told, added = in_points(number), in_points(summed)
    sentence = Text(
        f"通知写“{quotable(words)}”，即总分{told.zh}，各项分值相加却是{added.zh}。请核对分值，再在 scores 里加上 total。",
        f"The notice says “{quotable(words)}”, {told.en} in all, but the points add up to {added.en}. Check them, then add total at scores.",
    )
    decisions.add(Topic.TOTAL, sentence, place=place)
    return None


_PART = re.compile(r"小\s*计|subtotal|sub-total", re.IGNORECASE)


def _groups(items: list[Planned], decisions: Decisions) -> tuple[Group, ...]:
    heads = [one.entry.headings[0] if one.entry.headings else "" for one in items]
    if not any(heads):
        decisions.add(Topic.CATEGORIES, _NO_CATEGORIES)
    groups = []
    for place, (head, members) in enumerate(groupby(items, key=lambda one: (one.entry.headings or ("",))[0])):
        name = _one_line(head)[:_LONGEST_NAME]
        groups.append(Group(_letters(place), name, tuple(members)))
    return tuple(groups)


_LONGEST_NAME = 100
_NO_CATEGORIES = Text(
    "原表没有类别（或类别栏是空的），全部放在一个没有名称的类别里，空白表不印类别栏。要分类汇总的，请拆成几个类别，用 name 起名。",
    "The table has no categories, or their column is empty; all items are in one without a name, and the forms have no such "
    "column. Where sums by category are wanted, make several and give each a name.",
)


def _letters(place: int) -> str:
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)  # noqa: PLR2004 - letters


def _counted(plan: Plan) -> Counts:
    items = [one for group in plan.groups for one in group.items if one.points is not None]
    return Counts(
        items=len(items),
        points=worth(items),
        measures=sum(len(one.measures) for one in items),
        rules=sum(1 for one in items if one.rule is not None),
        units=len(plan.units),
    )

"""The units of the draft and their own targets, as far as the notice tells them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.matching import best_match, normalised
from scoresheet.notice.addressees import Addressees, addressees, assessed
from scoresheet.notice.deciding import Decisions, Topic, quotable
from scoresheet.notice.heading import Heading
from scoresheet.notice.page import Line, Notice, Table
from scoresheet.notice.planning import Planned
from scoresheet.notice.sentences import id_of
from scoresheet.notice.unit_tables import TargetTable, target_tables
from scoresheet.notice.writing import DraftUnit


@dataclass(frozen=True, slots=True)
class Roster:
    """The units of the draft; `targets` is the table of their targets, None where the notice has none.

    `tables` are those of the notice that were read as tables of targets.
    """

    units: tuple[DraftUnit, ...]
    targets: str | None
    tables: tuple[Table, ...] = ()


def roster(
    notice: Notice, lines: Sequence[Line], heading: Heading, items: Sequence[Planned], decisions: Decisions
) -> Roster:
    """Give the units that a notice names in its tables and in the `lines` around them, and the table of their targets."""
    addressed, listed = addressees(lines), assessed(lines)
    named = dict.fromkeys([*listed.names, *addressed.names])
    tables = list(target_tables(list(notice.tables), named))
    names = dict.fromkeys([name for table in tables for name in table.numbers])
    if not names:
        names = dict.fromkeys(
            listed.names or [*([heading.example] if heading.example else []), *addressed.names]
        )
    clean = dict.fromkeys(_usable(name) for name in names)
    units = tuple(DraftUnit(f"u{place:02}", name) for place, name in enumerate(filter(None, clean), start=1))
    _note_units(addressed, heading, units, decisions, is_listed=bool(tables or listed.names))
    _note_others(named, units, decisions)
    targets = _targets_csv(tables, units, items, decisions) if tables else None
    return Roster(units, targets, tuple(table.table for table in tables if table.table is not None))


def _note_others(named: Iterable[str], units: Sequence[DraftUnit], decisions: Decisions) -> None:
    """Name the units that another place of the notice lists; 高新区 and 高新区管委会 may be the same."""
    have = {unit.name for unit in units}
    others = [name for name in named if name not in have]
    if not others:
        return
    told = quotable("、".join(others), len(others) * _LONG_NAME)
    sentence = Text(
        f"通知还提到{told}，没有列为填报单位。要填报的请加到 units 里；与已列的是同一个单位的，可写进它的 aliases。",
        f"The notice also names {told}, which aren't among the units. Add those that report; a second name of a unit that is "
        "listed may go to its aliases.",
    )
    decisions.add(Topic.UNITS, sentence)


_LONG_NAME = 20


def _usable(name: str) -> str:
    """Give a name that can be part of a file's, without the blanks that set Chinese names in width."""
    kept = re.sub(r'[\\/:*?"<>|]', "", name).strip()
    return re.sub(r"\s+", " ", re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", kept))


def _note_units(
    addressed: Addressees,
    heading: Heading,
    units: tuple[DraftUnit, ...],
    decisions: Decisions,
    *,
    is_listed: bool,
) -> None:
    if not units:
        decisions.add(Topic.UNITS, _NO_UNITS)
    elif addressed.in_general and not is_listed:
        general = "、".join(addressed.in_general)
        sentence = Text(
            f"通知发给“{general}”等，没有列全名单。请补齐填报单位，编号（id）定了以后不要再改。",
            f"The notice is addressed to “{general}” without listing them all. Complete the units; their ids must not change later.",
        )
        decisions.add(Topic.UNITS, sentence, place=addressed.place)
    else:
        decisions.add(Topic.UNITS, _UNITS_TOLD, place=addressed.place)
    if heading.example:
        sentence = Text(
            f"表是以{heading.example}为例印的：文字里的称谓（县、团县委之类）和目标数，其他单位不同的，请用 words 和目标表分别写。",
            f"The table is printed for {heading.example} as an example: where words or targets differ for others, use words and the table of targets.",
        )
        decisions.add(Topic.EXAMPLE, sentence, place=heading.title_place)


_NO_UNITS = Text(
    "通知没有列出填报单位。请在 units 里写上名单，编号（id）定了以后不要再改。",
    "The notice lists no units. Write them under units; their ids must not change later.",
)
_UNITS_TOLD = Text(
    "填报单位照通知所列，编号是顺序号。请核对名单，编号可换成行政区划代码，定了以后不要再改。",
    "The units are those that the notice lists, with running numbers for ids. Check them; the ids must not change later.",
)


def _targets_csv(
    tables: Sequence[TargetTable], units: Sequence[DraftUnit], items: Sequence[Planned], decisions: Decisions
) -> str | None:
    columns: dict[tuple[int, str], str] = {}
    for place, table in enumerate(tables):
        if not table.is_told:
            decisions.add(Topic.TARGETS, _untold(list(table.numbers)), place=table.place)
            continue
        lost = []
        for title in table.titles:
            measure = _measure_called(title, items)
            if measure is None or measure in columns.values():
                lost += [title] if _holds(table, title) else []
            else:
                columns[place, title] = measure
        if lost:
            decisions.add(Topic.TARGETS, _unplaced(lost), place=table.place)
        _note_unread(table, {title: columns.get((place, title), "") for title in table.titles}, decisions)
    return _csv(tables, units, columns) if columns else None


def _holds(table: TargetTable, title: str) -> bool:
    return any(title in numbers for numbers in table.numbers.values()) or any(
        title == other for _, other in table.unread
    )


def _note_unread(table: TargetTable, measures: Mapping[str, str], decisions: Decisions) -> None:
    """Name the cells that hold no number: one without a target, or one that doesn't concern the unit."""
    told = [(unit, title, words) for (unit, title), words in table.unread.items() if measures.get(title)]
    if not told:
        return
    zh = "、".join(f"{unit}的“{quotable(title)}”（写的是“{quotable(words)}”）" for unit, title, words in told)
    en = ", ".join(f"“{quotable(title)}” of {unit} (“{quotable(words)}”)" for unit, title, words in told)
    item = measures[told[0][1]].partition("/")[0]
    sentence = Text(
        f"目标表里{zh}不是数，targets.csv 里空着，会按指标本身的目标数要求。是数的请补上；对该单位不适用的，在 targets.csv 的 "
        f"not_applicable 一栏写明怎样计，如“{item}：折算”。",
        f"{en} in the table of targets are no numbers; they are blank in targets.csv, where the measure's own target counts. Write "
        f"the number, or, where the item doesn't concern the unit, how it counts at not_applicable in targets.csv, such as "
        f"“{item}: rescale”.",
    )
    decisions.add(Topic.TARGETS, sentence, place=table.place)


def _untold(units: Sequence[str]) -> Text:
    zh, en = quotable("、".join(units)), quotable(", ".join(units))
    return Text(
        f"考核表里有各单位的栏（{zh}），没有印明是目标数还是别的数，没有写进 targets.csv。是目标数的请自己写上。",
        f"The table of indicators has columns for units ({en}) without saying whether they hold targets; they aren't in "
        "targets.csv. Write them there if they are.",
    )


def _unplaced(titles: Sequence[str]) -> Text:
    zh, en = (
        "、".join(f"“{quotable(title)}”" for title in titles),
        ", ".join(f"“{quotable(title)}”" for title in titles),
    )
    return Text(
        f"目标表里的{zh}对不上哪个指标，没有写进 targets.csv。请自己写上。",
        f"The columns {en} of the table of targets belong to no measure that was recognised; write them into targets.csv yourself.",
    )


def _measure_called(title: str, items: Sequence[Planned]) -> str | None:
    numbered = re.search(r"第\s*([0-9.]+)\s*项|^([0-9.]+)(?=[、.．\s]|$)", title)
    names = {
        f"{one.id}/{id_of(place)}": measure.name
        for one in items
        for place, measure in enumerate(one.measures, start=1)
        if one.points is not None
    }
    if numbered:
        own = [key for key in names if key.startswith(f"{(numbered[1] or numbered[2]).rstrip('.')}/")]
        if len(own) == 1:
            return own[0]
    whole = [
        one for one in items if normalised(one.entry.text) == normalised(title) and one.points is not None
    ]
    if len(whole) == 1 and len(whole[0].measures) == 1:
        return f"{whole[0].id}/{id_of(1)}"
    bare = re.sub(r"[（(][^（）()]*[)）]|^[0-9.、\s]+", "", title)
    within = [key for key, name in names.items() if bare and (bare in name or name in bare)]
    return best_match(bare, names) or (within[0] if len(within) == 1 else None)


def _csv(
    tables: Sequence[TargetTable], units: Sequence[DraftUnit], columns: dict[tuple[int, str], str]
) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["unit", *columns.values()])
    for unit in units:
        numbers = [_own_number(tables[place], unit.name, title) for place, title in columns]
        writer.writerow([unit.id, *("" if number is None else plain(number) for number in numbers)])
    return out.getvalue()


def _own_number(table: TargetTable, unit: str, title: str) -> Decimal | None:
    own = next((numbers for name, numbers in table.numbers.items() if _usable(name) == unit), {})
    return own.get(title)

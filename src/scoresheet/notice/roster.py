"""The units of the draft and their own targets, as far as the notice tells them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from scoresheet.figures import plain
from scoresheet.language import Text
from scoresheet.matching import best_match
from scoresheet.notice.addressees import Addressees, TargetTable, addressees, target_tables
from scoresheet.notice.deciding import Decisions, Topic, quotable
from scoresheet.notice.heading import Heading
from scoresheet.notice.page import Notice
from scoresheet.notice.planning import Planned
from scoresheet.notice.sentences import id_of
from scoresheet.notice.writing import DraftUnit


def roster(
    notice: Notice, heading: Heading, items: Sequence[Planned], decisions: Decisions
) -> tuple[tuple[DraftUnit, ...], str | None]:
    """Give the units that a notice names and the table of their targets, None where it has none."""
    addressed = addressees(list(notice.lines))
    tables = list(target_tables(list(notice.tables)))
    names = dict.fromkeys([name for table in tables for name in table.numbers])
    if not names:
        names = dict.fromkeys([*([heading.example] if heading.example else []), *addressed.names])
    clean = dict.fromkeys(_usable(name) for name in names)
    units = tuple(DraftUnit(f"u{place:02}", name) for place, name in enumerate(filter(None, clean), start=1))
    _note_units(addressed, heading, units, decisions, in_table=bool(tables))
    targets = _targets_csv(tables, units, items, decisions) if tables else None
    return units, targets


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
    in_table: bool,
) -> None:
    if not units:
        decisions.add(Topic.UNITS, _NO_UNITS)
    elif addressed.in_general and not in_table:
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
        lost = []
        for title in table.titles:
            measure = _measure_called(title, items)
            if measure is None or measure in columns.values():
                lost += [title] if any(title in numbers for numbers in table.numbers.values()) else []
            else:
                columns[place, title] = measure
        if lost:
            decisions.add(Topic.TARGETS, _unplaced(lost), place=table.place)
    return _csv(tables, units, columns) if columns else None


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
        numbers = [tables[place].numbers.get(unit.name, {}).get(title) for place, title in columns]
        writer.writerow([unit.id, *("" if number is None else plain(number) for number in numbers)])
    return out.getvalue()

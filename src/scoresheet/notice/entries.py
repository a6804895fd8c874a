"""The rows of a table of indicators: items with their points, headings over them, sums, notes below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scoresheet.language import NOTHING, Text
from scoresheet.notice.headings import Columns, Role, columns
from scoresheet.notice.page import Row, Table

_HEAD_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as it is printed.

    `points` is None where no number is printed for it; `written_points` is what stands in the cell. `headings` are
    those over it from the widest to the narrowest, `place` is where it stands in the notice, `rows` how many rows of
    the table it takes. `shares_text` tells that its text is a merged cell that begins with an item above.
    """

    text: str
    points: Decimal | None
    written_points: str = ""
    number: str = ""
    headings: tuple[str, ...] = ()
    rule: str = ""
    target: str = ""
    unit: str = ""
    department: str = ""
    is_percent: bool = False
    place: Text = NOTHING
    rows: int = 1
    shares_text: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """A total that the table itself states; `over` is how many items stand above it."""

    points: Decimal
    words: str
    place: Text
    over: int


@dataclass
class Found:
    """What a table of indicators holds; `heads` are the rows above its titles."""

    heads: list[Row] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stated: dict[str, Decimal] = field(default_factory=dict)


def read_entries(table: Table) -> Found | None:
    """Give what a table holds, None where it is no table of indicators."""
    head = _head(table)
    if head is None:
        return None
    first, last, roles = head
    found = Found(heads=list(table.rows[:first]))
    reader = _Reader(roles, table.rows[last].texts, found)
    for row in table.rows[last + 1 :]:
        reader.read(row)
    found.entries = _split_texts(_one_per_points(found.entries, reader.merged))
    _parents_to_headings(found)
    _totals_to_headings(found)
    return found


def _head(table: Table) -> tuple[int, int, Columns] | None:
    rows = table.rows[:_HEAD_WITHIN]
    for place, row in enumerate(rows):
        below = rows[place + 1] if place + 1 < len(rows) else None
        both = columns(_over_each_other(row, below)) if below is not None else None
        alone = columns(row.texts)
        if alone and both and below is not None and _is_part_of_head(row, below) and len(both) > len(alone):
            return place, place + 1, both
        if alone:
            return place, place, alone
        if both and below is not None and _is_part_of_head(row, below):
            return place, place + 1, both
    return None


def _over_each_other(row: Row, below: Row) -> list[str]:
    width = max(len(row.cells), len(below.cells))
    upper = [row.text(column) for column in range(width)]
    lower = ["" if below.continues(column) else below.text(column) for column in range(width)]
    return [low or high for low, high in zip(lower, upper, strict=True)]


def _is_part_of_head(row: Row, below: Row) -> bool:
    fresh = [text for column, text in enumerate(below.texts) if text and not below.continues(column)]
    return (
        len(row.filled) > 1
        and bool(fresh)
        and all(len(text) <= _TITLE for text in fresh)
        and not any(amount(text) is not None for text in fresh)
    )


_TITLE = 12
_WIDE = str.maketrans("０１２３４５６７８９．％（）－", "0123456789.%()-")
_AMOUNT = re.compile(r"[(]?\s*([0-9]+(?:\.[0-9]+)?)\s*(分|%|points?|marks?|pts?)?\s*[)]?", re.IGNORECASE)
_IN_TEXT = re.compile(
    r"[(]\s*(?:满分|计|共|分值[:：]?)?\s*([0-9]+(?:\.[0-9]+)?)\s*(?:分|points?|marks?|pts?)\s*[)]",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"(?:[一二三四五六七八九十]+[、.])?(?:合\s*计|总\s*计|总\s*分|小\s*计|共\s*计|累\s*计|总得分|得分合计|分值合计|合计得分|合计分值|total|sum|subtotal|sub-total|grandtotal)"
    r"(?:[(:].*)?",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\s*(?:注|备注|说明|附注|填表说明|几点说明|填报说明|※|＊|\*|notes?\b|remarks?\b)\s*[0-9一二三]?\s*[:：、.．]?.*",
    re.IGNORECASE | re.DOTALL,
)
_SIGNED = re.compile(
    r"填报单位|填表人|填报人|审核人|单位负责人|负责人签字|联系电话|盖章|公章|signature|signed", re.IGNORECASE
)


def amount(written: str) -> Decimal | None:
    """Give the number of points that a cell states (3, 3分, 10%, （5分）), None where it states none."""
    match = _AMOUNT.fullmatch(written.translate(_WIDE).strip())
    return Decimal(match[1]) if match and len(match[1].partition(".")[2]) <= _FINEST else None


_FINEST = 4
"""Decimals that the points of a catalog may have."""


def amount_in(text: str) -> Decimal | None:
    """Give the only number of points in brackets in a text, as in 组织建设（30分）."""
    found = _IN_TEXT.findall(text.translate(_WIDE))
    return Decimal(found[0]) if len(found) == 1 else None


class _Reader:
    """Goes through the rows below the titles; a heading holds until the next one."""

    def __init__(self, roles: Columns, titles: Sequence[str], found: Found) -> None:
        self.roles = roles
        self.titles = titles
        self.found = found
        self.points = roles.get(Role.POINTS, roles.get(Role.WEIGHT))
        self.headings = {Role.CATEGORY: "", Role.SECTION: ""}
        self.group = ""
        self.merged: set[int] = set()
        self.ended = False

    def read(self, row: Row) -> None:
        """Take one row."""
        if not row.filled or self._repeats_titles(row):
            return
        if self._is_note(row):
            self.found.notes.append(" ".join(row.filled))
        elif self._is_sum(row):
            self._add_sum(row)
        elif self._is_heading(row):
            self._add_heading(row)
        else:
            self._add_entry(row)

    def _text(self, row: Row, role: Role) -> str:
        return row.text(self.roles.get(role))

    def _repeats_titles(self, row: Row) -> bool:
        return row.texts == tuple(self.titles) or columns(row.texts) == self.roles

    def _is_note(self, row: Row) -> bool:
        words = row.filled[0]
        lone = len(row.filled) == 1
        return bool(lone and (_NOTE.fullmatch(words) or (_SIGNED.search(words) and len(words) < _HEADING)))

    def _is_sum(self, row: Row) -> bool:
        words = [text for text in row.filled if amount(text) is None]
        return bool(words) and _SUM.fullmatch(re.sub(r"\s+", "", words[0])) is not None

    def _add_sum(self, row: Row) -> None:
        written = row.text(self.points)
        points = amount(written) if written else None
        if points is None:
            points = next((number for number in map(amount, row.filled) if number is not None), None)
        words = next(text for text in row.filled if amount(text) is None)
        if points is None:
            points = amount_in(words)
        if points is not None:
            self.found.sums.append(Sum(points, " ".join(row.filled), row.place, len(self.found.entries)))

    def _is_heading(self, row: Row) -> bool:
        """Tell whether a row names what follows it: nothing else stands in it, or points for the whole of it."""
        words = [text for text in row.filled if amount(text) is None]
        if len(words) != 1 or len(words[0]) > _HEADING or row.text(self.points):
            return False
        has_rule = bool(self._text(row, Role.RULE)) and not row.spans
        is_bare = len(row.filled) == 1 and (row.spans or _HEADED.match(words[0]) is not None)
        return not has_rule and is_bare and not words[0].rstrip().endswith(("。", ".", "；", ";"))

    def _add_heading(self, row: Row) -> None:
        self.group = row.filled[0]
        self.headings = dict.fromkeys(self.headings, "")
        stated = amount_in(self.group)
        if stated is not None:
            self.found.stated[self.group] = stated

    def _add_entry(self, row: Row) -> None:
        for role in self.headings:
            written = self._text(row, role)
            if written and not row.continues(self.roles.get(role)):
                self._begin(role, written)
        text, rule = self._text(row, Role.TEXT), self._text(row, Role.RULE)
        if row.continues(self.points) and self.found.entries:
            self.merged.add(len(self.found.entries))
        if text or row.text(self.points):
            self.found.entries.append(self._entry(row, text, rule))

    def _begin(self, role: Role, written: str) -> None:
        self.headings[role] = written
        if role is Role.CATEGORY:
            self.headings[Role.SECTION] = ""
            stated = amount_in(written)
            if stated is not None:
                self.found.stated[written] = stated

    def _entry(self, row: Row, text: str, rule: str) -> Entry:
        written = row.text(self.points)
        points = amount(written)
        if not written:
            points, written = amount_in(text), text if amount_in(text) is not None else ""
        percent = "%" in written.translate(_WIDE) or self.points == self.roles.get(Role.WEIGHT)
        headings = (self.group, *self.headings.values())
        return Entry(
            text=text,
            points=points,
            written_points=written,
            number=self._text(row, Role.NUMBER),
            headings=tuple(heading for heading in headings if heading),
            rule="" if rule == text else rule,
            target=self._text(row, Role.TARGET),
            unit=self._text(row, Role.UNIT),
            department=self._text(row, Role.DEPARTMENT),
            is_percent=percent,
            place=row.place,
            shares_text=row.continues(self.roles[Role.TEXT]),
        )


_HEADING = 60
_HEADED = re.compile(
    r"[(（]?[一二三四五六七八九十]+[)）]?[、.．\s]|第[一二三四五六七八九十]+[部类章]|[A-ZⅠ-Ⅹ][.、．\s]|[IVX]+[.、]\s|Part\b|.{0,20}[(（][^()（）]*分[)）]$|.{1,10}(?:类|指标|加分项|扣分项|任务|工作|建设)$"
)


def _one_per_points(entries: list[Entry], merged: set[int]) -> list[Entry]:
    """Join the rows that share one merged cell of points."""
    joined: list[Entry] = []
    for place, entry in enumerate(entries):
        if place in merged and joined:
            last = joined[-1]
            text = last.text if entry.text == last.text else f"{last.text}\n{entry.text}"
            rule = "\n".join(dict.fromkeys(filter(None, (last.rule, entry.rule))))
            joined[-1] = replace(last, text=text, rule=rule, rows=last.rows + 1)
        else:
            joined.append(entry)
    return joined


def _split_texts(entries: list[Entry]) -> list[Entry]:
    """Where one cell of text stands over several items, it is a heading and each item's rule is what is asked."""
    split: list[Entry] = []
    for place, entry in enumerate(entries):
        following = entries[place + 1 : place + 2]
        is_over = entry.shares_text or any(one.shares_text and one.text == entry.text for one in following)
        if is_over and entry.rule:
            split.append(replace(entry, text=entry.rule, rule="", headings=(*entry.headings, entry.text)))
        else:
            split.append(entry)
    return split


_DEEPER = re.compile(r"([0-9]+(?:\.[0-9]+)*)\.([0-9]+)")


def _parents_to_headings(found: Found) -> None:
    """Make a heading of an item whose parts follow it as 1.1, 1.2: what it is worth, its parts are worth together."""
    numbers = [number_of(entry.number) for entry in found.entries]
    parents = {match[1] for match in map(_DEEPER.fullmatch, numbers) if match} & set(numbers)
    if not parents:
        return
    names = {number: entry for number, entry in zip(numbers, found.entries, strict=True) if number in parents}
    for parent in names.values():
        if parent.points is not None:
            found.stated[parent.text] = parent.points
    found.entries = list(_below(found.entries, numbers, {number: one.text for number, one in names.items()}))


def _below(entries: list[Entry], numbers: list[str], parents: dict[str, str]) -> Iterator[Entry]:
    for number, entry in zip(numbers, entries, strict=True):
        if number not in parents:
            match = _DEEPER.fullmatch(number)
            over = parents.get(match[1], "") if match else ""
            yield replace(entry, headings=(*entry.headings, over)) if over else entry


_CHAPTER = re.compile(r"[(（]?[一二三四五六七八九十]+[)）]?[、.．]?")
_CHAPTER_AHEAD = re.compile(r"[(（]?[一二三四五六七八九十]+[)）]?[、.．]")


def _totals_to_headings(found: Found) -> None:
    """Make a heading of an item called 一、 that is worth as much as the items up to the next such one."""
    starts = [place for place, entry in enumerate(found.entries) if _is_chapter(entry)]
    ends = [*starts, len(found.entries)][1:]
    heads: dict[int, int] = {
        start: end
        for start, end in zip(starts, ends, strict=True)
        if end > start + 1 and found.entries[start].points == _worth(found.entries[start + 1 : end])
    }
    entries = []
    over, until = "", 0
    for place, entry in enumerate(found.entries):
        if place in heads:
            over, until = entry.text, heads[place]
            found.stated[over] = entry.points or Decimal(0)
        else:
            entries.append(replace(entry, headings=(over, *entry.headings)) if place < until else entry)
    found.entries = entries


def _is_chapter(entry: Entry) -> bool:
    return bool(_CHAPTER.fullmatch(entry.number.strip()) or _CHAPTER_AHEAD.match(entry.text))


def _worth(entries: Sequence[Entry]) -> Decimal:
    return sum((entry.points or Decimal(0) for entry in entries), Decimal(0))


def number_of(written: str) -> str:
    """Give the number of an item without the marks around it: （3） and 3、 are 3."""
    return written.translate(_WIDE).strip().strip("().、．:： ")

"""The rows of a table of indicators: items with their points, headings over them, sums, notes below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scoresheet.notice.entry import Entry, Found, Sum, amount, amount_in, plain_digits, worded_amount
from scoresheet.notice.headings import Columns, Leaning, Role, columns, leaning
from scoresheet.notice.levels import chapters_to_headings, one_per_points, parents_to_headings, split_texts
from scoresheet.notice.page import Row, Table
from scoresheet.notice.pointed import split_by_points

_HEAD_WITHIN = 20


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
    found.entries = split_texts(one_per_points(found.entries, reader.merged))
    found.entries = split_by_points(found.entries, found.stated)
    parents_to_headings(found)
    chapters_to_headings(found)
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


class _Reader:
    """Goes through the rows below the titles; a heading holds until the next one."""

    def __init__(self, roles: Columns, titles: Sequence[str], found: Found) -> None:
        self.found = found
        self._take_titles(roles, titles)
        self.headings = {Role.CATEGORY: "", Role.SECTION: ""}
        self.group = ""
        self.merged: set[int] = set()
        self.ended = False

    def _take_titles(self, roles: Columns, titles: Sequence[str]) -> None:
        self.roles = roles
        self.titles = tuple(titles)
        self.points = roles.get(Role.POINTS, roles.get(Role.WEIGHT))
        self.leaning = leaning(titles[roles[Role.TEXT]])

    def read(self, row: Row) -> None:
        """Take one row."""
        if not row.filled or row.texts == self.titles:
            return
        roles = columns(row.texts)
        if roles is not None:
            # The titles again, or those of a second table in the same grid.
            self._take_titles(roles, row.texts)
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
                self._begin(role, written, row)
        text, rule = self._text(row, Role.TEXT), self._text(row, Role.RULE)
        if row.continues(self.points) and self.found.entries:
            self.merged.add(len(self.found.entries))
        if text or row.text(self.points):
            self.found.entries.append(self._entry(row, text, rule))

    def _begin(self, role: Role, written: str, row: Row) -> None:
        self.headings[role] = written
        if role is Role.CATEGORY:
            self.headings[Role.SECTION] = ""
            stated = amount_in(written) or amount(self._text(row, Role.HEADING_POINTS))
            if stated is not None:
                self.found.stated[written] = stated

    def _entry(self, row: Row, text: str, rule: str) -> Entry:
        written = row.text(self.points)
        points = amount(written)
        if points is None:
            points = worded_amount(written)
        if not written:
            points, written = amount_in(text), text if amount_in(text) is not None else ""
        is_weight = self.points is not None and self.points == self.roles.get(Role.WEIGHT)
        extra = self.titles[self.roles[Role.TEXT]] if self.leaning else ""
        headings = (self.group, *self.headings.values(), extra)
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
            is_percent=is_weight or "%" in plain_digits(written),
            place=row.place,
            shares_text=row.continues(self.roles[Role.TEXT]),
            notes=row.notes,
            only_costs=self.leaning is Leaning.PENALTY,
        )


_HEADING = 60
_HEADED = re.compile(
    r"[(（]?[一二三四五六七八九十]+[)）]?[、.．\s]|第[一二三四五六七八九十]+[部类章]|[A-ZⅠ-Ⅹ][.、．\s]|[IVX]+[.、]\s|Part\b|.{0,20}[(（][^()（）]*分[)）]$|.{1,10}(?:类|指标|加分项|扣分项|任务|工作|建设)$"
)

"""Tables of the units' own targets: a row for each unit, or a column for each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from scoresheet.language import NOTHING, Text
from scoresheet.notice.headings import columns, is_title
from scoresheet.notice.page import Row, Table

UNIT_END = re.compile(
    r"(?:[县区市州盟旗镇乡村省]|街道|团[县区市工]?委|工委|管委会|党委|党组|支部|总支|委员会|政府|办公室|河长办|[局厅院校署]|学校|学院|大学|中学|小学|幼儿园"
    r"|医院|公司|集团|中心|支队|大队|中队|总队|分会|协会|联合会|联社|银行|开发区|园区|新区|社区|居委会|村委会|处|部|站|所|厂)(?:办事处|机关)?$"
)
"""How the names of units end."""


@dataclass
class TargetTable:
    """A table of the units' own numbers: by unit, the number under each title.

    `unread` are the cells that hold something else, by unit and title. `place` is that of its titles, `table` the one
    of the notice. `is_told` is False where nothing says that the numbers are targets.
    """

    titles: list[str] = field(default_factory=list)
    numbers: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    unread: dict[tuple[str, str], str] = field(default_factory=dict)
    place: Text = NOTHING
    table: Table | None = None
    is_told: bool = True

    def take(self, unit: str, title: str, written: str) -> None:
        """Take a cell."""
        number = _number(written)
        if number is not None:
            self.numbers[unit][title] = number
        elif written.strip():
            self.unread[unit, title] = written.strip()


def target_tables(tables: Sequence[Table], known: Collection[str] = ()) -> Iterator[TargetTable]:
    """Walk the tables whose rows, or whose columns, are units and whose cells are numbers.

    `known` are units that the notice names elsewhere: so called, a column is one of theirs whatever its name.
    """
    for table in tables:
        for place in range(min(_HEAD_WITHIN, len(table.rows) - 1)):
            found = _by_columns(table, place, known) or _by_rows(table, place, known)
            if found is not None:
                found.table = table
                yield found
                break


def heads_targets(titles: Sequence[str]) -> bool:
    """Tell whether a line of cells could be the titles of such a table."""
    return len(titles) > 1 and (any(map(is_units, titles)) or len(_unit_columns(titles, ())) >= _FEWEST)


_HEAD_WITHIN = 5
_FEWEST = 2
_UNITS = re.compile(
    r"(?:填报|责任|被考核|受考核|参评|考核|下级|基层|各)?(?:单位|对象|主体|部门)(?:名称)?|[县市区旗州盟镇乡街道地级]{1,6}(?:名称|单位)?|村(?:社区)?|社区|学校|科室|支部|企业|医院|项目县区"
    r"|unit|county|district|town|city|school|department|office|region",
    re.IGNORECASE,
)
_SUMMED = re.compile(r"合计|总计|小计|共计|全[市县区省州]|平均|total|sum", re.IGNORECASE)
_SERIAL = re.compile(r"序号|编号|号|no\.?|#", re.IGNORECASE)
_TARGETS = re.compile(r"目标|任务|指标值|计划|target|goal|plan", re.IGNORECASE)
_LONGEST = 20


def is_units(title: str) -> bool:
    """Tell whether a title is that of a column of units: 县（市、区）, 填报单位."""
    return _UNITS.fullmatch(re.sub(r"[()、/·,]", "", _plain(title))) is not None


def _by_rows(table: Table, place: int, known: Collection[str]) -> TargetTable | None:
    head, body = table.rows[place], table.rows[place + 1 :]
    at = _units_at(head, body, known)
    if at is None or columns(head.texts):
        return None
    asked = {column: text for column, text in enumerate(head.texts) if column > at and text}
    if body and _goes_on(body[0], at):
        asked |= {
            column: text
            for column, text in enumerate(body[0].texts)
            if column > at and text and not body[0].continues(column)
        }
        body = body[1:]
    found = TargetTable(list(dict.fromkeys(asked.values())), place=head.place)
    for row in body:
        name = _name(row.text(at))
        if name and _number(name) is None and not _SUMMED.fullmatch(name) and not row.spans:
            found.numbers[name] = {}
            for column, title in asked.items():
                found.take(name, title, row.text(column))
    return found if _is_full(found) else None


def _units_at(head: Row, body: Sequence[Row], known: Collection[str]) -> int | None:
    """Give the column of the units: it is called so, or names those that the notice names elsewhere.

    A column that is only called 单位 may hold units of measure: what stands there has to be named like a unit.
    """
    for column, title in enumerate(head.texts):
        names = [name for name in (_name(row.text(column)) for row in body) if name]
        own = sum(1 for name in names if name in known)
        named = sum(1 for name in names if name in known or UNIT_END.search(name))
        is_vague = _plain(title).casefold() in _MEASURED_IN
        if own >= _FEWEST or (is_units(title) and not (is_vague and named * 2 < len(names))):
            return column
    return None


_MEASURED_IN = frozenset({"单位", "计量单位", "unit"})


def _goes_on(row: Row, at: int) -> bool:
    """Tell whether a row is the second one of the titles: nothing fresh under the units, no number beside."""
    fresh = [text for column, text in enumerate(row.texts) if text and not row.continues(column)]
    is_free = not row.text(at) or row.continues(at)
    return is_free and bool(fresh) and all(_number(text) is None for text in fresh)


def _by_columns(table: Table, place: int, known: Collection[str]) -> TargetTable | None:
    head, body = table.rows[place], table.rows[place + 1 :]
    units = _unit_columns(head.texts, known)
    first = min(units, default=0)
    if len(units) < _FEWEST or not first:
        return None
    roles = columns(head.texts)
    found = TargetTable(numbers={name: {} for name in units.values()}, place=head.place)
    found.is_told = roles is None or any(
        _TARGETS.search(text) for row in table.rows[:place] for text in row.filled
    )
    for row in body:
        title = _label(row, first, head)
        if title and not _SUMMED.fullmatch(_plain(title)):
            found.titles.append(title)
            for column, name in units.items():
                found.take(name, title, row.text(column))
    return found if _is_full(found) else None


def _unit_columns(titles: Sequence[str], known: Collection[str]) -> dict[int, str]:
    named = {column: _name(title) for column, title in enumerate(titles)}
    return {
        column: name
        for column, name in named.items()
        if name in known
        or (
            _FEWEST <= len(name) <= _LONGEST
            and UNIT_END.search(name)
            and not is_title(name)
            and not is_units(_plain(name))
        )
    }


def _label(row: Row, first: int, head: Row) -> str:
    """Give what a row is about: the longest text left of the units that is no number and no unit of measure."""
    texts = [
        row.text(column)
        for column in range(first)
        if not _SERIAL.fullmatch(_plain(head.text(column)))
        and _plain(head.text(column)).casefold() not in _MEASURED_IN
    ]
    words = [text for text in texts if text and _number(text) is None]
    return max(words, key=len, default="")


def _is_full(found: TargetTable) -> bool:
    enough = sum(1 for numbers in found.numbers.values() if numbers)
    return enough >= _FEWEST and enough * 2 > len(found.numbers)


_NUMBER = re.compile(
    r"(?:≥|≤|>=|<=|不少于|不低于|不超过|不高于)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(?:%|[^0-9.,/~\-—–至、]{1,3})?"
)


def _number(written: str) -> Decimal | None:
    match = _NUMBER.fullmatch(_plain(written))
    return Decimal(match[1].replace(",", "") + (match[2] or "")) if match else None


def _name(text: str) -> str:
    """Give a name without the blanks that set Chinese names in width."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", text)).strip()


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))

"""The units that a notice names: those it is addressed to, and those of a table of their targets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from scoresheet.language import NOTHING, Text
from scoresheet.notice.headings import columns
from scoresheet.notice.page import Line, Row, Table


@dataclass(frozen=True, slots=True)
class Addressees:
    """The units that a line names; `in_general` are the words that stand for others (各县区团委)."""

    names: tuple[str, ...] = ()
    in_general: tuple[str, ...] = ()
    place: Text = NOTHING


_EVERY = re.compile(
    r"^(?:各|全[市县区省州]|所有|有关|相关|市直|县直|区直|省直|驻)|^(?:all|each|every)\b", re.IGNORECASE
)
_LISTED = re.compile(r"[、，,；;]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_SALUTED = re.compile(r"[:：]\s*$")
_LONGEST_LINE, _LONGEST_NAME = 600, 40
_WITHIN = 15


def addressees(lines: Sequence[Line]) -> Addressees:
    """Read the line that ends with a colon before the text begins."""
    for line in lines[:_WITHIN]:
        text = line.text.strip()
        addressed = _TO.match(text)
        if addressed:
            parts = [part.strip() for part in re.split(r"[,;]|\band\b", addressed[1]) if part.strip()]
            general = tuple(part for part in parts if _EVERY.search(part))
            return Addressees(tuple(part for part in parts if part not in general), general, line.place)
        if _SALUTED.search(text) and len(text) <= _LONGEST_LINE and _is_salutation(text):
            parts = [part.strip() for part in _LISTED.split(_without_asides(text.rstrip(":： ")))]
            named = [part for part in parts if part and len(part) <= _LONGEST_NAME]
            general = tuple(part for part in named if _EVERY.search(part))
            return Addressees(
                tuple(dict.fromkeys(part for part in named if part not in general)), general, line.place
            )
    return Addressees()


def _without_asides(text: str) -> str:
    return re.sub(r"[（(][^（）()]*[)）]", "", text)


_TO = re.compile(r"to\s*:\s*(.{2,300}?)[.:]?$", re.IGNORECASE)
_UNIT_END = re.compile(
    r"(?:[县区市州盟旗镇乡村省]|街道|团[县区市工]?委|工委|党委|委员会|政府|办公室|局|厅|院|校|学校|学院|大学|中学|小学|公司|集团|中心|支队|大队|总队|分会|协会|联合会|开发区|园区|新区|处|部|站|所|厂)(?:办事处)?$"
)


def _is_salutation(text: str) -> bool:
    parts = [part for part in _LISTED.split(_without_asides(text.rstrip(":： "))) if part.strip()]
    ended = sum(1 for part in parts if _UNIT_END.search(part.strip()) or _EVERY.search(part.strip()))
    return bool(parts) and ended * 2 > len(parts) and not re.search(r"联系|附件|如下|下列|一是|地址", text)


@dataclass
class TargetTable:
    """A table of the units' own numbers: by unit, the number under each title; `place` is that of its titles."""

    titles: list[str] = field(default_factory=list)
    numbers: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    place: Text = NOTHING


_UNITS = re.compile(
    r"单位|单位名称|县区|县市区|县（?市、?区）?|区县|地区|县|区|乡镇|镇街|乡镇街道|市州|地市|学校|部门|填报单位|责任单位|被考核单位|考核对象|unit|county|district|town|city|school",
    re.IGNORECASE,
)
_SUMMED = re.compile(r"合计|总计|小计|共计|total|sum", re.IGNORECASE)
_FEWEST = 2


def target_tables(tables: Sequence[Table]) -> Iterator[TargetTable]:
    """Walk the tables whose rows, or whose columns, are units and whose cells are numbers."""
    for table in tables:
        for place, row in enumerate(table.rows[:5]):
            found = _by_rows(row, table.rows[place + 1 :])
            if found is not None:
                yield found
                break


def _by_rows(head: Row, body: Sequence[Row]) -> TargetTable | None:
    titles = [_plain(text) for text in head.texts]
    at = next((place for place, title in enumerate(titles) if _UNITS.fullmatch(title)), None)
    if at is None or columns(head.texts):
        return None
    asked = {place: text for place, text in enumerate(head.texts) if place > at and text}
    found = TargetTable(list(asked.values()), place=head.place)
    for row in body:
        name = re.sub(r"\s+", "", row.text(at))
        if name and not _SUMMED.fullmatch(name):
            found.numbers[name] = dict(_numbers(row, asked))
    enough = sum(1 for numbers in found.numbers.values() if numbers)
    return found if enough >= _FEWEST and enough * 2 > len(found.numbers) else None


def _numbers(row: Row, asked: dict[int, str]) -> Iterator[tuple[str, Decimal]]:
    for place, title in asked.items():
        match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*(?:%|\S{1,3})?", _plain(row.text(place)))
        if match:
            yield title, Decimal(match[1])


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))

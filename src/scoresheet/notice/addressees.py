"""The units that a notice names in its lines: those it is addressed to, and those that it says are assessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scoresheet.language import NOTHING, Text
from scoresheet.notice.page import Line
from scoresheet.notice.unit_tables import UNIT_END


@dataclass(frozen=True, slots=True)
class Addressees:
    """The units that a line names; `in_general` are the words that stand for others (各县区团委)."""

    names: tuple[str, ...] = ()
    in_general: tuple[str, ...] = ()
    place: Text = NOTHING


_EVERY = re.compile(
    r"^(?:.{0,6}各|全[市县区省州]|所有|有关|相关|市直|县直|区直|省直|驻)|^(?:all|each|every)\b", re.IGNORECASE
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


def _is_salutation(text: str) -> bool:
    parts = [part for part in _LISTED.split(_without_asides(text.rstrip(":： "))) if part.strip()]
    ended = sum(1 for part in parts if UNIT_END.search(part.strip()) or _EVERY.search(part.strip()))
    return bool(parts) and ended * 2 >= len(parts) and not re.search(r"联系|附件|如下|下列|一是|地址", text)


_ASSESSED = re.compile(
    r"(?:考核|考评|评价|检查|参评|被考核|受考核)(?:对象|单位|范围)\s*(?:为|是|包括|有)?\s*[:：]?\s*(?P<list>[^。；;:：\n]{4,600})"
)
_REST = re.compile(
    r"等(?:[0-9一二三四五六七八九十]+)?(?:个|家|所)?(?:[县市区乡镇街道、]*)?(?:单位|部门)?$|以及.*$"
)


def assessed(lines: Sequence[Line]) -> Addressees:
    """Read the sentence that lists the units to be assessed: 考核对象：临江县、安河县. Each has to be named like a unit."""
    for line in lines:
        for match in _ASSESSED.finditer(line.text):
            names, general = _units_in(_without_asides(match["list"]))
            if len(names) > 1:
                return Addressees(tuple(dict.fromkeys(names)), tuple(general), line.place)
    return Addressees()


def _units_in(words: str) -> tuple[list[str], list[str]]:
    """Give the units that words list, and those meant in general; what follows a comma may be another matter."""
    names: list[str] = []
    general: list[str] = []
    for piece in re.split(r"[，,]", words):
        parts = [_REST.sub("", part.strip()) for part in re.split(r"、|(?<=[县区市镇乡委局])[和及]", piece)]
        if not all(UNIT_END.search(part) and len(part) <= _LONGEST_NAME for part in parts):
            break
        general += [part for part in parts if _EVERY.search(part)]
        names += [part for part in parts if not _EVERY.search(part)]
    return names, general

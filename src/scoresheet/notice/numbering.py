"""The automatic numbers of paragraphs in Word (一、（1）1.1), which its files hold as definitions only."""

from __future__ import annotations

import re
from typing import Any

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_HAN = "零一二三四五六七八九"
_HAN_FORMATS = frozenset(
    {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "japaneseCounting"}
)
_BULLETS = frozenset({"bullet", "none"})
_LETTERS = 26


class Numbering:
    """Counts the numbered paragraphs of one document in their order.

    `definitions` and `styles` are the roots of its parts of these names, None where it has none.
    """

    def __init__(self, definitions: Any, styles: Any) -> None:
        self._levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self._lists: dict[str, str] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if definitions is not None:
            self._read(definitions)
        if styles is not None:
            self._read_styles(styles)

    def label(self, paragraph: Any) -> str:
        """Give the number that Word shows before a paragraph, "" where it shows none."""
        numbered = self._list_of(paragraph)
        if numbered is None or numbered[0] not in self._lists:
            return ""
        kind, level = self._lists[numbered[0]], numbered[1]
        levels = self._levels.get(kind, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(kind, {})
        counts[level] = counts.get(level, levels[level][0] - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        _, form, pattern = levels[level]
        return (
            ""
            if form in _BULLETS
            else _PLACE.sub(lambda match: self._shown(kind, int(match[1]) - 1), pattern)
        )

    def _shown(self, kind: str, level: int) -> str:
        start, form, _ = self._levels[kind].get(level, (1, "decimal", ""))
        return _written(self._counts[kind].get(level, start), form)

    def _list_of(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(f"{_WORDS}pPr")
        if properties is None:
            return None
        own = _list_and_level(properties)
        if own is not None:
            return own
        style = properties.find(f"{_WORDS}pStyle")
        return None if style is None else self._by_style.get(style.get(f"{_WORDS}val", ""))

    def _read(self, definitions: Any) -> None:
        for kind in definitions.iter(f"{_WORDS}abstractNum"):
            levels = {
                int(level.get(f"{_WORDS}ilvl", "0")): (
                    int(_value(level, "start", "1")),
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                )
                for level in kind.iter(f"{_WORDS}lvl")
            }
            self._levels[kind.get(f"{_WORDS}abstractNumId", "")] = levels
        for one in definitions.iter(f"{_WORDS}num"):
            self._lists[one.get(f"{_WORDS}numId", "")] = _value(one, "abstractNumId", "")

    def _read_styles(self, styles: Any) -> None:
        for style in styles.iter(f"{_WORDS}style"):
            properties = style.find(f"{_WORDS}pPr")
            found = None if properties is None else _list_and_level(properties)
            if found is not None:
                self._by_style[style.get(f"{_WORDS}styleId", "")] = found


def _list_and_level(properties: Any) -> tuple[str, int] | None:
    numbered = properties.find(f"{_WORDS}numPr")
    if numbered is None:
        return None
    return _value(numbered, "numId", ""), int(_value(numbered, "ilvl", "0"))


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(f"{_WORDS}{name}")
    return default if found is None else str(found.get(f"{_WORDS}val", default))


def _written(number: int, form: str) -> str:
    if form in _HAN_FORMATS:
        return _in_han(number)
    if form in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("a") + (number - 1) % _LETTERS)
        return letter.upper() if form == "upperLetter" else letter
    if form.startswith("decimalEnclosedCircle"):
        return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)  # noqa: PLR2004 - ① to ⑳
    return str(number)


def _in_han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:  # noqa: PLR2004 - no list of headings is longer
        return str(number)
    ahead = "" if not tens else "十" if tens == 1 else f"{_HAN[tens]}十"
    return ahead + (_HAN[ones] if ones else "")

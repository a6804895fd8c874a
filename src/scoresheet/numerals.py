"""Numbers that people write in words: 三, 十五, 二十, 三点五, 伍; only ever a suggestion of what was meant."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_DIGITS = {
    word: number
    for words in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖")
    for number, word in enumerate(words)
}
_DIGITS |= {"两": 2, "俩": 2}
_TENS = "十拾"
_ONE = f"[{''.join(_DIGITS)}]"
CHINESE = rf"(?:{_ONE}?[{_TENS}]{_ONE}?|{_ONE})(?:点{_ONE}+)?"
"""A regular expression for the numbers from 0 to 99 with decimals, as `in_chinese` reads them."""
_CHINESE = re.compile(rf"({_ONE})?([{_TENS}])?({_ONE})?(?:点({_ONE}+))?")


def in_chinese(words: str) -> Decimal | None:
    """Give the number that Chinese numerals such as 二十五 or 三点五 stand for; None for anything else."""
    match = _CHINESE.fullmatch(words)
    if match is None or not re.fullmatch(CHINESE, words):
        return None
    first, ten, last, decimals = match.groups()
    whole = _DIGITS[first] if first else 1
    if ten:
        whole = whole * 10 + (_DIGITS[last] if last else 0)
    behind = "".join(str(_DIGITS[word]) for word in decimals or "")
    return Decimal(f"{whole}.{behind}" if behind else whole)


def in_one_character(char: str) -> Decimal | None:
    """Give the number that a character such as ①, ½ or Ⅲ stands for; None where it has no end of decimals."""
    value = unicodedata.numeric(char, None) if len(char) == 1 else None
    if value is None:
        return None
    number = Decimal(value)
    return number if number == round(number, 4) else None

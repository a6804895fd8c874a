"""What stands in a cell that asks for a number: the number, how it was normalised, or why it was refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scoresheet.figures import plain
from scoresheet.grid import Kind, RawCell


class Refusal(StrEnum):
    """Why no number was taken from a cell that isn't blank."""

    WORDS = "words"
    ERROR = "an error value"
    DATE = "a date"
    PERCENT = "a percentage"
    BOOLEAN = "true or false"
    NOT_FINITE = "not a finite number"
    TOO_LONG = "a number of more digits than a cell holds"
    NOT_CALCULATED = "a formula without a stored result"
    OTHER_WORKBOOK = "a formula that refers to another workbook"


@dataclass(frozen=True, slots=True)
class Value:
    """The number in a cell.

    `number` is None for a blank and for a refusal; `refusal` says why. `normalised` tells that the cell held text
    from which the number was taken without loss. `suggestion` is what a refused cell may have meant.
    """

    number: Decimal | None = None
    refusal: Refusal | None = None
    normalised: bool = False
    suggestion: Decimal | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered."""
        return self.number is None and self.refusal is None


BLANK = Value()
ERROR_VALUES = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
"""What a cell shows when its formula fails."""

_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x00AD, 0xFEFF], None
)
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_LOSSLESS_SUFFIX = "分"
_THOUSANDS = re.compile(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_OTHER_WORKBOOK = re.compile(
    r"""\[[^\[\]']+\][^\s'"!,;()+*/^&=<>\[\]{}-]*!"""  # [1]Sheet1!A1, [1]!name
    r"""|'[^'"]*\[[^\[\]']+\](?:[^'\[\]]|'')*'!"""  # '[1]Sheet1 (2)'!A1, 'C:\folder\[a.xlsx]Sheet1'!A1
)
_DIGITS = 15
_CHINESE = {word: Decimal(number) for number, word in enumerate("零一二三四五六七八九十")} | {
    "两": Decimal(2)
}
_LIKELY = re.compile(
    r"(?:大约|大概|将近|接近|约|近|共)?\s*"
    rf"([+-]?[0-9]+(?:\.[0-9]+)?|[{''.join(_CHINESE)}])\s*"
    r"(?:多|余)?\s*(?:分|名|人|人次|次|个|件|起|项|篇|份|家|场|期|条|points?|pts?)?\s*(?:多|左右|上下)?\s*[.!]?",
    re.IGNORECASE,
)
"""A number with the words that people put around it; anything more may turn it into another."""


def tidy(text: str) -> str:
    """Give a text without invisible characters and without blanks around it; full-width blanks count as blanks."""
    return text.translate(_INVISIBLE).replace("\u3000", " ").replace("\xa0", " ").strip()


def read_number(cell: RawCell | None) -> Value:
    """Give the number that stands in a cell.

    A number cell means the shortest decimal with the same double: Excel writes 2.675 as 2.6749999999999998. It means
    no more than the 15 digits that Excel shows: 1.1+2.2 is 3.3 there, and 3.3000000000000003 in the file. Text is
    taken as written, once full-width digits, blanks and a trailing 分 are gone; nothing else is guessed.
    """
    if cell is None:
        return BLANK
    if cell.formula is not None and _OTHER_WORKBOOK.search(cell.formula):
        return Value(refusal=Refusal.OTHER_WORKBOOK)
    if cell.text is None:
        return Value(refusal=Refusal.NOT_CALCULATED)
    match cell.kind:
        case Kind.ERROR:
            return Value(refusal=Refusal.ERROR)
        case Kind.BOOLEAN:
            return Value(refusal=Refusal.BOOLEAN)
        case Kind.NUMBER:
            return _of_number(cell)
        case Kind.TEXT:
            return _of_text(cell.text)


def shortest(digits: str) -> Decimal | None:
    """Give the shortest decimal that has the same double as `digits`; None where that isn't a finite number."""
    try:
        decimal = Decimal(repr(float(digits)))
    except (ValueError, ArithmeticError):
        return None
    return decimal if decimal.is_finite() else None


def _of_number(cell: RawCell) -> Value:
    number = shortest(cell.text or "")
    if number is None:
        return Value(refusal=Refusal.NOT_FINITE)
    if number.adjusted() >= _DIGITS:
        return Value(refusal=Refusal.TOO_LONG)
    number = shortest(f"{number:.{_DIGITS}g}") or Decimal(0)
    if cell.date:
        # Excel shows 5 as 1900-1-5 in a date format, but it also turns a typed "3-4" into a day of this year: only
        # the person who typed knows which it was.
        whole = number if number == number.to_integral_value() and number < _FIRST_REAL_DATE else None
        return Value(refusal=Refusal.DATE, suggestion=whole)
    if cell.percent:
        # Excel keeps 0.95 and shows 95%: which of the two was meant depends on what was asked for.
        return Value(refusal=Refusal.PERCENT, suggestion=_canonical(number * 100))
    return Value(_canonical(number))


_FIRST_REAL_DATE = 366
"""Serial numbers below this are days of the year 1900, which no return is about: they were meant as numbers."""


_LONGEST = 40
"""A number written with more characters than this is a mishap, and would spoil every message that quotes it."""


def _of_text(text: str) -> Value:
    tidied = tidy(text)
    if not tidied:
        return BLANK
    # NFKC also turns ① into 1 and ² into 2, which may have been meant as anything: they are refused first.
    widened = tidied if any(_is_ornament(char) for char in tidied) else unicodedata.normalize("NFKC", tidied)
    candidate = widened.removesuffix(_LOSSLESS_SUFFIX).strip().replace("−", "-").lstrip("'")
    if _NUMBER.fullmatch(candidate):
        number = Decimal(candidate)
        if number.adjusted() >= _DIGITS or len(candidate) > _LONGEST:
            return Value(refusal=Refusal.TOO_LONG)
        return Value(_canonical(number), normalised=True)
    return Value(refusal=Refusal.WORDS, suggestion=_suggestion(widened))


def _is_ornament(char: str) -> bool:
    return unicodedata.category(char) == "No"


def _suggestion(text: str) -> Decimal | None:
    ungrouped = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), text)
    likely = _LIKELY.fullmatch(ungrouped.replace("。", ".").replace(",", "."))
    if likely is None or len(likely[1]) > _DIGITS:
        return None
    return _CHINESE[likely[1]] if likely[1] in _CHINESE else Decimal(likely[1])


def _canonical(number: Decimal) -> Decimal:
    return Decimal(plain(number))

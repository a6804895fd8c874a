"""What stands in a cell that asks for a number: the number, how it was normalised, or why it was refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from scoresheet.figures import plain
from scoresheet.grid import Kind, RawCell
from scoresheet.numerals import CHINESE, in_chinese, in_one_character


class Refusal(StrEnum):
    """Why no number was taken from a cell that isn't blank."""

    WORDS = "words"
    FULL_MARKS = "words for full marks"
    NOTHING = "a word or a stroke for nothing"
    TWO_NUMBERS = "two numbers"
    ERROR = "an error value"
    DATE = "a date"
    PERCENT = "a percentage"
    BOOLEAN = "true or false"
    NOT_FINITE = "not a finite number"
    TOO_LONG = "a number of more digits than a cell holds"
    NOT_CALCULATED = "a formula without a stored result"
    OTHER_WORKBOOK = "a formula that refers to something outside the workbook"
    PICTURE = "a picture within the cell"


@dataclass(frozen=True, slots=True)
class Value:
    """The number in a cell.

    `number` is None for a blank and for a refusal; `refusal` says why. `normalised` tells that the cell held text
    from which the number, or the percentage, was taken without loss. `suggestion` is what a refused cell may have meant, `choices` are
    two numbers one of which it may have meant. `seen` is the number that the sheet shows, where its number format
    rounds the one that stands in the cell to another, or makes other digits of it; `shows` what stands there for a
    reader's eye where that is no number at all, "" for nothing.
    """

    number: Decimal | None = None
    refusal: Refusal | None = None
    normalised: bool = False
    suggestion: Decimal | None = None
    choices: tuple[Decimal, ...] = ()
    seen: Decimal | None = None
    shows: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered."""
        return self.number is None and self.refusal is None


BLANK = Value()
ERROR_VALUES = frozenset(
    {
        *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"),
        *(
            "#SPILL!",
            "#CALC!",
            "#FIELD!",
            "#BLOCKED!",
            "#UNKNOWN!",
            "#CONNECT!",
            "#BUSY!",
            "#EXTERNAL!",
            "#PYTHON!",
        ),
        *(f"Err:{number}" for number in range(501, 541)),
    }
)
"""What a cell shows when its formula fails: in Excel and WPS, old and new, and in LibreOffice."""

PICTURE = "[图片]"
"""Stands for a picture where the text of its cell is asked for."""

_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x00AD, 0xFEFF], None
)
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_APOSTROPHES = "'\u2018\u2019`"
_LOSSLESS_SUFFIX = "分"
_PICTURE = re.compile(r"\s*=?\s*(?:_xlfn\.)?(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
_QUOTED_TEXT = re.compile(r"""('(?:[^']|'')*+')|"(?:[^"]|"")*+\"""")
_OUTSIDE = re.compile(
    r"""\[[^\[\]']+\][^\s'"!,;()+*/^&=<>\[\]{}-]*!"""  # [1]Sheet1!A1, [1]!name
    r"""|'[^'"]*\[[^\[\]']+\](?:[^'\[\]]|'')*'!"""  # '[1]Sheet1 (2)'!A1, 'C:\folder\[a.xlsx]Sheet1'!A1
    r"""|\|\s*(?:'[^']*'|[^\s'"!|(),;]+)\s*!"""  # cmd|' /C calc'!A0, which asks another program
    r"""|\b(?:DDE|RTD|WEBSERVICE|IMPORTRANGE)\s*\(""",
    re.IGNORECASE,
)
_DIGITS = 15


def tidy(text: str) -> str:
    """Give a text without invisible characters and without blanks around it; full-width blanks count as blanks."""
    # Nothing of what is taken out of a text, or made a blank, is ASCII.
    if text.isascii():
        return text.strip()
    return _tidy(text) if len(text) <= _SHORT else _tidy.__wrapped__(text)


_SHORT = 500


# The forms of a round hold the same texts again and again; only short ones are kept, so that no file fills the memory.
@lru_cache(maxsize=8_192)
def _tidy(text: str) -> str:
    return text.translate(_INVISIBLE).replace("\u3000", " ").replace("\xa0", " ").strip()


def read_number(cell: RawCell | None) -> Value:
    """Give the number that stands in a cell.

    A number cell means the shortest decimal with the same double: Excel writes 2.675 as 2.6749999999999998. It means
    no more than the 15 digits that Excel shows: 1.1+2.2 is 3.3 there, and 3.3000000000000003 in the file. Text is
    taken as written, once full-width digits, blanks and a trailing 分 are gone; nothing else is guessed.
    """
    if cell is None:
        return BLANK
    if shows_picture(cell.text, cell.formula):
        return Value(refusal=Refusal.PICTURE)
    if cell.formula is not None and _refers_outside(cell.formula):
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
            return Value(refusal=Refusal.DATE) if cell.date else _of_text(cell.text)


def shows_picture(text: str | None, formula: str | None) -> bool:
    """Tell whether a cell holds a picture and nothing else: WPS writes =DISPIMG("ID_…",1), newer Excels =IMAGE(…)."""
    # Hardly any cell begins with an equals sign or holds a formula: most are told without a pattern.
    by_text = text is not None and text.startswith("=") and _DISPIMG.match(text) is not None
    return text == PICTURE or by_text or (formula is not None and _PICTURE.match(formula) is not None)


_DISPIMG = re.compile(r"=(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)


def _refers_outside(formula: str) -> bool:
    # What looks like a reference within a text of the formula is none, unless INDIRECT makes one of it; the name of a
    # sheet may hold a quotation mark.
    if _OUTSIDE.search(_QUOTED_TEXT.sub(lambda match: match[1] or '""', formula)):
        return True
    return bool(_INDIRECT.search(formula) and _OUTSIDE.search(formula.replace('"', "")))


_INDIRECT = re.compile(r"\bINDIRECT\s*\(", re.IGNORECASE)


def shortest(digits: str) -> Decimal | None:
    """Give the shortest decimal that has the same double as `digits`; None where that isn't a finite number."""
    # Python's float also takes 1_0 and the digits of other scripts, which no spreadsheet program does.
    if not _DOUBLE.fullmatch(digits):
        return None
    try:
        decimal = Decimal(repr(float(digits)))
    except (ValueError, ArithmeticError):
        return None
    return decimal if decimal.is_finite() else None


_DOUBLE = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def _of_number(cell: RawCell) -> Value:
    number = shortest(cell.text or "")
    if number is None:
        return Value(refusal=Refusal.NOT_FINITE)
    if number.adjusted() >= _DIGITS:
        return Value(refusal=Refusal.TOO_LONG)
    number = shortest(f"{number:.{_DIGITS}g}") or Decimal(0)
    if cell.date:
        return _of_date(number)
    if cell.percent:
        # Excel keeps 0.95 and shows 95%: which of the two was meant depends on what was asked for.
        return Value(refusal=Refusal.PERCENT, suggestion=_canonical(number * 100))
    if cell.shows is not None:
        return _shown_as(number, cell.shows)
    return Value(_canonical(number), seen=_seen(number, cell.decimals))


def _shown_as(number: Decimal, shows: str) -> Value:
    told = _SHOWN.fullmatch(shows)
    if told is None:
        return Value(_canonical(number), shows=shows)
    seen = _canonical(Decimal(shows))
    return Value(_canonical(number), seen=None if seen == number else seen)


_SHOWN = re.compile(r"[0-9]{1,40}(\.[0-9]{0,40})?")


def _seen(number: Decimal, decimals: int | None) -> Decimal | None:
    """Give the number that a format of so many decimals shows, None where it is the same."""
    if decimals is None or decimals >= -int(number.as_tuple().exponent):
        return None
    shown = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return None if shown == number else _canonical(shown)


def _of_date(number: Decimal) -> Value:
    # Excel shows 5 as 1900-1-5 in a date format, but it also turns a typed "3-4" into a day of this year: only the
    # person who typed knows which it was.
    whole = int(number)
    if number != whole or not 0 <= whole < _AFTER_LAST_DATE:
        return Value(refusal=Refusal.DATE)
    if whole < _FIRST_REAL_DATE:
        return Value(refusal=Refusal.DATE, suggestion=Decimal(whole))
    day = _DAY_0 + timedelta(days=whole)
    return Value(refusal=Refusal.DATE, choices=(Decimal(day.month), Decimal(day.day)))


_DAY_0 = date(1899, 12, 30)
_AFTER_LAST_DATE = 2_958_466
_FIRST_REAL_DATE = 366
"""Serial numbers below this are days of the year 1900, which no return is about: they were meant as numbers."""


_LONGEST = 40
"""A number written with more characters than this is a mishap, and would spoil every message that quotes it."""


def _of_text(text: str) -> Value:
    tidied = tidy(text)
    if not tidied:
        return BLANK
    if tidied in ERROR_VALUES:
        return Value(refusal=Refusal.ERROR)
    # NFKC also turns ① into 1 and ² into 2, which may have been meant as anything: they are refused first.
    if any(_is_ornament(char) for char in tidied):
        return Value(
            refusal=Refusal.WORDS, suggestion=in_one_character(tidied.removesuffix(_LOSSLESS_SUFFIX))
        )
    widened = unicodedata.normalize("NFKC", tidied)
    candidate = widened.removesuffix(_LOSSLESS_SUFFIX).strip().replace("−", "-").lstrip(_APOSTROPHES)
    if _NUMBER.fullmatch(candidate):
        number = Decimal(candidate)
        if number.adjusted() >= _DIGITS or len(candidate) > _LONGEST:
            return Value(refusal=Refusal.TOO_LONG)
        return Value(_canonical(number), normalised=True)
    return _of_words(widened)


def _is_ornament(char: str) -> bool:
    return unicodedata.category(char) in {"No", "Nl"} and char != "〇"


def _of_words(text: str) -> Value:
    bare = text.strip('。.!；;"“” ').lower()
    if bare in _FULL_MARKS:
        return Value(refusal=Refusal.FULL_MARKS)
    if bare in _NOTHING or _STROKES.issuperset(bare):
        return Value(refusal=Refusal.NOTHING)
    if _DATE.fullmatch(bare):
        return Value(refusal=Refusal.DATE)
    percent = _PERCENT.fullmatch(bare)
    if percent is not None:
        return Value(None, Refusal.PERCENT, normalised=True, suggestion=_canonical(Decimal(percent[1])))
    two = _TWO_NUMBERS.fullmatch(text)
    if two is not None:
        return Value(
            refusal=Refusal.TWO_NUMBERS, choices=(_canonical(Decimal(two[1])), _canonical(Decimal(two[2])))
        )
    return Value(refusal=Refusal.WORDS, suggestion=_suggestion(text))


_FULL_MARKS = frozenset(
    {"满分", "满", "全分", "得满分", "自评满分", "全部得分", "full", "full marks", "full score"}
)
_NOTHING = frozenset(
    {"无", "没有", "暂无", "未填", "空", "不适用", "不涉及", "none", "n/a", "na", "nil", "null", "x"}
)
_STROKES = frozenset("-/\\|—–―−_~×·.、*")
_DATE = re.compile(
    r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}月[0-9]{1,2}日?|[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{4}"
)
_FIGURE = r"[0-9]{1,15}(?:\.[0-9]{1,15})?"
_PERCENT = re.compile(rf"({_FIGURE})\s*%")
_TWO_NUMBERS = re.compile(
    rf"约?\s*({_FIGURE})\s*分?\s*(?:[-~〜–—−]{{1,2}}|至|到|或|或者|、|/)\s*({_FIGURE})\s*分?\.?"
)
_THOUSANDS = re.compile(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_POWER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{0,15})?e[+-]?[0-9]{1,2}", re.IGNORECASE)
_LIKELY = re.compile(
    r"[\"“”]?(?:大约|大概|将近|接近|约|近|共|得)?\s*"
    rf"([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)|{CHINESE})\s*"
    r"(?:多|余)?\s*(?:分|名|人|人次|次|个|件|起|项|篇|份|家|场|期|条|points?|pts?)?\s*(?:多|左右|上下)?\s*[.!]?[\"“”]?",
    re.IGNORECASE,
)
"""A number with the words that people put around it; anything more may turn it into another."""


def _suggestion(text: str) -> Decimal | None:
    if _POWER.fullmatch(text):
        number = Decimal(text)
        return _canonical(number) if abs(number.adjusted()) < _DIGITS else None
    if text in {"o", "O"}:
        return Decimal(0)
    ungrouped = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), text)
    likely = _LIKELY.fullmatch(ungrouped.replace("。", ".").replace(",", "."))
    if likely is None or len(likely[1]) > _DIGITS:
        return None
    in_words = in_chinese(likely[1])
    return _canonical(Decimal(likely[1])) if in_words is None else in_words


def _canonical(number: Decimal) -> Decimal:
    return Decimal(plain(number))

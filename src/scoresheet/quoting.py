"""How a sentence quotes what somebody typed, writes a number and names a range."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from decimal import Decimal

from scoresheet.figures import signed
from scoresheet.language import NOTHING, Text, same
from scoresheet.submission import Cell
from scoresheet.values import Refusal, shortest, shows_picture

BLANK = Text("空白", "blank")
"""How a sentence names a cell in which nothing stands."""

OR_AN_ERROR = Text(
    "（也可能是错误值，这种格式里看不出来）", " (or an error value, which can't be told in this format)"
)
"""What a sentence about a blank cell adds where the file's format makes an error value look blank."""

PICTURE = Text("图片", "a picture")
"""How it names a cell with a picture in it."""

_LONGEST = 40
_BEFORE = 12
_LONGEST_NUMBER = 24


def quoted(text: str) -> str:
    """Give a text in quotation marks, on one line, without control characters, cut to about 40 characters."""
    return f"“{_cut(_printable(text), _LONGEST)}”"


def where_different(one: str, other: str) -> tuple[str, str]:
    """Quote two texts, with their blanks, from shortly before the first character other than a blank that differs.

    A text that was cleared is called 空白; it can't be quoted.
    """
    left, right = _printable(one), _printable(other)
    alike = _alike(_closed_up(left), _closed_up(right))
    return _from(left, alike, beside=right), _from(right, alike, beside=left)


def _from(text: str, alike: int, *, beside: str) -> str:
    if not text:
        # The blank has no language of its own: it is named in that of the text that stood there.
        return BLANK.en if beside.isascii() else BLANK.zh
    places = [place for place, char in enumerate(text) if char != " "]
    start = (places[alike] if alike < len(places) else len(text)) - _BEFORE
    return quoted(text if start <= 0 else "…" + text[start:].lstrip())


def _alike(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _closed_up(text: str) -> str:
    return text.replace(" ", "")


def shown(number: Decimal) -> str:
    """Give a number as people write it, cut where nobody would read on."""
    return _cut(signed(number), _LONGEST_NUMBER)


def as_seen(cell: Cell) -> Text:
    """Give an aside with the number that the sheet shows; nothing where it shows the number that stands there."""
    if cell.value.seen is None:
        return NOTHING
    seen = shown(cell.value.seen)
    return Text(f"（表上显示为{seen}）", f" (shown as {seen})")


def typed(cell: Cell) -> Text:
    """Say what stands in a cell: 空白, 图片, the text in quotation marks, a date as people read it, or else the formula."""
    if shows_picture(cell.text, cell.formula):
        return PICTURE
    shows = _day(cell.text) if cell.value.refusal is Refusal.DATE else cell.text
    if _printable(shows):
        return same(quoted(shows))
    return BLANK if cell.formula is None else as_formula(cell.formula)


def as_formula(formula: str) -> Text:
    """Quote a formula, given without its equals sign; a follower of a shared formula carries no text of its own."""
    return same(quoted(f"={formula}")) if formula else Text("公式", "a formula")


def _day(digits: str) -> str:
    """Give the day and the time that Excel shows for a number; the number itself where it has none."""
    number = shortest(digits)
    if number is None or not 0 <= number < _AFTER_LAST_DAY:
        return digits
    minutes = int(number * _MINUTES_A_DAY)
    # Excel counts a 29 February 1900 that never was, so the days before it begin one day later.
    start = _DAY_0 if number >= _LEAP_DAY else _DAY_0 + timedelta(days=1)
    moment = start + timedelta(minutes=minutes)
    day, time = moment.date().isoformat(), f"{moment:%H:%M}"
    if number < 1:
        return time
    return f"{day} {time}" if minutes % _MINUTES_A_DAY else day


_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's day has no time zone
_LEAP_DAY = 60
_AFTER_LAST_DAY = 2_958_466
_MINUTES_A_DAY = 24 * 60


def in_brackets(detail: Text) -> Text:
    """Give a detail as an aside at the end of a sentence, without its full stop; nothing where there is none."""
    if detail == NOTHING:
        return NOTHING
    told = stripped(detail)
    return Text(f"（{told.zh}）", f" ({told.en})")


def stripped(detail: Text) -> Text:
    """Give a detail without control characters and without a full stop, so that it can stand inside a sentence."""
    return Text(_printable(detail.zh).rstrip("。. "), _printable(detail.en).rstrip("。. "))


def _printable(text: str) -> str:
    spaced = " ".join(text.split())
    visible = "".join(char for char in spaced if not unicodedata.category(char).startswith("C"))
    return " ".join(visible.split())


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"

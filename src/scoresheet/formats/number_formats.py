"""Which of a workbook's cell styles show a number as a date, a time or a percentage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scoresheet.formats import markup

_BUILT_IN_DATES = frozenset(
    str(number) for span in ((14, 22), (27, 36), (45, 47), (50, 58)) for number in range(span[0], span[1] + 1)
)
_BUILT_IN_PERCENTS = frozenset({"9", "10"})
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE | re.DOTALL)
_DATE_LETTER = re.compile(r"[ymdhs]", re.IGNORECASE)
_FORMAT = ("numFmts", "numFmt")
_STYLE = ("cellXfs", "xf")


def shows_date(code: str) -> bool:
    """Tell whether a number format shows a date or a time: it names years, months, days, hours or seconds.

    What is quoted, escaped or in brackets is decoration, except [h], [mm] and [ss], which count elapsed time.
    """
    return code.lower() != "standard" and bool(_DATE_LETTER.search(_LITERAL.sub("", code)))


def shows_percent(code: str) -> bool:
    """Tell whether a number format shows 0.95 as 95%."""
    return "%" in _LITERAL.sub("", code)


@dataclass(frozen=True, slots=True)
class NumberStyles:
    """The numbers of the cell styles that show dates and percentages, as a cell's s attribute writes them."""

    dates: frozenset[str] = frozenset()
    percents: frozenset[str] = frozenset()


def number_styles(chunks: Iterable[bytes], part: str) -> NumberStyles:
    """Give the cell styles that show a number as something else.

    Raises Unreadable for what is not well-formed or too much.
    """
    found = markup.elements(chunks, part, frozenset({"numFmt", "xf"}))
    codes = {
        element.attributes.get("numFmtId", ""): element.attributes.get("formatCode", "")
        for element in found
        if element.path[-2:] == _FORMAT
    }
    styles = [element.attributes.get("numFmtId", "0") for element in found if element.path[-2:] == _STYLE]
    return NumberStyles(
        _places(styles, codes, _BUILT_IN_DATES, shows_date),
        _places(styles, codes, _BUILT_IN_PERCENTS, shows_percent),
    )


def _places(
    styles: list[str], codes: dict[str, str], built_in: frozenset[str], shows: Callable[[str], bool]
) -> frozenset[str]:
    shown = {number: shows(code) for number, code in codes.items()}
    return frozenset(
        str(place) for place, number in enumerate(styles) if shown.get(number, number in built_in)
    )

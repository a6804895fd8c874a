"""Which of a workbook's cell styles show a number as a date or a time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scoresheet.formats import markup

_BUILT_IN_DATES = frozenset(
    str(number) for span in ((14, 22), (27, 36), (45, 47), (50, 58)) for number in range(span[0], span[1] + 1)
)
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE | re.DOTALL)
_DATE_LETTER = re.compile(r"[ymdhs]", re.IGNORECASE)
_FORMAT = ("numFmts", "numFmt")
_STYLE = ("cellXfs", "xf")


def shows_date(code: str) -> bool:
    """Tell whether a number format shows a date or a time: it names years, months, days, hours or seconds.

    What is quoted, escaped or in brackets is decoration, except [h], [mm] and [ss], which count elapsed time.
    """
    return code.lower() != "standard" and bool(_DATE_LETTER.search(_LITERAL.sub("", code)))


def date_styles(chunks: Iterable[bytes], part: str) -> frozenset[str]:
    """Give the numbers of the cell styles that show dates, as a cell's s attribute writes them.

    Raises Unreadable for what is not well-formed or too much.
    """
    found = markup.elements(chunks, part, frozenset({"numFmt", "xf"}))
    formats = {
        element.attributes.get("numFmtId", ""): shows_date(element.attributes.get("formatCode", ""))
        for element in found
        if element.path[-2:] == _FORMAT
    }
    styles = [element for element in found if element.path[-2:] == _STYLE]
    dated = (
        formats.get(number, number in _BUILT_IN_DATES)
        for number in (style.attributes.get("numFmtId", "0") for style in styles)
    )
    return frozenset(str(place) for place, is_date in enumerate(dated) if is_date)

"""How a workbook's cell styles show a number: as a date, a time or a percentage, with how many decimals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from scoresheet.formats import markup

_BUILT_IN_DATES = frozenset(
    str(number) for span in ((14, 22), (27, 36), (45, 47), (50, 58)) for number in range(span[0], span[1] + 1)
)
_BUILT_IN_PERCENTS = frozenset({"9", "10"})
_WHOLE = ("1", "3", "5", "6", "9", "37", "38", "41", "42")
_HUNDREDTHS = ("2", "4", "7", "8", "10", "39", "40", "43", "44")
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE | re.DOTALL)
_SECTION = re.compile(r"""(?:"[^"]*"?|[\\_*].|\[[^\]]*\]?|[^;])+""", re.DOTALL)
_CONDITION = re.compile(r"\[[<>=]")
_DIGITS = re.compile(r"(?:[0#?](?:[0#?,]*[0#?])?)?\.([0#?]+)|[0#?](?:[0#?,]*[0#?])?")
_LONGEST_CODE = 255
"""So many characters Excel takes of a number format."""
_MOST_CODES = 10_000
"""Excel takes a few hundred formats of a workbook's own."""
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
class OtherDigits:
    """A number format that shows other digits than a number's own.

    Always the same words (`fixed`, "" for none), or the number divided by `thousands` thousands and rounded, with the
    digits `before` and `after` it that belong to the format.
    """

    fixed: str | None = None
    before: str = ""
    after: str = ""
    thousands: int = 0
    decimals: int = 0

    def of(self, digits: str) -> str | None:
        """Give what is shown of a number from 0 up that the file writes so; None where that can't be told."""
        if self.fixed is not None:
            return self.fixed
        try:
            number = Decimal(repr(float(digits))).scaleb(-3 * self.thousands)
            rounded = number.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        except (ValueError, ArithmeticError):
            return None
        return f"{self.before}{rounded:f}{self.after}" if rounded.is_finite() else None


def other_digits(code: str) -> OtherDigits | None:
    """Tell how a number format shows other digits than the number's own; None where it doesn't or that isn't certain.

    Such are ;;; and "2", 0"0" and 0, but neither 0"分" nor 0,"千", and nothing with conditions.
    """
    sections = _split(code)
    if not code or any(_CONDITION.search(section) for section in sections):
        return None
    if len(sections) == 1 and not sections[0].strip():
        return None
    return _other_of(sections[0])


def _split(code: str) -> list[str]:
    sections = [""]
    for piece in _PIECE.findall(code):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


_PIECE = re.compile(r"""\"[^"]*"?|[\\_*!].|\[[^\]]*\]?|.""", re.DOTALL)


def _other_of(section: str) -> OtherDigits | None:
    codes, words = _side_by_side(section)
    found = _DIGITS.search(codes)
    if re.search(r"[a-z@%/]", codes, re.IGNORECASE) or shows_date(section):
        return None
    if found is None:
        return OtherDigits(fixed=words.strip())
    behind = codes[found.end() :]
    thousands = len(behind) - len(behind.lstrip(","))
    rest = words[found.end() + thousands :]
    if _DIGITS.search(behind) or (thousands and rest.strip()):
        # 0,"千" says what it divides by, and 0"."0 puts its point anywhere.
        return None
    before, after = _LAST_DIGITS.search(_literal(words, codes, 0, found.start())), _FIRST_DIGITS.match(rest)
    made = OtherDigits(
        before=before[0] if before else "",
        after=after[0] if after else "",
        thousands=thousands,
        decimals=len(found[1] or ""),
    )
    return made if made.before or made.after or made.thousands else None


def _literal(words: str, codes: str, start: int, end: int) -> str:
    return "".join(
        word if code == _WORD else " " for word, code in zip(words[start:end], codes[start:end], strict=True)
    )


_WORD = "\0"
_LAST_DIGITS, _FIRST_DIGITS = re.compile(r"[0-9.]+$"), re.compile(r"[0-9.]+")


def _side_by_side(section: str) -> tuple[str, str]:
    """Give a section twice, character by character: what is code in it, and what is shown as it stands."""
    codes, words = "", ""
    for piece in _PIECE.findall(section):
        if piece[0] in "[_*":
            continue
        said = piece.strip('"') if piece[0] == '"' else piece[1:] if piece[0] in "\\!" else piece
        is_code = len(piece) == 1
        codes, words = codes + (said if is_code else _WORD * len(said)), words + said
    return codes, words


@dataclass(frozen=True, slots=True)
class Decimals:
    """How many decimals a number format shows of a number from 0 up, and of one below 0.

    None stands for as many as there are, and for what can't be told: fractions, powers of ten, thousands, words.
    `other` is how the format makes other digits of a number.
    """

    positive: int | None = None
    negative: int | None = None
    other: OtherDigits | None = None

    def instead(self, digits: str) -> str | None:
        """Give what is shown in place of a number that the file writes so; None where it shows that number.

        "" stands for nothing at all. Of numbers below 0 nothing is told.
        """
        return None if self.other is None or digits.startswith("-") else self.other.of(digits)

    def of(self, digits: str) -> int | None:
        """Give how many are shown of a number that the file writes so."""
        return self.negative if digits.startswith("-") else self.positive


def shown_decimals(code: str) -> Decimals:
    """Give how many decimals a number format shows.

    The first section of a format is for numbers from 0 up, the second, if there is one, for those below. Of 0.## the
    most count that can be seen. Sections with conditions of their own have to agree.
    """
    told = _decimals_of(code)
    other = other_digits(code)
    return told if other is None else replace(told, other=other)


def _decimals_of(code: str) -> Decimals:
    sections = _SECTION.findall(code)
    shown = [_decimals(section) for section in sections] or [None]
    if any(_CONDITION.search(section) for section in sections):
        return Decimals(shown[0], shown[0]) if len(set(shown)) == 1 else Decimals()
    return Decimals(shown[0], shown[1] if len(shown) > 1 else shown[0])


def _decimals(section: str) -> int | None:
    bare = _LITERAL.sub("", section)
    digits = _DIGITS.search(bare)
    if digits is None or re.search(r"general|[/E]", bare, re.IGNORECASE) or shows_date(section):
        return None
    # A comma behind the last digit divides by a thousand: 12000 is shown as 12.
    return None if bare[digits.end() :].startswith(",") else len(digits[1] or "")


@dataclass(frozen=True, slots=True)
class NumberStyles:
    """The numbers of the cell styles that show something else than a number's digits, as a cell's s attribute has them.

    `dates` show dates or times, `percents` percentages; `decimals` are the styles that limit the decimals.
    """

    dates: frozenset[str] = frozenset()
    percents: frozenset[str] = frozenset()
    decimals: Mapping[str, Decimals] = field(default_factory=dict)


def number_styles(chunks: Iterable[bytes], part: str) -> NumberStyles:
    """Give the cell styles that show a number as something else.

    Raises Unreadable for what is not well-formed or too much.
    """
    found = markup.elements(chunks, part, frozenset({"numFmt", "xf"}))
    codes = {
        element.attributes.get("numFmtId", ""): element.attributes.get("formatCode", "")[:_LONGEST_CODE]
        for element in found
        if element.path[-2:] == _FORMAT
    }
    if len(codes) > _MOST_CODES:
        raise markup.refused(part)
    styles = [element.attributes.get("numFmtId", "0") for element in found if element.path[-2:] == _STYLE]
    return styles_of(styles, codes)


def styles_of(styles: list[str], codes: dict[str, str]) -> NumberStyles:
    """Give the same for cell styles in their order, told by the numbers of their formats, and the formats' codes."""
    return NumberStyles(
        _places(styles, codes, _BUILT_IN_DATES, shows_date),
        _places(styles, codes, _BUILT_IN_PERCENTS, shows_percent),
        _limited(styles, codes),
    )


def _limited(styles: list[str], codes: dict[str, str]) -> dict[str, Decimals]:
    shown = _BUILT_IN_DECIMALS | {number: shown_decimals(code) for number, code in codes.items()}
    limits = ((str(place), shown.get(number)) for place, number in enumerate(styles))
    return {place: limit for place, limit in limits if limit is not None and limit != Decimals()}


_BUILT_IN_DECIMALS = {
    number: Decimals(count, count) for count, numbers in ((0, _WHOLE), (2, _HUNDREDTHS)) for number in numbers
}


def _places(
    styles: list[str], codes: dict[str, str], built_in: frozenset[str], shows: Callable[[str], bool]
) -> frozenset[str]:
    shown = {number: shows(code) for number, code in codes.items()}
    return frozenset(
        str(place) for place, number in enumerate(styles) if shown.get(number, number in built_in)
    )

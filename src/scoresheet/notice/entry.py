"""One item of a table of indicators as it is printed, what its table holds besides, and numbers of points."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from scoresheet.language import NOTHING, Text
from scoresheet.notice.page import Row
from scoresheet.numerals import in_chinese


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as it is printed.

    `points` is None where no number is printed for it; `written_points` is what stands in the cell. `headings` are
    those over it from the widest to the narrowest, `place` is where it stands in the notice, `rows` how many rows of
    the table it takes. `shares_text` tells that its text is a merged cell that begins with an item above, `notes` are
    its footnotes, `only_costs` that it lists what points are taken off for.
    """

    text: str
    points: Decimal | None
    written_points: str = ""
    number: str = ""
    headings: tuple[str, ...] = ()
    rule: str = ""
    target: str = ""
    unit: str = ""
    department: str = ""
    is_percent: bool = False
    place: Text = NOTHING
    rows: int = 1
    shares_text: bool = False
    notes: tuple[str, ...] = ()
    only_costs: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """A total that the table itself states; `over` is how many items stand above it."""

    points: Decimal
    words: str
    place: Text
    over: int


@dataclass
class Found:
    """What a table of indicators holds; `heads` are the rows above its titles."""

    heads: list[Row] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stated: dict[str, Decimal] = field(default_factory=dict)


_WIDE = str.maketrans("０１２３４５６７８９．％（）－", "0123456789.%()-")
_AMOUNT = re.compile(r"[(]?\s*([0-9]+(?:\.[0-9]+)?)\s*(分|%|points?|marks?|pts?)?\s*[)]?", re.IGNORECASE)
IN_TEXT = re.compile(
    r"[(]\s*(?:满分|计|共|分值[:：]?)?\s*([0-9]+(?:\.[0-9]+)?)\s*(?:分|points?|marks?|pts?)\s*[)]",
    re.IGNORECASE,
)


def amount(written: str) -> Decimal | None:
    """Give the number of points that a cell states (3, 3分, 10%, （5分）), None where it states none."""
    match = _AMOUNT.fullmatch(written.translate(_WIDE).strip())
    return Decimal(match[1]) if match and len(match[1].partition(".")[2]) <= _FINEST else None


_FINEST = 4
"""Decimals that the points of a catalog may have."""


def plain_digits(text: str) -> str:
    """Give a text with plain digits, brackets and percent signs, each at the place where it stood."""
    return text.translate(_WIDE)


def worded_amount(written: str) -> Decimal | None:
    """Give the number of points that a cell states in Chinese numerals, as in 四十 or 十五分."""
    return in_chinese(re.sub(r"\s+|分$", "", written))


def amount_in(text: str) -> Decimal | None:
    """Give the only number of points in brackets in a text, as in 组织建设（30分）."""
    found = IN_TEXT.findall(text.translate(_WIDE))
    return Decimal(found[0]) if len(found) == 1 else None


def number_of(written: str) -> str:
    """Give the number of an item without the marks around it: （3） and 3、 are 3."""
    return written.translate(_WIDE).strip().strip("().、．:： ")

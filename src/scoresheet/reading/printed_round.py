"""Which round a form is of by what is printed on it, where its marks don't say: the years and months of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from scoresheet.catalog.model import Catalog
from scoresheet.matching import normalised
from scoresheet.reading.tables import FoundTable, cell_at
from scoresheet.submission import Cell
from scoresheet.titles import DATE_LABEL, SCORES

Printed = TypeVar("Printed")

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_MONTHS = re.compile(r"(?<![0-9])([0-9]{1,2})月?[-—–~至到]+([0-9]{1,2})月")
_DIGITS = re.compile(r"[0-9]+")
_LONGEST = 60
_DATES = tuple(normalised(label).partition(":")[0].casefold() + ":" for label in DATE_LABEL)


def of_other_round(catalog: Catalog, scores: FoundTable) -> Cell | None:
    """Give the cell above the table of items that prints another year or other months than this round's.

    Only titles and dates are looked at. A date may be later than the round; None where nothing contradicts it.
    """
    own = normalised(f"{catalog.title} {catalog.round.label}")
    years, months = set(_YEAR.findall(own)), set(_MONTHS.findall(own))
    for cell in _above(scores):
        said = normalised(cell.text)
        printed = set(_YEAR.findall(said))
        if said.casefold().startswith(_DATES):
            if years and printed and max(printed) < min(years):
                return cell
        elif _is_title(catalog, said) and (
            _differ(printed, years) or _differ(set(_MONTHS.findall(said)), months)
        ):
            return cell
    return None


def _above(scores: FoundTable) -> Iterator[Cell]:
    for row, cells in scores.sheet.rows():
        for column in cells if row < scores.header else ():
            cell = cell_at(scores.sheet, row, column, number=False)
            if cell.text and len(cell.text) <= _LONGEST and cell.formula is None:
                yield cell


def _is_title(catalog: Catalog, said: str) -> bool:
    words = [normalised(word).casefold() for word in SCORES]
    return _undated(said) == _undated(normalised(catalog.title)) or any(
        word in said.casefold() for word in words
    )


def _undated(text: str) -> str:
    return _DIGITS.sub("#", text)


def _differ(printed: set[Printed], own: set[Printed]) -> bool:
    return bool(printed and own and printed.isdisjoint(own))

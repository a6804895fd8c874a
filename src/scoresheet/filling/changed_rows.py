"""What an older sheet prints beside an answer and today's form prints otherwise: another text, other points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoresheet.figures import plain
from scoresheet.filling.answers import Inputs, Slot
from scoresheet.grid import Kind, RawCell, address
from scoresheet.language import Text, same
from scoresheet.matching import normalised
from scoresheet.reading.tables import FoundTable
from scoresheet.submission import IssuedItem
from scoresheet.titles import Column
from scoresheet.values import read_number

_OF_ITEM = (Column.TEXT, Column.POINTS)
_OF_MEASURE = (Column.MEASURE, Column.UNIT)
_OF_EVENT = (Column.EVENT, Column.EACH)


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that is printed beside an answer: where it stands on the older sheet, in which column, before and now.

    `slot` is an input of the row on today's form; `place` is empty where only the older form's own memory tells.
    """

    place: Text
    slot: Slot
    column: Column
    before: str
    now: str


def changed_row(
    table: FoundTable, row: int, slot: Slot, inputs: Inputs, issued: IssuedItem | None
) -> Iterator[Changed]:
    """Walk what a row of an older sheet prints otherwise than the row of an input on today's form.

    `issued` is what the older form printed for the item when it was issued; it speaks where the sheet says nothing.
    """
    for column in _compared(slot):
        now, before = _beside(inputs, slot, column), table.text(row, column)
        place = (
            same(f"{table.sheet.name} {address(row, table.columns.get(column, 0))}") if before else same("")
        )
        if not before and issued is not None:
            before = {Column.TEXT: issued.text, Column.POINTS: issued.points}.get(column, "")
        if before and now and _folded(before) != _folded(now):
            yield Changed(place, slot, column, before, now)


def _compared(slot: Slot) -> tuple[Column, ...]:
    if slot.column is Column.ACTUAL:
        return _OF_MEASURE
    if slot.column is Column.COUNT:
        return _OF_EVENT
    return _OF_ITEM if slot.column in {Column.SCORE, Column.DONE, Column.REASON} else ()


def _beside(inputs: Inputs, slot: Slot, column: Column) -> str:
    try:
        return inputs.beside(slot, column)
    except KeyError:
        return ""


def _folded(words: str) -> str:
    number = read_number(RawCell(Kind.TEXT, words)).number
    # The number of an item before the name of a measure may be another, which is told by itself.
    return normalised(_ITEM.sub("", words)) if number is None else plain(number)


_ITEM = re.compile(r"^(?:第[^项]{1,12}项|Item \S{1,12})\s*")

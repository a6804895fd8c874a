"""The names under which an item's answers stand in a file: score, measures/activities, register/1/event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoresheet.catalog.mistakes import choices, fold, guess, quoted
from scoresheet.catalog.model import Item, Measure
from scoresheet.filling.answers import DENOMINATOR, NUMERATOR, STATEMENT, Slot, measure_keys
from scoresheet.language import Text
from scoresheet.titles import NONE_DECLARED, TITLES, Column

DECLARED = "none_declared"
_OF_ITEM = {Column.SCORE: "score", Column.DONE: "done", Column.REASON: "reason"}
_FURTHER = {Column.SCORE: ("得分",)}
_OF_ROW = {Column.EVENT: "event", Column.DEDUCTION: "deduct", Column.REMARK: "remark"}
_ROW = re.compile(r"register/([1-9][0-9]{0,3})/(.+)")


def field_name(slot: Slot) -> str:
    """Give the name of an input: its path within the answers of its item."""
    if slot == STATEMENT:
        return DECLARED
    if slot.column in _OF_ITEM:
        return _OF_ITEM[slot.column]
    if slot.column is Column.ACTUAL:
        return f"measures/{slot.key}"
    if slot.column is Column.COUNT:
        return f"events/{slot.key}"
    if slot.column is Column.REMARK and not slot.key.isdecimal():
        return f"remarks/{slot.key}"
    return f"register/{slot.key}/{_OF_ROW[slot.column]}"


def is_declaration(name: str) -> bool:
    """Tell whether a name is that of the statement that nothing is to be deducted."""
    return fold(name) in {DECLARED, *map(fold, NONE_DECLARED)}


class FieldNames:
    """The fields of a catalog's items by the names that they go by."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, tuple[Slot, ...]]] = {}

    def slot(self, item: Item, name: str) -> Slot | Text:
        """Give the input of an item that goes by a name; a sentence where none or several do.

        A measure and a kind of event may go by their id or name alone, where only one of them does.
        """
        row = _ROW.fullmatch(fold(name))
        if row is not None and item.rule.register_rows and row[2] in _ROW_WORDS:
            return Slot(item.id, _ROW_WORDS[row[2]], row[1])
        if item.id not in self._known:
            self._known[item.id] = _names(item)
        found = self._known[item.id].get(fold(name), ())
        if len(found) == 1:
            return found[0]
        return _ambiguous(name, found) if found else _unknown(item, name)


_ROW_WORDS = {fold(word): column for column, name in _OF_ROW.items() for word in (name, *TITLES[column])}


def _names(item: Item) -> dict[str, tuple[Slot, ...]]:
    names: dict[str, dict[Slot, None]] = {}
    for name, slot in _named(item):
        names.setdefault(fold(name), {})[slot] = None
    return {name: tuple(slots) for name, slots in names.items()}


def _named(item: Item) -> Iterator[tuple[str, Slot]]:
    for column, name in _OF_ITEM.items():
        if column is not Column.SCORE or item.rule.cell_reads is None:
            words = (name, *TITLES[column], *_FURTHER.get(column, ()))
            yield from ((word, Slot(item.id, column)) for word in words)
    for measure in item.measures:
        yield from _of_measure(item, measure)
    for event, kind in item.rule.event_kinds.items():
        slot = Slot(item.id, Column.COUNT, event)
        yield from ((word, slot) for word in (event, kind.name, f"events/{event}", f"events/{kind.name}"))
        yield f"remarks/{event}", Slot(item.id, Column.REMARK, event)


def _of_measure(item: Item, measure: Measure) -> Iterator[tuple[str, Slot]]:
    words = {NUMERATOR: measure.numerator, DENOMINATOR: measure.denominator}
    for key in measure_keys(measure):
        slot = Slot(item.id, Column.ACTUAL, key)
        part = words.get(key.partition("/")[2])
        name = measure.name if part is None else part
        yield from ((word, slot) for word in (key, name, f"measures/{key}", f"measures/{name}"))


def _unknown(item: Item, name: str) -> Text:
    near = guess(name, _names(item))
    slots = dict.fromkeys(slot for _, slot in _named(item))
    row = [f"register/1/{part}" for part in _OF_ROW.values()] if item.rule.register_rows else []
    listed = choices([*map(field_name, slots), *row])
    return Text(
        f"第{item.id}项没有{quoted(name)}这一栏。{near.zh}可以写：{listed.zh}。",
        f"Item {item.id} has no field {quoted(name)}.{near.en} What can be written: {listed.en}.",
    )


def _ambiguous(name: str, found: tuple[Slot, ...]) -> Text:
    listed = choices(map(field_name, found))
    return Text(
        f"{quoted(name)}可以是几处，分不清。请改写为：{listed.zh}。",
        f"{quoted(name)} may be several fields. Write one of: {listed.en}.",
    )

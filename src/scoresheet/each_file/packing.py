"""What came of a file, packed for the way from one process to another: what all share stays where it is.

A submission points to its form, and the form to the whole catalog. Both sides have the catalog, so that only the places
of forms, items and measures travel. Cells and issued items that many files have alike are one object again on arrival.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from scoresheet.catalog.form import Form, FormItem, FormMeasure, form_for
from scoresheet.catalog.model import Catalog
from scoresheet.each_file.step import Done
from scoresheet.submission import Cell, IssuedItem
from scoresheet.values import Value

Place = tuple[int, ...]
"""Where a thing stands: () is the form, (3,) its fourth item, (3, 0) the item's first measure."""


def packed(done: Done) -> bytes:
    """Give what came of a file as bytes."""
    form = done.submission.form
    stream = io.BytesIO()
    pickle.dump(None if form is None else form.unit.id, stream)
    places = {} if form is None else {id(thing): place for place, thing in _shared(form)}
    _Packer(stream, places).dump(done)
    return stream.getvalue()


class Unpacker:
    """Opens what was packed, with the forms of a catalog that is equal to the one on the other side."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._units = {unit.id: unit for unit in catalog.units}

    def __call__(self, data: bytes) -> Done:
        """Give what was packed; the bytes must come from our own program."""
        stream = io.BytesIO(data)
        unit: str | None = pickle.load(stream)  # noqa: S301 - written by our own program
        things = {} if unit is None else dict(_shared(form_for(self._catalog, self._units[unit])))
        done = _Opener(stream, things).load()
        assert isinstance(done, Done)  # noqa: S101 - what `packed` writes
        return done


_ON_BOTH_SIDES = (Form, FormItem, FormMeasure)


def _shared(form: Form) -> Iterator[tuple[Place, object]]:
    yield (), form
    for number, entry in enumerate(form.items):
        yield (number,), entry
        for order, measure in enumerate(entry.measures):
            yield (number, order), measure


def _look_up(place: Place) -> object:
    """Name in the packed bytes what the opener does instead: look up what both sides have. It is never called."""
    raise NotImplementedError(place)


class _Packer(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, places: Mapping[int, Place]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)

        def reduced(thing: object) -> tuple[Any, ...] | str:
            place = places.get(id(thing))
            return thing.__reduce_ex__(pickle.HIGHEST_PROTOCOL) if place is None else (_look_up, (place,))

        # Asked by type: pickle's own way for such things would ask for each of thousands of objects.
        self.dispatch_table = {**_REDUCED, **dict.fromkeys(_ON_BOTH_SIDES, reduced)}


class _Opener(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, things: Mapping[Place, object]) -> None:
        super().__init__(stream)
        self._things = things

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        return self._things.__getitem__ if found is _look_up else found


_SHORT = 500


def _cell(cell: Cell) -> tuple[Callable[..., Cell], tuple[object, ...]]:
    is_short = len(cell.sheet) + len(cell.text) + len(cell.formula or "") <= _SHORT
    return _kept_cell if is_short else Cell, (cell.sheet, cell.address, cell.text, cell.value, cell.formula)


def _issued(item: IssuedItem) -> tuple[Callable[..., IssuedItem], tuple[object, ...]]:
    measures, names = tuple(item.measures.items()), tuple(item.names.items())
    said = sum(map(len, (item.text, item.points, item.rule))) + len(repr((measures, names)))
    return _kept_item if said <= _SHORT else _item, (item.text, item.points, item.rule, measures, names)


_Pairs = tuple[tuple[str, str], ...]


def _item(text: str, points: str, rule: str, measures: _Pairs, names: _Pairs) -> IssuedItem:
    return IssuedItem(text, points, rule, dict(measures), dict(names))


@lru_cache(maxsize=16_384)
def _kept_cell(sheet: str, address: str, text: str, value: Value, formula: str | None) -> Cell:
    return Cell(sheet, address, text, value, formula)


@lru_cache(maxsize=4_096)
def _kept_item(text: str, points: str, rule: str, measures: _Pairs, names: _Pairs) -> IssuedItem:
    return _item(text, points, rule, measures, names)


_REDUCED: dict[type, Callable[[Any], tuple[Any, ...]]] = {Cell: _cell, IssuedItem: _issued}

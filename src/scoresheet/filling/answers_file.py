"""Answers in a text file (YAML, JSON or CSV), of one unit or of many: all mistakes told at once, at their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scoresheet.catalog.json_document import read_json
from scoresheet.catalog.mistakes import CatalogError, Mistake, Slip, choices, guess, quoted
from scoresheet.catalog.mistakes import Path as DataPath
from scoresheet.catalog.model import Catalog, Item, Unit
from scoresheet.catalog.positions import Document, read_document
from scoresheet.decisions.meaning import Meanings, UnclearError
from scoresheet.filling.answer_fields import DECLARED, FieldNames, is_declaration
from scoresheet.filling.answers import STATEMENT, Slot
from scoresheet.filling.answers_table import COLUMNS, TableLine, read_table
from scoresheet.filling.offered import Offered, typed
from scoresheet.language import Text

_LARGEST = 50_000_000
"""Bytes; all answers of three thousand units with long texts are less."""


@dataclass(frozen=True, slots=True)
class UnitAnswers:
    """What a file says for one unit."""

    unit: Unit
    offers: tuple[Offered, ...]


def read_answers(path: Path, catalog: Catalog, unit: Unit | None = None) -> tuple[UnitAnswers, ...]:
    """Give the answers in a file, unit by unit in the order of the file; a blank is no answer.

    `unit` is whose answers they are where the file names none. Raises CatalogError with every mistake: what is no
    unit, item or field of the catalog. Whether a value may stand in its field is decided where it is put there.
    """
    reading = _Reading(Meanings(catalog), unit)
    if _is_table(path):
        _take_table(reading, path)
    else:
        _take_document(reading, _document(path, catalog))
    if reading.mistakes:
        raise CatalogError(tuple(sorted(reading.mistakes, key=_place)), catalog.locale)
    return tuple(UnitAnswers(one, tuple(offers)) for one, offers in reading.found())


def _place(mistake: Mistake) -> tuple[int, int]:
    return mistake.line, mistake.column


def _is_table(path: Path) -> bool:
    suffix = path.suffix.lower()
    return suffix in {".csv", ".tsv"} or (suffix == ".txt" and not _begins_with(path, (b"{", b"[")))


def _begins_with(path: Path, marks: tuple[bytes, ...]) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(marks)
    except OSError:
        return False


def _document(path: Path, catalog: Catalog) -> Document:
    is_json = path.suffix.lower() == ".json" or _begins_with(path, (b"{",))
    try:
        return read_json(path) if is_json else read_document(path)
    except CatalogError as error:
        raise CatalogError(error.mistakes, catalog.locale) from None


Pointed = Callable[[Text], Mistake]


@dataclass
class _Reading:
    """Holds what is read against the catalog, and keeps what was answered by unit."""

    meanings: Meanings
    default: Unit | None
    mistakes: list[Mistake] = field(default_factory=list)
    fields: FieldNames = field(default_factory=FieldNames)
    _by_unit: dict[str, dict[Slot, Offered]] = field(default_factory=dict)
    _units: dict[str, Unit] = field(default_factory=dict)

    def found(self) -> Iterator[tuple[Unit, Iterable[Offered]]]:
        """Walk the units with what was answered for each."""
        for key, offers in self._by_unit.items():
            yield self._units[key], offers.values()

    def unit(self, said: str | None, at: Pointed) -> Unit | None:
        """Give the unit that is named, or the one that is known without; None for a mistake, which is noted."""
        if said is None:
            if self.default is None:
                self.mistakes.append(at(_NO_UNIT))
            return self.default
        try:
            return self.meanings.unit(said)
        except UnclearError as unclear:
            self.mistakes.append(at(unclear.sentence))
            return None

    def item(self, said: str, at: Pointed) -> Item | None:
        """Give the item that is named; None for a mistake, which is noted."""
        try:
            return self.meanings.item(said)
        except UnclearError as unclear:
            self.mistakes.append(at(unclear.sentence))
            return None

    def begin(self, unit: Unit) -> None:
        """Take note that a unit is named, even where nothing is answered for it."""
        self._units[unit.id] = unit
        self._by_unit.setdefault(unit.id, {})

    def take(self, unit: Unit, slot: Slot, value: str, place: Text, at: Pointed) -> None:
        """Keep an answer; a second one to the same question is a mistake."""
        self.begin(unit)
        made = Offered(place, typed(value), slot)
        first = self._by_unit[unit.id].setdefault(slot, made)
        if first is not made:
            self.mistakes.append(at(_again(first.place)))


_NO_UNIT = Text(
    "没有写是哪个单位的。请写上“unit: 单位编号或名称”。",
    "This doesn't say whose answers they are. Write “unit: …” with an id or a name.",
)


def _again(first: Text) -> Text:
    return Text(
        f"这一处已经填过一次（{first.zh}）。请只留一处。",
        f"This was answered already ({first.en}). Keep one of the two.",
    )


def _take_document(reading: _Reading, document: Document) -> None:
    reading.mistakes += [document.mistake_at(spot) for spot in document.spots]
    data = document.data
    parts = list(enumerate(data)) if isinstance(data, list) else [(None, data)]
    for place, part in parts:
        path: DataPath = () if place is None else (place,)
        if path not in document.refused:
            _OfUnit(reading, document, path).take(part)


_NOT_A_UNIT = Text(
    "这里应写一个单位的答案：unit（单位）、answers（各项答案），可加 none_declared（本期无扣分）。",
    "There should be one unit's answers here: unit and answers, and none_declared where it is stated.",
)
_NOT_ITEMS = Text(
    'answers 下面应逐项写“编号: 答案”，如“"2": {score: 3}”。',
    'Below answers there should be “id: answer”, as in “"2": {score: 3}”.',
)
_KEYS = ("unit", "answers", DECLARED)


@dataclass(frozen=True, slots=True)
class _OfUnit:
    """The part of a document that holds the answers of one unit."""

    reading: _Reading
    document: Document
    path: DataPath

    def take(self, part: Any) -> None:
        """Take all its answers, or note what is wrong with them."""
        if not isinstance(part, Mapping):
            self._note(self.path, _NOT_A_UNIT)
            return
        for key in part:
            if key not in _KEYS:
                self._note((*self.path, key), _unknown(key), at_key=True)
        said = part.get("unit")
        if isinstance(said, (Mapping, list)):
            self._note((*self.path, "unit"), _NO_UNIT)
            return
        unit = self.reading.unit(said, self._at((*self.path, "unit") if said else self.path))
        if unit is not None:
            self.reading.begin(unit)
        self._declaration(unit, part.get(DECLARED))
        self._items(unit, part.get("answers"))

    def _declaration(self, unit: Unit | None, said: Any) -> None:
        path = (*self.path, DECLARED)
        if isinstance(said, str) and unit is not None:
            self.reading.take(unit, STATEMENT, said, self._place(path), self._at(path))
        elif isinstance(said, (Mapping, list)):
            self._note(path, _YES_OR_NO)

    def _items(self, unit: Unit | None, answers: Any) -> None:
        path = (*self.path, "answers")
        if answers is None:
            return
        if not isinstance(answers, Mapping):
            self._note(path, _NOT_ITEMS)
            return
        for said, answer in answers.items():
            item = self.reading.item(said, self._at((*path, said), at_key=True))
            if item is not None and (*path, said) not in self.document.refused:
                self._answer(unit, item, (*path, said), answer)

    def _answer(self, unit: Unit | None, item: Item, path: DataPath, answer: Any) -> None:
        if not isinstance(answer, Mapping):
            if answer is not None:
                self._note(path, _not_fields(item))
            return
        for name, at, value in _leaves(answer, path):
            slot = self.reading.fields.slot(item, name)
            if isinstance(slot, Text):
                self._note(at, slot, at_key=True)
            elif value is not None and unit is not None:
                self.reading.take(unit, slot, value, self._place(at), self._at(at))

    def _place(self, path: DataPath) -> Text:
        line = self.document.line_of(path)
        name = Path(self.document.file).name
        return Text(f"{name} 第{line}行", f"{name}, line {line}")

    def _at(self, path: DataPath, *, at_key: bool = False) -> Pointed:
        return lambda message: self.document.mistake(Slip(path, message, at_key=at_key))

    def _note(self, path: DataPath, message: Text, *, at_key: bool = False) -> None:
        self.reading.mistakes.append(self._at(path, at_key=at_key)(message))


_YES_OR_NO = Text("这里应为“是”或“否”。", "This should be yes or no.")


def _not_fields(item: Item) -> Text:
    return Text(
        f"第{item.id}项的答案要写明是哪一栏，如“score: 3”。",
        f"The answer to item {item.id} has to name its fields, as in “score: 3”.",
    )


def _unknown(key: str) -> Text:
    near, listed = guess(key, _KEYS), choices(_KEYS)
    return Text(
        f"不认识{quoted(key)}。{near.zh}这里可以写：{listed.zh}。",
        f"{quoted(key)} is not known.{near.en} What can stand here: {listed.en}.",
    )


def _leaves(data: Any, path: DataPath, name: str = "") -> Iterator[tuple[str, DataPath, str | None]]:
    """Walk the values of an item's answer with the names of their fields; the rows of a list count from 1."""
    pairs = data.items() if isinstance(data, Mapping) else ((place, each) for place, each in enumerate(data))
    for key, value in pairs:
        step = key if isinstance(key, str) else str(key + 1)
        named, at = f"{name}/{step}" if name else step, (*path, key)
        if isinstance(value, (Mapping, list)):
            yield from _leaves(value, at, named)
        elif value is not None:
            yield named, at, value


def _take_table(reading: _Reading, path: Path) -> None:
    table = read_table(path)
    reading.mistakes += table.mistakes
    units = _Once(reading.unit)
    items = _Once(reading.item)
    for line in table.lines:
        unit = units.meaning(line.unit or None, line.at(COLUMNS.index("unit")))
        if line.item or not is_declaration(line.field):
            item = items.meaning(line.item, line.at(COLUMNS.index("item"))) if line.item else None
            _take_field(reading, line, unit, item)
        elif unit is not None and line.value:
            reading.take(unit, STATEMENT, line.value, line.place, line.at(COLUMNS.index("field")))


def _take_field(reading: _Reading, line: TableLine, unit: Unit | None, item: Item | None) -> None:
    if item is None:
        if not line.item:
            reading.mistakes.append(line.at(COLUMNS.index("item"))(_NO_ITEM))
        return
    at = line.at(COLUMNS.index("field"))
    slot = reading.fields.slot(item, line.field)
    if isinstance(slot, Text):
        reading.mistakes.append(at(slot))
    elif unit is not None:
        reading.begin(unit)
        if line.value:
            reading.take(unit, slot, line.value, line.place, at)


_NO_ITEM = Text(
    "没有写考核项编号。只有 none_declared（本期无扣分）这一栏可以不写。",
    "There is no item. Only none_declared goes without one.",
)


class _Once:
    """A meaning that is asked for once for each word, so that a wrong one in many lines is told once."""

    def __init__(self, ask: Callable[[Any, Pointed], Any]) -> None:
        self._ask = ask
        self._known: dict[str | None, Any] = {}

    def meaning(self, said: str | None, at: Pointed) -> Any:
        """Give what a word means, None where that was a mistake."""
        if said not in self._known:
            self._known[said] = self._ask(said, at)
        return self._known[said]

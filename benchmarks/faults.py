"""The faults that are planted in returns: a table of kinds, each with the checks that must find it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from scoresheet.catalog.form import FormItem
from scoresheet.filling.answers import Answers, Entry, ItemAnswer
from scoresheet.parts.cells import Content, Formula
from scoresheet.titles import Column

ERROR_VALUE = "#REF!"

Change = Callable[[FormItem, ItemAnswer], ItemAnswer]
Cells = Callable[[FormItem], Mapping[Column, Content]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault.

    `codes` are the checks of which one must tell it; `suits` says in which items it can stand; `answers` changes what
    is filled in, `cells` what stands in the cells of the item's row; `value` is an error value put in place of the score.
    """

    name: str
    codes: frozenset[str]
    suits: Callable[[FormItem], bool]
    answers: Change | None = None
    cells: Cells | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault in a return: its kind by name, the item it stands in, and the codes of which one must be told."""

    kind: str
    item: str
    codes: frozenset[str]


def _judged(entry: FormItem) -> bool:
    return entry.item.rule.deduct_at_most is None


def _stated(entry: FormItem) -> bool:
    """Tell whether an item's measures are plain numbers with a target."""
    return _judged(entry) and any(one.measure.numerator is None and one.goal.target for one in entry.measures)


def _counts_events(entry: FormItem) -> bool:
    return bool(entry.item.rule.event_kinds)


def _score(change: Callable[[Decimal], Entry], reason: Entry = None) -> Change:
    """Change the score, and the reason for missing points with it."""

    def changed(entry: FormItem, answer: ItemAnswer) -> ItemAnswer:
        return replace(answer, score=change(entry.item.points), reason=reason)

    return changed


def _measure(entered: Entry) -> Change:
    """Change the first achieved number of an item that states full points."""

    def changed(entry: FormItem, answer: ItemAnswer) -> ItemAnswer:
        name = next(one.measure.id for one in entry.measures if one.measure.numerator is None)
        measures = {**answer.measures, name: entered}
        return replace(answer, score=entry.item.points, reason=None, measures=measures)

    return changed


def _silent(entry: FormItem, answer: ItemAnswer) -> ItemAnswer:
    return replace(answer, score=entry.item.points, done=None, reason=None)


def _events(number: Decimal) -> Change:
    def changed(entry: FormItem, answer: ItemAnswer) -> ItemAnswer:
        return replace(answer, events={next(iter(entry.item.rule.event_kinds)): number})

    return changed


def _any(_entry: FormItem) -> bool:
    return True


_HALF, _WHY = Decimal("0.5"), "经费未到位，推迟到12月完成。"
_GONE = (Column.TEXT, Column.POINTS, Column.SCORE, Column.DONE, Column.REASON, Column.ID)


def _codes(*codes: str) -> frozenset[str]:
    return frozenset(codes)


_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")

KINDS: tuple[Kind, ...] = (
    Kind("score above the points", _codes("V104"), _judged, _score(lambda most: most + 1)),
    Kind("score below zero", _codes("V104"), _judged, _score(lambda _: Decimal(-1), reason=_WHY)),
    Kind("no score", _codes("V101"), _any, _score(lambda _: None)),
    Kind("score in words", _codes("V102"), _any, _score(lambda most: f"约{most}分")),
    Kind("number typed as text", _codes("V103"), _judged, _score(str)),
    Kind("full-width digits", _codes("V103"), _judged, _score(lambda most: str(most).translate(_WIDE))),
    Kind(
        "three decimals", _codes("V105"), _judged, _score(lambda most: most - Decimal("0.125"), reason=_WHY)
    ),
    Kind("no reason for missing points", _codes("E101"), _judged, _score(lambda most: most - _HALF)),
    Kind(
        "a reason that says nothing", _codes("E101"), _judged, _score(lambda most: most - _HALF, reason="无")
    ),
    Kind("nothing said of what was done", _codes("E102"), _judged, _silent),
    Kind("full points with a missed target", _codes("R103"), _stated, _measure(Decimal(0))),
    Kind("achieved number in words", _codes("V108"), _stated, _measure("很多")),
    Kind(
        "events beside the statement that there were none",
        _codes("R105"),
        _counts_events,
        _events(Decimal(2)),
    ),
    Kind("half an event", _codes("V109"), _counts_events, _events(Decimal("1.5"))),
    Kind(
        "formula in place of a score",
        _codes("V107"),
        _judged,
        cells=lambda entry: {Column.SCORE: Formula(f"{entry.item.points}+0", entry.item.points)},
    ),
    Kind("error value", _codes("V102"), _judged, value=ERROR_VALUE),
    Kind(
        "changed points",
        _codes("S107"),
        _judged,
        cells=lambda entry: {Column.POINTS: entry.item.points + 2},
    ),
    Kind(
        "changed text",
        _codes("S106"),
        _judged,
        cells=lambda entry: {Column.TEXT: f"（本单位不作要求）{entry.text[len(entry.text) // 2 :]}"},
    ),
    Kind("deleted row", _codes("S103"), _judged, cells=lambda _: dict.fromkeys(_GONE)),
)
"""Every kind that is planted in an item; a wrong total is planted apart."""

WRONG_TOTAL = Kind("wrong total", _codes("V106"), lambda _: False)


@dataclass(frozen=True, slots=True)
class Planting:
    """What is planted in one return: a kind of fault by the item it stands in, or a wrong total.

    A total is held against the scores only where every score can be summed, so that it is planted alone.
    """

    items: Mapping[str, Kind]
    wrong_total: bool = False

    @property
    def planted(self) -> tuple[Planted, ...]:
        """The faults, in the order of the items."""
        made = tuple(Planted(kind.name, item, kind.codes) for item, kind in self.items.items())
        total = (Planted(WRONG_TOTAL.name, "", WRONG_TOTAL.codes),) if self.wrong_total else ()
        return made + total

    def answered(self, answers: Answers, asked: Iterable[FormItem]) -> Answers:
        """Give answers with the faults that lie in what is filled in."""
        items = dict(answers.items)
        for entry in asked:
            kind = self.items.get(entry.item.id)
            if kind is not None and kind.answers is not None:
                items[entry.item.id] = kind.answers(entry, items[entry.item.id])
        return replace(answers, items=items)


NOTHING = Planting({})
TOTAL = Planting({}, wrong_total=True)


def drawn(chance: Random, asked: Iterable[FormItem], count: int) -> Planting:
    """Draw so many faults, each in another item; fewer where not every kind finds an item that suits it."""
    free = list(asked)
    chance.shuffle(free)
    planted: dict[str, Kind] = {}
    wanted = chance.sample(KINDS, min(count, len(KINDS)))
    # Those that suit few items choose first.
    for kind in sorted(wanted, key=lambda kind: sum(map(kind.suits, free))):
        suited = next((entry for entry in free if kind.suits(entry)), None)
        if suited is not None:
            free.remove(suited)
            planted[suited.item.id] = kind
    return Planting(planted)

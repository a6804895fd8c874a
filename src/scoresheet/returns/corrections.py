"""Corrections by telephone, laid over the file that speaks for a unit; the file itself stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from scoresheet.catalog.model import Item
from scoresheet.decision import Correction, Decisions, Effect
from scoresheet.grid import Kind, RawCell
from scoresheet.language import Text, same
from scoresheet.matching import normalised
from scoresheet.quoting import BLANK, quoted, shown, typed
from scoresheet.returns.fields import cell_of, compared, named, takes_number, with_cell, written
from scoresheet.returns.settling import Placed, Returns, UnitReturn
from scoresheet.submission import Cell, Corrected, Submission
from scoresheet.titles import yes_or_no
from scoresheet.values import BLANK as NO_NUMBER
from scoresheet.values import Refusal, Value, read_number


def correct(returns: Returns, decisions: Decisions) -> Returns:
    """Lay the corrections over the returns that speak, and note what came of each.

    A correction changes a cell in which its old value stands, and no other. Corrections of one cell are laid on in
    the order of their dates; those of one day in the order in which each finds its old value.
    """
    by_unit: dict[str, list[Correction]] = {}
    for correction in decisions.corrections:
        by_unit.setdefault(correction.unit, []).append(correction)
    items = {item.id: item for item in returns.catalog.items}
    units, effects = [], list(returns.effects)
    for unit in returns.units:
        made, came = _corrected(unit, by_unit.get(unit.unit.id, ()))
        units.append(made)
        effects += [_named(one, items) for one in came]
    return replace(returns, units=tuple(units), effects=tuple(effects))


def _corrected(unit: UnitReturn, corrections: Sequence[Correction]) -> tuple[UnitReturn, list[Effect]]:
    if not corrections:
        return unit, []
    if unit.chosen is None:
        words = _UNSETTLED if unit.conflicting else _NO_RETURN
        return unit, [Effect(one, done=False, words=words) for one in sorted(corrections, key=_key)]
    made, effects = unit.chosen, list[Effect]()
    cells = sorted(corrections, key=lambda one: (_cell(one), _key(one)))
    for _, of_one_cell in groupby(cells, key=_cell):
        made, came = _laid_on(made, list(of_one_cell))
        effects += came
    placed = tuple(
        Placed(made, one.standing, one.reason) if one.submission is unit.chosen else one
        for one in unit.placed
    )
    return UnitReturn(unit.unit, made, placed), effects


def _named(effect: Effect, items: Mapping[str, Item]) -> Effect:
    """Put the name of the field before the words."""
    decision = effect.decision
    if not isinstance(decision, Correction):
        return effect
    name = named(decision.field, items.get(decision.item or ""))
    zh, en = ("", "") if effect.done else ("：", ":")
    return replace(effect, words=Text(f"{name.zh}{zh}{effect.words.zh}", f"{name.en}{en} {effect.words.en}"))


_NO_RETURN = Text("这个单位没有可用的表", "the unit has no return that counts")
_UNSETTLED = Text(
    "这个单位的几份表还没有确认以哪份为准", "it isn't settled which of the unit's returns counts"
)


def _cell(correction: Correction) -> tuple[str, str, str]:
    return correction.item or "", correction.field.kind.value, correction.field.key


def _key(correction: Correction) -> tuple[object, ...]:
    said = (correction.old, correction.new, correction.caller, correction.taken_by, correction.reason)
    return correction.day, said, correction.place


@dataclass(slots=True)
class _Cell:
    """One cell while corrections are laid over it."""

    submission: Submission
    cell: Cell
    effects: list[Effect]

    def lay_on(self, one: Correction) -> None:
        """Change the cell."""
        after = _after(self.cell, one)
        changed = with_cell(self.submission, one.item, one.field, after)
        told = (*changed.corrections, Corrected(one, self.cell, after))
        words = change(Corrected(one, self.cell, after))
        self.effects.append(self._effect(one, words, done=True))
        self.submission, self.cell = replace(changed, corrections=told), after

    def refuse(self, one: Correction) -> None:
        """Leave the cell alone, because something else stands there than was expected."""
        found = _shown(self.cell)
        words = Text(
            f"表中填的是{found.zh}，不是登记的原值{_old(one).zh}",
            f"the form says {found.en}, not {_old(one).en} as taken down",
        )
        self.effects.append(self._effect(one, words, done=False))

    def pass_over(self, one: Correction) -> None:
        """Leave the cell alone, because it already is as the corrections want it."""
        found = _shown(self.cell)
        words = Text(f"表中已经是{found.zh}", f"the form already says {found.en}")
        self.effects.append(self._effect(one, words, done=False, needed=False))

    def _effect(self, one: Correction, words: Text, *, done: bool, needed: bool = True) -> Effect:
        file = self.submission.source.path
        return Effect(one, done, words, needed, file, self.cell.sheet, (self.cell.address,))


def _laid_on(submission: Submission, corrections: list[Correction]) -> tuple[Submission, list[Effect]]:
    """Lay corrections, given by date, over one cell."""
    first = corrections[0]
    found = cell_of(submission, first.item, first.field)
    if found is None:
        path = submission.source.path
        return submission, [Effect(one, done=False, words=_NO_CELL, file=path) for one in corrections]
    made = _Cell(submission, found, [])
    idle: list[Correction] = []
    for _, of_one_day in groupby(corrections, key=lambda one: one.day):
        idle += _of_one_day(made, list(of_one_day))
    ends_here = _stands(made.cell, corrections[-1].new)
    for one in idle:
        if ends_here and (len(idle) == len(corrections) or _stands(made.cell, one.new)):
            made.pass_over(one)
        else:
            made.refuse(one)
    return made.submission, made.effects


_NO_CELL = Text("表中没有找到这一格", "the form has no such cell")


def _of_one_day(made: _Cell, corrections: list[Correction]) -> list[Correction]:
    """Lay the corrections of one day over a cell, each when its old value stands there; give what is left over."""
    left = list(corrections)
    while True:
        fitting = next((one for one in left if _stands(made.cell, one.old)), None)
        if fitting is None:
            return left
        left.remove(fitting)
        made.lay_on(fitting)


def _stands(cell: Cell, said: str) -> bool:
    """Tell whether a cell holds what a clerk wrote down: the same number, or the same words."""
    if cell.number is not None:
        number = read_number(RawCell(Kind.TEXT, said)).number
        return number == cell.number or normalised(said) == normalised(cell.text)
    if cell.value.refusal is Refusal.DATE and quoted(said) == typed(cell).zh:
        return True
    return normalised(said).lower() == compared(cell).lower()


def _after(cell: Cell, correction: Correction) -> Cell:
    said = yes_or_no(correction.new.casefold())
    if not takes_number(correction.field):
        return written(cell, correction.new)
    if said is not None:
        return written(cell, correction.new, Value(Decimal(said)))
    return written(cell, correction.new, Value(Decimal(correction.new)) if correction.new else NO_NUMBER)


def change(one: Corrected) -> Text:
    """Say what a correction changed: 由3改为2.5."""
    before, after = _shown(one.before), _shown(one.after)
    return Text(f"由{before.zh}改为{after.zh}", f"changed from {before.en} to {after.en}")


def _shown(cell: Cell) -> Text:
    return typed(cell) if cell.number is None or not _is_digits(cell) else same(shown(cell.number))


def _is_digits(cell: Cell) -> bool:
    return yes_or_no(cell.text.casefold()) is None


def _old(correction: Correction) -> Text:
    return same(quoted(correction.old)) if correction.old else BLANK

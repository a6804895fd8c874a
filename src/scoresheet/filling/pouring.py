"""Putting answers that are offered into a form: what fits goes in, all else is told with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scoresheet.catalog.form import Form
from scoresheet.figures import plain
from scoresheet.filling.answers import STATEMENT, Entry, Inputs, Slot, put, slots_of
from scoresheet.filling.fitting import Fitted, fitted
from scoresheet.filling.offered import Came, Offered, Outcome
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.language import NOTHING, Text
from scoresheet.values import read_number, tidy


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with answers in it, and what became of each answer that was offered, in their order.

    `kept` is what stood in the form's inputs before and still does, because nothing else was offered for them.
    """

    form: Form
    data: bytes
    outcomes: tuple[Outcome, ...]
    kept: tuple[tuple[Slot, str], ...] = ()

    def those(self, came: Came) -> tuple[Outcome, ...]:
        """Give the outcomes of one kind."""
        return tuple(one for one in self.outcomes if one.came is came)

    @property
    def is_complete(self) -> bool:
        """Whether no answer was left out."""
        return all(one.came in {Came.POURED, Came.BY_HAND} for one in self.outcomes)


def filled(workbook: bytes, form: Form, offers: Sequence[Offered], *, as_is: bool = False) -> Filled:
    """Give a form of ours with what fits of the answers; `as_is` lets in what the rules forbid.

    Raises KeyError where the form has lost an input of its own.
    """
    filling = _Filling(form, Inputs(read_xlsx(workbook), form), as_is=as_is)
    outcomes = tuple(filling.outcome(one) for one in _settled(offers))
    return Filled(form, put(workbook, form, filling.entries), outcomes, filling.kept())


def _settled(offers: Sequence[Offered]) -> Iterator[Offered]:
    """Take no answer to a question that was answered twice, and differently: which of them holds can't be told."""
    said: dict[Slot, set[str]] = {}
    for one in offers:
        if one.slot is not None and one.why == NOTHING:
            said.setdefault(one.slot, set()).add(compared(one))
    met: set[Slot] = set()
    for one in offers:
        if one.slot is None or one.why != NOTHING:
            yield one
        elif len(said[one.slot]) > 1:
            yield replace(one, why=_TWICE)
        elif one.slot not in met:
            met.add(one.slot)
            yield one


def compared(one: Offered) -> str:
    """Give an answer so that two can be compared: 3 and 3.0 are the same number, blanks around a text are none."""
    number = read_number(one.raw).number if one.slot is not None and one.slot.takes_number else None
    return tidy(one.raw.text or "") if number is None else plain(number)


_TWICE = Text("同一处填了几次，内容不同，看不出以哪个为准", "was answered several times and differently")


class _Filling:
    """Holds each answer against the form."""

    def __init__(self, form: Form, inputs: Inputs, *, as_is: bool) -> None:
        self.entries: dict[Slot, Entry] = {}
        self._form, self._inputs, self._as_is = form, inputs, as_is
        self._asked = set(slots_of(form))

    def outcome(self, one: Offered) -> Outcome:
        """Tell what becomes of an answer, and keep what goes into the form."""
        if one.slot is None or one.why != NOTHING:
            return Outcome(one, Came.BY_HAND if one.by_hand else Came.LEFT_OUT, why=one.why)
        if one.slot not in self._asked:
            return Outcome(one, Came.LEFT_OUT, why=_not_asked(self._form, one.slot))
        made = fitted(self._form, one.slot, one.raw, as_is=self._as_is)
        if made.entry is None:
            return Outcome(one, Came.REFUSED, why=made.why)
        self.entries[one.slot] = made.entry
        note, before = joined_notes((one.note, made.note)), self._replaced(one.slot, made)
        return Outcome(one, Came.POURED, made.entry, note=note, before=before)

    def kept(self) -> tuple[tuple[Slot, str], ...]:
        """Give what stood in inputs for which nothing was taken."""
        left = (
            (slot, tidy(self._inputs.stands(slot)))
            for slot in slots_of(self._form)
            if slot not in self.entries
        )
        return tuple((slot, said) for slot, said in left if said)

    def _replaced(self, slot: Slot, made: Fitted) -> str:
        before = tidy(self._inputs.stands(slot))
        return "" if before == tidy(written(made.entry)) else before


def written(entry: Entry) -> str:
    """Give an entry as a list shows it."""
    return "" if entry is None else entry if isinstance(entry, str) else plain(entry)


def joined_notes(notes: Iterable[Text]) -> Text:
    """Give several notes as one."""
    said = [note for note in notes if note != NOTHING]
    return Text("；".join(note.zh for note in said), "; ".join(note.en for note in said))


def _not_asked(form: Form, slot: Slot) -> Text:
    entry = form.by_id.get(slot.item or "")
    if slot == STATEMENT:
        return Text("这份表没有扣分登记", "this form has no register of deductions")
    if entry is None:
        return Text("这份表没有这一项", "this form has no such item")
    if entry.not_applicable is not None:
        return Text(f"本项对{form.unit.name}不适用", f"the item doesn't apply to {form.unit.name}")
    if slot.key.isdecimal() and entry.item.rule.register_rows:
        rows = entry.item.rule.register_rows
        return Text(f"登记表只有{rows}行，已经填满", f"the register has {rows} rows only")
    if entry.item.rule.cell_reads is not None:
        return Text("本项得分不由单位填报", "nobody states the score of this item")
    return Text("这份表没有这一栏", "this form has no such field")


def counted(outcomes: Iterable[Outcome]) -> Counter[Came]:
    """Count what became of the answers."""
    return Counter(one.came for one in outcomes)

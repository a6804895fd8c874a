"""What a form prints beside the cells that are filled in, where it says something else than what was issued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from scoresheet.catalog.form import FormItem, FormMeasure
from scoresheet.figures import plain
from scoresheet.language import Text, same
from scoresheet.matching import normalised
from scoresheet.reading.since_issue import SinceIssue
from scoresheet.reading.tables import FoundTable
from scoresheet.rule.model import Reply
from scoresheet.submission import NOWHERE, Cell, Fault, FaultKind, IssuedItem
from scoresheet.titles import TITLES, Column, item_label
from scoresheet.values import Refusal, shortest

_CALLED = {
    Column.MEASURE: Text("指标名称", "name of the measure"),
    # 单位 alone would be read as the unit that fills in the form.
    Column.UNIT: Text("计量单位", "unit of measurement"),
}


def changed_measure(
    table: FoundTable, row: int, entry: FormItem, asked: FormMeasure, since: SinceIssue
) -> Iterator[Fault]:
    """Give the faults of a measure's row: another target, unit or name than the form was issued with.

    A blank is none, nor is what the office itself has changed since. Nothing is said of a target that was not given:
    the unit may have written down what it was told.
    """
    if entry.not_applicable is not None:
        return
    before, name, unit = since.before.get(entry.item.id), asked.measure.name, asked.measure.unit
    goal = None if asked.measure.reply is Reply.YES_NO else asked.goal.target
    target = NOWHERE if goal is None else table.number(row, Column.TARGET)
    if goal is not None and target.number != goal and _is_known(entry, asked, since):
        targets = [*_target_before(before, asked), goal]
        yield from _number(target, entry, f"“{name}”", Column.TARGET, targets)
    if not table.says(row, Column.UNIT, (unit,)):
        yield from _words(table.cell(row, Column.UNIT), entry, f"“{name}”", Column.UNIT, [unit])
    if not table.says(row, Column.MEASURE, _printed(entry.item.id, name)):
        names = [*_name_before(before, asked), name]
        printed = [*(f"{word} {one}" for word in item_label(entry.item.id) for one in names), *names]
        yield from _words(table.cell(row, Column.MEASURE), entry, "", Column.MEASURE, printed)


@lru_cache(maxsize=2_048)
def _printed(item: str, name: str) -> tuple[str, ...]:
    """Give the ways in which the name of a catalog's measure is printed."""
    return (*(f"{word} {name}" for word in item_label(item)), name)


def changed_deduction(
    table: FoundTable, row: int, entry: FormItem, event: str, since: SinceIssue
) -> Iterator[Fault]:
    """Give the fault of a counted event whose deduction is not the one that was issued."""
    kind = entry.item.rule.event_kinds[event]
    cell = table.number(row, Column.EACH)
    if cell.number != kind.deduct and _is_same_rule(entry, since):
        yield from _number(cell, entry, f"“{kind.name}”", Column.EACH, [kind.deduct])


def changed_cap(table: FoundTable, row: int, entry: FormItem, since: SinceIssue) -> Iterator[Fault]:
    """Give the fault of an item's sum whose highest deduction is not the one that was issued."""
    cap = entry.item.rule.deduct_at_most
    cell = table.number(row, Column.CAP)
    if cap is not None and cell.number != cap and _is_same_rule(entry, since):
        yield from _number(cell, entry, "", Column.CAP, [cap])


def _is_same_rule(entry: FormItem, since: SinceIssue) -> bool:
    before = since.before.get(entry.item.id)
    if entry.not_applicable is not None or (before is None and since.faults):
        return False
    return before is None or before.rule in {"", entry.item.rule.signature()}


def _is_known(entry: FormItem, asked: FormMeasure, since: SinceIssue) -> bool:
    # What was printed can't be told where the office has changed something and the form doesn't remember this.
    before = since.before.get(entry.item.id)
    return not since.faults or (before is not None and asked.measure.id in before.measures)


def _target_before(before: IssuedItem | None, asked: FormMeasure) -> list[Decimal]:
    said = {} if before is None else before.measures
    number = shortest(said.get(asked.measure.id, "").partition(":")[2])
    return [] if number is None else [number]


def _name_before(before: IssuedItem | None, asked: FormMeasure) -> list[str]:
    names: Mapping[str, str] = {} if before is None else before.names
    return [name] if (name := names.get(asked.measure.id)) else []


def _number(cell: Cell, entry: FormItem, of: str, column: Column, expected: list[Decimal]) -> Iterator[Fault]:
    if cell.text and not _meanings(cell) & set(expected):
        yield _fault(cell, entry, of, column, plain(expected[0]))


def _meanings(cell: Cell) -> set[Decimal]:
    """Give the numbers that a cell may mean: another number format, or 次 behind a number, changes none of them."""
    value = cell.value
    found = [value.number, value.suggestion, shortest(cell.text)]
    if value.refusal is Refusal.PERCENT and value.suggestion is not None:
        found.append(value.suggestion / 100)
    return {number for number in found if number is not None}


def _words(cell: Cell, entry: FormItem, of: str, column: Column, expected: list[str]) -> Iterator[Fault]:
    said = normalised(cell.text).casefold()
    if said and expected[0] and said not in {normalised(words).casefold() for words in expected}:
        yield _fault(cell, entry, of, column, expected[0])


def _fault(cell: Cell, entry: FormItem, of: str, column: Column, issued: str) -> Fault:
    title = _CALLED.get(column, TITLES[column])
    called = Text(f"{of}的{title.zh}", f"{title.en} of {of}" if of else title.en)
    return Fault(FaultKind.CHANGED_PRINT, (cell,), entry.item.id, same(issued), title=called)

"""The catalog as one unit sees it: its own targets and wording, and the digest that tells one form from another."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from scoresheet.catalog.model import Catalog, Item, Measure, NotApplicable, Unit
from scoresheet.figures import plain
from scoresheet.rule.model import Goal

_PIECES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class FormMeasure:
    """A measure with the unit's target; `is_default` tells that the unit has none of its own."""

    measure: Measure
    goal: Goal
    is_default: bool


@dataclass(frozen=True, slots=True)
class FormItem:
    """An item in the unit's own words."""

    item: Item
    text: str
    measures: tuple[FormMeasure, ...]
    not_applicable: NotApplicable | None


@dataclass(frozen=True)
class Form:
    """What one unit is asked to fill in."""

    catalog: Catalog
    unit: Unit
    items: tuple[FormItem, ...]

    @cached_property
    def by_id(self) -> dict[str, FormItem]:
        """The items by their id."""
        return {entry.item.id: entry for entry in self.items}

    @cached_property
    def code(self) -> str:
        """The form code: catalog, round and unit."""
        return f"{self.catalog.id}/{self.catalog.round.id}/{self.unit.id}"

    @property
    def defaults(self) -> int:
        """How many targets of this unit are still the catalog's defaults."""
        return sum(measure.is_default for item in self.items for measure in item.measures)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what the unit's scores depend on: not of texts, contacts or looks."""
        cap = self.catalog.bonus_at_most
        lines = [self.catalog.id, self.catalog.round.id, str(self.catalog.decimals)]
        lines += [] if cap is None else [f"bonus at most {plain(cap)}"]
        for entry in self.items:
            lines.append(f"{entry.item.id} {entry.item.rule.signature()} {entry.not_applicable or ''}")
            lines.extend(
                f"  {measure.measure.id} {goal_signature(measure.goal)}" for measure in entry.measures
            )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def form_for(catalog: Catalog, unit: Unit) -> Form:
    """Give the form of one unit.

    The forms of the last catalog are kept, and what they have in common is kept once: each return asks for its form
    several times, and of thousands of units most are asked the same.
    """
    if not _last or _last[0].catalog is not catalog:
        _last[:] = [_Forms(catalog)]
    return _last[0].of(unit)


def goal_signature(goal: Goal) -> str:
    """Write a goal as one word that changes exactly when the goal does."""
    return f"{goal.comparison.value}:{'' if goal.target is None else plain(goal.target)}"


def placeholders(text: str) -> Iterator[tuple[str, int]]:
    """Walk the names in braces of an item's text, each with its offset; `{{` and `}}` are literal braces."""
    for match in _PIECES.finditer(text):
        if match[1] is not None:
            yield match[1], match.start()


def stray_braces(text: str) -> list[int]:
    """Give the offsets of the braces in an item's text that belong to no placeholder and are not doubled."""
    rest = _PIECES.sub(lambda match: " " * len(match[0]), text)
    return [offset for offset, letter in enumerate(rest) if letter in "{}"]


class _Forms:
    """The forms of a catalog's units; equal measures and items of several forms are one object."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._items = catalog.items
        self._forms: dict[str, Form] = {}
        self._asked: dict[tuple[object, ...], FormItem] = {}
        self._goals: dict[tuple[str, str, Decimal | None], FormMeasure] = {}

    def of(self, unit: Unit) -> Form:
        known = self._forms.get(unit.id)
        if known is None or known.unit is not unit:
            known = Form(self.catalog, unit, tuple(self._item(unit, item) for item in self._items))
            self._forms[unit.id] = known
        return known

    def _item(self, unit: Unit, item: Item) -> FormItem:
        measures = tuple(self._measure(unit, item, measure) for measure in item.measures)
        words = dict(unit.words)
        words |= {entry.measure.id: _shown(entry.goal.target) for entry in measures}
        text = _PIECES.sub(lambda match: _LITERAL.get(match[0]) or words[match[1]], item.text)
        made = FormItem(item, text, measures, unit.not_applicable.get(item.id))
        return self._asked.setdefault((item.id, text, *map(id, measures), made.not_applicable), made)

    def _measure(self, unit: Unit, item: Item, measure: Measure) -> FormMeasure:
        own = self.catalog.targets.get((unit.id, item.id, measure.id))
        key = (item.id, measure.id, own)
        if key not in self._goals:
            is_default = own is None and measure.goal.target is not None and not measure.is_question
            goal = measure.goal if own is None else replace(measure.goal, target=own)
            self._goals[key] = FormMeasure(measure, goal, is_default)
        return self._goals[key]


_LITERAL = {"{{": "{", "}}": "}"}
_last: list[_Forms] = []


def _shown(target: Decimal | None) -> str:
    return "" if target is None else plain(target)

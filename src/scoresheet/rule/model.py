"""What a scoring rule is: its range, its score from what was entered, its Excel formula, its sentence."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, ClassVar, Self

from pydantic import BaseModel

from scoresheet.figures import plain
from scoresheet.language import Text

WORDS: Mapping[str, str] = MappingProxyType({"holds": "words"})
"""Marks a field of a rule that only holds words for people: changing them doesn't change the rule."""


class Comparison(StrEnum):
    """How an achieved number is held against its target."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BELOW = "below"
    EQUALS = "equals"


OPERATORS = {
    Comparison.AT_LEAST: ">=",
    Comparison.AT_MOST: "<=",
    Comparison.BELOW: "<",
    Comparison.EQUALS: "=",
}
"""The operators of Excel that tell whether a number meets its target."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a measure asks for; `target` is None where the notice prints no number."""

    comparison: Comparison
    target: Decimal | None

    def met_by(self, actual: Decimal | Fraction | None) -> bool | None:
        """Tell whether `actual` meets the target; None where either number is unknown."""
        if actual is None or self.target is None:
            return None
        order = _order(actual, self.target)
        match self.comparison:
            case Comparison.AT_LEAST:
                return order >= 0
            case Comparison.AT_MOST:
                return order <= 0
            case Comparison.BELOW:
                return order < 0
            case Comparison.EQUALS:
                return order == 0


def _order(one: Decimal | Fraction, other: Decimal) -> int:
    """Give -1, 0 or 1 where a number is less than another, the same or more; exactly."""
    if isinstance(one, Decimal):
        return (one > other) - (one < other)
    exact = Fraction(other)
    return (one > exact) - (one < exact)


class Reply(StrEnum):
    """What is typed into the cell of a measure: a number, a number of times, yes or no."""

    NUMBER = "number"
    COUNT = "count"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure of an item as its rule sees it; `points` is its share of the item's, None where none is given."""

    id: str
    name: str = field(metadata=WORDS)
    unit: str = field(metadata=WORDS)
    comparison: Comparison
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a rule itself asks for, beside the measures of its item; yes is the number 1, no is 0."""

    name: Text
    unit: Text
    reply: Reply
    goal: Goal


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """A measure as the unit reported it; `actual` is None where nothing usable was entered."""

    goal: Goal
    actual: Fraction | None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where either number is unknown."""
        return self.goal.met_by(self.actual)


@dataclass(frozen=True, slots=True)
class Entries:
    """What a unit entered for one item, apart from the score itself.

    `measures` holds the item's measures and its rule's own questions, by id. `events` holds the count of each kind of
    event, None where it was left blank; `register` the deductions of the rows in use of an open register, None where
    a row in use has no usable deduction; `none_declared` is the unit's statement that nothing is to be deducted
    (None: not stated). Under a statement of "none", blank counts are 0.
    """

    measures: Mapping[str, MeasureEntry] = field(default_factory=dict)
    events: Mapping[str, Decimal | None] = field(default_factory=dict)
    register: tuple[Decimal | None, ...] = ()
    none_declared: bool | None = None

    def actual(self, measure: str) -> Fraction | None:
        """Give what was entered for a measure or a question, None where nothing usable was."""
        entry = self.measures.get(measure)
        return None if entry is None else entry.actual


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event that is counted in the register of deductions; `deduct` is points per event."""

    name: str = field(metadata=WORDS)
    deduct: Decimal


class Effect(StrEnum):
    """What a veto does to a unit's grade."""

    NO_AWARD = "no_award"
    FIXED_GRADE = "fixed_grade"
    GRADE_AT_MOST = "grade_at_most"
    ONE_GRADE_DOWN = "one_grade_down"


@dataclass(frozen=True, slots=True)
class Veto:
    """The effect of a veto that was triggered; `grade` is the grade that it names, None where it names none."""

    effect: Effect
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of a kind of rule, which the guide prints and the tests run.

    `item` is the item's `points`, `measures` and `rule` as they stand in a catalog (YAML, without id and text);
    `entered` what a unit fills in: numbers by measure or question (yes is 1, no is 0), counts by kind of event, or
    the deductions of an open register as `register`. `score` is what follows, None where the unit states its own.
    """

    item: str
    entered: Mapping[str, str | tuple[str, ...]]
    score: str | None


@dataclass(frozen=True, slots=True)
class Rule(ABC):
    """A scoring rule with its parameters, made once per item from the catalog.

    A subclass is one file in `rules/`. It names its `kind`, its `Parameters` (checked by pydantic at the door) and
    sees nothing but parameters, the measures of its item and entries: no catalog, no workbook. `worth_points` tells
    that an item of this kind must be worth something. `wording` is how notices put such a rule, `example` a worked one.
    """

    kind: ClassVar[str]
    Parameters: ClassVar[type[BaseModel]]
    wording: ClassVar[Text]
    example: ClassVar[Example]
    worth_points: ClassVar[bool] = True

    points: Decimal

    @classmethod
    @abstractmethod
    def build(cls, points: Decimal, parameters: Any, measures: tuple[Asked, ...] = ()) -> Self:
        """Make the rule of an item that is worth `points` from its checked `Parameters`.

        Raises a `refusal` of what doesn't fit together.
        """

    @property
    def worth(self) -> Decimal:
        """What the item adds to the total that a unit can reach; nothing for a bonus or a veto."""
        return self.points if self.worth_points else Decimal(0)

    @property
    def points_read(self) -> Text | None:
        """What stands in place of the points where an item isn't part of what a unit can reach."""
        if self.is_bonus:
            return Text("加分", "bonus")
        return None if self.veto is None else Text("否决", "veto")

    @property
    def lowest(self) -> Decimal:
        """The lowest score that the rule permits."""
        return Decimal(0)

    @property
    def highest(self) -> Decimal:
        """The highest score that the rule permits; infinite where there is no bound."""
        return self.points

    @property
    def computes(self) -> bool:
        """Whether the score follows from the entries, so that a blank among them is an error."""
        return False

    @property
    def uses_numbers(self) -> bool:
        """Whether something follows from the numbers of its item: a score, a place among the units, a veto."""
        return self.computes or self.ranks_units or self.veto is not None

    @property
    def takes_negatives(self) -> bool:
        """Whether a number below 0 says something that the rule can use, such as a decline."""
        return False

    @property
    def is_presumed(self) -> bool:
        """Whether the catalog leaves open how several measures share the points, so that the form has to say so."""
        return False

    @property
    def targeted(self) -> tuple[str, ...]:
        """The ids of the measures without whose targets nothing can be computed."""
        return ()

    @property
    def questions(self) -> Mapping[str, Question]:
        """What the rule itself asks for on the sheet of measures, by id; a measure of the item can't have that id."""
        return {}

    @property
    def event_kinds(self) -> Mapping[str, EventKind]:
        """The kinds of event that the unit counts, by id; empty where it counts none."""
        return {}

    @property
    def register_rows(self) -> int:
        """How many rows the open register of deductions has; 0 where there is none."""
        return 0

    @property
    def deduct_at_most(self) -> Decimal | None:
        """The most that can be deducted; None where the rule deducts no events."""
        return None

    @property
    def is_bonus(self) -> bool:
        """Whether the score comes on top of the total instead of being part of it."""
        return False

    @property
    def cell_reads(self) -> Text | None:
        """What the locked score cell reads where the unit states no score; None where it does."""
        return None

    @property
    def is_explained(self) -> bool:
        """Whether a score below the points is to be explained."""
        return not self.is_bonus and self.cell_reads is None

    @property
    def ranks_units(self) -> bool:
        """Whether the score follows from the unit's place among all units."""
        return False

    @property
    def veto(self) -> Veto | None:
        """The effect of what the unit reports here on its grade; None where there can be none."""
        return None

    def is_triggered(self, entries: Entries) -> bool | None:  # noqa: ARG002 - vetoes use it
        """Tell whether the veto applies; None while the unit hasn't said."""
        return False

    def compared(self, entries: Entries) -> Fraction | None:  # noqa: ARG002 - rules that rank units use it
        """Give the number by which units are placed, the greatest first; None where the unit gave none."""
        return None

    def by_place(self, compared: Mapping[str, Fraction]) -> dict[str, Fraction]:  # noqa: ARG002 - likewise
        """Give the score of each unit from the numbers of all of them."""
        return {}

    def limit(self, entries: Entries) -> Fraction | None:  # noqa: ARG002 - the rules that compute use it
        """Give the highest score that the entries allow, not rounded; None while they are incomplete."""
        return None if self.highest.is_infinite() else Fraction(self.highest)

    def formula(self, cells: Mapping[str, str]) -> str | None:  # noqa: ARG002 - the rules that compute use it
        """Give the Excel formula (Excel 2007 functions, no leading =) for `limit`; None where it is a constant.

        `cells` maps the name of an entry to the cell or range that holds it: `events.<id>` a count, `register` the
        deductions of the open register, `measures.<id>` an achieved number or the answer to a question,
        `targets.<id>` the target of a measure. Every cell of a measure holds a number when this is computed.
        """
        return None

    def arithmetic(self, entries: Entries) -> Text | None:  # noqa: ARG002 - the rules that compute use it
        """Give the computation of `limit` in words, None where nothing is computed."""
        return None

    @abstractmethod
    def sentence(self) -> Text:
        """Say the rule in one sentence, as a county officer would want to read it."""

    def signature(self) -> str:
        """Give the rule as one line of text that changes exactly when the rule does (for the form digest)."""
        return _signed(self)


def _signed(value: object) -> str:
    """Write a value so that equal ones are written alike; fields that hold words are left out."""
    if isinstance(value, Decimal):
        return plain(value) if value.is_finite() else "unbounded"
    if is_dataclass(value):
        named = ((one.name, getattr(value, one.name)) for one in fields(value) if one.metadata != WORDS)
        kind = value.kind if isinstance(value, Rule) else ""
        return " ".join([kind, *(f"{name}={_signed(content)}" for name, content in named)]).strip()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_signed(content)}" for key, content in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(_signed(one) for one in value) + "]"
    return str(value)

"""The catalog as the rest of the program sees it: frozen, complete, already checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from scoresheet.language import Locale
from scoresheet.rule.model import Goal, Reply, Rule


class NotApplicable(StrEnum):
    """What becomes of an item that doesn't apply to a unit.

    `full` gives the points; `drop` leaves the item out of the unit's maximum; `rescale` leaves it out and scales the
    rest up to the full total.
    """

    RESCALE = "rescale"
    FULL = "full"
    DROP = "drop"


class Ties(StrEnum):
    """How equal totals are placed: competition is 1, 1, 3; dense is 1, 1, 2."""

    COMPETITION = "competition"
    DENSE = "dense"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that an item asks for, or a question that its rule asks.

    `goal.target` is the number in the catalog, a default for units without one of their own. `numerator` and
    `denominator` are the names of the two numbers that are asked for instead of a rate in percent. `reply` is a plain
    number but for the questions of rules; a `signed` one may be below 0.
    """

    id: str
    name: str
    unit: str
    goal: Goal
    points: Decimal | None = None
    numerator: str | None = None
    denominator: str | None = None
    reply: Reply = Reply.NUMBER
    signed: bool = False

    @property
    def is_question(self) -> bool:
        """Whether the item's rule asks for it, so that it has no target of a unit's own."""
        return self.reply is not Reply.NUMBER


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator. `text` still holds its placeholders: `{measure}` a target, `{word}` a word of the unit's."""

    id: str
    category: str
    points: Decimal
    text: str
    rule: Rule
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A group of items under one heading; `weight` is its share of the converted total in percent.

    `name` is how lists call it. Where it `is_unprinted` the notice has no heading there, and forms print none.
    """

    id: str
    name: str
    items: tuple[Item, ...]
    weight: Decimal | None = None
    is_unprinted: bool = False

    @property
    def heading(self) -> str:
        """What the form prints, "" for nothing."""
        return "" if self.is_unprinted else self.name

    @property
    def points(self) -> Decimal:
        """The points of all its items together, without bonuses."""
        return sum((item.points for item in self.items if not item.rule.is_bonus), Decimal(0))


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade, with what a unit has to fulfil for it.

    `at_least` is in percent of what the unit can reach. `places` and `percent_of_units` are quotas: so many of the
    best units that no better grade has taken, or so many percent of the ranked ones, rounded down.
    """

    name: str
    at_least: Decimal | None = None
    places: int | None = None
    percent_of_units: Decimal | None = None

    @property
    def has_quota(self) -> bool:
        """Whether only so many units can have it."""
        return self.places is not None or self.percent_of_units is not None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that fills in a form; `reporting_as` is the name that it signs with."""

    id: str
    name: str
    reporting_as: str
    aliases: tuple[str, ...] = ()
    group: str | None = None
    contact: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    not_applicable: Mapping[str, NotApplicable] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Round:
    """One collection of returns; an `interim` one is asked for before the period is over."""

    id: str
    label: str
    due: date | None = None
    interim: bool = False


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to call: the catalog doesn't pair people and telephones."""

    people: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """The list of indicators with everything needed to issue forms, check returns and rank units.

    `decimals` is how many decimals a score may have; scores are rounded half up. `total` is the sum of all points.
    `targets` maps (unit id, item id, measure id) to the unit's own target. `digest` is the SHA-256 of the catalog
    file and the table of targets. `bonus_at_most` caps the bonuses of a unit together; `convert_to` is the scale that
    totals are converted to. `break_ties` are ids of categories and items; `grades` stand from best to worst.
    """

    id: str
    title: str
    issuer: str
    locale: Locale
    round: Round
    units: tuple[Unit, ...]
    categories: tuple[Category, ...]
    digest: str
    decimals: int = 2
    contacts: Contacts = Contacts()
    ties: Ties = Ties.COMPETITION
    within_groups: bool = False
    break_ties: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = ()
    convert_to: Decimal | None = None
    bonus_at_most: Decimal | None = None
    total_row: bool = True
    signature: bool = True
    targets: Mapping[tuple[str, str, str], Decimal] = field(default_factory=dict)

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the form."""
        return tuple(item for category in self.categories for item in category.items)

    @property
    def total(self) -> Decimal:
        """The points of all items together, without bonuses."""
        return sum((category.points for category in self.categories), Decimal(0))

    @property
    def is_weighted(self) -> bool:
        """Whether the categories enter the converted total by their weights."""
        return any(category.weight is not None for category in self.categories)

    @property
    def scale(self) -> Decimal | None:
        """The full mark of the converted total, None where totals aren't converted."""
        if self.convert_to is None and self.is_weighted:
            return Decimal(100)
        return self.convert_to

    def unit(self, unit_id: str) -> Unit | None:
        """Give the unit with this id, None where there is none."""
        return next((unit for unit in self.units if unit.id == unit_id), None)

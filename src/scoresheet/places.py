"""Scores that go by a unit's place among all units: known once everyone has given its number."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from scoresheet.catalog.model import Catalog, Item
from scoresheet.scoring import Scores, rounded
from scoresheet.submission import Submission


def by_place(catalog: Catalog, accepted: Mapping[str, Submission]) -> dict[str, dict[str, Decimal]]:
    """Give the scores by place of each unit, by unit and item.

    `accepted` are the accepted submissions by unit. An item is left out until every unit to which it applies is
    accepted and has given the number that is compared.
    """
    scores: dict[str, dict[str, Decimal]] = {}
    for item in _ranking_items(catalog):
        numbers = _numbers(catalog, item, accepted)
        for unit, exact in item.rule.by_place(numbers).items() if numbers is not None else ():
            scores.setdefault(unit, {})[item.id] = rounded(exact, catalog.decimals)
    return scores


def pending(catalog: Catalog, scores: Mapping[str, Scores]) -> tuple[str, ...]:
    """Give the items whose scores by place are still open, from the scores by unit."""
    return tuple(
        item.id
        for item in _ranking_items(catalog)
        if any(scores[unit].items.get(item.id) is None for unit in _asked(catalog, item) if unit in scores)
    )


def _ranking_items(catalog: Catalog) -> tuple[Item, ...]:
    return tuple(item for item in catalog.items if item.rule.ranks_units)


def _asked(catalog: Catalog, item: Item) -> list[str]:
    return [unit.id for unit in catalog.units if item.id not in unit.not_applicable]


def _numbers(catalog: Catalog, item: Item, accepted: Mapping[str, Submission]) -> dict[str, Fraction] | None:
    """Give the number of each unit that is asked for one; None while one is missing."""
    numbers = {}
    for unit in _asked(catalog, item):
        number = _number(accepted.get(unit), item)
        if number is None:
            return None
        numbers[unit] = number
    return numbers


def _number(submission: Submission | None, item: Item) -> Fraction | None:
    if submission is None:
        return None
    answer = next((one for one in submission.answers if one.id == item.id), None)
    return None if answer is None else item.rule.compared(submission.entries(answer))

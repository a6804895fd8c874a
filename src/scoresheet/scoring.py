"""A submission's scores: one per item, rounded half up once, then summed; pure and exact."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import MappingProxyType

from scoresheet.catalog.form import Form, FormItem
from scoresheet.catalog.model import Category, NotApplicable
from scoresheet.submission import Submission

_NOTHING = Decimal(0)
_NO_PLACES: Mapping[str, Decimal] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one unit as it stated them (stage `self`).

    `items` has every item of the form; None where no score could be taken. `categories` are sums without bonuses;
    None where a score is missing or no item applies. `total` is None while a required score is; it includes the
    bonus. `max_score` is what the unit could reach without bonuses. `not_applicable` lists the items that don't apply
    to it. `bonus` is what its bonuses count after the cap, None while one is missing. `converted` is the total on the
    catalog's scale, None where the catalog converts nothing or there is no total.
    """

    items: Mapping[str, Decimal | None]
    categories: Mapping[str, Decimal | None]
    total: Decimal | None
    max_score: Decimal
    not_applicable: tuple[str, ...]
    bonus: Decimal | None = _NOTHING
    converted: Decimal | None = None

    @property
    def compared(self) -> Decimal | None:
        """The number that counts in the end: the converted total where there is one, else the total."""
        return self.total if self.converted is None else self.converted


def rounded(number: Decimal | Fraction, decimals: int) -> Decimal:
    """Round half up, as score sheets mean 四舍五入: 2.675 becomes 2.68, −0.125 becomes −0.13."""
    if isinstance(number, Decimal):
        return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    steps = math.floor(abs(number) * 10**decimals + Fraction(1, 2))
    return Decimal(steps if number > 0 else -steps).scaleb(-decimals)


def score(submission: Submission, by_place: Mapping[str, Decimal] = _NO_PLACES) -> Scores | None:
    """Give the scores that a submission states; None where it could not be told whose it is.

    `by_place` are the scores of the items that go by the unit's place among all, as far as they are known.
    """
    if submission.form is None:
        return None
    return scores_of(submission.form, stated_scores(submission), by_place)


def stated_scores(submission: Submission) -> dict[str, Decimal | None]:
    """Give the number in each item's score cell, as it stands there; None where no number was taken."""
    return {answer.id: answer.score.number for answer in submission.answers}


def unscored(form: Form) -> Scores:
    """Give the scores of a unit that has no return to take them from."""
    return scores_of(form, {}, _NO_PLACES)


def counted(form: Form, summed: Decimal, bonus: Decimal = _NOTHING) -> Decimal:
    """Give what a sum of scores and a sum of bonuses count together, rounded once.

    The scores are scaled up for the items that the unit's form leaves out, the bonuses are not; they count up to the
    catalog's cap.
    """
    most = _most(form)
    rescaled = _points(form, NotApplicable.RESCALE)
    reached = most - rescaled
    scale = Fraction(most) / Fraction(reached) if rescaled and reached else Fraction(1)
    return rounded(Fraction(summed) * scale + Fraction(_capped(form, bonus)), form.catalog.decimals)


def reachable(form: Form, category: Category) -> Decimal:
    """Give the points that a unit can reach in a category: those of its items, bonuses apart, that apply."""
    points = (item.points for item in category.items if _counts(form.by_id[item.id]))
    return sum(points, _NOTHING)


def scores_of(
    form: Form, stated: Mapping[str, Decimal | None], by_place: Mapping[str, Decimal] = _NO_PLACES
) -> Scores:
    """Give the scores that follow where these numbers are stated, by item."""
    items = {entry.item.id: _item_score(entry, stated, by_place, form) for entry in form.items}
    base = _sum(items, [entry for entry in form.items if not entry.item.rule.is_bonus])
    bonuses = [entry for entry in form.items if entry.item.rule.is_bonus]
    given = _sum(items, bonuses) if any(_is_in(entry) for entry in bonuses) else _NOTHING
    total = None if base is None or given is None else counted(form, base, given)
    bonus = None if given is None else _capped(form, given)
    categories = {
        category.id: _sum(items, [form.by_id[item.id] for item in category.items if not item.rule.is_bonus])
        for category in form.catalog.categories
    }
    converted = _converted(form, categories, total, bonus)
    return Scores(items, categories, total, _most(form), _not_applicable(form), bonus, converted)


def _item_score(
    entry: FormItem, stated: Mapping[str, Decimal | None], by_place: Mapping[str, Decimal], form: Form
) -> Decimal | None:
    item, decimals = entry.item, form.catalog.decimals
    if entry.not_applicable is NotApplicable.FULL:
        return rounded(item.points, decimals)
    if entry.not_applicable in _LEFT_OUT:
        return None
    if item.rule.ranks_units:
        return by_place.get(item.id)
    number = None if item.rule.cell_reads is not None else stated.get(item.id)
    return None if number is None else rounded(number, decimals)


def _sum(items: Mapping[str, Decimal | None], entries: Sequence[FormItem]) -> Decimal | None:
    """Add the scores of some items; None while one is missing, and where there is none to add."""
    scores = [items[entry.item.id] for entry in entries if _is_in(entry)]
    required = [items[entry.item.id] for entry in entries if _is_in(entry) and _is_stated(entry)]
    known = [score for score in scores if score is not None]
    return None if None in required or not known else sum(known, _NOTHING)


def _converted(
    form: Form, categories: Mapping[str, Decimal | None], total: Decimal | None, bonus: Decimal | None
) -> Decimal | None:
    scale, most = form.catalog.scale, _most(form)
    if scale is None or total is None or not most:
        return None
    if not form.catalog.is_weighted:
        return rounded(Fraction(total) * Fraction(scale) / Fraction(most), form.catalog.decimals)
    share = _weighted(form, categories)
    exact = None if share is None else share * Fraction(scale) + Fraction(bonus or 0)
    return None if exact is None else rounded(exact, form.catalog.decimals)


def _weighted(form: Form, categories: Mapping[str, Decimal | None]) -> Fraction | None:
    weights, gained = Fraction(0), Fraction(0)
    for category in form.catalog.categories:
        most = reachable(form, category)
        if category.weight is not None and most:
            weight = Fraction(category.weight)
            weights += weight
            gained += weight * Fraction(categories[category.id] or 0) / Fraction(most)
    # A category of which nothing applies to the unit leaves its weight to the others.
    return gained / weights if weights else None


def _capped(form: Form, bonus: Decimal) -> Decimal:
    most = form.catalog.bonus_at_most
    return bonus if most is None else min(bonus, most)


def _not_applicable(form: Form) -> tuple[str, ...]:
    return tuple(entry.item.id for entry in form.items if entry.not_applicable is not None)


_LEFT_OUT = frozenset({NotApplicable.DROP, NotApplicable.RESCALE})


def _is_in(entry: FormItem) -> bool:
    return entry.not_applicable not in _LEFT_OUT


def _is_stated(entry: FormItem) -> bool:
    return entry.not_applicable is not None or entry.item.rule.cell_reads is None


def _counts(entry: FormItem) -> bool:
    return _is_in(entry) and not entry.item.rule.is_bonus


def _most(form: Form) -> Decimal:
    return form.catalog.total - _points(form, NotApplicable.DROP)


def _points(form: Form, treatment: NotApplicable) -> Decimal:
    treated = (
        entry.item.points
        for entry in form.items
        if entry.not_applicable is treatment and not entry.item.rule.is_bonus
    )
    return sum(treated, _NOTHING)

"""A submission's scores: one per item, rounded half up once, then summed; pure and exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scoresheet.catalog.form import Form, FormItem
from scoresheet.catalog.model import NotApplicable
from scoresheet.submission import Submission


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one unit as it stated them (stage `self`).

    `items` has every item of the form; None where no score could be taken. `total` is None while a required score
    is. `max_score` is what the unit could reach. `not_applicable` lists the items that don't apply to it.
    """

    items: Mapping[str, Decimal | None]
    categories: Mapping[str, Decimal | None]
    total: Decimal | None
    max_score: Decimal
    not_applicable: tuple[str, ...]


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Round half up, as score sheets mean 四舍五入: 2.675 becomes 2.68, −0.125 becomes −0.13."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def score(submission: Submission) -> Scores | None:
    """Give the scores that a submission states; None where it could not be told whose it is."""
    if submission.form is None:
        return None
    decimals = submission.form.catalog.decimals
    stated = {answer.id: answer.score.number for answer in submission.answers}
    items = {
        entry.item.id: _item_score(entry, stated.get(entry.item.id), decimals)
        for entry in submission.form.items
    }
    return _summed(submission.form, items)


def unscored(form: Form) -> Scores:
    """Give the scores of a unit that has no return to take them from."""
    return _summed(
        form, {entry.item.id: _item_score(entry, None, form.catalog.decimals) for entry in form.items}
    )


def _item_score(entry: FormItem, stated: Decimal | None, decimals: int) -> Decimal | None:
    match entry.not_applicable:
        case NotApplicable.FULL:
            return rounded(entry.item.points, decimals)
        case NotApplicable.DROP | NotApplicable.RESCALE:
            return None
        case None:
            return None if stated is None else rounded(stated, decimals)


def counted(form: Form, total: Decimal) -> Decimal:
    """Give what a sum of scores counts: scaled up for the items that the unit's form leaves out, and rounded once."""
    most = _most(form)
    rescaled = _points(form, NotApplicable.RESCALE)
    reached = most - rescaled
    # Multiplied before it is divided: the quotient alone may have no end, and its last digit decide a half.
    return rounded(total * most / reached if rescaled and reached else total, form.catalog.decimals)


def _summed(form: Form, items: Mapping[str, Decimal | None]) -> Scores:
    left_out = {entry.item.id for entry in form.items if entry.not_applicable in _LEFT_OUT}
    sums = {
        category.id: _sum([items[item.id] for item in category.items if item.id not in left_out])
        for category in form.catalog.categories
    }
    # Where no item applies there is nothing to sum: a total of 0 would be a score that nobody gave.
    total = _sum(list(sums.values())) if len(left_out) < len(form.items) else None
    not_applicable = tuple(entry.item.id for entry in form.items if entry.not_applicable is not None)
    return Scores(items, sums, None if total is None else counted(form, total), _most(form), not_applicable)


_LEFT_OUT = frozenset({NotApplicable.DROP, NotApplicable.RESCALE})


def _most(form: Form) -> Decimal:
    return form.catalog.total - _points(form, NotApplicable.DROP)


def _points(form: Form, treatment: NotApplicable) -> Decimal:
    treated = (entry.item.points for entry in form.items if entry.not_applicable is treatment)
    return sum(treated, Decimal(0))


def _sum(scores: list[Decimal | None]) -> Decimal | None:
    known = [score for score in scores if score is not None]
    return sum(known, Decimal(0)) if len(known) == len(scores) else None

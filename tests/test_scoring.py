"""From a submission to its scores."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.model import Catalog, Category, Item, NotApplicable
from scoresheet.rules.judged import Judged
from scoresheet.scoring import rounded, score, unscored
from scoresheet.submission import Fault, FaultKind, Source, Submission

HUNDREDTHS = st.decimals(min_value=-5, max_value=100, places=2)


def catalog_of(*points: str) -> Catalog:
    """Give a catalog of one category with items worth this much."""
    items = tuple(
        Item(str(number), "A", Decimal(worth), "文字。", Judged(Decimal(worth)))
        for number, worth in enumerate(points, start=1)
    )
    return samples.catalog(categories=(Category("A", "全部", items),), targets={})


def form_with(catalog: Catalog, **not_applicable: NotApplicable) -> Form:
    """Give a form whose items i1, i2 … don't apply."""
    left_out = {name.removeprefix("i"): kind for name, kind in not_applicable.items()}
    return form_for(catalog, replace(catalog.units[0], not_applicable=left_out))


@pytest.mark.parametrize(
    ("number", "decimals", "result"),
    [
        ("2.675", 2, "2.68"),
        ("2.665", 2, "2.67"),
        ("-0.125", 2, "-0.13"),
        ("0.5", 0, "1"),
        ("3", 2, "3.00"),
        ("0.004", 2, "0.00"),
    ],
)
def test_halves_are_rounded_away_from_0(number: str, decimals: int, result: str) -> None:
    """四舍五入 is what score sheets mean, not the even neighbour."""
    assert str(rounded(Decimal(number), decimals)) == result


def test_a_file_of_nobody_has_no_scores() -> None:
    """Where it can't be told whose file it is there is nothing to score."""
    assert score(Submission(Source("x", "x", "pdf"), faults=(Fault(FaultKind.NOT_A_WORKBOOK),))) is None


def test_items_and_categories_are_summed() -> None:
    """Full marks give the points of every item, category and the whole."""
    scores = score(samples.submission())

    assert scores is not None
    assert scores.items["4"] == Decimal("1.50")
    assert scores.categories == {"A": Decimal("7.00"), "B": Decimal("18.00")}
    assert (scores.total, scores.max_score) == (Decimal("25.00"), Decimal(25))


@pytest.mark.parametrize("typed", [None, "三"])
def test_a_missing_score_is_not_a_0(typed: str | None) -> None:
    """Without one required score there is no sum of its category and no total."""
    scores = score(samples.submission(scores={"2": typed}))

    assert scores is not None
    assert scores.items["2"] is None
    assert scores.categories == {"A": None, "B": Decimal("18.00")}
    assert scores.total is None


def test_each_item_is_rounded_before_it_is_summed() -> None:
    """The printed column adds up to the printed total."""
    form = form_with(catalog_of("3", "3"))
    scores = score(samples.submission(form, {"1": "2.675", "2": "0.005"}))

    assert scores is not None
    assert scores.total == Decimal("2.69")


@given(st.lists(HUNDREDTHS, min_size=1, max_size=34))
def test_sums_are_exact(numbers: list[Decimal]) -> None:
    """The total is the sum of the scores to the last digit, in whatever order."""
    form = form_with(catalog_of(*["100"] * len(numbers)))
    typed = {str(number): str(score) for number, score in enumerate(numbers, start=1)}
    scores = score(samples.submission(form, typed))

    assert scores is not None
    assert scores.total == sum(numbers)


def test_what_is_left_out_scales_the_rest_up() -> None:
    """88 of the 90 points that apply are 97.78 of 100, rounded once."""
    form = form_with(catalog_of("90", "10"), i2=NotApplicable.RESCALE)
    scores = score(samples.submission(form, {"1": "88", "2": "不适用"}))

    assert scores is not None
    assert scores.items == {"1": Decimal("88.00"), "2": None}
    assert (scores.total, scores.max_score) == (Decimal("97.78"), Decimal(100))
    assert scores.not_applicable == ("2",)


def test_scaling_does_not_lose_a_half() -> None:
    """0.22 × 135 ÷ 132 is 0.225 exactly and rounds up, although 135 ÷ 132 has no end."""
    form = form_with(catalog_of("132", "3"), i2=NotApplicable.RESCALE)
    scores = score(samples.submission(form, {"1": "0.22"}))

    assert scores is not None
    assert scores.total == Decimal("0.23")


def test_dropped_items_lower_what_can_be_reached() -> None:
    """A dropped item counts neither for the unit nor against it."""
    form = form_with(catalog_of("90", "10"), i2=NotApplicable.DROP)
    scores = score(samples.submission(form, {"1": "88", "2": None}))

    assert scores is not None
    assert (scores.total, scores.max_score) == (Decimal("88.00"), Decimal(90))


def test_full_points_are_given_whatever_stands_in_the_row() -> None:
    """An item that gives its points doesn't ask the unit for a score."""
    form = form_with(catalog_of("90", "10"), i2=NotApplicable.FULL)
    scores = score(samples.submission(form, {"1": "88", "2": "3"}))

    assert scores is not None
    assert (scores.total, scores.max_score) == (Decimal("98.00"), Decimal(100))


def test_all_three_treatments_go_together() -> None:
    """With 10 dropped, 20 scaled and 5 given, 60 of the 70 that count are 77.14 of 90."""
    form = form_with(
        catalog_of("65", "10", "20", "5"),
        i2=NotApplicable.DROP,
        i3=NotApplicable.RESCALE,
        i4=NotApplicable.FULL,
    )
    scores = score(samples.submission(form, {"1": "55"}))

    assert scores is not None
    assert (scores.total, scores.max_score) == (Decimal("77.14"), Decimal(90))


def test_a_unit_without_a_return_has_no_total() -> None:
    """Every item that applies is unknown; what it could reach is known."""
    form = form_with(catalog_of("90", "10"), i2=NotApplicable.FULL)
    scores = unscored(form)

    assert scores.items == {"1": None, "2": Decimal("10.00")}
    assert (scores.total, scores.max_score) == (None, Decimal(100))


@pytest.mark.parametrize("treatment", [NotApplicable.DROP, NotApplicable.RESCALE])
def test_where_no_item_applies_there_is_no_total(treatment: NotApplicable) -> None:
    """A total of 0 would be a score that nobody gave."""
    form = form_with(catalog_of("90", "10"), i1=treatment, i2=treatment)
    scores = score(samples.submission(form, {"1": "5", "2": None}))

    assert scores is not None
    assert (scores.total, unscored(form).total) == (None, None)

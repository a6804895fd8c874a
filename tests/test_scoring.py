"""From a submission to its scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankings
import samples
from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.model import Catalog, Category, Item, NotApplicable
from scoresheet.rules.judged import Judged
from scoresheet.scoring import Scores, rounded, score, unscored
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


@pytest.mark.parametrize(
    ("number", "decimals", "result"),
    [
        (Fraction(9, 40), 2, "0.23"),
        (Fraction(8, 3), 2, "2.67"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(-1, 3), 1, "-0.3"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(0), 2, "0.00"),
    ],
)
def test_fractions_are_rounded_like_decimals(number: Fraction, decimals: int, result: str) -> None:
    """A number that has no end as a decimal is rounded half up from its exact value."""
    assert str(rounded(number, decimals)) == result


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


FULL: dict[str, str | None] = {"1": "10", "2": "6.5", "3": "1.5", "4": "5", "5": "0", "6": "0"}


def scored(
    left_out: Mapping[str, NotApplicable] | None = None,
    changes: Mapping[str, Any] | None = None,
    **scores: str | None,
) -> Scores:
    """Give the scores of a unit with full marks (23 points) and no bonus, but for these; i1 is item 1."""
    unit = replace(rankings.unit("u"), not_applicable=dict(left_out or {}))
    given = FULL | {name.removeprefix("i"): typed for name, typed in scores.items()}
    return rankings.result(
        rankings.catalog([unit], **(changes or {})), unit, rankings.Entered(given, {})
    ).scores


def test_without_a_scale_nothing_is_converted() -> None:
    """A catalog that converts nothing compares the totals."""
    scores = scored()
    assert (scores.total, scores.bonus, scores.converted, scores.compared) == (
        Decimal(23),
        Decimal(0),
        None,
        Decimal(23),
    )


def test_a_published_conversion() -> None:
    """(81.22 + 0.64) ÷ (100.00 + 0.64) × 100 is 81.34."""
    catalog = replace(catalog_of("100.00", "0.64"), convert_to=Decimal(100))
    scores = score(samples.submission(form_with(catalog), {"1": "81.22", "2": "0.64"}))
    assert scores is not None
    assert (str(scores.total), str(scores.converted)) == ("81.86", "81.34")


@pytest.mark.parametrize(("scale", "converted"), [("1", "0.98"), ("90", "88.00"), ("1000", "977.80")])
def test_a_scaled_total_is_converted_as_it_was_rounded(scale: str, converted: str) -> None:
    """What was scaled up to 97.78 of 100 is 977.80 of 1000, so that a reader can check it."""
    catalog = replace(catalog_of("90", "10"), convert_to=Decimal(scale))
    scores = score(samples.submission(form_with(catalog, i2=NotApplicable.RESCALE), {"1": "88"}))
    assert scores is not None
    assert (str(scores.total), str(scores.converted)) == ("97.78", converted)


def test_a_drop_converts_by_what_the_unit_can_reach() -> None:
    """45 of the 90 points that are left are half of 1000."""
    catalog = replace(catalog_of("90", "10"), convert_to=Decimal(1000))
    scores = score(samples.submission(form_with(catalog, i2=NotApplicable.DROP), {"1": "45"}))
    assert scores is not None
    assert str(scores.converted) == "500.00"


def test_no_total_is_not_converted() -> None:
    """Neither a missing score nor a form of which nothing applies makes a 0 on another scale."""
    assert scored(changes={"convert_to": Decimal(100)}, i1=None).converted is None
    nothing = dict.fromkeys("123456", NotApplicable.DROP)
    assert scored(nothing, {"convert_to": Decimal(100)}).converted is None


@pytest.mark.parametrize(
    ("bonuses", "counted"),
    [(("0", "0"), "0"), (("1", "1.9"), "2.9"), (("1", "2"), "3"), (("1", "2.1"), "3"), (("5", "5"), "3")],
)
def test_bonuses_count_up_to_their_cap(bonuses: tuple[str, str], counted: str) -> None:
    """Below and at the cap of 3 all of it counts, above it the cap."""
    scores = scored(changes={"bonus_at_most": Decimal(3)}, i5=bonuses[0], i6=bonuses[1])
    assert (scores.bonus, scores.total) == (Decimal(counted), 23 + Decimal(counted))
    assert (scores.max_score, scores.categories["C"]) == (Decimal(23), None)
    assert scores.items["6"] == Decimal(bonuses[1])


def test_without_a_cap_all_bonuses_count() -> None:
    """10 points of bonuses are 10."""
    assert (scored(i5="5", i6="5").bonus, scored(i5="5", i6="5").total) == (Decimal(10), Decimal(33))


@pytest.mark.parametrize("cap", [None, Decimal(3)])
def test_a_blank_bonus_is_not_0(cap: Decimal | None) -> None:
    """A bonus that is left blank leaves no total, even where the others reach the cap."""
    scores = scored(changes={"bonus_at_most": cap}, i5="5", i6=None)
    assert (scores.bonus, scores.total) == (None, None)


def test_bonuses_are_not_scaled_up_with_the_rest() -> None:
    """11.5 of 13 points become 20.35 of 23, and the bonus of 1 stays 1."""
    scores = scored({"1": NotApplicable.RESCALE}, i3="0", i5="1")
    assert (str(scores.total), scores.max_score) == ("21.35", Decimal(23))


@pytest.mark.parametrize("treatment", [NotApplicable.DROP, NotApplicable.RESCALE])
def test_a_bonus_that_does_not_apply_changes_nothing(treatment: NotApplicable) -> None:
    """What a unit can reach is without bonuses anyway."""
    scores = scored({"5": treatment, "6": treatment}, i1="9")
    assert (scores.total, scores.bonus, scores.max_score) == (Decimal(22), Decimal(0), Decimal(23))


WEIGHTED = {"categories": rankings.categories({"A": "60", "B": "40"})}


@pytest.mark.parametrize(
    ("left_out", "scores", "converted"),
    [
        ({}, {}, "100.00"),
        ({}, {"i1": "8.25"}, "93.64"),
        ({}, {"i1": "0", "i2": "0"}, "40.00"),
        ({"2": NotApplicable.DROP}, {"i1": "9"}, "94.00"),
        ({"2": NotApplicable.RESCALE}, {"i1": "9"}, "94.00"),
        ({"2": NotApplicable.FULL}, {"i1": "8.25"}, "93.64"),
        ({"3": NotApplicable.DROP, "4": NotApplicable.DROP}, {"i1": "8.25"}, "89.39"),
        ({}, {"i1": "8.25", "i5": "1", "i6": "5"}, "99.64"),
    ],
)
def test_weights(left_out: Mapping[str, NotApplicable], scores: Mapping[str, str], converted: str) -> None:
    """Each category counts by its share of its own points that apply; a bonus comes on top, scaled by nothing."""
    assert str(scored(left_out, WEIGHTED, **scores).converted) == converted


def test_weights_on_another_scale() -> None:
    """The weights say percent of the scale: 3.5 of A's 16.5 points lost at 60 % are 127.27 of 1000."""
    scores = scored(changes={**WEIGHTED, "convert_to": Decimal(1000)}, i1="6.5", i5="2.5")
    assert str(scores.converted) == str(Decimal("872.73") + Decimal("2.50"))


def test_a_score_by_place_counts_once_it_is_known() -> None:
    """Until then the total is without it, and the item has no score; it is never asked of the unit."""
    assert (scored(i4=None).items["4"], scored(i4=None).total) == (None, Decimal(18))
    assert (scored(i4="1.7").items["4"], scored(i4="1.7").total) == (Decimal("1.7"), Decimal("19.7"))
    assert scored({"4": NotApplicable.DROP}, i4="5").items["4"] is None
    assert str(scored({"4": NotApplicable.FULL}, i4=None).items["4"]) == "5.00"

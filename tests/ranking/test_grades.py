"""From shares and positions to grades: bounds, quotas, ties across a quota, vetoes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankings
from rankings import grade
from scoresheet.catalog.model import Catalog, Grade
from scoresheet.language import Locale
from scoresheet.ranking.grades import NO_VETO, Undecided, Vetoes, boundaries, grade_between, vetoes
from scoresheet.rule.model import Effect

BANDS = (grade("优秀", "90"), grade("良好", "80"), grade("合格", "60"), grade("不合格"))
Happened = Mapping[str, str | None]


def shares(*percent: str) -> list[Fraction]:
    """Give what units reached, in percent of full marks."""
    return [Fraction(one) / 100 for one in percent]


def graded(grades: Sequence[Grade], *percent: str) -> list[str | None]:
    """Give the grades of units that aren't tied, from the first to the last."""
    bounds = boundaries(grades, shares(*percent))
    positions = range(1, len(percent) + 1)
    return [grade_between(grades, bounds, (one, one), NO_VETO)[0] for one in positions]


def test_nobody_takes_no_grade() -> None:
    """Without a ranked unit no grade is taken."""
    assert boundaries(BANDS, []) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("100.01", "优秀"),
        ("90", "优秀"),
        ("89.99", "良好"),
        ("80", "良好"),
        ("79.99", "合格"),
        ("60", "合格"),
        ("59.99", "不合格"),
        ("-10", "不合格"),
    ],
)
def test_a_band_holds_its_lower_bound_and_not_its_upper_one(percent: str, expected: str) -> None:
    """Intervals are half-open: 90 is 优秀 and 89.99 is not."""
    assert graded(BANDS, percent) == [expected]


def test_below_the_last_bound_there_is_no_grade() -> None:
    """Where the last grade has a bound, a unit may fulfil none."""
    assert graded(BANDS[:3], "60", "59.99") == ["合格", None]


@pytest.mark.parametrize(
    ("units", "expected"),
    [(0, ""), (1, "A"), (2, "AA"), (3, "AAB"), (4, "AABB"), (6, "AABBBC"), (7, "AABBBCC")],
)
def test_places_are_taken_from_the_best(units: int, expected: str) -> None:
    """The first 2 units get A, the next 3 B, all others C."""
    grades = (grade("A", places=2), grade("B", places=3), grade("C"))
    assert "".join(str(one) for one in graded(grades, *["50"] * units)) == expected


@pytest.mark.parametrize(("units", "first"), [(4, 0), (5, 1), (9, 1), (10, 2), (11, 2)])
def test_a_percentage_of_units_is_rounded_down(units: int, first: int) -> None:
    """20 % of 9 units is one unit."""
    assert graded((grade("A", percent="20"), grade("B")), *["50"] * units).count("A") == first


def test_a_percentage_is_exact() -> None:
    """7 % of 100 units is 7, although 0.07 × 100 is a little more in floating point and 0.29 × 100 a little less."""
    for percent in ("7", "29", "57", "58"):
        grades = (grade("A", percent=percent), grade("B"))
        assert graded(grades, *["50"] * 100).count("A") == int(percent)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (["95", "94", "93"], ["A", "A", "B"]),
        (["95", "89.99", "85"], ["A", "B", "B"]),
        (["89", "85", "60"], ["B", "B", "C"]),
    ],
)
def test_bound_and_quota_must_both_be_fulfilled(percent: list[str], expected: list[str]) -> None:
    """Places that nobody reaches stay free, and whom the quota leaves out gets the next grade that he reaches."""
    grades = (grade("A", "90", places=2), grade("B", "80"), grade("C"))
    assert graded(grades, *percent) == expected


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        ((1, 2), ("A", None)),
        ((2, 3), (None, Undecided.TIE)),
        ((1, 6), (None, Undecided.TIE)),
        ((3, 5), ("B", None)),
        ((5, 6), (None, Undecided.TIE)),
        ((6, 7), ("C", None)),
    ],
)
def test_a_tie_across_a_quota_is_left_to_the_office(
    positions: tuple[int, int], expected: tuple[str | None, Undecided | None]
) -> None:
    """Where equal units would get different grades nobody of them gets one."""
    grades = (grade("A", places=2), grade("B", places=3), grade("C"))
    assert grade_between(grades, (2, 5, 7), positions, NO_VETO) == expected


@given(st.lists(st.integers(0, 120), min_size=1, max_size=12), st.sampled_from(rankings.SCALES[1:]))
def test_bounds_never_fall_and_never_exceed_the_units(percent: list[int], grades: Sequence[Grade]) -> None:
    """A grade or a better one is had by no fewer units than the better one, and by no more than there are."""
    bounds = boundaries(grades, shares(*(str(one) for one in sorted(percent, reverse=True))))
    assert list(bounds) == sorted(bounds)
    assert bounds[-1] <= len(percent)


def catalog(*effects: tuple[Effect, str | None]) -> Catalog:
    """Give a catalog with these bands and vetoes: items 7, 8 and so on."""
    return rankings.catalog([rankings.unit("u")], categories=rankings.categories(None, effects), grades=BANDS)


def found(made: Catalog, happened: Happened) -> Vetoes:
    """Give the vetoes of a unit that reported this."""
    return vetoes(made, rankings.returned(made, made.units[0], rankings.Entered({}, happened)))


def test_what_did_not_happen_has_no_effect() -> None:
    """A veto that doesn't apply, and a unit without a return, change nothing and leave nothing to say."""
    made = catalog((Effect.FIXED_GRADE, "不合格"))
    assert found(made, {"7": "0"}) == vetoes(made, None) == NO_VETO
    assert NO_VETO.told(made).zh == NO_VETO.told(made).en == ""


@pytest.mark.parametrize(
    ("effect", "named", "grades", "told"),
    [
        (Effect.NO_AWARD, None, [0, 1, 2, 3], "第7项触发否决：取消评优资格"),
        (Effect.FIXED_GRADE, "不合格", [3, 3, 3, 3], "第7项触发否决：等次定为“不合格”"),
        (Effect.GRADE_AT_MOST, "合格", [2, 2, 2, 3], "第7项触发否决：等次不高于“合格”"),
        (Effect.GRADE_AT_MOST, "优秀", [0, 1, 2, 3], ""),
        (Effect.ONE_GRADE_DOWN, None, [1, 2, 3, 3], "第7项触发否决：等次降1档"),
    ],
)
def test_effects(effect: Effect, named: str | None, grades: list[int], told: str) -> None:
    """Each effect gives its grade from each grade, best first; nobody falls below the last one."""
    made = catalog((effect, named))
    triggered = found(made, {"7": "1"})
    assert [triggered.applied(one, len(BANDS)) for one in range(len(BANDS))] == grades
    assert triggered.told(made).zh == told


def test_a_unit_below_all_grades_stays_there() -> None:
    """A veto raises nobody to a grade that he doesn't reach, but for one that fixes the grade."""
    down, fixed = Vetoes(triggered=("7",), down=1), Vetoes(triggered=("7",), fixed=2)
    assert (down.applied(3, 3), fixed.applied(3, 3)) == (3, 2)


def test_several_vetoes_go_together() -> None:
    """The worst of what is fixed or allowed counts, steps down add up, and all items are named."""
    lower = catalog((Effect.ONE_GRADE_DOWN, None), (Effect.ONE_GRADE_DOWN, None))
    assert found(lower, {"7": "1", "8": "2"}).applied(0, 4) == 2
    both = catalog((Effect.FIXED_GRADE, "良好"), (Effect.GRADE_AT_MOST, "合格"))
    together = found(both, {"7": "1", "8": "1"})
    assert together.applied(0, 4) == 2
    assert together.told(both).zh == "第7、8项触发否决：等次定为“合格”"
    mixed = catalog((Effect.NO_AWARD, None), (Effect.ONE_GRADE_DOWN, None))
    assert found(mixed, {"7": "1", "8": "1"}).told(mixed).of(Locale.EN) == (
        "veto 7, 8: no award, grade lowered by 1"
    )


def test_an_open_veto_leaves_the_grade_open() -> None:
    """While it isn't known whether a veto applies, no grade is given."""
    made = catalog((Effect.NO_AWARD, None), (Effect.NO_AWARD, None))
    waiting = found(made, {"7": "1", "8": None})
    assert grade_between(BANDS, (1, 1, 1, 1), (1, 1), waiting) == (None, Undecided.PENDING)
    assert waiting.told(made).zh == "第7项触发否决：取消评优资格；第8项是否触发否决未填，等次待定"


def test_bounds_are_exact() -> None:
    """Two thirds are less than 66.67 % and more than 66.66 %."""
    third = [Fraction(2, 3)]
    bounds = [boundaries((Grade("A", Decimal(one)),), third) for one in ("66.66", "66.67")]
    assert bounds == [(1,), (0,)]

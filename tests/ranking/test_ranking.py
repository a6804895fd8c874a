"""Places from totals: ties, groups, percents, and who isn't ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankings
import samples
from assessments import finding
from scoresheet.assessment import Assessment, UnitResult, UnitStatus
from scoresheet.catalog.model import NotApplicable, Ties, Unit
from scoresheet.checking.running import Severity
from scoresheet.language import Locale
from scoresheet.ranking.grades import Undecided
from scoresheet.ranking.ordering import Place, Ranking, Stage, rank
from scoresheet.rule.model import Effect
from scoresheet.scoring import Scores

TOTAL = Decimal(25)


def unit_result(
    name: str,
    total: str | None,
    *,
    status: UnitStatus = UnitStatus.ACCEPTED,
    group: str | None = None,
    out_of: Decimal = TOTAL,
) -> UnitResult:
    """Give a unit with a total; which items made it up doesn't matter here."""
    unit = Unit(name, name, name, group=group)
    points = None if total is None else Decimal(total)
    return UnitResult(unit, status, None, Scores({}, {}, points, out_of, ()))


def ranked(*units: UnitResult, ties: Ties = Ties.COMPETITION) -> Ranking:
    """Rank some units under the sample catalog of 25 points."""
    return rank(Assessment(samples.catalog(ties=ties), units, (), ()))


def places(ranking: Ranking) -> list[tuple[str, int, bool]]:
    """Give name, place and tie of the ranked units, in their order."""
    return [(one.result.unit.name, one.place.number, one.place.tied) for one in ranking.placed]


def test_nobody_ranked() -> None:
    """Without an accepted unit there are no places."""
    ranking = ranked(unit_result("a", None, status=UnitStatus.MISSING))
    assert ranking.placed == ()
    assert [one.result.unit.name for one in ranking.unplaced] == ["a"]


def test_no_units_at_all() -> None:
    """An empty list of units gives an empty ranking."""
    assert ranked() == Ranking(Stage.SELF, by_percent=False, placed=(), unplaced=())


def test_one_unit_is_first_and_not_tied() -> None:
    """A single unit is first; no other shares its place."""
    assert places(ranked(unit_result("a", "0"))) == [("a", 1, False)]


@pytest.mark.parametrize(
    ("ties", "totals", "expected"),
    [
        (Ties.COMPETITION, ["20", "20.00", "19"], [("a", 1, True), ("b", 1, True), ("c", 3, False)]),
        (Ties.DENSE, ["20", "20.00", "19"], [("a", 1, True), ("b", 1, True), ("c", 2, False)]),
        (Ties.COMPETITION, ["19", "20", "20"], [("b", 1, True), ("c", 1, True), ("a", 3, False)]),
        (Ties.DENSE, ["19", "20", "20"], [("b", 1, True), ("c", 1, True), ("a", 2, False)]),
        (Ties.COMPETITION, ["7", "7", "7"], [("a", 1, True), ("b", 1, True), ("c", 1, True)]),
        (Ties.DENSE, ["7", "7", "7"], [("a", 1, True), ("b", 1, True), ("c", 1, True)]),
        (Ties.COMPETITION, ["-1", "0", "-0.5"], [("b", 1, False), ("c", 2, False), ("a", 3, False)]),
    ],
)
def test_ties(ties: Ties, totals: list[str], expected: list[tuple[str, int, bool]]) -> None:
    """Equal totals share a place, in the catalog's order; the next place is empty or not, as the catalog says."""
    units = [unit_result(name, total) for name, total in zip("abc", totals, strict=True)]
    assert places(ranked(*units, ties=ties)) == expected


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        (unit_result("a", "20", status=UnitStatus.NEEDS_FIX), "待更正：有0处须更正"),
        (unit_result("a", None, status=UnitStatus.CONFLICT), "版本待确认"),
        (unit_result("a", None, status=UnitStatus.MISSING), "未报送"),
        (unit_result("a", None), "得分不完整"),
        (unit_result("a", "0", out_of=Decimal(0)), "没有适用的考核项"),
    ],
)
def test_only_accepted_units_with_a_total_are_ranked(unit: UnitResult, reason: str) -> None:
    """Every other unit is listed with the reason, and takes no place."""
    ranking = ranked(unit, unit_result("b", "1"))
    assert places(ranking) == [("b", 1, False)]
    assert [one.reason.of(Locale.ZH) for one in ranking.unplaced] == [reason]


def test_reason_counts_what_must_be_corrected_in_the_file_that_speaks() -> None:
    """Warnings, and the errors of another file of the unit, are not counted."""
    catalog = samples.catalog()
    made = samples.submission(path="a.xlsx")
    unit = replace(unit_result("510824", "20", status=UnitStatus.NEEDS_FIX), submission=made)
    severities = (Severity.ERROR, Severity.FATAL, Severity.WARNING)
    findings = tuple(finding(severity=one, file="a.xlsx") for one in severities)
    other = finding(file="b.xlsx")
    ranking = rank(Assessment(catalog, (unit,), (), (*findings, other)))
    assert ranking.unplaced[0].reason.of(Locale.EN) == "needs correction: 2 to be corrected"


def test_full_maximum_is_ranked_by_total() -> None:
    """While every ranked unit can reach the total, nothing is turned into percents."""
    unranked = unit_result("b", None, status=UnitStatus.MISSING, out_of=Decimal(20))
    assert not ranked(unit_result("a", "20"), unranked).by_percent


def test_a_dropped_item_turns_all_into_percents() -> None:
    """19 of 20 (95 %) comes before 23 of 25 (92 %); 20 of 25 and 16 of 20 are equal."""
    units = [
        unit_result("a", "23"),
        unit_result("b", "20"),
        unit_result("c", "19", out_of=Decimal(20)),
        unit_result("d", "16", out_of=Decimal(20)),
    ]
    ranking = ranked(*units)
    assert ranking.by_percent
    assert places(ranking) == [("c", 1, False), ("a", 2, False), ("b", 3, True), ("d", 3, True)]


def test_percents_are_compared_exactly() -> None:
    """8.01 of 9 and 22.25 of 25 are both 89 %, though no float says so; one hundredth less comes after."""
    units = [
        unit_result("a", "8.00", out_of=Decimal(9)),
        unit_result("b", "22.25"),
        unit_result("c", "8.01", out_of=Decimal(9)),
    ]
    assert places(ranked(*units)) == [("b", 1, True), ("c", 1, True), ("a", 3, False)]


def test_places_in_groups() -> None:
    """A group is numbered for itself; a unit without group has a place among all only."""
    units = [
        unit_result("a", "20", group="县"),
        unit_result("b", "22", group="区"),
        unit_result("c", "20", group="区"),
        unit_result("d", "20", group="县"),
        unit_result("e", "24"),
    ]
    in_group = {one.result.unit.name: one.place_in_group for one in ranked(*units).placed}
    assert in_group == {
        "e": None,
        "b": Place(1, tied=False),
        "a": Place(1, tied=True),
        "c": Place(2, tied=False),
        "d": Place(1, tied=True),
    }


_ENTRIES = st.lists(
    st.tuples(
        st.integers(-20, 250),
        st.sampled_from(["25", "20", "12.5"]),
        st.sampled_from(["县", "区", None]),
        st.sampled_from(list(UnitStatus)),
    ),
    max_size=7,
)


@given(entries=_ENTRIES, ties=st.sampled_from(list(Ties)))
def test_places_are_what_counting_says(
    entries: list[tuple[int, str, str | None, UnitStatus]], ties: Ties
) -> None:
    """A place is one more than how many are better: units, or for dense places different results."""
    units = [
        unit_result(str(number), f"{total / 10}", out_of=Decimal(out_of), group=group, status=status)
        for number, (total, out_of, group, status) in enumerate(entries)
    ]
    ranking = ranked(*units, ties=ties)
    rivals = [unit for unit in units if unit.status is UnitStatus.ACCEPTED]
    assert {one.result.unit.id for one in ranking.placed} == {unit.unit.id for unit in rivals}
    assert [one.result for one in ranking.unplaced] == [unit for unit in units if unit not in rivals]
    for one in ranking.placed:
        group = [unit for unit in rivals if unit.unit.group == one.result.unit.group]
        assert one.place == _counted(one.result, rivals, ties)
        grouped = one.result.unit.group is not None
        assert one.place_in_group == (_counted(one.result, group, ties) if grouped else None)
    order = [(one.place.number, int(one.result.unit.id)) for one in ranking.placed]
    assert order == sorted(order)


def _counted(unit: UnitResult, rivals: list[UnitResult], ties: Ties) -> Place:
    better = [rival for rival in rivals if _is_better(rival, unit)]
    if ties is Ties.DENSE:
        kept: list[UnitResult] = []
        for rival in better:
            if not any(_is_equal(rival, other) for other in kept):
                kept.append(rival)
        better = kept
    return Place(len(better) + 1, tied=sum(_is_equal(rival, unit) for rival in rivals) > 1)


def _products(one: UnitResult, other: UnitResult) -> tuple[Decimal, Decimal]:
    assert one.scores.total is not None
    assert other.scores.total is not None
    return one.scores.total * other.scores.max_score, other.scores.total * one.scores.max_score


def _is_better(one: UnitResult, other: UnitResult) -> bool:
    left, right = _products(one, other)
    return left > right


def _is_equal(one: UnitResult, other: UnitResult) -> bool:
    left, right = _products(one, other)
    return left == right


FULL: dict[str, str | None] = {"1": "10", "2": "6.5", "3": "1.5", "4": "5", "5": "0", "6": "0"}
BANDS = (rankings.grade("优秀", "95", places=1), rankings.grade("良好", "80"), rankings.grade("合格"))


def ruled(
    *units: tuple[Unit, Mapping[str, str | None]], happened: str | None = "0", **changes: Any
) -> Ranking:
    """Rank units with full marks but for these scores; the last one's veto is reported as `happened`."""
    made = rankings.catalog([one for one, _ in units], **changes)
    vetoes = [item.id for item in made.items if item.rule.veto is not None]
    reported = [dict.fromkeys(vetoes, "0")] * (len(units) - 1) + [dict.fromkeys(vetoes, happened)]
    entered = [
        rankings.Entered(FULL | dict(scores), told) for (_, scores), told in zip(units, reported, strict=True)
    ]
    return rank(rankings.round_of(made, entered))


def named(name: str, group: str | None = None, **scores: str | None) -> tuple[Unit, Mapping[str, str | None]]:
    """Give a unit with scores; i1 is item 1."""
    return rankings.unit(name, group), {item.removeprefix("i"): typed for item, typed in scores.items()}


def test_without_tie_breaks_nobody_is_separated() -> None:
    """Equal totals stay tied, however they were made up."""
    ranking = ruled(named("a", i1="9"), named("b", i2="5.5"))
    assert places(ranking) == [("a", 1, True), ("b", 1, True)]
    assert [one.separated for one in ranking.placed] == [False, False]


@pytest.mark.parametrize(
    ("break_ties", "expected"),
    [
        (("A",), [("a", 1, True), ("b", 1, True), ("c", 3, False)]),
        (("1",), [("b", 1, False), ("a", 2, True), ("c", 2, True)]),
        (("2",), [("a", 1, False), ("b", 2, True), ("c", 2, True)]),
        (("2", "1"), [("a", 1, False), ("b", 2, False), ("c", 3, False)]),
        (("5",), [("c", 1, False), ("a", 2, True), ("b", 2, True)]),
    ],
)
def test_tie_breaks_are_looked_at_in_turn(
    break_ties: tuple[str, ...], expected: list[tuple[str, int, bool]]
) -> None:
    """Of three equal totals the higher score in the first tie-break comes first, then in the next one."""
    units = (
        named("a", i1="9", i2="6.5"),
        named("b", i1="10", i2="5.5"),
        named("c", i1="9", i2="5.5", i5="1"),
    )
    ranking = ruled(*units, break_ties=break_ties)
    assert places(ranking) == expected
    assert {one.result.unit.name for one in ranking.placed if one.separated} == {"a", "b", "c"}


def test_a_higher_total_is_never_moved_by_a_tie_break() -> None:
    """Tie-breaks order equal totals alone, and who had none equal isn't called separated."""
    ranking = ruled(named("a", i1="9.99"), named("b", i2="5"), break_ties=("1",))
    assert places(ranking) == [("a", 1, False), ("b", 2, False)]
    assert [one.separated for one in ranking.placed] == [False, False]


def test_a_tie_break_that_does_not_apply_comes_last() -> None:
    """No score is less than any score, even one below 0."""
    left_out = rankings.unit("a", i3=NotApplicable.RESCALE)
    ranking = ruled((left_out, {}), named("b", i3="-3.5", i5="5"), break_ties=("3",))
    assert [one.result.unit.name for one in ranking.placed] == ["b", "a"]
    assert [one.result.scores.total for one in ranking.placed] == [23, 23]


def test_converted_totals_are_compared() -> None:
    """By weights the order may be another than by totals; a dropped item needs no percents then."""
    weighted = rankings.categories({"A": "10", "B": "90"})
    units = [named("a", i3="0.5"), named("b", i1="8.25")]
    ranking = ruled(*units, (rankings.unit("c", i1=NotApplicable.DROP), {}), categories=weighted)
    assert [one.result.unit.name for one in ranking.placed] == ["c", "b", "a"]
    assert not ranking.by_percent
    assert places(ruled(*units)) == [("a", 1, False), ("b", 2, False)]


@pytest.mark.parametrize("ties", list(Ties))
def test_within_groups_each_group_is_a_contest(ties: Ties) -> None:
    """Group by group in the catalog's order, with the place among all beside."""
    units = (named("a", "县", i1="8"), named("b", "区"), named("c", "县"), named("d", "县", i1="8"))
    ranking = ruled(*units, within_groups=True, ties=ties)
    assert [(one.result.unit.name, one.place_in_group, one.place.number) for one in ranking.placed] == [
        ("c", Place(1, tied=False), 1),
        ("a", Place(2, tied=True), 3 if ties is Ties.COMPETITION else 2),
        ("d", Place(2, tied=True), 3 if ties is Ties.COMPETITION else 2),
        ("b", Place(1, tied=False), 1),
    ]


def test_within_groups_quotas_are_the_groups_own() -> None:
    """The one place for 优秀 goes to the best of each group."""
    units = (
        named("a", "县"),
        named("b", "县", i1="9.9"),
        named("c", "区", i1="9.95"),
        named("d", "区", i1="8"),
    )
    graded = {
        one.result.unit.name: one.grade for one in ruled(*units, within_groups=True, grades=BANDS).placed
    }
    assert graded == {"a": "优秀", "b": "良好", "c": "优秀", "d": "良好"}
    graded = {one.result.unit.name: one.grade for one in ruled(*units, grades=BANDS).placed}
    assert graded == {"a": "优秀", "b": "良好", "c": "良好", "d": "良好"}


@pytest.mark.parametrize(("points", "expected"), [("8.27", "优秀"), ("8.26", "良好")])
def test_grades_go_by_the_rounded_total(points: str, expected: str) -> None:
    """21.27 of 23 points are 92.478… %, printed as 92.48, and that is what a bound of 92.48 is held against."""
    bands = (rankings.grade("优秀", "92.48"), rankings.grade("良好"))
    ranking = ruled(named("a", i1=points), grades=bands, convert_to=Decimal(100))
    assert [one.grade for one in ranking.placed] == [expected]


def test_a_tie_across_the_quota_has_no_grade() -> None:
    """Nobody of the tied gets the better grade silently, and those behind have theirs."""
    ranking = ruled(named("a"), named("b"), named("c", i1="9"), grades=BANDS)
    assert [(one.grade, one.undecided) for one in ranking.placed] == [
        (None, Undecided.TIE),
        (None, Undecided.TIE),
        ("良好", None),
    ]


def test_a_tie_that_is_broken_is_no_tie_across_the_quota() -> None:
    """With a tie-break the better one has the grade."""
    ranking = ruled(named("a", i1="9.5"), named("b", i2="6"), break_ties=("2",), grades=BANDS)
    assert [(one.result.unit.name, one.grade) for one in ranking.placed] == [("a", "优秀"), ("b", "良好")]


@pytest.mark.parametrize(
    ("effect", "grade", "expected"),
    [
        (Effect.NO_AWARD, None, "优秀"),
        (Effect.FIXED_GRADE, "合格", "合格"),
        (Effect.GRADE_AT_MOST, "良好", "良好"),
        (Effect.ONE_GRADE_DOWN, None, "良好"),
    ],
)
def test_a_veto_changes_the_grade_and_not_the_place(effect: Effect, grade: str | None, expected: str) -> None:
    """The score stays as it is; whom a veto is not about keeps its grade."""
    changes = {"categories": rankings.categories(None, [(effect, grade)]), "grades": BANDS}
    ranking = ruled(named("b", i1="9"), named("a"), happened="1", **changes)
    assert [(one.result.unit.name, one.place.number, one.grade) for one in ranking.placed] == [
        ("a", 1, expected),
        ("b", 2, "良好"),
    ]
    assert [bool(one.vetoes.triggered) for one in ranking.placed] == [True, False]


def test_while_a_score_by_place_is_open_there_are_no_grades() -> None:
    """Places follow from the other items, the ranking names what is pending, and every grade waits."""
    ranking = ruled(named("a", i1="9", i4=None), named("b", i4=None), grades=BANDS)
    assert places(ranking) == [("b", 1, False), ("a", 2, False)]
    assert ranking.pending == ("4",)
    assert [(one.grade, one.undecided) for one in ranking.placed] == [(None, Undecided.PENDING)] * 2


def test_a_unit_that_nothing_applies_to_is_not_ranked() -> None:
    """Bonuses alone make no total."""
    nothing = rankings.unit("a", **dict.fromkeys(["i1", "i2", "i3", "i4"], NotApplicable.RESCALE)), {"5": "1"}
    ranking = ruled(nothing, named("b"))
    assert [one.result.unit.name for one in ranking.placed] == ["b"]
    assert [one.reason.zh for one in ranking.unplaced] == ["没有适用的考核项"]

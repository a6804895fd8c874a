"""Places from totals: ties, groups, percents, and who isn't ranked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from assessments import finding
from scoresheet.assessment import Assessment, UnitResult, UnitStatus
from scoresheet.catalog.model import Ties, Unit
from scoresheet.checking import Severity
from scoresheet.language import Locale
from scoresheet.ranking import Place, Ranking, Stage, rank
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

"""What several reports say, they say in the same words."""

from decimal import Decimal

import pytest

from assessments import assessment, finding, mixed, to_correct, without_return
from scoresheet.assessment import UnitStatus
from scoresheet.checking.running import Severity
from scoresheet.language import Locale
from scoresheet.phrases import Counts, by_unit, counts, items, place, points, total, unit_names


def test_nothing_is_said_of_nothing() -> None:
    """No items, no place and no score have no words."""
    assert items((), Locale.ZH) == place(None, (), Locale.ZH) == ""
    assert points(None, 2) is None
    assert counts(()) == Counts(0, 0, 0)
    assert by_unit(assessment()) == {}


@pytest.mark.parametrize(
    ("ids", "locale", "words"),
    [
        (("3",), Locale.ZH, "第3项"),
        (("3", "5"), Locale.ZH, "第3、5项"),
        (("3",), Locale.EN, "item 3"),
        (("3", "5"), Locale.EN, "items 3, 5"),
    ],
)
def test_items_are_named_as_in_messages(ids: tuple[str, ...], locale: Locale, words: str) -> None:
    """A list of items reads as in the sentences of the findings."""
    assert items(ids, locale) == words


def test_place_names_sheet_and_cells() -> None:
    """A place is the sheet and its cells; a sheet alone is a place too."""
    assert place("自查评分表", ("D8", "D10"), Locale.ZH) == "自查评分表 D8、D10"
    assert place("自查评分表", (), Locale.ZH) == "自查评分表"


@pytest.mark.parametrize(
    ("score", "decimals", "words"),
    [("3", 2, "3.00"), ("-3.5", 1, "-3.5"), ("-0.00", 2, "0.00"), ("12", 0, "12")],
)
def test_scores_have_the_catalogs_decimals(score: str, decimals: int, words: str) -> None:
    """A score has as many decimals as the catalog says, and zero has no sign."""
    assert points(Decimal(score), decimals) == words


def test_total_needs_a_return_and_every_score() -> None:
    """A unit has a total only where one file speaks for it and no required score is missing."""
    made = assessment()
    assert total(made.units[0], 2) == "25.00"
    assert total(to_correct(made.catalog, 0), 2) is None
    assert total(without_return(made.catalog, 0, UnitStatus.CONFLICT), 2) is None


def test_findings_are_gathered_and_counted_by_unit() -> None:
    """Each unit has its findings in their order, files of no known unit theirs."""
    made = mixed()
    gathered = by_unit(made)
    assert [len(gathered[unit]) for unit in ("510824", "510821", None)] == [4, 1, 1]
    assert counts(made.findings) == Counts(errors=4, warnings=1, notices=1)
    assert counts((finding(severity=Severity.FATAL),)).errors == 1
    assert unit_names(made)["510824"] == "苍溪县"
    assert unit_names(made)[None] == ""

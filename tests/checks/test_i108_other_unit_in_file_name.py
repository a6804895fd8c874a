"""I108: a file is named for another unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

import samples
import tables
from scoresheet.checks.i108_other_unit_in_file_name import other_unit_in_file_name
from scoresheet.returns.settling import settle
from scoresheet.submission import Fault, FaultKind, Submission


def found(*submissions: Submission) -> list[tuple[str | None, str]]:
    """Give what the check finds among these returns of the sample catalog."""
    return tables.found_in_round(other_unit_in_file_name, settle(samples.catalog(), submissions))


def lying(place: str, *faults: Fault) -> Submission:
    """Give 苍溪县's return as it lies at a place."""
    made = samples.submission(path=f"D:/利州区/{place}", faults=faults)
    return replace(made, source=replace(made.source, place=place))


@pytest.mark.parametrize(
    "place",
    [
        "苍溪县.xlsx",
        "自查评分表.xlsx",
        "收到/1.xlsx",
        "旺苍县/苍溪县.xlsx",
        "苍溪县转旺苍县.xlsx",
        "旺苍县代苍溪县报送.xlsx",
        "旺苍县和利州区.xlsx",
        "510824_旺苍县.xlsx",
        "20141128_510821.xlsx",
        "成都市.xlsx",
    ],
)
def test_names_that_name_the_unit_or_nobody_are_left_alone(place: str) -> None:
    """Also beside another, or where the file's own name is right and only the folder another's."""
    assert found(lying(place)) == []


@pytest.mark.parametrize("kind", [FaultKind.OTHER_ROUND, FaultKind.DAMAGED])
def test_what_does_not_count_is_left_alone(kind: FaultKind) -> None:
    """A form of another round, or none at all, gives nobody a score."""
    assert found(lying("旺苍县.xlsx", Fault(kind))) == []


@pytest.mark.parametrize(
    "place", ["旺苍县.xlsx", "旺苍县/自查评分表.xlsx", "旺苍.zip!/1.xlsx", "510821.xlsx"]
)
def test_another_unit_s_name_is_told(place: str) -> None:
    """Of the file, of its folder, of the archive that it came in."""
    ((unit, sentence),) = found(lying(place))

    assert unit == "510824"
    assert sentence == f"文件“{place}”从名称看是旺苍县的，里面却是苍溪县的表，得分记在苍溪县名下。"


def test_a_copy_under_another_unit_s_name_is_told_too() -> None:
    """It counts once, and 旺苍县 may have sent its neighbour's form."""
    assert len(found(lying("苍溪县.xlsx"), lying("旺苍县.xlsx"))) == 1

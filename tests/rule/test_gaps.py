"""Bands of a gap: bounds in order, of one kind, each of them of use."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic_core import PydanticCustomError

from scoresheet.rule.gaps import GapBands, GapPart, alone, array, check_bounds, gap_bands
from scoresheet.rule.measured import amount, apart


def bands(
    *written: tuple[str | None, str], units: tuple[str, ...] = ("次",), can_exceed: bool = False
) -> GapBands:
    """Make bands of an item that is worth 3 points: bounds, None for the rest, and what they cost."""
    parts = [
        GapPart.model_validate({"deduct": cost} | ({} if bound is None else {"missing_up_to": bound}))
        for bound, cost in written
    ]
    return gap_bands(parts, Decimal(3), units, can_exceed=can_exceed)


@pytest.mark.parametrize(
    ("gap", "asked_for", "deduction"),
    [
        ("-1", "10", "0"),
        ("0", "10", "0"),
        ("0.01", "10", "1"),
        ("1", "10", "1"),
        ("1.01", "10", "2"),
        ("2", "10", "2"),
        ("2.01", "10", "3"),
        ("0", "0", "0"),
        ("0.01", "0", "3"),
    ],
)
def test_a_gap_is_looked_up(gap: str, asked_for: str, deduction: str) -> None:
    """Below, at and above every bound; any gap to 0 is beyond them."""
    made = bands(("10%", "1"), ("20%", "2"))
    assert made.deduction(Fraction(3), Fraction(gap), Fraction(asked_for)) == Fraction(deduction)


def test_no_more_is_taken_than_there_is() -> None:
    """Of a measure that is worth less than the item only its own points are lost."""
    assert bands(("1", "1"), (None, "2")).deduction(Fraction(1, 2), Fraction(1), Fraction(10)) == Fraction(
        1, 2
    )


def test_a_gap_of_all_that_was_asked_for_is_the_greatest() -> None:
    """A band that ends at 100% has nothing beyond it where a gap can't be greater; where it can, all is lost there."""
    assert bands(("20%", "1"), ("100%", "2")) == bands(("20%", "1"), (None, "2"))
    closed, open_ended = (bands(("20%", "1"), ("100%", "2"), can_exceed=exceeds) for exceeds in (False, True))
    assert [closed.bands[-1].up_to, open_ended.bands[-1].up_to] == [None, 1]
    assert open_ended.deduction(Fraction(3), Fraction(11), Fraction(10)) == 3


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ([("2", "1"), ("1", "2")], "从小到大"),
        ([("2", "1"), ("2.0", "2")], "不能重复"),
        ([("0", "1")], "应大于0"),
        ([("-1", "1")], "应大于0"),
        ([("1", "1"), (None, "2"), ("3", "3")], "只有最后一档"),
        ([("1", "1"), ("20%", "2")], "请统一"),
        ([("1", "2"), ("2", "1")], "差得越多应扣得越多"),
        ([("1", "2"), ("2", "2")], "差得越多应扣得越多"),
        ([("1", "-1")], "不能小于0"),
        ([("1", "3.01")], "可扣的只有3分"),
        ([("100%", "1"), (None, "2")], "永远用不上"),
        ([("100.1%", "1")], "永远用不上"),
        ([(str(n), f"0.{n:02}") for n in range(1, 22)], "最多写20档"),
    ],
)
def test_bands_that_leave_open_what_counts_are_refused(
    written: list[tuple[str | None, str]], says: str
) -> None:
    """The sentence says what to change."""
    with pytest.raises(PydanticCustomError) as caught:
        bands(*written)
    assert says in (caught.value.context or {})["zh"]


@pytest.mark.parametrize(("shares", "units"), [([True, False], {"次"}), ([True], {"次", "%"})])
def test_a_percentage_of_what_is_in_percent_could_mean_either(shares: list[bool], units: set[str]) -> None:
    """80% of a rate, or a share of 80% of its target: the office has to say."""
    check_bounds([False], {"%"})
    check_bounds([True, True], {"次", "‰"})
    with pytest.raises(PydanticCustomError):
        check_bounds(shares, units)


def test_an_array_is_written_as_excel_takes_it() -> None:
    """Commas between its columns, whatever the language of the sheet."""
    assert array(["-1E+300", "0", "2.5"]) == "{-1E+300,0,2.5}"


@pytest.mark.parametrize(
    ("number", "unit", "zh", "en"),
    [
        ("2", "次", "2次", "2"),
        ("1", "%", "1个百分点", "1 percentage point"),
        ("2", "", "2", "2"),
    ],
)
def test_an_english_sentence_holds_no_unit_of_the_catalog(number: str, unit: str, zh: str, en: str) -> None:
    """Only percentages have English words of their own."""
    assert alone(apart(Decimal(number), unit)) == (zh, en)
    assert alone(amount(Decimal(number), "%")).en == f"{number}%"

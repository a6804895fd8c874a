"""Numbers as people write them, and ranges in words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from scoresheet.figures import between, plain, signed, told


@pytest.mark.parametrize(
    ("number", "text"),
    [("1.50", "1.5"), ("100", "100"), ("1E+2", "100"), ("-0.0", "0"), ("0.0050", "0.005"), ("-3.50", "-3.5")],
)
def test_a_number_has_neither_exponent_nor_trailing_zeros(number: str, text: str) -> None:
    """It reads as a clerk would write it; print has a minus sign of its own."""
    assert plain(Decimal(number)) == text
    assert signed(Decimal(number)) == text.replace("-", "−")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(3, 2), "1.5"),
        (Fraction(1, 8), "0.125"),
        (Fraction(2, 3), "≈0.6667"),
        (Fraction(-1, 3), "≈−0.3333"),
        (Decimal("0.00001"), "≈0"),
    ],
)
def test_a_computed_number_says_where_it_is_not_exact(number: Decimal | Fraction, text: str) -> None:
    """Four decimals are as many as anybody reads."""
    assert told(number) == text


def test_a_range_without_an_upper_bound_names_the_lower_one() -> None:
    """An uncapped score has no number to name above."""
    assert between(Decimal(0), Decimal("Infinity")) == ("不小于0的数", "a number from 0 up")
    assert between(Decimal(-1), Decimal(3)) == ("−1至3之间的数", "a number from −1 to 3")

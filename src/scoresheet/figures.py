"""How numbers are written for people: exactly, without exponent, with the minus sign that print uses."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from scoresheet.language import Text


def plain(number: Decimal) -> str:
    """Write a number as people do: no exponent, no trailing zeros (1.50 becomes 1.5, -0 becomes 0)."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def signed(number: Decimal) -> str:
    """Write a number for a sentence, with the minus sign that print uses: −0.5."""
    return plain(number).replace("-", "−")


def told(number: Decimal | Fraction) -> str:
    """Write a computed number for a sentence: exactly where four decimals are enough, else with ≈ before it."""
    exact = Fraction(number)
    shown = Decimal(round(exact * _TOLD)) / _TOLD
    return signed(shown) if Fraction(shown) == exact else f"≈{signed(shown)}"


_TOLD = 10_000


def between(lowest: Decimal, highest: Decimal) -> Text:
    """Name a range of numbers."""
    low, high = signed(lowest), signed(highest)
    if highest.is_infinite():
        return Text(f"不小于{low}的数", f"a number from {low} up")
    return Text(f"{low}至{high}之间的数", f"a number from {low} to {high}")

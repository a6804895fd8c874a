"""What the program is to reach, held against what was measured, in one sentence each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """What is to be reached: `measured` at most `limit`, or at least so much where `least`. `unit` follows the numbers."""

    what: str
    measured: float
    limit: float
    least: bool = False
    unit: str = "times"

    @property
    def reached(self) -> bool:
        """Whether it is reached."""
        return self.measured >= self.limit if self.least else self.measured <= self.limit

    @property
    def sentence(self) -> str:
        """The sentence: reached, or not reached and by how much."""
        asked = f"asked: at {'least' if self.least else 'most'} {figure(self.limit)} {self.unit}"
        told = f"{self.what}: measured {figure(self.measured)} {self.unit} ({asked})"
        return f"Reached. {told}." if self.reached else f"**Not reached{self._by}.** {told}."

    @property
    def _by(self) -> str:
        better, worse = sorted((self.measured, self.limit), reverse=self.least)
        if not worse or not better or better < 0 or worse < 0:
            return ""
        return f", by a factor of {figure(max(better / worse, worse / better))}"


def figure(number: float) -> str:
    """Write a number with three significant digits, or all of a large one's."""
    if abs(number) >= 100:  # noqa: PLR2004 - from here on three digits leave no decimals
        return f"{number:,.0f}"
    return f"{number:.3g}"

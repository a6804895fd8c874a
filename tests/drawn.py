"""Items drawn at random: each kind's own test says which parameters and entries its rule may meet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from random import Random
from typing import Any

from scoresheet.rules import kinds

Entered = Mapping[str, str | tuple[str, ...] | None]
"""What a unit enters: numbers by measure or question (yes is 1, no is 0), counts by kind of event, or `register`."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item as it stands in a catalog, without id and text, and how a unit's entries for it are drawn."""

    item: Mapping[str, Any]
    enter: Callable[[Random], Entered]


def computing_kinds() -> list[str]:
    """Give the kinds whose test says how they are drawn."""
    return sorted(kind for kind in kinds() if hasattr(import_module(f"test_{kind}"), "drawn"))


def drawn(kind: str, random: Random) -> Drawn:
    """Draw an item of a kind."""
    made: Drawn = import_module(f"test_{kind}").drawn(random)
    return made


def amount(random: Random, low: str, high: str, places: int = 2) -> str:
    """Draw a number between two others, often one of them or a whole one."""
    least, most = (int(Decimal(bound).scaleb(places)) for bound in (low, high))
    number = random.choice([random.randint(least, most)] * 4 + [least, most])
    if random.random() < _WHOLE:
        number = max(least, number // 10**places * 10**places)
    return f"{Decimal(number).scaleb(-places).normalize():f}"


_WHOLE = 0.5


def near(random: Random, *bounds: str, step: str = "0.01") -> str:
    """Draw a number at one of some bounds, or a step below or above it; never below 0."""
    bound = Decimal(random.choice(bounds))
    number = bound + random.choice([-1, 0, 1]) * Decimal(step)
    return f"{max(number, Decimal(0)).normalize():f}"


def measures(
    random: Random, points: str, comparisons: Sequence[str] = ("at_least",), most: int = 3
) -> dict[str, dict[str, Any]]:
    """Draw the measures of an item: some with points of their own that add up, one in four a rate."""
    number = random.randint(1, most)
    made: dict[str, dict[str, Any]] = {}
    for place in range(number):
        target = amount(random, "0.01", "200") if random.random() < _NOT_ZERO else "0"
        made[f"m{place}"] = {"name": f"指标{place}", "unit": "个", random.choice(comparisons): target}
        if random.random() < _RATES:
            made[f"m{place}"] |= {"unit": "%", "numerator": f"分子{place}", "denominator": f"分母{place}"}
    if number > 1 and random.random() < _SPLIT:
        cents = int(Decimal(points) * 100)
        cuts = sorted(random.sample(range(1, cents), number - 1)) if cents > number else []
        if cuts:
            for name, first, last in zip(made, [0, *cuts], [*cuts, cents], strict=True):
                made[name]["points"] = f"{Decimal(last - first) / 100}"
    return made


_NOT_ZERO, _RATES, _SPLIT = 0.95, 0.25, 0.3


def combined(random: Random, asked: Mapping[str, Mapping[str, Any]], rule: dict[str, Any]) -> dict[str, Any]:
    """Add a way of combining several measures to a rule, where they have no points of their own."""
    if (
        len(asked) > 1
        and not any("points" in measure for measure in asked.values())
        and random.random() < _COMBINED
    ):
        rule["combine"] = random.choice(["mean", "min", "all"])
    return rule


_COMBINED = 0.7


def reported(asked: Mapping[str, Mapping[str, Any]], random: Random, *bounds: str) -> dict[str, str]:
    """Draw what a unit reports for measures: often the target, or close to it or to a bound."""
    made = {}
    for name, measure in asked.items():
        actual = (
            near(random, _target(measure), *bounds) if random.random() < _NEAR else amount(random, "0", "250")
        )
        if "numerator" in measure:
            under = amount(random, "1", "120", 0)
            made[f"{name}/numerator"] = near(random, f"{Decimal(actual) * Decimal(under) / 100:.2f}")
            made[f"{name}/denominator"] = under
        else:
            made[name] = actual
    return made


def _target(measure: Mapping[str, Any]) -> str:
    return next((str(measure[word]) for word in _COMPARISONS if measure.get(word) is not None), "10")


_COMPARISONS = ("at_least", "at_most", "below", "equals")
_NEAR = 0.5

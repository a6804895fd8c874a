"""Case: from a city to every township: how time and memory grow with the number of returns, with one process and two."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.claims import Claim, figure
from benchmarks.measuring import Command, Cost, Result, Work, rounds, wall
from benchmarks.page import Section, Setting, megabytes

ONE, TWO, RANKED = "validate --jobs 1", "validate --jobs 2", "rank --jobs 2"
_MANY = 1000
"""From here on a round is long enough to be measured once."""
_REPORT = "report.json"


def section(setting: Setting) -> Section:
    """Measure it."""
    results = {size: _measured(setting, size) for size in sorted(setting.sizes)}
    same = all(told.same for told in results.values())
    costs = {size: told.result.cost(ONE) for size, told in results.items()}
    return Section(
        "Growing",
        "Whole commands on whole folders; the forms are filled in in 24 ways, every eighth return with two faults. `validate` writes its report as JSON, `rank` does all "
        "that `validate` does and writes the ranking workbook. Seconds are of the clock. Peak memory is that of the command, or of "
        "the largest process that it started.",
        ("returns", "s, one job", "ms a file", "MB", "s, two jobs", "times faster", "MB ", "s, rank", "MB  "),
        [_row(size, told.result) for size, told in results.items()],
        tuple(_claims(costs, {size: told.result for size, told in results.items()})),
        (
            f"The reports of one job and of two are {'the same, byte for byte' if same else '**not the same**'}.",
        ),
    )


class _Measured:
    """What came of one size; `same` tells whether one job and two gave the same report."""

    def __init__(self, result: Result, *, same: bool) -> None:
        self.result = result
        self.same = same


def _measured(setting: Setting, size: int) -> _Measured:
    folder = Path(setting.place(f"grown-{size}"))
    mix = {"different": 24, "every": 8, "faults": 2}
    Work("benchmarks.preparing:returned", {"folder": str(folder), "units": size, **mix}).run()
    ours = (sys.executable, "-m", "scoresheet")
    contenders = {
        name: Command((*ours, "validate", "returns", "-q", "--jobs", jobs, "-o", f"{jobs}/{_REPORT}"), folder)
        for name, jobs in ((ONE, "1"), (TWO, "2"))
    }
    contenders[RANKED] = Command(
        (*ours, "rank", "returns", "-q", "--jobs", "2", "-o", "ranking.xlsx"), folder
    )
    result = rounds(contenders, 1 if size >= _MANY else setting.rounds)
    for name in contenders:
        _must_have_worked(name, result.cost(name))
    one, two = ((folder / jobs / _REPORT).read_bytes() for jobs in ("1", "2"))
    return _Measured(result, same=one == two)


def _must_have_worked(name: str, cost: Cost) -> None:
    # 1 says that returns have faults, as some of them do.
    if cost.code not in {0, 1}:
        raise RuntimeError(f"{name} ended with {cost.code}")


def _row(size: int, result: Result) -> tuple[str, ...]:
    one, two, ranked = (result.cost(name) for name in (ONE, TWO, RANKED))
    return (
        f"{size:,}",
        figure(one.wall),
        figure(one.cpu / size * 1000),
        megabytes(one.peak),
        figure(two.wall),
        figure(result.ratio(ONE, TWO, wall)),
        megabytes(two.peak),
        figure(ranked.wall),
        megabytes(ranked.peak),
    )


def _claims(costs: Mapping[int, Cost], results: Mapping[int, Result]) -> list[Claim]:
    sizes = sorted(costs)
    if len(sizes) < _TO_COMPARE:
        return []
    first, smaller, largest = sizes[0], sizes[-2], sizes[-1]
    growth = _each(costs, first, largest) / _each(costs, first, smaller) if smaller > first else 1.0
    memory = (costs[largest].peak - costs[smaller].peak) / (largest - smaller)
    return [
        Claim(
            f"Cost of each further file up to {largest:,} returns, against up to {smaller:,}", growth, 1.25
        ),
        Claim("Memory for each further unit", memory / 1000, 40, unit="KB"),
        Claim(
            "Two processes, times faster than one", results[largest].ratio(ONE, TWO, wall), 1.6, least=True
        ),
    ]


_TO_COMPARE = 2


def _each(costs: Mapping[int, Cost], first: int, size: int) -> float:
    """Give what each file beyond the first few costs: starting the command is no part of it."""
    return (costs[size].cpu - costs[first].cpu) / (size - first)

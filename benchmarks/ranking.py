"""Case: the ranking workbook of thousands of units, against XlsxWriter writing the same cells and nothing else."""

from __future__ import annotations

from benchmarks.claims import Claim, figure
from benchmarks.measuring import Work, rounds
from benchmarks.page import Section, Setting, megabytes

OURS, VALUES, FORMULAS = (
    "ranking workbook",
    "XlsxWriter: the same cells as values",
    "XlsxWriter: the same cells, formulas as formulas",
)


def section(setting: Setting) -> Section:
    """Measure it."""
    folder = setting.place("ranking")
    Work("benchmarks.preparing:ranked", {"folder": folder, "units": setting.ranked}).run()
    bare = "benchmarks.contenders.bare_xlsxwriter:writing"
    contenders = {
        OURS: Work("benchmarks.contenders.product:ranking", {"folder": folder}),
        VALUES: Work(bare, {"folder": folder, "formulas": False}),
        FORMULAS: Work(bare, {"folder": folder, "formulas": True}),
    }
    result = rounds(contenders, setting.rounds)
    rows = []
    for name in contenders:
        cost = result.cost(name)
        size = megabytes(cost.said["bytes"])
        rows.append((name, figure(cost.cpu), figure(result.ratio(name, VALUES)), megabytes(cost.peak), size))
    return Section(
        "The ranking workbook",
        f"{setting.ranked:,} units. Ours puts them in order and writes all sheets with styles, widths, charts, links, live formulas with "
        "their results and what prints; XlsxWriter alone writes what stands in the cells of the same sheets. The memory of ours "
        "holds the round that was read and checked before.",
        ("", "s", "times XlsxWriter", "MB", "MB written"),
        rows,
        (
            Claim(
                "Ranking workbook, against XlsxWriter writing the same sheets' values",
                result.ratio(OURS, VALUES),
                1.5,
            ),
        ),
    )

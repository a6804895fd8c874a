"""Case: blank forms for an office, against scripts with openpyxl and against writing the same parts into a zip."""

from __future__ import annotations

from benchmarks.claims import Claim, figure
from benchmarks.measuring import Work, rounds
from benchmarks.page import Section, Setting, megabytes, stages

OURS, ZIP = "scoresheet generate", "zipfile, the same parts"
EACH, ONCE, PLAIN = (
    "openpyxl script: the same form, loaded for each unit",
    "openpyxl script: the same form, loaded once",
    "openpyxl script: the scores sheet alone, from nothing",
)
_CONTENDERS = {
    OURS: "product:generating",
    EACH: "openpyxl_scripts:loading_each",
    ONCE: "openpyxl_scripts:loading_once",
    PLAIN: "openpyxl_scripts:from_scratch",
    ZIP: "zip_files:writing",
}


def section(setting: Setting) -> Section:
    """Measure it."""
    folder = setting.place("forms")
    Work("benchmarks.preparing:issued", {"folder": folder, "units": setting.forms}).run()
    contenders = {
        name: Work(f"benchmarks.contenders.{prepare}", {"folder": folder})
        for name, prepare in _CONTENDERS.items()
    }
    result = rounds(contenders, setting.rounds)
    rows = []
    for name in contenders:
        cost = result.cost(name)
        each = figure(cost.cpu / setting.forms * 1000)
        rows.append(
            (
                name,
                each,
                figure(result.ratio(name, OURS)),
                figure(result.ratio(name, ZIP)),
                megabytes(cost.peak),
            )
        )
    same = Work("benchmarks.contenders.openpyxl_scripts:same_contents", {"folder": folder}).run().said
    spent = Work("benchmarks.contenders.stages:generating", {"folder": folder}).run().said
    return Section(
        "Making blank forms",
        f"{setting.forms} forms of five sheets with formulas, guards and protection, made in memory. The scripts that make the "
        "same form are given what stands in its cells; the program works it out. What is made once for all units "
        "(the prototype, the workbook that a script loads once) is left out.",
        ("", "ms a form", "times ours", "times zip", "MB"),
        rows,
        (
            Claim(
                "Generating, how many times the openpyxl script costs",
                result.ratio(EACH, OURS),
                6,
                least=True,
            ),
            Claim("Generating, against writing the same parts into a zip", result.ratio(OURS, ZIP), 4),
            Claim(
                f"Cells of {same['forms']} forms that differ from forms written one by one with openpyxl",
                same["differing"],
                0,
                unit="cells",
            ),
        ),
        (stages(spent, "zipping alone"),),
    )

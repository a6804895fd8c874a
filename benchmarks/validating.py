"""Case: checking returns with planted faults, against other validators, scripts, and inflating alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.claims import Claim, figure
from benchmarks.measuring import Result, Work, rounds
from benchmarks.page import Section, Setting, megabytes, stages

OURS, INFLATING = "scoresheet validate (all checks)", "inflating alone"
FRICTIONLESS, ONE_LOAD, TWO_LOADS = (
    "frictionless",
    "openpyxl script: values",
    "openpyxl script: values and formulas",
)
_CONTENDERS: dict[str, tuple[str, dict[str, str]]] = {
    OURS: ("product:validating", {}),
    FRICTIONLESS: ("frictionless_script:validating", {}),
    "pandera on openpyxl": ("pandera_script:validating", {"engine": "openpyxl"}),
    "pandera on calamine": ("pandera_script:validating", {"engine": "calamine"}),
    ONE_LOAD: ("openpyxl_scripts:values_only", {}),
    TWO_LOADS: ("openpyxl_scripts:values_and_formulas", {}),
    INFLATING: ("zip_files:inflating", {}),
}

Fault = Mapping[str, Any]
"""What stands in `planted.json`: the kind, the item, its row, the codes of which one must be told."""


def section(setting: Setting) -> Section:
    """Measure it."""
    folder = setting.place("returns")
    mix = {"different": setting.returns, "every": 1, "faults": 6}
    Work("benchmarks.preparing:returned", {"folder": folder, "units": setting.returns, **mix}).run()
    contenders = {
        name: Work(f"benchmarks.contenders.{prepare}", {"folder": folder, **more})
        for name, (prepare, more) in _CONTENDERS.items()
    }
    result = rounds(contenders, setting.rounds)
    planted = planted_in(Path(folder))
    total = sum(map(len, planted.values()))
    missed = total - len(found_by_us(planted, result.cost(OURS).said["found"]))
    spent = Work("benchmarks.contenders.stages:validating", {"folder": folder}).run().said
    return Section(
        "Checking returns",
        f"{setting.returns} returns with {total} planted faults of {len(_kinds(planted))} kinds. The scripts and schemas ask what an "
        "office asks first: a number, not below 0, not above the points, a reason where points are missing, the points as "
        "issued, something said of what was done, and (all but frictionless, which sees one row at a time) the total. "
        "They read one sheet out of five; the program reads all, tells whose form it is, and runs every check. A fault counts "
        "as found where anything is said of its row; beside them are the rows in which something was said and nothing planted.",
        ("", "ms a file", "times ours", "times inflating", "MB", "found", "false"),
        [_row(name, result, planted, setting.returns) for name in contenders],
        (
            Claim(
                "Validating, how many times frictionless costs",
                result.ratio(FRICTIONLESS, OURS),
                8,
                least=True,
            ),
            Claim(
                "Validating, how many times the openpyxl script costs",
                result.ratio(ONE_LOAD, OURS),
                8,
                least=True,
            ),
            Claim("Planted faults that validating missed", missed, 0, unit="faults"),
            Claim("Validating, against inflating alone", result.ratio(OURS, INFLATING), 6),
        ),
        (
            stages(spent, "inflating alone"),
            _by_kind(planted, {name: result.cost(name).said.get("found", []) for name in contenders}),
        ),
    )


def planted_in(folder: Path) -> dict[str, list[Fault]]:
    """Give what is planted in the returns of a folder, by file."""
    planted: dict[str, list[Fault]] = json.loads((folder / "planted.json").read_text(encoding="utf-8"))
    return planted


def found_by_us(planted: Mapping[str, Sequence[Fault]], found: Sequence[Sequence[str]]) -> list[Fault]:
    """Give the planted faults that findings (file, code, item) name by one of their codes."""
    told = {tuple(one) for one in found}
    return [
        fault
        for file, faults in planted.items()
        for fault in faults
        if any((file, code, fault["item"]) in told for code in fault["codes"])
    ]


def _found(name: str, planted: Mapping[str, Sequence[Fault]], found: Sequence[Sequence[Any]]) -> list[Fault]:
    if name == OURS:
        return found_by_us(planted, found)
    told = {tuple(one) for one in found}
    return [fault for file, faults in planted.items() for fault in faults if (file, fault["row"]) in told]


def false_alarms(name: str, planted: Mapping[str, Sequence[Fault]], found: Sequence[Sequence[Any]]) -> int:
    """Count the places in which something is told and nothing is planted."""
    key = "item" if name == OURS else "row"
    right = {(file, fault[key]) for file, faults in planted.items() for fault in faults}
    return len({(one[0], one[-1]) for one in found} - right)


def _row(name: str, result: Result, planted: Mapping[str, Sequence[Fault]], files: int) -> tuple[str, ...]:
    cost = result.cost(name)
    ratios = figure(result.ratio(name, OURS)), figure(result.ratio(name, INFLATING))
    found = cost.said.get("found")
    told = (
        ("—", "—")
        if found is None
        else (str(len(_found(name, planted, found))), str(false_alarms(name, planted, found)))
    )
    return name, figure(cost.cpu / files * 1000), *ratios, megabytes(cost.peak), *told


def _kinds(planted: Mapping[str, Sequence[Fault]]) -> Counter[str]:
    return Counter(fault["kind"] for faults in planted.values() for fault in faults)


def _by_kind(planted: Mapping[str, Sequence[Fault]], found: Mapping[str, Sequence[Sequence[Any]]]) -> str:
    counted = {
        name: Counter(fault["kind"] for fault in _found(name, planted, told))
        for name, told in found.items()
        if name != INFLATING
    }
    lines = [f"| planted | | {' | '.join(counted)} |", f"|---|---:|{'---:|' * len(counted)}"]
    for kind, count in sorted(_kinds(planted).items()):
        lines.append(f"| {kind} | {count} | {' | '.join(str(of[kind]) for of in counted.values())} |")
    return "\n".join(lines)

"""Reads and checks the cases of the corpus one after the other and tells what each came to, as lines of JSON.

The folder of all cases is its argument, the names of those to be read stand on its standard input. It runs in a process of its own: a file that ends, stalls or bloats its reader is then told and costs nothing else.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from making_containers import PASSWORD
from returned import CATALOG, UNIT
from scoresheet.assessment import Assessment, FileResult
from scoresheet.cli.examining import Request, examine

_STATUS = Path("/proc/self/status")


def forget_peak() -> None:
    """Start the measurement of the memory anew; only Linux can."""
    if _STATUS.exists():
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak() -> int | None:
    """Give the most memory that this process has held, in megabytes; None where the system doesn't tell."""
    if not _STATUS.exists():
        return None
    told = _STATUS.read_text(encoding="ascii")
    return int(next(line for line in told.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


def observed(folder: Path) -> dict[str, Any]:
    """Give what the files of one folder come to."""
    forget_peak()
    start = time.monotonic()
    made = examine(CATALOG, Request([str(folder)], passwords=[PASSWORD], quiet=True)).assessment
    seconds = time.monotonic() - start
    unit = next(one for one in made.units if one.unit.id == UNIT)
    return {
        "seconds": round(seconds, 2),
        "megabytes": peak(),
        "unit": unit.status.value,
        "total": None if unit.scores.total is None else str(unit.scores.total),
        "files": [_file(made, one, folder) for one in made.files],
    }


def _file(made: Assessment, one: FileResult, folder: Path) -> dict[str, Any]:
    found = [finding for finding in made.findings if finding.file == one.path]
    # What is missing is told of the unit, and names the files that came instead.
    of_unit = [finding for finding in made.findings if finding.unit == UNIT and finding.file is None]
    return {
        "file": one.path.removeprefix(f"{folder.as_posix()}/"),
        "status": one.status.value,
        "findings": sorted({f"{finding.severity.value} {finding.code}" for finding in found}),
        "said": [finding.message(CATALOG.locale) for finding in (*found, *of_unit)] + [one.reason.zh],
    }


if __name__ == "__main__":
    for case in sys.stdin.read().split():
        # Told beforehand as well: what was begun last is what ended or stalled the process.
        print(json.dumps({"case": case}), flush=True)
        print(json.dumps({"case": case, **observed(Path(sys.argv[1]) / case)}), flush=True)

"""Case: one hostile file among good returns: what it costs the others, and what becomes of it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from benchmarks.claims import Claim, figure
from benchmarks.measuring import Command, Run, Work
from benchmarks.page import Section, Setting, megabytes

_RETURNS = 40
_SECONDS = 60.0
_PEERS: dict[str, tuple[str, dict[str, str]]] = {
    "openpyxl script": ("openpyxl_scripts:values_only", {}),
    "frictionless": ("frictionless_script:validating", {}),
    "pandera on calamine": ("pandera_script:validating", {"engine": "calamine"}),
}
_MEMORY = 4 << 30
"""What a contender may take, in bytes: enough for any honest work, and the machine stays usable."""


def section(setting: Setting) -> Section:
    """Measure it."""
    folder = Path(setting.place("hostile"))
    mix = {"different": _RETURNS, "every": 8, "faults": 2}
    Work("benchmarks.preparing:returned", {"folder": str(folder), "units": _RETURNS, **mix}).run()
    Work("benchmarks.preparing:hostile", {"folder": str(folder)}).run()
    _, before = _ours(folder)
    rows, harmed, longest = [], 0, 0.0
    for kind in sorted((folder / "hostile").iterdir()):
        alone = _alone(folder, kind)
        taken = _with_it(folder, kind)
        run, report = _ours(folder)
        peers = [_peer(alone, prepare, more) for prepare, more in _PEERS.values()]
        _taken_out(folder, taken)
        harmed += _others(report, taken.name) != _others(before, taken.name)
        longest = max(longest, run.wall)
        rows.append(
            (
                kind.name,
                f"{figure(run.wall)} s, {megabytes(run.peak)} MB: {_status(report, taken.name)}",
                *peers,
            )
        )
    return Section(
        "One hostile file in the middle",
        f"{_RETURNS} returns and one more. The program reads all of them in one command; the others are given the hostile file and "
        f"one good return, may take {_SECONDS:.0f} s and {_MEMORY >> 30} GB, and are told as they end.",
        ("the file", "scoresheet validate", *_PEERS),
        rows,
        (
            Claim("Hostile files that changed what is said of the others", harmed, 0, unit="files"),
            Claim("Longest whole run with one", longest, _SECONDS, unit="s"),
        ),
    )


def _ours(folder: Path) -> tuple[Run, dict[str, Any]]:
    command = (sys.executable, "-m", "scoresheet", "validate", "returns", "-q", "-o", "report.json")
    run = Command(command, folder, _SECONDS * 5).run()
    report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return run, report


def _with_it(folder: Path, kind: Path) -> Path:
    (file,) = kind.glob("*.xls*")
    return Path(shutil.copy(file, folder / "returns" / file.name))


def _taken_out(folder: Path, taken: Path) -> None:
    (folder / "returns" / taken.name).unlink()


def _alone(folder: Path, kind: Path) -> Path:
    """Put the hostile file and one good return into a folder of their own."""
    inbox = kind / "returns"
    inbox.mkdir(exist_ok=True)
    (file,) = kind.glob("*.xls*")
    shutil.copy(min((folder / "returns").iterdir()), inbox)
    shutil.copy(file, inbox)
    shutil.copy(folder / "sheet.json", kind)
    return kind


def _others(report: dict[str, Any], name: str) -> list[Any]:
    return [one for one in report["findings"] if not str(one["file"] or "").endswith(name)]


def _status(report: dict[str, Any], name: str) -> str:
    (file,) = (one for one in report["files"] if one["path"].endswith(name))
    return str(file["status"])


def _peer(folder: Path, prepare: str, more: dict[str, str]) -> str:
    arguments = json.dumps({"folder": str(folder), **more})
    work = (
        sys.executable,
        "-m",
        "benchmarks.child",
        f"benchmarks.contenders.{prepare}",
        arguments,
        str(_MEMORY),
    )
    run = Command(work, seconds=_SECONDS).run()
    how = {None: "stopped", 0: "goes on"}.get(run.code, "ends the script")
    return f"{figure(run.wall)} s, {megabytes(run.peak)} MB: {how}"

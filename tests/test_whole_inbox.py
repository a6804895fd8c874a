"""The real command over one folder with everything that the corpus has: each file told once, no original touched."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import psutil
import pytest

from commands import project
from corpus_table import folder_of, made_in, rows
from making_containers import PASSWORD
from scoresheet.inert import one_line
from shared_folder import shared

pytestmark = pytest.mark.slow

LONGEST = 300.0
"""Seconds for the whole folder, on a computer that is busy with other tests."""
LARGEST = 700
"""Megabytes that the command may hold, and each process that it starts."""
COUNTED = {"accepted", "needs_fix", "duplicate", "superseded"}
"""What a return can come to: which of many equal ones speaks depends on the others."""
BLANK = {"blank form.xlsx", "a blank one beside it/苍溪县 空白.xlsx"}
"""Beside filled forms a blank one says nothing."""

State = dict[str, tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Run:
    """How the command ended, what it printed, what it wrote, what it found before and left behind."""

    folder: Path
    outputs: Path
    code: int
    printed: bytes
    complained: str
    megabytes: int
    before: State
    after: State

    @property
    def report(self) -> dict[str, Any]:
        """Give what was printed."""
        made: dict[str, Any] = json.loads(self.printed)
        return made


def state(folder: Path) -> State:
    """Give each file's hash, time and mode."""
    return {
        path.as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
            path.stat().st_mode,
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


def megabytes(process: psutil.Process) -> int:
    """Give the most memory that a process has held, where the system remembers, else what it holds now."""
    status = Path(f"/proc/{process.pid}/status")
    try:
        lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
        peaks = [int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")]
        return peaks[0] if peaks else int(process.memory_info().rss) // (1024 * 1024)
    except (OSError, psutil.Error):
        # It has just ended.
        return 0


def watched(command: list[str], folder: Path) -> tuple[int, bytes, str, int]:
    """Run a command in a folder; give its exit code, what it printed and complained of, and the most memory held."""
    out, err = folder / "printed", folder / "complained"
    with out.open("wb") as printed, err.open("wb") as complained:
        process = subprocess.Popen(command, cwd=folder, stdout=printed, stderr=complained)
    most, end = 0, time.monotonic() + LONGEST
    family = psutil.Process(process.pid)
    while process.poll() is None:
        assert time.monotonic() < end, err.read_text(encoding="utf-8")
        try:
            most = max([most, *map(megabytes, [family, *family.children(recursive=True)])])
        except psutil.Error:
            continue
        time.sleep(0.05)
    return process.returncode, out.read_bytes(), err.read_text(encoding="utf-8"), most


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Give the run over everything."""
    folder = made_in(shared(tmp_path_factory))
    work = project(tmp_path_factory.mktemp("project"))
    before = state(folder)
    outputs = [word for suffix in ("json", "csv", "xlsx", "html") for word in ("-o", f"report.{suffix}")]
    arguments = [
        "validate",
        str(folder),
        "--password",
        PASSWORD,
        "--format",
        "json",
        "--manifest",
        "audit.json",
        *outputs,
    ]
    ended = watched([sys.executable, "-m", "scoresheet", *arguments], work)
    return Run(folder, work, *ended, before, state(folder))


def test_it_ends_with_its_report(run: Run) -> None:
    """There is much to mend, which the exit code says; nothing went wrong inside, which would be said on the side."""
    assert run.code == 1, run.complained
    assert "Traceback" not in run.complained
    assert "内部出错" not in run.complained


def test_every_file_is_told_exactly_once(run: Run) -> None:
    """None is lost, each has one status with its reason, and it is the one that it has by itself."""
    told = {one["path"].removeprefix(f"{run.folder.as_posix()}/"): one for one in run.report["files"]}
    expected = {one_line(f"{folder_of(row.case)}/{row.file}"): row for row in rows()}

    assert len(run.report["files"]) == len(told)
    assert set(told) == set(expected)
    wrong = {
        path: told[path]["status"]
        for path, row in expected.items()
        if told[path]["status"] != row.status
        and not ({row.status, told[path]["status"]} <= COUNTED)
        and not (row.file in BLANK and told[path]["status"] == "ignored")
    }
    assert wrong == {}


def test_what_is_not_read_says_why(run: Run) -> None:
    """A file that doesn't count has its reason in words."""
    silent = [
        one["path"] for one in run.report["files"] if one["status"] not in COUNTED and not one["reason"]
    ]
    assert silent == []


def test_nobody_s_score_is_made_up(run: Run) -> None:
    """So many different returns of one unit are a conflict; a unit of which one good return came has its score."""
    by_name = {one["name"]: one for one in run.report["units"]}

    assert (by_name["苍溪县"]["status"], by_name["苍溪县"]["self_score"]) == ("conflict", None)
    assert (by_name["旺苍县"]["status"], by_name["旺苍县"]["self_score"]) == ("accepted", "135.00")
    others = {one["status"] for name, one in by_name.items() if name not in {"苍溪县", "旺苍县"}}
    assert others == {"missing"}


def test_the_memory_is_bounded(run: Run) -> None:
    """Neither the command nor a process that it starts holds much at any time."""
    assert 0 < run.megabytes < LARGEST


def test_no_original_changes(run: Run) -> None:
    """After the run each file has the bytes, the time and the mode that it had, and no file has come to them."""
    assert run.after == run.before


def test_every_output_opens(run: Run) -> None:
    """Whatever text came in, the reports are what their names say."""
    assert json.loads((run.outputs / "report.json").read_bytes()) == run.report
    with (run.outputs / "report.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert len(lines) > len(run.report["findings"]) / 2
    assert len({len(line) for line in lines}) == 1
    book = openpyxl.load_workbook(run.outputs / "report.xlsx")
    typed = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in typed if cell.data_type == "f" and "cmd" in str(cell.value)] == []
    page = (run.outputs / "report.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert page.rstrip().endswith("</html>")


def test_the_audit_names_every_file(run: Run) -> None:
    """Each input has its entry."""
    audit = json.loads((run.outputs / "audit.json").read_bytes())
    assert {one["path"] for one in audit["inputs"]} == {one["path"] for one in run.report["files"]}

"""A run that is ended at any moment: earlier outputs are whole, originals untouched, and the next run goes as ever."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from commands import command
from demonstrated import demonstrated
from scoresheet.inbox.ours import is_temporary_name

pytestmark = pytest.mark.slow

SEED = int(os.environ.get("SCORESHEET_SEED", "20141128"))
NAMES = ("r.json", "r.csv", "r.xlsx", "m.json")
INBOX, OUT = "2回收", "out"
GLANCE = 0.0002
"""Seconds between two looks for what is being written, which takes longer; looking all the time takes a processor."""
_READY = "import scoresheet.cli as c; print('ready', flush=True); c.main()"


@dataclass(frozen=True, slots=True)
class Office:
    """A project folder in which a run is started; `old` and `new` are its outputs before and after that run."""

    folder: Path
    old: dict[str, bytes]
    new: dict[str, bytes]

    @property
    def out(self) -> Path:
        """The folder of the outputs."""
        return self.folder / OUT

    def set_up(self) -> None:
        """Put the outputs of the run before into the folder, and nothing else."""
        shutil.rmtree(self.out)
        self.out.mkdir()
        for name, data in self.old.items():
            (self.out / name).write_bytes(data)

    def started(self) -> subprocess.Popen[bytes]:
        """Start the real command in a process of its own; it is past its imports when this returns."""
        words = [sys.executable, "-c", _READY, *_words()]
        process = subprocess.Popen(
            words, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment()
        )
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"ready"
        return process

    def temporary(self) -> set[str]:
        """Give the names of files that are being written."""
        return {path.name for path in self.out.iterdir() if is_temporary_name(path.name)}

    def originals(self) -> dict[str, tuple[str, int]]:
        """Give the content and the time of every returned file."""
        return {
            path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in sorted((self.folder / INBOX).iterdir())
        }

    def check_outputs(self) -> None:
        """Hold every output to what it was before or is after the whole run."""
        for name in NAMES:
            assert (self.out / name).read_bytes() in {self.old[name], self.new[name]}, name
        assert {path.name for path in self.out.iterdir()} - self.temporary() == set(NAMES)


def _words() -> list[str]:
    reports = [word for name in NAMES[:-1] for word in ("-o", f"{OUT}/{name}")]
    return ["validate", INBOX, *reports, "--manifest", f"{OUT}/{NAMES[-1]}"]


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONUTF8": "1", "SCORESHEET_LANG": "zh"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Make a demonstration's folder, with the outputs of a run before its last return came in and after."""
    folder = demonstrated(tmp_path_factory, tmp_path_factory.mktemp("killed"))
    late = folder / INBOX / "旺苍县自查评分表.xlsx"
    late.rename(folder / "late.xlsx")
    old = _outputs(folder)
    (folder / "late.xlsx").rename(late)
    new = _outputs(folder)
    assert all(old[name] != new[name] for name in NAMES)
    return Office(folder, old, new)


def _outputs(folder: Path) -> dict[str, bytes]:
    assert command(folder, *_words()).code == 1
    return {name: (folder / OUT / name).read_bytes() for name in NAMES}


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C can't be sent to one process alone")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_no_process_outlives_a_run_that_is_ended(office: Office, tmp_path: Path, name: str) -> None:
    """However a run with several processes is ended, those that read for it end too."""
    (one, *_) = sorted((office.folder / INBOX).glob("*.xlsx"))
    for number in range(400):
        shutil.copy(one, tmp_path / f"{number}.xlsx")
    words = [sys.executable, "-c", _READY, "validate", str(tmp_path), "--jobs", "2", "-q"]
    process = subprocess.Popen(words, cwd=office.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    started: list[psutil.Process] = []
    while len(started) < 2 and process.poll() is None:
        started = psutil.Process(process.pid).children()
        time.sleep(0.01)
    process.send_signal(getattr(signal, name))
    process.wait(timeout=60)

    assert len(started) >= 2
    _, alive = psutil.wait_procs(started, timeout=30)
    assert alive == []


def _check_next_run(office: Office) -> None:
    """Hold the next run to taking nothing that lies among the outputs for a return."""
    ended = command(office.folder, "validate", INBOX, OUT, "--format", "json")
    files = [one for one in json.loads(ended.out)["files"] if one["path"].startswith(f"{OUT}/")]
    assert {one["status"] for one in files} == {"ignored"}


@pytest.mark.parametrize("part", [0.0, 0.4])
def test_a_run_killed_while_it_reads_leaves_everything_as_it_was(office: Office, part: float) -> None:
    """Killed at seeded moments of its time, the run leaves every output whole and every original untouched."""
    draw = random.Random(SEED + int(part * 10))  # noqa: S311 - the same moments in every run
    office.set_up()
    before = office.originals()
    process = office.started()
    time.sleep(draw.uniform(part, part + 0.3))
    process.kill()
    process.communicate()

    office.check_outputs()
    assert office.originals() == before
    _check_next_run(office)


@pytest.mark.parametrize("written", [1, 2, 4, 5, 7])
def test_a_run_killed_while_it_writes_leaves_every_output_whole(office: Office, written: int) -> None:
    """Killed as soon as so many files were begun, the run has each output as it was or as it will be."""
    draw = random.Random(SEED + written)  # noqa: S311 - the same moments in every run
    office.set_up()
    before = office.originals()
    process = office.started()
    seen: set[str] = set()
    while len(seen) < written and process.poll() is None:
        seen |= office.temporary()
        time.sleep(GLANCE)
    time.sleep(draw.choice([0, 0, 0.0005, 0.002]))
    process.kill()
    process.communicate()

    assert seen
    office.check_outputs()
    assert office.originals() == before
    _check_next_run(office)


@pytest.mark.skipif(os.name == "nt", reason="there no such signal can be sent to one process alone")
@pytest.mark.parametrize("moment", [0.5, "writing"])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_run_that_is_told_to_end_does_as_with_ctrl_c(
    office: Office, name: str, moment: float | str
) -> None:
    """A request to end and a closed terminal leave outputs whole too, and no temporary file."""
    office.set_up()
    before = office.originals()
    process = office.started()
    if isinstance(moment, float):
        time.sleep(moment)
    while moment == "writing" and not office.temporary() and process.poll() is None:
        time.sleep(GLANCE)
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=60)

    assert process.returncode in {130, 1}
    assert (process.returncode == 130) == ("已中断" in err.decode("utf-8"))
    assert office.temporary() == set()
    office.check_outputs()
    assert office.originals() == before


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C can't be sent to one process alone")
@pytest.mark.parametrize("moment", [0.1, 0.3, "writing"])
def test_an_interrupted_run_says_so_and_leaves_nothing_behind(office: Office, moment: float | str) -> None:
    """Ctrl-C ends a run with 130 and one sentence; outputs are whole, and no temporary file is left."""
    office.set_up()
    before = office.originals()
    process = office.started()
    if isinstance(moment, float):
        time.sleep(moment)
    while moment == "writing" and not office.temporary() and process.poll() is None:
        time.sleep(GLANCE)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)

    # A run that was quicker than the signal ends as it would have.
    assert process.returncode in {130, 1}
    assert (process.returncode == 130) == ("已中断" in err.decode("utf-8"))
    assert "Traceback" not in err.decode("utf-8")
    assert office.temporary() == set()
    office.check_outputs()
    assert office.originals() == before

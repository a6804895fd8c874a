"""Rounds in which contenders take turns, each in a process of its own, and the medians of what they cost.

This module loads nothing but the standard library: on Linux a child's peak memory counts from what its parent had.
It needs `os.wait4`, which Windows doesn't have.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
_KILOBYTE = 1 if sys.platform == "darwin" else 1024
"""What the system counts peak memory in, in bytes."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process cost.

    `cpu` and `wall` are seconds, `peak` bytes: the most that it, or the largest process that it started, had in memory.
    `said` is what it found; `code` its exit code, negative where a signal ended it, None where it was stopped because it
    took longer than it may.
    """

    cpu: float
    wall: float
    peak: int
    code: int | None = 0
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """A function of the benchmarks that prepares a piece of work: `module:function`, and its arguments by name.

    Given these arguments it loads what it needs and gives a function without arguments: what that one costs is
    measured, and what it gives is `said`.
    """

    prepare: str
    arguments: Mapping[str, Any]

    def run(self) -> Run:
        """Do it in a process of its own. Raises RuntimeError where that fails."""
        command = [sys.executable, "-m", "benchmarks.child", self.prepare, json.dumps(dict(self.arguments))]
        process, whole = _ended(command, ROOT)
        if whole.code != 0:
            raise RuntimeError(f"{self.prepare} ended with {whole.code}:\n{process}")
        told = json.loads(next(line for line in reversed(process.splitlines()) if line.startswith('{"cpu"')))
        return Run(told["cpu"], told["wall"], whole.peak, said=told["said"])


@dataclass(frozen=True, slots=True)
class Command:
    """A command as a user gives it, run in a folder; all of it is measured. After `seconds` it is stopped."""

    arguments: Sequence[str]
    folder: Path = ROOT
    seconds: float = 3600

    def run(self) -> Run:
        """Do it."""
        return _ended(self.arguments, self.folder, self.seconds)[1]


def _ended(command: Sequence[str], folder: Path, seconds: float = 3600) -> tuple[str, Run]:
    """Run a command to its end; give what it printed and what it cost."""
    begun = time.perf_counter()
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    process = subprocess.Popen(  # noqa: S603 - the benchmarks start themselves and what they compare
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "SCORESHEET_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        process_group=0,
    )
    stopper = _Stopper(process, seconds)
    printed = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    stopped = stopper.end()
    cpu = usage.ru_utime + usage.ru_stime
    code = None if stopped else process.returncode
    return printed, Run(cpu, time.perf_counter() - begun, usage.ru_maxrss * _KILOBYTE, code)


class _Stopper:
    """Ends a process, and all that it started, where it takes longer than it may."""

    def __init__(self, process: subprocess.Popen[str], seconds: float) -> None:
        self._process = process
        self._stopped = False
        self._timer = threading.Timer(seconds, self._stop)
        self._timer.daemon = True
        self._timer.start()

    def _stop(self) -> None:
        self._stopped = True
        os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> bool:
        """Tell whether it had to be stopped."""
        self._timer.cancel()
        return self._stopped


@dataclass(frozen=True, slots=True)
class Cost:
    """The medians of a contender's rounds: seconds of processor and of the clock, bytes of memory; `said` as of the last."""

    cpu: float
    wall: float
    peak: float
    said: Mapping[str, Any]
    code: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of all rounds: each contender's runs by its name."""

    runs: Mapping[str, Sequence[Run]]

    def cost(self, name: str) -> Cost:
        """Give the medians of one contender."""
        runs = self.runs[name]
        cpu, wall, peak = (median(take(run) for run in runs) for take in (_cpu, _wall, _peak))
        return Cost(cpu, wall, peak, runs[-1].said, runs[-1].code)

    def ratio(self, name: str, to: str, take: Callable[[Run], float] | None = None) -> float:
        """Give how many times the cost of `to` a contender costs: the median of the ratios within each round.

        Seconds of processor are compared where `take` says nothing else: on a busy machine those of the clock tell
        about the neighbours.
        """
        of = take or _cpu
        return median(of(one) / of(other) for one, other in zip(self.runs[name], self.runs[to], strict=True))


def _cpu(run: Run) -> float:
    return run.cpu


def _wall(run: Run) -> float:
    return run.wall


def _peak(run: Run) -> float:
    return run.peak


wall = _wall
"""Compares seconds of the clock."""


def rounds(contenders: Mapping[str, Work | Command], count: int) -> Result:
    """Run every contender once in each round; each round begins with the next one."""
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    names = list(contenders)
    for number in range(count):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            runs[name].append(contenders[name].run())
    return Result(runs)

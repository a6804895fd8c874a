"""The step taken for many files: here, in a pool, or elsewhere, the results and their order are the same."""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from multiprocessing import get_context
from typing import Any

import psutil
import pytest

import returned
from scoresheet.each_file import running
from scoresheet.each_file.packing import Unpacker
from scoresheet.each_file.pool import Pool
from scoresheet.each_file.prepared import prepare, take
from scoresheet.each_file.running import Executor, take_all, walk
from scoresheet.each_file.step import Done, Step
from scoresheet.formats import contained
from scoresheet.grid import Trouble, Unreadable
from scoresheet.inbox.detect import FileType, detect
from scoresheet.inbox.intake import File, Role
from scoresheet.submission import FaultKind

pytestmark = pytest.mark.slow

STEP = Step(returned.CATALOG)


def inbox() -> list[File]:
    """Give files of many kinds: good, wrong, blank, damaged, foreign ones that need a reader of their own, others."""
    wrong = returned.typed({"F12": "约5分", "F13": "99"})
    contents = {
        "good.xlsx": returned.good(),
        "wrong.xlsx": wrong,
        "blank.xlsx": returned.blank(),
        "half.xlsx": returned.good()[:5000],
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000,
        "page.xls": b"<html><table></table></html>",
        "empty.xlsx": b"",
        "letter.pdf": b"%PDF-1.4",
        "other.xlsx": returned.good("510821"),
        "again.xlsx": wrong,
    }
    made = [replace(returned.file(data, path), type=detect(data)) for path, data in contents.items()]
    return [replace(one, role=Role.ATTACHMENT) if one.path == "letter.pdf" else one for one in made]


def wanted(file: File) -> bool:
    """Tell whether the step is for a file."""
    return file.role is Role.RETURN


def outcome(taken: Iterable[tuple[File, Done | None]]) -> list[tuple[str, Done | None]]:
    """Give what came of each file, without the time that it took."""
    return [(file.path, done and replace(done, milliseconds=0.0)) for file, done in taken]


@pytest.fixture(scope="module")
def here() -> list[tuple[str, Done | None]]:
    """Take the step in this process."""
    return outcome((file, STEP(file) if wanted(file) else None) for file in inbox())


class Apart:
    """An executor as on another machine: processes that were started separately, spoken to through a pipe alone."""

    _SERVER = (
        "import pickle, struct, sys\n"
        "from scoresheet.each_file.prepared import prepare\n"
        "source, sink = sys.stdin.buffer, sys.stdout.buffer\n"
        "def received(): return pickle.loads(source.read(struct.unpack('>I', source.read(4))[0]))\n"
        "prepare(received())\n"
        "while (asked := received()) is not None:\n"
        "    answer = pickle.dumps(asked[0](asked[1]))\n"
        "    sink.write(struct.pack('>I', len(answer)) + answer)\n"
        "    sink.flush()\n"
    )

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count)
        self._mine = threading.local()
        self.processes: list[subprocess.Popen[bytes]] = []

    def submit(self, function: Callable[[File], bytes], file: File, /) -> Future[bytes]:
        """Send a function and a file to a process."""
        return self._threads.submit(self._ask, function, file)

    def _ask(self, function: Callable[[File], bytes], file: File) -> bytes:
        process = getattr(self._mine, "process", None) or self._started()
        self._send(process, (function, file))
        assert process.stdout is not None
        (length,) = struct.unpack(">I", process.stdout.read(4))
        made: bytes = pickle.loads(process.stdout.read(length))  # noqa: S301 - written by the process just started
        return made

    def _started(self) -> subprocess.Popen[bytes]:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        process = subprocess.Popen(
            [sys.executable, "-c", self._SERVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._mine.process = process
        self.processes.append(process)
        self._send(process, STEP)
        return process

    @staticmethod
    def _send(process: subprocess.Popen[bytes], thing: object) -> None:
        assert process.stdin is not None
        data = pickle.dumps(thing)
        process.stdin.write(struct.pack(">I", len(data)) + data)
        process.stdin.flush()

    def end(self) -> None:
        """Let every process come to its end."""
        self._threads.shutdown()
        for process in self.processes:
            self._send(process, None)
            process.communicate()


class Failing:
    """An executor that fails at every file for reasons of its own."""

    def submit(self, function: Callable[[File], bytes], file: File, /) -> Future[bytes]:
        """Fail."""
        failed: Future[bytes] = Future()
        failed.set_exception(ConnectionError(f"{function} {file.path}"))
        return failed


@contextmanager
def _pool() -> Iterator[Executor]:
    with Pool(STEP, 2) as pool:
        yield pool


@contextmanager
def _apart() -> Iterator[Executor]:
    executor = Apart(2)
    yield executor
    executor.end()
    assert len(executor.processes) == 2


@contextmanager
def _of_the_library() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, get_context("spawn"), prepare, (STEP,)) as executor:
        yield executor


@contextmanager
def _failing() -> Iterator[Executor]:
    yield Failing()


@pytest.mark.parametrize("kind", [_pool, _apart, _of_the_library, _failing])
def test_every_executor_gives_what_one_process_gives(
    kind: Callable[[], Any], here: list[tuple[str, Done | None]]
) -> None:
    """The same results in the same order, whoever takes the step and whatever befalls it."""
    with kind() as executor:
        assert outcome(walk(STEP, inbox(), wanted, executor, 3)) == here


def test_no_more_than_asked_for_are_under_way(here: list[tuple[str, Done | None]]) -> None:
    """Files are taken from the inbox as the results are taken, so that few of them are in memory at a time."""
    opened, given = 0, 0
    most = 0

    def files() -> Iterator[File]:
        nonlocal opened
        for file in inbox():
            opened += 1
            yield file

    for _ in walk(STEP, files(), wanted, Failing(), 3):
        given += 1
        most = max(most, opened - given)

    assert (given, most) == (len(here), 3)


@pytest.mark.parametrize("jobs", [1, 2])
def test_other_processes_are_started_for_many_files_only(
    jobs: int, monkeypatch: pytest.MonkeyPatch, here: list[tuple[str, Done | None]]
) -> None:
    """A few files are read before the others are shared out, and one job shares nothing out."""
    monkeypatch.setattr(running, "FEW", 3)
    read_here: list[str] = []
    own = Step.__call__

    def counted(step: Step, file: File) -> Done:
        read_here.append(file.path)
        return own(step, file)

    monkeypatch.setattr(Step, "__call__", counted)
    assert outcome(take_all(STEP, inbox(), wanted, jobs)) == here
    assert len(read_here) == (3 if jobs == 2 else len([one for one in here if one[1]]))


def test_the_memory_of_equal_cells_is_shared_on_arrival() -> None:
    """Two returns that came from elsewhere hold equal cells once, and the form of this process."""
    prepare(STEP)
    unpack = Unpacker(returned.CATALOG)
    one, other = (unpack(take(file)).submission for file in inbox()[:2])

    assert one.form is other.form
    assert one.answers[0].points is other.answers[0].points
    assert one.issued is not None
    assert other.issued is not None
    assert one.issued.items["1"] is other.issued.items["1"]


def test_a_file_that_ends_its_worker_is_told_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a foreign reader does to a worker is that file's fault; a worker lost for another reason costs nothing."""
    files = [inbox()[0], replace(inbox()[4], type=FileType.OLE_XLS)]

    def ended(*_: object, **__: object) -> bytes:
        raise Unreadable(Trouble.CRASHED)

    monkeypatch.setattr("scoresheet.each_file.pool.call", ended)
    with Pool(STEP, 2) as pool:
        good, old = (done for _, done in walk(STEP, files, wanted, pool, 4))

    assert good is not None
    assert good.submission == STEP(files[0]).submission
    assert old is not None
    assert [fault.kind for fault in old.submission.faults] == [FaultKind.CRASHED]


def test_leaving_a_walk_ends_its_processes() -> None:
    """Whoever stops in the middle, with Ctrl-C too, leaves no process behind."""
    files = [replace(file, path=f"{number}{file.path}") for number in range(20) for file in inbox()]
    before = {child.pid for child in psutil.Process().children()}

    started: set[int] = set()
    with pytest.raises(KeyboardInterrupt):
        _interrupt(files, started, before)

    assert started
    assert not started & {child.pid for child in psutil.Process().children()}


def _interrupt(files: list[File], started: set[int], before: set[int]) -> None:
    with closing(_under_way(files)) as taken:
        next(taken)
        started |= {child.pid for child in psutil.Process().children()} - before
        raise KeyboardInterrupt


def _under_way(files: list[File]) -> Any:
    def gone() -> Iterator[Any]:
        with Pool(STEP, 2) as pool:
            yield from walk(STEP, files, wanted, pool, 4)

    return gone()


def test_a_defect_of_the_program_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where reading fails in a way that nobody foresaw, the file is told as unreadable and the words are kept."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody foresaw it")

    monkeypatch.setattr("scoresheet.each_file.step.read_file", broken)
    done = STEP(returned.file(returned.good()))

    assert [fault.kind for fault in done.submission.faults] == [FaultKind.CRASHED]
    assert "nobody foresaw it" in done.defect
    assert [finding.code for finding in done.findings] == ["F109"]


def test_a_worker_reads_foreign_files_itself() -> None:
    """Within a worker nothing starts a further one: it has the limits already."""
    assert contained.call(_calls_again) == "read"


def _calls_again() -> object:
    return contained.call(_read)


def _read() -> str:
    return "read"

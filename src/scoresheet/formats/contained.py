"""A reader at arm's length: a function runs in a process of its own, and whatever a file does to it ends there.

Readers of old formats are other people's, and a file can make them hang, take all memory or end the process. One
worker serves many files; it is started for the first, and again after a file that it did not survive.
"""

from __future__ import annotations

import contextlib
import faulthandler
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import psutil

from scoresheet.grid import Trouble, Unreadable
from scoresheet.language import Text

MOST_SECONDS = 20.0
"""For one file; a form of 34 items takes a tenth of a second."""
MOST_MEMORY = 1024 * 1024 * 1024
"""Bytes that the worker may hold; with such a form it holds 40 MB."""
_GLANCE = 0.02
"""Seconds between two looks at a worker that is still busy."""
_GRACE = 10.0
"""Seconds after which a worker that nobody ends any more, because its master was killed, ends itself."""
_FAT = 256 * 1024 * 1024
"""Bytes; a worker that still holds as much after a file is not used again."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take: seconds on the clock, and bytes of memory of the whole worker."""

    seconds: float = MOST_SECONDS
    memory: int = MOST_MEMORY


_LIMITS = Limits()


def call(
    function: Callable[..., Any], *arguments: object, limits: Limits = _LIMITS, first: Request = b""
) -> Any:
    """Give what a function returns that runs in the worker; function, arguments and result must be picklable.

    Raises the Unreadable that the function raises, or one with Trouble.STALLED where it takes more than the limits,
    with Trouble.CRASHED where it fails in any other way or ends its process. `first` is a request that each worker
    answers once, before anything else. Within a worker the function runs where it is called: the limits are there.
    """
    if _serving:
        kind, result = _outcome(function, arguments)
    else:
        request = request_of(function, *arguments, limits=limits)
        worker = _ready(first)
        if not worker.takes(request):
            # The computer ended it while it had nothing to do: the file is not to blame.
            worker = _ready(first)
            worker.takes(request)
        kind, result = worker.answer(limits)
    if kind == _RAISED:
        raise result
    if kind == _FAILED:
        raise Unreadable(Trouble.CRASHED)
    return result


Request = bytes
"""A function and its arguments, packed."""


def request_of(function: Callable[..., Any], *arguments: object, limits: Limits = _LIMITS) -> Request:
    """Pack a function and its arguments for a worker."""
    return pickle.dumps((function, arguments, limits), pickle.HIGHEST_PROTOCOL)


def end_all() -> None:
    """End every worker of this process, whatever it is doing: who waits for one is told that it ended."""
    for worker in list(_WORKERS):
        worker.kill()


_RETURNED, _RAISED, _FAILED = "returned", "raised", "failed"


class _Worker:
    """The process of this program that reads, seen from the side that asks."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        # A daemon: a program that ends takes it along, even in the middle of a file.
        self._process: BaseProcess = context.Process(target=serve, args=(theirs,), daemon=True)
        with _without_main():
            self._process.start()
        theirs.close()
        self._owner = os.getpid()
        self._owes = False
        self._prepared: Request = b""
        _WORKERS.add(self)

    @property
    def is_ours(self) -> bool:
        """Whether this process started it: a forked copy sees the original's worker and must leave it alone."""
        return self._owner == os.getpid()

    @property
    def is_ready(self) -> bool:
        """Whether it can be asked: after an interruption it may still owe the answer to an earlier question."""
        return self.is_ours and not self._owes and self._process.is_alive()

    def prepare(self, first: Request) -> None:
        """Have it answer this request, unless it has; raises Unreadable where it doesn't."""
        if first is not self._prepared:
            self.takes(first)
            self.answer(_LIMITS)
            self._prepared = first

    def takes(self, request: Request) -> bool:
        """Send a question and tell whether it arrived; a worker that does not take it is ended."""
        self._owes = True
        try:
            self._pipe.send_bytes(request)
        except OSError:
            self.end()
            return False
        return True

    def answer(self, limits: Limits) -> tuple[str, Any]:
        """Give the kind of the answer and the answer; a worker that gives none is ended and Unreadable raised."""
        try:
            observed = self._wait(limits)
            answer = self._pipe.recv_bytes()
        except (EOFError, OSError, psutil.Error) as error:
            self.end()
            raise Unreadable(Trouble.CRASHED) from error
        self._owes = False
        kind, result = pickle.loads(answer)  # noqa: S301 - written by our own worker
        if kind == _FAILED or _memory(observed) > _FAT:
            self.end()
        return kind, result

    def _wait(self, limits: Limits) -> psutil.Process:
        """Wait for an answer; raises Unreadable, the worker ended, where time or memory run out first."""
        started = time.monotonic()
        observed = psutil.Process(self._process.pid)
        while not self._pipe.poll(_GLANCE):
            if time.monotonic() - started > limits.seconds:
                raise self._too_much(_SLOW)
            if _memory(observed) > limits.memory:
                raise self._too_much(_LARGE)
        return observed

    def _too_much(self, what: Text) -> Unreadable:
        self.end()
        return Unreadable(Trouble.STALLED, what)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        _HERE.worker = None
        _WORKERS.discard(self)
        self._pipe.close()
        self._process.kill()
        self._process.join()

    def kill(self) -> None:
        """End the process while another thread may be waiting for its answer."""
        _WORKERS.discard(self)
        if self.is_ours:
            self._process.kill()
            self._process.join()


_HERE = threading.local()
"""The worker of each thread: one that is busy for another can't be asked."""
_WORKERS: set[_Worker] = set()
"""The workers of all threads."""
_serving = False
"""Whether this process is a worker."""


def _ready(first: Request = b"") -> _Worker:
    """Give the worker, a new one where there is none that could be asked; it has answered `first`."""
    worker = _running()
    worker.prepare(first)
    return worker


def _running() -> _Worker:
    worker: _Worker | None = getattr(_HERE, "worker", None)
    if worker is None or not worker.is_ready:
        if worker is not None and worker.is_ours:
            worker.end()
        try:
            _HERE.worker = worker = _Worker()
        except OSError as error:
            raise Unreadable(Trouble.CRASHED, _NOT_STARTED) from error
    return worker


_NOT_STARTED = Text("电脑没有启动读取程序", "the computer did not start the reader")
_SLOW = Text("读取时间超过限度", "reading it took too long")
_LARGE = Text("读取时占用内存过大", "reading it took too much memory")


def _memory(observed: psutil.Process) -> int:
    try:
        return int(observed.memory_info().rss)
    except psutil.Error:
        # It has just died, which the pipe tells.
        return 0


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Keep a new process from running the module that this program was started with: it is the command line."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def serve(pipe: Connection) -> None:
    """Answer the questions that come through a pipe until its other end is closed; the worker's whole life."""
    global _serving  # noqa: PLW0603 - a process becomes a worker once, for its whole life
    _serving = True
    # Ctrl-C is for the program that asks, and a reader's last words in Rust are for nobody.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence = os.open(os.devnull, os.O_RDWR)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    with contextlib.suppress(EOFError, OSError):
        while True:
            function, arguments, limits = pickle.loads(pipe.recv_bytes())  # noqa: S301 - written by our own program
            # Its clock needs no Python, and runs out even where a reader in Rust never comes back.
            faulthandler.dump_traceback_later(limits.seconds + _GRACE, exit=True, file=silence)
            pipe.send_bytes(_answer(function, arguments))
            faulthandler.cancel_dump_traceback_later()


def _answer(function: Callable[..., Any], arguments: tuple[object, ...]) -> bytes:
    try:
        return pickle.dumps(_outcome(function, arguments), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps((_RAISED, Unreadable(Trouble.STALLED, _LARGE)))
    except Exception as error:  # noqa: BLE001 - a result that can't be packed
        return pickle.dumps((_FAILED, type(error).__name__))


def _outcome(function: Callable[..., Any], arguments: tuple[object, ...]) -> tuple[str, Any]:
    try:
        return _RETURNED, function(*arguments)
    except Unreadable as reason:
        return _RAISED, Unreadable(reason.trouble, reason.place)
    except MemoryError:
        return _RAISED, Unreadable(Trouble.STALLED, _LARGE)
    except BaseException as error:  # noqa: BLE001 - a panic in Rust is none of Python's ordinary exceptions
        return _FAILED, type(error).__name__

"""Processes of this machine that take the step: each thread has a worker that outlives whatever a file does to it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from scoresheet.each_file.prepared import prepare
from scoresheet.each_file.step import Step
from scoresheet.formats.contained import Limits, call, end_all, request_of
from scoresheet.formats.workbooks import is_foreign
from scoresheet.grid import Unreadable
from scoresheet.inbox.intake import File

_A_DAY = Limits(seconds=86_400, memory=1 << 62)
"""What our own readers read has its limits in the reader, so that the result never depends on the clock."""


class LostWorkerError(Exception):
    """A worker ended, and the file is not to blame."""


class Pool:
    """So many workers, shaped as an executor of concurrent.futures; leaving it ends them."""

    def __init__(self, step: Step, jobs: int) -> None:
        self._first = request_of(prepare, step)
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="reader")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # After Ctrl-C nobody waits for the files that are under way.
        self._threads.shutdown(wait=False, cancel_futures=True)
        end_all()
        self._threads.shutdown()

    def submit(self, function: Callable[[File], bytes], file: File, /) -> Future[bytes]:
        """Begin to call a function with a file.

        The result raises Unreadable where a file that other people's readers read ends the worker, LostWorkerError where a
        worker is lost for any other reason.
        """
        return self._threads.submit(self._call, function, file)

    def _call(self, function: Callable[[File], bytes], file: File) -> bytes:
        foreign = is_foreign(file.type)
        try:
            made = call(function, file, limits=Limits() if foreign else _A_DAY, first=self._first)
        except Unreadable as reason:
            if foreign:
                raise
            raise LostWorkerError from reason
        assert isinstance(made, bytes)  # noqa: S101 - what the function called gives
        return made

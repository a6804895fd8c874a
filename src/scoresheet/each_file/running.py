"""Taking the step for many files: here, or by the workers of an executor, and always in the order of the files.

The seam to other machines is here: `walk` asks nothing of an executor but `submit`, as `concurrent.futures` has it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future
from itertools import chain, islice
from typing import Any, Protocol

from scoresheet.each_file.packing import Unpacker
from scoresheet.each_file.prepared import take
from scoresheet.each_file.step import Done, Step
from scoresheet.grid import Unreadable
from scoresheet.inbox.intake import File

FEW = 24
"""So many files are read before other processes are started: that takes as long as reading twenty."""
AHEAD = 4
"""So many files for each worker are under way or wait: enough that none is idle, and the memory stays bounded."""

Taken = tuple[File, Done | None]
"""A file with what came of it, None where the step isn't for it."""


class Executor(Protocol):
    """What takes the step elsewhere, such as a pool of concurrent.futures or a client of a cluster.

    Each of its processes must have called `prepared.prepare` with the step before the first file comes.
    """

    def submit(self, function: Callable[[File], bytes], file: File, /) -> Future[bytes]:
        """Begin to take the step for a file."""
        ...


def take_all(
    step: Step, files: Iterable[File], wanted: Callable[[File], bool], jobs: int
) -> Generator[Taken]:
    """Walk the files with what came of each; the step is for those that are `wanted`.

    With more `jobs` than one, so many processes take it as soon as there are more than a few files.
    """
    waiting = iter(files)
    for file in islice(waiting, FEW if jobs > 1 else None):
        yield file, step(file) if wanted(file) else None
    following = next(waiting, None)
    if following is None:
        return
    from scoresheet.each_file.pool import Pool  # noqa: PLC0415 - most runs are over before other processes are needed

    with Pool(step, jobs) as pool:
        yield from walk(step, chain([following], waiting), wanted, pool, AHEAD * jobs)


def walk(
    step: Step, files: Iterable[File], wanted: Callable[[File], bool], executor: Executor, ahead: int
) -> Iterator[Taken]:
    """Walk the files with what an executor made of each; at most `ahead` of them are under way at a time.

    A file whose worker was ended is told as unreadable; one that the executor failed at for reasons of its own is read
    here.
    """
    unpack = Unpacker(step.catalog)
    under_way: deque[tuple[File, Future[bytes] | None]] = deque()
    for file in files:
        under_way.append((file, executor.submit(take, file) if wanted(file) else None))
        if len(under_way) > ahead:
            yield _taken(step, unpack, *under_way.popleft())
    while under_way:
        yield _taken(step, unpack, *under_way.popleft())


def _taken(step: Step, unpack: Unpacker, file: File, result: Future[Any] | None) -> Taken:
    if result is None:
        return file, None
    try:
        return file, unpack(result.result())
    except Unreadable as reason:
        return file, step.refused(file, reason)
    except Exception:  # noqa: BLE001 - whatever befell the executor, the file can still be read
        return file, step(file)

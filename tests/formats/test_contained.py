"""Whatever a file does to its reader ends in the reader's process, and the next file is read."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import psutil
import pytest

from scoresheet.formats import contained
from scoresheet.formats.contained import Limits, call
from scoresheet.grid import Trouble, Unreadable
from scoresheet.language import Text

REFUSAL = Unreadable(Trouble.UNSAFE, Text("工作表“一”", "sheet “one”"))
QUICK = Limits(seconds=0.3)
SMALL = Limits(memory=120 * 1024 * 1024)


def refuse() -> None:
    """Refuse a file as a reader does."""
    raise REFUSAL


def interrupt() -> None:
    """Do what Ctrl-C does to every process of a terminal."""
    os.kill(os.getpid(), signal.SIGINT)


def refused(function: Callable[..., Any], *arguments: object, limits: Limits | None = None) -> Unreadable:
    """Give the refusal of a call."""
    with pytest.raises(Unreadable) as caught:
        call(function, *arguments, limits=limits or Limits())
    return caught.value


def test_what_a_function_returns_comes_back() -> None:
    """Arguments go over and results come back, large ones too."""
    assert call(divmod, 7, 2) == (3, 1)
    assert call(operator.mul, b"x", 5_000_000) == b"x" * 5_000_000


def test_one_process_serves_many_files() -> None:
    """Starting a process for each file would take longer than reading it."""
    assert call(os.getpid) == call(os.getpid) != os.getpid()


def test_a_refusal_comes_back_as_it_was_raised() -> None:
    """What the reader refuses keeps its trouble and its place, and costs no new process."""
    before = call(os.getpid)
    reason = refused(refuse)

    assert (reason.trouble, reason.place) == (Trouble.UNSAFE, REFUSAL.place)
    assert call(os.getpid) == before


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (os.abort, ()),
        (os._exit, (0,)),
        (sys.exit, (1,)),
        (int, ("x",)),
        (eval, ("__import__('signal').raise_signal(11)",)),
    ],
    ids=["abort", "exit", "SystemExit", "exception", "segfault"],
)
def test_a_death_is_told_and_the_next_file_is_read(
    function: Callable[..., Any], arguments: tuple[object, ...]
) -> None:
    """However the reader ends, this file crashed it and a new process reads the next."""
    before = call(os.getpid)

    assert refused(function, *arguments).trouble is Trouble.CRASHED
    assert call(os.getpid) != before


@pytest.mark.parametrize(
    ("function", "arguments", "limits", "place"),
    [
        (time.sleep, (60,), QUICK, "读取时间超过限度"),
        (operator.mul, (b"x", 2_000_000_000), SMALL, "读取时占用内存过大"),
        (operator.mul, (b"x", 2**62), Limits(), "读取时占用内存过大"),
    ],
    ids=["time", "memory taken bit by bit", "memory asked for at once"],
)
def test_a_stall_is_told_and_the_next_file_is_read(
    function: Callable[..., Any], arguments: tuple[object, ...], limits: Limits, place: str
) -> None:
    """A reader that takes too long or too much is ended, and it is said which."""
    reason = refused(function, *arguments, limits=limits)

    assert (reason.trouble, reason.place.zh) == (Trouble.STALLED, place)
    assert call(divmod, 7, 2) == (3, 1)


def test_a_process_that_was_killed_between_files_is_replaced() -> None:
    """A worker that the computer ended while it had nothing to do costs no file."""
    victim = psutil.Process(call(os.getpid))
    victim.kill()
    victim.wait()

    assert call(divmod, 7, 2) == (3, 1)


def test_a_process_that_keeps_much_memory_is_replaced() -> None:
    """What one large file left behind is not carried along."""
    before = call(os.getpid)
    call(exec, "import builtins; builtins.kept = b'x' * 300_000_000")

    assert call(os.getpid) != before


def test_an_interrupted_question_leaves_no_answer_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever goes on after Ctrl-C gets the answer to his own question, not to the one before."""
    before = call(os.getpid)
    with monkeypatch.context() as patched:
        patched.setattr(contained, "_memory", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            call(time.sleep, 0.3)

    assert call(divmod, 7, 2) == (3, 1)
    assert call(os.getpid) != before


def _interrupted(_: object) -> int:
    raise KeyboardInterrupt


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells processes of Ctrl-C in another way")
def test_ctrl_c_is_for_the_program_that_asks() -> None:
    """An interruption of the terminal does not end the reader in the middle of a file."""
    before = call(os.getpid)
    call(interrupt)

    assert call(os.getpid) == before


def test_the_process_does_not_load_the_command_line() -> None:
    """The worker imports what reading needs, so that it starts at once."""
    # What earlier files needed went with the process that read them.
    refused(os.abort)
    loaded = set(call(eval, "list(__import__('sys').modules)"))

    assert not loaded & {"typer", "rich", "pydantic", "pytest", "openpyxl", "xlrd", "scoresheet.cli"}


def test_what_the_reader_prints_is_for_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    """The last words of a reader don't get between the lines of a report."""
    call(os.write, 1, b"noise")
    call(os.write, 2, b"noise")
    refused(os.abort)

    assert capfd.readouterr() == ("", "")


def test_workers_of_a_pool_have_readers_of_their_own() -> None:
    """Processes that read files side by side don't share a reader, whether they were forked or spawned."""
    own = call(os.getpid)
    for method in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context(method)
        with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
            assert pool.submit(call, os.getpid).result(60) not in {own, os.getpid()}

    assert call(os.getpid) == own


MASTER = (
    "import os, sys, time; from scoresheet.formats.contained import call; "
    "print(call(os.getpid), flush=True); {then}"
)


@pytest.mark.parametrize(
    "then",
    ["pass", "raise KeyboardInterrupt", "time.sleep(60)", "call(time.sleep, 60)"],
    ids=["ended", "interrupted", "killed while idle", "killed while busy"],
)
def test_no_process_is_left_behind(then: str) -> None:
    """A program that ends, by itself or killed, takes its reader along; a busy one ends after its time at the latest."""
    with subprocess.Popen(
        [sys.executable, "-c", MASTER.format(then=then)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as master:
        assert master.stdout is not None
        reader = int(master.stdout.readline())
        if "sleep" in then:
            master.kill()
        master.wait(20)
    if then == "call(time.sleep, 60)":
        psutil.Process(reader).kill()
    deadline = time.monotonic() + 10
    while psutil.pid_exists(reader) and psutil.Process(reader).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.02)

"""What a long run tells: nothing at first, then how far it is, on a terminal alone."""

from __future__ import annotations

import io
import sys
from itertools import count

import pytest
from rich.console import Console

from scoresheet.cli.watching import FEW, SOON, Watch, terminal
from scoresheet.language import Locale, Text


def shown(
    files: int,
    seconds: float,
    name: str = "苍溪县.xlsx",
    locale: Locale = Locale.ZH,
    *,
    checking: bool = False,
) -> str:
    """Give what a terminal gets while so many files are read, each in so many seconds."""
    screen = io.StringIO()
    clock = count(0, seconds)
    console = Console(file=screen, force_terminal=True, width=100)
    with Watch(locale, console, lambda: next(clock)) as watch:
        for number in range(files):
            watch.read(f"{number}{name}", "")
        if checking:
            watch.all_read()
    return screen.getvalue()


@pytest.mark.parametrize(
    ("files", "seconds"),
    [(0, 1), (FEW - 1, 60), (FEW * 10, SOON / (FEW * 10 + 1))],
    ids=["none", "few", "quick"],
)
def test_a_short_run_shows_nothing(files: int, seconds: float) -> None:
    """For a few files, or in the first moments, nobody asks how far it is."""
    assert shown(files, seconds) == ""


def test_a_long_run_shows_how_many_files_were_read() -> None:
    """The number and the name of the last file stand on the line, and the line is gone at the end."""
    said = shown(FEW, 1)

    assert f"已读{FEW}个文件：{FEW - 1}苍溪县.xlsx" in said
    assert said.rstrip("\n").endswith("\x1b[2K") or "\x1b[1A\x1b[2K" in said
    assert f"已读{FEW}个文件，正在校验" in shown(FEW, 1, checking=True)
    assert f"{FEW} files read" in shown(FEW, 1, locale=Locale.EN)


def test_what_is_done_is_named_where_nothing_is_read() -> None:
    """While files are made, the line says so."""
    screen, clock = io.StringIO(), count(0, 1)
    console = Console(file=screen, force_terminal=True, width=100)
    making = Text("已生成{0}份：{1}", "{0} made: {1}")
    with Watch(Locale.ZH, console, lambda: next(clock), making) as watch:
        for number in range(FEW):
            watch.read(f"{number}苍溪县.xlsx", str(number))

    assert f"已生成{FEW}份：{FEW - 1}苍溪县.xlsx" in screen.getvalue()


def test_a_long_name_stays_on_one_line() -> None:
    """What doesn't fit the terminal is cut, so that the line can be taken away again."""
    said = shown(FEW, 1, "长" * 200)

    assert "\n" not in said.rstrip("\n").rpartition("长")[0]


def test_a_name_acts_on_nothing() -> None:
    """Neither markup nor an escape code in a file's name reaches the terminal."""
    said = shown(FEW, 1, "[red]\x1b]0;title\x07.xlsx")

    assert "[red]" in said
    assert "\x1b]0;" not in said


def test_a_pipe_or_a_file_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody watches nothing is shown, even where colours are forced."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    assert terminal() is None


@pytest.mark.parametrize(
    ("total", "read", "left"),
    [
        (FEW, FEW, ""),
        (FEW - 5, FEW, ""),
        (FEW + 90, FEW, f"（共约{FEW + 90}个，每秒1个，约剩1:30）"),
    ],
    ids=["all", "an archive held more", "many left"],
)
def test_what_is_left_is_told_with_the_time_that_it_takes(total: int, read: int, left: str) -> None:
    """How many there are, how many are read each second, and for how long; nothing where none are known to be left."""
    screen, clock = io.StringIO(), count(0, 1)
    console = Console(file=screen, force_terminal=True, width=200)
    with Watch(Locale.ZH, console, lambda: next(clock), total=total) as watch:
        for number in range(read):
            watch.read(f"{number}苍溪县.xlsx", str(number))

    assert f"已读{read}个文件{left}：{read - 1}苍溪县.xlsx" in screen.getvalue()


def test_a_time_that_is_known_is_taken() -> None:
    """A file that was read elsewhere took as long as it took there."""
    with Watch(Locale.ZH) as watch:
        watch.read("a", "1", 12.5)

    assert watch.milliseconds == {("a", "1"): 12.5}


def test_each_file_s_time_is_measured() -> None:
    """The time of a file is what passed since the one before."""
    clock = iter([0.0, 0.25, 1.0])
    with Watch(Locale.ZH, None, lambda: next(clock)) as watch:
        watch.read("a", "1")
        watch.read("b", "2")

    assert watch.milliseconds == {("a", "1"): 250.0, ("b", "2"): 750.0}

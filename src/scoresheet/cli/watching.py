"""What a long run tells on stderr: how far it is, and afterwards how long each file took."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self

import typer

from scoresheet.language import Locale, Text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from scoresheet.assessment import Assessment

FEW = 20
"""So many files are read before anybody asks how far it is."""
SOON = 0.5
"""Seconds in which nobody wonders whether the program still works."""


READING = Text("已读{0}个文件{2}：{1}", "{0} files read{2}: {1}")
"""What is said while files are read, with how many, which one, and how much is left."""


class Watch:
    """Shows on a terminal which file was read last and how long the others will take; remembers how long each took.

    `doing` says what is done with the files where they aren't read. `total` is how many files there are, as far as
    that is known: archives turn out to hold more.

    Nothing is shown where stderr is no terminal, for the first files and in the first moments.
    """

    def __init__(
        self,
        locale: Locale,
        console: Console | None = None,
        clock: Callable[[], float] = time.perf_counter,
        doing: Text = READING,
        total: int | None = None,
    ) -> None:
        self.milliseconds: dict[tuple[str, str], float] = {}
        self._locale = locale
        self._doing = doing
        self._console = console
        self._clock = clock
        self._total = total or 0
        self._begun = self._last = clock()
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def read(self, path: str, sha256: str, milliseconds: float | None = None) -> None:
        """Take note that a file is done; without `milliseconds` it took as long as has passed since the one before."""
        now = self._clock()
        self.milliseconds[path, sha256] = (now - self._last) * 1000 if milliseconds is None else milliseconds
        self._last = now
        if self._console is not None and len(self.milliseconds) >= FEW and now - self._begun >= SOON:
            self._show(path)

    def all_read(self) -> None:
        """Take note that nothing is left to be read, and that what was read is being checked now."""
        if self._bar is not None:
            words = Text("已读{0}个文件，正在校验", "{0} files read, now checking").of(self._locale)
            self._bar.update(self._bar.task_ids[0], description=words.format(len(self.milliseconds)))

    def _show(self, path: str) -> None:
        from scoresheet.inert import one_line

        if self._bar is None:
            self._bar = self._started()
        said = self._doing.of(self._locale).format(len(self.milliseconds), one_line(path), self._left())
        self._bar.update(self._bar.task_ids[0], description=said)

    def _left(self) -> str:
        """Say how many files there are, how many are read each second and how long the rest will take."""
        read, seconds = len(self.milliseconds), self._last - self._begun
        rate = read / seconds if seconds > 0 else 0.0
        left = self._total - read
        if left <= 0 or rate <= 0:
            return ""
        minutes, rest = divmod(round(left / rate), 60)
        told = Text("（共约{0}个，每秒{1}个，约剩{2}）", " (of about {0}, {1} a second, about {2} left)").of(
            self._locale
        )
        return told.format(self._total, f"{rate:.0f}" if rate >= 1 else f"{rate:.1f}", f"{minutes}:{rest:02}")

    def _started(self) -> Progress:
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.table import Column

        bar = Progress(
            SpinnerColumn("line"),
            TimeElapsedColumn(),
            # Brackets in a file's name are no markup.
            TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True)),
            console=self._console,
            transient=True,
        )
        bar.add_task("", total=None)
        bar.start()
        return bar


def terminal() -> Console | None:
    """Give the terminal that stderr is, None where it is none, such as a file or a pipe."""
    from rich.console import Console

    if not sys.stderr.isatty():
        return None
    console = Console(stderr=True)
    return None if console.is_dumb_terminal else console


def tell_files(assessment: Assessment, milliseconds: Mapping[tuple[str, str], float]) -> None:
    """Print each file on stderr: its status, how long reading it took, its path."""
    from scoresheet.inert import one_line

    locale = assessment.catalog.locale
    unit = Text("毫秒", "ms").of(locale)
    for file in assessment.files:
        took = milliseconds.get((file.path, file.sha256), 0.0)
        typer.echo(f"{file.status.word.of(locale)}\t{took:.0f}{unit}\t{one_line(file.path)}", err=True)

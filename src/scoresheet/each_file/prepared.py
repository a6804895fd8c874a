"""A process that takes the step for others: it is told once what all files have in common."""

from __future__ import annotations

from scoresheet.each_file.packing import packed
from scoresheet.each_file.step import Step
from scoresheet.inbox.intake import File

_prepared: list[Step] = []


def prepare(step: Step) -> None:
    """Make this process ready to take the step: to be called once in each process of an executor."""
    _prepared[:] = [step]


def take(file: File) -> bytes:
    """Take the step for one file in a process that was prepared; gives the result packed."""
    return packed(_prepared[0](file))

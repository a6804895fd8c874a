"""Where a round stands and what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scoresheet.project import (
    DECISIONS,
    RANKING,
    Age,
    Facts,
    Folder,
    Names,
    Units,
    days_left,
    listed,
    next_step,
)

NAMES = Names({folder: folder.word.zh for folder in Folder}, RANKING.zh)
SETTLED = Units(accepted=("东山", "西河"))
BEGUN = Facts(units=2, formless=(), files=2, checked=SETTLED)


@pytest.mark.parametrize(
    ("facts", "commands"),
    [
        (replace(BEGUN, ranking=Age.CURRENT), ()),
        (replace(BEGUN, ranking=Age.OUTDATED), ("scoresheet rank 2回收 -o 4结果/排名表.xlsx",)),
        (BEGUN, ("scoresheet rank 2回收 -o 4结果/排名表.xlsx",)),
        (Facts(2, ("东山", "西河"), 0, None), ("scoresheet generate -o 1下发",)),
        (
            Facts(2, ("东山", "西河"), 0, None, untouched=True),
            ("scoresheet catalog check", "scoresheet generate -o 1下发"),
        ),
        (
            Facts(2, ("东山", "西河"), 0, None, unsettled=True),
            ("scoresheet catalog check", "scoresheet generate -o 1下发"),
        ),
        (
            Facts(2, (), 0, None, unsettled=True),
            ("scoresheet catalog check", "scoresheet generate -o 1下发", "scoresheet validate 2回收"),
        ),
        (
            Facts(2, (), 0, None, unissuable=True),
            ("scoresheet catalog check", "scoresheet generate -o 1下发"),
        ),
        (replace(BEGUN, unsettled=True, unissuable=True, ranking=Age.CURRENT), ()),
        (Facts(2, ("西 河",), 0, None), ('scoresheet generate -o 1下发 --unit "西 河"',)),
        (Facts(8, tuple("abcdef"), 0, None), ("scoresheet generate -o 1下发",)),
        (Facts(2, (), 0, None, untouched=True), ("scoresheet validate 2回收",)),
        (Facts(2, (), 500, None, forms=Age.OUTDATED), ("scoresheet validate 2回收",)),
        (
            Facts(2, (), 0, None, forms=Age.OUTDATED),
            ("scoresheet generate -o 1下发", "scoresheet validate 2回收"),
        ),
        (replace(BEGUN, checked=Units(to_correct=("东山",))), ("scoresheet return 2回收 -o 3退改",)),
        (replace(BEGUN, checked=Units(conflicting=("东山",))), ("scoresheet return 2回收 -o 3退改",)),
        (replace(BEGUN, checked=Units(missing=("东山",))), ("scoresheet return 2回收 -o 3退改",)),
        (replace(BEGUN, checked=Units(unread_files=1)), ("scoresheet return 2回收 -o 3退改",)),
        (
            replace(BEGUN, checked=Units(missing=("东山",)), corrections=Age.OUTDATED),
            ("scoresheet return 2回收 -o 3退改",),
        ),
        (
            replace(BEGUN, checked=Units(missing=("东山",)), corrections=Age.CURRENT),
            ("scoresheet validate 2回收",),
        ),
    ],
)
def test_the_next_step_follows_from_what_is_there(facts: Facts, commands: tuple[str, ...]) -> None:
    """A finished round asks for nothing; any other names the command that brings it on."""
    assert next_step(facts, NAMES).commands == commands


def test_what_was_decided_is_part_of_the_command() -> None:
    """Where the office has a workbook of decisions, the command names it."""
    names = replace(NAMES, decisions=DECISIONS.zh)

    assert next_step(BEGUN, names).commands == (
        "scoresheet rank 2回收 -o 4结果/排名表.xlsx --decisions 决定登记.xlsx",
    )


def test_the_words_name_the_folders() -> None:
    """The sentence for a step says which folders it is about, in both languages."""
    said = next_step(Facts(2, (), 0, None), NAMES).words

    assert all("1下发" in words and "2回收" in words for words in said)


@pytest.mark.parametrize(
    ("due", "as_of", "days"),
    [
        (None, date(2014, 11, 25), None),
        (date(2014, 11, 28), None, None),
        (date(2014, 11, 28), date(2014, 11, 25), 3),
        (date(2014, 11, 28), date(2014, 11, 28), 0),
        (date(2014, 11, 28), date(2014, 12, 1), -3),
    ],
)
def test_days_are_counted_only_from_a_day_that_was_named(
    due: date | None, as_of: date | None, days: int | None
) -> None:
    """Without a due date or a day to count from nothing is said."""
    assert days_left(due, as_of) == days


def test_a_long_list_of_units_is_cut() -> None:
    """So many units are named, the others counted."""
    assert listed(("a", "b"), most=2).zh == "a、b"
    assert listed(("a", "b", "c"), most=2) == ("a、b等3个", "a, b and 1 more")

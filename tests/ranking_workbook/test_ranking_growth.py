"""The ranking workbook of many units: what each further one costs."""

from __future__ import annotations

import tracemalloc
from functools import partial

import pytest

import rankings
from rankings import Entered, opened
from scoresheet.assessment import Assessment
from scoresheet.book import CENTRED, Book, book_of
from scoresheet.catalog.model import Category, Item
from scoresheet.language import NOTHING, same
from scoresheet.ranking.ordering import rank
from scoresheet.ranking_workbook import plain_table, table
from scoresheet.ranking_workbook.plain_table import Column, Listing, Row
from scoresheet.ranking_workbook.plan import Plan
from scoresheet.reports.ranking_workbook import render
from scoresheet.rules.judged import Judged

ITEMS = tuple(
    Item(str(number), "A", rankings.POINTS["1"], f"第{number}项。", Judged(rankings.POINTS["1"]))
    for number in range(1, 35)
)


def round_of(count: int) -> Assessment:
    """Give a round of units with 34 items, scored alike."""
    units = [rankings.unit(f"u{number}", "县" if number % 2 else "区") for number in range(count)]
    catalog = rankings.catalog(units, categories=(Category("A", "发展", ITEMS),))
    scores = {item.id: "9" for item in ITEMS}
    return rankings.round_of(catalog, [Entered(scores, {}) for _ in units])


def test_a_further_unit_takes_little_memory() -> None:
    """Beyond the round itself a unit takes less than a twentieth of what objects for its cells would take."""
    fewer, more = (_peak(round_of(count)) for count in (100, 400))
    assert (more - fewer) / 300 < 16_000


def _peak(assessment: Assessment) -> int:
    ranking = rank(assessment)
    tracemalloc.start()
    render(assessment, ranking)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_row_for_which_there_is_no_room_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left out of a list that is too long is counted, and costs no more."""
    monkeypatch.setattr(table, "MOST_ROWS", 2)
    made = []

    def later(number: int) -> Row:
        made.append(number)
        return ((number, CENTRED),)

    listing = Listing(
        same("a"), NOTHING, (Column(same("b"), 9),), [partial(later, number) for number in range(5)], NOTHING
    )
    assessment = round_of(1)
    plan = Plan(assessment, rank(assessment))

    def write(book: Book) -> None:
        plain_table.write(book, plan, listing)

    content = book_of(plan.locale, write)

    assert made == [0, 1]
    assert "本表共5行，只列出前2行" in str(opened(content)["a"]["A3"].value)

"""Columns that were moved against one another are told once, with the cause."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from returned import FIRST_ROW, Told, form, read, sentences, told, typed
from scoresheet.checking.running import run
from scoresheet.parts.cells import Content

POINTS = [entry.item.points for entry in form().items]


def test_a_changed_number_is_not_a_moved_column() -> None:
    """Two points that changed places, or one that was typed over, are told as what they are."""
    first, other = next((0, place) for place, points in enumerate(POINTS) if points != POINTS[0])
    cells: dict[str, Content] = {
        f"C{FIRST_ROW + first}": POINTS[other],
        f"C{FIRST_ROW + other}": POINTS[first],
    }

    assert {code for code, _, _ in told(typed(cells))} == {"S107"}


def _sorted() -> dict[str, Content]:
    cells: dict[str, Content] = {}
    for row, points in enumerate(sorted(POINTS), start=FIRST_ROW):
        cells |= {f"C{row}": points, f"D{row}": points}
    return cells


def _exchanged() -> dict[str, Content]:
    return {
        "C4": "自查得分",
        "D4": "分值",
        f"D{FIRST_ROW}": Decimal("0.5"),
        f"F{FIRST_ROW}": "经费未到位，推迟",
    }


@pytest.mark.parametrize(
    ("cells", "said"), [(_sorted(), "对不上"), (_exchanged(), "写反")], ids=["sorted", "titles exchanged"]
)
def test_moved_columns_are_one_fault(cells: Mapping[str, Content], said: str) -> None:
    """Nothing that follows from it is told, and no score is taken."""
    data = typed(cells)

    assert [code for code, _, _ in told(data)] == ["S112"]
    assert said in sentences(data)[0]
    assert not any(answer.found for answer in read(data).answers)


def test_columns_in_another_order_are_no_fault() -> None:
    """Titles that moved with their numbers say the same as before."""
    cells: dict[str, Content] = {"C4": "自查得分", "D4": "分值"}
    expected: list[Told] = []

    assert told(typed(cells)) == expected
    assert [one.code for one in run(read(typed(cells)))] == []

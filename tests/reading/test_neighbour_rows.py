"""Rows with a neighbour's ids on the sheets of measures and deductions: told once for each neighbour."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl.workbook import Workbook

from returned import ACHIEVED, OTHER_UNIT, REGISTER, UNIT, by_openpyxl, good, read
from scoresheet.checking.running import run
from scoresheet.language import Locale


def renamed(sheet: str, count: int, other: str) -> Callable[[Workbook], None]:
    """Give a change of the unit in the ids of the first rows."""

    def change(book: Workbook) -> None:
        for row in range(4, 4 + count):
            cell = book[sheet][f"A{row}"]
            cell.value = cell.value.replace(UNIT, other)

    return change


def told(data: bytes) -> list[tuple[str, str, str]]:
    """Give what S105 says of a return: the cells, the sentence, what to do."""
    return [
        (" ".join(one.cells), one.message(Locale.ZH), one.remedy.zh)
        for one in run(read(data))
        if one.code == "S105"
    ]


def test_one_s_own_rows_are_nobody_else_s() -> None:
    """As issued nothing is told."""
    assert told(good()) == []


@pytest.mark.parametrize("sheet", [ACHIEVED, REGISTER])
def test_ids_of_no_unit_are_told_row_by_row(sheet: str) -> None:
    """Whose they are can't be said."""
    found = told(by_openpyxl(renamed(sheet, 2, "999999")))

    assert len(found) == 2
    assert not any("999999" in sentence or "这样的行" in sentence for _, sentence, _ in found)


@pytest.mark.parametrize("sheet", [ACHIEVED, REGISTER])
@pytest.mark.parametrize(("count", "cells", "more"), [(1, "A4", ""), (3, "A4 A5 A6", "，这样的行共有3行")])
def test_a_neighbour_s_rows_are_one_sentence(sheet: str, count: int, cells: str, more: str) -> None:
    """With the neighbour's name, their number, and the advice to use one's own sheet."""
    ((where, sentence, remedy),) = told(by_openpyxl(renamed(sheet, count, OTHER_UNIT)))

    assert where == cells
    assert sentence == f"有一行不属于任何一项：编号是旺苍县的{more}。"
    assert remedy.startswith("请用发给本单位的表里的这张工作表")


def test_the_rows_whose_place_a_neighbour_s_took_are_not_told_again() -> None:
    """One that was deleted is still told."""

    def change(book: Workbook) -> None:
        renamed(ACHIEVED, 3, OTHER_UNIT)(book)
        book[ACHIEVED].delete_rows(9)

    codes = [(one.code, one.item) for one in run(read(by_openpyxl(change))) if one.code in {"S103", "S105"}]

    assert codes == [("S103", "5"), ("S105", None)]

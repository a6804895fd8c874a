"""Whose workbook of an earlier round it is: by its ids, its printed name, else by the name of its file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl.workbook import Workbook

import ruins
from returned import CATALOG, SCORES, by_openpyxl, good
from scoresheet.filling.source_units import source_unit
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Grid
from scoresheet.reading.senders import Names


def told(data: bytes, place: str = "a.xlsx") -> tuple[str | None, tuple[str, ...]]:
    """Give the unit, and those between which its marks leave a doubt."""
    found = source_unit(CATALOG, Names(CATALOG), read_xlsx(data), place)
    return found.unit.name if found.unit else None, tuple(unit.name for unit in found.several)


def _unchanged(book: Workbook) -> None:
    del book


def _nameless(book: Workbook) -> None:
    ruins.ids_gone(book)
    book[SCORES]["A2"] = "填报单位："


def _other_name(book: Workbook) -> None:
    book[SCORES]["A2"] = "填报单位：旺苍县团委"


@pytest.mark.parametrize(
    ("change", "place", "unit", "several"),
    [
        (_unchanged, "旺苍县.xlsx", "苍溪县", ()),
        (ruins.ids_gone, "a.xlsx", "苍溪县", ()),
        (_nameless, "旧/旺苍县上报.xlsx", "旺苍县", ()),
        (_nameless, "a.xlsx", None, ()),
        (_other_name, "a.xlsx", None, ("苍溪县", "旺苍县")),
    ],
    ids=["marks", "printed name", "file name", "nothing", "two units"],
)
def test_unit_of_a_workbook(
    change: Callable[[Workbook], object], place: str, unit: str | None, several: tuple[str, ...]
) -> None:
    """Marks within the workbook decide; the name of the file only where it says nothing; two units are none."""
    assert told(by_openpyxl(change, good()), place) == (unit, several)


def test_empty_workbook_is_nobodys() -> None:
    """A workbook without anything in it is told by the name of its file alone."""
    assert source_unit(CATALOG, Names(CATALOG), Grid([]), "x.xlsx").unit is None
    found = source_unit(CATALOG, Names(CATALOG), Grid([]), "剑阁县.xlsx").unit
    assert found is not None
    assert found.name == "剑阁县"

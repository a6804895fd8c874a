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


def told(data: bytes, place: str = "a.xlsx") -> tuple[str | None, tuple[str, ...], str]:
    """Give the unit, those between which its marks leave a doubt, and the name that is nobody's for certain."""
    found = source_unit(CATALOG, Names(CATALOG), read_xlsx(data), place)
    doubtful = found.doubtful.said if found.doubtful else ""
    return found.unit.name if found.unit else None, tuple(unit.name for unit in found.several), doubtful


def _unchanged(book: Workbook) -> None:
    del book


def _printed_only(book: Workbook) -> None:
    ruins.ids_gone(book)
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]


def _nameless(book: Workbook) -> None:
    _printed_only(book)
    book[SCORES]["A2"] = "填报单位："


def _named(name: str, *, ids: bool) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        if not ids:
            _printed_only(book)
        book[SCORES]["A2"] = f"填报单位：{name}"

    return change


@pytest.mark.parametrize(
    ("change", "place", "wanted"),
    [
        (_unchanged, "旺苍县.xlsx", ("苍溪县", (), "")),
        (ruins.ids_gone, "a.xlsx", ("苍溪县", (), "")),
        (_printed_only, "a.xlsx", ("苍溪县", (), "")),
        (_nameless, "旧/旺苍县上报.xlsx", ("旺苍县", (), "")),
        (_nameless, "a.xlsx", (None, (), "")),
        (_nameless, "旺苍县和苍溪县.xlsx", (None, (), "")),
        (_named("共青团苍溪县委", ids=True), "a.xlsx", ("苍溪县", (), "")),
        (_named("苍溪县第一中学", ids=True), "a.xlsx", ("苍溪县", (), "")),
        (_named("旺苍县团委", ids=True), "a.xlsx", (None, ("旺苍县", "苍溪县"), "")),
        (_named("北京市朝阳区", ids=True), "a.xlsx", (None, (), "北京市朝阳区")),
        (_named("北京市朝阳区", ids=False), "青川县.xlsx", (None, (), "北京市朝阳区")),
        (_named("苍溪县第一中学", ids=False), "苍溪县.xlsx", (None, (), "苍溪县第一中学")),
        (_named("共青团旺苍县委", ids=False), "苍溪县.xlsx", ("旺苍县", (), "")),
    ],
)
def test_unit_of_a_workbook(
    change: Callable[[Workbook], object], place: str, wanted: tuple[str | None, tuple[str, ...], str]
) -> None:
    """Marks within the workbook decide; the name of the file only where it says nothing; a doubtful name is nobody's."""
    assert told(by_openpyxl(change, good()), place) == wanted


def test_empty_workbook_is_nobodys() -> None:
    """A workbook without anything in it is told by the name of its file alone."""
    assert source_unit(CATALOG, Names(CATALOG), Grid([]), "x.xlsx").unit is None
    found = source_unit(CATALOG, Names(CATALOG), Grid([]), "剑阁县.xlsx").unit
    assert found is not None
    assert found.name == "剑阁县"

"""Whose form it is, and of which round: marks that are gone, that contradict each other, that name something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from openpyxl.workbook import Workbook

from returned import (
    CATALOG,
    OTHER_UNIT,
    SCORES,
    UNIT,
    answers,
    by_openpyxl,
    form,
    good,
    issued_from,
    rezipped,
    typed,
    without_properties,
)
from scoresheet.catalog.model import Catalog
from scoresheet.filling.answers import pour
from scoresheet.titles import HIDDEN
from surgery import Maker

_ID = 7
OTHER_ROUND = replace(CATALOG, round=replace(CATALOG.round, id="2014-06"))
OTHER_CATALOG = replace(CATALOG, id="gy-party-2014")
OTHER_TARGET = replace(CATALOG, targets={**CATALOG.targets, (UNIT, "3", "trained"): Decimal(50)})


def issued_by(catalog: Catalog) -> bytes:
    """Give the correct return of a form that this catalog issued."""
    return pour(issued_from(catalog), form(catalog=catalog), answers())


def _named(name: str) -> bytes:
    return typed({"A2": name})


def _hidden_says(unit: str) -> Callable[[Workbook], object]:
    def change(book: Workbook) -> None:
        for row in range(1, 12):
            cell = book[HIDDEN].cell(row, 2)
            if cell.value == UNIT:
                cell.value = unit

    return change


def _hidden_shown(book: Workbook) -> None:
    book[HIDDEN].sheet_state = "visible"


def _code_of_another(book: Workbook) -> None:
    book[SCORES]["E3"] = str(book[SCORES]["E3"].value).replace(UNIT, OTHER_UNIT)


def _code_of_another_round(book: Workbook) -> None:
    book[SCORES]["E3"] = str(book[SCORES]["E3"].value).replace("2014-11", "2014-06")


def _ids_of_another(book: Workbook) -> None:
    for row in range(5, 39):
        cell = book[SCORES].cell(row, _ID)
        cell.value = str(cell.value).replace(UNIT, OTHER_UNIT)


def _half_of_another(book: Workbook) -> None:
    for row in range(5, 22):
        cell = book[SCORES].cell(row, _ID)
        cell.value = str(cell.value).replace(UNIT, OTHER_UNIT)


def _every_mark_but(book: Workbook, name: str | None) -> None:
    """Take away all that says whose form it is; `name` is what the line of the unit says."""
    del book[HIDDEN]
    sheet = book[SCORES]
    sheet["E3"] = None
    sheet["A2"] = name
    for row in range(5, 39):
        sheet.cell(row, _ID).value = None


def nameless(name: str | None) -> Maker:
    """Make the return of which nothing but the name of the unit tells whose it is."""
    return lambda: without_codes(without_properties(by_openpyxl(partial(_every_mark_but, name=name))))


def without_codes(data: bytes) -> bytes:
    """Give a workbook without the form code in footers, other sheets and properties."""

    def change(name: str, part: bytes) -> bytes:
        if not name.endswith(".xml"):
            return part
        return re.sub(rb"gy-youth-2014/2014-11/\d{6}(/[^<\"]*)?", b"", part)

    return rezipped(data, change)


def _memory_gone(book: Workbook) -> None:
    del book[HIDDEN]


def _own_table() -> bytes:
    def change(book: Workbook) -> None:
        for name in book.sheetnames[1:]:
            del book[name]
        sheet = book.worksheets[0]
        sheet.delete_rows(1, 60)
        sheet.append(["姓名", "得分"])
        sheet.append(["张三", 3])

    return without_codes(without_properties(by_openpyxl(change)))


FILES: dict[str, Maker] = {
    "of another round.xlsx": partial(issued_by, OTHER_ROUND),
    "of another catalog.xlsx": partial(issued_by, OTHER_CATALOG),
    "issued under another target.xlsx": partial(issued_by, OTHER_TARGET),
    "unit with its full name.xlsx": partial(_named, "填报单位：共青团苍溪县委员会"),
    "unit by its alias.xlsx": partial(_named, "填报单位：苍溪"),
    "unit misspelt.xlsx": partial(_named, "填报单位：苍奚县团委"),
    "unit of another province.xlsx": partial(_named, "填报单位：成都市"),
    "unit is another's.xlsx": partial(_named, "填报单位：旺苍县团委"),
    "unit is two.xlsx": partial(_named, "填报单位：苍溪县、旺苍县"),
    "unit gone.xlsx": partial(_named, ""),
    "hidden sheet shown.xlsx": lambda: by_openpyxl(_hidden_shown),
    "hidden sheet of another unit.xlsx": lambda: by_openpyxl(_hidden_says(OTHER_UNIT)),
    "hidden sheet of no unit.xlsx": lambda: by_openpyxl(_hidden_says("999999")),
    "hidden sheet and properties gone.xlsx": lambda: without_properties(by_openpyxl(_memory_gone)),
    "properties gone.xlsx": lambda: without_properties(good()),
    "code of another unit.xlsx": lambda: by_openpyxl(_code_of_another),
    "code of another round.xlsx": lambda: by_openpyxl(_code_of_another_round),
    "ids of another unit.xlsx": lambda: by_openpyxl(_ids_of_another),
    "half the ids of another unit.xlsx": lambda: by_openpyxl(_half_of_another),
    "known by its name alone.xlsx": nameless("填报单位：苍溪县团委"),
    "known by its alias alone.xlsx": nameless("填报单位：苍溪"),
    "known by a misspelt name alone.xlsx": nameless("填报单位：苍奚县"),
    "known by nothing.xlsx": nameless(None),
    "known by another county's name alone.xlsx": nameless("填报单位：成都市"),
    "named for another unit/旺苍县.xlsx": good,
    "named for its own unit/苍溪县 自查评分表（最终版）(2).xlsx": good,
    "file name alone/苍溪县.xlsx": nameless(None),
    "a table of its own.xlsx": _own_table,
}

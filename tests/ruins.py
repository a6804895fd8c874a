"""A filled-in form as counties and other programs leave it: sorted, merged, retyped, without ids, without titles."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from returned import ACHIEVED, FIRST_ROW, ISSUED, REGISTER, SCORES, answers, blank, by_openpyxl, form
from scoresheet.catalog.model import Catalog
from scoresheet.filling.answers import pour
from scoresheet.forms.issuing import issue
from scoresheet.shipped import MASTER, shipped

LAST_ROW = FIRST_ROW + len(form().items) - 1
ID, TEXT, POINTS, SCORE, DONE, REASON = "G", "B", "C", "D", "E", "F"


@cache
def full() -> bytes:
    """Give a form in which something stands in every kind of input."""
    made = answers(
        i3={"score": Decimal("2.5"), "reason": "少培训5名\n已安排在12月"},
        i18={
            "score": Decimal("0.5"),
            "reason": "发生两起",
            "events": {"ordinary": Decimal(2), "severe": Decimal(0)},
        },
    )
    item = made.items["18"]
    said = {**made.items, "18": replace(item, remarks={"ordinary": "7月、9月各一起"})}
    said["34"] = replace(
        made.items["34"],
        score=Decimal("14.5"),
        reason="迟报一次",
        register=(("迟报信息一次", Decimal("0.5")),),
        remarks={"1": "已整改"},
    )
    return pour(blank(), form(), replace(made, items=said, none_declared=False))


def ruined(change: Callable[[Workbook], object]) -> bytes:
    """Give the full form after a change, as another program saves it."""
    return by_openpyxl(change, full())


def rows_sorted(book: Workbook) -> None:
    """Put the rows of the items into the opposite order, without what is computed beside them."""
    sheet = book[SCORES]
    unmerged(sheet)
    rows = [[sheet[f"{column}{row}"].value for column in "BCDEFG"] for row in item_rows()]
    for row, values in zip(item_rows(), reversed(rows), strict=True):
        for column, value in zip("BCDEFG", values, strict=True):
            sheet[f"{column}{row}"].value = value


def ids_gone(book: Workbook) -> None:
    """Clear the ids of all tables, the form code and the hidden sheet."""
    for name, column in ((SCORES, "G"), (ACHIEVED, "A"), (REGISTER, "A")):
        for cell in book[name][column]:
            if "/" in str(cell.value or ""):
                cell.value = None
    for cell in book[SCORES][3]:
        if str(cell.value or "").startswith("表单编码"):
            cell.value = None
    del book["_scoresheet"]


def column_inserted(book: Workbook) -> None:
    """Put a column of the county's own before the scores, with something in it."""
    sheet = book[SCORES]
    unmerged(sheet)
    sheet.insert_cols(4)
    sheet["D4"] = "责任人"
    sheet["D5"] = "张三"


def scores_merged(book: Workbook) -> None:
    """Merge the score cells of items 1 and 2, as if one score were meant for both."""
    book[SCORES]["D6"].value = None
    book[SCORES].merge_cells("D5:D6")


def texts_edited(book: Workbook) -> None:
    """Change a few characters of every text and clear all ids."""
    ids_gone(book)
    for row in item_rows():
        cell = book[SCORES][f"B{row}"]
        cell.value = str(cell.value).replace("。", "！").replace("开展", "组织开展")


def two_sheets(book: Workbook) -> None:
    """Leave a copy of the sheet beside it, with another score for item 3."""
    copy = book.copy_worksheet(book[SCORES])
    copy.title = "自查评分表 (2)"
    copy["D7"] = Decimal(1)


def rows_hidden(book: Workbook) -> None:
    """Hide the rows of items 2 and 3."""
    for row in (6, 7):
        book[SCORES].row_dimensions[row].hidden = True


def header_gone(book: Workbook) -> None:
    """Clear the titles of the table of items."""
    for column in "ABCDEFGH":
        book[SCORES][f"{column}4"].value = None


def header_and_ids_gone(book: Workbook) -> None:
    """Clear the titles and the ids: which column is which can't be told any more."""
    header_gone(book)
    ids_gone(book)


def row_deleted(book: Workbook) -> None:
    """Clear the row of item 4."""
    for column in "ABCDEFG":
        cell = book[SCORES][f"{column}8"]
        if type(cell).__name__ != "MergedCell":
            cell.value = None


def row_added(book: Workbook) -> None:
    """Write an item of the county's own below the others, where the total stands."""
    sheet = book[SCORES]
    unmerged(sheet)
    sheet["B41"], sheet["D41"], sheet["E41"] = "县里自己加的一项", Decimal(2), "已完成"
    sheet["B3"] = "请市委领导批示"


def unmerged(sheet: Worksheet) -> None:
    """Undo the merges of a sheet, as sorting needs."""
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def item_rows() -> range:
    """Give the rows of the items."""
    return range(FIRST_ROW, LAST_ROW + 1)


def retyped() -> bytes:
    """Give a workbook that somebody typed anew: the table of items alone, in other columns, under other items' order."""
    source = openpyxl.load_workbook(io.BytesIO(full()))[SCORES]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["苍溪县自查情况"])
    sheet.append(["序号", "考核内容", "自查得分", "分值", "完成情况", "未完成情况说明"])
    for number, row in enumerate(item_rows(), start=1):
        values = [source[f"{column}{row}"].value for column in "BDCEF"]
        sheet.append([number, *values])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def of_catalog(catalog: Catalog, unit: str = "510824") -> bytes:
    """Give the blank form that another catalog issues to a unit."""
    found = catalog.unit(unit)
    assert found is not None
    (made,) = issue(catalog, (found,), shipped(MASTER), ISSUED)
    return made.data

"""What a county writes into our list and our column is its own: it stays, and our words alone go."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from returned import CATALOG, SCORES, UNIT, blank, by_openpyxl, good, read, typed
from scoresheet.assessment import assess
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.marking.mark_memory import looks_like_list, marks
from scoresheet.marking.replies import problem_column, replies, tables_of
from scoresheet.reports.marked_return import MarkedReturn, render
from scoresheet.titles import HIDDEN, TO_CORRECT

Change = Callable[[Workbook], object]
LIST = TO_CORRECT.zh
OURS_AT_9 = "须更正：第5项填3.5分，本项最高3分。请改为0至3之间的数。"


def marked(data: bytes) -> MarkedReturn:
    """Give what goes back for a file."""
    assessment = assess(CATALOG, [read(data)])
    result = next(one for one in assessment.units if one.unit.id == UNIT)
    return render(assessment, result, data, blank)


@cache
def once() -> bytes:
    """Give a marked copy with a problem in rows 6 and 9."""
    return marked(typed({"D6": Decimal("3.5"), "D9": Decimal("3.5")})).data


def again(change: Change) -> tuple[Any, MarkedReturn]:
    """Give the next marked copy after a change in the first one, open and as it was made."""
    made = marked(by_openpyxl(change, once()))
    return openpyxl.load_workbook(io.BytesIO(made.data)), made


def column(book: Any, letters: str) -> dict[str, str]:
    """Give what stands in a column of the sheet of scores, by cell."""
    return {cell.coordinate: cell.value for cell in book[SCORES][letters] if cell.value is not None}


def listed(book: Any) -> list[str]:
    """Give the lines that go across the list."""
    return [str(row[0].value) for row in book.worksheets[0].iter_rows() if row[0].value]


def test_file_without_marks_has_no_replies() -> None:
    """A form as it was filled in has nothing of ours, and nothing that would be an answer to us."""
    grid = read_xlsx(good())
    assert replies(grid, marks(grid)) == ()
    assert [problem_column(table, marks(grid)) for table in tables_of(grid)] == [0, 0, 0]
    assert not any(looks_like_list(sheet) for sheet in grid.sheets)


def test_marked_copy_alone_has_no_replies() -> None:
    """Our own words are no reply, whichever program saved them."""
    for data in (once(), by_openpyxl(lambda _: None, once())):
        grid = read_xlsx(data)
        assert replies(grid, marks(grid)) == ()
        assert marked(data).replies == ()


def test_column_of_the_same_title_in_a_file_that_was_never_marked() -> None:
    """It is the county's own: nothing in it is touched, and ours stands beside it."""

    def change(book: Workbook) -> None:
        book[SCORES]["Q4"], book[SCORES]["Q9"] = "问题", "等数据"

    made = marked(by_openpyxl(change, typed({"D6": Decimal("3.5")})))
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    assert column(book, "Q") == {"Q4": "问题", "Q9": "等数据"}
    assert sorted(column(book, "R")) == ["R4", "R6"]


def test_replies_in_the_list_are_kept_and_told() -> None:
    """What is written beside a line, into it, or below all lines is on the next list, and on the one after that."""

    def change(book: Workbook) -> None:
        first = book.worksheets[0]
        first["H8"], first["E8"], first["A30"] = "没有开展", "已改为3分", "请来电"

    book, made = again(change)
    told = ("自查评分表 D6：已改为3分", "自查评分表 D6：没有开展", f"{LIST} A30：请来电")
    assert made.replies == told
    assert [one for one in listed(book) if one in told] == list(told)
    third = marked(by_openpyxl(lambda _: None, made.data))
    assert third.replies == told


def test_replies_in_the_column_stay_where_they_are() -> None:
    """A reply in place of our words, behind them or in an empty row stays in its row, above what is wrong there now."""

    def change(book: Workbook) -> None:
        scores = book[SCORES]
        scores["Q6"], scores["Q20"] = "正在核对", "等数据"
        scores["Q9"] = scores["Q9"].value + "\n县里回复：已报"

    book, made = again(change)
    told = column(book, "Q")
    assert told["Q6"].startswith("正在核对\n────────\n须更正：第2项")
    assert told["Q9"] == f"县里回复：已报\n────────\n{OURS_AT_9}"
    assert told["Q20"] == "等数据"
    assert made.replies == (
        "自查评分表 Q6：正在核对",
        "自查评分表 Q9：县里回复：已报",
        "自查评分表 Q20：等数据",
    )

    def mend(book: Workbook) -> None:
        book[SCORES]["D6"] = 3

    third = openpyxl.load_workbook(io.BytesIO(marked(by_openpyxl(mend, made.data)).data))
    assert column(third, "Q")["Q6"] == "正在核对"
    assert column(third, "Q")["Q9"] == told["Q9"]


def test_column_that_the_county_took_for_itself() -> None:
    """With a title of its own it is the county's; ours is put beside it, and words of ours that are left there go."""

    def change(book: Workbook) -> None:
        scores = book[SCORES]
        scores["Q4"], scores["Q6"], scores["Q20"] = "县备注", "等统计局数据", "见附件"

    book, _ = again(change)
    assert column(book, "Q") == {"Q4": "县备注", "Q6": "等统计局数据", "Q20": "见附件"}
    assert sorted(column(book, "R")) == ["R4", "R6", "R9"]


def test_column_inserted_before_ours() -> None:
    """Ours is known by its title wherever it stands; the county's new column stays."""

    def change(book: Workbook) -> None:
        scores = book[SCORES]
        scores.insert_cols(17)
        scores["Q4"], scores["Q6"], scores["D9"] = "县里备注", "我们的话", 3

    book, _ = again(change)
    assert column(book, "Q") == {"Q4": "县里备注", "Q6": "我们的话"}
    assert sorted(column(book, "R")) == ["R4", "R6"]
    assert column(book, "S") == {}


@pytest.mark.parametrize(
    "row",
    [
        ("mark", "sheet", SCORES, "", ""),
        ("mark", "sheet", HIDDEN, "", ""),
        ("mark", "column", SCORES, "D", ""),
        ("mark", "words", SCORES, "F6", "须更正：x"),
        ("mark", "note", SCORES, "B7", "另一条"),
    ],
    ids=["sheet of scores", "hidden sheet", "column of scores", "words", "note"],
)
def test_memory_that_does_not_fit_is_not_believed(row: tuple[str, ...]) -> None:
    """Whatever the hidden sheet says, only what looks like ours is taken out."""

    def change(book: Workbook) -> None:
        hidden = book[HIDDEN]
        del book[LIST]
        for cells in hidden.iter_rows(max_col=5):
            if cells[0].value == "mark" and cells[1].value in {row[1], "column"}:
                for cell, value in zip(cells, row, strict=True):
                    cell.value = value
        book[SCORES]["B7"].comment = openpyxl.comments.Comment("另一条", "县里")

    before = openpyxl.load_workbook(io.BytesIO(once()))[SCORES]
    book, _ = again(change)
    assert book.sheetnames == [LIST, *(name for name in openpyxl_names() if name != LIST)]
    for area in ("B5:F38",):
        assert [[cell.value for cell in line] for line in book[SCORES][area]] == [
            [cell.value for cell in line] for line in before[area]
        ]
    assert book[SCORES]["B7"].comment.text == "另一条"


def openpyxl_names() -> list[str]:
    """Give the names of the sheets of the marked copy."""
    names: list[str] = openpyxl.load_workbook(io.BytesIO(once())).sheetnames
    return names


def test_own_sheet_with_the_title_of_the_list_stays() -> None:
    """What has not the columns of our list is none, whatever its first cell says."""

    def change(book: Workbook) -> None:
        book.create_sheet("县里的表")["A1"] = LIST

    book, _ = again(change)
    assert "县里的表" in book.sheetnames

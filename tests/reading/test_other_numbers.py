"""Scores beside the form's own column are told where they say something else, and nothing else is."""

from __future__ import annotations

import time
from collections.abc import Mapping
from decimal import Decimal

import pytest
from openpyxl.workbook import Workbook

from returned import CATALOG, FIRST_ROW, SCORES, Told, by_openpyxl, file, form, good, read, told, typed
from scoresheet.checking.running import run
from scoresheet.formats.workbooks import read_workbook
from scoresheet.grid import Grid, Kind, RawCell
from scoresheet.language import Locale
from scoresheet.parts.cells import Content
from scoresheet.reading.returned_form import read as read_grid
from scoresheet.reading.tables import MOST_TOLD
from scoresheet.submission import Fault, FaultKind, Source

ITEMS = form().items
LAST_ROW = FIRST_ROW + len(ITEMS) - 1
POINTS = [entry.item.points for entry in ITEMS]
ALL_TWICE = [("S104", f"D{row} Q{row}", str(row - FIRST_ROW + 1)) for row in range(FIRST_ROW, LAST_ROW + 1)]


def column(title: str | None, numbers: list[Decimal]) -> dict[str, Content]:
    """Give a column right of all others."""
    cells: dict[str, Content] = {f"Q{row}": number for row, number in enumerate(numbers, start=FIRST_ROW)}
    return cells if title is None else {"Q4": title, **cells}


HARMLESS: list[tuple[str, Mapping[str, Content]]] = [
    ("the same scores again", column("复核得分", POINTS)),
    ("a count of the rows", column("序号", [Decimal(one) for one in range(1, len(ITEMS) + 1)])),
    ("a few numbers under a title of their own", column("次数", [Decimal(7)] * 5)),
    ("the score of last year for a few", column("上年得分", [Decimal("0.5")] * 5)),
    ("words under a title of a score", {"Q4": "复核得分", "Q5": "同意"}),
    ("a number in a note", {"Q4": "责任科室", "Q6": Decimal(3)}),
    ("a note that corrects nothing", {"B43": "以上得分应为本单位自查得分，联系电话已更正。"}),
    ("a hint in general", {"B43": "自查得分应为数字。"}),
]


@pytest.mark.parametrize("cells", [case[1] for case in HARMLESS], ids=[case[0] for case in HARMLESS])
def test_what_says_nothing_else_is_left_alone(cells: Mapping[str, Content]) -> None:
    """What a county notes beside the table is its own affair."""
    assert told(typed(cells)) == []


@pytest.mark.parametrize(
    "title", ["更正后自查得分", "自查得分（更正）", "自查得分2", "最终得分", "实得分", "自评分", "复核 得分"]
)
def test_a_second_column_of_scores_must_not_differ(title: str) -> None:
    """Which of two columns counts is never guessed, whatever the second is called."""
    assert told(typed(column(title, [Decimal("0.25")] * len(ITEMS)))) == ALL_TWICE
    assert told(typed(column(title, [Decimal("0.25")]))) == ALL_TWICE[:1]


@pytest.mark.parametrize("title", ["次数", "上年得分", None])
def test_another_column_of_numbers_is_asked_about(title: str | None) -> None:
    """Numbers beside most items may be scores that the county means; their range is named once."""
    assert told(typed(column(title, [Decimal("0.25")] * len(ITEMS)))) == [("S111", f"Q5 Q{LAST_ROW}", None)]


def test_a_column_put_in_beside_the_scores() -> None:
    """The form remembers where its columns stood; a column between them was put in."""

    def change(book: Workbook) -> None:
        sheet = book[SCORES]
        sheet.insert_cols(5)
        sheet["E4"], sheet["E5"] = "最终得分", 1

    assert [one for one in told(by_openpyxl(change)) if one[0] != "V102"] == [("S104", "D5 E5", "1")]


def second_sheet(score: Decimal | None, items: int, title: str = "得分") -> list[Told]:
    """Give what is told of a return with a table of one's own on a sheet of its own."""

    def change(book: Workbook) -> None:
        sheet = book.create_sheet("更正后")
        sheet.append(["项目", title])
        for entry in ITEMS[:items]:
            sheet.append([entry.text, entry.item.points if score is None else score])

    return told(by_openpyxl(change))


def test_a_table_of_one_s_own_must_not_say_something_else() -> None:
    """Equal scores on another sheet are no fault, others are."""
    assert second_sheet(None, len(ITEMS)) == []
    assert second_sheet(Decimal(7), 3, title="次数") == []
    assert second_sheet(Decimal("0.25"), 2) == [("S104", "D5", "1"), ("S104", "D6", "2")]


def test_a_correction_in_words_is_told() -> None:
    """Below the table or beside it, with an item or with a score."""
    assert told(typed({"B43": "更正：第1项自查得分应为1分"})) == [("S113", "B43", None)]
    assert told(typed({"R7": "得分改为2分"})) == [("S113", "R7", None)]


def test_no_score_is_taken_where_two_stand() -> None:
    """The item has no answer until one of them is gone."""
    made = read(typed(column("最终得分", [Decimal("0.25")])))

    assert [answer.id for answer in made.answers if not answer.found] == ["1"]
    assert "最终得分" in run(made)[0].message(Locale.ZH)
    assert all(answer.found for answer in read(good()).answers)


def pasted(count: int, columns: Mapping[int, str]) -> Grid:
    """Give the workbook of a return with so many rows below its table; a text is made different in each."""
    found = file(good())
    grid = read_workbook(found.data, found.type, ())
    sheet = next(one for one in grid.sheets if one.name == SCORES)
    for row in range(60, 60 + count):
        for number, words in columns.items():
            kind = Kind.NUMBER if words.isdecimal() else Kind.TEXT
            sheet.cells[row, number] = RawCell(kind, words.replace("#", str(row)))
    return grid


def faults(grid: Grid) -> tuple[Fault, ...]:
    """Give the faults of a workbook."""
    return read_grid(CATALOG, Source("a.xlsx", "a", "xlsx"), grid).faults


def test_texts_by_the_ten_thousand_are_not_compared_one_by_one() -> None:
    """What was pasted below the table costs no more than to be looked at once."""
    grid = pasted(100_000, {2: "某地某年某项工作的第#条记录，与考核无关"})
    started = time.process_time()

    assert faults(grid) == ()
    assert time.process_time() - started < 10


def test_rows_with_scores_by_the_ten_thousand_are_counted() -> None:
    """The first are told each, the others with their number."""
    told_of = faults(pasted(10_000, {2: "某地某年某项工作的第#条记录", 4: "1"}))

    assert {fault.kind for fault in told_of} == {FaultKind.FOREIGN_ROW}
    assert "9980行" in told_of[-1].detail.zh


def test_very_many_rows_of_one_item_are_counted() -> None:
    """Nobody reads a thousand addresses: the first are named with the number of all."""
    (fault,) = faults(pasted(3_000, {2: ITEMS[0].text, 4: "1"}))

    assert (fault.kind, fault.item, len(fault.cells)) == (FaultKind.DUPLICATE_ROW, "1", MOST_TOLD)
    assert "3001行" in fault.detail.zh

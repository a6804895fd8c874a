"""A form's tables are found by their titles, wherever a county has moved them."""

from __future__ import annotations

from scoresheet.grid import Grid, Kind, RawCell, Sheet
from scoresheet.reading.tables import (
    MOST_TOLD,
    cell_at,
    elsewhere,
    find_table,
    find_tables,
    foreign_rows,
    missing_columns,
    two_columns,
    written,
)
from scoresheet.submission import Cell, Fault, FaultKind
from scoresheet.titles import HIDDEN, SCORES, SCORES_COLUMNS, Column

TITLES = ("类别", "考核内容", "分值", "自查得分", "完成情况", "未完成情况说明", "编号")


def sheet(name: str, *rows: tuple[str | None, ...], visibility: str = "visible") -> Sheet:
    """Give a sheet; digits become numbers."""
    made = Sheet(name, visibility)
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            if value is not None:
                kind = Kind.NUMBER if value.isascii() and value.isdecimal() else Kind.TEXT
                made.cells[row, column] = RawCell(kind, value)
    return made


def names(*sheets: Sheet) -> list[str]:
    """Give the names of the sheets on which the table of items is found, the best first."""
    return [one.sheet.name for one in find_tables(Grid(list(sheets)), SCORES, SCORES_COLUMNS, Column.SCORE)]


def test_what_is_no_table_is_none() -> None:
    """Prose, two titles, titles below one another and the hidden sheet are no table."""
    assert names(sheet("a", ("分值", "自查得分"))) == []
    assert names(sheet("a", ("分值",), ("自查得分",), ("完成情况",))) == []
    assert names(sheet("a", ("请在“自查得分”栏填写，再填完成情况", "分值见表", "编号不要改"))) == []
    assert names(sheet(HIDDEN, TITLES)) == []
    assert find_table(Grid(), SCORES, SCORES_COLUMNS, Column.SCORE) is None


def test_titles_may_stand_anywhere_and_in_either_language() -> None:
    """Blank rows above, columns to the left, other spacing and letters change nothing."""
    table = find_table(
        Grid([sheet("Sheet1", (), (), (None, "Points", " score ", "完成 情况", "ＩＤ"))]),
        SCORES,
        SCORES_COLUMNS,
        Column.SCORE,
    )

    assert table is not None
    assert table.header == 3
    assert table.columns == {Column.POINTS: 2, Column.SCORE: 3, Column.DONE: 4, Column.ID: 5}


def test_the_sheet_that_people_see_comes_first() -> None:
    """With the asked column before without, visible before hidden, the form's own name before another."""
    hidden = sheet("自查评分表", TITLES, visibility="hidden")
    copy = sheet("自查评分表 (2)", TITLES)
    own = sheet("自查评分表", TITLES)
    without = sheet("自查评分表", tuple(title for title in TITLES if title != "自查得分"))

    assert names(copy, own) == ["自查评分表", "自查评分表 (2)"]
    assert names(hidden, copy) == ["自查评分表 (2)", "自查评分表"]
    assert names(without, copy) == ["自查评分表 (2)", "自查评分表"]


def test_a_formula_or_a_long_text_is_no_title() -> None:
    """A header is typed: ="自查得分" and a sentence that begins like a title are none."""
    made = sheet("a", TITLES)
    made.cells[1, 4] = RawCell(Kind.TEXT, "自查得分", formula='"自查得分"')
    table = find_table(Grid([made]), SCORES, SCORES_COLUMNS, Column.SCORE)

    assert table is not None
    assert [
        (one.kind, one.cells[0].address) for one in missing_columns(table, (Column.SCORE, Column.TEXT))
    ] == [(FaultKind.MISSING_COLUMN, "A1")]


def test_cells_of_a_table() -> None:
    """A field is text or number as asked; outside the table's columns there is nothing."""
    table = find_table(
        Grid([sheet("a", TITLES, (None, "按期换届。", "2", "２"))]), SCORES, SCORES_COLUMNS, Column.SCORE
    )

    assert table is not None
    assert list(table.rows()) == [2]
    assert table.number(2, Column.SCORE).number == 2
    assert table.cell(2, Column.SCORE).number is None
    assert table.text(2, Column.TEXT) == "按期换届。"
    assert table.cell(2, Column.DONE).address == "E2"
    assert (table.number(2, Column.EVENT).address, table.text(2, Column.EVENT)) == ("", "")


def faults_of_second_column(value: str | None) -> list[Fault]:
    """Give the faults of a row that holds 3 and, in a second column of scores, this."""
    made = sheet("a", (*TITLES, "自查得分"), (None, "按期换届。", "2", "3", None, None, None, value))
    table = find_table(Grid([made]), SCORES, SCORES_COLUMNS, Column.SCORE)
    assert table is not None
    return list(two_columns(table, 2, Column.SCORE, "28"))


def test_a_second_column_of_the_same_title_must_not_say_something_else() -> None:
    """The first column is the form's; a blank or equal second one is no fault."""
    assert faults_of_second_column(None) == []
    assert faults_of_second_column("3") == []
    assert faults_of_second_column("３分") == []
    (fault,) = faults_of_second_column("2")
    assert [cell.address for cell in fault.cells] == ["D2", "H2"]


def test_what_two_cells_say_is_compared_without_their_looks() -> None:
    """Digits however written are the same; a formula without result is not a blank."""
    made = Sheet("a")
    for column, raw in enumerate(
        [
            RawCell(Kind.NUMBER, "3.0"),
            RawCell(Kind.TEXT, " ３分"),
            RawCell(Kind.TEXT, "三"),
            RawCell(Kind.NUMBER, None, "1+2"),
        ],
        start=1,
    ):
        made.cells[1, column] = raw

    said = [written(cell_at(made, 1, column, number=True)) for column in range(1, 6)]
    assert said == ["3", "3", "三", "=1+2", ""]


def test_very_many_foreign_rows_are_told_together() -> None:
    """Nobody reads ten thousand lines; the first ones are told each, the others counted."""

    def cells(row: int) -> tuple[Cell, ...]:
        return (cell_at(Sheet("a"), row, 1, number=False),)

    rows = range(1, 10_001)
    assert list(foreign_rows([], cells)) == []
    assert len(list(foreign_rows(rows[:MOST_TOLD], cells))) == MOST_TOLD
    *_, last = foreign_rows(rows, cells)
    assert "9980行" in last.detail.zh
    assert last.cells[0].address == f"A{MOST_TOLD + 1}"


def test_a_copy_is_named_in_words() -> None:
    """The sentence says on which sheet the other entries stand."""
    (table,) = find_tables(Grid([sheet("副本", TITLES)]), SCORES, SCORES_COLUMNS, Column.SCORE)

    assert "副本" in elsewhere(table).zh


def columns(*titles: str) -> dict[Column, int]:
    """Give the columns that are found under these titles."""
    table = find_table(Grid([sheet("a", titles)]), SCORES, SCORES_COLUMNS, Column.SCORE)
    return table.columns if table else {}


def test_a_title_with_a_word_more_is_known() -> None:
    """Brackets after a title and words around it change nothing, if one column alone may be meant."""
    found = columns(
        "考核内容（指标）", "分值（满分）", "自查得分", "完成情况", "未完成情况说明（原因）", "编号"
    )

    assert (found[Column.TEXT], found[Column.POINTS], found[Column.REASON]) == (1, 2, 5)


def test_a_title_that_may_mean_two_columns_means_none() -> None:
    """The exact title counts before others; two that are like it are both left alone."""
    others = ("考核内容", "分值", "完成情况", "编号")

    assert columns(*others, "自查得分（原）", "自查得分（更正）").get(Column.SCORE) is None
    assert columns(*others, "自查得分", "自查得分（更正）")[Column.SCORE] == 5
    assert columns("考核内容", "自查得分", "完成情况", "分值合计").get(Column.POINTS) is None
    assert columns("考核内容", "自查得分", "分值", "完成情况及得分", "完成情况")[Column.DONE] == 5


def test_a_missing_column_is_told_where_another_title_stands() -> None:
    """The cell between its neighbours is named with what it says, else the first of the header."""
    grid = Grid([sheet("a", ("类别", "考核内容", "分值", "自查得分", "完成情况", "备注", "编号"))])
    table = find_table(grid, SCORES, SCORES_COLUMNS, Column.SCORE)

    assert table is not None
    needed = (Column.TEXT, Column.POINTS, Column.SCORE, Column.DONE, Column.REASON)
    (fault,) = missing_columns(table, needed)
    assert [(one.address, one.text) for one in fault.cells] == [("F1", "备注")]


def test_a_field_says_a_word_only_where_it_was_typed() -> None:
    """Blanks around it don't matter; a formula, a missing cell and a missing column say nothing."""
    made = sheet("a", TITLES, ("A", " 活动\u3000", "3"))
    made.cells[2, 4] = RawCell(Kind.TEXT, "活动", formula='"活动"')
    table = find_table(Grid([made]), SCORES, SCORES_COLUMNS, Column.SCORE)

    assert table is not None
    assert table.says(2, Column.TEXT, ("活动",))
    assert not table.says(2, Column.TEXT, ("活",))
    assert not table.says(2, Column.SCORE, ("活动",))
    assert not table.says(2, Column.DONE, ("",))
    assert not table.says(2, Column.SELF_CHECK, ("",))

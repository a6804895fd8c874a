"""A marked return remembers what it answers and which marks are ours, on a sheet that any program may have saved."""

from __future__ import annotations

from returned import form, good
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Grid, Kind, RawCell, Sheet
from scoresheet.marking.mark_memory import Marks, contents, marks, remembers
from scoresheet.titles import HIDDEN

FILL = '<fill><patternFill patternType="none"/></fill>'
MADE = Marks(
    "需更正事项",
    {"自查评分表": "Q"},
    {("自查评分表", "D6"): FILL},
    {("自查评分表", "D6"): "【校验意见】\n须更正"},
)


def hidden(rows: list[list[str]]) -> Grid:
    """Give a workbook with a hidden sheet of these rows."""
    sheet = Sheet(HIDDEN, "veryHidden")
    for row, words in enumerate(rows, start=1):
        for column, word in enumerate(words, start=1):
            sheet.cells[row, column] = RawCell(Kind.TEXT, word)
    return Grid([sheet])


def test_form_that_was_never_marked_has_no_marks() -> None:
    """A form as it was issued bears no marks, nor does a workbook without the sheet."""
    grid = read_xlsx(good())
    assert marks(grid) == Marks()
    assert remembers(grid)
    assert not remembers(Grid())
    assert marks(Grid()) == Marks()


def test_revision_goes_up_and_the_answered_file_is_named() -> None:
    """Only the two keys change; all else on the sheet stays."""
    written = contents(read_xlsx(good()), form(), "a" * 64, Marks())
    told = {cell: value for cell, value in written.cells.items() if value not in {"mark", "sheet", ""}}
    assert told == {"A8": "revision", "B8": "2", "A9": "answers_to", "B9": "a" * 64}


def test_marks_are_read_back() -> None:
    """What is remembered is what was marked; the list is known only where it is still there."""
    written = contents(read_xlsx(good()), form(), "a" * 64, MADE)
    rows = [[""] * 5 for _ in range(120)]
    for cell, value in written.cells.items():
        rows[int(cell[1:]) - 1][ord(cell[0]) - 65] = str(value or "")
    found = marks(hidden(rows))
    assert (found.columns, found.fills, found.notes) == (MADE.columns, MADE.fills, MADE.notes)
    assert found.sheet == ""


def test_marks_of_an_earlier_round_are_taken_out() -> None:
    """Rows of marks are used again, and emptied where there are fewer now."""
    grid = hidden([["revision", "7"], ["mark", "fill", "表", "D6", "x"], ["mark", "fill", "表", "D7", "x"]])
    written = contents(grid, form(), "b" * 64, Marks("需更正事项"))
    assert written.cells["B1"] == "8"
    assert written.cells["B2"] == "sheet"
    assert [written.cells[cell] for cell in ("A3", "B3", "E3")] == [None, None, None]


def test_lost_sheet_is_written_anew() -> None:
    """It says whose form it is and what it answers, not what was printed: nobody knows that any more."""
    written = contents(Grid(), form(), "c" * 64, Marks())
    values = list(written.cells.values())
    assert values[:12] == [
        "format", "scoresheet-form/1", "catalog", "gy-youth-2014", "round", "2014-11", "unit", "510824",
        "revision", "2", "answers_to", "c" * 64,
    ]  # fmt: skip


def test_hostile_memory_is_not_believed() -> None:
    """Places that are none are passed over, and a revision that is no number starts again."""
    grid = hidden([
        ["revision", "9" * 40],
        ["mark", "column", "表", "'--"],
        ["mark", "fill", "表", "D0", "x"],
        ["mark", "note", "表", "=A1", "x"],
    ])  # fmt: skip
    assert marks(grid) == Marks()
    assert contents(grid, form(), "", Marks()).cells["B1"] == "2"

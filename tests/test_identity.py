"""Whose form a workbook is: any one of its four marks is enough, and no two may disagree."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import openpyxl
import pytest

from returned import (
    CATALOG,
    ISSUED,
    OTHER_UNIT,
    REGISTER,
    SCORES,
    UNIT,
    blank,
    by_openpyxl,
    form,
    good,
    read,
    rezipped,
    told,
    without_properties,
)
from scoresheet.catalog.model import Catalog
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Grid, Kind, RawCell
from scoresheet.identity import Identity, identify, memory
from scoresheet.scoring import score
from scoresheet.submission import FaultKind
from scoresheet.tables import find_table
from scoresheet.titles import HIDDEN, SCORES_COLUMNS, Column
from scoresheet.titles import SCORES as SCORES_TITLE

NAME, CODE = (2, 1), (3, 5)
"""The cells of the unit's name and of the form code."""
ID_COLUMN = 7


def grid() -> Grid:
    """Give the correct return of 苍溪县."""
    return read_xlsx(good())


def identity(made: Grid, catalog: Catalog = CATALOG) -> Identity:
    """Tell whose form a grid is."""
    return identify(catalog, made, find_table(made, SCORES_TITLE, SCORES_COLUMNS, Column.SCORE))


def unit_id(made: Grid) -> str | None:
    """Give the id of the unit that a grid is from."""
    found = identity(made)
    return found.unit.id if found.unit and not found.faults else None


def put(made: Grid, place: tuple[int, int], text: str | None, sheet: str = SCORES) -> None:
    """Type something into a cell."""
    cells = next(one for one in made.sheets if one.name == sheet).cells
    cells.pop(place, None)
    if text is not None:
        cells[place] = RawCell(Kind.TEXT, text)


def _hidden_sheet(made: Grid, word: str, other: str | None) -> None:
    if other is None:
        made.sheets = [sheet for sheet in made.sheets if sheet.name != HIDDEN]
        return
    for row in range(1, 10):
        sheet = next(sheet for sheet in made.sheets if sheet.name == HIDDEN)
        if sheet.text(row, 2) == word:
            put(made, (row, 2), other, HIDDEN)


def _properties(made: Grid, word: str, other: str | None) -> None:
    if other is None:
        made.properties = {}
    else:
        made.properties = {key: other if said == word else said for key, said in made.properties.items()}


def _code(made: Grid, word: str, other: str | None) -> None:
    said = made.sheets[0].text(*CODE)
    put(made, CODE, None if other is None else said.replace(word, other))


def _row_ids(made: Grid, word: str, other: str | None) -> None:
    sheet = made.sheets[0]
    for row, column in list(sheet.cells):
        if column == ID_COLUMN and "/" in sheet.text(row, column):
            put(made, (row, column), None if other is None else sheet.text(row, column).replace(word, other))


Mark = Callable[[Grid, str, str | None], None]
MARKS: dict[str, Mark] = {
    "hidden sheet": _hidden_sheet,
    "properties": _properties,
    "form code": _code,
    "row ids": _row_ids,
}


@pytest.mark.parametrize("kept", list(MARKS))
def test_any_one_mark_is_enough(kept: str) -> None:
    """With the three others and the unit's name gone, one mark still tells the unit."""
    made = grid()
    put(made, NAME, None)
    for name, mark in MARKS.items():
        if name != kept:
            mark(made, "", None)

    assert unit_id(made) == UNIT


def test_each_mark_can_really_be_taken_away() -> None:
    """Without any mark and name the form is nobody's."""
    made = grid()
    put(made, NAME, None)
    for mark in MARKS.values():
        mark(made, "", None)

    assert [fault.kind for fault in identity(made).faults] == [FaultKind.UNKNOWN_UNIT]


@pytest.mark.parametrize(("kept", "changed"), list(permutations(MARKS, 2)))
@pytest.mark.parametrize(
    ("word", "other"), [(UNIT, OTHER_UNIT), ("2014-11", "2014-06"), ("gy-youth-2014", "gy-party-2014")]
)
def test_no_two_marks_may_disagree(kept: str, changed: str, word: str, other: str) -> None:
    """Each pair of marks that name two units, rounds or catalogs is a contradiction that names both."""
    made = grid()
    for name, mark in MARKS.items():
        if name not in {kept, changed}:
            mark(made, "", None)
    MARKS[changed](made, word, other)

    found = identity(made)

    assert found.unit is None
    assert [fault.kind for fault in found.faults] == [FaultKind.CONTRADICTORY_IDENTITY]
    words = {UNIT: "苍溪县", OTHER_UNIT: "旺苍县"}
    assert words.get(word, word) in found.faults[0].detail.zh
    assert words.get(other, other) in found.faults[0].detail.zh


@pytest.mark.parametrize("name", list(MARKS))
def test_the_name_on_the_sheet_may_not_disagree_either(name: str) -> None:
    """The marks of one unit under the name of another are a contradiction, whichever mark is left."""
    made = grid()
    for other, mark in MARKS.items():
        if other != name:
            mark(made, "", None)
    put(made, NAME, "填报单位：旺苍县团委")

    assert [fault.kind for fault in identity(made).faults] == [FaultKind.CONTRADICTORY_IDENTITY]


def test_a_mark_that_lost_a_part_contradicts_nothing() -> None:
    """A blank is no statement: the other marks decide."""
    made = grid()
    made.properties["scoresheet_unit"] = ""
    _hidden_sheet(made, "2014-11", "")
    assert unit_id(made) == UNIT

    for name in ("form code", "row ids"):
        MARKS[name](made, "", None)
    _hidden_sheet(made, UNIT, "")
    assert unit_id(made) == UNIT, "the name on the sheet still tells it"


def test_some_rows_of_another_unit_do_not_make_the_form_that_unit_s() -> None:
    """The ids of most rows are the mark; the others are told as rows that belong to no item."""
    made = grid()
    for mark in (_hidden_sheet, _properties, _code):
        mark(made, "", None)
    for row in range(5, 16):
        put(made, (row, ID_COLUMN), f"gy-youth-2014/2014-11/{OTHER_UNIT}/{row - 4}")

    assert unit_id(made) == UNIT


@pytest.mark.parametrize(
    "name",
    [
        "填报单位：苍溪县团委",
        "填报单位:苍溪县",
        "填报单位 苍溪团县委",
        "填报单位：共青团苍溪县委（盖章）",
        "填 报 单 位：  苍 溪 县 团 委",
    ],
)
def test_without_marks_the_name_tells_the_unit(name: str) -> None:
    """The name as it is signed, the unit's own name and its aliases are known."""
    made = grid()
    for mark in MARKS.values():
        mark(made, "", None)
    put(made, NAME, name)

    assert unit_id(made) == UNIT


def test_the_name_may_stand_in_the_next_cell() -> None:
    """A label alone in its cell belongs to the name beside it."""
    made = grid()
    for mark in MARKS.values():
        mark(made, "", None)
    put(made, NAME, "填报单位：")
    put(made, (2, 2), "苍溪县团委")

    assert unit_id(made) == UNIT


def test_a_name_that_is_not_on_the_list_is_quoted() -> None:
    """Nothing is guessed from a name that is merely alike; the sentence says what stands there."""
    made = grid()
    for mark in MARKS.values():
        mark(made, "", None)
    put(made, NAME, "填报单位：苍城县团委")

    (fault,) = identity(made).faults
    assert (fault.kind, fault.detail.zh) == (FaultKind.UNKNOWN_UNIT, "苍城县团委")


def test_two_names_are_a_contradiction() -> None:
    """Without marks, a workbook with the sheets of two units is nobody's."""
    made = grid()
    for mark in MARKS.values():
        mark(made, "", None)
    put(made, (1, 1), "填报单位：旺苍县团委", REGISTER)

    assert [fault.kind for fault in identity(made).faults] == [FaultKind.CONTRADICTORY_IDENTITY]


def test_a_sheet_of_another_unit_s_form_is_a_contradiction() -> None:
    """A neighbour's sheet copied in as a pattern carries the neighbour's form code."""
    made = grid()
    other = read_xlsx(blank(OTHER_UNIT)).sheets[0]
    other.name = "参考"
    made.sheets.append(other)

    assert [fault.kind for fault in identity(made).faults] == [FaultKind.CONTRADICTORY_IDENTITY]


def test_ids_may_be_of_any_form() -> None:
    """A catalog may use full-width letters in its ids: they are compared like all texts."""
    catalog = replace(CATALOG, id="ｇｙ－２０１４")
    made = grid()
    for mark in MARKS.values():
        mark(made, "gy-youth-2014", "ｇｙ－２０１４")

    found = identity(made, catalog)
    assert found.unit is not None
    assert (found.unit.id, found.faults) == (UNIT, ())


def test_a_form_of_another_round_still_tells_whose_it_is() -> None:
    """So that the unit can be told to fill in this round's form."""
    found = identity(grid(), replace(CATALOG, round=replace(CATALOG.round, id="2014-12")))

    assert found.unit is not None
    assert (found.unit.id, [fault.kind for fault in found.faults]) == (UNIT, [FaultKind.OTHER_ROUND])


def test_a_workbook_of_one_s_own_is_none_of_ours() -> None:
    """No table and no mark: not a form that was issued."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "姓名", "得分"
    saved = io.BytesIO()
    book.save(saved)

    assert told(saved.getvalue()) == [("F108", "", None)]


def test_memory_is_what_was_printed() -> None:
    """The hidden sheet gives digest, revision and every item as issued; without it there is no memory."""
    issued = memory(grid())

    assert issued is not None
    assert (issued.digest, issued.revision, issued.answers_to) == (form().digest, "1", "")
    assert {item: one.text for item, one in issued.items.items()} == {
        entry.item.id: entry.text for entry in form().items
    }
    assert issued.items["2"].measures == {"volunteers": "at_least:19"}
    made = grid()
    _hidden_sheet(made, "", None)
    assert memory(made) is None


def test_the_time_of_issue_is_not_read_as_anything_else() -> None:
    """A form issued at another time is the same form."""
    assert ISSUED.year == 2014
    assert told(good()) == []


def copied_values(columns: int) -> bytes:
    """Give the values of the sheet of scores, pasted into a new workbook."""
    source = openpyxl.load_workbook(io.BytesIO(good()))[SCORES]
    book = openpyxl.Workbook()
    for row in source.iter_rows(max_col=columns):
        for cell in row:
            if cell.value is not None and not str(cell.value).startswith("="):
                book.active.cell(cell.row, cell.column).value = cell.value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(("columns", "what"), [(7, "with the ids"), (6, "without the ids")])
def test_a_sheet_pasted_into_a_new_workbook_is_recognised(columns: int, what: str) -> None:
    """By its ids, or by the name, the titles and the texts; what is missing beside it is told."""
    data = copied_values(columns)
    made = read(data)

    assert made.unit_id == UNIT, what
    assert score(made) == score(read(good()))
    assert [one[0] for one in told(data)] == ["S101", "S101"]


def test_a_real_file_without_hidden_sheet_and_properties_is_recognised() -> None:
    """What another program leaves out of the package is not missed."""
    data = without_properties(by_openpyxl(lambda book: book.__delitem__(HIDDEN)))

    assert read_xlsx(data).properties == {}
    assert read(data).unit_id == UNIT
    assert told(data) == []


def test_properties_in_another_order_say_the_same() -> None:
    """LibreOffice sorts the properties by name."""

    def reverse(name: str, part: bytes) -> bytes:
        if name != "docProps/custom.xml":
            return part
        head, *pieces = part.split(b"<property ")
        last, _, end = pieces[-1].partition(b"</property>")
        pieces[-1] = last + b"</property>"
        return head + b"".join(b"<property " + piece for piece in reversed(pieces)) + end

    assert read_xlsx(rezipped(good(), reverse)).properties == grid().properties
    assert told(rezipped(good(), reverse)) == []

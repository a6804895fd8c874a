"""Whose form a workbook is: any one of its four marks is enough, and no two may disagree."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from typing import Any

import openpyxl
import pytest

from returned import (
    ACHIEVED,
    CATALOG,
    ISSUED,
    OTHER_UNIT,
    REGISTER,
    SCORES,
    TOTAL_ROW,
    UNIT,
    blank,
    by_openpyxl,
    form,
    good,
    issued_from,
    read,
    rezipped,
    told,
    typed,
    without_properties,
)
from scoresheet.catalog.model import Catalog, Unit
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Grid, Kind, RawCell
from scoresheet.reading.identity import Identity, identify, memory
from scoresheet.reading.tables import find_table
from scoresheet.scoring import score
from scoresheet.submission import FaultKind, Mark
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
    changed = next(one for one in made.sheets if one.name == sheet)
    changed.derived.clear()
    changed.cells.pop(place, None)
    if text is not None:
        changed.cells[place] = RawCell(Kind.TEXT, text)


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


Marking = Callable[[Grid, str, str | None], None]
MARKS: dict[str, Marking] = {
    "hidden sheet": _hidden_sheet,
    "properties": _properties,
    "form code": _code,
    "row ids": _row_ids,
}


MARK_OF = {UNIT: Mark.UNIT, "2014-11": Mark.ROUND, "gy-youth-2014": Mark.CATALOG}
CELLS = {"form code": "E3", "row ids": "G5"}
"""Where the sender sees a mark; the others are hidden."""


def reworded_ids(made: Grid, sheet: str, word: str, other: str | None) -> None:
    """Replace a word in every id of a sheet's rows, or take the ids away."""
    cells = next(one for one in made.sheets if one.name == sheet).cells
    for row, column in list(cells):
        said = cells[row, column].text or ""
        if column == 1 and word in said and "/" in said:
            put(made, (row, column), None if other is None else said.replace(word, other), sheet)


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

    # Where only the round or the catalog is in doubt, it is still known whom to tell.
    assert (found.unit is None) == (word == UNIT)
    assert [fault.kind for fault in found.faults] == [FaultKind.CONTRADICTORY_IDENTITY]
    assert found.faults[0].mark is MARK_OF[word]
    seen = [CELLS[name] for name in ("form code", "row ids") if name in {kept, changed}]
    assert [cell.address for cell in found.faults[0].cells] == seen
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


def other_name(made: Grid, name: str | None) -> Identity:
    """Tell whose form a grid is with this in place of the unit's name."""
    put(made, NAME, name)
    return identity(made)


LEFT_ALONE = [
    None,
    "填报单位：",
    "填报单位：____________",
    "填报单位（盖章）：",
    "填报单位：（盖章）",
    "填报单位：      时间：2014年11月27日",
    "填报单位：苍溪县团委（盖章）",
    "填报单位（公章）：苍溪县团委",
    "填报单位：苍溪县团委办公室    时间：2014年11月27日",
    "填报单位：广元市苍溪县团委",
    "填报单位：共青团四川省苍溪县委员会",
    "填报单位：中共苍溪团委",
    "填报单位：苍溪经济技术开发区团委",
    "填报单位负责人：成都市团委张三",
    "填报单位应于11月28日前报送利州区东坝办公地点。",
]


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_an_own_name_with_more_words_and_a_blank_are_left_alone(name: str | None) -> None:
    """A stamp's place, a date, a longer form of the name: it is still the unit's own, or nothing is said."""
    found = other_name(grid(), name)

    assert found.unit is not None
    assert (found.unit.id, found.faults, found.remarks) == (UNIT, (), ())


@pytest.mark.parametrize("beside", ["", "时间：2014年11月27日", "2014年11月27日", "苍溪县团委"])
def test_what_stands_beside_a_blank_label_is_no_other_name(beside: str) -> None:
    """The date in the next cell is not taken for the name of a unit."""
    made = grid()
    put(made, (2, 2), beside)

    found = other_name(made, "填报单位：")
    assert (found.faults, found.remarks) == ((), ())


@pytest.mark.parametrize(
    "name",
    [
        "填报单位：旺苍县团委",
        "填报单位：旺苍县",
        "填报单位：旺苍",
        "填报单位：中国共产主义青年团旺苍县委员会办公室",
        "填报单位（盖章）：旺苍县团委",
        "填报单位：苍溪县团委（旺苍县代填）",
        "填报单位：苍溪县、旺苍县",
    ],
)
def test_another_unit_s_name_is_a_contradiction_wherever_it_stands(name: str) -> None:
    """Alone, within longer words or beside the own name: nobody can tell whose scores these are."""
    found = other_name(grid(), name)

    assert found.unit is None
    (fault,) = found.faults
    assert (fault.kind, fault.mark) == (FaultKind.CONTRADICTORY_IDENTITY, Mark.UNIT)
    assert [cell.address for cell in fault.cells] == ["E3", "A2"]


@pytest.mark.parametrize(
    "name", ["填报单位：成都市团委", "填报单位：苍城县团委", "填报单位（盖章）：成都市团委"]
)
def test_a_name_of_no_unit_is_remarked_and_the_form_read(name: str) -> None:
    """Over marks that agree a strange name is no contradiction, and still not passed over in silence."""
    found = other_name(grid(), name)

    assert found.unit is not None
    assert [(one.kind, one.cells[0].address) for one in found.remarks] == [
        (FaultKind.CHANGED_UNIT_NAME, "A2")
    ]
    assert told(typed({"A2": name})) == [("I106", "A2", None)]


def test_a_strange_name_in_the_next_cell_is_remarked_there() -> None:
    """The cell that is told is the name's, not the label's."""
    made = grid()
    put(made, (2, 2), "成都市团委")

    (remark,) = other_name(made, "填报单位：").remarks
    assert remark.cells[0].address == "B2"


def with_new_district() -> Catalog:
    """Give the catalog with a unit whose name is another's with words in brackets behind it."""
    new = Unit(
        "510899", "利州区（新区）", "利州区（新区）团委", (), "区", words={"league": "团区委", "level": "区"}
    )
    return replace(CATALOG, units=(*CATALOG.units, new))


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("510802", "填报单位：利州区团委"),
        ("510802", "填报单位：利州区（盖章）"),
        ("510802", "填报单位：共青团利州区委员会（盖章）"),
        ("510899", "填报单位：利州区（新区）"),
        ("510899", "填报单位：利州区（新区）团委（盖章）"),
        ("510899", "填报单位：共青团利州区（新区）委员会"),
    ],
)
def test_a_name_within_a_longer_one_is_not_the_other_unit(unit: str, name: str) -> None:
    """A name is looked up whole before anything is cut off at a bracket."""
    catalog = with_new_district()
    made = read_xlsx(issued_from(catalog, unit))
    put(made, NAME, name)

    found = identity(made, catalog)
    assert found.unit is not None
    assert (found.unit.id, found.faults, found.remarks) == (unit, (), ())

    other = identity(_under_the_other_unit_s_marks(made, unit), catalog)
    assert [fault.kind for fault in other.faults] == [FaultKind.CONTRADICTORY_IDENTITY]


def _under_the_other_unit_s_marks(made: Grid, unit: str) -> Grid:
    other = {"510802": "510899", "510899": "510802"}[unit]
    for mark in MARKS.values():
        mark(made, unit, other)
    return made


def test_a_pristine_form_of_every_unit_is_its_own() -> None:
    """Whatever the units are called, what was issued is recognised and nothing is remarked."""
    catalog = with_new_district()
    for unit in catalog.units:
        found = identity(read_xlsx(issued_from(catalog, unit.id)), catalog)
        assert (found.unit, found.faults, found.remarks) == (unit, (), ())


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"round": replace(CATALOG.round, id="2014-12")}, FaultKind.OTHER_ROUND),
        ({"id": "gy-party-2014"}, FaultKind.OTHER_CATALOG),
        ({"units": CATALOG.units[1:]}, FaultKind.UNKNOWN_UNIT),
    ],
)
def test_a_mark_that_the_sender_sees_is_told_with_its_cell(changes: dict[str, Any], kind: FaultKind) -> None:
    """The form code and the first id of a row."""
    (fault,) = identity(grid(), replace(CATALOG, **changes)).faults

    assert (fault.kind, [cell.address for cell in fault.cells]) == (kind, ["E3", "G5"])


def test_a_doubtful_round_under_another_unit_s_name_is_nobody_s() -> None:
    """Only where nothing names another unit is it known whom to tell."""
    made = grid()
    _properties(made, "2014-11", "2014-06")

    assert other_name(made, "填报单位：旺苍县团委").unit is None


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
    for name in (ACHIEVED, REGISTER):
        reworded_ids(made, name, "gy-youth-2014", "ｇｙ－２０１４")

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


def unmarked(name: str | None = None) -> Grid:
    """Give the sheet of scores of 苍溪县 without any mark, and with another name if one is given."""
    made = grid()
    for mark in MARKS.values():
        mark(made, "", None)
    made.sheets = made.sheets[:1]
    if name is not None:
        put(made, NAME, f"填报单位：{name}")
    return made


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        (None, UNIT),
        ("苍溪县", UNIT),
        ("苍溪县团委会", UNIT),
        ("四川省广元市苍溪县团委", UNIT),
        ("苍溪县团委（盖章）", UNIT),
        ("苍溪县团委    时间：2014年11月27日", UNIT),
        ("旺苍县", OTHER_UNIT),
        ("广元经济技木开发区团工委", "gyjkq"),
    ],
)
def test_a_unit_told_by_its_name_alone_is_remarked(name: str | None, unit: str) -> None:
    """The name is beyond doubt, and still nothing else says so, nor which round it is."""
    found = identity(unmarked(name))

    assert found.unit is not None
    assert (found.unit.id, found.faults) == (unit, ())
    assert [(one.kind, one.mark, one.cells[0].address) for one in found.remarks] == [
        (FaultKind.UNMARKED, Mark.ROUND, "A2")
    ]


@pytest.mark.parametrize("name", list(MARKS))
def test_one_mark_is_enough_to_say_nothing(name: str) -> None:
    """Only where all are gone the name has decided."""
    made = grid()
    for other, mark in MARKS.items():
        if other != name:
            mark(made, "", None)

    assert identity(made).remarks == ()


def test_a_round_that_a_mark_still_tells_is_not_in_doubt() -> None:
    """The hidden sheet may have lost the unit and kept the round."""
    made = unmarked()
    made.properties = {"scoresheet_round": "2014-11"}

    assert [(one.kind, one.mark) for one in identity(made).remarks] == [(FaultKind.UNMARKED, None)]


@pytest.mark.parametrize(
    ("name", "guesses"),
    [
        ("苍城县团委", {"苍溪县", "旺苍县"}),
        ("苍溪县、旺苍县", {"苍溪县", "旺苍县"}),
        ("苍溪县陵江镇团委", {"苍溪县"}),
        ("成都市", set()),
    ],
)
def test_below_certainty_the_form_is_nobody_s(name: str, guesses: set[str]) -> None:
    """What may have been meant is asked, never taken."""
    found = identity(unmarked(name))

    assert found.unit is None
    assert [(one.kind, one.detail.zh, set(one.guesses)) for one in found.faults] == [
        (FaultKind.UNKNOWN_UNIT, name, guesses)
    ]


@pytest.mark.parametrize("name", ["", "      时间：2014年11月27日", "（盖章）"])
def test_without_a_name_no_cell_and_no_guess_is_given(name: str) -> None:
    """A date is no name."""
    (fault,) = identity(unmarked(name)).faults

    assert (fault.kind, fault.detail.zh, fault.cells, fault.guesses) == (
        FaultKind.UNKNOWN_UNIT,
        "",
        (),
        (),
    )


def test_a_table_of_another_office_under_our_titles_is_not_ours() -> None:
    """The name of the unit and the usual titles stand on many forms; without a mark the items must be ours."""
    made = unmarked()
    for row in range(5, TOTAL_ROW):
        put(made, (row, 2), f"另一部门的考核内容第{row}条")

    assert [fault.kind for fault in identity(made).faults] == [FaultKind.NOT_OUR_FORM]
    put(made, CODE, "表单编码：gy-youth-2014/2014-11/510824")
    assert unit_id(made) == UNIT


def test_a_table_with_many_texts_changed_is_still_ours() -> None:
    """An office may reword half of them, and the county the rest."""
    made = unmarked()
    for row in range(5, 5 + 20):
        put(made, (row, 2), f"改写过的考核内容第{row}条")

    assert unit_id(made) == UNIT


def test_ids_tell_the_form_where_the_header_is_gone() -> None:
    """With title rows and header cut off the sheet is still this unit's, and told what it lacks."""
    made = grid()
    for name in ("hidden sheet", "properties"):
        MARKS[name](made, "", None)
    for row, column in list(made.sheets[0].cells):
        if row <= 4:
            del made.sheets[0].cells[row, column]

    assert unit_id(made) == UNIT


def test_paths_and_dates_are_no_ids() -> None:
    """They have slashes too."""
    book = openpyxl.Workbook()
    for row, text in enumerate(("a/b/c/d", "2014/11/27/x", "2014/11/28/x"), start=1):
        book.active.cell(row, 1).value = text
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
    book.active.cell(TOTAL_ROW, 4).value = 135
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


TITLE = (1, 2)
"""The cell of the title on the sheets of measures and deductions."""


@pytest.mark.parametrize("sheet", [ACHIEVED, REGISTER])
@pytest.mark.parametrize(
    "title",
    [
        None,
        "苍溪县{}",
        "苍溪县团委{}（2014年1—11月）",
        "{}",
        "广元市{}",
        "（参照旺苍县）苍溪县{}",
        "请参照旺苍县填写",
        "旺苍县" + "很长的一段说明" * 10 + "{}",
    ],
)
def test_a_title_that_names_no_other_unit_contradicts_nothing(sheet: str, title: str | None) -> None:
    """One's own name, none, the city's, and another's beside one's own or in other words."""
    made = grid()
    put(made, TITLE, None if title is None else title.format(sheet), sheet)

    assert (unit_id(made), identity(made).remarks) == (UNIT, ())


@pytest.mark.parametrize("sheet", [ACHIEVED, REGISTER])
@pytest.mark.parametrize("title", ["旺苍县{}", "旺苍县团委{}", "旺苍县：{}", "2014年旺苍县{}"])
@pytest.mark.parametrize("has_ids", [True, False])
def test_a_sheet_under_another_unit_s_title_is_a_contradiction(sheet: str, title: str, has_ids: bool) -> None:
    """What it says decides scores: one fault names sheet, cell and both units, with its ids or without."""
    made = grid()
    put(made, TITLE, title.format(sheet), sheet)
    if not has_ids:
        reworded_ids(made, sheet, "", None)

    (fault,) = identity(made).faults
    assert (fault.kind, fault.mark) == (FaultKind.CONTRADICTORY_IDENTITY, Mark.UNIT)
    assert [(cell.sheet, cell.address) for cell in fault.cells] == [(sheet, "B1")]
    assert fault.detail.zh == f"其他标识为“苍溪县”，“{sheet}”的标题为“旺苍县”"


def test_the_title_of_the_sheet_of_scores_is_held_against_the_marks_too() -> None:
    """It prints no unit; one that was typed there must be one's own."""
    own, other = grid(), grid()
    put(own, (1, 1), "苍溪县自查评分表")
    put(other, (1, 1), "旺苍县自查评分表")

    assert unit_id(own) == UNIT
    assert [fault.kind for fault in identity(other).faults] == [FaultKind.CONTRADICTORY_IDENTITY]


@pytest.mark.parametrize(
    ("word", "other", "mark"),
    [
        (UNIT, OTHER_UNIT, Mark.UNIT),
        ("2014-11", "2014-06", Mark.ROUND),
        ("gy-youth-2014", "gy-party-2014", Mark.CATALOG),
    ],
)
def test_a_sheet_with_the_ids_of_another_form_is_a_contradiction(word: str, other: str, mark: Mark) -> None:
    """A neighbour's register, or last year's, pasted over one's own."""
    made = grid()
    reworded_ids(made, REGISTER, word, other)

    (fault,) = identity(made).faults
    assert (fault.kind, fault.mark, fault.cells[0].address) == (
        FaultKind.CONTRADICTORY_IDENTITY,
        mark,
        "A4",
    )


def test_some_rows_of_another_form_do_not_make_the_sheet_that_form_s() -> None:
    """They are told as rows; the sheet is the unit's own."""
    made = grid()
    for row in (4, 5):
        own = next(one for one in made.sheets if one.name == ACHIEVED).text(row, 1)
        put(made, (row, 1), own.replace(UNIT, OTHER_UNIT), ACHIEVED)

    assert (unit_id(made), identity(made).remarks) == (UNIT, ())


def test_a_sheet_that_lost_all_its_ids_is_remarked() -> None:
    """One that lost some is not."""
    some, every = grid(), grid()
    put(some, (4, 1), None, REGISTER)
    reworded_ids(every, REGISTER, "", None)

    assert identity(some).remarks == ()
    assert [(one.kind, one.cells[0].sheet, one.detail.zh) for one in identity(every).remarks] == [
        (FaultKind.LOST_IDS, REGISTER, REGISTER)
    ]


DATE = (2, 5)
"""The cell of the date on the sheet of scores."""


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (DATE, "时间：2014年11月27日"),
        (DATE, "时间：2015年1月4日"),
        (DATE, "时间：27日"),
        ((1, 1), "共青团2014年度目标绩效指标完成情况自查评分表"),
        ((1, 1), "2014年（对照2013年）自查评分表"),
        ((1, 1), "自查评分表（2014年1—11月）"),
        ((1, 1), "根据2013年文件"),
        ((5, 2), "2013年度目标绩效自查评分表的整改"),
    ],
)
def test_this_year_or_none_is_this_round(place: tuple[int, int], text: str) -> None:
    """Only titles and dates are looked at; a form may be signed when the year is over."""
    made = unmarked()
    put(made, place, text)

    assert unit_id(made) == UNIT


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ((1, 1), "共青团2013年度目标绩效指标完成情况自查评分表"),
        ((1, 1), "共青团２０１３年度目标绩效指标完成情况自查评分表"),
        ((1, 1), "2015年自查评分表"),
        ((1, 1), "自查评分表（2014年1—6月）"),
        (DATE, "时间：2013年11月27日"),
    ],
)
def test_another_year_on_a_copy_without_marks_is_another_round(place: tuple[int, int], text: str) -> None:
    """Where a mark tells the round it decides."""
    made, marked = unmarked(), grid()
    for one in (made, marked):
        put(one, place, text)

    (fault,) = identity(made).faults
    assert (fault.kind, fault.detail.zh) == (FaultKind.OTHER_ROUND, text)
    assert [cell.address for cell in fault.cells] == ["A1" if place == (1, 1) else "E2"]
    assert unit_id(marked) == UNIT


@pytest.mark.parametrize("text", ["自查评分表", "全市自查评分表", "单位：", "青年工作单位：苍溪县"])
def test_what_names_no_unit_above_the_table_is_no_ground_for_a_guess(text: str) -> None:
    """The sentence is then that nothing tells whose form it is."""
    made = unmarked()
    put(made, NAME, None)
    put(made, (1, 1), text)

    (fault,) = identity(made).faults
    assert (fault.kind, fault.cells, fault.guesses) == (FaultKind.UNKNOWN_UNIT, (), ())


@pytest.mark.parametrize("text", ["苍溪县自查评分表", "单位：苍溪县", "苍溪团县委2014年自查评分表"])
def test_a_unit_named_in_the_title_is_asked_about(text: str) -> None:
    """The cell is named and the unit guessed; it is never taken for certain."""
    made = unmarked()
    put(made, NAME, None)
    put(made, (1, 1), text)

    (fault,) = identity(made).faults
    assert (fault.kind, fault.mark, fault.detail.zh) == (FaultKind.UNKNOWN_UNIT, Mark.UNIT, text)
    assert ([cell.address for cell in fault.cells], fault.guesses) == (["A1"], ("苍溪县",))


def test_thousands_of_form_codes_are_one_short_fault() -> None:
    """Three of them and their number are enough, as are twenty cells."""
    made = grid()
    for row in range(100, 2100):
        put(made, (row, 20), f"表单编码：{'a' * 100}/b/c{row}")

    (fault,) = identity(made).faults
    assert fault.kind is FaultKind.CONTRADICTORY_IDENTITY
    assert "共有2001种写法" in fault.detail.zh
    assert len(fault.detail.zh) < 300
    assert len(fault.detail.en) < 400
    assert len(fault.cells) == 20

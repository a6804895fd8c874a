"""One wrong answer in a correct return of the shipped catalog gives exactly its own findings and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from returned import (
    ACHIEVED,
    CATALOG,
    FIRST_ROW,
    REGISTER,
    SCORES,
    TOTAL_ROW,
    UNIT,
    Told,
    answers,
    blank,
    by_openpyxl,
    form,
    good,
    issued_from,
    read,
    sentences,
    told,
    typed,
    with_xml,
)
from scoresheet.catalog.model import Catalog
from scoresheet.checking.running import Severity, run
from scoresheet.filling.answers import pour
from scoresheet.parts.cells import Content, Formula
from scoresheet.scoring import score
from scoresheet.titles import HIDDEN, Column

D = Decimal
LAST_ROW = FIRST_ROW + 33


def test_a_correct_return_has_nothing_to_mend() -> None:
    """Filled in with full points and all numbers at their targets, the form is accepted with 135 points."""
    assert run(read(good())) == ()
    scores = score(read(good()))
    assert scores is not None
    assert scores.total == D(135)


def test_another_program_s_copy_has_nothing_to_mend() -> None:
    """Saved again by a program that knows nothing of the form, it says the same."""
    saved = by_openpyxl(lambda _: None)

    assert run(read(saved)) == ()
    assert score(read(saved)) == score(read(good()))


RIGHT: list[tuple[str, Mapping[str, Content]]] = [
    ("a zero with a reason", {"D6": D(0), "F6": "经费未到位，推迟到12月"}),
    ("the lowest score of item 18", {"D22": D("-3.5"), "F22": "因工作不力发生案件"}),
    ("the highest score of item 18", {"D22": D("1.5")}),
    ("full-width digits", {"D6": "３"}),
    ("blanks around the digits", {"D6": " 3 "}),
    ("a unit behind the digits", {"D6": "3分"}),
    ("a formula with its result", {"D6": Formula("1+2", D(3))}),
    ("a total that is right", {f"D{TOTAL_ROW}": D(135)}),
    ("无 beside full points", {"F6": "无"}),
    ("an own note below the signatures", {"B45": "以上内容属实。"}),
]


@pytest.mark.parametrize("cells", [case[1] for case in RIGHT], ids=[case[0] for case in RIGHT])
def test_what_is_right_is_not_found_wrong(cells: Mapping[str, Content]) -> None:
    """What can be read without loss and what the rules allow is no fault."""
    assert told(typed(cells)) == []


TYPED: list[tuple[str, Mapping[str, Content], list[Told]]] = [
    ("no score", {"D6": None}, [("V101", "D6", "2")]),
    ("blanks for a score", {"D6": " \u3000 "}, [("V101", "D6", "2")]),
    ("about", {"D6": "约3分"}, [("V102", "D6", "2")]),
    ("a Chinese numeral", {"D6": "三"}, [("V102", "D6", "2")]),
    ("full marks in words", {"D6": "满分"}, [("V102", "D6", "2")]),
    ("a range", {"D6": "4-5"}, [("V102", "D6", "2")]),
    ("a circled digit", {"D6": "①"}, [("V102", "D6", "2")]),
    ("a decimal comma", {"D6": "3,5"}, [("V102", "D6", "2")]),
    ("an exponent in words", {"D6": "3e0"}, [("V102", "D6", "2")]),
    ("a formula without result", {"D6": Formula("1+2", None)}, [("V102", "D6", "2")]),
    ("another workbook", {"D6": Formula("[1]Sheet1!D6", D(3))}, [("V102", "D6", "2")]),
    ("a copy elsewhere", {"D6": Formula("'[1]自查评分表 (2)'!D6", D(3))}, [("V102", "D6", "2")]),
    ("above the points", {"D6": D("3.01")}, [("V104", "D6", "2")]),
    ("above the points, as text", {"D6": "3.5分"}, [("V104", "D6", "2")]),
    ("below zero", {"D6": D("-0.5")}, [("V104", "D6", "2")]),
    ("item 18 too low", {"D22": D("-3.51"), "F22": "发生案件"}, [("V104", "D22", "18")]),
    ("item 18 too high", {"D22": D("1.51")}, [("V104", "D22", "18")]),
    ("too many decimals", {"D6": D("2.125"), "F6": "缺1名"}, [("V105", "D6", "2")]),
    ("too many decimals as text", {"D6": "2.675", "F6": "缺1名"}, [("V105", "D6", "2")]),
    ("no reason", {"D6": D("2.5")}, [("E101", "F6", "2")]),
    ("无 for a reason", {"D6": D("2.5"), "F6": "无"}, [("E101", "F6", "2")]),
    ("a stroke for a reason", {"D6": D("2.5"), "F6": "/"}, [("E101", "F6", "2")]),
    ("已完成 for a reason", {"D6": D("2.5"), "F6": "已完成。"}, [("E101", "F6", "2")]),
    ("nothing said", {"E6": None}, [("E102", "E6", "2")]),
    ("a wrong total", {f"D{TOTAL_ROW}": D("134.5")}, [("V106", f"D{TOTAL_ROW}", None)]),
    ("a total in words", {f"D{TOTAL_ROW}": "满分"}, [("V106", f"D{TOTAL_ROW}", None)]),
    ("another text", {"B6": "新招募派遣西部计划志愿者9名。"}, [("S106", "B6", "2")]),
    ("another item's text", {"B6": form().by_id["3"].text}, [("S112", "B6", None)]),
    ("other points", {"C6": D(5)}, [("S107", "C6", "2")]),
    ("no points", {"C6": None}, [("S107", "C6", "2")]),
    ("a score in the next column", {"D6": None, "E6": D(3)}, [("V101", "D6", "2")]),
    ("a bonus below the total", {"B45": "加分项", "D45": D(5)}, [("S105", "B45 D45", None)]),
]


@pytest.mark.parametrize(("cells", "expected"), [c[1:] for c in TYPED], ids=[c[0] for c in TYPED])
def test_a_wrong_entry_is_found_where_it_stands(cells: Mapping[str, Content], expected: list[Told]) -> None:
    """Each wrong entry gives its own finding at its own cell."""
    assert told(typed(cells)) == expected


STORED: list[tuple[str, str, list[Told]]] = [
    ("a broken formula", 't="e"><f>A99</f><v>#REF!</v>', [("V102", "D6", "2")]),
    ("an error as a constant", 't="e"><v>#N/A</v>', [("V102", "D6", "2")]),
    ("a truth value", 't="b"><v>1</v>', [("V102", "D6", "2")]),
    ("an ISO date", 't="d"><v>2014-11-03</v>', [("V102", "D6", "2")]),
    ("no finite number", "><v>1e999</v>", [("V102", "D6", "2")]),
    ("the double next to 3", "><v>2.9999999999999996</v>", []),
    ("3 with an exponent", "><v>3E0</v>", []),
    ("a text result", 't="str"><f>"3"</f><v>3</v>', []),
    ("a number cell that is blank", "><v></v>", [("V101", "D6", "2")]),
]


@pytest.mark.parametrize(("inside", "expected"), [c[1:] for c in STORED], ids=[c[0] for c in STORED])
def test_a_cell_as_programs_store_it(inside: str, expected: list[Told]) -> None:
    """Errors, truth values, dates and doubles are taken for what they are."""
    assert told(with_xml("D6", inside)) == expected


@pytest.mark.parametrize(("decimals", "expected"), [(3, []), (2, [("V105", "D6", "2")])])
def test_a_double_means_its_shortest_decimal(decimals: int, expected: list[Told]) -> None:
    """Excel stores 2.675 as 2.6749999999999998: 3 decimals, and a fault only where 2 are allowed."""
    catalog = replace(CATALOG, decimals=decimals)
    data = typed({"F6": "缺1名"}, data=with_xml("D6", "><v>2.6749999999999998</v>", data=own_return(catalog)))

    assert told(data, catalog) == expected
    assert read(data, catalog=catalog).answers[1].score.number == D("2.675")


def own_return(catalog: Catalog) -> bytes:
    """Give a correct return of a form that this catalog issued."""
    return pour(issued_from(catalog), form(catalog=catalog), answers())


EVENTS: list[tuple[str, str, tuple[int, int], list[Told]]] = [
    ("as registered", "0.5", (2, 0), []),
    ("as registered, severe", "-0.5", (0, 2), []),
    ("no more than the cap", "-3.5", (20, 0), []),
    ("more than is left", "1", (2, 0), [("R101", "D22", "18")]),
    ("nothing taken off", "1.5", (0, 1), [("R101", "D22", "18")]),
]


@pytest.mark.parametrize(("given", "counts", "expected"), [c[1:] for c in EVENTS], ids=[c[0] for c in EVENTS])
def test_item_18_is_held_against_its_register(
    given: str, counts: tuple[int, int], expected: list[Told]
) -> None:
    """A score above what the registered events leave must be corrected."""
    assert told(with_events(given, counts)) == expected


def test_claiming_too_little_is_only_told() -> None:
    """A score below what the register leaves may be meant so; it is told as a note."""
    (finding,) = run(read(with_events("0.5", (1, 0))))

    assert (finding.code, finding.severity, finding.cells) == ("R102", Severity.NOTICE, ("D22",))


def with_events(given: str, counts: tuple[int, int]) -> bytes:
    """Give a return with this score for item 18 and these events."""
    events = {"ordinary": D(counts[0]), "severe": D(counts[1])}
    reason = "因工作不力发生案（事）件"
    made = answers(i18={"score": D(given), "reason": reason, "events": events})
    return pour(blank(), form(), replace(made, none_declared=False))


DEDUCTED: list[tuple[str, Mapping[str, Content], list[Told]]] = [
    ("yes, and counts of 0", {"D5": D(0), "D6": D(0)}, []),
    ("yes, and 无 in a row", {"B9": "无"}, []),
    ("the answer behind the question", {"D2": None, "B2": "本期无扣分（是/否）：是"}, []),
    ("no statement", {"D2": None}, [("R104", "D2 D5 D6", "18"), ("R104", "D2", "34")]),
    ("a tick", {"D2": "√"}, [("R104", "D2", None)]),
    ("yes, and an event", {"D5": D(1)}, [("R105", "D2 D5", "18")]),
    ("yes, and a row", {"B9": "迟报信息", "E9": D(1)}, [("R105", "D2 E9", "34")]),
    ("yes, and a row below the table", {"B25": "迟报信息", "E25": D(1)}, [("R105", "D2 E25", "34")]),
    ("no, and nothing", {"D2": "否"}, [("R105", "D2", None)]),
    ("no, and all 0", {"D2": "否", "D5": D(0), "D6": D(0)}, [("R105", "D2", None)]),
    ("a count missing", {"D2": "否", "D5": D(1)}, [("R104", "D6", "18")]),
    ("a count in words", {"D5": "一起"}, [("V109", "D5", "18")]),
    ("half an event", {"D2": "否", "D5": D("0.5"), "D6": D(0)}, [("V109", "D5", "18")]),
    (
        "a row without deduction",
        {"D2": "否", "D5": D(0), "D6": D(0), "B9": "迟报信息"},
        [("R104", "E9", "34")],
    ),
    (
        "what happened, as a remark",
        {"D2": "否", "D5": D(0), "D6": D(0), "G9": "迟报信息"},
        [("R104", "E9", "34")],
    ),
    (
        "a deduction below zero",
        {"D2": "否", "D5": D(0), "D6": D(0), "B9": "迟报信息", "E9": D("-0.5")},
        [("V109", "E9", "34")],
    ),
    (
        "a row that is not taken off",
        {"D2": "否", "D5": D(0), "D6": D(0), "B9": "迟报信息", "E9": D("0.5")},
        [("R101", "D38", "34")],
    ),
]


@pytest.mark.parametrize(("cells", "expected"), [c[1:] for c in DEDUCTED], ids=[c[0] for c in DEDUCTED])
def test_the_register_is_held_against_itself(cells: Mapping[str, Content], expected: list[Told]) -> None:
    """The statement, the counts and the rows must say the same, and be complete."""
    assert told(typed(cells, REGISTER)) == expected


MISSED = {"E5": D(18)}


def test_full_points_beside_a_missed_target_are_verified_in_an_interim_round() -> None:
    """The shipped round is interim: a number below its target is a question, not a fault."""
    (finding,) = run(read(typed(MISSED, ACHIEVED)))

    assert (finding.code, finding.severity) == ("R103", Severity.WARNING)
    assert (finding.cells, finding.item) == (("D6",), "2")
    assert "18名" in finding.message(CATALOG.locale)


@pytest.mark.parametrize(
    ("targets", "severity"),
    [({}, Severity.WARNING), ({("510824", "2", "volunteers"): D(19)}, Severity.ERROR)],
    ids=["a default target", "a target of its own"],
)
def test_at_the_end_of_the_period_the_unit_s_own_target_decides(
    targets: dict[tuple[str, str, str], Decimal], severity: Severity
) -> None:
    """Against the unit's own target full points must be corrected; a default is not certain enough."""
    catalog = replace(CATALOG, round=replace(CATALOG.round, interim=False), targets=targets)

    (finding,) = run(read(typed(MISSED, ACHIEVED, own_return(catalog)), catalog=catalog))

    assert (finding.code, finding.severity, finding.item) == ("R103", severity, "2")


ACHIEVED_WRONG: list[tuple[str, Mapping[str, Content], list[Told]]] = [
    ("left blank", {"E5": None}, []),
    ("as text", {"E5": "19名"}, [("V108", "E5", "2")]),
    ("below zero", {"E5": D(-1)}, [("V108", "E5", "2")]),
    ("a number beside no measure", {"B60": "志愿服务", "E60": D(7)}, [("S105", "B60 E60", None)]),
]


@pytest.mark.parametrize(
    ("cells", "expected"), [c[1:] for c in ACHIEVED_WRONG], ids=[c[0] for c in ACHIEVED_WRONG]
)
def test_achieved_numbers(cells: Mapping[str, Content], expected: list[Told]) -> None:
    """A blank is allowed where no score is computed from it; what can't be used is asked about."""
    assert told(typed(cells, ACHIEVED)) == expected


Change = Callable[[Workbook], object]


def _copied_row(book: Workbook) -> None:
    sheet = book[SCORES]
    sheet.insert_rows(7)
    for column in range(2, 8):
        sheet.cell(7, column).value = sheet.cell(6, column).value


def _copied_row_without_id(book: Workbook) -> None:
    _copied_row(book)
    book[SCORES]["G7"] = None


def _foreign_row(book: Workbook) -> None:
    sheet = book[SCORES]
    sheet.insert_rows(7)
    sheet["B7"], sheet["D7"] = "获得市级表彰", 2


def _second_row_of_words(book: Workbook) -> None:
    sheet = book[SCORES]
    sheet.insert_rows(7)
    sheet["E7"] = "（续）完成情况的第二段"


def _without_ids(book: Workbook, *sheets: str) -> None:
    for name in sheets or (SCORES,):
        sheet = book[name]
        column = 7 if name == SCORES else 1
        for row in range(3, sheet.max_row + 1):
            sheet.cell(row, column).value = None


def _numbered(book: Workbook) -> None:
    for number, row in enumerate(range(FIRST_ROW, LAST_ROW + 1), start=1):
        book[SCORES].cell(row, 7).value = number


def _reworded_without_id(book: Workbook) -> None:
    book[SCORES]["G6"] = None
    book[SCORES]["B6"] = str(book[SCORES]["B6"].value).replace("19名", "9名")


def _moved(book: Workbook) -> None:
    book[SCORES].insert_rows(4, 2)
    book[SCORES].insert_rows(20)
    book[SCORES].insert_cols(1)
    book[ACHIEVED].insert_rows(2, 3)
    book[REGISTER].insert_rows(8, 2)
    book[REGISTER].insert_cols(1)


def _renamed(book: Workbook) -> None:
    for name, other in ((SCORES, "Sheet1"), (ACHIEVED, "表二"), (REGISTER, "苍溪")):
        book[name].title = other


def _sorted(book: Workbook, first: int = 2, last: int = 7) -> None:
    sheet = book[SCORES]
    rows = [
        [sheet.cell(row, column).value for column in range(first, last + 1)]
        for row in range(FIRST_ROW, LAST_ROW + 1)
    ]
    for row, values in enumerate(reversed(rows), start=FIRST_ROW):
        for column, value in enumerate(values, start=first):
            sheet.cell(row, column).value = value


def _sorted_without_ids(book: Workbook) -> None:
    _sorted(book, last=6)


def _columns_reversed(book: Workbook) -> None:
    sheet = book[SCORES]
    for row in range(FIRST_ROW - 1, LAST_ROW + 1):
        values = [sheet.cell(row, column).value for column in range(2, 7)]
        for column, value in zip(range(6, 1, -1), values, strict=True):
            sheet.cell(row, column).value = value


def _below_the_total(book: Workbook) -> None:
    sheet = book[SCORES]
    values = [sheet.cell(7, column).value for column in range(1, 8)]
    sheet.delete_rows(7)
    for column, value in enumerate(values, start=1):
        sheet.cell(45, column).value = value


def _subtotal(book: Workbook) -> None:
    book[SCORES].insert_rows(10)
    book[SCORES]["B10"], book[SCORES]["D10"] = "合计", 15


def _titles_again(book: Workbook) -> None:
    book[SCORES].insert_rows(20)
    for column in range(2, 8):
        book[SCORES].cell(20, column).value = book[SCORES].cell(4, column).value


def _signed_without_total(book: Workbook) -> None:
    book[SCORES].delete_rows(TOTAL_ROW)
    book[SCORES]["B42"], book[SCORES]["E42"] = "审核人：李四", "2014年11月27日"


def _date_cell(book: Workbook) -> None:
    book[SCORES]["D6"] = datetime(2014, 3, 4)  # noqa: DTZ001 - a cell knows no time zone


def _percentage(book: Workbook) -> None:
    book[SCORES]["D6"] = 1
    book[SCORES]["D6"].number_format = "0%"


def _number_in_date_format(book: Workbook) -> None:
    book[SCORES]["D6"] = 3
    book[SCORES]["D6"].number_format = "m月d日"


def _merged(book: Workbook) -> None:
    book[SCORES]["D6"] = 9
    book[SCORES].merge_cells("D6:D8")


def _all_as_text(book: Workbook) -> None:
    for row in range(FIRST_ROW, LAST_ROW + 1):
        cell = book[SCORES].cell(row, 4)
        cell.value, cell.number_format = f" {cell.value} ", "@"


def _second_score_column(book: Workbook) -> None:
    book[SCORES]["T4"], book[SCORES]["T6"] = "自查得分", 1


def _second_score_column_blank(book: Workbook) -> None:
    book[SCORES]["T4"] = "自查得分"


def _copy_of_the_sheet(book: Workbook) -> None:
    book.copy_worksheet(book[SCORES])


def _copy_changed(book: Workbook) -> None:
    book.copy_worksheet(book[SCORES])["D6"] = 2


def _copy_filled_in_instead(book: Workbook) -> None:
    book.copy_worksheet(book[SCORES])
    book[SCORES]["D6"] = None


def _blank_copy(book: Workbook) -> None:
    copy = book.copy_worksheet(book[SCORES])
    for row in range(FIRST_ROW, LAST_ROW + 1):
        for column in (4, 5, 6):
            copy.cell(row, column).value = None


def _hidden_other_sheet(book: Workbook) -> None:
    _copy_changed(book)
    book[SCORES].sheet_state = "hidden"


def _register_row(book: Workbook) -> None:
    sheet = book[REGISTER]
    sheet["D2"], sheet["D5"], sheet["D6"] = "否", 0, 0
    sheet.insert_rows(12)
    sheet["B12"], sheet["E12"] = "迟报信息", 0.5
    book[SCORES]["D38"], book[SCORES]["F38"] = 14.5, "迟报信息1次"


def _register_row_not_taken_off(book: Workbook) -> None:
    _register_row(book)
    book[SCORES]["D38"] = 15


def _register_row_of_the_last_id(book: Workbook) -> None:
    _register_row(book)
    book[REGISTER]["A12"] = book[REGISTER]["A11"].value


def _own_kind_of_event(book: Workbook) -> None:
    book[REGISTER].insert_rows(6)
    book[REGISTER]["B6"], book[REGISTER]["D6"] = "另一类案件", 1


def _event_twice(book: Workbook) -> None:
    sheet = book[REGISTER]
    sheet.insert_rows(6)
    sheet["A6"], sheet["D6"] = sheet["A5"].value, 1


def _measure_twice(book: Workbook) -> None:
    sheet = book[ACHIEVED]
    sheet.insert_rows(6)
    sheet["A6"], sheet["B6"], sheet["E6"] = sheet["A5"].value, sheet["B5"].value, 18


def _other_unit_s_rows(book: Workbook) -> None:
    for row in (6, 7):
        cell = book[SCORES].cell(row, 7)
        cell.value = str(cell.value).replace("510824", "510821")


def _other_unit_s_row_reworded(book: Workbook) -> None:
    _unknown_id(book, "510824", "510821")
    book[SCORES]["B6"] = str(book[SCORES]["B6"].value).replace("19名", "9名")


def _unknown_id(book: Workbook, old: str = "/2", new: str = "/99") -> None:
    cell = book[SCORES]["G6"]
    cell.value = str(cell.value).removesuffix(old) + new if old == "/2" else str(cell.value).replace(old, new)


def _second_with_unknown_id(book: Workbook) -> None:
    _copied_row(book)
    book[SCORES]["F7"] = "重复"
    book[SCORES]["G7"] = str(book[SCORES]["G7"].value).removesuffix("/2") + "/99"


def _twice_with_unknown_id(book: Workbook) -> None:
    _unknown_id(book)
    _copied_row(book)


def _reworded_with_unknown_id(book: Workbook) -> None:
    _unknown_id(book)
    book[SCORES]["B6"] = str(book[SCORES]["B6"].value).replace("19名", "9名")


def _delete_measure(book: Workbook, *keys: str) -> None:
    sheet = book[ACHIEVED]
    for row in range(sheet.max_row, 3, -1):
        if str(sheet.cell(row, 1).value).endswith(tuple(f"/{UNIT}/{key}" for key in keys)):
            sheet.delete_rows(row)


EVERY_SCORE = " ".join(f"D{row}" for row in range(FIRST_ROW, LAST_ROW + 1))


def _merged_with_texts(book: Workbook) -> None:
    book[SCORES].merge_cells("D6:D7")
    book[SCORES].merge_cells("E6:E7")


def _filled_register_without_ids(book: Workbook) -> None:
    _register_row_not_taken_off(book)
    _without_ids(book, REGISTER)


def _sheet(book: Workbook, name: str) -> None:
    del book[name]


CHANGED: list[tuple[str, Change, list[Told]]] = [
    # What a county may do to its sheet without harm.
    ("ids gone", _without_ids, []),
    (
        "ids of all sheets gone",
        lambda book: _without_ids(book, SCORES, ACHIEVED, REGISTER),
        [("I109", "B3", None), ("I109", "B3", None)],
    ),
    ("ids replaced by numbers", _numbered, []),
    ("rows and columns put in", _moved, []),
    ("sheets renamed", _renamed, []),
    ("rows sorted", _sorted, []),
    ("columns reordered", _columns_reversed, []),
    ("a row moved below the total", _below_the_total, []),
    ("a subtotal", _subtotal, []),
    ("the titles once more", _titles_again, []),
    ("signatures without a total", _signed_without_total, [("V106", "", None)]),
    ("scores as text", _all_as_text, []),
    ("an equal copy of the sheet", _copy_of_the_sheet, []),
    ("a blank copy of the sheet", _blank_copy, []),
    ("a blank second column of scores", _second_score_column_blank, []),
    ("a row put into the register", _register_row, []),
    ("a row of the register copied", _register_row_of_the_last_id, []),
    ("an unknown id at an item's text", _unknown_id, []),
    ("a reason merged with the id", lambda book: book[SCORES].merge_cells("F6:G6"), []),
    ("categories merged", lambda book: book[SCORES].merge_cells("A5:A8"), []),
    ("the computed rate deleted", lambda book: _delete_measure(book, "27/town_staffed"), []),
    # What must be told.
    ("a row deleted", lambda book: book[SCORES].delete_rows(6), [("S103", "", "2")]),
    ("a row twice", _copied_row, [("S104", "D6 D7", "2")]),
    ("a row twice, once without id", _copied_row_without_id, [("S104", "D6 D7", "2")]),
    ("a row of its own", _foreign_row, [("S105", "B7 D7", None)]),
    ("words in a row of their own", _second_row_of_words, [("S105", "E7", None)]),
    ("reworded, without id", _reworded_without_id, [("S106", "B6", "2")]),
    (
        "sorted without the ids",
        _sorted_without_ids,
        [("S112", " ".join(f"B{row}" for row in range(FIRST_ROW, LAST_ROW + 1)), None)],
    ),
    ("a date", _date_cell, [("V102", "D6", "2")]),
    ("a percentage", _percentage, [("V102", "D6", "2")]),
    ("a number shown as a date", _number_in_date_format, [("V102", "D6", "2")]),
    ("scores merged", _merged, [("S109", "D6 D7 D8", None)]),
    ("scores and texts merged", _merged_with_texts, [("S109", "D6 D7", None)]),
    ("all scores merged", lambda book: book[SCORES].merge_cells("D5:F38"), [("S109", EVERY_SCORE, None)]),
    ("another score in a second column", _second_score_column, [("S104", "D6 T6", "2")]),
    ("a copy with another score", _copy_changed, [("S104", "D6", "2")]),
    ("a copy filled in instead", _copy_filled_in_instead, [("S104", "D6", "2")]),
    ("another score on a hidden sheet", _hidden_other_sheet, [("S104", "D6", "2")]),
    ("no header", lambda book: book[SCORES].delete_rows(4), [("S102", "G4", None)]),
    ("a renamed column", lambda book: book[SCORES].__setitem__("D4", "自评"), [("S102", "D4", None)]),
    ("no sheet of scores", lambda book: _sheet(book, SCORES), [("S101", "", None)]),
    ("no register", lambda book: _sheet(book, REGISTER), [("S101", "", None)]),
    ("no measures", lambda book: _sheet(book, ACHIEVED), [("S101", "", None)]),
    ("a row of the register not taken off", _register_row_not_taken_off, [("R101", "D38", "34")]),
    (
        "the same without ids",
        _filled_register_without_ids,
        [("I109", "B3", None), ("R101", "D38", "34")],
    ),
    ("an event of its own", _own_kind_of_event, [("S105", "B6 D6", None)]),
    ("an event twice", _event_twice, [("S104", "D5 D6", "18")]),
    ("a measure twice", _measure_twice, [("S104", "E5 E6", "2")]),
    (
        "rows of another unit",
        _other_unit_s_rows,
        [("S105", "B6 D6 E6 G6", None), ("S105", "B7 D7 E7 G7", None)],
    ),
    (
        "a row of another unit with its own text",
        _other_unit_s_row_reworded,
        [("S103", "", "2"), ("S105", "B6 D6 E6 G6", None)],
    ),
    ("an unknown id at a text that has its row", _second_with_unknown_id, [("S105", "B7 D7 E7 F7 G7", None)]),
    ("an unknown id twice at one text", _twice_with_unknown_id, [("S104", "D6 D7", "2")]),
    (
        "an unknown id at a changed text",
        _reworded_with_unknown_id,
        [("S103", "", "2"), ("S105", "B6 D6 E6 G6", None)],
    ),
    ("a measure's row deleted", lambda book: _delete_measure(book, "2/volunteers"), [("S103", "", "2")]),
    (
        "a missed target deleted",
        lambda book: _delete_measure(book, "2/volunteers", "18"),
        [("S103", "", "2")],
    ),
    (
        "half a rate deleted",
        lambda book: _delete_measure(book, "27/town_staffed/numerator"),
        [("S103", "", "27")],
    ),
    (
        "a rate deleted, told once",
        lambda book: _delete_measure(book, "27/town_staffed/numerator", "27/town_staffed/denominator"),
        [("S103", "", "27")],
    ),
]


@pytest.mark.parametrize(("change", "expected"), [c[1:] for c in CHANGED], ids=[c[0] for c in CHANGED])
def test_a_changed_workbook_is_read_as_it_is_meant_or_told(change: Change, expected: list[Told]) -> None:
    """Rows, columns and sheets may be moved; what could mean two things, or nothing, is told and never guessed."""
    assert told(by_openpyxl(change)) == expected


def test_what_is_moved_keeps_its_scores() -> None:
    """Rows found by ids or texts give the scores of the untouched return."""
    expected = score(read(good()))

    for change in (_moved, _sorted, _columns_reversed, _below_the_total, _numbered, _all_as_text):
        assert score(read(by_openpyxl(change))) == expected, change


def test_an_event_in_a_row_of_its_own_is_counted() -> None:
    """A row put in without id between the rows of an open register is one more deduction."""
    answer = next(one for one in read(by_openpyxl(_register_row)).answers if one.id == "34")

    assert [row.deduction.number for row in answer.register] == [D("0.5")]
    assert answer.register[0].event.text == "迟报信息"


def _variant(**changes: Any) -> Catalog:
    """Give the catalog with one item changed."""
    item = CATALOG.items[1]
    changed = replace(item, **changes)
    categories = tuple(
        replace(one, items=tuple(changed if other == item else other for other in one.items))
        for one in CATALOG.categories
    )
    return replace(CATALOG, categories=categories)


def test_every_change_since_the_form_was_issued_is_named() -> None:
    """New points and a new target are each a warning with the old and the new number; the catalog of now decides."""
    points = _variant(points=D(4), rule=replace(CATALOG.items[1].rule, points=D(4)))
    targets = replace(CATALOG, targets={(form().unit.id, "3", "trained"): D(50)})

    assert told(good(), points) == [("E101", "F6", "2"), ("I105", "", "2")]
    assert any("分值由3改为4" in sentence for sentence in sentences(good(), points))
    assert [one[0] for one in told(good(), targets)] == ["I105", "R103"]
    assert any("目标由40改为50" in sentence for sentence in sentences(good(), targets))


def without_item(catalog: Catalog, item: str) -> Catalog:
    """Give the catalog as it was, or will be, without one item."""
    categories = tuple(
        replace(one, items=tuple(other for other in one.items if other.id != item))
        for one in catalog.categories
    )
    return replace(catalog, categories=tuple(one for one in categories if one.items))


def own_items(catalog: Catalog) -> bytes:
    """Give a correct return of a form that this catalog issued, whatever its items."""
    own = form(catalog=catalog)
    filled = answers()
    items = {entry.item.id: filled.items[entry.item.id] for entry in own.items}
    return pour(issued_from(catalog), own, replace(filled, items=items))


@pytest.mark.parametrize("item", ["2", "18", "34"])
def test_an_item_that_the_office_removed_since_is_told_as_its_own_change(item: str) -> None:
    """Its rows of scores, achieved numbers and deductions are set aside; the unit need not delete them."""
    now = without_item(CATALOG, item)

    assert [one for one in told(good(), now) if one[0] != "V106"] == [("I105", "", None)]
    assert any(f"第{item}项已取消" in sentence for sentence in sentences(good(), now))


def test_rows_between_those_of_a_removed_register_are_set_aside_with_it() -> None:
    """A row that was put into the open register of a removed item answers nothing that is still asked."""

    def one_more(book: Workbook) -> None:
        book[REGISTER].insert_rows(12)
        book[REGISTER]["B12"], book[REGISTER]["E12"] = "迟报信息", 1

    found = told(by_openpyxl(one_more), without_item(CATALOG, "34"))
    assert [one for one in found if one[0] != "V106"] == [("I105", "", None)]


@pytest.mark.parametrize("item", ["2", "18", "34"])
def test_an_item_that_the_office_added_since_needs_the_new_form(item: str) -> None:
    """The old form has no row for it: that is one fault, and no missing row."""
    data = own_items(without_item(CATALOG, item))
    found = [one for one in run(read(data)) if one.severity is not Severity.NOTICE and one.code != "V106"]

    assert [(one.code, one.severity, one.item) for one in found] == [("I105", Severity.ERROR, item)]


def test_a_form_that_forgot_its_items_is_not_taken_for_an_older_one() -> None:
    """Where the hidden sheet lists no item or the digest is still right, a missing row is missing."""

    def without_memory(book: Workbook, kinds: tuple[str, ...]) -> None:
        sheet = book[HIDDEN]
        for row in range(sheet.max_row, 0, -1):
            if sheet.cell(row, 1).value in kinds and str(sheet.cell(row, 2).value).startswith("2"):
                sheet.delete_rows(row)
        book[SCORES].delete_rows(6)

    assert told(by_openpyxl(lambda book: without_memory(book, ("item",)))) == [("S103", "", "2")]


def test_measures_that_came_and_went_are_named() -> None:
    """A form that was issued with fewer or with more measures says which."""
    fewer = _variant(measures=(), text="新招募派遣西部计划志愿者。")

    assert any("少了一个量化指标" in sentence for sentence in sentences(good(), fewer))
    issued = pour(issued_from(fewer), form(catalog=fewer), answers(i2={"measures": {}}))
    assert [one[0] for one in told(good(), fewer)] == ["I105"]
    assert [one[0] for one in told(issued)] == ["I105"]
    assert any("新增指标“西部计划志愿者”" in sentence for sentence in sentences(issued))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"round": replace(CATALOG.round, id="2014-06")}, "I104"),
        ({"id": "gy-party-2014"}, "I103"),
        ({"units": CATALOG.units[1:]}, "I101"),
    ],
    ids=["another round", "another catalog", "an unknown unit"],
)
def test_a_form_of_something_else_is_told_and_nothing_more(changes: dict[str, Any], code: str) -> None:
    """What the form is not for is said once; its contents are not judged."""
    assert told(typed({"D6": D(99)}), replace(CATALOG, **changes)) == [(code, "E3 G5", None)]


def test_contradictory_marks_are_told_and_nothing_more() -> None:
    """Another unit's name over one's own form: nobody can tell whose scores these are."""
    data = typed({"A2": "填报单位：旺苍县团委", "D6": D(99)})

    assert told(data) == [("I102", "E3 A2", None)]
    assert "苍溪县" in sentences(data)[0]
    assert "旺苍县" in sentences(data)[0]


def test_titles_are_found_in_every_column() -> None:
    """The columns that these tests speak of are those of the form."""
    sheet = read(good()).answers[1]

    assert {Column.SCORE: sheet.score.address, Column.DONE: sheet.done.address} == {
        Column.SCORE: "D6",
        Column.DONE: "E6",
    }


def test_a_percentage_is_taken_as_such_where_percent_is_asked_for() -> None:
    """95% typed into a measure in % is 95, not 0.95: 100% meets the target of 100."""

    def in_percent(book: Workbook) -> None:
        sheet = book[ACHIEVED]
        for row in range(1, sheet.max_row + 1):
            if str(sheet.cell(row, 1).value).endswith("/21/renewed"):
                sheet.cell(row, 5).value = 1
                sheet.cell(row, 5).number_format = "0%"

    assert told(by_openpyxl(in_percent)) == []

"""Answers of an old, ruined or retyped workbook land at the right items, and nothing is dropped in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import libreoffice
import ruins
from returned import CATALOG, SCORES, blank, by_openpyxl, form, typed
from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.model import Catalog, Item, NotApplicable
from scoresheet.filling.answers import Slot
from scoresheet.filling.carrying_over import Carried, carried_over
from scoresheet.filling.offered import Came
from scoresheet.filling.pouring import Filled, filled
from scoresheet.formats.workbooks import read_workbook
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Grid
from scoresheet.inbox.detect import detect
from scoresheet.language import NOTHING
from scoresheet.titles import Column
from scoresheet.values import tidy

pytestmark = pytest.mark.slow


def carried(data: bytes, into: Form | None = None, fresh: bytes | None = None) -> Filled:
    """Give today's form with what a workbook holds."""
    into, fresh = into or form(), fresh or blank()
    offers = carried_over(into, grid(data), read_xlsx(fresh)).offers
    return filled(fresh, into, offers)


def grid(data: bytes) -> Grid:
    """Read a workbook of any kind."""
    return read_workbook(data, detect(data))


def poured(made: Filled) -> dict[Slot, str]:
    """Give what went into the form."""
    return {
        one.offered.slot: str(one.entry)
        for one in made.outcomes
        if one.came is Came.POURED and one.offered.slot is not None
    }


def told(made: Filled) -> Counter[str]:
    """Give the texts that were told as not carried over."""
    return Counter(tidy(one.offered.raw.text or "") for one in made.outcomes if one.came is not Came.POURED)


EVERYTHING = poured(carried(ruins.full()))
"""All that stands in the full form, by the input that it belongs to."""


def is_accounted_for(made: Filled) -> bool:
    """Tell whether everything of the full form went to its own input, or was told."""
    went, left = poured(made), told(made)
    missing = Counter(tidy(text) for slot, text in EVERYTHING.items() if slot not in went)
    return all(EVERYTHING[slot] == text for slot, text in went.items()) and missing <= left


def test_full_form_is_carried_over_whole() -> None:
    """A sound form of this round loses nothing, and nothing is told about it."""
    made = carried(ruins.full())

    assert (made.is_complete, len(made.outcomes)) == (True, len(EVERYTHING))
    assert len(EVERYTHING) > 100
    assert all(one.note == NOTHING for one in made.outcomes)
    assert poured(carried(made.data)) == EVERYTHING


def test_blank_form_offers_nothing() -> None:
    """What the form itself prints is no answer."""
    assert carried_over(form(), grid(blank()), read_xlsx(blank())) == Carried(())
    assert carried(blank()).outcomes == ()


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (ruins.rows_sorted, 0),
        (ruins.ids_gone, 0),
        (ruins.rows_hidden, 0),
        (ruins.header_gone, 0),
        (ruins.column_inserted, 1),
        (ruins.scores_merged, 1),
        (ruins.two_sheets, 2),
        (ruins.texts_edited, 3),
        (ruins.row_added, 4),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_ruined_form_keeps_its_answers(change: Callable[[Workbook], object], left: int) -> None:
    """Whatever was done to a form, its answers go to their items, or are told with a reason."""
    made = carried(ruins.ruined(change))

    untold = [one for one in made.outcomes if one.came is not Came.POURED and one.why == NOTHING]
    if change != ruins.scores_merged:
        assert is_accounted_for(made)
    assert (sum(told(made).values()), untold) == (left, [])


def test_columns_without_any_sign_are_not_guessed() -> None:
    """Without titles and ids nothing says which column is which: every cell is told, none is taken."""
    made = carried(ruins.ruined(ruins.header_and_ids_gone))

    assert is_accounted_for(made)
    assert not [slot for slot in poured(made) if slot.column is Column.SCORE]
    assert sum(told(made).values()) >= 34


def test_retyped_sheet_is_known_by_its_texts() -> None:
    """A sheet that was typed anew, its columns in another order, is told by titles and texts."""
    made = carried(ruins.retyped())

    wanted = {
        slot: text for slot, text in EVERYTHING.items() if slot.column.value in {"score", "done", "reason"}
    }
    assert poured(made) == wanted
    assert told(made) == Counter(["苍溪县自查情况"])


def test_merged_cell_over_two_items_is_nobodys() -> None:
    """A score merged over two items is told with both, the texts beside it are carried over."""
    made = carried(ruins.ruined(ruins.scores_merged))

    (left,) = [one for one in made.outcomes if one.came is Came.LEFT_OUT]
    assert "第1、2项" in left.why.zh
    assert Slot("1", Column.DONE) in poured(made)
    assert Slot("1", Column.SCORE) not in poured(made)


def test_two_copies_that_differ_give_nothing_where_they_do() -> None:
    """Where two sheets answer differently neither is taken; where they agree both are one."""
    made = carried(ruins.ruined(ruins.two_sheets))

    assert Slot("3", Column.SCORE) not in poured(made)
    assert {one.offered.place.zh for one in made.outcomes if one.came is Came.LEFT_OUT} == {
        "自查评分表 D7",
        "自查评分表 (2) D7",
    }


def test_hidden_copy_is_not_read() -> None:
    """A hidden sheet, last round's perhaps, contradicts nobody and is named."""

    def hidden(book: Workbook) -> None:
        ruins.two_sheets(book)
        book["自查评分表 (2)"].sheet_state = "hidden"

    data = ruins.ruined(hidden)
    assert poured(carried(data)) == EVERYTHING
    (remark,) = carried_over(form(), grid(data), read_xlsx(blank())).remarks
    assert "自查评分表 (2)" in remark.zh


def test_number_in_words_is_refused_at_its_cell() -> None:
    """What is no number, or one that the item forbids, is refused with its cell."""
    made = carried(typed({"D5": "三分", "D6": "9", "D7": "2.555", "D8": "3分"}))

    refused = {one.offered.place.zh: one.why.zh for one in made.outcomes if one.came is Came.REFUSED}
    assert refused.keys() == {"自查评分表 D5", "自查评分表 D6", "自查评分表 D7"}
    assert "请只填 3" in refused["自查评分表 D5"]
    assert poured(made)[Slot("4", Column.SCORE)] == "3"


def test_date_and_signatures_are_written_anew() -> None:
    """Who signed the old form has not signed the new one; that is told and loses nothing."""
    made = carried(typed({"E2": "时间：2014年11月20日"}))

    assert [one.offered.raw.text for one in made.those(Came.BY_HAND)] == ["时间：2014年11月20日"]
    assert made.is_complete


@libreoffice.needs_libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_other_formats(kind: str, tmp_path: Path) -> None:
    """The same answers come out of an .xls and an .ods; what their formulas computed is no answer."""
    sound, without_ids = libreoffice.converted([ruins.full(), ruins.ruined(ruins.ids_gone)], tmp_path, kind)

    assert (poured(carried(sound)), carried(sound).is_complete) == (EVERYTHING, True)
    assert (poured(carried(without_ids)), told(carried(without_ids))) == (EVERYTHING, Counter())


def next_round() -> Catalog:
    """Give a catalog of the next round: item 2 is another one, 4 reworded, 28 gone, the last four renumbered."""

    def changed(item: Item) -> Item:
        text = {"2": "全新的一项考核指标，与原来没有任何关系。", "4": f"{item.text}并按时上报。"}.get(item.id)
        number = str(int(item.id) + 100) if int(item.id) > 30 else item.id
        return replace(item, id=number, text=text or item.text)

    categories = tuple(
        replace(one, items=tuple(changed(item) for item in one.items if item.id != "28"))
        for one in CATALOG.categories
    )
    targets = {
        (unit, str(int(item) + 100) if int(item) > 30 else item, measure): target
        for (unit, item, measure), target in CATALOG.targets.items()
    }
    later = replace(CATALOG.round, id="2015-11", label="2015年1—11月")
    return replace(CATALOG, round=later, categories=categories, targets=targets)


def test_earlier_round() -> None:
    """Items go by id where the text agrees, else by text; what is gone or has become another is told."""
    catalog = next_round()
    unit = catalog.unit("510824")
    assert unit is not None
    into, fresh = form_for(catalog, unit), ruins.of_catalog(catalog)
    made = carried(ruins.full(), into, fresh)
    went = poured(made)

    renumbered = {
        replace(slot, item=str(int(slot.item) + 100)) if slot.item and int(slot.item) > 30 else slot: text
        for slot, text in EVERYTHING.items()
        if slot.item not in {"2", "28"}
    }
    assert went == renumbered
    left = {(one.offered.raw.text, one.why.zh) for one in made.outcomes if one.came is Came.LEFT_OUT}
    assert {why for text, why in left if text in {"第2项已按要求完成。", "19"}} == {
        "编号相同，但考核内容已不同，看不出是不是同一项"
    }
    assert ("第28项已按要求完成。", "这份表已没有这一项") in left
    found = carried_over(into, grid(ruins.full()), read_xlsx(fresh))
    assert [one.zh for one in found.remarks][:1] == ["原第31项转入第131项"]
    (reworded,) = found.changes
    assert (reworded.slot.item, reworded.column) == ("4", Column.TEXT)
    assert reworded.now == f"{reworded.before}并按时上报。"


def retyped(text: str, points: str) -> bytes:
    """Give a sheet typed anew whose first item has another text or other points."""

    def change(book: Workbook) -> None:
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        sheet["B3"] = text or sheet["B3"].value
        sheet["D3"] = points or sheet["D3"].value

    return by_openpyxl(change, ruins.retyped())


FIRST = form().items[0].text


@pytest.mark.parametrize(
    ("text", "points", "changes"),
    [
        ("", "", []),
        ("", "3分", []),
        ("", "3.0", []),
        (FIRST.replace("，", ","), "", []),
        ("", "10", [("Sheet D3", Column.POINTS, "10", "3")]),
        ("", "5-10", [("Sheet D3", Column.POINTS, "5-10", "3")]),
        (f"{FIRST}并报市委。", "", [("Sheet B3", Column.TEXT, f"{FIRST}并报市委。", FIRST)]),
    ],
)
def test_other_texts_and_points_are_told(
    text: str, points: str, changes: list[tuple[str, Column, str, str]]
) -> None:
    """What an item was asked and worth before is given beside what it is now, unless it only looks different."""
    found = carried_over(form(), grid(retyped(text, points)), read_xlsx(blank())).changes
    assert [(one.place.zh, one.column, one.before, one.now) for one in found] == changes


def test_row_without_an_answer_tells_nothing() -> None:
    """Where nothing was answered, what the row asks is of no interest."""

    def emptied(book: Workbook) -> None:
        sheet = book[SCORES]
        sheet["B5"], sheet["C5"] = f"{sheet['B5'].value}并报市委。", Decimal(10)

    assert carried_over(form(), grid(by_openpyxl(emptied, blank())), read_xlsx(blank())).changes == ()


def test_other_unit_of_a_measure_is_told() -> None:
    """A number that was asked for in another unit of measure is carried over and told."""

    def change(book: Workbook) -> None:
        book["量化指标完成数"]["C4"] = "百次"

    found = carried_over(form(), grid(ruins.ruined(change)), read_xlsx(blank())).changes
    assert [(one.slot.item, one.column, one.before) for one in found] == [("1", Column.UNIT, "百次")]


def test_other_titles_are_known() -> None:
    """Scores under 得分 and reasons under 原因 are carried over, and what the columns were taken for is told."""

    def change(book: Workbook) -> None:
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        sheet["C2"], sheet["F2"] = "得分", "原因"

    data = by_openpyxl(change, ruins.retyped())
    assert poured(carried(data)) == poured(carried(ruins.retyped()))
    remarks = carried_over(form(), grid(data), read_xlsx(blank())).remarks
    assert [one.zh for one in remarks] == [
        "“得分”一栏按“自查得分”读取",
        "“原因”一栏按“未完成情况说明”读取",
    ]


def test_form_code_of_another_catalog_is_no_answer() -> None:
    """The code that a form of another catalog prints is nothing to be written anew."""

    def change(book: Workbook) -> None:
        sheet = book[SCORES]
        code = next(cell for cell in sheet[3] if str(cell.value or "").startswith("表单编码"))
        code.value = "表单编码：other-catalog/2013/u7"

    assert [one for one in carried(ruins.ruined(change)).outcomes if one.came is not Came.POURED] == []


def test_name_of_the_unit_is_no_answer() -> None:
    """A sheet that names the unit with other words than the form's leaves nothing to be told."""

    def change(book: Workbook) -> None:
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        sheet["A1"], sheet["B1"] = "单位名称", "苍溪县团委"

    assert told(carried(by_openpyxl(change, ruins.retyped()))) == Counter()


def test_workbooks_that_say_the_same() -> None:
    """Two workbooks are alike if they answer everything alike, whatever their kind; a note more makes a difference."""

    def of(data: bytes) -> Carried:
        return carried_over(form(), grid(data), read_xlsx(blank()))

    assert of(ruins.full()).says_the_same(of(ruins.ruined(ruins.rows_sorted)))
    assert not of(ruins.full()).says_the_same(of(ruins.ruined(ruins.row_added)))
    assert not of(typed({"D5": "1"})).says_the_same(of(typed({"D5": "2"})))


def test_item_that_no_longer_applies_is_told() -> None:
    """An answer to an item that doesn't apply to the unit any more has no place, and says so."""
    unit = CATALOG.unit("510824")
    assert unit is not None
    other = replace(unit, not_applicable={"1": NotApplicable.DROP})
    catalog = replace(CATALOG, units=tuple(other if one.id == unit.id else one for one in CATALOG.units))
    made = carried(ruins.full(), form_for(catalog, other), ruins.of_catalog(catalog))

    left = [one for one in made.outcomes if one.came is not Came.POURED]
    assert {one.offered.slot.item for one in left if one.offered.slot} == {"1"}
    assert all("不适用" in one.why.zh for one in left)


def test_measure_whose_id_has_changed_goes_by_its_name() -> None:
    """An achieved number follows the words that ask for it where its id is another now."""
    renamed = replace(
        CATALOG,
        round=replace(CATALOG.round, id="2015-11"),
        targets={(u, i, f"{m}_new" if i == "1" else m): t for (u, i, m), t in CATALOG.targets.items()},
        categories=tuple(
            replace(
                one,
                items=tuple(
                    replace(
                        item,
                        text=item.text.replace("{activities}", "{activities_new}"),
                        measures=tuple(replace(each, id=f"{each.id}_new") for each in item.measures),
                    )
                    if item.id == "1"
                    else item
                    for item in one.items
                ),
            )
            for one in CATALOG.categories
        ),
    )
    unit = renamed.unit("510824")
    assert unit is not None
    made = carried(ruins.full(), form_for(renamed, unit), ruins.of_catalog(renamed))

    assert poured(made)[Slot("1", Column.ACTUAL, "activities_new")] == "3"
    assert made.is_complete


def test_note_of_the_county_is_listed_once_for_its_column() -> None:
    """A column that the form hasn't is told with its title beside each cell."""

    def noted(book: Workbook) -> None:
        sheet = book[SCORES]
        ruins.unmerged(sheet)
        sheet["Q4"] = "备注"
        for row in range(5, 12):
            sheet[f"Q{row}"] = f"备注{row}"

    made = carried(by_openpyxl(noted, ruins.full()))
    left = [one.offered for one in made.outcomes if one.came is Came.LEFT_OUT]
    assert len(left) == 7
    assert {(one.label, one.is_foreign) for one in left} == {("备注", True)}

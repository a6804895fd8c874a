"""The office restyles its master form as it likes; what the tool needs of it is said in a sentence."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

import forms
import samples
from libreoffice import converted, needs_libreoffice
from scoresheet.catalog.form import form_for
from scoresheet.checking.running import Severity, run
from scoresheet.filling.answers import Answers, ItemAnswer, pour
from scoresheet.forms.master import MasterError, open_master, places_of
from scoresheet.inbox.detect import FileType
from scoresheet.inbox.intake import File
from scoresheet.language import Locale
from scoresheet.reading.returned_form import read_file
from scoresheet.titles import Column

pytestmark = pytest.mark.slow

Change = Callable[[openpyxl.Workbook], None]


def name_place(book: openpyxl.Workbook, name: str, cells: str) -> None:
    """Define a name of the master for some cells of its first sheet."""
    book.defined_names[name] = DefinedName(name, attr_text=f"'{book.worksheets[0].title}'!{cells}")


def moved(sheet: Worksheet, order: str) -> None:
    """Put the columns of the master's table into another order, given as their old letters."""
    width = {letter: sheet.column_dimensions[letter].width for letter in order}
    for row in (4, 5):
        old = {
            letter: (cell.value, copy(cell._style))  # noqa: SLF001 - the only way to copy all of a style
            for letter in order
            if (cell := sheet[f"{letter}{row}"])
        }
        for place, letter in enumerate(order, start=1):
            cell = sheet.cell(row, place)
            cell.value, cell._style = old[letter]  # noqa: SLF001 - the only way to copy all of a style
    for place, letter in enumerate(order, start=1):
        sheet.column_dimensions[sheet.cell(4, place).column_letter].width = width[letter]


def category_rows(book: openpyxl.Workbook) -> None:
    """Give each category a row of its own instead of a column."""
    sheet = book.worksheets[0]
    for area in [area for area in sheet.merged_cells.ranges if area.min_row >= 5]:
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(5)
    sheet["A5"].font = Font(name="黑体", sz=12, bold=True)
    sheet["A4"].value = "序号"
    sheet.merge_cells("A5:F5")
    for name, cells in (("category_row", "$A$5:$H$5"), ("item_row", "$A$6:$H$6"), ("total_row", "$A$7:$H$7")):
        name_place(book, name, cells)
    name_place(book, "signature", "$A$9")


def total_in_one_cell(book: openpyxl.Workbook) -> None:
    """Take the merged area of the total's name apart."""
    book.worksheets[0].unmerge_cells("A6:B6")


def category_rows_below(book: openpyxl.Workbook) -> None:
    """Show the row of a category below the row of an item."""
    sheet = book.worksheets[0]
    for area in [area for area in sheet.merged_cells.ranges if area.min_row >= 5]:
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(6)
    for name, cells in (("category_row", "$B$6"), ("total_row", "$A$7:$H$7"), ("signature", "$A$9")):
        name_place(book, name, cells)


def office_column(book: openpyxl.Workbook) -> None:
    """Put the office's own column between score and completion."""
    sheet = book.worksheets[0]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_cols(5)
    sheet["E4"] = "责任科室"
    for name, cells in (("date", "$F$2"), ("form_code", "$F$3")):
        name_place(book, name, cells)


def office_column_at_the_end(book: openpyxl.Workbook) -> None:
    """Put the office's own column beyond all others."""
    book.worksheets[0]["I4"] = "备注"


def another_order(book: openpyxl.Workbook) -> None:
    """Put ids first and the self-check beside the score."""
    sheet = book.worksheets[0]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    moved(sheet, "GABCDHEF")


def without_the_rest(book: openpyxl.Workbook) -> None:
    """Do without total, signature and form code."""
    sheet = book.worksheets[0]
    for area in [area for area in sheet.merged_cells.ranges if area.min_row >= 3]:
        sheet.unmerge_cells(str(area))
    sheet.delete_rows(6, 3)
    sheet["E3"].value = None
    for name in ("total_row", "signature", "form_code"):
        del book.defined_names[name]


def notes(book: openpyxl.Workbook) -> None:
    """Print notes below the signature."""
    sheet = book.worksheets[0]
    sheet["A9"], sheet["A10"] = "注：1. 得分保留两位小数。", "2. 以上含本数。"
    sheet.merge_cells("A9:F9")


def other_looks(book: openpyxl.Workbook) -> None:
    """Restyle everything."""
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            cell.font = Font(name="仿宋", sz=14)
    book.worksheets[0].row_dimensions[5].height = 60


def wide_header(book: openpyxl.Workbook) -> None:
    """Give the header two rows, merged column by column."""
    sheet = book.worksheets[0]
    for area in [area for area in sheet.merged_cells.ranges if area.min_row >= 5]:
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(5)
    for letter in "ABCDEFGH":
        sheet.merge_cells(f"{letter}4:{letter}5")
    for name, cells in (
        ("header_row", "$A$4:$H$5"),
        ("item_row", "$A$6"),
        ("total_row", "$A$7"),
        ("signature", "$A$9"),
    ):
        name_place(book, name, cells)


def merged_item_row(book: openpyxl.Workbook) -> None:
    """Let the reasons stretch over two columns, in every row."""
    sheet = book.worksheets[0]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_cols(7)
    for row in (4, 5):
        sheet.merge_cells(f"F{row}:G{row}")


def borders_far_beyond(book: openpyxl.Workbook) -> None:
    """Format far more rows and columns than the form has."""
    sheet = book.worksheets[0]
    sheet.cell(800, 5).font = Font(name="仿宋")
    sheet.cell(5, 300).font = Font(name="仿宋")


def one_width_for_many_columns(book: openpyxl.Workbook) -> None:
    """Let one width stand for all columns to the right, as editors write it."""
    column = book.worksheets[0].column_dimensions["H"]
    column.min, column.max = 8, 16384


def another_sheet(book: openpyxl.Workbook) -> None:
    """Add a sheet of the office's own, and put it first."""
    book.create_sheet("填报须知", 0)["A1"] = "请于11月28日前报送。"


VARIANTS: tuple[Change, ...] = (
    category_rows,
    category_rows_below,
    office_column,
    office_column_at_the_end,
    another_order,
    without_the_rest,
    notes,
    other_looks,
    wide_header,
    merged_item_row,
    borders_far_beyond,
    one_width_for_many_columns,
    another_sheet,
)


def master_with(change: Change, folder: Path) -> Path:
    """Give the shipped master with a change."""
    book = openpyxl.load_workbook(forms.MASTER_FORM)
    change(book)
    path = folder / "master.xlsx"
    book.save(path)
    return path


def filled_and_checked(blank: bytes) -> list[str]:
    """Fill a form with less than full marks everywhere, and give what the validator objects to."""
    catalog = samples.catalog()
    form = form_for(catalog, catalog.units[0])
    answers = {item.id: ItemAnswer(item.points - 1, "已完成大部分", "一次改在12月") for item in catalog.items}
    data = pour(blank, form, Answers(answers, none_declared=True))
    submission = read_file(catalog, File("a.xlsx", FileType.XLSX, data=data, sha256="a" * 64))
    return [one.code for one in run(submission) if one.severity is not Severity.NOTICE]


def scores_sheet(blank: bytes) -> Worksheet:
    """Give the sheet that a form is about."""
    sheet: Worksheet = forms.opened(blank)["自查评分表"]
    return sheet


@pytest.mark.parametrize("change", VARIANTS, ids=[change.__name__ for change in VARIANTS])
def test_restyled_master_gives_a_form_that_comes_back_clean(change: Change, tmp_path: Path) -> None:
    """Whatever the office does to its master, items stand in their rows and a filled form is read without objection."""
    blank = forms.form_of(samples.catalog(), master=master_with(change, tmp_path))

    texts = [cell.value for row in scores_sheet(blank).iter_rows() for cell in row]
    assert [text for text in texts if text in {"按期换届。", "培训40名。"}] == ["培训40名。", "按期换届。"]
    assert filled_and_checked(blank) == []


def test_categories_on_rows_of_their_own_keep_their_looks(tmp_path: Path) -> None:
    """A category row is copied with its merged cells and font, and holds the category's name."""
    sheet = scores_sheet(forms.form_of(samples.catalog(), master=master_with(category_rows, tmp_path)))

    assert [sheet[f"A{row}"].value for row in (5, 8)] == ["服务大局", "组织建设"]
    assert {sheet[f"A{row}"].font.name for row in (5, 8)} == {"黑体"}
    assert {"A5:F5", "A8:F8"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert [sheet[f"B{row}"].value for row in (6, 7)] == ["开展活动不少于3次。", "培训40名。"]
    assert sheet["A12"].value == "合计"


def test_without_names_there_is_no_column_of_categories() -> None:
    """A catalog without categories' names hides their column, the texts take its room, and a blank form is sound."""
    named = samples.catalog()
    nameless = replace(named, categories=tuple(replace(one, is_unprinted=True) for one in named.categories))
    before, after = (scores_sheet(forms.form_of(one)) for one in (named, nameless))

    assert (before.column_dimensions["A"].hidden, after.column_dimensions["A"].hidden) == (False, True)
    widths = [sheet.column_dimensions["B"].width for sheet in (before, after)]
    assert widths[1] - widths[0] == before.column_dimensions["A"].width
    assert not any(area.min_col == 1 and area.min_row != area.max_row for area in after.merged_cells.ranges)
    assert after["A10"].value == "合计"
    assert "A10:B10" in {str(area) for area in after.merged_cells.ranges}
    assert filled_and_checked(forms.form_of(nameless)) == []


def test_the_total_keeps_its_name_beside_a_hidden_column(tmp_path: Path) -> None:
    """Where a master names the total in the column of categories alone, the name reaches into the next."""
    named = samples.catalog()
    nameless = replace(named, categories=tuple(replace(one, is_unprinted=True) for one in named.categories))

    sheet = scores_sheet(forms.form_of(nameless, master=master_with(total_in_one_cell, tmp_path)))

    assert "A10:B10" in {str(area) for area in sheet.merged_cells.ranges}


def test_columns_of_the_office_are_printed_and_left_blank(tmp_path: Path) -> None:
    """The office's own column stays where it was put, is printed, and our hidden columns keep clear of it."""
    inside = scores_sheet(forms.form_of(samples.catalog(), master=master_with(office_column, tmp_path)))
    beyond = scores_sheet(
        forms.form_of(samples.catalog(), master=master_with(office_column_at_the_end, tmp_path))
    )

    assert (inside["E4"].value, inside.print_area) == ("责任科室", "'自查评分表'!$A$1:$G$12")
    assert (beyond["I4"].value, beyond.print_area) == ("备注", "'自查评分表'!$A$1:$I$12")
    assert not beyond.column_dimensions["I"].hidden
    assert beyond.column_dimensions["J"].hidden


def test_notes_below_the_signature_move_down(tmp_path: Path) -> None:
    """What the master prints below its table stays below the table, merged as it was."""
    sheet = scores_sheet(forms.form_of(samples.catalog(), master=master_with(notes, tmp_path)))

    assert (sheet["A13"].value, sheet["A14"].value) == ("注：1. 得分保留两位小数。", "2. 以上含本数。")
    assert "A13:F13" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.print_area == "'自查评分表'!$A$1:$F$14"


def test_header_of_two_rows_is_repeated_and_frozen(tmp_path: Path) -> None:
    """Both rows of the header are printed on every page and stay on the screen."""
    sheet = scores_sheet(forms.form_of(samples.catalog(), master=master_with(wide_header, tmp_path)))
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A6", "$4:$5")


def test_merged_cells_of_the_item_row_are_repeated(tmp_path: Path) -> None:
    """Cells that the master merges in its item row are merged in every item's row."""
    sheet = scores_sheet(forms.form_of(samples.catalog(), master=master_with(merged_item_row, tmp_path)))
    assert {f"F{row}:G{row}" for row in range(5, 10)} <= {str(area) for area in sheet.merged_cells.ranges}


def test_high_item_row_stays_high(tmp_path: Path) -> None:
    """An office that leaves room for handwriting keeps it."""
    sheet = scores_sheet(forms.form_of(samples.catalog(), master=master_with(other_looks, tmp_path)))
    assert sheet.row_dimensions[7].height == 60


def test_far_formats_are_no_part_of_the_form(tmp_path: Path) -> None:
    """A stray format far away moves neither the print area nor our hidden columns."""
    sheet = scores_sheet(forms.form_of(samples.catalog(), master=master_with(borders_far_beyond, tmp_path)))
    assert sheet.print_area == "'自查评分表'!$A$1:$F$12"
    assert sheet.column_dimensions["I"].hidden


def test_no_column_gets_two_widths(tmp_path: Path) -> None:
    """A width for many columns at once is taken apart: two widths for one column would make Excel offer a repair."""
    sheet = scores_sheet(
        forms.form_of(samples.catalog(), master=master_with(one_width_for_many_columns, tmp_path))
    )
    spans = [(one.min, one.max) for one in sheet.column_dimensions.values()]
    assert all(first == last for first, last in spans)
    assert sheet.column_dimensions["I"].width == sheet.column_dimensions["H"].width


@needs_libreoffice
def test_master_saved_by_libreoffice_serves_as_well(tmp_path: Path) -> None:
    """A master that was restyled in another editor gives the same rows and a form that comes back clean."""
    path = tmp_path / "saved.xlsx"
    path.write_bytes(converted([forms.MASTER_FORM.read_bytes()], tmp_path)[0])
    blank = forms.form_of(samples.catalog(), master=path)

    sheet = scores_sheet(blank)
    assert sheet["B7"].value == "按期换届。"
    assert all(one.min == one.max for one in sheet.column_dimensions.values())
    assert filled_and_checked(blank) == []


def remove(*names: str) -> Change:
    """Give the change that removes names."""

    def change(book: openpyxl.Workbook) -> None:
        for name in names:
            del book.defined_names[name]

    return change


def retitle(cell: str, title: str) -> Change:
    """Give the change that puts another title into the header."""

    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0][cell] = title

    return change


def point(name: str, cells: str) -> Change:
    """Give the change that lets a name point elsewhere."""

    def change(book: openpyxl.Workbook) -> None:
        name_place(book, name, cells)

    return change


def broken_name(book: openpyxl.Workbook) -> None:
    """Delete the cells that a name pointed to."""
    book.defined_names["status"] = DefinedName("status", attr_text="#REF!")


def name_of_a_sheet_that_is_gone(book: openpyxl.Workbook) -> None:
    """Let a name point to a sheet that isn't there."""
    book.defined_names["title"] = DefinedName("title", attr_text="'旧表'!$A$1")


def name_on_another_sheet(book: openpyxl.Workbook) -> None:
    """Let a name point to another sheet."""
    book.create_sheet("封面")
    book.defined_names["title"] = DefinedName("title", attr_text="'封面'!$A$1")


def two_columns_gone(book: openpyxl.Workbook) -> None:
    """Clear two titles of the header."""
    book.worksheets[0]["E4"], book.worksheets[0]["G4"] = None, None


def taken_name(book: openpyxl.Workbook) -> None:
    """Have a sheet of the same name as one of ours."""
    book.create_sheet("填表说明")


REFUSED: dict[str, tuple[Change, tuple[str, ...]]] = {
    "a name is gone": (remove("status"), ("缺少名称：status", "名称管理器")),
    "two names are gone": (remove("title", "item_row"), ("title、item_row",)),
    "a name is broken": (broken_name, ("缺少名称：status",)),
    "a name of a lost sheet": (name_of_a_sheet_that_is_gone, ("缺少名称：title",)),
    "a name on another sheet": (name_on_another_sheet, ("位置不对：title", "同一张工作表")),
    "status below the table": (point("status", "$A$20"), ("位置不对：status",)),
    "total above the table": (point("total_row", "$A$2"), ("位置不对：total_row",)),
    "category on the item's row": (point("category_row", "$A$5"), ("位置不对：category_row",)),
    "a column is gone": (retitle("D4", "得分情况"), ("缺少这些栏：自查得分",)),
    "two columns are gone": (two_columns_gone, ("完成情况、编号",)),
    "a sheet of the same name": (taken_name, ("“填表说明”", "重名")),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_master_that_lacks_something_is_refused_with_a_sentence(what: str, tmp_path: Path) -> None:
    """The sentence names what is missing or misplaced and what to do, in both languages."""
    change, words = REFUSED[what]
    with pytest.raises(MasterError) as refusal:
        forms.form_of(samples.catalog(), master=master_with(change, tmp_path))

    message = refusal.value.message
    assert all(word in message.zh for word in words)
    assert message.en == str(refusal.value)
    assert message.en.endswith(".")


def test_missing_master_is_named(tmp_path: Path) -> None:
    """A master that isn't there is named with its path."""
    with pytest.raises(MasterError) as refusal:
        open_master(tmp_path / "none.xlsx")
    assert refusal.value.message.zh == f"找不到表格母版 {tmp_path / 'none.xlsx'}。"


@pytest.mark.parametrize(
    "content", [b"", b"dear colleague", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0" + bytes(600)]
)
def test_what_is_no_workbook_is_refused(content: bytes, tmp_path: Path) -> None:
    """Anything but an .xlsx workbook gets the sentence that says how to save one."""
    path = tmp_path / "master.xlsx"
    path.write_bytes(content)
    with pytest.raises(MasterError, match=r"save it as \.xlsx"):
        open_master(path)


def test_folder_is_no_master(tmp_path: Path) -> None:
    """A folder in place of the master is refused as well."""
    with pytest.raises(MasterError):
        open_master(tmp_path)


def test_titles_may_be_spaced_and_in_either_language() -> None:
    """A title is known with blanks or line breaks in it, in Chinese also on an English form."""
    book = openpyxl.load_workbook(forms.MASTER_FORM)
    book.worksheets[0]["D4"], book.worksheets[0]["C4"] = "自查\n得分", "Points"
    _, places = places_of(book, Locale.EN)
    assert (places.columns[Column.SCORE], places.columns[Column.POINTS]) == (4, 3)


def test_warnings_of_the_library_are_not_the_clerks_business(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening a master prints no warning about what the library doesn't know."""

    def warn(_: Path) -> Any:
        warnings.warn("unknown extension", UserWarning, stacklevel=1)
        return openpyxl.Workbook()

    monkeypatch.setattr("scoresheet.forms.master.load_workbook", warn)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        open_master(tmp_path / "any.xlsx")
    assert told == []

"""Rows, columns and sheets as counties leave them: put in, deleted, sorted, merged, hidden, renamed, copied."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import partial

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from returned import ACHIEVED, FIRST_ROW, REGISTER, SCORES, TOTAL_ROW, by_openpyxl, good
from scoresheet.titles import HIDDEN, INSTRUCTIONS
from surgery import Maker, after_rows, last_rows, with_sheet

LAST_ROW = FIRST_ROW + 33
_SCORE, _ID = 4, 7


def _rows_put_in(book: Workbook) -> None:
    book[SCORES].insert_rows(4, 2)
    book[SCORES].insert_rows(20)
    book[ACHIEVED].insert_rows(2, 3)
    book[REGISTER].insert_rows(8, 2)


def _columns_put_in(book: Workbook) -> None:
    book[SCORES].insert_cols(1)
    book[SCORES].insert_cols(4)
    book[REGISTER].insert_cols(1)


def _row_deleted(book: Workbook) -> None:
    book[SCORES].delete_rows(6)


def _rows_deleted(book: Workbook) -> None:
    book[SCORES].delete_rows(6, 3)


def _sorted(book: Workbook, last: int = _ID) -> None:
    sheet = book[SCORES]
    rows = [
        [sheet.cell(row, column).value for column in range(2, last + 1)]
        for row in range(FIRST_ROW, LAST_ROW + 1)
    ]
    for row, values in enumerate(reversed(rows), start=FIRST_ROW):
        for column, value in enumerate(values, start=2):
            sheet.cell(row, column).value = value


def _scores_alone_sorted(book: Workbook) -> None:
    # The scores were sorted, and nothing else was: each stands beside an item that it doesn't belong to.
    sheet = book[SCORES]
    scores = sorted(float(sheet.cell(row, _SCORE).value) for row in range(FIRST_ROW, LAST_ROW + 1))
    for row, value in enumerate(scores, start=FIRST_ROW):
        sheet.cell(row, _SCORE).value = value


def _columns_reordered(book: Workbook) -> None:
    sheet = book[SCORES]
    for row in range(FIRST_ROW - 1, LAST_ROW + 1):
        values = [sheet.cell(row, column).value for column in range(2, 7)]
        for column, value in zip(range(6, 1, -1), values, strict=True):
            sheet.cell(row, column).value = value


def _column_deleted(book: Workbook) -> None:
    book[SCORES].delete_cols(5)


def _score_column_deleted(book: Workbook) -> None:
    book[SCORES].delete_cols(_SCORE)


def _column_renamed(book: Workbook) -> None:
    book[SCORES]["D4"] = "自评"


def _header_deleted(book: Workbook) -> None:
    book[SCORES].delete_rows(4)


def _header_of_two_rows(book: Workbook) -> None:
    sheet = book[SCORES]
    sheet.insert_rows(4)
    sheet["D4"], sheet["E4"] = "自查情况", "自查情况"


def _hidden_rows(book: Workbook) -> None:
    for row in range(FIRST_ROW, FIRST_ROW + 10):
        book[SCORES].row_dimensions[row].hidden = True


def _hidden_score_column(book: Workbook) -> None:
    book[SCORES].column_dimensions["D"].hidden = True


def _filtered(book: Workbook) -> None:
    sheet = book[SCORES]
    sheet.auto_filter.ref = f"A4:H{LAST_ROW}"
    sheet.auto_filter.add_filter_column(3, ["3"])
    for row in range(FIRST_ROW + 3, LAST_ROW):
        sheet.row_dimensions[row].hidden = True


def _grouped(book: Workbook) -> None:
    book[SCORES].row_dimensions.group(FIRST_ROW, FIRST_ROW + 8, outline_level=1, hidden=True)


def _row_twice(book: Workbook, score: float | None = None) -> None:
    sheet = book[SCORES]
    sheet.insert_rows(7)
    for column in range(2, 8):
        sheet.cell(7, column).value = sheet.cell(6, column).value
    if score is not None:
        sheet.cell(7, _SCORE).value = score


def _row_of_its_own(book: Workbook) -> None:
    book[SCORES].insert_rows(7)
    book[SCORES]["B7"], book[SCORES]["D7"] = "获得市级表彰", 2


def _bonus_below(book: Workbook) -> None:
    book[SCORES]["B45"], book[SCORES]["D45"] = "加分项", 5


def _note_below(book: Workbook) -> None:
    book[SCORES]["B45"] = "以上内容属实。联系电话：0839-5222222"


def _subtotals(book: Workbook) -> None:
    book[SCORES].insert_rows(10)
    book[SCORES]["B10"], book[SCORES]["D10"] = "合计", 15


def _printed_header_again(book: Workbook) -> None:
    book[SCORES].insert_rows(20)
    for column in range(2, 8):
        book[SCORES].cell(20, column).value = book[SCORES].cell(4, column).value


def _blank_rows_between(book: Workbook) -> None:
    for row in range(LAST_ROW, FIRST_ROW, -3):
        book[SCORES].insert_rows(row)


def _ids_gone(book: Workbook) -> None:
    for sheet, column in ((SCORES, _ID), (ACHIEVED, 1), (REGISTER, 1)):
        for row in range(3, book[sheet].max_row + 1):
            book[sheet].cell(row, column).value = None


def _ids_as_numbers(book: Workbook) -> None:
    for number, row in enumerate(range(FIRST_ROW, LAST_ROW + 1), start=1):
        book[SCORES].cell(row, _ID).value = number


def _ids_shifted(book: Workbook) -> None:
    # Filled down with the mouse: each row has the id of the one above.
    sheet = book[SCORES]
    ids = [sheet.cell(row, _ID).value for row in range(FIRST_ROW, LAST_ROW + 1)]
    for row, value in enumerate([ids[0], *ids[:-1]], start=FIRST_ROW):
        sheet.cell(row, _ID).value = value


def _text_changed(book: Workbook) -> None:
    sheet = book[SCORES]
    sheet["B6"] = str(sheet["B6"].value).replace("19", "9")


def _text_abridged(book: Workbook) -> None:
    book[SCORES]["B6"] = "西部计划志愿者招募。"


def _texts_exchanged(book: Workbook) -> None:
    sheet = book[SCORES]
    sheet["B6"], sheet["B7"] = sheet["B7"].value, sheet["B6"].value


def _points_changed(book: Workbook) -> None:
    book[SCORES]["C6"], book[SCORES]["D6"] = 5, 5


def _points_gone(book: Workbook) -> None:
    for row in range(FIRST_ROW, LAST_ROW + 1):
        book[SCORES].cell(row, 3).value = None


def _points_with_words(book: Workbook) -> None:
    for row in range(FIRST_ROW, LAST_ROW + 1):
        book[SCORES].cell(row, 3).value = f"{book[SCORES].cell(row, 3).value}分"


def merged(area: str, sheet: str = SCORES) -> Maker:
    """Make the return in which an area is one cell."""
    return partial(by_openpyxl, lambda book: book[sheet].merge_cells(area))


def _done_as_above(book: Workbook) -> None:
    for row in range(FIRST_ROW + 1, FIRST_ROW + 4):
        book[SCORES].cell(row, 5).value = "同上"


def _sheets_renamed(book: Workbook) -> None:
    for name, other in ((SCORES, "Sheet1"), (ACHIEVED, "表二"), (REGISTER, "苍溪")):
        book[name].title = other


def _sheets_reordered(book: Workbook) -> None:
    book.move_sheet(SCORES, 3)
    book.move_sheet(REGISTER, -2)


def _sheet_copied(book: Workbook, score: float | None = None) -> None:
    copy = book.copy_worksheet(book[SCORES])
    if score is not None:
        copy["D6"] = score


def _blank_copy_first(book: Workbook) -> None:
    copy = book.copy_worksheet(book[SCORES])
    for row in range(FIRST_ROW, LAST_ROW + 1):
        for column in (4, 5, 6):
            copy.cell(row, column).value = None
    book.move_sheet(copy, -5)


def _sheet_of_last_year(book: Workbook) -> None:
    sheet = book.create_sheet("2013年", 0)
    sheet.append(["类别", "考核内容", "分值", "自查得分", "完成情况"])
    for number in range(1, 31):
        sheet.append([None, f"2013年第{number}项工作内容", 3, 3, "已完成"])


def _without(book: Workbook, *names: str) -> None:
    for name in names:
        del book[name]


def _values_of(source: Worksheet, target: Worksheet, *, texts_only: bool = False) -> None:
    for cells in source.iter_rows():
        for cell in cells:
            if cell.value is not None and not (texts_only and cell.column > _ID - 1):
                target.cell(cell.row, cell.column).value = cell.value


def copied(*names: str, texts_only: bool = False, sheet_names: tuple[str, ...] = ()) -> bytes:
    """Give a new workbook into which the values of some sheets were pasted, with nothing hidden behind them."""
    source = openpyxl.load_workbook(io.BytesIO(good()), data_only=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    for place, name in enumerate(names):
        title = sheet_names[place] if sheet_names else name
        _values_of(source[name], book.create_sheet(title), texts_only=texts_only)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _code_without_label(book: Workbook) -> None:
    book[SCORES]["E3"] = None


def _photo_note(book: Workbook) -> None:
    book.create_sheet("佐证照片")["A1"] = "见附件"


def _formatted_to_the_end(part: bytes) -> bytes:
    # As after colouring whole columns: a million rows that hold nothing.
    rows = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(60, 1_048_577))
    return last_rows(rows)(part)


def _bordered_to_the_end(part: bytes) -> bytes:
    rows = "".join(f'<row r="{row}"><c r="D{row}" s="1"/></row>' for row in range(60, 1_048_577, 6))
    return last_rows(rows + '<row r="1048576"><c r="XFD1048576" s="1"/></row>')(part)


def _rows_without_numbers(part: bytes) -> bytes:
    return re.sub(rb'<row r="\d+"', b"<row", part)


def _extensions(part: bytes) -> bytes:
    # WPS puts elements of its own straight into the extension list of a filter, which the standard forbids.
    made = after_rows(
        '<autoFilter ref="A4:H38"><extLst xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData">'
        '<etc:filterColumn colId="3"><etc:c r="D6"><etc:v>0</etc:v></etc:c></etc:filterColumn></extLst></autoFilter>'
    )(part)
    return made.replace(
        b"</worksheet>",
        b'<extLst><ext uri="{F9E06B5A}"><c r="D7"><v>0</v></c><row r="7"/></ext></extLst></worksheet>',
        1,
    )


def _score_in_an_extension(part: bytes) -> bytes:
    # The cell of item 2 is blank, and an extension, which no program shows, has a number for it.
    start = part.index(b'<c r="D6"')
    end = part.index(b"</c>", start) + len(b"</c>")
    made = part[:start] + part[end:]
    return made.replace(
        b"</worksheet>", b'<extLst><ext uri="x"><c r="D6"><v>3</v></c></ext></extLst></worksheet>', 1
    )


CHANGES: dict[str, Callable[[Workbook], object]] = {
    "saved again.xlsx": lambda _: None,
    "rows put in.xlsx": _rows_put_in,
    "columns put in.xlsx": _columns_put_in,
    "row deleted.xlsx": _row_deleted,
    "rows deleted.xlsx": _rows_deleted,
    "rows sorted.xlsx": _sorted,
    "rows sorted without ids.xlsx": partial(_sorted, last=_ID - 1),
    "scores alone sorted.xlsx": _scores_alone_sorted,
    "columns reordered.xlsx": _columns_reordered,
    "column of words deleted.xlsx": _column_deleted,
    "column of scores deleted.xlsx": _score_column_deleted,
    "column renamed.xlsx": _column_renamed,
    "header deleted.xlsx": _header_deleted,
    "header of two rows.xlsx": _header_of_two_rows,
    "rows hidden.xlsx": _hidden_rows,
    "column of scores hidden.xlsx": _hidden_score_column,
    "rows filtered.xlsx": _filtered,
    "rows grouped.xlsx": _grouped,
    "row twice.xlsx": _row_twice,
    "row twice with two scores.xlsx": partial(_row_twice, score=1),
    "row of its own.xlsx": _row_of_its_own,
    "bonus below.xlsx": _bonus_below,
    "note below.xlsx": _note_below,
    "subtotal.xlsx": _subtotals,
    "header once more.xlsx": _printed_header_again,
    "blank rows between.xlsx": _blank_rows_between,
    "ids gone.xlsx": _ids_gone,
    "ids as numbers.xlsx": _ids_as_numbers,
    "ids filled down.xlsx": _ids_shifted,
    "text changed.xlsx": _text_changed,
    "text abridged.xlsx": _text_abridged,
    "texts exchanged.xlsx": _texts_exchanged,
    "points changed.xlsx": _points_changed,
    "points gone.xlsx": _points_gone,
    "points with words.xlsx": _points_with_words,
    "done as above.xlsx": _done_as_above,
    "sheets renamed.xlsx": _sheets_renamed,
    "sheets reordered.xlsx": _sheets_reordered,
    "sheet copied.xlsx": _sheet_copied,
    "sheet copied with another score.xlsx": partial(_sheet_copied, score=2),
    "blank copy first.xlsx": _blank_copy_first,
    "sheet of last year.xlsx": _sheet_of_last_year,
    "sheet of photos.xlsx": _photo_note,
    "sheet of scores deleted.xlsx": lambda book: _without(book, SCORES),
    "register deleted.xlsx": lambda book: _without(book, REGISTER),
    "measures deleted.xlsx": lambda book: _without(book, ACHIEVED),
    "instructions deleted.xlsx": lambda book: _without(book, INSTRUCTIONS.zh),
    "hidden sheet deleted.xlsx": lambda book: _without(book, HIDDEN),
    "form code deleted.xlsx": _code_without_label,
    "total row deleted.xlsx": lambda book: book[SCORES].delete_rows(TOTAL_ROW),
}
FILES: dict[str, Maker] = {
    **{name: partial(by_openpyxl, change) for name, change in CHANGES.items()},
    "scores merged.xlsx": merged("D6:D8"),
    "scores and words merged.xlsx": merged("D6:E6"),
    "words merged.xlsx": merged("E6:E8"),
    "reasons merged.xlsx": merged("F6:F8"),
    "categories merged.xlsx": merged("A5:A9"),
    "texts merged.xlsx": merged("B6:B7"),
    "ids merged.xlsx": merged("G6:G7"),
    "achieved numbers merged.xlsx": merged("E5:E6", ACHIEVED),
    "copied to a new workbook.xlsx": partial(copied, SCORES, ACHIEVED, REGISTER),
    "copied without ids.xlsx": partial(copied, SCORES, ACHIEVED, REGISTER, texts_only=True),
    "copied to sheets of other names.xlsx": partial(
        copied, SCORES, ACHIEVED, REGISTER, sheet_names=("Sheet1", "Sheet2", "Sheet3")
    ),
    "copied without the other sheets.xlsx": partial(copied, SCORES),
    "formatted to the last row.xlsx": lambda: with_sheet(_formatted_to_the_end),
    "bordered to the last row.xlsx": lambda: with_sheet(_bordered_to_the_end),
    "rows without numbers.xlsx": lambda: with_sheet(_rows_without_numbers),
    "extensions of WPS.xlsx": lambda: with_sheet(_extensions),
    "score in an extension.xlsx": lambda: with_sheet(_score_in_an_extension),
}

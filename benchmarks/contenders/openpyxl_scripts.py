"""What an office's own script with openpyxl does: forms made from a master, returns checked row by row."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.contenders.simple_checks import Expected, Row, found_in

FORMS = "contents.pickle"
"""What stands in the cells of every unit's form, and the prototype that it is put into (`benchmarks.preparing`)."""


def loading_each(folder: str) -> Callable[[], dict[str, Any]]:
    """Load the prepared workbook for each unit, put its cells in, save."""
    prototype, forms = _prepared(folder)

    def work() -> dict[str, Any]:
        for cells in forms:
            _saved(_filled(openpyxl.load_workbook(io.BytesIO(prototype)), cells))
        return {"forms": len(forms)}

    return work


def loading_once(folder: str) -> Callable[[], dict[str, Any]]:
    """Load the prepared workbook once; put each unit's cells into the same object and save it."""
    prototype, forms = _prepared(folder)
    book = openpyxl.load_workbook(io.BytesIO(prototype))

    def work() -> dict[str, Any]:
        for cells in forms:
            _saved(_filled(book, cells))
        return {"forms": len(forms)}

    return work


def from_scratch(folder: str) -> Callable[[], dict[str, Any]]:
    """Write the scores sheet alone, cell by cell: texts, borders, a validation for each score, protection."""
    items = _items(folder)
    units = len(_prepared(folder)[1])

    def work() -> dict[str, Any]:
        for number in range(units):
            _saved(_plain_form(f"填报单位：第{number}号", items))
        return {"forms": units}

    return work


def same_contents(folder: str) -> Callable[[], dict[str, Any]]:
    """Hold the forms of the program against those that openpyxl makes one by one: what stands in every cell."""
    prototype, forms = _prepared(folder)
    made = sorted((Path(folder) / "forms").iterdir())

    def work() -> dict[str, Any]:
        differing = 0
        for path, cells in zip(made, forms, strict=True):
            one = openpyxl.load_workbook(
                io.BytesIO(_saved(_filled(openpyxl.load_workbook(io.BytesIO(prototype)), cells)))
            )
            other = openpyxl.load_workbook(path)
            differing += sum(1 for _ in _differences(one, other))
        return {"forms": len(made), "differing": differing}

    return work


Cells = Mapping[str, Mapping[str, Any]]
"""What is put into a form, by sheet and address."""


def _prepared(folder: str) -> tuple[bytes, Sequence[Cells]]:
    prototype, forms = pickle.loads((Path(folder) / FORMS).read_bytes())  # noqa: S301 - written by this run
    return prototype, forms


def _filled(book: Workbook, cells: Cells) -> Workbook:
    for name, contents in cells.items():
        sheet = book[name]
        for address, content in contents.items():
            sheet[address] = content
    return book


def _saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _differences(one: Workbook, other: Workbook) -> Iterator[str]:
    for sheet in one.worksheets:
        beside = other[sheet.title]
        addresses = {cell.coordinate for row in (*sheet.iter_rows(), *beside.iter_rows()) for cell in row}
        yield from (at for at in addresses if _stands(sheet[at].value) != _stands(beside[at].value))


def _stands(value: Any) -> Any:
    # openpyxl leaves an empty text out; to whoever reads the form it is a blank either way.
    return None if value == "" else value


def _items(folder: str) -> list[tuple[str, str, float]]:
    expected = Expected.of(folder)
    prepared = _prepared(folder)[1][0][expected.sheet]
    text, points = (openpyxl.utils.get_column_letter(expected.columns[name]) for name in ("text", "points"))
    return [
        (str(number), str(prepared[f"{text}{row}"]), float(prepared[f"{points}{row}"]))
        for number, row in enumerate(expected.rows, start=1)
    ]


_TITLES = ("编号", "考核内容", "分值", "自查得分", "完成情况", "未完成情况说明")
_WIDTHS = (6, 50, 8, 10, 30, 30)


def _plain_form(unit: str, items: Sequence[tuple[str, str, float]]) -> Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["自查评分表"])
    sheet.append([unit])
    sheet.append(list(_TITLES))
    side = Side(style="thin")
    border, wrapped = Border(side, side, side, side), Alignment(wrap_text=True, vertical="center")
    for row, (number, text, points) in enumerate(items, start=4):
        for column, content in enumerate((number, text, points, None, None, None), start=1):
            cell = sheet.cell(row, column, content)
            cell.border, cell.alignment, cell.font = border, wrapped, Font(name="宋体", size=10)
            cell.protection = Protection(locked=column < len(_TITLES) - 2)
        _limited(sheet, f"D{row}", points)
    last = len(items) + 3
    sheet.append(["合计", None, f"=SUM(C4:C{last})", f"=SUM(D4:D{last})"])
    _dressed(sheet, last)
    return book


def _limited(sheet: Worksheet, address: str, points: float) -> None:
    rule = DataValidation(type="decimal", operator="between", formula1="0", formula2=str(points))
    rule.error, rule.showErrorMessage = f"0 — {points}", True
    rule.add(address)
    sheet.add_data_validation(rule)


def _dressed(sheet: Worksheet, last: int) -> None:
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.merge_cells("A1:F1")
    red = PatternFill("solid", bgColor="FFC7CE")
    for row in (f"D4:D{last}", f"C4:C{last}"):
        sheet.conditional_formatting.add(row, CellIsRule(operator="lessThan", formula=["0"], fill=red))
    sheet.protection.sheet = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.print_title_rows = "3:3"


def values_only(folder: str) -> Callable[[], dict[str, Any]]:
    """Check every return by what its cells show: one load, formulas are not seen."""
    return _checking(folder, _shown)


def values_and_formulas(folder: str) -> Callable[[], dict[str, Any]]:
    """Check every return by what its cells show and hold: two loads, a formula in place of a score is seen."""
    return _checking(folder, _shown_and_typed)


def _checking(folder: str, read: Callable[[Path, Expected], list[Row]]) -> Callable[[], dict[str, Any]]:
    expected, inbox = Expected.of(folder), Path(folder) / "returns"
    read(min(inbox.iterdir()), expected)

    def work() -> dict[str, Any]:
        found = [
            [path.name, place]
            for path in sorted(inbox.iterdir())
            for place in found_in(read(path, expected), expected)
        ]
        return {"found": found}

    return work


def _shown(path: Path, expected: Expected) -> list[Row]:
    sheet = openpyxl.load_workbook(path, data_only=True)[expected.sheet]
    return [_row(sheet, number, expected) for number in expected.places]


def _shown_and_typed(path: Path, expected: Expected) -> list[Row]:
    typed = openpyxl.load_workbook(path)[expected.sheet]
    score = expected.columns["score"]
    return [
        # A formula is no number that somebody stated; the total is computed by one.
        row
        if typed.cell(number, score).data_type != "f" or number == expected.total
        else row._replace(score="=")
        for number, row in zip(expected.places, _shown(path, expected), strict=True)
    ]


def _row(sheet: Worksheet, number: int, expected: Expected) -> Row:
    points, score, done, reason = (
        sheet.cell(number, expected.columns[name]).value for name in ("points", "score", "done", "reason")
    )
    return Row(number, points, score, done, reason)

"""How much a workbook may hold, whatever its format, and the sentences that refuse more."""

from __future__ import annotations

from scoresheet.formats.package import shown
from scoresheet.grid import Area, Sheet, Trouble, Unreadable, address
from scoresheet.language import Text

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
MOST_SHEETS = 1_000
MOST_CELLS = 500_000
MOST_MERGES = 20_000
LARGEST_MERGE = 200_000
MOST_HIDDEN = 1_000_000
"""Hidden rows and columns of all sheets together: each is kept as a number of its own."""


def refusal(sheet: Sheet, what: Text, trouble: Trouble = Trouble.UNSAFE) -> Unreadable:
    """Give the refusal of what stands on a sheet, with the sheet's name before it."""
    name = shown(sheet.name)
    return Unreadable(trouble, Text(f"工作表“{name}”：{what.zh}", f"sheet “{name}”: {what.en}"))


def damaged_cell(sheet: Sheet, at: tuple[int, int]) -> Unreadable:
    """Give the refusal of a cell whose content contradicts itself."""
    where = address(*at)
    what = Text(f"单元格{where}的内容已损坏", f"the content of cell {where} is damaged")
    return refusal(sheet, what, Trouble.DAMAGED)


def beyond(sheet: Sheet, reference: str) -> Unreadable:
    """Give the refusal of a cell that no sheet has."""
    name = shown(reference)
    what = Text(f"单元格地址{name}超出表格范围", f"the cell address {name} is beyond the sheet")
    return refusal(sheet, what)


def check_sheets(sheet: Sheet, count: int) -> None:
    """Refuse a workbook of more than so many sheets up to this one."""
    if count > MOST_SHEETS:
        limit = f"{MOST_SHEETS:,}"
        raise refusal(sheet, Text(f"到此已超过{limit}张工作表", f"more than {limit} sheets"))


def check_cells(sheet: Sheet, count: int) -> None:
    """Refuse a workbook that holds more than so many cells up to this sheet."""
    if count > MOST_CELLS:
        limit = f"{MOST_CELLS:,}"
        raise refusal(
            sheet, Text(f"到此已超过{limit}个有内容的单元格", f"more than {limit} cells with content")
        )


def check_hidden(sheet: Sheet, count: int) -> None:
    """Refuse a workbook that hides more than so many rows and columns up to this sheet."""
    if count > MOST_HIDDEN:
        limit = f"{MOST_HIDDEN:,}"
        raise refusal(
            sheet, Text(f"到此已超过{limit}个隐藏的行和列", f"more than {limit} hidden rows and columns")
        )


def add_merge(sheet: Sheet, area: Area | None, reference: str, count: int) -> None:
    """Add a merged area to its sheet; `count` are those of the workbook so far, this one included.

    Raises Unreadable where it is beyond the sheet (`area` is None), too large, or one too many.
    """
    name = shown(reference)
    if area is None:
        what = Text(f"合并区域{name}超出表格范围", f"the merged area {name} is beyond the sheet")
        raise refusal(sheet, what)
    if (area.bottom - area.top + 1) * (area.right - area.left + 1) > LARGEST_MERGE:
        raise refusal(sheet, Text(f"合并区域{name}过大", f"the merged area {name} is too large"))
    if count > MOST_MERGES:
        limit = f"{MOST_MERGES:,}"
        raise refusal(sheet, Text(f"到此已超过{limit}个合并区域", f"more than {limit} merged areas"))
    sheet.merges.append(area)

"""The table of targets coming back filled in: from a workbook or a CSV file, and what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoresheet.catalog.loading import BeforeTargets
from scoresheet.catalog.mistakes import Mistake, fold
from scoresheet.catalog.model import NotApplicable
from scoresheet.catalog.target_sheet import Applies, Column, Own, needed, target_columns
from scoresheet.catalog.targets import METHODS, UNIT_TITLES, Known, Row, Table, read_csv, read_rows
from scoresheet.figures import plain
from scoresheet.formats.workbooks import read_workbook
from scoresheet.grid import Grid, Kind, RawCell, Sheet, Unreadable, address
from scoresheet.inbox.detect import FileType, detect
from scoresheet.language import NOTHING, Text, joined
from scoresheet.values import Refusal, read_number

_TITLES_WITHIN = 30
"""The rows of a sheet in which its titles are looked for."""


def read_filled(data: bytes, file: str, known: Known) -> Table:
    """Read a table of targets from the bytes of a workbook or a CSV file that goes by the name `file`.

    Whatever is wrong with it is in the table's `mistakes`, each with its place.
    """
    kind = detect(data)
    if kind in {FileType.TEXT, FileType.UNKNOWN, FileType.EMPTY}:
        return read_csv(data, file, known)
    try:
        grid = read_workbook(data, kind)
    except Unreadable as reason:
        return Table(data, mistakes=[Mistake(file, 0, 0, _unreadable(reason))])
    return _read_grid(grid, file, known)


def _unreadable(reason: Unreadable) -> Text:
    place = reason.place
    zh, en = (f"（{place.zh}）", f" ({place.en})") if place != NOTHING else ("", "")
    return Text(
        f"这个文件读不出目标表{zh}。请用 catalog targets -o 生成的表填写，在 Excel 或 WPS 中存为 .xlsx，不设打开密码。",
        f"No table of targets can be read from this file{en}. Fill in the one that catalog targets -o writes, and save it as "
        ".xlsx without a password.",
    )


def _read_grid(grid: Grid, file: str, known: Known) -> Table:
    for sheet in grid.sheets:
        place = _titles(sheet)
        if place is not None:
            return _read_sheet(sheet, place, file, known)
    return Table(mistakes=[Mistake(file, 0, 0, _NO_TITLES)])


_NO_TITLES = Text(
    "没有找到标题行：要有一行，第一列写“单位编号”（或 unit），后面各列写“考核内容编号/指标编号”。请用 catalog targets -o 生成的表填写。",
    "There is no row of titles: one that begins with unit, followed by item/measure. Fill in the table that "
    "catalog targets -o writes.",
)


def _titles(sheet: Sheet) -> tuple[int, int] | None:
    """Find the cell that heads the column of units."""
    wanted = set(map(fold, UNIT_TITLES))
    for row, cells in sheet.rows():
        if row > _TITLES_WITHIN:
            break
        for column in sorted(cells):
            if fold(cells[column].text or "") in wanted:
                return row, column
    return None


def _read_sheet(sheet: Sheet, place: tuple[int, int], file: str, known: Known) -> Table:
    top, left = place

    def tell(row: int, column: int, message: Text) -> Mistake:
        where = f"“{sheet.name}”{address(row, left + column - 1)}"
        return Mistake(file, 0, 0, Text(f"{where}：{message.zh}", f"{where}: {message.en}"))

    return read_rows(_rows(sheet, top, left), known, tell)


def _rows(sheet: Sheet, top: int, left: int) -> Iterator[Row]:
    right = max(column for _, column in sheet.cells)
    for row, cells in sheet.rows():
        written = [_text(cells.get(column)) for column in range(left, right + 1)]
        if row >= top and any(written):
            # Cells beyond the last title are none: a row of a sheet has no end.
            yield row, written


def _text(cell: RawCell | None) -> str:
    if cell is None:
        return ""
    text = (cell.text or "").strip()
    if cell.formula is not None and cell.text is None:
        # Not taken for a blank: the clerk meant something by it.
        return f"={cell.formula}"
    if cell.kind is not Kind.NUMBER:
        return text
    value = read_number(cell)
    if value.refusal is Refusal.PERCENT and value.suggestion is not None:
        return f"{plain(value.suggestion)}%"
    if value.refusal is Refusal.DATE:
        return f"{text}（日期）"
    return text if value.number is None else plain(value.number)


@dataclass(frozen=True, slots=True)
class Update:
    """The table after a filled one was taken in: the units' own targets, what doesn't apply, what has changed."""

    own: Own
    besides: Applies
    changes: tuple[Text, ...]
    kept: tuple[Text, ...]


def missing(before: BeforeTargets, filled: Table) -> list[Mistake]:
    """Give a mistake for each target that something needs and that would be missing afterwards."""
    own = _own(before, filled)
    return [
        _missing(before, filled, unit.id, unit.name, column)
        for unit, column in needed(before.catalog)
        if (unit.id, *column.key) not in own
    ]


def _missing(before: BeforeTargets, filled: Table, unit: str, name: str, column: Column) -> Mistake:
    message = Text(
        f"{name}第{column.item.id}项“{column.measure.name}”没有目标数，目录里也没有默认的。请填上。",
        f"{name}, item {column.item.id}, “{column.measure.name}”: there is no target, and no default in the catalog. Fill it in.",
    )
    row, place = filled.rows.get(unit), filled.columns.get(column.key)
    if row is None or place is None or filled.tell is None:
        return Mistake(str(before.file or ""), 0, 0, message)
    return filled.tell(row, place, message)


def update(before: BeforeTargets, filled: Table) -> Update:
    """Take a filled table in: its units and measures get what it says, all others keep what they have."""
    own, besides = _own(before, filled), _besides(before, filled)
    changes = [*_changed_targets(before, own), *_changed_items(before, besides)]
    return Update(own, besides, tuple(changes), tuple(_kept(before, filled)))


def _own(before: BeforeTargets, filled: Table) -> dict[tuple[str, str, str], Decimal]:
    kept = {
        key: number
        for key, number in before.table.values.items()
        if key[0] not in filled.rows or key[1:] not in filled.columns
    }
    return kept | filled.values


def _besides(before: BeforeTargets, filled: Table) -> dict[str, dict[str, NotApplicable]]:
    present = before.table.not_applicable or {}
    if filled.not_applicable is None:
        return dict(present)
    kept = {unit: items for unit, items in present.items() if unit not in filled.rows}
    return kept | filled.not_applicable


def _changed_targets(before: BeforeTargets, own: Own) -> Iterator[Text]:
    for unit in before.catalog.units:
        for column in target_columns(before.catalog):
            key = (unit.id, *column.key)
            old, new = before.table.values.get(key), own.get(key)
            if old != new:
                was, becomes = _said(old, column), _said(new, column)
                yield Text(
                    f"{unit.name}第{column.item.id}项“{column.measure.name}” {was.zh} → {becomes.zh}",
                    f"{unit.name}, item {column.item.id}, “{column.measure.name}”: {was.en} → {becomes.en}",
                )


def _said(number: Decimal | None, column: Column) -> Text:
    if number is not None:
        return Text(plain(number), plain(number))
    if column.default is None:
        return Text("未填", "blank")
    shown = plain(column.default)
    return Text(f"默认{shown}", f"default {shown}")


def _changed_items(before: BeforeTargets, besides: Applies) -> Iterator[Text]:
    for unit in before.catalog.units:
        old, new = (before.table.not_applicable or {}).get(unit.id, {}), besides.get(unit.id, {})
        for item in dict.fromkeys((*old, *new)):
            if old.get(item) != new.get(item):
                was, becomes = _applies(old.get(item)), _applies(new.get(item))
                yield Text(
                    f"{unit.name}第{item}项 {was.zh} → {becomes.zh}",
                    f"{unit.name}, item {item}: {was.en} → {becomes.en}",
                )


def _applies(method: NotApplicable | None) -> Text:
    if method is None:
        return Text("适用", "applies")
    word = METHODS[method]
    return Text(f"不适用（{word.zh}）", f"doesn't apply ({word.en})")


def _kept(before: BeforeTargets, filled: Table) -> Iterator[Text]:
    """Walk what stays in force although the filled table no longer says it."""
    for unit in before.catalog.units:
        settled = before.known.not_applicable.get(unit.id, {})
        lost = [item for item in settled if item not in filled.in_catalog.get(unit.id, ())]
        if filled.not_applicable is not None and unit.id in filled.rows and lost:
            listed = joined(lost)
            yield Text(
                f"{unit.name}第{listed.zh}项不适用是写在指标目录里的，表里删去不起作用；要取消请改指标目录。",
                f"{unit.name}: items {listed.en} don't apply by the catalog itself, so removing them from the table has no effect; "
                "change the catalog.",
            )

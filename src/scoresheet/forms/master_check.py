"""Whether a restyled master form still has what the tool needs, and what of it would not reach the forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from scoresheet import titles
from scoresheet.forms.layout import Places
from scoresheet.forms.lost_parts import cells_of, lost_parts
from scoresheet.forms.master import MasterError, faults_of, open_master, places_of
from scoresheet.grid import column_letters
from scoresheet.language import Locale, Text
from scoresheet.titles import TITLES, Column


class Weight(StrEnum):
    """How much a remark weighs: no forms can be made, something is lost, or it may look other than wanted."""

    WRONG = "wrong"
    LOST = "lost"
    DOUBTFUL = "doubtful"

    @property
    def word(self) -> Text:
        """The word that people read."""
        return _WORDS[self]


_WORDS = {
    Weight.WRONG: Text("须更正", "must be mended"),
    Weight.LOST: Text("不会带到表上", "won't reach the forms"),
    Weight.DOUBTFUL: Text("请核实", "please check"),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about a master form: the sheet and cells it concerns ("" for the workbook), what, and what to do."""

    weight: Weight
    what: Text
    remedy: Text
    place: str = ""


_NARROWEST = {
    Column.TEXT: 16, Column.POINTS: 4, Column.SCORE: 5, Column.DONE: 10, Column.REASON: 10, Column.SELF_CHECK: 10,
}  # fmt: skip
"""Digits; in less the numbers read ### and the texts break after each word."""


def check_master(path: Path, locale: Locale) -> list[Remark]:
    """Give all remarks on a master form, the heaviest first; nothing where it is as the tool needs it."""
    try:
        workbook = open_master(path)
    except MasterError as error:
        return [_wrong(error.message)]
    found = [_wrong(message) for message in faults_of(workbook, locale)]
    found += list(_unreachable(workbook))
    if found:
        # What stands where can't be told before this is mended; what is lost can.
        return [*found, *_lost(path, 1)]
    try:
        sheet, places = places_of(workbook, locale)
    except MasterError as error:
        return [_wrong(error.message)]
    found += [*_twice(sheet, places), *_hidden(sheet, places), *_merged(sheet, places)]
    found += [*_narrow(sheet, places), *_formulas(sheet, places), *_locked(workbook, sheet)]
    return sorted([*found, *_lost(path, places.repeated[0])], key=lambda one: list(Weight).index(one.weight))


def _wrong(message: Text) -> Remark:
    return Remark(Weight.WRONG, message, Text("", ""))


def _lost(path: Path, item_row: int) -> Iterator[Remark]:
    for one in lost_parts(path.read_bytes(), item_row):
        yield Remark(
            Weight.LOST, one.what, one.remedy, " ".join(part for part in (one.sheet, cells_of(one)) if part)
        )


def _unreachable(workbook: Any) -> Iterator[Remark]:
    """Tell the names that belong to one sheet alone, where they aren't looked for."""
    known = set(workbook.defined_names)
    for sheet in workbook.worksheets:
        for name in sheet.defined_names:
            if name in _KNOWN and name not in known:
                yield Remark(
                    Weight.WRONG,
                    Text(f"名称 {name} 只对这张工作表有效", f"the name {name} is valid on this sheet only"),
                    Text(
                        "请在“名称管理器”中删去，再新建同名名称，“范围”选“工作簿”。",
                        "Delete it in the name manager and define it again with the workbook as its scope.",
                    ),
                    sheet.title,
                )


_KNOWN = frozenset(
    {
        *("title", "unit", "date", "status", "header_row", "item_row"),
        *("form_code", "category_row", "total_row", "signature"),
    }
)


def _twice(sheet: Any, places: Places) -> Iterator[Remark]:
    by_title = {word: column for column in titles.SCORES_COLUMNS for word in TITLES[column]}
    said = [(re.sub(r"\s", "", str(cell.value or "")), cell) for cell in sheet[places.header]]
    counted = Counter(by_title[title] for title, _ in said if title in by_title)
    for column, count in counted.items():
        if count > 1:
            cells = "、".join(cell.coordinate for title, cell in said if by_title.get(title) is column)
            name = TITLES[column]
            yield Remark(
                Weight.WRONG,
                Text(f"表头有{count}栏叫“{name.zh}”", f"{count} columns are headed “{name.en}”"),
                Text("请给其中一栏换个名称。", "Give one of them another title."),
                f"{sheet.title} {cells}",
            )


def _hidden(sheet: Any, places: Places) -> Iterator[Remark]:
    for column in (Column.TEXT, Column.POINTS, Column.SCORE, Column.DONE, Column.REASON):
        letters = column_letters(places.columns[column])
        if sheet.column_dimensions[letters].hidden:
            name = TITLES[column]
            yield Remark(
                Weight.WRONG,
                Text(f"“{name.zh}”一栏被隐藏", f"the column “{name.en}” is hidden"),
                Text("请取消隐藏。", "Please unhide it."),
                f"{sheet.title} {letters}",
            )
    for row in (places.header, places.item):
        if sheet.row_dimensions[row].hidden:
            yield Remark(
                Weight.WRONG,
                Text("这一行被隐藏，各考核项也会看不见", "this row is hidden, and so would the items be"),
                Text("请取消隐藏。", "Please unhide it."),
                f"{sheet.title} {row}",
            )


def _merged(sheet: Any, places: Places) -> Iterator[Remark]:
    first, last = places.repeated
    inputs = {places.columns[column] for column in (Column.SCORE, Column.DONE, Column.REASON)}
    for area in sheet.merged_cells.ranges:
        covers = area.min_row <= last and area.max_row >= first
        crosses = covers and (area.min_row < first or area.max_row > last)
        several = covers and sum(area.min_col <= one <= area.max_col for one in inputs) > 1
        if crosses or several:
            yield Remark(
                Weight.WRONG,
                Text("合并的单元格跨出了考核项这一行", "merged cells reach beyond the item row")
                if crosses
                else Text(
                    "合并的单元格盖住了几栏填报内容", "merged cells cover several columns to be filled in"
                ),
                Text("请取消合并。", "Please unmerge them."),
                f"{sheet.title} {area}",
            )


def _narrow(sheet: Any, places: Places) -> Iterator[Remark]:
    for column, least in _NARROWEST.items():
        letters = column_letters(places.columns[column])
        dimension = sheet.column_dimensions[letters]
        if not dimension.hidden and dimension.width < least:
            name = TITLES[column]
            yield Remark(
                Weight.DOUBTFUL,
                Text(
                    f"“{name.zh}”一栏只有{dimension.width:g}个字符宽，内容会显示不全",
                    f"the column “{name.en}” is {dimension.width:g} characters wide: too narrow to be read",
                ),
                Text(f"请放宽到{least}以上。", f"Please make it at least {least}."),
                f"{sheet.title} {letters}",
            )


def _formulas(sheet: Any, places: Places) -> Iterator[Remark]:
    first = places.repeated[0]
    cells = [
        cell.coordinate
        for row in sheet.iter_rows(min_row=first)
        for cell in row
        if cell.data_type == "f" and cell.row != places.total
    ]
    if cells:
        yield Remark(
            Weight.DOUBTFUL,
            Text(
                "考核项所在行及以下的公式：行数变动后，公式引用的位置不会跟着变",
                "formulas from the item row down: what they refer to doesn't move with the rows",
            ),
            Text("请改成文字，或移到表的上面。", "Please write text instead, or move them above the table."),
            f"{sheet.title} {'、'.join(cells[:5])}",
        )


def _locked(workbook: Any, sheet: Any) -> Iterator[Remark]:
    if sheet.protection.password or (workbook.security and workbook.security.workbookPassword):
        yield Remark(
            Weight.WRONG,
            Text("母版设了保护密码，各单位会打不开锁定的内容", "the master is protected with a password"),
            Text(
                "请撤销保护，保存后再用；生成的表会自动加上不带密码的保护。",
                "Please unprotect it and save; forms get protection without a password by themselves.",
            ),
            sheet.title,
        )

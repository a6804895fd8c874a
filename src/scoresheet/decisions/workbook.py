"""Decisions written down in a workbook: one sheet for each kind, one row for each decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from scoresheet.catalog.mistakes import Mistake, choices, fold, guess, quoted
from scoresheet.catalog.model import Catalog
from scoresheet.decision import TITLES, Kind
from scoresheet.decisions.cells import as_written
from scoresheet.decisions.entries import Entry, Written
from scoresheet.decisions.schema import PARTS, DecisionPart, as_far_as_sound, refused_fields
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.grid import Grid, RawCell, Sheet, Unreadable, address
from scoresheet.language import NOTHING, Text

_OTHER_TITLES = {
    "原因": "reason",
    "理由": "reason",
    "依据": "reason",
    "原值": "old",
    "更正为": "new",
    "改成": "new",
}
_IGNORED_TITLES = {"序号", "备注", "no.", "remarks"}
_IGNORED_SHEETS = {"说明", "填写说明", "notes", "instructions"}
_LEAST_TITLES = 2
"""A row with fewer titles is taken for a heading above the table."""


def read_workbook(path: Path, content: bytes, catalog: Catalog) -> Written:
    """Read the decisions in a workbook; what is wrong with it is in the result."""
    written = Written(content)
    try:
        grid = read_xlsx(content)
    except Unreadable as error:
        written.mistakes.append(Mistake(str(path), 0, 0, _unreadable(error)))
        return written
    for sheet, kind in _sheets(path, grid, written):
        table = _table(path, sheet, kind, written)
        if table is not None:
            for row, cells in sheet.rows():
                if row > table.header:
                    _read_row(table, catalog, grid, row, cells, written)
    return written


def _unreadable(error: Unreadable) -> Text:
    place = error.place
    zh, en = (f"（{place.zh}）", f" ({place.en})") if place != NOTHING else ("", "")
    return Text(
        f"这个工作簿读不出来{zh}。请在 Excel 或 WPS 中打开后另存为 .xlsx 再用。",
        f"This workbook can't be read{en}. Open it and save it as .xlsx.",
    )


def _sheets(path: Path, grid: Grid, written: Written) -> Iterator[tuple[Sheet, Kind]]:
    names = {fold(word): kind for kind in Kind for word in kind.word}
    known = [sheet for sheet in grid.sheets if fold(sheet.name) in names]
    for sheet in grid.sheets:
        kind = names.get(fold(sheet.name))
        if kind is not None:
            yield sheet, kind
        elif sheet.cells and fold(sheet.name) not in _IGNORED_SHEETS:
            written.mistakes.append(Mistake(str(path), 0, 0, _unknown_sheet(sheet.name)))
    if not known and not written.mistakes:
        written.mistakes.append(Mistake(str(path), 0, 0, _NO_SHEET))


_NO_SHEET = Text(
    "没有找到工作表。请按种类建立“版本确认”“更正登记”“已核实”工作表，没有的可以不建。",
    "There is none of the sheets Versions, Corrections and Verified. Make those that are needed.",
)


def _unknown_sheet(name: str) -> Text:
    zh, en = [kind.word.zh for kind in Kind], [kind.word.en for kind in Kind]
    near = Text(guess(name, zh).zh, guess(name, en).en)
    return Text(
        f"不认识工作表{quoted(name)}。{near.zh}工作表可以是：{choices(zh).zh}；说明文字请放在“说明”工作表。",
        f"The sheet {quoted(name)} is not known.{near.en} A sheet can be: {choices(en).en}; put remarks on a sheet “Notes”.",
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet of decisions: its header row and the column of each field."""

    file: str
    sheet: Sheet
    kind: Kind
    header: int
    columns: Mapping[str, int]

    def mistake(self, row: int, field: str, message: Text) -> Mistake:
        """Point at the cell of a field, or at the row where there is none."""
        column = self.columns.get(field)
        name = self.sheet.name
        if column is None:
            at = Text(f"“{name}”第{row}行", f"“{name}”, row {row}")
        else:
            where = address(row, column)
            at = Text(f"“{name}”{where}", f"“{name}” {where}")
        return Mistake(self.file, 0, 0, Text(f"{at.zh}：{message.zh}", f"{at.en}: {message.en}"))


def _table(path: Path, sheet: Sheet, kind: Kind, written: Written) -> _Table | None:
    fields = _fields(kind)
    rows = [(row, _titled(cells, fields)) for row, cells in sheet.rows()]
    if not rows:
        return None
    header, columns = max(rows, key=lambda one: (len(set(one[1].values())), -one[0]))
    if len(set(columns.values())) < _LEAST_TITLES:
        table = _Table(str(path), sheet, kind, rows[0][0], {})
        written.mistakes.append(table.mistake(rows[0][0], "", _no_header(kind)))
        return None
    table = _Table(str(path), sheet, kind, header, {field: column for column, field in columns.items()})
    faults = [*_header_mistakes(table, columns)]
    written.mistakes += faults
    return None if faults else table


def _fields(kind: Kind) -> dict[str, str]:
    own = {fold(word): field for field, words in TITLES[kind].items() for word in words}
    others = {fold(word): field for word, field in _OTHER_TITLES.items() if field in TITLES[kind]}
    return {**others, **own, **{field: field for field in TITLES[kind]}}


def _titled(cells: Mapping[int, RawCell], fields: Mapping[str, str]) -> dict[int, str]:
    words = {column: fold(cell.text or "") for column, cell in cells.items()}
    return {column: fields[word] for column, word in words.items() if word in fields}


def _header_mistakes(table: _Table, columns: Mapping[int, str]) -> Iterator[Mistake]:
    row, misspelt = table.header, set[str]()
    for column, cell in sorted(dict(table.sheet.rows())[row].items()):
        said = (cell.text or "").strip()
        at = replace(table, columns={"": column})
        if said and column not in columns and fold(said) not in _IGNORED_TITLES:
            misspelt.add(said)
            yield at.mistake(row, "", _unknown_title(said, table.kind))
        elif column in columns and table.columns[columns[column]] != column:
            yield at.mistake(row, "", _TWICE)
    needed = PARTS[table.kind].model_fields
    for field, words in TITLES[table.kind].items():
        # A title that is missing because it is misspelt is told once, where it stands.
        told = any(guess(word, misspelt) != NOTHING for word in words)
        if field not in table.columns and needed[field].is_required() and not told:
            yield table.mistake(row, "", _missing_title(words))


_TWICE = Text(
    "这个标题出现了两次。请删去其中一列。", "This title stands here twice. Remove one of the columns."
)


def _unknown_title(title: str, kind: Kind) -> Text:
    zh, en = [words.zh for words in TITLES[kind].values()], [words.en for words in TITLES[kind].values()]
    near = Text(guess(title, zh).zh, guess(title, en).en)
    return Text(
        f"不认识标题{quoted(title)}。{near.zh}可以写：{choices(zh).zh}；另记的事请用“备注”一列。",
        f"The title {quoted(title)} is not known.{near.en} It can be: {choices(en).en}; put anything else under “Remarks”.",
    )


def _missing_title(words: Text) -> Text:
    return Text(f"缺少“{words.zh}”一列。请补上。", f"The column “{words.en}” is missing. Add it.")


def _no_header(kind: Kind) -> Text:
    zh = choices(words.zh for words in TITLES[kind].values()).zh
    en = choices(words.en for words in TITLES[kind].values()).en
    return Text(f"没有标题行。首行请写：{zh}。", f"There is no row of titles. Write them first: {en}.")


def _read_row(
    table: _Table, catalog: Catalog, grid: Grid, row: int, cells: Mapping[int, RawCell], written: Written
) -> None:
    raw = {field: cells[column] for field, column in table.columns.items() if column in cells}
    said = {field: as_written(cell, from_1904=grid.dates_from_1904) for field, cell in raw.items()}
    if not any(said.values()):
        return
    written.entries += _entries(
        table, row, said, _meant_items(raw.get("item"), said.get("item", ""), catalog), written
    )


def _entries(
    table: _Table, row: int, said: dict[str, str], meant: list[str], written: Written
) -> Iterator[Entry]:
    faulty = frozenset[str]()
    if len(meant) > 1:
        written.mistakes.append(table.mistake(row, "item", _ambiguous(said["item"], meant)))
        faulty = frozenset({"item"})
    said = {**said, "item": meant[0]} if meant else said
    entry = {field: text for field, text in said.items() if text}
    blank = dict.fromkeys(("old", "new")) if table.kind is Kind.CORRECTION else {}
    part: DecisionPart | None
    try:
        part = PARTS[table.kind].model_validate({**blank, **entry})
    except ValidationError as error:
        written.mistakes += _faults(table, row, error)
        faulty |= refused_fields(error)
        part = as_far_as_sound(table.kind, {**blank, **entry}, faulty)
    if part is not None:
        name = table.sheet.name
        place = Text(f"“{name}”第{row}行", f"“{name}”, row {row}")
        yield Entry(part, place, partial(table.mistake, row), faulty)


def _meant_items(cell: RawCell | None, said: str, catalog: Catalog) -> list[str]:
    """Give the items that a number may stand for: Excel makes 1.1 of a typed 1.10, and 1 of 01."""
    number = _number(said) if cell is not None and cell.kind == "number" else None
    return [item.id for item in catalog.items if number is not None and _number(item.id) == number]


def _ambiguous(said: str, meant: Iterable[str]) -> Text:
    listed = choices(meant)
    return Text(
        f"这一格存成了数{said}，分不清是第{listed.zh}项中的哪一项。请把这一列设为文本格式后重新填写。",
        f"This cell holds the number {said}, which may be any of the items {listed.en}. "
        "Format the column as text and type it again.",
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _faults(table: _Table, row: int, error: ValidationError) -> Iterator[Mistake]:
    for fault in error.errors(include_url=False):
        field = str(fault["loc"][0]) if fault["loc"] else ""
        name = TITLES[table.kind].get(field, NOTHING)
        yield table.mistake(row, field, _fault(fault["type"], fault.get("ctx") or {}, name))


def _fault(kind: str, context: Mapping[str, object], name: Text) -> Text:
    if kind == "refused":
        return Text(str(context["zh"]), str(context["en"]))
    if kind == "string_too_long":
        most = context["max_length"]
        return Text(
            f"“{name.zh}”太长，最多{most}个字。请缩短。",
            f"“{name.en}” is too long; {most} characters are the most.",
        )
    return Text(f"没有填“{name.zh}”。请补上。", f"“{name.en}” is blank. Fill it in.")

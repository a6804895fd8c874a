"""Scores that stand elsewhere than in the form's own column: in another column, in a table of one's own, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from scoresheet.catalog.form import Form
from scoresheet.grid import Grid, Kind, RawCell, Sheet, column_letters
from scoresheet.language import Text
from scoresheet.matching import normalised
from scoresheet.reading.hidden_lines import hidden_lines
from scoresheet.reading.tables import FoundTable, cell_at, find_tables, written
from scoresheet.submission import Cell, Fault, FaultKind
from scoresheet.titles import (
    DEDUCTIONS,
    DEDUCTIONS_COLUMNS,
    HIDDEN,
    INSTRUCTIONS,
    MEASURES,
    MEASURES_COLUMNS,
    PROBLEM,
    TITLES,
    Column,
)

_SCORE_LIKE = re.compile(
    "得分|评分|分数|打分|计分|自评|score|更正|订正|改后|最终|最后|复核|核定|审定|^分$|[总终评]分$",
    re.IGNORECASE,
)
_NO_SCORE = re.compile(
    "扣分|失分|加分|减分|上年|去年|往年|上期|同期|历年|满分|最高|标准分|权重|可得|last year|previous|maximum|deduct",
    re.IGNORECASE,
)
_HELPERS = 8
"""So many untitled columns of our own follow the form's last one."""
_MOST_COMPARED = 20_000
_LONGEST_NUMBER = 30
_ROWS_ABOVE = 10
_LABEL = re.compile(r"第(\S{1,20})项|Item (\S{1,20})")


@dataclass(slots=True)
class _Strip:
    """Numbers of one column outside the form's own ones, by the item beside which they stand."""

    sheet: Sheet
    column: int
    title: str
    cells: dict[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnScores:
    """What the form's own column says: each item's score cell, and the row in which it stands."""

    table: FoundTable
    rows: Mapping[str, int]

    def cell(self, item: str) -> Cell:
        """Give the score cell of an item."""
        return self.table.number(self.rows[item], Column.SCORE)


def other_numbers(
    form: Form, grid: Grid, tables: list[FoundTable], rows: Mapping[str, int], texts: Mapping[str, str]
) -> Iterator[Fault]:
    """Give the faults of numbers beside the items that the form doesn't ask for, where they say something else.

    `tables` are the tables of items, the first being the form's own with the items' `rows`; `texts` are the items' texts
    as printed. Under a title of a score each differing number is a second answer to its item; any other column that
    the county added is told once.
    """
    if not tables or Column.SCORE not in tables[0].columns:
        return
    own = OwnScores(tables[0], rows)
    for strip in _in_own_sheet(form, own, texts, _issued_columns(grid)):
        yield from _told(form, own, strip)
    for sheet in _further_sheets(grid, tables):
        for strip in _in_sheet(form, sheet, texts):
            yield from _told(form, own, strip)


def _names(form: Form, texts: Mapping[str, str]) -> dict[str, str]:
    """Give the items by their texts; a text that two of them share names neither."""
    found: dict[str, set[str]] = {}
    for item, text in (*((entry.item.id, entry.text) for entry in form.items), *texts.items()):
        if item in form.by_id and text:
            found.setdefault(normalised(text), set()).add(item)
    return {text: next(iter(items)) for text, items in found.items() if len(items) == 1}


def _named(form: Form, names: Mapping[str, str], text: str) -> str | None:
    """Give the item that a cell names: by its text, its id or as 第3项."""
    code, _, item = text.strip().rpartition("/")
    label = _LABEL.fullmatch(text.strip())
    if label:
        code, item = form.code, label[1] or label[2]
    by_id = item if code == form.code and item in form.by_id else None
    return by_id or names.get(normalised(text))


def _named_rows(
    form: Form, sheet: Sheet, names: Mapping[str, str], taken: Container[int] = ()
) -> dict[int, dict[int, str]]:
    """Give the items that a sheet names, by row and column; a sheet with more than so many texts is no table.

    What stands in the columns that are `taken` is left out.
    """
    found: dict[int, dict[int, str]] = {}
    words = (at for at, cell in sheet.cells.items() if cell.kind is Kind.TEXT and cell.text)
    for row, column in islice(words, _MOST_COMPARED):
        item = None if column in taken else _named(form, names, sheet.text(row, column))
        if item is not None:
            found.setdefault(row, {})[column] = item
    return found


def _in_own_sheet(
    form: Form, own: OwnScores, texts: Mapping[str, str], issued: Mapping[Column, int]
) -> Iterable[_Strip]:
    """Give the numbers beside the form's own columns and the office's; `issued` is where those stood."""
    table = own.table
    taken = {*table.columns.values(), *(one for again in table.again.values() for one in again)}
    titles = {
        column: _title_above(table.sheet, table.header + 1, column, _TITLE_ROWS)
        for column in _columns(table.sheet) - taken
    }
    ours = {column for column, title in titles.items() if _is_ours(column, title, table, issued)}
    others = titles.keys() - ours
    if not others:
        return ()
    of_row = {row: item for item, row in own.rows.items()}
    named = _named_rows(form, table.sheet, _names(form, texts), taken)
    return _strips(
        ((row, column) for row, column in table.sheet.cells if column in others),
        table.sheet,
        lambda row, column: _nearest(named.get(row, {}), column) or of_row.get(row),
        lambda _, column: titles[column],
    )


_TITLE_ROWS = 2


def _columns(sheet: Sheet) -> set[int]:
    return {column for _, column in sheet.cells}


def _in_sheet(form: Form, sheet: Sheet, texts: Mapping[str, str]) -> Iterable[_Strip]:
    named = _named_rows(form, sheet, _names(form, texts))
    return _strips(
        (place for place in sheet.cells if place[0] in named),
        sheet,
        lambda row, column: _nearest(named[row], column),
        lambda row, column: _title_above(sheet, row, column, _ROWS_ABOVE) or sheet.name,
    )


def _nearest(named: Mapping[int, str], column: int) -> str | None:
    """Give the item that a row names next to a column: to the left of it, else to the right."""
    left = [one for one in named if one < column]
    place = max(left) if left else min(named, default=None)
    return None if place is None else named[place]


def _strips(
    places: Iterable[tuple[int, int]],
    sheet: Sheet,
    item_at: Callable[[int, int], str | None],
    title_at: Callable[[int, int], str],
) -> Iterable[_Strip]:
    found: dict[int, _Strip] = {}
    for row, column in places:
        item = item_at(row, column) if _may_be_number(sheet.cells[row, column]) else None
        if item is not None:
            cell = cell_at(sheet, row, column, number=True)
            if cell.number is not None:
                strip = found.setdefault(column, _Strip(sheet, column, title_at(row, column)))
                strip.cells.setdefault(item, cell)
    return found.values()


def _may_be_number(raw: RawCell) -> bool:
    return raw.kind in {Kind.NUMBER, Kind.TEXT} and len(raw.text or "") <= _LONGEST_NUMBER


def _title_above(sheet: Sheet, row: int, column: int, most: int) -> str:
    """Give the title of a column: the next text above a row, at most so many rows up."""
    for above in range(row - 1, max(0, row - 1 - most), -1):
        cell = sheet.cells.get((above, column))
        if cell is not None and cell.kind is Kind.TEXT and cell.formula is None and sheet.text(above, column):
            return normalised(cell.text or "")
    return ""


def _further_sheets(grid: Grid, tables: list[FoundTable]) -> Iterator[Sheet]:
    """Walk the sheets that are none of the form's own and no copy of its table."""
    of_form = [
        *tables,
        *find_tables(grid, MEASURES, MEASURES_COLUMNS, Column.ACTUAL),
        *find_tables(grid, DEDUCTIONS, DEDUCTIONS_COLUMNS, Column.EVENT),
    ]
    known = {table.sheet.name for table in of_form} | {HIDDEN, *INSTRUCTIONS}
    yield from (one for one in grid.sheets if one.name not in known and one.visibility == "visible")


def _told(form: Form, own: OwnScores, strip: _Strip) -> Iterator[Fault]:
    asked = {
        item: cell
        for item, cell in strip.cells.items()
        if item in own.rows and form.by_id[item].not_applicable is None
    }
    other = {item: cell for item, cell in asked.items() if written(cell) != written(own.cell(item))}
    if not other or normalised(strip.title).casefold() in _OF_FORM:
        return
    if _SCORE_LIKE.search(strip.title) and not _NO_SCORE.search(strip.title):
        yield from (_second_score(own, strip, item, cell) for item, cell in other.items())
    elif len(asked) * 2 >= len(form.items) and not _is_harmless(form, asked):
        yield _other(strip, list(asked.values()))


_OF_FORM = {
    normalised(words).casefold()
    for column, title in TITLES.items()
    if column is not Column.SCORE
    for words in title
} | {normalised(words).casefold() for words in PROBLEM}


def _is_harmless(form: Form, cells: Mapping[str, Cell]) -> bool:
    """Tell whether numbers are a count of the rows or a copy of the points."""
    numbers = [cell.number for cell in cells.values()]
    counted = sorted(number for number in numbers if number is not None)
    points = [form.by_id[item].item.points for item in cells]
    return counted == [Decimal(one) for one in range(1, len(counted) + 1)] or numbers == points


def _second_score(own: OwnScores, strip: _Strip, item: str, cell: Cell) -> Fault:
    title = TITLES[Column.SCORE]
    there, place = strip.title, strip.sheet.name
    if strip.sheet is own.table.sheet:
        detail = Text(
            f"“{title.zh}”和“{there}”两栏，内容不同", f"the columns “{title.en}” and “{there}” differ"
        )
    else:
        detail = Text(f"工作表“{place}”里也写了得分，内容不同", f"the sheet “{place}” holds other scores")
    return Fault(FaultKind.DUPLICATE_ROW, (own.cell(item), cell), item, detail)


def _other(strip: _Strip, cells: list[Cell]) -> Fault:
    letters = column_letters(strip.column)
    where = Text(
        f"工作表“{strip.sheet.name}”的{cells[0].address}至{cells[-1].address}",
        f"{cells[0].address} to {cells[-1].address} of the sheet “{strip.sheet.name}”",
    )
    titled = strip.title and strip.title != strip.sheet.name
    name = Text(
        f"（标题“{strip.title}”）" if titled else f"（{letters}列，没有标题）",
        f" (titled “{strip.title}”)" if titled else f" (column {letters}, untitled)",
    )
    detail = Text(where.zh + name.zh, where.en + name.en)
    return Fault(FaultKind.OTHER_NUMBERS, (cells[0], cells[-1]), detail=detail)


def _is_ours(column: int, title: str, table: FoundTable, issued: Mapping[Column, int]) -> bool:
    """Tell whether a column may be the office's own, or one of our hidden ones.

    The form remembers where its fields stood when it was issued: what lies between them in addition was put in.
    Without that nothing is told but a column that its title calls a score.
    """
    now = table.columns
    left = max((one for one in now if now[one] < column), key=now.__getitem__, default=None)
    right = min((one for one in now if now[one] > column), key=now.__getitem__, default=None)
    is_score = bool(_SCORE_LIKE.search(title))
    if not title and left is Column.SELF_CHECK and column <= now[left] + _HELPERS:
        return True
    if any(one is not None and one not in issued for one in (left, right)):
        return not is_score
    if right is None:
        return not is_score and column <= (0 if left is None else now[left]) + _HELPERS
    before, issued_before = (now[left], issued[left]) if left else (0, 0)
    columns, issued_columns = now[right] - before - 1, issued[right] - issued_before - 1
    return columns <= issued_columns or (issued_columns > 0 and not is_score)


def _issued_columns(grid: Grid) -> dict[Column, int]:
    sheet = next((one for one in grid.sheets if one.name == HIDDEN), Sheet(HIDDEN))
    found: dict[Column, int] = {}
    for kind, key, number, *_ in hidden_lines(sheet):
        column = _BY_KEY.get(key) if kind == "field" else None
        if column is not None and number.isdecimal() and len(number) <= _MOST_DIGITS:
            found[column] = int(number)
    return found


_BY_KEY = {column.value: column for column in Column}
_MOST_DIGITS = 5
_CHANGES = re.compile(
    r"更正|订正|改为|改成|更改|应为|应改|应该是|为准|should be|correct|instead of", re.IGNORECASE
)
_FIRMLY = re.compile(r"更正|订正|改为|改成|更改为|correct|instead of", re.IGNORECASE)
_ITEM = re.compile(r"第\s*[0-9０-９一二三四五六七八九十]+\s*[项条]|\bitem\s+[0-9]", re.IGNORECASE)
_SCORE = re.compile(r"(?:得分|评分|score).*[0-9０-９]", re.IGNORECASE | re.DOTALL)
_LONGEST_WORDS = 500
_MOST_WORDS = 20


def other_words(grid: Grid, tables: list[FoundTable], rows: Mapping[str, int]) -> Iterator[Fault]:
    """Give the faults of texts outside the table that correct a score: below it, beside it, on a sheet of their own."""
    if not tables:
        return
    table = tables[0]
    items, taken = set(rows.values()), set(table.columns.values())
    in_own = (
        (table.sheet, row, column)
        for (row, column), cell in table.sheet.cells.items()
        if row > table.header and not (row in items and column in taken) and _corrects(cell)
    )
    elsewhere = (
        (sheet, row, column)
        for sheet in _further_sheets(grid, tables)
        for (row, column), cell in sheet.cells.items()
        if _corrects(cell)
    )
    found = (one for one in (*in_own, *elsewhere) if not _is_problem(table, one))
    for sheet, row, column in islice(found, _MOST_WORDS):
        yield Fault(FaultKind.OTHER_WORDS, (cell_at(sheet, row, column, number=False),))


def _corrects(cell: RawCell) -> bool:
    text = cell.text or ""
    if cell.formula is not None or cell.kind is not Kind.TEXT or len(text) > _LONGEST_WORDS:
        return False
    if not _CHANGES.search(text):
        return False
    return bool(_ITEM.search(text) or (_FIRMLY.search(text) and _SCORE.search(text)))


def _is_problem(table: FoundTable, at: tuple[Sheet, int, int]) -> bool:
    """Tell whether a text is one of those with which a marked return tells its problems."""
    sheet, _, column = at
    return sheet is table.sheet and sheet.text(table.header, column) in PROBLEM

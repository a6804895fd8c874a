"""What a workbook says about whose it is: its ids, the names behind labels, in titles, on tabs and beside seals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from scoresheet.catalog.model import Catalog, Unit
from scoresheet.filling.earlier_form import code_of
from scoresheet.filling.lost_header import TABLES
from scoresheet.grid import Grid, Sheet, address
from scoresheet.language import Text, same
from scoresheet.matching import normalised
from scoresheet.reading.name_index import folded, name_index
from scoresheet.reading.tables import FoundTable, find_tables
from scoresheet.reading.unit_names import PrintedName, UnitNames
from scoresheet.submission import NOWHERE
from scoresheet.titles import FORM_CODE, HIDDEN, SCORES, UNIT_LABEL, Column
from scoresheet.values import tidy

_LABELS = (
    *(normalised(label).rstrip(":").casefold() for label in UNIT_LABEL if len(label) > len("Unit: ")),
    *("填报单位", "报送单位", "上报单位", "自评单位", "自查单位", "被考核单位", "被考评单位", "受检单位"),
    *("单位名称", "单位全称", "填报县区", "填报地区", "县区名称", "县(市、区)", "县(区)", "县区"),
    *("nameofunit", "unitname", "reportingunit", "reportedby", "submittedby"),
)
_SHORT_LABELS = ("单位", "填报", "unit", "考核对象", "被考核对象")
"""Behind these stands many another thing: 单位：万元."""
_ALL = sorted({*_LABELS, *_SHORT_LABELS}, key=len, reverse=True)
_BRACKETS = r"(?:\([^()]*\))*"
_LABELLED = re.compile(rf"({'|'.join(map(re.escape, _ALL))}){_BRACKETS}(:*)(.*)", re.IGNORECASE | re.DOTALL)
_NO_NAME = re.compile(r"[:：]|^(?:负责人|领导|盖章|公章|签|意见|联系|电话|主要|分管|不|请|须|应|的)")
_BEHIND = re.compile(r"(?:填报|填表|制表|审核|经办|联系|负责|主要领导|分管领导)\w{0,4}(?:\([^()]*\))?:")
_SEAL = re.compile(r"\((?:盖章|公章|签章|印章)\)|(?:盖章|公章)$")
_OFFICE = re.compile(
    r".{2,}(?:县|区|市|州|盟|旗|镇|乡|村|街道|委|会|局|院|校|学|司|府|心|厅|办|处|所|站|部|队|厂|团|社)$"
)
_BEFORE_UNIT = re.compile(
    r"(?:.{1,8}(?:省|市|州|自治区))?(?:中国)?(?:共产主义青年团|共青团|团|中共)?(?:.{1,8}(?:省|市|州))?"
)
_OF_UNIT = re.compile(r"(?:.{0,6}(?:局|办|办公室|政府|领导小组)|[党团县区市]{0,2}工?委(?:员会)?)")
_EVERYBODY = re.compile(r"^[各全本我贵每]|、|等单位")
_PLACE_TITLE = re.compile(
    r"(?:20\d\d年度?)?([\u4e00-\u9fff]{2,10}?(?:县|区|市|州|旗|镇|乡)(?:团?委)?)"
    r"(?=20\d\d|二[〇○零]|自查|自评|年度|目标|绩效|考核|完成|共青团|$)"
)
_LONGEST = 60
_MOST_READ = 200
_MOST_COLUMNS = 3
"""So many columns of a table are looked at for names; more than one is nobody's doing."""
_FIRST_ROWS = 5
"""Where no table tells where a sheet's title ends, it is looked for in so many rows."""
_CODE_PARTS = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that says whose a workbook is.

    `place` is where it stands, `said` what. `unit` is who that is beyond doubt, None where it may be somebody else,
    perhaps one of `guesses`. `is_id` tells that it is an id, which the program itself has printed, `is_office` that it is
    the name of an office of the unit.
    """

    place: Text
    said: str
    unit: Unit | None
    guesses: tuple[Unit, ...] = ()
    is_id: bool = False
    is_office: bool = False

    @property
    def name(self) -> PrintedName:
        """Give what is said as the name on a form."""
        return PrintedName(normalised(self.said), NOWHERE, is_field=True)


def signs(catalog: Catalog, whole: Grid, seen: Grid) -> tuple[Sign, ...]:
    """Give everything in a workbook that says whose it is; `seen` are its sheets that people see."""
    tables = [table for spec in TABLES for table in find_tables(seen, *spec)]
    found = [*_ids(catalog, whole, seen, tables), *_Printed(catalog, tables).signs(seen)]
    return tuple(found)


def unit_label(words: str) -> str | None:
    """Give what stands behind a label that asks for the unit, as texts are compared; None where no label does."""
    found = _LABELLED.fullmatch(normalised(words))
    return None if found is None or (found[3] and not found[2]) else found[3]


def _ids(catalog: Catalog, whole: Grid, seen: Grid, tables: list[FoundTable]) -> Iterator[Sign]:
    index = name_index(catalog)
    for place, unit_id in _said_ids(whole, seen, tables):
        if unit_id:
            yield Sign(place, unit_id, index.by_id(normalised(unit_id)), is_id=True)


def _said_ids(whole: Grid, seen: Grid, tables: list[FoundTable]) -> Iterator[tuple[Text, str]]:
    code = code_of(whole, tables)
    yield Text("编号", "the ids"), (code or "").rpartition("/")[2]
    yield Text("文件属性", "the file's properties"), whole.properties.get("scoresheet_unit", "")
    for sheet in whole.sheets:
        if sheet.name == HIDDEN:
            said = {sheet.text(row, 1): sheet.text(row, 2) for row, _ in sheet.rows()}
            yield Text("隐藏的工作表", "the hidden sheet"), said.get("unit", "")
    labels = tuple(normalised(label) for label in FORM_CODE)
    for sheet in seen.sheets:
        for (row, column), cell in sheet.cells.items():
            words = normalised(cell.text or "") if cell.text and "/" in cell.text else ""
            if words.startswith(labels) and words.count("/") == _CODE_PARTS - 1:
                yield _at(sheet, row, column), words.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A cell: what stands in it, the column of the next one in its row, whether it is above the table of items."""

    sheet: Sheet
    row: int
    column: int
    beside: int | None
    words: str
    is_above: bool

    @property
    def place(self) -> Text:
        """Its address."""
        return _at(self.sheet, self.row, self.column)

    @property
    def words_beside(self) -> str:
        """What stands in the next cell."""
        return "" if self.beside is None else normalised(self.sheet.text(self.row, self.beside)[:_MOST_READ])


class _Printed:
    """Walks the names that people see."""

    def __init__(self, catalog: Catalog, tables: list[FoundTable]) -> None:
        self._catalog, self._index, self._names = catalog, name_index(catalog), UnitNames(catalog)
        self._tables = tables
        self._headers = {(table.sheet.name, table.header) for table in tables}
        self._known = normalised("\n".join(_published(catalog)))
        # A name that the catalog itself prints for everybody tells nothing about whose form it is.
        self._ordinary = {name for text in _published(catalog) for name, _ in self._index.within(text)}

    def signs(self, seen: Grid) -> Iterator[Sign]:
        """Walk all signs of the sheets."""
        scores = {one.sheet.name: one for one in self._tables if Column.TEXT in one.columns}
        others = {one.sheet.name for one in self._tables} - scores.keys()
        for sheet in seen.sheets:
            table = scores.get(sheet.name)
            last = _FIRST_ROWS if table is None else table.header - 1
            yield from self._of_tab(sheet, is_ours=sheet.name in others)
            for row, cells in sheet.rows():
                columns = sorted(cells)
                for column, beside in zip(columns, (*columns[1:], None), strict=True):
                    words = normalised(cells[column].text or "")
                    if words and len(words) <= _LONGEST:
                        is_above = row <= last and sheet.name not in others
                        yield from self._of_cell(_Spot(sheet, row, column, beside, words, is_above))
            if table is not None:
                yield from self._of_column(table)

    def _of_tab(self, sheet: Sheet, *, is_ours: bool) -> Iterator[Sign]:
        if not is_ours:
            place = Text("工作表的名称", "the name of the sheet")
            yield from self._named(place, normalised(sheet.name), sheet.name)

    def _of_cell(self, spot: _Spot) -> Iterator[Sign]:
        labelled = _LABELLED.match(spot.words)
        if labelled is not None and (spot.sheet.name, spot.row) not in self._headers:
            told = self._behind_label(spot, labelled)
            if told is not None:
                yield from told
                return
        if spot.is_above:
            yield from self._of_title(spot.place, spot.words)
        elif _SEAL.search(spot.words):
            yield from self._named(spot.place, spot.words, spot.words)

    def _behind_label(self, spot: _Spot, labelled: re.Match[str]) -> Iterable[Sign] | None:
        """Give what stands behind a label; None where it is no label."""
        is_short, colon, rest = labelled[1].casefold() in _SHORT_LABELS, labelled[2], labelled[3]
        if rest:
            is_label, said, place = bool(colon) or (spot.is_above and not is_short), rest, spot.place
        else:
            is_label, said = spot.is_above and spot.beside is not None, spot.words_beside
            place = _at(spot.sheet, spot.row, spot.beside or spot.column)
        name = PrintedName(_BEHIND.split(said)[0], NOWHERE, is_field=True)
        if not is_label or _NO_NAME.search(name.bare):
            return None
        return tuple(self._of_name(place, name, is_short=is_short))

    def _of_name(self, place: Text, name: PrintedName, *, is_short: bool) -> Iterator[Sign]:
        if not name.bare or _EVERYBODY.search(name.bare):
            return
        unit, guesses = self._names.certainly(name), self._names.guesses(name)
        # Nearly always somebody at the office fills the form in, and signs with its name.
        office = self._unit_of_office(name.bare) if unit is None else None
        if unit or guesses or not is_short or _OFFICE.fullmatch(name.bare):
            yield Sign(place, name.bare, unit or office, guesses, is_office=office is not None)

    def _unit_of_office(self, said: str) -> Unit | None:
        """Give the unit whose office a name is, 苍溪县团委 or 苍溪县教育局, where offices are no units of their own."""
        inside = [(name, unit) for name, unit in self._index.within(said) if unit is not None]
        if len(inside) != 1:
            return None
        name, unit = inside[0]
        before, _, behind = folded(said).partition(name)
        is_office = _BEFORE_UNIT.fullmatch(before) and _OF_UNIT.fullmatch(behind)
        has_offices = any(
            other.id != unit.id and folded(other.name).startswith(name) for other in self._catalog.units
        )
        return unit if is_office and name == folded(unit.name) and not has_offices else None

    def _of_title(self, place: Text, words: str) -> Iterator[Sign]:
        found = tuple(self._named(place, words, words))
        yield from found
        strange = None if found else _PLACE_TITLE.match(words)
        if strange is not None and strange[1] not in self._known and not _EVERYBODY.search(words):
            yield Sign(place, strange[1], None)

    def _named(self, place: Text, words: str, said: str) -> Iterator[Sign]:
        """Give the one unit whose name stands within some words."""
        names = [(name, unit) for name, unit in self._index.within(words) if name not in self._ordinary]
        units = {unit.id: unit for _, unit in names if unit is not None}
        if len(units) == 1 and not _EVERYBODY.search(words):
            yield Sign(place, tidy(said), next(iter(units.values())))

    def _of_column(self, table: FoundTable) -> Iterator[Sign]:
        """Give the names down a column of their own beside the items."""
        columns = sorted(number for row, number in table.sheet.cells if row == table.header)
        titled = (
            (one, _LABELLED.fullmatch(normalised(table.sheet.text(table.header, one)))) for one in columns
        )
        labels = ((column, title[1].casefold()) for column, title in titled if title and not title[3])
        for column, label in islice(labels, _MOST_COLUMNS):
            for name, row in _down(table, column):
                found = self._of_name(_at(table.sheet, row, column), name, is_short=False)
                yield from (one for one in found if one.unit is not None or label not in _SHORT_LABELS)


def _down(table: FoundTable, column: int) -> Iterator[tuple[PrintedName, int]]:
    """Walk what stands down a column beside the items, each once, with its first row."""
    met: set[str] = set()
    for row in table.rows():
        words = normalised(table.sheet.text(row, column)[:_MOST_READ]) if table.text(row, Column.TEXT) else ""
        if words not in met:
            met.add(words)
            yield PrintedName(words, NOWHERE, is_field=True), row


def _published(catalog: Catalog) -> Iterator[str]:
    yield from (catalog.title, catalog.issuer, *SCORES)
    for category in catalog.categories:
        yield category.name
        yield from (item.text for item in category.items)


def _at(sheet: Sheet, row: int, column: int) -> Text:
    return same(f"{sheet.name} {address(row, column)}")

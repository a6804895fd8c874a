"""Marking a returned workbook: its parts are edited one by one, and marks of an earlier round are replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from scoresheet.catalog.form import Form
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.language import Text
from scoresheet.marking import mark_memory
from scoresheet.marking.correction_sheet import HEADER_ROW, Made
from scoresheet.marking.marked_sheet import NoteParts, SheetMarker, Wanted
from scoresheet.marking.marks import CellMark, Marking
from scoresheet.marking.replies import digest, in_list, tables_of, told_beside
from scoresheet.marking.soundness import check_package, check_size
from scoresheet.parts import relations as links
from scoresheet.parts.cells import Package, edited, map_sheet
from scoresheet.parts.note_boxes import blocks
from scoresheet.parts.sheet_list import SheetList, quoted
from scoresheet.parts.styles import Styles
from scoresheet.parts.surroundings import Worksheet, deselected
from scoresheet.reading.tables import FoundTable
from scoresheet.titles import HIDDEN, TO_CORRECT

_WORKBOOK = "xl/workbook.xml"
_STYLES = "styles"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_PROPERTIES = "docProps/app.xml"
_EMPTY_SHEET = f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>'.encode()

_SUFFIXES = {
    b"sheet.macroEnabled.main+xml": ".xlsm",
    b"template.macroEnabled.main+xml": ".xltm",
    b"spreadsheetml.template.main+xml": ".xltx",
}


@dataclass(frozen=True, slots=True)
class Noticed:
    """What came to light while a workbook was marked: what the county wrote into an earlier list, and what was hidden."""

    replies: tuple[str, ...]
    shown: tuple[Text, ...]


ListOf = Callable[[frozenset[str], Styles, Noticed], Made]
"""Makes the list of what is to be corrected: given the sheets that links may lead to, and the table of formats."""


class MarkedBook:
    """A workbook while it is being marked."""

    def __init__(self, data: bytes, form: Form) -> None:
        """Take a workbook apart.

        Raises ValueError or KeyError for one that isn't built as all programs build them, TooLargeError for one that
        holds more than any county's form does.
        """
        self._form = form
        self._package = Package(data)
        check_size(self._package)
        self._grid = read_xlsx(data)
        self._changed: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._block = 0
        self._book = SheetList(self._package.parts[_WORKBOOK])
        self._styles_part = next(one.part for one in self._links(_WORKBOOK) if one.kind == _STYLES)
        self._styles = Styles(self._part(self._styles_part) or b"")
        self._old = mark_memory.marks(self._grid)
        self._now = mark_memory.Marks()
        self._shown: list[Text] = []
        self._listed = in_list(self._grid, self._old)
        beside = (words for table in self._tables.values() for words in told_beside(table, self._old))
        self.replies = tuple(dict.fromkeys((*self._listed, *beside)))

    @property
    def suffix(self) -> str:
        """The ending that the file's name must have: Excel opens a workbook with macros under no other."""
        types = self._package.parts[links.CONTENT_TYPES]
        return next((suffix for kind, suffix in _SUFFIXES.items() if kind in types), ".xlsx")

    def marked(self, marking: Marking, list_of: ListOf, answers_to: str) -> bytes:
        """Give the workbook with these marks; `answers_to` is the SHA-256 of the file that it answers."""
        self._drop_old_list()
        for sheet, part in list(self._package.sheets.items()):
            if part not in self._removed:
                self._mark(sheet, part, marking)
        self._put_list(list_of)
        self._remember(answers_to)
        self._drop_order_of_computing()
        self._changed[self._styles_part] = self._styles.to_bytes()
        self._changed[_WORKBOOK] = self._book.xml
        check_package({name: self._part(name) for name in {*self._package.parts, *self._changed}})
        return self._package.to_bytes(self._changed, self._removed)

    def _part(self, name: str) -> bytes | None:
        if name in self._removed:
            return None
        return self._changed.get(name, self._package.parts.get(name))

    def _links(self, part: str) -> Iterator[links.Relation]:
        return links.relations(self._part(links.path_of(part)), part)

    def _link(self, part: str, kind: str, to: str) -> str:
        path = links.path_of(part)
        self._changed[path], id_ = links.related(self._part(path), kind, to)
        return id_

    def _put(self, part: str, data: bytes) -> None:
        """Put in a new part; it may bear the name of one that was taken out."""
        self._removed.discard(part)
        self._changed[part] = data

    def _type(self, part: str, content_type: str) -> None:
        self._changed[links.CONTENT_TYPES] = links.typed(
            self._part(links.CONTENT_TYPES) or b"", part, content_type
        )

    def _new_name(self, pattern: str) -> str:
        taken = {name.casefold() for name in {*self._package.parts, *self._changed} - self._removed}
        numbers = range(1, len(taken) + 2)
        return next(name for name in map(pattern.format, numbers) if name.casefold() not in taken)

    def _drop(self, part: str) -> None:
        self._removed.add(part)
        self._changed.pop(part, None)
        self._changed[links.CONTENT_TYPES] = links.untyped(self._part(links.CONTENT_TYPES) or b"", part)

    # The list of an earlier round.

    def _drop_old_list(self) -> None:
        name = self._old.sheet
        if name not in self._book.names or len(self._book.names) == 1:
            return
        part = self._package.sheets[name]
        relation = self._book.take_out(name)
        path = links.path_of(_WORKBOOK)
        self._changed[path] = links.unrelated(self._part(path) or b"", {relation})
        own = {one.part for one in self._links(part)}
        self._drop(part)
        self._removed.add(links.path_of(part))
        for other in own - self._used():
            if other in self._package.parts:
                self._drop(other)
        self._retitle(None, name)

    def _used(self) -> set[str]:
        paths = (name for name in self._package.parts if name.endswith(".rels") and name not in self._removed)
        parts = (path.replace("_rels/", "").removesuffix(".rels") for path in paths)
        return {one.part for part in parts for one in self._links(part)}

    def _retitle(self, title: str | None, dropped: str | None) -> None:
        properties = self._part(_PROPERTIES)
        if properties is not None:
            self._changed[_PROPERTIES] = links.with_sheet_title(properties, title, dropped)

    # Sheets of the form.

    def _mark(self, sheet: str, part: str, marking: Marking) -> None:
        xml = deselected(self._part(part) or b"")
        cells = [one for one in marking.cells if one.sheet == sheet]
        is_form = sheet != HIDDEN and any(one.name == sheet for one in self._grid.sheets)
        if is_form and (cells or self._bears_marks(sheet)):
            xml = self._marked_sheet(sheet, part, xml, cells, marking)
        if xml != self._part(part):
            self._changed[part] = xml

    def _bears_marks(self, sheet: str) -> bool:
        places = (*self._old.fills, *self._old.notes)
        return bool(self._old.sheet) or sheet in self._old.columns or any(one[0] == sheet for one in places)

    def _marked_sheet(
        self, sheet: str, part: str, xml: bytes, cells: list[CellMark], marking: Marking
    ) -> bytes:
        table = self._tables.get(sheet)
        wanted = Wanted(sheet, cells, marking.rows.get(sheet, {}), table, self._form.catalog.locale)
        marker = SheetMarker(wanted, self._styles, self._old, self._now)
        xml, filtered = marker.marked(xml)
        self._shown += marker.shown
        if cells and self._book.show(sheet):
            self._shown.append(Text(f"工作表“{sheet}”", f"the sheet “{sheet}”"))
        if filtered is not None:
            self._book.set_filter(sheet, filtered or None)
        try:
            return self._noted(part, xml, marker)
        except ValueError:
            # Notes that no program we know has written stay as they are; list and column say the same.
            return xml

    def _noted(self, part: str, xml: bytes, marker: SheetMarker) -> bytes:
        drawing = Worksheet(xml).drawing
        found = list(self._links(part))
        words = next((one.part for one in found if one.kind == "comments"), "")
        boxes = next((one.part for one in found if one.id == drawing), "") if drawing else ""
        made = marker.noted(xml, NoteParts(self._part(words), self._part(boxes)), self._free_block())
        if made is None or made.comments is None or made.boxes is None:
            return xml
        if not words:
            words = self._new_name("xl/comments{}.xml")
            self._type(words, _NOTES_TYPE)
            self._link(part, "comments", words)
        if not boxes:
            boxes = self._new_name("xl/drawings/vmlDrawing{}.vml")
            types = links.with_ending(self._part(links.CONTENT_TYPES) or b"", "vml", _DRAWING_TYPE)
            self._changed[links.CONTENT_TYPES] = types
            sheet = Worksheet(xml)
            sheet.link_drawing(self._link(part, "vmlDrawing", boxes))
            xml = sheet.xml
        self._put(words, made.comments)
        self._put(boxes, made.boxes)
        return xml

    def _free_block(self) -> int:
        """Give a number that no drawing has; each call gives another."""
        self._block = (self._block or self._highest_block) + 1
        return self._block

    @cached_property
    def _highest_block(self) -> int:
        drawings = (
            self._part(name) or b""
            for name in {*self._package.parts, *self._changed}
            if name.endswith(".vml")
        )
        used = {block for one in drawings for block in blocks(one)}
        return max(used, default=0)

    @cached_property
    def _tables(self) -> Mapping[str, FoundTable]:
        return {table.sheet.name: table for table in reversed(tables_of(self._grid))}

    # Sheets of our own.

    def _put_list(self, list_of: ListOf) -> None:
        taken = {name.casefold() for name in self._book.names}
        title = TO_CORRECT.of(self._form.catalog.locale)
        candidates = (title, *(f"{title}{number}" for number in range(2, len(taken) + 3)))
        name = next(one for one in candidates if one.casefold() not in taken)
        part = self._new_sheet()
        linked = frozenset(self._package.sheets) - {self._old.sheet}
        made = list_of(linked, self._styles, Noticed(self._listed, tuple(self._shown)))
        self._put(part, made.xml)
        self._now.listed = frozenset(map(digest, made.words))
        self._now.replies = self._listed
        self._book.put_first(name, self._link(_WORKBOOK, "worksheet", part))
        self._book.set_name("_xlnm.Print_Titles", name, f"{quoted(name)}!${HEADER_ROW}:${HEADER_ROW}")
        self._retitle(name, None)
        self._now.sheet = name

    def _new_sheet(self) -> str:
        part = self._new_name("xl/worksheets/sheet{}.xml")
        self._type(part, _SHEET_TYPE)
        return part

    def _remember(self, answers_to: str) -> None:
        written = mark_memory.contents(self._grid, self._form, answers_to, self._now)
        if mark_memory.remembers(self._grid):
            part = self._package.sheets[HIDDEN]
            xml = self._part(part) or b""
        else:
            part, xml = self._new_sheet(), _EMPTY_SHEET
            self._book.put_last(HIDDEN, self._link(_WORKBOOK, "worksheet", part))
        self._put(part, edited(xml, map_sheet(xml), written))

    def _drop_order_of_computing(self) -> None:
        """Leave out the order in which formulas were computed: it goes by sheets, and every program makes it anew."""
        found = [one for one in self._links(_WORKBOOK) if one.kind == "calcChain"]
        for one in found:
            path = links.path_of(_WORKBOOK)
            self._changed[path] = links.unrelated(self._part(path) or b"", {one.id})
            self._drop(one.part)

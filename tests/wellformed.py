"""What Excel demands of a workbook before it opens it without offering a repair, as far as it is written down."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHILDREN = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_LONGEST_CELL, _LONGEST_NAME = 32_767, 31


def faults(data: bytes) -> list[str]:
    """Give all that Excel would repair or refuse in a workbook; nothing for a sound one."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    found = [] if len({name.lower() for name in names}) == len(names) else ["a part twice"]
    return [*found, *_Package(parts).faults()]


def _parsed(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - a workbook that the test has just made


class _Package:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.sheets: dict[str, str] = {}

    def faults(self) -> Iterator[str]:
        yield from self._xml()
        yield from self._types()
        for name in self.parts:
            if name.endswith(".rels"):
                yield from self._relations(name)
        yield from self._book()
        formats = len(self._root("xl/styles.xml").find(f"{MAIN}cellXfs") or ())
        yield from self._styles()
        for sheet, part in self.sheets.items():
            for fault in _Sheet(self, part, formats).faults():
                yield f"{sheet}: {fault}"
        yield from self._drawings()

    def _root(self, name: str) -> ET.Element:
        return _parsed(self.parts[name])

    def _xml(self) -> Iterator[str]:
        for name, data in self.parts.items():
            if name.endswith((".xml", ".rels", ".vml")):
                try:
                    _parsed(data)
                except ET.ParseError as error:
                    yield f"{name}: {error}"

    def _types(self) -> Iterator[str]:
        root = self._root("[Content_Types].xml")
        endings = [one.get("Extension", "").lower() for one in root if one.tag.endswith("Default")]
        named = [one.get("PartName", "").lower() for one in root if one.tag.endswith("Override")]
        for listed in (endings, named):
            yield from (f"content type of {one} twice" for one in {*listed} if listed.count(one) > 1)
        there = {f"/{name.lower()}" for name in self.parts}
        yield from (f"content type of a part that isn't there: {one}" for one in set(named) - there)
        for name in self.parts:
            known = f"/{name.lower()}" in named or name.rpartition(".")[2].lower() in endings
            if not known and name != "[Content_Types].xml":
                yield f"no content type: {name}"

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Give kind and part by id."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self.parts:
            return {}
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[1:],
            )
            for one in self._root(path)
            if one.get("TargetMode") != "External"
        }

    def _relations(self, path: str) -> Iterator[str]:
        ids = [one.get("Id", "") for one in self._root(path)]
        yield from (f"{path}: id {one} twice" for one in {*ids} if ids.count(one) > 1)
        owner = path.replace("_rels/", "").removesuffix(".rels")
        if owner and owner not in self.parts:
            yield f"{path}: relations of a part that isn't there"
        for id_, (_, target) in self.relations(owner).items():
            if target not in self.parts:
                yield f"{path}: {id_} leads nowhere: {target}"

    def _book(self) -> Iterator[str]:
        root = self._root("xl/workbook.xml")
        listed = root.findall(f"{MAIN}sheets/{MAIN}sheet")
        relations = self.relations("xl/workbook.xml")
        ids, names = [one.get("sheetId") for one in listed], [one.get("name", "") for one in listed]
        if len(set(ids)) < len(ids) or len({name.lower() for name in names}) < len(names):
            yield "a sheet's name or number twice"
        yield from (f"sheet name {name}" for name in names if not 0 < len(name) <= _LONGEST_NAME)
        self.sheets = {one.get("name", ""): relations[one.get(f"{RELATION}id", "")][1] for one in listed}
        defined = [
            (one.get("name", "").lower(), one.get("localSheetId"))
            for one in root.findall(f"{MAIN}definedNames/{MAIN}definedName")
        ]
        yield from (f"name {one} twice" for one in {*defined} if defined.count(one) > 1)
        yield from (f"name of no sheet: {one}" for one in defined if one[1] and int(one[1]) >= len(names))
        for one in root.findall(f"{MAIN}definedNames/{MAIN}definedName"):
            if one.get("localSheetId") and one.get("name", "").startswith("_xlnm.Print"):
                own = names[int(one.get("localSheetId", ""))].replace("'", "''")
                if own not in (one.text or ""):
                    yield f"{one.get('name')} of {own} is {one.text}"
        views = root.findall(f"{MAIN}bookViews/{MAIN}workbookView")
        for view in views:
            active = int(view.get("activeTab", "0"))
            if active >= len(names) or listed[active].get("state", "visible") != "visible":
                yield "opens on a sheet that isn't shown"

    def _styles(self) -> Iterator[str]:
        root = self._root("xl/styles.xml")
        sizes = {}
        for name in ("fonts", "fills", "borders", "cellXfs"):
            listed = root.find(f"{MAIN}{name}")
            assert listed is not None
            sizes[name] = len(listed)
            if listed.get("count") not in {None, str(len(listed))}:
                yield f"{name}: {listed.get('count')} told, {len(listed)} there"
        for one in root.findall(f"{MAIN}cellXfs/{MAIN}xf"):
            for key, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
                if int(one.get(key, "0")) >= sizes[name]:
                    yield f"a format with {key} {one.get(key)}"

    def _drawings(self) -> Iterator[str]:
        for name, data in self.parts.items():
            shapes = (
                re.findall(rb'<\w+:shape [^>]*\bid="(_x0000_s\d+)"', data) if name.endswith(".vml") else []
            )
            yield from (f"{name}: shape {one!r} twice" for one in {*shapes} if shapes.count(one) > 1)


class _Sheet:
    def __init__(self, package: _Package, part: str, formats: int) -> None:
        self.package, self.part, self.formats = package, part, formats
        self.root = _parsed(package.parts[part])

    def faults(self) -> Iterator[str]:
        order = [one.tag.removeprefix(MAIN) for one in self.root if one.tag.startswith(MAIN)]
        ranks = [_CHILDREN.index(name) for name in order]
        if ranks != sorted(ranks):
            yield f"children out of order: {order}"
        single = [name for name in order if name != "conditionalFormatting"]
        yield from (f"{name} twice" for name in {*single} if single.count(name) > 1)
        yield from self._cells()
        yield from self._columns()
        yield from self._merges()
        yield from self._links()
        yield from self._notes()

    def _cells(self) -> Iterator[str]:
        last = 0
        for row in self.root.findall(f"{MAIN}sheetData/{MAIN}row"):
            number = int(row.get("r", "0"))
            if number <= last:
                yield f"row {number} after {last}"
            last, column = number, 0
            for cell in row.findall(f"{MAIN}c"):
                found = _AREA.fullmatch(cell.get("r", ""))
                if found is None or int(found[2]) != number or _number(found[1]) <= column:
                    yield f"cell {cell.get('r')} out of order"
                    continue
                column = _number(found[1])
                if int(cell.get("s", "0")) >= self.formats:
                    yield f"cell {cell.get('r')} has no format {cell.get('s')}"
                if len("".join(cell.itertext())) > _LONGEST_CELL:
                    yield f"cell {cell.get('r')} holds too much"

    def _columns(self) -> Iterator[str]:
        last = 0
        for one in self.root.findall(f"{MAIN}cols/{MAIN}col"):
            first, end = int(one.get("min", "0")), int(one.get("max", "0"))
            if not last < first <= end <= 16_384:
                yield f"columns {first} to {end} after {last}"
            last = end

    def _merges(self) -> Iterator[str]:
        merged = self.root.find(f"{MAIN}mergeCells")
        if merged is None:
            return
        if merged.get("count") not in {None, str(len(merged))} or not len(merged):
            yield "merged cells miscounted"
        areas = [_rectangle(one.get("ref", "")) for one in merged]
        for at, one in enumerate(areas):
            if any(_overlap(one, other) for other in areas[:at]):
                yield f"merged cells overlap: {one}"

    def _links(self) -> Iterator[str]:
        relations = self.package.relations(self.part)
        for one in self.root.findall(f"{MAIN}hyperlinks/{MAIN}hyperlink"):
            sheet, _, cell = one.get("location", "").rpartition("!")
            name = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
            if one.get(f"{RELATION}id") is None and (
                name not in self.package.sheets or not _AREA.fullmatch(cell)
            ):
                yield f"a link leads nowhere: {one.get('location')}"
        for one in self.root.iter():
            id_ = one.get(f"{RELATION}id")
            if id_ is not None and one.tag.startswith(MAIN) and id_ not in relations:
                external = self.package.parts.get(_rels(self.part), b"")
                if f'"{id_}"'.encode() not in external:
                    yield f"{one.tag.removeprefix(MAIN)}: no relation {id_}"

    def _notes(self) -> Iterator[str]:
        relations = self.package.relations(self.part)
        comments = [part for kind, part in relations.values() if kind == "comments"]
        if len(comments) > 1:
            yield "several lists of notes"
        for part in comments:
            root = _parsed(self.package.parts[part])
            authors = len(root.findall(f"{MAIN}authors/{MAIN}author"))
            notes = root.findall(f"{MAIN}commentList/{MAIN}comment")
            cells = [note.get("ref", "") for note in notes]
            yield from (f"two notes at {one}" for one in {*cells} if cells.count(one) > 1)
            for note in notes:
                if int(note.get("authorId", "0")) >= authors:
                    yield f"nobody wrote the note at {note.get('ref')}"
                text = note.find(f"{MAIN}text")
                if text is None or (text.find(f"{MAIN}t") is not None and text.find(f"{MAIN}r") is not None):
                    yield f"the note at {note.get('ref')} mixes plain text and runs"
            yield from self._boxes(cells)

    def _boxes(self, cells: list[str]) -> Iterator[str]:
        legacy = self.root.find(f"{MAIN}legacyDrawing")
        if legacy is None:
            yield "notes without boxes"
            return
        _, drawing = self.package.relations(self.part)[legacy.get(f"{RELATION}id", "")]
        data = self.package.parts[drawing]
        places = re.findall(rb"<\w+:Row>\s*(\d+)\s*</\w+:Row>\s*<\w+:Column>\s*(\d+)\s*</\w+:Column>", data)
        boxes = [(int(row) + 1, int(column) + 1) for row, column in places]
        noted = [(int(found[2]), _number(found[1])) for cell in cells if (found := _AREA.fullmatch(cell))]
        if sorted(boxes) != sorted(noted):
            yield f"notes at {sorted(noted)}, boxes at {sorted(boxes)}"


def _rels(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _rectangle(area: str) -> tuple[int, int, int, int]:
    found = _AREA.fullmatch(area)
    assert found is not None, area
    return (
        _number(found[1]),
        int(found[2]),
        _number(found[3] or found[1]),
        int(found[4] or found[2]),
    )


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]

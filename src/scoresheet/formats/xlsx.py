"""An Excel workbook (.xlsx, .xlsm) → grid, in one bounded pass over the parts that hold what a form needs."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.formats.markup import Element, elements
from scoresheet.formats.number_formats import NumberStyles, number_styles
from scoresheet.formats.package import Package, damaged, inside
from scoresheet.formats.relationships import Relationship, first, read_package, relationships_of
from scoresheet.formats.texts import Characters, shared_strings
from scoresheet.formats.worksheet import Contents, read_worksheet
from scoresheet.grid import Grid, Sheet, Trouble, Unreadable
from scoresheet.language import Text

_TRUE = frozenset({"1", "true"})
_NOT_GRIDS = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})


def read_xlsx(data: bytes) -> Grid:
    """Read a workbook: cells with values, formulas and stored results, merged areas, what is hidden, properties.

    Macros, pictures and everything else are not looked at, except that no part may be damaged or declare a document
    type. Raises Unreadable, and nothing else whatever the bytes
    are: for what is damaged, encrypted, no workbook, or beyond the limits of an honest form.
    """
    return read_package(data, _read_workbook)


def _read_workbook(package: Package, part: str, grid: Grid) -> None:
    found = elements(package.chunks(part), part, frozenset({"workbookPr", "sheet"}))
    relationships = list(relationships_of(package, part))
    contents = _contents(package, relationships)
    grid.dates_from_1904 = any(
        each.attributes.get("date1904") in _TRUE for each in found if each.name == "workbookPr"
    )
    targets = {each.identifier: each for each in relationships}
    sheets = [each for each in found if each.path[-2:] == ("sheets", "sheet")]
    for element, target in _worksheets(sheets, targets, part):
        sheet = Sheet(element.attributes.get("name", ""), element.attributes.get("state", "visible"))
        read_worksheet(package.chunks(target), target, sheet, contents)
        grid.sheets.append(sheet)
    if not grid.sheets:
        raise Unreadable(Trouble.DAMAGED, inside(part, Text("没有工作表", "has no worksheet")))


def _worksheets(
    sheets: list[Element], targets: dict[str, Relationship], part: str
) -> Iterator[tuple[Element, str]]:
    # A part that serves two sheets would be inflated and kept twice: a small file could ask for a large memory.
    used: set[str] = set()
    for element in sheets:
        target = targets.get(element.attributes.get("id", ""))
        if target is None or target.target.lower() in used:
            raise damaged(part)
        used.add(target.target.lower())
        if target.kind not in _NOT_GRIDS:
            yield element, target.target


def _contents(package: Package, relationships: list[Relationship]) -> Contents:
    characters = Characters()
    strings = first(relationships, "sharedStrings")
    styles = first(relationships, "styles")
    return Contents(
        strings=shared_strings(package.chunks(strings), strings, characters) if strings else {},
        styles=number_styles(package.chunks(styles), styles) if styles else NumberStyles(),
        characters=characters,
    )

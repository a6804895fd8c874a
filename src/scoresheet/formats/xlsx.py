"""An Excel workbook (.xlsx, .xlsm) → grid, in one bounded pass over the parts that hold what a form needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from scoresheet.formats.markup import Element
from scoresheet.formats.number_formats import NumberStyles, number_styles
from scoresheet.formats.package import Package, damaged, inside
from scoresheet.formats.plain import gathered, known_elements
from scoresheet.formats.plain_rows import KnownSheets, read_worksheet
from scoresheet.formats.plain_strings import shared_strings
from scoresheet.formats.relationships import Relationship, first, read_package, relationships_of
from scoresheet.formats.texts import Characters
from scoresheet.formats.worksheet import Contents
from scoresheet.grid import Grid, Sheet, Trouble, Unreadable
from scoresheet.language import Text

_LONGEST_STYLES = 256 * 1024
_MOST_STYLES = 4
"""Several programs save the forms of a round, and each writes its own styles."""
_WANTED = frozenset({"workbookPr", "sheet"})
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
    found = known_elements(package.chunks(part), part, _WANTED)
    relationships = list(relationships_of(package, part))
    known = _known_sheets(package, relationships)
    contents = _contents(package, relationships, known.styles)
    grid.dates_from_1904 = any(
        each.attributes.get("date1904") in _TRUE for each in found if each.name == "workbookPr"
    )
    targets = {each.identifier: each for each in relationships}
    sheets = [each for each in found if each.path[-2:] == ("sheets", "sheet")]
    for element, target in _worksheets(sheets, targets, part):
        sheet = Sheet(element.attributes.get("name", ""), element.attributes.get("state", "visible"))
        read_worksheet(package.chunks(target), target, sheet, contents, known)
        grid.sheets.append(sheet)
    if not grid.sheets:
        raise Unreadable(Trouble.DAMAGED, inside(part, Text("没有工作表", "has no worksheet")))


def _worksheets(
    sheets: Sequence[Element], targets: dict[str, Relationship], part: str
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


def _contents(package: Package, relationships: list[Relationship], styles: NumberStyles) -> Contents:
    characters = Characters()
    part = first(relationships, "sharedStrings")
    strings = shared_strings(package.chunks(part), part, characters) if part else {}
    return Contents(strings, styles, characters)


def _known_sheets(package: Package, relationships: list[Relationship]) -> KnownSheets:
    part = first(relationships, "styles")
    if part is None:
        return KnownSheets(NumberStyles())
    whole, chunks = gathered(package.chunks(part))
    if whole is None or len(whole) > _LONGEST_STYLES:
        return KnownSheets(number_styles(chunks, part))
    return _known_by_styles(whole, part)


@lru_cache(maxsize=_MOST_STYLES)
def _known_by_styles(styles: bytes, part: str) -> KnownSheets:
    return KnownSheets(number_styles([styles], part))

"""An Excel workbook (.xlsx, .xlsm) → grid, in one bounded pass over the parts that hold what a form needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from scoresheet.formats.markup import Element, elements
from scoresheet.formats.number_formats import NumberStyles, number_styles
from scoresheet.formats.package import Package, damaged, inside, resolved
from scoresheet.formats.texts import Characters, shared_strings
from scoresheet.formats.worksheet import Contents, read_worksheet
from scoresheet.grid import Grid, Sheet, Trouble, Unreadable
from scoresheet.language import Text

_TRUE = frozenset({"1", "true"})
_NOT_GRIDS = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to: `kind` is the last word of its type (worksheet, styles), `target` a part's name."""

    identifier: str
    kind: str
    target: str


def read_xlsx(data: bytes) -> Grid:
    """Read a workbook: cells with values, formulas and stored results, merged areas, what is hidden, properties.

    Macros, pictures and everything else are not looked at. Raises Unreadable, and nothing else whatever the bytes
    are: for what is damaged, encrypted, no workbook, or beyond the limits of an honest form.
    """
    with Package(data) as package:
        relationships = list(_relationships(package, ""))
        workbook = _first(relationships, "officeDocument")
        if workbook is None:
            raise Unreadable(Trouble.NOT_A_WORKBOOK)
        grid = Grid()
        _read_workbook(package, workbook, grid)
        _read_properties(package, relationships, grid)
        return grid


def _relationships(package: Package, part: str) -> Iterator[Relationship]:
    folder, _, name = part.rpartition("/")
    listing = f"{folder}/_rels/{name}.rels".lstrip("/")
    for element in elements(package.chunks(listing), listing, frozenset({"Relationship"})):
        attributes = element.attributes
        if attributes.get("TargetMode") == "External":
            continue
        target = resolved(part, attributes.get("Target", ""))
        yield Relationship(attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], target)


def _first(relationships: list[Relationship], kind: str) -> str | None:
    return next((each.target for each in relationships if each.kind == kind), None)


def _read_workbook(package: Package, part: str, grid: Grid) -> None:
    found = elements(package.chunks(part), part, frozenset({"workbookPr", "sheet"}))
    relationships = list(_relationships(package, part))
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
    strings = _first(relationships, "sharedStrings")
    styles = _first(relationships, "styles")
    return Contents(
        strings=shared_strings(package.chunks(strings), strings, characters) if strings else {},
        styles=number_styles(package.chunks(styles), styles) if styles else NumberStyles(),
        characters=characters,
    )


def _read_properties(package: Package, relationships: list[Relationship], grid: Grid) -> None:
    for kind, wanted in (
        ("core-properties", "modified"),
        ("extended-properties", "Application"),
        ("custom-properties", "property"),
    ):
        part = _first(relationships, kind)
        if part is None or part not in package:
            continue
        for element in elements(package.chunks(part), part, frozenset({wanted})):
            if wanted == "modified":
                grid.modified = _moment(element.text)
            elif wanted == "Application":
                grid.application = element.text
            else:
                grid.properties[element.attributes.get("name", "")] = element.text


def _moment(written: str) -> datetime | None:
    # Without a zone the moment is taken as UTC, so that the moments of any two files can be compared.
    try:
        moment = datetime.fromisoformat(written)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None

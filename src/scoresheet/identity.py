"""Whose form a returned workbook is, and of which round: from four places, any one of which is enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from scoresheet.catalog.model import Catalog, Unit
from scoresheet.grid import Grid, Sheet
from scoresheet.language import Text
from scoresheet.matching import normalised
from scoresheet.submission import Fault, FaultKind, Issued, IssuedItem
from scoresheet.tables import FoundTable, cell_at
from scoresheet.titles import FORM_CODE, HIDDEN, UNIT_LABEL, Column


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place of the workbook says about its origin; "" for what it doesn't say."""

    place: Text
    catalog: str
    round: str
    unit: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The unit that a workbook is from, None where that can't be told, and what is wrong with its marks."""

    unit: Unit | None
    faults: tuple[Fault, ...] = ()


_HIDDEN_SHEET = Text("隐藏标识", "the hidden marks")
_PROPERTIES = Text("文档属性", "the document properties")
_FORM_CODE = Text("表单编码", "the form code")
_ROW_IDS = Text("编号栏", "the ids of the rows")
_UNIT_NAME = Text("填报单位", "the name of the unit")
_CODE_LENGTH = 3


def identify(catalog: Catalog, grid: Grid, scores: FoundTable | None) -> Identity:
    """Tell whose form a workbook is.

    `scores` is the table of items, where one was found. The name of the unit on the sheet decides only where nothing
    else does; where it names another unit than the marks, that is a contradiction.
    """
    claims = list(_claims(grid, scores))
    named = _named_unit(catalog, grid)
    if not claims:
        return _by_name(named, scores)
    fault = _foreign(catalog, claims)
    if fault is not None:
        unit = catalog.unit(claims[0].unit) if fault.kind is FaultKind.OTHER_ROUND else None
        return Identity(unit, (fault,))
    unit = catalog.unit(claims[0].unit)
    if unit is None:
        detail = Text(claims[0].unit, claims[0].unit)
        return Identity(None, (Fault(FaultKind.UNKNOWN_UNIT, detail=detail),))
    if named is not None and named != unit:
        return Identity(None, (_contradiction([(claims[0].place, unit.name), (_UNIT_NAME, named.name)]),))
    return Identity(unit)


def memory(grid: Grid) -> Issued | None:
    """Give what the hidden sheet remembers of the form's issue, None where the sheet is gone."""
    sheet = next((sheet for sheet in grid.sheets if sheet.name == HIDDEN), None)
    if sheet is None:
        return None
    keys = _keys(sheet)
    items: dict[str, IssuedItem] = {}
    measures: dict[str, dict[str, str]] = {}
    for row, _ in sheet.rows():
        kind, key = sheet.text(row, 1), sheet.text(row, 2)
        if kind == "measure":
            item, _, measure = key.partition("/")
            measures.setdefault(item, {})[measure] = sheet.text(row, 5)
        elif kind == "item":
            points, rule, text = (sheet.text(row, column) for column in (4, 5, 6))
            items[key] = IssuedItem(text, points, rule, measures.setdefault(key, {}))
    return Issued(keys.get("digest", ""), keys.get("revision", ""), keys.get("answers_to", ""), items)


def _claims(grid: Grid, scores: FoundTable | None) -> Iterator[Claim]:
    for sheet in grid.sheets:
        if sheet.name == HIDDEN:
            keys = _keys(sheet)
            if "unit" in keys:
                said = (keys.get(key, "") for key in ("catalog", "round", "unit"))
                yield Claim(_HIDDEN_SHEET, *said)
    properties = grid.properties
    if "scoresheet_unit" in properties:
        said = (properties.get(f"scoresheet_{key}", "") for key in ("catalog", "round", "unit"))
        yield Claim(_PROPERTIES, *said)
    for code in _visible_codes(grid):
        yield Claim(_FORM_CODE, *code)
    if scores is not None:
        prefix = _common_prefix(scores)
        if prefix is not None:
            yield Claim(_ROW_IDS, *prefix)


def _keys(sheet: Sheet) -> dict[str, str]:
    return {
        sheet.text(row, 1): sheet.text(row, 2)
        for row, _ in sheet.rows()
        if sheet.text(row, 1) not in {"field", "item", "measure"}
    }


def _visible_codes(grid: Grid) -> Iterator[tuple[str, str, str]]:
    labels = tuple(normalised(label) for label in FORM_CODE)
    for sheet in grid.sheets:
        for cell in sheet.cells.values():
            if cell.text and "/" in cell.text and cell.formula is None:
                said = normalised(cell.text)
                for label in labels:
                    pieces = said.removeprefix(label).split("/")
                    if said.startswith(label) and len(pieces) == _CODE_LENGTH:
                        yield pieces[0], pieces[1], pieces[2]


def _common_prefix(scores: FoundTable) -> tuple[str, str, str] | None:
    # A single row pasted from another unit's form doesn't make the whole form that unit's.
    prefixes = Counter(
        tuple(pieces[:_CODE_LENGTH])
        for row in scores.rows()
        if len(pieces := scores.text(row, Column.ID).split("/")) == _CODE_LENGTH + 1
    )
    if not prefixes:
        return None
    catalog, round_, unit = prefixes.most_common(1)[0][0]
    return catalog, round_, unit


def _foreign(catalog: Catalog, claims: list[Claim]) -> Fault | None:
    for key, own, kind in (
        ("catalog", catalog.id, FaultKind.OTHER_CATALOG),
        ("round", catalog.round.id, FaultKind.OTHER_ROUND),
    ):
        said = {getattr(claim, key) for claim in claims}
        if len(said) > 1:
            return _contradiction([(claim.place, getattr(claim, key)) for claim in claims])
        if said != {own}:
            found = next(iter(said))
            return Fault(kind, detail=Text(found, found))
        if len({claim.unit for claim in claims}) > 1:
            return _contradiction([(claim.place, _name(catalog, claim.unit)) for claim in claims])
    return None


def _contradiction(said: list[tuple[Text, str]]) -> Fault:
    zh = "，".join(f"{place.zh}为“{value}”" for place, value in said)
    en = ", ".join(f"{place.en}: “{value}”" for place, value in said)
    return Fault(FaultKind.CONTRADICTORY_IDENTITY, detail=Text(zh, en))


def _name(catalog: Catalog, unit_id: str) -> str:
    unit = catalog.unit(unit_id)
    return unit.name if unit else unit_id


def _by_name(named: Unit | None, scores: FoundTable | None) -> Identity:
    if scores is None:
        return Identity(None, (Fault(FaultKind.NOT_OUR_FORM),))
    if named is None:
        return Identity(None, (Fault(FaultKind.UNKNOWN_UNIT),))
    return Identity(named)


def _named_unit(catalog: Catalog, grid: Grid) -> Unit | None:
    names = {
        normalised(name): unit
        for unit in catalog.units
        for name in (unit.name, unit.reporting_as, *unit.aliases)
    }
    labels = tuple(normalised(label) for label in UNIT_LABEL)
    for sheet in grid.sheets:
        for row, cells in sheet.rows():
            for column in cells:
                said = normalised(cell_at(sheet, row, column, number=False).text)
                for label in labels:
                    if said.startswith(label):
                        unit = names.get(said.removeprefix(label).partition("(")[0])
                        if unit is not None:
                            return unit
    return None

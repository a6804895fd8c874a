"""Whose form a returned workbook is, and of which round: from four places, any one of which is enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoresheet.catalog.model import Catalog, Unit
from scoresheet.grid import Grid, Sheet
from scoresheet.language import Text
from scoresheet.matching import normalised
from scoresheet.submission import Fault, FaultKind, Issued, IssuedItem
from scoresheet.tables import FoundTable
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
    claims = [claim for claim in _claims(grid, scores) if claim.catalog or claim.round or claim.unit]
    fault = _foreign(catalog, claims)
    claimed = next((claim for claim in claims if claim.unit), None)
    if fault is not None:
        is_ours = claimed is not None and fault.kind is FaultKind.OTHER_ROUND
        return Identity(_unit(catalog, claimed.unit) if claimed and is_ours else None, (fault,))
    if not claims and scores is None:
        return Identity(None, (Fault(FaultKind.NOT_OUR_FORM),))
    return _of_this_round(catalog, claimed, list(_named(catalog, grid)))


def _of_this_round(catalog: Catalog, claimed: Claim | None, named: list[tuple[str, Unit | None]]) -> Identity:
    by_name = [unit for _, unit in named if unit is not None]
    unit = _unit(catalog, claimed.unit) if claimed else next(iter(by_name), None)
    if unit is None:
        said = claimed.unit if claimed else next((said for said, _ in named), "")
        return Identity(None, (Fault(FaultKind.UNKNOWN_UNIT, detail=Text(said, said)),))
    other = next((one for one in by_name if one != unit), None)
    if other is not None:
        place = claimed.place if claimed else _UNIT_NAME
        return Identity(None, (_contradiction([(place, unit.name), (_UNIT_NAME, other.name)]),))
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
            yield _claim(_HIDDEN_SHEET, (keys.get(key, "") for key in _SAID))
    properties = grid.properties
    yield _claim(_PROPERTIES, (properties.get(f"scoresheet_{key}", "") for key in _SAID))
    for code in _visible_codes(grid):
        yield _claim(_FORM_CODE, code)
    if scores is not None:
        prefix = _common_prefix(scores)
        if prefix is not None:
            yield _claim(_ROW_IDS, prefix)


_SAID = ("catalog", "round", "unit")


def _claim(place: Text, said: Iterable[str]) -> Claim:
    catalog, round_, unit = (normalised(word) for word in said)
    return Claim(place, catalog, round_, unit)


def _unit(catalog: Catalog, unit_id: str) -> Unit | None:
    return next((unit for unit in catalog.units if normalised(unit.id) == unit_id), None)


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
    """Give the fault of marks that contradict each other or are not of this round; what a mark leaves out is none."""
    by_catalog, by_round, by_unit = (
        [(claim.place, said) for claim in claims if (said := getattr(claim, key))] for key in _SAID
    )
    for said, own, kind in (
        (by_catalog, catalog.id, FaultKind.OTHER_CATALOG),
        (by_round, catalog.round.id, FaultKind.OTHER_ROUND),
    ):
        words = {word for _, word in said}
        if len(words) > 1:
            return _contradiction(said)
        if words - {normalised(own)}:
            found = words.pop()
            units = _contradictory_units(catalog, by_unit)
            return (
                units if kind is FaultKind.OTHER_ROUND and units else Fault(kind, detail=Text(found, found))
            )
    return _contradictory_units(catalog, by_unit)


def _contradictory_units(catalog: Catalog, said: list[tuple[Text, str]]) -> Fault | None:
    if len({word for _, word in said}) < _SEVERAL:
        return None
    return _contradiction([(place, _name(catalog, word)) for place, word in said])


_SEVERAL = 2


def _contradiction(said: list[tuple[Text, str]]) -> Fault:
    zh = "，".join(f"{place.zh}为“{value}”" for place, value in said)
    en = ", ".join(f"{place.en}: “{value}”" for place, value in said)
    return Fault(FaultKind.CONTRADICTORY_IDENTITY, detail=Text(zh, en))


def _name(catalog: Catalog, unit_id: str) -> str:
    unit = _unit(catalog, unit_id)
    return unit.name if unit else unit_id


def _named(catalog: Catalog, grid: Grid) -> Iterator[tuple[str, Unit | None]]:
    """Walk the names that stand beside 填报单位, each with the unit that goes by it."""
    names = {
        normalised(name): unit
        for unit in catalog.units
        for name in (unit.name, unit.reporting_as, *unit.aliases)
    }
    for said in _said_names(grid):
        yield said[:_LONGEST_NAME], names.get(normalised(said).partition("(")[0])


_LONGEST_NAME = 40


def _said_names(grid: Grid) -> Iterator[str]:
    labels = tuple(normalised(label).rstrip(":") for label in UNIT_LABEL)
    for sheet in grid.sheets:
        for row, cells in sheet.rows():
            for column in sorted(cells):
                said = normalised(cells[column].text or "")
                label = next((label for label in labels if said.startswith(label)), None)
                if label is not None and sheet.name != HIDDEN:
                    # Some forms leave the label alone in its cell, and the name stands in the next.
                    beside = (sheet.text(row, further) for further in sorted(cells) if further > column)
                    yield said.removeprefix(label).lstrip(":") or next(iter(beside), "")

"""Whose form a returned workbook is, and of which round: from four places, any one of which is enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import Catalog, Unit
from scoresheet.grid import Grid
from scoresheet.language import Text, same
from scoresheet.matching import normalised
from scoresheet.reading.hidden_lines import hidden_keys, hidden_lines
from scoresheet.reading.name_index import name_index
from scoresheet.reading.printed_round import of_other_round
from scoresheet.reading.sheet_origin import lost_ids, other_origins
from scoresheet.reading.tables import FoundTable, cell_at
from scoresheet.reading.telling_cells import CODE_LENGTH, telling_cells
from scoresheet.reading.unit_names import PrintedName, UnitNames, names_above, printed_names
from scoresheet.submission import NOWHERE, Cell, Fault, FaultKind, Issued, IssuedItem, Mark
from scoresheet.titles import HIDDEN, Column


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place of the workbook says about its origin; "" for what it doesn't say.

    `cell` is where the sender sees it, nowhere for what is hidden.
    """

    place: Text
    catalog: str
    round: str
    unit: str
    cell: Cell = NOWHERE


@dataclass(frozen=True, slots=True)
class Identity:
    """The unit that a workbook is from, None where that can't be told, and what is wrong with its marks.

    `remarks` are to be told although the form can be read all the same; without any mark the name decides, where it
    leaves no doubt, and that is one of them.
    """

    unit: Unit | None
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """What one place says about one mark, in the words of a sentence."""

    place: Text
    value: str
    cell: Cell


_HIDDEN_SHEET = Text("隐藏标识", "the hidden marks")
_PROPERTIES = Text("文档属性", "the document properties")
_FORM_CODE = Text("表单编码", "the form code")
_ROW_IDS = Text("编号栏", "the ids of the rows")
_UNIT_NAME = Text("填报单位", "the name of the unit")
_OTHER_MARKS = Text("其他标识", "the other marks")
_LONGEST_NAME = 40
_LONGEST_TITLE = 60
_MOST_TOLD = 6
_MOST_QUOTED = 3
_MOST_CELLS = 20
_LEAST_IDS = 3
"""So many equal beginnings are no chance: dates and paths have slashes too."""
_LEAST_SHARE = 3
"""So many times the items that are printed word by word must make up the form; the others may have been changed."""


def identify(catalog: Catalog, grid: Grid, scores: FoundTable | None) -> Identity:
    """Tell whose form a workbook is.

    `scores` is the table of items, where one was found. The name of the unit on the sheet decides only where nothing
    else does; where it names another unit than the marks, that is a contradiction.
    """
    claims = [claim for claim in _claims(grid, scores) if claim.catalog or claim.round or claim.unit]
    if not claims and scores is None:
        return Identity(None, (Fault(FaultKind.NOT_OUR_FORM),))
    fault = _foreign(catalog, claims)
    if fault is not None and (fault.mark is Mark.UNIT or fault.kind is FaultKind.OTHER_CATALOG):
        return Identity(None, (fault,))
    found = _unit_of(catalog, claims, list(printed_names(grid, scores)), scores)
    if not claims and found.unit is not None and not _is_of(catalog, found.unit, scores):
        return Identity(None, (Fault(FaultKind.NOT_OUR_FORM),))
    if fault is None and found.unit is not None and not found.faults:
        found = _held_against_sheets(catalog, found, found.unit, grid, scores)
    if not any(claim.round for claim in claims):
        fault = fault or _by_print(catalog, scores)
    if fault is None or any(one.kind is FaultKind.CONTRADICTORY_IDENTITY for one in found.faults):
        return found
    return Identity(found.unit, (fault,))


def _held_against_sheets(
    catalog: Catalog, found: Identity, unit: Unit, grid: Grid, scores: FoundTable | None
) -> Identity:
    """Hold the titles and the ids of the single sheets against the unit; what they have lost is to be told."""
    origins = other_origins(catalog, unit, grid, scores)
    if origins:
        mark = origins[0].mark
        own = {Mark.UNIT: unit.name, Mark.ROUND: catalog.round.id, Mark.CATALOG: catalog.id}[mark]
        said = [_Said(one.place, one.value, one.cell) for one in origins if one.mark is mark]
        return Identity(None, (_contradiction(mark, [_Said(_OTHER_MARKS, own, NOWHERE), *said]),))
    if any(remark.kind is FaultKind.UNMARKED for remark in found.remarks):
        return found
    return replace(found, remarks=(*found.remarks, *lost_ids(grid)))


def _by_print(catalog: Catalog, scores: FoundTable | None) -> Fault | None:
    """Give the fault of a form that prints another year than this round's, where no mark says of which it is."""
    cell = None if scores is None else of_other_round(catalog, scores)
    return (
        None
        if cell is None
        else Fault(FaultKind.OTHER_ROUND, (cell,), detail=same(cell.text[:_LONGEST_TITLE]))
    )


def _is_of(catalog: Catalog, unit: Unit, scores: FoundTable | None) -> bool:
    """Tell whether a table without any mark prints enough of the unit's items to be a copy of its form.

    Other offices print the same titles over items of their own.
    """
    if scores is None:
        return False
    texts = {normalised(entry.text) for entry in form_for(catalog, unit).items}
    printed = {normalised(scores.text(row, Column.TEXT)) for row in scores.rows()}
    return len(texts & printed) * _LEAST_SHARE >= len(texts)


def _unit_of(
    catalog: Catalog, claims: list[Claim], printed: list[PrintedName], scores: FoundTable | None
) -> Identity:
    claiming = [claim for claim in claims if claim.unit]
    if claiming:
        unit = _unit(catalog, claiming[0].unit)
        detail, cells = claiming[0].unit[:_LONGEST_NAME], _seen(claim.cell for claim in claiming)
        # What the sender can't see is named only where nothing else says the same.
        mark = next((claim for claim in claiming if claim.cell.address), claiming[0])
        known_by = _Said(mark.place, unit.name if unit else "", mark.cell)
        if unit is None:
            return Identity(None, (Fault(FaultKind.UNKNOWN_UNIT, cells, detail=same(detail)),))
        return _held_against_names(UnitNames(catalog, unit), unit, known_by, printed)
    name, unit = _by_name(catalog, printed)
    if unit is None:
        return Identity(None, (_unknown(catalog, name, scores),))
    others = [one for one in printed if one is not name]
    found = _held_against_names(UnitNames(catalog, unit), unit, _said_name(name), others)
    rounds = None if any(claim.round for claim in claims) else Mark.ROUND
    unmarked = Fault(FaultKind.UNMARKED, (name.cell,), detail=same(name.bare[:_LONGEST_NAME]), mark=rounds)
    return replace(found, remarks=(unmarked, *found.remarks))


def _unknown(catalog: Catalog, name: PrintedName, scores: FoundTable | None) -> Fault:
    if not name.bare and scores is not None:
        for one in names_above(scores):
            guesses = tuple(unit.name for unit in UnitNames(catalog).guesses(one))
            if guesses:
                detail = same(one.cell.text[:_LONGEST_TITLE])
                return Fault(FaultKind.UNKNOWN_UNIT, (one.cell,), None, detail, Mark.UNIT, guesses)
    guesses = tuple(unit.name for unit in UnitNames(catalog).guesses(name))
    detail, cells = same(name.bare[:_LONGEST_NAME]), _seen((name.cell,)) if name.bare else ()
    return Fault(FaultKind.UNKNOWN_UNIT, cells, detail=detail, guesses=guesses)


def _by_name(catalog: Catalog, printed: list[PrintedName]) -> tuple[PrintedName, Unit | None]:
    names = UnitNames(catalog)
    for one in printed:
        unit = names.certainly(one) if one.is_field else names.exactly(one.said)
        if unit is not None:
            return one, unit
    return next((one for one in printed if one.said), PrintedName("", NOWHERE, is_field=False)), None


def _held_against_names(
    names: UnitNames, unit: Unit, known_by: _Said, printed: list[PrintedName]
) -> Identity:
    for one in printed:
        if names.other(one) is not None:
            return Identity(None, (_contradiction(Mark.UNIT, [known_by, _said_name(one)]),))
    strange = next((one for one in printed if names.is_strange(one)), None)
    if strange is None:
        return Identity(unit)
    detail = same(strange.bare[:_LONGEST_NAME])
    return Identity(unit, remarks=(Fault(FaultKind.CHANGED_UNIT_NAME, (strange.cell,), detail=detail),))


def _said_name(one: PrintedName) -> _Said:
    return _Said(_UNIT_NAME, one.said[:_LONGEST_NAME], one.cell)


def memory(grid: Grid) -> Issued | None:
    """Give what the hidden sheet remembers of the form's issue, None where the sheet is gone."""
    sheet = next((sheet for sheet in grid.sheets if sheet.name == HIDDEN), None)
    if sheet is None:
        return None
    keys = hidden_keys(sheet)
    printed: dict[str, tuple[str, str, str]] = {}
    measures: dict[str, list[tuple[str, str, str]]] = {}
    for kind, key, _, fourth, fifth, sixth in hidden_lines(sheet):
        if kind == "measure":
            item, _, measure = key.partition("/")
            measures.setdefault(item, []).append((measure, fifth, sixth))
        elif kind == "item":
            printed[key] = (sixth, fourth, fifth)
    items = {key: _issued(*said, tuple(measures.get(key, ()))) for key, said in printed.items()}
    digest, revision, answers_to = (keys.get(key, "") for key in ("digest", "revision", "answers_to"))
    return Issued(digest, revision, answers_to, items, has_total=bool(keys.get("total")))


def _issued(text: str, points: str, rule: str, measures: tuple[tuple[str, str, str], ...]) -> IssuedItem:
    said = sum(len(words) for words in (text, points, rule, *(words for one in measures for words in one)))
    return (_kept_issued if said <= _SHORT else _kept_issued.__wrapped__)(text, points, rule, measures)


_SHORT = 2_000


# Most items are printed alike on all forms of a round: each is kept once. Only what is short is kept, so that nobody's
# file fills the memory.
@lru_cache(maxsize=2_048)
def _kept_issued(text: str, points: str, rule: str, measures: tuple[tuple[str, str, str], ...]) -> IssuedItem:
    goals = {measure: goal for measure, goal, _ in measures}
    return IssuedItem(text, points, rule, goals, {measure: name for measure, _, name in measures})


def _claims(grid: Grid, scores: FoundTable | None) -> Iterator[Claim]:
    for sheet in grid.sheets:
        if sheet.name == HIDDEN:
            keys = hidden_keys(sheet)
            yield _claim(_HIDDEN_SHEET, (keys.get(mark.value, "") for mark in Mark))
    properties = grid.properties
    yield _claim(_PROPERTIES, (properties.get(f"scoresheet_{mark.value}", "") for mark in Mark))
    for code, cell in _visible_codes(grid):
        yield _claim(_FORM_CODE, code, cell)
    if scores is not None:
        yield from _row_ids(scores)
    else:
        yield from _stray_ids(grid)


def _claim(place: Text, said: Iterable[str], cell: Cell = NOWHERE) -> Claim:
    catalog, round_, unit = (normalised(word) for word in said)
    return Claim(place, catalog, round_, unit, cell)


def _unit(catalog: Catalog, unit_id: str) -> Unit | None:
    return name_index(catalog).by_id(unit_id)


def _visible_codes(grid: Grid) -> Iterator[tuple[list[str], Cell]]:
    for sheet in grid.sheets:
        for row, column, pieces in telling_cells(sheet).codes:
            yield pieces, cell_at(sheet, row, column, number=False)


def _row_ids(scores: FoundTable) -> Iterator[Claim]:
    # A single row pasted from another unit's form doesn't make the whole form that unit's.
    rows = {
        row: tuple(pieces[:CODE_LENGTH])
        for row in scores.rows()
        if len(pieces := scores.text(row, Column.ID).split("/")) == CODE_LENGTH + 1
    }
    for prefix, _ in Counter(rows.values()).most_common(1):
        first = next(row for row, said in rows.items() if said == prefix)
        yield _claim(_ROW_IDS, prefix, scores.cell(first, Column.ID))


def _stray_ids(grid: Grid) -> Iterator[Claim]:
    """Give what the ids of rows say where their table has lost its header."""
    cells = [
        (tuple(pieces[:CODE_LENGTH]), cell_at(sheet, row, column, number=False))
        for sheet in grid.sheets
        if sheet.name != HIDDEN
        for row, column in sorted(sheet.cells)
        if len(pieces := sheet.text(row, column).split("/")) == CODE_LENGTH + 1
    ]
    for prefix, count in Counter(prefix for prefix, _ in cells).most_common(1):
        if count >= _LEAST_IDS:
            yield _claim(_ROW_IDS, prefix, next(cell for said, cell in cells if said == prefix))


def _foreign(catalog: Catalog, claims: list[Claim]) -> Fault | None:
    """Give the fault of marks that contradict each other or are not of this round; what a mark leaves out is none."""
    by_catalog, by_round, by_unit = (
        [_Said(claim.place, said, claim.cell) for claim in claims if (said := getattr(claim, mark.value))]
        for mark in Mark
    )
    named = [_Said(one.place, _name(catalog, one.value), one.cell) for one in by_unit]
    units = _contradiction(Mark.UNIT, named) if _differ(by_unit) else None
    for mark, said, own, kind in (
        (Mark.CATALOG, by_catalog, catalog.id, FaultKind.OTHER_CATALOG),
        (Mark.ROUND, by_round, catalog.round.id, FaultKind.OTHER_ROUND),
    ):
        if _differ(said):
            return units or _contradiction(mark, said)
        if said and said[0].value != normalised(own):
            other = Fault(kind, _seen(one.cell for one in said), detail=same(said[0].value[:_LONGEST_NAME]))
            return other if kind is FaultKind.OTHER_CATALOG else units or other
    return units


def _differ(said: list[_Said]) -> bool:
    return len({one.value for one in said}) > 1


def _contradiction(mark: Mark, said: list[_Said]) -> Fault:
    shown, values = _told(said), len({one.value for one in said})
    zh = "，".join(f"{one.place.zh}为“{one.value[:_LONGEST_NAME]}”" for one in shown)
    en = ", ".join(f"{one.place.en}: “{one.value[:_LONGEST_NAME]}”" for one in shown)
    if values > len({one.value for one in shown}):
        zh, en = f"{zh}等，共有{values}种写法", f"{en} and others, {values} in all"
    cells = _seen(one.cell for one in (*shown, *said))
    return Fault(FaultKind.CONTRADICTORY_IDENTITY, cells, detail=Text(zh, en), mark=mark)


def _told(said: list[_Said]) -> list[_Said]:
    """Give each statement once; where there are many, one for each of the first values, where the sender sees it."""
    different = list({(one.place, one.value): one for one in said}.values())
    if len(different) <= _MOST_TOLD:
        return different
    by_value: dict[str, _Said] = {}
    for one in sorted(different, key=lambda one: not one.cell.address):
        by_value.setdefault(one.value, one)
    return list(by_value.values())[:_MOST_QUOTED]


def _seen(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(dict.fromkeys(cell for cell in cells if cell.address))[:_MOST_CELLS]


def _name(catalog: Catalog, unit_id: str) -> str:
    unit = _unit(catalog, unit_id)
    return unit.name if unit else unit_id

"""Returns by the thousand: a few are made by issuing and filling in, and each is given to many units.

A return is made once for a unit whose id and name are marks; whose it becomes is put in the place of the marks in its
parts, as the program does when it issues forms. A test holds the result to a form that was issued and filled in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from random import Random

from benchmarks.faults import NOTHING, TOTAL, Planted, Planting, drawn
from scoresheet.catalog.form import Form, FormItem, form_for
from scoresheet.catalog.model import Catalog, Unit
from scoresheet.filling.answers import Answers, Entry, ItemAnswer, pour
from scoresheet.forms.contents import TOKEN_UNIT, contents, tokens
from scoresheet.forms.workbook import Prototype, prototype
from scoresheet.parts.cells import Content, Formula, Package, SheetContents, fill, map_sheet
from scoresheet.parts.cells import Form as Parts
from scoresheet.shipped import MASTER, shipped
from scoresheet.titles import SCORES, Column

ISSUED = datetime(2014, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=8)))
SEED = 20141128
_NAME, _OFFICE = "scoresheet-name-of-unit", "scoresheet-name-of-office"
_REASON = "有一场活动因主讲人行程调整，推迟到12月举行。"


@dataclass(frozen=True, slots=True)
class Return:
    """A returned form that any unit may have sent, and what is planted in it."""

    parts: Parts
    planted: tuple[Planted, ...]

    def of(self, form: Form) -> bytes:
        """Give it as the return of one unit. The unit has no targets of its own."""
        named = {_NAME: form.unit.name, _OFFICE: form.unit.reporting_as}
        return self.parts.filled({}, {**named, **tokens(form, ISSUED)})


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the table of the scores stands, for scripts that know nothing of the program.

    `rows` maps each row of an item to its points; columns and rows are counted from 1.
    """

    name: str
    header: int
    columns: dict[str, int]
    rows: dict[int, str]
    total: int


class Maker:
    """Makes the returns of a catalog; the same seed gives the same returns."""

    def __init__(self, catalog: Catalog, seed: int = SEED) -> None:
        self.catalog = catalog
        self._seed = seed
        self._prototype: Prototype = prototype(catalog, shipped(MASTER))
        self._form = form_for(catalog, _anybody(catalog.units[0]))
        made = contents(self._form, self._prototype.layout, self._prototype.sizes, ISSUED)
        self._blank = Parts(self._prototype.data).filled(made, {})

    @property
    def sheet(self) -> Sheet:
        """Where the table of the scores stands."""
        layout = self._prototype.layout
        rows = {layout.items[item.id]: str(item.points) for item in self.catalog.items}
        columns = {str(column): number for column, number in layout.scores.columns.items()}
        return Sheet(
            SCORES.of(self.catalog.locale), layout.scores.header, columns, rows, layout.total or max(rows) + 1
        )

    def row(self, fault: Planted) -> int:
        """Give the row of the table in which a fault stands."""
        return self._prototype.layout.items[fault.item] if fault.item else self.sheet.total

    def answers(self, number: int) -> Answers:
        """Give the answers of a return without a fault: full points but for a few items, each with its reason."""
        chance = Random(f"{self._seed} answers {number}")  # noqa: S311 - answers that can be drawn again, no secret
        items = {entry.item.id: _full(entry) for entry in self._form.items}
        free = [entry for entry in self._form.items if entry.item.rule.deduct_at_most is None]
        for entry in chance.sample(free, 5):
            less = entry.item.points - Decimal(chance.choice(["0.25", "0.5", "0.75"]))
            items[entry.item.id] = replace(items[entry.item.id], score=less, reason=_REASON)
        return Answers(items, none_declared=True)

    def faultless(self, number: int) -> Return:
        """Give a return in which nothing is to be found."""
        return self._made(number, NOTHING)

    def faulty(self, number: int, count: int) -> Return:
        """Give a return with so many faults; every eighth has a wrong total instead."""
        chance = Random(f"{self._seed} faults {number}")  # noqa: S311 - faults that can be drawn again, no secret
        return self._made(number, TOTAL if number % 8 == 0 else drawn(chance, self._form.items, count))

    def _made(self, number: int, planting: Planting) -> Return:
        answers = planting.answered(self.answers(number), self._form.items)
        data = fill(pour(self._blank, self._form, answers), self._cells(answers, planting))
        for item, kind in planting.items.items():
            if kind.value:
                data = self._with_error(data, item, kind.value)
        return Return(Parts(data), planting.planted)

    def _cells(self, answers: Answers, planting: Planting) -> dict[str, SheetContents]:
        table, layout = self._prototype.layout.scores, self._prototype.layout
        cells: dict[str, Content] = {}
        for item, kind in planting.items.items():
            if kind.cells is not None:
                row = layout.items[item]
                changed = kind.cells(self._form.by_id[item])
                cells |= {table.at(column, row): content for column, content in changed.items()}
        if layout.total is not None:
            at, total = table.at(Column.SCORE, layout.total), _sum(answers)
            formula = f"SUM({table.down(Column.SCORE)})"
            # The program that the unit typed into has stored the result beside the formula.
            cells[at] = total + 5 if planting.wrong_total else Formula(formula, total)
        return {self.sheet.name: SheetContents(cells)}

    def _with_error(self, data: bytes, item: str, value: str) -> bytes:
        """Put an error value into the cell of a score: nothing that is filled in by hand can hold one."""
        package = Package(data)
        part = package.sheets[self.sheet.name]
        xml = package.parts[part]
        address = self._prototype.layout.scores.at(Column.SCORE, self._prototype.layout.items[item])
        cell = map_sheet(xml).cells[address]
        made = f'<c r="{address}" s="{cell.style}" t="e"><v>{value}</v></c>'.encode()
        return package.to_bytes({part: xml[: cell.start] + made + xml[cell.end :]})


def _anybody(unit: Unit) -> Unit:
    """Give a unit whose id and name are marks."""
    return replace(unit, id=TOKEN_UNIT, name=_NAME, reporting_as=_OFFICE, aliases=())


def _full(entry: FormItem) -> ItemAnswer:
    measures: dict[str, Entry] = {}
    for one in entry.measures:
        if one.measure.numerator is None:
            measures[one.measure.id] = Decimal(1) if one.goal.target is None else one.goal.target
        else:
            parts = {"numerator": Decimal(19), "denominator": Decimal(20)}
            measures |= {f"{one.measure.id}/{part}": number for part, number in parts.items()}
    return ItemAnswer(entry.item.points, "已按要求完成，有台账可查。", None, measures)


def _sum(answers: Answers) -> Decimal:
    scores = (answer.score for answer in answers.items.values())
    return sum((score for score in scores if isinstance(score, Decimal)), Decimal(0))


@dataclass(frozen=True, slots=True)
class Mix:
    """Which returns a round consists of: so many different ones, every so manieth of them with so many faults."""

    different: int = 24
    every: int = 8
    faults: int = 2


def returns(maker: Maker, mix: Mix) -> Iterator[tuple[Unit, bytes, tuple[Planted, ...]]]:
    """Walk the returns of all units of a catalog, with what is planted in each."""
    made = [
        maker.faulty(number, mix.faults) if number % mix.every == 1 % mix.every else maker.faultless(number)
        for number in range(min(mix.different, len(maker.catalog.units)))
    ]
    for number, unit in enumerate(maker.catalog.units):
        one = made[number % len(made)]
        yield unit, one.of(form_for(maker.catalog, unit)), one.planted


PLANTED, SHEET = "planted.json", "sheet.json"


def write(folder: Path, maker: Maker, mix: Mix) -> Path:
    """Write the returns of all units into a folder `returns`, beside it what is planted and where the table stands."""
    inbox = folder / "returns"
    inbox.mkdir(parents=True, exist_ok=True)
    planted: dict[str, list[dict[str, object]]] = {}
    for unit, data, faults in returns(maker, mix):
        name = f"{unit.id}_{unit.name}.xlsx"
        (inbox / name).write_bytes(data)
        planted[name] = [
            {"kind": fault.kind, "item": fault.item, "codes": sorted(fault.codes), "row": maker.row(fault)}
            for fault in faults
        ]
    (folder / PLANTED).write_text(json.dumps(planted, ensure_ascii=False), encoding="utf-8")
    (folder / SHEET).write_text(sheet_json(maker), encoding="utf-8")
    return inbox


def sheet_json(maker: Maker) -> str:
    """Write down where the table of the scores stands."""
    return json.dumps(asdict(maker.sheet), ensure_ascii=False)

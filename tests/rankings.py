"""Rounds drawn at random under every rule about totals, ties, groups and grades, and ranking workbooks read back."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

import samples
from doubles import Bonus, ByPlace, VetoDouble
from scoresheet.assessment import Assessment, UnitResult, UnitStatus
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import Catalog, Category, Grade, Item, NotApplicable, Ties, Unit
from scoresheet.rule.model import Effect
from scoresheet.rules.judged import Judged
from scoresheet.scoring import score
from scoresheet.submission import Submission
from scoresheet.titles import DEDUCTIONS

POINTS = {"1": Decimal(10), "2": Decimal("6.5"), "3": Decimal("1.5"), "4": Decimal(5)}
"""Items 1 and 2 are stated, 3 deducts events and may be negative, 4 goes by place; 5 and 6 are bonuses, 7 and 8 vetoes."""
CHOICES = {
    "1": ["10", "9", "8.25"],
    "2": ["6.5", "5.5"],
    "3": ["1.5", "0.5", "-3.5"],
    "4": ["5", "1.7"],
    "5": ["0", "1", "2.5"],
    "6": ["0", "0.15", "5"],
}
"""Few different scores, the first one the most frequent, so that there are many ties."""
GROUPS = ("县", "区")


def grade(
    name: str, at_least: str | None = None, places: int | None = None, percent: str | None = None
) -> Grade:
    """Give a grade."""
    numbers = [None if one is None else Decimal(one) for one in (at_least, percent)]
    return Grade(name, numbers[0], places, numbers[1])


SCALES: Sequence[Sequence[Grade]] = (
    (),
    (grade("优秀", "97"), grade("良好", "90"), grade("合格", "80"), grade("不合格")),
    (grade("优秀", "85", percent="40"), grade("良好", "80"), grade("合格", "50")),
    (grade("A", places=2), grade("B", percent="33.3"), grade("C", "70", places=3), grade("D")),
)


def categories(
    weights: Mapping[str, str] | None = None, vetoes: Sequence[tuple[Effect, str | None]] = ()
) -> tuple[Category, ...]:
    """Give the items: A holds 1 and 2, B holds 3 and 4, C the bonuses 5 and 6, then the vetoes 7 and 8."""
    rules = {
        "1": Judged(POINTS["1"]),
        "2": Judged(POINTS["2"]),
        "3": samples.EVENTS,
        "4": ByPlace(POINTS["4"]),
    }
    base = {
        key: Item(key, "AABB"[int(key) - 1], POINTS[key], f"第{key}项。", rule) for key, rule in rules.items()
    }
    extra: list[Item] = [Item(key, "C", Decimal(0), "加分。", Bonus(Decimal(0))) for key in ("5", "6")]
    for number, (effect, named) in enumerate(vetoes, start=7):
        extra.append(Item(str(number), "C", Decimal(0), "否决。", VetoDouble(Decimal(0), effect, named)))
    weight = {name: None if weights is None else Decimal(weights[name]) for name in "AB"}
    return (
        Category("A", "发展", (base["1"], base["2"]), weight["A"]),
        Category("B", "民生", (base["3"], base["4"]), weight["B"]),
        Category("C", "加分与否决", tuple(extra)),
    )


def unit(name: str, group: str | None = None, **not_applicable: NotApplicable) -> Unit:
    """Give a unit; items are named i2 for item 2."""
    treatments = {item.removeprefix("i"): treatment for item, treatment in not_applicable.items()}
    return Unit(name, name, name, group=group, not_applicable=treatments)


def catalog(units: Sequence[Unit], **changes: Any) -> Catalog:
    """Give a catalog of these items, without vetoes where `categories` isn't changed."""
    return samples.catalog(**{"units": tuple(units), "categories": categories(), "targets": {}, **changes})


Scored = Mapping[str, str | None]


@dataclass(frozen=True)
class Entered:
    """What a unit returned: scores by item (that by place included), whether each veto applies, and its status."""

    scores: Scored
    happened: Mapping[str, str | None]
    status: UnitStatus = UnitStatus.ACCEPTED


def returned(made: Catalog, of: Unit, entered: Entered) -> Submission:
    """Give a return; what the unit doesn't state is left blank."""
    stated = {
        item.id: entered.scores.get(item.id, "0") for item in made.items if item.rule.cell_reads is None
    }
    unstated = dict.fromkeys((item.id for item in made.items if item.rule.cell_reads is not None), None)
    submission = samples.submission(form_for(made, of), {**unstated, **stated}, path=f"{of.name}.xlsx")
    for item, count in entered.happened.items():
        cell = samples.cell(DEDUCTIONS.zh, "D4", count)
        submission = samples.with_answer(submission, item, events={"happened": cell})
    return submission


def result(made: Catalog, of: Unit, entered: Entered) -> UnitResult:
    """Give a unit with its return and its scores."""
    given = entered.scores.get("4")
    by_place = {} if given is None else {"4": Decimal(given)}
    submission = returned(made, of, entered)
    scores = score(submission, by_place)
    assert scores is not None
    return UnitResult(of, entered.status, submission, scores)


def round_of(made: Catalog, entered: Sequence[Entered]) -> Assessment:
    """Give a round in which the units of a catalog returned this."""
    results = [result(made, of, one) for of, one in zip(made.units, entered, strict=True)]
    return Assessment(made, tuple(results), (), ())


def drawn(chance: Random, number: int) -> tuple[Assessment, Assessment]:
    """Draw a round, and the same one after some scores and whether some units are ranked were changed."""
    made = _catalog(chance, number)
    open_places = number % 7 == 6
    before = [_entered(chance, made, open_places=open_places) for _ in made.units]
    after = [
        _changed(chance, of, one, open_places=open_places) for of, one in zip(made.units, before, strict=True)
    ]
    return round_of(made, before), round_of(made, after)


def _catalog(chance: Random, number: int) -> Catalog:
    within, drops = chance.random() < 0.5, number % 3 == 1
    grades = SCALES[number % len(SCALES)]
    names = [one.name for one in grades]
    effects: list[tuple[Effect, str | None]] = [(Effect.NO_AWARD, None)]
    if grades:
        effects += [(Effect.ONE_GRADE_DOWN, None)]
        effects += [(effect, chance.choice(names)) for effect in (Effect.FIXED_GRADE, Effect.GRADE_AT_MOST)]
    weights = {"A": "62.5", "B": "37.5"} if chance.random() < 0.4 else None
    units = [
        _unit(chance, f"u{place}", within=within, drops=drops)
        for place in range(chance.choice([1, 5, 9, 13]))
    ]
    return catalog(
        units,
        categories=categories(weights, [chance.choice(effects) for _ in range(chance.randrange(3))]),
        decimals=chance.choice([2, 2, 1]),
        convert_to=chance.choice([None, None, Decimal(100), Decimal(1000)]),
        bonus_at_most=chance.choice([None, Decimal(3), Decimal("5.5")]),
        break_ties=chance.choice([(), ("B",), ("1",), ("A", "5", "1")]),
        ties=chance.choice(list(Ties)),
        within_groups=within,
        grades=tuple(grades),
    )


def _unit(chance: Random, name: str, *, within: bool, drops: bool) -> Unit:
    groups = GROUPS if within else (*GROUPS, None)
    kinds = [NotApplicable.RESCALE, NotApplicable.FULL, *([NotApplicable.DROP] * 2 if drops else [])]
    left_out = chance.sample("123456", chance.choice([0, 0, 1, 2]))
    return unit(name, chance.choice(groups), **{f"i{item}": chance.choice(kinds) for item in left_out})


def _entered(chance: Random, made: Catalog, *, open_places: bool) -> Entered:
    vetoes = [item.id for item in made.items if item.rule.veto is not None]
    happened = {item: chance.choice(["0"] * 5 + ["1", "1", None]) for item in vetoes}
    return Entered(_scores(chance, open_places=open_places), happened, _status(chance))


def _scores(chance: Random, *, open_places: bool) -> dict[str, str | None]:
    scores: dict[str, str | None] = {
        item: chance.choice(some) if chance.random() < _OTHERWISE else some[0]
        for item, some in CHOICES.items()
    }
    return scores | ({"4": None} if open_places else {})


_OTHERWISE = 0.3
"""How often a score may be another than the most frequent one."""


def _status(chance: Random) -> UnitStatus:
    return chance.choice([UnitStatus.ACCEPTED] * 5 + [UnitStatus.NEEDS_FIX])


def _changed(chance: Random, of: Unit, before: Entered, *, open_places: bool) -> Entered:
    other = _scores(chance, open_places=open_places)
    if chance.random() < 0.15:
        other[chance.choice("1256")] = None
    changes = {item: typed for item, typed in other.items() if item not in of.not_applicable}
    some = {item: typed for item, typed in changes.items() if chance.random() < 0.6}
    status = _status(chance) if chance.random() < 0.3 else before.status
    return replace(before, scores={**before.scores, **some}, status=status)


def opened(content: bytes, *, results: bool = False) -> Workbook:
    """Open a workbook with its formulas, or with their stored results."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=results)


def saved(book: Workbook) -> bytes:
    """Give a workbook as bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def values(content: bytes) -> dict[tuple[str, str], object]:
    """Give all that a reader sees, by sheet and address; an empty text counts as nothing."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in opened(content, results=True).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in {None, ""}
    }


def titles(content: bytes, sheet: str, row: int) -> dict[str, int]:
    """Give the columns of a sheet by the title in one of its rows."""
    return {
        str(cell.value).split("\n")[0]: cell.column or 0
        for cell in opened(content)[sheet][row]
        if cell.value is not None
    }

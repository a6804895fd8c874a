"""One definition of a rule: Python's score, the cell that LibreOffice computes and the verdict on a return are equal."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import openpyxl
import pytest
import yaml

import forms
from drawn import Drawn, Entered, computing_kinds, drawn
from libreoffice import needs_libreoffice, recalculated
from scoresheet.catalog.form import Form, FormItem, form_for
from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog
from scoresheet.checking.running import run
from scoresheet.filling.answers import Answers, Entry, ItemAnswer, pour
from scoresheet.forms.issuing import issue
from scoresheet.forms.layout import Helper, Layout, plan
from scoresheet.inbox.detect import FileType
from scoresheet.inbox.intake import File
from scoresheet.reading.returned_form import read_file
from scoresheet.rule.model import Entries, MeasureEntry, Reply
from scoresheet.rules import kinds
from scoresheet.scoring import rounded
from scoresheet.titles import SCORES

pytestmark = pytest.mark.slow

KINDS = computing_kinds()
ITEMS, UNITS = 40, 4
"""Items drawn of each kind, and units that each enter something else for them: 160 cells a kind.

Items in a form cost LibreOffice little, forms much."""
CENT = Decimal("0.01")
ABOVE_LIMIT = 6
"""The state of a row whose score is above what the entries make."""


@dataclass(frozen=True, slots=True)
class Case:
    """What one unit enters for one item and claims, with the score that follows by the rule itself."""

    entered: Entered
    limit: Decimal
    claimed: Decimal


@dataclass(frozen=True, slots=True)
class Round:
    """The forms of all units, poured full, with what each of them claims."""

    catalog: Catalog
    layout: Layout
    forms: tuple[Form, ...]
    cases: tuple[Mapping[str, Case], ...]
    filled: tuple[bytes, ...]


_JUDGED = {"id": "judged", "points": "1", "text": "其他工作"}


def catalog_file(folder: Path, items: list[Drawn]) -> Path:
    """Write a catalog with these items, numbered from 1, and a judged one, as bonuses alone make no total."""
    numbered = [{"id": f"{n}", "text": f"第{n}条要求", **one.item} for n, one in enumerate(items, start=1)]
    data = {
        "catalog": "drawn",
        "title": "随机指标",
        "issuer": "测试",
        "round": {"id": "r1", "label": "第一轮"},
        "units": [{"id": f"u{n}", "name": f"单位{n}"} for n in range(UNITS)],
        "categories": [{"id": "A", "name": "全部", "items": [*numbered, _JUDGED]}],
    }
    path = folder / "indicators.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def entries(entry: FormItem, entered: Entered) -> Entries:
    """Give what a rule computes from, straight from what was drawn and not from a form."""

    def number(key: str) -> Decimal | None:
        value = entered.get(key)
        return Decimal(value) if isinstance(value, str) else None

    measures = {}
    for asked in entry.measures:
        name, actual = asked.measure.id, number(asked.measure.id)
        over, under = number(f"{name}/numerator"), number(f"{name}/denominator")
        exact = None if actual is None else Fraction(actual)
        if over is not None and under is not None:
            exact = Fraction(over) * 100 / Fraction(under)
        measures[name] = MeasureEntry(asked.goal, exact)
    register = entered.get("register") or ()
    return Entries(
        measures,
        {kind: number(kind) for kind in entry.item.rule.event_kinds},
        tuple(Decimal(one) for one in register),
        none_declared=False,
    )


def answer(entry: FormItem, case: Case) -> ItemAnswer:
    """Give what is typed into the form for an item."""
    replies = {asked.measure.id: asked.measure.reply for asked in entry.measures}

    def typed(key: str, value: str) -> Entry:
        if replies.get(key) is Reply.YES_NO:
            return "是" if value == "1" else "否"
        return Decimal(value)

    given = {key: typed(key, value) for key, value in case.entered.items() if isinstance(value, str)}
    events = {key: given.pop(key) for key in entry.item.rule.event_kinds}
    register = case.entered.get("register") or ()
    rows = tuple((f"情形{n}", Decimal(one)) for n, one in enumerate(register, start=1))
    return ItemAnswer(case.claimed, "已按要求开展", "其余安排在下期", given, events, rows)


def drawn_round(kind: str, folder: Path) -> Round:
    """Draw a catalog with items of a kind, and what every unit enters."""
    random = Random(f"2014-11-28 {kind}")  # noqa: S311 - drawn, not secret
    items = [drawn(kind, random) for _ in range(ITEMS)]
    catalog = load_catalog(catalog_file(folder, items))
    filled, cases, made = [], [], []
    for issued in issue(catalog, catalog.units, forms.MASTER_FORM, forms.ISSUED):
        form = form_for(catalog, issued.unit)
        own = {
            entry.item.id: _case(entry, one, random) for entry, one in zip(form.items, items, strict=False)
        }
        answers = {item: answer(form.by_id[item], case) for item, case in own.items()}
        filled.append(
            pour(issued.data, form, Answers(answers, none_declared=not any(map(_deducts, own.values()))))
        )
        cases.append(own)
        made.append(form)
    return Round(catalog, plan(catalog, forms.PLACES), tuple(made), tuple(cases), tuple(filled))


def _deducts(case: Case) -> bool:
    return any(
        Decimal(one)
        for value in case.entered.values()
        for one in ([value] if isinstance(value, str) else value or ())
    )


def _case(entry: FormItem, one: Drawn, random: Random) -> Case:
    entered, rule = one.enter(random), entry.item.rule
    limit = rule.limit(entries(entry, entered))
    assert limit is not None, (one.item, entered)
    exact = rounded(limit, 2)
    wanted = exact + random.choice([-CENT, Decimal(0), Decimal(0), CENT])
    return Case(entered, exact, min(max(wanted, rule.lowest), rule.highest))


EACH_KIND = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Round]:
    """Give the rounds that were drawn, by kind."""
    return {kind: drawn_round(kind, tmp_path_factory.mktemp(kind)) for kind in KINDS}


@pytest.fixture(scope="module")
def computed(rounds: dict[str, Round], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[bytes]]:
    """Give the forms of all rounds as LibreOffice computes them, by kind."""
    contents = [content for made in rounds.values() for content in made.filled]
    results = iter(recalculated(contents, tmp_path_factory.mktemp("computed")))
    return {kind: [next(results) for _ in made.filled] for kind, made in rounds.items()}


def test_every_kind_that_computes_is_drawn() -> None:
    """A kind whose test doesn't say how it is drawn would not be held against LibreOffice."""
    stated = {kind for kind, rule in kinds().items() if rule.example.score is None}
    assert set(KINDS) == set(kinds()) - stated


@EACH_KIND
def test_the_verdict_follows_the_rule(rounds: dict[str, Round], kind: str) -> None:
    """A claim above what the entries make is an error, one below it a notice, the limit itself neither."""
    made, claims = rounds[kind], set()
    for filled, cases in zip(made.filled, made.cases, strict=True):
        submission = read_file(made.catalog, File("a.xlsx", FileType.XLSX, data=filled))
        found = {(one.item, one.code) for one in run(submission) if one.code in {"R101", "R102", "V104"}}
        above = {(item, "R101") for item, case in cases.items() if case.claimed > case.limit}
        below = {(item, "R102") for item, case in cases.items() if case.claimed < case.limit}
        assert found == above | below
        claims |= {code for _, code in found}
    assert claims == {"R101", "R102"}


@needs_libreoffice
@EACH_KIND
def test_the_form_computes_the_same(
    rounds: dict[str, Round], computed: dict[str, list[bytes]], kind: str
) -> None:
    """Every limit on every form is to the last digit that of the rule, and turns red exactly above it."""
    made, differing = rounds[kind], []
    for unit, content in enumerate(computed[kind]):
        sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)[SCORES.zh]
        table = made.layout.scores
        for item, case in made.cases[unit].items():
            row, entry = made.layout.items[item], made.forms[unit].by_id[item]
            shown = sheet[table.at(Helper.LIMIT, row)].value
            state = sheet[table.at(Helper.STATE, row)].value
            if Decimal(repr(shown)) != case.limit or (state == ABOVE_LIMIT) != (case.claimed > case.limit):
                differing.append((entry.item.rule.signature(), dict(case.entered), case.limit, shown, state))
    assert differing == []

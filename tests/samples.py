"""Small catalogs and returns that the tests write their facts with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.model import Catalog, Category, Contacts, Item, Measure, Round, Unit
from scoresheet.grid import Kind, RawCell
from scoresheet.language import Locale
from scoresheet.rule.model import Asked, Comparison, Goal
from scoresheet.rules.events import Events, EventsParameters
from scoresheet.rules.judged import Judged
from scoresheet.rules.ratio import Ratio, RatioParameters
from scoresheet.submission import Answer, Cell, MeasureAnswer, RegisterRow, Source, Submission
from scoresheet.titles import DEDUCTIONS, MEASURES, SCORES
from scoresheet.values import BLANK, read_number

EVENTS = Events.build(
    Decimal("1.5"),
    EventsParameters.model_validate(
        {
            "events": {
                "ordinary": {"name": "一般案（事）件", "deduct": "0.5"},
                "severe": {"name": "特别重大", "deduct": "1"},
            },
            "deduct_at_most": "5",
        }
    ),
)
REGISTER = Events.build(
    Decimal(15), EventsParameters.model_validate({"register": {"rows": "3"}, "lowest": "0"})
)


def at_least(target: str | None) -> Goal:
    """Give the goal 'at least this many'."""
    return Goal(Comparison.AT_LEAST, None if target is None else Decimal(target))


def catalog(**changes: Any) -> Catalog:
    """Give a catalog of 3 units and 5 items (25 points): three judged, item 4 events, item 5 an open register."""
    items = (
        Item("1", "A", Decimal(3), "开展活动不少于{activities}次。", Judged(Decimal(3)),
             (Measure("activities", "活动", "次", at_least("3")),)),
        Item("2", "A", Decimal(4), "培训{trained}名。", Judged(Decimal(4)),
             (Measure("trained", "培训", "名", at_least("40")),)),
        Item("3", "B", Decimal("1.5"), "按期换届。", Judged(Decimal("1.5"))),
        Item("4", "B", Decimal("1.5"), "发生案（事）件的扣分。", EVENTS),
        Item("5", "B", Decimal(15), "见保障指标（实行扣分制）", REGISTER),
    )  # fmt: skip
    made = Catalog(
        id="sample",
        title="2014年度自查评分表",
        issuer="共青团广元市委",
        locale=Locale.ZH,
        round=Round("2014-11", "2014年1—11月", date(2014, 11, 28), interim=False),
        units=(
            Unit("510824", "苍溪县", "苍溪县团委", ("苍溪",), "县"),
            Unit("510821", "旺苍县", "旺苍县团委", ("旺苍",), "县"),
            Unit("510802", "利州区", "利州区团委", ("利州",), "区"),
        ),
        categories=(Category("A", "服务大局", items[:2]), Category("B", "组织建设", items[2:])),
        digest="0" * 64,
        contacts=Contacts(("胡云涛",), ("3267503",)),
        targets={("510824", "1", "activities"): Decimal(3), ("510824", "2", "trained"): Decimal(40)},
    )
    return replace(made, **changes)


def computing(**changes: Any) -> Catalog:
    """Give the same catalog with a sixth item, worth 2 points in proportion to the cadres that were trained."""
    made = catalog()
    asked = Asked("cadres", "培训干部", "人", Comparison.AT_LEAST)
    rule = Ratio.build(Decimal(2), RatioParameters(), (asked,))
    measures = (Measure("cadres", "培训干部", "人", at_least("50")),)
    sixth = Item("6", "C", Decimal(2), "培训干部{cadres}人。", rule, measures)
    categories = (*made.categories, Category("C", "干部培训", (sixth,)))
    return replace(made, categories=categories, **changes)


def cell(sheet: str, address: str, typed: str | None = None, *, formula: str | None = None) -> Cell:
    """Give a cell as reading makes it: a plain number is a number cell, all else text; None is blank."""
    if typed is None and formula is None:
        return Cell(sheet, address, "", BLANK)
    kind = (
        Kind.NUMBER
        if typed is not None and typed.isascii() and typed.replace(".", "").lstrip("-").isdecimal()
        else Kind.TEXT
    )
    return Cell(sheet, address, typed or "", read_number(RawCell(kind, typed, formula)), formula)


def submission(
    form: Form | None = None,
    scores: Mapping[str, str | None] | None = None,
    *,
    path: str = "苍溪县.xlsx",
    sha256: str = "a" * 64,
    **changes: Any,
) -> Submission:
    """Give a return with full marks in every item, all fields filled in, except for what `scores` says.

    Item rows are 5, 6, 7 … of the scores sheet: score in D, done in E, reason in F, text in B, points in C. The total
    below them is the form's own formula, without a stored result.
    """
    form = form or form_for(catalog(), catalog().units[0])
    answers = tuple(_answer(entry_row, dict(scores or {})) for entry_row in enumerate(form.items, start=5))
    made = Submission(
        source=Source(path, sha256, "xlsx"),
        form=form,
        answers=answers,
        total=cell(SCORES.zh, f"D{5 + len(answers)}", formula=f"SUM(D5:D{4 + len(answers)})"),
        none_declared=True,
        none_cell=cell(DEDUCTIONS.zh, "D2", "是"),
    )
    return replace(made, **changes)


def with_answer(made: Submission, item: str, **changes: Any) -> Submission:
    """Give the same return with some fields of one answer changed."""
    answers = tuple(replace(one, **changes) if one.id == item else one for one in made.answers)
    return replace(made, answers=answers)


def _answer(entry_row: tuple[int, Any], scores: dict[str, str | None]) -> Answer:
    row, entry = entry_row
    sheet = SCORES.zh
    points = str(entry.item.points)
    measures = tuple(
        MeasureAnswer(one, cell(MEASURES.zh, f"E{row + number}", str(one.goal.target)))
        for number, one in enumerate(entry.measures)
    )
    return Answer(
        asked=entry,
        found=True,
        text=cell(sheet, f"B{row}", entry.text),
        points=cell(sheet, f"C{row}", points),
        score=cell(sheet, f"D{row}", scores.get(entry.item.id, points)),
        done=cell(sheet, f"E{row}", "已按要求完成"),
        reason=cell(sheet, f"F{row}"),
        measures=measures,
        events={key: cell(DEDUCTIONS.zh, f"D{4 + n}") for n, key in enumerate(entry.item.rule.event_kinds)},
        register=(),
    )


def register_row(row: int, event: str, deduction: str | None) -> RegisterRow:
    """Give a row of the open register."""
    return RegisterRow(cell(DEDUCTIONS.zh, f"B{row}", event), cell(DEDUCTIONS.zh, f"E{row}", deduction))

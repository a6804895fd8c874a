"""办公室认定: which versions the office chose, what was corrected by telephone, which findings it lets stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scoresheet import phrases
from scoresheet.book import CENTRED, FOREIGN, WORDS, Book
from scoresheet.decision import Effect
from scoresheet.language import NOTHING, Text
from scoresheet.ranking_workbook import plain_table
from scoresheet.ranking_workbook.plain_table import Column, Listing, Row
from scoresheet.ranking_workbook.plan import Plan

_COLUMNS = (
    Column(Text("序号", "No."), 6),
    Column(Text("单位", "Unit"), 22),
    Column(Text("种类", "Kind"), 12),
    Column(Text("结果", "What came of it"), 46),
    Column(Text("依据", "Basis"), 40),
    Column(Text("位置", "Place"), 22),
    Column(Text("是否起作用", "Effect"), 12),
)
_NOTE = Text(
    "收到的文件原样保留；这里的更正只改变汇总中的数。",
    "The files stay as they were received; these corrections change only what is counted.",
)
_YES, _NO = Text("是", "yes"), Text("否", "no")
_PLAIN = replace(CENTRED, wrap=True)


def write(book: Book, plan: Plan) -> None:
    """Add the sheet, where anything was decided."""
    if plan.assessment.effects:
        plain_table.write(book, plan, Listing(phrases.DECISIONS, _NOTE, _COLUMNS, _rows(plan), NOTHING))


def _rows(plan: Plan) -> Iterator[Row]:
    names = phrases.unit_names(plan.assessment)
    for number, effect in enumerate(plan.assessment.effects, start=1):
        yield _row(plan, number, effect, names.get(effect.decision.unit, ""))


def _row(plan: Plan, number: int, effect: Effect, unit: str) -> Row:
    locale = plan.locale
    return (
        (number, _PLAIN),
        (unit, WORDS),
        (effect.kind.word.of(locale), _PLAIN),
        (phrases.came(effect, locale), FOREIGN),
        (effect.decision.basis.of(locale), FOREIGN),
        (phrases.place(effect.sheet, effect.cells, locale), FOREIGN),
        ((_YES if effect.done else _NO).of(locale), _PLAIN),
    )

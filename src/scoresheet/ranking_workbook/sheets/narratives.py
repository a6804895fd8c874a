"""未完成情况 and 完成情况: what the units wrote, gathered by item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import chain, repeat

from scoresheet.book import CENTRED, FOREIGN, WORDS, Book, with_decimals
from scoresheet.catalog.item_texts import shortened
from scoresheet.catalog.model import Item
from scoresheet.language import Text
from scoresheet.ranking_workbook import plain_table, table
from scoresheet.ranking_workbook.plain_table import Column, Later, Listing, Row
from scoresheet.ranking_workbook.plan import Line, Plan
from scoresheet.submission import Answer
from scoresheet.titles import SAYS_NOTHING, TITLES
from scoresheet.titles import Column as FormColumn
from scoresheet.values import tidy

_SHORT = 30
_ID = Column(Text("编号", "ID"), 6)
_TEXT = Column(Text("考核内容", "Indicator"), 34)
_UNIT = Column(Text("单位", "Unit"), 21)
_STATUS = Column(Text("报送状态", "Status"), 11)
_POINTS = Column(Text("分值", "Points"), 6.5)
_SCORE = Column(Text("自查得分", "Score"), 9)
_LOST = Column(Text("失分", "Lost"), 7)
_NOTE = Text(
    "按考核项汇总各单位报送的内容，文字为各单位原文；得分为报送时的数，不随“得分矩阵”改变。",
    "What the units wrote, item by item, in their own words; scores as returned, they don't follow the score matrix.",
)
_NO_SHORTFALL = Text("没有失分，也没有填写未完成情况说明。", "No points were lost and nothing was explained.")
_NO_WORDS = Text("没有填写完成情况。", "Nothing was written.")

_STATUS_STYLE = replace(CENTRED, wrap=True)
_AGAIN = replace(WORDS, colour="#808080")


def write_shortfalls(book: Book, plan: Plan) -> None:
    """Add the sheet with every explanation and every item that lost points."""
    told = Column(TITLES[FormColumn.REASON], 58)
    columns = (_ID, _TEXT, _UNIT, _STATUS, _POINTS, _SCORE, _LOST, told)
    listing = Listing(table.SHORTFALLS, _NOTE, columns, _shortfalls(plan), _NO_SHORTFALL)
    plain_table.write(book, plan, listing)


def write_done(book: Book, plan: Plan) -> None:
    """Add the sheet with everything that was said about what was done."""
    told = Column(TITLES[FormColumn.DONE], 65)
    columns = (_ID, _TEXT, _UNIT, _STATUS, _POINTS, _SCORE, told)
    listing = Listing(table.DONE, _NOTE, columns, _done(plan), _NO_WORDS)
    plain_table.write(book, plan, listing)


def _shortfalls(plan: Plan) -> Iterator[Later]:
    for item, answers in _by_item(plan):
        start = _Start(plan, item)
        for line, answer in answers:
            if _falls_short(line, item, answer):
                yield partial(_shortfall, start, line, answer)


def _shortfall(start: _Start, line: Line, answer: Answer) -> Row:
    score = line.result.scores.items[start.item.id]
    return (*start.of(line), (_lost(score, start.item), start.fixed), (answer.reason.text, FOREIGN))


def _done(plan: Plan) -> Iterator[Later]:
    for item, answers in _by_item(plan):
        start = _Start(plan, item)
        for line, answer in answers:
            if tidy(answer.done.text):
                yield partial(_told, start, line, answer)


def _told(start: _Start, line: Line, answer: Answer) -> Row:
    return (*start.of(line), (answer.done.text, FOREIGN))


def _by_item(plan: Plan) -> Iterator[tuple[Item, Iterator[tuple[Line, Answer]]]]:
    lines = [line for line in plan.lines if line.result.submission is not None]
    answers: dict[str, list[Answer | None]] = {item.id: [] for item in plan.items}
    for line in lines:
        given = {one.id: one for one in line.result.submission.answers} if line.result.submission else {}
        for key, found in answers.items():
            found.append(given.get(key))
    for item in plan.items:
        pairs = zip(lines, answers.pop(item.id), strict=True)
        yield item, ((line, answer) for line, answer in pairs if answer is not None)


class _Start:
    """What the rows about one item begin with."""

    def __init__(self, plan: Plan, item: Item) -> None:
        self.item = item
        self.fixed = with_decimals(CENTRED, plan.catalog.decimals)
        self._locale = plan.locale
        self._text = shortened(plan.texts[item.id], _SHORT)
        # The indicator stands in every row, so that rows can be filtered; a repetition is only quieter.
        self._styles = chain([WORDS], repeat(_AGAIN))

    def of(self, line: Line) -> Row:
        """Begin a row about a unit."""
        return (
            (self.item.id, CENTRED),
            (self._text, next(self._styles)),
            (line.result.unit.name, WORDS),
            (line.result.status.word.of(self._locale), _STATUS_STYLE),
            (self.item.points, CENTRED),
            (line.result.scores.items[self.item.id], self.fixed),
        )


def _falls_short(line: Line, item: Item, answer: Answer) -> bool:
    lost = _lost(line.result.scores.items[item.id], item) if item.rule.is_explained else None
    return bool(lost) or _says_something(answer.reason.text)


def _lost(score: Decimal | None, item: Item) -> Decimal | None:
    return None if score is None or score >= item.points else item.points - score


def _says_something(reason: str) -> bool:
    return tidy(reason).lower() not in SAYS_NOTHING

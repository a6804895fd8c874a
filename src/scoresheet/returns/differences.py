"""What several returns of one unit say differently, item by item and field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scoresheet.catalog.form import FormItem
from scoresheet.decision import Field
from scoresheet.language import Text, joined, same
from scoresheet.quoting import BLANK, typed
from scoresheet.returns.fields import SCORE, STATEMENT, compared, fields_of, named
from scoresheet.submission import Answer, Cell, RegisterRow, Submission
from scoresheet.titles import DEDUCTIONS


@dataclass(frozen=True, slots=True)
class Said:
    """What one file says in a field: its path, the cells (addresses on `sheet`), what stands there in words."""

    path: str
    sheet: str
    cells: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the returns of one unit fill in differently, with what each file says in the files' order.

    `item` is None for the statement about deductions, which is made once for the whole form; `name` is the field in
    words.
    """

    item: str | None
    name: Text
    is_score: bool
    said: tuple[Said, ...]


def differences(submissions: Iterable[Submission]) -> tuple[Difference, ...]:
    """Give what the returns of one unit say differently, in the order of the form, the statement last."""
    returns = list(submissions)
    by_id = [{answer.id: answer for answer in submission.answers} for submission in returns]
    asked = {item: answer.asked for answers in by_id for item, answer in answers.items()}
    found: list[Difference] = []
    for item, entry in asked.items():
        answers = [one.get(item, Answer(entry)) for one in by_id]
        found += _in_fields(entry, returns, answers)
        found += _in_registers(item, returns, answers)
    return (*found, *_in_statements(returns))


def contents(submission: Submission) -> object:
    """Give what a return answers, so that two returns can be compared.

    Texts, points and whatever else was printed are no answers; the rows of an open register have no order.
    """
    return tuple(_content(answer) for answer in submission.answers), _statement(submission)


def _content(answer: Answer) -> object:
    given = frozenset((field, said) for field, cell in fields_of(answer) if (said := compared(cell)))
    return given, tuple(sorted(_registered(row) for row in _rows(answer)))


def _rows(answer: Answer) -> tuple[RegisterRow, ...]:
    return () if answer.asked.not_applicable is not None else answer.register


def _registered(row: RegisterRow) -> tuple[str, str]:
    return compared(row.event), compared(row.deduction)


def _in_fields(
    entry: FormItem, returns: Sequence[Submission], answers: Sequence[Answer]
) -> Iterator[Difference]:
    cells = [dict(fields_of(answer)) for answer in answers]
    for field in dict.fromkeys(field for one in cells for field in one):
        here = [one.get(field, Cell()) for one in cells]
        if len({compared(cell) for cell in here}) > 1:
            yield _difference(entry, field, returns, here)


def _difference(
    entry: FormItem, field: Field, returns: Sequence[Submission], cells: Sequence[Cell]
) -> Difference:
    said = tuple(_said(submission, cell) for submission, cell in zip(returns, cells, strict=True))
    return Difference(entry.item.id, named(field, entry.item), field == SCORE, said)


def _said(submission: Submission, cell: Cell) -> Said:
    text = _shown(cell) if cell.address else _NOT_FOUND
    return Said(submission.source.path, cell.sheet, (cell.address,) if cell.address else (), text)


def _shown(cell: Cell) -> Text:
    return typed(cell) if cell.number is None else same(compared(cell))


_NOT_FOUND = Text("没有找到这一格", "no such cell")
_REGISTER = Text(f"“{DEDUCTIONS.zh}”各行", f"rows of “{DEDUCTIONS.en}”")


def _in_registers(
    item: str, returns: Sequence[Submission], answers: Sequence[Answer]
) -> Iterator[Difference]:
    rows = [_rows(answer) for answer in answers]
    if len({tuple(sorted(map(_registered, one))) for one in rows}) > 1:
        said = tuple(_listed(submission, one) for submission, one in zip(returns, rows, strict=True))
        yield Difference(item, _REGISTER, is_score=False, said=said)


def _listed(submission: Submission, rows: Sequence[RegisterRow]) -> Said:
    cells = [cell for row in rows for cell in (row.event, row.deduction) if cell.address]
    told = [(_shown(row.event), _shown(row.deduction)) for row in rows]
    zh = joined(f"{event.zh}{_POINTS.zh.format(cost.zh)}" for event, cost in told).zh
    en = joined(f"{event.en}{_POINTS.en.format(cost.en)}" for event, cost in told).en
    sheet = cells[0].sheet if cells else ""
    text = Text(zh, en) if told else BLANK
    return Said(submission.source.path, sheet, tuple(cell.address for cell in cells), text)


_POINTS = Text("（应扣{0}）", " (deduction {0})")


def _in_statements(returns: Sequence[Submission]) -> Iterator[Difference]:
    if len({_statement(one) for one in returns}) > 1:
        said = tuple(_said(submission, submission.none_cell) for submission in returns)
        yield Difference(None, named(STATEMENT, None), is_score=False, said=said)


def _statement(submission: Submission) -> str | bool:
    said = submission.none_declared
    return compared(submission.none_cell) if said is None else said

"""What a unit fills in on its form, field by field: how each is named, what stands in it, how it is replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scoresheet.catalog.model import Item, Measure
from scoresheet.decision import Field, FieldKind
from scoresheet.figures import plain
from scoresheet.language import Text, filled
from scoresheet.matching import normalised
from scoresheet.rule.model import Reply
from scoresheet.submission import Answer, Cell, MeasureAnswer, Submission
from scoresheet.titles import NONE_DECLARED, TITLES, Column, yes_or_no
from scoresheet.values import BLANK, PICTURE, Value

SCORE = Field(FieldKind.SCORE)
STATEMENT = Field(FieldKind.STATEMENT)

_PARTS = (FieldKind.NUMERATOR, FieldKind.DENOMINATOR)
_COLUMNS = {
    FieldKind.SCORE: Column.SCORE,
    FieldKind.DONE: Column.DONE,
    FieldKind.REASON: Column.REASON,
}
_NUMBERS = {
    Reply.NUMBER: Text("“{0}”的实际完成数", "“{0}”, achieved number"),
    Reply.COUNT: Text("“{0}”的数量", "“{0}”, number"),
    Reply.YES_NO: Text("“{0}”的选择", "“{0}”, choice"),
}
_EVENT = Text("“{0}”的发生起数", "“{0}”, number of events")
_PART = Text("“{0}”的{1}", "“{0}”, {1}")


def fields_of(answer: Answer) -> Iterator[tuple[Field, Cell]]:
    """Walk what a return says about one item, field by field; the rows of an open register are none of them.

    Nothing is filled in for an item that doesn't apply.
    """
    if answer.asked.not_applicable is not None:
        return
    yield SCORE, answer.score
    yield Field(FieldKind.DONE), answer.done
    yield Field(FieldKind.REASON), answer.reason
    for measure in answer.measures:
        key = measure.asked.measure.id
        if measure.is_rate:
            yield Field(FieldKind.NUMERATOR, key), measure.numerator
            yield Field(FieldKind.DENOMINATOR, key), measure.denominator
        else:
            yield Field(FieldKind.MEASURE, key), measure.actual
    for event, cell in answer.events.items():
        yield Field(FieldKind.EVENT, event), cell


def named(field: Field, item: Item | None) -> Text:
    """Name a field in words: 自查得分, “活动”的实际完成数. `item` is the one that it belongs to, None for the form's own."""
    if field.kind in _COLUMNS:
        return TITLES[_COLUMNS[field.kind]]
    if field.kind is FieldKind.STATEMENT or item is None:
        return Text(f"“{NONE_DECLARED.zh}”的选择", f"the choice “{NONE_DECLARED.en}”")
    if field.kind is FieldKind.EVENT:
        kind = item.rule.event_kinds.get(field.key)
        return filled(_EVENT, kind.name if kind else field.key)
    measure = next(one for one in item.measures if one.id == field.key)
    if field.kind is FieldKind.MEASURE:
        return filled(_NUMBERS[measure.reply], measure.name)
    return filled(_PART, measure.name, _part(measure, field.kind))


def cell_of(submission: Submission, item: str | None, field: Field) -> Cell | None:
    """Give the cell of a field; None where the return has no such field or its row was not found."""
    if item is None:
        found: Cell | None = submission.none_cell
    else:
        answer = next((one for one in submission.answers if one.id == item), None)
        found = dict(fields_of(answer)).get(field) if answer is not None else None
    return found if found is not None and found.address else None


def with_cell(submission: Submission, item: str | None, field: Field, cell: Cell) -> Submission:
    """Give the same return with another cell in a field."""
    if item is None:
        return replace(submission, none_cell=cell, none_declared=_declared(cell))
    answers = tuple(_with_cell(one, field, cell) if one.id == item else one for one in submission.answers)
    return replace(submission, answers=answers)


def compared(cell: Cell) -> str:
    """Give what a cell answers: a number however it is written, words whatever their blanks and widths.

    Of a picture within the cell only its mark in the formula tells it from another.
    """
    if cell.number is not None:
        return plain(cell.number)
    if cell.text == PICTURE and cell.formula:
        return f"={cell.formula}"
    return normalised(cell.text) or ("" if cell.formula is None else f"={cell.formula}")


def takes_number(field: Field) -> bool:
    """Tell whether a field asks for a number, or for a choice that counts as one."""
    return field.kind not in {FieldKind.DONE, FieldKind.REASON, FieldKind.STATEMENT}


def measure_of(item: Item, field: Field) -> Measure | None:
    """Give the measure that a field belongs to, None for a field of another kind."""
    if field.kind is not FieldKind.MEASURE and field.kind not in _PARTS:
        return None
    return next((one for one in item.measures if one.id == field.key), None)


def written(cell: Cell, text: str, value: Value = BLANK) -> Cell:
    """Give a cell in which something else was typed, at the same place."""
    return replace(cell, text=text, value=value, formula=None)


def _with_cell(answer: Answer, field: Field, cell: Cell) -> Answer:
    match field.kind:
        case FieldKind.SCORE:
            return replace(answer, score=cell)
        case FieldKind.DONE:
            return replace(answer, done=cell)
        case FieldKind.REASON:
            return replace(answer, reason=cell)
        case FieldKind.EVENT:
            return replace(answer, events={**answer.events, field.key: cell})
    return replace(answer, measures=tuple(_measured(one, field, cell) for one in answer.measures))


def _measured(measure: MeasureAnswer, field: Field, cell: Cell) -> MeasureAnswer:
    if measure.asked.measure.id != field.key:
        return measure
    match field.kind:
        case FieldKind.NUMERATOR:
            return replace(measure, numerator=cell)
        case FieldKind.DENOMINATOR:
            return replace(measure, denominator=cell)
    return replace(measure, actual=cell)


def _declared(cell: Cell) -> bool | None:
    return yes_or_no(normalised(cell.text).casefold())


def _part(measure: Measure, kind: FieldKind) -> str:
    return (measure.numerator if kind is FieldKind.NUMERATOR else measure.denominator) or ""

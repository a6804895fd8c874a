"""What a return states, as several checks ask for it: scores that are owed, numbers that can be used."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scoresheet.figures import plain, signed
from scoresheet.language import NOTHING, Text
from scoresheet.rule.model import Comparison, Entries, Goal, Reply
from scoresheet.scoring import rounded
from scoresheet.submission import Answer, Cell, MeasureAnswer, RegisterRow, Submission
from scoresheet.titles import NOTHING_HAPPENED, SAYS_NOTHING
from scoresheet.values import ERROR_VALUES, shows_picture, tidy


@dataclass(frozen=True, slots=True)
class Input:
    """A cell that asks for a number, with its name in words."""

    cell: Cell
    name: Text


def applicable(submission: Submission) -> Iterator[Answer]:
    """Walk the answers whose row was found and whose item applies to the unit."""
    for answer in submission.answers:
        if answer.found and answer.asked.not_applicable is None:
            yield answer


def owed(submission: Submission) -> Iterator[Answer]:
    """Walk the answers that must hold a score and whose score cell was found."""
    for answer in applicable(submission):
        if answer.score.address and answer.asked.item.rule.cell_reads is None:
            yield answer


def permitted_score(answer: Answer) -> Decimal | None:
    """Give the score that stands there; None for a blank, a refusal and a number that the item doesn't permit."""
    number, rule = answer.score.number, answer.asked.item.rule
    return number if number is not None and rule.lowest <= number <= rule.highest else None


def any_score(answer: Answer) -> tuple[Decimal, Decimal]:
    """Give the lowest and the highest score that an item permits: what a finding leaves open that doubts it wholly."""
    rule = answer.asked.item.rule
    return rule.lowest, rule.highest


def decimals_of(number: Decimal) -> int:
    """Count the decimals of a number, trailing zeros left out."""
    return len(plain(number).partition(".")[2])


def sound_score(submission: Submission, answer: Answer) -> Decimal | None:
    """Give the score where it is permitted and has no more decimals than the catalog allows, else None."""
    number = permitted_score(answer)
    if number is None or submission.form is None:
        return None
    return number if decimals_of(number) <= submission.form.catalog.decimals else None


def says_nothing(text: str, empty: Sequence[str] = SAYS_NOTHING) -> bool:
    """Tell whether a text explains nothing: an `empty` word, punctuation alone, or what a broken formula shows."""
    tidied = tidy(text)
    if tidied in ERROR_VALUES:
        return True
    bare = tidied.lower().strip("。.；;！!")
    return bare in empty or not any(unicodedata.category(char)[0] in "LN" for char in bare)


def is_picture(cell: Cell) -> bool:
    """Tell whether a picture and nothing else stands in a cell."""
    return shows_picture(cell.text, cell.formula)


def measure_cells(answer: Answer) -> list[Cell]:
    """Give the cells of an item's measures that were found."""
    return [cell for measure in answer.measures for cell in measure.inputs if cell.address]


def measure_inputs(measure: MeasureAnswer) -> Iterator[Input]:
    """Walk the cells of a measure that were found."""
    asked = measure.asked.measure
    if measure.is_rate:
        named = zip(measure.inputs, (asked.numerator, asked.denominator), strict=True)
        inputs = [Input(cell, _of(asked.name, Text(name or "", name or ""))) for cell, name in named]
    else:
        inputs = [Input(measure.actual, _of(asked.name, _ASKED_FOR[asked.reply]))]
    yield from (one for one in inputs if one.cell.address)


_ASKED_FOR = {
    Reply.NUMBER: Text("实际完成数", "achieved number"),
    Reply.COUNT: Text("数量", "number"),
    Reply.YES_NO: Text("选择", "choice"),
}


_ASKS = {
    Comparison.AT_LEAST: Text("不少于", "at least "),
    Comparison.AT_MOST: Text("不超过", "at most "),
    Comparison.BELOW: Text("低于", "below "),
    Comparison.EQUALS: Text("等于", ""),
}


def target_words(goal: Goal, unit: str) -> Text:
    """Say what a measure asks for: 不少于3次; nothing where there is no target."""
    if goal.target is None:
        return NOTHING
    words, number = _ASKS[goal.comparison], signed(goal.target)
    return Text(f"{words.zh}{number}{unit}", f"{words.en}{number} {unit}".rstrip())


def is_used(answer: Answer) -> bool:
    """Tell whether something follows from an item's numbers: its score, a place among the units, a veto."""
    return answer.asked.item.rule.uses_numbers


def is_measured(measure: MeasureAnswer, cell: Cell) -> bool:
    """Tell whether a cell of a measure is blank or can be used.

    A number is of use unless it is negative where nothing can decline, to divide by 0, or a fraction of a time.
    """
    if cell.number is None:
        return cell.value.is_blank
    if measure.asked.measure.signed:
        return True
    if measure.asked.measure.reply is Reply.COUNT:
        return is_count(cell)
    return cell.number >= 0 and not (measure.is_rate and cell is measure.denominator and cell.number == 0)


def count_inputs(answer: Answer) -> Iterator[Input]:
    """Walk the counts of events whose cells were found."""
    for event, cell in answer.events.items():
        if cell.address:
            kind = answer.asked.item.rule.event_kinds[event]
            yield Input(cell, _of(kind.name, Text("发生起数", "number of events")))


def is_count(cell: Cell) -> bool:
    """Tell whether a cell is blank or holds a number of events: whole, not negative."""
    if cell.number is None:
        return cell.value.is_blank
    return cell.number >= 0 and cell.number == cell.number.to_integral_value()


def deduction_inputs(answer: Answer) -> Iterator[Input]:
    """Walk the deductions of the open register whose cells were found."""
    for row in answer.register:
        if row.deduction.address:
            yield Input(row.deduction, Text("登记的应扣分", "registered deduction"))


def is_deduction(cell: Cell) -> bool:
    """Tell whether a cell is blank or holds a deduction: a number, not negative."""
    return cell.value.is_blank if cell.number is None else cell.number >= 0


def is_sound(answer: Answer) -> bool:
    """Tell whether every count, deduction and achieved number of an item is blank or can be used."""
    counts = all(is_count(entry.cell) for entry in count_inputs(answer))
    measured = all(is_measured(measure, cell) for measure in answer.measures for cell in measure.inputs)
    return counts and measured and all(is_deduction(entry.cell) for entry in deduction_inputs(answer))


def in_use(row: RegisterRow) -> bool:
    """Tell whether a row of the register says that something is deducted; a row that says 无 does not."""
    nothing_taken = row.deduction.is_blank or row.deduction.number == 0
    return not (says_nothing(row.event.text, NOTHING_HAPPENED) and nothing_taken)


def registered(answer: Answer) -> tuple[Cell, ...]:
    """Give the cells in which an item has something to be deducted: counts above 0, rows in use."""
    counts = (entry.cell for entry in count_inputs(answer))
    above_zero = [cell for cell in counts if cell.number is not None and cell.number > 0]
    rows = [row.event if row.deduction.is_blank else row.deduction for row in answer.register if in_use(row)]
    return (*above_zero, *rows)


def statement_is_contradicted(submission: Submission) -> bool:
    """Tell whether the statement about deductions and the register say opposite things."""
    if submission.none_declared is None:
        return False
    asked = [answer for answer in applicable(submission) if deducts(answer)]
    match submission.none_declared:
        case True:
            return any(registered(answer) for answer in asked)
        case False:
            return bool(asked) and all(_says_zero(answer) for answer in asked)


def entries(submission: Submission, answer: Answer) -> Entries:
    """Give what an item's rule computes from; rows of the register that say 无 are left out."""
    used = tuple(row for row in answer.register if in_use(row))
    return submission.entries(replace(answer, register=used))


def computed_score(submission: Submission, answer: Answer) -> Decimal | None:
    """Give the score that follows from complete and consistent entries, rounded; None where none follows."""
    rule = answer.asked.item.rule
    if submission.form is None or not rule.computes or not is_sound(answer):
        return None
    limit = rule.limit(entries(submission, answer))
    if limit is None or (deducts(answer) and statement_is_contradicted(submission)):
        return None
    return rounded(limit, submission.form.catalog.decimals)


def computed_from(answer: Answer) -> Text:
    """Name what an item's score is computed from."""
    return Text("登记", "the registered deductions") if deducts(answer) else Text("填报的数据", "the numbers")


def deducts(answer: Answer) -> bool:
    """Tell whether an item's deductions are registered."""
    rule = answer.asked.item.rule
    return bool(rule.event_kinds) or bool(rule.register_rows)


def _of(name: str, part: Text) -> Text:
    return Text(f"“{name}”的{part.zh}", f"“{name}”, {part.en}")


def _says_zero(answer: Answer) -> bool:
    counts = [entry.cell for entry in count_inputs(answer)]
    return not registered(answer) and all(cell.is_blank or cell.number == 0 for cell in counts)

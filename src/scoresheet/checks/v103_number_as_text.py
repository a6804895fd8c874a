"""A number that is stored as text and was read as the number it shows."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import (
    Input,
    applicable,
    count_inputs,
    deduction_inputs,
    is_count,
    is_deduction,
    is_measured,
    measure_cells,
    measure_inputs,
    permitted_score,
)
from scoresheet.language import Text, same
from scoresheet.quoting import quoted, shown
from scoresheet.submission import Answer, Submission


@check(
    code="V103",
    title=Text("数字存成了文本", "Number stored as text"),
    severity=Severity.NOTICE,
    why=Text(
        "存成文本的数字不会进入表里的合计，表上看到的合计可能偏低。",
        "The form's own total leaves out numbers stored as text, so the total on the sheet may be too low.",
    ),
    remedy=Text(
        "已按数字计算，可以不改；重新填写时请只填数字，不带“分”字和空格。",
        "It was read as a number and need not be changed; another time please type the digits alone.",
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3分      | 已完成   |                |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        """,
)
def number_as_text(submission: Submission) -> Iterator[Problem]:
    """Find the usable numbers that had to be normalised, in every cell that asks for a number."""
    for answer in applicable(submission):
        for entry in _usable(answer) if _has_normalised(answer) else ():
            number = entry.cell.number
            if entry.cell.value.normalised and number is not None:
                before, after = quoted(entry.cell.text), shown(number)
                yield Problem(
                    Text(
                        f"{ITEMS}{entry.name.zh}{before}是文本，已按数字{after}计算。",
                        f"{before} is text and was read as {after} ({ITEMS}, {entry.name.en}).",
                    ),
                    cells=(entry.cell,),
                    item=answer.id,
                    found=same(before),
                    allowed=same(after),
                )


def _has_normalised(answer: Answer) -> bool:
    """Tell whether any number of an item was normalised, of use or not."""
    cells = (answer.score, *measure_cells(answer), *answer.events.values())
    return any(cell.value.normalised for cell in cells) or any(
        row.deduction.value.normalised for row in answer.register
    )


def _usable(answer: Answer) -> Iterator[Input]:
    if answer.score.address and permitted_score(answer) is not None:
        yield Input(answer.score, Text("的自查得分", "score"))
    for measure in answer.measures:
        yield from (entry for entry in measure_inputs(measure) if is_measured(measure, entry.cell))
    yield from (entry for entry in count_inputs(answer) if is_count(entry.cell))
    yield from (entry for entry in deduction_inputs(answer) if is_deduction(entry.cell))

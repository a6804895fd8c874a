"""A number whose cell shows another one, or none, because of its format."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import Input, applicable, deduction_inputs, is_deduction, owed, sound_score
from scoresheet.language import Text, same
from scoresheet.quoting import quoted, shown
from scoresheet.submission import Cell, Submission
from scoresheet.values import Value


@check(
    code="V111",
    title=Text("显示的数与实际存的数不同", "Number shown is not the number stored"),
    severity=Severity.WARNING,
    why=Text(
        "单元格格式只改显示，不改存的数：打印出来是一个数，计算用的是另一个数。",
        "A cell's format changes what is shown and not what is stored: one number is printed, another one counts.",
    ),
    remedy=Text(
        "请按实际得分重新填写，让显示的数和存的数一致。",
        "Please type the score that is meant, so that what is shown is what is stored.",
    ),
    bad="""\
        | 编号 | 分值 | 自查得分          | 完成情况    | 未完成情况说明 |
        | 1    | 3    | 2.46（显示为2.5） | 开展活动2次 | 一次改在12月   |
        """,
    good="""\
        | 编号 | 分值 | 自查得分          | 完成情况    | 未完成情况说明 |
        | 1    | 3    | 2.5（显示为2.50） | 开展活动2次 | 一次改在12月   |
        """,
)
def hidden_decimals(submission: Submission) -> Iterator[Problem]:
    """Find the usable scores and registered deductions that the sheet shows rounded, with other digits or not at all.

    Scores with more decimals than are counted are left out: they have to be typed again in any case.
    """
    for answer in owed(submission):
        if _is_shown_otherwise(answer.score) and sound_score(submission, answer) is not None:
            yield from _problem(Input(answer.score, Text("的自查得分", "score")), answer.id)
    for answer in applicable(submission):
        for entry in deduction_inputs(answer):
            if _is_shown_otherwise(entry.cell) and is_deduction(entry.cell):
                yield from _problem(entry, answer.id)


def _is_shown_otherwise(cell: Cell) -> bool:
    return cell.value.seen is not None or cell.value.shows is not None


def _problem(entry: Input, item: str) -> Iterator[Problem]:
    number, value = entry.cell.number, entry.cell.value
    if number is None:
        return
    stored, told = shown(number), _told(value)
    yield Problem(
        Text(
            f"{ITEMS}{entry.name.zh}{told.zh}，实际存的是{stored}，按{stored}计算。",
            f"{told.en} and {stored} is stored, which is what counts ({ITEMS}, {entry.name.en}).",
        ),
        cells=(entry.cell,),
        item=item,
        found=same(stored),
        allowed=Text("与显示相同的数", "the number that is shown"),
        remedy=_remedy(stored, value),
    )


def _told(value: Value) -> Text:
    if value.seen is not None:
        seen = shown(value.seen)
        return Text(f"显示为{seen}", f"{seen} is shown")
    if not value.shows:
        return Text("在表上不显示", "Nothing is shown")
    words = quoted(value.shows)
    return Text(f"显示为{words}", f"{words} is shown")


def _remedy(stored: str, value: Value) -> Text:
    if value.seen is None:
        return Text(
            f"若确为{stored}，请把单元格格式改为“常规”；若不是，请改格式后重新填写。",
            f"If {stored} is meant, set the cell's format to General; if not, do so and type the score that is.",
        )
    seen = shown(value.seen)
    return Text(
        f"若为{seen}，请重新填 {seen}；若确为{stored}，请把单元格格式改为“常规”。",
        f"If {seen} is meant, please type {seen}; if {stored} is, set the cell's format to General.",
    )

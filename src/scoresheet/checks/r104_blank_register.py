"""A register of deductions that was not filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import applicable, count_inputs, deducts, in_use, statement_is_contradicted
from scoresheet.language import NOTHING, Text
from scoresheet.quoting import quoted, typed
from scoresheet.submission import Answer, Cell, FaultKind, RegisterRow, Submission
from scoresheet.titles import NO, NONE_DECLARED, YES

_YES_OR_NO = Text(f"“{YES.zh}”或“{NO.zh}”", f"{YES.en} or {NO.en}")
_CHOOSE = Text(
    f"没有扣分的，请在“{NONE_DECLARED.zh}”处选“{YES.zh}”；有扣分的选“{NO.zh}”并登记。",
    f"If nothing is deducted, please choose “{YES.en}” at “{NONE_DECLARED.en}”; else choose “{NO.en}” and register.",
)


_ROW_BACK = Text(
    "请从下发的空表中把这一行复制回来，并填写发生起数。",
    "Please copy the row back from a blank form and give the number of events.",
)


@check(
    code="R104",
    title=Text("扣分情况未登记", "Register of deductions is blank"),
    severity=Severity.ERROR,
    why=Text(
        "空白分不清是没有扣分还是忘了登记，得分算不出来。",
        "A blank may mean that nothing happened or that it was forgotten, so the score can't be computed.",
    ),
    remedy=Text(
        "请把扣分登记补充完整，没有发生的填0。",
        "Please complete the register, with 0 for what did not happen.",
    ),
    bad="""\
        扣分情况登记
        | 编号       | 扣分情形       | 发生起数 |
        | 4/ordinary | 一般案（事）件 |          |
        | 4/severe   | 特别重大       |          |
        | 本期无扣分 |                |          |
        """,
    good="""\
        扣分情况登记
        | 编号       | 扣分情形       | 发生起数 |
        | 4/ordinary | 一般案（事）件 |          |
        | 4/severe   | 特别重大       |          |
        | 本期无扣分 | 是             |          |
        """,
)
def blank_register(submission: Submission) -> Iterator[Problem]:
    """Find what is missing for deductions to be computed: the statement, a count, a deduction, what happened."""
    if statement_is_contradicted(submission):
        return
    unreadable = submission.none_declared is None and not submission.none_cell.is_blank
    asked = [answer for answer in applicable(submission) if deducts(answer)]
    if unreadable and asked:
        yield _unreadable_statement(submission.none_cell)
    for answer in asked:
        if not unreadable:
            yield from _missing_statement_or_counts(submission, answer)
            yield from _lost_rows(submission, answer)
        yield from _incomplete_rows(answer)


def _unreadable_statement(cell: Cell) -> Problem:
    text = quoted(cell.text)
    return Problem(
        Text(
            f"“{NONE_DECLARED.zh}”填的是{text}，只能填{_YES_OR_NO.zh}。",
            f"“{NONE_DECLARED.en}” says {text}; it takes {_YES_OR_NO.en} only.",
        ),
        cells=(cell,),
        found=typed(cell),
        allowed=_YES_OR_NO,
        remedy=_CHOOSE,
    )


def _missing_statement_or_counts(submission: Submission, answer: Answer) -> Iterator[Problem]:
    counts = [entry.cell for entry in count_inputs(answer)]
    blank = [cell for cell in counts if cell.is_blank]
    rows = [row for row in answer.register if in_use(row)]
    untouched = len(blank) == len(counts) and not rows
    if submission.none_declared is None and untouched and (blank or submission.none_cell.address):
        yield _nothing_said(answer, (submission.none_cell, *blank))
    elif blank and not submission.none_declared:
        yield _missing(
            answer, blank, Text(f"{ITEMS}的发生起数没有填全。", f"A number of events is missing for {ITEMS}.")
        )


def _nothing_said(answer: Answer, cells: tuple[Cell, ...]) -> Problem:
    return Problem(
        Text(
            f"{ITEMS}没有登记扣分，也没有选择“{NONE_DECLARED.zh}”的{_YES_OR_NO.zh}。",
            f"Nothing is registered for {ITEMS}, and “{NONE_DECLARED.en}” says neither {YES.en} nor {NO.en}.",
        ),
        cells=cells,
        item=answer.id,
        found=Text("空白", "blank"),
        allowed=_YES_OR_NO,
        remedy=_CHOOSE,
    )


def _lost_rows(submission: Submission, answer: Answer) -> Iterator[Problem]:
    reported = (FaultKind.MISSING_SHEET, FaultKind.MISSING_COLUMN)
    if submission.none_declared or any(submission.faults_of(kind) for kind in reported):
        return
    for event, kind in answer.asked.item.rule.event_kinds.items():
        if event not in answer.events or not answer.events[event].address:
            yield Problem(
                Text(
                    f"扣分情况登记中没有找到{ITEMS}“{kind.name}”一行。",
                    f"The register has no row “{kind.name}” of {ITEMS}.",
                ),
                item=answer.id,
                found=Text("没有", "none"),
                allowed=Text("发生起数", "the number of events"),
                remedy=_ROW_BACK,
            )


def _incomplete_rows(answer: Answer) -> Iterator[Problem]:
    rows = [row for row in answer.register if in_use(row)]
    deductions = [row.deduction for row in rows if _lacks_deduction(row)]
    if deductions:
        yield _missing(
            answer,
            deductions,
            Text(
                f"{ITEMS}登记了扣分情形，没有填应扣分。", f"A registered event of {ITEMS} has no deduction."
            ),
        )
    events = [row.event for row in rows if _lacks_event(row)]
    if events:
        yield _missing(
            answer,
            events,
            Text(
                f"{ITEMS}登记了应扣分，没有写扣分情形。",
                f"A deduction of {ITEMS} does not say what happened.",
            ),
        )


def _lacks_deduction(row: RegisterRow) -> bool:
    return bool(row.deduction.address) and row.deduction.is_blank


def _lacks_event(row: RegisterRow) -> bool:
    return bool(row.event.address) and row.event.is_blank and not row.deduction.is_blank


def _missing(answer: Answer, cells: Iterable[Cell], message: Text) -> Problem:
    return Problem(message, cells=tuple(cells), item=answer.id, found=Text("空白", "blank"), allowed=NOTHING)

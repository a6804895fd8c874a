"""A form issued under points, rules or targets that the catalog no longer has."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import any_score, is_used
from scoresheet.language import Text
from scoresheet.quoting import stripped
from scoresheet.submission import Answer, Fault, FaultKind, IssuedItem, Submission


@check(
    code="I105",
    title=Text("下发后指标有调整", "Indicators changed after the form was issued"),
    severity=Severity.WARNING,
    why=Text(
        "填报时看到的分值或目标与现在不同，按新的要求得分可能不一样。",
        "The points or targets that the unit saw have changed since, and the score may be another now.",
    ),
    remedy=Text(
        "请按调整后的要求核对这一项的得分，有变化的请更正后重新报送。",
        "Please check the score against the new requirement and send a corrected form if it changes.",
    ),
    bad="""\
        | 文件        | 内容                    |
        | 苍溪县.xlsx | 下发后第1项目标由3改为4 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def changed_rules(submission: Submission) -> Iterator[Problem]:
    """Find each change since the form was issued; the return is judged by the catalog as it is now."""
    for fault in submission.faults_of(FaultKind.CHANGED_RULES):
        change = stripped(fault.detail)
        told = Text(f"：{change.zh}", f": {change.en}") if change.zh else change
        where = Text(ITEMS if fault.item else "指标", ITEMS if fault.item else "the indicators")
        yield Problem(
            Text(
                f"表格下发后{where.zh}有调整{told.zh}，现按调整后的要求校验。",
                f"After the form was issued {where.en} changed{told.en}; it is checked as required now.",
            ),
            cells=fault.cells,
            item=fault.item,
            found=fault.detail,
            remedy=_NEW_FORM if _is_not_asked(submission, fault) else None,
            severity=Severity.ERROR if _is_not_asked(submission, fault) else None,
            score_between=_any_score(submission, fault),
        )


_NEW_FORM = Text(
    "原表没有这一项或其中要填的数，请向下发单位索取新表，填好后重新报送。",
    "The form at hand doesn't ask for it: please get the new form from the issuing office and send that.",
)


def _is_not_asked(submission: Submission, fault: Fault) -> bool:
    """Tell whether the change is an item, or a number of it, that the issued form could not ask for and that is owed."""
    issued = submission.issued.items if submission.issued else {}
    answer = _answer(submission, fault)
    if not issued or answer is None or answer.asked.not_applicable is not None:
        return False
    before = issued.get(answer.id)
    return not answer.found if before is None else _asks_more(answer, before)


def _asks_more(answer: Answer, before: IssuedItem) -> bool:
    """Tell whether the rule now needs a number that the issued form had no cell for."""
    new = [one for one in answer.measures if one.asked.measure.id not in before.measures]
    return is_used(answer) and any(not cell.address for one in new for cell in one.inputs)


def _answer(submission: Submission, fault: Fault) -> Answer | None:
    return next((one for one in submission.answers if one.id == fault.item), None)


def _any_score(submission: Submission, fault: Fault) -> tuple[Decimal, Decimal] | None:
    answer = _answer(submission, fault)
    return None if answer is None else any_score(answer)

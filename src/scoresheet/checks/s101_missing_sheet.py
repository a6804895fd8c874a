"""A sheet of the form that is no longer there."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.checking.stated import is_used
from scoresheet.language import Text
from scoresheet.quoting import stripped
from scoresheet.submission import Fault, FaultKind, Submission
from scoresheet.titles import DEDUCTIONS, MEASURES


@check(
    code="S101",
    title=Text("缺少工作表", "Sheet is missing"),
    severity=Severity.ERROR,
    why=Text(
        "这张工作表上的得分或登记内容全部缺失，无法核对。",
        "Everything that the sheet asks for is missing and nothing of it can be checked.",
    ),
    remedy=Text(
        "请在下发的原表中填写，保留全部工作表，不要删除或改名。",
        "Please fill in the form as it was issued, with all of its sheets; don't delete or rename any.",
    ),
    bad="""\
        扣分情况登记
        | 没有这张工作表 |
        """,
    good="""\
        扣分情况登记
        | 本期无扣分 | 是 |
        """,
)
def missing_sheet(submission: Submission) -> Iterator[Problem]:
    """Find the sheets that reading looked for in vain."""
    for fault in submission.faults_of(FaultKind.MISSING_SHEET):
        sheet = stripped(fault.detail)
        yield Problem(
            Text(f"缺少“{sheet.zh}”工作表。", f"The sheet “{sheet.en}” is missing."),
            cells=fault.cells,
            item=fault.item,
            found=Text("没有", "none"),
            allowed=sheet,
            severity=_severity(submission, fault),
            doubts=tuple(_told_there(submission, fault)),
        )


def _told_there(submission: Submission, fault: Fault) -> Iterator[str]:
    """Walk the items that the sheet asks something about; none for the sheet of the scores, which is about all."""
    for answer in submission.answers:
        deducts = answer.asked.item.rule.deduct_at_most is not None
        if (fault.detail == DEDUCTIONS and deducts) or (fault.detail == MEASURES and answer.measures):
            yield answer.id


def _severity(submission: Submission, fault: Fault) -> Severity | None:
    # Achieved numbers may be left blank, unless something follows from them.
    computed = any(answer.measures and is_used(answer) for answer in submission.answers)
    return Severity.WARNING if fault.detail == MEASURES and not computed else None

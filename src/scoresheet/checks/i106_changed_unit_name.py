"""A form on which the name of no unit, or of no such unit, was written in place of its own."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import Text, same
from scoresheet.quoting import quoted
from scoresheet.submission import FaultKind, Submission


@check(
    code="I106",
    title=Text("填报单位被改动", "Name of the unit was changed"),
    severity=Severity.WARNING,
    why=Text(
        "表是发给一家单位的，写的却是另一个名称，可能拿错了表。",
        "The form was issued to one unit and carries another name, so it may be the wrong form.",
    ),
    remedy=Text(
        "请核对是否用了发给本单位的表：用对了的，请把填报单位改回原名；用错了的，请换用本单位的表。",
        "Please check that this is your unit's form: if it is, put its name back; if not, use your own form.",
    ),
    bad="""\
        | 文件        | 内容               |
        | 苍溪县.xlsx | 填报单位写“成都市” |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def changed_unit_name(submission: Submission) -> Iterator[Problem]:
    """Find a name beside 填报单位 that is neither the unit's own nor another unit's."""
    if submission.form is None:
        return
    unit = submission.form.unit
    for fault in submission.faults_of(FaultKind.CHANGED_UNIT_NAME):
        now = Text(quoted(fault.detail.zh), quoted(fault.detail.en))
        yield Problem(
            Text(
                f"“填报单位”填的是{now.zh}，本表是发给{unit.name}的。",
                f"The name of the unit is {now.en}, but the form was issued to {unit.name}.",
            ),
            cells=fault.cells,
            found=now,
            allowed=same(quoted(unit.reporting_as)),
        )

"""A form without any mark, whose unit is told by the printed name alone."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import Problem, Severity, check
from scoresheet.language import NOTHING, Text, same
from scoresheet.quoting import quoted
from scoresheet.submission import FaultKind, Mark, Submission


@check(
    code="I107",
    title=Text("表内标识缺失", "Marks of the form are gone"),
    severity=Severity.WARNING,
    why=Text(
        "只凭单位名称认定，万一名称写错，得分会记到别的单位名下；也看不出是不是本期的表。",
        "Told by the name alone, the scores go to another unit if the name is wrong; nor can the round be told.",
    ),
    remedy=Text(
        "请核对单位和期次，认定无误的不用重报；下次请直接在下发的表上填写，不要复制到新表。",
        "Please check unit and round; if they are right nothing need be sent again. Next time fill in the form as issued, not a copy of its cells.",
    ),
    bad="""\
        | 文件        | 内容                           |
        | 苍溪县.xlsx | 表内标识都没有了，只有填报单位 |
        """,
    good="""\
        | 文件        | 内容     |
        | 苍溪县.xlsx | 填好的表 |
        """,
)
def lost_marks(submission: Submission) -> Iterator[Problem]:
    """Find a form whose unit is told by nothing but the name beside 填报单位."""
    if submission.form is None:
        return
    unit, round_ = submission.form.unit, submission.form.catalog.round.label
    for fault in submission.faults_of(FaultKind.UNMARKED):
        now = Text(quoted(fault.detail.zh), quoted(fault.detail.en))
        which = (
            Text(f"，并按本期（{round_}）校验", f" and checked as a form of this round ({round_})")
            if fault.mark is Mark.ROUND
            else NOTHING
        )
        yield Problem(
            Text(
                f"表内标识缺失，按“填报单位”写的{now.zh}认定为{unit.name}的表{which.zh}。",
                f"The marks of the form are gone; by the name {now.en} it is taken for {unit.name}'s{which.en}.",
            ),
            cells=fault.cells,
            found=now,
            allowed=same(quoted(unit.reporting_as)),
        )

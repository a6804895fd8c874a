"""A cell that was corrected by telephone: told, so that the unit can object."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.language import NOTHING, Text
from scoresheet.quoting import BLANK, quoted, stripped
from scoresheet.returns.corrections import change
from scoresheet.returns.fields import named
from scoresheet.submission import Corrected, Submission


@check(
    code="X104",
    title=Text("已按电话更正", "Corrected by telephone"),
    severity=Severity.NOTICE,
    why=Text(
        "表上的数和计入的数不一样，要说得清是谁、什么时候改的。",
        "What the form says and what counts differ, so it must be clear who changed it and when.",
    ),
    remedy=Text("更正不对的，请告知下发单位。", "If this isn't right, please tell the issuing office."),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 2    | 4    | 3        | 已经开展 | 人员调整       |
        更正登记
        | 考核项 | 原填 | 改为 | 日期       | 来电人 | 记录人 |
        | 2      | 3    | 2.5  | 2014-11-26 | 张三   | 李四   |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 2    | 4    | 2.5      | 已经开展 | 人员调整       |
        """,
)
def corrected_by_telephone(submission: Submission) -> Iterator[Problem]:
    """Tell each correction that was laid over the return."""
    for one in submission.corrections:
        yield _problem(submission, one)


def _problem(submission: Submission, one: Corrected) -> Problem:
    correction = one.correction
    entry = submission.form.by_id.get(correction.item or "") if submission.form else None
    name = named(correction.field, entry.item if entry else None)
    changed, basis = change(one), stripped(correction.basis)
    return Problem(
        Text(
            f"{ITEMS}{name.zh}{changed.zh}（{basis.zh}）。",
            f"{ITEMS}{', ' if correction.item else ''}{name.en}: {changed.en} ({basis.en}).",
        ),
        cells=(one.after,),
        item=correction.item,
        found=Text(quoted(correction.old), quoted(correction.old)) if correction.old else BLANK,
        allowed=NOTHING,
    )

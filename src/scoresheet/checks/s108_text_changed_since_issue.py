"""An item that the office itself reworded after the form was issued."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.language import Text, same
from scoresheet.quoting import where_different
from scoresheet.submission import Answer, Submission


@check(
    code="S108",
    title=Text("下发后考核内容有修订", "Wording revised after the form was issued"),
    severity=Severity.NOTICE,
    why=Text(
        "各单位手里的表可能有新旧两种说法，比较得分时应当知道。",
        "Units may hold forms with the old and with the new wording, which matters when scores are compared.",
    ),
    remedy=Text(
        "这是下发单位的修订，填报单位不必改表；得分受影响的请说明。",
        "The issuing office revised it; the unit need not change its form, but should say if its score is affected.",
    ),
    bad="""\
        下发时的表
        | 编号 | 考核内容          |
        | 1    | 举办活动3次以上。 |
        """,
    good="""\
        下发时的表
        | 编号 | 考核内容            |
        | 1    | 开展活动不少于3次。 |
        """,
)
def text_changed_since_issue(submission: Submission) -> Iterator[Problem]:
    """Find the items whose text in the catalog is no longer the one that was issued."""
    issued = submission.issued.items if submission.issued else {}
    for answer in submission.answers:
        before = issued.get(answer.id)
        if before is not None and "".join(before.text.split()) != "".join(answer.asked.text.split()):
            yield _problem(answer, before.text)


def _problem(answer: Answer, issued: str) -> Problem:
    before, now = where_different(issued, answer.asked.text)
    return Problem(
        Text(
            f"{ITEMS}的考核内容在下发后有修订：下发时为{before}，现为{now}。",
            f"The wording of {ITEMS} was revised after issue: {before} became {now}.",
        ),
        cells=(answer.text,),
        item=answer.id,
        found=same(before),
        allowed=same(now),
    )

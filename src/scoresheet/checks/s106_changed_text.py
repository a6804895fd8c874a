"""An item whose wording the unit changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.language import Text, same
from scoresheet.matching import are_unlike
from scoresheet.quoting import where_different
from scoresheet.submission import Answer, Submission
from scoresheet.values import tidy


@check(
    code="S106",
    title=Text("考核内容被改动", "Wording of an item was changed"),
    severity=Severity.WARNING,
    why=Text(
        "要求改了，得分就不再是对原要求的自查；汇总仍按原来的考核内容。",
        "A score given against another wording does not answer the item; the original wording counts.",
    ),
    remedy=Text(
        "请按下发的考核内容核对得分；有意见请与下发单位联系，不要直接修改表格。",
        "Please check the score against the wording as issued; if you object to it, call the issuing office.",
    ),
    bad="""\
        | 编号 | 考核内容            | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 开展活动不少于2次。 | 3    | 3        | 已完成   |                |
        """,
    good="""\
        | 编号 | 考核内容            | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 开展活动不少于3次。 | 3    | 3        | 已完成   |                |
        """,
)
def changed_text(submission: Submission) -> Iterator[Problem]:
    """Find the items whose text is not the issued one, blanks and full-width forms apart."""
    for answer in submission.answers:
        issued, now = _issued_text(submission, answer), answer.text.text
        if answer.found and answer.text.address and now != issued and _bare(now) != _bare(issued):
            yield _problem(answer, issued)


def _problem(answer: Answer, issued: str) -> Problem:
    now, before = where_different(answer.text.text, issued)
    is_other = _is_other_work(answer.text.text, issued)
    return Problem(
        Text(
            f"{ITEMS}的考核内容与下发的不同：现为{now}，下发时为{before}。",
            f"The wording of {ITEMS} is not as issued: it says {now} instead of {before}.",
        ),
        cells=(answer.text,),
        item=answer.id,
        found=same(now),
        allowed=same(before),
        remedy=_OTHER_WORK if is_other else None,
        severity=Severity.ERROR if is_other else None,
    )


_OTHER_WORK = Text(
    "请恢复下发的考核内容，并按它重新核对得分；得分如果是按另一项工作打的，请改正。",
    "Please put back the wording as issued and check the score against it; a score given for other work must be changed.",
)
_LEAST_CHARACTERS = 6


def _is_other_work(text: str, issued: str) -> bool:
    # What was cleared or cut short still stands for the item; a few characters tell nothing.
    return len(_bare(text)) >= _LEAST_CHARACTERS and are_unlike(_bare(text), _bare(issued))


def _issued_text(submission: Submission, answer: Answer) -> str:
    issued = submission.issued.items.get(answer.id) if submission.issued else None
    return issued.text if issued else answer.asked.text


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", tidy(text)).split())

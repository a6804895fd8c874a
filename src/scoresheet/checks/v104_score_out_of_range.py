"""A score above or below what the item permits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import owed
from scoresheet.figures import between
from scoresheet.language import Text, same
from scoresheet.quoting import as_seen, shown
from scoresheet.rule.model import Rule
from scoresheet.submission import Submission


@check(
    code="V104",
    title=Text("自查得分超出范围", "Score is out of range"),
    severity=Severity.ERROR,
    why=Text(
        "一项超出范围，合计和排名就对其他单位不公平。",
        "One score beyond its item makes the total and the ranking unfair to all other units.",
    ),
    remedy=Text(
        "请改为本项允许范围内的数。", "Please change it to a number within the range that the item allows."
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3.5      | 已完成   |                |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        """,
)
def score_out_of_range(submission: Submission) -> Iterator[Problem]:
    """Find the scores outside their rule's range."""
    for answer in owed(submission):
        number, rule = answer.score.number, answer.asked.item.rule
        if number is not None and not rule.lowest <= number <= rule.highest:
            span = between(rule.lowest, rule.highest)
            yield Problem(
                _said(number, rule, as_seen(answer.score)),
                cells=(answer.score,),
                item=answer.id,
                found=same(shown(number)),
                allowed=span,
                remedy=Text(f"请改为{span.zh}。", f"Please change it to {span.en}."),
            )


def _said(number: Decimal, rule: Rule, seen: Text) -> Text:
    if number > rule.highest:
        bound = Text(f"最高{shown(rule.highest)}分", f"the most that is allowed is {shown(rule.highest)}")
    else:
        bound = Text(f"最低{shown(rule.lowest)}分", f"the least that is allowed is {shown(rule.lowest)}")
    given = shown(number)
    return Text(
        f"{ITEMS}填{given}分{seen.zh}，本项{bound.zh}。",
        f"The score of {ITEMS} is {given}{seen.en}; {bound.en}.",
    )

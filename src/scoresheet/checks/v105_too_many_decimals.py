"""A score with more decimals than are counted."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import decimals_of, owed, permitted_score
from scoresheet.language import Text, same
from scoresheet.quoting import as_seen, shown
from scoresheet.scoring import rounded
from scoresheet.submission import Submission


@check(
    code="V105",
    title=Text("自查得分小数位数过多", "Score has too many decimals"),
    severity=Severity.ERROR,
    why=Text(
        "多出的小数会被舍入，表上各项相加就可能与合计对不上。",
        "Further decimals are rounded away, and the printed scores may no longer add up to the total.",
    ),
    remedy=Text("请四舍五入后重新填写。", "Please round the score and type it again."),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况    | 未完成情况说明 |
        | 1    | 3    | 2.675    | 开展活动2次 | 一次改在12月   |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况    | 未完成情况说明 |
        | 1    | 3    | 2.68     | 开展活动2次 | 一次改在12月   |
        """,
)
def too_many_decimals(submission: Submission) -> Iterator[Problem]:
    """Find the permitted scores that are more exact than the catalog counts."""
    if submission.form is None:
        return
    decimals = submission.form.catalog.decimals
    limit = Text(f"最多保留{decimals}位小数", f"at most {decimals} decimals are allowed")
    if decimals == 0:
        limit = Text("只能填整数", "only a whole number is allowed")
    for answer in owed(submission):
        number = permitted_score(answer)
        if number is not None and decimals_of(number) > decimals:
            counted = rounded(number, decimals)
            given, near = shown(number), shown(counted)
            aside = as_seen(answer.score)
            yield Problem(
                Text(
                    f"{ITEMS}填{given}分{aside.zh}，{limit.zh}。",
                    f"The score of {ITEMS} is {given}{aside.en}; {limit.en}.",
                ),
                cells=(answer.score,),
                item=answer.id,
                found=same(given),
                allowed=limit,
                remedy=Text(
                    f"四舍五入是{near}分，请核对后改填。",
                    f"Rounded it is {near}; please check and change it.",
                ),
                score_between=(counted, counted),
            )

"""A score above what the registered deductions leave."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking import ITEMS, Problem, Severity, check
from scoresheet.language import NOTHING, Text, same
from scoresheet.quoting import shown
from scoresheet.stated import computed_score, entries, owed, sound_score
from scoresheet.submission import Submission


@check(
    code="R101",
    title=Text("自查得分高于按登记计算的得分", "Score is above what was registered"),
    severity=Severity.ERROR,
    why=Text(
        "登记了扣分却没有从得分中扣除，审核时会按登记的扣分核减。",
        "Deductions were registered and not taken off; the reviewers would take them off.",
    ),
    remedy=Text(
        "请按登记的扣分更正自查得分；登记有误的，请更正登记。",
        "Please correct the score as the register says, or the register where it is wrong.",
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况     | 未完成情况说明 |
        | 4    | 1.5  | 1.5      | 已按要求处理 |                |

        扣分情况登记
        | 编号       | 扣分情形       | 发生起数 |
        | 4/ordinary | 一般案（事）件 | 2        |
        | 4/severe   | 特别重大       | 0        |
        | 本期无扣分 | 否             |          |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况     | 未完成情况说明      |
        | 4    | 1.5  | 0.5      | 已按要求处理 | 发生2起，按规定扣分 |

        扣分情况登记
        | 编号       | 扣分情形       | 发生起数 |
        | 4/ordinary | 一般案（事）件 | 2        |
        | 4/severe   | 特别重大       | 0        |
        | 本期无扣分 | 否             |          |
        """,
)
def score_above_limit(submission: Submission) -> Iterator[Problem]:
    """Find the scores that claim more than follows from a complete, consistent register."""
    for answer in owed(submission):
        given, most = sound_score(submission, answer), computed_score(submission, answer)
        if given is not None and most is not None and given > most:
            told = answer.asked.item.rule.arithmetic(entries(submission, answer)) or NOTHING
            claimed, left = shown(given), shown(most)
            yield Problem(
                Text(
                    f"{ITEMS}填{claimed}分，按登记计算最高{left}分：{told.zh}。",
                    f"The score of {ITEMS} is {claimed}; the register leaves at most {left}: {told.en}.",
                ),
                cells=(answer.score,),
                item=answer.id,
                found=same(claimed),
                allowed=Text(f"不高于{left}分", f"at most {left}"),
            )

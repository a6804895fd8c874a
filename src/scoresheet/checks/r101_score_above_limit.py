"""A score above what the registered deductions leave."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import computed_from, computed_score, deducts, entries, owed, sound_score
from scoresheet.language import NOTHING, Text, same
from scoresheet.quoting import shown
from scoresheet.submission import Submission


@check(
    code="R101",
    title=Text("自查得分高于按填报数据计算的得分", "Score is above what was reported"),
    severity=Severity.ERROR,
    why=Text(
        "得分高于同一张表里的数据能得的分，审核时会按数据核减。",
        "The score is above what the same form's numbers make; the reviewers would take it down.",
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
        most = computed_score(submission, answer)
        given = None if most is None else sound_score(submission, answer)
        if given is not None and most is not None and given > most:
            told = answer.asked.item.rule.arithmetic(entries(submission, answer)) or NOTHING
            claimed, left, source = shown(given), shown(most), computed_from(answer)
            yield Problem(
                Text(
                    f"{ITEMS}填{claimed}分，按{source.zh}计算最高{left}分：{told.zh}。",
                    f"The score of {ITEMS} is {claimed}; {source.en} make at most {left}: {told.en}.",
                ),
                cells=(answer.score,),
                item=answer.id,
                found=same(claimed),
                allowed=Text(f"不高于{left}分", f"at most {left}"),
                remedy=None if deducts(answer) else _BY_THE_NUMBERS,
                score_between=(most, given),
            )


_BY_THE_NUMBERS = Text(
    "请按填报的数据更正自查得分；数据有误的，请更正数据。",
    "Please correct the score as the numbers say, or the numbers where they are wrong.",
)

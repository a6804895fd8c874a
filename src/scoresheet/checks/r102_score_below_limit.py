"""A score below what the registered deductions leave."""

from __future__ import annotations

from collections.abc import Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import computed_from, computed_score, deducts, owed, sound_score
from scoresheet.language import Text, same
from scoresheet.quoting import shown
from scoresheet.submission import Submission


@check(
    code="R102",
    title=Text("自查得分低于按填报数据计算的得分", "Score is below what was reported"),
    severity=Severity.NOTICE,
    why=Text(
        "多扣的分可能是漏登记了扣分，也可能是算错，让自己吃了亏。",
        "Either a deduction was not registered, or a slip in the sum costs the unit points.",
    ),
    remedy=Text(
        "请核对：漏登记的请补登记，算错的可以更正；没有错的不必修改。",
        "Please check: register what is missing or correct the score; if both are right nothing need be done.",
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况     | 未完成情况说明      |
        | 4    | 1.5  | 0.5      | 已按要求处理 | 发生1起，按规定扣分 |

        扣分情况登记
        | 编号       | 扣分情形       | 发生起数 |
        | 4/ordinary | 一般案（事）件 | 1        |
        | 4/severe   | 特别重大       | 0        |
        | 本期无扣分 | 否             |          |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况     | 未完成情况说明      |
        | 4    | 1.5  | 1        | 已按要求处理 | 发生1起，按规定扣分 |

        扣分情况登记
        | 编号       | 扣分情形       | 发生起数 |
        | 4/ordinary | 一般案（事）件 | 1        |
        | 4/severe   | 特别重大       | 0        |
        | 本期无扣分 | 否             |          |
        """,
)
def score_below_limit(submission: Submission) -> Iterator[Problem]:
    """Find the scores that claim less than follows from a complete, consistent register."""
    for answer in owed(submission):
        most = computed_score(submission, answer)
        given = None if most is None else sound_score(submission, answer)
        if given is not None and most is not None and given < most:
            claimed, left, source = shown(given), shown(most), computed_from(answer)
            yield Problem(
                Text(
                    f"{ITEMS}填{claimed}分，按{source.zh}计算可得{left}分。",
                    f"The score of {ITEMS} is {claimed}; {source.en} make {left}.",
                ),
                cells=(answer.score,),
                item=answer.id,
                found=same(claimed),
                allowed=Text(f"{left}分", left),
                remedy=None if deducts(answer) else _BY_THE_NUMBERS,
            )


_BY_THE_NUMBERS = Text(
    "请核对数据和得分，算错的可以更正；没有错的不必修改。",
    "Please check the numbers and the score; if both are right nothing need be done.",
)

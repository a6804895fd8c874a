"""An achieved number that was not given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import applicable, is_used, measure_cells
from scoresheet.language import NOTHING, Text
from scoresheet.quoting import OR_AN_ERROR
from scoresheet.submission import Answer, Cell, Submission


@check(
    code="V110",
    title=Text("完成数未填", "Achieved number is blank"),
    severity=Severity.NOTICE,
    why=Text(
        "没有完成数，审核时只能凭文字判断目标是否完成。",
        "Without the number a reviewer has nothing but words to tell whether the target was met.",
    ),
    remedy=Text(
        "有数据的请补填；不填不影响报送。",
        "Please give the number if there is one; the form is accepted without.",
    ),
    bad="""\
        量化指标完成数
        | 编号         | 指标 | 目标数 | 实际完成数 |
        | 1/activities | 活动 | 3      | 3          |
        | 2/trained    | 培训 | 40     |            |
        """,
    good="""\
        量化指标完成数
        | 编号         | 指标 | 目标数 | 实际完成数 |
        | 1/activities | 活动 | 3      | 3          |
        | 2/trained    | 培训 | 40     | 40         |
        """,
)
def blank_measure(submission: Submission) -> Iterator[Problem]:
    """Find the items with blank numbers, or say once that the whole sheet was left blank."""
    unsure = NOTHING if submission.source.shows_errors else OR_AN_ERROR
    asked = [answer for answer in applicable(submission) if not is_used(answer)]
    blank = {answer.id: _blank(answer) for answer in asked}
    cells = [cell for found in blank.values() for cell in found]
    if len(cells) > 1 and len(cells) == sum(len(measure_cells(answer)) for answer in asked):
        whole = Text(f"完成数都没有填{unsure.zh}。", f"No achieved number is given at all{unsure.en}.")
        yield _problem(whole, cells, None)
        return
    for item, found in blank.items():
        if found:
            missing = Text(
                f"{ITEMS}没有填完成数{unsure.zh}。", f"An achieved number is missing for {ITEMS}{unsure.en}."
            )
            yield _problem(missing, found, item)


def _problem(message: Text, cells: Iterable[Cell], item: str | None) -> Problem:
    return Problem(
        message, cells=tuple(cells), item=item, found=Text("空白", "blank"), allowed=Text("数字", "a number")
    )


def _blank(answer: Answer) -> list[Cell]:
    return [cell for cell in measure_cells(answer) if cell.is_blank]

"""A total that is missing or isn't the sum of the scores."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from scoresheet.catalog.form import Form
from scoresheet.catalog.model import NotApplicable
from scoresheet.checking.running import Problem, Severity, check
from scoresheet.checking.stated import permitted_score
from scoresheet.grid import Kind, RawCell
from scoresheet.language import Text, same
from scoresheet.quoting import BLANK, shown, typed
from scoresheet.scoring import counted, rounded, score
from scoresheet.submission import Answer, Cell, Submission
from scoresheet.values import Refusal, read_number


@check(
    code="V106",
    title=Text("合计缺失或与各项得分不符", "Total is missing or not the sum of the scores"),
    severity=Severity.ERROR,
    acceptable=True,
    why=Text(
        "合计与各项对不上，说明其中有一处填错，而汇总看不出是哪一处；没有合计，就少了这道核对。",
        "Where total and scores disagree one of them is wrong, and nobody but the unit can tell which; "
        "without a total nobody notices.",
    ),
    remedy=Text("请核对各项得分和合计。", "Please check the scores and the total."),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        | 2    | 4    | 4        | 已完成   |                |
        | 3    | 1.5  | 1.5      | 已完成   |                |
        | 4    | 1.5  | 1.5      | 已完成   |                |
        | 5    | 15   | 15       | 已完成   |                |
        | 合计 | 25   | 24       |          |                |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况 | 未完成情况说明 |
        | 1    | 3    | 3        | 已完成   |                |
        | 2    | 4    | 4        | 已完成   |                |
        | 3    | 1.5  | 1.5      | 已完成   |                |
        | 4    | 1.5  | 1.5      | 已完成   |                |
        | 5    | 15   | 15       | 已完成   |                |
        | 合计 | 25   | 25       |          |                |
        """,
)
def wrong_total(submission: Submission) -> Iterator[Problem]:
    """Find a total that is blank, gone, or not the sum of the scores as entered.

    Nothing is said before every score can be summed: what keeps one from it is the root cause. The form's own formula
    is trusted, because its stored result may be older than the scores.
    """
    form, total = submission.form, submission.total
    if form is None or not form.catalog.total_row or not _can_be_summed(submission):
        return
    if not total.address:
        # Without what the form remembers nobody can tell whether its master had a total row at all.
        if submission.issued is not None and submission.issued.has_total:
            yield _absent(total, _sums(form, submission)[-1])
    elif total.is_blank:
        yield _absent(total, _sums(form, submission)[-1])
    elif _is_compared(form, submission):
        sums = _sums(form, submission)
        if not _agrees(submission, sums):
            yield _different(total, sums[-1])


def _agrees(submission: Submission, sums: list[Decimal]) -> bool:
    # Nobody typed the total again when a score was corrected by telephone.
    stated = _stated(submission.total)
    return stated in sums or (stated is not None and stated + submission.added_by_corrections in sums)


def _absent(total: Cell, right: Decimal) -> Problem:
    told = shown(right)
    missing = _NOT_FILLED if total.address else _NO_ROW
    return Problem(
        Text(
            f"{missing.zh}，各项自查得分相加是{told}分，已按此计算。",
            f"{missing.en}; the scores add up to {told}, which is what counts.",
        ),
        cells=(total,),
        found=BLANK if total.address else Text("没有", "none"),
        allowed=same(told),
        remedy=Text(
            f"请核对合计是否为{told}分；相符的，不必重新报送。",
            f"Please check that the total is {told}; if it is, nothing need be sent again.",
        ),
        severity=Severity.WARNING,
    )


_NOT_FILLED = Text("合计没有填", "No total is given")
_NO_ROW = Text("表里没有合计行", "The row of the total is gone")


def _different(total: Cell, right: Decimal) -> Problem:
    number, told = _stated(total), shown(right)
    found = typed(total) if number is None else same(shown(number))
    given = found if number is None else Text(f"{found.zh}分", found.en)
    return Problem(
        Text(
            f"合计填{given.zh}，各项自查得分相加是{told}分。",
            f"The total says {given.en}; the scores add up to {told}.",
        ),
        cells=(total,),
        found=found,
        allowed=same(told),
        remedy=Text(
            f"请核对各项得分；无误的，把合计改为{told}。",
            f"Please check the scores; if they are right, make it {told}.",
        ),
    )


def _can_be_summed(submission: Submission) -> bool:
    due = [
        answer for answer in submission.answers if answer.asked.not_applicable is None and _is_stated(answer)
    ]
    return bool(due) and all(answer.found and permitted_score(answer) is not None for answer in due)


def _stated(total: Cell) -> Decimal | None:
    if total.value.refusal is Refusal.OTHER_WORKBOOK:
        return read_number(RawCell(Kind.TEXT, total.text)).number
    return total.number


def _is_compared(form: Form, submission: Submission) -> bool:
    formula = submission.total.formula
    if formula is None:
        return True
    return bool(submission.total.text) and not _sums_all(formula, form, submission)


_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_SCALE = rf"\*(?P<full>{_NUMBER})/(?P<left>{_NUMBER})"
_BONUS = rf"\+(?:SUM\((?P<bonus>[^()]+)\)|MIN\(SUM\((?P<capped>[^()]+)\),(?P<most>{_NUMBER})\))"
_SUM = re.compile(
    rf"(?P<rounds>(?:ROUND\(){{0,2}})SUM\((?P<scores>[^()]+)\)(?:{_SCALE})?(?:{_BONUS})?(?P<to>(?:,[0-9]{{1,2}}\)){{0,2}})"
)
_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")


def _sums_all(formula: str, form: Form, submission: Submission) -> bool:
    """Tell whether a formula is the form's own or adds up the same: each score once, the total itself never."""
    found = _SUM.fullmatch("".join(formula.replace("$", "").upper().split()))
    if found is None or not (_rounds(form, found) and _scales(form, found) and _caps(form, found)):
        return False
    column, own = _place(submission.total)
    scores = _spans(found["scores"], column)
    bonuses = _spans(found["bonus"] or found["capped"] or "", column)
    if _times([*scores, *bonuses], own):
        return False
    return all(_adds(answer, column, scores, bonuses) for answer in submission.answers if _is_summed(answer))


def _adds(answer: Answer, column: str, scores: list[range], bonuses: list[range]) -> bool:
    at, row = _place(answer.score)
    where = [*scores, *bonuses] if answer.asked.item.rule.is_bonus else scores
    return at == column and _times(where, row) == 1 == _times([*scores, *bonuses], row)


def _rounds(form: Form, found: re.Match[str]) -> bool:
    times, decimals = found["rounds"].count("ROUND("), [int(one) for one in re.findall("[0-9]+", found["to"])]
    if times != len(decimals):
        return False
    # What comes before the last rounding only takes away the noise of the computer's numbers.
    return not times or min(decimals) == decimals[-1] == form.catalog.decimals


def _scales(form: Form, found: re.Match[str]) -> bool:
    if found["full"] is None:
        return True
    # On the points that apply, the form's own scale gives all the points again.
    right = rounded(Decimal(found["full"]), form.catalog.decimals) == counted(form, Decimal(found["left"]))
    return right and bool(found["rounds"])


def _caps(form: Form, found: re.Match[str]) -> bool:
    return found["most"] is None or Decimal(found["most"]) == form.catalog.bonus_at_most


def _spans(areas: str, column: str) -> list[range]:
    """Give the rows of each area of one column; none at all where something else is summed as well."""
    found = [_AREA.fullmatch(area) for area in areas.split(",")]
    known = [one for one in found if one is not None and {one[1], one[3] or one[1]} == {column}]
    if len(known) < len(found):
        return []
    ends = [sorted((int(one[2]), int(one[4] or one[2]))) for one in known]
    return [range(first, last + 1) for first, last in ends]


def _times(spans: list[range], row: int) -> int:
    return sum(row in span for span in spans)


def _place(cell: Cell) -> tuple[str, int]:
    column = cell.address.rstrip("0123456789")
    return column, int(cell.address.removeprefix(column))


def _is_summed(answer: Answer) -> bool:
    stated = _is_stated(answer) or answer.asked.not_applicable is NotApplicable.FULL
    return bool(answer.score.address) and answer.asked.not_applicable not in _LEFT_OUT and stated


def _is_stated(answer: Answer) -> bool:
    return answer.asked.item.rule.cell_reads is None


_LEFT_OUT = frozenset({NotApplicable.DROP, NotApplicable.RESCALE})


def _sums(form: Form, submission: Submission) -> list[Decimal]:
    """Give every sum that is right, last the one that counts.

    The sheet's own sum leaves out numbers stored as text, which are told where they stand.
    """
    scores = score(submission)
    entered = [one for one in submission.answers if one.score.number is not None and _is_stated(one)]
    read_as_numbers = [one for one in entered if not one.score.value.normalised]
    sums = [(_added(some, bonus=False), _added(some, bonus=True)) for some in (entered, read_as_numbers)]
    total = None if scores is None else scores.total
    counting = [counted(form, *one) for one in sums]
    return [*(base + bonus for base, bonus in sums), *counting, *([] if total is None else [total])]


def _added(answers: list[Answer], *, bonus: bool) -> Decimal:
    numbers = (one.score.number for one in answers if one.asked.item.rule.is_bonus is bonus)
    return sum((number for number in numbers if number is not None), Decimal(0))

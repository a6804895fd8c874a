"""Words about what was done that name another number than the form's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from scoresheet.checking.claims import Subject, claim
from scoresheet.checking.narrative import Count, Doubt, counts
from scoresheet.checking.running import ITEMS, Problem, Severity, check
from scoresheet.checking.stated import (
    any_score,
    applicable,
    count_inputs,
    is_count,
    is_measured,
    statement_is_contradicted,
    target_words,
)
from scoresheet.language import Text, same
from scoresheet.quoting import quoted, shown
from scoresheet.submission import Answer, Cell, MeasureAnswer, Submission
from scoresheet.titles import DEDUCTIONS, MEASURES, TITLES, Column


@check(
    code="R106",
    title=Text("完成情况与数字不一致", "Words and numbers disagree"),
    severity=Severity.WARNING,
    why=Text(
        "文字说一个数，表里填另一个数，审核时不知道以哪个为准。",
        "The words name one number and the form another; a reviewer can't tell which of them holds.",
    ),
    remedy=Text(
        "请核对文字和数字，把有误的一处改过来；两处都没有错的不必修改。",
        "Please check both and correct the one that is wrong; if neither is, nothing need be done.",
    ),
    bad="""\
        | 编号 | 分值 | 自查得分 | 完成情况    | 未完成情况说明 |
        | 1    | 3    | 3        | 开展活动2次 |                |

        量化指标完成数
        | 编号         | 指标 | 目标数 | 实际完成数 |
        | 1/activities | 活动 | 3      | 3          |
        """,
    good="""\
        | 编号 | 分值 | 自查得分 | 完成情况                | 未完成情况说明 |
        | 1    | 3    | 3        | 计划开展3次，实际开展3次 |                |

        量化指标完成数
        | 编号         | 指标 | 目标数 | 实际完成数 |
        | 1/activities | 活动 | 3      | 3          |
        """,
)
def narrative_contradicts_number(submission: Submission) -> Iterator[Problem]:
    """Find the one clear number in the words about an item that its measure, its score or its register denies."""
    if submission.form is None:
        return
    period = submission.form.catalog.round.label
    is_settled = not statement_is_contradicted(submission)
    for answer in applicable(submission):
        for measure in answer.measures:
            said = _said(answer, measure, period)
            if said is not None and not _is_named(answer, measure):
                yield from _measure_problem(answer, measure, said)
        if is_settled:
            yield from _register_problem(submission, answer, period)


def _said(answer: Answer, measure: MeasureAnswer, period: str) -> Count | None:
    """Give what 完成情况 says was achieved; None where 未完成情况说明 speaks of such numbers too."""
    if not answer.done.text or answer.done.formula is not None or measure.asked.measure.is_question:
        return None
    subject, others = _subject(measure), [_subject(one) for one in answer.measures if one is not measure]
    explained = counts(answer.reason.text, subject.unit, period)
    if any(one.doubt is not Doubt.AIM for one in explained):
        return None
    return claim(answer.done.text, subject, others, period)


def _subject(measure: MeasureAnswer) -> Subject:
    return Subject(measure.asked.measure.name, measure.asked.measure.unit)


def _measure_problem(answer: Answer, measure: MeasureAnswer, said: Count) -> Iterator[Problem]:
    item = answer.asked.item
    full = not item.rule.computes and answer.score.number == item.points
    if not all(is_measured(measure, cell) for cell in measure.inputs):
        return
    is_blank = all(cell.is_blank for cell in measure.inputs)
    misses = measure.asked.goal.met_by(said.number) is False
    if full and misses and (is_blank or measure.met):
        yield _claimed_in_full(answer, measure, said, is_blank=is_blank)
    elif (
        _differs(measure, said)
        and not (full and measure.met is False)
        and not _stops_at_target(answer, measure, said)
    ):
        yield _other_number(answer, measure, said)


def _is_named(answer: Answer, measure: MeasureAnswer) -> bool:
    """Tell whether the words give the entered number under the measure's own name, whatever else they count."""
    number = measure.actual.number
    named = (
        "" if number is None else f"{measure.asked.measure.name}{shown(number)}{measure.asked.measure.unit}"
    )
    return bool(named) and named in "".join(answer.done.text.split())


def _differs(measure: MeasureAnswer, said: Count) -> bool:
    if measure.number is None:
        return False
    apart = abs(Fraction(measure.number) - Fraction(said.number))
    # A rate is written with as many decimals as its writer thinks fit.
    last_place = Fraction(Decimal(1).scaleb(_exponent(said.number)))
    return apart >= last_place if said.unit in _PERCENT else apart > 0


_PERCENT = {"%", "％"}


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def _stops_at_target(answer: Answer, measure: MeasureAnswer, said: Count) -> bool:
    """Tell whether the number is the target itself and the words say more: then nothing is claimed that isn't so."""
    goal = measure.asked.goal
    stops = measure.number is not None and measure.number == goal.target
    return stops and goal.met_by(said.number) is True and not answer.asked.item.rule.computes


def _claimed_in_full(answer: Answer, measure: MeasureAnswer, said: Count, *, is_blank: bool) -> Problem:
    words, target = quoted(said.words), target_words(measure.asked.goal, measure.asked.measure.unit)
    number = _number(measure)
    entered = (
        Text("", "")
        if is_blank
        else Text(f"完成数却填{number.zh}，", f"the number is given as {number.en}; ")
    )
    return Problem(
        Text(
            f"{ITEMS}完成情况写{words}，目标是{target.zh}，{entered.zh}{'却' if is_blank else ''}填满分。",
            f"Full points are given for {ITEMS}, but the words say {words}; {entered.en}the target is {target.en}.",
        ),
        cells=(answer.done, answer.score, *measure.inputs),
        item=answer.id,
        found=same(words),
        allowed=target,
        score_between=any_score(answer),
    )


def _other_number(answer: Answer, measure: MeasureAnswer, said: Count) -> Problem:
    words, number, name = quoted(said.words), _number(measure), measure.asked.measure.name
    return Problem(
        Text(
            f"{ITEMS}完成情况写{words}，“{MEASURES.zh}”中“{name}”填的是{number.zh}。",
            f"The words about {ITEMS} say {words}, but “{name}” is given as {number.en} on the sheet “{MEASURES.en}”.",
        ),
        cells=(answer.done, *measure.inputs),
        item=answer.id,
        found=same(words),
        allowed=number,
        score_between=any_score(answer) if answer.asked.item.rule.computes else None,
    )


def _number(measure: MeasureAnswer) -> Text:
    entered = "/".join(shown(cell.number) for cell in measure.inputs if cell.number is not None)
    unit = "" if measure.is_rate else measure.asked.measure.unit
    return Text(f"{entered}{unit}", f"{entered} {unit}".rstrip())


_EVENT_UNIT = "起"


def _register_problem(submission: Submission, answer: Answer, period: str) -> Iterator[Problem]:
    """Find a number of events in the words that is neither the registered one nor a part of it."""
    registered = _registered(submission, answer)
    if not registered:
        return
    found = [
        (column, cell, said)
        for column, cell in ((Column.DONE, answer.done), (Column.REASON, answer.reason))
        if cell.formula is None
        for said in counts(cell.text, _EVENT_UNIT, period)
    ]
    numbers = {said.number for _, _, said in found}
    if len(numbers) != 1 or len({column for column, _, _ in found}) != len(found):
        return
    if not all(_is_of_the_register(said, cell.text, any(registered)) for _, cell, said in found):
        return
    if numbers <= {sum(registered, Decimal(0)), *registered}:
        return
    yield _other_count(answer, *found[0], sum(registered, Decimal(0)))


def _registered(submission: Submission, answer: Answer) -> tuple[Decimal, ...]:
    """Give the registered counts; none where one is missing or can't be used."""
    counted = [entry.cell for entry in count_inputs(answer)]
    if not all(is_count(cell) for cell in counted):
        return ()
    numbers = [Decimal(0) if cell.is_blank and submission.none_declared else cell.number for cell in counted]
    return tuple(number for number in numbers if number is not None) if None not in numbers else ()


def _is_of_the_register(said: Count, text: str, has_events: bool) -> bool:
    """Tell whether a count is of events that cost points, not of all that happened or were dealt with."""
    return said.doubt is None and "发生" in said.about and (has_events or bool(_DEDUCTED.search(text)))


_DEDUCTED = re.compile("(?<![不未免没])扣")


def _other_count(answer: Answer, column: Column, cell: Cell, said: Count, registered: Decimal) -> Problem:
    words, number = quoted(said.words), shown(registered)
    return Problem(
        Text(
            f"{ITEMS}{TITLES[column].zh}写{words}，“{DEDUCTIONS.zh}”中登记的合计是{number}起。",
            f"The words about {ITEMS} say {words}, but {number} events are registered on the sheet “{DEDUCTIONS.en}”.",
        ),
        cells=(cell, *(entry.cell for entry in count_inputs(answer))),
        item=answer.id,
        found=same(words),
        allowed=Text(f"{number}起", number),
        score_between=any_score(answer),
    )

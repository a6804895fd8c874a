"""V110: an achieved number is blank."""

from __future__ import annotations

from dataclasses import replace

import samples
import tables
from scoresheet.checking.running import Severity, grouped, run
from scoresheet.checks.v110_blank_measure import blank_measure
from scoresheet.language import Locale
from scoresheet.submission import MeasureAnswer

BOTH_BLANK = """
量化指标完成数
| 编号         | 指标 | 目标数 | 实际完成数 |
| 1/activities | 活动 | 3      |            |
| 2/trained    | 培训 | 40     |            |
"""


def test_numbers_of_any_kind_are_left_alone() -> None:
    """What stands there, be it words, is not blank."""
    table = BOTH_BLANK.replace("| 3      |            |", "| 3      | 约3次 |").replace(
        "| 40     |            |", "| 40 | 40 |"
    )

    assert tables.found_by(blank_measure, table) == []


def test_a_sheet_that_was_not_found_is_left_alone() -> None:
    """Where there are no cells none is blank."""
    made = samples.submission()
    for answer in made.answers:
        measures = tuple(MeasureAnswer(one.asked) for one in answer.measures)
        made = samples.with_answer(made, answer.id, measures=measures)

    assert tables.found_by(blank_measure, made) == []


def test_a_blank_number_is_a_notice() -> None:
    """The form is accepted without it."""
    table = BOTH_BLANK.replace("| 40     |            |", "| 40 | 40 |")
    (finding,) = tables.findings(table)

    assert tables.found_by(blank_measure, table) == [("E5", "第1项没有填完成数。")]
    assert finding.severity is Severity.NOTICE


def test_a_sheet_left_blank_is_told_once() -> None:
    """Where no number is given at all it is one notice with all cells, not one for each item."""
    assert tables.found_by(blank_measure, BOTH_BLANK) == [("E5 E6", "完成数都没有填。")]


def test_several_blanks_are_one_line() -> None:
    """Items with blanks are told together."""
    made = tables.read_submission(BOTH_BLANK)
    asked = made.answers[0].measures[0]
    filled = MeasureAnswer(asked.asked, samples.cell("量化指标完成数", "E9", "3"))
    made = samples.with_answer(made, "3", measures=(filled,))
    (group,) = grouped(run(made))

    assert group.message(Locale.ZH) == "第1、2项没有填完成数。"
    assert group.cells == ("E5", "E6")


def test_where_errors_can_t_be_told_from_blanks_the_sentence_says_so() -> None:
    """In a format that shows an error value as a blank it may have been either."""
    made = tables.read_submission(BOTH_BLANK)
    hidden = replace(made, source=replace(made.source, shows_errors=False))
    said = "（也可能是错误值，这种格式里看不出来）。"

    assert tables.found_by(blank_measure, hidden) == [("E5 E6", f"完成数都没有填{said}")]
    one = samples.with_answer(hidden, "2", measures=samples.submission().answers[1].measures)
    assert tables.found_by(blank_measure, one) == [("E5", f"第1项没有填完成数{said}")]

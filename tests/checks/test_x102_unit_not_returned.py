"""X102: a unit returned nothing."""

from __future__ import annotations

import samples
import tables
from scoresheet.catalog.model import Round
from scoresheet.checks.x102_unit_not_returned import unit_not_returned
from scoresheet.returns import settle
from scoresheet.submission import Fault, FaultKind, Mark

ALL_BUT_TWO = """
| 文件        | 内容     |
| 旺苍县.xlsx | 填好的表 |
| 利州区.xlsx | 填好的表 |
"""


def test_units_with_a_return_are_left_alone() -> None:
    """Whether the return is a good one does not matter here."""
    table = ALL_BUT_TWO + "| 苍溪县.xlsx | 第2项得分9 |"

    assert tables.found_in_round(unit_not_returned, tables.read_returns(table)) == []


def test_a_unit_in_conflict_has_returned() -> None:
    """Two returns are not none."""
    table = ALL_BUT_TWO + "| 苍溪县.xlsx | 第2项得分4 |\n| 苍溪县（2）.xlsx | 第2项得分3 |"

    assert tables.found_in_round(unit_not_returned, tables.read_returns(table)) == []


def test_a_form_of_another_round_is_its_own_finding() -> None:
    """The unit is told that its form is of another round, not that it sent nothing."""
    table = ALL_BUT_TWO + "| 苍溪县.xlsx | 2014年1—6月的表 |"

    assert tables.found_in_round(unit_not_returned, tables.read_returns(table)) == []


def test_contradictory_marks_are_their_own_finding() -> None:
    """A unit whose form carries the marks of two rounds has sent something."""
    made = samples.submission(faults=(Fault(FaultKind.CONTRADICTORY_IDENTITY, mark=Mark.ROUND),))
    found = tables.found_in_round(unit_not_returned, settle(samples.catalog(), [made]))

    assert [unit for unit, _ in found] == ["510821", "510802"]


def test_unit_and_due_date_are_told() -> None:
    """The sentence names the unit and the day on which the form was due."""
    assert tables.found_in_round(unit_not_returned, tables.read_returns(ALL_BUT_TWO)) == [
        ("510824", "没有收到苍溪县的自查评分表（报送期限2014年11月28日）。")
    ]


def test_without_a_due_date_none_is_told() -> None:
    """All units are told where nothing came at all."""
    returns = settle(samples.catalog(round=Round("2014-11", "2014年1—11月")), [])

    assert [message for _, message in tables.found_in_round(unit_not_returned, returns)] == [
        "没有收到苍溪县的自查评分表。",
        "没有收到旺苍县的自查评分表。",
        "没有收到利州区的自查评分表。",
    ]


def test_a_file_that_can_not_be_read_is_nobody_s_return() -> None:
    """Whose damaged file it is can't be told, so the unit is still asked for its form."""
    damaged = samples.submission(form=None, answers=(), faults=(Fault(FaultKind.DAMAGED),))

    assert len(tables.found_in_round(unit_not_returned, settle(samples.catalog(), [damaged]))) == 3

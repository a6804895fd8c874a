"""S112: columns were moved against one another."""

from __future__ import annotations

import samples
import tables
from scoresheet.checks.s112_moved_cells import moved_cells
from scoresheet.language import Text
from scoresheet.submission import Fault, FaultKind
from scoresheet.titles import SCORES


def test_other_faults_are_left_to_their_own_checks() -> None:
    """Each fault is reported by one check alone."""
    others = tuple(Fault(kind) for kind in FaultKind if kind is not FaultKind.MOVED_CELLS)

    assert tables.found_by(moved_cells, samples.submission(faults=others)) == []


def test_what_reading_found_is_the_sentence() -> None:
    """The cause is told once; a score of such a table can't be let stand."""
    cell = samples.cell(SCORES.zh, "B5", "按期换届。")
    fault = Fault(
        FaultKind.MOVED_CELLS, (cell,), detail=Text("编号与考核内容对不上", "ids and texts don't fit")
    )

    assert tables.found_by(moved_cells, samples.submission(faults=(fault,))) == [
        ("B5", "编号与考核内容对不上。")
    ]
    assert not moved_cells.acceptable

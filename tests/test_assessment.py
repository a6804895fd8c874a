"""One run over an inbox."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import samples
from scoresheet.assessment import Assessment, FileResult, FileStatus, UnitStatus, assess
from scoresheet.catalog.form import form_for
from scoresheet.checking.running import Severity
from scoresheet.language import Text
from scoresheet.submission import Fault, FaultKind, Source, Submission
from scoresheet.titles import SCORES

CATALOG = samples.catalog()


def sent(unit: int, score: str = "4", *, path: str | None = None, **changes: object) -> Submission:
    """Give a return of a unit with this score for its second item."""
    named = path or f"{CATALOG.units[unit].name}.xlsx"
    made = samples.submission(form_for(CATALOG, CATALOG.units[unit]), {"2": score}, path=named, sha256=named)
    return replace(made, **changes)  # type: ignore[arg-type]  # the tests' own fields


def all_but(*submissions: Submission) -> Assessment:
    """Give the assessment of these returns and good ones of the second and third unit."""
    return assess(CATALOG, [*submissions, sent(1), sent(2)])


def statuses(made: Assessment) -> list[UnitStatus]:
    """Give the status of each unit."""
    return [unit.status for unit in made.units]


def files(made: Assessment) -> dict[str, FileStatus]:
    """Give the status of each file."""
    return {file.path: file.status for file in made.files}


def test_good_returns_are_accepted() -> None:
    """Every unit and file is accepted, scores are computed, nothing is found."""
    made = all_but(sent(0))

    assert statuses(made) == [UnitStatus.ACCEPTED] * 3
    assert set(files(made).values()) == {FileStatus.ACCEPTED}
    assert made.findings == ()
    assert made.units[0].scores.total == Decimal("25.00")
    assert made.clean(strict=True)


def test_a_fault_is_the_unit_s_to_mend() -> None:
    """A blank score keeps the unit out until it is filled in."""
    made = all_but(sent(0, ""))

    assert statuses(made)[0] is UnitStatus.NEEDS_FIX
    assert files(made)["苍溪县.xlsx"] is FileStatus.NEEDS_FIX
    assert [finding.code for finding in made.findings_of("510824")] == ["V101"]
    assert made.units[0].scores.total is None
    assert not made.clean()


def test_a_warning_does_not_block() -> None:
    """A unit with a warning is accepted, unless strictness is asked for."""
    returned = samples.with_answer(sent(0), "1", done=samples.cell(SCORES.zh, "E5"))
    made = all_but(returned)

    assert statuses(made)[0] is UnitStatus.ACCEPTED
    assert made.count(Severity.WARNING) == 1
    assert made.clean()
    assert not made.clean(strict=True)


def test_a_unit_that_sent_nothing_is_missing() -> None:
    """Its finding is there although it has no file."""
    made = assess(CATALOG, [sent(1), sent(2)])

    assert made.units_with(UnitStatus.MISSING) == (made.units[0],)
    assert [(one.code, one.file) for one in made.findings_of("510824")] == [("X102", None)]
    assert not made.clean()


def test_in_a_conflict_each_file_keeps_its_own_verdict() -> None:
    """The unit waits for a decision; its good file is accepted, its bad one needs correction."""
    made = all_but(sent(0), sent(0, "9", path="b.xlsx"))

    assert statuses(made)[0] is UnitStatus.CONFLICT
    assert made.units[0].submission is None
    assert files(made)["苍溪县.xlsx"] is FileStatus.ACCEPTED
    assert files(made)["b.xlsx"] is FileStatus.NEEDS_FIX
    assert {one.code for one in made.findings_of("510824")} == {"V104", "X101"}


def test_copies_are_not_checked_again() -> None:
    """The faults of a file that is counted once are told once."""
    made = all_but(sent(0, ""), sent(0, "", path="苍溪县（副本）.xlsx"))

    assert files(made)["苍溪县（副本）.xlsx"] is FileStatus.DUPLICATE
    assert [one.code for one in made.findings] == ["V101"]


def test_the_newest_is_taken_where_that_is_asked_for() -> None:
    """The older file is superseded and its faults are not told."""
    older = sent(0, "9")
    newer = sent(0, path="b.xlsx")
    newer = replace(newer, source=replace(newer.source, mtime=1.0))
    made = assess(CATALOG, [older, newer, sent(1), sent(2)], prefer_newest=True)

    assert files(made)["苍溪县.xlsx"] is FileStatus.SUPERSEDED
    assert made.findings == ()


def test_a_form_of_another_round_leaves_the_unit_missing() -> None:
    """The file is told what it is; the unit is not told that it sent nothing."""
    made = all_but(sent(0, "", faults=(Fault(FaultKind.OTHER_ROUND),)))

    assert statuses(made)[0] is UnitStatus.MISSING
    assert [one.code for one in made.findings] == ["I104"]


@pytest.mark.parametrize(
    ("kind", "status"),
    [(FaultKind.DAMAGED, FileStatus.UNREADABLE), (FaultKind.NOT_OUR_FORM, FileStatus.UNIDENTIFIED)],
)
def test_files_of_nobody_are_listed(kind: FaultKind, status: FileStatus) -> None:
    """They have a status, a reason and a finding, and the run is not clean."""
    stray = Submission(Source("x.pdf", "x", "pdf"), faults=(Fault(kind),))
    made = all_but(sent(0), stray)

    (file,) = (one for one in made.files if one.path == "x.pdf")
    assert (file.status, file.unit) == (status, None)
    assert file.reason.zh
    assert len(made.findings_of(None)) == 1
    assert not made.clean()


def test_what_was_set_aside_is_listed_among_the_files() -> None:
    """Attachments have their line and change nothing; files stand by path."""
    photo = FileResult("a.jpg", "0", "jpeg", None, FileStatus.ATTACHMENT, Text("附件", "attachment"))
    made = assess(CATALOG, [sent(0), sent(1), sent(2)], set_aside=[photo])

    assert [file.path for file in made.files] == sorted(file.path for file in made.files)
    assert files(made)["a.jpg"] is FileStatus.ATTACHMENT
    assert made.clean()


def test_findings_stand_by_unit_item_and_cell() -> None:
    """The order is that of the catalog, whatever the order of the files."""
    made = assess(CATALOG, [sent(2, ""), sent(0, "9"), sent(1, "")])
    bad = replace(sent(0, "9"), answers=tuple(reversed(sent(0, "9").answers)))

    assert [one.unit for one in made.findings] == ["510824", "510821", "510802"]
    assert all_but(bad).findings == all_but(sent(0, "9")).findings


@pytest.mark.parametrize("words", [*UnitStatus, *FileStatus])
def test_every_status_has_its_words(words: UnitStatus | FileStatus) -> None:
    """Both languages have a word for it, and it is not 审核, which is the departments' act."""
    assert words.word.zh
    assert words.word.en
    assert "审核" not in words.word.zh

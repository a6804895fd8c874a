"""Findings that the office lets stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import samples
from scoresheet.assessment import Assessment, UnitStatus, assess
from scoresheet.catalog.form import form_for
from scoresheet.checking.running import Severity, all_checks
from scoresheet.decision import Acceptance, Decisions
from scoresheet.submission import Submission
from scoresheet.titles import SCORES

CATALOG = samples.catalog()
DAY = date(2014, 11, 26)


def acceptance(code: str, item: str | None = None) -> Acceptance:
    """Give an acceptance for the first unit."""
    return Acceptance("510824", code, item, "见佐证材料", "李四", DAY)


def assessed(submission: Submission, *acceptances: Acceptance) -> Assessment:
    """Assess a return of the first unit, with good ones of the others."""
    others = [samples.submission(form_for(CATALOG, unit), path=unit.name) for unit in CATALOG.units[1:]]
    return assess(CATALOG, [submission, *others], decisions=Decisions(acceptances=acceptances))


def told(made: Assessment) -> list[tuple[str, Severity, str | None]]:
    """Give code, severity and item of every finding."""
    return [(one.code, one.severity, one.item) for one in made.findings]


WITHOUT_REASONS = samples.submission(scores={"1": "2", "2": "3"})


def test_without_an_acceptance_a_finding_stays() -> None:
    """Each missing reason is to be mended."""
    assert told(assessed(WITHOUT_REASONS)) == [("E101", Severity.ERROR, "1"), ("E101", Severity.ERROR, "2")]


def test_an_accepted_finding_keeps_code_and_place_and_asks_for_nothing() -> None:
    """It says who verified it and why; the other finding is to be mended as before."""
    made = assessed(WITHOUT_REASONS, acceptance("E101", "2"))
    (finding,) = (one for one in made.findings if one.item == "2")

    assert told(made) == [("E101", Severity.ERROR, "1"), ("E101", Severity.NOTICE, "2")]
    assert (finding.cells, finding.remedy.zh) == (("F6",), "")
    assert finding.pattern.zh.endswith("已核实：见佐证材料（李四，2014-11-26）。")
    assert finding.accepted == acceptance("E101", "2")
    assert made.units[0].status is UnitStatus.NEEDS_FIX


def test_a_unit_whose_findings_are_all_accepted_is_accepted() -> None:
    """One acceptance without an item stands for all findings of its code."""
    made = assessed(WITHOUT_REASONS, acceptance("E101"))

    assert made.units[0].status is UnitStatus.ACCEPTED
    assert made.clean(strict=True)
    assert [(one.done, one.words.zh) for one in made.effects] == [(True, "2处按核实结果保留")]


def test_a_warning_can_be_accepted() -> None:
    """Strictness is content then, too."""
    submission = samples.with_answer(samples.submission(), "1", done=samples.cell(SCORES.zh, "E5"))

    assert not assessed(submission).clean(strict=True)
    assert assessed(submission, acceptance("E102", "1")).clean(strict=True)


def test_another_unit_s_findings_are_not_touched() -> None:
    """An acceptance is about one unit."""
    other = Acceptance("510821", "E101", None, "见佐证材料", "李四", DAY)

    assert told(assessed(WITHOUT_REASONS, other))[:2] == told(assessed(WITHOUT_REASONS))


@pytest.mark.parametrize(
    ("submission", "code", "words"),
    [
        (samples.submission(), "E101", "没有发现这样的问题，可能已经改好"),
        (WITHOUT_REASONS, "E102", "没有发现这样的问题，可能已经改好"),
        (samples.submission(scores={"2": ""}), "V101", "这里是“须更正”，要更正后才能计分，不能只作核实"),
        (samples.submission(scores={"2": "４"}), "V103", "这里只是提示，不需要核实"),
    ],
    ids=["nothing to accept", "another finding", "no score", "a note"],
)
def test_an_acceptance_that_fits_nothing_is_told(submission: Submission, code: str, words: str) -> None:
    """It leaves every finding as it is, and a finding of the round says so."""
    made = assessed(submission, acceptance(code))

    assert [(one.done, one.words.zh) for one in made.effects] == [(False, words)]
    assert [one for one in told(made) if one[0] != "X103"] == told(assessed(submission))
    assert ("X103", Severity.WARNING, None) in told(made)


def test_only_findings_that_leave_a_score_of_use_can_be_accepted() -> None:
    """No fatal finding, no note, nothing about the round, no score that is missing or of no use."""
    acceptable = [one for one in all_checks() if one.acceptable]

    assert {one.code for one in acceptable} & UNUSABLE == set()
    assert all(one.run is not None for one in acceptable)
    assert not any(one.accepts(Severity.FATAL) or one.accepts(Severity.NOTICE) for one in all_checks())


UNUSABLE = {"V101", "V102", "V104", "S102", "S103", "S104", "S109", "X101", "X102", "X103"}


def test_the_guide_names_every_error_that_can_be_accepted() -> None:
    """In both of its languages."""
    guide = (Path(__file__).parents[2] / "docs" / "decisions-file.md").read_text(encoding="utf-8")
    chinese, english = guide.split("# Decisions: ")

    for check in all_checks():
        if check.acceptable and check.severity is Severity.ERROR:
            assert check.code in chinese, check.code
            assert check.code in english, check.code


def test_a_finding_worse_than_its_check_is_not_accepted() -> None:
    """A warning that has become an error elsewhere needs correcting there."""
    (check,) = (one for one in all_checks() if one.code == "V108")

    assert check.accepts(Severity.WARNING)
    assert not check.accepts(Severity.ERROR)

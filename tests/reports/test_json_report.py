"""The JSON report follows its schema to the letter."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rankings
from assessments import HOSTILE, assessment, file, finding, mixed, without_return
from scoresheet.assessment import FileStatus, UnitStatus
from scoresheet.checking.running import Severity
from scoresheet.inert import legible
from scoresheet.language import Locale, same
from scoresheet.reports.json_report import render

KEYS = {
    "": ["schema", "catalog", "totals", "units", "files", "findings", "pending_items", "decisions"],
    "catalog": ["id", "title", "round", "digest"],
    "totals": ["units", "accepted", "needs_fix", "conflict", "missing", "errors", "warnings", "notices"],
    "units": ["id", "name", "group", "status", "file", "max_score", "self_score", "self_scores", "not_applicable",
              "bonus", "converted_score", "grade", "grade_open", "differences"],
    "files": ["path", "sha256", "format", "unit", "reason", "status"],
    "findings": ["code", "severity", "unit", "file", "sheet", "cells", "item", "message", "found", "allowed", "remedy",
                 "accepted"],
}  # fmt: skip


def parsed(data: bytes) -> Any:
    """Read a report."""
    return json.loads(data.decode("utf-8"))


def test_accepted_round_has_no_findings() -> None:
    """Where nothing is to be mended, findings and files are empty lists and every unit is accepted."""
    report = parsed(render(assessment()))
    assert report["findings"] == report["files"] == []
    assert {unit["status"] for unit in report["units"]} == {"accepted"}
    assert report["totals"]["errors"] == report["totals"]["warnings"] == report["totals"]["notices"] == 0


def test_keys_stand_in_the_order_of_the_schema() -> None:
    """Every object has exactly its keys, in their order."""
    report = parsed(render(mixed()))
    assert report["schema"] == "scoresheet-report/1"
    assert list(report) == KEYS[""]
    for part in ("catalog", "totals"):
        assert list(report[part]) == KEYS[part]
    for part in ("units", "files", "findings"):
        assert report[part]
        assert all(list(one) == KEYS[part] for one in report[part])


def test_bytes_are_stable_and_readable() -> None:
    """The same results give the same bytes: UTF-8 with Chinese as such, indented, with a line end at the end."""
    data = render(mixed())
    assert data == render(mixed())
    assert data.startswith(b'{\n  "schema"')
    assert data.endswith(b"}\n")
    assert "苍溪县".encode() in data
    assert b"\r" not in data


def test_scores_are_strings_with_the_catalogs_decimals() -> None:
    """A score is a string, with as many decimals as the catalog says; the maximum is as short as can be."""
    unit = parsed(render(assessment()))["units"][0]
    assert unit["self_score"] == "25.00"
    assert unit["self_scores"] == {"1": "3.00", "2": "4.00", "3": "1.50", "4": "1.50", "5": "15.00"}
    assert unit["max_score"] == "25"


def test_without_bonus_scale_and_grades_their_keys_are_null() -> None:
    """What a catalog doesn't have isn't 0, and nothing is pending."""
    report = parsed(render(assessment()))
    keys = ("bonus", "converted_score", "grade", "grade_open")
    assert {unit[key] for unit in report["units"] for key in keys} == {None}
    assert report["pending_items"] == []


@pytest.mark.parametrize(
    ("by_place", "grades", "pending"),
    [("5", [("优秀", None), (None, "tie"), (None, "tie")], []), (None, [(None, "pending")] * 3, ["4"])],
)
def test_bonus_conversion_and_grades(
    by_place: str | None, grades: list[tuple[str | None, str | None]], pending: list[str]
) -> None:
    """A capped bonus, the converted total and the grade stand at each unit, and why a grade is open."""
    bands = (rankings.grade("优秀", places=1), rankings.grade("良好", places=1), rankings.grade("合格"))
    made = rankings.catalog(
        [rankings.unit(name) for name in "abc"],
        grades=bands,
        convert_to=Decimal(1000),
        bonus_at_most=Decimal(2),
    )
    scores = {"1": "10", "2": "6.5", "3": "1.5", "4": by_place, "5": "1.5"}
    entered = [rankings.Entered(scores | {"6": bonus}, {}) for bonus in ("5", "0", "0")]
    report = parsed(render(rankings.round_of(made, entered)))
    assert [unit["bonus"] for unit in report["units"]] == ["2.00", "1.50", "1.50"]
    assert report["units"][0]["converted_score"] == ("1086.96" if by_place else "869.57")
    assert [(unit["grade"], unit["grade_open"]) for unit in report["units"]] == grades
    assert report["pending_items"] == pending


def test_negative_zero_is_zero() -> None:
    """A score that was rounded to nothing has no sign."""
    made = assessment()
    scores = replace(made.units[0].scores, items={"1": Decimal("-0.00")})
    made = replace(made, units=(replace(made.units[0], scores=scores),))
    assert parsed(render(made))["units"][0]["self_scores"] == {"1": "0.00"}


def test_blank_score_is_null() -> None:
    """A missing score is null, and so is the total; never 0."""
    unit = parsed(render(mixed()))["units"][0]
    assert unit["self_scores"]["1"] is None
    assert unit["self_scores"]["2"] == "4.00"
    assert unit["self_score"] is None
    assert unit["file"] == "inbox/苍溪县.xlsx"


@pytest.mark.parametrize("status", [UnitStatus.CONFLICT, UnitStatus.MISSING])
def test_unit_without_a_return_has_no_file_and_no_scores(status: UnitStatus) -> None:
    """Where no file speaks for a unit, file and every score are null."""
    made = assessment()
    made = replace(made, units=(without_return(made.catalog, 0, status),))
    unit = parsed(render(made))["units"][0]
    assert unit["status"] == status.value
    assert unit["file"] is None
    assert unit["self_score"] is None
    assert set(unit["self_scores"].values()) == {None}
    assert len(unit["self_scores"]) == 5


def test_totals_count_fatal_findings_as_errors() -> None:
    """Errors are all that must be mended."""
    totals = parsed(render(mixed()))["totals"]
    assert totals == {
        "units": 3, "accepted": 0, "needs_fix": 1, "conflict": 1, "missing": 1,
        "errors": 4, "warnings": 1, "notices": 1,
    }  # fmt: skip


def test_finding_has_message_and_texts_in_the_catalogs_language() -> None:
    """Sentences follow the locale; what has no words is an empty text, what has no place is null."""
    found = parsed(render(mixed(Locale.EN)))["findings"][-1]
    assert found["message"] == "The file is damaged and ends halfway."
    assert found["found"] == found["allowed"] == ""
    assert found["unit"] is found["sheet"] is found["item"] is None
    assert found["cells"] == []
    assert parsed(render(mixed()))["findings"][1]["message"] == "第1项没有填自查得分。"


def test_files_have_the_eight_statuses() -> None:
    """Each status is written by its own word."""
    files = tuple(file(f"{status.value}.xlsx", status) for status in FileStatus)
    report = parsed(render(assessment(files=files)))
    assert {one["status"] for one in report["files"]} == {
        "accepted", "needs_fix", "duplicate", "superseded",
        "unidentified", "unreadable", "attachment", "ignored",
    }  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_inert(text: str) -> None:
    """Hostile text comes out legible, with no escape sequence even once parsed."""
    made = assessment((finding(found=same(text), sheet=text, pattern=same(text)),))
    found = parsed(render(made))["findings"][0]
    assert found["found"] == found["sheet"] == found["message"] == legible(text)


@settings(max_examples=30)
@given(st.text(st.characters()), st.sampled_from(Severity))
def test_any_text_survives(text: str, severity: Severity) -> None:
    """Whatever was typed, the report is valid JSON that says what can be seen of it."""
    found = parsed(render(assessment((finding(severity=severity, found=same(text)),))))["findings"][0]
    assert found["found"] == legible(text)
    assert found["severity"] == severity.value

"""Knowing again what the program wrote itself."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import forms
import samples
from scoresheet.assessment import assess
from scoresheet.inbox.detect import FileType
from scoresheet.inbox.intake import Role, collect
from scoresheet.inbox.ours import PROPERTY, is_input, is_output, is_temporary_name, temporary_name
from scoresheet.ranking.ordering import rank
from scoresheet.reports import csv_report, html_report, json_report, problems_workbook, ranking_workbook

MADE = assess(samples.catalog(), [samples.submission()])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b'{"schema": "somebody else\'s"}',
        "编号,自查得分\r\n1,3\r\n".encode(),
        forms.form_of(samples.catalog()),
    ],
    ids=["empty", "broken", "json", "csv", "form"],
)
def test_what_others_wrote_is_not_ours(data: bytes) -> None:
    """An empty or broken file, another program's data and a form are no outputs."""
    assert not is_output(data)


@pytest.mark.parametrize(
    "data",
    [
        json_report.render(MADE),
        csv_report.render(MADE),
        html_report.render(MADE),
        problems_workbook.render(MADE),
        ranking_workbook.render(MADE, rank(MADE)),
    ],
    ids=["json", "csv", "page", "problems", "ranking"],
)
def test_every_output_is_known_again(data: bytes) -> None:
    """Each report carries what it is known by."""
    assert is_output(data)


def test_a_property_beyond_measure_is_not_read() -> None:
    """Only the beginning of the properties is looked at, so that a bomb costs nothing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("docProps/custom.xml", b" " * 10_000_000 + PROPERTY.encode())

    assert not is_output(buffer.getvalue())


@pytest.mark.parametrize(
    ("data", "suffix", "known"),
    [
        (b"catalog: x", ".yaml", True),
        (b"unit,1/activities\n", ".csv", True),
        ("\ufeff单位,1/activities\n".encode(), ".csv", True),
        ("编号,自查得分\n".encode(), ".csv", False),
        (b"unit,x", ".xlsx", False),
    ],
)
def test_the_clerk_s_own_inputs_are_known(data: bytes, suffix: str, known: bool) -> None:
    """Catalogs go by their suffix, tables of targets by their first title."""
    assert is_input(data, suffix) is known


def test_outputs_and_inputs_in_the_inbox_are_only_listed(tmp_path: Path) -> None:
    """A report or a catalog that lies among the returns is set aside with its reason."""
    (tmp_path / "r.json").write_bytes(json_report.render(MADE))
    (tmp_path / "indicators.yaml").write_bytes(b"catalog: x")

    found = {file.path.rpartition("/")[2]: file for file in collect([str(tmp_path)])}

    assert {file.role for file in found.values()} == {Role.IGNORED}
    assert found["r.json"].reason.zh == "本工具生成的结果，不是报送的表"
    assert found["indicators.yaml"].type is FileType.TEXT


def test_a_name_for_what_is_being_written_is_known_again_and_never_the_same() -> None:
    """Each is another one, and each is known as ours."""
    names = {temporary_name() for _ in range(100)}

    assert len(names) == 100
    assert all(is_temporary_name(name) for name in names)


@pytest.mark.parametrize(
    "name", ["苍溪县.tmp", ".~苍溪县.xlsx", "0123456789ab.tmp", ".0123456789ab.tmp.xlsx"]
)
def test_other_temporary_names_are_not_ours(name: str) -> None:
    """Only the very names that this program makes up are set aside unread."""
    assert not is_temporary_name(name)


def test_what_a_killed_run_left_behind_is_no_return(tmp_path: Path) -> None:
    """A result of which half was written is listed as such, not as a damaged return."""
    (tmp_path / temporary_name()).write_bytes(problems_workbook.render(MADE)[:1000])

    (found,) = collect([str(tmp_path)])

    assert found.role is Role.IGNORED
    assert found.reason.zh == "中断时没有写完的结果，未读取"

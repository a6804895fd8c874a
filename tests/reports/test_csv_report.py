"""The CSV opens in Excel and WPS as the list of findings."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import HOSTILE, assessment, finding, mixed
from scoresheet.inert import csv_field
from scoresheet.language import Locale, same
from scoresheet.reports.csv_report import render

TITLES = [
    "单位",
    "严重程度",
    "代码",
    "文件",
    "工作表",
    "位置",
    "考核项",
    "填报内容",
    "填报要求",
    "问题",
    "修改办法",
]
FOUND = TITLES.index("填报内容")


def rows(data: bytes) -> list[list[str]]:
    """Read a report as a spreadsheet program does."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_accepted_round_has_titles_alone() -> None:
    """Without findings the table has its line of titles and nothing else."""
    assert rows(render(assessment())) == [TITLES]


def test_bytes_are_what_excel_expects() -> None:
    """A byte order mark, CR LF at the end of each line, the same bytes each time."""
    data = render(mixed())
    assert data.startswith(b"\xef\xbb\xbf" + "单位,".encode())
    assert data.count(b"\r\n") == data.count(b"\n") == 7
    assert data == render(mixed())


def test_finding_is_one_line() -> None:
    """A finding says unit, severity, place, what stands there, what is asked and what to do."""
    made = assessment((finding(item="1-2", cells=("D5", "D5", "D7"), found=same("-3.5")),))
    assert rows(render(made))[1] == [
        "苍溪县", "须更正", "V101", "inbox/苍溪县.xlsx", "自查评分表", "D5、D7", "第1-2项", "-3.5",
        "0至3之间的数", "第1-2项没有填自查得分。", "请填自查得分，没有得分的填0。",
    ]  # fmt: skip


def test_finding_of_an_unknown_unit_has_blanks() -> None:
    """What isn't known is left blank."""
    assert rows(render(mixed()))[-1][:7] == ["", "无法受理", "F102", "inbox/坏.xlsx", "", "", ""]


def test_english_titles_and_sentences() -> None:
    """The catalog's language decides."""
    head, first, *_ = rows(render(mixed(Locale.EN)))
    assert head[:3] == ["Unit", "Severity", "Code"]
    assert first[1] == "note"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_inert(text: str) -> None:
    """Hostile text is no formula in any column."""
    made = assessment((finding(found=same(text), sheet=text, file=text, unit=text, pattern=same(text)),))
    for field in rows(render(made))[1]:
        assert field.lstrip()[:1] not in set("=+@＝＋－＠")
        assert field in {csv_field(text, Locale.ZH), *rows(render(assessment((finding(),))))[1]}


@settings(max_examples=50)
@given(st.text(st.characters()))
def test_any_text_survives(text: str) -> None:
    """Whatever was typed, it comes back from the file in its own column."""
    row = rows(render(assessment((finding(found=same(text)),))))[1]
    assert len(row) == len(TITLES)
    assert row[FOUND] == csv_field(text, Locale.ZH)

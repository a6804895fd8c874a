"""A round with decisions of every kind, from the files to every report."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import openpyxl
import pytest
from rich.console import Console

import samples
from scoresheet.assessment import Assessment, FileResult, FileStatus, UnitStatus, assess
from scoresheet.catalog.form import form_for
from scoresheet.decision import Acceptance, Correction, Decisions, Version
from scoresheet.language import NOTHING, same
from scoresheet.ranking.ordering import rank
from scoresheet.reports import json_report, problems_workbook, ranking_workbook, terminal
from scoresheet.returns.fields import SCORE
from scoresheet.returns.settling import Aside
from scoresheet.submission import Submission
from scoresheet.titles import SCORES

CATALOG = samples.catalog()
DAY = date(2014, 11, 26)
FIRST, SECOND, THIRD = (unit.id for unit in CATALOG.units)


def sent(unit: int, path: str, score: str = "4", reason: str | None = None) -> Submission:
    """Give a return of a unit with this score for its second item, and this explanation."""
    made = samples.submission(form_for(CATALOG, CATALOG.units[unit]), {"2": score}, path=path, sha256=path)
    return samples.with_answer(made, "2", reason=samples.cell(SCORES.zh, "F6", reason))


FILES = [
    sent(0, "苍溪县.xlsx"),
    sent(0, "苍溪县（最终）.xlsx", "3", "人员调整"),
    sent(1, "旺苍县.xlsx", "3"),
    sent(2, "利州区.xlsx", "3", "人员调整"),
]
CHOICE = Version(FIRST, "苍溪县（最终）.xlsx", "电话确认", "李四", DAY, same("第2行"))
CORRECTION = Correction(FIRST, "2", SCORE, "3", "2.5", DAY, "张三", "李四", place=same("第3行"))
ACCEPTANCE = Acceptance(SECOND, "E101", "2", "见佐证材料", "王五", DAY, same("第4行"))
IDLE = Correction(THIRD, "2", SCORE, "4", "2", DAY, "赵六", "李四", place=same("第5行"))
DECISIONS = Decisions((CHOICE,), (CORRECTION, IDLE), (ACCEPTANCE,))


def decided(decisions: Decisions = DECISIONS, files: list[Submission] | None = None) -> Assessment:
    """Give the assessment of the round."""
    return assess(CATALOG, files or FILES, decisions=decisions)


def printed(made: Assessment) -> str:
    """Give the report on a wide screen."""
    console = Console(file=io.StringIO(), width=160)
    terminal.render(made, console)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    """Give the cells of a workbook, sheet by sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets
    }


def test_decisions_settle_the_round() -> None:
    """The chosen version counts with its correction, the verified finding no longer blocks."""
    made = decided()

    assert [unit.status for unit in made.units] == [UnitStatus.ACCEPTED] * 3
    assert [str(unit.scores.items["2"]) for unit in made.units] == ["2.50", "3.00", "3.00"]
    assert made.clean()


def test_the_file_itself_stays_as_it_was() -> None:
    """A correction is laid over what was read; nothing that was read is changed."""
    before = [replace(file) for file in FILES]
    decided()

    assert before == FILES


def test_without_decisions_nothing_is_settled() -> None:
    """The same files leave a conflict and a finding."""
    made = decided(Decisions())

    assert [unit.status for unit in made.units] == [
        UnitStatus.CONFLICT,
        UnitStatus.NEEDS_FIX,
        UnitStatus.ACCEPTED,
    ]


def test_a_total_typed_before_the_correction_is_no_fault() -> None:
    """The unit added up what it had written; the correction changes both alike."""
    typed = replace(FILES[3], total=samples.cell(SCORES.zh, "D10", "24"))
    right = replace(IDLE, old="3")
    made = assess(CATALOG, [*FILES[:3], typed], decisions=replace(DECISIONS, corrections=(CORRECTION, right)))

    assert [one.code for one in made.findings_of(THIRD)] == ["X104"]


def test_a_total_that_was_wrong_before_the_correction_still_is() -> None:
    """The correction doesn't hide it."""
    typed = replace(FILES[3], total=samples.cell(SCORES.zh, "D10", "25"))
    right = replace(IDLE, old="3")
    made = assess(CATALOG, [*FILES[:3], typed], decisions=replace(DECISIONS, corrections=(CORRECTION, right)))

    assert [one.code for one in made.findings_of(THIRD)] == ["V106", "X104"]


def test_neither_the_order_of_files_nor_of_decisions_matters() -> None:
    """Every report has the same bytes."""
    expected = json_report.render(decided())
    shuffled = Decisions((CHOICE,), (IDLE, CORRECTION), (ACCEPTANCE,))

    for files in permutations(FILES):
        assert json_report.render(decided(shuffled, list(files))) == expected


def test_the_screen_tells_what_was_decided() -> None:
    """What had no effect first; each with who, when and why."""
    text = printed(decided())

    assert "【办公室认定】" in text
    lines = [line.strip() for line in text.splitlines() if line.startswith("  〔")]
    told = [line for line in lines if "〔更正登记" in line or "〔版本确认" in line or "〔已核实" in line]
    assert [line.partition("；")[0] for line in told] == [
        "〔更正登记，未起作用〕利州区 第2项自查得分：表中填的是3，不是登记的原值“4”",
        "〔版本确认〕苍溪县 以 苍溪县（最终）.xlsx 为准，不采用 苍溪县.xlsx",
        "〔更正登记〕苍溪县 第2项自查得分由3改为2.5",
        "〔已核实〕旺苍县 E101 第2项：1处按核实结果保留",
    ]
    assert "2014-11-26 张三来电，李四记录" in text
    assert "已核实：见佐证材料（王五，2014-11-26）。" in text


def test_the_screen_shows_a_conflict_field_by_field() -> None:
    """What each file says and where, and how to settle it."""
    text = printed(decided(Decisions()))

    assert "第2项 自查得分：苍溪县.xlsx 填4（D6）；苍溪县（最终）.xlsx 填3（D6）" in text
    assert "第2项 未完成情况说明：苍溪县.xlsx 填空白（F6）；苍溪县（最终）.xlsx 填“人员调整”（F6）" in text
    assert "--decisions" in text
    assert "单看这份：校验通过" in text


@pytest.mark.parametrize("count", [2, 40])
def test_the_screen_is_bounded(count: int) -> None:
    """A conflict of many files in many fields stays readable; the rest is counted."""
    files = [
        samples.submission(
            form_for(CATALOG, CATALOG.units[0]),
            {item: str(number) for item in "12345"},
            path=f"{number:02}.xlsx",
            sha256=str(number),
        )
        for number in range(count)
    ]
    made = assess(CATALOG, files)
    lines = [line for line in printed(made).splitlines() if "自查得分：" in line]

    assert len(lines) == 5
    assert all("05.xlsx" not in line for line in lines)


def test_json_tells_decisions_differences_and_acceptances() -> None:
    """For programs: each decision with what came of it, the accepted finding, the fields that differ."""
    report = json.loads(json_report.render(decided()))
    undecided = json.loads(json_report.render(decided(Decisions())))

    assert [(one["kind"], one["unit"], one["item"], one["done"]) for one in report["decisions"]] == [
        ("version", FIRST, None, True),
        ("correction", FIRST, "2", True),
        ("acceptance", SECOND, "2", True),
        ("correction", THIRD, "2", False),
    ]
    (accepted,) = (one for one in report["findings"] if one["accepted"])
    assert accepted["accepted"] == {"reason": "见佐证材料", "by": "王五", "date": "2014-11-26"}
    assert (accepted["code"], accepted["severity"]) == ("E101", "notice")
    assert undecided["decisions"] == []
    assert [(one["item"], one["field"]) for one in undecided["units"][0]["differences"]] == [
        ("2", "自查得分"),
        ("2", "未完成情况说明"),
    ]
    assert [one["text"] for one in undecided["units"][0]["differences"][0]["said"]] == ["4", "3"]


def test_the_list_of_problems_has_sheets_of_its_own_for_both() -> None:
    """One row for what each file says, one for each decision; no empty sheets."""
    told = sheets(problems_workbook.render(decided()))
    undecided = sheets(problems_workbook.render(decided(Decisions())))

    assert list(told) == ["问题清单", "报送情况", "文件清单", "办公室认定"]
    assert list(undecided) == ["问题清单", "报送情况", "文件清单", "版本差异"]
    assert undecided["版本差异"][3] == [
        "苍溪县",
        "第2项",
        "自查得分",
        "苍溪县.xlsx",
        "自查评分表 D6",
        "4",
    ]
    assert [row[1:3] for row in told["办公室认定"][3:]] == [
        ["版本确认", "已起作用"],
        ["更正登记", "已起作用"],
        ["已核实", "已起作用"],
        ["更正登记", "未起作用"],
    ]


def test_the_ranking_tells_what_was_corrected() -> None:
    """A sheet of its own, a word beside the unit, a sentence in the method."""
    made = decided()
    told = sheets(ranking_workbook.render(made, rank(made)))
    undecided = decided(Decisions())

    assert told["办公室认定"][5][1:4] == ["苍溪县", "更正登记", "第2项自查得分由3改为2.5"]
    (row,) = (row for row in told["报送情况"] if row[1] == "苍溪县" and row[2] == "校验通过" and row[0] == 1)
    assert "更正登记1处" in row[4]
    assert any("按电话更正登记改动后计分" in str(row[0]) for row in told["计分说明"])
    assert "办公室认定" not in sheets(ranking_workbook.render(undecided, rank(undecided)))


def test_an_attachment_stands_with_its_unit() -> None:
    """Whose it is was told from its name or folder; nothing else is changed."""
    photo = FileResult("苍溪县/1.jpg", "0", "image", None, FileStatus.ATTACHMENT, NOTHING)
    other = replace(photo, path="2.jpg")
    aside = [Aside("苍溪县/1.jpg", FIRST, same("图片")), Aside("2.jpg", None, same("图片"))]
    made = assess(CATALOG, FILES, set_aside=[photo, other], aside=aside)

    assert {one.path: one.unit for one in made.files if one.format == "image"} == {
        "苍溪县/1.jpg": FIRST,
        "2.jpg": None,
    }

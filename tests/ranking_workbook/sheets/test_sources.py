"""数据来源 says of every score where it was read, what stood there and what counted; the figures lead there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import samples
from assessments import finding, mixed
from rankings import opened, titles
from scoresheet import book
from scoresheet.assessment import Assessment, assess
from scoresheet.catalog.form import form_for
from scoresheet.checking.running import Severity
from scoresheet.decision import Acceptance, Correction, Decisions
from scoresheet.language import same
from scoresheet.ranking.ordering import rank
from scoresheet.ranking_workbook import table
from scoresheet.ranking_workbook.table import LIST_HEAD
from scoresheet.reports.ranking_workbook import render
from scoresheet.returns.fields import SCORE
from scoresheet.submission import Submission
from scoresheet.titles import SCORES

CATALOG = samples.catalog()
FIRST, SECOND, THIRD = (unit.id for unit in CATALOG.units)
DAY = date(2014, 11, 26)


def sent(unit: int, scores: dict[str, str | None]) -> Submission:
    """Give a return of a unit."""
    return samples.submission(
        form_for(CATALOG, CATALOG.units[unit]), scores, path=f"{unit}.xlsx", sha256=str(unit)
    )


def decided() -> Assessment:
    """Give a round with a correction by telephone, a finding that the office accepted, and a unit without return."""
    decisions = Decisions(
        corrections=(Correction(FIRST, "1", SCORE, "2", "2.5", DAY, "张三", "李四", place=same("第3行")),),
        acceptances=(Acceptance(SECOND, "E101", "2", "见佐证材料", "王五", DAY, same("第4行")),),
    )
    first = samples.with_answer(sent(0, {"1": "2"}), "1", reason=samples.cell(SCORES.zh, "F5", "资金未到位"))
    return assess(CATALOG, [first, sent(1, {"2": "3"})], decisions=decisions)


def rows(content: bytes) -> dict[tuple[str, str | None], dict[str, object]]:
    """Give the rows of the sheet by unit and item."""
    columns = titles(content, "数据来源", 4)
    given = [
        {title: row[column - 1] for title, column in columns.items()}
        for row in opened(content)["数据来源"].iter_rows(5, values_only=True)
    ]
    return {(str(row["单位"]), row["编号"]): row for row in given if row["工作表"] or row["说明"]}


def test_a_score_stands_with_its_cell() -> None:
    """File, sheet, cell, what stood there and what was counted; nothing is remarked where nothing is wrong."""
    found = rows(render(decided(), rank(decided())))[CATALOG.units[0].name, "3"]
    assert [found[name] for name in ("文件", "工作表", "单元格", "原填内容", "计入得分")] == [
        "0.xlsx",
        "自查评分表",
        "D7",
        "1.5",
        1.5,
    ]
    assert not found["说明"]
    assert not found["问题清单"]


def test_a_correction_shows_what_stood_there_before() -> None:
    """The cell as the file has it, the score that counts, and who called when."""
    found = rows(render(decided(), rank(decided())))[CATALOG.units[0].name, "1"]
    assert (found["原填内容"], found["计入得分"]) == ("2", 2.5)
    assert "按电话更正登记由2改为2.5（2014-11-26 张三来电，李四记录）" in str(found["说明"])


def test_an_accepted_finding_is_told_with_its_reason() -> None:
    """Beside the score that stands."""
    found = rows(render(decided(), rank(decided())))[CATALOG.units[1].name, "2"]
    assert "已核实（见佐证材料（王五，2014-11-26））：未说明失分原因" in str(found["说明"])


def test_a_unit_without_return_has_one_row() -> None:
    """It says where the unit stands."""
    found = rows(render(decided(), rank(decided())))
    of_unit = [row for (name, _), row in found.items() if name == CATALOG.units[2].name]
    assert [row["说明"] for row in of_unit] == ["未报送"]


def links(content: bytes, sheet: str) -> dict[str, str]:
    """Give where the cells of a sheet lead."""
    made = opened(content)[sheet]
    return {
        cell.coordinate: cell.hyperlink.location for row in made.iter_rows() for cell in row if cell.hyperlink
    }


def test_every_score_leads_to_its_row() -> None:
    """From the matrix to the row of the same unit and item; a blank leads nowhere and stays a blank."""
    content = render(mixed(), rank(mixed()))
    sources, matrix = opened(content)["数据来源"], opened(content)["得分矩阵"]
    found = links(content, "得分矩阵")
    assert found
    items = {str(cell.value): cell.column for cell in matrix[5] if cell.value}
    for item, column in items.items():
        for row in range(8, 11):
            cell = matrix.cell(row, column)
            if cell.value is None:
                assert cell.coordinate not in found
                continue
            sheet, place = found[cell.coordinate].rsplit("!", 1)
            assert sheet == "'数据来源'"
            target = sources[place].row
            assert (sources.cell(target, 1).value, sources.cell(target, 2).value) == (
                matrix.cell(row, 1).value,
                item,
            )


def test_findings_lead_to_the_list_of_problems() -> None:
    """A count of findings leads to the unit's first row, what is remarked to the row of that finding."""
    assessment = mixed()
    content = render(assessment, rank(assessment))
    problems = opened(content)["问题清单"]
    for sheet, column in (("报送情况", 2), ("名次把握", 2), ("数据来源", 1)):
        made, found = opened(content)[sheet], links(content, sheet)
        assert found, sheet
        for place, target in found.items():
            row = problems[target.rsplit("!", 1)[1]].row
            assert problems.cell(row, 1).value == made.cell(made[place].row, column).value
    wanted = {f"{one.code}" for one in assessment.findings if one.item == "1"}
    row = problems[links(content, "数据来源")["K5"].rsplit("!", 1)[1]].row
    assert problems.cell(row, 3).value in wanted


def test_more_scores_than_links_lead_from_the_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a sheet can't hold a link for every score, each unit leads to its first row and the sheet says so."""
    monkeypatch.setattr("scoresheet.ranking_workbook.sheets.matrix.LINKS", 14)
    content = render(mixed(), rank(mixed()))
    assert set(links(content, "得分矩阵")) == {"A8", "A9", "A10"}
    assert "点击单位名称可看到该单位各项得分的出处" in str(opened(content)["得分矩阵"]["A3"].value)


def test_a_sheet_never_holds_more_links_than_excel_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit a cell leads nowhere, and the workbook is written."""
    monkeypatch.setattr(book, "LINKS", 1)
    content = render(mixed(), rank(mixed()))
    assert len(links(content, "得分矩阵")) == 1


def test_equal_findings_are_one_remark() -> None:
    """What two checks of the same title say about an item is said once."""
    twice = (finding(), finding(cells=("D6",)), finding("E101", Severity.WARNING))
    content = render(replace(mixed(), findings=twice), rank(mixed()))
    assert rows(content)["苍溪县", "1"]["说明"] == "须更正：自查得分未填；请核实：未说明失分原因"


def test_a_list_that_is_too_long_says_how_much_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more rows than a workbook should hold the first ones stand there, and the line above says so."""
    assessment = decided()
    whole = _lines(assessment)
    monkeypatch.setattr(table, "MOST_ROWS", 4)
    sheet = opened(render(assessment, rank(assessment)))["数据来源"]

    assert _lines(assessment) == whole[:4]
    said = " ".join(str(cell.value) for row in sheet.iter_rows(max_row=4) for cell in row if cell.value)
    assert f"本表共{len(whole)}行，只列出前4行" in said


def test_nothing_leads_to_a_row_that_a_list_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a list is cut, what would lead beyond its last row leads nowhere."""
    assessment = mixed()
    monkeypatch.setattr("scoresheet.ranking_workbook.sheets.matrix.LINKS", 14)
    whole = render(assessment, rank(assessment))
    monkeypatch.setattr(table, "MOST_ROWS", 2)
    content = render(assessment, rank(assessment))

    for sheet in ("得分矩阵", "名次把握", "数据来源", "报送情况"):
        assert all(row <= LIST_HEAD + 2 for row in _led_to(content, sheet).values())
    assert len(links(content, "得分矩阵")) == 1 < len(links(whole, "得分矩阵"))


def _led_to(content: bytes, sheet: str) -> dict[str, int]:
    found = links(content, sheet).items()
    return {place: int(where.rpartition("!A")[2]) for place, where in found}


def _lines(assessment: Assessment) -> list[tuple[object, ...]]:
    sheet = opened(render(assessment, rank(assessment)))["数据来源"]
    last = int(sheet.auto_filter.ref.rpartition(":")[2].strip("ABCDEFGHIJK"))
    return list(sheet.iter_rows(min_row=LIST_HEAD + 1, max_row=last, values_only=True))

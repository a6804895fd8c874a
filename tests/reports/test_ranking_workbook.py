"""The ranking workbook: what it shows, and that it goes on computing the same ranking by itself."""

from __future__ import annotations

import io
import json
import math
import random
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import samples
from assessments import HOSTILE, file, finding, mixed, without_return
from libreoffice import needs_libreoffice, recalculated
from rankings import opened, saved, titles, unit, values
from returned import CATALOG
from scoresheet.assessment import Assessment, FileStatus, UnitResult, UnitStatus, assess
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import Catalog, NotApplicable, Ties, Unit
from scoresheet.language import Locale
from scoresheet.ranking.ordering import Ranking, rank
from scoresheet.ranking_workbook import plan
from scoresheet.reports import json_report
from scoresheet.reports.ranking_workbook import render
from scoresheet.scoring import score
from scoresheet.submission import Cell

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent / "golden"
SHEETS = [
    *("排名", "图表", "名次把握", "得分矩阵", "分类得分", "数据来源"),
    *("未完成情况", "完成情况", "报送情况", "问题清单", "计分说明"),
]
EXCEL_2007 = {
    "AND",
    "COUNT",
    "COUNTIF",
    "HYPERLINK",
    "IF",
    "INDEX",
    "ISNUMBER",
    "MATCH",
    "OR",
    "RANK",
    "ROUND",
    "ROWS",
} | {
    "SUM",
    "SUMIF",
}
FIRST_UNIT = {"排名": 5, "得分矩阵": 8, "分类得分": 5}

Scored = Mapping[str, str | None]


def entered(catalog: Catalog, unit: Unit, scores: Scored, status: UnitStatus) -> UnitResult:
    """Give a unit whose return has full marks but for some scores; items that don't apply are left blank."""
    blank = dict.fromkeys(unit.not_applicable)
    made = samples.submission(form_for(catalog, unit), {**blank, **scores}, path=f"inbox/{unit.name}.xlsx")
    made = replace(made, answers=tuple(replace(one, reason=_reason(one.id, scores)) for one in made.answers))
    computed = score(made)
    assert computed is not None
    return UnitResult(unit, status, made, computed)


def _reason(item: str, scores: Scored) -> Cell:
    return samples.cell("自查评分表", "F5", "资金未到位。" if item in scores else "无")


def round_of(
    units: Sequence[tuple[Unit, Scored]], status: Mapping[str, UnitStatus] | None = None, **changes: object
) -> Assessment:
    """Give a round of these units, all accepted but for those in `status`."""
    catalog = samples.catalog(units=tuple(one for one, _ in units), **changes)
    statuses = {one.id: UnitStatus.ACCEPTED for one, _ in units} | dict(status or {})
    results = []
    for number, (one, scores) in enumerate(units):
        if statuses[one.id] in {UnitStatus.CONFLICT, UnitStatus.MISSING}:
            results.append(without_return(catalog, number, statuses[one.id]))
        else:
            results.append(entered(catalog, one, scores, statuses[one.id]))
    return Assessment(catalog, tuple(results), _FILES, _FINDINGS)


_FILES = (file("inbox/苍溪县.xlsx", FileStatus.ACCEPTED, unit="苍溪县"),)
_FINDINGS = (finding(unit="利州区", file="inbox/利州区.xlsx"),)


def small() -> Assessment:
    """Give a round with a tie, groups, a unit to correct, one that sent nothing and items that don't apply."""
    units: list[tuple[Unit, Scored]] = [
        (unit("苍溪县", "县"), {"1": "2.5"}),
        (unit("旺苍县", "县"), {"2": "3.5"}),
        (unit("利州区", "区"), {"1": None}),
        (unit("朝天区", "区"), {}),
        (unit("开发区", None, i2=NotApplicable.RESCALE, i3=NotApplicable.FULL), {"4": "-3.5"}),
    ]
    return round_of(units, {"利州区": UnitStatus.NEEDS_FIX, "朝天区": UnitStatus.MISSING})


def with_a_drop() -> Assessment:
    """Give a round in which one unit's maximum is lower."""
    units: list[tuple[Unit, Scored]] = [
        (unit("a", "县", i2=NotApplicable.DROP), {"1": "2.40"}),
        (unit("b", "区"), {"1": "2.28", "2": "3.86"}),
        (unit("c", "县"), {"5": "14.29"}),
        (unit("d", "区"), {"5": "3.33", "1": "0"}),
    ]
    return round_of(units, ties=Ties.DENSE)


def made(assessment: Assessment) -> bytes:
    """Render with the ranking that belongs to it."""
    return render(assessment, rank(assessment))


def dumped(content: bytes) -> str:
    """Give all cells as text, a formula with its stored result."""
    lines = []
    for sheet, stored in zip(
        opened(content).worksheets, opened(content, results=True).worksheets, strict=True
    ):
        lines.append(f"== {sheet.title}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    formula = isinstance(cell.value, str) and cell.data_type == "f"
                    result = f"  →  {stored[cell.coordinate].value}" if formula else ""
                    lines.append(f"{cell.coordinate}: {str(cell.value).replace(chr(10), '⏎')}{result}")
    return "\n".join(lines) + "\n"


def listed(content: bytes) -> list[tuple[object, ...]]:
    """Give the ranking as the workbook shows it: place, tie, unit, place in group, total, remark."""
    columns = titles(content, "排名", 4)
    wanted = ["名次", "并列", "单位", "组内名次", "自查总分", "备注"]
    sheet = opened(content, results=True)["排名"]
    rows = sheet.iter_rows(FIRST_UNIT["排名"], values_only=True)
    shown = [tuple(row[columns[name] - 1] if name in columns else None for name in wanted) for row in rows]
    units = [row for row in shown if row[2]]
    return [tuple(None if value == "" else value for value in row) for row in units]


def expected(ranking: Ranking) -> list[tuple[object, ...]]:
    """Give the same of a ranking."""
    placed: list[tuple[object, ...]] = [
        (
            one.place.number,
            "并列" if one.place.tied else None,
            one.result.unit.name,
            one.place_in_group.number if one.place_in_group else None,
            float(one.result.scores.total or 0),
            None,
        )
        for one in ranking.placed
    ]
    unplaced: list[tuple[object, ...]] = [
        ("—", None, one.result.unit.name, None, None, one.reason.of(Locale.ZH)) for one in ranking.unplaced
    ]
    return placed + unplaced


def test_a_form_of_usual_length_is_printed_on_a4() -> None:
    """The scores of 34 items, too: few offices have larger paper."""
    book = opened(made(assess(CATALOG, [])))
    assert {sheet.title: sheet.page_setup.paperSize for sheet in book.worksheets} == dict.fromkeys(SHEETS, 9)


def test_a_long_name_has_a_row_that_is_high_enough() -> None:
    """No program fits the row to its text by itself."""
    short, long = unit("苍溪县"), unit("广元市朝天区曾家山国际山地旅游度假区管理委员会综合行政执法大队办公室")
    sheet = opened(made(round_of([(short, {}), (long, {})])))["排名"]
    # Equal units stand in the catalog's order.
    assert [sheet.row_dimensions[row].height for row in (5, 6)] == [27.75, 60.75]


def test_same_results_give_the_same_bytes() -> None:
    """Nothing of the time or the machine enters the file."""
    assert made(small()) == made(small())


@pytest.mark.parametrize(
    ("assessment", "name"),
    [
        (small(), "ranking.txt"),
        (with_a_drop(), "ranking_percent.txt"),
        (mixed(Locale.EN), "ranking_en.txt"),
    ],
)
def test_workbook_as_text(assessment: Assessment, name: str) -> None:
    """All sheets hold what was approved, formulas and their stored results included."""
    assert dumped(made(assessment)) == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("assessment", [small(), with_a_drop()])
def test_ranking_shown_is_the_ranking(assessment: Assessment) -> None:
    """The stored results of the first sheet are places and totals as computed, then the others and why."""
    assert listed(made(assessment)) == expected(rank(assessment))


def test_scores_are_those_of_the_json_report() -> None:
    """Every score and every total in the matrix is the one that the report in JSON tells."""
    content, told = made(small()), json.loads(json_report.render(small()))
    sheet = opened(content, results=True)["得分矩阵"]
    columns = titles(content, "得分矩阵", 4) | titles(content, "得分矩阵", 5)
    for row, one in enumerate(told["units"], start=FIRST_UNIT["得分矩阵"]):
        shown = {name: sheet.cell(row, column).value for name, column in columns.items()}
        scores = one["self_scores"] or {}
        assert {item: _number(shown[item]) for item in scores} == {
            item: _number(score) for item, score in scores.items()
        }
        assert _number(shown["自查总分"]) == _number(one["self_score"])


def _number(value: object) -> float | None:
    return None if value in {None, "", "不适用"} else float(str(value))


def test_face_says_that_nobody_reviewed_the_scores() -> None:
    """The first sheet is the ranking, and its second line says what the scores are not."""
    book = opened(made(small()))
    assert book.sheetnames == SHEETS
    assert book.active is not None
    assert book.active.title == "排名"
    assert book["排名"]["A2"].value == "自查得分，未经审核"


def test_blank_scores_stay_blank() -> None:
    """In the matrix a score that is missing is an empty cell, and what doesn't apply says so; neither is a 0."""
    content = made(small())
    sheet = opened(content)["得分矩阵"]
    columns = titles(content, "得分矩阵", 5)
    assert sheet.cell(10, columns["1"]).value is None
    assert sheet.cell(10, columns["2"]).value == 4
    assert [sheet.cell(11, columns[item]).value for item in "12345"] == [None] * 5
    assert sheet.cell(12, columns["2"]).value == "不适用"


def test_every_page_says_what_the_scores_are_not() -> None:
    """Above on the right, and below the page numbers; every sheet has its place for date and signatures."""
    for sheet in opened(made(small())).worksheets:
        assert sheet.oddHeader.right.text == "自查得分，未经审核"
        assert sheet.oddFooter.right.text == "第&P页，共&N页"
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        assert any("汇总单位：" in text and "制表日期：" in text for text in texts)
        assert any("负责人：" in text and "制表人：" in text for text in texts)


def test_every_table_prints_on_a4_landscape() -> None:
    """One page wide, with the titles of the columns on every page; charts stand upright."""
    for sheet in opened(made(small())).worksheets:
        assert sheet.page_setup.paperSize == 9
        if sheet.title == "图表":
            assert sheet.page_setup.orientation == "portrait"
            continue
        assert sheet.page_setup.orientation == "landscape"
        # A width of one page is what a file means that says nothing about it.
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in {None, 1}
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows


def test_formulas_use_functions_of_excel_2007_alone() -> None:
    """No newer function and no array formula, so that Excel, WPS and LibreOffice all compute them."""
    for content in (made(small()), made(with_a_drop())):
        for sheet in opened(content).worksheets:
            formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
            assert all(isinstance(formula, str) for formula in formulas)
            used = {name for formula in formulas for name in re.findall(r"([A-Z.0-9_]+)\(", str(formula))}
            assert used <= EXCEL_2007


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_units_wrote_is_never_a_formula(hostile: str) -> None:
    """Text from outside is written as text, made harmless and cut, wherever it may stand."""
    plain = small()
    first = plain.units[0]
    assert first.submission is not None
    said = replace(samples.cell("自查评分表", "E5", "x"), text=hostile)
    submission = samples.with_answer(first.submission, "1", done=said, reason=said)
    units = (replace(first, submission=submission), *plain.units[1:])
    files = (file(hostile, FileStatus.UNREADABLE, unit=None),)
    content = made(replace(plain, units=units, files=files))
    formulas = {key for key, cell in _formulas(content).items() if cell}
    assert formulas == {key for key, cell in _formulas(made(plain)).items() if cell}
    texts = [value for value in values(content).values() if isinstance(value, str)]
    assert max(map(len, texts)) <= 32767
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not any("externalLink" in name or "hyperlink" in name for name in package.namelist())


def _formulas(content: bytes) -> dict[tuple[str, str], bool]:
    return {
        (sheet.title, cell.coordinate): cell.data_type == "f"
        for sheet in opened(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def test_explanations_are_gathered_by_item() -> None:
    """A row stands for an item that lost points or was explained; "无" beside full points is no explanation."""
    sheet = opened(made(small()))["未完成情况"]
    rows = [row[:1] + row[2:3] + row[5:8] for row in sheet.iter_rows(5, 8, values_only=True)]
    assert rows == [
        ("1", "苍溪县", 2.5, 0.5, "资金未到位。"),
        ("1", "利州区", None, None, "资金未到位。"),
        ("2", "旺苍县", 3.5, 0.5, "资金未到位。"),
        ("4", "开发区", -3.5, 5, "资金未到位。"),
    ]


def test_more_units_than_formulas_can_bear_are_written_as_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit there is no formula, and the values are those that the formulas would have shown."""
    live = made(small())
    monkeypatch.setattr(plan, "LIVE_UNITS", 4)
    still = made(small())
    assert not any(_formulas(still).values())
    assert listed(still) == listed(live)
    assert "排序值" not in {**titles(still, "排名", 4), **titles(still, "得分矩阵", 4)}


@needs_libreoffice
def test_stored_results_are_what_libreoffice_computes(tmp_path: Path) -> None:
    """Every formula gives the value that was stored with it, none an error."""
    rounds = [made(small()), made(with_a_drop()), made(mixed())]
    for stored, computed in zip(rounds, recalculated(rounds, tmp_path), strict=True):
        shown, found = values(stored), values(computed)
        assert shown.keys() == found.keys()
        for key, value in shown.items():
            if isinstance(value, int | float):
                assert math.isclose(float(str(found[key])), value, rel_tol=1e-12), key
            else:
                assert found[key] == value, key


@needs_libreoffice
def test_changed_scores_re_order_the_ranking(tmp_path: Path) -> None:
    """After edits of the matrix LibreOffice shows the ranking that `rank` gives for the edited scores."""
    chance = random.Random(2014)  # noqa: S311 - the same rounds each time
    before, after = zip(*(_edited(chance, number) for number in range(16)), strict=True)
    contents = [_typed_in(made(old), _changes(old, new)) for old, new in zip(before, after, strict=True)]
    for new, content in zip(after, recalculated(contents, tmp_path), strict=True):
        assert listed(content) == expected(rank(new))


@needs_libreoffice
def test_taking_a_unit_in_or_out_re_orders_the_ranking(tmp_path: Path) -> None:
    """The clerk's yes and no count, and the remark tells of it."""
    assessment = small()
    content = made(assessment)
    ranked = titles(content, "得分矩阵", 4)["是否参与排名"]
    book = opened(content)
    book["得分矩阵"].cell(8, ranked, "否")
    book["得分矩阵"].cell(10, ranked, "是")
    book["得分矩阵"].cell(10, titles(content, "得分矩阵", 5)["1"], 3)
    shown = listed(recalculated([saved(book)], tmp_path)[0])
    assert [(row[0], row[2], row[5]) for row in shown] == [
        (1, "利州区", "未校验通过，手工列入排名"),
        (2, "旺苍县", None),
        (3, "开发区", None),
        ("—", "苍溪县", "手工设为不参与排名"),
        ("—", "朝天区", "未报送"),
    ]


def _edited(chance: random.Random, number: int) -> tuple[Assessment, Assessment]:
    drops = number % 2 == 1
    ties = list(Ties)[number // 2 % 2]
    groups = ["县", "区", None] if number % 3 else [None]
    kinds = [{}, {}, {"i2": NotApplicable.RESCALE}] + [{"i3": NotApplicable.DROP}] * drops
    units = [
        unit(f"u{n}", chance.choice(groups), **chance.choice(kinds))
        for n in range(chance.choice([1, 4, 6, 9, 12]))
    ]
    statuses = [UnitStatus.ACCEPTED] * 5 + [UnitStatus.NEEDS_FIX, UnitStatus.MISSING]
    status = {one.id: chance.choice(statuses) for one in units}
    old = [(one, _some(chance)) for one in units]
    new = [(one, scores | _some(chance) | _perhaps_blank(chance, one)) for one, scores in old]
    return round_of(old, status, ties=ties), round_of(new, status, ties=ties)


def _some(chance: random.Random) -> dict[str, str | None]:
    # Few different scores, so that there are many ties, and several ways to the same total.
    choices = {"1": ["3", "2.9", "2.8"], "4": ["1.5", "1.4", "1.3"], "5": ["15", "14.9"]}
    return {item: chance.choice(scores) for item, scores in choices.items()}


def _perhaps_blank(chance: random.Random, one: Unit) -> dict[str, str | None]:
    return {"1": None} if chance.random() < 0.1 and "1" not in one.not_applicable else {}


def _changes(old: Assessment, new: Assessment) -> dict[tuple[int, str], Decimal | None]:
    return {
        (number, item): points
        for number, (before, after) in enumerate(zip(old.units, new.units, strict=True))
        for item, points in after.scores.items.items()
        if before.scores.items[item] != points
    }


def _typed_in(content: bytes, changes: Mapping[tuple[int, str], Decimal | None]) -> bytes:
    book = opened(content)
    columns = titles(content, "得分矩阵", 5)
    for (number, item), points in changes.items():
        typed = None if points is None else float(points)
        book["得分矩阵"].cell(FIRST_UNIT["得分矩阵"] + number, columns[item]).value = typed
    return saved(book)

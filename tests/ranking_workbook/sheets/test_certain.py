"""名次把握 tells which places a unit could take, and what decides: its own findings first, then other units."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import rankings
from assessments import finding, without_return
from rankings import Entered, opened, titles, unit
from scoresheet.assessment import Assessment, UnitStatus
from scoresheet.catalog.model import Catalog, Category
from scoresheet.checking.running import Finding, Severity
from scoresheet.language import Locale
from scoresheet.ranking.ordering import rank
from scoresheet.reports.ranking_workbook import render

FULL = {"1": "10", "2": "6.5"}
MISSING = UnitStatus.MISSING
FIX = UnitStatus.NEEDS_FIX


def made(*names: str, locale: Locale = Locale.ZH, group: str | None = None, **changes: object) -> Catalog:
    """Give a catalog with two stated items for units of these names."""
    first, *_ = rankings.categories()
    category = Category("A", "发展", first.items)
    units = [unit(name, group) for name in names]
    return rankings.catalog(units, categories=(category,), locale=locale, **changes)


def doubt(name: str, item: str, low: int, high: int, severity: Severity = Severity.ERROR) -> Finding:
    """Give a finding that leaves the score of an item between two numbers."""
    between = (Decimal(low), Decimal(high))
    return finding("V104", severity, unit=name, file=f"{name}.xlsx", item=item, score_between=between)


def round_of(catalog: Catalog, *entered: Entered, findings: tuple[Finding, ...] = ()) -> Assessment:
    """Give a round; who is missing has no submission."""
    made = rankings.round_of(catalog, entered)
    units = tuple(
        without_return(catalog, number, MISSING) if one.status is MISSING else one
        for number, one in enumerate(made.units)
    )
    return replace(made, units=units, findings=findings)


def shown(assessment: Assessment, sheet: str = "名次把握") -> dict[str, dict[str, object]]:
    """Give the rows of the sheet by unit."""
    content = render(assessment, rank(assessment))
    columns = titles(content, sheet, 4)
    name = "单位" if "单位" in columns else "Unit"
    rows = opened(content, results=True)[sheet].iter_rows(5, values_only=True)
    given = [{title: row[column - 1] for title, column in columns.items()} for row in rows]
    return {str(row[name]): row for row in given if row[name]}


def test_nothing_open_is_told_as_sure() -> None:
    """Where nothing is open every place is the one it has, and nothing is named that decides."""
    catalog = made("甲", "乙")
    rows = shown(round_of(catalog, Entered(FULL, {}), Entered({"1": "9", "2": "6.5"}, {})))
    assert [(row["名次"], row["名次可能范围"], row["决定因素"]) for row in rows.values()] == [
        (1, "1", "名次已定"),
        (2, "2", "名次已定"),
    ]
    assert all(not row["问题清单"] for row in rows.values())


def test_own_findings_stand_before_other_units() -> None:
    """Who may still change its own score is told so first; the others are named with where they stand."""
    catalog = made("甲", "乙", "丙")
    assessment = round_of(
        catalog,
        Entered({"1": "9.5", "2": "6.5"}, {}),
        Entered({"1": "9", "2": "6.5"}, {}, FIX),
        Entered({}, {}, MISSING),
        findings=(doubt("乙", "1", 0, 10),),
    )
    rows = shown(assessment)
    assert [(row["名次可能范围"], row["决定因素"]) for row in rows.values()] == [
        ("1—3", "乙待更正；丙未报送"),
        ("1—3", "第1项（自查得分超出范围）；丙未报送"),
        ("1—3", "本单位未报送；乙待更正"),
    ]
    assert rows["乙"]["得分可能范围"] == "6.50—16.50"
    assert rows["丙"]["名次"] == "—"
    assert rows["乙"]["问题清单"] == "查看"


def test_findings_of_one_kind_are_named_together() -> None:
    """Items with the same fault are one phrase, and a warning decides like an error."""
    catalog = made("甲", "乙")
    doubts = (doubt("乙", "1", 0, 9, Severity.WARNING), doubt("乙", "2", 0, 6, Severity.WARNING))
    rows = shown(
        round_of(
            catalog, Entered({"1": "8", "2": "6.5"}, {}), Entered({"1": "9", "2": "6.5"}, {}), findings=doubts
        )
    )
    assert rows["乙"]["决定因素"] == "第1、2项（自查得分超出范围）"
    assert rows["甲"]["决定因素"] == "乙还有未决事项"


def test_what_is_wrong_with_the_whole_form_is_told_once() -> None:
    """An error about no item names the items that it casts doubt on, or the form where that is all of them."""
    catalog = made("甲", "乙")
    whole = finding("S101", Severity.ERROR, unit="甲", file="甲.xlsx", item=None)
    part = replace(finding("S109", Severity.ERROR, unit="乙", file="乙.xlsx", item=None), doubts=("2",))
    entered = Entered({"1": "9", "2": "6.5"}, {}, FIX)
    rows = shown(round_of(catalog, entered, entered, findings=(whole, part)))
    assert rows["甲"]["得分可能范围"] == "0.00—16.50"
    assert rows["甲"]["决定因素"] == "整张表（缺少工作表）；乙待更正"
    assert rows["乙"]["决定因素"] == "第2项（几项的得分合并成一格）；甲待更正"


def test_units_beyond_those_named_are_counted() -> None:
    """With many rivals some are named and the others counted."""
    names = [f"单位{number}" for number in range(9)]
    catalog = made(*names)
    entered = [Entered({"1": "9", "2": "6.5"}, {})] + [Entered({}, {}, MISSING)] * 8
    told = str(shown(round_of(catalog, *entered))["单位0"]["决定因素"])
    assert told.endswith("未报送；另有3个单位也可能影响名次")
    assert told.count("单位") == 6


def test_groups_have_both_ranges() -> None:
    """Where groups compete the range is that in the group, and the one among all stands beside."""
    catalog = made("甲", "乙", group="县", within_groups=True)
    rows = shown(round_of(catalog, Entered(FULL, {}), Entered({}, {}, MISSING)))
    assert rows["甲"]["组内名次可能范围"] == "1"
    assert rows["甲"]["总名次可能范围"] == "1"
    assert rows["乙"]["组内名次"] == "—"


@pytest.mark.parametrize("locale", list(Locale))
def test_the_ranking_shows_the_range(locale: Locale) -> None:
    """The first sheet shows the same range, for ranked units and others."""
    catalog = made("甲", "乙", locale=locale)
    assessment = round_of(catalog, Entered({"1": "9", "2": "6.5"}, {}), Entered({}, {}, MISSING))
    ranking = {Locale.ZH: "排名", Locale.EN: "Ranking"}[locale]
    range_title = {Locale.ZH: "名次可能范围", Locale.EN: "Possible places"}[locale]
    assert [row[range_title] for row in shown(assessment, ranking).values()] == ["1—2", "1—2"]

"""图表 draws the ranking and the points lost, as much as a page can show."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

import rankings
from rankings import Entered, opened, unit
from scoresheet.assessment import Assessment, UnitStatus
from scoresheet.catalog.model import NotApplicable
from scoresheet.ranking.ordering import rank
from scoresheet.ranking_workbook.plan import Plan
from scoresheet.ranking_workbook.sheets import charts
from scoresheet.reports.ranking_workbook import render

FULL: dict[str, str | None] = {"1": "10", "2": "6.5", "3": "1.5", "4": "5", "5": "0", "6": "0"}


def round_of(*scores: Mapping[str, str | None], groups: tuple[str, ...] = (), **changes: Any) -> Assessment:
    """Give a round of units with full marks but for these scores."""
    units = [unit(f"u{number}", groups[number] if groups else None) for number in range(len(scores))]
    made = rankings.catalog(units, **changes)
    return rankings.round_of(made, [Entered({**FULL, **one}, {}) for one in scores])


def drawn(assessment: Assessment) -> list[dict[str, str]]:
    """Give title, names and values of every chart."""
    with zipfile.ZipFile(io.BytesIO(render(assessment, rank(assessment)))) as package:
        parts = sorted(
            (name for name in package.namelist() if name.startswith("xl/charts/chart")),
            key=lambda name: int(re.findall(r"\d+", name)[0]),
        )
        texts = [package.read(name).decode() for name in parts]
    return [
        {
            "title": "".join(re.findall(r"<a:t>(.*?)</a:t>", text)),
            "names": re.findall(r"<c:cat>.*?<c:f>(.*?)</c:f>", text)[0],
            "values": re.findall(r"<c:val>.*?<c:f>(.*?)</c:f>", text)[0],
            "shown": ",".join(re.findall(r"<c:v>(.*?)</c:v>", text.split("<c:val>")[1])),
        }
        for text in texts
    ]


def test_nobody_ranked_draws_nothing() -> None:
    """The sheet says so instead."""
    made = rankings.catalog([unit("u")])
    assessment = rankings.round_of(made, [Entered(FULL, {}, UnitStatus.NEEDS_FIX)])
    assert drawn(assessment) == []
    assert (
        opened(render(assessment, rank(assessment)))["图表"]["A3"].value == "还没有单位参加排名，暂无图表。"
    )


def test_no_points_lost_draws_the_ranking_alone() -> None:
    """There is nothing to draw of items, and that is said."""
    made = round_of({}, {})
    assert [one["title"] for one in drawn(made)] == ["各单位排名（自查总分）"]
    sheet = opened(render(made, rank(made)))["图表"]
    assert any(cell.value == "参加排名的单位没有失分。" for cell in sheet["A"])


def test_bars_are_the_cells_of_the_ranking() -> None:
    """The best first, with the numbers that the ranking shows, so that they follow a change."""
    first, lost = drawn(round_of({"1": "8"}, {}, {"2": "6"}))
    assert (first["names"], first["values"]) == ("'排名'!$C$5:$C$7", "'排名'!$E$5:$E$7")
    assert first["shown"] == "23,22.5,21"
    assert lost["title"] == "失分最多的考核项（失分合计）"
    assert lost["shown"] == "2,0.5"


@pytest.mark.parametrize(
    ("changes", "column", "word"),
    [({"convert_to": Decimal(100)}, "折算得分", "折算得分"), ({}, "自查总分", "自查总分")],
)
def test_what_is_compared_is_drawn(changes: dict[str, Any], column: str, word: str) -> None:
    """Converted totals where the catalog converts."""
    made = round_of({}, {"1": "8"}, **changes)
    (first, *_) = drawn(made)
    letters = first["values"].split("$")[1]
    heads = opened(render(made, rank(made)))["排名"][4]
    assert next(str(cell.value) for cell in heads if cell.column_letter == letters).startswith(column)
    assert word in first["title"]


def test_percents_are_drawn_where_they_are_compared() -> None:
    """As soon as a unit can't reach the total."""
    units = [unit("u0"), unit("u1", i1=NotApplicable.DROP)]
    made = rankings.round_of(rankings.catalog(units), [Entered({**FULL, "2": "5.5"}, {}), Entered(FULL, {})])
    assert drawn(made)[0]["title"] == "各单位排名（得分率）"


def test_groups_that_compete_have_their_own_charts() -> None:
    """One for each, with its units alone."""
    made = round_of({}, {"1": "9"}, {"1": "8"}, groups=("县", "区", "县"), within_groups=True)
    titles = [(one["title"], one["names"]) for one in drawn(made)]
    assert titles[:2] == [
        ("县排名（自查总分）", "'排名'!$C$5:$C$6"),
        ("区排名（自查总分）", "'排名'!$C$7:$C$7"),
    ]


def test_many_units_are_spread_over_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many on each chart as on any other, and a page break before each."""
    monkeypatch.setattr(charts, "BARS_ON_A_PAGE", 4)
    made = round_of(*[{} for _ in range(5)])
    assert [one["title"] for one in drawn(made)] == [
        "各单位排名（自查总分）（第1—3个，共5个）",
        "各单位排名（自查总分）（第4—5个，共5个）",
    ]


def test_too_many_units_show_the_first_and_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the sheet says where the others are."""
    monkeypatch.setattr(charts, "BARS_ON_A_PAGE", 2)
    monkeypatch.setattr(charts, "UNITS_DRAWN", 6)
    made = round_of(*[{} for _ in range(7)])
    assert [one["names"] for one in drawn(made)] == ["'排名'!$C$5:$C$6", "'排名'!$C$10:$C$11"]
    sheet = opened(render(made, rank(made)))["图表"]
    assert sheet["A4"].value == "单位较多，只画出前2个和后2个，其余见“排名”。"


def test_charts_break_the_page_where_they_begin() -> None:
    """No chart is cut by the end of a page."""
    made = round_of(*[{"1": "9"} for _ in range(70)])
    sheet = opened(render(made, rank(made)))["图表"]
    first, second, third, _ = (chart.anchor._from.row for chart in sheet._charts)  # noqa: SLF001 - its only way
    assert first == 3
    assert {second, third} <= {one.id for one in sheet.row_breaks.brk}


def test_losses_are_sorted_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The items that cost most first; bonuses lose nothing; the list below holds them all."""
    monkeypatch.setattr(charts, "ITEMS_DRAWN", 2)
    made = round_of({"1": "9", "2": "5.5", "3": "-3.5"}, {"1": "8.25"}, {})
    found = charts.losses(Plan(made, rank(made)))
    assert [(one.item.id, one.lost, one.units, one.counted) for one in found] == [
        ("3", Decimal(5), 1, 3),
        ("1", Decimal("2.75"), 2, 3),
        ("2", Decimal(1), 1, 3),
    ]
    assert [(one["title"], one["shown"]) for one in drawn(made)][1:] == [
        ("失分最多的2项（失分合计）", "5,2.75")
    ]

"""The ranking workbook under every rule about totals, ties, groups and grades: it computes what `rank` computes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from libreoffice import needs_libreoffice, recalculated
from rankings import drawn, opened, saved, titles, values
from scoresheet.assessment import Assessment, UnitResult, UnitStatus
from scoresheet.catalog.model import Catalog
from scoresheet.ranking.grades import vetoes
from scoresheet.ranking.ordering import PlacedUnit, rank
from scoresheet.ranking_workbook import plan
from scoresheet.reports.ranking_workbook import render

pytestmark = pytest.mark.slow

FIRST_PLACE, FIRST_SCORE = 5, 8
ROUNDS = 14

Shown = dict[str, object]


@pytest.fixture(scope="module")
def rounds() -> list[tuple[Assessment, Assessment]]:
    """Give rounds before and after somebody changed scores, the same ones each time."""
    chance = Random(2025)  # noqa: S311 - the same rounds each time
    return [drawn(chance, number) for number in range(ROUNDS)]


def made(assessment: Assessment) -> bytes:
    """Render with the ranking that belongs to it."""
    return render(assessment, rank(assessment))


def shown(content: bytes) -> list[Shown]:
    """Give the rows of the ranking by the titles of its columns."""
    columns = titles(content, "排名", FIRST_PLACE - 1)
    rows = opened(content, results=True)["排名"].iter_rows(FIRST_PLACE, values_only=True)
    made = [{name: row[column - 1] for name, column in columns.items()} for row in rows]
    return [row for row in made if row["单位"] is not None]


def expected(assessment: Assessment) -> list[Shown]:
    """Give what the workbook has to show of a round, but for remarks."""
    ranking = rank(assessment)
    rows = [_placed(one, assessment.catalog) for one in ranking.placed]
    return rows + [
        {_titles(assessment.catalog)[0]: "—", "单位": one.result.unit.name} for one in ranking.unplaced
    ]


def _titles(catalog: Catalog) -> tuple[str, str]:
    return ("组内名次", "总名次") if catalog.within_groups else ("名次", "组内名次")


def _placed(one: PlacedUnit, catalog: Catalog) -> Shown:
    main, beside = _titles(catalog)
    in_group = one.place_in_group.number if one.place_in_group else None
    places = (in_group, one.place.number) if catalog.within_groups else (one.place.number, in_group)
    tied = one.place_in_group.tied if catalog.within_groups and one.place_in_group else one.place.tied
    undecided = None if one.undecided is None else one.undecided.word.zh
    scores = one.result.scores
    row: Shown = {
        main: places[0],
        beside: places[1],
        "并列": "并列" if tied else "同分" if one.separated else None,
        "单位": one.result.unit.name,
        "自查总分": scores.total,
        "其中加分": scores.bonus,
        "折算得分": scores.converted,
        "满分": scores.max_score,
        "等次": (undecided or one.grade or "—") if catalog.grades else None,
    }
    return row


def _changes(old: Assessment, new: Assessment) -> Mapping[tuple[int, str], object]:
    cells: dict[tuple[int, str], object] = {}
    for number, (before, after) in enumerate(zip(old.units, new.units, strict=True)):
        for item, points in after.scores.items.items():
            if before.scores.items[item] != points:
                cells[number, item] = None if points is None else float(points)
        if before.status is not after.status:
            cells[number, "是否参与排名"] = "是" if after.status is UnitStatus.ACCEPTED else "否"
    return cells


def _typed_in(content: bytes, changes: Mapping[tuple[int, str], object]) -> bytes:
    book = opened(content)
    columns = titles(content, "得分矩阵", 4) | titles(content, "得分矩阵", 5)
    for (number, name), typed in changes.items():
        book["得分矩阵"].cell(FIRST_SCORE + number, columns[name]).value = typed
    return saved(book)


def _agree(row: Shown, wanted: Shown) -> bool:
    return all(_same(row.get(name), value) for name, value in wanted.items())


def _same(found: object, wanted: object) -> bool:
    if wanted is None or isinstance(wanted, str):
        return (found or None) == wanted
    return float(str(found)) == float(str(wanted))


def test_the_rounds_hold_every_rule(rounds: list[tuple[Assessment, Assessment]]) -> None:
    """What is drawn has ties that are broken and not, grades of every sort, vetoes, and items that are pending."""
    rankings = [rank(one) for pair in rounds for one in pair]
    placed = [one for ranking in rankings for one in ranking.placed]
    assert {one.undecided.value for one in placed if one.undecided} == {"tie", "pending"}
    assert {"优秀", "良好", "合格", "不合格", "A", "B", "C", "D", None} == {one.grade for one in placed}
    assert {one.separated for one in placed} == {one.place.tied for one in placed} == {True, False}
    assert any(ranking.by_percent for ranking in rankings)
    assert any(ranking.pending for ranking in rankings)
    for effect in ("no_award", "fixed", "at_best", "down", "unstated"):
        assert any(getattr(one.vetoes, effect) for one in placed), effect


def test_what_is_stored_is_the_ranking(rounds: list[tuple[Assessment, Assessment]]) -> None:
    """The first sheet shows places, totals and grades as computed, before anything is recalculated."""
    for before, _ in rounds:
        rows, wanted = shown(made(before)), expected(before)
        assert [_agree(*pair) for pair in zip(rows, wanted, strict=True)] == [True] * len(wanted)


def test_values_alone_show_the_same(
    rounds: list[tuple[Assessment, Assessment]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With more units than formulas can bear the same numbers stand there, and no helper columns."""
    monkeypatch.setattr(plan, "LIVE_UNITS", 0)
    for before, _ in rounds[:8]:
        content = made(before)
        assert not any(cell.data_type == "f" for sheet in opened(content) for row in sheet for cell in row)
        rows, wanted = shown(content), expected(before)
        assert [_agree(*pair) for pair in zip(rows, wanted, strict=True)] == [True] * len(wanted)
        assert not {"排序值", "等次名称", "等次始"} & rows[0].keys()


@needs_libreoffice
def test_stored_results_are_what_libreoffice_computes(
    rounds: list[tuple[Assessment, Assessment]], tmp_path: Path
) -> None:
    """Every formula gives the value that was stored with it, none an error."""
    books = [made(before) for before, _ in rounds]
    for stored, computed in zip(books, recalculated(books, tmp_path), strict=True):
        known, found = values(stored), values(computed)
        assert known.keys() == found.keys()
        for key, value in known.items():
            if isinstance(value, int | float):
                assert math.isclose(float(str(found[key])), value, rel_tol=1e-12), key
            else:
                assert found[key] == value, key


@needs_libreoffice
def test_a_change_re_orders_re_converts_and_re_grades(
    rounds: list[tuple[Assessment, Assessment]], tmp_path: Path
) -> None:
    """After edits of the matrix LibreOffice shows what `rank` gives for the edited scores and the units ranked."""
    books = [_typed_in(made(old), _changes(old, new)) for old, new in rounds]
    for (old, new), content in zip(rounds, recalculated(books, tmp_path), strict=True):
        rows, wanted = shown(content), expected(new)
        assert [_agree(*pair) for pair in zip(rows, wanted, strict=True)] == [True] * len(wanted)
        _remarks_agree(old, new, rows)


def _remarks_agree(old: Assessment, new: Assessment, rows: list[Shown]) -> None:
    """Hold the remarks of the units that nobody took in or out against their vetoes, or why they aren't ranked."""
    told = {row["单位"]: row["备注"] for row in rows}
    unplaced = {one.result.unit.id: one.reason.zh for one in rank(new).unplaced}
    for before, after in zip(old.units, new.units, strict=True):
        if before.status is after.status:
            wanted = unplaced.get(after.unit.id) or _vetoed(after, new.catalog)
            assert (told[after.unit.name] or "") == wanted


def _vetoed(one: UnitResult, catalog: Catalog) -> str:
    return vetoes(catalog, one.submission).told(catalog).zh

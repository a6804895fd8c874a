"""The catalog in words: for all units together, and for one with its own targets."""

from __future__ import annotations

from pathlib import Path

from catalogs import accepted
from forms import towns
from scoresheet.catalog.model import Catalog
from scoresheet.catalog.view import ShownItem, view

CATALOG = """\
catalog: demo
title: 测试表
issuer: 团市委
round: {id: r1, label: 第一轮, due: 2014-11-28}
units:
  - {id: "01", name: 甲县, words: {level: 县}, not_applicable: {"2": drop}}
  - {id: "02", name: 乙区, words: {level: 区}}
targets: t.csv
categories:
  - id: A
    name: 类别
    items:
      - id: "1"
        points: 3
        text: 成立{level}协会，培训{trained}名。
        measures:
          trained: {name: 培训, unit: 名, at_least: 40}
          rate: {name: 犯罪率, unit: "%", below: null}
      - id: "2"
        points: 1.50
        text: 每起扣0.5分。
        rule: {kind: events, events: {ordinary: {name: 一般, deduct: 0.5}}}
"""


def catalog(folder: Path, table: str = "unit,1/trained\n01,50\n", text: str = CATALOG) -> Catalog:
    """Give the catalog with a table of targets."""
    (folder / "t.csv").write_text(table, encoding="utf-8")
    return accepted(folder, text)


def items(shown: Catalog, unit: str | None = None) -> list[ShownItem]:
    """Give the items as they are shown."""
    chosen = None if unit is None else shown.unit(unit)
    return [item for category in view(shown, chosen).categories for item in category.items]


def test_a_unit_sees_its_own_targets_and_words(tmp_path: Path) -> None:
    """Texts are filled in for the unit; a target that is the catalog's is marked, an item that doesn't apply too."""
    first, second = items(catalog(tmp_path), "01")
    assert first.text == "成立县协会，培训50名。"
    assert [measure.asks for measure in first.measures] == ["不少于50名", "低于（没有目标数，%）"]
    assert (second.points, second.remark) == ("1.5", "不适用（不计）")
    assert items(catalog(tmp_path), "02")[0].measures[0].asks == "不少于40名（默认）"


def test_all_units_together_show_what_differs(tmp_path: Path) -> None:
    """A target that differs is left open in the text and shown as a range; the rule is one sentence."""
    first, second = items(catalog(tmp_path))
    assert first.text == "成立县/区协会，培训××名。"
    assert first.measures[0].asks == "不少于40至50名（有的单位用默认）"
    assert second.rule == "满分1.5分，一般每起扣0.5分，最多扣1.5分，最低0分。"


def test_all_units_with_the_default_show_it_marked(tmp_path: Path) -> None:
    """Where no unit has a target of its own the default stands, marked."""
    assert items(catalog(tmp_path, "unit\n"))[0].measures[0].asks == "不少于40名（默认）"
    assert items(catalog(tmp_path, "unit,1/trained\n01,5\n02,5\n"))[0].measures[0].asks == "不少于5名"


def test_totals_are_those_of_the_catalog() -> None:
    """Categories and the whole catalog say their items and points; bonuses and vetoes aren't points."""
    shown = view(towns())
    assert [category.total for category in shown.categories][-1] == "4项，0分"
    assert shown.total == "合计：19项，100分（不含加分）"
    assert [item.points for item in shown.categories[-1].items] == ["加分", "加分", "否决", "否决"]


def test_an_english_catalog_is_shown_in_english(tmp_path: Path) -> None:
    """The words of the view follow the catalog's language."""
    shown = view(catalog(tmp_path, text=CATALOG.replace("issuer:", "locale: en\nissuer:")))
    assert shown.about[0] == "团市委, 第一轮, due 2014-11-28"
    assert shown.categories[0].items[0].measures[0].asks == "at least 40 to 50 名 (default for some)"

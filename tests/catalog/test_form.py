"""A unit's form: its own words and targets in the texts, and a digest that changes with what scores depend on."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoresheet.catalog.form import Form, form_for, placeholders, stray_braces
from scoresheet.catalog.loading import load_catalog

CATALOG = """\
catalog: demo
title: 测试表
issuer: 团市委
round: {id: r1, label: 第一轮}
targets: targets.csv
units:
  - {id: "01", name: 甲县, words: {level: 县}}
  - {id: "02", name: 乙区, words: {level: 区}, not_applicable: {"2": full}}
categories:
  - id: A
    name: 类别
    items:
      - id: "1"
        points: 3
        text: 成立{level}协会{{试点}}，培训{trained}名。
        measures: {trained: {name: 培训, unit: 名, at_least: 40}, rate: {name: 率, unit: "%", below: null}}
      - {id: "2", points: 1.5, text: 其他工作。, rule: {kind: events, register: {rows: 5}}}
"""
TARGETS = "unit,1/trained,1/rate\n01,20,\n"


def form(folder: Path, unit: str = "01", catalog: str = CATALOG, targets: str = TARGETS) -> Form:
    """Give a unit's form of a catalog and a table of targets."""
    (folder / "targets.csv").write_text(targets, encoding="utf-8")
    path = folder / "indicators.yaml"
    path.write_text(catalog, encoding="utf-8")
    loaded = load_catalog(path)
    found = loaded.unit(unit)
    assert found is not None
    return form_for(loaded, found)


def test_texts_hold_the_units_words_and_targets(tmp_path: Path) -> None:
    """The same item reads differently for two units; doubled braces are printed once."""
    assert form(tmp_path, "01").by_id["1"].text == "成立县协会{试点}，培训20名。"
    assert form(tmp_path, "02").by_id["1"].text == "成立区协会{试点}，培训40名。"


def test_defaults_are_the_targets_that_are_not_the_units_own(tmp_path: Path) -> None:
    """A measure without a number is no default; a number from the table is the unit's own."""
    assert form(tmp_path, "01").defaults == 0
    assert form(tmp_path, "02").defaults == 1
    assert form(tmp_path, "02", targets=TARGETS + "02,40,0.5\n").defaults == 0


def test_the_code_names_catalog_round_and_unit(tmp_path: Path) -> None:
    """The form code is what a return is recognised by."""
    assert form(tmp_path, "02").code == "demo/r1/02"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: 测试表", "title: 另一个标题"),
        ("issuer: 团市委", "issuer: 团省委\ncontacts: {phones: ['1']}"),
        ("label: 第一轮", "label: 首轮"),
        ("其他工作。", "其他各项工作。"),
        ("name: 甲县", "name: 甲市, aliases: [甲县]"),
        ("name: 类别", "name: 分类"),
        ("points: 3", "points: 3.00"),
        ("name: 培训, unit: 名", "name: 培训人数, unit: 人"),
    ],
)
def test_the_digest_stays_with_texts_contacts_and_names(tmp_path: Path, old: str, new: str) -> None:
    """What no score depends on can be edited after the forms are out."""
    assert old in CATALOG
    assert form(tmp_path, catalog=CATALOG.replace(old, new)).digest == form(tmp_path).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("catalog: demo", "catalog: demo2"),
        ("id: r1", "id: r2"),
        ("points: 3", "points: 4"),
        ('{id: "2",', '{id: "3",'),
        ("below: null", "below: 5"),
        ("below: null", "at_most: null"),
        ("rows: 5}", "rows: 6}"),
        ("rows: 5}}", "rows: 5}, lowest: 1}"),
        ("words: {level: 县}", 'words: {level: 县}, not_applicable: {"2": drop}'),
        ("issuer: 团市委", "issuer: 团市委\nscores: {decimals: 1}"),
    ],
)
def test_the_digest_changes_with_what_a_score_depends_on(tmp_path: Path, old: str, new: str) -> None:
    """Ids, points, rules, measures, targets and exemptions each give another digest."""
    assert old in CATALOG
    text = CATALOG.replace(old, new).replace(
        '{"2": full}', '{"3": full}' if '{id: "3",' in new else '{"2": full}'
    )
    assert form(tmp_path, catalog=text).digest != form(tmp_path).digest


def test_the_digest_changes_with_the_units_own_target(tmp_path: Path) -> None:
    """A target in the table counts like one in the catalog, for its own unit alone."""
    changed = TARGETS.replace("20", "21")
    assert form(tmp_path, "01", targets=changed).digest != form(tmp_path, "01").digest
    assert form(tmp_path, "02", targets=changed).digest == form(tmp_path, "02").digest


@pytest.mark.parametrize(
    ("text", "names", "stray"),
    [
        ("无", [], []),
        ("{a}和{b}", [("a", 0), ("b", 4)], []),
        ("{{a}}", [], []),
        ("{{{a}}}", [("a", 2)], []),
        ("a}{b", [], [1, 2]),
        ("{a{b}", [("b", 2)], [0]),
    ],
)
def test_braces_are_placeholders_literals_or_strays(
    text: str, names: list[tuple[str, int]], stray: list[int]
) -> None:
    """Each brace of a text is exactly one of the three."""
    assert (list(placeholders(text)), stray_braces(text)) == (names, stray)

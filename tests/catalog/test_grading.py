"""Mistakes in how totals are converted, ties broken and grades given are told at their place."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from catalogs import Bad, accepted, marked_place, mistakes
from scoresheet.catalog.model import Grade

GOOD = """\
catalog: demo
title: 测试表
issuer: 团市委
round: {id: r1, label: 第一轮}
scores: {decimals: 2, convert_to: 1000, bonus_at_most: 2.5}
ranking:
  within_groups: true
  break_ties: [B, "1", "4"]
  grades:
    - {name: 优秀, at_least: 90, places: 1}
    - {name: 良好, at_least: 80}
    - {name: 合格, at_least: 60, percent_of_units: 30}
    - {name: 不合格}
units:
  - {id: "01", name: 甲县, group: 县}
  - {id: "02", name: 乙区, group: 区}
  - {id: "03", name: 丙区, group: 区}
  - {id: "04", name: 丁区, group: 区}
categories:
  - id: A
    name: 发展
    weight: 62.5
    items:
      - {id: "1", points: 3, text: 一。}
  - id: B
    name: 民生
    weight: 37.5
    items:
      - {id: "2", points: 7, text: 二。}
      - {id: "3", points: 0, text: 三。, rule: {kind: veto, effect: grade_at_most, grade: 合格}}
  - id: C
    name: 加分
    items:
      - {id: "4", points: 0, text: 四。, rule: {kind: bonus, levels: {a: {name: 甲, points: 3}}}}
"""

BAD = [
    # Totals.
    Bad("convert_to: 1000", "convert_to: ▲0", "大于0"),
    Bad("convert_to: 1000", "convert_to: ▲10001", "不大于10000"),
    Bad("bonus_at_most: 2.5", "bonus_at_most: ▲0", "大于0"),
    Bad("bonus_at_most: 2.5", "bonus_at_most: ▲2.505", "小数超过2位"),
    Bad("weight: 62.5", "weight: ▲62.4", "相加是99.9，应为100"),
    Bad("weight: 62.5", "weight: ▲0", "大于0"),
    Bad("weight: 62.5", "weight: ▲101", "不大于100"),
    Bad("name: 民生\n    weight: 37.5", "name: ▲民生", "这个类别没有写"),
    Bad("name: 加分\n", "name: 加分\n    weight: ▲1\n", "权重不起作用"),
    Bad("name: 甲县, group: 县", 'name: 甲县, group: 县, not_applicable: ▲{"1": drop, "2": rescale}', "没有一项适用"),
    # Ties and groups.
    Bad('break_ties: [B, "1", "4"]', 'break_ties: [▲D, "1"]', "没有编号为“D”的类别或考核内容"),
    Bad('break_ties: [B, "1", "4"]', 'break_ties: [B, ▲"3"]', "没有得分"),
    Bad('break_ties: [B, "1", "4"]', "break_ties: [▲C]", "类别得分不含加分"),
    Bad('break_ties: [B, "1", "4"]', 'break_ties: [B, "1", ▲B]', "写了两次"),
    Bad("  - id: A\n", '  - id: "1"\n', "分不清按哪个比较"),
    Bad("within_groups: true", "within_groups: ▲yes", "应为 true"),
    Bad('{id: "03", name: 丙区, group: 区}', '{id: "03", name: 丙区}', "这些单位没有写 group：丙区"),
    # Grades.
    Bad("{name: 良好, at_least: 80}", "{name: 良好, at_least: ▲90.01}", "等次要从高到低写"),
    Bad("{name: 合格, at_least: 60", "{name: 合格, at_least: ▲80", "分数线都是80"),
    Bad("{name: 良好, at_least: 80}", "{name: ▲良好}", "只有最后一个等次可以什么都不写"),
    Bad("{name: 良好, at_least: 80}", "{name: ▲优秀, at_least: 80}", "写了两次"),
    Bad("{name: 良好, at_least: 80}", "{name: 良好, at_least: ▲0}", "大于0"),
    Bad("{name: 良好, at_least: 80}", "{name: 良好, places: ▲0}", "不小于1"),
    Bad("percent_of_units: 30", "percent_of_units: ▲100.1", "不大于100"),
    Bad("{name: 优秀, at_least: 90, places: 1}", "▲{name: 优秀, places: 1, percent_of_units: 5}", "名额只能写一种"),
    Bad("{name: 良好, at_least: 80}", "{name: 良好, places: 3}\n    - {name: ▲中等, at_least: 70}", "名额已够3个单位用完"),
    Bad("{name: 优秀", "{▲naem: 优秀", "您是不是要写“name”？"),
    # Vetoes.
    Bad("grade: 合格", "grade: ▲及格", "没有等次“及格”"),
]  # fmt: skip
PLACES = {
    '  - id: "1"\n': (8, 19),
    '{id: "03", name: 丙区}': (7, 18),
}
"""Where a mistake is told that doesn't stand at the change."""


def test_every_key_is_read_as_it_is_written(tmp_path: Path) -> None:
    """Scale, cap, weights, tie-breaks and grades come through exactly."""
    catalog = accepted(tmp_path, GOOD)
    assert (catalog.scale, catalog.bonus_at_most) == (Decimal(1000), Decimal("2.5"))
    assert [category.weight for category in catalog.categories] == [Decimal("62.5"), Decimal("37.5"), None]
    assert (catalog.within_groups, catalog.break_ties) == (True, ("B", "1", "4"))
    assert catalog.grades == (
        Grade("优秀", Decimal(90), places=1),
        Grade("良好", Decimal(80)),
        Grade("合格", Decimal(60), percent_of_units=Decimal(30)),
        Grade("不合格"),
    )


def test_without_the_keys_nothing_is_converted_or_graded(tmp_path: Path) -> None:
    """A catalog that says nothing of this has no scale, no cap, no tie-breaks and no grades."""
    start, end = GOOD.index("scores:"), GOOD.index("units:\n")
    text = re.sub("    weight: .*\n", "", GOOD[:start] + GOOD[end:]).replace(
        "effect: grade_at_most, grade: 合格", "effect: no_award"
    )
    catalog = accepted(tmp_path, text)
    assert (catalog.scale, catalog.bonus_at_most, catalog.is_weighted) == (None, None, False)
    assert (catalog.within_groups, catalog.break_ties, catalog.grades) == (False, (), ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("convert_to: 1000, ", ""),
        ("convert_to: 1000", "convert_to: 10000"),
        ("bonus_at_most: 2.5", "bonus_at_most: 2.55"),
        ("{name: 良好, at_least: 80}", "{name: 良好, at_least: 90}"),
        ("{name: 良好, at_least: 80}", "{name: 良好, percent_of_units: 100}"),
        ("{name: 良好, at_least: 80}", "{name: 良好, places: 2}"),
        ("{name: 优秀, at_least: 90, places: 1}", "{name: 优秀, at_least: 100.5}"),
        ("    - {name: 不合格}\n", ""),
        ('break_ties: [B, "1", "4"]', "break_ties:"),
    ],
)
def test_what_can_apply_is_accepted(tmp_path: Path, old: str, new: str) -> None:
    """Up to each bound a catalog is accepted; a grade may start where the quota of a better one ends."""
    assert GOOD.count(old) == 1
    accepted(tmp_path, GOOD.replace(old, new))


@pytest.mark.parametrize("bad", BAD, ids=[f"{each.says}-{place}" for place, each in enumerate(BAD)])
def test_a_mistake_is_told_at_its_place_in_both_languages(tmp_path: Path, bad: Bad) -> None:
    """A single mistake gives its line and column and a plain sentence, and nothing else is told."""
    assert GOOD.count(bad.old) == 1
    text, place = marked_place(GOOD.replace(bad.old, bad.new))
    (told,) = mistakes(tmp_path, text)
    assert bad.says in told.message.zh
    assert (told.line, told.column) == (place or PLACES[bad.new])
    assert told.message.en != told.message.zh
    assert not re.search("[，。：、；？]", re.sub("“[^”]*”", "", told.message.en))


@pytest.mark.parametrize(("bound", "is_refused"), [("100", False), ("100.01", True)])
def test_without_a_bonus_nobody_reaches_more_than_full_marks(
    tmp_path: Path, bound: str, is_refused: bool
) -> None:
    """A bound above 100 % can be reached by bonuses only."""
    text = GOOD[: GOOD.index("  - id: C")].replace(", bonus_at_most: 2.5", "").replace(', "4"]', "]")
    text = text.replace("{name: 优秀, at_least: 90", f"{{name: 优秀, at_least: {bound}")
    if is_refused:
        (told,) = mistakes(tmp_path, text)
        assert ("达不到" in told.message.zh, told.line, told.column) == (True, 10, 28)
    else:
        accepted(tmp_path, text)


def test_a_veto_on_the_grade_needs_grades(tmp_path: Path) -> None:
    """What changes a grade means nothing where there are none."""
    text = GOOD[: GOOD.index("  grades:")] + GOOD[GOOD.index("units:\n") :]
    (told,) = mistakes(tmp_path, text)
    assert "目录没有写等次" in told.message.zh
    assert (told.line, told.source_line) == (25, next(line for line in text.split("\n") if "veto" in line))


def test_a_similar_id_is_asked_for(tmp_path: Path) -> None:
    """A tie-break that is misspelt by little is guessed at; all that can be written is listed."""
    text = GOOD.replace("  - id: B", "  - id: living").replace("[B,", "[livin,")
    (told,) = mistakes(tmp_path, text)
    assert "您是不是要写“living”？可以写：A、living、C、1、2、3、4。" in told.message.zh


def test_points_are_needed_somewhere(tmp_path: Path) -> None:
    """A catalog of bonuses and vetoes alone has nothing to reach."""
    start, end = GOOD.index("  - id: A"), GOOD.index("  - id: C")
    text = re.sub("  break_ties.*\n", "", GOOD[:start] + GOOD[end:])
    assert ["没有一项有分值" in told.message.zh for told in mistakes(tmp_path, text)] == [True]

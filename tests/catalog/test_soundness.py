"""What is odd about a catalog without mistakes is told at its place, and what is meant is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from catalogs import accepted, marked_place
from scoresheet.catalog.doubt import Doubt, Weight
from scoresheet.catalog.loading import inspect_catalog

ROOT = Path(__file__).parents[2]
SOUND = """\
catalog: demo
title: 测试表
issuer: 团市委
round: {id: r1, label: 第一轮}
contacts: {people: [张三]}
scores: {decimals: 2, total: 10}
ranking: {grades: [{name: 优, at_least: 90}, {name: 其他}]}
units:
  - {id: "01", name: 苍溪县, aliases: [苍溪], words: {level: 县}}
  - {id: "02", name: 利州区, aliases: [利州], words: {level: 区}}
categories:
  - id: A
    name: 类别
    items:
      - id: "1"
        points: 3
        text: 成立{level}协会，培训{trained}名。
        measures:
          trained: {name: 培训, unit: 名, at_least: 40}
      - id: "2"
        points: 4
        text: 开展活动{activities}次，每少1次扣1分。
        measures:
          activities: {name: 活动, unit: 次, at_least: 4}
        rule: {kind: shortfall, per_missing: 1}
      - id: "3"
        points: 3
        text: 发生事故的扣分。
        rule: {kind: events, events: {accident: {name: 事故, deduct: 1}}}
"""
TABLED = SOUND.replace("categories:", "targets: t.csv\ncategories:", 1)


class Odd(NamedTuple):
    """A change that makes the sound catalog odd; ▲ marks where that has to be told, `says` part of it.

    `besides` is a change on lines below the mark that is needed for it.
    """

    old: str
    new: str
    says: str
    weight: Weight = Weight.VERIFY
    besides: tuple[str, str] = ("", "")


def doubts(folder: Path, text: str) -> tuple[Doubt, ...]:
    """Give what is odd about a catalog of this text."""
    path = folder / "indicators.yaml"
    path.write_text(text, encoding="utf-8")
    return inspect_catalog(path)[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: 测试表", "title: 另一张表"),
        # A number that the text prints, in figures or in words, needs no placeholder.
        ("培训{trained}名", "培训40名"),
        (
            "，培训{trained}名。",
            "，培训{trained}名，召开会议一次。\n        rule: {kind: judged}",
        ),
        ("at_least: 40", "at_least: 40.0"),
        # No target where the rule needs none.
        (
            "at_least: 4}\n        rule: {kind: shortfall, per_missing: 1}",
            "at_least: 4}\n        rule: {kind: earn, per_unit: 1}",
        ),
        # An item that doesn't apply.
        ("words: {level: 区}", 'words: {level: 区}, not_applicable: {"1": full}'),
        # Places that differ in a telling letter, and names within one unit.
        ("name: 利州区, aliases: [利州]", "name: 广元第一中学"),
        ("aliases: [苍溪]", "aliases: [苍溪, 苍溪县团委]"),
        # A cap that can be reached; one event that takes all of the points.
        ("deduct: 1}}}", "deduct: 3}}, deduct_at_most: 3}"),
        ("deduct: 1}}}", "deduct: 1}}, lowest: -2, deduct_at_most: 5}"),
        ("{name: 其他}", "{name: 良, at_least: 60}, {name: 其他}"),
        ("{kind: shortfall, per_missing: 1}", "{kind: rank, table: [4, 3]}"),
        (
            "{kind: shortfall, per_missing: 1}",
            "{kind: tiers, bands: [{at_least: 4, score: 4}, {at_least: 0, score: 1}]}",
        ),
    ],
)
def test_what_is_meant_is_not_told(tmp_path: Path, old: str, new: str) -> None:
    """What an office may well mean gives nothing to verify."""
    text = SOUND.replace(old, new, 1)
    if "会议" in new:
        text = text.replace(
            "at_least: 40}", "at_least: 40}\n          held: {name: 会议, unit: 次, at_least: 1}"
        )
    assert [doubt.mistake.message.zh for doubt in doubts(tmp_path, text)] == []


ODD = [
    Odd("scores: {decimals: 2, total: 10}", "▲scores: {decimals: 2}", "没有写总分", Weight.NOTICE),
    Odd("培训{trained}名", "培训很多人", "的目标数（40名）没有写进本项文字"),
    Odd(
        "at_least: 40}",
        "at_least: 40}\n          ▲other: {name: 另一项, unit: 名, at_least: 7}",
        "“另一项”的目标数（7名）",
    ),
    Odd(
        "at_least: 40}",
        "at_least: 40}\n          ▲twin: {name: 另一项, unit: 名, at_least: 40}",
        "共用文字里的一个数",
        Weight.NOTICE,
    ),
    Odd(
        "at_least: 40}",
        "at_least: 40}\n          ▲rate: {name: 犯罪率, unit: '%', below: null}",
        "没有目标数（各单位）",
    ),
    Odd("at_least: 4}", "at_least: ▲0}", "不做也算完成"),
    Odd("at_least: 40}", "below: ▲0}", "要低于0"),
    Odd(
        "{kind: shortfall, per_missing: 1}",
        "▲{kind: earn, per_unit: 1, at_most: 3}",
        "最多得3分，得不到满分4分",
    ),
    Odd(
        "{kind: shortfall, per_missing: 1}",
        "▲{kind: tiers, bands: [{at_least: 80%, score: 3}]}",
        "最多得3分，得不到满分4分",
    ),
    Odd(
        "{kind: shortfall, per_missing: 1}",
        "▲{kind: tiers, bands: [{at_least: 0, score: 4}]}",
        "总是得4分，扣不了分",
    ),
    Odd(
        "{kind: events, events: {accident: {name: 事故, deduct: 1}}}",
        "{kind: bonus, levels: {city: {name: 市级, points: 1}}, at_most: ▲3}",
        "上限3分用不上",
        besides=("total: 10", "total: 7"),
    ),
    Odd("deduct: 1}}}", "deduct: 1}}, deduct_at_most: ▲5, lowest: 0}", "最多扣分用不上"),
    Odd("deduct: 1}}}", "deduct: 1}}, deduct_at_most: ▲2, lowest: 0}", "最低得分到不了"),
    Odd("deduct: 1}}}", "deduct: 3}}, deduct_at_most: ▲2}", "发生一起就超过最多扣分2分：事故"),
    Odd("total: 10}", "total: 10, bonus_at_most: ▲5}", "各加分项全部加满也只有0"),
    Odd("{name: 其他}]", "{name: ▲其他, at_least: 60}]", "达不到的单位就没有等次"),
    Odd("成立{level}协会", "成立协会", "words 里的“level”没有一项文字用到"),
    Odd(
        "text: 发生事故的扣分。",
        "text: ▲成立{level}协会，培训 {trained} 名。\n        measures: {trained: {name: 培训, unit: 名, at_least: 40}}",
        "与第1项（第17行）完全一样",
    ),
    Odd("aliases: [利州]", "aliases: [▲溪县]", "“溪县”包含在苍溪县的名称“苍溪县”（第9行）里"),
    Odd(
        "name: 利州区, aliases: [利州]",
        "name: ▲苍溪区",
        "只差末尾表示建制的字",
        besides=("aliases: [苍溪], ", ""),
    ),
    Odd(
        "aliases: [利州]",
        "aliases: [▲沧溪县团委会]",
        "只有一个字不同于",
        besides=("aliases: [苍溪]", "aliases: [苍溪县团委会]"),
    ),
    Odd("people: [张三]", "people: [▲张三，李四]", "是一个名称，还是几个"),
]


@pytest.mark.parametrize("odd", ODD, ids=[f"{odd.says}-{place}" for place, odd in enumerate(ODD)])
def test_what_is_odd_is_told_at_its_place(tmp_path: Path, odd: Odd) -> None:
    """Each oddity gives one finding with line and column, in both languages; a notice is told from a warning."""
    assert SOUND.count(odd.old) == 1
    text = SOUND.replace(*odd.besides, 1).replace(odd.old, odd.new)
    text, place = marked_place(text)
    (found,) = doubts(tmp_path, text)
    assert odd.says in found.mistake.message.zh
    assert found.weight is odd.weight
    assert found.mistake.message.en != found.mistake.message.zh
    if place is not None:
        assert (found.mistake.line, found.mistake.column) == place


def test_a_fixed_number_beside_differing_targets_is_told(tmp_path: Path) -> None:
    """A text that prints one number although the table gives units different targets is told."""
    (tmp_path / "t.csv").write_text("unit,1/trained\n01,50\n", encoding="utf-8")
    assert doubts(tmp_path, TABLED) == ()
    (found,) = doubts(tmp_path, TABLED.replace("培训{trained}名", "培训40名"))
    assert "各单位“培训”的目标数不一样，文字里的数却是固定的" in found.mistake.message.zh


def test_units_without_a_target_are_named(tmp_path: Path) -> None:
    """Where only some units lack a target they are listed; an item that doesn't apply to a unit needs none there."""
    (tmp_path / "t.csv").write_text("unit,1/rate\n01,5\n", encoding="utf-8")
    text = TABLED.replace(
        "at_least: 40}", "at_least: 40}\n          rate: {name: 犯罪率, unit: '%', below: null}"
    )
    text = text.replace("培训{trained}名", "培训{trained}名，低于5%")
    (found,) = doubts(tmp_path, text)
    assert "没有目标数（这些单位：利州区）" in found.mistake.message.zh
    assert doubts(tmp_path, text.replace("{level: 区}", '{level: 区}, not_applicable: {"1": full}')) == ()


def test_a_table_that_the_catalog_names_is_no_doubt(tmp_path: Path) -> None:
    """Where the catalog names its table, another one beside it may lie there for whatever reason."""
    for name in ("t.csv", "targets.csv"):
        (tmp_path / name).write_text("unit,1/trained\n01,50\n", encoding="utf-8")
    assert doubts(tmp_path, TABLED) == ()


def test_a_table_that_no_catalog_names_is_told(tmp_path: Path) -> None:
    """Targets that lie beside the catalog and have no effect are told, with the line to be added and its place."""
    (tmp_path / "targets.csv").write_text("unit,1/trained\n01,50\n", encoding="utf-8")
    (found,) = doubts(tmp_path, SOUND)
    assert (found.mistake.source_line, found.weight) == ("categories:", Weight.BEFORE_ISSUING)
    assert "“targets: targets.csv”" in found.mistake.message.zh


def test_what_was_read_without_loss_is_told(tmp_path: Path) -> None:
    """A target with its unit behind it counts, and a note says so at its place in the table."""
    (tmp_path / "t.csv").write_text("unit,1/trained\n01,50名\n", encoding="utf-8")
    (found,) = doubts(tmp_path, TABLED)
    assert (found.mistake.file.endswith("t.csv"), found.mistake.line, found.weight) == (
        True,
        2,
        Weight.NOTICE,
    )
    assert "“50名”按50读入" in found.mistake.message.zh


def test_doubts_do_not_keep_a_catalog_from_being_used(tmp_path: Path) -> None:
    """What is odd is accepted all the same."""
    assert accepted(tmp_path, SOUND.replace("培训{trained}名", "培训很多人")).items


def test_the_towns_of_the_examples_are_sound() -> None:
    """The example with every kind of rule has nothing to verify."""
    assert inspect_catalog(ROOT / "examples" / "towns" / "indicators.yaml")[1] == ()


def test_the_shipped_catalog_has_what_the_notice_leaves_open() -> None:
    """The shipped catalog is asked about the numbers that its notice doesn't print, and nothing else."""
    told = [
        (doubt.mistake.source_line or "").strip().split(":")[0]
        for doubt in inspect_catalog(ROOT / "indicators.yaml")[1]
    ]
    assert told == [
        "articles",
        "site_tasks",
        "reports",
        "suspect_rate",
        "crime_rate",
        "renewed",
        "town_staffed",
    ]


def test_thousands_of_names_are_compared_quickly(tmp_path: Path) -> None:
    """Names are looked up, not compared each with each: a ministry's list takes no more than seconds."""
    units = "\n".join(
        f'  - {{id: "{n}", name: 第{n}号测试单位, aliases: [第{n}号, 测{n}号], words: {{level: 县}}}}'
        for n in range(2844)
    )
    start, end = SOUND.index("units:"), SOUND.index("categories:")
    text = f"{SOUND[:start]}units:\n{units}\n{SOUND[end:]}"
    assert doubts(tmp_path, text) == ()

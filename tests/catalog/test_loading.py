"""Every mistake in a catalog is told in plain words, at its place, and all of them at once."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from pathlib import Path

import pytest

from catalogs import Bad, accepted, marked_place, mistakes
from scoresheet.catalog.loading import load_before_targets, load_catalog
from scoresheet.catalog.mistakes import CatalogError
from scoresheet.catalog.model import NotApplicable, Ties
from scoresheet.language import Locale
from scoresheet.rules import kinds

GOOD = """\
catalog: demo
title: 测试表
issuer: 团市委
locale: zh-CN
round: {id: r1, label: 第一轮, due: 2014-11-28}
contacts: {people: [张三], phones: ["000123"]}
scores: {decimals: 2, rounding: half_up, total: 4.5}
ranking: {ties: dense}
form: {total_row: true}
units:
  - {id: "01", name: 甲县, aliases: [甲], words: {level: 县}, not_applicable: {"2": drop}}
  - {id: "02", name: 乙区, words: {level: 区}}
categories:
  - id: A
    name: 类别
    items:
      - id: "1"
        points: 3
        text: 成立{level}协会，培训{trained}名，{{注}}。
        measures:
          trained: {name: 培训, unit: 名, at_least: 40}
          rate: {name: 配备率, unit: "%", below: null, numerator: 实有, denominator: 应有}
      - id: "2"
        points: 1.50
        text: 每起扣0.5分。
        rule: {kind: events, events: {ordinary: {name: 一般, deduct: 0.5}}}
"""


BAD = [
    # What a unit can't do with it.
    Bad("name: 甲县", "name: ▲甲" + "县" * 70, "做不成文件名"),
    Bad('not_applicable: {"2": drop}', 'not_applicable: ▲{"2": drop, "1": rescale}', "没有一项适用"),
    # Keys.
    Bad("catalog: demo", "▲catalgo: demo", "您是不是要写“catalog”？"),
    Bad("title: 测试表", "▲titel: 测试表", "不认识“titel”"),
    Bad("ranking: {ties", "ranking: {▲tie", "可以写：ties、within_groups"),
    Bad('  - {id: "02", name: 乙区', '  - {id: "02", ▲name：乙区, name: 乙区', "冒号没有起作用"),
    Bad("scores: {decimals: 2", "scores: {▲convert: 100, decimals: 2", "您是不是要写“convert_to”？"),
    Bad("{ties: dense}", "{ties: dense, ▲break_tie: [A]}", "您是不是要写“break_ties”？"),
    Bad("title: 测试表", "title: 测试表\n▲title: 再写一次", "第2行和第3行"),
    Bad("rate: {name", "▲trained: {name", "第21行和第22行"),
    Bad("title: 测试表", "title: 测试表\n▲<<: {issuer: 甲}", "“<<”"),
    Bad("title: 测试表", "title: 测试表\n▲[1, 2]: 三", "不是一个词"),
    # Values.
    Bad("title: 测试表", "title:▲", "title 没有填写"),
    Bad("title: 测试表", "title: ▲[测试表]", "title 应为一段文字"),
    Bad("title: 测试表", "title: ▲" + "长" * 201, "有201个字，最多200个字"),
    Bad("title: 测试表", 'title: ▲"一行\\n二行"', "只能写一行"),
    Bad("title: 测试表", 'title: ▲"响\\a铃"', "U+0007"),
    Bad("title: 测试表", "title: ▲!local 测试表", "不支持“!”"),
    Bad("locale: zh-CN", "locale: ▲zh", "您是不是要写“zh-CN”？"),
    Bad("due: 2014-11-28", "due: ▲2014-11-31", "不是有效日期"),
    Bad("due: 2014-11-28", "due: ▲2014年11月28日", "如 2014-11-28"),
    Bad("total_row: true", "total_row: ▲no", "应为 true（是）或 false（否）"),
    Bad("ties: dense", "ties: ▲densse", "可以写：competition、dense"),
    Bad("rounding: half_up", "rounding: ▲half_even", "可以写：half_up"),
    Bad("decimals: 2", "decimals: ▲5", "不大于4"),
    Bad("decimals: 2", "decimals: ▲1.5", "应为整数"),
    Bad("people: [张三]", "people: ▲张三", "people 应为列表"),
    Bad("form: {total_row: true}", "form: ▲合计", "应逐行写“名称: 内容”"),
    Bad("points: 3", "points: ▲三", "不是数"),
    Bad("points: 3", "points: ▲３分", "您是不是要写“3”？"),
    Bad("points: 3", "points: ▲0", "本项分值是0"),
    Bad("points: 3", "points: ▲-1", "不小于0"),
    Bad("points: 3", "points: ▲[3]", "points 应为一个数"),
    Bad("at_least: 40", "at_least: ▲-1", "不小于0"),
    Bad("at_least: 40", "at_least: ▲1234567890123456", "最多能存15位数字"),
    Bad("text: 每起扣0.5分。", "text: ▲" + "长" * 2001, "最多2000个字"),
    Bad("name: 乙区", "name: ▲" + "乙" * 101, "最多100个字"),
    Bad("{name: 培训, unit: 名, at_least: 40}", "▲{name: 培训, unit: 名}", "并且只写一种"),
    Bad("at_least: 40}", "at_most: 40, equals: 40}", "并且只写一种"),
    Bad("numerator: 实有, ", "", "要么都写"),
    # Identifiers and names.
    Bad("catalog: demo", "catalog: ▲demo/2", "斜杠"),
    Bad("{id: r1", "{id: ▲第 1 轮", "不能有空格"),
    Bad('id: "02"', "id: ▲“02”", "引号"),
    Bad('id: "02"', 'id: ▲""', "id 没有填写"),
    Bad("          rate:", "          ▲配备 率:", "不能有空格"),
    Bad("{ordinary:", "{▲a/b:", "斜杠"),
    Bad('id: "02"', 'id: ▲"0:2"', "用作文件名"),
    Bad("name: 乙区", 'name: ▲"乙*区"', "用作文件名"),
    Bad('id: "02"', 'id: ▲"01"', "单位编号“01”已在第11行用过"),
    Bad("name: 乙区", "name: ▲甲县", "已是甲县的名称或编号（第11行）"),
    Bad("name: 乙区,", "name: 乙区, aliases: [▲甲 县],", "已是甲县的名称"),
    Bad("name: 乙区,", "name: 乙区, reporting_as: ▲甲,", "已是甲县的名称"),
    Bad('      - id: "2"', '      - id: ▲"1"', "考核内容编号“1”已在第17行用过"),
    Bad('{"2": drop}', '{▲"3": drop}', "没有编号为“3”的考核内容"),
    Bad('{"2": drop}', '{"2": ▲dropp}', "您是不是要写“drop”？"),
    # Texts.
    Bad("{trained}名", "▲{traind}名", "您是不是要写“trained”？"),
    Bad("{trained}名", "▲{}名", "“{}”既不是"),
    Bad("{trained}名", "▲{rate}名", "没有目标数"),
    Bad("{{注}}", "▲{注", "“{”没有配对"),
    Bad("{{注}}", "注▲}", "“}”没有配对"),
    Bad("words: {level: 区}", "words: {lever: 区}", "这些单位没有写：乙区"),
    Bad("          rate:", "          ▲level:", "既是指标又是"),
    # Sums.
    Bad("total: 4.5", "total: ▲100", "总分100，各项分值相加却是4.5，相差95.5"),
    Bad("decimals: 2", "decimals: 0", "小数超过0位"),
    # Rules.
    Bad("kind: events", "kind: ▲event", "您是不是要写“events”？"),
    Bad(
        "        rule: {kind: events, events: {ordinary: {name: 一般, deduct: 0.5}}}",
        "        rule:\n          kind: events\n          lowest: ▲2\n          events: {ordinary: {name: 一般, deduct: 0.5}}",
        "就没有可扣的分",
    ),
    Bad(
        '        measures:\n          trained: {name: 培训, unit: 名, at_least: 40}\n          rate: {name: 配备率, unit: "%", below: null, numerator: 实有, denominator: 应有}',
        "        rule:\n          kind: tiers\n          bands: ▲[{at_least: 10, score: 1}, {at_least: 40, score: 3}, {at_least: 20, score: 2}]\n"
        "        measures:\n          trained: {name: 培训, unit: 名, at_least: 40}",
        "从",
    ),
    Bad("        measures:\n", "        rule: ▲{kind: ratio}\n        measures:\n", "只能用：at_least"),
    Bad(
        "        measures:\n          trained: {name: 培训,",
        "        rule: ▲{kind: all_or_nothing}\n        measures:\n          trained: {points: 1, name: 培训,",
        "有的没有",
    ),
    Bad(
        "        measures:\n          trained: {name: 培训, unit: 名, at_least: 40}\n          rate",
        "        rule: {kind: all_or_nothing}\n        measures:\n"
        "          trained: {name: 培训, unit: 名, at_least: 40}\n          ▲rate",
        "没有目标数",
    ),
    Bad(
        "text: 每起扣0.5分。\n        rule: {kind: events, events: {ordinary: {name: 一般, deduct: 0.5}}}",
        "text: 每起扣0.5分。\n        rule: ▲{kind: ratio}",
        "却没有写 measures",
    ),
    Bad("kind: events", "kind: ▲[events]", "可以写："),
    Bad("kind: events", "▲combine: mean, kind: events", "不认识“combine”"),
    Bad("kind: events", "▲deduct_max: 5, kind: events", "您是不是要写“deduct_at_most”？"),
    Bad("deduct: 0.5", "deduct: ▲半分", "不是数"),
    Bad("rule: {kind: events, events", "rule: ▲{kind: events, register: {rows: 3}, events", "只写一种"),
    Bad("rule: {kind: events,", "rule: {kind: events, lowest: ▲1.5,", "没有可扣的分"),
    Bad("rule: {kind", "rule: ▲events #", "应逐行写“名称: 内容”"),
    # Writing.
    Bad("    name: 类别", "▲\tname: 类别", "Tab"),
    Bad("title: 测试表", "title▲：测试表", "全角冒号"),
    Bad("title: 测试表", "title▲:测试表", "冒号后面要空一格"),
    Bad("{ordinary: {name: 一般, deduct", "{ordinary: {name: 一般▲，deduct", "全角逗号"),
    Bad("title: 测试表", 'title: ▲"测试表', "引号没有配对"),
    Bad("units:", "▲---\nunits:", "不止一份"),
    Bad("ranking: {ties: dense}", "ranking: ▲*nothing", "不能直接用“*”开头"),
    # Grades and weights.
    Bad(
        "{ties: dense}",
        "{ties: dense, grades: [{name: 良, at_least: 80}, {name: 优, at_least: ▲90}]}",
        "等次要从高到低写",
    ),
    Bad("{ties: dense}", "{ties: dense, grades: [{name: ▲甲}, {name: 乙}]}", "没有分数线也没有名额"),
    Bad("{ties: dense}", "{ties: dense, break_ties: [▲Z]}", "没有编号为“Z”"),
    Bad("{ties: dense}", "{ties: dense, within_groups: ▲true}", "没有写 group"),
    Bad("    name: 类别", "    name: 类别\n    weight: ▲60", "权重相加是60"),
    # The table of targets.
    Bad("form: {", "▲targets: 目标.csv\nform: {", "打不开目标表“目标.csv”"),
]

MENDING = re.compile("请|应|可以|只能|要")
"""What every answer holds: words that say what to do, or what has to stand there."""

# Where the mistake is told on a line that the change doesn't touch.
PLACES = {
    "at_most: 40, equals: 40}": (21, 20),
    "": (22, 17),
    "words: {lever: 区}": (19, 17),
    "decimals: 0": (24, 17),
}


def test_a_catalog_without_mistakes_is_accepted(tmp_path: Path) -> None:
    """A catalog that uses every key is read as it is written."""
    catalog = accepted(tmp_path, GOOD)
    assert (catalog.id, catalog.title, catalog.issuer, catalog.locale) == (
        "demo",
        "测试表",
        "团市委",
        Locale.ZH,
    )
    assert (str(catalog.round.due), catalog.round.interim) == ("2014-11-28", False)
    assert (catalog.contacts.people, catalog.contacts.phones) == (("张三",), ("000123",))
    assert (catalog.decimals, str(catalog.total), catalog.ties) == (2, "4.50", Ties.DENSE)
    first, second = catalog.units
    assert (first.id, first.reporting_as, first.aliases) == ("01", "甲县", ("甲",))
    assert dict(first.not_applicable) == {"2": NotApplicable.DROP}
    assert dict(second.words) == {"level": "区"}
    assert [item.rule.kind for item in catalog.items] == ["judged", "events"]
    assert catalog.items[0].measures[1].numerator == "实有"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("locale: zh-CN\n", ""),
        ('contacts: {people: [张三], phones: ["000123"]}', "contacts:"),
        ("aliases: [甲]", "aliases: [甲, 甲县]"),
        ("aliases: [甲]", "aliases: null"),
        ("scores: {decimals: 2, rounding: half_up, total: 4.5}", "scores: {total: 4.500}"),
        ("total_row: true", "total_row: TRUE"),
        ("kind: events, ", "kind: events, lowest: -1, deduct_at_most: 2.5, "),
        ("text: 每起扣0.5分。", "text: >-\n          每起\n          扣0.5分。"),
        ("words: {level: 区}", "words: &words {level: 区}, contact: 李四"),
        ("title: 测试表", "title: No"),
    ],
)
def test_what_may_be_left_out_or_written_otherwise_is_accepted(tmp_path: Path, old: str, new: str) -> None:
    """Optional keys, equal spellings and YAML's own ways of writing a text are no mistakes."""
    assert old in GOOD
    accepted(tmp_path, GOOD.replace(old, new))


@pytest.mark.parametrize("bad", BAD, ids=[f"{each.says}-{place}" for place, each in enumerate(BAD)])
def test_a_mistake_is_told_at_its_place_in_both_languages(tmp_path: Path, bad: Bad) -> None:
    """A single mistake gives its line and column and a plain sentence; the English one is no copy of the Chinese."""
    assert GOOD.count(bad.old) == 1
    text, place = marked_place(GOOD.replace(bad.old, bad.new))
    told = mistakes(tmp_path, text)
    about = [mistake for mistake in told if bad.says in mistake.message.zh]
    assert about, [mistake.message.zh for mistake in told]
    assert (about[0].line, about[0].column) == (place or PLACES[bad.new])
    assert about[0].source_line == text.split("\n")[about[0].line - 1]
    assert about[0].message.en != about[0].message.zh
    assert not re.search("[，。：、；？]", re.sub("“[^”]*”", "", about[0].message.en))
    assert MENDING.search(about[0].message.zh), about[0].message.zh


def test_the_table_of_mistakes_is_wide() -> None:
    """The table holds many mistakes, no two of which are answered alike."""
    assert len({bad.says for bad in BAD}) >= 70


def test_a_mistake_brings_no_others_with_it(tmp_path: Path) -> None:
    """A misspelt key is told once, not as unknown, as missing and for what hangs on it."""
    told = mistakes(tmp_path, GOOD.replace("points: 3", "point: 3"))
    assert [(mistake.line, mistake.column) for mistake in told] == [(18, 9)]
    (tmp_path / "t.csv").write_text("unit,1/trained\n01,5\n", encoding="utf-8")
    told = mistakes(tmp_path, GOOD.replace("form: {", "targets: t.csv\nform: {").replace("units:", "unist:"))
    assert [(mistake.line, mistake.column) for mistake in told] == [(11, 1)]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Mistakes of every sort, in keys, values, names, texts and sums, come in one answer."""
    text = GOOD
    for old, new in [
        ("title: 测试表", "titel: 测试表"),
        ("decimals: 2", "decimals: 0"),
        ("name: 乙区", "name: 甲县"),
        ("points: 3", "points: 三"),
        ("{trained}名", "{traind}名"),
        ("deduct: 0.5", "deduct: x"),
    ]:
        text = text.replace(old, new)
    places = [(mistake.line, mistake.column) for mistake in mistakes(tmp_path, text)]
    assert places == [(2, 1), (12, 22), (18, 17), (19, 29), (24, 17), (26, 68)]


def test_the_language_of_the_mistakes_is_the_catalogs(tmp_path: Path) -> None:
    """An English catalog is answered in English, one whose language can't be read in Chinese."""
    for locale, expected in [("en", Locale.EN), ("zh-CN", Locale.ZH), ("klingon", Locale.ZH)]:
        path = tmp_path / "indicators.yaml"
        path.write_text(GOOD.replace("zh-CN", locale).replace("points: 3", "points: x"), encoding="utf-8")
        with pytest.raises(CatalogError) as caught:
            load_catalog(path)
        assert caught.value.locale is expected
        assert ("is no number" in str(caught.value)) == (expected is Locale.EN)


def test_scalars_keep_their_text(tmp_path: Path) -> None:
    """Numbers with zeros and words that YAML takes for something else stay as they are written."""
    text = GOOD.replace("people: [张三]", "people: [no, 1.10, 0x1F, 12:30:45, 2014-01-01, 'null']")
    assert accepted(tmp_path, text).contacts.people == (
        "no",
        "1.10",
        "0x1F",
        "12:30:45",
        "2014-01-01",
        "null",
    )


def test_references_are_followed(tmp_path: Path) -> None:
    """What is written once and referred to with * counts in both places."""
    text = GOOD.replace("words: {level: 县}", "words: &words {level: 县}").replace(
        "words: {level: 区}", "words: *words"
    )
    assert [unit.words["level"] for unit in accepted(tmp_path, text).units] == ["县", "县"]


def test_a_reference_to_itself_is_refused(tmp_path: Path) -> None:
    """A value that holds itself is told, not followed."""
    told = mistakes(tmp_path, GOOD.replace("words: {level: 区}", "words: &words {level: *words}"))
    assert [(mistake.line, mistake.message.zh[:8]) for mistake in told] == [(12, "这里用“*”引用")]


def test_references_that_explode_are_refused(tmp_path: Path) -> None:
    """References of references that would unfold into billions of values are told, not unfolded."""
    layers = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert any("超过一百万项" in mistake.message.zh for mistake in mistakes(tmp_path, "\n".join(layers)))


def test_the_digest_is_that_of_the_files(tmp_path: Path) -> None:
    """The digest is the SHA-256 of the catalog's bytes followed by the table's."""
    text = GOOD.replace("form: {", "targets: t.csv\nform: {")
    table = "unit,1/trained\n01,20\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    assert accepted(tmp_path, GOOD).digest == hashlib.sha256(GOOD.encode()).hexdigest()
    assert accepted(tmp_path, text).digest == hashlib.sha256((text + table).encode()).hexdigest()


def test_mistakes_in_the_catalog_and_in_its_table_come_together(tmp_path: Path) -> None:
    """The table of targets is checked even where the catalog has mistakes of its own."""
    (tmp_path / "t.csv").write_text("unit,1/trained\n01,many\n", encoding="utf-8")
    text = GOOD.replace("form: {", "targets: t.csv\nform: {").replace("points: 3", "points: x")
    told = mistakes(tmp_path, text)
    assert [(Path(mistake.file).name, mistake.line) for mistake in told] == [
        ("indicators.yaml", 19),
        ("t.csv", 2),
    ]


def test_an_unknown_kind_of_rule_lists_all_that_there_are(tmp_path: Path) -> None:
    """Every kind of rule in the folder can be written, and the answer to a wrong one names them."""
    told = mistakes(tmp_path, GOOD.replace("kind: events", "kind: magic"))
    assert all(kind in told[0].message.en for kind in kinds())


def test_the_table_can_say_what_does_not_apply(tmp_path: Path) -> None:
    """Items that don't apply by the table count beside those of the catalog."""
    (tmp_path / "t.csv").write_text("unit,不适用\n01,1：满分\n02,2：折算\n", encoding="utf-8")
    first, second = accepted(tmp_path, GOOD.replace("form: {", "targets: t.csv\nform: {")).units
    assert dict(first.not_applicable) == {"1": NotApplicable.FULL, "2": NotApplicable.DROP}
    assert dict(second.not_applicable) == {"2": NotApplicable.RESCALE}


def test_a_catalog_can_be_read_before_its_targets(tmp_path: Path) -> None:
    """Targets that are missing, or a table that isn't there yet, keep nobody from making that table."""
    text = GOOD.replace("form: {", "targets: t.csv\nform: {").replace("at_least: 40", "at_least: null")
    path = tmp_path / "indicators.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match="打不开目标表"):
        load_catalog(path)
    before = load_before_targets(path)
    assert (before.file, before.table.values) == (tmp_path / "t.csv", {})
    (tmp_path / "t.csv").write_text("unit,1/trained\n01,5\n", encoding="utf-8")
    with pytest.raises(CatalogError, match="没有目标数"):
        load_catalog(path)
    assert load_before_targets(path).table.values == {("01", "1", "trained"): Decimal(5)}


def test_other_mistakes_are_told_before_the_targets_too(tmp_path: Path) -> None:
    """Only missing targets are overlooked."""
    path = tmp_path / "indicators.yaml"
    path.write_text(GOOD.replace("points: 3", "points: x"), encoding="utf-8")
    with pytest.raises(CatalogError, match="不是数"):
        load_before_targets(path)

"""Sentences of scoring: every kind that one clearly names, and judged where anything is left open."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scoresheet.notice.counting import counts, with_shared
from scoresheet.notice.english import english_counts
from scoresheet.notice.scoring_words import Item, Presumed, scoring_spans
from scoresheet.notice.sentences import Reading, read_rule


def _read(text: str, rule: str, points: str | None, *, bonus: bool = False) -> Reading:
    found = (
        counts(text, taken=scoring_spans(text))
        if any(letter > "z" for letter in text)
        else english_counts(text)
    )
    item = Item(text, None if points is None else Decimal(points), tuple(with_shared(found)), bonus)
    return read_rule(rule or text, item, always=bool(rule))


@pytest.mark.parametrize(
    ("text", "rule", "points"),
    [
        ("落实责任", "责任不落实酌情扣分", "3"),
        ("落实责任", "查看资料", "3"),
        ("开展活动不少于3次", "每少1次扣1分；未上报方案的扣0.5分", "3"),
        ("开展活动不少于3次", "每少1次扣5分", "3"),
        ("活动不少于3次，培训不少于100人", "每少1次扣1分", "3"),
        ("满意度", "满意度高的得3分，一般的得1分，差的不得分", "3"),
        ("开展活动", "每少1次扣0.5分", "3"),
        ("发生重大事故", "一票否决", "5"),
        ("信息采用", "排名第一得6分，第二得5分", "6"),
        ("化解率", "不高于全省平均值得满分，每高1个百分点扣1分", "3"),
        ("每2人一组", "每发生2起扣1分", "3"),
        ("信息工作", "采用10篇以上得满分", "3"),
        ("完成率达到90%", "达到90%得2分，80%得1分", "3"),
    ],
)
def test_what_is_not_clear_stays_judged(text: str, rule: str, points: str) -> None:
    """A sentence that is understood in part only, or that the item's numbers can't feed, makes no rule."""
    reading = _read(text, rule, points)

    assert reading.rule is None
    assert reading.left


@pytest.mark.parametrize(
    ("text", "rule", "points", "kind", "parameters"),
    [
        ("开展活动不少于4次", "每少1次扣0.5分，扣完为止", "2", "shortfall", {"per_missing": Decimal("0.5")}),
        ("开展活动不少于4次，每少一次扣0.5分。", "", "2", "shortfall", {"per_missing": Decimal("0.5")}),
        (
            "培训不少于100人",
            "每少10人扣1分",
            "5",
            "shortfall",
            {"per_missing": Decimal(1), "each": Decimal(10)},
        ),
        ("配备率不低于90%", "每低一个百分点扣0.25分", "3", "shortfall", {"per_missing": Decimal("0.25")}),
        ("化解率不低于85%", "低于85%的扣减1分", "3", "shortfall", {"bands": [{"deduct": Decimal(1)}]}),
        ("事故控制在3起以内", "每超1起扣1分", "3", "shortfall", {"per_missing": Decimal(1)}),
        (
            "涉罪率低于2.4%",
            "比上年每高1个百分点扣1分",
            "3",
            "baseline",
            {"better": "lower", "per_point": Decimal(1)},
        ),
        ("完成培训100人", "完成得满分，未完成不得分", "2", "all_or_nothing", {}),
        ("完成培训100人", "按完成比例计分", "2", "ratio", {}),
        ("完成培训100人", "得分=实际完成数/目标任务数×分值", "2", "ratio", {}),
        ("完成培训100人", "按完成率计分，低于50%不得分", "2", "ratio", {"cutoff": "50%"}),
        ("完成培训100人", "按完成率计分，上不封顶", "2", "ratio", {"max_ratio": None}),
        (
            "满意度达到90%以上",
            "达到90%以上得3分，80%以上得2分，其余不得分",
            "3",
            "tiers",
            {"bands": [{"at_least": "90", "score": Decimal(3)}, {"at_least": "80", "score": Decimal(2)}]},
        ),
        (
            "完成培训100人",
            "完成80%以上得5分，50%以上得3分，50%以下不得分",
            "5",
            "tiers",
            {"bands": [{"at_least": "80%", "score": Decimal(5)}, {"at_least": "50%", "score": Decimal(3)}]},
        ),
        ("信息工作", "每采用1篇得0.5分，最多得3分", "3", "earn", {"per_unit": Decimal("0.5")}),
        (
            "信息采用不少于10篇",
            "排名第一得6分，第二得5分，第三得4分，其他依次递减0.5分",
            "6",
            "rank",
            {"table": [Decimal(6), Decimal(5), Decimal(4)], "step": Decimal("0.5")},
        ),
        (
            "信息采用不少于10篇",
            "前2名得满分，其他依次递减0.2分",
            "6",
            "rank",
            {"table": [Decimal(6)] * 2, "step": Decimal("0.2")},
        ),
        (
            "有方案、有台账、有总结",
            "每缺一项扣0.5分",
            "2",
            "checklist",
            {
                "conditions": {
                    f"c{place}": {"name": name, "deduct": Decimal("0.5")}
                    for place, name in enumerate(("有方案", "有台账", "有总结"), 1)
                }
            },
        ),
        (
            "制度",
            "制度健全得2分，专人负责得1分",
            "3",
            "checklist",
            {
                "conditions": {
                    "c1": {"name": "制度健全", "points": Decimal(2)},
                    "c2": {"name": "专人负责", "points": Decimal(1)},
                }
            },
        ),
        (
            "不发生重大安全事故",
            "发生1起扣2分",
            "3",
            "events",
            {"events": {"e1": {"name": "安全事故", "deduct": Decimal(2)}}},
        ),
        (
            "按时报送",
            "未按时报送的每次扣0.5分，扣完为止",
            "3",
            "events",
            {"events": {"e1": {"name": "未按时报送", "deduct": Decimal("0.5")}}},
        ),
        (
            "控制事故",
            "发生1起一般事故扣10分，较大事故扣20分，最多扣40分",
            "40",
            "events",
            {
                "events": {
                    "e1": {"name": "一般事故", "deduct": Decimal(10)},
                    "e2": {"name": "较大事故", "deduct": Decimal(20)},
                },
                "deduct_at_most": Decimal(40),
            },
        ),
        ("见保障指标（实行扣分制）", "", "15", "events", {"register": {"rows": 10}, "lowest": 0}),
        ("发生重大事故", "一票否决，取消评优资格", None, "veto", {"effect": "no_award"}),
        (
            "Hold at least 4 meetings",
            "0.5 off for each missing meeting",
            "2",
            "shortfall",
            {"per_missing": Decimal("0.5")},
        ),
        ("Train 250 volunteers", "Pro rata", "5", "ratio", {}),
        ("Coverage of at least 90%", "Full points if reached, otherwise none", "5", "all_or_nothing", {}),
    ],
)
def test_what_a_sentence_clearly_names(
    text: str, rule: str, points: str | None, kind: str, parameters: dict[str, Any]
) -> None:
    """Each kind of rule is recognised with its numbers."""
    drawn = _read(text, rule, points).rule

    assert drawn is not None
    assert (drawn.kind, drawn.parameters) == (kind, parameters)


def test_bonuses_are_levels() -> None:
    """加分 makes a bonus where the item is one; how often a matter counts is told where it is printed."""
    adding = _read("信息工作", "信息每被采用1篇加0.5分，最多加2分", "2", bonus=True).rule
    highest = _read("表彰", "省级表彰加3分，市级表彰加1分，按最高级别计，不重复加分", None, bonus=True).rule
    open_one = _read("表彰", "省级表彰加3分，市级表彰加1分", None, bonus=True).rule

    assert adding is not None
    assert highest is not None
    assert open_one is not None
    assert adding.parameters["once"] == "sum"
    assert highest.parameters == {
        "levels": {
            "b1": {"name": "省级表彰", "points": Decimal(3)},
            "b2": {"name": "市级表彰", "points": Decimal(1)},
        },
        "once": "max",
    }
    assert highest.presumed == ()
    assert open_one.presumed == (Presumed.ONCE,)


def test_what_is_understood_in_part_is_told() -> None:
    """The part that names a rule is kept for the person who decides, with the words that don't fit."""
    reading = _read("开展活动不少于3次", "每少1次扣1分；未上报方案的扣0.5分", "3")

    assert reading.in_part is not None
    assert (reading.in_part.kind, reading.left) == ("shortfall", ("未上报方案的扣0.5分",))

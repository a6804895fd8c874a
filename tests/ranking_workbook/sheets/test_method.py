"""计分说明 says each rule that is used, and none that isn't."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

import rankings
from rankings import grade, unit
from scoresheet.catalog.model import Category, NotApplicable, Ties, Unit
from scoresheet.ranking.ordering import rank
from scoresheet.ranking_workbook.method import sentences
from scoresheet.ranking_workbook.plan import Plan
from scoresheet.rule.model import Effect

FULL: dict[str, str | None] = {"1": "10", "2": "6.5", "3": "1.5", "4": "5", "5": "0", "6": "0"}
RESCALED = unit("u", i1=NotApplicable.RESCALE)
WEIGHTS = rankings.categories({"A": "60", "B": "40"})


def said(*units: Unit, scores: Mapping[str, str | None] | None = None, **changes: Any) -> list[str]:
    """Give the Chinese sentences for a round of units with full marks but for `scores`."""
    made = rankings.catalog(units or [unit("u")], **changes)
    vetoes = {item.id: "0" for item in made.items if item.rule.veto is not None}
    entered = [rankings.Entered({**FULL, **(scores or {})}, vetoes) for _ in made.units]
    assessment = rankings.round_of(made, entered)
    told = list(sentences(Plan(assessment, rank(assessment))))
    assert not [one.en for one in told if re.search("[，。：；（）]", one.en)]
    assert all("{" not in one.zh + one.en for one in told)
    return [one.zh for one in told]


def without_extras() -> tuple[Category, ...]:
    """Give the categories without bonuses, vetoes and scores by place."""
    first, second, _ = rankings.categories()
    return first, replace(second, items=second.items[:1])


def test_nothing_is_said_of_rules_that_are_not_used() -> None:
    """A catalog of plain scores has no word of bonuses, conversion, grades, vetoes, groups or places."""
    text = "".join(said(categories=without_extras()))
    for word in ("加分", "折算", "等次", "否决", "组", "待定", "依次比较", "权重", "按各单位的名次"):
        assert word not in text, word


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "第5、6项是加分项，得分加在总分上，不计入满分和各类得分。"),
        ({"bonus_at_most": Decimal("2.50")}, "不计入满分和各类得分；加分合计超过2.5分的按2.5分计。"),
        ({"convert_to": Decimal(100)}, "折算得分＝自查总分÷本单位满分×100，四舍五入到2位小数一次。"),
        ({"convert_to": Decimal(1000), "decimals": 0}, "×1000，四舍五入到整数一次。"),
        ({"convert_to": Decimal(100)}, "按折算得分从高到低排名。得分相同的单位名次并列"),
        (
            {"categories": WEIGHTS},
            "折算得分＝各类别“得分÷本单位该类别可得分值×权重”之和×100，再加加分，四舍五入到2位小数一次。权重：发展60%、民生40%。",
        ),
        (
            {"break_ties": ("B", "5")},
            (
                "按自查总分从高到低排名。得分相同的单位依次比较“民生”类得分、第5项得分，高的在前，不适用的在后。"
                "仍然相同的单位名次并列，后面的名次空出"
            ),
        ),
        ({"break_ties": ("1",), "ties": Ties.DENSE}, "仍然相同的单位名次并列，后面的名次不空出"),
        ({}, "第4项按各单位的名次计分"),
        (
            {"grades": (grade("优秀", "90"), grade("其他"))},
            "等次按得分率（自查总分÷本单位满分）评定，分数线含本数：优秀（不低于90%）、其他（其余单位）。",
        ),
        (
            {"grades": (grade("优秀", "90"),), "convert_to": Decimal(1000)},
            "等次按折算得分占1000分的百分比评定",
        ),
        (
            {"grades": (grade("A", "90", places=2), grade("B", percent="30.5"))},
            (
                "A（不低于90%，名额2个）、B（名额为参加排名单位的30.5%，向下取整）。名额从高到低依次使用；并列单位跨名额的，"
                "不自动评定等次，由办公室决定。"
            ),
        ),
        (
            {"categories": rankings.categories(None, [(Effect.NO_AWARD, None)] * 2)},
            "第7、8项是否决项，不计分，不影响得分和名次",
        ),
    ],
)
def test_each_rule_has_its_sentence(changes: Mapping[str, Any], expected: str) -> None:
    """What a catalog asks for is said, with its own numbers."""
    assert any(expected in sentence for sentence in said(**changes)), said(**changes)


def test_groups() -> None:
    """Whether the groups are the contest or stand beside is said, and whose the quotas are."""
    units, grades = (unit("a", "县"), unit("b", "区")), (grade("A", places=1), grade("B"))
    beside = "".join(said(*units, grades=grades))
    assert "组内名次只与同组单位比较，并列的处理相同。组别：县、区。" in beside
    assert "名额按组分别计算" not in beside
    within = "".join(said(*units, grades=grades, within_groups=True))
    assert (
        "各组分别排名，“组内名次”只与同组单位比较；“总名次”是在全部单位中的名次，并列的处理相同。组别：县、区。"
        in within
    )
    assert "名额按组分别计算。" in within


def test_pending_scores() -> None:
    """Items that wait for a unit are named, and grades don't follow changes then."""
    grades = (grade("A", "90"), grade("B"))
    text = "".join(said(scores={"4": None}, grades=grades))
    assert "第4项还有单位未校验通过，得分待定：目前自查总分和名次不含该项，暂不评等次。" in text
    assert "等次随之更新" not in text
    assert "待定" not in "".join(said(grades=grades))
    assert "修改“得分矩阵”后等次随之更新。" in "".join(said(grades=grades))


def test_what_does_not_apply() -> None:
    """A bonus is not scaled up with the rest, and one that doesn't apply scales nothing up itself."""
    assert "按比例折算时加分不折算" not in "".join(said(unit("u", i1=NotApplicable.DROP)))
    assert "按比例折算时加分不折算。" in "".join(said(RESCALED))
    assert "u第5项不适用，不计分。" in said(unit("u", i5=NotApplicable.RESCALE))


def test_a_weight_without_items_is_told() -> None:
    """Where nothing of a category applies to some unit, it is said what becomes of the weight."""
    words = "某一类别对单位没有适用项的，该类权重按比例分给其他类别。"
    assert words not in "".join(said(RESCALED, categories=WEIGHTS))
    nothing = unit("u", i1=NotApplicable.DROP, i2=NotApplicable.DROP)
    assert words in "".join(said(nothing, categories=WEIGHTS))

"""Counts with units in a text: their numbers, where they stand, and what makes them doubtful."""

from __future__ import annotations

import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoresheet.checking.narrative import Doubt, counts, uncounted, units

PERIOD = "2014年1—11月"


def doubt_of(text: str, unit: str = "次", period: str = PERIOD) -> Doubt | None:
    """Give the doubt about the last count of a text, which must have one."""
    return counts(text, unit, period)[-1].doubt


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", "次"),
        ("已按要求完成。", "次"),
        ("若干次", "次"),
        ("11月3日，2014年", "次"),
        ("第3次会议", "次"),
        ("第 3 次会议", "次"),
        ("第十二次会议", "次"),
        ("省委十届四次全会", "次"),
        ("市委六届八次全会", "次"),
        ("召开2次全体会议", "次"),
        ("2次序", "次"),
        ("历时3个月", "个"),
        ("2个小时、5个工作日", "个"),
        ("提高5个百分点", "个"),
        ("提高5个百分点", "%"),
        ("培训45人次", "人"),
        ("培训45人次", "次"),
        ("培训45人（次）", "人"),
        ("培训1，200人", "人"),
        ("2名额", "名"),
        ("3场次", "场"),
        ("2015年起实施", "起"),
        ("1起到作用", "起"),
        ("电话3267503", "次"),
        ("投入2万元", "次"),
        ("举办2场", "次"),
        ("举办2期", "场"),
        ("2项活动", "个"),
        ("5家企业", "个"),
        ("“三次创业”主题活动", "次"),
        ("《两次握手》", "次"),
        ("A2次列车", "次"),
        ("唯一一次", "次"),
        ("开展活动2次", ""),
        ("开展活动2次", "/"),
        ("开展活动2次" + "。" * 2000, "次"),
        ("2次，" * 100, "次"),
        ("held 2 meetings", "activities"),
        ("held 2 meetingplaces", "meeting"),
    ],
)
def test_what_counts_something_else_is_no_count(text: str, unit: str) -> None:
    """Ordinals, dates, names, longer words and other units are passed over, and so is a text without end."""
    assert counts(text, unit, PERIOD) == ()


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("开展活动2次", "次", "2"),
        ("开展活动 2 次", "次", "2"),
        ("开展活动２次", "次", "2"),
        ("培训1,200人", "人", "1200"),
        ("培训45名", "人", "45"),
        ("培训45人", "名", "45"),
        ("开展两次", "次", "2"),
        ("开展一次", "次", "1"),
        ("三场", "场", "3"),
        ("十二名", "名", "12"),
        ("二十名", "名", "20"),
        ("三十五名", "名", "35"),
        ("一百零二名", "名", "102"),
        ("一百二十名", "名", "120"),
        ("两千三百人", "人", "2300"),
        ("一万二千人", "人", "12000"),
        ("零次", "次", "0"),
        ("开展0次", "次", "0"),
        ("完成率95%", "%", "95"),
        ("完成率９５．５％", "%", "95.5"),
        ("完成率百分之九十五", "%", "95"),
        ("完成率百分之百", "%", "100"),
        ("开展活动5个", "个/次", "5"),
        ("开展活动5次", "个/次", "5"),
        ("创建2所。", "所", "2"),
        ("held 2 activities", "activities", "2"),
        ("held two large activities", "activities", "2"),
        ("trained 45 people", "people", "45"),
        ("1 session", "sessions", "1"),
        ("rate of 95%", "%", "95"),
    ],
)
def test_a_plain_count_is_found(text: str, unit: str, number: str) -> None:
    """Digits of any width, Chinese numerals in full, percentages and simple English."""
    (found,) = counts(text, unit, PERIOD)

    assert (found.number, found.doubt) == (Decimal(number), None)
    assert found.end <= len(text)


DOUBTFUL = {
    Doubt.AIM: [
        "目标3次",
        "目标任务3次",
        "要求开展3次",
        "应完成3次",
        "须开展3次",
        "计划开展5次",
        "原定开展5次",
        "还差1次",
        "尚缺1次",
        "少开展1次",
        "目标不少于3次",
        "按照开展3次的要求",
        "target of 3次",
    ],
    Doubt.PART: ["开展活动3次，其中2次为比武", "开展活动3次（其中县级1次）", "3次, of which 2次"],
    Doubt.PLANNED: [
        "拟开展2次",
        "将开展2次",
        "下一步开展2次",
        "预计开展2次",
        "争取再开展1次",
        "明年开展2次",
        "计划开展比武，共2次",
        "we will hold 2次",
    ],
    Doubt.UNDONE: ["1次推迟", "未开展2次", "没有开展2次", "2次未开展", "取消1次", "2次 not held"],
    Doubt.CHANGE: ["同比增加2次", "比去年多2次", "较上年增长2次", "减少2次"],
    Doubt.RATE: ["每月2次", "每年不少于3次", "人均2次", "每校开展1次", "2次 per month"],
    Doubt.SHARED: [
        "各1次",
        "分别开展2次",
        "另开展1次",
        "还开展1次",
        "此外，开展1次",
        "（县级1次）",
        "（县级开展，1次）",
        "首次开展1次",
        "2次中",
        "包括2次",
        "一是2次",
        "以上2次",
    ],
    Doubt.ROUGH: [
        "近2次",
        "约2次",
        "超过2次",
        "不少于2次",
        "至少2次",
        "2次以上",
        "2次（含）以上",
        "2次左右",
        "10余次",
        "10多次",
        "十余次",
        "几十次",
        "数十次",
        "百次",
        "3-5次",
        "3～5次",
        "3至5次",
        "3次至5次",
        "两三次",
        "一百二次",
        "2次/月",
        "1.5次",
        "2千次",
        "about 2次",
        "2次 or more",
    ],
    Doubt.PERIOD: [
        "上半年2次",
        "三季度2次",
        "第三季度2次",
        "去年2次",
        "2013年2次",
        "9月2次",
        "9月20日2次",
        "五月2次",
        "1-6月2次",
        "截至9月底2次",
        "2次（截至10月31日）",
        "五四期间2次",
        "活动当天2次",
        "in May 2次",
        "last year 2次",
    ],
}


@pytest.mark.parametrize(
    ("doubt", "text"), [(doubt, text) for doubt, texts in DOUBTFUL.items() for text in texts]
)
def test_what_takes_something_away_from_a_count_is_told(doubt: Doubt, text: str) -> None:
    """Each kind of doubt is told by its words."""
    assert doubt_of(text) is doubt


@pytest.mark.parametrize(
    "text",
    [
        "西部计划志愿者2次",
        "未成年人保护宣传2次",
        "按计划开展2次",
        "按照市上要求开展2次",
        "各类活动2次",
        "青少年2次",
        "志愿者人次数2次",
        "2014年2次",
        "2014年1-11月2次",
        "2014年1至11月2次",
        "1月到11月2次",
        "截至11月底2次",
        "截至2014年11月28日2次",
        "截至目前2次",
        "今年以来2次",
        "计划开展3次，实际完成2次",
        "9月启动。全年2次",
        "联系各方。共2次",
    ],
)
def test_words_that_only_look_like_a_doubt_are_none(text: str) -> None:
    """Names, stock phrases and the period that is reported take nothing away."""
    assert doubt_of(text) is None


def test_other_periods_are_told_by_the_label_alone() -> None:
    """Without a label no date is known to be the reported one."""
    assert doubt_of("2014年2次", period="") is Doubt.PERIOD
    assert doubt_of("2014年2次", period="2014年") is None
    assert doubt_of("1-11月2次", period="2014年") is Doubt.PERIOD


@pytest.mark.parametrize("unit", ["个", "名", "人", "家"])
def test_one_as_an_article_is_no_number(unit: str) -> None:
    """一个 and 一名 are written where nothing is counted."""
    (found,) = counts(f"培育一{unit}", unit)

    assert found.doubt is Doubt.ROUGH


def test_places_and_words_are_those_of_the_text() -> None:
    """The clause is given for quoting, the words around the count for telling what is counted."""
    text = "我县：举办培训班３期，培训志愿者（骨干）４５名青年、干部20人。"
    first, second = counts(text, "人", PERIOD)

    assert text[first.start : first.end] == "４５名"
    assert (first.unit, first.number) == ("名", Decimal(45))
    assert first.words == "培训志愿者（骨干）４５名青年"
    assert first.about.split() == ["培训志愿者", "青年"]
    assert first.lead == "我县:举办培训班3期，"
    assert second.words == "培训志愿者（骨干）４５名青年、干部20人"
    assert second.about.split() == ["青年、干部"]


def test_a_long_clause_is_cut_so_that_the_count_is_seen() -> None:
    """What is quoted has at most 40 characters, and the count is among them."""
    (found,) = counts(f"{'深入推进' * 20}开展活动2次{'成效明显' * 20}", "次")

    assert found.words.startswith("…")
    assert found.words.endswith("…")
    assert "开展活动2次成效明显" in found.words
    assert len(found.words) <= 40


def test_units_that_mean_the_same_are_named() -> None:
    """Only people are counted by two words; a unit may itself name two."""
    assert units("人") == ("人", "名")
    assert units("名") == ("名", "人")
    assert units("个/次") == ("个", "次")
    assert units(" ％ ") == ("%",)
    assert units("场") == ("场",)


def test_counts_and_notes_can_be_taken_out() -> None:
    """What is left says what was done, not how much."""
    assert uncounted("【演示】开展3次、培训２０余人，完成95%").split() == ["开展", "、培训", "，完成"]


@given(
    st.text(
        alphabet="开展活动近12３两十百万次人个%.,，。（）“”、年月日至-— " + string.ascii_lowercase,
        max_size=300,
    )
)
def test_no_text_is_too_strange(text: str) -> None:
    """Whatever stands there, counts stand where they say."""
    for unit in ("次", "人", "个/次", "%", "activities"):
        for found in counts(text, unit, PERIOD):
            assert 0 <= found.start < found.end <= len(text)
            assert found.number >= 0
            assert len(found.words) <= 40 + len(text[found.start : found.end])

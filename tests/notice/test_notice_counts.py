"""Numbers with units in the words of an item: which are measures, what they are called, what stays open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoresheet.notice.counting import counts, with_shared
from scoresheet.notice.english import english_counts
from scoresheet.notice.quantities import Doubt
from scoresheet.notice.unprinted import unnumbered_tasks, unprinted

AT_LEAST, AT_MOST, BELOW = "at_least", "at_most", "below"


@pytest.mark.parametrize(
    "text",
    [
        "深入学习贯彻党的十八届三中全会、省委十届四次全会精神",
        "按照广青办发〔2014〕21号文件要求做好工作",
        "2014年11月28日前报送材料，联系电话0839-3267503",
        "建设“百公里”示范走廊，争当“四好少年”，落实“10分钟服务圈”",
        "规范12355热线，做好六类青少年工作，开展三下乡",
        "做好“两学一做”和四个全面、八项规定学习",
        "5个工作日内办结，提前3天报送，3个月内完成",
        "24小时值班",
        "《2020—2025年规划》第3条",
        "按期换届。",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    """Dates, document numbers, names, references and spans of time are no measures."""
    assert counts(text) == []


@pytest.mark.parametrize(
    ("text", "name", "comparison", "target", "unit"),
    [
        ("开展活动不少于3次", "活动", AT_LEAST, "3", "次"),
        ("培训各类志愿者40名", "培训各类志愿者", AT_LEAST, "40", "名"),
        ("粉丝数（累加）达到5000人以上", "粉丝数（累加）", AT_LEAST, "5000", "人"),
        ("组建40人的县级网络宣传员队伍", "组建县级网络宣传员队伍", AT_LEAST, "40", "人"),
        ("完成80人小额贷款", "小额贷款", AT_LEAST, "80", "人"),
        ("每年至少召开一次预青和未保工作联席会议", "预青和未保工作联席会议", AT_LEAST, "1", "次"),
        ("开展关爱和服务管理活动5个/次", "关爱和服务管理活动", AT_LEAST, "5", "个/次"),
        ("事故起数控制在3起以内", "事故起数", AT_MOST, "3", "起"),
        ("亡人事故不超过2起", "亡人事故", AT_MOST, "2", "起"),
        ("成灾率低于3‰", "成灾率", BELOW, "3", "‰"),
        ("能耗下降5%", "能耗下降", AT_LEAST, "5", "%"),
        ("游客量增长8%以上", "游客量增长", AT_LEAST, "8", "%"),
        ("完成植树造林1.5万亩", "植树造林", AT_LEAST, "1.5", "万亩"),
        ("新增城镇就业２００人", "新增城镇就业", AT_LEAST, "200", "人"),
        ("培训1,200人次", "培训", AT_LEAST, "1200", "人次"),
        ("开展应急演练不少于2次", "应急演练", AT_LEAST, "2", "次"),
        ("二是组织培训2次", "培训", AT_LEAST, "2", "次"),
        ("建成示范点3-5个", "建成示范点", AT_LEAST, "3", "个"),
        ("第三季度完成3项任务", "任务", AT_LEAST, "3", "项"),
        ("满意度不低于90分", "满意度", AT_LEAST, "90", "分"),
    ],
)
def test_one_measure(text: str, name: str, comparison: str, target: str, unit: str) -> None:
    """A number with a unit is a measure, called by the words around it."""
    (one,) = counts(text)

    assert (one.name, one.comparison.value, one.target, one.unit) == (name, comparison, Decimal(target), unit)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("走访、调研不低于20次、35天", [("走访、调研", "20", "次"), ("走访、调研", "35", "天")]),
        ("工作案例和调研文章各1篇", [("工作案例", "1", "篇"), ("调研文章", "1", "篇")]),
        ("青年培训650人、农村培训80人", [("青年培训", "650", "人"), ("农村培训", "80", "人")]),
        ("合格率和优良率均达到95%以上", [("合格率", "95", "%"), ("优良率", "95", "%")]),
        ("甲、乙两项分别不少于3次、5次", [("甲", "3", "次"), ("乙", "5", "次")]),
        ("选派19名志愿者、开展宣讲8场", [("选派志愿者", "19", "名"), ("宣讲", "8", "场")]),
        ("全年开展活动12次（每月1次）", [("活动", "12", "次")]),
        ("配备专职不少于2名，兼职不少于3名", [("配备专职", "2", "名"), ("兼职", "3", "名")]),
    ],
)
def test_several_measures(text: str, found: list[tuple[str, str, str]]) -> None:
    """Several numbers of one clause, and several things that share one, are told apart."""
    assert [(one.name, str(one.target), one.unit) for one in counts(text)] == found


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("培训40名", Doubt.BARE),
        ("超过500户", Doubt.STRICT),
        ("控制在5%以下", Doubt.BELOW),
        ("每月走访企业不少于2家", Doubt.PERIOD),
        ("每村至少建立1个服务站", Doubt.EACH),
        ("县、乡班子配备率不低于90%", Doubt.JOINT),
        ("配备率不低于90%", Doubt.RATE),
        ("投资增长不低于10%", Doubt.CHANGE),
        ("至少召开一次会议", Doubt.WRITTEN),
    ],
)
def test_what_stays_open_is_told(text: str, doubt: Doubt) -> None:
    """What the words leave open is a doubt of the measure."""
    (one,) = counts(text)

    assert doubt in one.doubts


def test_a_plain_statement_leaves_nothing_open() -> None:
    """A compared number with a unit needs no decision."""
    (one,) = counts("开展活动不少于3次")

    assert one.doubts == ()


def test_a_shared_number_fills_the_text_once() -> None:
    """Of the measures that share a number the first one fills it in."""
    first, second = with_shared(counts("工作案例和调研文章各1篇"))

    assert first.span is not None
    assert second.span is None
    assert Doubt.SHARED in second.doubts


def test_both_numbers_of_a_rate_are_named_where_the_text_says_them() -> None:
    """占……的比例 names numerator and denominator."""
    (one,) = counts("党员志愿者占在职党员的比例达到80%以上")

    assert (one.numerator, one.denominator) == ("党员志愿者", "在职党员")
    assert Doubt.RATE not in one.doubts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("低于全省平均水平", []),
        ("犯罪率低于全省平均水平", [("犯罪率", BELOW, None)]),
        ("森林覆盖率不低于上年", [("森林覆盖率", AT_LEAST, None)]),
        ("甲率、乙率不高于前三年平均值", [("甲率", AT_MOST, None), ("乙率", AT_MOST, None)]),
        ("每半年上报数据", [("每半年上报数据", AT_LEAST, Decimal(2))]),
    ],
)
def test_measures_without_a_number(text: str, found: list[tuple[str, str, Decimal | None]]) -> None:
    """A rate that is held against an average, and a task of each half-year, are measures all the same."""
    assert [(one.name, one.comparison.value, one.target) for one in unprinted(text)] == found


def test_a_task_without_a_number_is_told_and_not_measured() -> None:
    """完成……任务 and 全面完成 are quoted for a person, unless their clause has a number."""
    assert unnumbered_tasks("完成信息采用任务；驻外团组织全面完成换届", ()) == [
        "完成信息采用任务",
        "驻外团组织全面完成换届",
    ]
    assert unnumbered_tasks("完成目标任务100%", counts("完成目标任务100%")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Reports under Article 3 for 2023 are due in 5 days", []),
        ("Hold at least 4 public meetings", [("public meetings", AT_LEAST, "4", "meetings")]),
        ("Coverage of no less than 90%", [("Coverage", AT_LEAST, "90", "%")]),
        ("No more than 2 accidents", [("accidents", AT_MOST, "2", "accidents")]),
        ("Train 1,200 volunteers", [("volunteers", AT_LEAST, "1200", "volunteers")]),
        ("Hold three workshops for farmers", [("workshops", AT_LEAST, "3", "workshops")]),
    ],
)
def test_english_measures(text: str, found: list[tuple[str, str, str, str]]) -> None:
    """The same in English."""
    assert [
        (one.name, one.comparison.value, str(one.target), one.unit) for one in english_counts(text)
    ] == found

"""Sentences of notices of many fields: what each must not be taken for, and what it clearly says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from scoresheet.notice.deciding import Decision, Decisions, Topic
from scoresheet.notice.entry import Entry
from scoresheet.notice.planning import Planned, planned


@dataclass(frozen=True, slots=True)
class Read:
    """What an item of a notice was read as."""

    item: Planned
    decisions: tuple[Decision, ...]

    @property
    def topics(self) -> set[Topic]:
        """The topics of its decisions."""
        return {one.topic for one in self.decisions}

    def said(self, topic: Topic) -> str:
        """Give what the decisions on a topic say, in both languages."""
        return "\n".join(
            f"{one.sentence.zh}\n{one.sentence.en}" for one in self.decisions if one.topic is topic
        )

    @property
    def measures(self) -> list[tuple[str, str, str, str]]:
        """Its measures: name, comparison, target and unit."""
        return [(one.name, one.comparison.value, str(one.target), one.unit) for one in self.item.measures]


def _read(text: str, rule: str = "", points: str | None = "10") -> Read:
    decisions = Decisions()
    worth = None if points is None else Decimal(points)
    english = (text + rule).isascii()
    item = planned(Entry(text=text, rule=rule, points=worth), "1", decisions, english=english)
    return Read(item, tuple(decisions.all()))


def _kinds(read: Read) -> dict[str, Decimal]:
    assert read.item.rule is not None
    events = read.item.rule.parameters["events"]
    assert isinstance(events, dict)
    return {kind["name"]: kind["deduct"] for kind in events.values()}


@pytest.mark.parametrize(
    ("text", "rule", "left"),
    [
        ("报送信息", "每篇得1分，被省级采用的翻倍", "被省级采用的翻倍"),
        ("安全生产", "每发生一起事故扣10分，造成死亡的取消评优资格", "造成死亡的取消评优资格"),
        ("安全生产", "每发生一起事故扣10分，造成死亡的另行处理", "造成死亡的另行处理"),
        ("无安全事故", "每发生一起扣2分，瞒报的加倍扣分", "瞒报的加倍扣分"),
        ("无安全事故", "发生一般事故每起扣2分，重大事故不得分", "重大事故不得分"),
        ("实行倒扣分", "发现一起违规使用资金的扣5分，不设下限", "不设下限"),
        ("组织培训不少于4次", "每少1次扣1分并通报批评", "并通报批评"),
        ("组织培训不少于4次", "因疫情等不可抗力除外，每少1次扣1分", "因疫情等不可抗力除外"),
        ("组织培训不少于4次", "每少1次扣1分，超额完成的酌情加分", "超额完成的酌情加分"),
        ("组织培训不少于4次", "材料每少1次扣1分", "材料"),
        ("组织培训不少于4次", "每少1次扣1分，最多扣3分", "最多扣3分"),
        ("组织培训不少于4次", "每少1次扣1分，未开展的不得分", "未开展的不得分"),
        ("信息报送24篇以上", "每少2篇扣0.5分，不足2篇不扣分", "不足2篇不扣分"),
        ("网络安全不超过3起", "每超1起扣1分，情节严重的扣完", "情节严重的扣完"),
        ("大班额比例控制在5%以内", "每超过1个百分点扣1分，有超大班额的不得分", "有超大班额的不得分"),
        ("信息工作", "每采用1篇得0.5分，最多得3分，被中央采用的另加2分", "被中央采用的另加2分"),
        ("主题党日不少于12次", "缺1次扣0.5分，记录不完整的每次扣0.2分", "记录不完整的每次扣0.2分"),
        ("植树5000亩", "完成80%以上得5分，未完成不得分", "完成80%以上得5分"),
        ("投诉量比上年下降10%", "每上升1个百分点扣1分", "每上升1个百分点扣1分"),
        ("信访量同比下降10%", "每降低1个百分点扣1分", "每降低1个百分点扣1分"),
        ("四项指数不高于前三年平均值", "每有一项指数上升扣2分", "每有一项指数上升扣2分"),
        ("签订责任书，签订率100%", "未签订不得分", "未签订不得分"),
        ("经费拨付率100%", "未拨付的不得分", "未拨付的不得分"),
        ("召开联席会议不少于2次", "未召开的不得分", "未召开的不得分"),
        ("配备率不低于90%", "低于80%不得分", "低于80%不得分"),
        ("考核排名", "全市排名前3名得10分，4-6名得8分，其余得5分", "4-6名得8分"),
        ("中考上线率不低于90%", "居全市前3名得10分，第4—6名得8分，其余不得分", "第4—6名得8分"),
        ("事故不超过2起", "0起得10分，1起得8分，2起得5分", "1起得8分"),
        ("信息报送不少于10次", "10篇以上得10分，5篇以上得6分", "10篇以上得10分"),
        ("档案管理", "档案健全得6分，较健全得4分", "较健全得4分"),
        ("表彰情况", "国家级得6分，省级得4分", "省级得4分"),
        ("建立制度、明确专人、落实经费", "每缺一项扣3分", "每缺一项扣3分"),
        ("有方案、有检查、落实到位", "每缺一项扣1分", "每缺一项扣1分"),
        ("材料报送及时", "每次扣0.5分", "每次扣0.5分"),
        ("培训4次，培训200人", "每少1次扣2分，每少10人扣1分", "每少1次扣2分"),
        ("每发生一起事故扣2分，造成死亡的另行处理", "", "造成死亡的另行处理"),
        ("完成率低于100%的，每低1个百分点扣0.1分", "", "每低1个百分点扣0.1分"),
        (
            "Serious accidents",
            "2 points off for each accident; loses all awards if fatal",
            "loses all awards if fatal",
        ),
        (
            "Hold at least 2 drills",
            "deduct 1 point for each missing drill, doubled if unreported",
            "doubled if unreported",
        ),
        ("Publish 12 newsletters", "No points if not published", "No points if not published"),
        ("Rate of at least 90%", "Pro rata, except for rural districts", "except for rural districts"),
        (
            "Reports",
            "deduct 1 point for each late report, deduct 2 points for each missing report",
            "missing report",
        ),
    ],
)
def test_a_condition_or_an_exception_makes_no_rule(text: str, rule: str, left: str) -> None:
    """Where a word of the scoring isn't carried by a rule, the item stays judged and the word is quoted."""
    read = _read(text, rule)

    assert read.item.rule is None
    assert left in read.said(Topic.RULE)


@pytest.mark.parametrize(
    ("text", "rule", "points", "kind"),
    [
        ("信访稳定", "发生越级上访的每次扣2分，由市信访局提供数据", "10", "events"),
        ("组织培训不少于4次", "查阅台账资料，每少1次扣1分，扣完为止", "10", "shortfall"),
        ("组织培训不少于4次", "培训：每少1次扣1分。以市委组织部通报为准。", "10", "shortfall"),
        ("组织培训不少于4次", "未完成任务的，每少1次扣1分，最多扣10分", "10", "shortfall"),
        ("走访困难群众30户以上", "每少5户扣1分，不足5户按5户计", "10", "shortfall"),
        ("党员集中学习时间不少于32学时，每少1学时扣0.5分（20分）。", "", "20", "shortfall"),
        ("水质优良比例不低于95%", "达到95%及以上得25分；90%至95%得20分；低于90%不得分", "25", "tiers"),
        ("新增就业1.2万人", "按实际完成比例计分，超额不加分", "10", "ratio"),
        ("新增就业1.2万人", "完成得满分，未完成的按比例得分", "10", "ratio"),
        ("召开联席会议不少于1次", "未召开的不得分", "10", "all_or_nothing"),
        ("配备率不低于90%", "低于90%不得分", "10", "all_or_nothing"),
        ("上岗率达到95%", "按全区排名计分，第1名得10分，以后每降低一个名次减1分", "10", "rank"),
        ("重大责任事故", "发生重大责任事故的，取消评优资格", None, "veto"),
        ("获表彰", "获省级表彰的，加3分；获市级表彰的，加1分；同一事项按最高计", None, "bonus"),
        ("No more than 3 complaints", "5 points off for each complaint above the limit", "10", "shortfall"),
        (
            "Hold at least 4 open days",
            "2 points off for each one missing, up to 10 points",
            "10",
            "shortfall",
        ),
    ],
)
def test_what_changes_nothing_is_no_obstacle(text: str, rule: str, points: str | None, kind: str) -> None:
    """Where the numbers come from, what is said again and 扣完为止 leave a clear rule clear."""
    read = _read(text, rule, points)

    assert read.item.rule is not None
    assert read.item.rule.kind == kind
    assert Topic.RULE not in read.topics


@pytest.mark.parametrize(
    ("text", "rule", "kinds"),
    [
        ("按时报送", "迟报一次扣0.5分，漏报一次扣1分", {"迟报": "0.5", "漏报": "1"}),
        ("会议出席", "缺席一次扣1分，迟到、早退一次扣0.5分", {"缺席": "1", "迟到、早退": "0.5"}),
        ("按时报送", "未按要求报送的，每次扣0.5分", {"未按要求报送": "0.5"}),
        ("按时报送", "每逾期1天扣0.5分", {"逾期（天）": "0.5"}),
        ("党员违纪违法的，每人次扣5分（15分）", "", {"党员违纪违法": "5"}),
        ("无事故", "一般事故1起扣1分、较大事故1起扣3分", {"一般事故": "1", "较大事故": "3"}),
        ("无事故", "每起案件扣1分，情节严重的扣5分", {"案件（情节严重除外）": "1", "情节严重": "5"}),
        ("巡河", "被省级通报的每次扣2分，被市级通报的每次扣1分", {"被省级通报": "2", "被市级通报": "1"}),
    ],
)
def test_kinds_of_cases_are_named_by_what_happened(text: str, rule: str, kinds: dict[str, str]) -> None:
    """Two kinds of cases are two kinds, a graver one is left out of the ordinary; no name holds a deduction."""
    assert {name: str(cost) for name, cost in _kinds(_read(text, rule)).items()} == kinds


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("落实要求，7月1日前完成2个试点", [("试点", "at_least", "2", "个")]),
        ("及时报送信息，全年不少于12条。", [("报送信息", "at_least", "12", "条")]),
        ("开展安全演练\n不少于4次", [("安全演练", "at_least", "4", "次")]),
        ("其中：\n（1）培训干部20人次；", [("培训干部", "at_least", "20", "人次")]),
        ("2.培训群众300人次", [("培训群众", "at_least", "300", "人次")]),
        ("植树造林，二○二四年度完成30％以上", [("植树造林", "at_least", "30", "%")]),
        ("县级总河长每半年至少主持召开1次河长会议", [("河长会议", "at_least", "1", "次")]),
        ("局党组每季度专题研究1次消防工作", [("局党组研究消防工作", "at_least", "1", "次")]),
        ("志愿服务人均2次以上", [("志愿服务", "at_least", "2", "次")]),
        ("到岗率不低于95%", [("到岗率", "at_least", "95", "%")]),
        ("前期工作完成3项以上", [("前期工作", "at_least", "3", "项")]),
        (
            "巡查每周1次，全年不少于52次",
            [("巡查", "at_least", "1", "次"), ("巡查（全年）", "at_least", "52", "次")],
        ),
        (
            "培训不少于2期，每期不少于50人",
            [("培训", "at_least", "2", "期"), ("培训（每期）", "at_least", "50", "人")],
        ),
        ("事故严禁超过3次", [("事故", "at_most", "3", "次")]),
        ("事故起数严禁突破5起", [("事故起数", "at_most", "5", "起")]),
        ("事故率降至3%", [("事故率", "at_most", "3", "%")]),
        ("合格率提高到95%", [("合格率", "at_least", "95", "%")]),
        ("能耗降低至少5%", [("能耗降低", "at_least", "5", "%")]),
        ("出勤率90%—95%", [("出勤率", "at_least", "90", "%")]),
        ("投诉率控制在3%—5%", [("投诉率", "at_most", "5", "%")]),
        ("建成示范点3个-5个", [("建成示范点", "at_least", "3", "个")]),
        (
            "选派3到5名干部到5个村驻点",
            [("选派干部", "at_least", "3", "名"), ("村驻点", "at_least", "5", "个")],
        ),
        ("响应时间不超过24小时", [("响应时间", "at_most", "24", "小时")]),
        ("PM2.5浓度不高于35微克/立方米", [("PM2.5浓度", "at_most", "35", "微克/立方米")]),
        ("孕产妇死亡率控制在12/10万以下", [("孕产妇死亡率", "at_most", "12", "/10万")]),
        ("满意度≥90分", [("满意度", "at_least", "90", "分")]),
        ("Attendance of 90%-95%", [("Attendance", "at_least", "90", "%")]),
        ("At least 95% answered", [("answered", "at_least", "95", "%")]),
    ],
)
def test_measures_are_named_without_their_numbers(
    text: str, measures: list[tuple[str, str, str, str]]
) -> None:
    """A measure's name holds no target, no date and no numbering, and a limit is no target."""
    assert _read(text).measures == measures


@pytest.mark.parametrize(
    ("text", "must", "must_not"),
    [
        ("至少主持召开1次会议", set(), {Topic.BARE}),
        ("建成示范点3—5个", {Topic.RANGE}, {Topic.WRITTEN, Topic.BARE}),
        ("增加收入10%以上，控制在5起以下", {Topic.NAMELESS}, set()),
        ("加强调度。全年不少于4次", {Topic.NAMELESS}, set()),
        ("每期不少于50人", {Topic.EACH}, set()),
        ("乡级河长巡河每旬不少于1次", {Topic.PERIODICAL}, set()),
    ],
)
def test_decisions_fit_the_words(text: str, must: set[Topic], must_not: set[Topic]) -> None:
    """What the words leave open is asked, and nothing that they settle."""
    topics = _read(text).topics

    assert must <= topics
    assert not must_not & topics


@pytest.mark.parametrize(
    "text",
    [
        "按照“1+3+N”模式，落实《2020—2025年规划》",
        "2024年6月底前建成信息化平台",
        "规范12355热线，做好6类重点人员服务",
        "24小时值班",
        "创建国家4A级景区1个，80后干部占比不低于20%",
        "1.落实制度，全年学习不少于12次（10分）",
        "建成示范点3个-5个，投入1,200万元",
        "60岁以上老人体检率达70%",
        "Hold at least 4 meetings by 15 January 2025",
    ],
)
def test_no_number_is_missed_where_none_is_asked_for(text: str) -> None:
    """Dates, names, numberings and numbers that were understood aren't told as missed."""
    assert Topic.UNREAD not in _read(text).topics


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("制度健全，PM2.5均值≤35", "PM2.5均值≤35"),
        ("不发生3人以上死亡事故", "不发生3人以上死亡事故"),
        ("坚决防止发生2起以上火灾", "坚决防止发生2起以上火灾"),
        ("脱贫人口返贫率为0", "返贫率为0"),
        ("回访率达100%，零投诉", "零投诉"),
        ("校园安全事故为零", "校园安全事故为零"),
        ("配备灭火器30具", "配备灭火器30具"),
        ("PM10浓度控制在70以下", "PM10浓度控制在70以下"),
        ("Answer calls within 24 hours", "Answer calls within 24 hours"),
    ],
)
def test_a_number_that_was_not_understood_is_told(text: str, words: str) -> None:
    """A number that no measure was made of is quoted for a person, and is no target."""
    read = _read(text)

    assert words in read.said(Topic.UNREAD)
    assert all(one[0] not in words for one in read.measures)


@pytest.mark.parametrize(
    ("text", "rule", "never"),
    [
        ("考核排名", "前3名得10分，4-6名得8分", "tiers"),
        ("组织活动三次以上", "三次以上得10分，二次得6分，未开展不得分", "all_or_nothing"),
        ("组织活动不少于3次", "未完成不得分，超额完成的加1分", "all_or_nothing"),
    ],
)
def test_advice_is_given_only_where_the_part_can_stand(text: str, rule: str, never: str) -> None:
    """A rule that would be the whole scoring isn't offered as a part of another one."""
    read = _read(text, rule)

    assert read.item.in_part is None
    assert never not in read.said(Topic.RULE)


def test_several_measures_are_the_reason_that_is_told() -> None:
    """Where a sentence fits one measure and the item has several, that is what the decision says."""
    said = _read("培训4次，慰问200人", "每少1次扣2分").said(Topic.RULE)

    assert "有几个指标" in said
    assert "several measures" in said


def test_a_rule_understood_in_part_is_not_called_clear() -> None:
    """Where the target has to be worked out first and words are left over, the words are told."""
    said = _read("每月至少开展1次主题党日", "缺1次扣0.5分，记录不完整的每次扣0.2分").said(Topic.RULE)

    assert "只看懂一部分" in said
    assert "看得懂，但" not in said

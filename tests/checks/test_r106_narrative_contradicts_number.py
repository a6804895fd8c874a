"""R106: words about what was done against the number, the score and the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

import returned
import samples
import tables
from scoresheet.checking.running import Severity, run
from scoresheet.checks.r106_narrative_contradicts_number import narrative_contradicts_number
from scoresheet.demonstration import returns as demonstrated
from scoresheet.language import Locale
from scoresheet.rule.model import Comparison, Entries, Goal, Reply
from scoresheet.rules.judged import Judged
from scoresheet.submission import Cell, MeasureAnswer, Submission
from scoresheet.titles import DEDUCTIONS, MEASURES, SCORES

BLANK: dict[str, str | None] = {}
FORM = returned.form()
TARGETS = {
    entry.item.id: {
        one.measure.id: None if one.goal.target is None else str(one.goal.target) for one in entry.measures
    }
    for entry in FORM.items
}


def narrated(
    item: str,
    done: str,
    *,
    numbers: Mapping[str, str | None] | None = None,
    score: str | None = None,
    reason: str = "",
) -> Submission:
    """Give Cangxi's return with this said about one item.

    `numbers` are the achieved numbers, those not named blank; None is every target met to the dot. The score is full
    points unless `score` says otherwise.
    """
    made = samples.submission(FORM, scores={} if score is None else {item: score})
    entered = TARGETS[item] if numbers is None else numbers
    for answer in made.answers:
        typed = entered if answer.id == item else TARGETS[answer.id]
        measures = tuple(_measured(one, typed) for one in answer.measures)
        made = samples.with_answer(made, answer.id, measures=measures)
    return samples.with_answer(
        made, item, done=samples.cell(SCORES.zh, "E5", done), reason=samples.cell(SCORES.zh, "F5", reason)
    )


def _measured(measure: MeasureAnswer, typed: Mapping[str, str | None]) -> MeasureAnswer:
    own = measure.asked.measure.id
    if measure.is_rate:
        return replace(
            measure,
            actual=Cell(),
            numerator=samples.cell(MEASURES.zh, "E5", typed.get(own)),
            denominator=samples.cell(MEASURES.zh, "E6", None if typed.get(own) is None else "100"),
        )
    return replace(measure, actual=samples.cell(MEASURES.zh, "E5", typed.get(own)))


def told(made: Submission) -> list[str]:
    """Give what the check says, without the cells."""
    return [message for _, message in tables.found_by(narrative_contradicts_number, made)]


HARMLESS = [
    # Nothing is counted, or what is counted fits.
    ("1", "已按要求完成。"),
    ("1", "已完成"),
    ("1", "无"),
    ("1", "见附件。"),
    ("1", "开展青年技能大比武、大练兵和创新创效活动3次。"),
    ("1", "全年共开展技能大比武、大练兵、创新创效活动３次，参与青年420人。"),
    ("1", "开展活动三次。"),
    ("1", "开展技能大比武、大练兵、创新创效活动5次，超额完成任务。"),
    # Dates, ordinals, names, durations, money, telephone numbers.
    ("1", "11月3日举办第2次青年技能大比武。"),
    ("1", "2014年9月至11月组织开展青工技能大比武。"),
    ("1", "第2次活动于第三季度举行。"),
    ("1", "9月20日开展技能大比武、大练兵和创新创效活动1次。"),
    ("1", "9月，开展技能大比武、大练兵和创新创效活动1次；11月又开展1次。"),
    ("1", "五月开展技能大比武、大练兵和创新创效活动1次。"),
    ("1", "召开县委十届四次全会精神学习会。"),
    ("1", "开展“两次创业、一次提升”主题活动。"),
    ("1", "投入资金2万元，历时3个月，联系电话3267503。"),
    # Plans, targets, what is missing, what was put off.
    ("1", "计划开展活动2次。"),
    ("1", "拟于12月再开展活动1次。"),
    ("1", "全年应完成2次，正在推进。"),
    ("1", "目标任务2次，已全面完成。"),
    ("1", "还差1次。"),
    ("1", "有1次推迟到12月。"),
    ("1", "未开展的2次已安排。"),
    ("1", "没有开展2次。"),
    ("1", "计划今年开展技能大比武、大练兵和创新创效活动，共2次。"),
    ("1", "下一步，开展技能大比武、大练兵和创新创效活动1次。"),
    ("1", "已开展活动2次，12月将再开展活动1次。"),
    ("1", "按照市上开展2次活动的要求，认真组织。"),
    # Parts, lists, several counts.
    ("1", "开展青年技能大比武1次、大练兵1次、创新创效活动1次。"),
    ("1", "县级开展活动1次，乡级开展活动2次。"),
    ("1", "县级1次、乡镇2次。"),
    ("1", "开展活动3次，其中2次为技能大比武。"),
    ("1", "共开展活动3次（技能大比武1次，创新创效2次）。"),
    ("1", "开展青年技能大比武活动2次，组织青年参加创新创效大赛。"),
    ("1", "开展技能大比武、大练兵活动2次；举办创新创效成果展。"),
    ("1", "上半年开展活动1次。"),
    ("1", "第一季度开展活动1次，第三季度开展活动2次。"),
    ("1", "1-6月开展活动2次。"),
    ("1", "截至9月底，开展活动2次。"),
    ("1", "开展活动2次（截至10月31日）。"),
    ("1", "2013年开展活动2次，今年继续开展。"),
    ("1", "去年开展活动2次，今年持续推进。"),
    ("1", "首次开展创新创效活动1次。"),
    ("1", "另开展活动1次。"),
    ("1", "此外，开展活动1次。"),
    ("1", "一是开展活动2次；二是举办创新创效大赛。"),
    ("1", "五四期间，开展活动1次。"),
    ("1", "联合人社局开展技能大比武、大练兵和创新创效活动1次。"),
    # Ranges, bounds, rates, changes.
    ("1", "开展活动近2次。"),
    ("1", "开展活动1-2次。"),
    ("1", "开展活动1至2次。"),
    ("1", "开展活动两三次。"),
    ("1", "开展活动2次以上。"),
    ("1", "开展活动2余次。"),
    ("1", "每季度开展活动1次。"),
    ("1", "每月开展活动2次。"),
    ("1", "每年不少于2次。"),
    ("1", "开展活动2次/月。"),
    ("1", "比去年增加2次。"),
    ("1", "同比增加1次。"),
    # Something else is counted.
    ("1", "召开推进会2次。"),
    ("1", "受到市级表彰2次。"),
    ("1", "被《广元日报》报道2次。"),
    ("1", "参加市级技能大比武、大练兵和创新创效活动2次。"),
    ("1", "召开技能大比武、大练兵和创新创效活动推进会2次。"),
    ("1", "召开推进会，共2次。"),
    ("1", "扎实推进青年成才，开展活动2次。"),
    ("2", "新招募派遣西部计划志愿者19名，在岗服务42名。"),
    ("2", "报名西部计划志愿者15名，择优录用。"),
    ("2", "新招募志愿者15名。"),
    ("2", "慰问西部计划志愿者12名。"),
    ("2", "西部计划志愿者近15名。"),
    ("2", "西部计划志愿者体检19名，落实补助12人。"),
    ("2", "其中新招募西部计划志愿者12名。"),
    ("2", "为西部计划志愿者发放补助每人1200元。"),
    ("3", "成立县青年志愿者协会，发展会员30名。"),
    ("3", "培训各类志愿者120人次。"),
    ("3", "成立县青年志愿者协会，招募志愿者30名并开展培训。"),
    ("3", "培训社区志愿者25名、学校志愿者15名。"),
    ("3", "培训各类志愿者3期，每期20名。"),
    ("4", "暑期三下乡、社会实践活动6次，座谈会3场。"),
    ("4", "组织大学生三下乡3次。"),
    ("4", "召开优秀青年人才座谈会1场、恳谈会1场。"),
    ("5", "培育青年社会组织2个，开展公益项目12个。"),
    ("5", "搭建平台1个。"),
    ("5", "在1个社区试点。"),
    ("5", "培育了一个青年社会组织和多个项目。"),
    ("6", "开展思想教育实践活动3场。"),
    ("6", "各学校开展思想教育实践活动2次。"),
    ("6", "学习省委十届四次全会、市委六届八次全会精神，举办宣讲会1场。"),
    ("7", "开展“我的中国梦”主题实践活动2次。"),
    ("7", "开展“我的中国梦”、“手拉手”主题实践活动各2次。"),
    ("7", "开展“我的中国梦”主题实践活动4次、“手拉手”主题实践活动6次。"),
    ("8", "微博粉丝3000人，微信粉丝2000人。"),
    ("8", "微博、微信粉丝数达5000余人，转发近400条。"),
    ("8", "组建40人的网络宣传员队伍。"),
    ("8", "建立30人的队伍。"),
    ("8", "工作创新案例和工作调研文章各1篇。"),
    ("8", "撰写信息35篇，被采用12篇。"),
    ("8", "原创微博300条。"),
    ("8", "微博、微信粉丝数0.5万人。"),
    ("9", "推荐好青年12名，开展活动1次。"),
    ("9", "每年一次。"),
    ("10", "建立见习基地5个，提供岗位40个。"),
    ("10", "见习基地上岗青年45人，其中大学生20人。"),
    ("10", "见习基地月均上岗青年每月30人。"),
    ("10", "报名30人。"),
    ("11", "选树典型6个。"),
    ("11", "选树创业先进典型5个，其中市级2个。"),
    ("11", "举办“青春创业大讲堂”2期，参加1次市级比赛。"),
    ("11", "在3个乡镇开展宣讲。"),
    ("12", "青年就业创业培训12期、农村青年技能培训3期。"),
    ("12", "共培训500人。"),
    ("12", "培训青年500余人。"),
    ("12", "就业创业培训覆盖16个乡镇。"),
    ("13", "开展“三走”活动，举办篮球赛1场。"),
    ("13", "每校开展群众性课外体育锻炼活动1次。"),
    ("14", "12355热线专人负责，接听来电36次。"),
    ("14", "接受咨询120人次，办结率100%。"),
    ("15", "开展禁毒宣传活动3个、普法活动5个。"),
    ("15", "开展禁毒活动3个，普法、防艾、防邪等宣传持续推进。"),
    ("15", "历时2个月。"),
    ("16", "开展面对面活动1次。"),
    ("16", "收集提案1个，开展面对面活动2个。"),
    ("17", "每半年上报一次。"),
    ("17", "涉罪率同比下降0.02%。"),
    ("17", "上半年上报1次，下半年将上报1次。"),
    ("18", "未发生。"),
    ("19", "按要求召开，会议研究事项3个。"),
    ("20", "组建专项志愿者队伍2支，开展宣传18场。"),
    ("20", "每月开展关爱宣传2次。"),
    ("20", "走进社区开展未成年人保护宣传8次。"),
    ("20", "未成年人保护宣传进校园12次，重点青少年群体关爱8次。"),
    ("21", "非公企业建团12个，其中规模以上3个。"),
    ("21", "新增团员10个百分点。"),
    ("21", "非公企业建团10家。"),
    ("22", "县委常委会听取汇报、召开联席会1次。"),
    ("22", "党委听取汇报1次，政府召开联席会1次。"),
    ("23", "38个乡镇均有阵地，配备率100%。"),
    ("24", "班子成员每人赴基层走访5次、8天。"),
    ("24", "赴基层走访调研20次、35天，走访团员12人次。"),
    ("25", "培训45人。"),
    ("25", "举办培训班2期，每期25人，培训辅导员合计50人。"),
    ("25", "培训辅导员、团干部40人。"),
    ("26", "建立服务中心1个。"),
    ("27", "县、乡镇（街道）团委班子成员配备率80%。"),
    ("27", "配备率达80%以上。"),
    ("27", "乡镇团委班子成员配备率提高5个百分点。"),
    ("28", "按期换届，换届率90%。"),
    ("29", "少先队建队率95%。"),
    ("30", "创建星级留守学生之家2所，每所投入1万元，圆梦200个。"),
    ("30", "留守学生之家覆盖1所小学。"),
    ("30", "“六一”期间开展留守学生圆梦活动1次。"),
    ("30", "配置文体设施15套，其中篮球架2套。"),
    ("31", "开展关爱活动2次、服务管理活动3次。"),
    ("31", "资助贫困学生12名，发放助学金3万元；另资助大学生20名。"),
    ("31", "资助贫困学生每名1000元。"),
    ("32", "发放小额贷款80人，扶持创业青年12人。"),
    ("32", "参加创业创新大赛3人。"),
    ("33", "完成交办事项3次。"),
    # As officers write them, with several things in one text.
    ("1", "组织青年职工参加市级技能比武2次，获奖3人。"),
    ("1", "一年来，我县团委紧紧围绕中心工作，组织开展青年技能大比武、大练兵活动，举办创新创效竞赛2次。"),
    ("1", "已完成。组织开展技能大比武1次（5月）、大练兵1次（8月）、创新创效1次（10月）。"),
    ("1", "1、5月开展青年技能大比武活动1次；2、9月开展大练兵活动1次；3、10月开展创新创效活动1次。"),
    ("1", "青年技能大比武、大练兵、创新创效活动各1次。"),
    ("1", "共组织活动3次，覆盖企业2家。"),
    ("1", "在全县开展“青年岗位能手”评选1次，组织技能大比武、大练兵、创新创效活动共3次。"),
    ("1", "全县各级团组织开展技能大比武、大练兵、创新创效活动2次以上。"),
    ("1", "开展技能大比武2次、创新创效活动2次，共4次。"),
    ("1", "与县总工会共同开展活动1次。"),
    ("1", "组织开展青年技能大比武1次"),
    ("1", "连续2次开展技能大比武、大练兵和创新创效活动。"),
    ("1", "开展1次技能大比武、1次大练兵、1次创新创效。"),
    ("1", "圆满完成3次活动中的2次。"),
    ("1", "开展活动2次，另与人社局联合开展1次。"),
    ("1", "开展活动2次，与县人社局联合举办技能大赛。"),
    ("1", "开展活动2次。12月还有1次。"),
    ("1", "组织开展活动2次（含与经信局联合1次）。"),
    ("1", "截止目前已开展2次，剩余1次将在12月完成。"),
    ("2", "新招募西部计划志愿者19名（其中本科15名、硕士4名）。"),
    ("2", "现有西部计划志愿者15名。"),
    ("2", "西部计划志愿者招募15名男生、4名女生。"),
    ("2", "西部计划志愿者留任12名，新招7名。"),
    ("2", "新招募派遣西部计划志愿者15名，续签4名。"),
    ("2", "2014年新招募派遣志愿者19名，西部计划志愿者在岗38名。"),
    ("2", "西部计划志愿者新增19名，离岗12名。"),
    ("3", "培训志愿者骨干35名。"),
    ("3", "培训各类志愿者骨干20名，普通志愿者100名。"),
    ("3", "对西博会志愿者20名进行培训，共培训志愿者60名。"),
    ("4", "三下乡活动3次，社会实践活动2次。"),
    ("4", "开展大中专学生三下乡、社会实践5次，开展优秀青年人才座谈会、恳谈会各1场。"),
    ("4", "召开恳谈会1场，召开优秀青年人才座谈会1场。"),
    ("5", "培育青年社会组织2个：其中登记1个。"),
    ("5", "培育1个青年社会组织登记，1个备案。"),
    ("6", "开展青少年思想教育实践活动：五四主题团日1次、清明祭扫1次、十八大宣讲1次。"),
    ("7", "开展主题实践活动10次，“我的中国梦”2次。"),
    ("7", "全县中小学开展主题实践活动5次。"),
    ("8", "粉丝数5200人，其中微博4000人，微信1200人。"),
    ("8", "微博粉丝4000人，微信粉丝1000人，累计5000人；转发400条。"),
    ("8", "网络宣传员队伍40人，其中骨干10人。"),
    ("8", "每周转发上级团组织微博10条，全年转发520条。"),
    ("8", "撰写调研文章3篇，创新案例1篇，其中1篇获奖。"),
    ("10", "见习基地上岗青年上半年25人，下半年20人。"),
    ("10", "全年上岗45人，留用30人。"),
    ("10", "见习基地2个，上岗青年分别为25人、20人。"),
    ("11", "选树县级创业先进典型3个、市级2个。"),
    ("11", "选树创业典型3个（市级），2个（县级）。"),
    ("11", "选树典型5个，4个获市级表彰。"),
    ("12", "青年就业创业培训650人（次）。"),
    ("12", "培训就业创业青年400人，创业250人。"),
    ("12", "SIYB培训200人，电商培训150人，青年就业创业培训共计650人。"),
    ("12", "青年就业创业培训：SIYB培训200人、电商培训450人。"),
    ("15", "开展禁毒宣传进校园活动2个，普法、防艾、防邪、法制宣传教育等活动6个。"),
    ("16", "开展共青团与人大代表、政协委员面对面活动1个，调研座谈1个。"),
    ("17", "上报数据1次、案件1次，共2次。"),
    ("17", "青少年涉罪率0.03%，犯罪率0.02%。"),
    ("20", "志愿者开展关爱15次，宣传5次。"),
    ("20", "专项志愿者队伍开展关爱宣传每月1-2次，全年20次。"),
    ("21", "非公企业建团10个，新社会组织建团2个。"),
    ("21", "新建非公企业团组织8个，整合4个。"),
    ("22", "县委常委会专题听取共青团工作汇报1次，县政府召开联席会1次。"),
    ("24", "书记走访8次、15天，副书记走访12次、20天。"),
    ("24", "班子成员3人共赴基层走访调研20次，累计35天。"),
    ("25", "辅导员培训50人次，团干部培训班1期50人。"),
    ("25", "选送辅导员5人参加省级培训，培训辅导员50人。"),
    ("25", "选送5名辅导员参加市级培训，县内培训辅导员50人。"),
    ("27", "县团委班子应配9名，实配8名，配备率89%；乡镇应配102人，实配98人，配备率96%。"),
    ("27", "县团委班子成员配备率100%，乡镇团委班子成员配备率92%。"),
    ("30", "创建留守学生之家2所，其中三星级1所。"),
    ("30", "在1所小学创建星级留守学生之家，另1所正在建设。"),
    ("30", "圆梦活动3次：六一圆梦120个，重阳圆梦80个。"),
    ("31", "新建社区青少年之家1个，开展活动4次，开展服务2个。"),
    ("31", "资助贫困学生32名，其中大学生12名。"),
    ("31", "助学行动资助大学新生20名，希望工程资助贫困学生12名。"),
    ("32", "发放小额贷款2笔80人。"),
    ("32", "小额贷款覆盖50人，带动就业200人。"),
    ("32", "培育青年创业人才5名，其中省级1名。"),
    ("32", "推荐3名青年创业人才参赛。"),
    ("18", "全年未发生一起。"),
    ("18", "发生1起一般案件，已妥善处置。"),
]
"""Item and words, beside full points and numbers that meet the targets: none of them contradicts anything."""


@pytest.mark.parametrize("numbers", [None, BLANK], ids=["as the target", "blank"])
@pytest.mark.parametrize(("item", "done"), HARMLESS)
def test_what_may_mean_something_else_is_left_alone(
    item: str, done: str, numbers: Mapping[str, str | None] | None
) -> None:
    """Wherever the words may be right, nobody is called, whether a number is entered or not."""
    assert told(narrated(item, done, numbers=numbers)) == []


CONTRADICTIONS = [
    ("1", "开展活动2次。", "开展活动2次"),
    ("1", "开展活动２次", "开展活动２次"),
    ("1", "开展活动两次。", "开展活动两次"),
    ("1", "已开展2次", "已开展2次"),
    ("1", "全年共开展活动2次，均圆满完成。", "全年共开展活动2次"),
    ("1", "2014年，全县共开展活动2次。", "全县共开展活动2次"),
    ("1", "2014年1—11月共开展活动2次。", "2014年1—11月共开展活动2次"),
    ("1", "截至11月底，开展活动2次。", "开展活动2次"),
    ("1", "截至目前，开展活动2次。", "开展活动2次"),
    ("1", "计划开展3次，实际开展2次。", "实际开展2次"),
    ("1", "目标不少于3次，已完成2次。", "已完成2次"),
    ("1", "应完成3次，完成2次，还差1次。", "完成2次"),
    ("1", "开展技能大比武、大练兵和创新创效活动2次，其中县级1次。", "开展技能大比武、大练兵和创新创效活动2次"),
    ("1", "开展技能大比武、大练兵、创新创效等活动2次（其中创新创效1次）。", "开展技能大比武、大练兵、创新创效等活动2次"),
    ("1", "【演示数据，纯属虚构】开展活动2次。", "开展活动2次"),
    ("1", "已开展活动2次，第3次正在筹备。", "已开展活动2次"),
    ("1", "活动次数2次，人数100人。", "活动次数2次"),
    ("2", "新招募派遣西部计划志愿者15名，全面落实补助、体检。", "新招募派遣西部计划志愿者15名"),
    ("2", "新招募西部计划志愿者十二名。", "新招募西部计划志愿者十二名"),
    ("2", "新招募15名西部计划志愿者。", "新招募15名西部计划志愿者"),
    ("3", "成立县青年志愿者协会，培训各类志愿者35人。", "培训各类志愿者35人"),
    ("3", "举办志愿者培训班1期，培训35名。", "培训35名"),
    ("4", "组织大中专学生三下乡、社会实践活动4次，召开座谈会2场。", "组织大中专学生三下乡、社会实践活动4次"),
    ("4", "召开优秀青年人才座谈会1场。", "召开优秀青年人才座谈会1场"),
    ("4", "召开座谈会1场，参加青年45人。", "召开座谈会1场"),
    ("5", "培育青年社会组织1个。", "培育青年社会组织1个"),
    ("6", "开展青少年思想教育实践活动2次。", "开展青少年思想教育实践活动2次"),
    ("7", "开展“我的中国梦”、“手拉手”等主题实践活动8次。", "开展“我的中国梦”、“手拉手”等主题实践活动8次"),
    ("8", "微博、微信粉丝数4800人，组建40人的网络宣传员队伍。", "微博、微信粉丝数4800人"),
    ("8", "全年转发上级团组织微博微信350条。", "全年转发上级团组织微博微信350条"),
    ("10", "见习基地上岗青年42人。", "见习基地上岗青年42人"),
    ("11", "选树典型4个，开展“青春创业大讲堂”2次。", "选树典型4个"),
    ("11", "开展“青春创业大讲堂”1次。", "开展“青春创业大讲堂”1次"),
    ("12", "开展青年就业创业培训500人、农村青年技能培训80人。", "开展青年就业创业培训500人"),
    ("12", "青年就业创业培训700人，农村青年技能培训60人。", "农村青年技能培训60人"),
    ("13", "开展群众性课外体育锻炼活动1次。", "开展群众性课外体育锻炼活动1次"),
    ("15", "开展禁毒、普法、防艾、防邪和法制宣传教育等活动6个。", "开展禁毒、普法、防艾、防邪和法制宣传教育等活动6个"),
    ("20", "开展重点青少年群体关爱、未成年人保护宣传工作18次。", "开展重点青少年群体关爱、未成年人保护宣传工作18次"),
    ("21", "非公企业建团10个，驻外团组织全面完成换届。", "非公企业建团10个"),
    ("24", "班子成员赴基层走访、调研18次、35天。", "班子成员赴基层走访、调研18次"),
    ("25", "培训辅导员45人、基层团干部50人。", "培训辅导员45人"),
    ("25", "培训辅导员50人，培训基层团干部48人。", "培训基层团干部48人"),
    ("27", "乡镇（街道）团委班子成员配备率85%。", "乡镇（街道）团委班子成员配备率85%"),
    ("30", "创建星级留守学生之家1所。", "创建星级留守学生之家1所"),
    ("30", "为留守学生圆梦180个，为贫困地区中小学配置文体设施15套。", "为留守学生圆梦180个"),
    ("30", "开展留守学生圆梦活动2次。", "开展留守学生圆梦活动2次"),
    ("31", "资助贫困学生30名。", "资助贫困学生30名"),
    ("31", "开展关爱和服务管理活动4次，新建社区青少年之家1个。", "开展关爱和服务管理活动4次"),
    ("32", "完成75人小额贷款。", "完成75人小额贷款"),
    ("32", "培育青年创业人才3名，开展青年交友、婚恋活动5个。", "培育青年创业人才3名"),
]  # fmt: skip
"""Item, words, and what of them is quoted: the only clear count of a measure, below its target."""


@pytest.mark.parametrize(("item", "done", "words"), CONTRADICTIONS)
def test_full_points_beside_words_that_miss_the_target_are_told(item: str, done: str, words: str) -> None:
    """The words are quoted, and the target and the missing number told."""
    (message,) = told(narrated(item, done, numbers=BLANK))

    assert message.startswith(f"第{item}项完成情况写“{words}”，目标是不少于")
    assert message.endswith("，却填满分。")


@pytest.mark.parametrize(("item", "done", "words"), CONTRADICTIONS)
def test_a_number_that_the_words_deny_is_told(item: str, done: str, words: str) -> None:
    """It is told whether the score claims all or not, and a number that agrees with the words never is."""
    (claimed,) = told(narrated(item, done))
    (other,) = told(narrated(item, done, score="0.5", reason="主讲人行程调整"))

    assert claimed.startswith(f"第{item}项完成情况写“{words}”，目标是不少于")
    assert other.startswith(f"第{item}项完成情况写“{words}”，“量化指标完成数”中“")


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ({"activities": "2"}, ""),
        ({"activities": "3"}, "另1次与市级联合开展，未计入"),
        ({"activities": "约3次"}, ""),
        ({"activities": "-1"}, ""),
    ],
    ids=["agrees: a missed target is told by itself", "explained", "in words", "negative"],
)
def test_what_is_told_elsewhere_is_not_repeated(numbers: Mapping[str, str | None], reason: str) -> None:
    """A number that misses its target, one that can't be used and one that is explained are no contradiction."""
    assert told(narrated("1", "开展活动2次。", numbers=numbers, reason=reason)) == []


def test_a_missed_number_beside_full_points_is_told_once() -> None:
    """Whatever the words say, the number itself denies the score."""
    made = narrated("1", "开展活动3次。", numbers={"activities": "2"})

    assert told(made) == []
    assert [finding.code for finding in run(made) if finding.item == "1"] == ["R103"]


def test_more_in_words_than_a_number_that_stops_at_the_target_is_left_alone() -> None:
    """Many enter the target once it is met: nothing is claimed that isn't so."""
    assert told(narrated("1", "开展活动5次。")) == []
    assert told(narrated("1", "开展活动5次。", numbers={"activities": "4"})) == [
        "第1项完成情况写“开展活动5次”，“量化指标完成数”中“技能大比武、大练兵和创新创效活动”填的是4次。"
    ]


def test_words_that_give_the_shortfall_as_a_reason_do_not_hide_the_contradiction() -> None:
    """What is missing to the target fits what was done and denies the full points."""
    assert told(narrated("1", "开展活动2次。", reason="因故少开展1次")) == [
        "第1项完成情况写“开展活动2次”，目标是不少于3次，完成数却填3次，填满分。"
    ]


def test_a_target_that_is_unknown_or_met_leaves_the_score_alone() -> None:
    """Without a number there is nothing else to hold the words against."""
    assert told(narrated("1", "开展活动4次。", numbers=BLANK)) == []
    assert told(narrated("1", "开展活动2次。", numbers=BLANK, score="2", reason="天气")) == []
    assert told(narrated("17", "青少年（未成年人）犯罪率5%。", numbers=BLANK)) == []


def test_a_rate_may_be_rounded_by_its_writer() -> None:
    """94.74% is 95% to one officer and 94.7% to another."""
    made = narrated("27", "乡镇（街道）团委班子成员配备率95%。", numbers={"town_staffed": "94.74"})
    rounded = samples.with_answer(
        made, "27", done=samples.cell(SCORES.zh, "E5", "乡镇（街道）团委班子成员配备率94.7%。")
    )
    other = samples.with_answer(
        made, "27", done=samples.cell(SCORES.zh, "E5", "乡镇（街道）团委班子成员配备率97%。")
    )

    assert [told(made), told(rounded)] == [[], []]
    assert told(other) == [
        "第27项完成情况写“乡镇（街道）团委班子成员配备率97%”，“量化指标完成数”中“乡镇（街道）团委班子成员配备率”填的是94.74/100。"
    ]


@pytest.mark.parametrize(
    ("goal", "target"),
    [
        (Goal(Comparison.AT_MOST, Decimal(1)), "不超过1次"),
        (Goal(Comparison.BELOW, Decimal(2)), "低于2次"),
        (Goal(Comparison.EQUALS, Decimal(3)), "等于3次"),
    ],
)
def test_other_targets_are_told_in_their_own_words(goal: Goal, target: str) -> None:
    """The sentence names the target as the catalog compares it."""
    made = narrated("1", "开展活动2次。", numbers=BLANK)
    (measure,) = made.answers[0].measures
    measure = replace(measure, asked=replace(measure.asked, goal=goal))
    made = samples.with_answer(made, "1", measures=(measure,))

    assert told(made) == [f"第1项完成情况写“开展活动2次”，目标是{target}，却填满分。"]


class Computed(Judged):
    """A rule that computes the score from its measures."""

    @property
    def computes(self) -> bool:
        """It does."""
        return True

    def limit(self, entries: Entries) -> Fraction | None:
        """Whatever was entered."""
        del entries
        return Fraction(3)


def test_where_the_number_makes_the_score_any_difference_counts() -> None:
    """More in words than in numbers may cost the unit points; a blank number is a finding of its own."""
    made = narrated("1", "开展活动5次。")
    item = replace(made.answers[0].asked.item, rule=Computed(Decimal(3)))
    made = samples.with_answer(made, "1", asked=replace(made.answers[0].asked, item=item))
    blank = tuple(_measured(one, BLANK) for one in made.answers[0].measures)

    assert len(told(made)) == 1
    assert told(samples.with_answer(made, "1", measures=blank)) == []


def test_the_number_itself_under_its_own_name_settles_it() -> None:
    """Whatever else is counted, the words give the entered number for this very measure."""
    made = narrated("13", "全年开展活动6次，其中群众性课外体育锻炼活动3次。", numbers={"activities": "3"})
    assert told(made) == []


def test_questions_of_rules_are_not_looked_for() -> None:
    """What a rule itself asks, yes or no, has no number in the words."""
    made = narrated("1", "开展活动2次。")
    (measure,) = made.answers[0].measures
    asked = replace(measure.asked, measure=replace(measure.asked.measure, reply=Reply.COUNT))

    assert told(samples.with_answer(made, "1", measures=(replace(measure, asked=asked),))) == []


def test_words_that_a_formula_shows_are_left_alone() -> None:
    """Who knows what it was computed from."""
    made = narrated("1", "")
    formula = replace(samples.cell(SCORES.zh, "E5", formula="A1"), text="开展活动2次")

    assert told(samples.with_answer(made, "1", done=formula)) == []


def test_everything_is_said_in_english_as_well() -> None:
    """The sentences name the same in both languages."""
    blank = narrated("1", "开展活动2次。", numbers=BLANK)
    full = narrated("1", "开展活动2次。")
    other = narrated("1", "开展活动2次。", score="2", reason="天气")
    said = [
        finding.message(Locale.EN)
        for made in (blank, full, other)
        for finding in run(made)
        if finding.code == "R106"
    ]

    assert said == [
        "Full points are given for item 1, but the words say “开展活动2次”; the target is at least 3 次.",
        "Full points are given for item 1, but the words say “开展活动2次”; the number is given as 3 次; the target is at least 3 次.",
        "The words about item 1 say “开展活动2次”, but “技能大比武、大练兵和创新创效活动” is given as 3 次 on the sheet “Measures”.",
    ]


def test_it_is_asked_for_and_blocks_nothing() -> None:
    """Words are never certain enough to send a form back."""
    (finding,) = [one for one in run(narrated("1", "开展活动2次。")) if one.code == "R106"]

    assert (finding.severity, finding.sheet, finding.cells) == (Severity.WARNING, SCORES.zh, ("E5", "D5"))


def registered(done: str, ordinary: str | None, severe: str | None, *, reason: str = "") -> Submission:
    """Give a return with these events registered in item 18 and this said about them."""
    made = narrated("18", done, reason=reason, score="0")
    events = {
        "ordinary": samples.cell(DEDUCTIONS.zh, "D4", ordinary),
        "severe": samples.cell(DEDUCTIONS.zh, "D5", severe),
    }
    some = any(count not in {None, "0"} for count in (ordinary, severe))
    return replace(samples.with_answer(made, "18", events=events), none_declared=not some)


@pytest.mark.parametrize(
    ("done", "ordinary", "severe", "reason"),
    [
        ("发生3起", "2", "1", ""),
        ("发生案件3起，已扣分", "2", "1", "发生3起"),
        ("发生一般案件2起、特别重大1起", "2", "1", ""),
        ("发生一般案件2起", "2", "1", ""),
        ("发生1起特别重大案件", "2", "1", ""),
        ("发生5起，同比下降2起", "2", "0", ""),
        ("发生近5起", "2", "0", ""),
        ("去年发生5起", "2", "0", ""),
        ("全县发生5起，其中因工作不力2起", "2", "0", ""),
        ("查处案件5起", "2", "0", ""),
        ("成功化解纠纷5起", "2", "0", ""),
        ("每年发生5起", "2", "0", ""),
        ("未发生5起以上案件", "2", "0", ""),
        ("发生青少年犯罪案件5起，均未造成严重后果", None, None, ""),
        ("全县发生青少年犯罪案件5起。", "0", "0", ""),
        ("发生5起，均不扣分", None, None, ""),
        ("发生3起", "2", None, ""),
        ("发生3起", "二", "0", ""),
        ("从9月1日起发生变化", "2", "0", ""),
        ("已按要求处理", "2", "0", "按规定扣分"),
    ],
)
def test_events_that_may_fit_the_register_are_left_alone(
    done: str, ordinary: str | None, severe: str | None, reason: str
) -> None:
    """The sum, each kind, what happened elsewhere or earlier, and an incomplete register."""
    assert told(registered(done, ordinary, severe, reason=reason)) == []


@pytest.mark.parametrize(
    ("done", "reason", "message"),
    [
        ("发生3起", "", "第18项完成情况写“发生3起”，“扣分情况登记”中登记的合计是2起。"),
        (
            "发生案件三起。",
            "发生3起，按规定扣分",
            "第18项完成情况写“发生案件三起”，“扣分情况登记”中登记的合计是2起。",
        ),
        ("已处理", "发生3起，扣1.5分", "第18项未完成情况说明写“发生3起”，“扣分情况登记”中登记的合计是2起。"),
    ],
)
def test_other_events_than_registered_are_told(done: str, reason: str, message: str) -> None:
    """Whichever of the two texts says so is quoted."""
    assert told(registered(done, "2", "0", reason=reason)) == [message]


def test_events_that_cost_points_beside_a_statement_of_none_are_told() -> None:
    """Words that speak of a deduction leave no doubt which events are meant."""
    assert told(registered("发生1起，扣0.5分", None, None)) == [
        "第18项完成情况写“发生1起”，“扣分情况登记”中登记的合计是0起。"
    ]


def test_a_register_that_contradicts_itself_is_told_by_itself() -> None:
    """Which of the two holds isn't known yet."""
    made = replace(registered("发生3起", "2", "0"), none_declared=True)

    assert told(made) == []


def test_the_demonstration_is_left_alone() -> None:
    """None of its made-up texts contradicts its numbers."""
    forms = {unit.id: (returned.form(unit.id), returned.blank(unit.id)) for unit in returned.CATALOG.units}
    made = [one for one in demonstrated(forms) if one.file_name.endswith(".xlsx") and one.data]
    read = [returned.read(one.data) for one in made]

    assert len(read) >= len(forms)
    assert all(told(submission) == [] for submission in read)

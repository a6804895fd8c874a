"""Notices of other shapes than the real one: what is drafted from each, and that the draft is a catalog."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest

from libreoffice import converted, needs_libreoffice
from notices import book, drafted, word
from scoresheet.catalog.model import Catalog
from scoresheet.language import Locale
from scoresheet.notice.drafting import Draft, Topic, UnusableNotice, draft

RIVER = word(
    [
        "某市水利局文件",
        "关于开展2023年度河长制工作考核的通知",
        "东山县、西河县、南湖区水利局：",
        "请于2023年12月15日前将自评表报送市水利局。联系人：王小明，联系电话：0839-3265588。本次考核实行百分制。",
        "某市水利局",
        "2023年11月1日",
        "附件1",
        "2023年度河长制工作考核评分表",
    ],
    [
        ("类别", "序号", "考核内容", "分值", "评分标准"),
        ("组织领导（30分）", "1", "县级总河长每季度至少召开1次总河长会议", "15", "每少1次扣3分，扣完为止"),
        (None, "2", "落实河长制工作经费", "15", "未落实不得分"),
        ("类别", "序号", "考核内容", "分值", "评分标准"),
        ("巡河履职（40分）", "3", "县级河长巡河不少于12次", "20", "按完成比例计分，低于50%不得分"),
        (None, "4", "河湖问题整改率达到95%以上", "20", "每低1个百分点扣0.5分，扣完为止"),
        ("宣传（30分）", "5", "开展河湖保护宣传活动4次", "10", "完成得满分，未完成不得分"),
        (None, "6", "信息报送", "20", "每采用1篇得2分，最多得20分"),
        ("合计", None, None, "100", None),
    ],
    merged=[(0, 1, 2), (0, 4, 5), (0, 6, 7)],
    after=["注：扣完本项分值为止。"],
)
SAFETY = book(
    (
        "考核表",
        [
            ("2024年度乡镇安全生产目标管理考核细则",),
            ("一级指标", "二级指标", "指标内容", "标准分", "计分办法", "责任科室", "目标值"),
            ("组织领导", "责任落实", "召开安全生产专题会议不少于12次", 20, "每少一次扣2分", "办公室", None),
            (None, "宣传教育", "安全生产知识培训", 20, "按完成比例计分", "宣教科", "500人"),
            (
                "事故控制",
                "事故",
                "控制亡人事故",
                40,
                "发生1起一般事故扣10分，较大事故扣20分，最多扣40分",
                "执法科",
                None,
            ),
            (None, "隐患", "隐患整改率", 20, "达到100%得20分，95%以上得15分，95%以下不得分", "执法科", None),
            (
                "加分项",
                "创新",
                "受到省级以上表彰",
                5,
                "省级表彰加5分，市级表彰加2分，按最高级别计",
                "办公室",
                None,
            ),
            ("否决项", None, "发生重大事故", None, "一票否决，取消评优资格", "办公室", None),
            ("合计", None, None, 100, None, None, None),
            ("备注：表彰以文件为准",),
        ],
    ),
    merged=["A1:G1", "A3:A4", "A5:A6"],
)
WEIGHTS = book(
    (
        "指标",
        [
            ("2022年第三季度绩效评价指标",),
            ("序号", "一级指标", "三级指标", "权重", "目标值", "计量单位"),
            (1, "产出", "家庭医生签约居民人数", 0.25, 3000, "人"),
            (2, "产出", "孕产妇健康管理率", 0.25, "≥90%", None),
            (3, "效果", "居民满意度不低于85%", 0.3, None, None),
            (4, "效果", "可持续机制建立情况", 0.2, None, None),
        ],
    ),
    percent=["D3", "D4", "D5", "D6"],
)
ENGLISH = """Ministry of Youth
Circular on the 2023 annual assessment
To: North District Office, South District Office
Please return the completed form by 15 December 2023. Contact: John Smith, 555-1234.
2023 Annual Performance Assessment of District Offices

No. | Indicator | Points | Scoring
--- | --- | --- | ---
1 | Hold at least 4 public meetings | 20 | 2 points off for each missing meeting
2 | Immunisation coverage of no less than 90% | 30 | Full points if reached, otherwise none
3 | Train 250 volunteers | 25 | Pro rata
4 | No serious accidents | 25 | Deduct 5 points for each accident, at most 25 points
Total | | 100 |

Note: reports are due with the form.
"""
PARTS = """某县教育局关于2021年上半年学校安全工作考核的通知
各中小学：
序号\t考核项目\t分值\t评分标准
1\t制度建设\t40\t
1.1\t制度健全，有专人负责\t20\t有制度、有专人、有台账，每缺一项扣5分
1.2\t开展应急演练不少于2次\t20\t每少1次扣10分
2\t隐患排查\t60\t
2.1\t每月开展隐患排查1次\t30\t每少1次扣5分
2.2\t未发生安全责任事故\t30\t每发生一起扣10分，扣完为止
合计\t\t100\t
"""
WRONG_SUM = """关于2020年度林业工作考核的通知
附件：2020年度林业工作考核指标
序号  考核指标          分值  责任科室
1     完成人工造林5000亩    30  营林科
2     森林火灾受害率控制在0.9‰以内   40  防火办
3     林业有害生物成灾率低于3‰    20  森防站
合计                    100
注：数据以验收为准。
"""
Made = tuple[Draft, Catalog]


def _kinds(catalog: Catalog) -> list[str]:
    return [item.rule.kind for item in catalog.items]


def _topics(made: Draft) -> set[Topic]:
    return {one.topic for one in made.decisions}


def test_word_with_merged_categories(tmp_path: Path) -> None:
    """Merged category cells hold for all their rows, repeated titles and the sum are no items."""
    made, catalog = drafted(RIVER, tmp_path)

    assert [(one.name, len(one.items), one.points) for one in catalog.categories] == [
        ("组织领导（30分）", 2, Decimal(30)),
        ("巡河履职（40分）", 2, Decimal(40)),
        ("宣传（30分）", 2, Decimal(30)),
    ]
    assert _kinds(catalog) == ["judged", "judged", "ratio", "shortfall", "all_or_nothing", "earn"]
    assert [unit.name for unit in catalog.units] == ["东山县", "西河县", "南湖区水利局"]
    assert (catalog.title, catalog.issuer) == ("2023年度河长制工作考核评分表", "某市水利局")
    assert (catalog.round.label, str(catalog.round.due)) == ("2023年度", "2023-12-15")
    assert catalog.contacts.people == ("王小明",)
    assert not _topics(made) & {Topic.TOTAL, Topic.HEADING_POINTS, Topic.CATEGORIES}


def test_a_rule_that_needs_the_periods_target_waits(tmp_path: Path) -> None:
    """A number for each quarter is no target of the year, so nothing is computed from it before a person decides."""
    made, catalog = drafted(RIVER, tmp_path)
    (one,) = [one for one in made.decisions if one.topic is Topic.RULE and one.items == ("1",)]

    assert catalog.items[0].rule.kind == "judged"
    assert "目标数是按月、按季或按每个对象印的" in one.sentence.zh
    assert "rule: {kind: shortfall, per_missing: 3}" in made.yaml


def test_a_workbook_with_a_column_of_rules(tmp_path: Path) -> None:
    """The column of rules is read, bonus and veto are worth nothing in the total, the column of targets counts."""
    made, catalog = drafted(SAFETY, tmp_path)

    assert _kinds(catalog) == ["shortfall", "ratio", "events", "tiers", "bonus", "veto"]
    assert catalog.total == 100
    assert [one.name for one in catalog.categories] == ["组织领导", "事故控制", "加分项", "否决项"]
    assert catalog.items[1].measures[0].goal.target == 500
    assert "# 责任部门：宣教科" in made.yaml
    assert "# 所属：事故控制 / 隐患" in made.yaml
    assert "备注：表彰以文件为准" in made.yaml
    assert Topic.TOTAL not in _topics(made)


def test_weights_in_percent(tmp_path: Path) -> None:
    """Percent weights become points, told as a decision."""
    made, catalog = drafted(WEIGHTS, tmp_path)

    assert [item.points for item in catalog.items] == [25, 25, 30, 20]
    assert [measure.goal.target for item in catalog.items for measure in item.measures] == [3000, 90, 85]
    assert (catalog.round.id, catalog.round.label) == ("2022-Q3", "2022年第三季度")
    assert Topic.WEIGHTS in _topics(made)


def test_an_english_notice(tmp_path: Path) -> None:
    """An English notice makes an English draft."""
    made, catalog = drafted(ENGLISH, tmp_path)

    assert made.locale is Locale.EN
    assert _kinds(catalog) == ["shortfall", "all_or_nothing", "ratio", "events"]
    assert [unit.name for unit in catalog.units] == ["North District Office", "South District Office"]
    assert (catalog.issuer, str(catalog.round.due)) == ("Ministry of Youth", "2023-12-15")
    assert catalog.contacts.people == ("John Smith",)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in made.yaml.replace("通知", ""))


def test_numbered_parts(tmp_path: Path) -> None:
    """An item whose parts follow as 1.1 and 1.2 is the heading over them."""
    _, catalog = drafted(PARTS, tmp_path)

    assert [(one.name, [item.id for item in one.items]) for one in catalog.categories] == [
        ("制度建设", ["1.1", "1.2"]),
        ("隐患排查", ["2.1", "2.2"]),
    ]
    assert catalog.total == 100
    assert catalog.issuer == "某县教育局"
    assert catalog.title == "2021年上半年学校安全工作考核"


def test_points_that_do_not_add_up(tmp_path: Path) -> None:
    """A stated total that the points don't make is a decision, and no total is written."""
    made, catalog = drafted(WRONG_SUM, tmp_path)
    (one,) = [one for one in made.decisions if one.topic is Topic.TOTAL]

    assert catalog.total == 90
    assert "总分100分，各项分值相加却是90分" in one.sentence.zh
    assert one.place.zh == "第7行"
    assert "total: " not in made.yaml.partition("categories:")[0].partition("scores:")[2].splitlines()[0]


def test_a_heading_whose_points_its_items_do_not_make(tmp_path: Path) -> None:
    """A heading row that states its points is compared with its items."""
    made, catalog = drafted(
        "序号\t考核内容\t分值\n一、党建工作（30分）\t\t\n1\t召开会议不少于3次\t20\n二、业务工作（60分）\t\t\n2\t完成项目4个\t60\n",
        tmp_path,
    )
    (one,) = [one for one in made.decisions if one.topic is Topic.HEADING_POINTS]

    assert [category.name for category in catalog.categories] == [
        "一、党建工作（30分）",
        "二、业务工作（60分）",
    ]
    assert "印的是30分，其中各项相加是20分" in one.sentence.zh


def test_chapters_with_points_in_their_own_column(tmp_path: Path) -> None:
    """一、 with the sum of what follows is a heading, not an item that would count twice."""
    _, catalog = drafted(
        "序号\t考核内容\t分值\n一\t党建工作\t30\n1\t召开会议不少于3次\t20\n2\t做好宣传\t10\n二\t业务工作\t70\n3\t完成项目4个\t70\n总分\t\t100\n",
        tmp_path,
    )

    assert catalog.total == 100
    assert [(one.name, len(one.items)) for one in catalog.categories] == [("党建工作", 2), ("业务工作", 1)]


def test_targets_of_the_units(tmp_path: Path) -> None:
    """A second table with a row per unit gives the units and their own targets."""
    data = book(
        (
            "评分表",
            [("序号", "考核内容", "分值"), (1, "培训各类志愿者40名", 60), (2, "开展主题活动不少于3次", 40)],
        ),
        (
            "任务分解",
            [
                ("单位", "培训各类志愿者（名）", "第2项", "经费（万元）"),
                ("东山县", 50, 4, 1),
                ("西河县", 30, 3, 2),
                ("合计", 80, 7, 3),
            ],
        ),
    )
    made, catalog = drafted(data, tmp_path)

    assert made.targets_csv == "unit,1/m1,2/m1\nu01,50,4\nu02,30,3\n"
    assert [unit.name for unit in catalog.units] == ["东山县", "西河县"]
    assert catalog.targets["u01", "1", "m1"] == 50
    assert [one.sentence.zh for one in made.decisions if one.topic is Topic.TARGETS] == [
        "目标表里的“经费（万元）”对不上哪个指标，没有写进 targets.csv。请自己写上。"
    ]


def test_an_item_without_points_is_kept_as_a_remark(tmp_path: Path) -> None:
    """Nothing is dropped in silence: what has no points stands behind # and is a decision."""
    made, catalog = drafted(
        "序号\t考核内容\t分值\n1\t召开会议不少于3次\t20\n2\t做好宣传\t另行规定\n", tmp_path
    )
    (one,) = [one for one in made.decisions if one.topic is Topic.NO_POINTS]

    assert [item.id for item in catalog.items] == ["1"]
    assert "“做好宣传”分值栏写的是“另行规定”，没有列入" in one.sentence.zh
    assert '      # - id: "2"' in made.yaml
    assert "      #   text: 做好宣传" in made.yaml


def test_a_text_that_is_too_long_is_kept_as_a_remark(tmp_path: Path) -> None:
    """An item of more letters than a catalog takes stands behind # with a decision of its own."""
    made, catalog = drafted(f"考核内容\t分值\n召开会议不少于3次\t20\n{'长' * 2500}\t10\n", tmp_path)

    assert [item.id for item in catalog.items] == ["1"]
    assert Topic.TOO_LONG in _topics(made)


def test_rows_that_share_their_points_are_one_item(tmp_path: Path) -> None:
    """A merged cell of points makes one item of its rows."""
    data = word(
        ["2023年度考核表"],
        [
            ("序号", "考核内容", "分值"),
            ("1", "召开会议不少于3次", "20"),
            ("2", "做好宣传", None),
            ("3", "按期换届", "10"),
        ],
        merged=[(2, 1, 2)],
    )
    made, catalog = drafted(data, tmp_path)

    assert [(item.text, item.points) for item in catalog.items] == [
        ("召开会议不少于{m1}次\n做好宣传", Decimal(20)),
        ("按期换届", Decimal(10)),
    ]
    assert Topic.JOINED_ROWS in _topics(made)


def test_titles_in_two_rows(tmp_path: Path) -> None:
    """A head of two rows is read as one."""
    data = book(
        (
            "表",
            [
                ("序号", "考核内容", "计分", None),
                (None, None, "分值", "评分标准"),
                (1, "召开会议不少于3次", 20, "每少1次扣5分"),
            ],
        ),
        merged=["A1:A2", "B1:B2", "C1:D1"],
    )
    _, catalog = drafted(data, tmp_path)

    assert [(item.points, item.rule.kind) for item in catalog.items] == [(Decimal(20), "shortfall")]


@pytest.mark.parametrize(
    "text",
    [
        "序号\n考核内容\n分值\n1\n召开会议不少于3次\n20\n2\n按期换届\n10\n",
        "考核内容\n分值\n自评分\n召开会议不少于3次\n20\n\n按期换届\n10\n\n",
        "考核内容,分值\n召开会议不少于3次,20\n按期换届,10\n",
        "| 考核内容 | 分值 |\n|---|---|\n| 召开会议不少于3次 | 20 |\n| 按期换届 | 10 |\n",
        "序号　　考核内容　　分值\n1　　召开会议不少于3次　　20\n2　　按期换届　　10\n",
        "\t考核内容\n\t分值\n\n\t召开会议不少于3次\n\t20\n\n\t按期换届\n\t10\n",
        "类别\n\t考核内容\n\t分值\n党建\n\t召开会议不少于3次\n\t20\n\n\t按期换届\n\t10\n",
    ],
)
def test_tables_as_text(text: str, tmp_path: Path) -> None:
    """One row per line or one cell per line, with any of the usual marks between."""
    _, catalog = drafted(text, tmp_path)

    assert [(item.text, item.points) for item in catalog.items] == [
        ("召开会议不少于{m1}次", Decimal(20)),
        ("按期换届", Decimal(10)),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空文件"),
        ("只有一段话，没有表格。".encode(), "没有找到考核表"),
        ("考核内容\t分值\n做好宣传\t另定\n".encode(), "没有一项有能用的分值"),
        (b"%PDF-1.4\n%", "里面没有能读的表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "读不了"),
        (RIVER[:2000], "打不开"),
        (SAFETY[:2000], "打不开"),
    ],
)
def test_what_can_not_be_used_gets_a_sentence(data: bytes, said: str) -> None:
    """A file without a table of indicators, or that can't be read, is told with what to do."""
    with pytest.raises(UnusableNotice) as error:
        draft(data, "通知")

    assert said in error.value.reason.zh
    assert error.value.reason.en


def test_word_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without python-docx the sentence says how to get it."""
    monkeypatch.setitem(sys.modules, "docx", None)

    with pytest.raises(UnusableNotice) as error:
        draft(RIVER, "通知.docx")

    assert 'pip install "scoresheet[word]"' in error.value.reason.zh


@needs_libreoffice
def test_an_old_workbook(tmp_path: Path) -> None:
    """The same workbook saved as .xls gives the same items."""
    (old,) = converted([SAFETY], tmp_path, "xls")
    _, catalog = drafted(old, tmp_path)

    assert _kinds(catalog) == ["shortfall", "ratio", "events", "tiers", "bonus", "veto"]

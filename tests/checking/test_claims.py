"""Which count in a text says how much of a measure was achieved."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoresheet.checking.claims import Subject, claim

CONTESTS = Subject("技能大比武、大练兵和创新创效活动", "次")
TALKS = Subject("优秀青年人才座谈会或恳谈会", "场")
ENTERPRISES = Subject("非公企业建团", "个")
COUNTY, TOWN = Subject("县（区）团委班子成员配备率", "%"), Subject("乡镇（街道）团委班子成员配备率", "%")
COUNSELLORS, CADRES = Subject("培训辅导员", "人"), Subject("培训基层团干部", "人")
CARE, HOMES = Subject("关爱和服务管理活动", "个/次"), Subject("新建社区青少年之家", "个")
VISITS = Subject("school visits", "visits")


def claimed(text: str, subject: Subject, *others: Subject) -> Decimal | None:
    """Give the number that a text claims."""
    found = claim(text, subject, others, "2014年1—11月")
    return None if found is None else found.number


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("", CONTESTS),
        ("召开推进会2次", CONTESTS),
        ("开展技能大比武2次", CONTESTS),
        ("开展技能大比武、大练兵等活动2次，创新创效活动另行开展", CONTESTS),
        ("参加技能大比武、大练兵和创新创效活动2次", CONTESTS),
        ("开展“工匠杯”技能大比武、大练兵和创新创效活动2次", CONTESTS),
        ("开展活动2次，举办创新大赛", CONTESTS),
        ("开展活动2次，开展活动3次", CONTESTS),
        ("开展活动2次，近10次宣传", CONTESTS),
        ("计划开展活动2次", CONTESTS),
        ("开展志愿服务，共2次", CONTESTS),
        ("召开人才工作动员会2场", TALKS),
        ("在5个乡镇开展非公企业建团", ENTERPRISES),
        ("attended 3 school visits", VISITS),
        ("held 3 teacher visits", VISITS),
        ("at least 3 school visits", VISITS),
    ],
)
def test_in_doubt_nothing_is_claimed(text: str, subject: Subject) -> None:
    """Other things, parts, several counts, plans."""
    assert claimed(text, subject) is None


@pytest.mark.parametrize(
    ("text", "subject", "number"),
    [
        ("开展活动2次", CONTESTS, 2),
        ("已按要求完成，共2次", CONTESTS, 2),
        ("开展技能大比武、大练兵和创新创效活动。共2次。", CONTESTS, 2),
        ("开展技能大比武、大练兵等活动2次", CONTESTS, 2),
        ("开展“大练兵”、技能大比武、创新创效活动2次", CONTESTS, 2),
        ("目标3次，完成2次，其中大练兵1次，还差1次", CONTESTS, 2),
        ("召开恳谈会1场", TALKS, 1),
        ("召开优秀青年人才座谈会1场", TALKS, 1),
        ("企业建团10个", ENTERPRISES, 10),
        ("completed 3 school visits", VISITS, 3),
        ("held 3 visits in all", VISITS, 3),
    ],
)
def test_one_clear_count_is_claimed(text: str, subject: Subject, number: int) -> None:
    """A count of nothing but the measure, or of nothing named at all."""
    assert claimed(text, subject) == number


def test_measures_of_one_unit_are_told_apart_by_their_own_words() -> None:
    """Each count goes to the measure that alone is named; a name that fits both goes to none."""
    text = "县团委班子配备率100%，乡镇团委班子配备率92%"

    assert [claimed(text, COUNTY, TOWN), claimed(text, TOWN, COUNTY)] == [100, 92]
    assert claimed("团委班子成员配备率92%", COUNTY, TOWN) is None
    assert claimed("县、乡镇团委班子成员配备率92%", TOWN, COUNTY) is None
    assert claimed("培训45人", COUNSELLORS, CADRES) is None
    assert claimed("培训辅导员45人，团干部近50人", COUNSELLORS, CADRES) == 45
    assert claimed("培训辅导员45人，团干部近50人", CADRES, COUNSELLORS) is None


def test_a_unit_that_names_two_shares_each_of_them() -> None:
    """A count of 个 may be of either measure, one of 次 of the first alone."""
    assert claimed("开展4次，新建1个", CARE, HOMES) is None
    assert claimed("开展关爱和服务管理活动4个，新建社区青少年之家1个", CARE, HOMES) == 4
    assert claimed("开展关爱和服务管理活动4个，新建社区青少年之家1个", HOMES, CARE) == 1


def test_measures_of_other_units_take_no_part() -> None:
    """Where no other measure is counted in the unit, the words need not set it apart."""
    assert claimed("开展活动2次，见习2人", CONTESTS, CADRES) == 2

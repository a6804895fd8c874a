"""The titles of columns by which a table of indicators is found, and what the lines around it say."""

from __future__ import annotations

import pytest

from scoresheet.language import NOTHING
from scoresheet.notice.addressees import addressees
from scoresheet.notice.heading import read_heading
from scoresheet.notice.headings import columns
from scoresheet.notice.page import Line


@pytest.mark.parametrize(
    "titles",
    [
        ("姓名", "单位", "电话"),
        ("单位", "任务数", "完成数"),
        ("序号", "分值"),
        ("考核内容",),
        ("日期", "内容"),
    ],
)
def test_titles_of_other_tables(titles: tuple[str, ...]) -> None:
    """A list of names, of targets or of dates is no table of indicators."""
    assert columns(titles) is None


@pytest.mark.parametrize(
    ("titles", "found"),
    [
        ("考核内容 分值 自查得分 完成情况", {"text": 0, "points": 1, "reply": 2}),
        (
            "项目 考核内容 评分标准 标准分 自评分",
            {"category": 0, "text": 1, "rule": 2, "points": 3, "reply": 4},
        ),
        (
            "一级指标 二级指标 三级指标 分值 评价标准",
            {"category": 0, "section": 1, "text": 2, "points": 3, "rule": 4},
        ),
        ("考核指标 考核内容 满分 计分办法", {"category": 0, "text": 1, "points": 2, "rule": 3}),
        ("考核项目 考核指标 考核标准 分值", {"category": 0, "text": 1, "rule": 2, "points": 3}),
        (
            "序号 指标名称 权重（%） 目标值 计量单位 牵头单位",
            {"number": 0, "text": 1, "weight": 2, "target": 3, "unit": 4, "department": 5},
        ),
        ("序号 主要指标 分值（100分） 扣分标准", {"number": 0, "text": 1, "points": 2, "rule": 3}),
        ("工作任务 目标数 分值 责任科室", {"text": 0, "target": 1, "points": 2, "department": 3}),
        (
            "No. Indicator Points Scoring Remarks",
            {"number": 0, "text": 1, "points": 2, "rule": 3, "reply": 4},
        ),
    ],
)
def test_titles_by_their_synonyms(titles: str, found: dict[str, int]) -> None:
    """What offices call their columns is known by meaning, whatever the order."""
    roles = columns(titles.split())

    assert roles is not None
    assert {role.value: place for role, place in roles.items()} == found


def _lines(*texts: str) -> list[Line]:
    return [Line(text, NOTHING) for text in texts]


@pytest.mark.parametrize(
    ("line", "identifier", "label"),
    [
        ("2014年1‑11月目标完成情况表", "2014-11", "2014年1—11月"),
        ("2023年第二季度考核表", "2023-Q2", "2023年第二季度"),
        ("2023年上半年考核表", "2023-H1", "2023年上半年"),
        ("2023年度考核表", "2023", "2023年度"),
        ("２０２３年6月份考核表", "2023-06", "2023年6月"),
    ],
)
def test_periods(line: str, identifier: str, label: str) -> None:
    """The narrowest period of the heading is the round."""
    period = read_heading(_lines(line), _lines(line)).period

    assert period is not None
    assert (period.id, period.label) == (identifier, label)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023年11月8日召开了会议。", None),
        ("请于2023年12月15日前报送市局。", "2023-12-15"),
        ("2023年度。请于12月15日（星期五）下班前报送。", "2023-12-15"),
        ("2023年2月30日前报送", None),
        ("Return it by 15 December 2023.", "2023-12-15"),
    ],
)
def test_deadlines(text: str, day: str | None) -> None:
    """A day with 前 is a deadline; a day without it, or that doesn't exist, is none."""
    found = read_heading(_lines(text), _lines(text)).deadlines

    assert [one.day.isoformat() for one in found] == ([day] if day else [])


@pytest.mark.parametrize(
    ("text", "people", "phones"),
    [
        ("联系人：张三  李小四（3267503  13800138000）", ("张三", "李小四"), ("3267503", "13800138000")),
        ("联系人：王 强，联系电话：0839-3265588", ("王强",), ("0839-3265588",)),
        ("Contact: John Smith, 555-1234", ("John Smith",), ("555-1234",)),
        ("请联系办公室。", (), ()),
    ],
)
def test_contacts(text: str, people: tuple[str, ...], phones: tuple[str, ...]) -> None:
    """People and telephones are told apart; nothing is a name that stands elsewhere."""
    found = read_heading(_lines(text), _lines(text))

    assert (found.people, found.phones) == (people, phones)


def test_who_issued_it() -> None:
    """The signature above the date goes before the letterhead."""
    lines = _lines(
        "某市人民政府办公室文件",
        "关于考核的通知",
        "某市安全生产委员会",
        "二〇二三年十一月二日",
        "2023年度考核表",
    )

    assert read_heading(lines, lines).issuer == "某市安全生产委员会"
    assert read_heading(lines[:2], lines[:2]).issuer == "某市人民政府办公室"


@pytest.mark.parametrize(
    ("line", "names", "general"),
    [
        ("各县区团委、广元经济技术开发区团委：", ("广元经济技术开发区团委",), ("各县区团委",)),
        ("东山县、西河县、南湖区人民政府：", ("东山县", "西河县", "南湖区人民政府"), ()),
        ("一是抓好以下工作：", (), ()),
        ("To: all district offices", (), ("all district offices",)),
    ],
)
def test_to_whom_it_is_addressed(line: str, names: tuple[str, ...], general: tuple[str, ...]) -> None:
    """Units that are named are told apart from 各……, and a line that addresses nobody names none."""
    found = addressees(_lines(line))

    assert (found.names, found.in_general) == (names, general)

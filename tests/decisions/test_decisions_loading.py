"""Decisions written down as YAML, held against the catalog."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

import samples
from forms import shipped_catalog
from scoresheet.catalog.mistakes import CatalogError
from scoresheet.catalog.model import NotApplicable
from scoresheet.decision import Acceptance, Correction, Decisions, Field, FieldKind, Version
from scoresheet.decisions.loading import load_decisions
from scoresheet.language import Locale
from scoresheet.returns.fields import SCORE, STATEMENT

CATALOG = samples.catalog()
DAY = date(2014, 11, 26)
VERSION = "{unit: 苍溪县, file: a.xlsx, reason: 电话确认, decided_by: 李四, date: 2014-11-26}"


def loaded(tmp_path: Path, text: str) -> Decisions:
    """Give the decisions in a file with this text."""
    path = tmp_path / "决定.yaml"
    path.write_text(text, encoding="utf-8")
    return load_decisions(path, CATALOG)


def refused(tmp_path: Path, text: str) -> list[str]:
    """Give the mistakes in a file with this text: line, column and sentence."""
    with pytest.raises(CatalogError) as caught:
        loaded(tmp_path, text)
    assert caught.value.locale is Locale.ZH
    return [f"{one.line}:{one.column} {one.message.zh}" for one in caught.value.mistakes]


def corrected(**changes: str) -> str:
    """Write down a correction of the first unit."""
    given = {"unit": "苍溪县", "item": "2", "old": "3", "new": "2.5", "date": "2014-11-26", "caller": "张三"}
    fields = {**given, "taken_by": "李四", **changes}
    return (
        "corrections:\n  - {"
        + ", ".join(f"{key}: {value}" for key, value in fields.items() if value != "-")
        + "}\n"
    )


def accepted(**changes: str) -> str:
    """Write down an acceptance for the first unit."""
    fields = {
        "unit": "苍溪县",
        "code": "E101",
        "reason": "见材料",
        "by": "李四",
        "date": "2014-11-26",
        **changes,
    }
    return "accepted:\n  - {" + ", ".join(f"{key}: {value}" for key, value in fields.items()) + "}\n"


def test_every_kind_of_decision_is_read(tmp_path: Path) -> None:
    """With what it says, where it stands, and the digest of the whole file."""
    text = f"versions:\n  - {VERSION}\n" + corrected(reason="笔误") + accepted(item="第2项")
    made = loaded(tmp_path, text)

    assert made.versions == (Version("510824", "a.xlsx", "电话确认", "李四", DAY, made.versions[0].place),)
    assert made.corrections == (
        Correction("510824", "2", SCORE, "3", "2.5", DAY, "张三", "李四", "笔误", made.corrections[0].place),
    )
    assert made.acceptances == (
        Acceptance("510824", "E101", "2", "见材料", "李四", DAY, made.acceptances[0].place),
    )
    assert [one[0].place.zh for one in (made.versions, made.corrections, made.acceptances)] == [
        "决定.yaml 第2行",
        "决定.yaml 第4行",
        "决定.yaml 第6行",
    ]
    assert made.digest == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "text", ["# 还没有\n\n", "versions:\n", "versions: []\ncorrections:\naccepted: []\n"]
)
def test_a_file_without_decisions_decides_nothing(tmp_path: Path, text: str) -> None:
    """Comments alone, or empty lists."""
    made = loaded(tmp_path, text)

    assert (made.versions, made.corrections, made.acceptances) == ((), (), ())


@pytest.mark.parametrize("name", ["510824", "苍溪县", "苍溪县团委", "苍溪", " 苍溪 县"])
def test_a_unit_goes_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    """By id, name, signature or alias."""
    made = loaded(tmp_path, f"versions:\n  - {VERSION.replace('苍溪县', name, 1)}\n")

    assert made.versions[0].unit == "510824"


FIELDS = [
    ("2", "自查得分", SCORE),
    ("2", "得分", SCORE),
    ("2", "reason", Field(FieldKind.REASON)),
    ("2", "完成情况", Field(FieldKind.DONE)),
    ("1", "activities", Field(FieldKind.MEASURE, "activities")),
    ("1", "活动", Field(FieldKind.MEASURE, "activities")),
    ("1", "measures/activities", Field(FieldKind.MEASURE, "activities")),
    ("4", "特别重大", Field(FieldKind.EVENT, "severe")),
    ("4", "events/ordinary", Field(FieldKind.EVENT, "ordinary")),
]


@pytest.mark.parametrize(("item", "name", "field"), FIELDS, ids=[name for _, name, _ in FIELDS])
def test_a_field_goes_by_its_id_or_its_title(tmp_path: Path, item: str, name: str, field: Field) -> None:
    """As the form prints it, or as the catalog calls it."""
    (made,) = loaded(tmp_path, corrected(item=item, field=name, new="1")).corrections

    assert made.field == field


def test_the_statement_about_deductions_belongs_to_no_item(tmp_path: Path) -> None:
    """Its answer is said as the form says it."""
    (made,) = loaded(tmp_path, corrected(item="-", field="本期无扣分", old="空白", new="yes")).corrections

    assert (made.item, made.field, made.old, made.new) == (None, STATEMENT, "", "是")


@pytest.mark.parametrize(
    ("written", "number"), [("2.5分", "2.5"), ("２", "2"), ("3.10", "3.1"), ("-1", "-1")]
)
def test_a_new_number_is_read_as_in_a_form(tmp_path: Path, written: str, number: str) -> None:
    """Full-width digits and 分 are no mistake."""
    (made,) = loaded(tmp_path, corrected(new=written)).corrections

    assert made.new == number


def test_corrections_of_one_day_may_follow_each_other(tmp_path: Path) -> None:
    """What they start from differs, so their order is known."""
    second = corrected(old="2.5", new="2").removeprefix("corrections:\n")

    assert len(loaded(tmp_path, corrected() + second).corrections) == 2


OFFERED = "可以写：自查得分、完成情况、未完成情况说明、活动。逐行登记的扣分不能电话更正，请单位重新报送。"
MISTAKES = [
    ("versions: 甲\n", "1:11 versions 应为列表：每条另起一行，前面加“- ”。"),
    (
        "version: []\n",
        "1:1 不认识“version”。您是不是要写“versions”？这里可以写：versions、corrections、accepted。",
    ),
    (
        "- a\n",
        "1:1 这里应写 versions（版本确认）、corrections（更正登记）、accepted（已核实）三个列表，没有的可以不写。",
    ),
    ("accepted:\n  - 好\n", "2:5 每一条要逐行写“名称: 内容”，如“unit: 苍溪县”。"),
    (accepted(code="E101, code: E102"), "2:29 “code”写了两次：都在第2行。请删去其中一处。"),
    (
        accepted(unit="苍城县"),
        "2:12 没有“苍城县”这个单位。您是不是要写“苍溪县”？请写指标目录里的单位编号或名称。",
    ),
    (accepted(item="22"), "2:74 没有第“22”项。您是不是要写“2”？可以写：1、2、3、4、5。"),
    (
        accepted(code="E191"),
        "2:23 没有代码为“E191”的问题。您是不是要写“E101”？请照问题清单上的代码写，如 E101。",
    ),
    (
        accepted(code="V101"),
        "2:23 V101（自查得分未填）不能用“已核实”保留。请用“更正登记”写明原填和改为多少，或请单位重新报送。",
    ),
    (
        accepted(code="x101"),
        "2:23 X101（同一单位的几份表内容不同）不能用“已核实”保留。请用“版本确认”写明以哪份为准。",
    ),
    (accepted(code="V103"), "2:23 V103（数字存成了文本）只是提示，不需要核实。请删去这一条。"),
    (accepted(by=""), "2:46 by 没有填写。请在冒号后面写上内容。"),
    (accepted(date="2014-11-31"), "2:56 “2014-11-31”不是有效日期。请按“年-月-日”写，如 2014-11-28。"),
    (corrected(item="-"), "2:5 没有写考核项。请写明更正第几项。"),
    (corrected(new="三"), "2:39 更正后的内容是“三”，不是数。请只写阿拉伯数字，如 3 或 1.5。"),
    (corrected(new=""), "2:39 没有写改为多少。没有得分的写0。"),
    (corrected(new="3.0"), "2:39 原填和改为是一样的。请核对来电记录。"),
    (corrected(caller="-"), "2:5 这里缺少 caller。请补上一行“caller: …”。"),
    (
        corrected(item="1", field="活动次数"),
        f"2:95 没有“活动次数”这样的填报内容。您是不是要写“活动”？{OFFERED}",
    ),
    (
        corrected(item="-", field="none_declared", new="没有"),
        "2:30 这里应为“是”或“否”，写的是“没有”。",
    ),
    (
        f"versions:\n  - {VERSION}\n  - {VERSION.replace('a.xlsx', 'b.xlsx')}\n",
        "3:12 这个单位已有一条版本确认（决定.yaml 第2行）。请只留一条。",
    ),
    (
        corrected() + corrected(old="3.0", new="2").removeprefix("corrections:\n"),
        "3:31 同一天对同一处已有一条更正（决定.yaml 第2行），原填也相同，分不清以哪条为准。请只留一条。",
    ),
    (
        accepted() + accepted().removeprefix("accepted:\n"),
        "3:23 同一问题已登记过一次（决定.yaml 第2行）。请只留一条。",
    ),
]


@pytest.mark.parametrize(("text", "mistake"), MISTAKES, ids=[str(number) for number in range(len(MISTAKES))])
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, mistake: str) -> None:
    """Line and column, what stands there and what to write."""
    assert refused(tmp_path, text) == [mistake]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """In the order of the lines, whatever their kind."""
    text = accepted(unit="苍城县", code="E191") + "correction: []\n" + corrected(new="三")

    assert [one.split()[0] for one in refused(tmp_path, text)] == ["2:12", "2:23", "3:1", "5:39"]


def test_an_item_that_does_not_apply_can_not_be_corrected(tmp_path: Path) -> None:
    """The unit fills in nothing there."""
    path = tmp_path / "决定.yaml"
    path.write_text(corrected(), encoding="utf-8")
    first = samples.catalog().units[0]
    changed = type(first)(first.id, first.name, first.name, not_applicable={"2": NotApplicable.DROP})
    with pytest.raises(CatalogError) as caught:
        load_decisions(path, samples.catalog(units=(changed,)))

    assert caught.value.mistakes[0].message.zh == (
        "第2项对苍溪县不适用，没有可更正的内容。请核对单位和考核项。"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "找不到这个文件"),
        (b"", "文件是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "这不是文本文件"),
    ],
    ids=["missing", "empty", "an old document"],
)
def test_a_file_that_can_not_be_read_is_told(tmp_path: Path, content: bytes | None, words: str) -> None:
    """As a mistake in the file as a whole."""
    path = tmp_path / "x.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CatalogError) as caught:
        load_decisions(path, CATALOG)

    (mistake,) = caught.value.mistakes
    assert words in mistake.message.zh


def test_the_example_of_the_guide_is_right(tmp_path: Path) -> None:
    """What clerks copy can be read with the catalog that comes with the program."""
    guide = Path(__file__).parents[2] / "docs" / "decisions-file.md"
    example = guide.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "决定.yaml"
    path.write_text(example, encoding="utf-8")
    made = load_decisions(path, shipped_catalog())

    assert (len(made.versions), len(made.corrections), len(made.acceptances)) == (1, 2, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (corrected(date="2014-13-01", unit="苍城县"), "没有“苍城县”这个单位"),
        (corrected(date="2014-13-01", item="9"), "没有第“9”项"),
        (corrected(date="2014-13-01", new="二"), "二"),
        (corrected(date="2014-13-01", old="2.5"), "原填和改为是一样的"),
        (corrected(who="张三", field="完城情况"), "没有“完城情况”这样的填报内容"),
        (accepted(by="", code="E999"), "E999"),
    ],
)
def test_what_else_is_wrong_with_an_entry_is_told_at_once(tmp_path: Path, text: str, told: str) -> None:
    """A day that is none hides no other mistake in the same entry."""
    mistakes = refused(tmp_path, text)

    assert len(mistakes) == 2
    assert sum(told in one for one in mistakes) == 1


def test_a_faulty_field_is_told_once(tmp_path: Path) -> None:
    """What stands in its place is held against nothing."""
    for changes in ({"unit": ""}, {"date": "x"}, {"item": '""'}, {"caller": ""}):
        assert len(refused(tmp_path, corrected(**changes))) == 1


def test_two_versions_are_told_although_a_day_is_none(tmp_path: Path) -> None:
    """Otherwise it would be found out only in the next run."""
    mistakes = refused(tmp_path, f"versions:\n  - {VERSION}\n  - {VERSION.replace('11-26', '11-31')}\n")

    assert len(mistakes) == 2
    assert any("已有一条版本确认" in one for one in mistakes)

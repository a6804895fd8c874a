"""Answers in YAML, JSON and CSV are read alike, and every mistake is told at its place, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

import forms
import samples
from scoresheet.catalog.mistakes import CatalogError
from scoresheet.filling.answers import STATEMENT, Slot
from scoresheet.filling.answers_file import read_answers
from scoresheet.titles import Column

CATALOG = forms.with_rate(samples.catalog())

YAML = """\
unit: 苍溪县
none_declared: 否
answers:
  "1":
    score: 1.10
    done: |
      两行
      文字
    measures: {activities: 3}
  "3":
    measures:
      rate: {numerator: 19, denominator: 20}
  第4项: {events: {ordinary: 1}, remarks: {ordinary: 七月}}
  "5":
    reason:
    register:
      - {event: 迟报, deduct: 0.5}
      - {event: 漏报, deduct: 1, remark: 已补}
"""
JSON = """\
{"unit": "510824", "none_declared": "否", "answers": {
  "1": {"score": 1.10, "done": "两行\\n文字\\n", "measures": {"activities": 3}},
  "3": {"measures": {"rate/numerator": "19", "rate/denominator": 20}},
  "4": {"events": {"ordinary": 1}, "remarks": {"ordinary": "七月"}},
  "5": {"reason": null, "register": [{"event": "迟报", "deduct": 0.5},
        {"event": "漏报", "deduct": 1, "remark": "已补"}]}}}
"""
CSV = """\
unit,item,field,value
苍溪县,,none_declared,否
苍溪,1,自查得分,1.10
苍溪,1,done,"两行
文字
"
510824,第1项,活动,3
510824,3,measures/rate/numerator,19
510824,3,应有人数,20
510824,4,一般案（事）件,1
510824,4,remarks/ordinary,七月
510824,5,register/1/event,迟报
510824,5,register/1/deduct,0.5
510824,5,register/2/扣分情形,漏报
510824,5,register/2/应扣分,1
510824,5,register/2/remark,已补
510824,5,reason,
"""
SAID = {
    STATEMENT: "否",
    Slot("1", Column.SCORE): "1.10",
    Slot("1", Column.DONE): "两行\n文字\n",
    Slot("1", Column.ACTUAL, "activities"): "3",
    Slot("3", Column.ACTUAL, "rate/numerator"): "19",
    Slot("3", Column.ACTUAL, "rate/denominator"): "20",
    Slot("4", Column.COUNT, "ordinary"): "1",
    Slot("4", Column.REMARK, "ordinary"): "七月",
    Slot("5", Column.EVENT, "1"): "迟报",
    Slot("5", Column.DEDUCTION, "1"): "0.5",
    Slot("5", Column.EVENT, "2"): "漏报",
    Slot("5", Column.DEDUCTION, "2"): "1",
    Slot("5", Column.REMARK, "2"): "已补",
}


def said(path: Path) -> dict[str, dict[Slot | None, str | None]]:
    """Give what a file answers, by unit."""
    return {
        one.unit.id: {offer.slot: offer.raw.text for offer in one.offers}
        for one in read_answers(path, CATALOG)
    }


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", YAML),
        ("a.json", JSON),
        ("a.txt", JSON),
        ("a.csv", CSV),
        ("a.txt", CSV),
        ("bom.csv", b"\xef\xbb\xbf" + CSV.encode()),
        ("ansi.csv", CSV.encode("gb18030")),
        ("tabs.csv", CSV.replace(",", "\t")),
        ("semicolons.csv", CSV.replace(",", ";")),
        ("windows.csv", CSV.replace("\n", "\r\n")),
    ],
)  # fmt: skip
def test_all_notations_say_the_same(name: str, content: str | bytes, tmp_path: Path) -> None:
    """The same answers come out of every notation, encoding and delimiter; a blank is no answer, 1.10 stays."""
    assert said(written(tmp_path, name, content)) == {"510824": SAID}


def test_many_units(tmp_path: Path) -> None:
    """A list holds the answers of many units, in its order."""
    text = '- unit: 旺苍\n  answers: {"2": {score: 4}}\n- unit: "510802"\n  answers: {}\n'
    found = read_answers(written(tmp_path, "a.yaml", text), CATALOG)

    assert [(one.unit.name, len(one.offers)) for one in found] == [("旺苍县", 1), ("利州区", 0)]


def test_unit_that_is_known_need_not_be_named(tmp_path: Path) -> None:
    """Where only one form is filled its answers go without a unit."""
    unit = CATALOG.units[0]
    for name, text in (("a.yaml", 'answers: {"2": {score: 4}}'), ("a.csv", "item,field,value\n2,score,4\n")):
        (found,) = read_answers(written(tmp_path, name, text), CATALOG, unit)
        assert (found.unit, len(found.offers)) == (unit, 1)


def test_place_is_the_line(tmp_path: Path) -> None:
    """Each answer knows the line on which it stands."""
    for name, text, line in (("a.yaml", YAML, 5), ("a.json", JSON, 2), ("a.csv", CSV, 3)):
        (found,) = read_answers(written(tmp_path, name, text), CATALOG)
        places = {one.slot: one.place.zh for one in found.offers}
        assert places[Slot("1", Column.SCORE)] == f"{name} 第{line}行"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("unit: 苍西县", 1, "没有“苍西县”这个单位。您是不是要写“苍溪县”？"),
        ("answers: {}", 1, "没有写是哪个单位的"),
        ('unit: 苍溪县\nanswers: {"12": {}}', 2, "没有第“12”项"),
        ('unit: 苍溪县\nanswers:\n  "1": {skore: 3}', 3, "您是不是要写“score”？"),
        (
            'unit: 苍溪县\nanswers:\n  "1":\n    measures: {activites: 3}',
            4,
            "您是不是要写“measures/activities”？",
        ),
        ('unit: 苍溪县\nanswers:\n  "3": {measures: {rate: 95}}', 3, "measures/rate/numerator"),
        ('unit: 苍溪县\nanswers:\n  "1": {register: [{event: a}]}', 3, "没有“register/1/event”这一栏"),
        (
            'unit: 苍溪县\nanswers:\n  "5": {register: [{text: a}]}',
            3,
            "register/1/event、register/1/deduct、register/1/remark。",
        ),
        ('unit: 苍溪县\nanswers:\n  "1": 3', 3, "要写明是哪一栏"),
        ('unit: 苍溪县\nanswers:\n  "1": {score: [1, 2]}', 3, "没有“score/1”这一栏"),
        ('unit: 苍溪县\nanswers:\n  "1": {score: 1, 得分: 2}', 3, "已经填过一次"),
        ('unit: 苍溪县\nanswers:\n  "1": {score: 1, score: 2}', 3, "写了两次"),
        ("unit: 苍溪县\nanswers: [1]", 2, "应逐项写"),
        ("unit: 苍溪县\nanswer: {}", 2, "您是不是要写“answers”？"),
        ("unit: 苍溪县\nnone_declared: [是]", 2, "应为“是”或“否”"),
        ("- 苍溪县", 1, "应写一个单位的答案"),
        ("unit: [苍溪县]", 1, "没有写是哪个单位的"),
        ("unit: 苍溪县\n\tanswers: {}", 2, "制表符"),
    ],
)
def test_mistake_is_told_at_its_line(content: str, line: int, words: str, tmp_path: Path) -> None:
    """What is no unit, item or field of the catalog is told with its line and a guess."""
    with pytest.raises(CatalogError) as caught:
        read_answers(written(tmp_path, "a.yaml", content), CATALOG)
    assert {mistake.line for mistake in caught.value.mistakes} == {line}
    assert words in caught.value.mistakes[0].message.zh


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("unit,item,field,value\n苍西县,1,score,3", 2, "您是不是要写“苍溪县”？"),
        ("unit,item,field,value\n苍溪县,1,skore,3", 2, "您是不是要写“score”？"),
        ("unit,item,field,value\n苍溪县,,score,3", 2, "没有写考核项编号"),
        ("unit,item,field,value\n苍溪县,1,score,3,4", 2, "多出内容"),
        ("unit,item,field,value\n苍溪县,1,score,3\n苍溪县,1,自查得分,2", 3, "已经填过一次"),
        ('unit,item,field,value\n苍溪县,1,done,"3', 2, "引号没有配对"),
        ("单位,考核项,数\n苍溪县,1,3", 1, "不认识列标题“数”"),
        ("item,field,value\n1,score,3", 2, "没有写是哪个单位的"),
    ],
)
def test_mistake_in_a_table_is_told_at_its_field(content: str, line: int, words: str, tmp_path: Path) -> None:
    """A mistake in a table is told with its line and the number of the field."""
    with pytest.raises(CatalogError) as caught:
        read_answers(written(tmp_path, "a.csv", content), CATALOG)
    assert {mistake.line for mistake in caught.value.mistakes} == {line}
    assert any(words in mistake.message.zh for mistake in caught.value.mistakes)


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    """All mistakes are told together, a unit that is wrong on many lines once."""
    text = "unit,item,field,value\n苍西县,1,score,3\n苍西县,2,score,3\n苍溪县,77,score,3\n苍溪县,1,x,3\n"
    with pytest.raises(CatalogError) as caught:
        read_answers(written(tmp_path, "a.csv", text), CATALOG)
    assert [mistake.line for mistake in caught.value.mistakes] == [2, 4, 5]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00\x00", b"PK\x03\x04\x00"], ids=["empty", "utf-16", "zip"]
)
@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a.csv"])
def test_file_that_holds_no_answers(name: str, content: bytes, tmp_path: Path) -> None:
    """A file that is no text or empty gets a sentence, never a traceback."""
    with pytest.raises(CatalogError):
        read_answers(written(tmp_path, name, content), CATALOG)
    with pytest.raises(CatalogError):
        read_answers(tmp_path / f"missing-{name}", CATALOG)

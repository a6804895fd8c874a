"""The command `fill`, as a user calls it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

import libreoffice
import ruins
from commands import Ended, command, project
from returned import answers, blank, form, good, typed
from scoresheet.filling.answers import pour

FORM = "1下发/510824_苍溪县_自查评分表.xlsx"
YAML = 'unit: 苍溪县\nanswers:\n  "1": {score: 3, done: 已完成}\n  "2": {score: 三分}\n'


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Path:
    """Make a project with the blank forms of two units."""
    folder = project(tmp_path)
    for unit, name in (("510824", "苍溪县"), ("510821", "旺苍县")):
        path = folder / "1下发" / f"{unit}_{name}_自查评分表.xlsx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(blank(unit))
    return folder


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file."""
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_answers_that_fit_leave_nothing_to_tell(office: Path) -> None:
    """Correct answers make a filled form, and the command ends with 0."""
    put(office, "a.yaml", YAML.replace("三分", "2.5"))
    ended = command(office, "fill", FORM, "--answers", "a.yaml", "-o", "out.xlsx")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "苍溪县：转入3处，未转入0处。\n已写入1份表：out.xlsx\n"
    assert (office / "out.xlsx").exists()
    assert (office / FORM).read_bytes() == blank()


def test_what_the_rules_forbid_is_refused_unless_as_is(office: Path) -> None:
    """A score in words is left out and told with its line; with --as-is it is poured as it stands."""
    put(office, "a.yaml", YAML)
    ended = command(office, "fill", FORM, "--answers", "a.yaml", "-o", "out.xlsx", "--report", "r.csv")
    assert ended.code == 1
    assert "  a.yaml 第4行（第2项 自查得分）“三分”：不是数字。若为3，请只填 3。" in ended.out
    with (office / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["结果"] for row in rows] == ["已转入", "已转入", "未转入：不合要求"]

    as_is = command(office, "fill", FORM, "--answers", "a.yaml", "-o", "out.xlsx", "--as-is", "--force")
    assert as_is.code == 0
    back = command(office, "fill", "--extract", "out.xlsx")
    assert '"2":\n    score: "三分"' in back.out


@libreoffice.needs_libreoffice
def test_old_and_ruined_workbooks(office: Path) -> None:
    """An .xls and a form that was sorted are carried over, a row of the county's own is told."""
    (old,) = libreoffice.converted([ruins.full()], office, "xls")
    put(office, "旧表.xls", old)
    put(office, "乱表.xlsx", ruins.ruined(ruins.row_added))

    first = command(office, "fill", FORM, "--answers", "旧表.xls", "-o", "a.xlsx")
    assert (first.code, first.out.splitlines()[0]) == (0, "苍溪县：转入128处，未转入0处。")
    second = command(office, "fill", FORM, "--answers", "乱表.xlsx", "-o", "b.xlsx")
    assert (second.code, second.out.splitlines()[0]) == (1, "苍溪县：转入128处，未转入4处。")
    assert "县里自己加的一项" in second.out


def test_all_from_a_folder_of_old_workbooks(office: Path) -> None:
    """Each form gets the answers of its own unit, by the marks in the workbooks; the counts stand in a table."""
    put(office, "旧/一.xlsx", good("510821"))
    put(office, "旧/二.xlsx", good())
    put(office, "旧/空.xlsx", b"")
    put(office, "旧/利州区.xlsx", good("510802"))
    ended = command(office, "fill", "--all", "1下发", "--answers", "旧", "-o", "填好")

    assert ended.code == 1
    assert sorted(path.name for path in (office / "填好").iterdir()) == [
        "510821_旺苍县_自查评分表.xlsx",
        "510824_苍溪县_自查评分表.xlsx",
    ]
    lines = ended.out.splitlines()
    assert lines[0].split() == ["单位", "转入", "未转入", "来源"]
    assert [line.split()[0] for line in lines[1:3]] == ["苍溪县", "旺苍县"]
    assert "旧/空.xlsx 是空文件" in ended.out
    assert "有利州区的答案，但没有它的空白表" in ended.out


def test_two_workbooks_of_a_unit_are_told(office: Path) -> None:
    """Of two different workbooks of one unit the second is told and left out; a copy says nothing new."""
    put(office, "旧/1.xlsx", good())
    put(office, "旧/2.xlsx", good())
    assert command(office, "fill", "--all", "1下发", "--answers", "旧", "-o", "甲").code == 0
    put(office, "旧/3.xlsx", typed({"D5": "1"}))
    ended = command(office, "fill", "--all", "1下发", "--answers", "旧", "-o", "乙")
    assert ended.code == 1
    assert "用了 旧/1.xlsx，旧/3.xlsx 没有转入" in ended.out


def test_all_from_one_table(office: Path) -> None:
    """One table holds the answers of many units; those of a unit without a form are told."""
    put(office, "a.csv", "单位,考核项,填报内容,内容\n苍溪县,1,得分,3\n旺苍县,1,得分,2\n利州区,1,得分,2\n")
    ended = command(office, "fill", "--all", "1下发", "--answers", "a.csv", "-o", "填好")

    assert ended.code == 1
    assert "a.csv：有利州区的答案" in ended.out
    assert len(list((office / "填好").iterdir())) == 2


def test_extract_and_fill_again(office: Path) -> None:
    """What is extracted from all forms fills them again with the same."""
    full = pour(blank("510821"), form("510821"), answers("510821"))
    put(office, "回/a.xlsx", ruins.full())
    put(office, "回/b.xlsx", full)
    for name in ("a.yaml", "a.json", "a.csv"):
        assert command(office, "fill", "--extract", "回", "-o", name).code == 0
        filled = command(office, "fill", "--all", "1下发", "--answers", name, "-o", f"填{name}")
        assert filled.code == 0
        again = command(office, "fill", "--extract", f"填{name}", "-o", f"again-{name}")
        assert again.code == 0
        assert (office / f"again-{name}").read_bytes() == (office / name).read_bytes()


def test_form_that_is_out_of_date_is_told(office: Path) -> None:
    """A form that was issued under other targets is filled, and that it is out of date is said."""
    targets = office / "targets.csv"
    targets.write_text(targets.read_text(encoding="utf-8").replace(",19,", ",18,", 1), encoding="utf-8")
    put(office, "a.yaml", YAML.replace("三分", "2.5"))
    ended = command(office, "fill", FORM, "--answers", "a.yaml", "-o", "out.xlsx")
    assert (ended.code, "建议用 scoresheet generate 重新生成" in ended.out) == (0, True)


def test_column_of_the_county_is_one_line(office: Path) -> None:
    """Many cells of one column that the form hasn't are one line on the screen, and all of them in the list."""
    cells = {"Q4": "备注", **{f"Q{row}": f"备注{row}" for row in range(5, 12)}}
    put(office, "旧.xlsx", typed(cells))
    ended = command(office, "fill", FORM, "--answers", "旧.xlsx", "-o", "out.xlsx", "--report", "r.csv")
    assert ended.code == 1
    assert "  自查评分表 Q5等7格（备注）：这份表没有这一栏" in ended.out
    assert (office / "r.csv").read_text(encoding="utf-8-sig").count("这份表没有这一栏") == 7


def _other_unit(office: Path) -> Ended:
    put(office, "旺苍.xlsx", good("510821"))
    return command(office, "fill", FORM, "--answers", "旺苍.xlsx", "-o", "out.xlsx")


def _broken_file(office: Path) -> Ended:
    put(office, "坏.xlsx", b"PK\x03\x04 not a workbook")
    return command(office, "fill", FORM, "--answers", "坏.xlsx", "-o", "out.xlsx")


def _ruined_form(office: Path) -> Ended:
    put(office, "乱.xlsx", ruins.ruined(ruins.ids_gone))
    put(office, "a.yaml", YAML)
    return command(office, "fill", "乱.xlsx", "--answers", "a.yaml", "-o", "out.xlsx")


def _over_itself(office: Path) -> Ended:
    put(office, "a.yaml", YAML)
    return command(office, "fill", FORM, "--answers", "a.yaml", "-o", FORM, "--force")


def _over_another(office: Path) -> Ended:
    put(office, "a.yaml", YAML)
    put(office, "out.xlsx", b"somebody's")
    return command(office, "fill", FORM, "--answers", "a.yaml", "-o", "out.xlsx")


def _into_its_own_folder(office: Path) -> Ended:
    put(office, "a.yaml", YAML)
    return command(office, "fill", "--all", "1下发", "--answers", "a.yaml", "-o", "1下发", "--force")


def _no_such_unit(office: Path) -> Ended:
    put(office, "a.yaml", "unit: 旺苍县\nanswers: {}\n")
    return command(office, "fill", FORM, "--answers", "a.yaml", "-o", "out.xlsx")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (_other_unit, "旺苍.xlsx 是旺苍县的，空白表是苍溪县的"),
        (_broken_file, "坏.xlsx 打不开或已损坏"),
        (_ruined_form, "乱.xlsx 不是这套指标本期的空白表"),
        (_over_itself, "是这次要读取的文件"),
        (_over_another, "已经存在，没有覆盖"),
        (_into_its_own_folder, "是这次要读取的文件"),
        (_no_such_unit, "没有苍溪县的答案（有：旺苍县）"),
        (lambda office: command(office, "fill", FORM, "-o", "out.xlsx"), "请用 --answers"),
        (lambda office: command(office, "fill", FORM, "--answers", "a.yaml"), "请用 -o"),
        (lambda office: command(office, "fill", FORM, "--answers", "a.yaml", "-o", "out.xlsx"), "找不到这个文件"),
        (lambda office: command(office, "fill", FORM, "--answers", "a.yaml", "-o", "out.txt"), "须以 .xlsx 结尾"),
        (lambda office: command(office, "fill", FORM, FORM, "--answers", "a", "-o", "o.xlsx"), "一次只填一份表"),
        (lambda office: command(office, "fill", "--extract", FORM, "-o", "out.xlsx"), ".yaml、.json 或 .csv"),
    ],
)  # fmt: skip
def test_wrong_call_writes_nothing(call: Callable[[Path], Ended], words: str, office: Path) -> None:
    """What can't be done ends with 2 and a sentence; nothing that was there changes."""
    ended = call(office)

    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert (office / FORM).read_bytes() == blank()
    assert not (office / "out.xlsx").exists() or (office / "out.xlsx").read_bytes() == b"somebody's"

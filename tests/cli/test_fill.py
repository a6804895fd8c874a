"""The command `fill`, as a user calls it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import libreoffice
import ruins
from commands import Ended, command, project
from returned import answers, blank, by_openpyxl, form, good, typed
from scoresheet.filling.answers import pour

pytestmark = pytest.mark.slow

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
    assert sorted(path.name for path in (office / "填好").glob("*.xlsx")) == [
        "510821_旺苍县_自查评分表.xlsx",
        "510824_苍溪县_自查评分表.xlsx",
    ]
    lines = ended.out.splitlines()
    assert lines[0].split() == ["单位", "转入", "未转入", "来源"]
    assert [line.split()[0] for line in lines[1:3]] == ["苍溪县", "旺苍县"]
    assert "旧/空.xlsx 是空文件" in ended.out
    assert "有利州区的答案，但没有它的空白表" in ended.out


def test_two_workbooks_of_a_unit_are_told(office: Path) -> None:
    """Of two different workbooks of one unit none is taken; copies, also after a sort, count once."""
    put(office, "旧/1.xlsx", ruins.full())
    put(office, "旧/2.xlsx", ruins.full())
    put(office, "旧/旺苍县.xlsx", ruins.ruined(ruins.rows_sorted))
    same = command(office, "fill", "--all", "1下发", "--answers", "旧", "-o", "甲")
    assert same.code == 0
    assert "旧/旺苍县.xlsx 填的内容相同，只算一份" in same.out
    assert "文件名写的是旺苍县，表内写的是苍溪县，按苍溪县转入" in same.out
    put(office, "旧/3.xlsx", typed({"D5": "1"}))
    ended = command(office, "fill", "--all", "1下发", "--answers", "旧", "-o", "乙")
    assert ended.code == 1
    assert "看不出以哪份为准，都没有转入" in ended.out
    assert not (office / "乙").exists()
    extracted = command(office, "fill", "--extract", "旧", "-o", "旧.yaml")
    assert (extracted.code, (office / "旧.yaml").read_text()) == (1, "[]\n")


def test_all_from_one_table(office: Path) -> None:
    """One table holds the answers of many units; those of a unit without a form are told."""
    put(office, "a.csv", "单位,考核项,填报内容,内容\n苍溪县,1,得分,3\n旺苍县,1,得分,2\n利州区,1,得分,2\n")
    ended = command(office, "fill", "--all", "1下发", "--answers", "a.csv", "-o", "填好")

    assert ended.code == 1
    assert "a.csv：有利州区的答案" in ended.out
    assert len(list((office / "填好").glob("*.xlsx"))) == 2


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
    assert "  自查评分表 Q5等7格（备注）“备注5”“备注6”“备注7”等7种内容：这份表没有这一栏" in ended.out
    assert (office / "r.csv").read_text(encoding="utf-8-sig").count("这份表没有这一栏") == 7


def sheet_of(*above: str, name: str = "Sheet") -> bytes:
    """Give a sheet typed anew, without any mark but what stands above its table."""

    def change(book: Workbook) -> None:
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        sheet.title, sheet["A1"] = name, None
        for column, words in zip("AB", above, strict=False):
            sheet[f"{column}1"] = words

    return by_openpyxl(change, ruins.retyped())


@pytest.mark.parametrize(
    ("above", "file", "remark"),
    [
        (("填报单位：苍溪县团委",), "旧.xlsx", ""),
        (("苍溪县2014年自查情况",), "苍溪县.xlsx", ""),
        (("填报单位：苍溪县教育局",), "旧.xlsx", "写的是“苍溪县教育局”（Sheet A1），按苍溪县转入"),
        (("填报单位：苍溪县",), "旺苍县.xlsx", "文件名写的是旺苍县，表内写的是苍溪县，按苍溪县转入"),
        ((), "苍溪县.xlsx", "原表没有写明是哪个单位的，按文件名作为苍溪县的转入"),
        ((), "旧.xlsx", "原表和文件名都没有写明是哪个单位的，按苍溪县转入"),
    ],
)
def test_sheet_of_the_forms_own_unit(above: tuple[str, ...], file: str, remark: str, office: Path) -> None:
    """A sheet that says for certain whose it is goes into that unit's form; where something else tells, that is said."""
    put(office, f"旧/{file}", sheet_of(*above))
    ended = command(office, "fill", FORM, "--answers", f"旧/{file}", "-o", "out.xlsx")

    assert ended.code in {0, 1}
    assert (office / "out.xlsx").exists()
    assert (remark in ended.out) if remark else ("已转入，请核对" not in ended.out)


WRONG = [
    (("填报单位：旺苍县团委",), "Sheet", "空白表是苍溪县的，没有转入；写的是“旺苍县团委”（Sheet A1）"),
    (("单位：旺苍县",), "Sheet", "写的是“旺苍县”（Sheet A1）"),
    (("单位名称", "旺苍县"), "Sheet", "写的是“旺苍县”（Sheet B1）"),
    (("填报单位：共青团旺苍县委",), "Sheet", "写的是“共青团旺苍县委”（Sheet A1）"),
    (("填报单位：北京市朝阳区",), "Sheet", "写的是“北京市朝阳区”（Sheet A1），不能确定是哪个单位"),
    (("填报单位：旺苍县第一中学",), "Sheet", "写的是“旺苍县第一中学”（Sheet A1），可能是旺苍县，不能确定"),
    (("填报单位：苍溪县第一中学",), "Sheet", "写的是“苍溪县第一中学”（Sheet A1），可能是苍溪县，不能确定"),
    (("旺苍县2014年自查评分表",), "Sheet", "写的是“旺苍县2014年自查评分表”（Sheet A1）"),
    (("北京市朝阳区自查评分表",), "Sheet", "写的是“北京市朝阳区”（Sheet A1），不能确定是哪个单位"),
    ((), "旺苍县", "写的是“旺苍县”（工作表的名称）"),
    (("填报单位：苍溪县",), "旺苍县", "是几个不同的单位"),
]
"""What stands above a table, the name of its sheet, and what is said of it."""


@pytest.mark.parametrize(("above", "tab", "words"), WRONG)
def test_sheet_of_somebody_else_is_refused(
    above: tuple[str, ...], tab: str, words: str, office: Path
) -> None:
    """What isn't certainly the form's own unit's is refused with its place, whatever the file is called."""
    put(office, "苍溪县.xlsx", sheet_of(*above, name=tab))
    ended = command(office, "fill", FORM, "--answers", "苍溪县.xlsx", "-o", "out.xlsx")

    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert "没有转入" in ended.err
    assert not (office / "out.xlsx").exists()


def test_all_refuses_what_a_file_name_contradicts(office: Path) -> None:
    """With --all the name of a file decides only where nothing is printed, and that is told."""
    put(office, "旧/苍溪县.xlsx", sheet_of("填报单位：北京市朝阳区"))
    put(office, "旧/旺苍县.xlsx", sheet_of())
    ended = command(office, "fill", "--all", "1下发", "--answers", "旧", "-o", "填好")

    assert ended.code == 1
    assert [path.name[:6] for path in (office / "填好").glob("*.xlsx")] == ["510821"]
    assert "旧/苍溪县.xlsx：写的是“北京市朝阳区”（Sheet A1），不能确定是哪个单位，没有转入" in ended.out
    assert "原表没有写明是哪个单位的，按文件名作为旺苍县的转入" in ended.out


def changed_item(book: Workbook) -> None:
    """Give the first item another text and other points."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["D3"] = "填报单位：苍溪县", 10
    sheet["B3"] = str(sheet["B3"].value).replace("技能", "职业技能")


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (
            "zh-CN",
            ("已转入，请核对：", "（第1项 分值）：原表为“10”，本表为“3”", "（第1项 考核内容）：原表为"),
        ),
        (
            "en",
            ("Carried over; please check:", "(Item 1, Points): was “10”, is now “3”", "Item 1, Indicator"),
        ),
    ],
)
def test_other_texts_and_points_are_listed(locale: str, words: tuple[str, ...], office: Path) -> None:
    """Items that ask something else or are worth something else now are listed, on the screen and in the list."""
    catalog = office / "indicators.yaml"
    catalog.write_text(
        catalog.read_text(encoding="utf-8").replace("locale: zh-CN", f"locale: {locale}"), encoding="utf-8"
    )
    put(office, "旧.xlsx", by_openpyxl(changed_item, ruins.retyped()))
    ended = command(office, "fill", FORM, "--answers", "旧.xlsx", "-o", "out.xlsx", "--report", "r.csv")

    assert ended.code == 0
    assert all(one in ended.out for one in words)
    with (office / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    marked = [row for row in rows if row[6] in {"已转入，请核对", "carried over, please check"}]
    # The three answers of the item itself, its text and its points.
    assert len(marked) == 2 + sum(
        1 for row in rows[1:] if row[3] in {"第1项", "Item 1"} and row not in marked[-2:]
    )
    assert "职业技能" in marked[-2][7]


def test_answers_that_stood_in_the_form(office: Path) -> None:
    """What is replaced in a form that holds answers is named, texts too, and what stays as well; the list is whole."""
    long = "原来的情况，" * 40
    put(
        office,
        "a.yaml",
        f'unit: 苍溪县\nanswers:\n  "1": {{score: 3, done: "{long}"}}\n  "2": {{done: 第二项}}\n',
    )
    assert command(office, "fill", FORM, "--answers", "a.yaml", "-o", "前.xlsx").code == 0
    put(office, "b.yaml", 'unit: 苍溪县\nanswers:\n  "1": {score: 2, done: 新的情况, reason: 新原因}\n')
    ended = command(office, "fill", "前.xlsx", "--answers", "b.yaml", "-o", "后.xlsx", "--report", "r.csv")

    assert ended.code == 0
    assert "（第1项 自查得分）“2”：原来填的是“3”，已替换" in ended.out
    assert "（第1项 完成情况）“新的情况”：原来填的是“原来的情况，" in ended.out
    assert "新原因" not in ended.out
    assert ended.out.splitlines()[-3:-1] == [
        "表中原有、这次没有新内容、保留不变的：",
        "  第2项 完成情况“第二项”",
    ]
    listed = (office / "r.csv").read_text(encoding="utf-8-sig")
    assert f"原来填的是“{long}”，已替换" in listed
    assert "第2项,完成情况,第二项,表中原有，保留不变," in listed


def test_mended_number_shows_what_stood_there(office: Path) -> None:
    """Beside what a number was taken for stands what was written."""
    put(office, "a.yaml", YAML.replace("三分", "3分"))
    ended = command(office, "fill", FORM, "--answers", "a.yaml", "-o", "out.xlsx")
    assert "（第2项 自查得分）“3分”：按数字3转入" in ended.out


def test_extract_says_read_and_keeps_the_order_of_the_form(office: Path) -> None:
    """What comes out of a workbook is read, not carried over; items with measures alone stand in their place."""
    put(office, "回.xlsx", typed({"D6": None, "E6": None}))
    ended = command(office, "fill", "--extract", "回.xlsx", "-o", "a.yaml")
    assert ended.out.startswith("苍溪县：读出")
    assert "转入" not in ended.out
    lines = (office / "a.yaml").read_text(encoding="utf-8").splitlines()
    assert [line.strip(' ":') for line in lines if line.startswith('  "')] == [str(n) for n in range(1, 35)]


@pytest.mark.parametrize(
    ("data", "counts", "words"),
    [
        (blank(), "转入0处，未转入0处", "没有找到填写的内容，没有写入表。"),
        (
            b"unit: \xe8\x8b\x8d\xe6\xba\xaa\xe5\x8e\xbf\nanswers: {}\n",
            "转入0处，未转入0处",
            "没有找到填写的内容",
        ),
        (ruins.ruined(ruins.header_and_ids_gone), "转入0处", "没有一处能转入，没有写入表。"),
    ],
    ids=["blank form", "no answers", "nothing known"],
)
def test_nothing_to_carry_over_makes_no_form(data: bytes, counts: str, words: str, office: Path) -> None:
    """Where not one answer can be carried over no form is written, and the command doesn't end as if all were well."""
    name = "旧.xlsx" if data.startswith(b"PK") else "a.yaml"
    put(office, name, without_measures(data) if data.startswith(b"PK") else data)
    ended = command(office, "fill", FORM, "--answers", name, "-o", "out.xlsx")

    assert ended.code == 1
    assert counts in ended.out
    assert words in ended.out
    assert not (office / "out.xlsx").exists()


def without_measures(data: bytes) -> bytes:
    """Give a workbook with its first sheet alone."""

    def change(book: Workbook) -> None:
        for sheet in book.worksheets[1:]:
            del book[sheet.title]

    return by_openpyxl(change, data)


def test_force_replaces_what_the_command_wrote(office: Path) -> None:
    """With --force an earlier output of the command gives way to a new one; without it nothing does."""
    put(office, "a.yaml", YAML.replace("三分", "2.5"))
    call = ("fill", FORM, "--answers", "a.yaml", "-o", "填/out.xlsx", "--report", "填/r.csv")
    assert command(office, *call).code == 0
    assert command(office, *call).code == 2
    put(office, "a.yaml", YAML.replace("三分", "2"))
    first = (office / "填/out.xlsx").read_bytes()
    assert command(office, *call, "--force").code == 0
    assert (office / "填/out.xlsx").read_bytes() != first
    assert command(office, "fill", "--extract", "填/out.xlsx", "-o", "填/x.json").code == 0
    assert command(office, "fill", "--extract", "填/out.xlsx", "-o", "填/x.json", "--force").code == 0


@pytest.mark.parametrize(
    "name",
    [
        "2回收/苍溪.xlsx",
        "templates/self_assessment.xlsx",
        "决定登记.xlsx",
        "填/out.xlsx",
        "targets.csv",
        "indicators.yaml",
    ],
)
def test_force_spares_everything_else(name: str, office: Path) -> None:
    """A return, the master form, targets, the catalog, decisions and a changed output are never written over."""
    put(office, "a.yaml", YAML.replace("三分", "2.5"))
    assert command(office, "fill", FORM, "--answers", "a.yaml", "-o", "填/out.xlsx").code == 0
    put(office, "填/out.xlsx", good())
    put(office, "2回收/苍溪.xlsx", (office / FORM).read_bytes())
    put(office, "决定登记.xlsx", b"PK decided")
    before = (office / name).read_bytes()
    if name.endswith(".xlsx"):
        ended = command(office, "fill", FORM, "--answers", "a.yaml", "-o", name, "--force")
    else:
        ended = command(office, "fill", "--extract", "2回收", "-o", name, "--force")
    assert (ended.code, ended.out) == (2, "")
    assert name in ended.err
    assert (office / name).read_bytes() == before


def test_list_takes_no_other_files_place(office: Path) -> None:
    """The list neither replaces the targets nor the answers that are written beside it."""
    before = (office / "targets.csv").read_bytes()
    put(office, "a.yaml", YAML)
    filled = command(
        office, "fill", FORM, "--answers", "a.yaml", "-o", "o.xlsx", "--report", "targets.csv", "--force"
    )
    put(office, "回.xlsx", good())
    extracted = command(office, "fill", "--extract", "回.xlsx", "-o", "a.csv", "--report", "a.csv")
    assert (filled.code, extracted.code) == (2, 2)
    assert (office / "targets.csv").read_bytes() == before
    assert not (office / "o.xlsx").exists()
    assert not (office / "a.csv").exists()


def test_column_with_one_content_says_it(office: Path) -> None:
    """Where all cells of a strange column say the same that is said once."""
    put(office, "旧.xlsx", typed({"Q4": "备注", **{f"Q{row}": "无" for row in range(5, 12)}}))
    ended = command(office, "fill", FORM, "--answers", "旧.xlsx", "-o", "out.xlsx")
    assert "  自查评分表 Q5等7格（备注）“无”：这份表没有这一栏" in ended.out


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

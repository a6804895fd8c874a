"""The commands `catalog …`."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from commands import command, project


def change(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_right_catalog_is_summed_up(tmp_path: Path) -> None:
    """`catalog check` tells items, points and units, and who still has default targets."""
    ended = command(project(tmp_path), "catalog", "check")

    assert ended.code == 0
    assert "34项，共135分，8个单位" in ended.out
    assert "旺苍县：45个目标数是默认值" in ended.out
    assert "苍溪县：" not in ended.out


def test_every_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    """A wrong catalog exits 2 with file, line and column of each mistake."""
    path = project(tmp_path) / "indicators.yaml"
    change(path, "points: 3\n", "pionts: 3\n")

    ended = command(tmp_path, "catalog", "check")

    assert ended.code == 2
    assert ended.err.startswith("indicators.yaml:")
    assert "points" in ended.err


def test_doubts_are_told_and_count_with_strict_only(tmp_path: Path) -> None:
    """What is odd is printed as something to verify, with its line; only --strict makes it exit 1."""
    folder = project(tmp_path)

    ended, strict = command(folder, "catalog", "check"), command(folder, "catalog", "check", "--strict")

    assert (ended.code, strict.code) == (0, 1)
    assert ended.out == strict.out
    assert "indicators.yaml:249:11: 请核实：指标“驻外团组织换届完成率”" in ended.out
    assert "indicators.yaml:149:11: 提示：" in ended.out
    assert "有5处请核实" in ended.out


def test_strict_passes_where_there_are_notices_only(tmp_path: Path) -> None:
    """A notice is nothing to verify."""
    (tmp_path / "indicators.yaml").write_text(
        "catalog: d\ntitle: t\nissuer: i\nlocale: en\nround: {id: r, label: l}\nunits:\n  - {id: a, name: Alpha}\n"
        "categories:\n  - {id: A, name: A, items: [{id: '1', points: 1, text: Done}]}\n",
        encoding="utf-8",
    )

    ended = command(tmp_path, "catalog", "check", "--strict")

    assert ended.code == 0
    assert "note: No total is stated" in ended.out


def test_the_schema_is_printed_and_written(tmp_path: Path) -> None:
    """`catalog schema` prints the schema or writes it, over an earlier one but over nothing else."""
    printed = command(tmp_path, "catalog", "schema")
    twice = [command(tmp_path, "catalog", "schema", "-o", "indicators.schema.json") for _ in range(2)]
    (tmp_path / "mine.json").write_text("{}", encoding="utf-8")
    refused = command(tmp_path, "catalog", "schema", "-o", "mine.json")

    assert (printed.code, [ended.code for ended in twice], refused.code) == (0, [0, 0], 2)
    written = (tmp_path / "indicators.schema.json").read_text(encoding="utf-8")
    assert json.loads(printed.out) == json.loads(written)
    assert "# yaml-language-server: $schema=./indicators.schema.json" in twice[0].out
    assert (tmp_path / "mine.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize("name", ["show.xlsx", "schema.txt"])
def test_a_schema_takes_no_other_file_s_place(tmp_path: Path, name: str) -> None:
    """Only .json is written: a workbook of `catalog show` is an earlier output, too, but of another kind."""
    project(tmp_path)
    command(tmp_path, "catalog", "show", "-o", "show.xlsx")
    before = (tmp_path / "show.xlsx").read_bytes()

    ended = command(tmp_path, "catalog", "schema", "-o", name)

    assert (ended.code, ended.err.count(".json")) == (2, 2)
    assert (tmp_path / "show.xlsx").read_bytes() == before
    assert not (tmp_path / "schema.txt").exists()


def test_a_report_in_json_is_no_schema(tmp_path: Path) -> None:
    """Another result of the tool's that is JSON as well is kept."""
    (tmp_path / "report.json").write_text('{\n  "schema": "scoresheet-report/1"\n}', encoding="utf-8")

    ended = command(tmp_path, "catalog", "schema", "-o", "report.json")

    assert ended.code == 2
    assert "不是 catalog schema 写的" in ended.err


def test_a_catalog_somewhere_else_is_named_with_c(tmp_path: Path) -> None:
    """Where there is no catalog, the message says how to name one and how to begin."""
    ended = command(tmp_path, "catalog", "check")

    assert ended.code == 2
    assert "-c 文件夹/indicators.yaml" in ended.err


def test_a_unit_s_place_that_nobody_filled_makes_the_check_fail(tmp_path: Path) -> None:
    """A draft without units is wrong until somebody writes them, and the place is told."""
    path = project(tmp_path) / "indicators.yaml"
    change(path, "name: 旺苍县", "name: 请改为单位名称")

    ended = command(tmp_path, "catalog", "check")

    assert (ended.code, ended.out) == (2, "")
    assert "须更正：“请改为单位名称”是起草时占位的" in ended.err


def test_a_first_line_that_names_the_schema_is_accepted(tmp_path: Path) -> None:
    """The comment by which editors find the schema changes nothing for the program."""
    path = project(tmp_path) / "indicators.yaml"
    path.write_text(
        "# yaml-language-server: $schema=./indicators.schema.json\n" + path.read_text(encoding="utf-8"),
        encoding="utf-8",
    )

    assert command(tmp_path, "catalog", "check").code == 0


def test_the_catalog_is_shown(tmp_path: Path) -> None:
    """`catalog show` prints every item with its rule, for all units or for one, known by any of its names."""
    folder = project(tmp_path)

    every, one = command(folder, "catalog", "show"), command(folder, "catalog", "show", "--unit", "苍溪")

    assert (every.code, one.code) == (0, 0)
    assert "合计：34项，135分" in every.out
    assert "不少于19名（默认）" in every.out
    assert "苍溪县的目标数" in one.out
    assert "不少于19名\n" in one.out
    assert "一般案（事）件每起扣0.5分" in one.out


@pytest.mark.parametrize("name", ["目录.xlsx", "目录.md"])
def test_the_catalog_is_written(tmp_path: Path, name: str) -> None:
    """A workbook or a page is written, over an earlier one but over nothing else."""
    folder = project(tmp_path)

    assert [command(folder, "catalog", "show", "-o", name).code for _ in range(2)] == [0, 0]
    (folder / name).write_bytes(b"mine")
    assert command(folder, "catalog", "show", "-o", name).code == 2
    assert (folder / name).read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "--unit", "苍西县"), "您是不是要写“苍溪县”？"),
        (("show", "-o", "x.pdf"), ".xlsx 或 .md"),
        (("targets", "-o", "x.pdf"), ".xlsx 或 .csv"),
        (("targets", "-o", "indicators.yaml"), ".xlsx 或 .csv"),
        (("targets", "--from", "nothing.xlsx"), "打不开 nothing.xlsx"),
        (("targets", "--from", "targets.csv", "-o", "x.xlsx"), "只能写成 .csv"),
        (("targets", "--from", "templates/self_assessment.xlsx"), "没有找到标题行"),
        (("targets", "-o", "mine.csv"), "不是目标数表，没有覆盖"),
        (("targets", "--from", "targets.csv", "-o", "mine.csv"), "不是目标数表，没有覆盖"),
    ],
)
def test_a_wrong_call_is_told_and_writes_nothing(
    tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    """An unknown unit, another kind of file and a file that is no table exit 2."""
    folder = project(tmp_path)
    (folder / "mine.csv").write_text("name,phone\n", encoding="utf-8")
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    ended = command(folder, "catalog", *arguments)

    assert ended.code == 2
    assert says in ended.err
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_targets_are_counted(tmp_path: Path) -> None:
    """Without a file the command says of each unit whose targets are its own."""
    ended = command(project(tmp_path), "catalog", "targets")

    assert ended.code == 0
    assert "苍溪县                    45         0         3" in ended.out


def test_targets_go_out_and_come_back(tmp_path: Path) -> None:
    """A clerk fills the workbook in; what has changed is told, and the catalog has it."""
    folder = project(tmp_path)
    assert command(folder, "catalog", "targets", "-o", "目标数.xlsx").code == 0
    book = openpyxl.load_workbook(folder / "目标数.xlsx")
    sheet = book.active
    assert sheet is not None
    sheet["E11"], sheet["C12"] = 20, "21：折算"
    book.save(folder / "目标数.xlsx")

    kept = command(folder, "catalog", "targets", "-o", "目标数.xlsx")
    taken = command(folder, "catalog", "targets", "--from", "目标数.xlsx")
    again = command(folder, "catalog", "targets", "--from", "目标数.xlsx")

    assert (kept.code, taken.code, again.code) == (2, 0, 0)
    assert "还没有读回" in kept.err
    assert "苍溪县第2项“西部计划志愿者” 19 → 20" in taken.out
    assert "旺苍县第21项 适用 → 不适用（折算）" in taken.out
    assert "没有改动" in again.out
    shown = command(folder, "catalog", "show", "--unit", "旺苍县").out
    assert "不适用（折算）" in shown
    assert command(folder, "catalog", "check").code == 0


def test_mistakes_in_a_filled_table_are_told_by_cell_and_nothing_is_written(tmp_path: Path) -> None:
    """Every wrong cell is named at once; the table stays as it was."""
    folder = project(tmp_path)
    command(folder, "catalog", "targets", "-o", "t.xlsx")
    book = openpyxl.load_workbook(folder / "t.xlsx")
    sheet = book.active
    assert sheet is not None
    sheet["E11"], sheet["D12"], sheet["A13"], sheet["B13"] = "二十", -1, "苍西县", None
    book.save(folder / "t.xlsx")
    before = (folder / "targets.csv").read_bytes()

    ended = command(folder, "catalog", "targets", "--from", "t.xlsx")

    assert ended.code == 2
    assert [line.split("：")[0] for line in ended.err.splitlines()] == [
        "t.xlsx: “目标数”E11",
        "t.xlsx: “目标数”D12",
        "t.xlsx: “目标数”A13",
    ]
    assert (folder / "targets.csv").read_bytes() == before


def test_a_catalog_without_a_table_gets_one(tmp_path: Path) -> None:
    """Where the catalog names no table it is written beside it, and the line to add is said."""
    folder = project(tmp_path)
    command(folder, "catalog", "targets", "-o", "t.csv")
    change(folder / "indicators.yaml", "targets: targets.csv\n", "")
    (folder / "targets.csv").unlink()

    ended = command(folder, "catalog", "targets", "--from", "t.csv")

    assert ended.code == 0
    assert "targets: targets.csv" in ended.out
    assert (folder / "targets.csv").read_bytes().startswith("\ufeff单位编号,".encode())

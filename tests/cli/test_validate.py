"""The command `validate`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from commands import command
from demonstrated import demonstrated

FILES = 10


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder of a demonstration: 8 units, some with mistakes."""
    return demonstrated(tmp_path_factory, tmp_path_factory.mktemp("validate"))


def test_a_clean_return_exits_0_once_all_units_are_in(demo: Path, tmp_path: Path) -> None:
    """With one unit in the catalog and its correct return in the inbox nothing is to be mended."""
    text = (demo / "indicators.yaml").read_text(encoding="utf-8")
    second, after = text.index('  - id: "510821"'), text.index("\ncategories:")
    catalog = text[:second] + text[after:]
    targets = (demo / "targets.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "indicators.yaml").write_text(catalog, encoding="utf-8")
    (tmp_path / "targets.csv").write_text("\n".join(targets[:2]), encoding="utf-8")

    ended = command(tmp_path, "validate", demo / "2回收/苍溪县自查评分表.xlsx")

    assert ended.code == 0, ended.out + ended.err


def test_findings_exit_1_and_are_printed(demo: Path) -> None:
    """The report names units, items, cells and remedies on stdout; stderr stays empty."""
    ended = command(demo, "validate", "2回收")

    assert ended.code == 1
    assert ended.err == ""
    assert "第2项填3.5分，本项最高3分。（自查评分表 D6）" in ended.out


def test_reports_are_written_by_suffix(demo: Path, tmp_path: Path) -> None:
    """-o may be repeated; each suffix gives its own report."""
    outputs = [tmp_path / name for name in ("r.json", "r.csv", "r.xlsx")]
    options = [word for path in outputs for word in ("-o", path)]

    assert command(demo, "validate", "2回收", *options).code == 1
    report = json.loads(outputs[0].read_text(encoding="utf-8"))
    assert report["schema"] == "scoresheet-report/1"
    assert report["totals"]["units"] == 8
    assert len(report["files"]) == FILES
    assert outputs[1].read_bytes().startswith(b"\xef\xbb\xbf")
    assert outputs[2].read_bytes().startswith(b"PK")


def test_json_on_stdout_is_the_file_s_report(demo: Path, tmp_path: Path) -> None:
    """--format json prints the same bytes that -o writes."""
    ended = command(demo, "validate", "2回收", "--format", "json", "-o", tmp_path / "r.json")

    assert ended.out == (tmp_path / "r.json").read_text(encoding="utf-8")


def test_the_same_inbox_gives_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    """Nothing of the time or the order of files enters the report."""
    for name in ("a.json", "b.json"):
        command(demo, "validate", "2回收", "-o", tmp_path / name)

    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_quiet_prints_one_line(demo: Path) -> None:
    """-q is for those who only want to know how many are left."""
    out = command(demo, "validate", "2回收", "-q").out

    assert out.splitlines() == ["8个单位：校验通过3，待更正3，版本待确认1，未报送1"]


def test_newest_settles_a_conflict(demo: Path) -> None:
    """--prefer newest takes the return saved last; equal times stay a conflict, another word is refused."""
    assert command(demo, "validate", "2回收", "--prefer", "oldest").code == 2
    ended = command(demo, "validate", "2回收", "--prefer", "newest", "-q")
    assert "版本待确认0" in ended.out


def test_a_path_that_leads_nowhere_is_the_clerk_s_own_mistake(demo: Path, tmp_path: Path) -> None:
    """A wrong path exits 2 and writes nothing."""
    ended = command(demo, "validate", "收回", "-o", tmp_path / "r.json")

    assert ended.code == 2
    assert "收回" in ended.err
    assert not (tmp_path / "r.json").exists()


def test_an_unknown_suffix_is_refused_before_anything_is_read(demo: Path, tmp_path: Path) -> None:
    """The sentence names the suffixes that there are."""
    ended = command(demo, "validate", "2回收", "-o", tmp_path / "r.pdf")

    assert ended.code == 2
    assert ".json" in ended.err


@pytest.mark.parametrize(
    "name",
    [
        "2回收/苍溪县自查评分表.xlsx",
        "2回收/旺苍县自查评分表.xlsx",
        "templates/self_assessment.xlsx",
        "targets.csv",
    ],
)
def test_an_output_replaces_nothing_but_an_output(demo: Path, name: str) -> None:
    """A returned file, the master form and the targets are never overwritten, whatever name was mistyped."""
    path = demo / name
    before = path.read_bytes()

    for arguments in (("validate", "2回收/苍溪县自查评分表.xlsx"), ("rank", "2回收")):
        if path.suffix == ".xlsx" or arguments[0] == "validate":
            ended = command(demo, *arguments, "-o", path)
            assert ended.code == 2
            assert "不是本工具生成的结果" in ended.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["r.json", "r.csv", "r.xlsx"])
def test_an_earlier_output_is_replaced_and_is_no_return(demo: Path, tmp_path: Path, name: str) -> None:
    """A second run writes over the first one's report, and a report in the inbox is not taken for a return."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    assert command(demo, "validate", inbox, "-o", inbox / name).code == 1

    ended = command(demo, "validate", inbox, "-o", inbox / name, "--format", "json")

    (listed,) = json.loads(ended.out)["files"]
    assert listed["status"] == "ignored"


def test_nothing_is_written_where_one_output_can_t_be(demo: Path, tmp_path: Path) -> None:
    """Of two outputs neither is written where one has no place."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    ended = command(demo, "validate", "2回收", "-o", tmp_path / "a.json", "-o", tmp_path / "file/b.csv")

    assert ended.code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_an_output_that_can_t_be_written_is_a_sentence(demo: Path, tmp_path: Path) -> None:
    """Where the output is a folder the command says so."""
    folder = tmp_path / "r.json"
    folder.mkdir()

    ended = command(demo, "validate", "2回收", "-o", folder)

    assert ended.code == 2
    assert "r.json" in ended.err
    assert "Traceback" not in ended.err


def test_returned_files_are_never_changed(demo: Path, tmp_path: Path) -> None:
    """Neither content nor time of any returned file changes, whatever command reads it."""
    inbox = sorted((demo / "2回收").iterdir())

    def state() -> list[tuple[str, str, int]]:
        return [
            (path.name, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in inbox
        ]

    before = state()
    command(demo, "validate", "2回收", "-o", tmp_path / "r.xlsx")
    command(demo, "rank", "2回收", "-o", tmp_path / "k.xlsx")

    assert state() == before


def test_an_empty_inbox_is_told_as_nothing_returned(demo: Path, tmp_path: Path) -> None:
    """With no file at all every unit is missing."""
    (tmp_path / "empty").mkdir()

    ended = command(demo, "validate", tmp_path / "empty", "-q")

    assert ended.code == 1
    assert ended.out.strip().endswith("未报送8")

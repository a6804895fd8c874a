"""The option --manifest: what a run records, and what the next one says has changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from commands import Ended, command
from demonstrated import demonstrated
from returned import OTHER_UNIT, good

INBOX = "2回收"
CORRECTED = f"{INBOX}/旺苍县自查评分表.xlsx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder of a demonstration, once."""
    return demonstrated(tmp_path_factory, tmp_path_factory.mktemp("audit"))


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Path:
    """Give a copy of the demonstration that a test may change."""
    return shutil.copytree(made, tmp_path / "d")


def validate(folder: Path, *more: str | Path) -> Ended:
    """Run `validate` with an audit."""
    return command(folder, "validate", INBOX, "--manifest", "m.json", *more)


def test_a_second_run_over_the_same_files_changes_nothing(demo: Path) -> None:
    """The same inputs give the same bytes, and the section is one line."""
    first = validate(demo)
    written = (demo / "m.json").read_bytes()
    second = validate(demo)

    assert "上次" not in first.out
    assert second.out.splitlines()[-1] == "与上次相比没有变化。"
    assert (demo / "m.json").read_bytes() == written
    assert (first.code, second.code) == (1, 1)


def test_outputs_in_the_inbox_are_no_inputs(demo: Path) -> None:
    """An audit and a report that lie among the returns are not recorded by the run that writes them."""
    words = ("validate", INBOX, "--manifest", f"{INBOX}/m.json", "-o", f"{INBOX}/r.csv")

    written = []
    for _ in range(2):
        assert command(demo, *words).code == 1
        written.append((demo / INBOX / "m.json").read_bytes())

    assert written[0] == written[1]


def test_every_input_is_recorded_with_its_verdict(demo: Path) -> None:
    """The audit names each file with size, digest, program and verdict, and the catalog as it was named."""
    (demo / INBOX / "~$x.xlsx").write_bytes(b"x")
    validate(demo, "--prefer", "newest", "--strict")

    read = json.loads((demo / "m.json").read_bytes())

    by_name = {one["path"].removeprefix(f"{INBOX}/"): one for one in read["inputs"]}
    assert sorted(by_name) == sorted(path.name for path in (demo / INBOX).iterdir())
    assert read["catalog"]["path"] == "indicators.yaml"
    assert read["options"] == {"prefer": "newest", "strict": True, "decisions": None}
    one = by_name["苍溪县自查评分表.xlsx"]
    assert one["size"] == (demo / INBOX / "苍溪县自查评分表.xlsx").stat().st_size
    assert (one["unit"], one["round"], one["status"], one["speaks"]) == (
        "510824",
        "2014-11",
        "accepted",
        True,
    )
    assert by_name["~$x.xlsx"]["status"] == "ignored"


def test_a_correction_is_told(demo: Path) -> None:
    """The unit's status before and now stands on the screen, after the report."""
    validate(demo)
    (demo / CORRECTED).write_bytes(good(OTHER_UNIT))

    said = validate(demo).out.splitlines()

    assert "【与上次相比】" in said
    section = said[said.index("【与上次相比】") :]
    assert section[1].startswith("  旺苍县：待更正 → 校验通过；")
    assert any(CORRECTED in line for line in section)
    assert said.index("【合计】") < said.index("【与上次相比】")


def test_what_a_program_reads_from_stdout_stays_whole(demo: Path) -> None:
    """With JSON on stdout the section goes to stderr; -q leaves it out."""
    validate(demo)

    ended = validate(demo, "--format", "json")

    assert json.loads(ended.out)["schema"] == "scoresheet-report/1"
    assert ended.err.strip() == "与上次相比没有变化。"
    assert len(validate(demo, "-q").out.splitlines()) == 1


def test_rank_tells_changes_too(demo: Path) -> None:
    """An audit that `validate` wrote is continued by `rank`."""
    validate(demo)
    (demo / CORRECTED).write_bytes(good(OTHER_UNIT))

    ended = command(demo, "rank", INBOX, "-o", "k.xlsx", "--manifest", "m.json")

    assert "旺苍县：待更正 → 校验通过" in ended.out
    assert "与上次相比没有变化" in command(demo, "rank", INBOX, "-o", "k.xlsx", "--manifest", "m.json").out
    assert "上次" not in command(demo, "rank", INBOX, "-o", "k.xlsx", "--manifest", "m.json", "-q").out


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "已损坏"),
        (b'{\n  "schema": "scoresheet-manifest/1",\n', "已损坏"),
        (b'{\n  "schema": "scoresheet-report/1"\n}', "不是本工具写的处理记录"),
        (b'{"schema": "another"}', "不是本工具写的处理记录"),
        ("苍溪县的更正".encode(), "已损坏"),
    ],
    ids=["empty", "cut", "report", "foreign", "text"],
)
def test_an_audit_that_can_t_be_used_is_kept(demo: Path, content: bytes, told: str) -> None:
    """The run ends before it reads anything, says which file and what to do, and writes nothing."""
    (demo / "m.json").write_bytes(content)

    ended = validate(demo, "-o", "r.json")

    assert ended.code == 2
    assert "m.json" in ended.err
    assert told in ended.err
    assert "另一个文件名" in ended.err
    assert (demo / "m.json").read_bytes() == content
    assert not (demo / "r.json").exists()


def test_another_round_s_audit_is_kept(demo: Path) -> None:
    """An audit is never lost to a run of another round."""
    validate(demo)
    written = (demo / "m.json").read_bytes()
    catalog = (demo / "indicators.yaml").read_text(encoding="utf-8")
    (demo / "indicators.yaml").write_text(catalog.replace('"2014-11"', '"2014-12"', 1), encoding="utf-8")

    ended = validate(demo)

    assert ended.code == 2
    assert "（gy-youth-2014，2014-11）" in ended.err
    assert (demo / "m.json").read_bytes() == written


def test_another_catalog_of_the_same_round_is_a_change(demo: Path) -> None:
    """A target that the office changed is told before all units that it moved."""
    validate(demo)
    catalog = (demo / "indicators.yaml").read_text(encoding="utf-8")
    (demo / "indicators.yaml").write_text(f"{catalog}\n# 改过\n", encoding="utf-8")

    said = validate(demo).out

    assert "指标目录或目标表有改动" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--manifest", "m.txt"], ".json"),
        (["--manifest", INBOX], ".json"),
        (["--manifest", "r.json", "-o", "r.json"], "同一个文件"),
        (["--manifest", "x.json"], "打不开 x.json"),
    ],
)
def test_a_place_that_no_audit_can_have_is_refused(demo: Path, words: list[str], told: str) -> None:
    """Another suffix, a folder, or the same name as a report's is told at once."""
    (demo / "x.json").mkdir()

    ended = command(demo, "validate", INBOX, *words)

    assert ended.code == 2
    assert told in ended.err
    assert not (demo / "r.json").exists()


def test_an_audit_is_written_only_with_all_other_outputs(demo: Path) -> None:
    """Where a report can't be written the old audit stays, so that the next run still tells the changes."""
    validate(demo)
    written = (demo / "m.json").read_bytes()
    (demo / CORRECTED).write_bytes(good(OTHER_UNIT))

    assert validate(demo, "-o", "indicators.yaml/r.csv").code == 2

    assert (demo / "m.json").read_bytes() == written

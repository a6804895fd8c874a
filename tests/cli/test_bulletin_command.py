"""The command `rank` with a bulletin, and lateness told by all commands."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from docx import Document

from commands import command
from demonstrated import demonstrated
from scoresheet.letters import word_template


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder of a demonstration."""
    return demonstrated(tmp_path_factory, tmp_path_factory.mktemp("bulletin"))


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Path:
    """Give a copy of it."""
    return Path(shutil.copytree(made, tmp_path / "d"))


def test_workbook_and_bulletin_are_made_in_one_run(demo: Path) -> None:
    """Each by its suffix; the bulletin is a draft and says so."""
    ended = command(demo, "rank", "2回收", "-o", "排名.xlsx", "-o", "通报.docx", "--as-of", "2014-12-01")

    assert ended.code == 1, ended.err
    assert ended.out.startswith("已写入 排名.xlsx、通报.docx：3个单位参加排名，5个未参加")
    assert (demo / "排名.xlsx").exists()
    bulletin = Document(io.BytesIO((demo / "通报.docx").read_bytes()))
    lines = [one.text for one in bulletin.paragraphs]
    assert lines[0] == "讨论稿"
    assert "2014年12月1日" in lines[-1]
    ranking = [[cell.text for cell in row.cells] for row in bulletin.tables[0].rows]
    assert [row[:2] for row in ranking[1:]] == [["1", "苍溪县"], ["2", "青川县"], ["2", "昭化区"]]


def test_the_same_run_gives_the_same_bytes(demo: Path) -> None:
    """And may replace what it wrote, but no document of the office's own."""
    wanted = ("rank", "2回收", "-o", "通报.docx")
    assert command(demo, *wanted).code == 1
    before = (demo / "通报.docx").read_bytes()
    assert command(demo, *wanted).code == 1
    assert (demo / "通报.docx").read_bytes() == before

    Document().save(str(demo / "通报.docx"))
    ended = command(demo, *wanted)
    assert ended.code == 2
    assert "不是本工具生成的结果，没有覆盖" in ended.err


def test_the_template_is_no_output_that_may_be_replaced(demo: Path) -> None:
    """A mistyped name costs nobody his template."""
    own = demo / "templates/bulletin.docx"
    Document().save(str(own))
    before = own.read_bytes()

    assert command(demo, "rank", "2回收", "-o", own).code == 2
    assert own.read_bytes() == before


def test_the_office_s_own_template_wins(demo: Path) -> None:
    """It lies beside the catalog, under the name of the shipped one."""
    own = Document()
    own.add_paragraph("{{ 主题 }}：{{ 参评数 }}个")
    own.save(str(demo / "templates/bulletin.docx"))

    assert command(demo, "rank", "2回收", "-o", "通报.docx").code == 1
    assert Document(str(demo / "通报.docx")).paragraphs[0].text == "共青团2014年度目标绩效指标完成情况：3个"


def test_a_mistake_in_the_template_writes_nothing(demo: Path) -> None:
    """Not even the workbook that was asked for beside it."""
    own = Document()
    own.add_paragraph("{{ 题目 }}")
    own.save(str(demo / "templates/bulletin.docx"))

    ended = command(demo, "rank", "2回收", "-o", "排名.xlsx", "-o", "通报.docx")

    assert ended.code == 2
    assert "Word 模板 templates/bulletin.docx 用了“题目”，没有这一项可填" in ended.err
    assert not (demo / "排名.xlsx").exists()


def test_without_the_extra_the_workbook_can_still_be_made(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bulletin can't, and the clerk is told what to install."""
    monkeypatch.setattr(word_template, "find_spec", lambda _: None)

    ended = command(demo, "rank", "2回收", "-o", "通报.docx")

    assert ended.code == 2
    assert 'pip install "scoresheet[word]"' in ended.err
    assert command(demo, "rank", "2回收", "-o", "排名.xlsx").code == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "（报送期限2014年11月28日）"),
        (("--as-of", "2014-11-25"), "（报送期限2014年11月28日，还有3天）"),
        (("--as-of", "2014-11-28"), "（报送期限2014年11月28日，今天到期）"),
        (("--as-of", "2014-12-01"), "（报送期限2014年11月28日，已逾期3天）"),
    ],
)
def test_lateness_is_told_of_a_day_that_was_named(demo: Path, options: tuple[str, ...], said: str) -> None:
    """No clock enters a result."""
    ended = command(demo, "validate", "2回收", "--format", "csv", *options)

    assert ended.code == 1
    assert said in ended.out


def test_a_day_that_is_none_ends_the_command(demo: Path) -> None:
    """Before anything is read or written."""
    for asked in (("validate", "2回收"), ("rank", "2回收", "-o", "排名.xlsx")):
        assert command(demo, *asked, "--as-of", "heute").code == 2
    assert not (demo / "排名.xlsx").exists()

"""What a bare `scoresheet` says."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from commands import command
from demonstrated import demonstrated
from scoresheet.cli import gathering


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line speak Chinese."""
    monkeypatch.setenv("SCORESHEET_LANG", "zh")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a demonstration."""
    return demonstrated(tmp_path_factory, tmp_path_factory.mktemp("status"))


def _later(path: Path) -> None:
    then = time.time() + 100
    os.utime(path, (then, then))


@pytest.mark.usefixtures("chinese")
def test_outside_a_project_it_says_how_to_begin(tmp_path: Path) -> None:
    """There is no error: the first commands are shown, and the exit code is 0."""
    ended = command(tmp_path)

    assert (ended.code, ended.err) == (0, "")
    for words in ("scoresheet demo", "scoresheet init 考核 --from 通知.docx", "scoresheet --help"):
        assert words in ended.out


@pytest.mark.usefixtures("chinese")
def test_inside_one_of_its_folders_it_leads_back(tmp_path: Path) -> None:
    """In a folder below a project it says to go up."""
    command(tmp_path, "init", "p", "--lang", "zh")

    ended = command(tmp_path / "p/2回收")

    assert ended.code == 0
    assert "cd .." in ended.out


@pytest.mark.parametrize(("lang", "words"), [("zh", "还没有空白表"), ("en", "no forms yet")])
def test_a_new_project_begins_with_its_catalog(tmp_path: Path, lang: str, words: str) -> None:
    """While nobody has changed the catalog, the next step is to write it, then to make the forms."""
    command(tmp_path, "init", "p", "--lang", lang)

    ended = command(tmp_path / "p")

    assert ended.code == 0
    assert words in ended.out
    assert ended.out.splitlines()[-2:] == [
        "  scoresheet catalog check",
        f"  scoresheet generate -o {'1下发' if lang == 'zh' else '1_forms'}",
    ]


def test_forms_that_are_missing_are_named(tmp_path: Path) -> None:
    """With some forms made, the others are named, and the command makes those alone."""
    command(tmp_path, "init", "p", "--lang", "zh")
    with (tmp_path / "p/indicators.yaml").open("a", encoding="utf-8") as file:
        file.write("# 已核定\n")
    command(tmp_path / "p", "generate", "-o", "1下发", "--unit", "东山县")

    ended = command(tmp_path / "p")

    assert "还缺：西河县、南桥区" in ended.out
    assert ended.out.splitlines()[-1] == "  scoresheet generate -o 1下发 --unit 西河县 --unit 南桥区"


def test_forms_made_without_naming_a_folder_count(tmp_path: Path) -> None:
    """Forms in the folder that generate takes by itself are found, and the next step is to send them."""
    command(tmp_path, "init", "p", "--lang", "zh")
    command(tmp_path / "p", "generate")

    ended = command(tmp_path / "p")

    assert "3份空白表，每个单位一份" in ended.out
    assert ended.out.splitlines()[-1] == "  scoresheet validate 2回收 --decisions 决定登记.xlsx"


def test_a_catalog_changed_after_the_forms_were_made_is_told(tmp_path: Path) -> None:
    """Forms older than the catalog may say something else than it: they are to be made again if not sent."""
    command(tmp_path, "init", "p", "--lang", "zh")
    command(tmp_path / "p", "generate", "-o", "1下发")
    catalog = tmp_path / "p/indicators.yaml"
    catalog.write_text(
        catalog.read_text(encoding="utf-8").replace("2026-01-15", "2026-01-16"), encoding="utf-8"
    )
    _later(catalog)

    out = command(tmp_path / "p").out

    assert "每个单位一份；目录或目标数在此之后改过" in out
    assert "  scoresheet generate -o 1下发\n" in out


def test_a_catalog_that_was_only_saved_again_changes_nothing(tmp_path: Path) -> None:
    """Not the time of a file counts: as long as the same forms would be made, they are up to date."""
    command(tmp_path, "init", "p", "--lang", "zh")
    command(tmp_path / "p", "generate", "-o", "1下发")
    for name in ("indicators.yaml", "targets.csv"):
        _later(tmp_path / "p" / name)

    out = command(tmp_path / "p").out

    assert "3份空白表，每个单位一份\n" in out
    assert "  scoresheet generate" not in out


@pytest.mark.usefixtures("chinese")
def test_results_without_a_ranking_are_named(tmp_path: Path) -> None:
    """A list of problems is a result, too."""
    command(tmp_path, "init", "p", "--lang", "zh")
    command(tmp_path / "p", "generate", "-o", "2回收")
    command(tmp_path / "p", "validate", "2回收", "-o", "4结果/问题清单.xlsx")

    assert "4结果      问题清单.xlsx；排名表.xlsx还没有\n" in command(tmp_path / "p").out


@pytest.mark.usefixtures("chinese")
def test_targets_without_effect_are_told(tmp_path: Path) -> None:
    """A table of targets that the catalog doesn't name is told before the forms are sent."""
    command(tmp_path, "init", "p", "--lang", "zh")
    catalog = tmp_path / "p/indicators.yaml"
    catalog.write_text(
        catalog.read_text(encoding="utf-8").replace("targets: targets.csv\n", ""), encoding="utf-8"
    )
    made = command(tmp_path / "p", "generate", "-o", "1下发")

    assert made.code == 0
    assert "旁边有目标表 targets.csv" in made.err
    out = command(tmp_path / "p").out
    assert "旁边有目标表 targets.csv" in out.replace("\n             ", "")
    assert "先不要发出" in out


def test_returns_are_checked(demo: Path, tmp_path: Path) -> None:
    """Every unit is named under its status, and files that nobody can read are counted; what is wrong goes back next."""
    shutil.copytree(demo, tmp_path / "d", ignore=shutil.ignore_patterns("3退改"))
    out = command(tmp_path / "d").out

    assert "10个文件，其中1个无法读取或认不出单位" in out
    for words in ("校验通过3个：", "待更正3个：", "版本待确认1个：", "未报送1个：广元经济技术开发区"):
        assert words in out
    assert out.splitlines()[-1] == "  scoresheet return 2回收 -o 3退改"


def test_a_ranking_older_than_a_return_is_told(demo: Path) -> None:
    """A file that came later than the ranking makes it one to be made again."""
    ranking = demo / "4结果/排名表.xlsx"
    _later(ranking)
    assert "排名表.xlsx，是最新的" in command(demo).out

    os.utime(ranking, (0, 0))
    _later(next((demo / "2回收").iterdir()))
    assert "排名表.xlsx，比收到的文件、目录或决定登记旧" in command(demo).out


def test_letters_that_are_up_to_date_are_not_asked_for_again(demo: Path) -> None:
    """After the letters the next step is to wait for answers and to check again."""
    letters = demo / "3退改/通知.txt"
    letters.parent.mkdir(exist_ok=True)
    letters.write_text("请更正", encoding="utf-8")
    then = time.time() + 1000
    os.utime(letters, (then, then))

    assert command(demo).out.splitlines()[-1] == "  scoresheet validate 2回收"
    letters.unlink()


@pytest.mark.parametrize(
    ("as_of", "words"), [("2014-11-25", "2014-11-28，还有3天"), ("2014-12-01", "2014-11-28，已逾期3天")]
)
def test_days_are_counted_from_the_day_that_was_named(demo: Path, as_of: str, words: str) -> None:
    """--as-of adds how far the due date is; without it nothing is said of it."""
    assert words in command(demo, "--as-of", as_of).out
    assert "2014-11-28" not in command(demo).out


def test_a_date_that_is_none_is_refused(demo: Path) -> None:
    """A date in another form ends the command with a sentence."""
    ended = command(demo, "--as-of", "28.11.2014")

    assert ended.code == 2
    assert "28.11.2014" in ended.err


def test_too_many_files_are_only_counted(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a check would take long, the files are counted and the check is the next step."""
    monkeypatch.setattr(gathering, "MOST_FILES", 5)

    out = command(demo).out

    assert "10个文件，较多" in out
    assert out.splitlines()[-1] == "  scoresheet validate 2回收"


def test_a_wrong_catalog_comes_first(tmp_path: Path) -> None:
    """Mistakes in the catalog are shown with their places, and the exit code is 2."""
    command(tmp_path, "init", "p", "--lang", "zh")
    path = tmp_path / "p/indicators.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("points: 4", "points: 四"), encoding="utf-8")

    ended = command(tmp_path / "p")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("indicators.yaml:")
    assert ended.err.rstrip().endswith("scoresheet catalog check")

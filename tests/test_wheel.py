"""The program as it is installed: from a wheel, without the checkout around it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
LETTERS = {path.name for path in (ROOT / "templates").iterdir() if path.suffix in {".docx", ".txt"}}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it, as an installation does."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_all_that_a_new_project_needs(installed: Path) -> None:
    """Catalog, targets, master form and the marker for type checkers are inside."""
    package = installed / "scoresheet"
    inside = {path.relative_to(package).as_posix() for path in package.rglob("*")}

    wanted = {
        "shipped/indicators.yaml",
        "shipped/targets.csv",
        "shipped/docs/rules.md",
        "shipped/templates/project/en/indicators.yaml",
        "shipped/templates/project/zh/indicators.yaml",
        "shipped/templates/self_assessment.xlsx",
        *(f"shipped/templates/{name}" for name in LETTERS),
        "py.typed",
        "reports/page/report.html.j2",
        "reports/page/script.js",
        "reports/page/style.css",
    }
    assert wanted <= inside


def test_the_demonstration_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """The whole job works with nothing but what the wheel brings."""
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    asked = [sys.executable, "-c", "import scoresheet; print(scoresheet.__file__)"]
    where = subprocess.run(asked, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=60)
    assert str(installed) in where.stdout.decode()

    demo = [sys.executable, "-m", "scoresheet", "demo", "d"]
    subprocess.run(demo, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "d/4结果/排名表.xlsx").exists()


def test_a_project_is_set_up_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """A new project needs nothing but what the wheel brings, and its forms can be made at once."""
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONUTF8": "1", "SCORESHEET_LANG": "zh"}
    run = [sys.executable, "-m", "scoresheet"]
    init = [*run, "init", "p", "--windows"]
    subprocess.run(init, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=120)
    generate = [*run, "generate", "-o", "1下发"]
    subprocess.run(
        generate, cwd=tmp_path / "p", env=environment, check=True, capture_output=True, timeout=120
    )

    assert (tmp_path / "p/docs/rules.md").exists()
    assert len(list((tmp_path / "p/1下发").iterdir())) == 3

"""How the command line as a whole behaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commands import command
from scoresheet import __version__, cli


def test_the_version_is_printed(tmp_path: Path) -> None:
    """--version prints name and version and exits 0."""
    ended = command(tmp_path, "--version")

    assert (ended.code, ended.out.strip()) == (0, f"scoresheet {__version__}")


@pytest.mark.parametrize("name", ["generate", "validate", "rank", "explain", "demo"])
def test_every_command_has_help(tmp_path: Path, name: str) -> None:
    """Each command explains its options."""
    ended = command(tmp_path, name, "--help")

    assert ended.code == 0
    assert name in ended.out


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["validate"], ["rank", "."], ["validate", "--nothing", "."]]
)
def test_a_wrong_call_exits_2_with_a_sentence(tmp_path: Path, arguments: list[str]) -> None:
    """A mistake in how the command is called is told without a traceback."""
    ended = command(tmp_path, *arguments)

    assert ended.code == 2
    assert ended.err
    assert "Traceback" not in ended.err


def test_a_defect_of_ours_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An internal defect exits 70, names a log file that holds the details, and shows no traceback."""

    def broken() -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(cli, "app", lambda **_: broken())
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    ended = command(tmp_path, "demo")

    assert ended.code == 70
    assert "Traceback" not in ended.err
    log = next(tmp_path.glob("scoresheet-*.log"))
    assert str(log) in ended.err
    assert "a defect" in log.read_text(encoding="utf-8")


def test_an_interruption_exits_130(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the command with one line."""

    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "app", interrupted)

    ended = command(tmp_path, "demo")

    assert ended.code == 130
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_answering_at_once_needs_no_heavy_library(tmp_path: Path, arguments: list[str]) -> None:
    """Version and help are shown without importing what only the work itself needs."""
    heavy = {"pydantic", "openpyxl", "xlsxwriter", "yaml", "rapidfuzz", "olefile"}
    program = (
        f"import sys; sys.argv = ['scoresheet', *{arguments!r}]\n"
        "from scoresheet.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)"
    )

    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, timeout=60, check=True
    )

    assert ended.stderr.decode().strip() == "[]"

"""What the README says is run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from commands import command

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _commands() -> list[tuple[list[str], int]]:
    path = README.split("## The five-minute path")[1]
    block = re.search(r"```sh\n(.*?)```", path, re.DOTALL)
    assert block is not None
    found = []
    for line in block[1].splitlines():
        said, _, comment = line.partition("#")
        code = re.search(r"exit code (\d+)", comment)
        found.append((shlex.split(said), int(code[1]) if code else 0))
    return found


def test_the_five_minute_path_works_as_written(tmp_path: Path) -> None:
    """Each command of the path runs in turn and ends with the exit code that stands beside it."""
    folder = tmp_path
    for words, code in _commands():
        if words[0] == "cd":
            folder /= words[1]
            continue
        ended = command(folder, *words[1:])
        assert ended.code == code, (words, ended.err)

    assert {"problems.xlsx", "report.json", "ranking.xlsx", "issued"} <= {
        path.name for path in folder.iterdir()
    }


def test_every_command_is_in_the_table(tmp_path: Path) -> None:
    """The table of commands names each command that --help lists, and no other."""
    listed = set(re.findall(r"^\| `scoresheet (\w+)", README, re.MULTILINE))
    shown = command(tmp_path, "--help").out

    assert listed == {"catalog", "generate", "validate", "rank", "explain", "demo"}
    assert all(name in shown for name in listed)


def test_every_file_that_is_linked_exists() -> None:
    """Pictures and pages that the README points to are there."""
    targets = re.findall(r"\]\(([^)]+)\)", README)

    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
